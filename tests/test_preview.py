"""The preview's server: who is let in, what may be read and written, what is kept, what is told."""

from __future__ import annotations

import asyncio
import html
import io
import json
import socket
import threading
import time
import zipfile
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from math import ceil
from typing import TYPE_CHECKING
from unittest.mock import Mock

import docx
import pytest
from PIL import Image, ImageChops, ImageDraw
from starlette.testclient import TestClient
from workspaces import report, run, workspace

from briefgen import joints, pipeline
from briefgen.contrast import SCALE
from briefgen.errors import BriefgenError, EditError, OutputError, TemplateError
from briefgen.joints import NOT_PRINTED
from briefgen.lexicon import load_toml
from briefgen.preview import maker, office, watch
from briefgen.preview.app import STATIC, application
from briefgen.preview.choice import Choice, choice_of
from briefgen.preview.files import ConflictError, Files
from briefgen.preview.guard import Guard
from briefgen.preview.history import History, digest
from briefgen.preview.maker import ASKED, Maker
from briefgen.preview.pictures import pictures, png
from briefgen.preview.report import texts
from briefgen.preview.server import hosts_of
from briefgen.preview.standby import Standby
from briefgen.preview.studio import KEPT, Studio
from briefgen.preview.watch import changes, finished, watched
from briefgen.preview.worker import Worker, _Turns
from briefgen.render import pdf
from briefgen.select import choose, compose, edits, place
from briefgen.select import lines as lines_of

if TYPE_CHECKING:
    from pathlib import Path

TOKEN = "the-secret-of-this-run"
DAY = "2024-05-31"
A4 = 210 / 25.4 * 72  # points
OWN = "templates/my-brief/page.html"
CHOICE = Choice("聊城", DAY, "my-brief")


@pytest.fixture
def folder(tmp_path):
    """A workspace with one document and one template of its own."""
    made = workspace(tmp_path / "w", one=report()).resolve()
    Files(made).create("my-brief", "briefing")
    return made


class Here:
    """Makes the pages in this process, which is quicker to start than one of their own.

    One question at a time, as in a process of their own: PDFium is not made for threads.
    """

    def __init__(self, root: Path) -> None:
        self.maker = Maker(root)
        self.lock = threading.Lock()

    def ask(self, what, *given):
        with self.lock:
            return ASKED[what](self.maker, *given)

    def close(self):
        pass


@pytest.fixture
def client(folder, monkeypatch):
    """A browser at the page's own address."""
    monkeypatch.setattr(office, "program", lambda: None)
    studio = Studio(folder)
    studio.worker = Here(folder)
    guarded = Guard(application(studio, "nonce"), TOKEN, "nonce", hosts_of(8000))
    with TestClient(guarded, base_url=f"http://127.0.0.1:8000/{TOKEN}/") as made:
        made.studio = studio
        yield made


# --- who is let in ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        (f"/{TOKEN}/", {}, 200),
        (f"/{TOKEN}/", {"host": "localhost:8000"}, 200),
        (f"/{TOKEN}/", {"origin": "http://127.0.0.1:8000"}, 200),
        (f"/{TOKEN}/static/page.js", {"sec-fetch-site": "same-origin"}, 200),
        ("/", {}, 404),
        ("/static/page.js", {}, 404),
        (f"/{TOKEN}x/", {}, 404),
        (f"/{TOKEN[:-1]}/", {}, 404),
        ("/the-secret/", {}, 404),
        (f"/{TOKEN}/", {"host": "briefgen.example"}, 403),
        (f"/{TOKEN}/", {"host": "127.0.0.1:8001"}, 403),
        (f"/{TOKEN}/", {"host": "127.0.0.1"}, 403),
        (f"/{TOKEN}/", {"host": ""}, 403),
        (f"/{TOKEN}/", {"origin": "https://briefgen.example"}, 403),
        (f"/{TOKEN}/", {"origin": "null"}, 403),
        (f"/{TOKEN}/", {"origin": "http://localhost:8000"}, 403),
        (f"/{TOKEN}/", {"origin": "http://127.0.0.1:8001"}, 403),
        (f"/{TOKEN}/static/page.js", {"sec-fetch-site": "cross-site"}, 403),
    ],
)
def test_only_the_page_itself_is_let_in(client, path, headers, status):
    assert client.get(f"http://127.0.0.1:8000{path}", headers=headers).status_code == status


def test_no_other_site_may_read_or_frame_the_page(client):
    for answer in (
        client.get(""),
        client.get("api/choices"),
        client.get("http://127.0.0.1:8000/x"),
    ):
        assert "access-control-allow-origin" not in answer.headers
        assert answer.headers["x-frame-options"] == "DENY"
        assert answer.headers["referrer-policy"] == "no-referrer"
    policy = client.get("").headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    asked = {"origin": "https://briefgen.example", "access-control-request-method": "PUT"}
    assert client.options(f"api/file/{OWN}", headers=asked).status_code == 403


def test_the_page_loads_nothing_from_elsewhere_and_is_small(client):
    static = {path.name: path for path in STATIC.iterdir()}
    component = {"codemirror.js", "codemirror.LICENSE"}
    assert component <= set(static)
    assert (
        sum(path.stat().st_size for name, path in static.items() if name not in component) < 500_000
    )
    for name in set(static) - component - {"icon.svg"}:
        text = static[name].read_text(encoding="utf-8")
        assert "http://" not in text, name
        assert "https://" not in text, name
    assert "MIT License" in static["codemirror.LICENSE"].read_text(encoding="utf-8")
    assert client.get("static/../app.py").status_code == 404
    assert client.get("static/%2e%2e%2fapp.py").status_code == 404


