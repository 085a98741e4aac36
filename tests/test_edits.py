"""Hand edits outlive a rebuild, are never put to another sentence, and never change a number."""

from __future__ import annotations

import json
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from select_samples import OPTIONS, PHRASING, city, reading, theme
from workspaces import report as full_report
from workspaces import run, workspace

from briefgen import pipeline
from briefgen.editing.file import saved
from briefgen.errors import SettingsError
from briefgen.overrides import (
    KEY,
    Override,
    belongs,
    document_part,
    key_in,
    load_overrides,
    sentence_digest,
    theme_key,
)
from briefgen.rewording import heading_fault, reworded
from briefgen.select import draft
from briefgen.select.compose import Content, compose
from briefgen.select.highlight import find
from briefgen.select.options import Hands, Rewording

DAY = ("--date", "2024-05-31", "--no-proof", "--formats", "docx")
WORDED = "全市工业投资同比增长23.9%，位居全省第2位"
INVESTMENT = "工业投资同比增长23.9%，居全省第2位"


def report(city="聊城市"):
    """The report of the commands' tests, its second point without a period of its own."""
    return full_report(city).replace(f"1—4月份，{city}工业投资", "工业投资")


@pytest.fixture(scope="module")
def understood(tmp_path_factory):
    """The report as a reading."""
    path = tmp_path_factory.mktemp("one") / "a.txt"
    path.write_text(report(), encoding="utf-8")
    article = pipeline.open_article(path, "seeds/a.txt")
    return pipeline.understand(article, pipeline.glossary_of(None))


def key_of(understood, words):
    return next(each.key for each in understood.highlights if words in each.text)


def highlight_key(path, sentence, words, number=1):
    return key_in(path, sentence_digest(sentence), words, number)


# --- keys ----------------------------------------------------------------------------------------


def test_a_key_names_the_document_and_the_words():
    key = highlight_key("seeds/a.txt", "今年，增长7.9%", "增长7.9%")
    assert KEY.fullmatch(key)
    assert belongs(key, "elsewhere/a.txt")
    assert not belongs(key, "seeds/b.txt")
    others = {
        highlight_key("seeds/b.txt", "今年，增长7.9%", "增长7.9%"),
        highlight_key("seeds/a.txt", "去年，增长7.9%", "增长7.9%"),
        highlight_key("seeds/a.txt", "今年，增长7.9%", "今年，增长7.9%"),
        highlight_key("seeds/a.txt", "今年，增长7.9%", "增长7.9%", 2),
        theme_key("seeds/a.txt", "今年，增长7.9%", "增长7.9%"),
    }
    assert len({key, *others}) == 6
    assert document_part("seeds/a.txt") in key


def test_keys_stay_when_other_sentences_come_or_go(tmp_path):
    def keys(text):
        path = tmp_path / "a.txt"
        path.write_text(text, encoding="utf-8")
        article = pipeline.open_article(path, "seeds/a.txt")
        made = pipeline.understand(article, pipeline.glossary_of(None))
        return {each.text: each.key for each in made.highlights}

    before = keys(report())
    added = "四是开放有为。1—4月份，聊城市实现进出口总额185.2亿元，同比增长11.3%。"
    after = keys(report().replace("一是工业", f"{added}\n\n一是工业"))
    assert before.items() < after.items()
    changed = keys(report().replace("居全省第2位", "居全省第3位"))
    # both lines of the sentence that changed
    assert {words[:4] for words, _ in before.items() - changed.items()} == {"工业投资", "技改投资"}


def test_equal_sentences_have_different_keys():
    twice = "规模以上工业增加值同比增长7.9%。"
    figures = ["7.9%|规模以上工业增加值"]
    made = find(reading("m", [("T1", twice, figures), ("T1", twice, figures)], [theme("T1", "稳")]))
    keys = [each.highlight.key for each in made]
    assert len(set(keys)) == len(keys) == 2
    assert keys[1] == f"{keys[0]}_2"


# --- words ---------------------------------------------------------------------------------------

