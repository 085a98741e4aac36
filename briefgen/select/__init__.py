"""Step 7, select: what an editor would print, trimmed, in order, and fitted to one page."""

from briefgen.select.choose import draft
from briefgen.select.draft import Candidate, Draft
from briefgen.select.fit import fit, fit_report
from briefgen.select.highlight import highlights, with_highlights
from briefgen.select.options import Measurer, PageMeasure, PageOptions, Phrasing

__all__ = [
    "Candidate",
    "Draft",
    "Measurer",
    "PageMeasure",
    "PageOptions",
    "Phrasing",
    "draft",
    "fit",
    "fit_report",
    "highlights",
    "with_highlights",
]
