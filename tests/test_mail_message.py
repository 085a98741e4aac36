"""The bytes of a mail: read back by three parsers, and looked at raw."""

from __future__ import annotations

import email
import email.policy
import re
import tracemalloc
from datetime import datetime
from zoneinfo import ZoneInfo

import fast_mail_parser
import mailparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.addresses import Address, address_of
from briefgen.deliver.message import (
    LINK,
    Attachment,
    Composer,
    Letter,
    Stamp,
    encoded,
    headers,
    mailbox,
    message_id,
    one_line,
    plain_mail,
)
from briefgen.errors import DeliveryError

PDF = b"%PDF-1.7\r\n.\r\n" + bytes(range(256)) * 40
NAME = "聊城-2024-W22.pdf"
AT = datetime(2024, 5, 27, 8, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
TOKEN = "0" * 32


def letter(**changes) -> Letter:
    given_ = {
        "sender": Address("brief@example.cn", "经济运行简报编辑部"),
        "subject": "聊城经济运行简报 2024年第22期（5月27日—6月2日），规模以上工业增加值增长7.9%",
        "text": f"文字 A&B <通知>\n退订：{LINK}\n",
        "html": f'<p>文字 &amp; <img src="cid:page1@briefgen"></p><a href="{LINK}">x</a>',
        "list_name": "聊城周报",
        "pictures": (Attachment("page1@briefgen", "page1.png", "image/png", b"\x89PNG" * 30),),
        "attachments": (Attachment(NAME, "Liaocheng-2024-W22.pdf", "application/pdf", PDF),),
    }
    return Letter(**{**given_, **changes})


def stamp(**changes) -> Stamp:
    given_ = {
        "to": (Address("wang@example.cn", "王芳"),),
        "cc": (),
        "message_id": message_id("example.cn", "a", 1),
        "date": AT,
        "sign_off": (f"https://example.cn/u?a=1&t={TOKEN}", "mailto:brief@example.cn?subject=u"),
    }
    return Stamp(**{**given_, **changes})


def composed(changes=None, **stamped) -> bytes:
    return Composer(letter(**(changes or {}))).compose(stamp(**stamped))


def head(content: bytes) -> str:
    return content.partition(b"\r\n\r\n")[0].decode("ascii")


# --- read back ----------------------------------------------------------------------------------


def test_the_standard_library_reads_all_of_it_without_a_defect():
    mail = email.message_from_bytes(composed(), policy=email.policy.default)
    assert [part.defects for part in mail.walk() if part.defects] == []
    assert mail["Subject"] == letter().subject
    assert mail["From"].addresses[0].display_name == "经济运行简报编辑部"
    assert mail["To"].addresses[0].addr_spec == "wang@example.cn"
    assert [part.get_content_type() for part in mail.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "multipart/related",
        "text/html",
        "image/png",
        "application/pdf",
    ]
    (attached,) = mail.iter_attachments()
    assert attached.get_filename() == NAME
    assert attached.get_content() == PDF
    assert "A&B <通知>" in mail.get_body(("plain",)).get_content()


def test_mail_parser_reads_the_name_and_the_bytes():
    mail = mailparser.parse_from_bytes(composed())
    assert mail.subject == letter().subject
    names = {one["filename"] for one in mail.attachments}
    assert NAME in names
    assert mail.from_ == [("经济运行简报编辑部", "brief@example.cn")]


def test_a_parser_of_another_language_reads_the_same():
    mail = fast_mail_parser.parse_email(composed())  # written in Rust, no line of Python's email
    assert mail.subject == letter().subject
    attached = {one.filename: one.content for one in mail.attachments}
    assert bytes(attached[NAME]) == PDF
    assert "A&B <通知>" in mail.text_plain[0]
    assert "page1@briefgen" in mail.text_html[0]


# --- looked at raw ------------------------------------------------------------------------------


def test_the_name_of_the_attachment_stands_in_every_form_that_clients_look_for():
    raw = composed().decode("ascii")
    assert "filename*=utf-8''%E8%81%8A%E5%9F%8E-2024-W22.pdf\r\n" in raw
    assert "filename*0" not in raw  # QQ Mail and old Outlook do not join the parts
    assert re.search(r'Content-Type: application/pdf;\r\n name="=\?utf-8\?b\?[^?"]+\?="\r\n', raw)
    assert "Content-Description: Liaocheng-2024-W22.pdf\r\n" in raw


def test_a_long_name_is_one_word_on_one_line():
    name = "聊城" * 30 + ".pdf"
    raw = composed({"attachments": (Attachment(name, "a.pdf", "application/pdf", PDF),)})
    mail = email.message_from_bytes(raw, policy=email.policy.default)
    assert next(mail.iter_attachments()).get_filename() == name
    assert max(map(len, raw.split(b"\r\n"))) < 998


def test_the_lines_are_short_ascii_and_end_as_they_should():
    raw = composed()
    assert raw.isascii()
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert b"\r" not in raw.replace(b"\r\n", b"")
    assert max(map(len, head(raw).split("\r\n"))) <= 150


def test_the_picture_is_inline_and_named_by_the_html():
    mail = email.message_from_bytes(composed(), policy=email.policy.default)
    (picture,) = [part for part in mail.walk() if part.get_content_type() == "image/png"]
    assert picture["Content-ID"] == "<page1@briefgen>"
    assert picture.get_content_disposition() == "inline"


def test_the_related_part_names_the_type_of_its_root():  # RFC 2387 wants it
    parts = email.message_from_bytes(composed()).walk()
    assert [one.get_param("type") for one in parts if one.is_multipart()][-1] == "text/html"


def test_the_header_says_what_machines_need():
    found = email.message_from_bytes(composed(), policy=email.policy.default)
    assert found["Date"].datetime == AT
    assert found["Date"].endswith("+0800")
    assert re.fullmatch(r"<[0-9a-f]{40}@example\.cn>", found["Message-ID"])
    assert found["Auto-Submitted"] == "auto-generated"
    assert found["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    links = re.findall(r"<([^>]+)>", found["List-Unsubscribe"])
    assert [link.partition(":")[0] for link in links] == ["https", "mailto"]
    assert len(found.get_all("Subject")) == len(found.get_all("To")) == 1


def test_without_a_page_there_is_no_one_click():
    found = email.message_from_bytes(composed(sign_off=("mailto:a@example.cn",)))
    assert found["List-Unsubscribe"] == "<mailto:a@example.cn>"
    assert found["List-Unsubscribe-Post"] is None


def test_each_reader_gets_his_own_link_in_the_text_and_escaped_in_the_html():
    mail = email.message_from_bytes(composed(), policy=email.policy.default)
    assert f"退订：https://example.cn/u?a=1&t={TOKEN}" in mail.get_body(("plain",)).get_content()
    assert f"u?a=1&amp;t={TOKEN}" in mail.get_body(("html",)).get_content()
    assert LINK.encode() not in composed()


def test_the_same_stamp_gives_the_same_bytes():
    assert composed() == composed()
    assert message_id("x.cn", "a", 1) == message_id("x.cn", "a", 1) != message_id("x.cn", "a", 2)


def test_a_list_of_bcc_only_shows_nobody():
    assert "\r\nTo: undisclosed-recipients:;\r\n" in head(composed(to=(), cc=()))


# --- nothing gets into the header ---------------------------------------------------------------

INJECTED = "聊城\r\nBcc: evil@example.com\r\n\r\n<b>"


def test_no_text_of_a_document_can_add_a_header():
    content = composed(
        {
            "subject": INJECTED,
            "list_name": INJECTED,
            "sender": Address("brief@example.cn", INJECTED),
            "attachments": (Attachment(INJECTED + ".pdf", "a.pdf", "application/pdf", PDF),),
        },
        to=(Address("wang@example.cn", 'a"\r\nBcc: evil@example.com'),),
    )
    mail = email.message_from_bytes(content, policy=email.policy.default)
    assert mail["Bcc"] is None
    for part in mail.walk():
        assert part.defects == []
        assert "Bcc" not in part
    assert mail["Subject"].startswith("聊城 Bcc: evil@example.com")


@given(st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_any_subject_survives_and_stays_one_header(text):
    content = composed({"subject": text})
    mail = email.message_from_bytes(content, policy=email.policy.default)
    assert len(mail.keys()) == len(set(mail.keys())) == 14
    wanted = one_line(text.encode("utf-8", "replace").decode())
    assert one_line(str(mail["Subject"])).replace(" ", "") == wanted.replace(" ", "")


@pytest.mark.parametrize("value", ["a\r\nBcc: x", "a\nb", "a\0", "聊城", "a\r\n\r\nb"])
def test_a_header_that_would_end_its_line_is_refused(value):
    with pytest.raises(DeliveryError, match="line break"):
        headers({"X": value})


def test_names_are_quoted_or_encoded():
    assert mailbox(Address("a@x.cn")) == "a@x.cn"
    assert mailbox(Address("a@x.cn", 'Wang, "Fang"')) == '"Wang, \\"Fang\\"" <a@x.cn>'
    assert mailbox(Address("a@x.cn", "王芳")).startswith("=?utf-8?b?")
    assert encoded("plain") == "plain"


def test_a_plain_mail_has_text_only():
    mail = email.message_from_bytes(
        plain_mail({"To": "a@x.cn"}, "出错了\n"), policy=email.policy.default
    )
    assert mail.get_content() == "出错了\n"
    assert mail["Auto-Submitted"] == "auto-generated"


ADDRESSES = [
    ("wang@example.cn", "", "wang@example.cn"),
    ("王芳 <wang@example.cn>", "王芳", "wang@example.cn"),
    ('"Wang, Fang" <wang@example.cn>', "Wang, Fang", "wang@example.cn"),
    ("a.b+c@sub.example.cn", "", "a.b+c@sub.example.cn"),
    ("wang@例子.中国", "", "wang@xn--fsqu00a.xn--fiqs8s"),
    ("root@localhost", "", "root@localhost"),
]


@pytest.mark.parametrize(("text", "name", "address"), ADDRESSES)
def test_an_address_is_read(text, name, address):
    assert address_of(text) == Address(address, name)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "wang",
        "@example.cn",
        "wang@",
        "a b@x.cn",
        "a@x.cn\r\nBcc: b@x.cn",
        "a@x..cn",
        ".a@x.cn",
        "王芳@example.cn",
        "a@x.cn, b@x.cn",
        "<a@x.cn",
        "a@-x.cn",
        f"{'a' * 300}@x.cn",
        f"{'n' * 90} <a@x.cn>",
        "a\u2028@x.cn",
    ],
)
def test_what_is_no_address_is_refused(text):
    with pytest.raises(ValueError, match=r"\w"):
        address_of(text)


# --- many readers -------------------------------------------------------------------------------


def test_a_thousand_mails_take_no_more_memory_than_one_and_little_time():
    big = Attachment(NAME, "a.pdf", "application/pdf", b"\0" * 500_000)
    composer = Composer(letter(attachments=(big,)))
    composer.compose(stamp())
    tracemalloc.start()
    for number in range(1000):
        composer.compose(stamp(message_id=message_id("x.cn", number)))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 4_000_000
