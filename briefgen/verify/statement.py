"""What a page may state: fields that must stand together, and what proves each of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from briefgen.model import drawn
from briefgen.verify.words import bare

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True, slots=True)
class Proof:
    """Where a figure stands: file and offsets of its number; `words` is what stands there."""

    figure: str
    path: str
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Statement:
    """Texts that prove each other, bare of white space.

    All of `required` and any of `optional` stand side by side, in any order, with nothing but
    signs and the template's own words between them. The first of `required` is the label: where
    it is another, nothing else is proved. `source` is the number of the mark that may follow.
    `listed` are targets that stand in a list, which is marked once at its head.
    """

    kind: str
    required: tuple[str, ...]
    optional: tuple[str, ...] = ()
    status: str = "actual"
    source: int = 0
    listed: bool = False
    proofs: tuple[Proof, ...] = ()
    order: tuple[str, ...] = ()  # all fields as the shipped template sets them

    @property
    def fields(self) -> tuple[str, ...]:
        """All fields, in the order in which a page has them."""
        more = (each for each in (*self.required, *self.optional) if each not in self.order)
        return (*self.order, *more)

    @property
    def text(self) -> str:
        """All fields in a row."""
        return "".join(self.fields)


def statement(
    kind: str,
    required: Iterable[str],
    optional: Iterable[str] = (),
    *,
    order: Iterable[str] = (),
    **more: Any,  # noqa: ANN401 - the other fields of Statement
) -> Statement:
    """The statement of these texts, those that are empty left out."""
    return Statement(kind, _bare(required), _bare(optional), order=_bare(order), **more)


def _bare(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(kept for text in texts if (kept := bare(text)))


# --- the parts of a page, as its JSON has them ---------------------------------------------------


def row_statement(row: Mapping[str, Any], proofs: tuple[Proof, ...]) -> Statement:
    """A row of the English table."""
    return statement(
        "row",
        (row["indicator"], row["value"]),
        (row["period"], row["compared"]),
        order=(row["indicator"], row["period"], row["value"], row["compared"]),
        status=row["status"],
        source=row["source"],
        proofs=proofs,
    )


def card_statement(card: Mapping[str, Any], proofs: tuple[Proof, ...]) -> Statement:
    """A key figure with its notes in both languages, and the points of its trend."""
    points = [point["period"]["zh"] + point["text"] for point in card["trend"]]
    label, note = card["label"], card["note"]
    value = card["value"] + card["unit"]["zh"]
    english = card["unit"]["en"] if len(card["unit"]["en"]) > 1 else ""  # % says nothing new
    return statement(
        "key figure",
        (label["zh"], value),
        (note["zh"], label["en"], note["en"], english, *points),
        order=(value, label["zh"], note["zh"], *points, english, label["en"], note["en"]),
        status=card["status"],
        source=card["source"],
        proofs=proofs,
    )


def trend_statements(card: Mapping[str, Any], proofs: tuple[Proof, ...]) -> list[Statement]:
    """The trend of a key figure, standing apart from it: whole, in its order, or in words."""
    points = [point["period"]["zh"] + point["text"] for point in card["trend"]]
    if not points:
        return []
    forms = ("".join(points), drawn(card["label"]["zh"], points))
    return [Statement("trend", (bare(form),), proofs=proofs) for form in forms]


def line_statement(
    line: Mapping[str, Any], proofs: tuple[Proof, ...], *, listed: bool = False
) -> Statement:
    """A sentence of the page."""
    text = "".join(run["text"] for run in line["runs"])
    return statement(
        "sentence",
        (text,),
        status=line["status"],
        source=line["source"],
        listed=listed,
        proofs=proofs,
    )
