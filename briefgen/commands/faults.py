"""What is wrong with a template, on a terminal: told alike by its check and by a build it fails."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from briefgen.console import near
from briefgen.errors import BriefgenError, FitError, FontError, TemplateError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from briefgen.templating.faults import Fault

PROGRAM = "briefgen "  # with its command: typed as it stands


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
            if not cure.startswith(PROGRAM):
                cure = cure[:1].upper() + cure[1:]
            yield f"  {fault.message(tongue)}{end}{cure}"


def behind(error: Exception, name: str, templates: Path | None) -> tuple[Fault, ...]:
    """The errors of the template `name` for which a page failed, as its check tells them.

    None of a failure of another kind. Only of what does not fit the samples are tried as well.
    """
    if not isinstance(error, TemplateError | FontError | FitError):
        return ()
    return errors_of(name, templates, trial=isinstance(error, FitError))


def errors_of(name: str, templates: Path | None, *, trial: bool = False) -> tuple[Fault, ...]:
    """The errors that the check finds in a template of editors; none in one of ours."""
    from briefgen.render.folder import find_template  # noqa: PLC0415 - late, for a quick --help

    with suppress(TemplateError, OSError):  # of a file that cannot be read the check says more
        if find_template(name, templates).shipped:
            return ()
    from briefgen.templating.check import check  # noqa: PLC0415 - half a second, and seldom needed

    try:
        faults = check(name, templates, near, trial=trial)
    except (BriefgenError, OSError):  # no such template: the failure itself says so
        return ()
    return tuple(fault for fault in faults if fault.level == "error")
