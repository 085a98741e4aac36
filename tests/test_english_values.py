"""Numbers in English: the table of cases, and every number read back from its English."""

import tomllib
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.english import check_cell, check_compared
from briefgen.english.comparisons import compared_en, compared_zh
from briefgen.english.numbers import check, parse_value_en, printed_value, value_en
from briefgen.english.units import form
from briefgen.lexicon import load_toml
from briefgen.model import Basis, Bound, Direction, Figure, Measure, Status

ROWS = tomllib.loads(
    (Path(__file__).parent / "cases" / "english_values.toml").read_text(encoding="utf-8")
)["row"]
TABLE = load_toml("english")
UNITS = [
    *TABLE["money"],
    *TABLE["units"],
    *TABLE["durations"],
    *[
        power + unit
        for power in TABLE["powers"]
        for unit in ("元", "美元", "吨", "斤", "千瓦", "个")
    ],
    *[
        "元/吨",
        "次/天",
        "万元/亩",
        "%",
        "‰",
        "成",
        "pp",
        "个百分点",
        "倍",
        "位",
        "家",
        "个",
        "人次",
        "",
    ],
]
FIGURE = Figure(
    id="F1",
    theme=None,
    indicator="",
    measure=Measure.COUNT,
    value=Decimal(1),
    unit="个",
    mention="",
    start=0,
    end=1,
    rule="",
    confidence=1.0,
)


def name_of(row):
    return f"{row['measure']} {row['value']}{row['unit']}"


def figure_of(row):
    return replace(
        FIGURE,
        indicator=row.get("indicator", ""),
        measure=Measure(row["measure"]),
        value=Decimal(row["value"]),
        unit=row["unit"],
        mention=row.get("mention", row["value"]),
        direction=Direction(row["direction"]) if "direction" in row else None,
        basis=Basis(row["basis"]) if "basis" in row else None,
        bound=Bound(row["bound"]) if "bound" in row else None,
        status=Status(row.get("status", "actual")),
        value_max=Decimal(row["value_max"]) if "value_max" in row else None,
    )


@pytest.mark.parametrize(
    "row", ROWS, ids=lambda row: f"{row['measure']} {row['value']}{row['unit']}"
)
def test_a_value_is_said_as_in_the_table_and_read_back(row):
    figure = figure_of(row)
    assert value_en(figure) == row["en"]
    assert check(figure) is None


@pytest.mark.parametrize(
    "row", ROWS, ids=lambda row: f"{row['measure']} {row['value']}{row['unit']}"
)
def test_the_printed_cell_has_bound_and_basis_and_means_the_same(row):
    before = row.get("before", "")
    figure = figure_of(row)
    text = before + figure.mention
    if before:
        figure = replace(figure, at=len(before))
    cell = printed_value(figure, text if before else "")
    assert cell == row.get("printed", row["en"].replace("-", "−"))
    assert parse_value_en(cell) == parse_value_en(row["en"])


@pytest.mark.parametrize(
    "row", [row for row in ROWS if "before" in row], ids=lambda row: row["before"] + row["value"]
)
def test_the_clause_names_what_a_change_or_a_multiple_is_compared_with(row):
    figure = replace(figure_of(row), at=len(row["before"]))
    text = row["before"] + figure.mention
    assert compared_en(figure, text=text) == row.get("compared", "")
    assert compared_zh(figure, text) == row.get("compared_zh", "")
    assert not compared_en(figure)  # without the text nothing is known of it
    assert check_compared(row.get("compared", ""), figure, text)


@pytest.mark.parametrize(
    ("before", "measure", "unit", "cell"),
    [
        ("比一季度回落", Measure.DELTA, "pp", "from Q2"),
        ("比2020年提高", Measure.DELTA, "pp", "from 2021"),
        ("是2020年的", Measure.MULTIPLE, "倍", "the 2021 figure"),
        ("比上年提高", Measure.DELTA, "pp", "from Q1"),
    ],
)
def test_another_base_than_that_of_the_clause_is_refused(before, measure, unit, cell):
    figure = replace(FIGURE, measure=measure, unit=unit, mention="2", at=len(before))
    assert not check_compared(cell, replace(figure, direction=Direction.UP), before + "2")


@pytest.mark.parametrize(
    ("before", "mention", "after", "bound", "expected"),
    [
        ("超过", "1200", "家", Bound.OVER, "over 1,200"),
        ("", "1200", "家以上", Bound.OVER, "over 1,200"),
        ("", "1200", "以上", Bound.OVER, "1,200 or more"),
        ("接近", "1200", "家", Bound.ABOUT, "nearly 1,200"),
        ("约", "1200", "家", Bound.ABOUT, "around 1,200"),
        ("不超过", "1200", "家", Bound.UP_TO, "no more than 1,200"),
        ("最高", "1200", "家", Bound.UP_TO, "up to 1,200"),
        ("", "1200", "以内", Bound.UP_TO, "no more than 1,200"),
        ("共", "1200", "家", None, "1,200"),
    ],
)
def test_the_words_around_a_number_choose_the_bound(before, mention, after, bound, expected):
    figure = replace(FIGURE, value=Decimal(1200), mention=mention, bound=bound, at=len(before))
    assert printed_value(figure, before + mention + after) == expected


