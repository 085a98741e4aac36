"""Step 4, rule by rule: tables of what must be read and of what must not."""

from __future__ import annotations

import random
import re
import tomllib
from decimal import Decimal
from pathlib import Path
from re import _parser

import pytest

from briefgen.clean import clean
from briefgen.figures import extract
from briefgen.figures.agreement import name_classes, note_scope, rename, sold_or_priced
from briefgen.figures.areas import Areas
from briefgen.figures.draft import Frame
from briefgen.figures.guards import guard_patterns
from briefgen.figures.indicators import strip_verbs
from briefgen.figures.mentions import find_mentions
from briefgen.figures.numerals import number_pattern, read_numeral
from briefgen.figures.periods import Calendar, find_times
from briefgen.figures.phrases import phrases
from briefgen.figures.read import read_sentence
from briefgen.figures.segments import sentences
from briefgen.figures.speakers import speaker_of
from briefgen.gazetteer import gazetteer
from briefgen.lexicon import load_toml
from briefgen.model import Measure
from briefgen.read import read_source
from briefgen.themes import outline

CASES = Path(__file__).parent / "cases"


def rows(name: str) -> list[dict]:
    return tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))["row"]


@pytest.mark.parametrize("row", rows("numerals"), ids=lambda row: row["text"])
def test_numerals_are_read_exactly(row):
    numeral = read_numeral(row["text"])
    if "value" not in row:
        assert numeral is None
        return
    assert re.fullmatch(number_pattern(), row["text"])
    assert (numeral.value, numeral.scale) == (Decimal(row["value"]), row["scale"])
    assert numeral.more is row.get("more", False)


def written(value: int) -> str:
    """`value` as Han numerals."""
    digits = "零一二三四五六七八九"
    if value >= 10**8:
        high, low = divmod(value, 10**8)
        gap = "零" if low and low < 10**7 else ""
        return written(high) + "亿" + gap + (written(low) if low else "")
    if value >= 10**4:
        high, low = divmod(value, 10**4)
        gap = "零" if low and low < 10**3 else ""
        return written(high) + "万" + gap + (written(low) if low else "")
    out, zero = "", False
    for power, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, power)
        if digit:
            out += ("零" if zero and out else "") + digits[digit] + word
            zero = False
        else:
            zero = True
    return out


@pytest.mark.no_cover  # the tables run through the same lines
def test_whole_numbers_survive_the_way_through_han_numerals():
    rng = random.Random(8)
    for _ in range(20_000):
        value = rng.randrange(1, 10 ** rng.randrange(1, 12))
        assert read_numeral(written(value)).value == value, written(value)


def test_a_number_of_any_length_is_read():
    (mention,) = find_mentions(f"总投资{'1' * 40}元")
    assert mention.value == Decimal("1" * 40)


@pytest.mark.no_cover
def test_amounts_keep_their_digits_in_every_scale():
    rng = random.Random(9)
    for _ in range(20_000):
        digits = Decimal(rng.randrange(1, 10**7)).scaleb(-rng.randrange(0, 4))
        scale = rng.choice(["", "万", "亿", "万亿"])
        text = f"完成投资{digits:f}{scale}元"
        (mention,) = find_mentions(text)
        assert (mention.value, mention.unit) == (digits, scale + "元"), text


@pytest.mark.parametrize("row", rows("mentions"), ids=lambda row: row["text"])
def test_mentions_carry_value_unit_and_bound(row):
    found = [
        " | ".join((row["text"][m.start : m.end], str(m.value), m.unit, m.bound or ""))
        for m in find_mentions(row["text"])
    ]
    assert found == row["found"]


@pytest.mark.parametrize("rule", load_toml("not_figures")["guard"], ids=lambda rule: rule["name"])
def test_every_guard_holds_for_its_examples(rule):
    pattern = re.compile(rule["pattern"])
    assert rule["reason"]
    for text in rule["has"]:
        assert pattern.search(text), text
    for text in rule["not"]:
        guarded = [match.span() for match in pattern.finditer(text)]
        numbers = [m.span() for m in re.finditer(r"\d+|[一二三四五六七八九十]+", text)]
        loose = [n for n in numbers if not any(a < n[1] and n[0] < b for a, b in guarded)]
        assert loose, text


def test_guards_are_compiled_one_by_one():
    assert len(guard_patterns()) == len(load_toml("not_figures")["guard"])


@pytest.mark.parametrize("row", rows("readings"), ids=lambda row: row["text"])
def test_sentences_give_their_figures(row):
    frame = Frame(Calendar(2024, (2024, 5)), "山东")
    drafts = [d for d in read_sentence(row["text"], frame) if not d.doubts]
    found = [
        " | ".join(
            (
                draft.indicator,
                row["text"][draft.mention.start : draft.mention.end],
                draft.measure.value,
                draft.direction.value if draft.direction and draft.measure != "share" else "",
            )
        )
        for draft in drafts
    ]
    assert found == row["figures"]


VERBS = [
    ("组织召开对接会", "对接会"),
    ("评审论证确定优秀案例", "优秀案例"),
    ("制定下发实施方案", "制定下发实施方案"),
    ("全面推进技改项目", "技改项目"),
    ("建设投用学校", "学校"),
    ("带动产生新技术", "新技术"),
    ("带动就业", "带动就业"),
    ("持续经营企业", "持续经营企业"),
    ("集中供热面积", "集中供热面积"),
    ("评审专家", "评审专家"),
    ("牵头单位", "牵头单位"),
    ("成功率", "成功率"),
    ("落实率", "落实率"),
]


