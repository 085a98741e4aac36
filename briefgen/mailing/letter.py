"""An issue frozen: what is sent lies in its folder, so that every reader gets the same bytes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from briefgen.deliver.files import write_files
from briefgen.deliver.message import LINK, Attachment, Composer, Stamp, one_line, size_of
from briefgen.errors import DeliveryError
from briefgen.mailing import cover
from briefgen.mailing.checks import PICTURE_WIDTHS, picture
from briefgen.mailing.frozen import letter_of, post_of
from briefgen.mailing.news import news
from briefgen.model import Bilingual

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from briefgen.addresses import Address
    from briefgen.deliver.timetable import Slot
    from briefgen.mailing.sheets import Sheet
    from briefgen.settings import Settings
    from briefgen.subscriptions import Subscription

KINDS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
HEADERS = 16 * 1024  # bytes: room for the longest header of a reader
COMPARED = (
    *("id", "indicator", "area", "measure", "basis", "direction"),
    *("value", "unit", "period", "status"),
)


def content_of(
    subscription: Subscription,
    slot: Slot,
    sheets: Sequence[Sheet],
    documents: Sequence[dict[str, str]],
    then: dict[str, Any] | None,
) -> dict[str, Any]:
    """What the ledger keeps of an issue: its documents, its printed figures, and what is new."""
    content: dict[str, Any] = {
        "week": slot.week,
        "day": sheets[0].sidecar["day"],
        "due": due_said(slot.due, subscription.zone),
        "zone": subscription.zone,
        "language": subscription.language,
        "documents": list(documents),
        "sidecars": [_compared(sheet.sidecar) for sheet in sheets],
        "unchanged": bool(then and then["day"] == sheets[0].sidecar["day"]),
    }
    content["news"] = news(content, then)
    return content


def _compared(sidecar: dict[str, Any]) -> dict[str, Any]:
    rows = [
        {name: row[name] for name in ("figure", "indicator", "value")}
        for row in sidecar["printed"]["rows"]
    ]
    shown = {row["figure"] for row in rows}
    figures = [
        {name: one.get(name) for name in COMPARED}
        for one in sidecar["figures"]
        if one["id"] in shown
    ]
    return {"place": sidecar["place"], "figures": figures, "printed": {"rows": rows}}


def due_said(due: datetime, zone: str) -> str:
    """A time with its zone: 2024-05-27 08:30 Asia/Shanghai (UTC+8)."""
    local = due.astimezone(ZoneInfo(zone))
    seconds = f":{local:%S}" if local.second else ""
    return f"{local:%Y-%m-%d %H:%M}{seconds} {zone} ({offset_said(local)})"


def offset_said(local: datetime) -> str:
    """How far a local time is from UTC: UTC+8, UTC-3:30."""
    seconds = (local.utcoffset() or timedelta()).total_seconds()
    hours, minutes = divmod(int(abs(seconds)) // 60, 60)
    return f"UTC{'-' if seconds < 0 else '+'}{hours}" + (f":{minutes:02}" if minutes else "")


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything that a letter is made from."""

    content: dict[str, Any]
    sheets: Sequence[Sheet]
    settings: Settings
    subscription: Subscription


def freeze(folder: Path, draft: Draft) -> dict[str, Any]:
    """The content with the finished cover and the list of its files, which lie in the folder.

    A mail that is larger than the server takes loses size in this order: a smaller picture, no
    picture, no Word file. Raises DeliveryError if its PDF alone is too large.
    """
    (mail, sender), wanted = post_of(draft.settings), draft.subscription.formats
    for width, formats in _sizes(wanted):
        pictures = _pictures(draft.sheets, width)
        files = [_file(sheet, suffix) for sheet in draft.sheets for suffix in formats]
        whole = {**draft.content, **_covered(draft, pictures, files)}
        letter = letter_of(whole, draft.settings, pictures, files)
        size = len(Composer(letter).compose(_no_one(sender)))
        if size + HEADERS <= mail.limit:
            write_files(folder, {one.alias: one.data for one in pictures})
            lost = (width, formats) != (PICTURE_WIDTHS[0], wanted)
            return {**whole, "reduced": lost}
    message = (
        f"the mail is too large: {cover.size_said(size_of(files))} of attachments,"
        f" {cover.size_said(mail.limit)} allowed"
    )
    raise DeliveryError(message, hint="attach fewer formats or places, or raise `limit` in [mail]")


def _sizes(formats: tuple[str, ...]) -> Iterator[tuple[int, tuple[str, ...]]]:
    yield from ((width, formats) for width in (*PICTURE_WIDTHS, 0))
    if "pdf" in formats and len(formats) > 1:
        yield 0, ("pdf",)


def _pictures(sheets: Sequence[Sheet], width: int) -> list[Attachment]:
    if not width:
        return []
    pages = (picture(sheet.files["pdf"].read_bytes(), width) for sheet in sheets)
    return [
        Attachment(f"page{number}@briefgen", f"page{number}.png", "image/png", data)
        for number, data in enumerate(pages, 1)
    ]


def _file(sheet: Sheet, suffix: str) -> Attachment:
    path = sheet.files[suffix]
    english = "".join(c for c in sheet.sidecar["place"]["en"] if c.isascii() and c.isalnum())
    alias = f"{english or 'briefing'}-{sheet.sidecar['week']}.{suffix}"
    return Attachment(path.name, alias, KINDS[suffix], path.read_bytes())


def _covered(
    draft: Draft, pictures: Sequence[Attachment], files: Sequence[Attachment]
) -> dict[str, Any]:
    """Subject, text and HTML, and where the files lie."""
    sheets, content, subscription = draft.sheets, draft.content, draft.subscription
    sidecar = sheets[0].sidecar
    views = tuple(
        cover.sheet(sheet.sidecar, pictures[number].name if pictures else "")
        for number, sheet in enumerate(sheets)
    )
    title = cover.joined_title(subscription.name, views)
    issue = Bilingual(**sidecar["issue"])
    language, (_, sender) = subscription.language, post_of(draft.settings)
    subject = cover.subject(title, issue, language, unchanged=content["unchanged"])
    view = cover.MailView(
        subject=one_line(subject),
        subscription=subscription.name,
        chinese=language in {"zh", "both"},
        english=language in {"en", "both"},
        title=title,
        issue=issue,
        dates=Bilingual(**sidecar["dates"]),
        week=sidecar["week"],
        pages=views,
        files=tuple(cover.FileView(one.name, cover.size_said(len(one.data))) for one in files),
        news_zh=tuple(content["news"][0]),
        news_en=tuple(content["news"][1]),
        unchanged=content["unchanged"],
        sender=sender.name or sender.address,
        due=content["due"],
        sign_off=LINK,
    )
    text, html = cover.cover(view, draft.settings)
    return {
        "subject": view.subject,
        "text": text,
        "html": html,
        "name": subscription.name,
        "pictures": [_entry(one, one.alias) for one in pictures],
        "attachments": [_entry(one, one.name) for one in files],
    }


def _entry(one: Attachment, file: str) -> dict[str, str]:
    digest = sha256(one.data).hexdigest()
    return {
        "name": one.name, "alias": one.alias, "kind": one.kind, "file": file, "sha256": digest
    }  # fmt: skip


def _no_one(sender: Address) -> Stamp:
    """A stamp to weigh a letter with."""
    identity = f"<{'0' * 40}@{sender.domain}>"
    return Stamp((sender,), (), identity, datetime(2000, 1, 1, tzinfo=UTC))
