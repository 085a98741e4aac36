"""Who gets which mail, and by which server: the [mail] and [[subscription]] tables, checked."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from datetime import time
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from briefgen.addresses import Address, address_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
ZONE = "Asia/Shanghai"
LOOPBACK = ("localhost", "127.0.0.1", "::1")
MEGABYTE = 1024 * 1024
LONGEST = 80  # characters of a subscription's name


@dataclass(frozen=True, slots=True)
class Mail:
    """The server and the sender; times in seconds, `limit` in bytes, `late` in days."""

    host: str
    port: int
    security: str
    user: str
    password_file: Path | None
    authority: Path | None
    sender: Address | None
    reply_to: Address | None
    operator: Address | None
    unsubscribe_mail: Address | None
    unsubscribe_link: str
    holidays: Path | None
    limit: int
    timeout: int
    patience: int
    late: int


@dataclass(frozen=True, slots=True)
class Subscription:
    """One weekly mail: which pages, to whom, when (`weekday` 1 is Monday), and in which words."""

    name: str
    cities: tuple[str, ...]
    weekday: int
    time: time
    zone: str = ZONE
    template: str = ""
    formats: tuple[str, ...] = ("pdf",)
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    bcc: tuple[Address, ...] = ()
    list: Path | None = None
    language: str = "both"
    without_news: str = "skip"
    workdays: bool = True
    review: bool = False

    @property
    def timezone(self) -> ZoneInfo:
        """Its time zone."""
        return ZoneInfo(self.zone)


# --- what each setting may be -------------------------------------------------------------------


def _line(value: object) -> str:
    fit = isinstance(value, str) and value.isprintable()
    return "" if fit else "must be text in quotation marks, on one line"


def _name(value: object) -> str:
    if not isinstance(value, str) or not value.strip() or not value.isprintable():
        return "must be text in quotation marks, on one line and not empty"
    return f"must have at most {LONGEST} characters" if len(value) > LONGEST else ""


def _path(value: object) -> str:
    fit = isinstance(value, str) and value.isprintable()
    return "" if fit else "must be the name of a file in quotation marks"


def _choice(*known: str) -> Callable[[object], str]:
    listed = ", ".join(f'"{one}"' for one in known)
    return lambda value: "" if value in known else f"must be one of {listed}"


def _number(low: int, high: int) -> Callable[[object], str]:
    def fault(value: object) -> str:
        fit = isinstance(value, int) and not isinstance(value, bool) and low <= value <= high
        return "" if fit else f"must be a whole number from {low} to {high}"

    return fault


def switch_fault(value: object) -> str:
    """What keeps a value from being true or false; empty if nothing does."""
    return "" if isinstance(value, bool) else "must be true or false, without quotation marks"


def _address(value: object) -> str:
    if not isinstance(value, str):
        return "must be a mail address in quotation marks"
    try:
        if value:
            address_of(value)
    except ValueError as error:
        return f"{value!a} {error}" if not value.isprintable() else f'"{value}" {error}'
    return ""


def _addresses(value: object) -> str:
    if not isinstance(value, list):
        return "must be a list of mail addresses in brackets"
    return next((fault for fault in map(_address, value) if fault), "") or (
        "holds an empty address" if "" in value else ""
    )


def _cities(value: object) -> str:
    fit = isinstance(value, list) and value and not any(_name(one) for one in value)
    return "" if fit else "must be a list of places in brackets, and not empty"


def _weekday(value: object) -> str:
    fit = isinstance(value, str) and value.lower() in DAYS
    return "" if fit else f"must be one of {', '.join(DAYS)}"


def _time(value: object) -> str:
    if isinstance(value, time):
        return "must be of whole seconds" if value.microsecond else ""
    fit = isinstance(value, str) and re.fullmatch(r"([01]?\d|2[0-3]):[0-5]\d", value)
    return "" if fit else 'must be a time of day such as "08:30"'


def _zone(value: object) -> str:
    try:
        return "" if isinstance(value, str) and value and ZoneInfo(value) else "must be text"
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return f'"{value}" is no time zone; write it as "{ZONE}"'


def _link(value: object) -> str:
    if value == "":
        return ""
    fit = isinstance(value, str) and re.fullmatch(r"https://[!-;=?-~]+", value)
    if not fit or not isinstance(value, str):
        return "must be an address that begins with https://"
    left = value.replace("{token}", "").replace("{address}", "")
    return "may hold {token} and {address}, and no other braces" if re.search("[{}]", left) else ""


MAIL_CHECKS: dict[str, Callable[[object], str]] = {
    "host": _line,
    "port": _number(1, 65535),
    "security": _choice("starttls", "tls", "none"),
    "user": _line,
    "password_file": _path,
    "authority": _path,
    "sender": _address,
    "reply_to": _address,
    "operator": _address,
    "unsubscribe_mail": _address,
    "unsubscribe_link": _link,
    "holidays": _path,
    "limit": _number(1, 200),
    "timeout": _number(1, 3600),
    "patience": _number(0, 86400),
    "late": _number(0, 365),
}
SUBSCRIPTION_CHECKS: dict[str, Callable[[object], str]] = {
    "name": _name,
    "cities": _cities,
    "weekday": _weekday,
    "time": _time,
    "zone": _zone,
    "template": _line,
    "to": _addresses,
    "cc": _addresses,
    "bcc": _addresses,
    "list": _path,
    "language": _choice("zh", "en", "both"),
    "without_news": _choice("skip", "send"),
    "workdays": switch_fault,
    "review": switch_fault,
}
NEEDED = ("name", "cities", "weekday", "time")


def subscription_faults(
    content: object, checks: Mapping[str, Callable[[object], str]]
) -> Iterator[tuple[int, str, str]]:
    """Every fault of the [[subscription]] tables: its number from 0, its setting, what is wrong.

    A fault of a whole table has no setting; of a setting that does not exist, nothing is said.
    """
    if not isinstance(content, list) or not all(isinstance(one, dict) for one in content):
        yield 0, "", "`subscription` must be a table: [[subscription]] on a line of its own"
        return
    names: list[object] = []
    for number, table in enumerate(content):
        for name, value in table.items():
            if name not in checks:
                yield number, name, ""
            elif fault := checks[name](value):
                yield number, name, f"`{name}` in [[subscription]] {fault}"
        if missing := [name for name in NEEDED if name not in table]:
            listed = ", ".join(f"`{name}`" for name in missing)
            yield number, "", f"a subscription needs {listed}"
        elif not any(table.get(name) for name in ("to", "cc", "bcc", "list")):
            yield number, "", "a subscription needs readers: `to`, `cc`, `bcc` or a `list`"
        if table.get("name") in names:
            yield number, "name", "two subscriptions have this name"
        names.append(table.get("name"))


def mail_fault(table: dict[str, Any]) -> str:
    """What is wrong with the server as a whole, where there are subscriptions; empty if nothing."""
    if missing := [name for name in ("host", "sender") if not table[name].strip()]:
        return f"subscriptions need {' and '.join(f'`{name}`' for name in missing)} in [mail]"
    if table["security"] == "none" and table["user"] and table["host"] not in LOOPBACK:
        return '`security` in [mail] must not be "none": the password would travel in the clear'
    return ""


# --- the values ---------------------------------------------------------------------------------


def mail_of(table: dict[str, Any], root: Path) -> Mail:
    """The mail settings of a checked table; files are relative to `root`."""
    values: dict[str, Any] = dict(table)
    for name, value in table.items():
        values[name] = value.strip() if isinstance(value, str) else value
    for name in ("password_file", "authority", "holidays"):
        values[name] = root / Path(values[name]).expanduser() if values[name] else None
    for name in ("sender", "reply_to", "operator", "unsubscribe_mail"):
        values[name] = address_of(values[name]) if values[name] else None
    values["limit"] *= MEGABYTE
    return Mail(**values)


def subscription_of(table: dict[str, Any], root: Path) -> Subscription:
    """The subscription of a checked table; what it leaves out takes its default."""
    values = dict(table)
    for name in ("to", "cc", "bcc"):
        values[name] = tuple(address_of(one) for one in table.get(name, ()))
    values["cities"] = tuple(dict.fromkeys(one.strip() for one in table["cities"]))
    values["weekday"] = DAYS.index(table["weekday"].lower()) + 1
    if isinstance(table["time"], str):
        hour, minute = table["time"].split(":")
        values["time"] = time(int(hour), int(minute))
    values["name"] = table["name"].strip()
    values["list"] = root / Path(table["list"]).expanduser() if table.get("list") else None
    if "formats" in table:
        values["formats"] = tuple(dict.fromkeys(table["formats"]))
    known = {field.name for field in fields(Subscription)}
    return Subscription(**{name: value for name, value in values.items() if name in known})