@pytest.mark.parametrize(("text", "noun"), VERBS)
def test_verbs_without_a_meaning_of_their_own_are_dropped_singly_and_in_rows(text, noun):
    assert strip_verbs(text) == noun


PERIODS = [
    ("2024 开新局", "2024"),
    ("2024开新局", None),
    ("新增2024 个", None),
    ("1—4月份，全市", "2024-01/2024-04"),
    ("2023年1—2月份，", "2023-01/2023-02"),
    ("一季度，对30家", "2024-Q1"),
    ("元至5月，", "2024-01/2024-05"),
    ("1~3月，", "2024-01/2024-03"),
    ("1月份至9月份", "2024-01/2024-09"),
    ("今年来，全市", "2024-01/2024-05"),
    ("完成全年任务", None),
    ("比2005年增加", None),
    ("按2018年平均汇率", None),
    ("前三季度", "2024-01/2024-09"),
    ("上半年", "2024-01/2024-06"),
    ("截至11月底", "2024-11"),
    ("截至目前", "2024-05"),
    ("今年以来", "2024-01/2024-05"),
    ("年初以来，", "2024-01/2024-05"),
    ("2022年，实施", "2022"),
    ("“十四五”以来，累计", "2021/2024"),
    ("“十三五”以来，累计", "2016/2020"),
    ("今后五年，新建", "2024/2028"),
    ("前3季度，", "2024-01/2024-09"),
    ("前7月，全市", "2024-01/2024-07"),
    ("前两月，全市", "2024-01/2024-02"),
    ("分别为2006年的1.8倍", None),
    ("目标年为2025年", "2025"),
    ("三年内投入", "2024/2026"),
    ("恢复至2019年的148%", None),
    ("克服一季度增速回落影响", None),
    ("去年", "2023"),
    ("过去一年", "2023"),
    ("五年来，全省", "2019/2023"),
    ("“十四五”末有望", "2025"),
    ("“十四五”时期", "2021/2025"),
    ("11月实现产值", "2024-11"),
    ("到2030年，", "2030"),
    ("比上年同期增加", None),
    ("较去年翻番", None),
    ("是去年的3倍", None),
    ("二季度目标完成", None),
    ("再奋斗五年", None),
    ("2019年10月—2020年3月", "2019-10/2020-03"),
    ("2023年11月至2024年4月", "2023-11/2024-04"),
    ("第三产业", None),
]


@pytest.mark.parametrize(("text", "period"), PERIODS)
def test_expressions_of_time_become_periods(text, period):
    found = find_times(text, Calendar(2024, (2024, 5)))
    assert [time.period for time in found] == ([] if period is None else [period])


@pytest.mark.parametrize(
    "text", ["2021年以来，", "近年来，", "近三年，", "多年来", "党的十八大以来"]
)
def test_years_that_the_text_leaves_open_are_no_period_but_end_the_one_before(text):
    found = find_times(f"2023年，增长5%；{text}，新增800家。", Calendar(2024, (2024, 5)))
    assert [time.period for time in found] == ["2023", None]


GAP_LISTS = [
    ("工业增长8%，增速高于全省2.5个百分点、全市1.3个百分点。", [("全省", "2.5"), ("全市", "1.3")]),
    ("工业增长8%，低于全国1个百分点、全省2个百分点。", [("全国", "-1"), ("全省", "-2")]),
    ("工业增长8%，高于全国0.7、全省2.3个百分点。", [("全国", "0.7"), ("全省", "2.3")]),
    ("城镇调查失业率5.1%，好于全国平均0.1个百分点。", [("全国", "-0.1")]),
    ("空气优良率90%，好于全国5个百分点。", [("全国", "5")]),
    ("单位GDP能耗降低3.5%，降幅优于全省0.5个百分点。", [("全省", "0.5")]),
    ("研发投入强度2.8%，优于全国0.1个百分点。", [("全国", "0.1")]),
]


@pytest.mark.parametrize(("text", "versus"), GAP_LISTS)
def test_a_list_of_gaps_is_told_of_one_figure(text, versus):
    (draft,) = read_sentence(text, Frame(Calendar(2024, (2024, 5)), "山东"))
    assert [(gap.benchmark, str(gap.delta)) for gap in draft.versus] == versus


