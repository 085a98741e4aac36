"""The head that a part has of its whole, or of what was told before it: 制造业 of 工业投资."""

from __future__ import annotations

from briefgen.figures.phrases import phrases
from briefgen.figures.subjects import joined_head, with_head


def like_institution(label: str, told: str) -> str:
    """An institution with what the one before it has: 小学在校学生45万人，初中22万人."""
    before = phrases().patterns["of_institution"].match(told)
    if before and phrases().patterns["institution"].match(label):
        return label + before["head"]
    return label


def like_zone(label: str, told: str) -> str:
    """A zone with what the one before it has: 甲开发区营业收入494亿元；乙开发区325亿元."""
    before = phrases().patterns["of_zone"].match(told)
    return (
        label + before["head"]
        if before and phrases().patterns["zone_alone"].match(label)
        else label
    )


def like_capital(label: str, told: str) -> str:
    """Capital with what the one before it is: 实际使用内资30亿元、外资381万美元."""
    before = phrases().patterns["of_capital"].match(told)
    return before["how"] + label if before and label in phrases().sets["capitals"] else label


def part_of_sum(label: str, whole: str, pattern: str = "sum_of_parts") -> str:
    """A part of the sum `whole` with its head: 高速公路52亿元 of an investment is 高速公路投资."""
    patterns = phrases().patterns
    sums = patterns[pattern].search(whole)
    if sums and patterns["maker"].fullmatch(label) and sums["head"] in phrases().lists["made"]:
        whole = patterns["makers_begin"].sub("", whole)
        return label + whole  # 原煤产量…，其中，县属企业完成5万吨
    bare = patterns["plain_name"].match(label) and not patterns["sum_word"].search(label)
    return joined_head(label, sums["head"]) if sums and bare else label


def like_sector(label: str, told: str) -> str:
    """A sector with the head that the one before it has: 采矿业增加值…，制造业增长 is of 增加值."""
    classes = phrases().patterns["of_class"].match(told)
    if classes and phrases().patterns["price_class"].fullmatch(label):
        return label + classes["head"]
    for whole, part in (("of_sector", "sector"), ("of_port", "port_trade")):
        before = phrases().patterns[whole].match(told)
        if before and phrases().patterns[part].fullmatch(label):
            return label + _own_head(label, before["head"])
    return label


def _own_head(label: str, head: str) -> str:
    """The head of a trade, which is not that of the one before: 住宿业 has 营业额, no 销售额."""
    words = phrases()
    guests = head in words.lists["sales"] and words.patterns["serves_guests"].fullmatch(label)
    return words.words["turnover"] if guests else head


def like_share(label: str, told: str) -> str:
    """A sector whose share or pace is told: 第二产业占比上升0.4个点，第三产业上升0.8个点."""
    share = phrases().patterns["share_head"].search(told)
    share = share or phrases().patterns["pace_head"].search(told)  # 批发业增幅提高，零售业回落
    sector = phrases().patterns["sector"].fullmatch(label)
    return label + share[0] if share and sector else label


def of_parted(label: str, whole: str) -> str:
    """A sector of a sum that is told by sectors: 固定资产投资增长5%。分产业看，第一产业下降18%."""
    parted = phrases().patterns["parted_sum"].match(whole)
    sector = phrases().patterns["sector"].fullmatch(label)
    return label + parted["head"] if parted and sector else label


def of_works(label: str, whole: str) -> str:
    """A kind of works in the state of all of them: 开工项目90个，其中产业项目53个."""
    patterns = phrases().patterns
    works = patterns["of_works"].search(patterns["outlay_end"].sub("", whole))
    if not works or patterns["of_works"].search(label) or not patterns["works_part"].match(label):
        return label
    return label if label.startswith(works["state"]) else works["state"] + label


def of_level(label: str, whole: str) -> str:
    """A part of what a level or a zone has: 县本级收入28亿元，其中税收收入15亿元."""
    if registered := phrases().patterns["registered_people"].match(whole):
        return registered["how"] + label if label in phrases().sets["kinds_of_people"] else label
    patents = phrases().patterns["patents_of"].search(whole)
    if patents and phrases().patterns["kind_of_patent"].fullmatch(label):
        return patents["deed"] + label
    if label == phrases().words["others"] and phrases().patterns["plain_name"].match(whole):
        return label + whole
    owner = phrases().patterns["of_level"].match(whole)
    part = label in phrases().sets["parts_of_level"]
    if label in phrases().sets["trade_sides"]:  # 对东盟进出口…，其中出口
        owner, part = phrases().patterns["with_partner"].match(whole), True
    return owner["own"] + label if owner and part else label


def of_region(label: str, whole: str) -> str:
    """A region with what is told of all: 分地区看，东部地区增长5.5% is of the same value added."""
    named = phrases().patterns["region"].fullmatch(label)
    return label + phrases().patterns["area_start"].sub("", whole) if named else label


def like_goods(label: str, whole: str) -> str:
    """A class of goods with what is told of all of them: 其中，家电增长5% is of their export."""
    goods = phrases().patterns["of_goods"].search(whole) if whole else None
    goods = goods or (phrases().patterns["goods_of_trade"].match(whole) if whole else None)
    named = goods is not None and label.startswith(goods["head"])  # 出口蔬菜
    if not goods or named or not phrases().patterns["bare_product"].match(label):
        return label
    return with_head(label, goods["head"])
