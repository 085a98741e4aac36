"""Why a number was read as it was, or was not read: step by step, for people and programs."""

from briefgen.explain.answer import Answer, explain
from briefgen.explain.text import as_json, as_text

__all__ = ["Answer", "as_json", "as_text", "explain"]