RANKS = [
    ("工业投资同比增长23.9%，高于全省平均7.7个百分点，居全省第2位。", [("全省", 2)]),
    ("进出口总额突破万亿元、增速居全国第5位。", [None, ("全国", 5)]),
    ("出口规模突破4万亿元，占全国份额从14%提升到15.5%，跃居全国第2位。", [("全国", 2), None]),
    ("新增企业29家，数量居全省前列。", [None]),
    ("小巨人企业增至3022家、中小企业增至9.4万家，均居全国第一。", [("全国", 1), ("全国", 1)]),
    ("指数从全球第11位跃升至第7位。", [("全球", 7)]),
    (
        "生产总值、投资分别增长6.1%、5.0%，增速分别居全省第3、4位。",
        [("全省", 3), ("全省", 4)],
    ),
    ("投资增长6%、消费增长5%，分别居全国第3和第4位。", [("全国", 3), ("全国", 4)]),
    ("生产总值增长6.1%，增速、总量分别居全省第2、第5位。", [("全省", 2), ("全省", 5)]),
    ("出口、进口增速分别居全省第二、第七。", [("全省", 2), ("全省", 7)]),
    ("全球创新指数排名升到第11位。", [("全球", 11)]),
    ("研发投入强度达到2%，居中国西部第1位。", [("中国西部", 1)]),
    ("投资增长6%，居全省第2位，16个项目开工。", [("全省", 2), None]),
    ("失业率3.3%；价格涨幅收窄1.7个百分点，居全省第3位。", [None, ("全省", 3)]),
    ("人均GDP2万美元、亩产税收3万元，均居全省区（县、市）首位。", [("全省", 1), ("全省", 1)]),
    ("货运量增长30.5%，仅次于唐山港名列全国第二。", [("全国", 2)]),
    ("优良率81%，在全省168个重点城市中排名第6位，前移3位。", [("全省", 6)]),
    ("增速由6.1%提高至8.3%，位次由全省第9位上升到第4位。", [("全省", 4)]),
    ("百强县由91位提升至83位，专家增加到20位。", [None]),
    ("税收收入增长11%，居全市7区县第2位。", [("全市7区县", 2)]),
    (
        "一般公共预算收入增长12%，其中，税收收入增长11%，税占比78%，均居全市7区县第2位。",
        [("全市7区县", 2)] * 3,
    ),
    (
        "培育小巨人45家、瞪羚企业24家，省级重点实验室20家，数量均居全市8个县区第一。",
        [("全市8个县区", 1)] * 3,
    ),
    (
        "生产总值500亿元，增长5%，居全省第3位，投资90亿元，增长9%，技改投资60亿元，增长1%，均居全市第1位。",
        [None, ("全省", 3), None, ("全市", 1), None, ("全市", 1)],
    ),
    (
        "生产总值增长5%；工业投资增长9%，技改投资增长10%，均居全市第1位。",
        [None, ("全市", 1), ("全市", 1)],
    ),
    ("生产总值500亿元、跃居全省第七位、增长5.3%。", [("全省", 7), None]),
    (
        "其中：税收收入21亿元，增长20.8%；公共预算收入16.6亿元，增长7.4%，增幅均排名全市第一。",
        [None, ("全市", 1), None, ("全市", 1)],
    ),
    (
        "税收收入21亿元，增长20.8%；公共预算收入16.6亿元，增长7.4%，增幅排名全市第一。",
        [None, None, None, ("全市", 1)],
    ),
    ("通车里程从319公里提升至413公里，全省排名升至第五名。", [("全省", 5)]),
    ("生产总值增长8.9%，稳居国内大中城市第四位。", [("国内大中城市", 4)]),
    ("人均生产总值15.8万元，稳居国内副省级以上城市首位。", [("国内副省级以上城市", 1)]),
    ("投资68亿元，增长91.9%，高于全省58.3个百分点，增速排名居全省第2位。", [None, ("全省", 2)]),
    ("投资增长8.9%，居全国主要城市第三位。", [("全国主要城市", 3)]),
    ("投资增长8.9%，居全国城市第三位。", [("全国", 3)]),
    ("空气优良率98%，在全国重点城市中排名第12位。", [("全国", 12)]),
    (
        "社零增长8%；进出口下降5%；用电量增长9%，增速均居全省第3位。",
        [None, ("全省", 3), ("全省", 3)],
    ),
]


@pytest.mark.parametrize(("text", "ranks"), RANKS)
def test_ranks_go_to_the_figure_they_speak_of(text, ranks):
    drafts = read_sentence(text, Frame(Calendar(2024, (2024, 5)), "山东"))
    assert [d.rank and (d.rank.scope, d.rank.position) for d in drafts] == ranks


BASELINES = [
    ("占比由2.77%提高到3.3%。", ["2.77"]),
    ("高新区和经开区分别由3家、5家增加到6家、8家。", ["3", "5"]),
    ("城镇化率由54%提高到60%，投资增长5%、6%。", ["54", None, None]),
    ("高新区由3家增加到6家，经开区5家。", ["3", None]),
]


@pytest.mark.parametrize(("text", "starts"), BASELINES)
def test_the_start_of_a_pair_is_kept_beside_its_end(text, starts):
    drafts = read_sentence(text, Frame(Calendar(2024, (2024, 5)), "山东"))
    assert [d.baseline and str(d.baseline.value) for d in drafts] == starts


GAPS = [
    ("技改投资增长9.6%，高于全省平均0.2个百分点。", [("全省", "0.2")]),
    (
        "工业增加值增长9.0%，分别高于全省、全国平均1.9和4.4个百分点。",
        [("全省", "1.9"), ("全国", "4.4")],
    ),
    ("投资增长5%，低于全国平均2个百分点。", [("全国", "-2")]),
    ("GDP增长4%，投资、消费增速分别快于全国3.4个、1个百分点。", []),
    ("GDP增长4%，快于2024年1.8个百分点。", []),  # against an earlier year: a change
    ("GDP增长4%，快于东部地区1.8个百分点。", [("东部地区", "1.8")]),
    ("投资增长39.2%，高于山东省平均28.3个百分点。", [("全省", "28.3")]),
    ("高技术制造业投资增长48.5%，高于工业投资41.4个百分点。", [("工业投资", "41.4")]),
    ("占比34.7%，占比较上年同期提高5.1个百分点。", []),
    ("投资增长3%，低于工业投资增速（24.6%）11.2个百分点。", [("工业投资", "-11.2")]),
    ("投资增长3%，分别高于国、省1.1和0.5个百分点。", [("全国", "1.1"), ("全省", "0.5")]),
    ("投资增长3%，高于全市平均水平约2.8个百分点。", [("全市", "2.8")]),
    (
        "投资增长3%，比全省（2.2%）和全国平均水平（2.1%）分别高0.8、0.9个百分点。",
        [("全省", "0.8"), ("全国", "0.9")],
    ),
    ("城乡收入比由2.4缩小到2.3，农村收入增速快于城镇1.6个百分点。", []),
]


