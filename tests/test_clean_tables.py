"""The rules of the clean step, row by row: what they change and what they must leave alone."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path
from re import _parser

import pytest

from briefgen.clean import (
    article,
    dates,
    lines,
    noise,
    opening,
    punctuation,
    repairs,
    romanised,
    script,
    spaces,
    stops,
    title,
)
from briefgen.clean.noise import rules
from briefgen.model import Traced

CASES = Path(__file__).parent / "cases"
REPAIRS = tomllib.loads((CASES / "repairs.toml").read_text(encoding="utf-8"))
NOISE = tomllib.loads((CASES / "noise.toml").read_text(encoding="utf-8"))


def trace(text):
    return Traced(text, tuple(range(len(text))))


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("圍繞著新型工業化，看著項目", "围绕着新型工业化，看着项目"),
        ("顯著成效、著名、土著、卓著、編著", "显著成效、著名、土著、卓著、编著"),
        ("吉林乾安、乾縣；乾燥、幹部、若干", "吉林乾安、乾县；干燥、干部、若干"),
        ("於是高於全省", "于是高于全省"),
        ("規?；瘧?", "规?；疟?"),
        ("後來；皇后", "后来；皇后"),
    ],
)
def test_traditional_script_becomes_simplified(was, now):
    assert script.simplified(was) == now


@pytest.mark.parametrize(
    ("was", "now"),
    [
        (
            "今年一季度，，收入100亿元，。支出，；教育，、卫生",
            "今年一季度，收入100亿元。支出；教育、卫生",
        ),
        ("收入100亿元，增长5%。", "收入100亿元，增长5%。"),
    ],
)
def test_a_comma_before_another_stop_is_taken_out(was, now):
    text, repaired = stops.undoubled(trace(was))
    assert text.text == now
    assert len(repaired) == len(was) - len(now)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("市工業和信息化局", "traditional"),
        ("市工业和信息化局", "simplified"),
        ("", "simplified"),
        ("plain", "simplified"),
        (
            "市工业和信息化局介绍全市工业运行稳中向好的情况，其中“國”字是匾额上的旧字，其余都是简体字",
            "simplified",
        ),
    ],
)
def test_script_is_told_by_its_characters(text, kind):
    assert script.script_of(text) == kind


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("１２％增长，５Ｇ", "12%增长，5G"),
        ("增长9．5%", "增长9.5%"),
        ("增长9.0%,高于全省", "增长9.0%，高于全省"),
        ("1,234家(5G)", "1,234家（5G）"),
        ("12:30开始", "12:30开始"),
        ("来源:http://a.b/c?d=1", "来源：http://a.b/c?d=1"),
        ("hello, world (ok)", "hello, world (ok)"),
        ("什么?好!", "什么？好！"),
        ("规?；疟?,截至", "规?；疟?，截至"),
        ("1-4月份,5%-5.5%", "1—4月份，5%—5.5%"),
        ("2021年–2025年", "2021年—2025年"),
        ("1一11月份", "1—11月份"),
        ("5～6家", "5—6家"),
        ("1至4月", "1至4月"),
        ("2023-04-10 13:39", "2023-04-10 13:39"),
        ("5G-A网络", "5G-A网络"),
        ("0635-8888888", "0635-8888888"),
        ("「鏈長」", "“鏈長”"),
    ],
)
def test_signs_have_one_form_and_the_text_its_length(was, now):
    assert punctuation.uniform(was) == now
    assert len(was) == len(now)


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ('"制造业强市"最强音', "“制造业强市”最强音"),
        ('"一县一策""一园一策"', "“一县一策”“一园一策”"),
        ("'头雁'企业", "‘头雁’企业"),
        ("GOVERNMENT'S", "GOVERNMENT'S"),
        ('反映问题"一包到底"，做到"一口清', "反映问题“一包到底”，做到“一口清"),
    ],
)
def test_straight_quotation_marks_are_paired(was, now):
    assert punctuation.quoted(was) == now


@pytest.mark.parametrize(
    ("was", "line", "now"),
    [
        ("推动 实体经济 上，新增 20 家", False, "推动实体经济上，新增20家"),
        ("扎实推进“链长制” 产业竞争优势凸显", True, "扎实推进“链长制” 产业竞争优势凸显"),
        ("推动1000余家　中小企业数字化转型", True, "推动1000余家 中小企业数字化转型"),
        ("调 研 重点", True, "调研重点"),
        ("INFORMATION  OFFICE OF 聊城", False, "INFORMATION OFFICE OF聊城"),
        ("完成 9. 5%，利润31 .9亿元", False, "完成9.5%，利润31.9亿元"),
        ("利润1 000万元", False, "利润1 000万元"),
        ("2024 新某市 开新局", True, "2024 新某市 开新局"),
        ("2024 开新局，投资增长9%。", False, "2024开新局，投资增长9%。"),
        ("2000 家企业上云", True, "2000家企业上云"),
        ("2050 多名教师进校", True, "2050多名教师进校"),
        ("**创新**：加快\u200b发展", False, "创新：加快发展"),
        ("PM_2.5浓度下降", False, "PM2.5浓度下降"),
        (
            "PM_10、SO_2和NO_2浓度下降，减排CO_2约3万吨",
            False,
            "PM10、SO2和NO2浓度下降，减排CO2约3万吨",
        ),
        ("附件PM_2024.xls", False, "附件PM_2024.xls"),
        ("编号CO_2_17的样品，型号GPM_10", False, "编号CO_2_17的样品，型号GPM_10"),
    ],
)
def test_spaces_go_unless_they_part_something(was, line, now):
    assert spaces.despaced(trace(was), line=line).text == now


def test_every_blank_is_taken_from_the_ends():
    for blank in filter(str.isspace, map(chr, range(0x110000))):
        assert spaces.despaced(trace(f"{blank}聊城{blank}"), line=False).text == "聊城"


def joined(*texts, gap=True):
    rows = lines.cut_lines(("\n\n" if gap else "\n").join(texts))
    return [row.text for row in lines.joined(rows)]


LONG = "加强高层次人才引育，推进企业家、经营管理人才、技术创新人才、卓越工程"


@pytest.mark.parametrize(
    ("first", "second", "one"),
    [
        ("加强人才引育工作，" + LONG, "师、高技能人才“五支队伍”建设。", True),
        ("加大土地、资金、", "能耗、环境容量等要素统筹力度。", True),
        ("开展政策解读", "，培训100余期。", True),
        (
            "推动企业低碳发展，碳排放权交易额7.43亿元，占全国总交易 9.1%",
            "全市重复利用率超90%，向好。",
            False,
        ),
        (
            "选派科技特派员763名，推广主导品种和主推技术48项，较上年提高2.1个百分点。建成数字农业示范基地",
            "21个，水肥一体化面积突破60万亩，亩均节水三成以上。",
            True,
        ),
        (
            "选派科技特派员763名，推广主导品种和主推技术48项，较上年提高2.1个百分点。建成数字农业示范基地",
            "2024年，水肥一体化面积突破60万亩，亩均节水三成以上。",
            False,
        ),
        ("2022年，全市产业转型成效显", "一压减淘汰落后产能。", False),
        ("加大土地、资金、", "一是加强项目储备。", False),
        ("扎实推进“链长制” 产业竞争优势凸显", "今年10月26日，一次性开车成功。", False),
        ("全市工业稳中向好。", "高技术制造业增长，占比提高。", False),
    ],
)
def test_broken_paragraphs_are_joined(first, second, one):
    assert (len(joined(first, second)) == 1) is one


def test_wrapped_text_is_joined_by_its_width():
    text = "今年以来全市工信系统聚焦工业经济高质量发展规模以上工业增加值同比增长百分之九" * 4 + "。"
    rows = [text[at : at + 20] for at in range(0, len(text), 20)]
    assert joined(*rows, gap=False) == [text]


@pytest.mark.parametrize(("was", "now"), REPAIRS["rows"])
def test_certain_misreadings_are_mended(was, now):
    text, done = repairs.mended(trace(was))
    assert text.text == now
    assert bool(done) is (was != now)


@pytest.mark.parametrize("row", REPAIRS["dashes"])
def test_dashes_are_read_by_their_siblings(row):
    texts, _ = repairs.dashed([trace(text) for text in row["was"]])
    assert [text.text for text in texts] == row["now"]


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("加快转型。推动平台规?；疟?，截至目前，7个平台", "推动平台规?；疟?"),
        ("增长\ufffd%，居全省第2位", "增长\ufffd%"),
        ("新增??家企业。", "新增??家企业"),
        ("新开工3个，总投资亿元，建设期两年", "总投资亿元"),
        ("新建公路**公里，完成投资5亿元", "新建公路**公里"),
        ("总投资5亿元，产值过亿元，税收超百亿元。", None),
        ("投资亿元以上项目5个，1*2米的管道", None),
        ("为什么？因为全市工业向好。", None),
        ("看http://a.b/c?d=1", None),
    ],
)
def test_lost_characters_are_reported(text, clause):
    found = [text[p.start : p.end] for p in repairs.damages(trace(text))]
    assert found == ([clause] if clause else [])


@pytest.mark.parametrize(
    ("kind", "text"), [(kind, text) for kind, texts in NOISE.items() for text in texts]
)
def test_lines_of_noise_are_told_from_the_article(kind, text):
    (line,) = lines.cut_lines(punctuation.uniform(script.simplified(text)))
    assert noise.kind_of(line, edge=False) == ("" if "article" in kind else kind)
    if "article" in kind:
        assert noise.kind_of(line, edge=kind == "edge_article") == ""


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("menu", "（点击查阅更多2006年地方政府工作报告）"),
        ("menu", "某某文库，欢迎您！"),
        ("menu", "点击上方“聊城发布”可订阅"),
        ("menu", "第A05版：聚焦河南两会 上一版3 4下一版"),
        ("menu", "第1页 / 共4页"),
        ("advert", "某城心动相亲"),
        ("advert", "某城单身男女名单（附照片）"),
        ("advert", "公文高手，超级方便的写作神器！ 立即了解"),
    ],
)
def test_some_lines_are_noise_only_at_the_edges_of_a_text(kind, text):
    (line,) = lines.cut_lines(punctuation.uniform(text))
    assert [noise.kind_of(line, edge=edge) for edge in (False, True)] == ["", kind]


@pytest.mark.parametrize(
    ("body", "rest", "published", "day"),
    [
        (
            "5月27日上午，市政府新闻办召开新闻发布会。",
            ["2024-05-28 08:57:00"],
            None,
            date(2024, 5, 27),
        ),
        (
            "1月23日，首场发布会举行。2023年工作，2024年任务，2023年以来",
            [],
            None,
            date(2024, 1, 23),
        ),
        ("2023年3月2日，全市工业大会召开。", [], None, date(2023, 3, 2)),
        (
            "9月18日，庆祝中华人民共和国成立70周年发布会举行。2018年全省货物进出口总额达到900亿美元。",
            [],
            None,
            date(2019, 9, 18),
        ),
        ("7月1日，庆祝建党一百周年、建党100周年大会召开。2021年任务", [], None, date(2021, 7, 1)),
        ("12月8日，改革开放四十周年发布会举行。", [], None, date(2018, 12, 8)),
        ("9月18日，庆祝新中国成立60多年发布会举行。2015年以来", [], None, date(2015, 9, 18)),
        ("9月18日，迎接新中国成立70周年动员会召开。", [], None, None),
        ("9月18日，会议召开。新中国成立60周年，2018年任务", [], None, date(2018, 9, 18)),
        ("9月18日，发布会举行。2018年全省货物进出口总额达到900亿美元。", [], None, None),
        ("8月9日，发布会举行。标准时点为2016年12月31日，2016年通电村比重3%。", [], None, None),
        ("8月9日，发布会举行。截至2016年底，2016年末全市通电村120个。", [], None, None),
        ("5月9日，发布会举行。2016年，全市实现生产总值120亿元。", [], None, None),
        ("5月9日，发布会举行。2016年，全市生产总值预计达到120亿元。", [], None, date(2016, 5, 9)),
        ("5月9日，发布会举行。2016年一季度，生产总值12亿元。", [], None, date(2016, 5, 9)),
        ("5月9日，推进会召开。2016年底前完成投资3亿元。", [], None, date(2016, 5, 9)),
        ("5月9日，发布会举行。2015年生产总值9亿元，2016年任务。", [], None, date(2016, 5, 9)),
        (
            "27日，全省大会在长春开幕。回顾2025年工作，2026年任务。",
            ["新华网长春1月27日电"],
            None,
            date(2026, 1, 27),
        ),
        ("27日，全省大会在长春开幕。2026年任务。", ["新华网长春1月28日电"], None, None),
        ("127日，全省大会在长春开幕。2026年任务。", ["新华网长春1月27日电"], None, None),
        ("12月30日，会议召开。", [], date(2024, 1, 3), date(2023, 12, 30)),
        ("9日，某区人民代表大会开幕。", [], date(2022, 1, 12), date(2022, 1, 9)),
        ("29日，某区人民代表大会开幕。", [], date(2022, 1, 3), date(2021, 12, 29)),
        ("20日，某区人民代表大会开幕。", [], date(2022, 1, 12), None),
        ("6月8日，市文旅局对外发布《2017年旅游公报》。", [], date(2018, 6, 9), date(2018, 6, 8)),
        ("6月8日前发布工作通知。", [], date(2018, 6, 9), None),
        ("经核算，全省增长2%。", ["某网福州10月21日电"], date(2020, 10, 22), date(2020, 10, 21)),
        ("经核算，全省增长2%。", ["某网福州3月21日电"], date(2020, 10, 22), None),
        ("经核算，全省增长2%。2020年任务。", ["某网福州10月21日电"], None, None),
        (
            "2月3日，记者从2024年会议上获悉，2023年增长2%。",
            ["某报2月3日讯"],
            None,
            date(2024, 2, 3),
        ),
        ("5月3日，会议召开。自2013年9月开行，超过2013年至2018年总和。", [], None, None),
        ("5月27日，会议召开。", [], None, None),
        ("截至5月27日，举办活动30场。2024年", [], None, None),
        ("今年10月26日，项目开车成功。", [], None, None),
        ("各位代表：", ["——2026年2月3日在某省第十四届人民代表大会上"], None, date(2026, 2, 3)),
        ("2月31日，会议召开。2024年", [], None, None),
        ("各位记者朋友：", ["时间：2024年8月2日上午10：00"], None, date(2024, 8, 2)),
        ("各位记者朋友：", ["时间：2024-08-02 10：00"], None, None),
    ],
)
def test_the_day_of_the_event(body, rest, published, day):
    assert dates.event_on(body, rest, published) == day


@pytest.mark.parametrize(
    ("credit", "head", "day"),
    [
        (["来源：某网时间：2023-04-10 13:39:42"], [], date(2023, 4, 10)),
        (["发布时间：2024年4月5日 10:00"], [], date(2024, 4, 5)),
        ([], ["2026年02月10日 07时41分"], date(2026, 2, 10)),
        (["2024-05-28 08:57:00", "2024-05-27 17:20:17"], [], None),
        ([], ["2024-05-28", "2024-05-27"], None),
        (["时间：2024-13-45"], [], None),
        (["更新时间：2024-05-30", "发布时间：2024-05-28"], [], date(2024, 5, 28)),
        (["更新时间：2024-05-30"], [], date(2024, 5, 30)),
        ([], ["2024年11月06日 10:22 | 来源：川北在线 | 责编：何苗"], date(2024, 11, 6)),
        ([], ["来源：聊城日报 2024/5/28"], date(2024, 5, 28)),
        (["时间：2024年8月2日上午10：00"], [], None),
    ],
)
def test_the_day_of_publication(credit, head, day):
    assert dates.published_on(credit, head) == day


@pytest.mark.parametrize(
    ("signed", "day"),
    [
        ("2024年7月22日", date(2024, 7, 22)),
        ("二〇二四年七月二十二日", date(2024, 7, 22)),
        ("二○二四年十月三十一日", date(2024, 10, 31)),
        ("二0二三年十二月十日", date(2023, 12, 10)),
        ("2024年上半年", None),
        ("", None),
    ],
)
def test_the_day_under_a_signature_counts_if_no_other_is_stated(signed, day):
    assert dates.published_on([], [], signed) == day
    assert dates.published_on(["发布时间：2024-01-02"], [], signed) == date(2024, 1, 2)


@pytest.mark.parametrize(
    ("heading", "tail"),
    [
        ("全面贯彻新发展理念 产业转型升级成效丰", "成效丰"),
        ("2022年全市产业转型成效显", "成效显"),
        ("产业竞争优势进一步凸", "优势进一步凸"),
        ("科技支撑作用日益突", "作用日益突"),
        ("服务企业能力持续增", "能力持续增"),
        ("城乡面貌特色鲜", "特色鲜"),
        ("治理水平不断提", "水平不断提"),
        ("工业转型成效显著", None),
        ("技改项目成效好", None),
        ("科技创新成果多", None),
        ("产业竞争优势凸显", None),
        ("发展优势更显", None),
        ("改革成效初显", None),
        ("县域经济实力强", None),
        ("带动作用大", None),
        ("办事效能高", None),
        ("产业转型升级成效丰。", None),
    ],
)
def test_a_heading_cut_in_mid_word_is_reported(heading, tail):
    found = [heading[p.start : p.end] for p in article.cut_heading(trace(heading))]
    assert found == ([tail] if tail else [])


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("天天消息！同比增长31.9% 泰安完成目标要求", "同比增长31.9% 泰安完成目标要求"),
        ("聊城“点线面”同步发力 推动技改 天天要闻", "聊城“点线面”同步发力 推动技改"),
        ("聊城工业运行平稳_聊城新闻网", "聊城工业运行平稳"),
        ("世界一流企业培育行动启动", "世界一流企业培育行动启动"),
        ("今日聊城 工业向好", "今日聊城 工业向好"),
        ("某市人口普查公报_第1页", "某市人口普查公报"),
        ("2022年云和县统计公报 2022", "2022年云和县统计公报"),
        ("产业强市迈向2022", "产业强市迈向2022"),
        ("2024年区政府工作报告（第13/21页）", "2024年区政府工作报告"),
        ("2023年工作总结 |", "2023年工作总结"),
        ("文件名称 | 2023年工作总结 | ||", "2023年工作总结"),
        ("公报（2）", "公报（2）"),
        ("2013年民政统计公报/全文", "2013年民政统计公报"),
        ("某口岸班列突破5000列分享到：", "某口岸班列突破5000列"),
        ("三地好经验一起分享", "三地好经验一起分享"),
        ("？全省生产总值增长2%", "全省生产总值增长2%"),
        ("数字经济怎么看？", "数字经济怎么看？"),
    ],
)
def test_portal_tags_are_no_part_of_a_title(was, now):
    (line,) = lines.cut_lines(was)
    assert title.bare_title(line)[0] == now


@pytest.mark.parametrize(
    ("text", "stated", "named"),
    [
        (
            "5月27日上午，市政府新闻办召开“聚力攻坚”主题系列新闻发布会（四）——市工业和信息化局专场。会上，",
            "“聚力攻坚”主题系列新闻发布会（四）——市工业和信息化局专场",
            "5月27日上午，市政府新闻办召开“聚力攻坚”主题系列新闻发布会（四）——市工业和信息化局专场",
        ),
        ("5月3日，聊城市工业增势良好，投资增长。", "", "5月3日，聊城市工业增势良好"),
        ("", "", ""),
        ("记者从9月1日召开的会议上获悉：今年以来，我市工业增长9%。", "", "我市工业增长9%"),
        ("7月21日，记者从市统计局获悉，上半年，全市工业增长5%。", "", "上半年，全市工业增长5%"),
        (
            "据海关最新统计，今年前11个月，全省进出口增长7.4%。",
            "",
            "今年前11个月，全省进出口增长7.4%",
        ),
        (
            "据福州海关18日发布消息称，今年前10个月，福建省外贸进出口1.62万亿元，增长7%。",
            "",
            "今年前10个月，福建省外贸进出口1.62万亿元",
        ),
        ("今年以来，面对经济下行等挑战，我市坚决落实部署，", "", "我市坚决落实部署"),
        ("近日，全市重点项目加快推进，投资增长。", "", "全市重点项目加快推进"),
        (
            "前三季度，全省进出口983亿元（人民币，下同），增长5%。",
            "",
            "前三季度，全省进出口983亿元",
        ),
        (
            "前三季度，全省（含兵团）进出口983亿元，增长5%。",
            "",
            "前三季度，全省（含兵团）进出口983亿元",
        ),
        (
            "4月8日，市政府新闻办召开“开门红”系列新闻发布会（第二场）介绍有关情况。",
            "“开门红”系列新闻发布会（第二场）",
            "4月8日，市政府新闻办召开“开门红”系列新闻发布会（第二场）介绍有关情况",
        ),
        ("现在，我代表上杭县人民政府，向大会报告政府工作，请予审议。", "", "政府工作报告"),
        ("我受市政府委托，向会议报告财政工作。", "", "我受市政府委托"),
        (
            "——2024年1月23日在某市第十八届人民代表大会第二次会议上",
            "",
            "——2024年1月23日在某市第十八届人民代表大会第二次会议上",
        ),
    ],
)
def test_a_first_clause_names_a_document_and_is_no_title(text, stated, named):
    assert opening.announced_title(text) == stated
    assert opening.opening_clause(text) == named


@pytest.mark.parametrize(
    ("text", "salutes"),
    [
        ("各位代表：", True),
        ("尊敬的各位领导、各位来宾，女士们、先生们！", True),
        ("同志们", True),
        ("各位代表：现在，我代表市人民政府向大会报告工作。", False),
        ("各县区工业增长较快，投资增长5%。", False),
    ],
)
def test_a_salutation_names_no_document(text, salutes):
    assert opening.salutes(text) is salutes


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("产业chǎnyè链", "产业链"),
        ("聊城(Liáochéng)市", "聊城市"),
        ("聊城（Liaocheng）市", "聊城市"),
        ("聊城 Liáochéng 市", "聊城市"),
        ("泰安（Tai'an）", "泰安"),
        ("产（chǎn）业（yè）链", "产业链"),
        ("产chǎn业yè链", "产业链"),
        ("重庆（Chóngqìng）、吕（Lǚ）梁", "重庆、吕梁"),
        ("产ㄔㄢˇ业ㄧㄝˋ", "产业"),
        ("产业chanye链", "产业链"),
        ("A股上市，5G基站，VR产业", "A股上市，5G基站，VR产业"),
        ("新能源（new energy）", "新能源（new energy）"),
        ("车间café", "车间café"),
        ("我们（women）的", "我们的"),
        ("爱AI大模型，他ta", "爱AI大模型，他ta"),
        ("功率（kW）", "功率（kW）"),
        ("西安（Xi'an", "西安（Xi'an"),
    ],
)
def test_inserted_romanisation_is_taken_out(was, now):
    text, done = romanised.unromanised(trace(was))
    assert text.text == now
    assert bool(done) == (was != now)


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("全市後续发展，技術攻关", "全市后续发展，技术攻关"),
        ("公裏、关係、头髮、这麼", "公里、关系、头发、这么"),
        ("匾额上的“國”字", "匾额上的“國”字"),
        ("乾隆，甯先生，昇平", "乾隆，甯先生，昇平"),
    ],
)
def test_traditional_characters_left_in_a_simplified_text_are_turned(was, now):
    text = (
        was
        + "。今年以来，全市工信系统聚焦工业经济高质量发展，增加值同比增长9.0%，居全省第三位，" * 4
    )
    kind, found, done = script.converted(text)
    assert kind == "simplified"
    assert found[: len(now)] == now
    assert len(done) == sum(one != other for one, other in zip(was, now, strict=True))
    assert [(text[each.start], each.now) for each in done] == [
        (one, other) for one, other in zip(was, now, strict=True) if one != other
    ]


def test_radicals_of_pdfs_become_characters():
    assert punctuation.uniform("⼯业⺠⽣⻓期，⾯向⻄部") == "工业民生长期，面向西部"


def anchored(tokens):
    """Whether a parsed pattern can match only at the beginning of a text."""
    operation, value = tokens[0]
    match str(operation):
        case "AT":
            return str(value) == "AT_BEGINNING"
        case "BRANCH":
            return all(anchored(branch) for branch in value[1])
    return False


def test_line_rules_hold_from_the_beginning_of_the_line():
    loose = [rule for rule in rules() if not anchored(_parser.parse(rule.pattern.pattern))]
    assert not loose


SAVED_AS_ONE = (
    "2006年，市委、市政府团结带领全市人民，以科学发展观统领经济社会发展全局，推进经济结构调整，"
    "全市经济呈现出速度平稳、质量提高、活力增强的发展态势。 一、综 合 经济总量首次突破千亿元大关。"
    "全市实现地区生产总值1013.38亿元， 比2005年增长11.5%。 图1: 2000-2006年生产总值完成情况"
    " 第三产业比重提高。三次产业比例为1.9 :46.9 :51.2。 二、社会事业 教育 2006年，全市小学在校生"
    "29.6万人。 （一）中学 全市共有中学51所。 全市 实有 高中 学校 8所。"
)


@pytest.mark.parametrize("row", [SAVED_AS_ONE, re.sub(" (?=[一二（])", "", SAVED_AS_ONE)])
def test_a_text_saved_as_one_line_has_its_lines_again(row):
    found = [line.text for line in lines.cut_lines(row)]
    assert found[1:] == [
        "一、综 合",
        "经济总量首次突破千亿元大关。全市实现地区生产总值1013.38亿元， 比2005年增长11.5%。",
        "图1: 2000-2006年生产总值完成情况",
        "第三产业比重提高。三次产业比例为1.9 :46.9 :51.2。",
        "二、社会事业",
        "教育",
        "2006年，全市小学在校生29.6万人。",
        "（一）中学",
        "全市共有中学51所。",
        "全市 实有 高中 学校 8所。",
    ]
    assert all(row[line.start : line.end] == line.text for line in lines.cut_lines(row))


@pytest.mark.parametrize(
    "text",
    [
        SAVED_AS_ONE[:120].replace(" ", ""),  # a paragraph without a heading in its midst
        SAVED_AS_ONE.replace("一、", "其中").replace("二、", "此外").replace("（一）", "还有"),
        "一、综 合 经济总量首次突破千亿元大关。 二、农业 粮食产量增长2%。",  # not so long
        "全市第一、二、三产业增加值分别增长4.0%、6.5%和5.8%。 二、三产业合计占92%。" * 6,
    ],
)
def test_other_lines_stay_whole(text):
    assert [line.text for line in lines.cut_lines(text)] == [text]


@pytest.mark.parametrize(
    ("row", "heading"),
    [
        ("一、 综 合全年实现地区生产总值120.5亿元， 比上年增长5.2%。", "一、 综 合"),
        ("二、农业全年粮食产量32.1万吨，比上年增长2.0%。", "二、农业"),
        ("三、工业和建筑业2023年末全市规模以上工业企业512家。", "三、工业和建筑业"),
        ("八、交通、邮电和旅游全市公路通车里程4120公里，增长1.5%。", "八、交通、邮电和旅游"),
        ("一、制造业引领发展 1-4月，全市制造业投资增长8.2%，势头向好。", "一、制造业引领发展 "),
        ("二、民间投资保持活跃　全市民间投资增长4.2%，高于全部投资。", "二、民间投资保持活跃　"),
    ],
)
def test_a_sections_name_is_parted_from_the_sentence_that_ran_into_it(row, heading):
    assert [line.text for line in lines.cut_lines(row)] == [heading.strip(), row[len(heading) :]]


@pytest.mark.parametrize(
    "row",
    [
        "三、工业生产全年保持平稳，增加值增长5%，企业效益好转。",  # a name of its own
        "二、农业产业全市领先，粮食产量32.1万吨，增长2.0%。",
        "农业全年粮食产量32.1万吨，比上年增长2.0%。",  # no number
        "一、综合全年工作",  # no sentence
        "三、加快 推进 产业 发展，实现 工业 投资 增长5%，势头向好。",  # spaces between words
        "一、过去五年 工作回顾",
    ],
)
def test_other_names_of_sections_stay_in_their_line(row):
    assert [line.text for line in lines.cut_lines(row)] == [row]
