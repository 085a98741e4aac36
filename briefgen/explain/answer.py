"""What an explanation is made of, and which numbers of a document a question means."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.errors import BriefgenError
from briefgen.explain.figure import steps_of
from briefgen.explain.refused import occurrences
from briefgen.explain.where import Spot, Step, spot_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefgen.model import Figure, Reading

NEAREST = 3  # numbers named when the one asked for is not there
SHOWN = 3  # explanations shown unless all are asked for
NUMBER = re.compile(r"[\d.]")


@dataclass(frozen=True, slots=True)
class Answer:
    """One number explained: `figure` is its id, None if it is none; `steps` how it came about."""

    figure: str | None
    number: str
    spot: Spot
    steps: tuple[Step, ...]


def explain(reading: Reading, asked: str, *, everything: bool = False) -> tuple[list[Answer], int]:
    """The explanations of the numbers that `asked` means, and how many more there are.

    `asked` is a number as written (7.9%), or a part of a label. Exact numbers come first, then
    numbers that contain it or whose label does, then places where it is no figure. Raises
    BriefgenError, with what is like it, if the document has nothing of the kind.
    """
    wanted = _plain(asked)
    if not wanted:
        raise BriefgenError("no number and no word is asked for", hint='for example: "7.9%"')
    exact = [each for each in reading.figures if wanted in _names(reading, each)]
    taken = {figure.id for figure in exact}
    loose = [f for f in reading.figures if f.id not in taken and _like(reading, f, wanted)]
    figures = [*exact, *loose] if everything else exact or loose
    found = list(_answers(reading, figures))
    if everything or not found:
        found += [Answer(None, *rest) for rest in occurrences(reading, asked.strip(), wanted)]
    if not found:
        raise _nothing(reading, asked, wanted)
    shown = found if everything else found[:SHOWN]
    return shown, len(found) - len(shown)


def _answers(reading: Reading, figures: Iterable[Figure]) -> Iterator[Answer]:
    for figure in figures:
        end = figure.at + len(figure.mention)
        spot = spot_of(reading, figure.passage, figure.at, end)
        yield Answer(figure.id, figure.mention, spot, tuple(steps_of(reading, figure, spot)))


def _plain(text: str) -> str:
    """The text as it is compared: full-width digits as others, no spaces, no thousands commas."""
    return re.sub(r"[\s,]", "", unicodedata.normalize("NFKC", text)).lower()


def _names(reading: Reading, figure: Figure) -> set[str]:
    """All that a figure is called: as cleaned, as it stands in the file, in English, by its id."""
    raw = reading.article.source.text[figure.start : figure.end]
    return {_plain(name) for name in (figure.mention, raw, figure.value_en, figure.id) if name}


def _like(reading: Reading, figure: Figure, wanted: str) -> bool:
    """Whether what is asked begins the figure's number (7.9 of 7.9%), or is a part of its label."""
    names = _names(reading, figure)
    if any(name.startswith(wanted) and not NUMBER.match(name[len(wanted) :]) for name in names):
        return True
    labels = (_plain(figure.indicator), _plain(figure.indicator_en))
    return not wanted[0].isdigit() and any(wanted in label for label in labels)


def _nothing(reading: Reading, asked: str, wanted: str) -> BriefgenError:
    from difflib import get_close_matches  # noqa: PLC0415 - only needed when something is wrong

    numbers = list(dict.fromkeys(figure.mention for figure in reading.figures))
    labels = list(dict.fromkeys(figure.indicator for figure in reading.figures))
    near = get_close_matches(wanted, numbers if wanted[0].isdigit() else labels, NEAREST, 0.3)
    hint = f"did you mean {', '.join(near)}?" if near else "briefgen extract FILE --format table"
    where = reading.article.source.path
    return BriefgenError(f"“{asked}” is neither a number nor a label there", where=where, hint=hint)
