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

    from briefgen.figures.mentions import Mention
    from briefgen.figures.periods import Calendar

TRIM = "，、；：。！! 　—…·•●■◆▲★▶◇□◎※➤◉"
LONGEST = 40  # characters: a longer label is no label; its end is taken
SHORTEST = 2  # characters: a predicate does not begin sooner
GAP = 8  # characters between two heads of one noun
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
    text = _dropped("half_joint", _dropped("joint_end", text))
    if phrases().patterns["acts"].match(text):  # 3.6万人|享受城市居民最低生活保障
        return "", text
    limit = _first(text, "strong_predicate")
    end = _head_end(text[:limit], unit) or min(limit, _first(text, "predicate"))
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
        if end and not _joins(text[end : match.start()]):
            break
        if text.startswith(phrases().words["of"], match.end()):
            owner = owner or match.end()
        else:
            end = match.end()
    return end or owner


def _joins(between: str) -> bool:
    """Whether two heads belong together: by a joint, or one noun right before another."""
    patterns = phrases().patterns
    if patterns["joined_noun"].fullmatch(between):
        return True
    return 0 < len(between) <= GAP and not patterns["not_in_noun"].search(between)


def count_label(left: str, mention: Mention, right: str, calendar: Calendar) -> str:
    """The label of a thing counted before its noun: 推动1000家中小企业数字化转型."""
    noun, rest = noun_after(right, mention.unit)
    left = phrases().patterns["bound_end"].sub("", without_times(left, calendar))
    left = phrases().patterns["among_left"].sub("", left)
    bare = strip_lead(left).strip(TRIM)
    noun = tidy(_plain_noun(noun))
    rest = "" if phrases().patterns["list_of"].search(rest) else rest
    if works := phrases().patterns["works"].match(rest):  # 病险水库|项目建设进度
        noun, rest = noun + (works["what"] or ""), ""
    of = phrases().words["of"]
    if rest.startswith(of):
        return noun
    known = phrases().patterns
    if told := _brought(left, noun, rest) or _become(bare, noun, rest):
        return told
    if rest and noun and known["does"].search(bare) and known["deed_behind"].match(rest):
        return noun + rest
    rest = _predicate_of(rest)
    if rest and not _governs(bare) and not strip_verbs(bare):
        return noun
    if not rest or not _governs(bare):
        return _telling(bare) + (noun or right.strip(TRIM))
    return f"{rest}{of}{noun}" if noun and not rest.endswith(noun) else rest


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
        return f"{words['receives']}{given['what']}{words['of']}{noun}"
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
    return head if of and "、" in clause else noun


def _predicate_of(rest: str) -> str:
    """What a label says of the thing counted: one predicate, without numbers of its own."""
    patterns = phrases().patterns
    rest = rest.removeprefix(phrases().words["and_others"])  # 85个公园等建成开放
    first = rest.split("、", maxsplit=1)[0]
    whole = patterns["half_modifier"].search(first) or patterns["whole_list"].match(rest)
    rest = rest if whole else first  # 获评国家级、省级工厂
    if patterns["bare_amount"].match(rest):
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
