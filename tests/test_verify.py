"""`briefgen verify`: a page as built passes; a page changed by hand is caught, wherever it is."""

from __future__ import annotations

import json
import random
import re
import shutil
import zipfile
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

import pikepdf
import pytest
from lxml import etree
from workspaces import REPOSITORY, run, seeds

from briefgen import pipeline
from briefgen.model import Briefing, Status
from briefgen.press import Wish, take_orders
from briefgen.render import find_template
from briefgen.render.breaks import JOINER
from briefgen.render.pdf import lay_out
from briefgen.verify import verify
from briefgen.verify.documents import Archive, Witness
from briefgen.verify.furniture import headings
from briefgen.verify.page import Page
from briefgen.verify.statement import row_statement, statement
from briefgen.verify.stream import Block, stream
from briefgen.workspace import open_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from briefgen.model import Place

NAME = "聊城-2024-W22"
ROW = {"period": "2023", "compared": "", "status": "actual", "source": 1}
DAY = "2024-05-31"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEXT = re.compile(r"(<w:t(?: [^>]*)?>)([^<]*)(</w:t>)")


@pytest.fixture(scope="module", autouse=True)
def read_once():
    """Each document is read and understood once for a page, as long as its bytes are the same."""
    known: dict[tuple[str, bytes, Place | None], Witness | None] = {}
    read = Archive._read  # noqa: SLF001 - what takes nearly all the time of a check

    def reading(archive: Archive, shown: str) -> Witness | None:
        path = archive.workspace.root / shown
        key = shown, path.read_bytes() if path.is_file() else b"", archive.page
        if key not in known:
            known[key] = read(archive, shown)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Archive, "_read", reading)
        yield


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A workspace with the documents of the repository and a finished page."""
    folder = seeds(tmp_path_factory.mktemp("verify"))
    result = run("build", "--city", "聊城", "--date", DAY, "--workspace", folder)
    assert result.exit_code == 0, result.output
    return open_workspace(folder)


@pytest.fixture
def page(home, tmp_path):
    """The finished files in a folder of their own, to be changed by hand."""
    for path in home.settings.output.glob(f"{NAME}.*"):
        shutil.copy(path, tmp_path)
    return tmp_path / f"{NAME}.docx"


def xml_of(path: Path) -> str:
    """The page as typed: without what binds its numbers and spreads its lines."""
    with zipfile.ZipFile(path) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    for spread in list(root.iterfind(f".//{W}rPr/{W}spacing")):
        spread.getparent().remove(spread)
    for piece in list(root.iter(f"{W}r")):
        join_to_last(piece)
    xml = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return xml.decode().replace(JOINER, "")


def join_to_last(run) -> None:
    """Puts the words of a run into the one before it, if they look alike."""
    last = run.getprevious()
    if last is None or last.tag != run.tag:
        return
    looks = [[etree.tostring(each) for each in one if each.tag == f"{W}rPr"] for one in (last, run)]
    texts = [[each for each in one if each.tag != f"{W}rPr"] for one in (last, run)]
    if looks[0] == looks[1] and all([each.tag for each in one] == [f"{W}t"] for one in texts):
        texts[0][0].text = (texts[0][0].text or "") + (texts[1][0].text or "")
        run.getparent().remove(run)


def put(path: Path, xml: str) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["word/document.xml"] = xml.encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def edit(path: Path, old: str, new: str, *, last: bool = False) -> None:
    """One place of the Word page changed, as an editor's hand would."""
    xml = xml_of(path)
    assert old in xml, old
    put(path, new.join(xml.rsplit(old, 1)) if last else xml.replace(old, new, 1))


def swap(path: Path, one: str, other: str) -> None:
    xml = xml_of(path)
    assert one in xml
    assert other in xml
    put(path, other.join(part.replace(other, one) for part in xml.split(one)))


@pytest.mark.parametrize("suffix", ["pdf", "docx", "json"])
def test_a_page_as_built_passes(home, suffix):
    verdict = verify(home.settings.output / f"{NAME}.{suffix}", home)
    assert verdict.findings == ()
    assert len(verdict.traced) >= (200 if suffix != "json" else 30)


