"""The proof sheet: whole, safe with any text, and in a real browser a click from every source."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from datetime import date
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from workspaces import report, run, seeds, workspace, written

from briefgen import pipeline
from briefgen.press import Wish, take_orders
from briefgen.proof import proof_sheet
from briefgen.proof.reasons import reason_zh
from briefgen.workspace import open_workspace

if TYPE_CHECKING:
    from pathlib import Path

NAME = "聊城-2024-W22"
DAY = "2024-05-31"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, BROWSERS)), None)
in_browser = [pytest.mark.slow, pytest.mark.skipif(not CHROMIUM, reason="there is no Chromium")]


class Reader(HTMLParser):
    """Collects what a test asks of the sheet."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.figures: list[str] = []
        self.sources: set[str] = set()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.tags.append((tag, given))
        if given.get("class") == "f":
            self.figures.append(given["data-f"])
        self.sources |= set((given.get("data-n") or "").split())


def build(folder: Path, *words: str):
    return run("build", "--city", "聊城", "--date", DAY, "--workspace", folder, *words)


@pytest.fixture(scope="module")
def sheet(tmp_path_factory):
    folder = seeds(tmp_path_factory.mktemp("proof"))
    assert build(folder, "--formats", "pdf").exit_code == 0
    return folder / "output" / f"{NAME}.html"


def test_every_figure_of_the_page_is_in_the_sheet_with_its_source(sheet):
    made = Reader(sheet.read_text(encoding="utf-8"))
    content = json.loads(sheet.with_suffix(".json").read_text(encoding="utf-8"))
    printed = {each["id"] for each in content["figures"]}
    assert set(made.figures) == printed
    assert printed <= made.sources


def test_the_sheet_needs_nothing_else_and_is_small(sheet):
    text = sheet.read_text(encoding="utf-8")
    assert len(text.encode()) < 1_000_000
    assert not re.search(r"""(?:src|href)=["'](?!#)""", text)
    assert "url(" not in text
    assert "@import" not in text
    assert "default-src 'none'" in text


def test_the_sources_stand_in_the_sheet_as_they_are(sheet):
    text = sheet.read_text(encoding="utf-8")
    bodies = re.findall(r'<div class="text"[^>]*>(.*?)</div>', text, re.DOTALL)
    shown = [html.unescape(re.sub(r"<[^>]+>", "", body)) for body in bodies]
    for path in (sheet.parents[1] / "seeds").glob("00[0134]_*.txt"):
        raw = path.read_text(encoding="utf-8").replace("\r\n", "\n")
        assert raw in [each.replace("\r\n", "\n") for each in shown]


def test_the_sheet_may_be_left_out(tmp_path):
    folder = workspace(tmp_path / "w", one=report())
    assert build(folder, "--formats", "pdf", "--no-proof").exit_code == 0
    assert f"{NAME}.html" not in written(folder / "output")
    (folder / "briefgen.toml").write_text("[build]\nproof = false\n", encoding="utf-8")
    assert build(folder, "--formats", "pdf").exit_code == 0
    assert f"{NAME}.html" not in written(folder / "output")
    assert build(folder, "--formats", "pdf", "--proof").exit_code == 0
    assert f"{NAME}.html" in written(folder / "output")


NASTY = """
<script>document.title = "broken"</script> {{ 7 * 7 }} {% raw %} </script> <!-- " ' & -->

二是“<img src=x onerror=alert(1)>”工程加快。聊城市新增“R&D</button>”中小企业517家。
"""


def made_of(folder: Path) -> str:
    opened = open_workspace(folder)
    order = take_orders(opened, Wish(city="聊城"), lambda _: None)[0][0]
    articles = [pipeline.open_article(each.path, each.shown) for each in order.documents]
    glossary = pipeline.glossary_of(opened.settings)
    readings = tuple(pipeline.understand(each, glossary) for each in articles)
    settings = pipeline.replace(order.settings, formats=())
    page = pipeline.make_page(articles, order.place, date.fromisoformat(DAY), settings)
    assert len(readings) == len(page.readings)
    return proof_sheet(page.briefing, page.readings).decode()


def test_what_a_document_says_stays_text(tmp_path):
    text = made_of(workspace(tmp_path / "w", one=report() + NASTY))
    assert '<script>document.title = "broken"' not in text
    assert "&lt;script&gt;document.title" in text
    assert "{{ 7 * 7 }}" in text
    assert text.count("<script") == 2
    assert not [tag for tag, given in Reader(text).tags if tag == "img" or "onerror" in given]


