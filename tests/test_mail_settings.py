"""[mail] and [[subscription]]: every wrong setting at once, with its line; lists of readers."""

from __future__ import annotations

import re
from datetime import time
from typing import TYPE_CHECKING

import pytest

from briefgen.addresses import Address
from briefgen.deliver.readers import Reader, readers_of, shown, token_of
from briefgen.errors import SettingsError
from briefgen.settings import load_settings
from briefgen.subscriptions import Subscription

if TYPE_CHECKING:
    from pathlib import Path

MAIL = '[mail]\nhost = "mail.example.cn"\nsender = "a@example.cn"\n'
ONE = (
    '[[subscription]]\nname = "周报"\ncities = ["聊城"]\nweekday = "monday"\ntime = "08:30"\n'
    'to = ["b@example.cn"]\n'
)


def load(folder: Path, text: str):
    (folder / "briefgen.toml").write_text(text, encoding="utf-8")
    return load_settings(folder)


def test_a_subscription_with_its_defaults(tmp_path):
    (one,) = load(tmp_path, MAIL + ONE).subscriptions
    assert one == Subscription("周报", ("聊城",), 1, time(8, 30), to=(Address("b@example.cn"),))
    assert (one.zone, one.formats, one.without_news) == ("Asia/Shanghai", ("pdf",), "skip")
    assert (one.language, one.workdays, one.review) == ("both", True, False)


def test_all_of_a_subscription(tmp_path):
    more = (
        'time = 07:15:00\nzone = "Europe/Berlin"\nformats = ["docx", "pdf"]\nlist = "r.csv"\n'
        'cc = ["王 <c@example.cn>"]\nlanguage = "en"\nwithout_news = "send"\nreview = true\n'
    )
    text = MAIL + ONE.replace('time = "08:30"\n', more)
    (one,) = load(tmp_path, text).subscriptions
    assert (one.time, one.zone, one.formats) == (time(7, 15), "Europe/Berlin", ("docx", "pdf"))
    assert one.list == tmp_path / "r.csv"
    assert one.cc == (Address("c@example.cn", "王"),)


def test_the_mail_settings(tmp_path):
    mail = load(tmp_path, MAIL + 'limit = 3\npassword_file = "p"\n').mail
    assert mail.limit == 3 * 1024 * 1024
    assert mail.password_file == tmp_path / "p"
    assert (mail.port, mail.security, mail.late) == (587, "starttls", 3)
    assert mail.operator is None


WRONG = [
    ("[mail]\nport = 0\n", 2, "whole number from 1 to 65535"),
    ('[mail]\nsecurity = "ssl"\n', 2, '"starttls", "tls", "none"'),
    ('[mail]\nsender = "nobody"\n', 2, "is no mail address"),
    ('[mail]\noperator = "a@x.cn\\r\\nBcc: b@x.cn"\n', 2, "line break"),
    ('[mail]\nunsubscribe_link = "http://x.cn/u"\n', 2, "begins with https://"),
    ('[mail]\nunsubscribe_link = "https://x.cn/{who}"\n', 2, "no other braces"),
    ('[mail]\nunsubscribe_link = "https://x.cn/>,<mailto:b@x.cn"\n', 2, "begins with https://"),
    ("[mail]\nlimit = 0\n", 2, "from 1 to 200"),
    ("[mail]\npassword = 'x'\n", 2, "`password` is no setting"),
    (MAIL + ONE.replace("monday", "mon"), 7, "must be one of monday"),
    (MAIL + ONE.replace("08:30", "24:00"), 8, "time of day"),
    (MAIL + ONE.replace('["聊城"]', "[]"), 6, "list of places"),
    (MAIL + ONE + 'zone = "Asia/Peking"\n', 10, "no time zone"),
    (MAIL + ONE + 'language = "fr"\n', 10, '"zh", "en", "both"'),
    (MAIL + ONE + 'formats = ["html"]\n', 10, "is no format"),
    (MAIL + ONE + 'review = "yes"\n', 10, "true or false"),
    (
        MAIL + ONE + 'recipients = ["x@y.cn"]\n',
        10,
        "`recipients` is no setting in [[subscription]]",
    ),
    (MAIL + ONE + 'cc = ["x"]\n', 10, "is no mail address"),
    (MAIL + ONE + 'cc = ["王芳@x.cn"]\n', 10, "before the @ that few servers take"),
    (MAIL + ONE.replace('"08:30"', "08:30:00.5"), 8, "whole seconds"),
    (MAIL + ONE + ONE, 11, "two subscriptions have this name"),
    (MAIL + ONE.replace('to = ["b@example.cn"]\n', ""), 4, "needs readers"),
    (MAIL + ONE.replace('weekday = "monday"\n', ""), 4, "needs `weekday`"),
    (ONE, 1, "need `host` and `sender`"),
    (MAIL + 'security = "none"\nuser = "u"\n' + ONE, 1, "travel in the clear"),
    ('[subscription]\nname = "x"\n', 1, "[[subscription]]"),
    ("[[subscriptions]]\n", 1, "did you mean `subscription`"),
]


