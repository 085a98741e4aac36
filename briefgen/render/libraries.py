"""Loads WeasyPrint without asking a compiler where its libraries are."""

from __future__ import annotations

import ctypes.util
import io
import sys
from contextlib import contextmanager, redirect_stdout, suppress
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

SUBSETTER = "fontTools.subset"
INSTANCER = "fontTools.varLib.instancer"


def load_weasyprint() -> None:
    """Load it, so that what imports it later finds it loaded.

    It tries several names of each library. Where the first is not the right one, Python starts gcc
    and ld to search for it, which takes longer than loading them all. On Linux the last name tried
    is that by which the system itself finds the library; if it does not, the import of WeasyPrint
    that follows searches as ever, and says what is missing.
    """
    if sys.platform != "linux":
        return
    search = ctypes.util.find_library
    ctypes.util.find_library = _nowhere
    try:
        with suppress(OSError), redirect_stdout(io.StringIO()), _without_subsetter():
            import weasyprint  # noqa: F401, PLC0415 - this is the point
    finally:
        ctypes.util.find_library = search


@contextmanager
def _without_subsetter() -> Iterator[None]:
    """Spares WeasyPrint, while it is loaded, what it asks for only where HarfBuzz is too old.

    The subsetter and the variable faces of fontTools are half of what it loads; they are loaded
    when they are called.
    """
    if SUBSETTER in sys.modules or INSTANCER in sys.modules:
        yield
        return
    late = {name: _Late(name) for name in (SUBSETTER, INSTANCER)}
    sys.modules.update(late)
    package: Any = import_module("fontTools")
    package.subset = late[SUBSETTER]
    late[INSTANCER].__dict__["instantiateVariableFont"] = _instantiated
    try:
        yield
    finally:
        for name in late:
            sys.modules.pop(name, None)
        del package.subset


class _Late(ModuleType):
    """A module that is loaded when something in it is asked for."""

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        if name.startswith("__"):  # what the import itself asks
            raise AttributeError(name)
        return getattr(import_module(self.__name__), name)


def _instantiated(*told: Any, **also: Any) -> Any:  # noqa: ANN401
    return import_module(INSTANCER).instantiateVariableFont(*told, **also)


def _nowhere(name: str) -> str | None:  # noqa: ARG001 (the search gives it)
    return None
