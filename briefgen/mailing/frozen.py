"""An issue taken from its folder again: the letter, exactly as it was checked."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefgen.deliver.message import Attachment, Letter
from briefgen.errors import DeliveryError
from briefgen.mailing.wanted import order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.addresses import Address
    from briefgen.settings import Settings
    from briefgen.subscriptions import Mail

LANGUAGES = {"zh": "zh-CN", "en": "en", "both": "zh-CN, en"}


def post_of(settings: Settings) -> tuple[Mail, Address]:
    """The server's settings and the sender; raises DeliveryError where there are none."""
    if settings.mail is None or settings.mail.sender is None or not settings.mail.host:
        hint = "set `host` and `sender` under [mail] in briefgen.toml"
        raise DeliveryError("no mail server is set", where="[mail]", hint=hint)
    return settings.mail, settings.mail.sender


def thaw(folder: Path, content: dict[str, Any], settings: Settings) -> Letter:
    """The letter of a frozen issue; raises DeliveryError if a file is not as it was."""
    hint = f"make the issue anew with: {order(content['name'], content['week'], '--force')}"
    pictures = [_opened(folder, one, hint) for one in content["pictures"]]
    files = [_opened(folder, one, hint) for one in content["attachments"]]
    return letter_of(content, settings, pictures, files)


def _opened(folder: Path, entry: dict[str, str], hint: str) -> Attachment:
    path = folder / Path(entry["file"]).name
    try:
        data = path.read_bytes()
    except OSError as error:
        message = f"a file of the issue cannot be read: {error.strerror}"
        raise DeliveryError(message, where=str(path), hint=hint) from error
    if sha256(data).hexdigest() != entry["sha256"]:
        message = "a file of the issue was changed after it was checked"
        raise DeliveryError(message, where=str(path), hint=hint)
    return Attachment(entry["name"], entry["alias"], entry["kind"], data)


def letter_of(
    content: dict[str, Any],
    settings: Settings,
    pictures: Sequence[Attachment],
    files: Sequence[Attachment],
) -> Letter:
    """The letter of this content and these parts."""
    mail, sender = post_of(settings)
    return Letter(
        sender=sender,
        subject=content["subject"],
        text=content["text"],
        html=content["html"],
        reply_to=mail.reply_to,
        language=LANGUAGES[content["language"]],
        list_name=content["name"],
        pictures=tuple(pictures),
        attachments=tuple(files),
    )
