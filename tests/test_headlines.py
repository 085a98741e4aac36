"""A long title breaks where an editor would break it."""

import pytest

from briefgen.render.headlines import title_lines

TITLES = [
    ("2026年四川省人民政府工作报告", ["2026年四川省人民政府工作报告"]),
    (
        "打造黄河下游先进制造业基地 聊城在八个方面奋力攻坚克难突破",
        ["打造黄河下游先进制造业基地", "聊城在八个方面奋力攻坚克难突破"],
    ),
    (
        "奏响“制造业强市”最强音——市工业和信息化局2022年亮点工作回眸",
        ["奏响“制造业强市”最强音", "——市工业和信息化局2022年亮点工作回眸"],
    ),
    (
        "“聚力攻坚看发展”主题系列新闻发布会（四）——市工业和信息化局专场",
        ["“聚力攻坚看发展”主题系列新闻发布会", "（四）——市工业和信息化局专场"],
    ),
    (
        "泰安工业推进机构完成半年“时间、任务双过半”的目标要求",
        ["泰安工业推进机构完成半年", "“时间、任务双过半”的目标要求"],
    ),
]


@pytest.mark.parametrize(("title", "lines"), TITLES)
def test_a_title_breaks_at_a_space_a_dash_or_outside_quotes(title, lines):
    assert title_lines(title) == lines


@pytest.mark.parametrize("length", [0, 1, 20, 21, 39, 40, 41, 80, 200])
@pytest.mark.parametrize(
    "text", ["工业投资增长", "GDP增长5.5%", "（“《》”）", "————", "a b c d e f", "12345678"]
)
def test_no_title_loses_a_character_and_no_line_is_too_long(text, length):
    title = (text * length)[:length]
    made = title_lines(title)
    assert "".join(made).replace(" ", "") == title.replace(" ", "")
    assert all(len(each) <= 40 for each in made)


def test_a_number_stays_whole():
    made = title_lines("全市规模以上工业企业实现营业收入1234567.89亿元增长")
    assert any("1234567.89" in each for each in made)