@pytest.mark.parametrize(("text", "gaps"), GAPS)
def test_gaps_to_a_benchmark_are_comparisons(text, gaps):
    drafts = read_sentence(text, Frame(Calendar(2024, (2024, 5)), "山东"))
    assert [(c.benchmark, str(c.delta)) for d in drafts for c in d.versus] == gaps


@pytest.mark.parametrize("mark", ["“", "”", "（", "）", "、", "和", "的"])
def test_a_sign_too_many_or_too_few_stops_no_reading(mark):
    calendar = Calendar(2024, (2024, 5))
    for row in rows("readings"):
        text = row["text"]
        middle = len(text) // 2
        for torn in (text.replace(mark, "", 1), text[:middle] + mark + text[middle:], mark + text):
            read_sentence(torn, Frame(calendar, "山东"))


BOUNDS_OF_LISTS = [
    ("城镇、农村居民收入分别增长4.5%、5.5%左右。", ["about", "about"]),
    ("城镇、农村居民收入分别增长4.5%、约5.5%。", [None, "about"]),
    ("水果、蔬菜、茶叶产量分别达20万吨、40万吨、19万吨以上。", ["over", "over", "over"]),
    ("城镇、农村居民收入分别增长4%左右和5%以上。", ["about", "over"]),
    ("居民收入增长4.5%，消费价格上涨2%左右。", [None, "about"]),
]


@pytest.mark.parametrize(("text", "bounds"), BOUNDS_OF_LISTS)
def test_what_stands_behind_a_list_is_said_of_all_of_it(text, bounds):
    drafts = read_sentence(text, Frame(Calendar(2024, (2024, 5)), "山东"))
    assert [draft.mention.bound for draft in drafts] == bounds


AREAS = [
    ("鲁西集团年产值28亿元。", "鲁西集团"),
    ("鲁西集团完成产值20亿元，增长6.1%。", "鲁西集团"),
    ("鲁西集团完成产值20亿元，全市规模以上工业企业实现营业收入300亿元，增长6.1%。", "聊城市"),
    ("鲁西集团完成产值20亿元；技改投资完成30亿元。", "聊城市"),
    ("鲁西集团完成产值20亿元，东阿县完成投资6亿元。", "东阿县"),
    ("中通客车集团完成投资1.5亿元，鲁西化工集团完成投资2.5亿元。", "鲁西化工集团"),
    ("进一步丰富了鲁西集团产业链。该项目投产后每年可营业收入28亿元。", "鲁西集团"),
    ("冠县实现产值28亿元。", "冠县"),
    ("聊城高新区实现产值28亿元。", "聊城高新区"),
    ("新增境内上市公司29家。", "聊城市"),
    ("全省规模以上工业增加值增长7%。", "山东省"),
    ("全省规模以上工业增加值增长7%，利润增长5%。", "山东省"),
    ("全省规模以上工业增加值增长7%，全市增长9%。", "聊城市"),
    ("全省规模以上工业增加值增长7%；技改投资增长9%。", "聊城市"),
    ("技改投资增长9%，全省第2位，工业投资增长5%。", "聊城市"),
    ("全国工业增加值增长5%。", "全国"),
    ("全国重点实验室达到5家。", "聊城市"),
    ("东阿、冠县等5个县区开通公交。", "聊城市"),
    ("东阿阿胶产量达到5吨。", "聊城市"),
    ("建成省级产业园区3个。", "聊城市"),
    ("认定跨国公司地区总部29家。", "聊城市"),
    ("全市有各类保险公司29家。", "聊城市"),
    ("中通客车股份有限公司11月实现产值2亿元。", "中通客车股份有限公司"),
    ("全市实现产值28亿元。", "聊城市"),
    ("建成国家生态文明建设示范区36个。", "聊城市"),
    ("组建紧密型城市医疗集团3个。", "聊城市"),
    ("今年前三季度高新区累计完成产值2210亿元。", "聊城高新区"),
    ("高新区共有3家企业获奖。", "聊城市"),
    ("鑫铁合金有限公司等34户企业淘汰生产线39条。", "聊城市"),
    ("中通客车股份有限公司进入500强，5家企业位列50强。", "聊城市"),
    ("全市开发区完成税收19亿元。", "聊城市"),
    ("两个开发区成为示范园区，产值达到20亿元。", "聊城市"),
    ("推进莘县开发区完成投资20亿元。", "聊城市"),
    ("两家集团公司完成投资20亿元。", "聊城市"),
    ("加快市水投集团市场化转型，完成水利投资30亿元。", "聊城市"),
    ("支持鲁西集团完成产值20亿元。", "鲁西集团"),
    ("引入鲁西集团、中通公司联合发展，国企增加值增长6.2%。", "聊城市"),
    ("冠县开展主题活动，接待游客58万人次。", "冠县"),
    ("冠县开展主题活动，接待游客58万人次，旅游收入4亿元，全市增长5%。", "聊城市"),
    ("冠县开展主题活动，接待游客58万人次，旅游收入4亿元。", "冠县"),
    ("冠县聚焦产业振兴；全面推进技改，完成投资20亿元。", "聊城市"),
    ("冠县、莘县推进产业振兴，完成投资20亿元。", "聊城市"),
    ("东阿推出阿胶文化节，接待游客58万人次。", "聊城市"),
    ("鲁西集团落户聊城，新能源汽车产量达到129.6万辆。", "聊城市"),
    ("鲁西集团表现突出，新能源汽车产量达到129.6万辆。", "鲁西集团"),
]


