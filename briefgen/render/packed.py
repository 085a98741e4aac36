"""Has pydyf (pinned) compress each stream of a PDF once: it asks twice, for the digest as well."""

from __future__ import annotations

import zlib
from contextlib import contextmanager
from functools import lru_cache
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pydyf

if TYPE_CHECKING:
    from collections.abc import Iterator

STREAMS = 32  # remembered: a page has as many


@contextmanager
def packed_once() -> Iterator[None]:
    """PDFs are written so while it lasts."""
    pydyf.zlib = SimpleNamespace(compress=zlib.compress, compressobj=_Packer)
    try:
        yield
    finally:
        pydyf.zlib = zlib


class _Packer:
    """What pydyf takes for a compressor; all of a stream comes at once."""

    def __init__(self, level: int) -> None:
        self._level = level

    def compress(self, content: bytes) -> bytes:
        """The whole stream."""
        return _packed(content, self._level)

    def flush(self) -> bytes:
        """What is left of it: nothing."""
        return b""


@lru_cache(maxsize=STREAMS)
def _packed(content: bytes, level: int) -> bytes:
    packer = zlib.compressobj(level=level)
    return packer.compress(content) + packer.flush()
