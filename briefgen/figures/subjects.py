"""Subjects that share a predicate: 城镇、农村居民收入 are 城镇居民收入 and 农村居民收入."""

from __future__ import annotations

from functools import cache

from briefgen.figures.numerals import read_numeral
from briefgen.figures.phrases import phrases
from briefgen.lexicon import load_toml


def coordinate(noun: str, count: int) -> list[str] | None:
    """The subjects that 分别 shares out: 城镇、农村居民收入 gives 城镇居民收入 and 农村居民收入."""
    for parted, word in load_toml("indicators")["split"].items():
        noun = noun.replace(parted, word)
    subjects = _subjects(_without_count(noun, count), count)
    return _with_lent_end(_with_shared_start(subjects)) if subjects else None


def _with_lent_end(subjects: list[str]) -> list[str]:
    """The subjects, of which those between lack what the first and the last end in: 贷款."""
    heads = phrases().lists["lent_heads"]
    head = next(filter(subjects[-1].endswith, heads), "")
    if not head or not subjects[0].endswith(head):
        return subjects
    return [each if each.endswith(head) else each + head for each in subjects]


def _without_count(noun: str, count: int) -> str:
    """`noun` without how many its subjects are: 批发业、零售业两行业销售额."""
    told = phrases().patterns["of_count"].search(noun)
    numeral = read_numeral(told["count"]) if told else None
    if not told or not numeral or numeral.value != count:
        return noun
    rest = noun[told.end("kind") :]
    names = noun[: told.start("count")]
    if rest:
        return names + rest
    kind = told["kind"]  # 科技、信息两大行业: each is one
    return "、".join(name if name[-1:] == kind[-1:] else name + kind for name in items(names))


def _with_shared_start(subjects: list[str]) -> list[str]:
    """The subjects, each with the size class or unit before the first: 限上批发业、零售业."""
    starts = phrases().lists["shared_starts"]
    if per := phrases().patterns["per_unit"].match(subjects[0]):
        of = phrases().patterns["per_unit_of"]
        return [per["per"] + each if of.match(each) else each for each in subjects]
    start = next(filter(subjects[0].startswith, starts), "")
    return [each if each.startswith(starts) else start + each for each in subjects]


def _subjects(noun: str, count: int) -> list[str] | None:
    single = not phrases().patterns["joint"].search(noun)
    for word, both in phrases().compounds.items():
        if single and count == len(both) and _stands_in(word, noun):
            return [noun.replace(word, one, 1) for one in both]
    if numbered := _numbered(noun):
        return numbered
    if ended := _with_end(noun):
        stems = coordinate(ended[0], count)
        return (
            [stem.removesuffix(ended[1]) + "".join(ended[1:]) for stem in stems] if stems else None
        )
    names = ("joint", "joint_also", "joint_mark", "joint_word", "joint_last")
    marks = (phrases().patterns[name] for name in names)
    splits = (mark.split(noun) for mark in marks)
    parts = next((found for found in splits if len(found) == count and all(found)), None)
    if count <= 1 or parts is None:
        return None
    tail = _of_ages(parts) or _parallel_tail(parts)
    if tail:
        return [*(part + tail for part in parts[:-1]), parts[-1]]
    # 进口货值、免签入境游客、离岛免税销售额: things counted beside sums
    unlike = not phrases().sets["sums_named"].isdisjoint(parts)
    whole = phrases().lists["whole_ends"] if unlike else ()
    shared = [
        part if whole and part.endswith(whole) else with_head(part, parts[-1])
        for part in parts[:-1]
    ]
    toward = phrases().patterns["toward_trade"].match(parts[0])  # 对美国、欧盟、日本进出口
    lead = toward[0] if toward else ""
    further = [lead + part.removeprefix(lead) for part in [*shared[1:], parts[-1]]]
    return [shared[0], *(_with_stem(each, parts[0]) for each in further)]


def _numbered(noun: str) -> list[str]:
    """Sectors or classes told by numbers: 第一、二产业增加值, 一、二类低保补助标准; or none."""
    if sectors := phrases().patterns["sectors"].match(noun):
        words = phrases().words
        first, last = words["ordinal"], words["sector"] + sectors["rest"]
        numbers = items(sectors["numbers"])
        return [first + number.removeprefix(first) + last for number in numbers]
    classes = phrases().patterns["classes_told"].match(noun)
    return [number + classes["rest"] for number in items(classes["numbers"])] if classes else []


def _with_end(noun: str) -> tuple[str, str, str] | None:
    """The subjects, their kind and what all of them do, behind 分别 or as a pace; None if nothing.

    小三峡、巫峡两大景区分别接待游客 gives 小三峡、巫峡 with 景区 and 接待游客.
    """
    if pace := phrases().patterns["paced"].match(noun):
        return pace["stem"], "", pace["pace"]
    each = phrases().patterns["each_deed"].match(noun)
    return (each["names"], each["kind"] or "", each["deed"]) if each else None


def named_examples(noun: str) -> list[str]:
    """The things that 等 sums up, each with its noun: 汽车、家电等行业增加值 gives two; or none."""
    match = phrases().patterns["such_as"].match(noun)
    if not match:
        return []
    group = phrases().patterns["group_of_goods"].match(match["noun"])
    noun = group["head"] if group else match["noun"]
    return [name + (noun or "") for name in items(match["names"])]


