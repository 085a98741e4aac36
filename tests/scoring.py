"""Compares what was read with annotated documents: themes, figures, and each attribute of these.

A theme is found when one starts within 40 characters of it and the labels agree; a figure when
value and unit agree and its span overlaps the annotated clause. Rows marked optional (thresholds,
repeats, headings over a framework) count neither as missed nor as spurious.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

GOLD = Path(__file__).parent / "gold"
SEEDS = Path(__file__).parent.parent / "seeds"
NEAR = 40  # characters between the start of a theme found and the one annotated
ATTRIBUTES = (
    "indicator",
    "theme",
    "measure",
    "direction",
    "period",
    "status",
    "bound",
    "versus",
    "rank",
    "value_en",
)
SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}


def documents() -> list[Path]:
    """The annotations, one file a document."""
    return sorted(GOLD.rglob("*.jsonl"))


def text_of(path: Path) -> Path:
    """The text of an annotated document: beside its annotation, or a seed."""
    beside = path.with_suffix(".txt")
    return beside if beside.exists() else next(SEEDS.glob(f"{path.stem}*.txt"))


def annotation(path: Path) -> list[dict]:
    """The annotated rows of a document."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


@dataclass
class Score:
    """Counts over documents; `right` has an entry for each attribute."""

    themes: int = 0
    themes_found: int = 0
    themes_given: int = 0
    figures: int = 0
    found: int = 0
    given: int = 0
    exact: int = 0
    right: dict[str, int] = field(default_factory=lambda: dict.fromkeys(ATTRIBUTES, 0))
    notes: list[str] = field(default_factory=list)
    rules: dict[str, list[int]] = field(default_factory=dict)  # figures right, and read, by rule

    def count(self, figure: dict, *, right: bool) -> None:
        """Counts a figure read, right in every attribute of its own or not, under its rule."""
        known = self.rules.setdefault(figure["rule"], [0, 0])
        known[0] += right
        known[1] += 1

    def __iadd__(self, other: Score) -> Self:
        for name in (
            "themes",
            "themes_found",
            "themes_given",
            "figures",
            "found",
            "given",
            "exact",
        ):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for name in ATTRIBUTES:
            self.right[name] += other.right[name]
        for rule, (right, read) in other.rules.items():
            known = self.rules.setdefault(rule, [0, 0])
            known[0] += right
            known[1] += read
        self.notes += other.notes
        return self

    def shares(self) -> dict[str, float]:
        """Recall, precision and the share of right attributes, in percent."""
        return {
            "theme_recall": share(self.themes_found, self.themes),
            "theme_precision": share(self.themes_found, self.themes_given),
            "figure_recall": share(self.found, self.figures),
            "figure_precision": share(self.found, self.given),
            "exact": share(self.exact, self.figures),
            **{name: share(self.right[name], self.found) for name in ATTRIBUTES},
        }


def share(part: int, whole: int) -> float:
    """`part` of `whole` in percent; nothing of nothing is all."""
    return round(100 * part / whole, 1) if whole else 100.0


class Squeezed:
    """A text without white space that still knows where its characters stood."""

    def __init__(self, text: str) -> None:
        kept = [(char, at) for at, char in enumerate(text) if not char.isspace()]
        self.text = "".join(char for char, _ in kept)
        self.offsets = [at for _, at in kept]

    def locate(self, needle: str, after: int = 0) -> tuple[int, int] | None:
        needle = re.sub(r"\s+", "", needle)
        first = next((k for k, at in enumerate(self.offsets) if at >= after), len(self.offsets))
        at = self.text.find(needle, first)
        at = self.text.find(needle) if at < 0 else at
        if at < 0 or not needle:
            return None
        return self.offsets[at], self.offsets[at + len(needle) - 1] + 1


def bare(label: str | None) -> str:
    return re.sub(r"[\s“”\"'‘’「」『』《》<>,，。:：、;；—\-·!！]", "", label or "")


def unit(value: str | None) -> str:
    text = (
        (value or "").replace("个百分点", "pp").replace("百分点", "pp").replace("％", "%").strip()
    )
    return "" if text == "个" else text


def english_number(text: str | None) -> float | None:
    text = (text or "").lower().replace(",", "").replace("−", "-")
    if re.search(r"doubl|twofold|twice", text):
        return 2.0
    match = re.search(r"([+-]?\d+(?:\.\d+)?)\s*(thousand|million|billion|trillion)?", text)
    return float(match[1]) * SCALES.get(match[2] or "", 1) if match else None


def same_english(one: str | None, other: str | None) -> bool:
    def tidy(text: str | None) -> str:
        return re.sub(r"\s+", " ", (text or "").replace("−", "-").replace("–", "-")).lower()

    return tidy(one).strip().lstrip("+") == tidy(other).strip().lstrip("+")


def accepted(row: dict, name: str) -> list:
    """The annotated value of an attribute and those that are as good."""
    more = row.get(f"{name}_alt") or []
    inferred = [None] if name == "period" and row.get("period_inferred") else []
    return [row.get(name) or None, *(more if isinstance(more, list) else [more]), *inferred]


def gaps(value: list[dict] | None) -> set:
    def name(item: dict) -> str:
        return bare(item.get("benchmark")).removesuffix("平均水平").removesuffix("平均")

    return {(name(item), round(float(item["delta"]), 6)) for item in value or []}


