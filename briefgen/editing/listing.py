"""Lists what can be edited: themes and highlights of documents, each with its key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen import pipeline
from briefgen.gather import named as places_named
from briefgen.gather import place_named, survey, within
from briefgen.overrides import HEADING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from briefgen.editing.desk import Desk
    from briefgen.workspace import Workspace


def documents_of(
    workspace: Workspace, city: str | None, progress: Callable[[str], None]
) -> tuple[Path, ...]:
    """The documents of a place as a build takes them, or of the settings' place, or all."""
    city = city or workspace.settings.city
    if not city:
        return tuple(pipeline.list_sources(workspace.settings.seeds))
    meant = places_named(city)
    found = survey(workspace, progress, lambda place: any(within(one, place) for one in meant))
    return tuple(each.path for each in found.of(place_named(city, found)))


def listed(desk: Desk, files: Sequence[Path]) -> Iterator[str]:
    """A line for each document, theme and highlight; what is edited says so."""
    shown = ""
    for target in desk.targets(files):
        if target.path != shown:
            yield f"{'' if not shown else chr(10)}{target.path}  {target.reading.article.name}"
            shown = target.path
        wish = desk.of(target.key)
        done = f"  [{', '.join(wish.actions)}]" if wish.actions else ""
        if target.key.startswith(HEADING):
            yield f"  {target.key}  {target.words}{done}"
        else:
            yield f"    {target.key}  {target.score:.2f}  {target.words}{done}"