FINE = [
    "全市工业投资同比增长23.9%，居全省第2位",
    "工业投资同比增长23.9%，位列全省第2位。",
    "聊城市工业投资同比增长23.9%，位居全省第2位",
    "工业投资增势良好，同比增长23.9%，居全省第2位",
]
REFUSED = [
    ("1—4月份，工业投资同比增长23.9%，居全省第2位", "it adds 1, 4"),
    ("增势良好，同比增长23.9%，居全省第2位", "it does not say any more what 23.9% counts"),
    ("工业投资同比增长23.8%，居全省第2位", "it loses 23.9 and it adds 23.8"),
    ("工业投资较快增长，居全省第2位", "it loses 23.9"),
    ("工业投资同比增长23.9%，居全省第2位、全国第9位", "it adds 9"),
    ("工业投资同比增长23.9%，居全省第3位", "it loses 2 and it adds 3"),
    ("工业投资同比增长23.9个百分点，居全省第2位", "it loses 23.9 %"),
    ("工业投资同比下降23.9%，居全省第2位", "direction of 23.9% changes: up becomes down"),
    ("工业投资同比增长超23.9%，居全省第2位", "it adds over 23.9 %"),
    ("工业投资同比增长约23.9%，居全省第2位", "it adds about 23.9 %"),
    ("技改投资同比增长23.9%，居全省第2位", "would be that of 技改投资, not of 工业投资"),
    ("力争工业投资同比增长23.9%，居全省第2位", "whether this is a plan"),
    ("预计工业投资同比增长23.9%，居全省第2位", "whether this is a forecast"),
    ("工业投资环比增长23.9%，居全省第2位", "basis of 23.9% changes"),
    ("去年工业投资同比增长23.9%，居全省第2位", "period of 23.9% changes"),
    ("工业投资同比增长23.9%，居全国第2位", "rank of 23.9% changes"),
    ("工业投资同比增长百分之二十三点九，居全省第2位", "it loses 23.9"),
    ("工业投资同比增长23.9%，居全省第2位，三分之二的项目开工", "it adds"),
    ("工业投资（同比增长23.9%，居全省第2位", "bracket"),
    ("", "empty"),
    ("工业投资\n同比增长23.9%，居全省第2位", "line break"),
    ("长" * 300, "longer"),
]


@pytest.mark.parametrize("text", FINE)
def test_other_words_with_the_same_numbers_are_taken(understood, text):
    key = key_of(understood, INVESTMENT)
    made = reworded(understood, {key: text})[key]
    assert made.fault == ""
    assert "".join(run for run, _ in made.runs) == text.rstrip("。")
    figures = next(each.figures for each in understood.highlights if each.key == key)
    assert tuple(figure for _, figure in made.runs if figure) == figures


@pytest.mark.parametrize(("text", "reason"), REFUSED)
def test_words_that_say_another_number_are_refused(understood, text, reason):
    key = key_of(understood, INVESTMENT)
    made = reworded(understood, {key: text})[key]
    assert reason in made.fault
    assert made.runs == ()


def test_a_wrong_rewording_does_not_take_others_with_it(understood):
    wrong, fine = key_of(understood, INVESTMENT), key_of(understood, "473家")
    made = reworded(
        understood,
        {
            wrong: "今年1—5月份，工业投资同比增长23.9%，居全省第2位",
            fine: "全市新增创新型中小企业473家，完成投资95.3亿元",
        },
    )
    assert made[wrong].fault
    assert made[fine].fault == ""


STATIONS = "截至目前，聊城市累计建成开通5G基站1.11万个。"
GAINED = [  # what a number counts, with words more; the reason where it is another thing then
    ("累计建成并开通5G基站1.11万个", ""),
    ("累计已建成并开通5G基站1.11万个", ""),
    ("累计建成开通的5G基站1.11万个", ""),
    ("累计建成、未开通5G基站1.11万个", "would be that of"),
    ("累计建成并开通农村5G基站1.11万个", "would be that of"),
    ("累计建成并开通4G基站1.11万个", "it loses"),
    ("累计建成并开通5G基站1.12万个", "it loses 1.11"),
    ("累计建成并关停5G基站1.11万个", "would be that of"),
]


@pytest.mark.parametrize(("text", "reason"), GAINED)
def test_a_number_may_be_said_with_words_that_change_nothing_of_what_it_counts(
    tmp_path, text, reason
):
    path = tmp_path / "a.txt"
    path.write_text(f"# 聊城市通信业发展情况\n\n{STATIONS}\n", encoding="utf-8")
    made = pipeline.understand(pipeline.open_article(path, "a.txt"), pipeline.glossary_of(None))
    key = next(each.key for each in made.highlights if "5G" in each.text)
    fault = reworded(made, {key: text})[key].fault
    assert (reason in fault) if reason else fault == ""


