"""Whether a figure has happened: results, targets, forecasts."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from briefgen.figures.phrases import may_match, phrases, signs_of
from briefgen.model import Status

if TYPE_CHECKING:
    from briefgen.figures.openings import Section

BREAK = re.compile("[；。]")
HOPES = ("forecast", "forecast_on", "plan_on", "target")


def without_reached(text: str) -> str:
    """`text` less what it says of goals reached or only compared with, and of mottos."""
    goal = phrases().words["goal"]
    text = phrases().patterns["goal_reached"].sub("", text) if goal in text else text
    return phrases().patterns["motto"].sub("", text) if may_match("motto", text) else text


@lru_cache(maxsize=1)  # a sentence is asked once, not for each of its figures
def _may_hope(sentence: str) -> bool:
    """Whether a sentence may speak of what is yet to come; most have no sign of it."""
    return not _signs_of_hope().isdisjoint(signs_of(sentence))


@cache
def _signs_of_hope() -> frozenset[str]:
    return frozenset().union(*(phrases().needs[name] for name in HOPES))


def status_of(
    sentence: str, at: int, clause: str, section: Section, *, past: bool | None
) -> Status:
    """The status of the number at `at` of its sentence; `clause` is the whole of its clause.

    `past` tells that its period lies before this year; None, that only a sentence before says so.
    In a plan everything else is a target.
    """
    words = phrases().patterns
    before = sentence[:at]
    since_stop = before.rpartition("。")[2]
    near = without_reached(since_stop.rpartition("；")[2])
    if _is_target(near, clause) or _prepared(sentence, at, clause) or _of_goal(sentence, at):
        return Status.TARGET
    if _may_hope(sentence):
        told = _hoped(since_stop, near, without_reached(clause))
        if told:
            return told
        if not past and _planned_on(without_reached(before), sentence[at:]):
            return Status.TARGET
    if section.foretold and not words["done"].search(near):
        return Status.FORECAST
    if section.plan and past is False and not words["done"].search(near):
        return Status.TARGET
    return Status.ACTUAL


def _is_target(near: str, clause: str) -> bool:
    """Whether a number is that of a target that nothing says was met: 产值目标201亿元."""
    words = phrases().patterns
    told = words["target_noun"].search(near)
    return bool(told) and not words["target_met"].search(clause)


def _of_goal(sentence: str, at: int) -> bool:
    """Whether a number only says which goal was met: 完成PM2.5浓度下降|4%、…的改善目标."""
    words = phrases()
    if words.words["goal"] not in sentence:
        return False
    named = words.patterns["goal_named"].match(sentence, at)
    if named and words.patterns["beyond_goal"].search(sentence[:at]):
        return True  # 超额完成城镇新增就业|5500万人的目标任务
    met = words.patterns["within_goal"].search(sentence[:at])
    return bool(met) and words.patterns["goal_behind"].match(sentence, at) is not None


def _prepared(sentence: str, at: int, clause: str) -> bool:
    """Whether what the number counts is only prepared: 新建农田5万亩，初步设计已通过评审."""
    words, behind = phrases().patterns, sentence[at:]
    if not may_match("in_preparation", behind):
        return False
    return bool(words["builds"].search(clause) and words["in_preparation"].search(behind))


def _hoped(since_stop: str, near: str, clause: str) -> Status | None:
    """The status that the words around a number tell; None if they tell of no hope."""
    words = phrases().patterns
    if words["forecast"].search(near) or words["forecast"].search(clause):
        return Status.FORECAST
    if words["forecast_on"].match(since_stop):
        return Status.FORECAST
    told = words["target"].search(near)
    since = told is not None and _come_true(near, told.end())
    told = told or words["target"].search(clause)
    if told and not since and not words["no_target"].search(near):
        return Status.TARGET
    return None


def _come_true(near: str, end: int) -> bool:
    """Whether `near` tells of what was planned before `end` that it is done, and plans no more."""
    words = phrases().patterns
    done = words["done"].search(near, end) or words["come_true"].search(near, end)
    return done is not None and not words["target"].search(near, done.end())


def _planned_on(before: str, after: str) -> bool:
    """Whether a plan that a sentence opens holds for a number between `before` and `after`.

    It does not for what is told to be done: 力争新开工1个；续建3个，已全部达到进度要求.
    """
    words = phrases().patterns
    plan = words["plan_on"].search(before)
    if plan is None:
        return False
    part = before.rpartition("；")[2] if "；" in before[plan.end() :] else before[plan.end() :]
    return not words["come_true"].search(f"{part}{BREAK.split(after)[0]}")
