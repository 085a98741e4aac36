"""Briefings made by hand, for the tests of the page: real in manner, free of the other steps."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

from briefgen.model import (
    Bilingual,
    Briefing,
    DocumentBlock,
    KeyFigure,
    Line,
    Row,
    Run,
    SourceNote,
    Status,
    ThemeBlock,
    TrendPoint,
)

UNITS = "%|(?:万|亿)?余?(?:个百分点|个|家|项|元|亿元|万元|场|条|名|人|次|公里)"
NUMBER = re.compile(rf"((?<![\dA-Z])\d[\d,.]*(?:{UNITS}))")
HOSTILE = "A&B <x>、R&D、<通知>、{{ 7*7 }}、{% raw %}、\"双引号\"、'单引号'、“引号”"


def line(text: str, source: int, status: Status = Status.ACTUAL) -> Line:
    runs = tuple(
        Run(part, figure=f"{source}:F{n}" if n % 2 else None)
        for n, part in enumerate(NUMBER.split(text))
        if part
    )
    return Line(id=f"{source}:{text[:6]}", runs=runs, status=status, source=source)


def theme(
    label: str, english: str, title: str, source: int, *texts: str, parent: Bilingual | None = None
) -> ThemeBlock:
    return ThemeBlock(
        id=f"{source}:{label}",
        label=Bilingual(label, english),
        title=Bilingual(title, ""),
        lines=tuple(line(text, source) for text in texts),
        parent=parent,
    )


def row(  # noqa: PLR0913, PLR0917 (a row has so many cells)
    theme_en: str,
    theme_zh: str,
    indicator: str,
    period: str,
    value: str,
    compared: str,
    source: int,
    status: Status = Status.ACTUAL,
    *,
    marked: bool = False,
) -> Row:
    return Row(
        f"{source}:{indicator}:{period}",
        theme_en,
        theme_zh,
        indicator,
        period,
        value,
        compared,
        status,
        source,
        marked,
    )


def point(year: str, value: str) -> TrendPoint:
    return TrendPoint(Bilingual(year, year[:4]), Decimal(value), value, f"1:T{year}")


PERCENT = Bilingual("%", "%")
CARDS = (
    KeyFigure(
        "1:K1",
        "+7.9",
        PERCENT,
        Bilingual("规模以上工业增加值", "Value added of industry above the designated size"),
        Bilingual("2024年1—4月，同比", "Jan–Apr 2024, y/y"),
        Status.ACTUAL,
        1,
        (point("2022年1—11月", "8.4"), point("2023年", "9.0"), point("2024年1—4月", "7.9")),
    ),
    KeyFigure(
        "1:K2",
        "+23.9",
        PERCENT,
        Bilingual("工业投资", "Industrial investment"),
        Bilingual(
            "1—4月，高于全省平均7.7个百分点，居全省第2位", "7.7 pp above province; 2nd in Shandong"
        ),
        Status.ACTUAL,
        1,
    ),
    KeyFigure(
        "1:K3",
        "+18.4",
        PERCENT,
        Bilingual("高技术制造业增加值", "High-tech manufacturing value added"),
        Bilingual("高于规上工业平均10.5个百分点", "10.5 pp above all industry"),
        Status.ACTUAL,
        1,
    ),
    KeyFigure(
        "1:K4",
        "98.6",
        PERCENT,
        Bilingual("企业问题诉求解决率", "Enterprise requests resolved"),
        Bilingual("选派400名服务专员“一对一”助企", "400 liaison officers assigned"),
        Status.ACTUAL,
        1,
    ),
)

FIRST = DocumentBlock(
    1,
    "聚力攻坚看发展：市工业和信息化局专场",
    "聊城新闻网",
    "2024-05-27",
    (
        theme(
            "高效统筹",
            "Coordination",
            "",
            1,
            "成立7个调研督导组赴10个县（市、区）帮包督导",
            "一季度对30家贡献突出企业一次性奖励10万元",
        ),
        theme(
            "固链强基",
            "Stronger chains",
            "",
            1,
            "1—4月实施500万元以上工业技改项目405个，67个项目入选省级重点技改导向目录",
            "新培育市级绿色制造示范单位34家",
        ),
        theme(
            "深化赋能",
            "Empowerment",
            "",
            1,
            "累计建成开通5G基站1.11万个，入选全国首批100个5G-A网络商用城市",
            "7个省级工业互联网平台服务企业2719家",
        ),
        theme(
            "精准服务",
            "Service",
            "",
            1,
            "对接资金9.3亿元、转贷资金36亿元，为企业节省融资成本1.5亿元",
            "梯次培育库入库企业1200余家",
        ),
    ),
)
SECOND = DocumentBlock(
    2,
    "打造黄河下游先进制造业基地：2023年四个特点",
    "聊城日报",
    "2024-01-23",
    (
        theme(
            "稳",
            "Stability",
            "工业运行稳中向好",
            2,
            "规模以上工业增加值同比增长9.0%，分别高于全省、全国平均1.9和4.4个百分点",
            "技改投资增长9.6%",
        ),
        theme(
            "新",
            "Innovation",
            "新的动能加速集聚",
            2,
            "100个制造业重点项目累计完成投资223.5亿元",
            "高技术制造业投资增长48.5%",
        ),
        theme(
            "融",
            "Integration",
            "数实融合步伐加快",
            2,
            "推动1000余家中小企业数字化转型，新增省智能制造标杆等企业29家，建设“产业大脑”2个",
        ),
        theme(
            "活",
            "Vitality",
            "企业活力持续迸发",
            2,
            "解决企业急难愁盼问题619个，解决率99%",
            "新增省级以上优质企业880家",
        ),
    ),
    (
        line("规上工业增加值全年增长7%以上", 2, Status.TARGET),
        line("技改投资增长8%", 2, Status.TARGET),
        line("5G基站1.2万个", 2, Status.TARGET),
        line("新增规上工业企业100家", 2, Status.TARGET),
        line("数字经济核心产业增加值增长15%以上", 2, Status.FORECAST),
    ),
)
THIRD = DocumentBlock(
    3,
    "“点线面”同步发力　推动工业企业加快技改步伐",
    "中国工业新闻网",
    "2023-04-10",
    (
        theme(
            "点",
            "Points",
            "技改项目提档升级",
            3,
            "入库项目380个，55个列入省重点导向目录",
            "2022年技改投资增长32%",
        ),
        theme(
            "线",
            "Lines",
            "构建技改生态体系",
            3,
            "对接会20场，整合服务商800余家，服务企业2000余家",
        ),
        theme("面", "Planes", "激发转型升级活力", 3, "兑现奖补5759.5万元，拉动总投资112.7亿元"),
    ),
)
VALUE_ADDED = "Value added of industrial enterprises above the designated size"
UPGRADING = "Investment in industrial technological upgrading"
ROWS = (
    row("Overall", "总体", VALUE_ADDED, "Jan–Apr 2024", "+7.9% y/y", "", 1),
    row(
        "Overall",
        "总体",
        "Industrial investment",
        "Jan–Apr 2024",
        "+23.9% y/y",
        "7.7 pp above the provincial average; 2nd in Shandong",
        1,
    ),
    row(
        "Overall",
        "总体",
        UPGRADING,
        "Jan–Apr 2024",
        "+12.1% y/y",
        "2.5 pp above the provincial average",
        1,
    ),
    row(
        "Empowerment",
        "深化赋能",
        "5G base stations built and in service, cumulative",
        "to May 2024",
        "11,100",
        "",
        1,
    ),
    row(
        "Service",
        "精准服务",
        "Bridge-loan funds arranged for enterprises",
        "to May 2024",
        "RMB 3.6 billion",
        "",
        1,
        marked=True,
    ),
    row(
        "Stability",
        "稳",
        VALUE_ADDED,
        "2023",
        "+9.0% y/y",
        "1.9 pp above the province, 4.4 pp above the nation",
        2,
    ),
    row(
        "Innovation",
        "新",
        "Investment completed in 100 key manufacturing projects",
        "2023",
        "RMB 22.35 billion",
        "",
        2,
    ),
    row(
        "Vitality", "活", "New provincial-level or higher quality enterprises", "2023", "880", "", 2
    ),
    row("Points", "点", UPGRADING, "2022", "+32% y/y", "24.7 pp above the provincial average", 3),
    row("Targets", "目标", VALUE_ADDED, "2024", "at least +7%", "", 2, Status.TARGET),
)
SOURCES = (
    SourceNote(1, FIRST.title, "聊城新闻网", "2024-05-28", "seeds/000.txt"),
    SourceNote(2, SECOND.title, "聊城日报", "2024-01-24", "seeds/001.txt"),
    SourceNote(3, THIRD.title, "中国工业新闻网", "2023-04-10", "seeds/002.txt"),
)


def full() -> Briefing:
    return Briefing(
        place=Bilingual("聊城", "Liaocheng"),
        title=Bilingual("聊城经济运行简报", "Liaocheng Economic Brief"),
        issuer=Bilingual("聊城市经济信息中心", "Liaocheng Economic Information Centre"),
        issue=Bilingual("2024年第22期", "Issue 22, 2024"),
        week="2024-W22",
        dates=Bilingual("5月27日—6月2日", "27 May – 2 June 2024"),
        day=date(2024, 5, 31),
        key_figures=CARDS,
        documents=(FIRST, SECOND, THIRD),
        rows=ROWS,
        sources=SOURCES,
    )


def short() -> Briefing:
    return replace(
        full(),
        key_figures=CARDS[:3],
        documents=(replace(SECOND, themes=SECOND.themes[:2], targets=()),),
        rows=ROWS[5:7],
        sources=SOURCES[1:2],
    )


def none() -> Briefing:
    words = theme("新", "Innovation", "新的动能加速集聚", 2, "推动产业转型升级，优化营商环境")
    return replace(
        full(),
        key_figures=(),
        documents=(replace(SECOND, themes=(words,), targets=()),),
        rows=(),
        sources=SOURCES[1:2],
    )


def long() -> Briefing:
    document = replace(FIRST, themes=tuple(replace(t, lines=t.lines * 3) for t in FIRST.themes))
    return replace(full(), documents=(document, SECOND, THIRD), rows=ROWS + ROWS[:6])


def long_titles() -> Briefing:
    title = "关于深入贯彻落实党的二十大精神加快推进新型工业化高质量发展的若干政策措施新闻发布会实录"
    sample = full()
    documents = (
        replace(FIRST, title=title, origin="聊城市人民政府新闻办公室"),
        replace(
            SECOND,
            themes=(
                replace(
                    SECOND.themes[0],
                    label=Bilingual("聚焦“强链、补链、延链”攻坚突破", "Chains"),
                    title=Bilingual("以更大力度推动传统产业改造提升和新兴产业培育壮大", ""),
                ),
                *SECOND.themes[1:],
            ),
        ),
    )
    return replace(
        sample,
        title=Bilingual(
            "聊城市工业和信息化领域经济运行情况综合简报", "Liaocheng Industry and Information Brief"
        ),
        documents=documents,
    )


def twelve_themes() -> Briefing:
    numerals = "一二三四五六七八九十"
    themes = tuple(
        theme(f"{n}是", f"Point {i}", "推动产业转型", 1, f"新增企业{i}00家，投资{i}.5亿元")
        for i, n in enumerate(numerals, 1)
    )
    parent = Bilingual("深化赋能", "Empowerment")
    children = tuple(
        theme(label, "Child", "", 1, f"新增平台{n}个", parent=parent)
        for n, label in ((3, "平台建设"), (4, "场景应用"))
    )
    return replace(
        full(),
        documents=(replace(FIRST, themes=themes + children),),
        key_figures=(*CARDS, replace(CARDS[0], figure="1:K5", status=Status.TARGET, trend=())),
    )


def hostile() -> Briefing:
    sample = short()
    document = sample.documents[0]
    spoiled = replace(
        document,
        title=HOSTILE,
        themes=(replace(document.themes[0], lines=(line(HOSTILE, 2),)), *document.themes[1:]),
    )
    rows = (replace(sample.rows[0], indicator=HOSTILE), *sample.rows[1:])
    return replace(
        sample, title=Bilingual("R&D <通知>", "A&B <x>"), documents=(spoiled,), rows=rows
    )


VARIANTS = {
    "full": full,
    "short": short,
    "none": none,
    "long": long,
    "long_titles": long_titles,
    "twelve_themes": twelve_themes,
    "hostile": hostile,
}
