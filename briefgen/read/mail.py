"""Messages and web archives: the text of their best part, with the subject as a heading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.errors import SourceError
from briefgen.read.content import Content
from briefgen.read.encoding import declared
from briefgen.read.page import page_content, stated_charset
from briefgen.read.plain import refuse_others, undecodable

if TYPE_CHECKING:
    from datetime import date
    from email.message import EmailMessage

# What the standard library raises on broken headers, encodings and nestings.
FAULTS = (LookupError, ValueError, TypeError, AttributeError, RecursionError)
# A message often has a short plain part that only tells to view the other one.
PLAIN_ENOUGH = 0.6


def read_mail(data: bytes, where: str) -> Content:
    """The text of a message; attachments are listed in its notes. Raises SourceError if none."""
    from email import errors, message_from_bytes, policy  # noqa: PLC0415 - 40 ms, for mail only

    refuse_others(data, where, "save the message as .eml, or its text as .txt")
    try:
        message = message_from_bytes(data, policy=policy.default)
        parts = [part for part in message.walk() if not part.is_multipart()]
        texts = [part for part in parts if _is_text(part)]
        subject = " ".join(str(message.get("subject", "")).split())
        best = _best([_content(part, subject, where) for part in texts])
        notes = tuple(_named(part) for part in parts if part.is_attachment())
        day = _day(message)
    except (errors.MessageError, *FAULTS) as error:
        raise SourceError(
            "the message is damaged", where=where, hint="save its text as .txt"
        ) from error
    if best is None:
        raise SourceError(
            "the message holds no text", where=where, hint="save what is attached to it"
        )
    head = f"# {subject}\n\n" if subject and not best.text.startswith("# ") else ""
    return Content(best.encoding, head + best.text, best.published or day, best.origin, notes)


def _is_text(part: EmailMessage) -> bool:
    kinds = ("text/plain", "text/html")
    return part.get_content_type() in kinds and not part.is_attachment()


def _content(part: EmailMessage, subject: str, where: str) -> Content:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes) or not data.strip():
        return Content("utf-8", "")
    page = part.get_content_type() == "text/html"
    charset = part.get_content_charset() or (stated_charset(data) if page else "")
    decoded = declared(data, charset)
    if decoded is None:
        raise undecodable(where)
    if not page:
        return Content(*decoded)
    return page_content(decoded[1], decoded[0], where, subject)


def _best(found: list[Content]) -> Content | None:
    """The longest part, but the first of nearly the same length: plain text stands before HTML."""
    longest = max((len(each.text.strip()) for each in found), default=0)
    if not longest:
        return None
    return next(each for each in found if len(each.text.strip()) >= PLAIN_ENOUGH * longest)


def _named(part: EmailMessage) -> str:
    return f"an attachment is not read: {part.get_filename() or part.get_content_type()}"


def _day(message: EmailMessage) -> date | None:
    """The day on which it was sent, by its own clock."""
    from email.utils import parsedate_to_datetime  # noqa: PLC0415 - as above

    try:
        return parsedate_to_datetime(str(message["date"])).date() if message["date"] else None
    except (ValueError, TypeError, IndexError):
        return None
