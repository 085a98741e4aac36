"""Confidence says what it means: of figures with 0.9 or more, 98 % are right."""

from __future__ import annotations

import sys

import pytest
from quality_gate import measure
from workspaces import REPOSITORY

from briefgen.figures.confidence import confidence_of, doubts, doubts_on
from briefgen.lexicon import load_toml

sys.path.append(str(REPOSITORY / "scripts"))

from calibrate_confidence import MARK, TABLE, counts, table, trust, wilson


def test_figures_that_are_trusted_are_right():
    right = read = 0
    for score in measure().values():
        for rule, (good, all_of_it) in score.rules.items():
            if confidence_of(rule, "") >= 0.9:
                right, read = right + good, read + all_of_it
    assert read > 300
    assert right / read >= 0.98


def test_the_measured_part_of_the_file_is_what_is_measured():
    """Else: scripts/calibrate_confidence.py --write."""
    written = TABLE.read_text(encoding="utf-8").partition(MARK)
    assert "".join(written[1:]) == table(counts(), load_toml("confidence")["default"])


def test_a_rule_is_never_trusted_more_than_it_was_right():
    known = load_toml("confidence")
    for rule, (right, read) in known["counts"].items():
        assert known["rules"][rule] <= max(right / read, known["default"])
        assert known["lowest"][rule] <= known["rules"][rule]


def test_a_rule_not_seen_stays_off_the_page():
    known = load_toml("confidence")
    assert confidence_of("some.new_rule", "工业投资") == known["default"]
    assert known["default"] < load_toml("importance")["floor"]


@pytest.mark.parametrize(
    "label",
    [
        "常住人口由",
        "城镇调查失业率从",
        "矿产查明资源量居全国第1位",
        "高速公路通车里程全国第四",
        "累计识别监测对象69.3万人",
        "“上海品牌”分别新增",
    ],
)
def test_a_label_cut_wrongly_stays_off_the_page(label):
    assert confidence_of("growth.rate", label) < load_toml("importance")["floor"]


@pytest.mark.parametrize(
    "label",
    [
        "规模以上工业增加值",
        "工业投资占比",
        "城乡居民收入比",
        "500万元以上工业技改项目",
        "中欧班列",
        "企业自由",
        "居全国第一的指标",
        "增加值同比增长10%以上的行业",
    ],
)
def test_a_sound_label_raises_no_doubt(label):
    assert doubts_on(label) == ()


def test_a_long_label_counts_a_little_less():
    long = "省智能制造标杆、智能工厂、数字化车间、智能制造优秀场景企业"
    assert 0.8 < confidence_of("growth.rate", long) < confidence_of("growth.rate", "工业投资")


def test_every_doubt_has_a_reason():
    assert all(doubt.reason and 0 < doubt.factor < 1 for doubt in doubts())


def test_few_figures_claim_no_certainty():
    assert trust(1, 1, 0.75) < trust(5, 5, 0.75) < trust(50, 50, 0.75) < 1
    assert wilson(1, 1) < wilson(50, 50) < 1
    assert wilson(0, 5) == 0