def test_texts_travel_packed_and_pictures_as_they_are(client):
    packed = {"accept-encoding": "gzip"}
    asked = f"api/page?city=聊城&day={DAY}&template=my-brief"
    for path in ("", "static/page.js", asked, "api/words"):
        assert client.get(path, headers=packed).headers["content-encoding"] == "gzip", path
    plain = client.get("static/page.js", headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers
    picture = client.get(f"blob/{client.get(asked).json()['pictures'][0]}.png")
    assert "content-encoding" not in picture.headers


def test_a_picture_is_small_and_looks_as_it_was_drawn():
    image = Image.new("RGB", (600, 800), "#faf6ee")
    draw = ImageDraw.Draw(image)
    for number in range(40):
        draw.ellipse((number * 14, number * 19, number * 14 + 40, number * 19 + 9), "#b3121d")
    made = png(image)
    shown = Image.open(io.BytesIO(made))
    assert (shown.mode, shown.size) == ("P", image.size)
    apart = ImageChops.difference(image, shown.convert("RGB")).getextrema()
    assert max(most for _, most in apart) <= 16  # of 255: nobody sees it
    photograph = Image.effect_noise((600, 800), 90)
    many = Image.merge("RGB", (photograph, photograph.rotate(90), photograph.rotate(180)))
    assert Image.open(io.BytesIO(png(many))).mode == "RGB"


# --- what may be read and written ---------------------------------------------------------------

TRICKS = [
    "",
    "templates",
    "templates/my-brief",
    "templates/my-brief/",
    "templates/../briefgen.toml",
    "templates/my-brief/../../briefgen.toml",
    "templates/my-brief/..",
    "templates/my-brief/page.html/..",
    "templates/my-brief/.hidden.html",
    "templates/my-brief/page.py",
    "templates/my-brief/page.html\0.css",
    "templates/my-brief/sub/page.html",
    "templates//page.html",
    "templates/./page.html",
    "templates\\my-brief\\page.html",
    "templates/my-brief\\..\\..\\briefgen.toml",
    "templates/C:/page.html",
    "/etc/passwd",
    "../briefgen.toml",
    "briefgen.toml",
    "seeds/one.txt",
    "overrides/../briefgen.toml",
    "glossary/x",
    "templates/my-brief/~$page.docx",
    "templates/leak/page.html",
    "templates/my-brief/leak.html",
]


@pytest.mark.parametrize("name", TRICKS)
def test_no_name_leads_to_another_file(folder, name):
    secret = folder.parent / "secret"
    secret.mkdir()
    (secret / "page.html").write_text("secret", encoding="utf-8")
    (folder / "templates" / "leak").symlink_to(secret)
    (folder / "templates/my-brief/leak.html").symlink_to(secret / "page.html")
    files = Files(folder)
    with pytest.raises(BriefgenError):
        files.read(name)
    with pytest.raises(BriefgenError):
        files.save(name, b"changed", "")
    assert (secret / "page.html").read_text(encoding="utf-8") == "secret"
    assert not (folder / ".briefgen").exists()


def test_the_same_names_are_refused_over_the_wire(client):
    for name in (
        "..%2f..%2fbriefgen.toml",
        "%2e%2e/briefgen.toml",
        "templates%2f..%2fbriefgen.toml",
    ):
        assert client.get(f"api/file/{name}").status_code in {404, 422}
        assert client.get(f"api/raw/{name}").status_code in {404, 422}
        assert client.get(f"api/history/{name}").status_code in {404, 422}
        assert client.put(f"api/file/{name}", content=b"x").status_code in {404, 422}
    assert client.get(f"api/version/..%2f..%2fx/{OWN}").status_code in {404, 422}


def test_a_shipped_template_is_shown_but_not_changed(folder):
    files = Files(folder)
    assert b"{% block" in files.read("templates/briefing/page.html").content
    with pytest.raises(EditError, match="comes with briefgen"):
        files.save("templates/briefing/page.html", b"x", "")
    assert not (folder / "templates/briefing").exists()


def test_the_list_says_where_a_file_comes_from(folder):
    listed = {each.name: each for each in Files(folder).listed("my-brief")}
    assert listed[OWN].origin == ""
    assert listed["templates/my-brief/page.docx"].origin == "briefing"
    assert {"glossary", "overrides"} <= set(listed)
    assert "templates/my-brief/template.toml" in listed


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        (OWN, b"\xff\xfe", "not UTF-8"),
        (OWN, b"a\0b", "not UTF-8"),
        (OWN, b"x" * 1_000_001, "more than"),
        ("templates/my-brief/page.docx", b"no zip", "no Word file"),
        ("templates/my-brief/page.docx", b"", "no Word file"),
    ],
)
def test_what_cannot_be_such_a_file_is_refused(folder, name, content, message):
    files = Files(folder)
    with pytest.raises(EditError, match=message):
        files.save(name, content, files.read(name).version)


def test_a_zip_that_is_no_word_file_is_refused(folder):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("x", "y")
    with pytest.raises(EditError, match="no Word file"):
        Files(folder).save("templates/my-brief/page.docx", made.getvalue(), "")


def test_a_word_file_goes_down_and_up_again(client):
    name = "templates/my-brief/page.docx"
    down = client.get(f"api/raw/{name}")
    assert down.headers["content-disposition"] == 'attachment; filename="page.docx"'
    up = client.put(f"api/file/{name}", content=down.content, headers={"if-match": '""'})
    assert up.json()["version"] == digest(down.content)
    assert (client.studio.root / name).read_bytes() == down.content


def test_line_ends_and_the_byte_order_mark_stay(folder):
    files = Files(folder)
    path = folder / OWN
    path.write_bytes(b"\xef\xbb\xbfone\r\ntwo\r\n")
    files.save(OWN, b"one\nthree\n", files.read(OWN).version)
    assert path.read_bytes() == b"\xef\xbb\xbfone\r\nthree\r\n"


def test_the_first_glossary_is_named_in_the_settings(folder):
    files = Files(folder)
    start = files.read("glossary")
    assert start.version == ""
    files.save("glossary", start.content + "智改数转\tsmart and digital\n".encode(), "")
    assert 'glossary = "glossary.tsv"' in (folder / "briefgen.toml").read_text(encoding="utf-8")
    assert (folder / "glossary.tsv").read_bytes().endswith(b"smart and digital\n")


def test_the_hand_edits_begin_with_what_may_be_written_there(folder):
    files = Files(folder)
    start = files.read("overrides")
    assert (start.version, b"[[edit]]" in start.content) == ("", True)
    files.save("overrides", start.content, "")
    assert Maker(folder).page(CHOICE)["lines"]


# --- two who save the same file -----------------------------------------------------------------


