"""A mark: the place where a theme begins, before it has its place in the tree."""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefgen.themes.words import words

_OPENING = "“‘（《「『【〈("
_CLOSING = "”’）》」』】〉)"
_STOPS = "。！？；"
_SIGN = re.compile(f"[{_OPENING}{_CLOSING}{_STOPS}，：]")
_LINE_SIGN = re.compile(f"[{_OPENING}{_CLOSING}{_STOPS}，： \u3000]|——")
LEAD_RANK = 80  # of what opens a paragraph without any marker
INLINE_RANK = 95  # of what stands inside one: below all that opens it, above 从…看
_FOOTNOTE = re.compile(r"(?<=\w)\d$")
PART_LINE = "part.line"  # the kind of a mark that only ends what stands before it
COLUMN = "column"  # the kind of a name over a list of lines
BODY = 25  # characters; a paragraph of text has at least so many
_CLAUSES = 5  # nor has it more clauses
_SCAN = 160  # a heading sentence is never longer; keeps the scan short on a file of one line


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a theme begins: `at` is the offset in the text of paragraph `paragraph`.

    `kind` names the series it belongs to, `rank` its level (smaller is higher), `number` what it
    counts (0 if nothing); `line` is true if the whole paragraph is the heading.
    """

    paragraph: int
    at: int
    kind: str
    rank: int
    rule: str
    label: str
    title: str
    number: int = 0
    line: bool = False
    series: str = ""  # the same for all marks that count on from each other


@dataclass(frozen=True, slots=True)
class Head:
    """The first sentence of a theme, cut at its commas: `stop` is the sign that ends it, or ""."""

    clauses: tuple[str, ...]
    stop: str
    end: int  # offset behind the stop in the text that was cut

    @property
    def text(self) -> str:
        """The sentence without its stop."""
        return "，".join(self.clauses)


def head(text: str, start: int = 0, *, line: bool = False) -> Head:
    """The sentence of `text` that begins at `start`; commas inside quotes or brackets do not cut.

    A heading line may part label and title by a space or a dash as well.
    """
    clauses: list[str] = []
    begin, depth = start, 0
    limit = min(len(text), start + _SCAN)
    for match in (_LINE_SIGN if line else _SIGN).finditer(text, start, limit):
        sign, at = match[0], match.start()
        if sign in _OPENING:
            depth += 1
        elif sign in _CLOSING:
            depth = max(0, depth - 1)
        elif depth:
            continue
        elif sign in _STOPS:
            return Head((*clauses, text[begin:at].strip()), sign, at + 1)
        else:
            clauses += [text[begin:at].strip()] * bool(text[begin:at].strip())
            begin = match.end()
            if len(clauses) > _CLAUSES:
                return Head(tuple(clauses), "，", at + 1)
    return Head((*clauses, text[begin:limit].strip()), "", limit)


def label_and_title(found: Head) -> tuple[str, str] | None:
    """The shortest name of a theme and the rest of its heading; None if it has no usable name.

    The rest is a title only if it is short and states no figure; 一是压减产能，淘汰251台 has none.
    """
    known = words()
    first, *rest = found.clauses
    if rest and known.frame_opening.fullmatch(first):
        first, *rest = rest  # 五年来，经济实力显著增强 is named by what happened
    label = tidy(first)
    if not label or len(label) > known.label_max:
        return None
    title = "，".join(clause for clause in rest if clause)
    whole = found.stop in ("。", "！", "") and len(rest) <= 2  # noqa: PLR2004 (label and two clauses)
    if not whole or len(title) > known.lead_max or known.fact.search(title):
        title = ""
    return label, known.years_end.sub("", title.strip("，。：；、 "))


def measured(label: str) -> str:
    """What is measured, of a label that states its figure: 完成环城绿化36.7公顷 is 完成环城绿化."""
    known = words()
    fact = known.fact.search(label)
    if not fact:
        return label
    if named := known.fact_of.fullmatch(label):
        return str(named["deed"] + named["things"])  # 实施了总投资7535万元的学校建设项目
    subject = _FOOTNOTE.sub("", known.fact_verbs.sub("", label[: fact.start()]))
    again = subject.find(subject[: known.subject_min], known.subject_min)
    if again > 0 and not known.joins.search(subject[:again]):
        subject = subject[:again]  # 一、户籍人口户籍人口为…: a heading that ran into its text
    return subject if len(subject) >= known.subject_min else label


def tidy(label: str) -> str:
    """A label without the words and signs around it: “稳” is 稳, 在稳增长方面 is 稳增长."""
    bare = label.strip("，。：；、！？ —\u3000")
    inside = re.fullmatch(r"“([^“”]{1,4})”", bare)
    if inside:
        return inside[1]
    found = (pattern.match(bare) for pattern in words().wrapped)
    return next((match["label"] for match in found if match), bare)
