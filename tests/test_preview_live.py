"""The preview as editors use it: a real server, real files, a real browser."""

from __future__ import annotations

import asyncio
import http.client
import io
import os
import re
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import docx
import pikepdf
import pytest
from browser import CHROMIUM, Tab
from workspaces import report, seeds, workspace

from briefgen.preview.files import Files
from briefgen.preview.office import as_pdf, program
from briefgen.render import find_template

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not CHROMIUM, reason="there is no Chromium"),
]
# refusals that the page shows; the look that a browser gives to typed text, which is kept out
EXPECTED = re.compile(r" 409 | 422 |^Applying inline style violates")
OWN = "templates/my-brief/page.html"
READY = "document.body?.dataset.state === 'ready'"
FAILED = "document.body?.dataset.state === 'failed'"
SOURCE = "(document.querySelector('#pdf img')?.src ?? '')"
EDITOR = "document.querySelector('#editor .cm-content')"
PAGE = '{% extends "briefing/page.html" %}\n'
FOOT = PAGE + "{% block foot %}<p>{{ TEXT }}</p>{% endblock %}\n"


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of `briefgen preview` in a workspace, running as editors run it."""
    command = [sys.executable, "-m", "briefgen", "preview", "--no-browser", "--city", "聊城"]
    command += ["--date", "2024-05-31", "--template", "my-brief"]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process.stdout.readline().strip()
        finally:
            process.send_signal(signal.SIGINT)
            try:
                assert process.wait(20) == 0
            except subprocess.TimeoutExpired:
                process.kill()
                raise


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = seeds(tmp_path_factory.mktemp("live") / "w").resolve()
    Files(made).create("my-brief", "briefing")
    return made


@pytest.fixture(scope="module")
def address(folder):
    with served(folder) as made:
        yield made


@pytest.fixture
def tab(address, folder):
    """The page, showing a template that is sound."""
    (folder / OWN).write_text(PAGE, encoding="utf-8")
    (folder / "overrides.toml").unlink(missing_ok=True)
    with Tab() as made:
        made.go(address)
        made.until(READY)
        yield made
        assert [one for one in made.complaints() if not EXPECTED.search(one)] == []


def changed(tab: Tab, before: str) -> None:
    tab.until(f"{SOURCE} !== {before!r} && {READY}")


def edit(tab: Tab, text: str) -> None:
    """Put a text in the place of that in the editor, as typing does."""
    tab.click("#tab-files")
    tab.until(f"!!{EDITOR}")
    tab.run(f"{EDITOR}.focus()")
    tab.key("a", ctrl=True)
    tab.type(text)


def test_a_file_saved_by_another_program_shows(tab, folder):
    before = tab.run(SOURCE)
    (folder / "templates/my-brief/extra.css").write_text("h1 { color: #123456 }", encoding="utf-8")
    changed(tab, before)
    assert float(tab.run("document.body.dataset.took")) > 0


def test_a_document_saved_shows(tab, folder):
    document = min((folder / "seeds").glob("000_*"))
    text = document.read_text(encoding="utf-8")
    before = tab.run(SOURCE)
    document.write_text(text.replace("473", "474"), encoding="utf-8")
    changed(tab, before)
    before = tab.run(SOURCE)
    document.write_text(text, encoding="utf-8")
    changed(tab, before)


def test_typing_saving_undoing_and_restoring(tab, folder):
    before = tab.run(SOURCE)
    edit(tab, FOOT.replace("TEXT", "title.zh"))
    assert tab.text("#unsaved") == "●"
    tab.key("s", ctrl=True)
    changed(tab, before)
    tab.until("document.querySelector('#unsaved').innerText === ''")
    assert "title.zh" in (folder / OWN).read_text(encoding="utf-8")
    tab.click("#undo")
    assert tab.text("#unsaved") == "●"
    tab.click("#redo")
    assert tab.text("#unsaved") == ""
    now = tab.run(SOURCE)
    tab.click("#undo-save")
    changed(tab, now)
    assert (folder / OWN).read_text(encoding="utf-8") == PAGE
    tab.click("#show-history")
    tab.click("#history .item:nth-child(2) button.compare")
    tab.until("!!document.querySelector('#history .cm-editor')")
    now = tab.run(SOURCE)
    tab.click("#history .item:nth-child(2) button.restore")
    changed(tab, now)
    assert "title.zh" in (folder / OWN).read_text(encoding="utf-8")


def choose(tab: Tab, select: str, value: str) -> None:
    """Choose in one of the lists, as a click does."""
    tab.run(
        f"(() => {{ const box = document.getElementById({select!r}); box.value = {value!r};"
        "box.dispatchEvent(new Event('change')); })()"
    )


def test_what_is_not_saved_is_kept_while_another_template_is_shown(tab, folder):
    other = folder / "templates/other/page.html"
    if not other.exists():
        Files(folder).create("other", "briefing")
    other.write_text(PAGE + "{# that of the other #}\n", encoding="utf-8")
    tab.until("document.getElementById('template').innerText.includes('other')")
    tab.run("window.confirm = () => true")  # nobody is asked; should anybody be, they agree
    edit(tab, FOOT.replace("TEXT", "issue.zh"))
    choose(tab, "template", "other")
    tab.until(f"{EDITOR}.innerText.includes('that of the other')")
    assert tab.run("document.getElementById('file').value") == "templates/other/page.html"
    assert tab.run(f"{EDITOR}.innerText.includes('issue.zh')") is False
    assert tab.text("#unsaved") == "●"  # of the one before
    assert "my-brief/page.html" in tab.text("#drafts")
    edit(tab, PAGE + "{# changed #}\n")
    tab.key("s", ctrl=True)
    tab.until("document.getElementById('file-note').innerText === '已保存'")
    assert "changed" in other.read_text(encoding="utf-8")
    assert (folder / OWN).read_text(encoding="utf-8") == PAGE
    tab.click("#drafts button")
    tab.until(f"{EDITOR}.innerText.includes('issue.zh')")
    assert tab.run("document.getElementById('template').value") == "my-brief"
    assert tab.run("document.getElementById('file').value") == OWN
    assert tab.run("document.getElementById('drafts').hidden")
    assert tab.text("#unsaved") == "●"
    tab.key("s", ctrl=True)
    tab.until("document.querySelector('#unsaved').innerText === ''")
    assert "issue.zh" in (folder / OWN).read_text(encoding="utf-8")
    assert "issue.zh" not in other.read_text(encoding="utf-8")


def test_what_is_not_saved_is_kept_while_another_file_or_issue_is_shown(tab, folder):
    edit(tab, FOOT.replace("TEXT", "week"))
    elsewhere = "[...document.getElementById('city').options].find((one) => !one.selected).value"
    for select, value in (("day", "2024-06-07"), ("city", tab.run(elsewhere))):
        before = tab.run(SOURCE)
        choose(tab, select, value)
        changed(tab, before)
        assert tab.run(f"{EDITOR}.innerText.includes('week')")
        assert tab.run("document.getElementById('file').value") == OWN
    choose(tab, "file", "glossary")
    tab.until(f"{EDITOR}.innerText.includes('zh')")
    assert tab.run(f"{EDITOR}.innerText.includes('week')") is False
    tab.key("s", ctrl=True)
    assert (folder / OWN).read_text(encoding="utf-8") == PAGE
    # somebody else saves it meanwhile: then both texts are there to choose from
    (folder / OWN).write_text(FOOT.replace("TEXT", "dates.zh"), encoding="utf-8")
    choose(tab, "file", OWN)
    tab.until(f"{EDITOR}.innerText.includes('week')")
    tab.key("s", ctrl=True)
    tab.until("!document.getElementById('conflict').hidden")
    assert "dates.zh" in (folder / OWN).read_text(encoding="utf-8")
    tab.click("#mine")
    tab.until("document.getElementById('conflict').hidden")
    assert "week" in (folder / OWN).read_text(encoding="utf-8")


def test_an_error_keeps_the_page_and_leads_to_its_line(tab):
    before = tab.run(SOURCE)
    edit(tab, PAGE + "{% block foot %}\n{{ titel.zh }}{% endblock %}\n")
    tab.key("s", ctrl=True)
    tab.until(FAILED)
    assert tab.run(SOURCE) == before
    assert f"{OWN}:3" in tab.text("#error")
    assert "没有名为 titel 的变量" in tab.text("#error")
    tab.until("!!document.querySelector('.cm-lintRange, .cm-lint-marker')")
    tab.click("#error button")
    tab.until("document.querySelector('.cm-activeLine')?.innerText.includes('titel')")
    tab.click("#language")
    assert "there is no variable titel" in tab.text("#error")
    edit(tab, PAGE)
    tab.key("s", ctrl=True)
    tab.until(READY)
    assert tab.run("document.getElementById('error').hidden")


def test_an_error_of_the_hand_edits_leads_to_its_line(tab, folder):
    wrong = '[[edit]]\nkey = "h111111_22222222"\nhide = true\n\n[[edit]]\nkey = 3\n'
    (folder / "overrides.toml").write_text(wrong, encoding="utf-8")
    tab.until(f"{FAILED} && !document.getElementById('error').hidden")
    tab.until("document.querySelector('#error button')?.innerText === 'overrides.toml:6'")
    tab.click("#error button")
    tab.until("document.querySelector('.cm-activeLine')?.innerText === 'key = 3'")
    assert tab.run("document.getElementById('file').value") == "overrides"
    (folder / "overrides.toml").unlink()
    tab.until(READY)


def test_settings_that_cannot_be_read_are_told_until_they_are_mended(tab, folder):
    settings, shown = folder / "briefgen.toml", "!document.getElementById('error').hidden"
    before = settings.read_bytes()
    settings.write_bytes(before + b'\n[build\ntemplate = "x"\n')
    try:
        tab.until(f"{FAILED} && {shown}")
        last = tab.run(SOURCE)
        assert last  # the last good page
        (folder / OWN).write_text(FOOT.replace("TEXT", "week"), encoding="utf-8")
        for control in ("template", "city", "day"):  # none of these can be listed meanwhile
            tab.run(f"document.getElementById('{control}').dispatchEvent(new Event('change'))")
            tab.until(shown)
            assert tab.text("#error code") == "briefgen.toml"
            assert "缺少 ]" in tab.text("#error")
    finally:
        settings.write_bytes(before)
    changed(tab, last)  # what was saved meanwhile shows
    tab.until("document.getElementById('error').hidden")


def test_variables_are_completed(tab):
    edit(tab, PAGE + "{{ iss")
    tab.key(" ", ctrl=True)
    shown = tab.until("document.querySelector('.cm-tooltip-autocomplete')?.innerText")
    assert "issue" in shown
    assert "issuer" in shown


@pytest.mark.parametrize(
    ("text", "there", "absent"),
    [
        ("{{ title.zh|", ["upper", "join"], ["batch", "attr", "bar", "title.zh"]),
        ("{{ li", ["line"], ["lipsum"]),
        ("{% ", ["endblock", "elif"], ["autoescape", "filter", "title"]),
    ],
)
def test_only_what_the_check_accepts_is_completed(tab, text, there, absent):
    edit(tab, text)
    tab.key(" ", ctrl=True)
    shown = tab.until("document.querySelector('.cm-tooltip-autocomplete')?.innerText")
    names = {line.strip() for line in shown.splitlines()}
    assert [one for one in there if not any(name.startswith(one) for name in names)] == []
    assert not names & {*absent}


def test_two_who_save_the_same_file_lose_nothing(tab, folder, address):
    with Tab() as other:
        other.go(address)
        other.until(READY)
        edit(tab, FOOT.replace("TEXT", "issue.zh"))
        edit(other, FOOT.replace("TEXT", "dates.zh"))
        tab.key("s", ctrl=True)
        tab.until("document.querySelector('#unsaved').innerText === ''")
        other.until("document.querySelector('#file-note').innerText.includes('别处')")
        other.key("s", ctrl=True)
        other.until("!document.getElementById('conflict').hidden")
        assert "issue.zh" in (folder / OWN).read_text(encoding="utf-8")
        assert "dates.zh" in other.text("#editor")
        assert "issue.zh" in other.text("#conflict")
        other.click("#mine")
        other.until("document.getElementById('conflict').hidden")
    assert "dates.zh" in (folder / OWN).read_text(encoding="utf-8")
    kept = Files(folder).history
    texts = [kept.content(OWN, one.id).decode() for one in kept.versions(OWN)]
    assert any("issue.zh" in text for text in texts)
    tab.until(f"{EDITOR}?.innerText.includes('dates.zh')")


def test_a_highlight_is_hidden_and_taken_back(tab, folder):
    tab.click("#tab-lines")
    key = tab.until("document.querySelector('#lines .item:has(.hide)')?.dataset.key")
    before = tab.run(SOURCE)
    tab.click(f'#lines [data-key="{key}"] button.hide')
    changed(tab, before)
    assert key in (folder / "overrides.toml").read_text(encoding="utf-8")
    before = tab.run(SOURCE)
    tab.click(f'#lines [data-key="{key}"] button.back')
    changed(tab, before)


def test_a_changed_number_is_refused_where_it_is_written(tab):
    tab.click("#tab-lines")
    key = tab.until("document.querySelector('#lines .item:has(.hide)')?.dataset.key")
    tab.click(f'#lines [data-key="{key}"] button.reword')
    tab.run(
        "(() => { const box = document.querySelector('#lines textarea');"
        "box.value = box.value.replace(/\\d/, '7777'); })()"
    )
    tab.click("#lines button.done")
    tab.until("document.querySelector('#lines .refused')?.innerText.includes('不予采用')")
    assert tab.until("!!document.querySelector('#lines textarea')")


def test_the_time_told_is_that_of_the_save_and_not_of_a_refusal_before_it(tab, folder):
    tab.click("#tab-lines")
    key = tab.until("document.querySelector('#lines .item:has(.hide)')?.dataset.key")
    tab.click(f'#lines [data-key="{key}"] button.reword')
    tab.run("document.querySelector('#lines textarea').value += '7777'")
    tab.run("performance.real = performance.now; performance.now = () => performance.real() - 9e6")
    tab.click("#lines button.done")  # as if it had been hours ago
    tab.until("document.querySelector('#lines .refused')?.innerText.includes('不予采用')")
    tab.run("performance.now = performance.real")
    before = tab.run(SOURCE)
    (folder / OWN).write_text(FOOT.replace("TEXT", "day"), encoding="utf-8")
    changed(tab, before)
    assert float(tab.run("document.body.dataset.took")) < 900


def test_the_list_follows_while_somebody_writes_and_a_refusal_goes_with_the_box(tab, folder):
    tab.click("#tab-lines")
    tab.until("document.querySelectorAll('#lines .item:has(.hide)').length > 1")
    first, second = tab.run(
        "[...document.querySelectorAll('#lines .item:has(.hide)')].slice(0, 2)"
        ".map((one) => one.dataset.key)"
    )
    tab.click(f'#lines [data-key="{first}"] button.reword')
    tab.run("document.querySelector('#lines textarea').value = '甲改 7777 家'")
    tab.click(f'#lines [data-key="{second}"] button.pin')
    pinned = f"document.querySelector('#lines [data-key=\"{second}\"] .pin')"
    tab.until(f"{pinned}?.getAttribute('aria-pressed') === 'true'")
    assert tab.run("document.querySelector('#lines textarea').value") == "甲改 7777 家"
    tab.click("#lines button.done")
    tab.until("document.querySelector('#lines .refused')?.innerText.includes('不予采用')")
    tab.run("document.querySelector('#lines textarea').focus()")
    tab.key("Escape")
    tab.until("!document.querySelector('#lines .refused, #lines textarea')")
    (folder / "overrides.toml").unlink()


def test_two_who_word_the_same_highlight_choose(tab, folder, address):
    tab.click("#tab-lines")
    key = tab.until(
        "[...document.querySelectorAll('#lines .item:has(.hide)')]"
        ".find((one) => one.innerText.startsWith('新增创新型中小企业'))?.dataset.key"
    )
    with Tab() as other:
        other.go(address)
        other.until(READY)
        for one in (tab, other):
            one.click(f'#lines [data-key="{key}"] button.reword')
        words = tab.run("document.querySelector('#lines textarea').value")
        for one, text in ((tab, f"全市{words}"), (other, f"聊城市{words}")):
            one.run(f"document.querySelector('#lines textarea').value = {text!r}")
        tab.click("#lines button.done")
        tab.until("!document.querySelector('#lines textarea')")
        other.until(f"document.querySelector('#lines')?.innerText.includes('全市{words}')")
        other.click("#lines button.done")
        other.until(f"document.querySelector('#lines .theirs')?.innerText.includes('全市{words}')")
        assert "聊城市新增" not in (folder / "overrides.toml").read_text(encoding="utf-8")
        other.click("#lines .theirs button.mine")
        other.until("!document.querySelector('#lines textarea')")
    assert "聊城市新增" in (folder / "overrides.toml").read_text(encoding="utf-8")
    (folder / "overrides.toml").unlink()


def test_a_highlight_moves_and_a_theme_is_retitled_by_keyboard(tab, folder):
    tab.click("#tab-lines")
    order = (
        "[...document.querySelectorAll('#lines .item:has(.hide)')].map((one) => one.dataset.key)"
    )
    down = "document.querySelector('#lines button.down:not(:disabled)')"
    key = tab.until(f"{down}?.closest('.item').dataset.key")
    before, keys = tab.run(SOURCE), tab.run(order)
    tab.run(f"{down}.focus()")
    tab.key(" ")
    changed(tab, before)
    at = keys.index(key)
    keys[at : at + 2] = reversed(keys[at : at + 2])
    tab.until(f"JSON.stringify({order}) === JSON.stringify({keys})")
    assert tab.until("document.activeElement.closest('.item')?.dataset.key") == key
    before = tab.run(SOURCE)
    theme = tab.run("document.querySelector('#lines .theme:has(.retitle)').dataset.key")
    tab.run("document.querySelector('#lines .theme .retitle').focus()")
    tab.key(" ")
    tab.run("document.activeElement.value = '另起标题'")
    tab.key("Enter")
    changed(tab, before)
    assert "另起标题" in tab.text(f'#lines [data-key="{theme}"]')
    assert "另起标题" in (folder / "overrides.toml").read_text(encoding="utf-8")


def test_the_keyboard_is_enough(tab):
    tab.run("document.getElementById('tab-lines').focus()")
    tab.key("ArrowRight")
    assert tab.run("document.activeElement.id") == "tab-problems"
    assert tab.run("document.getElementById('problems').hidden") is False
    unnamed = tab.run(
        "[...document.querySelectorAll('button, select, input, a[href]')]"
        ".filter((one) => one.checkVisibility() && !one.innerText?.trim()"
        " && !one.labels?.length && !one.ariaLabel).map((one) => one.outerHTML)"
    )
    assert unnamed == []


@pytest.mark.parametrize("width", [1280, 820])
def test_nothing_runs_over_the_side(tab, width):
    tab.size(width, 900)
    for name in ("lines", "problems", "files"):
        tab.click(f"#tab-{name}")
        assert tab.run("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.skipif(not program(), reason="there is no LibreOffice")
def test_the_word_page_is_drawn_in_our_faces_where_there_are_no_chinese_ones(tmp_path, monkeypatch):
    fonts = tmp_path / "few.conf"
    fonts.write_text("<fontconfig><dir>/usr/share/fonts/truetype/dejavu</dir></fontconfig>")
    monkeypatch.setenv("FONTCONFIG_FILE", str(fonts))
    document, file = docx.Document(), tmp_path / "page.docx"
    document.add_paragraph("聊城")
    document.save(str(file))
    made = asyncio.run(as_pdf(file.read_bytes(), tmp_path))
    with pikepdf.open(io.BytesIO(made)) as pdf:
        names = [str(each.BaseFont) for each in pdf.pages[0].resources.Font.as_dict().values()]
    assert any("CJK" in name for name in names), names


@pytest.mark.skipif(not program(), reason="there is no LibreOffice")
def test_the_word_page_follows(tab):
    state = "document.getElementById('word').dataset.state"
    tab.until(f"{state} === 'ready'", 120)
    assert tab.run("document.querySelector('#word img').naturalWidth") > 1000


@pytest.mark.skipif(not program(), reason="there is no LibreOffice")
def test_all_that_is_loaded_with_both_pictures_is_small(tab):
    tab.until("document.getElementById('word').dataset.state === 'ready'", 120)
    came = tab.received()
    assert sum(".png" in url for url in came) == 2
    assert sum(size for url, size in came.items() if "codemirror" not in url) < 500_000, came


def test_an_empty_workspace_says_what_to_put_where_and_waits_for_it(tmp_path):
    made = workspace(tmp_path / "w").resolve()
    Files(made).create("my-brief", "briefing")
    with served(made) as address, Tab() as tab:
        tab.go(address)
        tab.until("document.body?.dataset.state === 'empty'")
        assert "seeds" in tab.text("#pdf .sheet")
        assert tab.run("document.getElementById('error').hidden")
        edit(tab, FOOT.replace("TEXT", "isuer.zh"))  # templates can be changed all the same
        tab.key("s", ctrl=True)
        tab.until("document.querySelector('#unsaved').innerText === ''")
        tab.until("!!document.querySelector('.cm-lintRange, .cm-lint-marker')")
        tab.click("#language")
        tab.until("document.querySelector('#pdf .sheet').innerText.includes('Put news')")
        edit(tab, PAGE)
        tab.key("s", ctrl=True)
        (made / "seeds" / "one.txt").write_text(report(), encoding="utf-8")
        tab.until(READY)
        tab.until("document.querySelector('#pdf img')?.naturalWidth > 1000")
        tab.until("document.getElementById('city').innerText.includes('Liaocheng')")
        assert [one for one in tab.complaints() if not EXPECTED.search(one)] == []


def test_a_word_file_is_uploaded_and_taken_back(tab, folder, tmp_path):
    name, path = "templates/my-brief/page.docx", folder / "templates/my-brief/page.docx"
    tab.click("#tab-files")
    tab.until("document.getElementById('file').options.length > 3")
    tab.run(
        "(() => { const box = document.getElementById('file');"
        f"box.value = {name!r}; box.dispatchEvent(new Event('change')); }})()"
    )
    tab.until("!document.getElementById('upload').hidden")
    assert not path.exists()  # until then it is that of the other template
    for text in ("first", "second"):
        document = docx.Document(str(find_template("briefing").file("page.docx")))
        document.sections[0].footer.paragraphs[0].text = text
        document.save(str(tmp_path / "page.docx"))
        before = path.read_bytes() if path.exists() else b""
        tab.files("#upload input", tmp_path / "page.docx")
        tab.until("document.getElementById('file-note').innerText === '已保存'")
        assert path.read_bytes() not in {b"", before}
        tab.run("document.getElementById('file-note').textContent = ''")
    tab.until("!document.getElementById('undo-save').disabled")
    tab.click("#undo-save")
    tab.until("document.getElementById('file-note').innerText.startsWith('已恢复')")
    assert path.read_bytes() == before
    tab.click("#show-history")
    tab.click("#history .item:nth-child(2) button.compare")
    tab.until("document.querySelector('#history .cm-deletedChunk')?.innerText.includes('second')")
    assert "first" in tab.text("#history .cm-changedLine")
    tab.click("#history .item:nth-child(1) button.compare")
    tab.until("document.querySelector('#history')?.innerText.includes('文字相同')")
    (tmp_path / "page.docx").write_bytes(b"no zip")
    tab.files("#upload input", tmp_path / "page.docx")
    tab.until("document.getElementById('file-note').innerText.includes('不是可用的 Word 文件')")
    assert path.read_bytes() == before
    path.unlink()


def test_two_who_upload_the_same_word_file_choose(tab, folder, address, tmp_path):
    name, path = "templates/my-brief/page.docx", folder / "templates/my-brief/page.docx"
    for text in ("first", "second"):
        document = docx.Document(str(find_template("briefing").file("page.docx")))
        document.sections[0].footer.paragraphs[0].text = text
        document.save(str(tmp_path / f"{text}.docx"))
    first, second = ((tmp_path / f"{text}.docx").read_bytes() for text in ("first", "second"))
    with Tab() as other:
        other.go(address)
        other.until(READY)
        for one in (tab, other):
            one.click("#tab-files")
            one.until("document.getElementById('file').options.length > 3")
            one.run(
                "(() => { const box = document.getElementById('file');"
                f"box.value = {name!r}; box.dispatchEvent(new Event('change')); }})()"
            )
            one.until("!document.getElementById('upload').hidden")
        tab.files("#upload input", tmp_path / "first.docx")
        tab.until("document.getElementById('file-note').innerText === '已保存'")
        other.until("document.getElementById('file-note').innerText.includes('别处')")
        other.files("#upload input", tmp_path / "second.docx")
        other.until("!document.getElementById('conflict').hidden")
        assert path.read_bytes() == first
        other.click("#mine")
        other.until("document.getElementById('conflict').hidden")
    assert path.read_bytes() == second
    path.unlink()


def test_a_fault_of_the_word_page_alone_is_shown_beside_the_new_pdf(tab, folder):
    path = folder / "templates/my-brief/page.docx"
    state = "document.getElementById('word').dataset.state"
    Files(folder).take("templates/my-brief/page.docx")
    tab.until(f"{state} !== 'making' && {READY}", 120)
    document = docx.Document(str(path))
    document.sections[0].header.is_linked_to_previous = False
    document.sections[0].header.paragraphs[0].text = "{{ titel.zh }}"
    document.save(str(path))
    tab.until("document.body.dataset.state === 'failed_word'")
    assert "没有名为 titel 的变量" in tab.text("#error")
    assert tab.run("document.querySelector('#pdf img').naturalWidth") > 1000
    assert tab.run("document.querySelector('#word a.file').hidden")
    path.unlink()
    tab.until(f"{READY} && document.getElementById('error').hidden")
    tab.until("!document.querySelector('#word a.file').hidden")


def test_over_a_real_socket_only_the_own_name_is_answered(address):
    place, token = re.fullmatch(r"http://(127\.0\.0\.1:\d+)/([\w-]+)/\?.*", address).groups()
    for headers, path, status in (
        ({}, f"/{token}/", 200),
        ({"Host": "evil.example"}, f"/{token}/", 403),
        ({"Origin": "http://evil.example"}, f"/{token}/", 403),
        ({}, "/", 404),
        ({}, f"/{token}/static/../../app.py", 404),
        ({}, f"/{token}/api/file/../../../../etc/passwd", 422),
    ):
        line = http.client.HTTPConnection(place, timeout=20)
        line.request("GET", path, headers=headers)
        assert line.getresponse().status == status, path
        line.close()
    port = place.partition(":")[2]
    listening = subprocess.run(["ss", "-ltnH"], capture_output=True, text=True, check=False).stdout
    assert not re.search(rf"(0\.0\.0\.0|\[::\]|\*):{port}\b", listening)


def test_a_server_killed_while_saving_leaves_whole_files(tmp_path):
    made = seeds(tmp_path / "w").resolve()
    Files(made).create("my-brief", "briefing")
    sizes = [f"{number}{'x' * 900_000}" for number in range(2)]
    for delay in (0.0, 0.005, 0.02, 0.05):
        (made / OWN).write_text(sizes[0], encoding="utf-8")
        code = (
            "import sys; from pathlib import Path; from briefgen.preview.files import Files\n"
            f"files = Files(Path({str(made)!r})); name = {OWN!r}; print('go', flush=True)\n"
            f"texts = [b'0' + b'x' * 900_000, b'1' + b'x' * 900_000]\n"
            "for number in range(10_000):\n"
            "    files.save(name, texts[number % 2], files.read(name).version)\n"
        )
        with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as process:
            process.stdout.readline()
            time.sleep(delay)
            os.kill(process.pid, signal.SIGKILL)
        assert (made / OWN).read_text(encoding="utf-8") in sizes
        kept = Files(made).history
        assert all(kept.content(OWN, one.id) for one in kept.versions(OWN))