def test_the_second_of_two_gets_a_conflict_and_nothing_is_lost(client):
    first, second = (client.get(f"api/file/{OWN}").json() for _ in range(2))
    saved = client.put(f"api/file/{OWN}", content=b"first", headers={"if-match": first["version"]})
    assert saved.status_code == 200
    late = client.put(f"api/file/{OWN}", content=b"second", headers={"if-match": second["version"]})
    assert late.status_code == 409
    assert late.json()["text"] == "first"
    assert late.json()["version"] == saved.json()["version"]
    assert (client.studio.root / OWN).read_bytes() == b"first"
    assert client.post(f"api/keep/{OWN}", content=b"second").status_code == 200
    kept = client.get(f"api/history/{OWN}").json()
    texts = [client.get(f"api/version/{one['id']}/{OWN}").json()["text"] for one in kept]
    assert texts == ["second", "first", first["text"]]


def test_a_change_by_another_program_is_a_conflict_too(folder):
    files = Files(folder)
    known = files.read(OWN)
    (folder / OWN).write_text("by another program", encoding="utf-8")
    with pytest.raises(ConflictError) as caught:
        files.save(OWN, b"mine", known.version)
    assert caught.value.current.content == b"by another program"
    (folder / OWN).unlink()
    with pytest.raises(ConflictError):
        files.save(OWN, b"mine", known.version)


# --- history ------------------------------------------------------------------------------------


def test_every_saved_version_is_kept_and_can_be_restored(client):
    version = client.get(f"api/file/{OWN}").json()["version"]
    before = (client.studio.root / OWN).read_bytes()
    for text in ("one", "two", "three"):
        answer = client.put(f"api/file/{OWN}", content=text, headers={"if-match": version})
        version = answer.json()["version"]
    kept = client.get(f"api/history/{OWN}").json()
    assert len(kept) == 4
    assert client.get(f"api/raw/{OWN}", params={"version": kept[-1]["id"]}).content == before
    client.put(f"api/file/{OWN}", content=before, headers={"if-match": version})
    assert (client.studio.root / OWN).read_bytes() == before
    assert len(client.get(f"api/history/{OWN}").json()) == 5


def word_file(*lines, footer="", bold=False):
    """A Word file of these paragraphs, and a table of one row."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph().add_run(line).bold = bold
    row = document.add_table(1, 2).rows[0]
    row.cells[0].text, row.cells[1].text = "{{ row.value }}", "甲\n乙"
    document.sections[0].footer.paragraphs[0].text = footer
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def test_the_words_of_word_versions_are_lines_that_can_be_compared(client):
    name, version = "templates/my-brief/page.docx", ""
    versions = [word_file("一", "二"), word_file("一", "新", "二", footer="末")]
    versions.append(word_file("一", "新", "二", footer="末", bold=True))
    for content in versions:
        answer = client.put(f"api/file/{name}", content=content, headers={"if-match": version})
        version = answer.json()["version"]
    kept = [one["id"] for one in reversed(client.get(f"api/history/{name}").json())]
    texts = [client.get(f"api/version/{one}/{name}").json()["text"] for one in kept]
    cells = ["| {{ row.value }}", "| 甲", "乙"]
    assert texts[0].splitlines() == ["一", "二", *cells]
    assert texts[1].splitlines() == ["一", "新", "二", *cells, "[footer1]", "末"]
    assert texts[2] == texts[1]
    assert client.get(f"api/version/now/{name}").json()["text"] == texts[2]
    history = client.studio.files.history
    for damaged in (b"PK no zip", changed_part(versions[0], "word/document.xml", b"<w:p>")):
        bad = history.keep(name, damaged)
        answer = client.get(f"api/version/{bad.id}/{name}")
        assert answer.status_code == 422
        assert "Word" in answer.json()["zh"]["message"]


def changed_part(content, name, part):
    """The Word file with another part of that name."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        for each in old.namelist():
            new.writestr(each, part if each == name else old.read(each))
    return made.getvalue()


def test_what_another_program_saved_is_kept_too(folder):
    files = Files(folder)
    (folder / OWN).write_text("outside", encoding="utf-8")
    assert files.noticed(folder / OWN) == (OWN, True)
    assert files.noticed(folder / OWN) == (OWN, False)
    assert files.noticed(folder / "overrides.toml") == ("overrides", True)
    assert files.noticed(folder / "seeds/one.txt") == (None, True)
    assert files.noticed(folder / "templates/my-brief/notes.md") == (None, True)
    assert [files.history.content(OWN, one.id) for one in files.history.versions(OWN)] == [
        b"outside"
    ]


def test_the_same_content_is_kept_once_and_a_clock_set_back_keeps_the_order(tmp_path):
    history, now = History(tmp_path), datetime(2026, 1, 2, tzinfo=UTC)
    assert history.keep("a/b.css", b"1", now)
    assert history.keep("a/b.css", b"1", now) is None
    assert history.keep("a/b.css", b"2", now - timedelta(days=1))
    assert history.keep("a/b.css", b"1", now)
    found = [history.content("a/b.css", one.id) for one in history.versions("a/b.css")]
    assert found == [b"1", b"2", b"1"]


def test_a_version_cut_short_is_none_and_strange_names_are_refused(tmp_path):
    history = History(tmp_path)
    kept = history.keep("a.css", b"whole")
    (tmp_path / ".briefgen/history/a.css" / kept.id).write_bytes(b"who")
    with pytest.raises(EditError, match="damaged"):
        history.content("a.css", kept.id)
    for name in ("", "..", "../x", kept.id + "x", "20260101T000000000000-0123456789abcdef"):
        with pytest.raises(EditError, match="no such version"):
            history.content("a.css", name)


# --- pages --------------------------------------------------------------------------------------


def test_a_page_is_made_by_the_real_build_with_all_that_is_told_beside_it(client):
    told = client.get("api/page", params=vars_of(CHOICE)).json()
    assert told["error"] is None
    assert told["name"] == "聊城-2024-W22"
    assert 0.3 < told["fills"]["pdf"] <= 1
    assert 0.3 < told["fills"]["docx"] <= 1
    assert all(line["key"] for line in told["lines"])
    picture = client.get(f"blob/{told['pictures'][0]}.png")
    assert int.from_bytes(picture.content[16:20], "big") == ceil(A4 * SCALE)
    file = settled(client)["file"]
    assert client.get(f"blob/{file}.pdf").content.startswith(b"%PDF")
    assert client.get("blob/nothing.png").status_code == 404


