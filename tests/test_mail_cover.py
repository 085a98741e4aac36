"""The words of the mail: its templates, and how sizes and times are said."""

from __future__ import annotations

import re

import pytest
from mail_workspaces import MONDAY

from briefgen.errors import TemplateError
from briefgen.mailing.cover import (
    FileView,
    MailView,
    NumberView,
    SheetView,
    cover,
    size_said,
    subject,
)
from briefgen.mailing.letter import due_said
from briefgen.model import Bilingual
from briefgen.settings import load_settings

EVIL = 'R&D <通知> "x" {{ 7 * 7 }} {% if %}'


def view(**changes) -> MailView:
    page = SheetView(
        Bilingual("聊城", "Liaocheng"),
        Bilingual("聊城简报", "Liaocheng Brief"),
        "page1@briefgen",
        (
            NumberView(
                Bilingual("投资", "Investment"),
                Bilingual("95.3亿元", "RMB 9.53 billion"),
                Bilingual("2024年", "2024"),
                target=False,
            ),
        ),
    )
    given = {
        "subject": "题",
        "subscription": EVIL,
        "chinese": True,
        "english": True,
        "title": Bilingual("聊城简报", "Liaocheng Brief"),
        "issue": Bilingual("第22期", "Issue 22"),
        "dates": Bilingual("5月", "May"),
        "week": "2024-W22",
        "pages": (page,),
        "files": (FileView("聊城.pdf", "312 kB"),),
        "news_zh": (EVIL,),
        "news_en": ("New documents: 1.",),
        "unchanged": False,
        "sender": "编辑部",
        "due": "2024-05-27 08:30 Asia/Shanghai (UTC+8)",
        "sign_off": "https://x.cn/u?a=1&b=2",
    }
    return MailView(**{**given, **changes})


def made(tmp_path, **changes) -> tuple[str, str]:
    return cover(view(**changes), load_settings(tmp_path))


def test_text_of_documents_is_whole_in_both_parts_and_no_tag(tmp_path):
    text, html = made(tmp_path)
    assert EVIL in text
    assert "R&amp;D &lt;通知&gt; &#34;x&#34; {{ 7 * 7 }} {% if %}" in html


def test_the_time_is_shown_with_its_zone(tmp_path):
    for part in made(tmp_path):
        assert "Asia/Shanghai (UTC+8)" in part


def test_the_language_is_that_of_the_subscription(tmp_path):
    text, html = made(tmp_path, english=False)
    assert "Liaocheng" not in text
    assert "Attached" not in html
    text, html = made(tmp_path, chinese=False, subscription="a", news_zh=())
    assert not re.search("[\u4e00-\u9fff]", text.replace("聊城.pdf", "").replace("编辑部", ""))
    assert 'lang="en"' in html
    left = html.replace("聊城.pdf", "").replace("编辑部", "").replace("题", "")
    assert not re.search("[　-〿一-鿿＀-￯]", left)
    assert "RMB 9.53 billion" in html


def test_the_key_figures_stand_in_the_html_with_the_picture_and_without(tmp_path):
    html = made(tmp_path)[1]
    assert 'src="cid:page1@briefgen"' in html
    for words in ("95.3亿元", "RMB 9.53 billion", "投资", "Investment", "2024年"):
        assert words in html
    pages = (SheetView(view().pages[0].place, view().pages[0].title, "", view().pages[0].numbers),)
    html = made(tmp_path, pages=pages)[1]
    assert "<img" not in html
    assert "95.3亿元" in html


def test_an_unchanged_page_is_marked(tmp_path):
    assert "没有新文件" in made(tmp_path, unchanged=True)[0]
    issue = Bilingual("第22期", "Issue 22")
    title = Bilingual("聊城简报", "Liaocheng Brief")
    assert subject(title, issue, "en", unchanged=True).startswith("[no new documents] ")
    assert subject(title, issue, "zh", unchanged=False) == "聊城简报 第22期"


def test_nothing_in_the_html_is_loaded_from_elsewhere(tmp_path):
    html = made(tmp_path)[1]
    assert re.findall(r'src="(?!cid:)', html) == []
    assert "<script" not in html
    assert "<link" not in html


def test_a_fault_in_a_template_is_named_with_its_line(tmp_path):
    folder = tmp_path / "templates" / "briefing"
    folder.mkdir(parents=True)
    (folder / "email.txt").write_text("a\n{{ titel }}\n", encoding="utf-8")
    with pytest.raises(TemplateError) as caught:
        made(tmp_path)
    assert caught.value.where.endswith("email.txt:2")
    (folder / "email.txt").write_text(" \n", encoding="utf-8")
    with pytest.raises(TemplateError, match="leaves it empty"):
        made(tmp_path)


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        ("Asia/Shanghai", "2024-05-27 09:00 Asia/Shanghai (UTC+8)"),
        ("America/St_Johns", "2024-05-26 22:30 America/St_Johns (UTC-2:30)"),
        ("Asia/Kathmandu", "2024-05-27 06:45 Asia/Kathmandu (UTC+5:45)"),
        ("UTC", "2024-05-27 01:00 UTC (UTC+0)"),
    ],
)
def test_a_time_is_said_with_its_zone(zone, said):
    assert due_said(MONDAY, zone) == said


@pytest.mark.parametrize(
    ("size", "said"),
    [(0, "1 kB"), (312_400, "312 kB"), (999_999, "1000 kB"), (1_400_000, "1.4 MB")],
)
def test_a_size_is_said(size, said):
    assert size_said(size) == said
