"""The styles of the Word page, set anew at each fit as template.toml says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lxml import etree

from briefgen.errors import TemplateError
from briefgen.render.folder import WIDEST
from briefgen.render.manifest import SETTINGS

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from briefgen.model import Fit

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
Q = f"{{{W}}}"
TWIPS = 20  # per point
AIM = 0.99  # the share of its budget that the Word page may take
BOTTOM = "bottom"
# What a style of template.toml says in numbers, and what it says where it says nothing.
NUMBERS = {"size": None, "pitch": None, "before": 0, "after": 0, "hang": 0}


def half_points(size: float) -> int:
    """The size as Word states it: half points, rounded down, so that nothing grows."""
    return max(2, int(size * 2 + 0.01))


def run_look(run: Any) -> Any:  # noqa: ANN401
    """The `w:rPr` of a run, made as its first child where it has none."""
    look = run.find(f"{Q}rPr")
    if look is None:
        look = etree.Element(f"{Q}rPr")
        run.insert(0, look)
    return look


def placed(look: Any, name: str, behind: Collection[str]) -> Any:  # noqa: ANN401
    """The `w:` child of this name, made where the schema has it: before those named in `behind`."""
    child = look.find(f"{Q}{name}")
    if child is None:
        child = etree.Element(f"{Q}{name}")
        after = (at for at, each in enumerate(look) if each.tag.removeprefix(Q) in behind)
        look.insert(next(after, len(look)), child)
    return child


def looks_of(settings: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The paragraph styles of template.toml by name; sizes named after a knob, in points.

    Those have `knob` set: their size is set at each build too, as the PDF's is.
    """
    sizes = settings.get("knobs", {}).get("sizes", {})
    looks: dict[str, dict[str, Any]] = {}
    for name, look in settings.get("word", {}).get("paragraphs", {}).items():
        looks[name] = dict(look)
        size = look.get("size")
        if isinstance(size, str):
            if size not in sizes:
                message = f"the size of the style “{name}” is “{size}”, and no knob is"
                raise TemplateError(message, where=SETTINGS, hint="add it under [knobs.sizes]")
            looks[name] |= {"size": sizes[size], "knob": True}
        _check_numbers(name, looks[name])
    return looks


def _check_numbers(name: str, look: Mapping[str, Any]) -> None:
    """Raises TemplateError for a size, pitch or gap of a style that is no number."""
    for key, least in NUMBERS.items():
        value = look.get(key, least)
        number = isinstance(value, int | float) and not isinstance(value, bool)
        if not number and not (key == "pitch" and value == "leading"):
            message = f"`{key}` of the style “{name}” is {value!r}, and no number"
            hint = "write a number, without quotes, under [knobs.sizes] or [word.paragraphs]"
            raise TemplateError(message, where=SETTINGS, hint=hint)


def style_size(look: Mapping[str, Any], fit: Fit) -> float:
    """The size in points of a style of template.toml at this fit."""
    base = {"body": fit.body, "table": fit.table}.get(look.get("of", ""), 1.0)
    return half_points(float(look["size"]) * base) / 2


def style_pitch(look: Mapping[str, Any], fit: Fit) -> int:
    """The exact line pitch in twips; it follows the exact size, not the one rounded for Word."""
    base = {"body": fit.body, "table": fit.table}.get(look.get("of", ""), 1.0)
    factor = fit.leading if look["pitch"] == "leading" else float(look["pitch"])
    return max(TWIPS, round(float(look["size"]) * base * factor * TWIPS))


def hanging(look: Mapping[str, Any], fit: Fit) -> int:
    """By how many twips the first line of a style hangs out to the left of the others."""
    return round(float(look.get("hang", 0)) * style_size(look, fit) * TWIPS)


def set_styles(
    styles: bytes,
    looks: Mapping[str, Mapping[str, Any]],
    fit: Fit,
    extra: Mapping[str, float] | None = None,
    *,
    exact: bool = False,
) -> bytes:
    """styles.xml with the sizes, pitches and gaps of this fit, found by the styles' names.

    `extra` is room in points to add above the paragraphs of a style; with `exact`, for counting
    only, sizes are not rounded to half points.

    Everything else an editor changed in Word stays. A style that is gone is passed over.
    """
    root = etree.fromstring(styles)
    for style in root.iter(f"{Q}style"):
        name = style.find(f"{Q}name")
        known = str(name.get(f"{Q}val")) if name is not None else ""
        if known in looks:
            _set(style, looks[known], fit, (extra or {}).get(known, 0.0))
            if exact:
                _set_exactly(style, looks[known], fit)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _set_exactly(style: Any, look: Mapping[str, Any], fit: Fit) -> None:  # noqa: ANN401
    base = {"body": fit.body, "table": fit.table}.get(look.get("of", ""))
    for item in style.iterfind(f"{Q}rPr/{Q}sz"):
        if base is not None:
            item.set(f"{Q}val", f"{float(look['size']) * base * 2:.4f}")


def _set(style: Any, look: Mapping[str, Any], fit: Fit, above: float) -> None:  # noqa: ANN401
    spacing = style.find(f"{Q}pPr/{Q}spacing")
    if spacing is not None:
        spacing.set(f"{Q}line", str(style_pitch(look, fit)))
        spacing.set(f"{Q}lineRule", "exact")
        for side in ("before", "after"):
            room = float(look.get(side, 0)) * fit.spacing + (above if side == "before" else 0)
            gap = round(room * TWIPS)
            spacing.set(f"{Q}{side}", str(gap))
    if (indent := style.find(f"{Q}pPr/{Q}ind")) is not None and "hang" in look:
        for side in ("left", "hanging"):
            indent.set(f"{Q}{side}", str(hanging(look, fit)))
    if "of" in look or "knob" in look:
        size = str(half_points(style_size(look, fit)))
        for tag in ("sz", "szCs"):
            for item in style.iterfind(f"{Q}rPr/{Q}{tag}"):
                item.set(f"{Q}val", size)


def stretch_of(
    filled: float,
    area: float,
    counts: Mapping[str, int],
    looks: Mapping[str, Mapping[str, Any]],
    widest: float = WIDEST,
) -> dict[str, float]:
    """The points to add above each Word paragraph, by the name of its style.

    `filled` is the share of the page's budget taken, `area` that budget in points, `counts` how
    many paragraphs each style has. Styles with `stretch = true` in template.toml take the room, and
    one that has `bottom = true` too, what they leave: its paragraph goes down to the foot.
    """
    elastic = [name for name, look in looks.items() if look.get("stretch") and counts.get(name)]
    total = sum(counts[name] for name in elastic)
    if not total:
        return {}
    room = max(0.0, AIM - filled) * area
    extra = dict.fromkeys(elastic, min(room / total, widest))
    for name in elastic:
        if looks[name].get(BOTTOM) and counts[name] == 1:
            extra[name] += room - sum(extra[each] * counts[each] for each in elastic)
    return extra