def vars_of(choice: Choice) -> dict[str, str]:
    return {"city": choice.city, "day": choice.day, "template": choice.template, "part": "0"}


def test_an_error_keeps_the_last_good_page_and_says_its_line_in_both_languages(client):
    good = client.get("api/page", params=vars_of(CHOICE)).json()
    version = client.get(f"api/file/{OWN}").json()["version"]
    text = '{% extends "briefing/page.html" %}\n{% block foot %}\n{{ titel.zh }}{% endblock %}\n'
    client.put(f"api/file/{OWN}", content=text, headers={"if-match": version})
    bad = client.get("api/page", params=vars_of(CHOICE)).json()
    assert bad["pictures"] == good["pictures"]
    (fault,) = bad["error"]["faults"]
    assert (fault["file"], fault["line"]) == (OWN, 3)
    assert "titel" in fault["zh"]["message"]
    assert "titel" in fault["en"]["message"]
    assert "title" in fault["en"]["cure"]


def test_what_is_in_doubt_is_told_with_its_words(client):
    text = report() + "五是推動工業互聯網平臺規?;瘧?，新增项目7个。\n"
    (client.studio.root / "seeds/one.txt").write_text(text, encoding="utf-8")
    client.studio.changed([])
    told = client.get("api/page", params=vars_of(CHOICE)).json()["problems"]
    assert any("?;瘧?" in one["words"] and "文字有缺损" in one["zh"] for one in told)


def test_a_page_that_cannot_be_made_is_told_plainly(client):
    for wrong in ({"city": "nowhere"}, {"day": "2024-13-01"}, {"template": "none"}):
        told = client.get("api/page", params={**vars_of(CHOICE), **wrong}).json()
        assert told["error"]["message"]
        assert "pictures" not in told


def test_only_what_changed_is_done_again(folder, monkeypatch):
    done: Counter[str] = Counter()

    def counting(name):
        real = getattr(pipeline, name)

        def counted(*given):
            done[name] += 1
            return real(*given)

        monkeypatch.setattr(pipeline, name, counted)

    for name in ("open_article", "figured", "worded"):
        counting(name)
    maker = Maker(folder)
    first = maker.page(CHOICE)
    assert done == {"open_article": 1, "figured": 1, "worded": 1}
    (folder / "templates/my-brief/extra.css").write_text("h1 { color: blue }", encoding="utf-8")
    second = maker.page(CHOICE)
    assert done == {"open_article": 1, "figured": 1, "worded": 1}
    assert first["pictures"] != second["pictures"]
    (folder / "glossary.tsv").write_text("zh\ten\n工业投资\tInvestment in plants\n", "utf-8")
    (folder / "briefgen.toml").write_text('[english]\nglossary = "glossary.tsv"\n', "utf-8")
    maker.page(CHOICE)
    assert done == {"open_article": 1, "figured": 1, "worded": 2}
    path = next((folder / "seeds").iterdir())
    path.write_text(report() + "\n四是项目建设加快。聊城市新增项目12个。\n", encoding="utf-8")
    assert maker.page(CHOICE)["lines"] != first["lines"]
    assert done == {"open_article": 2, "figured": 2, "worded": 3}


TREND = "1—4月份，聊城市工业投资同比增长23.9%，高于全省平均7.7个百分点，居全省第2位。"


def test_a_template_is_checked_again_only_if_a_file_of_it_changed(folder, monkeypatch):
    known = Mock(wraps=maker.check)
    monkeypatch.setattr(maker, "check", known)
    made = Maker(folder)
    assert made.check("my-brief") == made.check("my-brief") == []
    assert known.call_count == 1
    (folder / OWN).write_text("{{ titel.zh }}", encoding="utf-8")
    assert "titel" in made.check("my-brief")[0]["zh"]["message"]
    assert made.check("briefing") == []
    (folder / OWN).unlink()
    assert made.check("my-brief") == []
    assert known.call_count == 4


def test_a_style_saved_anew_counts_in_the_drawings_of_the_word_page_too(folder):
    (folder / "seeds/one.txt").write_text(f"{report()}{TREND}\n", encoding="utf-8")
    sheet = folder / "templates/my-brief/extra.css"
    maker, pages = Maker(folder), []
    for style in ("", ".trend { display: none }", ""):
        sheet.write_text(style, encoding="utf-8")
        told = maker.page(CHOICE)
        names = zipfile.ZipFile(io.BytesIO(maker.word(CHOICE))).namelist()
        pages.append((told["fills"]["docx"], sum("media/trend" in name for name in names)))
    with_it, without, again = pages
    assert without[1] == 0 < with_it[1]
    assert without[0] < with_it[0]
    assert again == with_it


def test_a_colour_changes_no_height(folder, monkeypatch):
    counted = Counter()
    real = joints.estimate_height

    def counting(*given, **more):
        counted["height"] += 1
        return real(*given, **more)

    monkeypatch.setattr(joints, "estimate_height", counting)
    settings = folder / "templates/my-brief/template.toml"
    text = settings.read_text(encoding="utf-8")
    maker = Maker(folder)
    for knob, least, most in (("", 5, 99), ('red = "#112233"', 0, 1), ("columns = 1", 5, 99)):
        counted.clear()
        settings.write_text(text.replace("[knobs]", f"[knobs]\n{knob}"), encoding="utf-8")
        maker.page(CHOICE)
        assert least <= counted["height"] <= most, knob


def test_a_glossary_saved_anew_counts(folder):
    maker = Maker(folder)
    before = made(maker)
    files = Files(folder)
    start = files.read("glossary").content
    term = "工业投资\tInvestment in plants of all kinds\n".encode()
    files.save("glossary", start + term, "")
    after = made(maker)
    assert before != after
    files.save("glossary", start, digest(start + term))
    assert made(maker) == before


def made(maker: Maker) -> tuple[list[bytes], bytes]:
    """The pictures of the page as it is now, and its file."""
    return maker.page(CHOICE)["pictures"], maker.pdf(CHOICE)


