"""The label of things that stand behind their number: 推动|1000家|中小企业数字化转型."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.figures.indicators import (
    TRIM,
    ends_with,
    noun_after,
    strip_lead,
    strip_verbs,
    tidy,
    without_times,
)
from briefgen.figures.phrases import phrases

if TYPE_CHECKING:
    from briefgen.figures.mentions import Mention
    from briefgen.figures.periods import Calendar


def count_label(left: str, mention: Mention, right: str, calendar: Calendar) -> str:
    """The label of a thing counted before its noun: 推动1000家中小企业数字化转型."""
    if over := phrases().patterns["over_sum"].match(right):
        return "".join(over.group("sum", "over", "amount")) + phrases().words["of"] + over["things"]
    return _count_label(left, mention, right, calendar)


def _count_label(left: str, mention: Mention, right: str, calendar: Calendar) -> str:
    known = phrases().patterns
    given = known["toward_end"].search(left) and known["given"].match(right)  # 为243户|发放救助金
    noun, rest = ("", right) if given else noun_after(right, mention.unit)
    if listed := known["things_listed"].match(right):  # 3所|新学校、新校区投入使用
        noun, rest = listed["things"], listed["deed"]
    left = phrases().patterns["bound_end"].sub("", without_times(left, calendar))
    left = phrases().patterns["among_left"].sub("", left)
    bare = strip_lead(left).strip(TRIM)
    noun = tidy(_plain_noun(noun))
    if phrases().patterns["list_of"].search(rest) or phrases().patterns["sum_of_all"].match(rest):
        rest = ""  # 300个项目|完成投资超1300亿元: all of them together
    if works := phrases().patterns["works"].match(rest):  # 病险水库|项目建设进度
        noun, rest = noun + (works["what"] or ""), ""
    of = phrases().words["of"]
    if rest.startswith(of):
        return noun
    told = _brought(left, noun, rest) or _become(bare, noun, rest) or _worked_on(bare, noun, rest)
    if told:
        return told
    rest = _predicate_of(rest)
    if rest and not _governs(bare) and not strip_verbs(bare):
        return noun
    if (deed := phrases().patterns["names_of"].match(bare)) and noun and not rest:
        return str(deed["deed"]) + noun
    aided = rest and known["aids"].search(bare) and known["aided"].match(rest)
    if not rest or not (aided or _governs(bare)):
        told, thing = _telling(bare), noun or right.strip(TRIM)
        return told if told.endswith(thing) else told + thing  # 实事重点项目共8大类|50个项目
    return f"{rest}{of}{noun}" if noun and not rest.endswith(noun) else rest


def _worked_on(left: str, noun: str, rest: str) -> str:
    """Things with the work done to them (完成22个小区|供电改造), or bettered in part; or "".

    改造108所公办学校|教育专网: not the schools are rebuilt.
    """
    known = phrases().patterns
    if not (rest and noun):
        return ""
    if known["does"].search(left) and known["deed_behind"].match(rest):
        return noun + rest
    bettered = known["betters"].search(left) and known["bettered"].match(rest)
    return left + noun + rest if bettered else ""


def tells_deed(label: str, right: str, unit: str) -> bool:
    """Whether the label of things counted says what `right` tells of them: 核准建设的6个项目."""
    noun, rest = noun_after(right, unit)
    told = label.removesuffix(noun).removesuffix(phrases().words["of"])
    return bool(rest and told) and label.endswith(noun) and rest.startswith(told)


def _brought(left: str, noun: str, rest: str) -> str:
    """People with what they are given (为566人发放贷款) or brought (带动3797人就业); or ""."""
    known, words = phrases().patterns, phrases().words
    given = known["given"].match(rest) if known["toward_end"].search(left) else None
    if given:
        who = words["of"] + noun if noun else ""
        return f"{words['receives']}{given['what']}{who}"
    verb = known["brings"].search(left) if noun in phrases().sets["gains_of_people"] else None
    return verb[0] + noun if verb else ""


def _become(left: str, noun: str, rest: str) -> str:
    """Things with what became of them: 实现31.4万贫困人口|脱贫, 长影3部影片|获华表奖; or ""."""
    known, words = phrases().patterns, phrases().words
    if left.endswith(words["solves"]) and rest.endswith(words["problem"]):
        solved = ends_with(noun, "with_problems")  # 解决130万农村人口|饮水安全问题
        return f"{words['solves']}{rest}{words['of']}{noun}" if solved else ""
    if not noun or not (known["becomes"].match(rest) or known["prize"].match(rest)):
        return ""
    before = _telling(left)
    newly = before in phrases().sets["new"]  # 新增4000个自然村|通硬化路
    return f"{before * newly}{rest}{words['of']}{before * (not newly)}{noun}"


def _plain_noun(noun: str) -> str:
    """The thing counted without a long clause before it: 懂企业、通产业的干部 is 干部."""
    for name in ("when_end", "sum_end", "further_end"):
        noun = phrases().patterns[name].sub("", noun)
    clause, of, head = noun.rpartition(phrases().words["of"])
    if of and phrases().patterns["level_end"].search(head):
        return clause  # 832个|脱贫县的农民人均可支配收入提高到
    return head if of and "、" in clause else noun


def _predicate_of(rest: str) -> str:
    """What a label says of the thing counted: one predicate, without numbers of its own."""
    patterns = phrases().patterns
    rest = rest.removeprefix(phrases().words["and_others"])  # 85个公园等建成开放
    first = rest.split("、", maxsplit=1)[0]
    whole = patterns["half_modifier"].search(first) or patterns["whole_list"].match(rest)
    rest = rest if whole else first  # 获评国家级、省级工厂
    if patterns["bare_amount"].match(rest) or patterns["of_them_all"].match(rest):
        return ""
    match = patterns["carries_out"].match(rest)
    return f"{phrases().words['carries_out']}{match['what']}{match['deed']}" if match else rest


def _governs(left: str) -> bool:
    """Whether the words before a counted thing make its predicate part of the label."""
    if left.endswith(phrases().words["and_others"]):
        return True
    lists_names = "、" in left and not phrases().patterns["light_verb"].match(left)
    return not left or lists_names or bool(phrases().patterns["preposition_end"].search(left))


def _telling(left: str) -> str:
    """The verb before a counted thing, if it says what happened (签约, 淘汰, 新增)."""
    text = strip_verbs(left)
    return "" if _governs(text) else text
