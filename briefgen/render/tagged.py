"""Writes a laid-out page as a PDF with tags; what they lack, archive.py adds.

Apart from it, so that the process that sets pages loads nothing that mends them.
"""

from __future__ import annotations

import warnings
from typing import Any

from briefgen.render.packed import packed_once
from briefgen.render.quick import quick
from briefgen.render.spaced import told
from briefgen.render.subsets import subset_once

OPTIONS = {"pdf_variant": "pdf/a-3b", "pdf_tags": True}


def plain(document: Any) -> bytes:  # noqa: ANN401 (weasyprint)
    """A PDF that looks the same, to be drawn and dropped: nothing in it is tagged or compressed."""
    with subset_once():
        return bytes(document.write_pdf(uncompressed_pdf=True))


def tagged(document: Any) -> bytes:  # noqa: ANN401 (weasyprint)
    """The PDF that WeasyPrint makes of a laid-out document, with tags and as PDF/A-3b."""
    with warnings.catch_warnings(), told(), quick(), packed_once(), subset_once():
        # WeasyPrint 70 leaves the file of its colour profile to the garbage collector
        warnings.simplefilter("ignore", ResourceWarning)
        return bytes(document.write_pdf(**OPTIONS))