@pytest.mark.parametrize(("text", "area"), AREAS)
def test_a_figure_of_one_enterprise_is_not_the_city_s(text, area):
    areas = Areas(gazetteer().find("聊城"))
    frame = Frame(Calendar(2024, (2024, 5)), "山东")
    found = []
    for start, end in sentences(text):
        sentence = text[start:end]
        found += [areas.of(draft, sentence) for draft in read_sentence(sentence, frame)]
        areas.note(sentence)
    assert found[-1] == area


def test_the_rate_of_a_wider_place_in_brackets_is_not_the_text_s_own():
    areas, text = Areas(gazetteer().find("聊城")), "工业增长10.2%（全省9.4%），投资增长5%。"
    drafts = read_sentence(text, Frame(Calendar(2024, (2024, 5)), "山东"))
    assert [areas.of(draft, text) for draft in drafts] == ["聊城市", "山东省", "聊城市"]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        (
            "莘县地区生产总值增长7%，全市增长6%，全省增长5%。",
            ["莘县地区生产总值", "地区生产总值", "地区生产总值"],
        ),
        ("莘县地区生产总值450亿元，增长7%。", ["莘县地区生产总值", "莘县地区生产总值"]),
        ("高新区规上工业产值增长7%，全市增长6%。", ["高新区规上工业产值", "规上工业产值"]),
        ("城市居民收入增长7%，全省增长6%。", ["城市居民收入", "城市居民收入"]),
        ("莘县产值增长7%，全市投资增长6%。", ["莘县产值", "投资"]),
    ],
)
def test_what_is_of_all_does_not_bear_the_name_of_the_part_before_it(text, labels):
    areas = Areas(gazetteer().find("聊城"))
    drafts = read_sentence(text, Frame(Calendar(2024, (2024, 5)), "山东"))
    for draft in drafts:
        draft.area = areas.of(draft, text)
    rename(drafts)
    assert [draft.indicator for draft in drafts] == labels


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("税收增长1.7%（同口径增长2.5%以上）。", ["税收", "税收（同口径）"]),
        ("税收同口径增长2.5%，投资增长3%。", ["税收（同口径）", "投资"]),
        (
            "财政收入、税收收入同口径分别增长2.1%、2.5%。",
            ["财政收入（同口径）", "税收收入（同口径）"],
        ),
        (
            "预算收入（同口径）完成3亿元，增长2.5%。",
            ["预算收入（同口径）", "预算收入（同口径）"],
        ),
        (
            "税收同口径完成3亿元，增长2.5%；投资增长3%。",
            ["税收（同口径）", "税收（同口径）", "投资"],
        ),
        ("税收同比增长2.5%。", ["税收"]),
    ],
)
def test_a_rate_on_a_comparable_basis_is_a_measure_of_its_own(text, labels):
    drafts = read_sentence(text, Frame(Calendar(2024, (2024, 5)), "山东"))
    note_scope(drafts)
    assert [draft.indicator for draft in drafts] == labels


@pytest.mark.parametrize(
    ("passage", "label"),
    [
        ("居民消费价格上涨2.5%。衣着下降0.9%。", "衣着价格"),
        ("商品零售额增长2.5%。衣着下降0.9%。", "衣着"),
        ("限额以上商品零售增长2.5%。日用品类下降0.9%。", "日用品类零售额"),
        ("工业增长2.5%。日用品类下降0.9%。", "日用品类"),
    ],
)
def test_a_class_of_goods_is_its_price_or_its_sales_where_these_are_told(passage, label):
    sentence = passage.partition("。")[2]
    drafts = read_sentence(sentence, Frame(Calendar(2024, (2024, 5)), "山东"))
    name_classes(drafts, sold_or_priced(passage), passage)
    assert [draft.indicator for draft in drafts] == [label]


def test_a_zone_that_speaks_of_itself_has_its_figures():
    said = "高新区召开会议。前三季度，高新区实现产值5亿元，增速全市第一。\n高新区新增企业3家。"
    assert speaker_of(said, gazetteer().find("珠海")) == "珠海高新区"
    assert not speaker_of(f"{said}全市投资增长5%。", gazetteer().find("珠海"))
    assert not speaker_of("高新区实现产值5亿元。", gazetteer().find("珠海"))
    both = "高新区实现产值5亿元。经开区完成投资3亿元。"
    assert not speaker_of(f"{both}工业增长3%。", gazetteer().find("聊城"))
    assert not speaker_of(both + both, gazetteer().find("聊城"))


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("截至7月底，全国发电装机24.6亿千瓦。", "全国"),
        ("完成投资5亿元。", ""),
        ("全省投资5亿元。", ""),
    ],
)
def test_a_text_of_no_place_speaks_of_the_nation_where_it_says_so(text, area):
    (draft,) = read_sentence(text, Frame(Calendar(2022, None), ""))
    assert Areas(None).of(draft, text) == area