def test_the_preview_is_what_build_makes(folder):
    maker = Maker(folder)
    shown = maker.page(CHOICE)["pictures"]
    made = {"pdf": maker.pdf(CHOICE), "docx": maker.word(CHOICE)}
    assert [*map(_points, shown)] == [*map(_points, pictures(made["pdf"]))]
    from briefgen.press import Wish, take_orders  # noqa: PLC0415
    from briefgen.workspace import open_workspace  # noqa: PLC0415

    wish = Wish(city="聊城", template="my-brief", day=datetime.fromisoformat(DAY).date())
    (order,), _ = take_orders(open_workspace(folder), wish, lambda _: None)
    articles = [each.opened() for each in order.documents]
    page = pipeline.make_page(articles, order.place, order.day, order.settings)
    assert page.formats == made
    for other in (Maker(folder), maker):  # a process begun anew; another page last
        other.page(replace(CHOICE, template="compact"))
        assert {"pdf": other.pdf(CHOICE), "docx": other.word(CHOICE)} == made


# --- the Word page, made after the picture ------------------------------------------------------


def settled(client):
    """What is told of the page when nothing is being made any more."""
    for _ in range(500):
        told = client.get("api/page", params=vars_of(CHOICE)).json()
        if told["word"]["state"] != "making" and (told["file"] or told["error"]):
            return told
        time.sleep(0.02)
    raise TimeoutError(told["word"])


def heard(client, monkeypatch, of="word"):
    """What is told of Word pages from now on, or of PDF files."""
    said = []
    real = client.studio.feed.tell

    def tell(kind, **told):
        real(kind, **told)
        if kind == of:
            said.append(told)

    monkeypatch.setattr(client.studio.feed, "tell", tell)
    return said


def drawn_by(monkeypatch, draw):
    """Have the Word page drawn by this instead of LibreOffice."""
    monkeypatch.setattr(office, "program", lambda: "soffice")

    async def as_pdf(_, word):
        return await asyncio.to_thread(draw, word)

    monkeypatch.setattr(Standby, "as_pdf", as_pdf)


def test_the_pdf_file_is_told_after_the_picture(client, monkeypatch):
    said = heard(client, monkeypatch, "pdf")
    first = client.get("api/page", params=vars_of(CHOICE)).json()
    assert first["pictures"]
    told = settled(client)
    assert said == [{"id": first["id"], "file": told["file"]}]
    file = client.get(f"blob/{told['file']}.pdf").content
    shown = [client.get(f"blob/{name}.png").content for name in first["pictures"]]
    assert [_points(each) for each in pictures(file)] == [_points(each) for each in shown]


def _points(made: bytes) -> tuple[tuple[int, int], bytes]:
    """What a picture looks like, however it is packed."""
    image = Image.open(io.BytesIO(made)).convert("RGB")
    return image.size, image.tobytes()


def test_a_fault_only_the_pdf_file_has_is_told_after_the_picture(client, monkeypatch):
    said = heard(client, monkeypatch, "pdf")

    def fail(_):
        raise TemplateError("the page cannot be tagged", where="page.html")

    monkeypatch.setattr(pdf, "tagged", fail)
    first = client.get("api/page", params=vars_of(CHOICE)).json()
    assert first["pictures"]
    told = settled(client)
    assert told["pictures"] == first["pictures"]
    assert told["file"] is None
    assert told["error"]["message"] == "the page cannot be tagged"
    assert said == [{"id": first["id"], "error": told["error"]}]


def test_the_word_file_is_told_after_the_picture(client, monkeypatch):
    said = heard(client, monkeypatch)
    first = client.get("api/page", params=vars_of(CHOICE)).json()
    assert first["pictures"]
    told = settled(client)
    word = told["word"]
    assert word["state"] == "missing"  # there is no LibreOffice here
    assert said == [{"id": first["id"], **word}]
    file = client.get(f"blob/{word['file']}.docx").content
    assert "word/document.xml" in zipfile.ZipFile(io.BytesIO(file)).namelist()


def test_a_fault_only_the_word_file_has_is_told_after_the_picture(client):
    path = client.studio.root / "templates/my-brief/page.docx"
    client.studio.files.take("templates/my-brief/page.docx")
    good = settled(client)
    document = docx.Document(str(path))
    document.sections[0].header.is_linked_to_previous = False
    document.sections[0].header.paragraphs[0].text = "{{ titel.zh }}"
    document.save(str(path))
    client.studio.changed([])
    told = settled(client)
    assert told["error"] is None
    assert told["pictures"] == good["pictures"]
    assert told["word"]["state"] == "failed"
    assert "file" not in told["word"]
    (fault,) = told["word"]["error"]["faults"]
    assert "titel" in fault["zh"]["message"]
    assert fault["file"].endswith("page.docx")


def test_a_word_page_without_any_tag_is_told_before_the_page_is_fitted(client, monkeypatch):
    client.studio.files.take("templates/my-brief/page.docx")
    docx.Document().save(str(client.studio.root / "templates/my-brief/page.docx"))
    monkeypatch.setattr(joints.Printer, "lay_out", Mock(side_effect=AssertionError))
    told = client.get("api/page", params=vars_of(CHOICE)).json()
    assert "prints no highlight" in told["error"]["message"]


def test_of_several_word_pages_that_wait_only_the_last_is_drawn(client, monkeypatch):
    pdf = client.studio.worker.ask("pdf", CHOICE)
    going, drawn = threading.Event(), []

    def draw(word):
        drawn.append(word)
        assert going.wait(60)
        return pdf

    drawn_by(monkeypatch, draw)
    said = heard(client, monkeypatch)
    settings = client.studio.root / "templates/my-brief/template.toml"
    text = settings.read_text(encoding="utf-8")
    for colour in ("112233", "223344", "334455"):
        settings.write_text(text.replace("[knobs]", f'[knobs]\nred = "#{colour}"'), "utf-8")
        client.studio.changed([])
        number = client.get("api/page", params=vars_of(CHOICE)).json()["id"]
        while not any(one["id"] == number and "file" in one for one in said):
            time.sleep(0.02)
    going.set()
    last = settled(client)["word"]
    assert last["state"] == "ready"
    assert len(drawn) == 2  # that which was under way, and the last
    assert digest(drawn[1])[:32] == last["file"]
    assert {**said[-1], "id": 0} == {"id": 0, **last}


