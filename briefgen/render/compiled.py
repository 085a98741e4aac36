"""Templates compiled once and kept: compiling one takes longer than filling it in.

What is kept goes by the text of the template and the versions of all that compiles it, so a change
of either compiles it anew. Only templates that come with briefgen are kept in files; those of
editors as long as the process lives: of a Word page saved anew mostly the looks have changed.
"""

from __future__ import annotations

from contextlib import suppress
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import jinja2
from jinja2 import FileSystemBytecodeCache

from briefgen import __version__
from briefgen.kept import kept_in

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import CodeType

    from jinja2 import Environment, Template
    from jinja2.bccache import Bucket

HERE = Path(__file__).parent
TEXTS = 16  # remembered in the process, of some 200 kB each


class _Kept(FileSystemBytecodeCache):
    """Jinja's own, which writes beside and renames; a disk that takes nothing is no failure."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """The code, if there is some that can be read."""
        with suppress(Exception):  # a spoiled file can fail in any way; the code is made anew
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code if that can be."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


@cache
def kept_code() -> FileSystemBytecodeCache | None:
    """Where the code of templates is kept, None where nothing can be."""
    code = sha256(b"".join((HERE / name).read_bytes() for name in ("sandbox.py", "rewrite.py")))
    rules = f"{__version__}-{code.hexdigest()[:12]}"
    folder = kept_in(f"templates-{rules}-jinja-{jinja2.__version__}")
    return _Kept(str(folder)) if folder else None


def compiled(
    environment: Environment, name: tuple[str, str], text: str, prepared: Callable[[str], str]
) -> Template:
    """The template `prepared` from `text`, which is done only when it must be compiled.

    `name` says where the text comes from, and what prepares it in which version.
    """
    kept = environment.bytecode_cache
    bucket = kept.get_bucket(environment, *name, text) if kept else None
    code = bucket.code if bucket else None
    if code is None:
        code = _code(environment, name, text, prepared)
        if kept and bucket:
            bucket.code = code
            kept.set_bucket(bucket)
    make = environment.template_class.from_code
    return make(environment, code, environment.make_globals(None), None)


@lru_cache(maxsize=TEXTS)
def _code(
    environment: Environment, _name: tuple[str, str], text: str, prepared: Callable[[str], str]
) -> CodeType:
    return environment.compile(prepared(text))