def test_a_key_of_another_document_is_left_alone(understood):
    assert reworded(understood, {highlight_key("b.txt", "x", "x"): "y"}) == {}


@pytest.mark.parametrize(
    ("was", "text", "english", "fine"),
    [
        ("工业运行稳中有进", "工业稳中向好", "", True),
        ("工业运行稳中有进", "工业稳中向好", "Industry steady", True),
        ("实施3项行动", "3项行动见效", "3 campaigns", True),
        ("实施3项行动", "4项行动见效", "", False),
        ("工业运行稳中有进", "工业增长7.9%", "", False),
        ("工业运行稳中有进", "工业稳中向好", "Industry up 7.9%", False),
        ("工业运行稳中有进", "工业（稳中向好", "", False),
    ],
)
def test_a_heading_keeps_its_numbers(was, text, english, fine):
    assert (heading_fault(was, text, english) == "") is fine


# --- the page ------------------------------------------------------------------------------------


def edited(readings, *overrides, rewordings=None, gone=()):
    hands = Hands(overrides, rewordings or {}, gone=frozenset(gone))
    made = draft(readings, PHRASING, replace(OPTIONS, hands=hands))
    return compose(made, Content(made.themes, 8)), made


def lines(page):
    themed = [line for each in page.documents for t in each.themes for line in t.lines]
    return themed + [line for each in page.documents for line in each.targets]


def test_no_edits_no_change():
    assert edited(city())[1] == draft(city(), PHRASING, OPTIONS)


def test_what_is_hidden_is_nowhere_on_the_page():
    page, made = edited(city())
    for line in lines(page):
        if not any(run.figure for run in line.runs):
            continue
        without, _ = edited(city(), Override(line.key, hide=True))
        figures = {run.figure for run in line.runs if run.figure}
        assert line.key not in {each.key for each in lines(without)}
        assert figures.isdisjoint(figure for figure, _ in without.printed_figures())
        assert [each.reason for each in without.held if each.key == line.key] == [
            "hidden by an editor"
        ]
        assert [each.problem for each in without.edits] == [""]
    key = made.key_figures[0].figure
    holder = next(
        f.highlight.key for f in find(city()[0]) if key.split(":")[1] in f.highlight.figures
    )
    without, _ = edited(city(), Override(holder, hide=True))
    assert key not in {each.figure for each in without.key_figures}


def test_what_is_pinned_comes_first():
    page, _ = edited(city())
    printable = [each for each in page.held if each.reason == "no room on the page"]
    for each in printable:
        pinned, made = edited(city(), Override(each.key, pin=True))
        assert made.candidates[0].key == each.key
        assert each.key in {line.key for line in lines(pinned)}
        assert pinned.edits[0].problem == ""


def test_a_pin_without_room_is_told():
    made = edited(city(), Override(edited(city())[1].candidates[-1].key, pin=True))[1]
    assert compose(made, Content(0, 3)).edits[0].problem == "no room on the page"


def test_a_pinned_line_stands_in_place_of_its_like():
    page, _ = edited(city())
    same = [each for each in page.held if each.reason.startswith("says the same as")]
    for each in same:
        pinned, _ = edited(city(), Override(each.key, pin=True))
        assert each.key in {line.key for line in lines(pinned)}


def test_a_line_moves_within_its_theme_only():
    made = edited(city())[1]
    blocks = {}
    for each in made.candidates:
        blocks.setdefault(each.block, []).append(each)
    rows = next(sorted(each, key=lambda c: c.place) for each in blocks.values() if len(each) > 1)
    first, last = rows[0], rows[-1]
    other = next(each for each in made.candidates if each.block != first.block)

    def order(*overrides):
        moved, made = edited(city(), *overrides)
        own = sorted(
            (each for each in made.candidates if each.block == first.block), key=lambda c: c.place
        )
        return [each.key for each in own], [each.problem for each in moved.edits]

    keys = [each.key for each in rows]
    assert order()[0] == keys
    moved, told = order(Override(last.key, before=first.key))
    assert (moved, told) == ([last.key, *keys[:-1]], [""])
    moved, told = order(Override(first.key, after=last.key))
    assert (moved, told) == ([*keys[1:], first.key], [""])
    # a line has its own place before another comes to stand beside it
    later = Override(keys[1], after=last.key), Override(last.key, before=first.key)
    assert order(*later)[0][:3] == [last.key, keys[1], first.key]
    assert order(*reversed(later))[0][:3] == [last.key, keys[1], first.key]
    ring = Override(first.key, after=last.key), Override(last.key, after=first.key)
    assert sorted(order(*ring)[0]) == sorted(keys)
    moved, told = order(Override(first.key, after=other.key))
    assert moved == keys
    assert "different themes" in told[0]
    moved, told = order(Override(first.key, after=highlight_key("x", "x", "x")))
    assert moved == keys
    assert "not there" in told[0]