BASES = [
    ("居民消费价格环比下降0.2%。其中，食品价格下降1.2%。", ["mom", "mom"]),
    ("居民消费价格环比下降0.2%，其中食品价格下降1.2%。", ["mom", "mom"]),
    ("居民消费价格环比下降0.2%。其中，食品价格累计下降1.2%。", ["mom", "yoy"]),
    ("蛋价环比下降2%，影响总水平下降0.1个百分点。其中，鸡蛋下降3%。", ["mom", "mom", "mom"]),
    ("价格环比下降2%，比去年高0.1个百分点。其中，蛋价下降3%。", ["mom", "yoy", "mom"]),
    ("居民消费价格环比下降0.2%。工业增加值增长1.2%。", ["mom", "yoy"]),
    ("11月实现产值环比增长55.82%，产值累计增长27.16%。", ["mom", "yoy"]),
    ("居民消费价格环比下降0.2%，工业投资增长5%。", ["mom", "yoy"]),
    ("6月份，居民消费价格环比持平。其中，食品价格下降1.6%。", ["mom"]),
    ("从环比看，零售额增长1.4%。同比看，零售额增长3%。", ["mom", "yoy"]),
    ("工业增加值增长5.7%，比三季度加快0.7个百分点。", ["yoy", None]),
    ("工业用电量比上月增长3%。", ["mom"]),
    ("产量比上年增长3%，年均增长2%。", ["yoy", "average"]),
    ("存款比上年末增长7%，参保人数比上年末净增2万人。", [None, None]),
    ("工业增加值增长8%，增速较上年四季度提高0.9个百分点。", ["yoy", None]),
    ("零售额保持年均12.6%的高速增长，投资保持5%的高速增长。", ["average", "yoy"]),
    ("投资比2019年分别增长5%和6%。", [None, None]),
    ("小麦收购量较去年同期少收2万吨，存款较年初多增3亿元。", ["yoy", None]),
    ("企业从2018年的126家增长到580家，五年翻了两番多，数量较去年翻番。", [None, None, "yoy"]),
]


@pytest.mark.parametrize(("text", "bases"), BASES)
def test_a_change_says_what_it_is_measured_against(text, bases):
    frame = Frame(Calendar(2024, (2024, 5)), "山东")
    spans = sentences(text)
    drafts = [d for start, end in spans for d in read_sentence(text[start:end], frame)]
    assert [d.basis and d.basis.value for d in drafts] == bases


SETTLED = [
    ("外贸进出口增长5%。2024年全市将实施项目100个。", ["2023", "2024"], ["actual", "target"]),
    (
        "生产总值预计增长7%，投资增长3%，进出口预计增长9%，税收增长5%。上半年税收增长4%。",
        None,
        ["forecast", "forecast", "forecast", "forecast", "actual"],
    ),
    (
        "7月份，出口增长3%，增速创2018年6月以来新高；订单指数回升1.5个百分点。",
        ["2023-07", "2023-07"],
        ["actual", "actual"],
    ),
    (
        "7月份，出口增长3%；6月份，企业新增50家，创历史新高。",
        ["2023-07", "2023-06"],
        ["actual", "actual"],
    ),
    ("预计，生产总值增长7%；投资增长3%，已完成5亿元。", None, ["forecast", "forecast", "actual"]),
]


@pytest.mark.parametrize(("text", "periods", "statuses"), SETTLED)
def test_periods_and_status_hold_for_what_follows(tmp_path, text, periods, statuses):
    source = tmp_path / "note.txt"
    source.write_text(f"聊城市2023年经济运行情况\n来源：聊城日报 2024-02-03\n{text}\n")
    article = clean(read_source(source))
    figures, _ = extract(article, outline(article))
    assert [figure.status.value for figure in figures] == statuses
    if periods:
        assert [figure.period for figure in figures] == periods


REPORT = "政府工作报告\n——2024年1月15日在聊城市第十八届人民代表大会第三次会议上\n{}\n"
PLANNED = [
    (
        "德州两会\n12月29日，德州市第十九届人民代表大会开幕。\n报告指出，坚定不移建设农业强市。"
        "新建高标准农田54万亩以上，新改建农村公路600公里。"
    ),
    REPORT.format("二、2024年主要任务\n安排支出120亿元，比上年增加8亿元，增长7.1%。"),
    "聊城市2024年民生实事项目发布\n2024-02-08\n2024年民生实事项目主要包括：完成5000户改造。",
    "聊城今年民生实事项目公布\n2024-02-08\n新增500张养护床位，完成5000户居家环境适老化改造。",
    (
        "聊城两会\n2024-02-14\n2月14日，市长作政府工作报告，回顾2023年工作、安排2024年工作。\n"
        "新增碧道100公里……2024年，聊城将有哪些新变化？\n打通断头路20条。"
    ),
]
DONE = [
    (
        "关于重点工作完成情况的通报\n2021-07-28\n（一）全市经济社会发展主要预期目标完成情况\n"
        "上半年，全市完成地区生产总值802.81亿元，比上年同期增长28.6%。"
    ),
    "德州两会\n2023-01-05\n党的二十大报告指出，坚持推动高质量发展。新建高标准农田54万亩。",
    REPORT.format(
        "一、2023年工作回顾\n价格上涨0.4%，低于预期目标2.6个百分点，其中12月份上涨0.2%。"
    ),
    "聊城市2024年民生实事项目全部完成\n2024-12-28\n新增500张养护床位，完成5000户居家环境适老化改造。",
    (
        "关于聊城市2024年计划执行情况与2025年计划草案的报告\n——2025年1月12日\n"
        "现将2024年计划执行情况与2025年计划草案提请审议。\n工业增加值增长16.9%。"
    ),
    "聊城发布会\n11月10日召开“高质量完成‘十四五’规划”发布会，成交额较2020年增长5倍。",
]