def without_data(path: Path) -> None:
    """The PDF without the JSON that is inside it."""
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        del document.Root.Names.EmbeddedFiles
        del document.Root.AF
        document.save(path)


@pytest.mark.parametrize("suffix", ["pdf", "docx"])
def test_a_page_without_its_json_is_held_against_all_documents(home, tmp_path, suffix):
    path = tmp_path / f"{NAME}.{suffix}"
    shutil.copy(home.settings.output / path.name, path)
    if suffix == "pdf":
        without_data(path)
    verdict = verify(path, home)
    assert verdict.findings == ()
    assert verdict.against == "all documents"
    assert "not beside it" in verdict.notes[0]


def test_a_pdf_alone_is_held_against_the_data_inside_it(home, tmp_path):
    shutil.copy(home.settings.output / f"{NAME}.pdf", tmp_path)
    verdict = verify(tmp_path / f"{NAME}.pdf", home)
    assert verdict.findings == ()
    assert verdict.against.endswith("its data")
    assert verdict.notes == ()


def test_the_command_says_so_and_leaves_with_0(home):
    result = run("verify", home.settings.output / f"{NAME}.pdf", "--workspace", home.root)
    assert result.exit_code == 0
    assert "numbers are traced" in result.output


def test_the_command_names_what_it_finds_and_leaves_with_1(home, page):
    edit(page, "98.6%", "99.6%", last=True)
    result = run("verify", page, "--workspace", home.root)
    assert result.exit_code == 1
    assert re.search(r"table \d+, row \d+: untraced: 99\.6", result.output)
    assert "98.6%" in result.output
    told = json.loads(run("verify", page, "--workspace", home.root, "--format", "json").output)
    assert told["ok"] is False
    assert told["untraced"][0]["number"] == "99.6"
    assert all(each["proofs"] for each in told["traced"] if each["kind"] == "row")


# --- Word, changed by hand ----------------------------------------------------------------------

CHANGES = {
    "a number": ("473家", "478家"),
    "a number of several digits": ("95.3亿元", "195.3亿元"),
    "亿 for 万": ("10万元", "10亿元"),
    "万 for 亿": ("95.3亿元", "95.3万元"),
    "a point moved": ("23.9%", "2.39%"),
    "the sign of a growth": ("+23.9% y/y", "\u221223.9% y/y"),
    "the sign of a key figure": ("+23.9", "-23.9"),
    "the direction in words": ("增加值同比增长", "增加值同比下降"),
    "above for below": ("7.7 pp above", "7.7 pp below"),
    "a rank": ("2nd in the province", "1st in the province"),
    "a rank in Chinese": ("居全省第3位", "居全省第2位"),
    "a rank in Chinese numerals": ("第一位", "第二位"),
    "a scope": ("2nd in the province", "2nd in the country"),
    "a period": ("Jan–Nov 2022", "Jan–Nov 2023"),
    "months": ("Jan–Nov 2022", "Jan–Oct 2022"),
    "months in Chinese": ("11月份", "10月份"),
    "the issue": ("第22期", "第23期"),
    "a date": ("6月2日", "6月3日"),
    "the date of a source": ("2023-04-10", "2023-04-11"),
    "a number in a title": ("2022年亮点", "2023年亮点"),
    "a numeral in a title": ("八个方面", "九个方面"),
    "a mark": ("[3]", "[2]"),
    "a mark of no source": ("[3]", "[7]"),
    "the label of a row": ("Investment in industry<", "Imports<"),
    "the label of a sentence": ("创新型中小企业", "专精特新企业"),
    "the indicator of a key figure": ("工业技改投资", "民间投资"),
    "words put to a number": ("98.6%", "98.6%以上"),
    "words put before a number": ("98.6%", "超98.6%"),
    "billion put to a share": ("98.6%", "98.6 billion"),
    "a bound taken away": ("+8% or more", "+8%"),
    "a bound turned": ("+8% or more", "no more than +8%"),
    "the count of figures": ("项数据均可溯源", "0项数据均可溯源"),
    "a sentence added": ("资料来源", "去年实现利润88亿元。资料来源"),
    "a number added in words": ("资料来源", "利润增长三成。资料来源"),
    "a number added in English": ("English summary", "Profit doubled. English summary"),
    "a target as a result": ("Target, not a result", ""),
    "the mark of the targets": ("2024年目标", "2024年"),
}