def random_figure(random):
    """A figure of any measure, unit and size, as no text would write it."""
    measure = random.choice(list(Measure))
    digits = random.randrange(10 ** random.randrange(1, 16))
    value = Decimal(digits).scaleb(-random.randrange(7))
    return replace(
        FIGURE,
        value=Decimal(int(value)) if measure is Measure.RANK else value,
        unit=random.choice(UNITS),
        measure=measure,
        direction=random.choice([None, *Direction]),
        status=random.choice(list(Status)),
        basis=random.choice([None, *Basis]),
        bound=random.choice([None, *Bound]),
        mention=random.choice(["1", "翻番", "近3"]),
    )


EACH_YEAR = [  # what stands before the number, its fields, and the cell
    ("城镇新增就业每年超过", {"bound": Bound.OVER}, "over 900,000 a year"),
    ("每年城镇新增就业", {}, "900,000 a year"),
    ("每年举办展会，城镇新增就业", {}, "900,000"),  # said of another clause
    ("每年城镇新增就业占比提高", {"measure": Measure.SHARE, "unit": "%"}, None),
]


@pytest.mark.parametrize(("before", "fields", "cell"), EACH_YEAR)
def test_what_is_said_of_every_year_is_said_so(before, fields, cell):
    text = f"{before}90万人"
    fields = {"measure": Measure.COUNT, "unit": "人", "value": Decimal(900000), **fields}
    figure = replace(FIGURE, mention="90万人", at=len(before), **fields)
    printed = printed_value(figure, text)
    assert printed == (cell or value_en(figure))
    assert check_cell(printed, figure)


@pytest.mark.parametrize(
    ("indicator", "cell"),
    [("PM2.5年均浓度", "−16.5%"), ("地区生产总值", "−16.5% a year on average")],
)
def test_a_yearly_mean_is_no_yearly_change(indicator, cell):
    figure = replace(
        FIGURE,
        indicator=indicator,
        measure=Measure.GROWTH,
        unit="%",
        value=Decimal("16.5"),
        direction=Direction.DOWN,
        basis=Basis.AVERAGE,
    )
    assert printed_value(figure) == cell


def test_every_number_comes_back_from_its_english():
    random = Random(20240531)
    for _ in range(20000):
        figure = random_figure(random)
        english = value_en(figure)
        assert check(figure) is None, figure
        assert parse_value_en(printed_value(figure)) == parse_value_en(english), figure


@settings(max_examples=300, deadline=None)
@given(
    value=st.decimals(min_value=0, max_value=10**15, places=6),
    unit=st.sampled_from(UNITS),
    measure=st.sampled_from([Measure.GROWTH, Measure.AMOUNT, Measure.PHYSICAL]),
    direction=st.sampled_from([None, *Direction]),
)
def test_digits_are_exact(value, unit, measure, direction):
    figure = replace(FIGURE, value=value, unit=unit, measure=measure, direction=direction)
    assert check(figure) is None


@settings(max_examples=500, deadline=None)
@given(
    low=st.integers(min_value=1, max_value=10**7),
    more=st.integers(min_value=1, max_value=10**7),
    unit=st.sampled_from([unit for unit in UNITS if unit != "位"]),
)
def test_ranges_come_back_with_both_ends(low, more, unit):
    figure = replace(FIGURE, value=Decimal(low), value_max=Decimal(low + more), unit=unit)
    assert check(figure) is None, value_en(figure)


@pytest.mark.parametrize(
    ("printed", "value", "unit"),
    [
        ("RMB 390.383 billion", "39038.1", "亿元"),  # a tenth of the amount
        ("RMB 22.35 million", "223.5", "亿元"),
        ("+4.9%", "4.9", "pp"),  # points as percent
        ("+4.9 pp", "4.9", "%"),
        ("USD 22.35 billion", "223.5", "亿元"),
        ("11,000", "11100", "个"),
        ("none", "1", "个"),
        ("1,200 km", "1200", "米"),
    ],
)
def test_a_wrong_cell_is_caught(printed, value, unit):
    figure = replace(
        FIGURE, value=Decimal(value), unit=unit, value_en=printed, mention=value + unit
    )
    problem = check(figure)
    assert problem is not None
    assert problem.kind == "value_mismatch"
    assert printed in problem.message


@pytest.mark.parametrize("cell", ["26,000", "2,600 households", "26,000 mu"])
def test_a_cell_that_does_not_say_households_is_caught(cell):
    figure = replace(
        FIGURE, value=Decimal(26000), unit="户", indicator="城中村改造", mention="2.6万户"
    )
    assert check_cell("around 26,000 households", figure)
    assert not check_cell(cell, figure)


@pytest.mark.parametrize(
    "text", ["", "abc", "RMB", "+", "%", "1..2", "1st of May", "–", "5%–", "over"]
)
def test_what_is_no_value_is_not_read(text):
    parsed = parse_value_en(text)
    assert parsed is None or parsed.unit not in ("RMB", "%", "pp")


@pytest.mark.parametrize("unit", load_toml("units")["physical"]["units"])
def test_no_unit_of_measurement_vanishes(unit):
    # What is counted stands in the label.
    trips = {"架次", "列次", "班次", "辆次", "艘次", "箱", "车位", "标准煤"}
    assert (form(unit).kind == "plain") == (unit in trips)