@pytest.mark.parametrize(
    ("text", "status"), [(t, "target") for t in PLANNED] + [(t, "actual") for t in DONE]
)
def test_lists_of_what_will_be_are_targets_and_benchmarks_make_none(tmp_path, text, status):
    source = tmp_path / "note.txt"
    source.write_text(text)
    article = clean(read_source(source))
    figures, _ = extract(article, outline(article))
    assert figures
    assert {figure.status.value for figure in figures[-2:]} == {status}


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("四季度全面回升，投资增长6%。", "2023-Q4"),
        ("12月，全市固定资产投资同比增长6%。", "2023-12"),
        ("1月，全市固定资产投资同比增长6%。", "2024-01"),
        ("四季度投资力争增长6%。", "2024-Q4"),
    ],
)
def test_what_happened_was_not_later_than_its_text(tmp_path, text, period):
    source = tmp_path / "note.txt"
    source.write_text(f"聊城市经济运行情况\n来源：聊城日报 2024-01-24\n{text}\n")
    article = clean(read_source(source))
    (figure,), _ = extract(article, outline(article))
    assert figure.period == period


def test_digits_that_are_no_year_are_no_period(tmp_path):
    source = tmp_path / "note.txt"
    source.write_text("聊城工业回升\n2024年1月12日\n0384年四季度，全市工业投资增长7.2%。\n")
    article = clean(read_source(source))
    (figure,), _ = extract(article, outline(article))
    assert figure.period is None


def test_five_years_told_at_the_end_of_a_year_take_it_in(tmp_path):
    source = tmp_path / "report.txt"
    head = "政府工作报告\n——2021年12月15日在安岳县第十九届人民代表大会第一次会议上"
    source.write_text(f"{head}\n过去五年，地区生产总值年均增长6.9%。\n")
    article = clean(read_source(source))
    (figure,), _ = extract(article, outline(article))
    assert figure.period == "2017/2021"


def test_a_year_named_is_the_basis_if_it_is_the_one_before(tmp_path):
    source = tmp_path / "note.txt"
    source.write_text(
        "聊城市2024年公报\n聊城市统计局 2025-03-01\n全年接待游客20万人，比2023年增长3%，"
        "比2019年增长5%。年末用户10万户，较2023年末净增3户，是2011年的3倍。\n"
    )
    article = clean(read_source(source))
    figures, _ = extract(article, outline(article))
    bases = [figure.basis and figure.basis.value for figure in figures]
    assert bases == [None, "yoy", None, None, None, None]


TWO_PERIODS = """2026年某省政府工作报告

发布时间：2026-01-27

{heading}

{first}面对复杂形势，全省上下迎难而上，完成了全年主要目标任务。

（一）经济增长迈出坚实步伐。抓好政策落实，规上工业增加值增长7.6%，高于全国1.7个百分点。

各位代表！{second}我们牢记嘱托、感恩奋进，走过了极不平凡的历程。

（二）综合实力实现新跃升。扎实推进高质量发展，地区生产总值增长30.5%，高于全国0.5个百分点。
"""


@pytest.mark.parametrize(
    ("heading", "first", "second", "periods"),
    [
        (
            "一、2025年及“十四五”时期工作回顾",
            "2025年是很不平凡的一年。",
            "2025年是“十四五”收官之年。五年来，",
            ["2025", "2021/2025"],
        ),
        (
            "一、“十四五”时期和2025年工作回顾",
            "“十四五”时期是极不平凡的五年。",
            "刚刚过去的2025年，是“十四五”收官之年。一年来，",
            ["2021/2025", "2025"],
        ),
        ("一、2025年工作回顾", "2025年是很不平凡的一年。", "", ["2025", "2025"]),
    ],
)
def test_a_heading_of_two_periods_is_turned_by_its_paragraphs(
    tmp_path, heading, first, second, periods
):
    source = tmp_path / "report.txt"
    source.write_text(TWO_PERIODS.format(heading=heading, first=first, second=second))
    article = clean(read_source(source))
    figures, _ = extract(article, outline(article))
    growth = [figure.period for figure in figures if figure.measure is Measure.GROWTH]
    assert growth == periods


PLANNED = """政府工作报告
——2024年1月26日在聊城市第十八届人民代表大会第三次会议上
各位代表：
一、2023年工作回顾
过去的一年，我们迎难而上，各项工作取得新成绩。
（一）经济运行稳中有进。地区生产总值2946.1亿元，增长6.3%。
（二）项目建设全面提速。实施重点项目277个，新开工130个。
{heading}
（一）加快工业转型。培育规上企业200家，新建公园30个。
（二）推进城乡建设。改造老旧小区300个。
"""


@pytest.mark.parametrize(
    ("heading", "told"),
    [
        ("二、2024年工作安排", "2024 target"),
        ("二、2024年工作建议", "2024 target"),
        ("二、关于2024年的工作", "2024 target"),
        ("二、2024年主要工作", "2024 target"),
        ("二、2024年的目标和任务", "2024 target"),
        ("三、奋力完成2024年各项任务", "2024 target"),
        ("三、2024年的主要措施", "2024 target"),
        ("三、重点抓好以下八个方面工作", "2024 target"),
        ("2024年工作安排", "2024 target"),
        ("2024年工作安排：", "2024 target"),
        ("■2024年工作安排", "2024 target"),
        ("【2024年重点工作】", "2024 target"),
        ("二〇二四年工作安排", "2024 target"),
        ("今年主要工作", "2024 target"),
        ("今后五年工作", "2024/2028 target"),
        ("二、2024年重点工作完成情况", "2024 actual"),
        ("二、2024年一季度经济运行", "2023 actual"),
        ("2023年主要工作", "2023 actual"),
        ("（三）社会民生持续改善", "2023 actual"),
        ("二、存在的问题", "2023 actual"),
    ],
)
def test_what_stands_under_a_heading_of_the_year_that_begins_is_yet_to_come(
    tmp_path, heading, told
):
    source = tmp_path / "report.txt"
    source.write_text(PLANNED.format(heading=heading))
    article = clean(read_source(source))
    figures, _ = extract(article, outline(article))
    assert [f"{figure.period} {figure.status}" for figure in figures][-3:] == [told] * 3
    assert {f"{figure.period} {figure.status}" for figure in figures[:-3]} == {"2023 actual"}


