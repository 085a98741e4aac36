"""Labels that say whose figure it is: 叶集区工业投资, investment in industry in Yeji District."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefgen.english.areas import of_area
from briefgen.english.numbers import value_en
from briefgen.english.terms import translate_label

if TYPE_CHECKING:
    from briefgen.english.glossary import Glossary
    from briefgen.model import Figure


def told_apart(figure: Figure, glossary: Glossary) -> Figure:
    """The figure with its area before its label, in both languages; as it is if that names it.

    Where the whole is not covered by the glossary, but the label alone was, the area stands behind.
    """
    if not figure.indicator or figure.area in figure.indicator:
        return figure
    zh = figure.area + _without_generic(figure)
    said = translate_label(zh, glossary, figure.unit)
    text, covered = of_area(said.text, zh, figure), said.covered
    if figure.covered and not covered:
        text = f"{figure.indicator_en} in {translate_label(figure.area, glossary).text}"
        covered = True
    told = replace(figure, indicator=zh, indicator_en=text, covered=covered)
    return replace(told, value_en=value_en(told))  # it names what the label does not: households


def _without_generic(figure: Figure) -> str:
    """The label less what its area ends with: GDP for 高新区GDP of 高邮高新区."""
    area, label = figure.area, figure.indicator
    shared = (at for at in range(1, len(area) - 1) if label.startswith(area[at:]))
    at = next(shared, len(area))
    return label[len(area) - at :]
