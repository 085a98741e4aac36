"""What is wrong with a template, on a terminal: told alike by its check and by a build it fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.console import near
from briefgen.errors import BriefgenError, FontError, TemplateError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from briefgen.templating.faults import Fault


def lines_of(faults: Iterable[Fault]) -> Iterator[str]:
    """Each fault: where, the words around it, and in both languages what it is and its cure."""
    from briefgen.templating.faults import table  # noqa: PLC0415 - late, for a quick --help

    levels = table()["levels"]
    for fault in faults:
        level = levels[fault.level]
        places = " · ".join(dict.fromkeys((fault.where("zh"), fault.where("en"))))
        yield f"{level['zh']} {level['en']}  {places}"
        if fault.words:
            yield f"    {fault.words}"
        for tongue in ("zh", "en"):
            end = "。" if tongue == "zh" else ". "
            cure = fault.cure(tongue)
            yield f"  {fault.message(tongue)}{end}{cure[:1].upper()}{cure[1:]}"


def behind(error: Exception, name: str, templates: Path | None) -> tuple[Fault, ...]:
    """The errors of the template `name` for which a page failed, as its check tells them.

    None of another failure, of a template of ours, and of what only this page trips over.
    """
    if not isinstance(error, TemplateError | FontError):
        return ()
    from briefgen.templating.check import check  # noqa: PLC0415 - only after a failure

    try:
        faults = check(name, templates, near, trial=False)
    except BriefgenError:  # it is the failure itself that says so
        return ()
    return tuple(fault for fault in faults if fault.level == "error")