def test_pictures_of_the_word_page_stay_as_long_as_it_is_shown(client, monkeypatch):
    drawn = []
    pdf = client.studio.worker.ask("pdf", CHOICE)
    drawn_by(monkeypatch, lambda word: drawn.append(word) or pdf)
    settled(client)
    for number in range(KEPT):
        client.studio.put(str(number).encode(), "text/plain")
    word = settled(client)["word"]
    assert len(drawn) == 1
    assert client.get(f"blob/{word['pictures'][0]}.png").status_code == 200
    assert client.get(f"blob/{word['file']}.docx").status_code == 200


def test_a_word_page_that_could_not_be_drawn_is_tried_again(client, monkeypatch):
    pdf = client.studio.worker.ask("pdf", CHOICE)
    answers = iter([OutputError("LibreOffice could not set the Word page: it is busy"), pdf])

    def draw(_):
        answer = next(answers)
        if isinstance(answer, OutputError):
            raise answer
        return answer

    drawn_by(monkeypatch, draw)
    failed = settled(client)["word"]
    assert failed["state"] == "failed"
    assert client.get(f"blob/{failed['file']}.docx").status_code == 200
    client.studio.changed([])
    assert settled(client)["word"]["state"] == "ready"


# --- highlights ---------------------------------------------------------------------------------


def asked(client, key, **wishes):
    return client.post("api/edit", json={**vars_of(CHOICE), "key": key, "wishes": wishes})


def lines(client):
    told = client.get("api/page", params=vars_of(CHOICE)).json()
    return {one["key"]: one for one in told["lines"]}, {one["key"]: one for one in told["held"]}


def test_a_highlight_is_hidden_pinned_reworded_and_taken_back(client):
    shown, _ = lines(client)
    key, line = next(iter(shown.items()))
    assert asked(client, key, hide=True).status_code == 200
    on_page, held = lines(client)
    assert key not in on_page
    assert held[key]["zh"] == "编辑已隐藏"
    assert asked(client, key).status_code == 200
    assert asked(client, key, pin=True).status_code == 200
    assert lines(client)[0][key]["did"] == ["pin"]
    text = line["text"].replace("，", "、", 1) if "，" in line["text"] else f"全市{line['text']}"
    assert asked(client, key, text=text).status_code == 200
    assert text in (client.studio.root / "overrides.toml").read_text(encoding="utf-8")
    assert lines(client)[0][key]["did"] == ["pin", "text"]
    assert len(client.get("api/history/overrides").json()) >= 3


def test_the_second_of_two_who_word_a_highlight_anew_is_told_and_nothing_is_written(client):
    shown, _ = lines(client)
    key, line = next(iter(shown.items()))
    told = client.get("api/page", params=vars_of(CHOICE)).json()
    assert told["wordings"] == {}
    given = {**vars_of(CHOICE), "key": key, "seen": {"text": ""}}
    first, second = f"全市{line['text']}", f"今年以来{line['text']}"
    assert client.post("api/edit", json={**given, "wishes": {"text": first}}).status_code == 200
    path = client.studio.root / "overrides.toml"
    before = path.read_bytes()
    answer = client.post("api/edit", json={**given, "wishes": {"text": second}})
    assert answer.status_code == 409
    assert answer.json()["theirs"]["text"] == first
    assert answer.json()["zh"]["message"] == "这一条刚被别人改写过"
    assert path.read_bytes() == before
    told = client.get("api/page", params=vars_of(CHOICE)).json()
    assert told["wordings"][key]["text"] == first
    given["seen"] = {"text": first}
    assert client.post("api/edit", json={**given, "wishes": {"text": second}}).status_code == 200
    for odd in ({"text": 1}, {"pin": "x"}, []):
        bad = {**given, "seen": odd, "wishes": {"text": second}}
        assert client.post("api/edit", json=bad).status_code == 422


def test_words_before_a_highlight_that_say_when_may_stay_or_go_as_it_is_reworded(client):
    text = "1—4月份，聊城市工业投资同比增长23.9%，居全省第2位；100个强链项目完成投资95.3亿元。\n"
    (client.studio.root / "seeds/one.txt").write_text(report() + text, encoding="utf-8")
    client.studio.changed([])
    shown, _ = lines(client)
    key, line = next((k, one) for k, one in shown.items() if "100个强链项目" in one["text"])
    lead = line["text"].partition("100")[0]
    assert lead == "1—4月份，"
    overrides = client.studio.root / "overrides.toml"
    for written in (
        f"{lead}全市100个强链项目完成投资95.3亿元",
        "全市100个强链项目完成投资95.3亿元",
    ):
        answer = asked(client, key, text=written)
        assert answer.status_code == 200, answer.json()
        assert lines(client)[0][key]["text"] == f"{lead}全市100个强链项目完成投资95.3亿元"
        assert 'text = "全市100个' in overrides.read_text(encoding="utf-8")
    assert asked(client, key, text=line["text"]).status_code == 200  # as it was: no edit is left
    assert lines(client)[0][key]["did"] == []


def test_the_lines_of_a_theme_stand_as_they_are_put(client):
    more = "培育专精特新企业85家。建成智能工厂12家。改造老旧小区36个。发放消费券2000万元。\n"
    text = report() + more
    (client.studio.root / "seeds/one.txt").write_text(text, encoding="utf-8")
    client.studio.changed([])

    def shown():
        told = client.get("api/page", params=vars_of(CHOICE)).json()
        of = defaultdict(list)
        for one in told["lines"]:
            of[one["block"]].append(one["key"])
        return max(of.values(), key=len)

    keys = first = shown()
    assert len(keys) > 2
    # each line to the head, the foot and back, also those that others stand beside by now
    for old, new in ((-1, 0), (0, 2), (-1, 1)):
        key = keys[old]
        keys = [each for each in keys if each != key]
        keys.insert(new, key)
        assert asked(client, key, order=keys).status_code == 200
        assert shown() == keys
    for key in keys:
        asked(client, key)
    assert shown() == first


