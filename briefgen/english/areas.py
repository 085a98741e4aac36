"""全区 by the area of a figure: the region of an autonomous region, else the district."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.lexicon import load_toml

if TYPE_CHECKING:
    from briefgen.model import Figure


def of_area(text: str, zh: str, figure: Figure) -> str:
    """The English of `zh` with what 全区 is there: in the district, the zone average."""
    table = load_toml("english")["area"]
    if table["whole"] not in zh or figure.area.endswith(table["region"]):
        return text
    endings = table["endings"].items()
    noun = next((noun for end, noun in endings if figure.area.endswith(end)), "")
    if not noun:
        return text
    for said, template in table["said"].items():
        text = text.replace(said, template.format(noun))
    return text
