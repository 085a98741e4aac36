"""What is chosen for the page, and how it is made to fit."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache

import pytest
from select_samples import OPTIONS, PHRASING, PLACE, city, moved, reading, theme

from briefgen.english.printed import basis_words
from briefgen.errors import FitError, SourceError
from briefgen.model import Basis, Bound, Measure, Passage, Problem, Status, Traced
from briefgen.select import PageMeasure, draft, fit, fit_report, highlights
from briefgen.select.compose import NO_ROOM, compose
from briefgen.select.fit import MOST_LAYOUTS, STEPS, ladder, largest, setting
from briefgen.select.headings import damaged


def page_weight(page):
    lines = [line for each in page.documents for block in each.themes for line in block.lines]
    lines += [line for each in page.documents for line in each.targets]
    text = sum(len(line.text) + 6 for line in lines)
    blocks = sum(len(each.themes) for each in page.documents)
    return text + 14 * blocks + 60 * len(page.documents) + 30 * len(page.rows) + 200


class Paper:
    """A fake renderer: `room` is what the page holds at the standard setting."""

    def __init__(self, room, *, tells=True, word=0.99, jumps=0.0, power=1.0):
        self.room, self.tells, self.word_share = room, tells, word
        self.jumps, self.power, self.calls = jumps, power, 0

    def filled(self, page, fit):
        size = fit.body / 10 * fit.leading / 1.6 * (0.9 + 0.1 * fit.spacing)
        return page_weight(page) / self.room * size

    def count(self, page, *, exact=False):
        share = min(self.word_share, 1) if exact else self.word_share
        return self.filled(page, page.fit_word) * share

    def lay_out(self, page):
        self.calls += 1
        fill = self.filled(page, page.fit) ** self.power
        if self.jumps:
            fill = round(fill / self.jumps) * self.jumps
        pages = max(1, -int(-fill // 1))
        return PageMeasure(pages, 0.4 if pages > 1 and not self.tells else fill)

    def holds(self, page):
        return self.lay_out(page).fits and self.count(page) <= 1


def printed_lines(page):
    lines = [line for each in page.documents for block in each.themes for line in block.lines]
    return lines + [line for each in page.documents for line in each.targets]


def printed_figures(page):
    of_lines = {run.figure for line in printed_lines(page) for run in line.runs if run.figure}
    return of_lines | {key.figure for key in page.key_figures}


def many(count):
    """A document of `count` themes with two lines each."""
    passages = [
        (
            f"T{n}",
            f"新增第{n}类优质企业{n + 20}家。扎实开展第{n}类专题培训{n + 100}场。",
            [f"{n + 20}家|新增第{n}类优质企业", f"{n + 100}场|第{n}类专题培训"],
        )
        for n in range(count)
    ]
    return reading("m", passages, [theme(f"T{n}", f"主题{n}") for n in range(count)])


PAPERS = [
    {"room": room, "tells": tells, "jumps": jumps, "power": power, "word": word}
    for room in (350, 420, 600, 900, 1500, 4000)
    for tells in (True, False)
    for jumps in (0.0, 0.07)
    for power, word in ((1.0, 0.99), (2.5, 1.02), (0.4, 0.8))
]


HEAPS = {"a city": city(), "a long one": [many(30)], "both": [*city(), many(40)]}


@cache
def drafted(heap):
    return draft(HEAPS[heap], PHRASING, OPTIONS)


@pytest.mark.parametrize("shape", PAPERS)
@pytest.mark.parametrize("heap", HEAPS)
def test_the_result_is_one_page_whatever_the_paper(shape, heap):
    paper = Paper(**shape)
    chosen = drafted(heap)
    try:
        page = fit(chosen, paper)
    except FitError:
        least = Paper(**shape)
        first = ladder(chosen)[0][0]
        assert not least.holds(compose(chosen, first).setting(setting(-STEPS)))
        return
    assert paper.calls <= MOST_LAYOUTS
    assert paper.holds(page)
    assert_sound(page, HEAPS[heap])


def assert_sound(page, readings):
    lines = {line.id for line in printed_lines(page)}
    held = [each.id for each in page.held]
    total = sum(len(highlights(each)) for each in readings)
    assert len(held) == len(set(held))
    assert lines.isdisjoint(held)
    assert len(lines) + len(held) == total
    assert {row.figure for row in page.rows} <= printed_figures(page)
    assert len({row.figure for row in page.rows}) == len(page.rows)
    numbers = {note.number for note in page.sources}
    assert {line.source for line in printed_lines(page)} <= numbers


@pytest.mark.parametrize("room", [700, 900, 1200])
def test_the_page_is_well_filled_where_there_is_enough_to_say(room):
    page = fit(draft([*city(), many(40)], PHRASING, OPTIONS), paper := Paper(room))
    assert 0.93 <= paper.lay_out(page).fill <= 1
    assert 0.93 <= paper.count(page) <= 1


def test_a_page_too_small_for_anything_fails_loudly():
    with pytest.raises(FitError, match="cannot hold"):
        fit(draft(city(), PHRASING, OPTIONS), Paper(100))


@pytest.mark.parametrize("near", [-99, -24, -20, 0, 3, 24, 99])
@pytest.mark.parametrize("last", range(-25, 25))
def test_the_largest_that_fits_is_found_from_any_guess(last, near):
    tried = []

    def fits(number):
        assert -24 <= number <= 24
        tried.append(number)
        return number <= last

    assert largest(-24, 24, fits, near) == last
    off = abs(last - min(max(near, -24), 24))
    assert len(tried) == len(set(tried)) <= 2 * (off + 1).bit_length() + 2


def test_overfull_gives_spacing_then_leading_then_size():
    steps = [setting(-step) for step in range(0, STEPS + 1, 2)]
    assert [each.spacing for each in steps] == sorted((s.spacing for s in steps), reverse=True)
    assert steps[4].leading == setting(0).leading
    assert steps[4].spacing < setting(0).spacing
    assert steps[8].body == setting(0).body
    assert steps[8].leading < steps[4].leading
    assert (steps[12].body, steps[12].table) == (9.0, 7.0)


def test_the_same_input_gives_the_same_page_in_any_order():
    pages = [fit(draft(order, PHRASING, OPTIONS), Paper(900)) for order in (city(), city()[::-1])]
    assert pages[0] == pages[1]


def test_documents_stand_newest_first_and_undated_last():
    page = fit(draft(city(), PHRASING, OPTIONS), Paper(1500))
    assert [each.day for each in page.documents] == ["2024-05-27", "2024-01-23", ""]
    assert [note.path[6] for note in page.sources] == ["b", "a", "c"]


def test_key_figures_are_results_of_distinct_indicators():
    keys = draft(city(), PHRASING, OPTIONS).key_figures
    assert 3 <= len(keys) <= 5
    assert len({key.label.zh for key in keys}) == len(keys)
    assert {key.status for key in keys} == {Status.ACTUAL}
    assert (keys[0].value, keys[0].unit.zh) in {("+7.9", "%"), ("+23.9", "%")}


@pytest.mark.parametrize(
    ("basis", "notes"),
    [
        (Basis.AVERAGE, ("2021/2025，年均", "2021/2025; a year on average")),
        (Basis.MOM, ("2021/2025，环比", "2021/2025; m/m")),
        (Basis.YOY, ("2021/2025", "2021/2025")),
    ],
)
def test_a_key_figure_says_what_it_is_against_unless_it_is_the_year_before(basis, notes):
    more = {"basis": basis, "period": "2021/2025"}
    passages = [(None, "居民收入增长6.1%。", ["6.1%|居民收入"], more)]
    phrasing = replace(PHRASING, basis=basis_words)
    (key,) = draft([reading("e", passages)], phrasing, OPTIONS).key_figures
    assert (key.note.zh, key.note.en) == notes


def test_points_contributed_are_no_key_figure():
    passages = [
        (None, "工业投资增长7.1%。", ["7.1%|工业投资"]),
        (None, "拉动投资增长9.2%。", ["9.2%|工业拉动投资增长"], {"measure": Measure.CONTRIBUTION}),
    ]
    chosen = draft([reading("e", passages)], PHRASING, OPTIONS)
    assert [key.label.zh for key in chosen.key_figures] == ["工业投资"]


def test_a_trend_has_one_point_a_year_oldest_first():
    keys = draft(city(), PHRASING, OPTIONS).key_figures
    (key,) = [each for each in keys if each.trend]
    assert [point.value for point in key.trend] == [Decimal("8.4"), Decimal("9.0"), Decimal("7.9")]
    assert [point.period.zh[:4] for point in key.trend] == ["2022", "2023", "2024"]


def test_no_trend_of_what_cannot_be_compared():
    one, two, three = city()
    other = [
        moved(two, {"figures": tuple(moved(f, {"basis": None}) for f in two.figures)}),
        moved(three, {"figures": tuple(moved(f, {"area": "冠县"}) for f in three.figures)}),
    ]
    assert not any(key.trend for key in draft([one, *other], PHRASING, OPTIONS).key_figures)


def test_targets_stand_together_and_are_marked():
    page = fit(draft(city(), PHRASING, OPTIONS), Paper(1500))
    targets = [line for each in page.documents for line in each.targets]
    assert [line.text for line in targets] == [
        "力争规模以上工业增加值增长7%以上",
        "新增规上企业100家",
    ]
    assert {line.status for line in targets} == {Status.TARGET}
    themed = [x for each in page.documents for b in each.themes for x in b.lines]
    assert Status.TARGET not in {line.status for line in themed}
    rows = [row for row in page.rows if row.status is Status.TARGET]
    assert rows
    assert rows == list(page.rows[-len(rows) :])
    assert {row.theme for row in rows} == {"Target"}


def test_a_document_of_plans_keeps_its_themes():
    passages = [
        (f"T{n}", f"新增企业{n + 100}家。", [f"{n + 100}家|新增第{n}类企业|target"])
        for n in range(3)
    ]
    one = reading("p", passages, [theme(f"T{n}", f"任务{n}") for n in range(3)])
    page = fit(draft([one], PHRASING, OPTIONS), Paper(1500))
    (document,) = page.documents
    assert [block.label.zh for block in document.themes] == ["任务0", "任务1", "任务2"]
    assert {x.status for b in document.themes for x in b.lines} == {Status.TARGET}


def test_slogans_of_a_plan_are_no_results():
    passages = [
        ("T1", "新增企业120家。", ["120家|新增企业"]),
        ("T2.1", "新建泵站35座。新建公园12个。", ["35座|新建泵站|target", "12个|新建公园|target"]),
        ("T2.2", "深化改革，在全国率先推广典型经验。", []),
        ("T3", "深化改革，在全省推广典型经验做法。", []),
    ]
    themes = [theme("T1", "成绩"), theme("T2", "任务"), theme("T3", "改革")]
    themes += [theme("T2.1", "民生", parent="T2"), theme("T2.2", "改革攻坚", parent="T2")]
    chosen = draft([reading("s", passages, themes)], PHRASING, OPTIONS)
    assert [each.reason for each in chosen.held] == ["a plan without a figure"]
    assert [each.text for each in chosen.candidates if not each.figures] == [
        "深化改革，在全省推广典型经验做法"
    ]


def test_slogans_come_after_all_figures():
    """Neither in their order, nor to fill the shorter column."""
    facts = "".join(f"新增平台{n}家。" for n in range(21, 39))
    specs = [f"{n}家|新增第{n}类平台" for n in range(21, 39)]
    slogans = ("营造法治环境，保护合法权益。", "优化办事流程，提高服务质效。")
    parts = [theme(f"T2.1.{n}", f"第{n}项", parent="T2.1") for n in range(2)]
    themes = [theme("T1", "成绩"), theme("T2", "建设"), theme("T2.1", "作风", parent="T2"), *parts]
    passages = [("T1", facts, specs), *((f"T2.1.{n}", text, []) for n, text in enumerate(slogans))]
    chosen = draft([reading("s", passages, themes)], PHRASING, OPTIONS)
    plain = [n for n, each in enumerate(chosen.candidates) if not each.figures]
    assert plain == [2, len(chosen.candidates) - 1]
    page = fit(chosen, Paper(500))
    assert any(each.reason == NO_ROOM for each in page.held)
    assert [len(block.lines) for block in page.documents[0].themes if block.id == "0:T2"] == [1]


WEAK, STRONG = ("办理建议4417件。", ["4417件|办理建议"]), ("工业投资增长8.1%。", ["8.1%|工业投资"])


@pytest.mark.parametrize(("said", "needed"), [(WEAK, False), (STRONG, True)])
def test_what_stands_outside_the_themes_is_needed_where_it_is_worth_it(said, needed):
    themed = ("T1", "新增企业120家。新增平台25家。", ["120家|新增企业", "25家|新增平台"])
    options = replace(OPTIONS, cards=False)
    chosen = draft([reading("w", [(None, *said), themed], [theme("T1", "新")])], PHRASING, options)
    first = {each.block for each in chosen.candidates[: chosen.themes]}
    assert ("0:" in first) is needed


def test_rows_stand_in_the_order_of_the_themes():
    passages = [
        ("T1", "新增企业1200家。", ["1200家|新增企业"]),
        (None, "工业投资增长8.1%。", ["8.1%|工业投资"]),
    ]
    one = reading("r", passages, [theme("T1", "新")])
    page = fit(draft([one], PHRASING, replace(OPTIONS, cards=False)), Paper(1500))
    assert [block.label.zh for block in page.documents[0].themes] == ["总体", "新"]
    assert [row.theme_zh for row in page.rows] == ["总体", "新"]


MISLED = [  # a sentence, its figures, and those that have a row of their own
    ("7个平台服务企业2719家", ["7个|平台服务企业", "2719家|平台服务企业"], ["2719家"]),
    ("7个平台、29家企业", ["7个|平台", "29家|企业"], ["7个", "29家"]),
    ("新增企业7家、累计29家", ["7家|新增企业", "29家|企业"], ["7家", "29家"]),
    ("平台接入企业29家，节点接入7家", ["29家|接入企业", "7家|接入企业"], ["29家"]),
    ("接入企业29家，增长7%", ["29家|接入企业", "7%|接入企业"], ["29家", "7%"]),
    ("14个行业增长10%以上", ["14个|增长10%以上的行业", "10%|行业增加值"], ["14个"]),
    ("14个行业增长，投资增长10%", ["14个|行业", "10%|投资"], ["14个", "10%"]),
]


@pytest.mark.parametrize(("text", "specs", "told"), MISLED)
def test_a_row_says_nothing_that_the_text_does_not(text, specs, told):
    one = reading("m", [("T1", f"{text}。", specs)], [theme("T1", "新")])
    chosen = draft([one], PHRASING, replace(OPTIONS, cards=False))
    page = fit(chosen, Paper(1500))
    mentions = {f"0:{figure.id}": figure.mention for figure in one.figures}
    assert sorted(mentions[row.figure] for row in page.rows) == sorted(told)


@pytest.mark.parametrize(("limit", "misled"), [("500亿元", {"0:F2"}), ("600亿元", set())])
def test_a_threshold_beside_the_value_that_passed_it_has_no_row(limit, misled):
    text, specs = f"生产总值556.4亿元，超过{limit}。", ["556.4亿元|生产总值", f"{limit}|生产总值"]
    one = reading("m", [("T1", text, specs)], [theme("T1", "新")])
    value, passed = one.figures
    one = replace(one, figures=(value, replace(passed, bound=Bound.OVER)))
    chosen = draft([one], PHRASING, replace(OPTIONS, cards=False))
    assert chosen.misled == misled
    assert [row.figure for row in fit(chosen, Paper(1500)).rows] == ["0:F1"]


def test_what_two_documents_say_is_printed_in_the_newest():
    text, spec = "新增智能工厂29家。", ["29家|新增智能工厂"]
    filler = ("建成基站300个。", ["300个|建成基站"])
    old = reading("o", [(None, text, spec), (None, *filler)], event=date(2023, 1, 1))
    new = reading("n", [(None, text, spec)], event=date(2024, 1, 1))
    chosen = draft([old, new], PHRASING, OPTIONS)
    assert [each.id for each in chosen.candidates] == ["0:H1", "1:H2"]
    assert [each.reason for each in chosen.held] == ["says the same as 0:H1"]


def test_alike_words_with_other_numbers_are_two_lines():
    one = reading(
        "n",
        [
            (
                None,
                "新增省级质量标杆6家。新增省级质量标杆企业8家。",
                ["6家|质量标杆甲", "8家|质量标杆乙"],
                {"period": None},
            )
        ],
    )
    assert len(draft([one], PHRASING, OPTIONS).candidates) == 2


def test_a_forecast_stays_off_the_page_unless_its_words_say_so():
    one = reading(
        "f",
        [(None, "34家过50亿元。预计增加值翻番。", ["34家|企业|forecast", "翻番|增加值|forecast"])],
    )
    chosen = draft([one], PHRASING, OPTIONS)
    assert [each.text for each in chosen.candidates] == ["预计增加值翻番"]


FORETOLD = "预计实现生产总值391亿元；投资增长13.5%；出口增长8%。"
OF_FORETOLD = ["391亿元|生产总值|forecast", "13.5%|投资|forecast", "8%|出口|forecast"]


def test_a_forecast_that_goes_on_with_a_sentence_stands_as_in_the_source():
    one = reading("f", [(None, FORETOLD, OF_FORETOLD)])
    lines = printed_lines(fit(draft([one], PHRASING, OPTIONS), Paper(2000)))
    texts = [line.text for line in lines]
    assert texts == ["预计实现生产总值391亿元", "投资增长13.5%", "出口增长8%"]
    assert all(line.told for line in lines)


def test_a_forecast_without_its_sentence_is_led_by_the_word_that_says_so():
    one = reading("f", [(None, "预计，34家企业达标；投资增长13.5%。", ["13.5%|投资|forecast"])])
    (line,) = printed_lines(fit(draft([one], PHRASING, OPTIONS), Paper(2000)))
    assert (line.text, line.told) == ("预计投资增长13.5%", True)


def test_a_forecast_under_a_note_for_all_below_is_led_by_its_word():
    body = [
        (None, "预计（下同）实现总产值5亿元。", []),
        (None, "投资增长3%。", ["3%|投资|forecast"]),
    ]
    (line,) = printed_lines(fit(draft([reading("f", body)], PHRASING, OPTIONS), Paper(2000)))
    assert line.text == "预计投资增长3%"


def test_a_line_that_does_not_follow_its_sentence_says_when():
    text = "1—5月，工业投资增长23.9%；新增企业473家；建成基站300个。"
    specs = ["23.9%|工业投资", "473家|新增企业", "300个|建成基站"]
    one = reading("w", [(None, text, specs, {"period": "2024-01/2024-05"})], place=PLACE)
    chosen = draft([one], PHRASING, OPTIONS)
    page = fit(chosen, Paper(2000))
    texts = [line.text for line in printed_lines(page)]
    assert texts
    assert texts[0].startswith("1—5月，")
    assert all(not text.startswith("1—5月，") for text in texts[1:])


def test_runs_split_a_line_at_its_figures():
    page = fit(draft([many(3)], PHRASING, OPTIONS), Paper(1500))
    line = page.documents[0].themes[0].lines[0]
    marked = [run for run in line.runs if run.figure]
    assert [run.text for run in marked] == ["20家"]
    assert marked[0].figure == "0:F1"
    assert "".join(run.text for run in line.runs) == line.text


def test_each_theme_keeps_a_line_before_another_has_two():
    paper = Paper(520)
    page = fit(draft([many(8)], PHRASING, OPTIONS), paper)
    counts = [len(block.lines) for block in page.documents[0].themes]
    assert max(counts) == 1 or len(counts) == 8


def test_children_are_printed_under_their_top_themes():
    themes = [theme("T1", "点"), theme("T2", "线"), theme("T3", "面")]
    themes += [theme(f"T{n}.1", f"一是{n}", parent=f"T{n}") for n in (1, 2, 3)]
    passages = [(f"T{n}.1", f"新增企业{n}5家。", [f"{n}5家|新增第{n}类企业"]) for n in (1, 2, 3)]
    chosen = draft([reading("z", passages, themes)], PHRASING, OPTIONS)
    assert [block.label.zh for block in chosen.documents[0].blocks] == ["点", "线", "面"]
    under = [moved(each, {"parent": "R"}) for each in themes[:3]]
    deeper = [theme("R", "四个特点"), *under, *themes[3:]]
    chosen = draft([reading("z", passages, deeper)], PHRASING, OPTIONS)
    blocks = chosen.documents[0].blocks
    assert [block.label.zh for block in blocks] == ["点", "线", "面"]
    assert {block.parent.zh for block in blocks} == {"四个特点"}


def test_a_document_without_figures_has_lines_all_the_same():
    one = reading(
        "e", [(None, "全市上下凝心聚力。在全国率先建成省级示范平台。市里召开了会议。", [])]
    )
    page = fit(draft([one], PHRASING, OPTIONS), Paper(2000))
    assert printed_lines(page)
    assert page.rows == ()
    assert page.key_figures == ()


def test_a_row_of_the_table_is_never_another_s_figure():
    passages = [
        (None, "全省工业投资增长7.1%。", ["7.1%|工业投资"], {"area": "山东省"}),
        (None, "全市技改投资增长9.2%。", ["9.2%|技改投资"]),
        (None, "鲁西集团产值28亿元。", ["28亿元|鲁西集团产值"], {"area": "鲁西集团"}),
    ]
    page = fit(draft([reading("e", passages)], PHRASING, OPTIONS), Paper(2000))
    assert {row.indicator for row in page.rows} == {"en 技改投资", "en 鲁西集团产值"}


def test_the_table_of_a_short_page_grows_and_that_of_a_full_one_stays():
    few = many(20)
    short = fit(draft([few], PHRASING, OPTIONS), Paper(4000))
    assert len(short.rows) > 12
    full = fit(draft([*city(), many(40)], PHRASING, OPTIONS), Paper(700))
    assert 8 <= len(full.rows) <= 12


def test_what_no_glossary_has_gets_no_row_only_because_there_is_room():
    few = many(20)
    unknown = replace(few, figures=tuple(replace(one, covered=False) for one in few.figures))
    assert 8 <= len(fit(draft([unknown], PHRASING, OPTIONS), Paper(4000)).rows) <= 12


def test_english_that_went_wrong_gets_no_row():
    few = many(3)
    wrong = {few.figures[0].id, few.figures[3].id}
    phrasing = replace(PHRASING, garbled=lambda figure: figure.id in wrong)
    page = fit(draft([few], phrasing, OPTIONS), Paper(1500))
    right = {f"0:{figure.id}" for figure in few.figures if figure.id not in wrong}
    assert {row.figure for row in page.rows} == right


def test_word_is_set_smaller_where_the_pdf_has_room_for_more_rows():
    wide = fit(draft([many(12)], PHRASING, OPTIONS), Paper(2000, word=1.3))
    assert wide.fit_word.leading < wide.fit.leading
    assert len(wide.rows) > 12


def test_the_report_says_what_the_fit_did():
    page = fit(draft([*city(), many(40)], PHRASING, OPTIONS), Paper(700))
    assert fit_report(page).startswith("fit: ")
    assert fit_report(page).endswith("highlights held back")


def year_of_plans(*more):
    passages = [
        *((None, f"新增平台{n}家。", [f"{n}家|新增第{n}类平台"]) for n in range(21, 28)),
        (None, "新增规上企业100家。", ["100家|新增规上企业|target"], {"period": "2024"}),
        (None, "新建公园20个。", ["20个|新建公园|target"], {"period": "2024-Q1"}),
        (None, "建成基站300个。", ["300个|建成基站|target"], {"period": "2026"}),
        *more,
    ]
    return reading("y", passages)


def test_targets_are_listed_under_the_year_they_are_set_for():
    page = fit(draft([year_of_plans()], PHRASING, OPTIONS), Paper(1500))
    (document,) = page.documents
    assert document.targets_for == "2024"
    assert [line.text for line in document.targets] == ["新增规上企业100家", "新建公园20个"]


def test_a_target_for_another_year_is_held_back():
    chosen = draft([year_of_plans()], PHRASING, OPTIONS)
    held = {each.text: each.reason for each in chosen.held}
    assert held["建成基站300个"] == "a target for another year than most"


PLANS = [  # (target, its period), beside two targets for 2024: does it stand in the list?
    ("研发投入年均增长10%左右", "10%|研发投入", "2024/2028", False),
    ("“十五五”时期研发投入年均增长10%左右", "10%|研发投入", "2024/2028", True),
    ("到2028年研发投入增长10%左右", "10%|研发投入", "2024/2028", True),
    ("建成泵站280座", "280座|建成泵站", "2024-12", True),
]


@pytest.mark.parametrize(("text", "spec", "period", "stays"), PLANS)
def test_a_target_for_several_years_says_so_or_is_held_back(text, spec, period, stays):
    both = year_of_plans((None, f"{text}。", [f"{spec}|target"], {"period": period}))
    page = fit(draft([both], PHRASING, OPTIONS), Paper(1500))
    assert (text in [line.text for line in page.documents[0].targets]) is stays


ASIDES = [  # a target, and whether it states one
    ("5.5%左右的预期增长目标与发展规划总体衔接", "5.5%|增长目标", False),
    ("为实现2035年人均生产总值翻一番打好基础", "翻一番|人均生产总值", False),
    ("生产总值增长5.5%左右", "5.5%|生产总值", True),
    ("节省企业成本20亿元以上", "20亿元|企业成本", True),
    ("实现单位能耗下降5%的目标", "5%|单位能耗", True),
]


@pytest.mark.parametrize(("text", "spec", "stays"), ASIDES)
def test_what_is_only_said_of_a_target_is_held_back(text, spec, stays):
    both = year_of_plans((None, f"{text}。", [f"{spec}|target"], {"period": "2024"}))
    page = fit(draft([both], PHRASING, OPTIONS), Paper(1500))
    assert (text in [line.text for line in page.documents[0].targets]) is stays
    reasons = {each.text: each.reason for each in page.held}
    assert (reasons.get(text) == "a target that is only spoken of") is not stays


def test_a_title_that_the_source_cuts_off_is_left_off():
    one = reading("c", [("T1", "新增企业25家。", ["25家|新增企业"])], [theme("T1", "新")])
    (whole,) = draft([one], PHRASING, OPTIONS).documents[0].blocks
    assert damaged(one) == set()
    line = Passage("T1", 0, Traced("新 动能加速集聚成", tuple(range(900, 909))), "heading")
    cut = moved(
        one,
        {
            "themes": (moved(one.themes[0], {"title": "动能加速集聚成"}),),
            "passages": (*one.passages, line),
            "problems": (Problem("cut_off", 905, 909, "breaks off"),),
        },
    )
    (block,) = draft([cut], PHRASING, OPTIONS).documents[0].blocks
    assert (block.label, block.title.zh) == (whole.label, "")


def test_what_costs_no_height_is_put_where_a_column_has_room():
    class Columns(Paper):
        def filled(self, page, fit):
            documents = tuple(first_lines(each) for each in page.documents)
            short = moved(page, {"documents": documents, "rows": ()})
            return super().filled(short, fit)

    chosen = draft([many(6)], PHRASING, OPTIONS)
    held = len(printed_lines(fit(chosen, Paper(460))))
    assert len(printed_lines(fit(chosen, Columns(460)))) > held


def first_lines(document):
    themes = tuple(moved(block, {"lines": block.lines[:1]}) for block in document.themes)
    return moved(document, {"themes": themes})


def test_a_document_with_nothing_to_print_is_named():
    one = reading("n", [(None, "聊城。", [])])
    with pytest.raises(SourceError, match="no sentence that could be printed"):
        fit(draft([one], PHRASING, OPTIONS), Paper(900))


def test_the_opening_of_an_older_document_gives_way_to_its_themes():
    old = reading(
        "o",
        [
            (None, "工业投资增长9%。", ["9%|工业投资"]),
            ("T1", "新增企业25家。", ["25家|新增企业"]),
        ],
        [theme("T1", "新")],
        event=date(2023, 1, 1),
    )
    new = reading("n", [("T1", "新增平台29家。", ["29家|新增平台"])], [theme("T1", "稳")])
    chosen = draft([old, moved(new, {})], PHRASING, OPTIONS)
    must = {each.text for each in chosen.candidates[: chosen.themes]}
    assert "新增企业25家" in must
    assert "工业投资增长9%" not in must
