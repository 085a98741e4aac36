"""The page that templates are tried with: a real one, and the same with awkward content."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from pathlib import Path
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, Union, get_args, get_origin, get_type_hints

from briefgen.lexicon import load_toml
from briefgen.model import Bilingual, Briefing, Fit, Line, Run
from briefgen.select.options import FLOOR

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefgen.select.options import Scale

PAGE = Path(__file__).with_name("sample_page.json")  # made by scripts/make_sample_page.py
MANY = 12  # themes of the page with many
ROWS = 4  # of the English table, where a page has the least


@cache
def sample_page() -> Briefing:
    """A real page: that of a city, as it was printed."""
    made = _value(Briefing, json.loads(PAGE.read_text(encoding="utf-8")))
    if not isinstance(made, Briefing):
        raise TypeError(made)
    return made


def as_plain(value: object) -> Any:  # noqa: ANN401 - whatever JSON knows
    """The value in what JSON knows; `sample_page` reads it back."""
    if is_dataclass(value) and not isinstance(value, type):
        return {item.name: as_plain(getattr(value, item.name)) for item in fields(value)}
    if isinstance(value, tuple | list):
        return [as_plain(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    return str(value) if isinstance(value, date | Decimal) else value


def _value(kind: Any, said: Any) -> Any:  # noqa: ANN401 - any type of the model
    """What JSON says, as the type of the model that it stands for."""
    if get_origin(kind) in {Union, UnionType}:
        inner = [one for one in get_args(kind) if one is not NoneType]
        return None if said is None else _value(inner[0], said)
    if get_origin(kind) is tuple:
        return tuple(_value(get_args(kind)[0], one) for one in said)
    if is_dataclass(kind) and isinstance(kind, type):
        hints = get_type_hints(kind)
        made: Callable[..., Any] = kind
        return made(**{name: _value(hints[name], one) for name, one in said.items()})
    if kind is date:
        return date.fromisoformat(said)
    return kind(said) if isinstance(kind, type) and issubclass(kind, Decimal | Enum) else said


def _texts(value: Any, change: Callable[[str], str]) -> Any:  # noqa: ANN401
    """The same value with every text that a reader sees changed."""
    if isinstance(value, Bilingual):
        return Bilingual(change(value.zh), change(value.en) if value.en else "")
    if isinstance(value, Run):
        return value if value.figure else replace(value, text=change(value.text))
    if isinstance(value, tuple):
        return tuple(_texts(item, change) for item in value)
    if is_dataclass(value) and not isinstance(value, type | Fit | Enum):
        changed = {
            item.name: _texts(getattr(value, item.name), change)
            for item in fields(value)
            if not isinstance(getattr(value, item.name), str)
        }
        for name in ("title", "origin", "indicator"):
            if isinstance(text := getattr(value, name, None), str) and text:
                changed[name] = change(text)
        return replace(value, **changed)
    return value


def least(page: Briefing, scale: Scale) -> Briefing:
    """What must stand on the page: the first line of each theme, in the smallest setting.

    A template whose smallest type is larger than the flagship's is tried with fewer themes, in the
    proportion of the room that one character takes.
    """
    themes = sum(len(document.themes) for document in page.documents)
    share = _room(FLOOR) / max(_room(FLOOR), _room(scale.floor))
    left = iter(range(max(1, round(themes * share))))
    documents = tuple(
        replace(
            document,
            themes=tuple(
                replace(theme, lines=theme.lines[:1])
                for theme, _ in zip(document.themes, left, strict=False)  # until none is left
            ),
            targets=document.targets[:1],
        )
        for document in page.documents
    )
    documents = tuple(document for document in documents if document.themes)
    rows = min(ROWS, scale.rows[0]) if scale.rows else ROWS
    return replace(page, documents=documents, rows=page.rows[:rows]).setting(scale.floor)


def _room(fit: Fit) -> float:
    """The room that one character takes in a setting, in square points."""
    return fit.body**2 * fit.leading


def _awkward() -> Briefing:
    words = load_toml("template_samples")["awkward"]
    state = iter(words * 10_000)
    page = replace(sample_page(), documents=sample_page().documents[:2])
    made: Briefing = _texts(page, lambda text: f"{next(state)}{text[:8]}")
    return made


def _wordy() -> Briefing:
    long = load_toml("template_samples")["long"]
    page = sample_page()
    first = replace(page.documents[0], title=long["title"], origin=long["origin"])
    return replace(page, title=Bilingual(long["name"], page.title.en), documents=(first,))


def _plain() -> Briefing:
    """A page without any figure: no key figures, no table, no targets."""
    page = sample_page()

    def worded(line: Line) -> Line:
        return replace(line, runs=(Run(line.text),))

    documents = tuple(
        replace(
            document,
            targets=(),
            themes=tuple(
                replace(theme, lines=tuple(map(worded, theme.lines))) for theme in document.themes
            ),
        )
        for document in page.documents[:1]
    )
    return replace(page, documents=documents, key_figures=(), rows=())


def _many() -> Briefing:
    """A page of one document with twelve themes."""
    page = sample_page()
    themes = [theme for document in page.documents for theme in document.themes]
    some = [replace(theme, lines=theme.lines[:1], parent=None) for theme in themes]
    twelve = tuple((some * MANY)[:MANY])
    return replace(page, documents=(replace(page.documents[0], themes=twelve, targets=()),))


def samples(scale: Scale) -> dict[str, Briefing]:
    """Every page that a template is tried with, by name: `real` first, as it was printed.

    Of the others there stands the least, as the template's `scale` sets it.
    """
    made = {"awkward": _awkward(), "long": _wordy(), "plain": _plain(), "many": _many()}
    return {"real": sample_page()} | {name: least(page, scale) for name, page in made.items()}