def test_words_of_an_editor_stand_on_the_page_with_the_source_beside():
    page, _ = edited(city())
    line = next(each for each in lines(page) if any(run.figure for run in each.runs))
    own = next(run for run in line.runs if run.figure)
    made = Rewording((("其中", ""), (own.text, own.figure.split(":")[1])))
    after, _ = edited(city(), Override(line.key, text="x"), rewordings={line.key: made})
    new = next(each for each in lines(after) if each.key == line.key)
    assert new.text.endswith(f"其中{own.text}")
    assert new.was == line.text
    refused = {line.key: Rewording((), "it loses 1")}
    after, _ = edited(city(), Override(line.key, text="x"), rewordings=refused)
    assert next(each for each in lines(after) if each.key == line.key).text == line.text
    assert after.edits[0].problem == "it loses 1"


def test_a_theme_gets_the_editors_heading():
    page, _ = edited(city())
    block = next(each for doc in page.documents for each in doc.themes if each.key)
    after, _ = edited(city(), Override(block.key, text="另一个标题", text_en="Another heading"))
    new = next(each for doc in after.documents for each in doc.themes if each.key == block.key)
    assert "另一个标题" in {new.label.zh, new.title.zh}
    assert new.was == " ".join(filter(None, (block.label.zh, block.title.zh)))


def test_an_edit_of_a_changed_source_is_told_and_goes_to_no_other_line():
    readings = city()
    path = readings[0].article.source.path
    lost = highlight_key(path, "没有这句", "没有这句")
    foreign = Override("h000000_00000000", pin=True)
    page, _ = edited(readings, Override(lost, hide=True, text="没有"), foreign)
    assert [(each.key, each.did) for each in page.edits] == [(lost, "hide"), (lost, "text")]
    assert all("does not say this any more" in each.problem for each in page.edits)
    assert lines(page) == lines(edited(city())[0])
    page, _ = edited(readings, foreign, gone=[foreign.key])
    assert [each.problem for each in page.edits] == ["its document is gone"]


# --- the file ------------------------------------------------------------------------------------

GOOD = "h1a2b3c_4d5e6f70"
WRONG = [
    ('[[edit]]\nkey = "h1"\npin = true', ":2: `key` must be a key"),
    ("[[edit]]\npin = true", ":1: `key` must be a key"),
    (f'[[edit]]\nkey = "{GOOD}"\npin = 1', ":3: `pin` must be true or false"),
    (f'[[edit]]\nkey = "{GOOD}"\nhidden = true', ":3: `hidden` is unknown"),
    (f'[[edit]]\nkey = "{GOOD}"\npin = true\nhide = true', "cannot be pinned and hidden"),
    (f'[[edit]]\nkey = "{GOOD}"\nbefore = "x"', ":3: `before` must be a key"),
    (f'[[edit]]\nkey = "{GOOD}"\nbefore = "{GOOD}"\nafter = "{GOOD}"', "not both"),
    (f'[[edit]]\nkey = "t{GOOD[1:]}"\npin = true', "`pin` is for a highlight"),
    (f'[[edit]]\nkey = "{GOOD}"\ntext_en = "x"', "`text_en` is for a theme"),
    (f'[[edit]]\nkey = "{GOOD}"\ntext = " "', "`text` is empty"),
    (f'[[edit]]\nkey = "{GOOD}"\n[[edit]]\nkey = "{GOOD}"', ":4:"),
    ("[edit]\nx = 1", "double brackets"),
    ("pins = []", "`pins` is unknown"),
    ("[[edit]", "cannot be read"),
]