def surely(tokens, signs):
    """Whether every match of a parsed pattern, with what it looks at, has one of the signs."""
    return any(holds_one(operation, value, signs) for operation, value in tokens)


def holds_one(operation, value, signs):
    match str(operation):
        case "LITERAL":
            return chr(value) in signs
        case "IN":
            return all(within(*part, signs) for part in value)
        case "BRANCH":
            return all(surely(branch, signs) for branch in value[1])
        case "SUBPATTERN" | "ASSERT":
            return surely(value[-1], signs)
        case "MAX_REPEAT" | "MIN_REPEAT":
            return value[0] > 0 and surely(value[2], signs)
    return False


def within(operation, value, signs):
    """Whether all signs of a part of a class are among these."""
    if str(operation) == "RANGE":
        return {chr(code) for code in range(value[0], value[1] + 1)} <= signs
    return str(operation) == "LITERAL" and chr(value) in signs


WITH_NEEDS = [
    rule
    for rule in (*load_toml("not_figures")["guard"], *load_toml("periods")["time"])
    if "needs" in rule
]


@pytest.mark.parametrize("rule", WITH_NEEDS, ids=lambda rule: rule.get("name") or rule["reads"])
def test_every_match_has_what_its_rule_needs(rule):
    assert surely(_parser.parse(rule["pattern"]), set(rule["needs"]))


@pytest.mark.parametrize(
    "rule", [*load_toml("not_figures")["guard"], *load_toml("periods")["time"]]
)
def test_what_is_searched_again_and_again_matches_no_empty_text(rule):
    shortest, _ = _parser.parse(rule["pattern"]).getwidth()
    assert shortest > 0


@pytest.mark.parametrize("name", phrases().needs)
def test_every_match_has_what_its_pattern_needs(name):
    assert surely(_parser.parse(phrases().patterns[name].pattern), phrases().needs[name])


@pytest.mark.parametrize(("name", "word"), [("goal_reached", "goal")])
def test_every_match_has_the_word_that_is_asked_first(name, word):
    for sign in phrases().words[word]:
        assert surely(_parser.parse(phrases().patterns[name].pattern), {sign})


@pytest.mark.parametrize(("place", "end"), [("before", -1), ("after", 0)])
def test_words_that_bound_a_number_are_plain_on_the_side_that_is_asked_first(place, end):
    """The last sign of 约 tells whether it may stand before a number, the first of 以上 behind."""
    for words in load_toml("bounds")[place].values():
        for word in words:
            operation, value = _parser.parse(word)[end]
            assert (str(operation), chr(value)) == ("LITERAL", word[end])


@pytest.mark.parametrize("pattern", ["a?b", "[ab]", "(?:a|c)b?", "(?!a)c", "[^b]", "a*c"])
def test_what_a_match_may_lack_is_no_need(pattern):
    assert not surely(_parser.parse(pattern), {"a"})


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("经营主体稳中培优。总量达1461.4万户。", "经营主体总量"),
        ("粮食再获丰收。总产量达120万吨。", "粮食总产量"),
        ("各项事业全面进步。新增就业5万人。", "新增就业"),
        ("普通高校招生人数28529人，其中专科23107人。在校生人数64976人。", "普通高校在校生人数"),
        ("规模以上工业增加值增长5.6%。从主要行业看，烟草制品业增长12%。", "烟草制品业增加值"),
        ("规模以上工业增加值增长5.6%。烟草制品业增长12%。", "烟草制品业"),
        ("三次产业结构比为15∶36∶49。分别对GDP贡献率14%、37%、49%。", "第三产业对GDP贡献率"),
        ("三次产业结构比为15∶36∶49。分别拉动GDP增长1.2、1.3和5个百分点。", "第三产业拉动GDP增长"),
        ("三次产业结构比为15∶36∶49。民营经济对GDP贡献率56%。", "民营经济对GDP贡献率"),
        ("规上工业增加值增长5.8%，拉动工业增长3个百分点。采矿业下降8.2%。", "采矿业增加值"),
        ("规上工业增加值增长5.8%。建筑业增长8.2%。", "建筑业"),
        ("规上工业增加值增长5.8%。三大门类“两升一降”，规上采矿业下降8.2%。", "规上采矿业增加值"),
        ("规上工业增加值增长5%。10个行业增长。采矿业增长8%，制造业增长9%。", "制造业增加值"),
        ("规上工业增加值增长5%。工业投资增长7%。制造业增长9%。", "制造业"),
        ("固定资产投资增长5%。按产业划分，第一产业增长3%。", "第一产业投资"),
        ("社会消费品零售总额825亿元。按经营地分，城镇下降6.1%。", "城镇社会消费品零售总额"),
        ("一般公共预算收入5亿元，其中税收3亿元。分级次看，市级增长4%。", "市级一般公共预算收入"),
        ("工业投资增长5.8%。采矿业下降8.2%。", "采矿业"),
    ],
)
def test_a_sentence_goes_on_with_what_the_one_before_is_about(text, label):
    frame = Frame(Calendar(2024, (2024, 5)), "山东")
    drafts = [d for start, end in sentences(text) for d in read_sentence(text[start:end], frame)]
    assert drafts[-1].indicator == label
