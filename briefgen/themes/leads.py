"""Lead sentences as themes: short official first sentences that sibling paragraphs share.

高效统筹，确保工业稳定运行。… / 聚焦创新能力提升攻坚突破。… / 有效推进“五大比拼”行动，推动升温。…
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.themes.mark import LEAD_RANK, Mark, head, tidy
from briefgen.themes.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefgen.model import Paragraph

_SHORTEST_ACT = 3  # 稳增长
_SHORTEST = 5  # a lead sentence has at least an act and its object
_FOLLOWING = 8  # characters of text that must follow a lead in its paragraph
_FRAME = 2  # characters that the members of a series share at either end
_CLAUSES = 3
_PHRASE = 4  # 高效统筹
_STATE = 14  # 工业运行平稳向好, before figures
_PLAIN = 24  # a lead without an official word is believed among official ones, if short
_FRAMED = 16  # characters more for a lead that opens as its siblings do: 这五年，我们…
_SPREAD = 1  # characters between leads of one length (加强政治建设, 依法履职尽责)
_SERIES = 3  # so many alike are a series even without a heading above them
_HEADING = 16  # two are believed if no name is longer: 加快建设…实验室科研总部和实验园区 is text


@dataclass(frozen=True, slots=True)
class _Lead:
    """A first sentence that may be a theme."""

    paragraph: int
    clauses: tuple[str, ...]
    opening: str  # what it shares with its siblings before it begins: 这五年，
    official: bool
    dated: bool  # a time stands before it: 前三季度，
    whole: bool  # the sentence is nothing but the lead

    @property
    def text(self) -> str:
        return "，".join(self.clauses)


def leads(paragraphs: Sequence[Paragraph], taken: Sequence[Mark]) -> list[Mark]:
    """The marks of all series of lead sentences between the marks already found."""
    found: list[Mark] = []
    opening: list[_Lead] = []
    ending: list[_Lead] = []
    for region, above in _regions(paragraphs, taken):
        found_here = {at: _dated(at, paragraphs[at]) or _lead(at, paragraphs[at]) for at in region}
        candidates = {at: lead for at, lead in found_here.items() if lead}
        for series in _series(region, candidates, above):
            found += _marks(series)
        alone = len(region) == len(candidates) == 1
        ending = list(candidates.values()) if alone and above and not above.line else []
        if alone and above is None and not opening and not found:
            opening = list(candidates.values())
    if not (opening and _is_act(opening[0])):
        return found
    if not found and ending and _is_act(ending[0]):
        found += _marks(ending)  # … and ends with the first of the next
    return found + _marks(opening) * bool(found)  # the text begins with the last item of a section


def _regions(
    paragraphs: Sequence[Paragraph], taken: Sequence[Mark]
) -> Iterator[tuple[list[int], Mark | None]]:
    """Runs of body paragraphs without a marker; with it, the mark above."""
    opened = {mark.paragraph: mark for mark in taken if mark.at == 0}
    region: list[int] = []
    above: Mark | None = None
    for index, paragraph in enumerate(paragraphs):
        mark = opened.get(index)
        if mark or paragraph.markup or paragraph.line:
            if region:
                yield region, above
            region, above = [], mark
        else:
            region.append(index)
    if region:
        yield region, above


def _of_bulletin(above: Mark) -> bool:
    """Whether a heading is a section of a bulletin (一、综合).

    Where one paragraph of it opens with a dated result (全年经济平稳增长。), all state results.
    """
    return above.line and bool(words().section.search(above.label))


def _lead(index: int, paragraph: Paragraph) -> _Lead | None:
    """The first sentence of a paragraph, if it is short, official, and text follows it."""
    known, text = words(), paragraph.text.text
    opening = known.frame_opening.match(text)
    start = opening.end() if opening else 0
    found = head(text, start)
    if found.stop not in ("。", "；", "！") or len(text) - found.end < _FOLLOWING:
        return None
    clauses = _without_facts(found.clauses)
    length = len("，".join(clauses))
    shortest = _SHORTEST_ACT if clauses and known.act.match(clauses[0]) else _SHORTEST
    longest = known.lead_max + (_FRAMED if start else 0)
    if not clauses or not shortest <= length <= longest:
        return None
    if not start and known.not_lead.match(text):
        return None
    official = bool(start) or _is_official(clauses)
    if not official and all(len(clause) == _PHRASE for clause in clauses):
        return None  # 大道至简，实干为要 is a saying
    plain = len(found.text) <= _PLAIN and clauses == found.clauses
    if len(clauses) > _CLAUSES or not (official or plain):
        return None
    whole = clauses == found.clauses
    return _Lead(index, clauses, text[:start], official, dated=False, whole=whole)


def _dated(index: int, paragraph: Paragraph) -> _Lead | None:
    """The lead behind a time: a sentence that tells a state and no figure.

    前三季度，工业运行平稳。 is one, 今年以来，我们加快建设。 none.
    """
    known, text = words(), paragraph.text.text
    time = known.lead_time.match(text)
    if not time or not time.end():
        return None
    found = head(text, time.end())
    length = len(found.text)
    fits = len(found.clauses) == 1 and _SHORTEST <= length <= _PLAIN and found.stop == "。"
    if not fits or len(text) - found.end < _FOLLOWING:
        return None
    told = known.state.search(found.text) and not known.fact.search(found.text)
    if not told or known.not_lead.match(found.text):
        return None
    return _Lead(index, found.clauses, "", official=True, dated=True, whole=True)


def _without_facts(clauses: tuple[str, ...]) -> tuple[str, ...]:
    """The clauses, or only the first if it tells a state and figures follow in the sentence.

    工业运行平稳向好，第二产业增加值222.80亿元，增长6.2% is led by its first clause; a sentence that
    states its figure at once has no lead.
    """
    known = words()
    if not any(known.fact.search(clause) for clause in clauses):
        return clauses
    first = clauses[0]
    short = len(first) <= _STATE and not known.fact.search(first)
    return (first,) if short and known.state.search(first) else ()


def _is_official(clauses: tuple[str, ...]) -> bool:
    """Whether a sentence names an act, reports a state, or opens with a four-character phrase."""
    known = words()
    phrase = len(clauses) > 1 and len(clauses[0]) == _PHRASE < len(clauses[1])
    acts = any(known.act.match(clause) for clause in clauses)
    return bool(acts or known.state.search(clauses[-1])) or phrase


def _series(
    region: list[int], candidates: dict[int, _Lead], above: Mark | None
) -> Iterator[list[_Lead]]:
    """The leads of a region that form a series: enough of them, and most paragraphs among them."""
    framed = [lead for lead in candidates.values() if lead.opening]
    for opening in dict.fromkeys(lead.opening for lead in framed):
        alike = [lead for lead in framed if lead.opening == opening]
        if len(alike) >= _SERIES and _dense(region, alike):
            yield alike
    plain = [lead for lead in candidates.values() if not lead.opening and not lead.dated]
    official = [lead for lead in plain if lead.official]
    if not _enough(official, plain):
        plain = official
    dated = [lead for lead in candidates.values() if lead.dated and _beside(lead, above)]
    if dated and above and _of_bulletin(above):
        return
    if len(plain) > len(dated):
        plain = sorted([*plain, *dated], key=lambda lead: lead.paragraph)
    if plain and _believed(region, plain, above):
        yield plain


def _beside(lead: _Lead, above: Mark | None) -> bool:
    """Whether a dated lead stands beside others: what speaks of the economy opens a text."""
    return bool(above) or not words().lead_whole.match(lead.text)


def _enough(official: list[_Lead], plain: list[_Lead]) -> bool:
    """Whether the official leads carry the others: by number, or since all are of one length."""
    lengths = [len(lead.text) for lead in plain]
    alike = len(plain) >= _SERIES and max(lengths) - min(lengths) <= _SPREAD
    return len(official) >= (1 if alike else max(2, len(plain) - len(official)))


def _is_act(lead: _Lead) -> bool:
    """Whether a lead is one clause, nothing more in its sentence, that names an act."""
    return lead.whole and len(lead.clauses) == 1 and bool(words().act.match(lead.clauses[0]))


def _dense(region: list[int], series: list[_Lead]) -> bool:
    """Whether at least three of five paragraphs from the first to the last lead are leads."""
    places = [lead.paragraph for lead in series]
    between = [at for at in region if places[0] <= at <= places[-1]]
    return len(places) * 5 >= len(between) * 3


def _believed(region: list[int], series: list[_Lead], above: Mark | None) -> bool:
    """Whether leads without a common opening are themes, by their number and their surroundings."""
    if not _dense(region, series):
        return False
    if len(series) >= _SERIES:
        return True
    if not all(lead.whole for lead in series):
        return False
    if max(len(lead.clauses[0]) for lead in series) > _HEADING:
        return False
    if above:
        to_end = region[-len(series) :] == [lead.paragraph for lead in series]
        plain = above.kind == "line"  # whose siblings need no lead below them
        alone = above.line and not plain and region[0] == series[0].paragraph
        acts = bool(words().act.match(series[0].clauses[0]))
        return to_end and (len(series) > 1 or (alone and acts))
    shapes = {tuple(len(clause) for clause in lead.clauses[:1]) for lead in series}
    acts = all(words().act.match(lead.clauses[0]) for lead in series)
    full = acts or all(len(lead.clauses) > 1 for lead in series)
    return len(series) > 1 and len(shapes) == 1 and full


def _marks(series: list[_Lead]) -> list[Mark]:
    """The series as marks, each with its label, title and the rule that names it."""
    texts = [lead.text for lead in series]
    before = _shared(texts)
    behind = _shared([text[::-1] for text in texts])
    single = all(len(lead.clauses) == 1 for lead in series)
    shortest = min(map(len, texts))
    framed = single and min(before, behind) >= _FRAME and before + behind < shortest
    marks = []
    for lead in series:
        if framed and len(series) >= _SERIES:
            text = lead.text
            rule, label, title = "lead.frame", text[before : len(text) - behind], text
        else:
            rule, label, title = _named(lead)
        key = f"lead {series[0].paragraph}"
        marks.append(Mark(lead.paragraph, 0, "lead", LEAD_RANK, rule, label, title, series=key))
    return marks


def _shared(texts: list[str]) -> int:
    """How many characters all texts have in common at their beginning."""
    count = 0
    for signs in zip(*texts, strict=False):
        if len(set(signs)) > 1:
            break
        count += 1
    return count


def _named(lead: _Lead) -> tuple[str, str, str]:
    """Rule, label and title of one lead."""
    first, title = tidy(lead.clauses[0]), "，".join(lead.clauses[1:])
    action = words().action.match(first)
    if action and title:
        return "lead.action", action["label"], title
    if not title:
        return "lead.sentence", first, ""
    return "lead.phrase", first, title