@pytest.mark.parametrize(("text", "told"), WRONG)
def test_a_wrong_file_is_told_with_its_lines(tmp_path, text, told):
    path = tmp_path / "overrides.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load_overrides(path)
    assert told in str(caught.value)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f'[[edit]]\nkey = "{GOOD}"\n\npin = 1', 4),
        (f'[[edit]]\nkey = "{GOOD}"\nhid = true\n[[edit]]\nkey = 3', 3),
        (f'[[edit]]\nkey = "{GOOD}\npin = true', 2),
        (f'[[edit]]\nkey = "{GOOD}"\ntext = """x\n\n', 5),
        ("", 1),
    ],
)
def test_the_place_of_a_wrong_file_has_the_first_wrong_line(tmp_path, text, line):
    path = tmp_path / "overrides.toml"
    path.write_bytes(text.encode() or b"\xff")
    with pytest.raises(SettingsError) as caught:
        load_overrides(path)
    assert caught.value.where == f"{path}:{line}"


def test_what_people_wrote_into_the_file_stays(tmp_path):
    path = tmp_path / "overrides.toml"
    saved(path, [Override(GOOD, was="甲", pin=True)])
    path.write_text(path.read_text(encoding="utf-8") + "# 我的备注\n", encoding="utf-8")
    other = Override("h1a2b3c_00000000", hide=True)
    saved(path, [other])
    saved(path, [Override(GOOD, was="甲", text="乙")])
    text = path.read_text(encoding="utf-8")
    assert "# 我的备注" in text
    assert "手工改动" in text
    assert load_overrides(path) == (Override(GOOD, was="甲", text="乙"), other)
    once = path.read_bytes()
    saved(path, [other])
    assert path.read_bytes() == once
    saved(path, [Override(GOOD), Override(other.key)])
    assert load_overrides(path) == ()


# --- the commands --------------------------------------------------------------------------------


@pytest.fixture
def place(tmp_path):
    return workspace(tmp_path / "w", a=report())


def edit(place, *words):
    return run("edit", *words, "--workspace", place)


def sidecar(place):
    result = run("build", "--city", "聊城", *DAY, "--workspace", place)
    assert result.exit_code == 0, result.stderr
    return json.loads(next((place / "output").glob("*.json")).read_text(encoding="utf-8")), result


def test_edits_outlive_a_rebuild(place):
    assert edit(place, "reword", INVESTMENT, WORDED).exit_code == 0
    assert edit(place, "hide", "473家").exit_code == 0
    first, told = sidecar(place)
    assert "2 hand edits, 2 carried out" in told.stdout
    page = next((place / "output").glob("*.docx"))
    bytes_before = page.read_bytes()
    second, _ = sidecar(place)
    assert first == second
    assert page.read_bytes() == bytes_before
    printed = json.dumps(first["printed"], ensure_ascii=False)
    assert "473" not in printed
    assert [each["did"] for each in first["hand_edits"]] == ["text", "hide"]
    for suffix in ("json", "docx"):
        path = next((place / "output").glob(f"*.{suffix}"))
        result = run("verify", path, "--workspace", place)
        assert result.exit_code == 0, result.stdout


def test_an_edited_page_is_verified_without_its_data_too(place):
    assert edit(place, "pin", INVESTMENT).exit_code == 0
    assert edit(place, "reword", INVESTMENT, WORDED).exit_code == 0
    assert edit(place, "retitle", "投资增势良好", "投资较快增长").exit_code == 0
    sidecar(place)
    next((place / "output").glob("*.json")).unlink()
    page = next((place / "output").glob("*.docx"))
    result = run("verify", page, "--workspace", place)
    assert result.exit_code == 0, result.stdout
    (place / "overrides.toml").unlink()
    assert run("verify", page, "--workspace", place).exit_code == 1


def test_a_rewording_is_refused_and_the_file_stays(place):
    result = edit(place, "reword", INVESTMENT, "工业投资同比增长33.9%，居全省第2位")
    assert result.exit_code == 1
    assert "it loses 23.9 and it adds 33.9" in result.stderr
    assert not (place / "overrides.toml").exists()