def rank(value: dict | None) -> tuple | None:
    return (bare(value.get("scope")), value.get("position")) if value else None


def score(gold: list[dict], text: str, found: dict) -> Score:
    """How `found`, a document of the extract contract, compares with its annotation."""
    squeezed = Squeezed(text)
    themes = {row["id"]: row for row in gold if row["type"] == "theme"}
    given = {theme["id"]: theme for theme in found["themes"]}
    pairs = _pair_themes(themes, given, squeezed)
    spare = {pairs[t] for t, row in themes.items() if row.get("optional") and t in pairs}
    asked = [t for t, r in themes.items() if r["label"] != "总体" and not r.get("optional")]
    one = Score(
        themes=len(asked),
        themes_found=sum(t in pairs for t in asked),
        themes_given=sum(
            bare(t["label"]) != "总体" and t["id"] not in spare for t in given.values()
        ),
    )
    one.notes += [f"theme missed: {themes[t]['label']}" for t in asked if t not in pairs]
    _score_figures(one, gold, found["figures"], squeezed, (themes, given, pairs))
    return one


def _pair_themes(themes: dict, given: dict, squeezed: Squeezed) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for key, row in themes.items():
        span = squeezed.locate(row["starts"])
        if row["label"] == "总体" or span is None:
            continue
        want, whole = bare(row["label"]), bare(row["label"] + row["title"])
        for name, theme in given.items():
            if name in pairs.values() or abs(theme["start"] - span[0]) > NEAR:
                continue
            label = bare(theme["label"])
            if want in bare(theme["label"] + theme["title"]) or (label and label in whole):
                pairs[key] = name
                break
    return pairs


def _score_figures(
    one: Score, gold: list[dict], given: list[dict], text: Squeezed, of: tuple
) -> None:
    rows = [row for row in gold if row["type"] == "figure"]
    asked = [row for row in rows if not row.get("optional")]
    taken: set[int] = set()
    cursor = 0
    one.figures = len(asked)
    for row in asked:
        span = text.locate(row["quote"], cursor)
        cursor = max(cursor, span[0]) if span else cursor
        best = _match(row, span, given, taken)
        if best is None:
            one.notes.append(f"missed: {row['indicator']} {row['mention']}")
            continue
        taken.add(best)
        one.found += 1
        right = _right(row, given[best], of)
        for name in ATTRIBUTES:
            one.right[name] += right[name]
        one.exact += all(right.values())
        own = (value for name, value in right.items() if name != "theme")
        one.count(given[best], right=all(own))
        wrong = [name for name in ATTRIBUTES if not right[name]]
        if wrong:
            one.notes.append(f"wrong {', '.join(wrong)}: {row['indicator']} {row['mention']}")
    spare = [(text.locate(row["quote"]), row) for row in rows if row.get("optional")]
    for k, figure in enumerate(given):
        free = k not in taken and any(
            _overlaps(figure, s) and figure["value"] == r["value"] for s, r in spare
        )
        one.given += not free
        if k not in taken and not free:
            one.count(figure, right=False)
            one.notes.append(f"spurious: {figure['indicator']} {figure['mention']}")


def _overlaps(figure: dict, span: tuple[int, int] | None) -> bool:
    return span is not None and figure["start"] < span[1] and figure["end"] > span[0]


def _match(row: dict, span: tuple | None, given: list[dict], taken: set[int]) -> int | None:
    units = {unit(row["unit"]), *([""] if row.get("unit_implied") else [])}
    fits = [
        (sum(part in figure["indicator"] for part in row["must"]), -k)
        for k, figure in enumerate(given)
        if k not in taken
        and _overlaps(figure, span)
        and abs(float(figure["value"]) - float(row["value"])) < 1e-6 * max(1, abs(row["value"]))
        and unit(figure["unit"]) in units
    ]
    return -max(fits)[1] if fits else None


def _right(row: dict, figure: dict, of: tuple) -> dict[str, bool]:
    themes, given, pairs = of
    english = any(same_english(figure["value_en"], want) for want in accepted(row, "en_value"))
    if row["measure"] in {"physical", "multiple", "count"}:
        english |= english_number(figure["value_en"]) == english_number(row["en_value"])
    overall = themes.get(row["theme"], {}).get("label") == "总体"
    chain, name = [], figure["theme"]
    while name in given and name not in chain:
        chain.append(name)
        name = given[name].get("parent")
    in_overall = not chain or any(given[name]["label"] == "总体" for name in chain)
    return {
        "indicator": all(part in figure["indicator"] for part in row["must"]),
        "theme": in_overall if overall else pairs.get(row["theme"]) == figure["theme"],
        "measure": figure["measure"] in accepted(row, "measure"),
        "direction": figure["direction"] == row.get("direction"),
        "period": figure["period"] in accepted(row, "period"),
        "status": figure["status"] in accepted(row, "status"),
        "bound": figure["bound"] == (row.get("bound") or None),
        "versus": gaps(figure["versus"])
        in [gaps(value) for value in [row.get("versus"), *(row.get("versus_alt") or [])]],
        "rank": rank(figure["rank"])
        in [rank(value) for value in [row.get("rank"), *(row.get("rank_alt") or [])]],
        "value_en": english,
    }