@pytest.mark.parametrize(("text", "line", "message"), WRONG)
def test_a_wrong_setting_is_named_with_its_line(tmp_path, text, line, message):
    with pytest.raises(SettingsError) as caught:
        load(tmp_path, text)
    assert message in caught.value.message
    assert f"briefgen.toml:{line}: " in caught.value.message


def test_the_faults_of_several_subscriptions_are_told_at_once(tmp_path):
    second = ONE.replace("周报", "月报").replace("monday", "x").replace("08:30", "y")
    with pytest.raises(SettingsError) as caught:
        load(tmp_path, MAIL + ONE.replace("monday", "z") + second)
    assert re.findall(r"toml:(\d+):", caught.value.message) == ["7", "13", "14"]


# --- readers ------------------------------------------------------------------------------------


def subscription(folder: Path, text: str | bytes | None, **changes) -> Subscription:
    path = folder / "readers.csv"
    if text is not None:
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    given = {"name": "a", "cities": ("x",), "weekday": 1, "time": time(8), "list": path}
    return Subscription(**{**given, **changes})


LISTS = [
    "address,name,kind\na@x.cn,王芳,to\nb@x.cn,,\n",
    "\ufeffkind;address;name\r\nto;a@x.cn;王芳\r\n;b@x.cn;\r\n",
    "name\taddress\tkind\n王芳\ta@x.cn\tTO\n\tb@x.cn\tbcc\n",
    "a@x.cn,王芳,to\n\n# a comment\nb@x.cn\n",
]


@pytest.mark.parametrize("text", LISTS)
def test_a_list_is_read_in_each_usual_form(tmp_path, text):
    found = readers_of(subscription(tmp_path, text))
    assert found == (Reader(Address("a@x.cn", "王芳"), "to"), Reader(Address("b@x.cn"), "bcc"))


def test_an_address_counts_once_in_the_first_kind(tmp_path):
    one = subscription(tmp_path, "A@X.cn\nb@x.cn\n", to=(Address("a@x.cn"),))
    assert [(r.address.address, r.kind) for r in readers_of(one)] == [
        ("a@x.cn", "to"), ("b@x.cn", "bcc"),
    ]  # fmt: skip


BAD = [
    ("address\nnobody\nb@x.cn\nc@\n", ["readers.csv:2: 'nobody'", "readers.csv:4: 'c@'"]),
    ("address\nmüller@x.cn\n", ["readers.csv:2: 'müller@x.cn' has letters before the @"]),
    ("address,kind\na@x.cn,bbc\n", ["readers.csv:2: “bbc” is none of to, cc, bcc"]),
    ("address,name\na@x.cn,Evil <b@x.cn>\n", ["readers.csv:2:"]),
    ("address\n", ["has no readers"]),
    ("地址\n".encode("gb18030"), ["UTF-8"]),
    (None, ["cannot be read"]),
]


@pytest.mark.parametrize(("text", "messages"), BAD)
def test_a_wrong_list_is_refused_with_its_lines(tmp_path, text, messages):
    with pytest.raises(SettingsError) as caught:
        readers_of(subscription(tmp_path, text))
    for message in messages:
        assert message in str(caught.value)


def test_few_readers_see_each_other_and_many_do_not():
    few = tuple(Reader(Address(f"{n}@x.cn"), "to") for n in range(3))
    hidden = Reader(Address("h@x.cn"), "bcc")
    assert shown((*few, hidden), "to") == tuple(one.address for one in few)
    many = tuple(Reader(Address(f"{n}@x.cn"), "to") for n in range(21))
    assert shown(many, "to") == ()


def test_a_token_tells_no_address_and_is_the_same_each_week():
    token = token_of("ab" * 32, "周报", "A@x.cn")
    assert token == token_of("ab" * 32, "周报", "a@X.cn")
    assert token != token_of("ab" * 32, "月报", "a@x.cn")
    assert re.fullmatch(r"[0-9a-f]{32}", token)
