from decimal import Decimal

import pytest
from select_samples import PLACE, figure, moved

from briefgen.model import Comparison, Measure, Rank, Status
from briefgen.select.headings import heading
from briefgen.select.importance import canonical, clause_score, figure_score
from briefgen.select.keys import span

HIGHER_FIRST = [
    ("7.9%|规模以上工业增加值", "31.2%|某某行业用户数"),
    ("5.1%|地区生产总值", "12.0%|工业技改投资"),
    ("12.0%|工业技改投资", "23.5亿元|签约金额"),
    ("1296亿元|开工项目投资额", "35万元|奖励资金"),
    ("23.5亿元|签约金额", "34场|数字化培训活动"),
    ("880家|新增专精特新企业", "700家|服务商"),
    ("880家|新增专精特新企业", "110场|志愿服务活动"),
    ("405个|技改项目", "25次|“巡链”活动"),
    ("300个|建成5G基站", "7个|督导组"),
    ("12%|农民人均纯收入", "18%|工业产值"),
    ("1.8%|总人口", "8.6%|每百户农民拥有洗衣机"),
]


def one(spec, **more):
    mention, indicator = spec.split("|")
    return moved(figure(1, mention, 0, mention, indicator), more)


@pytest.mark.parametrize(("first", "second"), HIGHER_FIRST)
def test_what_an_editor_prints_first_scores_higher(first, second):
    assert figure_score(one(first), PLACE)[0] > figure_score(one(second), PLACE)[0]


def test_a_gap_and_a_rank_raise_the_score():
    plain = one("9.6%|技改投资")
    gap = moved(plain, {"versus": (Comparison("全省", Decimal("0.2")),)})
    first = moved(gap, {"rank": Rank("全省", 1)})
    tenth = moved(gap, {"rank": Rank("全省", 10)})
    scores = [figure_score(each, PLACE)[0] for each in (plain, gap, tenth, first)]
    assert scores == sorted(set(scores))


@pytest.mark.parametrize("area", ["鲁西集团", "冠县", "全省", "山东省"])
def test_what_is_not_about_the_place_itself_scores_lower(area):
    own, other = one("9.6%|技改投资"), one("9.6%|技改投资", area=area)
    assert figure_score(other, PLACE)[0] < figure_score(own, PLACE)[0]


@pytest.mark.parametrize("area", ["聊城市", "山东省聊城市", "全市", "聊城", ""])
def test_the_place_by_any_name_is_itself(area):
    assert figure_score(one("9.6%|技改投资", area=area), PLACE) == figure_score(
        one("9.6%|技改投资"), PLACE
    )


def test_a_forecast_scores_lower_than_a_result():
    result = one("9.6%|技改投资")
    forecast = moved(result, {"status": Status.FORECAST})
    assert figure_score(forecast, PLACE)[0] < figure_score(result, PLACE)[0]


def test_ceremony_comes_last():
    deal = one("12个|签约项目")
    plain, _ = clause_score("签约12个项目", [deal], PLACE)
    dressed, reasons = clause_score("举办推介会，签约12个项目", [deal], PLACE)
    assert dressed < plain
    assert "× ceremony" in dict(reasons)


def test_scores_stay_between_0_and_1_and_say_why():
    best = one(
        "99%|地区生产总值",
        versus=(Comparison("全国", Decimal(9)),),
        rank=Rank("全国", 1),
        measure=Measure.GROWTH,
    )
    score, reasons = clause_score("全国" * 40, [best] * 9, PLACE)
    assert 0.9 < score <= 1
    assert {name for name, _ in reasons} >= {"headline", "versus", "rank", "top", "further"}


CLAUSES = [
    ("1—4月份，规上工业增加值增长7.9%", ["7.9%|规模以上工业增加值"], ""),
    ("举办推介会，签约12个项目，投资23.5亿元", ["12个|签约项目", "23.5亿元|签约金额"], ""),
    ("鲁西集团技改投资增长9.6%，新增基站300个", ["9.6%|技改投资", "300个|基站"], "鲁西集团"),
    ("全国首个，增长99%，99%，99%", ["99%|地区生产总值"] * 3, ""),
]


@pytest.mark.parametrize(("text", "specs", "area"), CLAUSES)
def test_the_parts_of_a_score_come_to_the_score(text, specs, area):
    rank = Rank("全国", 1)
    figures = [one(spec, area=area, rank=rank, status=Status.FORECAST) for spec in specs]
    for status in (Status.FORECAST, Status.ACTUAL):
        asked = [moved(each, {"status": status}) for each in figures]
        score, reasons = clause_score(text, asked, PLACE)
        come_to = 0.0
        for why, part in reasons:
            come_to = come_to * part if why.startswith("×") else come_to + part
        assert come_to == pytest.approx(score, abs=0.0005)


@pytest.mark.parametrize(
    ("name", "other", "same"),
    [
        ("规上工业增加值", "规模以上工业增加值", True),
        ("全市规模以上工业增加值增速", "聊城市规上工业增加值", True),
        ("全省生产总值", "地区生产总值", True),
        ("工业技改投资", "制造业技改投资", False),
        ("工业投资", "工业民间投资", False),
    ],
)
def test_names_of_one_indicator_are_known(name, other, same):
    assert (canonical(name, PLACE) == canonical(other, PLACE)) is same


@pytest.mark.parametrize(
    ("title", "printed"),
    [
        ("打造黄河下游先进制造业基地 聊城在八个方面奋力攻坚克难突破",) * 2,
        (
            (
                "同比增长31.9%，高于全省21.7个百分点 "
                "泰安工业推进机构完成半年“时间、任务双过半”的目标要求"
            ),
            "泰安工业推进机构完成半年“时间、任务双过半”的目标要求",
        ),
        ("全" * 50, "全" * 50),
        ("甲" * 40 + "，" + "乙" * 20, "乙" * 20),
        ("今年前三季度，" + "甲" * 40, "甲" * 40),
        ("昨日，" + "甲" * 40 + "，" + "乙" * 20, "乙" * 20),
        ("今年一季度我市发布，" + "甲" * 40, "今年一季度我市发布"),
        (
            "全市上下解放思想 奋发进取 交出了一份高质量发展的优异成绩单 迈出了转型升级新步伐",
            "奋发进取 交出了一份高质量发展的优异成绩单 迈出了转型升级新步伐",
        ),
    ],
)
def test_a_long_title_is_cut_to_its_main_clause(title, printed):
    assert heading(title) == printed


@pytest.mark.parametrize(
    ("period", "parts"),
    [
        ("2023", (2023, 12, 12)),
        ("2024-Q1", (2024, 3, 3)),
        ("2024-05", (2024, 5, 1)),
        ("2024-01/2024-04", (2024, 4, 4)),
        ("2021/2025", None),
        ("2023-11/2024-01", None),
        (None, None),
    ],
)
def test_periods_within_a_year_are_known(period, parts):
    assert span(period) == parts


def test_money_is_scored_by_size():
    sizes = [one(f"{amount}|奖补资金") for amount in ("5万元", "518万元", "7.43亿元", "95.3亿元")]
    scores = [figure_score(each, PLACE)[0] for each in sizes]
    assert scores == sorted(set(scores))
