"""Regular expressions compiled once and kept: compiling the 1,900 of a build took a fifth of it.

What is kept is what Python's own compiler made of an expression and its flags; both, and the
version of Python, are its key, so that nothing else can change it. An expression that is not kept
is compiled as ever, and so are all where Python works in another way than here.
"""

from __future__ import annotations

import re
from array import array
from contextlib import suppress
from importlib import import_module
from threading import local
from typing import TYPE_CHECKING, Any

from briefgen.kept import KeptValues

if TYPE_CHECKING:
    from collections.abc import Callable

WORD = "I"  # of the code: as wide as the compiler has it


def keep_patterns() -> None:
    """Have this process take expressions from those kept, and add its own at its end.

    For a process that is ours: it stands in the way of all that compile one, libraries too.
    """
    with suppress(Exception):  # another Python may have none of this: all is compiled as ever
        compiler: Any = import_module("re._compiler")
        if array(WORD).itemsize == compiler._sre.CODESIZE:  # noqa: SLF001
            _Keeper(compiler, KeptValues("patterns", str(compiler._sre.MAGIC)))  # noqa: SLF001


class _Keeper:
    """What stands between the compiler and those who ask it."""

    def __init__(self, compiler: Any, kept: KeptValues) -> None:  # noqa: ANN401 (a module)
        self._kept = kept
        self._asked = local()  # what each thread compiles at this moment
        self._compile: Callable[[Any, int], re.Pattern[Any]] = compiler.compile
        self._make: Callable[..., re.Pattern[Any]] = compiler._sre.compile  # noqa: SLF001
        compiler._sre = _Between(compiler._sre, self.noted)  # noqa: SLF001
        compiler.compile = self.compiled

    def compiled(self, pattern: Any, flags: int = 0) -> re.Pattern[Any]:  # noqa: ANN401 (bytes too)
        """The expression compiled, from what is kept if it is there."""
        if not isinstance(pattern, str) or flags & re.DEBUG:
            return self._compile(pattern, flags)
        key = (pattern, int(flags))
        if made := self._kept.get(key):
            with suppress(RuntimeError, TypeError, ValueError, OverflowError):
                whole, code, *groups = made
                return self._make(pattern, whole, array(WORD, code).tolist(), *groups)
        self._asked.key = key
        try:
            return self._compile(pattern, flags)
        finally:
            self._asked.key = None

    def noted(self, pattern: Any, flags: int, code: list[int], *groups: Any) -> re.Pattern[Any]:  # noqa: ANN401
        """What the compiler came to, which is kept."""
        key = getattr(self._asked, "key", None)
        if key and key[0] == pattern:
            self._kept.add(key, (flags, array(WORD, code).tobytes(), *groups))
        return self._make(pattern, flags, code, *groups)


class _Between:
    """The module that the compiler hands its code to, but for that one function."""

    def __init__(self, module: Any, make: Callable[..., Any]) -> None:  # noqa: ANN401
        self._module = module
        self.compile = make

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        """As the module has it."""
        return getattr(self._module, name)