@pytest.mark.parametrize(("old", "new"), CHANGES.values(), ids=CHANGES)
def test_a_changed_word_page_is_caught(home, page, old, new):
    edit(page, old, new)
    assert not verify(page, home).good


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("+23.9% y/y", "+12.1% y/y"),
        ("+23.9", "+12.1"),
        ("Investment in industry<", "Value added of high-tech manufacturing<"),
        ("48.5%", "98.6%"),
        ("619个", "405个"),
        ("+9.0% y/y", "+8.4% y/y"),
        ("增长15%", "增长8%"),
        ("[3]", "[4]"),
    ],
)
def test_numbers_or_labels_that_changed_places_are_caught(home, page, one, other):
    swap(page, one, other)
    assert not verify(page, home).good


def test_every_changed_digit_is_caught(home, page):
    """Any digit of the page changed to another: 40 of several hundred."""
    xml = xml_of(page)
    spots = [
        place
        for match in TEXT.finditer(xml)
        for place in range(match.start(2), match.end(2))
        if xml[place].isdigit()
    ]
    chance = random.Random(20240531)
    missed = []
    for place in chance.sample(spots, 40):
        digit = chance.choice([each for each in "0123456789" if each != xml[place]])
        put(page, xml[:place] + digit + xml[place + 1 :])
        if verify(page, home).good:
            missed.append((xml[place - 20 : place + 20], digit))
    assert missed == []


def test_words_that_state_no_number_may_be_changed(home, page):
    edit(page, "English summary", "Summary in English")
    edit(page, "经济运行简报编辑部", "编辑部")
    assert verify(page, home).findings == ()


def test_hidden_and_struck_words_are_not_on_the_page(home, page):
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>88亿元</w:t></w:r>"
    struck = '<w:del w:id="900" w:author="x"><w:r><w:delText>77亿元</w:delText></w:r></w:del>'
    xml = xml_of(page)
    put(page, xml.replace("</w:p>", f"{hidden}{struck}</w:p>", 1))
    assert verify(page, home).findings == ()


def test_a_tracked_insertion_is_on_the_page(home, page):
    added = '<w:ins w:id="901" w:author="x"><w:r><w:t>利润88亿元</w:t></w:r></w:ins>'
    put(page, xml_of(page).replace("</w:p>", f"{added}</w:p>", 1))
    assert not verify(page, home).good


def test_a_row_taken_out_is_noted_and_no_fault(home, page):
    xml = xml_of(page)
    at = xml.index("24.7 pp above")
    start, end = xml.rindex("<w:tr", 0, at), xml.index("</w:tr>", at) + len("</w:tr>")
    start = max(xml.rfind("<w:tr>", 0, at), xml.rfind("<w:tr ", 0, at))
    put(page, xml[:start] + xml[end:])
    verdict = verify(page, home)
    assert verdict.findings == ()


# --- the PDF ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def made(home):
    """The page as a value, to be set again with something spoiled."""
    orders, _ = take_orders(home, Wish(city="聊城"), lambda _: None)
    order = orders[0]
    articles = [
        each.article or pipeline.open_article(each.path, each.shown) for each in order.documents
    ]
    settings = replace(home.settings, formats=("pdf",))
    day = __import__("datetime").date.fromisoformat(DAY)
    return pipeline.make_page(articles, order.place, day, settings).briefing


def spoiled(briefing, **changes):
    return replace(briefing, **changes)


def first_row(briefing, **changes):
    return replace(briefing, rows=(replace(briefing.rows[1], **changes), *briefing.rows[2:]))


@dataclass(frozen=True, slots=True)
class Miscounted(Briefing):
    """A page that claims one figure more than it has."""

    @property
    def figure_count(self) -> int:
        return 1 + len({figure for figure, _ in self.printed_figures()})


