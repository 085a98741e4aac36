"""The style sheets of a template: which files they are, and whether one was written since."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from briefgen.render.folder import TemplateFolder


def style_files(template: TemplateFolder) -> tuple[Path, ...]:
    """page.css of the first folder that has one; then what each adds in extra.css, own last."""
    return (template.file("page.css"), *template.all_files("extra.css"))


def style_states(template: TemplateFolder) -> tuple[int, ...]:
    """What changes when a style sheet of the template is written."""
    return tuple(path.stat().st_mtime_ns for path in style_files(template))
