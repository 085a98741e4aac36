"""Makes an issue ready to be sent, or says why there is none to send."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from briefgen.errors import DeliveryError
from briefgen.mailing.letter import Draft, content_of, freeze
from briefgen.mailing.news import documents_in
from briefgen.mailing.sheets import material, print_sheets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from briefgen.deliver.records import Issue
    from briefgen.deliver.timetable import Slot
    from briefgen.subscriptions import Subscription
    from briefgen.workspace import Workspace

STATE = ".briefgen"  # the folder of the ledger and of what was sent
ISSUES, PART = "issues", ".part"


@dataclass(frozen=True, slots=True)
class Prepared:
    """An issue whose files lie in a folder; `content` is empty if there is nothing new to send."""

    content: dict[str, Any] = field(repr=False)
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be made: which issue, the last one sent before it, and whether news is needed."""

    workspace: Workspace
    subscription: Subscription
    slot: Slot
    last: Issue | None
    force: bool = False


def state_folder(workspace: Workspace) -> Path:
    """Where the workspace keeps its ledger and its issues."""
    return workspace.root / STATE


def issue_folder(workspace: Workspace, subscription: Subscription, slot: Slot, number: int) -> Path:
    """Where the files of an issue lie once it is ready."""
    return state_folder(workspace) / ISSUES / f"{_stem(subscription, slot)}-{number}"


def issue_folders(workspace: Workspace, subscription: Subscription, slot: Slot) -> list[Path]:
    """The folders of the issue of a slot that there are, of every round."""
    return list((state_folder(workspace) / ISSUES).glob(f"{_stem(subscription, slot)}-*"))


def _stem(subscription: Subscription, slot: Slot) -> str:
    return f"{sha256(subscription.name.encode()).hexdigest()[:12]}-{slot.week}"


@contextmanager
def part_folder(workspace: Workspace, identity: int) -> Iterator[Path]:
    """An empty folder to make an issue in, which is gone afterwards unless it was moved."""
    folder = state_folder(workspace) / ISSUES / f"{PART}-{identity}"
    try:
        clear(folder)
        folder.mkdir(parents=True)
        yield folder
    except OSError as error:
        message = f"the issue cannot be kept: {error.strerror}"
        raise DeliveryError(message, where=str(folder), hint="make room on the disk") from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def parts(workspace: Workspace) -> list[Path]:
    """The folders that stopped runs have left unfinished."""
    return list((state_folder(workspace) / ISSUES).glob(f"{PART}-*"))


def clear(folder: Path | os.PathLike[str]) -> None:
    """Take away what a run that was stopped has left there."""
    shutil.rmtree(folder, ignore_errors=True)


def prepare_into(folder: Path, plan: Plan, progress: Callable[[str], None]) -> Prepared:
    """As `prepare`; the folder is replaced when all of the issue is there, and not before."""
    with part_folder(plan.workspace, os.getpid()) as part:
        prepared = prepare(plan, part, progress)
        if prepared.content:
            clear(folder)
            part.rename(folder)
    return prepared


def prepare(plan: Plan, folder: Path, progress: Callable[[str], None]) -> Prepared:
    """The issue made, checked and frozen in the folder.

    Raises BriefgenError where a page cannot be made or must not be sent; nothing is sent then.
    """
    subscription, workspace = plan.subscription, plan.workspace
    then = plan.last.content if plan.last else None
    found = material(workspace, subscription, plan.slot.day, folder, progress)
    known = documents_in(then) if then else set()
    if not any(one["sha256"] not in known for one in found.documents) and not plan.force:
        if subscription.without_news == "skip" or then is None:
            return Prepared({}, found.warnings)
        # the last page as it stood, not the same facts under a new number
        standing = date.fromisoformat(then["day"])
        found = material(workspace, subscription, standing, folder, progress)
    if not found.orders:
        message = (
            f"there are no documents of {', '.join(subscription.cities)} in the days asked for"
        )
        hint = "change `window` under [build], or the places of the subscription"
        raise DeliveryError(message, hint=hint)
    sheets = print_sheets(found.orders, workspace, progress)
    content = content_of(subscription, plan.slot, sheets, found.documents, then)
    draft = Draft(content, sheets, workspace.settings, subscription)
    return Prepared(freeze(folder, draft), found.warnings)