def test_a_theme_gets_another_heading_and_its_own_back(client):
    def heading():
        told = client.get("api/page", params=vars_of(CHOICE)).json()
        return next(one for one in told["blocks"] if one["key"])

    before = heading()
    wishes = {"text": "工业稳中有进", "text_en": "Industry keeps improving"}
    assert asked(client, before["key"], **wishes).status_code == 200
    after = heading()
    assert (after["text"], after["text_en"], after["did"]) == (*wishes.values(), ["text"])
    assert after["was"] == before["name"]
    refused = asked(client, before["key"], text="工业增长99%", text_en="")
    assert (refused.status_code, "多了数字 99" in refused.json()["zh"]["message"]) == (422, True)
    assert asked(client, before["key"], pin=True).status_code == 422
    asked(client, before["key"])
    assert heading() == before


def test_a_changed_number_is_refused(client):
    shown, _ = lines(client)
    key, line = next((k, v) for k, v in shown.items() if "9" in v["text"])
    answer = asked(client, key, text=line["text"].replace("9", "8"))
    assert answer.status_code == 422
    assert "refused" in answer.json()["message"]
    assert not (client.studio.root / "overrides.toml").exists()


@pytest.mark.parametrize(
    "given",
    [b"", b"[]", b'{"key": 1}', b'{"key": "h1a2b3c_4d5e6f70", "wishes": {"before": "x"}}',
     b'{"key": "h1a2b3c_4d5e6f70", "wishes": {"pin": "yes"}}',
     b'{"key": "h1a2b3c_4d5e6f70", "wishes": {"order": []}}',
     b'{"key": "h1a2b3c_4d5e6f70", "wishes": {"order": [1, "h1a2b3c_4d5e6f70"]}}',
     b'{"key": "x", "wishes": {"pin": true}}'],
)  # fmt: skip
def test_what_is_no_edit_is_refused(client, given):
    assert client.post("api/edit", content=given).status_code == 422


# --- the rest -----------------------------------------------------------------------------------


def test_in_an_empty_workspace_the_templates_can_be_chosen(tmp_path):
    folder = workspace(tmp_path / "w").resolve()
    told = Maker(folder).choices()
    assert told["cities"] == []
    assert "briefing" in {one["name"] for one in told["templates"]}
    assert told["empty"]["folder"] == str(folder / "seeds")
    assert ".docx" in told["empty"]["kinds"]
    (folder / "seeds" / "one.txt").write_text(report(), encoding="utf-8")
    told = Maker(folder).choices()
    assert len(told["cities"]) == 1
    assert told["empty"] is None


def test_choices_words_and_a_new_template(client):
    told = client.get("api/choices").json()
    assert {each["name"] for each in told["templates"]} >= {"briefing", "my-brief"}
    assert [each["zh"] for each in told["cities"]] == ["聊城"]
    words = {each["name"]: each for each in client.get("api/words").json()}
    assert words["title"]["zh"]
    assert words["row.value"]["example"]
    new = client.post("api/template", json={"name": "two", "from": "my-brief"})
    assert new.status_code == 200
    assert (client.studio.root / "templates/two/template.toml").is_file()
    for name in ("two", "", "../x", "a/b", ".x", "a:b"):
        assert (
            client.post("api/template", json={"name": name, "from": "briefing"}).status_code == 422
        )
    taken = client.post("api/take", json={"name": "templates/two/page.css"})
    assert taken.json()["version"]
    assert (client.studio.root / "templates/two/page.css").is_file()


def test_what_a_page_asks_for_is_cut_to_size():
    assert choice_of({"city": "x" * 5000, "part": "-1"}) == Choice("x" * 100)
    assert choice_of({"part": "2", "template": "t"}) == Choice(template="t", part=2)


@pytest.mark.parametrize(
    ("name", "told"),
    [("page.html", True), ("聊城.txt", True), (".page.html.77.part", False), ("~$page.docx", False),
     ("page.html~", False), ("x.part", False), ("4913", True)],
)  # fmt: skip
def test_what_programs_write_beside_a_file_is_not_told(name, told):
    assert finished(1, f"/w/{name}") is told


def test_a_saved_file_is_noticed(folder):
    async def first() -> set[Path]:
        stop = asyncio.Event()
        noticed = changes(folder, stop)
        waiting = asyncio.ensure_future(anext(noticed))
        for number in range(50):
            await asyncio.sleep(0.1)
            (folder / OWN).write_text(str(number), encoding="utf-8")
            if waiting.done():
                break
        stop.set()
        found = await waiting
        await noticed.aclose()
        return found

    assert folder / OWN in asyncio.run(first())


def test_saves_are_noticed_after_the_settings_were_broken_and_mended(folder):
    settings = folder / "briefgen.toml"
    mended = settings.read_text(encoding="utf-8") if settings.exists() else ""

    async def after() -> set[Path]:
        stop, seen = asyncio.Event(), set()
        noticed = changes(folder, stop)

        async def follow() -> None:
            async for paths in noticed:
                seen.update(paths)

        following = asyncio.ensure_future(follow())
        await asyncio.sleep(1.5)
        settings.write_text("[title", encoding="utf-8")
        await asyncio.sleep(2.5)  # what is watched is looked up again
        settings.write_text(mended, encoding="utf-8")
        await asyncio.sleep(2.5)
        seen.clear()
        for number in range(50):
            await asyncio.sleep(0.1)
            (folder / OWN).write_text(str(number), encoding="utf-8")
            if folder / OWN in seen:
                break
        stop.set()
        await following
        return seen

    assert folder / OWN in asyncio.run(after())


