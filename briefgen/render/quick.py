"""Has WeasyPrint (pinned) set a page in less time: what it works out again and again alike, once.

Every box comes out as without it, and so does every byte. A page has some 1600 inline boxes and
9000 values of styles; each line asked Pango anew which font is meant, each box what margins it has.
"""

from __future__ import annotations

from contextlib import contextmanager
from functools import lru_cache
from math import inf
from typing import TYPE_CHECKING, Any

from weasyprint import css
from weasyprint.css.functions import check_math
from weasyprint.css.properties import INHERITED, INITIAL_NOT_COMPUTED, INITIAL_VALUES, Dimension
from weasyprint.formatting_structure.boxes import Box, InlineBox
from weasyprint.layout import block, inline, percent, table
from weasyprint.text import line_break
from weasyprint.text.constants import PANGO_DIRECTION
from weasyprint.text.ffi import ffi, gobject, pango, unicode_to_char_p
from weasyprint.text.fonts import font_features, get_font_description
from weasyprint.text.line_break import Layout

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FONTS = 256  # described at a time: a page has some thirty
SIDES = ("top", "right", "bottom", "left")
WIDTHS = (
    *("margin_left", "margin_right", "margin_top", "margin_bottom"),
    *("padding_left", "padding_right", "padding_top", "padding_bottom"),
    *("width", "min_width", "max_width"),
)
HEIGHTS = ("height", "min_height", "max_height")
BORDERS = tuple(f"border_{side}_width" for side in SIDES)
AROUND = (*BORDERS, *(f"padding_{side}" for side in SIDES))
FEATURES = (
    *("font_kerning", "font_variant_ligatures", "font_variant_position", "font_variant_caps"),
    *("font_variant_numeric", "font_variant_alternates", "font_variant_east_asian"),
    "font_feature_settings",
)
FONT = (
    *("font_family", "font_style", "font_stretch", "font_weight", "font_size"),
    *("font_variant_caps", "font_variation_settings", "direction", "lang"),
)
# What neither the parent's value nor the initial one alone decides, where nothing is said.
OWN = frozenset({"page", "position", "float", "display"})
# The other names by which something may be said of each side: margin_block_start of margin_top.
LOGICAL = {
    name: frozenset(logical(block="ttb", inline=way) for way in ("ltr", "rtl"))
    for name, logical in css.PHYSICAL_FUNCTIONS.items()
}
NONE: frozenset[str] = frozenset()
_computed = css.ComputedStyle.__missing__
_set_up = Layout.setup
_strut = line_break.strut
_resolved = percent.resolve_percentages


@contextmanager
def quick() -> Iterator[None]:
    """Pages are set so while it lasts."""
    _put(_compute, _prepare, _strut_of, _resolve)
    try:
        yield
    finally:
        _put(_computed, _set_up, _strut, _resolved)


def _put(compute: Any, prepare: Any, strut: Any, resolve: Any) -> None:  # noqa: ANN401 (WeasyPrint is untyped)
    css.ComputedStyle.__missing__ = compute
    Layout.setup = prepare
    line_break.strut = inline.strut = strut
    for module in (block, inline, table):
        module.resolve_percentages = resolve


# --- styles ---------------------------------------------------------------------------------------


def _compute(style: Any, name: str) -> Any:  # noqa: ANN401
    """As ComputedStyle does; at once where nothing is said, and the parent or nobody decides."""
    said = style.cascaded
    if name in said or name in OWN or name.startswith("text_decoration_"):
        return _computed(style, name)
    if not said.keys().isdisjoint(LOGICAL.get(name, NONE)):
        return _computed(style, name)
    if name in INHERITED or name.startswith("__"):
        value = style.parent_style[name] if style.parent_style is not None else None
        if value is None or check_math(value):
            return _computed(style, name)
    elif name in INITIAL_NOT_COMPUTED:
        return _computed(style, name)
    else:
        value = INITIAL_VALUES[name]
    style[name] = value
    return value


def _strut_of(style: Any) -> tuple[float, float]:  # noqa: ANN401
    """The height of a line and its baseline, as `strut` gives them; asked once of each style."""
    try:
        return style.strut  # type: ignore[no-any-return]
    except AttributeError:
        found: tuple[float, float] = _strut(style)
        style.strut = found
        return found


# --- fonts ----------------------------------------------------------------------------------------


