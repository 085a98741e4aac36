"""A mail as the bytes that travel: the heavy parts coded once, the rest for each reader."""

from __future__ import annotations

import re
from base64 import encodebytes
from dataclasses import dataclass, field
from email.header import Header
from email.utils import format_datetime, quote
from hashlib import sha256
from typing import TYPE_CHECKING
from urllib.parse import quote as percent

from briefgen.errors import DeliveryError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from briefgen.addresses import Address

CRLF = "\r\n"
LINE = 76  # characters of a header line (RFC 2047)
UNFOLDED = 998  # old clients read an encoded file name only if it is one word on one line
LINK = "briefgen-sign-off-link"  # in the text and the HTML; each reader's own link takes its place
RELATED = 'multipart/related; type="text/html"'
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\s]+")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file to attach: its name in Chinese, the same in ASCII, its MIME type, its bytes."""

    name: str
    alias: str
    kind: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Letter:
    """What all readers of an issue get; `pictures` are shown in the HTML by their names."""

    sender: Address
    subject: str
    text: str
    html: str
    reply_to: Address | None = None
    language: str = "zh-CN"
    list_name: str = ""
    pictures: tuple[Attachment, ...] = ()
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class Stamp:
    """What differs from reader to reader: to whom it is addressed, and the links to sign off."""

    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    message_id: str
    date: datetime
    sign_off: tuple[str, ...] = ()  # https first, then mailto


class Composer:
    """Makes the bytes of a letter for one reader after another."""

    def __init__(self, letter: Letter) -> None:
        """Code the pictures and attachments, which are the same for all."""
        self.letter = letter
        digest = sha256(letter.html.encode())
        for part in (*letter.pictures, *letter.attachments):
            digest.update(part.data)
        # "=_" stands in no base64 text, so a boundary cannot occur in what it bounds
        self._bound = f"=_briefgen_{digest.hexdigest()[:24]}_"
        self._pictures = b"".join(self._part("r", _picture(one)) for one in letter.pictures)
        self._files = b"".join(self._part("m", _file(one)) for one in letter.attachments)
        self._tops: dict[tuple[tuple[Address, ...], tuple[Address, ...]], str] = {}

    def compose(self, stamp: Stamp) -> bytes:
        """The whole mail for one reader, as RFC 5322 wants it."""
        link = stamp.sign_off[0] if stamp.sign_off else ""
        text = self.letter.text.replace(LINK, link)
        html = self.letter.html.replace(LINK, _escaped(link))
        bound = self._bound
        return b"".join(
            (
                self._head(stamp).encode("ascii"),
                self._part("m", f'Content-Type: multipart/alternative; boundary="{bound}a"'),
                self._part("a", _text("plain", text)),
                self._part("a", f'Content-Type: {RELATED}; boundary="{bound}r"'),
                self._part("r", _text("html", html)),
                self._pictures,
                f"--{bound}r--{CRLF}--{bound}a--{CRLF}".encode(),
                self._files,
                f"--{bound}m--{CRLF}".encode(),
            )
        )

    def _part(self, level: str, content: str) -> bytes:
        ends = "" if "\n" in content else CRLF * 2  # a bare header line still needs its end
        return f"--{self._bound}{level}{CRLF}{content}{ends}".encode("ascii")

    def _head(self, stamp: Stamp) -> str:
        letter = self.letter
        fields = {
            "From": mailbox(letter.sender),
            **({"Reply-To": mailbox(letter.reply_to)} if letter.reply_to else {}),
            "To": _listed(stamp.to) or "undisclosed-recipients:;",
            **({"Cc": _listed(stamp.cc)} if stamp.cc else {}),
            "Subject": encoded(letter.subject, "Subject"),
            "Date": format_datetime(stamp.date),
            "Message-ID": stamp.message_id,
            "MIME-Version": "1.0",
            "Content-Language": letter.language,
            "Auto-Submitted": "auto-generated",
            "Precedence": "bulk",
            "X-Auto-Response-Suppress": "All",
            **self._list(stamp),
            "Content-Type": f'multipart/mixed; boundary="{self._bound}m"',
        }
        return headers(fields)

    def _list(self, stamp: Stamp) -> dict[str, str]:
        if not stamp.sign_off:
            return {}
        name, domain = self.letter.list_name, self.letter.sender.domain
        label = f"briefgen-{sha256(name.encode()).hexdigest()[:12]}.{domain}"
        links = f",{CRLF} ".join(f"<{link}>" for link in stamp.sign_off)
        one_click = any(link.startswith("https:") for link in stamp.sign_off)
        return {
            "List-Id": f"{encoded(name, 'List-Id')}{CRLF} <{label}>",
            "List-Unsubscribe": links,
            **({"List-Unsubscribe-Post": "List-Unsubscribe=One-Click"} if one_click else {}),
        }