SPOILED = {
    "a value": lambda b: first_row(b, value="+24.9% y/y"),
    "a comparison": lambda b: first_row(b, compared="7.7 pp above the national average"),
    "a period": lambda b: first_row(b, period="Jan–May 2024"),
    "a source": lambda b: first_row(b, source=2),
    "values of two rows": lambda b: replace(
        b,
        rows=(
            b.rows[0],
            replace(b.rows[1], value=b.rows[2].value),
            replace(b.rows[2], value=b.rows[1].value),
            *b.rows[3:],
        ),
    ),
    "targets as results": lambda b: replace(
        b, rows=tuple(replace(each, status=Status.ACTUAL) for each in b.rows)
    ),
    "a key figure": lambda b: replace(
        b, key_figures=(replace(b.key_figures[0], value="+9.7"), *b.key_figures[1:])
    ),
    "the count": lambda b: Miscounted(**{each.name: getattr(b, each.name) for each in fields(b)}),
}


@pytest.mark.parametrize("spoil", SPOILED.values(), ids=SPOILED)
def test_a_pdf_set_from_something_else_is_caught(home, page, made, spoil):
    pdf = page.with_suffix(".pdf")
    pdf.write_bytes(lay_out(spoil(made), find_template("briefing")).write())
    assert not verify(pdf, home).good


def test_a_pdf_whose_content_was_edited_is_caught(home, page):
    """The first big number's glyphs in the content stream put in another order."""
    pdf = page.with_suffix(".pdf")
    with pikepdf.open(pdf, allow_overwriting_input=True) as document:
        operations = list(pikepdf.parse_content_stream(document.pages[0]))
        shown = [
            n
            for n, (operands, operator) in enumerate(operations)
            if str(operator) == "TJ" and len(bytes(operands[0][0])) >= 8
        ]
        one, other = shown[2], shown[-1]
        operations[one], operations[other] = (
            (operations[other][0], operations[one][1]),
            (operations[one][0], operations[other][1]),
        )
        document.pages[0].Contents = document.make_stream(
            pikepdf.unparse_content_stream(operations)
        )
        document.save(pdf)
    assert not verify(pdf, home).good


def test_a_note_put_over_a_pdf_is_caught(home, page):
    pdf = page.with_suffix(".pdf")
    with pikepdf.open(pdf, allow_overwriting_input=True) as document:
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.FreeText,
            Rect=[0, 0, 90, 20],
            Contents="实现利润88亿元",
        )
        document.pages[0].Annots = document.make_indirect(pikepdf.Array([note]))
        document.save(pdf)
    assert not verify(pdf, home).good


# --- the JSON, and the documents ----------------------------------------------------------------


def tamper(path: Path, change) -> Path:
    beside = path.with_suffix(".json")
    content = json.loads(beside.read_text(encoding="utf-8"))
    change(content)
    beside.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return beside


JSON_CHANGES = {
    "a row's value": lambda c: c["printed"]["rows"][1].update(value="+32.9% y/y"),
    "a row's label": lambda c: c["printed"]["rows"][1].update(indicator="Exports"),
    "a row's status": lambda c: c["printed"]["rows"][-1].update(status="actual"),
    "a row's source": lambda c: c["printed"]["rows"][-1].update(source=1),
    "a row's figure": lambda c: c["printed"]["rows"][1].update(figure="9:F1"),
    "a figure's value": lambda c: c["figures"][0].update(value=8.9),
    "a figure's unit": lambda c: c["figures"][0].update(unit="亿元"),
    "a figure's status": lambda c: c["figures"][0].update(status="target"),
    "a figure's place": lambda c: c["figures"][0].update(start=c["figures"][0]["start"] + 1),
    "a figure's words": lambda c: c["figures"][0].update(raw="8.9%"),
    "a digest": lambda c: c["sources"][0].update(sha256="0" * 64),
    "a file": lambda c: c["figures"][0].update(path="seeds/none.txt"),
    "a date": lambda c: c["sources"][0].update(day="2024-05-28"),
    "the day": lambda c: c.update(day="2024-06-07"),
    "a key figure": lambda c: c["printed"]["key_figures"][0].update(value="+9.7"),
    "a note": lambda c: c["printed"]["key_figures"][1]["note"].update(zh="居全省第1位"),
    "a trend": lambda c: c["printed"]["key_figures"][0]["trend"][0].update(text="+9.4%"),
    "a sentence": lambda c: c["printed"]["documents"][0]["themes"][0]["lines"][0]["runs"][
        -1
    ].update(text="75.7%"),
    "words of a sentence": lambda c: c["printed"]["documents"][0]["themes"][0]["lines"][0]["runs"][
        2
    ].update(text="出口"),
    "a target's status": lambda c: [
        line.update(status="actual") for d in c["printed"]["documents"] for line in d["targets"]
    ],
    "a title": lambda c: c["printed"]["documents"][0].update(title="2019年大事记"),
}


