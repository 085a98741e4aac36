"""`briefgen explain`: each attribute of a figure with where it comes from; why others are none."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from workspaces import REPOSITORY, run

from briefgen import pipeline
from briefgen.errors import BriefgenError
from briefgen.explain import explain
from briefgen.explain.where import line_and_column

if TYPE_CHECKING:
    from pathlib import Path

SEEDS = {path.name[:3]: path for path in sorted((REPOSITORY / "seeds").glob("*.txt"))}


def understood(path: Path):
    return pipeline.understand(pipeline.open_article(path, path.name), pipeline.glossary_of(None))


@pytest.fixture(scope="module")
def readings():
    return {name: understood(path) for name, path in SEEDS.items()}


def steps(readings, document, number):
    answers, _ = explain(readings[document], number)
    return {step.name: step for step in answers[0].steps}


def reason(readings, document, number):
    answers, _ = explain(readings[document], number)
    assert answers[0].figure is None
    step = answers[0].steps[0]
    return f"{step.value} {step.source}"


def test_the_path_of_a_figure_is_shown(readings):
    found = steps(readings, "000", "7.9%")
    assert found["indicator"].value == "规模以上工业增加值"
    assert found["indicator"].source.startswith("clause: ")
    assert found["measure"].value == "growth, yoy, up"
    assert "rule growth.rate" in found["measure"].source
    assert found["period"].value == "2024-01/2024-04"
    assert found["period"].source == "sentence: “1—4月份”"
    assert found["area"].source == "document: its place"
    assert found["page"].value.startswith("H1, ")
    assert "annotated documents" in found["confidence"].source


@pytest.mark.parametrize(
    ("document", "number", "step"),
    [
        ("001", "9.0%", ("period", "2023", "section: “2023年”")),
        ("001", "9.0%", ("versus", "全国 +4.4 pp", "clause: “分别高于全省")),
        ("001", "20余项", ("value", "20 项 (over)", "bound")),
        ("001", "8%", ("status", "target", "section: it is part of a plan")),
        ("001", "7%", ("value", "7 % (over)", "bound: “以上”")),
        ("001", "9.0%", ("theme", "稳", "T1, found by")),
    ],
)
def test_each_attribute_has_its_source(readings, document, number, step):
    name, value, source = step
    answers, _ = explain(readings[document], number)
    found = [one for one in answers[0].steps if one.name == name]
    assert any(one.value == value and one.source.startswith(source) for one in found), found


@pytest.mark.parametrize(
    ("document", "number", "words"),
    [
        ("001", "6293", "guard quoted_name on ““6293””"),
        ("001", "4.4", "a gap to a benchmark of figure F2"),
        ("001", "2024", "guard duration"),
    ],
)
def test_a_number_that_is_no_figure_has_a_reason(readings, document, number, words):
    assert words in reason(readings, document, number)


def test_a_label_is_as_good_as_a_number(readings):
    answers, more = explain(readings["001"], "技改投资")
    assert {answer.number for answer in answers} == {"9.6%", "8%"}
    assert more == 0


def test_all_matches_shows_places_where_the_number_is_none(readings):
    few, more = explain(readings["001"], "100")
    everything, rest = explain(readings["001"], "100", everything=True)
    assert rest == 0
    assert len(everything) >= len(few) + more
    assert few[0].figure


@pytest.mark.parametrize("name", SEEDS)
def test_every_figure_can_be_explained_and_stands_where_it_is_said_to(readings, name):
    reading = readings[name]
    raw = reading.article.source.text
    for figure in reading.figures:
        [answer, *_], _ = explain(reading, figure.id)
        spot = answer.spot
        assert (spot.start, spot.stop) == (figure.start, figure.end)
        assert raw.split("\n")[spot.line - 1][spot.column - 1] == raw[figure.start]
        assert spot.sentence[spot.at : spot.end] == figure.mention
        if figure.period:
            period = next(step for step in answer.steps if step.name == "period")
            assert period.source


def test_an_unknown_number_is_told_with_those_like_it(readings):
    with pytest.raises(BriefgenError, match="neither a number nor a label") as failure:
        explain(readings["000"], "7.8%")
    assert "7.9%" in failure.value.hint


def test_nothing_asked_for_is_told(readings):
    with pytest.raises(BriefgenError, match="no number"):
        explain(readings["000"], "  ")


@pytest.mark.parametrize(("at", "place"), [(0, (1, 1)), (1, (1, 2)), (3, (2, 1)), (4, (3, 1))])
def test_lines_and_columns_count_from_one(at, place):
    assert line_and_column("ab\n\ncd", at) == place


def test_the_command_prints_for_people_and_for_programs():
    text = run("explain", SEEDS["001"], "9.0%")
    assert text.exit_code == 0
    assert "规模以上工业增加值同比增长【9.0%】" in text.output
    found = json.loads(run("explain", SEEDS["001"], "9.0%", "--format", "json").output)
    assert found["schema"] == "briefgen.explain/1"
    assert found["answers"][0]["line"] == 13
    assert found["answers"][0]["steps"][0]["name"] == "indicator"


def test_a_number_below_zero_is_no_option():
    result = run("explain", SEEDS["001"], "-1.9%")
    assert result.exit_code == 1
    assert "neither a number nor a label" in result.stderr


def test_the_command_fails_with_a_message(tmp_path):
    assert run("explain", SEEDS["001"], "123456789%").exit_code == 1
    assert run("explain", tmp_path / "none.txt", "1").exit_code == 1
    assert run("explain", tmp_path, "1").exit_code == 2
    assert run("explain", REPOSITORY / "seeds", "1").exit_code == 2
