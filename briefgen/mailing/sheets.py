"""The pages of a subscription, made as `build` makes them."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from briefgen.errors import BriefgenError, DeliveryError, WorkspaceError
from briefgen.mailing.checks import check_page
from briefgen.press import Wish, fulfil, look_through, take_orders

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from briefgen.press import Order
    from briefgen.subscriptions import Subscription
    from briefgen.workspace import Workspace

EVER = date(1, 1, 1)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page: its files by format, and the JSON that says what stands on it."""

    files: dict[str, Path]
    sidecar: dict[str, Any] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Material:
    """The documents of an issue (digest and title), the orders of its pages, and warnings.

    There are no orders where the days asked for have no documents at all.
    """

    orders: tuple[Order, ...]
    documents: tuple[dict[str, str], ...]
    warnings: tuple[str, ...]


def material(
    workspace: Workspace,
    subscription: Subscription,
    day: date,
    out: Path,
    progress: Callable[[str], None],
) -> Material:
    """What an issue of that day would be made from; raises WorkspaceError for an unknown place."""
    known = look_through(workspace, subscription.cities, progress)
    orders: dict[str, Order] = {}  # by name: one place may be named in two ways
    warnings: dict[str, None] = {}
    for city in subscription.cities:
        wish = _wish(subscription, city, day, out)
        try:
            found, doubts = take_orders(workspace, wish, progress, known)
        except WorkspaceError:
            # no documents in the window is no news; no documents ever is a failure
            ever = _wish(subscription, city, day, out, since=EVER)
            take_orders(workspace, ever, progress, known)
            warnings[f"{city}: no documents in the days asked for; it has no page"] = None
            continue
        orders |= {order.name: order for order in found}
        warnings |= dict.fromkeys(doubts)
    pages = tuple(orders.values())
    return Material(pages, _documents(pages), tuple(warnings))


def _wish(
    subscription: Subscription, city: str, day: date, out: Path, since: date | None = None
) -> Wish:
    return Wish(
        city=city,
        template=subscription.template or None,
        formats=tuple(dict.fromkeys(("pdf", *subscription.formats))),  # PDF for the picture
        day=day,
        since=since,
        out=out,
    )


def _documents(orders: Sequence[Order]) -> tuple[dict[str, str], ...]:
    found: dict[str, dict[str, str]] = {}
    for order in orders:
        for document in order.documents:
            try:
                digest = sha256(document.path.read_bytes()).hexdigest()
            except OSError as error:
                message = f"a document can no longer be read: {error.strerror}"
                raise DeliveryError(message, where=document.shown) from error
            found.setdefault(digest, {"sha256": digest, "title": document.title})
    return tuple(found.values())


def print_sheets(
    orders: Sequence[Order], workspace: Workspace, progress: Callable[[str], None]
) -> tuple[Sheet, ...]:
    """The pages made and found fit to be sent; raises BriefgenError if any of them is not."""
    sheets = []
    for order in orders:
        progress(f"making {order.name}")
        printed = fulfil(order, progress)
        if isinstance(printed, BriefgenError):
            raise printed
        progress(f"checking {order.name}")
        check_page(printed.files, workspace)
        files = {path.suffix[1:]: path for path in printed.files}
        sheets.append(Sheet(files, json.loads(files["json"].read_bytes())))
    return tuple(sheets)