def test_a_very_long_document_shows_what_is_about_its_figures(tmp_path):
    filler = "这里说的是别的事情，没有什么可讲的。" * 20_000
    text = made_of(workspace(tmp_path / "w", one=f"{report()}\n\n{filler}"))
    assert len(text.encode()) < 1_000_000
    assert "个字" not in text
    assert "略去" in text


def test_the_same_page_gives_the_same_sheet(tmp_path):
    folder = workspace(tmp_path / "w", one=report())
    assert made_of(folder) == made_of(folder)


# --- in a real browser --------------------------------------------------------------------------

CLICKS = """
<script>
const told = [];
for (const each of document.querySelectorAll(".left .f")) {
  each.click();
  const lit = document.querySelector(".s.lit"), pane = document.getElementById("sources");
  const box = lit && lit.getBoundingClientRect(), room = pane.getBoundingClientRect();
  const shown = document.getElementById("detail").getBoundingClientRect();
  told.push({
    id: each.dataset.f,
    sentence: lit && lit.textContent,
    number: [...document.querySelectorAll(".n.on")].map((n) => n.textContent).join(""),
    document: lit && lit.closest(".original").id,
    detail: document.getElementById("detail").textContent,
    seen: lit && box.top >= shown.bottom - 1 && box.top <= room.bottom,
    current: each.getAttribute("aria-current"),
  });
}
const key = (name) =>
  document.dispatchEvent(new KeyboardEvent("keydown", { key: name, bubbles: true }));
key("Escape");
const cleared = document.querySelectorAll(".on, .lit").length;
key("ArrowRight"); key("ArrowRight");
const second = document.querySelector(".f[aria-current]").dataset.f;
document.getElementById("language").click();
const english = getComputedStyle(document.querySelector(".kind .zh")).display;
const report = document.createElement("pre");
report.id = "told";
report.textContent = JSON.stringify({ told, cleared, second, english, title: document.title });
document.body.append(report);
</script>
"""


def browse(path: Path, mark: str = "") -> str:
    """The page as Chromium has it after its scripts ran."""
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--force-prefers-reduced-motion"]
    profile = f"--user-data-dir={path.parent / 'profile'}"
    command = [CHROMIUM, *flags, profile, "--window-size=1280,900", "--dump-dom"]
    result = subprocess.run(
        [*command, path.as_uri() + mark], capture_output=True, timeout=120, check=True
    )
    return result.stdout.decode()


class TestBrowser:
    """Chromium itself, on the file as it lies there."""

    pytestmark = in_browser

    def test_a_click_on_any_figure_shows_its_sentence(self, sheet, tmp_path):
        text = sheet.read_text(encoding="utf-8")
        text = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", text)
        probe = tmp_path / "probe.html"
        probe.write_text(text.replace("</body>", f"{CLICKS}</body>"), encoding="utf-8")
        found = re.search(r'<pre id="told">(.*?)</pre>', browse(probe), re.DOTALL)
        told = json.loads(html.unescape(found[1]))
        content = json.loads(sheet.with_suffix(".json").read_text(encoding="utf-8"))
        figures = {each["id"]: each for each in content["figures"]}
        assert len(told["told"]) >= len(figures)
        for each in told["told"]:
            figure = figures[each["id"]]
            assert each["number"] == figure["raw"]
            assert figure["raw"] in each["sentence"]
            assert (
                each["sentence"].strip() in figure["quote"] or figure["quote"] in each["sentence"]
            )
            assert each["document"] == f"document-{each['id'].partition(':')[0]}"
            assert figure["path"] in each["detail"]
            assert figure["sha256"] in each["detail"]
            assert each["seen"], each["id"]
            assert each["current"] == "true"
        assert told["cleared"] == 0
        assert told["second"] == told["told"][1]["id"]
        assert told["english"] == "none"

    def test_the_file_runs_under_its_own_policy(self, sheet):
        shown = browse(sheet, "#0%3AF5")
        assert re.search(r'class="s lit"', shown)
        assert re.search(r'<aside id="detail"[^>]*><h2>', shown)

    def test_the_scripts_of_a_document_do_not_run(self, tmp_path):
        path = tmp_path / "nasty.html"
        path.write_text(made_of(workspace(tmp_path / "w", one=report() + NASTY)), encoding="utf-8")
        assert "<title>broken" not in browse(path)


@pytest.mark.parametrize(
    ("reason", "chinese"),
    [
        ("no room on the page", "版面放不下"),
        ("stands at the head of the page", "已列入版头的关键数据"),
        ("says the same as 0:H12", "已由另一条说明：0:H12"),
        ("a reason of another version", "a reason of another version"),
    ],
)
def test_reasons_are_said_in_chinese(reason, chinese):
    assert reason_zh(reason) == chinese
