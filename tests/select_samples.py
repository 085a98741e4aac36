"""Readings made from plain text for the tests of `select`."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from briefgen.model import (
    Article,
    Basis,
    Bilingual,
    Direction,
    Figure,
    Measure,
    Passage,
    Place,
    Reading,
    Source,
    Status,
    Theme,
    Traced,
)
from briefgen.select import PageOptions, Phrasing

PLACE = Place("371500", 2, "聊城", "聊城市", "Liaocheng", "Liaocheng", "370000")
OPTIONS = PageOptions(
    Bilingual("聊城", "Liaocheng"),
    Bilingual("聊城经济运行简报", "Liaocheng Economic Brief"),
    Bilingual("聊城市工业和信息化局", "Liaocheng Bureau"),
    date(2024, 5, 31),
)
MONEY = ("亿元", "万元")


def compared(figure, above, rank):
    gaps = [f"{above} {each.benchmark} {abs(each.delta)}" for each in figure.versus]
    place = [f"{rank} {figure.rank.position}"] if figure.rank else []
    return "; ".join(gaps + place)


PHRASING = Phrasing(
    value_en=lambda figure: figure.value_en,
    period_en=lambda figure: figure.period or "",
    period_zh=lambda figure: figure.period or "",
    compared_en=lambda figure: compared(figure, "above", "rank"),
    compared_zh=lambda figure: compared(figure, "高于", "第"),
    theme_en=lambda theme: theme.label_en or theme.label,
    title_en=lambda theme: theme.title_en or theme.title,
)


def kind_of(mention):
    if mention.endswith("%"):
        return Measure.GROWTH, "%"
    for unit in MONEY:
        if mention.endswith(unit):
            return Measure.AMOUNT, unit
    return Measure.COUNT, mention[-1]


def figure(  # noqa: PLR0913, PLR0917 - one table row each
    number, text, start, mention, indicator, status="actual", **more
):
    """A figure whose mention is the first in `text` from `start` on."""
    at = text.index(mention, start)
    digits = "".join(each for each in mention if each.isdigit() or each == ".") or "2"
    measure, unit = kind_of(mention)
    growth = measure is Measure.GROWTH
    fields = {
        "theme": None,
        "measure": measure,
        "value": Decimal(digits),
        "unit": unit,
        "rule": "test",
        "confidence": 0.99,
        "basis": Basis.YOY if growth else None,
        "direction": Direction.UP if growth else None,
        "area": "聊城市",
        "period": "2023",
        "passage": 0,
        "indicator_en": f"en {indicator}",
        "value_en": f"en {mention}",
        "status": Status(status),
    }
    fields |= more
    return Figure(
        id=f"F{number}",
        indicator=indicator,
        mention=mention,
        start=at,
        end=at + len(mention),
        at=at,
        **fields,
    )


def reading(  # noqa: PLR0913, PLR0917 - a document has so many parts
    name, passages, themes=(), event=None, problems=(), place=PLACE, title="标题"
):
    """A reading of passages: each is (theme id or None, text, ["mention|indicator|status", …])."""
    made, figures, offset = [], [], 0
    for index, (theme, text, specs, *more) in enumerate(passages):
        offsets = tuple(range(offset, offset + len(text)))
        made.append(Passage(theme, index, Traced(text, offsets)))
        at = 0
        for spec in specs:
            mention, indicator, *status = spec.split("|")
            fields = more[0] if more else {}
            one = figure(len(figures) + 1, text, at, mention, indicator, *status, **fields)
            at = one.at + len(mention)
            shift = {"theme": theme, "passage": index, "start": one.start + offset}
            figures.append(moved(one, shift | {"end": one.end + offset}))
        offset += len(text) + 1
    raw = "\n".join(passage.text.text for passage in made)
    source = Source(name, f"seeds/{name}.txt", "0" * 64, "utf-8", raw)
    article = Article(source, title, "聊城日报", None, event, place, "simplified", ())
    return Reading(article, tuple(themes), tuple(made), tuple(figures), (), tuple(problems))


def moved(one, fields):
    return replace(one, **fields)


def theme(name, label, title="", parent=None):
    return Theme(name, parent, label, title, "test", 0, 1, f"en {label}", f"en {title}")


def city():
    """Three documents of a city: review, review with plan, older review."""
    first = reading(
        "b",
        [
            (
                None,
                "1—4月份，全市规模以上工业增加值同比增长7.9%；工业投资同比增长23.9%。新增创新型中小企业473家。",
                ["7.9%|规模以上工业增加值", "23.9%|工业投资", "473家|新增创新型中小企业"],
                {"period": "2024-01/2024-04"},
            ),
            (
                "T1",
                "高效统筹，确保运行。成立7个督导组，推动开门红。对30家企业一次性奖励10万元。",
                ["7个|督导组", "30家|奖励企业", "10万元|一次性奖励"],
                {"period": "2024"},
            ),
            (
                "T2",
                "深化赋能，加数发展。累计建成5G基站1.11万个。举办培训活动34场。签约金额23.5亿元。",
                ["1.11万个|5G基站", "34场|培训活动", "23.5亿元|签约金额"],
                {"period": "2024"},
            ),
        ],
        [theme("T1", "高效统筹", "确保运行"), theme("T2", "深化赋能", "加数发展")],
        date(2024, 5, 27),
    )
    second = reading(
        "a",
        [
            (
                "T1",
                "“稳”，运行稳中向好。规模以上工业增加值同比增长9.0%。技改投资增长9.6%。",
                ["9.0%|规模以上工业增加值", "9.6%|技改投资"],
            ),
            ("T2", "“新”，动能集聚。100个项目完成投资223.5亿元。", ["223.5亿元|项目完成投资"]),
            ("T3", "“活”，活力迸发。解决问题619个，解决率99%。", ["619个|解决问题", "99%|解决率"]),
            (
                "T4",
                "聚焦运行。力争规模以上工业增加值增长7%以上。新增规上企业100家。",
                ["7%|规模以上工业增加值|target", "100家|新增规上企业|target"],
                {"period": "2024"},
            ),
        ],
        [theme("T1", "稳"), theme("T2", "新"), theme("T3", "活"), theme("T4", "聚焦运行")],
        date(2024, 1, 23),
    )
    third = reading(
        "c",
        [
            (
                None,
                "截至11月底，规上企业1574家。1—11月份，规模以上工业增加值同比增长8.4%。",
                ["1574家|规上企业", "8.4%|规模以上工业增加值"],
                {"period": "2022-01/2022-11"},
            ),
            ("T1", "实施重点项目166个。举办座谈会12场。", ["166个|重点项目", "12场|座谈会"]),
            ("T2", "健全工作机制，率先建成省级示范平台，典型经验在全国推广。", []),
        ],
        [theme("T1", "链长制"), theme("T2", "服务优化")],
    )
    return [first, second, third]
