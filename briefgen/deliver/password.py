"""Secrets: from the environment, a file or the keyring; never from the settings, never printed."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from briefgen.errors import DeliveryError

if TYPE_CHECKING:
    from pathlib import Path

    from briefgen.subscriptions import Mail

VARIABLE = "BRIEFGEN_MAIL_PASSWORD"
SERVICE = "briefgen"
OTHERS = 0o077  # a file that others may read keeps no secret


def password_of(mail: Mail) -> str:
    """The password of the settings' user; empty if the server wants no login.

    Raises DeliveryError, without the password, where there is none or its file is open to others.
    """
    if not mail.user:
        return ""
    found = secret(VARIABLE, mail.password_file, mail.user)
    if not found:
        hint = f"set {VARIABLE}, or `password_file` under [mail], or: keyring set {SERVICE} USER"
        raise DeliveryError(f"there is no password for {mail.user}", where="[mail]", hint=hint)
    return found


def secret(variable: str, path: Path | None, user: str) -> str:
    """The secret of an environment variable, a file, or the keyring's `user`; empty if none has it.

    Raises DeliveryError, without the secret, if the file cannot be read or is open to others.
    """
    return os.environ.get(variable) or _from_file(path) or _from_keyring(user)


def _from_file(path: Path | None) -> str:
    if path is None:
        return ""
    try:
        if os.name == "posix" and path.stat().st_mode & OTHERS:
            message = "the file of the password can be read by others"
            raise DeliveryError(message, where=str(path), hint=f"run: chmod 600 {path}")
        return path.read_text(encoding="utf-8-sig").strip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8"
        message = f"the file of the password cannot be read: {reason}"
        raise DeliveryError(message, where=str(path)) from None  # the cause may quote its content


def _from_keyring(user: str) -> str:
    try:
        import keyring  # noqa: PLC0415 - optional, and slow to load
        from keyring.errors import KeyringError  # noqa: PLC0415 - the same
    except ImportError:
        return ""
    try:
        return keyring.get_password(SERVICE, user) or ""
    except KeyringError:
        return ""  # a computer without a desktop has no keyring
