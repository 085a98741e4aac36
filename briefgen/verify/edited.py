"""What editors worded anew: whether it says the numbers that the source says, and no others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from briefgen.rewording import heading_fault, reworded

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefgen.verify.documents import Witness

LOST = "its source sentence is not in the document any more"


def line_fault(line: Mapping[str, Any], witness: Witness, text: str) -> tuple[str, str]:
    """Why the words of a line must not stand for those it `was`, and the source's; empty if not.

    A line may be led by its period, which stands before the editor's words and the source's alike.
    """
    own = next((h for h in witness.reading.highlights if h.key == line.get("key")), None)
    if own is None or not line["was"].endswith(own.text):
        return LOST, line["was"]
    words = text.removeprefix(line["was"].removesuffix(own.text))
    made = reworded(witness.reading, {own.key: words})[own.key]
    return (f"an editor's words say otherwise: {made.fault}", own.text) if made.fault else ("", "")


def theme_fault(theme: Mapping[str, Any]) -> str:
    """Why an editor's heading must not stand for the document's; empty if it may."""
    shown = [f"{theme['label'][language]} {theme['title'][language]}" for language in ("zh", "en")]
    return heading_fault(theme["was"], *shown)
