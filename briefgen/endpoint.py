"""The settings of the optional translator: which endpoint is asked, and what each may be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

KINDS = ("openai", "libretranslate")
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
LONGEST = 300  # seconds that one answer may take
URL = re.compile(r"(https?)://(\[[0-9a-fA-F:]+\]|[A-Za-z0-9.-]+)(?::(\d{1,5}))?(/[!-\"$->@-~]*)?")


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A translator: where it is, how it is spoken to; `timeout` in seconds for a whole answer."""

    url: str
    kind: str
    model: str
    key_file: Path | None
    timeout: int

    @property
    def secure(self) -> bool:
        """Whether a key may be sent there: not in the clear over a network."""
        return self.url.startswith("https://") or self.host in LOOPBACK

    @property
    def host(self) -> str:
        """The name of the machine in the address."""
        match = URL.fullmatch(self.url)
        return match[2] if match else ""


def _url(value: object) -> str:
    if value == "":
        return ""
    match = URL.fullmatch(value) if isinstance(value, str) else None
    fit = match and not match[2].startswith((".", "-")) and 0 < int(match[3] or 1) < 1 << 16
    return "" if fit else "must be an address that begins with https:// or http://"


def _kind(value: object) -> str:
    return "" if value in KINDS else 'must be "openai" or "libretranslate"'


def _line(value: object) -> str:
    fit = isinstance(value, str) and value.isprintable()
    return "" if fit else "must be text in quotation marks, on one line"


def _seconds(value: object) -> str:
    fit = isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= LONGEST
    return "" if fit else f"must be a whole number from 1 to {LONGEST}"


ENDPOINT_CHECKS: dict[str, Callable[[object], str]] = {
    "url": _url,
    "kind": _kind,
    "model": _line,
    "key_file": _line,
    "timeout": _seconds,
}


def endpoint_of(table: dict[str, Any], root: Path) -> Endpoint | None:
    """The translator of a checked table, None if it is switched off; files belong to `root`."""
    if not table["url"]:
        return None
    file = table["key_file"].strip()
    return Endpoint(
        url=table["url"].rstrip("/"),
        kind=table["kind"],
        model=table["model"].strip(),
        key_file=root / Path(file).expanduser() if file else None,
        timeout=table["timeout"],
    )