def _own_head(part: str) -> str:
    return next(filter(part.endswith, _heads()), "")


@cache
def _heads() -> list[str]:
    """The heads that subjects may share, the longest first."""
    return sorted(phrases().lists["shared_heads"], key=len, reverse=True)


def without_head(part: str) -> str:
    """`part` less the head that others may share: 制造业 of 制造业增加值."""
    return part.removesuffix(_own_head(part))


def with_head(part: str, last: str) -> str:
    """`part` with the head of the last subject of its list: 采矿业 of 采矿业、制造业增加值."""
    named = phrases().lists["sums_named"]
    if _own_head(part) or part in named:
        return part
    rate = phrases().words["rate"]
    if part.endswith(rate) and last.endswith(rate):
        return part  # 常住人口城镇化率、普及率: a rate needs no other's head
    stem = without_head(last)
    if not stem and part in phrases().sets["accounts"]:
        return part  # 利税、利润
    if stem != last and len(stem) > 1 and part.startswith(stem) and part != stem:
        return part  # 楼均产出、楼均税收: each has its own
    further = next(filter(last.endswith, named), "")
    return joined_head(part, _own_head(last) or further.removeprefix(last))  # but 投资、消费


def parted_by_commas(named: list[str], last: str, count: int) -> list[str] | None:
    """The `count` subjects that commas part, or None: 电气机械制造业，汽车制造业产值.

    They are names of the same sort, or three and more of which only the last has the head that
    they share (手机，集成电路，电视机产量分别增长); marks may join some of them.
    """
    patterns, stem = phrases().patterns, without_head(last)
    names = patterns["plain_name"]
    plain = all(names.match(each) and not patterns["tells_of"].search(each) for each in named)
    if count < 2 or not plain:  # noqa: PLR2004 - one is no list
        return None
    if len(named) == count - 1 and all(each[-1] == stem[-1:] for each in named):
        return [with_head(name, last) for name in named] + [last]
    other = any(without_head(each) != each or patterns["light_verb"].match(each) for each in named)
    if stem == last or other or len(named) < 2:  # noqa: PLR2004 - 保障有力，产值分别增长
        return None
    each = [name for several in named for name in items(several)]
    lists = ([*named, last], [*named, *items(last)], [*each, *items(last)])
    found = next((listed for listed in lists if len(listed) == count), None)
    return found and [with_head(name, last) for name in found]


def joined_head(part: str, head: str) -> str:
    """`part` with `head`, less what it ends with of that: 养老保险、失业保险参保人数."""
    if head and part.endswith(head):
        return part  # 能繁殖母猪存栏, of 存栏
    held = next((size for size in range(len(head) - 1, 1, -1) if part.endswith(head[:size])), 0)
    trade, of_trade = phrases().words["of_sector"], phrases().words["of_industry"]
    if not held and part.endswith(trade) and head.startswith(of_trade):
        held = len(of_trade)  # 高技术制造业、新兴产业增加值
    return part + head[held:]


def _with_stem(part: str, first: str) -> str:
    """A bare head takes the stem of the first subject: 事故起数和死亡人数 gives 事故死亡人数.

    One that says enough by itself takes none (规上工业增加值、进出口总额), nor does one behind a
    first that does (地区生产总值、投资); but the sides of one trade do: 汽车出口、进口.
    """
    head, enough = _own_head(first), phrases().lists["self_standing"]
    if head in phrases().lists["numbers_of"] and part in phrases().sets["outlays"]:
        return first.removesuffix(head) + part  # 重点项目个数、总投资
    if part in phrases().sets["accounts"] and phrases().patterns["industry_added"].match(first):
        return first.removesuffix(head) + part  # 规上工业增加值、产值
    sides = {*phrases().sets["trade"], *phrases().sets["trade_sides"]}
    if not {part, head} <= sides and (part in enough or first.endswith(enough)):
        return part
    return first.removesuffix(head) + part if head and part == _own_head(part) else part


def _stands_in(word: str, noun: str) -> bool:
    """Whether `noun` has a word for several subjects, and not as a part of 第三产业."""
    at = noun.find(word)
    return at >= 0 and noun[at - 1 : at] != phrases().words["ordinal"]


def _of_ages(parts: list[str]) -> str:
    """The people behind the last of several ages: 0—14岁、60岁及以上人口 share 人口; or ""."""
    ages = [phrases().patterns["age"].match(part) for part in parts]
    return ages[-1]["noun"] if all(ages) and ages[-1] else ""


def _parallel_tail(parts: list[str]) -> str:
    """What the last of parallel words is followed by: 进口、出口通关时间 share 通关时间; or ""."""
    first, last = parts[0], parts[-1]
    size = len(first)
    alike = 1 < size < len(last) and first[-1] == last[size - 1]
    plain = alike and phrases().patterns["plain_name"].match(last[size:])
    return last[size:] if plain and len({len(part) for part in parts[:-1]}) == 1 else ""


def items(text: str) -> list[str]:
    """The items of a list: 全省、全国平均 gives 全省 and 全国平均."""
    return phrases().patterns["joint"].split(text)
