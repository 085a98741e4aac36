"""The words around place names: what a mention of a place weighs, which level a text speaks of."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from briefgen.lexicon import load_toml

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.model import Place

PROVINCE, PREFECTURE, COUNTY = 1, 2, 3
MUNICIPALITIES = ("11", "12", "31", "50")  # cities that are provinces
THING = 0.1  # weight of a mention that is part of another name, visited, or one of many
SPEAKS = 3  # figures of 全省 in a text that has none of 全市
PROVINCES = 3  # a list with places in so many gives examples of a wider whole
PROVINCIAL = 5  # words of a province that show it speaking; a city refers to it now and then


@cache
def text_rules() -> dict[str, Any]:
    """The words and compiled expressions of data/place_text.toml."""
    rules = load_toml("place_text")
    benchmark = f"(?!{'|'.join(rules['benchmark_after'])})"
    after = [*map(re.escape, rules["thing_after"]), *rules["benchmark_after"]]
    return {
        "ordinary": frozenset(rules["ordinary"]),
        "after": re.compile("|".join(after)),
        "beside": re.compile(f"{rules['route']}|{rules['listed']}"),
        "list": re.compile(rules["listed_before"]),
        "province_speaks": re.compile(rules["province_speaks"]),
        "province_titled": re.compile(rules["province_titled"]),
        "province_reports": re.compile(rules["province_reports"]),
        "enumerated": re.compile(rules["enumerated"]),
        "common": frozenset([*rules["words"], *rules["ordinary"]]),
        "everyday": rules["everyday"],
        "former": rules["former"],
        "once": re.compile(rules["once"]),
        "city": rules["endings"]["city"],
        "ending": re.compile(f"(?<=..)({'|'.join(rules['endings']['any'])})$"),
        "before": tuple(rules["other_before"]),
        "apart": re.compile("".join(map("(?<!{})".format, rules["other_before"]))),  # 高于全省平均
        "other_word": re.compile(
            "|".join([*rules["ordinary_ends"], rules["conjoined"], rules["slogan"], rules["corps"]])
        ),
        "hints": {
            level: re.compile(f"(?:{'|'.join(rules['hints'][key])}){benchmark}")
            for level, key in ((PROVINCE, "province"), (PREFECTURE, "city"), (COUNTY, "county"))
        },
    }


def mention_weight(text: str, start: int, end: int) -> float:
    """What is left of a mention's weight after a look at its neighbours."""
    before = text[max(0, start - 4) : start].endswith(text_rules()["before"])
    before = before or text_rules()["list"].search(text, max(0, start - 40), start)
    passed = any(text_rules()[key].match(text, end) for key in ("after", "beside"))
    return THING if before or passed else 1.0


def levels(place: Place) -> tuple[int, ...]:
    """The levels a text about this place may speak of: every city says 全市 of itself."""
    if place.level == PROVINCE and place.code[:2] in MUNICIPALITIES:
        return (PREFECTURE,)
    if place.level == COUNTY and place.full.endswith(text_rules()["city"]):
        return (PREFECTURE, COUNTY)
    return (place.level,)


def enumerated(text: str, names: Sequence[tuple[int, int, str]]) -> set[int]:
    """Where names stand that only give examples from several provinces, told by start and end.

    苏州工业园区、厦门海沧投资区、上海金桥出口加工区等: the text is about none of them.
    """
    found: set[int] = set()
    run: list[tuple[int, str]] = []
    for index, (start, _, province) in enumerate(names):
        between = text[names[index - 1][1] : start] if index else ""
        if not text_rules()["enumerated"].fullmatch(between):
            run = []
        run.append((start, province))
        if len({each[1] for each in run}) >= PROVINCES:
            found |= {each[0] for each in run}
    return found


def speaks_within(place: Place, level: int) -> bool:
    """Whether a text of such a level, a city or county that it does not name, lies in a province.

    全县…，被认定为四川省特色农产品优势区: its figures are not those of the province.
    """
    return place.level == PROVINCE and level > max(levels(place))


def province_tells(title: str, text: str) -> bool:
    """Whether a province tells of itself and names its cities, by the title or by its office.

    全省春节假日文旅市场强劲增长, 记者从省文化和旅游厅获悉; no text that says 全市 or 我县.
    """
    if any(text_rules()["hints"][level].search(text) for level in (PREFECTURE, COUNTY)):
        return False
    titled = text_rules()["province_titled"].match(title) is not None
    return titled or text_rules()["province_reports"].search(text) is not None


def speaking_level(text: str) -> int:
    """The level whose own words (全市, 省委, 我县) are in the majority, 0 if undecided."""
    apart = text_rules()["apart"]
    hits = {level: hint.finditer(text) for level, hint in text_rules()["hints"].items()}
    counts = {k: sum(bool(apart.match(text, m.start())) for m in each) for k, each in hits.items()}
    counts[PROVINCE] *= counts[PROVINCE] >= PROVINCIAL
    if not any(counts.values()) and len(text_rules()["province_speaks"].findall(text)) >= SPEAKS:
        return PROVINCE  # 全省贷款余额5万亿元, told time and again, and nothing of a city
    best = max(counts, key=counts.__getitem__)
    return best if 3 * counts[best] > 2 * sum(counts.values()) else 0  # two thirds of all
