"""The noun phrase that a number belongs to, cut out of its clause.

新增创新型中小企业473家 gives 新增创新型中小企业.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from briefgen.figures.periods import find_times
from briefgen.figures.phrases import phrases

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.figures.periods import Calendar

TRIM = "，、；：。！! 　—…·•●■◆▲★▶◇□◎※➤◉"
LONGEST = 40  # characters: a longer label is no label; its end is taken
SHORTEST = 2  # characters: a predicate does not begin sooner
GAP = 4  # characters between two heads of one noun
WIDE_GAP = 8  # … of what 个 counts, which is no firm: 4个中小企业数字化转型城市试点
RECENT = 128  # texts remembered: several rules in a row look at the words before a number


@lru_cache(maxsize=RECENT)
def without_times(text: str, calendar: Calendar) -> str:
    """`text` less its expressions of time."""
    for time in reversed(find_times(text, calendar)):
        text = text[: time.start] + text[time.end :]
    return text


@lru_cache(maxsize=RECENT)
def strip_lead(text: str) -> str:
    """`text` less connectives, area words and adverbs at its start (其中, 全市, 已)."""
    patterns = phrases().patterns
    while True:
        text = text.lstrip(TRIM)
        match = patterns["lead_in"].match(text)
        if not match or patterns["keep"].match(text):
            return text
        text = text[match.end() :]


@lru_cache(maxsize=RECENT)
def strip_level(text: str) -> str:
    """`text` less the verbs of reaching at its end (达到, 为, 实现, 突破)."""
    patterns = phrases().patterns
    while True:
        text = text.rstrip(TRIM)
        match = patterns["level_end"].search(text)
        if not match or patterns["keep_end"].search(text):
            return text
        text = text[: match.start()]


@lru_cache(maxsize=RECENT)
def strip_verbs(text: str) -> str:
    """`text` less light verbs at its start (实施, 组织召开, 带动产生)."""
    patterns = phrases().patterns
    while True:
        match = patterns["light_verb"].match(text)
        if not match or patterns["keep"].match(text):
            return text
        text = strip_lead(text[match.end() :])


def noun_before(left: str, calendar: Calendar, *, examples: bool = False) -> str:
    """The noun phrase at the end of `left`, the words of the clause before a number.

    The names before 等 are left out unless `examples` are asked for.
    """
    text = strip_level(strip_lead(without_times(left, calendar)))
    text = strip_level(_dropped("inner_cut", text))
    text = strip_lead(strip_level(_dropped("inner_drop", text)))
    bare = strip_verbs(text).strip(TRIM)
    if bare in phrases().sets["general"]:
        bare = text.strip(TRIM)
    whole = _balanced(_shortened(bare))
    return whole if examples else tidy(whole)


def _dropped(name: str, text: str) -> str:
    """`text` less what the pattern `name` matches, which is mostly nothing."""
    return phrases().patterns[name].sub("", text)


def _shortened(text: str) -> str:
    """The last items of a list that is too long for a label, or the end of a long text."""
    if len(text) <= LONGEST:
        return text
    end = text[-LONGEST:]
    return end.partition("、")[2] or end


def subject_of(clause: str, calendar: Calendar) -> str:
    """What a clause without a figure speaks of (夏粮|再获丰收); "" if that is not plain."""
    match = phrases().patterns["subject"].match(strip_lead(without_times(clause, calendar)))
    noun = noun_before(match["noun"], calendar) if match else ""
    return "" if noun in phrases().lists["generic_subjects"] else noun


def trade_told(clauses: Sequence[str], calendar: Calendar) -> str:
    """The trade that clauses without a figure tell of (规上工业|基本面修复，结构优化); or ""."""
    for clause in reversed(clauses):
        bare = strip_lead(without_times(clause, calendar))
        if match := phrases().patterns["trade_leads"].match(bare):
            return str(match["name"])
        if not bare.startswith(phrases().lists["generic_subjects"]):
            break
    return ""


def tidy(label: str) -> str:
    """`label` without what only dresses it: the names before 等, a 中 at its end."""
    patterns = phrases().patterns
    label = patterns["among_end"].sub("", label)
    match = patterns["such_as"].match(label)
    if not match or not ("、" in match["names"] or "”" in match["names"]):
        return label
    if patterns["general_sum"].match(match["noun"]):
        return label  # 云计算、物联网等业务收入: 业务收入 alone says nothing
    return f"{match['new'] or ''}{match['level'] or ''}{match['noun']}"


def _balanced(text: str) -> str:
    """`text` less a bracket or quote whose partner was cut off."""
    if text.isalnum():
        return text
    for opening, closing in ("（）", "“”", "《》"):
        if text.count(opening) != text.count(closing):
            text = text.replace(opening, "").replace(closing, "")
    return text


def noun_after(right: str, unit: str) -> tuple[str, str]:
    """The counted noun at the start of `right`, and what follows it in the clause.

    中小企业数字化转型 with 家 gives (中小企业, 数字化转型).
    """
    text = right.removeprefix(phrases().words["of"]).strip(TRIM)
    text = _dropped("extent_of", _dropped("half_joint", _dropped("joint_end", text)))
    if phrases().patterns["acts"].match(text):  # 3.6万人|享受城市居民最低生活保障
        return "", text
    limit = _first(text, "strong_predicate")
    end = _head_end(text[:limit], unit) or min(limit, _first(text, "predicate"))
    if end and (further := phrases().patterns["noun_goes_on"].match(text, end)):
        end = further.end()  # 中心|敬老院, 村居|广播室
    end += text.startswith("）", end) and "（" in text[:end]
    note = phrases().patterns["noun_note"].match(text[end:])
    end += note.end() if note else 0
    if text[:end].count("“") > text[:end].count("”"):
        end = text.rindex("“", 0, end)  # 456个事项|“全区通办”
    noun = _dropped("half_joint", text[:end].strip(TRIM))
    return noun, text[end:].strip(TRIM)


def _first(text: str, pattern: str) -> int:
    """Where the predicate of `text` begins; its length if it has none."""
    words = phrases().patterns[pattern].finditer(text)
    shortest = 1 if text[:1] in phrases().sets["short"] else SHORTEST  # 7个镇|列入名单
    return next((match.start() for match in words if match.start() >= shortest), len(text))


def _head_end(text: str, unit: str) -> int:
    """Where the counted noun ends: after the first head, and those joined to it; 0 if none.

    懂企业的干部: a head before 的 is not the one counted.
    """
    heads = phrases().heads.get(unit.replace("(", "（").replace(")", "）"))
    end = owner = 0
    for match in heads.finditer(text) if heads else ():
        if end and not _joins(text[end : match.start()], unit):
            break
        if text.startswith(phrases().words["of"], match.end()):
            owner = owner or match.end()
        else:
            end = match.end()
    return end or owner


def _joins(between: str, unit: str) -> bool:
    """Whether two heads belong together: by a joint, or one noun right before another."""
    patterns = phrases().patterns
    if patterns["joined_noun"].fullmatch(between):
        return True
    gap = WIDE_GAP if unit == phrases().words["any_thing"] else GAP
    return 0 < len(between) <= gap and not patterns["not_in_noun"].search(between)


def is_relational(label: str) -> bool:
    """Whether a label says nothing without an owner (数量, 总投资)."""
    known = phrases()
    return label in known.sets["relational"] or bool(known.patterns["to_growth"].match(label))


def ends_with(label: str, name: str) -> bool:
    """Whether `label` ends with a word of the list `name`."""
    return label.endswith(tuple(phrases().lists[name]))


def is_bare_verb(text: str) -> bool:
    """Whether nothing is left of `text` without its light verbs."""
    verb = phrases().patterns["any_light_verb"]
    return not text or (verb.match(text) is not None and not verb.sub("", text))
