"""Traces every number on a finished page to its source; nothing the page says is taken on trust."""

from briefgen.verify.answer import as_json, as_text
from briefgen.verify.verdict import verify

__all__ = ["as_json", "as_text", "verify"]
