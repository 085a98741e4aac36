"""Themes and figures on the annotated documents never fall below the recorded floor."""

from __future__ import annotations

import json

import pytest
from quality_gate import FLOOR, digest, lowered, measure, without_floor


def test_the_floor_holds_for_these_annotations():
    assert json.loads(FLOOR.read_text(encoding="utf-8"))["documents"] == digest()


def test_extraction_does_not_fall_below_the_floor():
    scores = measure()
    now = {group: one.shares() for group, one in scores.items()}
    notes = [note for one in scores.values() for note in one.notes]
    floor = json.loads(FLOOR.read_text(encoding="utf-8"))["floor"]
    assert not lowered(now, floor), "\n".join(notes)
    assert without_floor(now, floor) == []


def test_a_lower_score_is_told():
    floor = {"reports": {"exact": 90.0}}
    assert lowered({"reports": {"exact": 89.9}}, floor) == ["reports, exact: 89.9 is below 90.0"]
    assert lowered({"reports": {"exact": 90.0}}, floor) == []


@pytest.mark.parametrize("now", [{}, {"reports": {}}, {"reports": {"theme": 99.0}}])
def test_a_measure_that_is_gone_is_told(now):
    assert "reports, exact: not measured any more" in lowered(now, {"reports": {"exact": 90.0}})


def test_a_measure_without_a_floor_is_told():
    now = {"reports": {"exact": 90.0}}
    assert without_floor(now, {}) == ["reports, exact: has no floor, see --update"]
    assert without_floor(now, now) == []
