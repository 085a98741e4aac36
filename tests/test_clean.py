"""Whole documents through the clean step: nothing of the article is lost, all of it is traced."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.clean import clean
from briefgen.clean.punctuation import uniform
from briefgen.clean.script import simplified
from briefgen.model import Source
from briefgen.read import read_source

SEEDS = sorted((Path(__file__).parents[1] / "seeds").glob("*.txt"))
FIRST = (
    "今年以来,全市工信系统聚焦工业经济高质量发展,规模以上工业增加值同比增长9.0%,"
    "高于全省平均1.9个百分点。"
)
SECOND = "强化要素保障,全市实施重点技改项目795个,技改投资同比增长9.6%,居全省第2位。"
QUOTES = {'“"', '”"', "‘'", "’'"}
FIRST_READ, SECOND_READ = FIRST.replace(",", "，"), SECOND.replace(",", "，")


def article(text):
    return clean(Source("x", "x.txt", "0", "utf-8", text))


def texts(text):
    return [paragraph.text.text for paragraph in article(text).paragraphs]


def assert_traced(found):
    """Every character is the one it points at, converted or repaired."""
    raw = found.source.text
    flat = uniform(simplified(raw)) if found.script == "traditional" else uniform(raw)
    mended = {at for repair in found.repairs for at in range(repair.start, repair.end)}
    for paragraph in found.paragraphs:
        last = -1
        for char, at in zip(paragraph.text.text, paragraph.text.offsets, strict=True):
            assert last <= at < len(raw)
            last = at
            plain = char == flat[at] or char + flat[at] in QUOTES
            spaced = char == " " and flat[at].isspace()
            assert plain or spaced or at in mended, (char, flat[at])
    for noise in found.noise:
        assert 0 <= noise.start < noise.end <= len(raw)
    for problem in found.problems:
        assert 0 <= problem.start < problem.end <= len(raw)


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem[:3])
def test_every_character_points_at_its_source(path):
    assert_traced(clean(read_source(path)))


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem[:3])
def test_what_is_neither_noise_nor_title_is_kept(path):
    found = clean(read_source(path))
    raw = found.source.text
    gone = {at for noise in found.noise for at in range(noise.start, noise.end)}
    kept = {at for paragraph in found.paragraphs for at in paragraph.text.offsets}
    lost = "".join(c for at, c in enumerate(raw) if at not in gone | kept and not c.isspace())
    flat = uniform(simplified(lost)).replace('"', "")
    title = found.title.replace("“", "").replace("”", "").replace("——", "-").replace(" ", "")
    assert flat.replace("“", "").replace("”", "").strip("#-•") in title


@pytest.mark.parametrize(
    ("seed", "published", "event", "origin", "place"),
    [
        ("000", None, date(2024, 5, 27), "聊城新闻网", "聊城"),
        ("001", None, date(2024, 1, 23), "", "聊城"),
        ("002", date(2023, 7, 3), None, "中华泰山网", "泰安"),
        ("003", None, None, "", "聊城"),
        ("004", date(2023, 4, 10), None, "中国工业新闻网", "聊城"),
    ],
)
def test_what_a_document_says_of_itself(seed, published, event, origin, place):
    found = clean(read_source(next(path for path in SEEDS if path.stem.startswith(seed))))
    assert (found.published, found.event, found.origin) == (published, event, origin)
    assert found.place is not None
    assert found.place.zh == place


@pytest.mark.parametrize(
    ("text", "title", "kept"),
    [
        (f"聊城工业向好\n{FIRST}\n", "聊城工业向好", [FIRST_READ]),
        (f"{FIRST}\n{SECOND}", None, [FIRST_READ, SECOND_READ]),
        (f"# 聊城工业向好\n\n## 一、总体\n\n{FIRST}", "聊城工业向好", ["一、总体", FIRST_READ]),
        (
            (
                f"“点”上聚力 聊城技改加速\n本报记者 张三\n{FIRST}\n"
                f"广告\n楼盘优惠,详询热线95599。\n一、技改\n{SECOND}\n(记者 王五)"
            ),
            "“点”上聚力 聊城技改加速",
            [FIRST_READ, "一、技改", SECOND_READ],
        ),
        (
            f"本报讯(记者 张三){FIRST}\n(资料图)\n{SECOND}(记者 李四)",
            None,
            [FIRST_READ, SECOND_READ],
        ),
        (
            f"记者调查发现企业用工难\n{FIRST}\n相关阅读\n聊城：三项措施\n二、数字赋能\n{SECOND}",
            "记者调查发现企业用工难",
            [FIRST_READ, "二、数字赋能", SECOND_READ],
        ),
        (
            f"聊城工业向好\n实现首季开门红\n来源：聊城日报\n{FIRST}\n标签：\n热点图集\n信用中国\n",
            "聊城工业向好 实现首季开门红",
            [FIRST_READ],
        ),
        (
            "聊城市2023年工业情况\n一、总体情况\n1.增加值增长9%\n二、打算\n1.新增企业100家",
            "聊城市2023年工业情况",
            ["一、总体情况", "1.增加值增长9%", "二、打算", "1.新增企业100家"],
        ),
        (f"聊城工业向好\n{FIRST} |\n{SECOND}", "聊城工业向好", [FIRST_READ, SECOND_READ]),
        (f"广告\n贷款优惠,详询网点。\n聊城工业向好\n{FIRST}", "聊城工业向好", [FIRST_READ]),
    ],
)
def test_the_article_is_kept_and_nothing_else(text, title, kept):
    found = article(text)
    assert [paragraph.text.text for paragraph in found.paragraphs][-len(kept) :] == kept
    assert title is None or (found.title == title and len(found.paragraphs) == len(kept))
    assert_traced(found)


IN_PIECES = (
    "4月8日，市政府新闻办\n在沿江高铁站前广场\n现场召开\n"
    "“开门红”系列\n新闻发布会（第二场）\n介绍相关情况"
)


@pytest.mark.parametrize(
    ("head", "title", "name"),
    [
        ("□记 者 王玲 通讯员 张媛 报道\n", "", "全市工信系统聚焦工业经济高质量发展"),
        ("打开网易新闻 查看精彩图片\n制图/王斌\n", "", "全市工信系统聚焦工业经济高质量发展"),
        (f"打开网易新闻 查看精彩图片\n{IN_PIECES}\n", "“开门红”系列新闻发布会（第二场）", None),
        ("聊城工业向好\n制图/王斌\n", "聊城工业向好", None),
        ("4月8日，新规实施\n来源：聊城日报\n", "4月8日，新规实施", None),
        ("设为首页收藏本站\n查看: 566|回复: 0\n聊城工业向好\n", "聊城工业向好", None),
        ("大家下午好!\n", "", "全市工信系统聚焦工业经济高质量发展"),
        ("聊城工业向好\n\n聊城工业向好\n2023年06月25日 20:32 央视网\n", "聊城工业向好", None),
        ("（原标题：聊城工业向好（二））\n", "聊城工业向好（二）", None),
        ("date 2025-10-13 13/10/2025 11:38\n\n聊城工业向好\n", "聊城工业向好", None),
        (
            "——2023年1月6日在某市第十届人民代表大会\n第二次会议上\n某市发展和改革委员会\n",
            "",
            "全市工信系统聚焦工业经济高质量发展",
        ),
        ("2024年某省工作报告\n工作报告\n——2024年1月3日在某会议上\n", "2024年某省工作报告", None),
        ("（某省）工作报告\n工作报告\n——稳中向好的一年\n", "工作报告——稳中向好的一年", None),
        ("某省政府\n工作报告\n——2024年稳中向好\n", "工作报告——2024年稳中向好", None),
        (
            "2023年预算执行情况和\n2024年预算草案的报告\n",
            "2023年预算执行情况和2024年预算草案的报告",
            None,
        ),
        (
            "关于某市2023年国民经济和社会发展计划\n执行情况与2024年计划草案的报告\n",
            "关于某市2023年国民经济和社会发展计划执行情况与2024年计划草案的报告",
            None,
        ),
        ("关于印发工作方案的通知\n某市工作方案\n", "关于印发工作方案的通知", None),
    ],
)
def test_a_credit_or_a_first_clause_is_no_title(head, title, name):
    found = article(f"{head}{FIRST}\n{SECOND}\n")
    assert found.title == title
    assert found.name == (title if name is None else name)
    assert [p.text.text for p in found.paragraphs][-2:] == [FIRST_READ, SECOND_READ]
    assert_traced(found)


def test_a_sentence_in_pieces_is_one_paragraph():
    assert texts(f"{IN_PIECES}\n{FIRST}\n{SECOND}")[0] == IN_PIECES.replace("\n", "")


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("全市投资再上新台阶，全社会固定资产投资累计完成2701.73", "亿元，增长5%。", True),
        ("全市投资再上新台阶。新谋划储备项目1837", "个，投资体量3872亿元。", True),
        ("全市投资再上新台阶。新谋划储备项目 1837", "个体户新增5%。", False),
        ("产业结构进一步优化，三次产业结构从23.8：39.0：37.", "2调整为16.5：47.2：36.3。", True),
        ("脱贫攻坚取得决定性成就，全市贫困发生率由11.3%降至0.3", "%，退出贫困村739个。", True),
        ("全社会固定资产投资", "亿元，增长5%。", False),
        ("全市重点项目建设提速，集中开工重点项目总数达到56", "项目总投资120亿元", False),
        ("规模以上工业增加值增长8.5%，增速居全省第3", "亩均税收25万元，增长8%", False),
    ],
)
def test_a_line_that_ends_in_a_number_goes_on_with_its_unit(first, second, joined):
    assert (
        first + second in texts(f"聊城工业向好\n{FIRST}\n{first}\n{second}\n{SECOND}")
    ) == joined


def test_lines_that_tell_a_figure_each_are_no_pieces_of_one_sentence():
    points = "近日，全市重点项目集中开工\n项目总投资120亿元\n年度投资30亿元\n产业项目53个"
    assert texts(f"聊城工业向好\n{points}\n{FIRST}")[-3:-1] == ["年度投资30亿元", "产业项目53个"]


LIST = """2024年
全市生产总值迈上4000亿元台阶
居民收入稳步提升
城镇新增就业5.2万人
新建口袋公园31个
家门口的风景越来越美
新增养老床位1200张"""
CREDITS = "\n文案：王玲、张媛\n视频制作：李航"


def test_a_list_of_figures_without_a_sentence_is_the_article():
    assert texts(LIST + CREDITS) == LIST.split("\n")
    assert texts(f"数读某市政府工作报告\n某某日报 01-14 10:18\n{LIST}")[-7:] == LIST.split("\n")


def test_lines_with_hardly_a_figure_are_no_list_of_figures():
    links = "优化营商环境\n发展现代农业\n推进城市更新\n办好民生实事\n相关阅读\n招商引资再提速"
    assert texts(f"来源：聊城日报\n新增就业5万人\n{links}")[1:] == []


@pytest.mark.parametrize("sign", ["◆", "●", "■", "• ", "▪", "·"])
def test_items_that_state_figures_lose_the_sign_before_them(sign):
    items = ["投资增长5%以上", "建设绿地30处", "办好一批民生实事", "新增学位2万个"]
    listed = "\n".join(sign + item for item in items)
    assert texts(f"聊城工业向好\n{FIRST}\n{listed}")[-4:] == items
    assert_traced(article(f"聊城工业向好\n{FIRST}\n{listed}"))


@pytest.mark.parametrize(
    "points",
    [
        ["◆优化营商环境", "◆推进城市更新", "◆办好民生实事，新增学位2万个"],  # one figure
        ["◆发展工业。投资增长5%。", "◆建设城市。建设绿地30处。"],  # sentences
        ["◆投资增长5%", FIRST_READ, "◆建设绿地30处", SECOND_READ],  # headings over text
    ],
)
def test_points_that_are_no_list_of_figures_keep_their_sign(points):
    assert texts("\n".join(["聊城工业向好", FIRST, *points]))[-len(points) :] == points


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        (["（一）", "稳定就业，培训2.5万人次。"], ["（一）稳定就业，培训2.5万人次。"]),
        (["(二)", "", "办好教育"], ["（二）办好教育"]),
        (["三、", "下一步打算"], ["三、下一步打算"]),
        (["4.", "改造小区20个。"], ["4.改造小区20个。"]),
        (["（一）", "（二）办好教育。"], ["（一）", "（二）办好教育。"]),
        (["（一）稳定就业", "培训2.5万人次。"], ["（一）稳定就业", "培训2.5万人次。"]),
    ],
)
def test_a_number_on_a_line_of_its_own_belongs_to_the_next(lines, kept):
    assert texts("\n".join(["聊城工业向好", FIRST, *lines]))[-len(kept) :] == kept


@pytest.mark.parametrize(
    ("line", "origin"),
    [
        ("中安在线、中安新闻客户端讯 1月11日，会议召开。", "中安在线"),
        ("新华网福州1月8日电 全市投资增长9%。", "新华网"),
        ("【香港商报网讯】2月19日，大会开幕。", "香港商报网"),
        ("本报讯 宋敏涛 王巍 近日，全市投资增长9%。", ""),
        ("国际在线广西频道消息：近日，全市投资增长9%。", ""),
    ],
)
def test_a_dateline_is_cut_with_its_outlet(line, origin):
    found = article(f"聊城工业向好\n{line}{SECOND}\n")
    assert found.paragraphs[0].text.text[:3] in ("1月1", "全市投", "2月1", "近日，")
    assert found.origin == origin


@pytest.mark.parametrize(
    "line", ["全市上网电量12亿千瓦时。", "国家电网供电120亿千瓦时。", "全媒体客户端用户12万。"]
)
def test_what_only_sounds_like_a_dateline_is_kept(line):
    assert texts(f"聊城工业向好\n{line}{SECOND}\n")[0].startswith(line)


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("全市常住人口[2]为75万人，增长3%。", "全市常住人口为75万人，增长3%。"),
        ("生产总值〔1〕9万亿元，增长5%。", "生产总值9万亿元，增长5%。"),
        (
            "进出口1.62万亿元（人民币，下同），比去年同期（下同）增长7%。",
            "进出口1.62万亿元，比去年同期增长7%。",
        ),
        ("出口（按人民币计）1万亿元，增长7%。", "出口（按人民币计）1万亿元，增长7%。"),
        (
            f"{'企业收入6228万元，增长7%。' * 6} 记者 卢先庆 摄",
            "企业收入6228万元，增长7%。" * 6,
        ),
        ("市政府印发国发〔12〕号文件，增长5%。", "市政府印发国发〔12〕号文件，增长5%。"),
        ("依据国发[2021]12号，全市增长5%。", "依据国发[2021]12号，全市增长5%。"),
    ],
)
def test_marks_of_footnotes_remarks_and_credits_are_no_text(line, kept):
    assert texts(f"{FIRST}\n{line}") == [FIRST_READ, kept]


def test_an_occasion_on_two_lines_is_no_part_of_a_title():
    day = "——2024年1月18日在牟定县第十八届\n人民代表大会第三次会议上"
    head = f"政 府 工 作 报 告\n{day}\n县长 李某某\n"
    found = article(f"{head}各位代表:\n现在,我代表县人民政府,向大会报告工作。\n{FIRST}\n{SECOND}\n")
    assert (found.title, found.event) == ("政府工作报告", date(2024, 1, 18))
    assert found.place.zh == "牟定"
    assert "".join(p.text.text for p in found.paragraphs).count("第十八届") == 0


def test_the_mark_of_a_footnote_is_no_part_of_a_title():
    found = article(f"聊城市人口普查公报[1](第一号)\n\n{FIRST}\n{SECOND}")
    assert found.title == "聊城市人口普查公报（第一号）"


def test_an_outlet_whose_name_is_garbled_is_none():
    assert article(f"聊城工业向好\n来源：甘肃日?qǐng)?bào)\n{FIRST}\n{SECOND}").origin in ("", None)
    assert article(f"聊城工业向好\n来源：甘肃日报\n{FIRST}\n{SECOND}").origin == "甘肃日报"


def test_an_advert_for_lonely_hearts_below_the_article_is_cut():
    foot = (
        "某城心动相亲\n美满爱情，从心动开始\n随时随地找对象\n某城单身男女名单（附照片）\n热门跟贴"
    )
    assert texts(f"聊城工业向好\n{FIRST}\n{foot}") == [FIRST_READ]


def test_the_furniture_of_a_government_site_is_cut():
    found = article(
        "首页\n>\n政府工作报告\n2026年某省政府工作报告\n时间：\n2026-02-09\n来源：\n某省日报\n"
        "【字体：\n大\n中\n】\n——2026年2月3日在某省第十四届人民代表大会第五次会议上\n"
        f"2026年某省政府工作报告\n某省省长 张三\n各位代表：\n一、工作回顾\n{FIRST}\n{SECOND}\n"
        f"责任编辑：\n李四\n相关链接>>\n某省群众热议政府工作报告\n关闭窗口\n{FIRST}"
    )
    kept = [paragraph.text.text for paragraph in found.paragraphs]
    assert kept == ["各位代表：", "一、工作回顾", FIRST_READ, SECOND_READ]
    assert (found.title, found.origin) == ("2026年某省政府工作报告", "某省日报")
    assert (found.published, found.event) == (date(2026, 2, 9), date(2026, 2, 3))


def test_links_and_adverts_never_take_the_article_along():
    repeated = f"聊城工业向好\n{FIRST}\n相关报道：\n他日他地别样文字从无一字雷同之处。\n"
    assert len(texts(repeated)) == 2
    plain = f"聊城工业向好\n{FIRST}\n广告\n某酒家贷款优惠。\n他日他地别样文字从无一字雷同之处。\n"
    assert texts(plain)[-1].startswith("他日")
    tie = f"聊城工业向好\n{FIRST}\n广告\n全市工信系统的客户聚焦工业经济。\n"
    assert len(texts(tie)) == 2


def test_headings_of_markdown_keep_their_level():
    found = article(f"# 题\n\n### 二级\n\n{FIRST}")
    assert [(p.markup, p.line) for p in found.paragraphs] == [(3, True), (0, False)]


def test_doubts_are_listed():
    found = article(
        f"聊城工业向好\n{FIRST}\n实现利润1 000万元,推动平台规?；疟?,增长。\n"
        "全市努力,坚决扛起制造业强市建设和高质量发展的大旗,为建设作出更大的"
    )
    kinds = {problem.kind for problem in found.problems}
    assert kinds == {"doubtful_number", "damaged_text", "cut_off"}


ALPHABET = list(
    "中一人选列入在平化工著發展广告记者，。、；：“”\"'()（）?？!-—#*> |"
    "\n\r\u3000\u200b\ufffd0123456789.%Aa"
)


@given(st.text(alphabet=st.sampled_from(ALPHABET), max_size=300))
@settings(max_examples=150)
def test_any_text_is_cleaned_and_traced(text):
    assert_traced(article(text))


@given(st.text(max_size=80))
@settings(max_examples=100)
def test_any_characters_are_taken(text):
    assert_traced(article(text))


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("——2024年1月18日在牟定县第十八届人民代表大会第三次会议上", "牟定"),
        ("——2023年1月在平利县第十七届人民代表大会第五次会议上", "平利"),
        ("——2016年12月6日在武汉市汉阳区第十五届人民代表大会第一次会议上", "汉阳"),
        ("武汉市硚口区第十四届人民代表大会", "硚口"),
        ("《关于高邮市2020年国民经济和社会发展计划执行情况的报告》", "高邮"),
        ("在第十八届人民代表大会第三次会议上", "湖南"),
    ],
)
def test_the_congress_that_hears_a_report_is_its_place(line, place):
    body = "湖南金荣集团投资3亿元，湖南省完成投资5亿元，全省增长6%。"
    assert article(f"政府工作报告\n{line}\n{body}\n").place.zh == place


@pytest.mark.parametrize(
    ("text", "mended"),
    [("工业增加值增长 6.9 %，高于上年。", "增长6.9%，"), ("投资 3.5 ‰。", "3.5‰。")],
)
def test_no_space_parts_a_number_from_its_percent_sign(text, mended):
    assert mended in "".join(texts(f"{text}{SECOND}"))


@pytest.mark.parametrize(
    ("title", "origin", "text", "place"),
    [
        ("端午全省接待游客85万人次", "安徽日报", "黄山市接待游客10万人次，增长5%。", "安徽"),
        ("端午旅游", "", "记者从省文化和旅游厅获悉，黄山市接待游客10万人次。", "安徽"),
        ("端午旅游", "", "记者从市文化和旅游局获悉，黄山市接待游客10万人次，全市增长5%。", "黄山"),
        ("端午我市接待游客85万人次", "玉溪网", "全市增长5%，其中澄江市10万人次。", "玉溪"),
        ("端午澄江接待游客10万人次", "玉溪网", "澄江市接待游客10万人次，全市增长5%。", "澄江"),
    ],
)
def test_who_tells_of_its_cities_and_counties_is_the_place(title, origin, text, place):
    head = f"{title}\n2021-06-15 来源：{origin or '文旅观察'}\n"
    found = article(f"{head}{text}\n文旅市场强劲增长，各地推出惠民文艺演出。\n").place
    assert found.zh == place


@pytest.mark.parametrize(
    ("origin", "said", "place"),
    [
        ("莱西市商务局", "我市", "莱西"),
        ("莱西市商务局", "全县", "青岛"),
        ("青岛日报", "我市", "青岛"),
    ],
)
def test_a_county_that_speaks_of_itself_is_not_its_prefecture(origin, said, place):
    body = f"1—9月份，{said}完成进出口21.6亿美元，增幅高于青岛市0.5个百分点，占青岛市目标的77.1%。"
    found = article(
        f"前三季度进出口情况\n来源：{origin}　2012-10-24\n{body}青岛市部署了重点工作。\n"
    )
    assert found.place.zh == place


NATIONAL = "今年前三季度，全国日均新设企业2.2万户。截至9月末，全国登记市场主体1.34亿户。"


@pytest.mark.parametrize(
    ("title", "text", "place"),
    [
        ("前三季度新设市场主体6.7万户", f"经济日报北京10月30日讯。{NATIONAL}北京市", None),
        ("北京市前三季度新设市场主体6.7万户", NATIONAL, "北京"),
        ("前三季度新设市场主体6.7万户", f"{NATIONAL}北京市工业增长。我市增长3%。", "北京"),
        (
            "重点区域空气质量改善",
            "22日，生态环境部通报情况。浓度最高的是安阳、濮阳。",
            None,
        ),
        ("重点区域空气质量改善", "22日，生态环境部通报情况。安阳市改善明显，我市下降5%。", "安阳"),
        ("前三季度新设市场主体6.7万户", "北京市总量居全国第一，高于全国平均2个百分点。", "北京"),
    ],
)
def test_a_text_about_the_nation_is_about_no_place_that_it_passes(title, text, place):
    found = article(f"{title}\n2020-10-31\n{text}\n").place
    assert (found and found.zh) == place


@pytest.mark.parametrize(
    ("head", "published", "place"),
    [
        ("郏县1—5月工业运行情况\n郏县统计局 2023-06-20", date(2023, 6, 20), "郏县"),
        ("1—10月工业稳中有升\n泉州市统计局 2022-11-23", date(2022, 11, 23), "泉州"),
        ("1—10月工业稳中有升\n2022-11-23 泉州市统计局", date(2022, 11, 23), "泉州"),
        ("数字看2009年泰兴发展\n泰兴日报 2010-01-13", date(2010, 1, 13), "泰兴"),
        ("昆明市报告来了\n开屏新闻2022-01-25 20:37", date(2022, 1, 25), "昆明"),
        ("鲁西南县城的名片", None, None),
        ("上半年经济运行\n经河南省统计局统一核算，生产总值增长6.2%。", None, None),
    ],
)
def test_the_line_under_the_title_tells_day_and_place(head, published, place):
    found = article(f"{head}\n全市规模以上工业增加值同比增长10.2%，全市投资增长9.4%。\n")
    assert found.published == published
    assert (found.place and found.place.zh) == place


ONE_LINE = (
    "政府工作报告 （2020年1月6日在某市第九届人民代表大会第三次会议上） 某市市长 王明 "
    "作者：  发布时间：2020-01-09 09:10:00 信息来源：某市日报 浏览量："
)


def test_an_occasion_does_not_name_a_report():
    head = "——2023年2月27日在某县第十五届人民代表大会第三次会议上\n某县县长 王明\n各位代表:\n"
    found = article(f"{head}现在,我代表县人民政府向大会报告工作,请予审议。\n{FIRST}\n{SECOND}\n")
    assert (found.title, found.opening) == ("", "政府工作报告")
    assert found.event == date(2023, 2, 27)


def test_a_head_on_one_line_is_title_occasion_and_credits():
    found = article(f"{ONE_LINE}\n各位代表：\n{FIRST}\n{SECOND}\n")
    assert (found.title, found.origin) == ("政府工作报告", "某市日报")
    assert (found.published, found.event) == (date(2020, 1, 9), date(2020, 1, 6))
    assert [p.text.text for p in found.paragraphs] == ["各位代表：", FIRST_READ, SECOND_READ]
    assert_traced(found)


@pytest.mark.parametrize(
    ("line", "origin"),
    [
        ("2025-01-19 13:12:40 来源: 广东发布", "广东发布"),
        ("来源：聊城日报发布时间：2024-01-09", "聊城日报"),
    ],
)
def test_the_account_of_a_government_is_an_outlet(line, origin):
    assert article(f"聊城工业向好\n{line}\n{FIRST}\n{SECOND}\n").origin == origin


def test_a_sentence_that_tells_the_occasion_is_not_taken_apart():
    told = "这是 （2020年1月6日在某市第九届人民代表大会第三次会议上） 通过的 来源：决定。"
    assert len(article(f"{told}\n{FIRST}").paragraphs) == 2


def test_the_box_of_an_encyclopedia_names_the_text():
    box = "基本介绍\n- 中文名：2010年某省政府工作报告\n- 时间：2010年\n- 地址：某省\n"
    found = article(f"{FIRST}\n{box}各位代表：\n{SECOND}\n")
    assert found.title == "2010年某省政府工作报告"
    assert [p.text.text for p in found.paragraphs] == [FIRST_READ, "各位代表：", SECOND_READ]
    alone = article(f"{FIRST}\n中文名称：某省特色农产品目录\n{SECOND}\n")
    assert alone.title != "某省特色农产品目录"


def test_the_head_of_a_forum_is_no_title():
    mood, days = "TA的每日心情 | 开心 3 天前 |\n---|\n", "签到天数: 120 天 [LV.7]常住居民III\n"
    head = f"{mood}{days}版主\n- 积分\n- 17232\n|\n"
    found = article(f"{head}聊城工业向好\n{FIRST}\n{SECOND}\n")
    assert found.title == "聊城工业向好"
    assert [p.text.text for p in found.paragraphs] == [FIRST_READ, SECOND_READ]


def test_headlines_under_the_article_are_no_part_of_it():
    foot = "视频更 多\n熊猫百日庆 市民受访：妈咪辛苦了\n本土巨头来了！将培养人才\n市民直呼想参观"
    found = article(f"首页 -> 内地\n聊城工业向好分享到:\n{FIRST}\n{SECOND}\n{foot}\n")
    assert found.title == "聊城工业向好"
    assert [p.text.text for p in found.paragraphs] == [FIRST_READ, SECOND_READ]


def test_credits_with_romanisation_are_read_without_it():
    head = "聊城工业向好\n2020年10月21日14:47 来(lái)源:聊城网(wǎng)-工业频道\n"
    found = article(f"{head}聊城网(wǎng)聊城10月21日电(林晓)据统计，产(chǎn)值增长2%。\n{SECOND}\n")
    assert (found.origin, found.event) == ("聊城网-工业频道", date(2020, 10, 21))
    assert found.paragraphs[0].text.text == "据统计，产值增长2%。"
    assert len(found.repairs) == 1


@pytest.mark.parametrize(
    ("end", "after", "kinds"),
    [
        ("促进全县经济健康快速发展", "（一）主要指标完成情况", []),
        ("促进全县经济健康快速的", "（一）主要指标完成情况", ["cut_off"]),
        ("第二产业8亿元，增长2%，第三产业12.85亿元", "二、主要特点", ["cut_off"]),
        ("促进全县经济健康快速发展", "", ["cut_off"]),
    ],
)
def test_a_stop_forgotten_before_a_section_is_no_text_cut_off(end, after, kinds):
    found = article(
        f"聊城工业向好\n{FIRST}\n今年以来，各级认真落实。全力推进项目，{end}\n{after}\n"
    )
    assert [problem.kind for problem in found.problems] == kinds


@pytest.mark.parametrize(
    ("told", "event"),
    [
        ("成交额较2020年增长5倍", None),
        ("该位次为2015年以来同期最好位次", None),
        ("增速创2015年8月以来新高", None),
        ("从2015年开始连续增长", None),
        ("2020年以来，成交额增长5倍", date(2020, 11, 10)),
    ],
)
def test_the_year_of_a_comparison_is_not_that_of_the_event(told, event):
    assert article(f"发布会\n11月10日召开发布会，{told}。\n").event == event


def test_a_day_in_han_numerals_under_the_title_is_the_event():
    line = "——二〇二三年一月十四日在河南省第十四届人民代表大会第一次会议上"
    assert article(f"政府工作报告\n{line}\n全省增长3%。\n").event == date(2023, 1, 14)
