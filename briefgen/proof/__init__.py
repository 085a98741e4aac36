"""The proof sheet: a page beside its documents, every figure a click from its source."""

from briefgen.proof.sheet import proof_sheet

__all__ = ["proof_sheet"]