@pytest.mark.parametrize("change", JSON_CHANGES.values(), ids=JSON_CHANGES)
def test_a_changed_json_is_caught(home, page, change):
    assert not verify(tamper(page, change), home).good


def test_a_word_page_and_its_json_changed_alike_are_caught(home, page):
    edit(page, "473家", "478家")
    text = page.with_suffix(".json").read_text(encoding="utf-8")
    page.with_suffix(".json").write_text(text.replace("473", "478"), encoding="utf-8")
    assert not verify(page, home).good


@pytest.mark.parametrize("change", [lambda c: c.pop("printed"), lambda c: c.update(figures=3)])
def test_a_json_of_another_shape_is_refused_in_words(home, page, change):
    tamper(page, change)
    result = run("verify", page, "--workspace", home.root)
    assert result.exit_code == 1
    assert "JSON" in result.output or "briefgen wrote" in result.output
    assert "fault in briefgen" not in result.output


@pytest.mark.parametrize("how", ["changed", "missing"])
def test_a_changed_or_missing_document_is_named(tmp_path, how):
    folder = seeds(tmp_path / "w")
    assert run("build", "--city", "聊城", "--date", DAY, "--workspace", folder).exit_code == 0
    document = next((folder / "seeds").glob("001_*.txt"))
    if how == "missing":
        document.unlink()
    else:
        document.write_text(document.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    result = run("verify", folder / "output" / f"{NAME}.pdf", "--workspace", folder)
    assert result.exit_code == 1
    assert document.name in result.output
    assert how in result.output
    assert result.output.count("untraced") == 0


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"PK\x03\x04", b"\x00" * 99])
@pytest.mark.parametrize("suffix", ["pdf", "docx", "json", "txt"])
def test_what_is_no_page_is_refused_in_words(home, tmp_path, suffix, data):
    path = tmp_path / f"page.{suffix}"
    path.write_bytes(data)
    result = run("verify", path, "--workspace", home.root)
    assert result.exit_code == 1
    assert "fault in briefgen" not in result.output


def test_further_outlets_of_one_news_belong_to_its_source():
    source = {"number": 1, "origin": "甲日报", "title": "题", "day": "2026-02-03"}
    content = {
        "sources": [{**source, "also": ["乙报2025年版"]}],
        "printed": {"documents": [], "rows": []},
        **{name: {} for name in ("place", "title", "issuer")},
    }
    for text, good in (
        ("[1] 甲日报、乙报2025年版 2026-02-03", True),
        ("[1] 甲日报、乙报2024年版 2026-02-03", False),
        ("[1] 甲日报、乙报2025年版 2026-02-04", False),
    ):
        page = Page(stream([Block("foot", text)]), list(headings(content)), (), {}, [])
        assert (page.explain()[1] == []) is good, text


def proved(statements, text: str) -> bool:
    """Whether nothing is wrong with a page of this text that may make these statements."""
    page = Page(stream([Block("page", text)]), statements, (), {"forecast": ["预计"]}, [])
    return page.explain()[1] == []