def test_a_period_that_the_page_prints_before_a_line_is_told_to_be_left_out(tmp_path):
    place = workspace(tmp_path / "w", a=full_report())
    line = "技改投资同比增长12.1%"
    result = edit(place, "reword", line, f"据统计，1—4月份，{line}")
    assert result.exit_code == 1
    assert "the page prints “1—4月份” before it anyway: leave it out" in result.stderr
    assert edit(place, "reword", line, "1—4月份，技改投资同比较快增长12.1%").exit_code == 0
    result = edit(place, "reword", line, "据统计，1—4月份，技改投资同比增长13.1%")
    assert "leave it out" in result.stderr
    result = edit(place, "reword", line, "技改投资同比增长13.1%")
    assert "it loses 12.1 and it adds 13.1" in result.stderr
    assert "leave it out" not in result.stderr


def test_verify_catches_words_that_changed_in_the_data_of_a_page(place):
    edit(place, "pin", INVESTMENT)
    edit(place, "reword", INVESTMENT, WORDED)
    sidecar(place)
    path = next((place / "output").glob("*.json"))
    text = path.read_text(encoding="utf-8")
    assert "位居全省第2位" in text
    for was, now in (("位居全省第2位", "位居全国第2位"), ("全市工业投资", "全市技改投资")):
        path.write_text(text.replace(was, now), encoding="utf-8")
        result = run("verify", path, "--workspace", place)
        assert result.exit_code == 1
        assert "an editor's words say otherwise" in result.stdout


def test_a_changed_source_is_a_listed_problem(place):
    edit(place, "hide", INVESTMENT)
    seed = place / "seeds" / "a.txt"
    seed.write_text(report().replace("23.9%，居全省第2位", "24.1%，居全省第2位"), encoding="utf-8")
    data, told = sidecar(place)
    assert "1 hand edit, 0 carried out" in told.stdout
    assert "does not say this any more; it may be h" in told.stderr
    assert "24.1%" in json.dumps(data["printed"], ensure_ascii=False)
    assert data["hand_edits"][0]["problem"]
    listed = edit(place, "list")
    assert listed.exit_code == 1
    assert "1 edit, 1 that cannot be carried out" in listed.stdout
    seed.rename(seed.with_name("b.txt"))
    _, told = sidecar(place)
    assert "its document is gone" in told.stderr
    key = data["hand_edits"][0]["key"]
    assert edit(place, "undo", key).exit_code == 0
    said = "改动 0 处，其中 0 处不能照办\n0 edits, 0 that cannot be carried out\n"
    assert edit(place, "list").stdout == said
    assert edit(place, "undo", key).exit_code == 1


def test_keys_are_listed_and_stand_in_the_proof_sheet(place):
    listed = edit(place, "keys", "--city", "聊城").stdout
    key = next(line.split()[0] for line in listed.splitlines() if INVESTMENT in line)
    title = next(line.split()[0] for line in listed.splitlines() if "投资增势良好" in line)
    assert edit(place, "retitle", title, "投资较快增长", "--en", "Investment up").exit_code == 0
    assert edit(place, "move", key, "--before", "技改投资同比增长12.1%").exit_code == 0
    assert "[text]" in edit(place, "keys", place / "seeds" / "a.txt").stdout
    made = run("build", "--city", "聊城", "--workspace", place, "--formats", "docx")
    assert made.exit_code == 0
    sheet = next((place / "output").glob("*.html")).read_text(encoding="utf-8")
    assert title in sheet
    assert "投资较快增长" in sheet
    result = run("verify", next((place / "output").glob("*.docx")), "--workspace", place)
    assert result.exit_code == 0, result.stdout


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("pin", "h1a2b3c_4d5e6f70"), "no highlight or theme"),
        (("pin", "没有这样的话"), "no highlight or theme"),
        (("pin", "同比增长"), "of them have these words"),
        (("pin", "投资增势良好"), "can only be retitled"),
        (("move", INVESTMENT, "--before", INVESTMENT), "beside another"),
    ],
)
def test_what_cannot_be_edited_is_said(place, words, told):
    result = edit(place, *words)
    assert result.exit_code == 1
    assert told in result.stderr


def test_edits_of_another_city_leave_a_page_alone(place):
    path = Path(place) / "seeds" / "b.txt"
    path.write_text(report("泰安市"), encoding="utf-8")
    before, _ = sidecar(place)
    listed = edit(place, "keys", path).stdout
    key = next(line.split()[0] for line in listed.splitlines() if "473家" in line)
    edit(place, "hide", key)
    after, _ = sidecar(place)
    assert before == after
    assert tomllib.loads((place / "overrides.toml").read_text(encoding="utf-8"))["edit"][0]["hide"]