def _prepare(layout: Any, style: Any) -> None:  # noqa: ANN401
    """As Layout.setup does; each font is described once."""
    drawn = not isinstance(style, css.Style)  # a text in a drawing
    underlined = style["text_decoration_line"] != "none"
    if drawn or underlined or style["font_language_override"] != "normal":
        _set_up(layout, style)
        return
    try:
        context, description, language, features = style.described
    except AttributeError:
        style.described = _described(
            style.font_config,
            tuple([style[name] for name in FONT]),
            tuple([style[name] for name in FEATURES]),
        )
        context, description, language, features = style.described
    layout.style, layout.first_line_direction = style, 0
    layout.language = language
    layout.layout = ffi.gc(pango.pango_layout_new(context), gobject.g_object_unref)
    pango.pango_layout_set_auto_dir(layout.layout, False)  # noqa: FBT003
    pango.pango_layout_set_font_description(layout.layout, description)
    layout.ascent = layout.underline_position = layout.strikethrough_position = None
    if features:
        attributes = pango.pango_attr_list_new()
        known = style.font_config.font_features
        if features not in known:
            known[features] = pango.pango_attr_font_features_new(features)
        pango.pango_attr_list_insert(attributes, known[features])
        pango.pango_layout_set_attributes(layout.layout, attributes)


@lru_cache(maxsize=FONTS)
def _described(
    configuration: Any,  # noqa: ANN401
    font: tuple[Any, ...],
    features: tuple[Any, ...],
) -> tuple[Any, Any, Any, bytes]:
    """The context, the font and the language of a style as Pango has them, and its features."""
    said = dict(zip(FONT, font, strict=True))
    context = ffi.gc(
        pango.pango_font_map_create_context(configuration.font_map), gobject.g_object_unref
    )
    pango.pango_context_set_round_glyph_positions(context, False)  # noqa: FBT003
    pango.pango_context_set_base_dir(context, PANGO_DIRECTION[said["direction"]])
    if said["lang"]:
        language = pango.pango_language_from_string(unicode_to_char_p(said["lang"])[0])
        pango.pango_context_set_language(context, language)
    else:
        language = pango.pango_language_get_default()
    wanted = font_features(*features)
    written = ",".join(f"{key} {value}" for key, value in wanted.items()).encode()
    return context, get_font_description(said), language, written


# --- lengths --------------------------------------------------------------------------------------


def _resolve(box: Any, containing_block: Any) -> None:  # noqa: ANN401
    """As resolve_percentages does for all but pages; of inline boxes once for each style."""
    style = box.style
    inside = box.__class__ is InlineBox  # others may have other lengths than their style says
    if inside and (known := vars(style).get("lengths")):
        vars(box).update(known)
        return
    around = containing_block  # its name is that by which WeasyPrint hands it over
    wide, high = (around.width, around.height) if isinstance(around, Box) else around
    values: dict[str, Any] = {}
    plain = _use(style, values, WIDTHS, wide)
    if high == "auto":
        height = style["height"]
        pixels = height.__class__ is Dimension and height.unit == "px"
        values["height"] = height.value if pixels else "auto"
        plain &= pixels or height == "auto"
        plain &= _use(style, values, ("min_height",), 0)
        plain &= _use(style, values, ("max_height",), inf)
    else:
        plain &= _use(style, values, HEIGHTS, high)
    for name in ("min_width", "min_height"):
        if values[name] == "auto":
            values[name] = 0
    collapse = style["border_collapse"] == "collapse"
    for name in BORDERS:
        if not (collapse and hasattr(box, name)):
            values[name] = style[name]
    vars(box).update(values)
    if style["box_sizing"] != "content-box" and any(getattr(box, name) for name in AROUND):
        percent.adjust_box_sizing(box, "width")
        percent.adjust_box_sizing(box, "height")
    if inside and plain:
        style.lengths = {name: getattr(box, name) for name in (*WIDTHS, *HEIGHTS, *BORDERS)}


def _use(style: Any, values: dict[str, Any], names: Sequence[str], whole: Any) -> bool:  # noqa: ANN401
    """Sets the lengths of these names; says whether none of them is a share of the whole."""
    plain = True
    for name in names:
        length = style[name]
        if length.__class__ is Dimension and length.unit == "px":
            values[name] = length.value
        elif length == "auto":
            values[name] = "auto"
        else:
            plain = False
            values[name] = percent.percentage(length, style, whole)
    return plain