def test_each_number_of_running_rows_belongs_to_the_label_before_it():
    rows = [
        row_statement({**ROW, "indicator": name, "value": value}, ())
        for name, value in (("Tax", "+24.6% y/y"), ("Total retail sales of goods", "+3%"))
    ]
    assert proved(rows, "Tax: +24.6% y/y (2023). Total retail sales of goods: +3% (2023).")
    assert not proved(rows, "Tax: +24.6% y/y (2022). Total retail sales of goods: +3% (2023).")
    assert not proved(rows, "Tax: +24.6% y/y (2023). Total retail sales of goods: +3% (2022).")
    assert not proved(rows, "Tax: +3% (2023). Total retail sales of goods: +24.6% y/y (2023).")


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("投资有望突破5亿元；新增就业6万人。", True),
        ("预计：投资突破5亿元。", True),
        ("投资突破5亿元。", False),
        ("投资有望突破5亿元。新增就业6万人。", False),  # the stop ends what is foretold
        ("新增就业6万人；投资有望突破5亿元。", False),
    ],
)
def test_a_forecast_is_marked_by_its_own_words_or_those_it_goes_on_from(text, good):
    words = ("投资有望突破5亿元", "投资突破5亿元", "新增就业6万人")
    lines = [statement("sentence", (each,), status="forecast", source=1) for each in words]
    assert proved(lines, text) is good


def test_two_documents_of_one_title_have_each_its_mark():
    sources = [{"number": n, "origin": "", "title": "2026年工作报告", "day": ""} for n in (1, 2)]
    documents = [{"source": n, **sources[0], "themes": []} for n in (1, 2)]
    content = {
        "sources": sources,
        "printed": {"documents": documents, "rows": []},
        **{name: {} for name in ("place", "title", "issuer")},
    }
    line = statement("sentence", ("投资增长5%",), source=1)
    said = [line, *headings(content)]
    assert proved(said, "2026年工作报告 [1] 投资增长5%。[1] 2026年工作报告 [2]")
    assert not proved(said, "2026年工作报告 [1] 投资增长5%。[2] 2026年工作报告 [2]")
    assert not proved(said, "2026年工作报告 [1] 投资增长5%。[1] 2026年工作报告 [3]")


def test_the_documents_are_only_read(home):
    for path in sorted((REPOSITORY / "seeds").glob("*.txt")):
        assert (home.root / "seeds" / path.name).read_bytes() == path.read_bytes()


# --- what a template says by itself -------------------------------------------------------------

TYPED = [  # a line typed into a template, and what of it no source proves
    ("电话：0635-8288000", ""),
    ("2012年5月创刊，第3号令", ""),
    ("去年实现利润5亿元", "5"),
    ("解决率99.5%", "99.5"),
    ("新增企业120家", "120"),
    ("利润增长三成", "三"),
    ("Profit of RMB 5 billion", "5"),
]


@pytest.fixture(scope="module")
def typed(tmp_path_factory):
    """A workspace with a template for each typed line, and a PDF of each."""
    folder = seeds(tmp_path_factory.mktemp("typed"))
    for number, (line, _) in enumerate(TYPED):
        own = folder / "templates" / f"t{number}"
        own.mkdir(parents=True)
        (own / "template.toml").write_text('contract = 2\nextends = "briefing"\n')
        foot = f"{{% block foot %}}{{{{ super() }}}}<p>{line}</p>{{% endblock %}}"
        (own / "page.html").write_text(
            f'{{% extends "briefing/page.html" %}}\n{foot}\n', encoding="utf-8"
        )
    return folder


@pytest.mark.parametrize("number", range(len(TYPED)), ids=[line for line, _ in TYPED])
def test_a_template_may_give_a_telephone_number_but_state_no_quantity(typed, number):
    line, wrong = TYPED[number]
    options = ("--template", f"t{number}", "--formats", "pdf", "--no-proof", "--date", DAY)
    made = run("build", "--city", "泰安", *options, "--workspace", typed)
    assert made.exit_code == 0, made.output
    place = open_workspace(typed)
    verdict = verify(place.settings.output / "泰安-2024-W22.pdf", place)
    assert [each.number for each in verdict.findings][:1] == ([wrong] if wrong else [])
    assert verdict.good is not bool(wrong)
    assert bool(verdict.typed) is not bool(wrong)
    assert all(each.number in line for each in verdict.typed)