def test_settings_mended_while_the_watch_is_begun_anew_are_noticed(folder, monkeypatch):
    """A watch takes its time to begin; what is saved meanwhile it never tells."""
    begin = watch.awatch

    async def late(*paths, **given):
        await asyncio.sleep(0.6)
        async for found in begin(*paths, **given):
            yield found

    monkeypatch.setattr(watch, "awatch", late)
    settings = folder / "briefgen.toml"
    mended = settings.read_text(encoding="utf-8") if settings.exists() else ""

    async def noticed_twice() -> int:
        stop, times = asyncio.Event(), 0
        noticed = changes(folder, stop)

        async def first() -> set[Path]:
            return await asyncio.wait_for(anext(noticed), 10)

        waiting = asyncio.ensure_future(first())
        await asyncio.sleep(1.5)
        settings.write_text("[title", encoding="utf-8")
        times += settings in await waiting
        waiting = asyncio.ensure_future(first())
        await asyncio.sleep(0.3)  # the watch is about to begin anew, without the folders
        settings.write_text(mended + "\n", encoding="utf-8")
        while settings not in await waiting:
            waiting = asyncio.ensure_future(first())
        times += 1
        stop.set()
        await noticed.aclose()
        return times

    assert asyncio.run(noticed_twice()) == 2


def test_an_idle_watch_tells_nothing_and_looks_through_no_folder(folder, monkeypatch):
    monkeypatch.setattr(watch, "AGAIN", 0.2)
    monkeypatch.setattr(watch, "states", looked := Mock(wraps=watch.states))
    told: list[set[Path]] = []

    async def idle() -> int:
        stop = asyncio.Event()

        async def follow() -> None:
            told.extend([paths async for paths in changes(folder, stop)])

        following = asyncio.ensure_future(follow())
        await asyncio.sleep(1.2)  # it has begun, and looked for what was saved meanwhile
        begun = looked.call_count
        for path in watch.states(watched(folder)):
            path.read_bytes()  # who reads a file changes nothing
        looked.reset_mock()
        await asyncio.sleep(1.5)
        stop.set()
        await following
        return begun

    assert asyncio.run(idle())
    assert told == []
    assert looked.call_count
    assert all(call.kwargs == {"deep": False} for call in looked.call_args_list)


def test_what_is_watched_follows_the_settings(folder):
    assert watched(folder).files == (
        folder / "briefgen.toml",
        folder / "glossary.tsv",
        folder / "overrides.toml",
        folder / "proposals.tsv",
    )
    (folder / "briefgen.toml").write_text(
        '[english]\nglossary = "terms/own.tsv"\n[folders]\nseeds = "texts"\n', encoding="utf-8"
    )
    (folder / "terms").mkdir()
    assert folder / "terms/own.tsv" in watched(folder).files
    assert watched(folder).folders == (folder / "templates",)
    (folder / "briefgen.toml").write_text("[", encoding="utf-8")
    assert watched(folder).files == (folder / "briefgen.toml",)


def test_what_was_saved_here_is_no_news(folder):
    files = Files(folder)
    files.save(OWN, b"here", files.read(OWN).version)
    assert files.noticed(folder / OWN) == (OWN, False)
    (folder / OWN).unlink()
    assert files.noticed(folder / OWN) == (OWN, True)


def test_what_was_there_at_the_start_is_kept(folder):
    files = Files(folder)
    files.keep_all()
    before = (folder / OWN).read_bytes()
    (folder / OWN).write_text("by another program", encoding="utf-8")
    files.noticed(folder / OWN)
    kept = [files.history.content(OWN, one.id) for one in files.history.versions(OWN)]
    assert kept == [b"by another program", before]


def test_texts_stand_in_both_languages():
    page = texts()["page"]
    assert page["zh"].keys() == page["en"].keys()
    used = "".join(
        path.read_text(encoding="utf-8")
        for path in STATIC.glob("*.*")
        if path.suffix in {".js", ".html"} and path.stem != "codemirror"
    )
    assert [key for key in page["en"] if f'"{key}"' not in used] == []


def test_every_reason_for_holding_back_has_chinese():
    found = {
        *(getattr(edits, name) for name in ("HIDDEN", "CHANGED", "GONE", "NOT_HERE", "UNKNOWN")),
        *(edits.ELSEWHERE, place.PLAIN_PLAN, place.OTHER_YEAR, place.TOO_MANY, choose.BEYOND),
        *(
            lines_of.AT_HEAD,
            lines_of.UNMARKED,
            lines_of.FOREIGN,
            lines_of.ASIDE,
            compose.NO_ROOM,
            NOT_PRINTED,
        ),
    }
    assert set(load_toml("held")["held"]) == found


@pytest.mark.slow
def test_a_process_that_takes_too_long_is_ended_and_begun_anew(folder):
    worker = Worker(folder, patience=60)
    try:
        assert worker.ask("choices")["cities"]
        worker.patience = 0.01
        with pytest.raises(TemplateError, match="was not made within"):
            worker.ask("page", CHOICE)
        worker.patience = 60
        with pytest.raises(BriefgenError, match="no template"):
            worker.ask("page", Choice("聊城", DAY, "none"))
        assert worker.ask("pdf", CHOICE).startswith(b"%PDF")
        worker.process.kill()
        worker.process.join()
        assert worker.ask("words")
    finally:
        worker.close()


def test_json_of_the_page_is_whole(client):
    text = client.get("").text.partition('data-told="')[2].partition('"')[0]
    assert json.loads(html.unescape(text))["nonce"] == "nonce"


# --- the command --------------------------------------------------------------------------------


def test_the_command_says_what_to_install(folder, monkeypatch):
    from briefgen.commands import preview  # noqa: PLC0415

    monkeypatch.setattr(preview, "find_spec", lambda name: None if name == "uvicorn" else name)
    answer = run("preview", "--workspace", folder)
    assert answer.exit_code == 1
    assert "needs uvicorn" in answer.output
    assert "pip install 'briefgen[preview]'" in answer.output


def test_a_port_that_is_taken_is_told(folder):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        answer = run("preview", "--workspace", folder, "--no-browser", "--port", port)
    assert answer.exit_code == 1
    assert f"port {port} cannot be used" in answer.output


def test_what_somebody_waits_to_see_is_made_first():
    turns, order, asked = _Turns(), [], []

    def ask(name: str) -> None:
        with turns.turn(name):
            order.append(name)

    with turns.turn("check"):
        for name in ("pdf", "pictures", "word", "page", "edit"):
            asked.append(threading.Thread(target=ask, args=(name,)))
            asked[-1].start()
        time.sleep(0.2)  # all wait
        assert order == []
    for each in asked:
        each.join(5)
    assert order == ["edit", "page", "word", "pictures", "pdf"]
