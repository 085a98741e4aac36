"""Step 4: the figures of a text, each with all that the text says of it."""

from __future__ import annotations

from briefgen.figures.assemble import extract

__all__ = ["extract"]
