"""Brings the colours of a Word template to what template.toml says today."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefgen.render.folder import TemplateFolder

_HEX = re.compile("#([0-9A-Fa-f]{6})")
_PAINTED = re.compile(rb'(w:(?:val|color|fill)=")([0-9A-Fa-f]{6})(")')
_COLOURED = re.compile(r"word/(document|styles|header\d*|footer\d*)\.xml")


def changed_colours(template: TemplateFolder) -> tuple[tuple[str, str], ...]:
    """What colours the Word file may have been made with, and what each is to be now.

    Those are the colours of the knobs in all folders of the template. A colour that an editor
    chose in Word is none of them, and stays.
    """
    pairs: dict[str, str] = {}
    for layer in template.layers:
        for name, value in layer.get("knobs", {}).items():
            old, new = (_HEX.fullmatch(str(each)) for each in (value, template.knobs.get(name)))
            if old and new and old[1].upper() != new[1].upper():
                pairs.setdefault(old[1].upper(), new[1].upper())
    return tuple(pairs.items())


def recoloured(
    parts: Mapping[str, bytes], colours: tuple[tuple[str, str], ...]
) -> Mapping[str, bytes]:
    """The parts of a Word file with these colours in place of those."""
    if not colours:
        return parts
    table = {old.encode(): new.encode() for old, new in colours}

    def painted(match: re.Match[bytes]) -> bytes:
        return match[1] + table.get(match[2].upper(), match[2]) + match[3]

    return {
        name: _PAINTED.sub(painted, content) if _COLOURED.fullmatch(name) else content
        for name, content in parts.items()
    }
