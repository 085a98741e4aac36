"""What was understood of documents, for programs (JSON by contract) and for people (table)."""

from briefgen.export.contract import as_json
from briefgen.export.table import as_table

__all__ = ["as_json", "as_table"]