def plain_mail(head: Mapping[str, str], text: str) -> bytes:
    """A mail of plain text only, as the operator gets it; `head` holds finished header values."""
    fields = {**head, "MIME-Version": "1.0", "Auto-Submitted": "auto-generated"}
    return (headers(fields)[: -len(CRLF)] + _text("plain", text)).encode("ascii")


def headers(fields: Mapping[str, str]) -> str:
    """The header of a mail with its empty line.

    Raises DeliveryError if a value would end its own line: such a value adds headers of its own.
    """
    for name, value in fields.items():
        if re.search(r"[\r\n\0]", value.replace(f"{CRLF} ", " ")) or not value.isascii():
            raise DeliveryError("a header of the mail holds a line break", where=name)
    return "".join(f"{name}: {value}{CRLF}" for name, value in fields.items()) + CRLF


def one_line(text: str) -> str:
    """The text with every line break, control character and run of spaces as one space."""
    return CONTROL.sub(" ", text).strip()


def encoded(text: str, name: str = "") -> str:
    """The text as a header carries it: as it is, or in words of base64, folded."""
    line = one_line(text)
    charset = "us-ascii" if line.isascii() else "utf-8"
    return Header(line, charset, LINE, header_name=name or None).encode(linesep=CRLF)


def mailbox(address: Address) -> str:
    """The name and address as a header carries them."""
    name = one_line(address.name)
    if not name:
        return address.address
    shown = f'"{quote(name)}"' if name.isascii() else encoded(name, "Resent-Reply-To")
    return f"{shown}{CRLF} <{address.address}>" if CRLF in shown else f"{shown} <{address.address}>"


def message_id(domain: str, *key: object) -> str:
    """The same Message-ID for the same key, so that servers and clients know a repeat."""
    digest = sha256("\0".join(map(str, key)).encode()).hexdigest()[:40]
    return f"<{digest}@{domain}>"


def size_of(attachments: Iterable[Attachment]) -> int:
    """How many bytes the files take as base64 with its line ends."""
    return sum(-(-len(part.data) // 57) * 78 for part in attachments)


def _listed(addresses: Sequence[Address]) -> str:
    return f",{CRLF} ".join(map(mailbox, addresses))


def _escaped(link: str) -> str:
    return link.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")


def _text(kind: str, text: str) -> str:
    return (
        f'Content-Type: text/{kind}; charset="utf-8"{CRLF}'
        f"Content-Transfer-Encoding: base64{CRLF}{CRLF}{_coded(text.encode())}"
    )


def _coded(data: bytes) -> str:
    return encodebytes(data).decode("ascii").replace("\n", CRLF) or CRLF


def _picture(part: Attachment) -> str:
    return (
        f'Content-Type: {part.kind}; name="{part.alias}"{CRLF}'
        f"Content-Transfer-Encoding: base64{CRLF}Content-ID: <{part.name}>{CRLF}"
        f'Content-Disposition: inline; filename="{part.alias}"{CRLF}{CRLF}{_coded(part.data)}'
    )


def _file(part: Attachment) -> str:
    """The attachment with its name in both forms that clients look for.

    New clients read filename* (RFC 2231), unsplit, since QQ Mail and old Outlook do not join
    filename*0*; these read the encoded word in `name`. A plain ASCII filename beside it would be
    shown instead by most parsers (seen: Python's email, mail-parser, fast-mail-parser), so the
    ASCII alias stands in Content-Description, where Exchange looks last.
    """
    name = one_line(part.name)
    word = Header(name, "utf-8", UNFOLDED).encode() if not name.isascii() else quote(name)
    return (
        f'Content-Type: {part.kind};{CRLF} name="{word}"{CRLF}'
        f"Content-Transfer-Encoding: base64{CRLF}"
        f"Content-Description: {part.alias}{CRLF}"
        f"Content-Disposition: attachment;{CRLF} filename*=utf-8''{percent(name, safe='')}{CRLF}"
        f"{CRLF}{_coded(part.data)}"
    )
