"""A page made before is not set again, unless what decides it has changed."""

from __future__ import annotations

import os
import shutil

import pytest
from sample_briefing import full

from briefgen import joints, kept, measured
from briefgen.joints import Printer
from briefgen.measured import HEIGHT, KeptHeights, with_kept_drawings, with_kept_pages
from briefgen.model import Fit
from briefgen.render import find_template
from briefgen.render.pieces import Piece
from briefgen.render.shipped import shipped_templates

TIGHT = full().setting(Fit(body=9.4, leading=1.5, table=7.2, spacing=0.8))


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(kept, "_ours", True)
    measured._heights.cache_clear()  # noqa: SLF001
    yield tmp_path
    measured._heights.cache_clear()  # noqa: SLF001


def next_process():
    """What was counted is written when a process ends."""
    values = measured._heights()  # noqa: SLF001
    values._write(values._path, os.getpid())  # noqa: SLF001
    measured._heights.cache_clear()  # noqa: SLF001


@pytest.fixture
def template(tmp_path):
    shutil.copytree(shipped_templates() / "briefing", tmp_path / "templates" / "own")
    return find_template("own", tmp_path / "templates")


class Setter:
    """Sets and draws, and counts how often."""

    pages, fill = 1, 0.75

    def __init__(self):
        self.times = self.written = 0

    def piece(self, _html, _wide, _template):
        self.times += 1
        return Piece(4.5, self.begin)

    def page(self, _briefing, _template):
        self.times += 1
        return self

    def begin(self):
        def write():
            self.written += 1
            return b"content"

        return write


def files(home, name):
    return sorted((home / "cache").rglob(f"{name}/*"))


def test_a_drawing_is_made_once(home, template):
    setter = Setter()
    for _ in range(3):
        piece = with_kept_drawings(setter.piece)("<svg/>", 9.0, template)
        assert (piece.height, piece.begin()()) == (4.5, b"content")
    assert (setter.times, setter.written, len(files(home, "drawings"))) == (1, 1, 1)
    assert with_kept_drawings(setter.piece)("<svg/>", 9.5, template).begin()()
    assert with_kept_drawings(setter.piece)("<svg></svg>", 9.0, template).begin()()
    assert setter.times == 3


def test_a_page_is_set_once_and_written_once(template):
    setter = Setter()
    for _ in range(3):
        page = with_kept_pages(setter.page)(TIGHT, template)
        assert (page.pages, page.fill, page.begin()()) == (1, 0.75, b"content")
    assert (setter.times, setter.written) == (1, 1)


def test_a_page_that_was_only_tried_is_set_again_to_be_written(template):
    setter = Setter()
    for _ in range(2):
        page = with_kept_pages(setter.page)(TIGHT, template)
    assert (page.pages, page.fill, setter.times) == (1, 0.75, 1)
    assert page.begin()() == b"content"
    assert (setter.times, setter.written) == (2, 1)


def test_a_height_is_counted_once(template):
    counted = []

    def count():
        counted.append(1)
        return 0.5

    for exact in (False, True, False):
        assert KeptHeights(template).of(TIGHT, exact=exact, count=count) == 0.5
        next_process()
    assert len(counted) == 2


@pytest.mark.parametrize("name", ["page.css", "page.html", "page.docx", "template.toml", "new"])
def test_another_page_template_or_code_is_set_anew(template, monkeypatch, name):
    setter = Setter()

    def made(briefing=TIGHT):
        with_kept_pages(setter.page)(briefing, template).begin()()
        with_kept_drawings(setter.piece)("<svg/>", 9.0, template).begin()()
        KeptHeights(template).of(
            briefing, exact=True, count=lambda: float(setter.piece("", 0, "")[0])
        )
        next_process()
        return setter.times

    assert made() == 3
    assert made() == 3
    assert made(TIGHT.setting(Fit())) == 5
    (template.folders[0] / name).touch()
    os.utime(template.folders[0] / name, ns=(1, 1))
    assert made() == 8
    monkeypatch.setattr(measured, "_libraries", lambda: b"others")
    measured._digest.cache_clear()  # noqa: SLF001
    assert made() == 11


def test_nothing_is_kept_in_a_process_that_is_not_ours(home, template, monkeypatch):
    monkeypatch.setattr(kept, "_ours", False)
    setter = Setter()
    for _ in range(2):
        with_kept_pages(setter.page)(TIGHT, template).begin()()
        with_kept_drawings(setter.piece)("<svg/>", 9.0, template).begin()()
    assert (setter.times, files(home, "pages"), files(home, "drawings")) == (4, [], [])


@pytest.mark.parametrize("left", [b"", b"spoiled", HEIGHT.size + 3])
def test_a_spoiled_file_is_none(home, template, left):
    setter = Setter()
    with_kept_pages(setter.page)(TIGHT, template).begin()()
    (path,) = files(home, "pages")
    path.write_bytes(path.read_bytes()[:left] if isinstance(left, int) else left)
    assert with_kept_pages(setter.page)(TIGHT, template).begin()() == b"content"
    assert setter.times == 2


def test_a_disk_that_takes_nothing_is_no_failure(home, template):
    (home / "cache").mkdir()
    (home / "cache" / "briefgen").touch()
    assert with_kept_pages(Setter().page)(TIGHT, template).begin()() == b"content"
    assert with_kept_drawings(Setter().piece)("<svg/>", 9.0, template).begin()() == b"content"


def test_what_is_kept_gives_the_same_bytes(monkeypatch):
    def printed():
        printer = Printer(find_template("briefing"), lambda _: None)
        printer.count(TIGHT)
        printer.lay_out(TIGHT)
        return printer.formats(TIGHT, ("pdf", "docx"))

    first, second = printed(), printed()
    monkeypatch.setattr(kept, "_ours", False)
    assert first == second == printed()


def test_a_page_kept_loads_no_weasyprint(monkeypatch):
    Printer(find_template("briefing"), lambda _: None).formats(TIGHT, ("pdf", "docx"))
    monkeypatch.setattr(joints, "here", None)
    monkeypatch.setattr(joints, "set_piece", None)
    assert Printer(find_template("briefing"), lambda _: None).formats(TIGHT, ("pdf", "docx"))
