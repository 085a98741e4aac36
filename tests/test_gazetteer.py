"""Every name a user may type finds its place; every text is placed by what it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from opencc import OpenCC

from briefgen.gazetteer import gazetteer

SEEDS = Path(__file__).parent.parent / "seeds"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("聊城", "371500"),
        ("聊城市", "371500"),
        ("Liaocheng", "371500"),
        ("liaocheng", "371500"),
        (" LIAOCHENG CITY ", "371500"),
        ("山东", "370000"),
        ("山东省", "370000"),
        ("山東省", "370000"),
        ("Shandong", "370000"),
        ("Shandong Province", "370000"),
        ("Tai'an", "370900"),
        ("Taian", "370900"),
        ("Tai’an", "370900"),
        ("東營", "370500"),
        ("呂梁", "141100"),
        ("Luliang", "141100"),
        ("Lyuliang", "141100"),
        ("冠县", "371525"),
        ("冠縣", "371525"),
        ("Guanxian", "371525"),
        ("Guan County", "371525"),
        ("Guanxian County", "371525"),
        ("茌平县", "371503"),
        ("上饶县", "361104"),
        ("郫县", "510117"),
        ("Chiping", "371503"),
        ("Shaanxi", "610000"),
        ("Shanxi", "140000"),
        ("吉林", "220000"),
        ("吉林市", "220200"),
        ("Jilin City", "220200"),
        ("朝阳", "211300"),
        ("Tibet", "540000"),
        ("上海", "310000"),
        ("Yanbian Korean Autonomous Prefecture", "222400"),
        ("海南", "460000"),
    ],
)
def test_a_name_finds_its_place(name: str, code: str):
    place = gazetteer().find(name)
    assert place is not None
    assert place.code == code


@pytest.mark.parametrize("name", ["", " ", "鼓楼区", "Atlantis", "开发区", "市", "'", "~"])
def test_no_place_or_more_than_one_finds_none(name: str):
    assert gazetteer().find(name) is None


def test_all_places_of_an_ambiguous_name_are_listed():
    parents = {place.parent for place in gazetteer().find_all("鼓楼区")}
    assert parents == {"320100", "320300", "350100", "410200"}


ENGLISH = """
莘县 Shenxian County
东阿县 Dong'e County
茌平区 Chiping District
阳谷县 Yanggu County
临清市 Linqing
单县 Shanxian County
莒县 Juxian County
郯城县 Tancheng County
鄄城县 Juancheng County
兖州区 Yanzhou District
蚌埠市 Bengbu
六安市 Lu'an
亳州市 Bozhou
歙县 Shexian County
黟县 Yixian County
台州市 Taizhou
乐清市 Yueqing
乐山市 Leshan
丽水市 Lishui
厦门市 Xiamen
重庆市 Chongqing Municipality
番禺区 Panyu District
尉氏县 Weishi County
洪洞县 Hongtong County
浚县 Xunxian County
铅山县 Yanshan County
荥阳市 Xingyang
曾都区 Zengdu District
长沙市 Changsha
长子县 Zhangzi County
成都市 Chengdu
昌都市 Qamdo
漯河市 Luohe
朝阳市 Chaoyang
马尾区 Mawei District
佛山市 Foshan
涡阳县 Guoyang County
枞阳县 Zongyang County
泌阳县 Biyang County
渑池县 Mianchi County
宝坻区 Baodi District
蔚县 Yuxian County
乐亭县 Laoting County
犍为县 Qianwei County
珲春市 Hunchun
盱眙县 Xuyi County
邳州市 Pizhou
睢宁县 Suining County
浦东新区 Pudong New Area
句容市 Jurong
六合区 Luhe District
大埔县 Dabu County
中牟县 Zhongmu County
乌鲁木齐市 Urumqi
呼和浩特市 Hohhot
拉萨市 Lhasa
鄂尔多斯市 Ordos
哈尔滨市 Harbin
锡林郭勒盟 Xilingol League
阿里地区 Ngari Prefecture
喀什地区 Kashgar Prefecture
宁夏回族自治区 Ningxia Hui Autonomous Region
西藏自治区 Xizang Autonomous Region
新疆维吾尔自治区 Xinjiang Uygur Autonomous Region
香港特别行政区 Hong Kong Special Administrative Region
延边朝鲜族自治州 Yanbian Korean Autonomous Prefecture
土默特左旗 Tumed Left Banner
恩施土家族苗族自治州 Enshi Tujia and Miao Autonomous Prefecture
科尔沁左翼中旗 Horqin Left Wing Middle Banner
井陉矿区 Jingxing Mining District
双江拉祜族佤族布朗族傣族自治县 Shuangjiang Lahu, Va, Blang and Dai Autonomous County
""".strip().split("\n")


@pytest.mark.parametrize("row", ENGLISH)
def test_the_english_full_name_is_the_official_one(row: str):
    full, english = row.split(" ", 1)
    assert english in {place.en_full for place in gazetteer().find_all(full)}


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("聊城市", "聊城"),
        ("冠县", "冠县"),
        ("茌平区", "茌平"),
        ("宁夏回族自治区", "宁夏"),
        ("延边朝鲜族自治州", "延边"),
        ("浦东新区", "浦东"),
        ("内蒙古自治区", "内蒙古"),
        ("神农架林区", "神农架"),
    ],
)
def test_the_short_name_is_the_everyday_one(full: str, short: str):
    place = gazetteer().find(full)
    assert place is not None
    assert place.zh == short


def test_every_place_is_sound():
    all_places = gazetteer()
    assert len(all_places.places) > 3100
    for place in all_places.places.values():
        assert re.fullmatch(r"\d{6}", place.code)
        assert len(place.zh) >= 2
        assert place.full.startswith(place.zh)
        assert re.fullmatch(r"[A-Z][A-Za-zü',\- ]+", place.en), place
        assert place.en_full.startswith(place.en.split(" Mining")[0]) or place.en in place.en_full
        parent = all_places.parent(place)
        assert (parent is None) == (place.level == 1)
        assert parent is None or parent.level < place.level


def test_a_province_contains_its_counties_and_no_others():
    places = gazetteer()
    shandong, liaocheng, guanxian, taian = (
        places.places[code] for code in ("370000", "371500", "371525", "370900")
    )
    assert places.contains(shandong, guanxian)
    assert places.contains(liaocheng, liaocheng)
    assert not places.contains(taian, guanxian)
    assert not places.contains(guanxian, liaocheng)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("山东省聊城市工业投资增长23.9%，高于山东省平均7.7个百分点，居山东省第2位。", "371500"),
        ("上海南路、北京路、海南路同时施工，泰安市今天通车。", "370900"),
        ("泰安的企业与山东轴承、聊城大学、济南日报合作。", "370900"),
        ("2026年海南省政府工作报告\n过去一年，全省上下……海口、三亚、文昌。", "460000"),
        ("过去一年，全市生产总值增长5%。上海张江、浦东新区、临港。", "310000"),
        ("聊城市冠县今天召开会议。全县工业增长5%，县委要求……冠县将……", "371525"),
        ("昆山市今年以来全市工业增长7%。昆山市委、市政府……苏州市……昆山", "320583"),
        ("内蒙古自治区工信厅：全区工业增长8%。鄂尔多斯市、包头市增长较快。", "150000"),
        ("济南、青岛、烟台三市，山东", "370000"),
        ("浦东新区投资增长20%，占上海市的三分之一。浦东新区区委", "310115"),
        ("聊城市工业增长7.9%，高于全省平均1.2个百分点，居全省第2位。", "371500"),
        ("聊城增长9%，全省增长7%，列全省首位，全省推广。山东", "371500"),
        ("聊城工业增长9%。落实省委、省政府部署，省长来到企业。", "371500"),
        ("延边州工业增长5%。延边朝鲜族自治州", "222400"),
        ("吉林市工业增长，全市；吉林省", "220200"),
        ("本报合肥讯 安徽省合肥市高新区，全市增长7%", "340100"),
        ("莘县、冠县、阳谷县增长较快，全市增长9%。聊城市", "371500"),
        (
            "我市教育交出答卷。婺城区、东阳市教育支出增长，全市开工52所。浦江县教师津贴提高，全市向好。",
            "330700",
        ),
        ("东阳市全市工业增长7%。东阳市委部署，我市……东阳市横店，义乌市。", "330783"),
        ("大理州地处滇西，全州农业增长5%，宾川县水果产值92亿元。洱源县、全州向好。", "532900"),
        ("大理州农业农村局工作亮点。宾川县水果", "532900"),
        ("伊通县工业增长，全县项目。", "220323"),
        ("务川自治县种植蔬菜，全县项目。", "520326"),
        ("在区委、区政府的领导下，浦东新区投资增长，占上海市三成。", "310115"),
        ("和县工业增长，全县项目。和县县委书记调研。", "340523"),
        ("瑞丽：口岸班列\n瑞丽口岸开行昆明至曼谷的班列。瑞丽站忙碌，从瑞丽出境。", "533102"),
        (
            "绥芬河口岸增长两成\n绥芬河海关说，绥芬河铁路口岸运输繁忙，覆盖长沙等30个城市。绥芬河",
            "231081",
        ),
        ("全市到2025年建成聊城至济南的高速，聊城投资9亿元，聊城", "371500"),
        ("来自机械行业的消息：聊城、东阿、冠县投资增长，全市增长5%。", "371500"),
        (
            "上饶县政府工作报告\n上饶县第十五届人大四次会议在上饶市召开，全县生产总值增长8%。",
            "361104",
        ),
        ("即墨市工业增长\n青岛市即墨市投资增长9%，即墨市新开工项目30个。", "370215"),
        ("茌平县工业增长\n全县投资增长9%，茌平县新开工项目30个。", "371503"),
        ("宜昌县域经济快速发展\n宜昌市投资增长9%，宜昌市县域经济增长8%。", "420500"),
        ("武汉市和宜昌市：湖北省全省增长6%，省委、省政府部署，我省……湖北。", "420000"),
    ],
)
def test_a_text_is_placed_by_what_it_is_about(text: str, code: str):
    place = gazetteer().locate(text)
    assert place is not None
    assert place.code == code


@pytest.mark.parametrize(
    "text",
    [
        "",
        "一",
        "要坚持合作共和、新兴产业、公安机关、安居工程、光明前景、长寿和互助。",
        "全市工业增长9.0%。",
        "日照时间较长，阿里云计算。",
        "街道在区委区政府的领导下，完成投资3亿元，赴深圳、北京和上海等地招商。",
        "开发区设立了深圳经贸联络处，深耕深圳、北京、上海等产业集聚区，全区签约项目14个。",
        "口岸开行首列郑州至汉堡的班列，货物来自周边。",
        "班列从口岸出发，开往兰州，每天两列。",
        "货源覆盖沈阳、武汉等40个城市，吞吐量增长。",
        "从洛阳到郑州的高铁开通，洛阳—襄阳高铁开工。",
        "开通至长春、大连和沈阳航线12条，产品销往兰州、西宁等地。",
        "湾区建设提速，洛阳、开封等9市投资增长。",
        "洛阳市等4个城市获得称号，文化馆增加。",
        "新疆生产建设兵团2015年统计公报\n新疆兵团农场收入增长5%。",
        "邯郸县工业增长\n邯郸县全县投资增长9%，邯郸县新开工项目30个。",
        "生态富县，生态富民，工业兴县，全县投资增长9%。",
        "和合作社谈振兴\n合作社收入增长，合作、合作、合作。",
        "绥芬河口岸一行：增长两成。",
        "全县项目在邻近的自治县推广，务川经验。",
        "我们将按照上级党委、政府和县委部署，市直部门和县区联动，中心城区和县城建设。",
    ],
)
def test_common_words_are_no_places(text: str):
    assert gazetteer().locate(text) is None


def test_the_title_and_the_outlet_help_a_text_that_names_no_place():
    assert gazetteer().locate("全市增长9%。", title="聊城工业向好").code == "371500"
    assert gazetteer().locate("全市增长9%。", origin="聊城日报").code == "371500"
    assert gazetteer().locate("全市就业稳定。", origin="淮安日报").code == "320800"


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.txt")), ids=lambda path: path.stem[:3])
def test_the_seeds_are_placed(path: Path):
    text = OpenCC("t2s").convert(path.read_text(encoding="utf-8"))
    place = gazetteer().locate(text)
    assert place is not None
    assert place.zh == ("泰安" if path.stem.startswith("002") else "聊城")


def test_a_huge_text_on_one_line_is_placed():
    assert gazetteer().locate("聊城市工业" * 1_000_000).code == "371500"
