"""What was understood of documents, for programs (JSON, SDMX), spreadsheets and people."""

from briefgen.export.contract import as_json
from briefgen.export.sdmx import as_sdmx
from briefgen.export.sheet import as_csv, as_xlsx
from briefgen.export.table import as_table

__all__ = ["as_csv", "as_json", "as_sdmx", "as_table", "as_xlsx"]
