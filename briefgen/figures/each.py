"""For whom and how often a sum is paid: 标准提高到每人每月800元, 842元/月, 补贴30元/亩."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.figures.draft import NO_INDICATOR
from briefgen.figures.indicators import strip_lead
from briefgen.figures.phrases import phrases
from briefgen.figures.units import MONEY
from briefgen.lexicon import load_toml
from briefgen.model import Measure

if TYPE_CHECKING:
    from briefgen.figures.draft import Draft


def note_each(drafts: list[Draft], sentence: str) -> None:
    """Says in the labels of sums what they are per; the later ones of a list of standards, too.

    A sum per something that is not known (1.66万元/周期) is in doubt: it is not the sum itself.
    """
    last = ""
    for draft in drafts:
        if draft.mention.kind != MONEY or draft.measure is not Measure.AMOUNT:
            last = ""
            continue
        behind = _behind(draft, sentence)
        if not phrases().patterns["standard"].search(draft.indicator):
            last = ""
            _note(draft, behind)
            continue
        listed = not draft.left.strip("".join(phrases().lists["joints"]))
        last = _before(draft) or behind or (last if listed else "")
        _note(draft, last)


def note_households(drafts: list[Draft], sentence: str) -> None:
    """Says of how many households things are owned: 每百户农民拥有耐用消费品：洗衣机85台，….

    What is told behind them that is no such thing (人均住房面积) ends the list.
    """
    if phrases().words["each"] not in sentence:
        return
    owned = phrases().patterns["per_households"].search(sentence)
    if owned is None:
        return
    owns = phrases().words["owns"]
    lead = strip_lead(owned["whose"] or "") + owned["each"] + (owned["who"] or "") + owns
    named: set[str] = set()
    for draft in drafts:
        if draft.mention.start < owned.end("each"):
            continue
        if owned["each"] in draft.indicator:
            lead = draft.indicator[: draft.indicator.find(owns)] + owns
        elif draft.measure is Measure.COUNT or draft.indicator in named:
            named.add(draft.indicator)
            draft.indicator = lead + draft.indicator
        else:
            return


def _note(draft: Draft, each: str) -> None:
    """Puts what a sum is per behind its label, which may say so itself (亩均税收)."""
    thing = each.removeprefix(phrases().words["each"])
    said = thing[:1] in draft.indicator or phrases().patterns["per_said"].search(draft.indicator)
    if each and not said:
        draft.indicator += f"（{each}）"


def per_each(each: str, noun: str) -> str:
    """What `noun` is for each (人均, 日均), behind the place whose it is: 贵州省人均生产总值."""
    place = phrases().patterns["owned_by_place"].match(noun)
    name = place[0] if place else ""
    return name + each + noun[len(name) :]


def each_first(noun: str) -> str:
    """`noun` with what its sum is per before it: 人均补助标准 for 补助标准人均."""
    return phrases().patterns["each_end"].sub(lambda told: told["each"] + told["what"], noun)


def _before(draft: Draft) -> str:
    """What the words before a sum say that it is per; "" if they say nothing."""
    before = phrases().patterns["sum_per"].search(draft.left)
    words: dict[str, str] = load_toml("clauses")["per_words"]
    return words.get(before["per"], before["per"]) if before else ""


def _behind(draft: Draft, sentence: str) -> str:
    """What a slash behind a sum says that it is per, 每人每年 of 3000元/人·年; "" if none does."""
    patterns, each = phrases().patterns, phrases().words["each"]
    told = patterns["sum_per_behind"].match(sentence, draft.mention.end)
    if told:
        return each + told["per"] + (each + told["more"] if told["more"] else "")
    if patterns["per_unknown"].match(sentence, draft.mention.end):
        draft.doubts.append(NO_INDICATOR)
    return ""
