"""Makes the styles.xml of a Word template from its template.toml."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from briefgen.model import Fit
from briefgen.render.styles import TWIPS, W, half_points, hanging, looks_of, style_pitch, style_size

if TYPE_CHECKING:
    from collections.abc import Mapping

LANGUAGES = {"zh": ("en-US", "zh-CN"), "en": ("en-GB", "zh-CN")}


def styles_xml(settings: Mapping[str, Any]) -> str:
    """The styles.xml of a template, at its standard fit."""
    word, knobs = settings["word"], settings["knobs"]
    fit = Fit(**settings.get("fit", {}).get("standard", {}))
    faces = word["faces"]
    page = word["page"]
    width = round((page["width"] - page["left"] - page["right"]) / 25.4 * 1440)
    base = next(iter(faces.values()))
    made = [
        (
            f'<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr>{_fonts(base)}'
            '<w:sz w:val="20"/><w:szCs w:val="20"/>'
            '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
            '</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0"'
            ' w:line="240" w:lineRule="exact"/></w:pPr></w:pPrDefault></w:docDefaults>'
            '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
            '<w:pPr><w:widowControl w:val="0"/><w:snapToGrid w:val="0"/></w:pPr></w:style>'
            '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
            '<w:name w:val="Default Paragraph Font"/></w:style>'
            '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
            '<w:name w:val="Normal Table"/></w:style>'
        )
    ]
    for name, look in looks_of(settings).items():
        made.append(_paragraph(name, look, (faces, knobs, width, fit)))
    for name, look in word["characters"].items():
        made.append(
            f'<w:style w:type="character" w:customStyle="1" w:styleId="{look["id"]}">'
            f'<w:name w:val="{name}"/><w:qFormat/>{_run(look, faces, knobs)}</w:style>'
        )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + "".join(made) + "</w:styles>"
    )


def _paragraph(
    name: str,
    look: Mapping[str, Any],
    setting: tuple[Mapping[str, Any], Mapping[str, Any], int, Fit],
) -> str:
    """One paragraph style; the order of the elements is the schema's."""
    faces, knobs, width, fit = setting
    border = ""
    if look.get("rule"):
        colour = _colour(knobs, look["rule"] if isinstance(look["rule"], str) else "rule")
        size = look.get("rule_size", 4)
        line = f'<w:bottom w:val="single" w:sz="{size}" w:space="1" w:color="{colour}"/>'
        border = f"<w:pBdr>{line}</w:pBdr>"
    if look.get("bar"):
        colour = _colour(knobs, "ochre")
        line = f'<w:left w:val="single" w:sz="12" w:space="4" w:color="{colour}"/>'
        border = f"<w:pBdr>{line}</w:pBdr>"
    tab = f'<w:tabs><w:tab w:val="right" w:pos="{width}"/></w:tabs>' if look.get("tab") else ""
    sides = {
        "left": 100 if look.get("bar") else look.get("left", 0) * TWIPS + hanging(look, fit),
        "right": look.get("right", 0) * TWIPS,
        "hanging": hanging(look, fit),
        "firstLine": round(look.get("indent", 0) * style_size(look, fit) * TWIPS),
    }
    indent = "".join(f' w:{side}="{room}"' for side, room in sides.items() if room)
    if look.get("indent"):
        indent += f' w:firstLineChars="{look["indent"] * 100}"'
    indent = f"<w:ind{indent}/>" if indent else ""
    outline = f'<w:outlineLvl w:val="{look["outline"]}"/>' if "outline" in look else ""
    keep = "<w:keepNext/>" if "outline" in look else ""
    before, after = (round(float(look.get(side, 0)) * TWIPS) for side in ("before", "after"))
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{look["id"]}">'
        f'<w:name w:val="{name}"/><w:basedOn w:val="Normal"/><w:qFormat/>'
        f'<w:pPr>{keep}<w:widowControl w:val="0"/>{border}{tab}<w:snapToGrid w:val="0"/>'
        f'<w:spacing w:before="{before}" w:after="{after}" w:line="{style_pitch(look, fit)}"'
        f' w:lineRule="exact"/>{indent}<w:jc w:val="{look.get("align", "left")}"/>{outline}</w:pPr>'
        f"{_run(look, faces, knobs, style_size(look, fit))}</w:style>"
    )


def _run(
    look: Mapping[str, Any],
    faces: Mapping[str, Any],
    knobs: Mapping[str, Any],
    size: float | None = None,
) -> str:
    parts = [_fonts(faces[look["face"]])] if "face" in look else []
    if "bold" in look:
        value = "" if look["bold"] else ' w:val="0"'
        parts.append(f"<w:b{value}/><w:bCs{value}/>")
    if size is not None or "colour" in look:
        parts.append(f'<w:color w:val="{_colour(knobs, look.get("colour", "ink"))}"/>')
    if "spacing" in look:
        parts.append(f'<w:spacing w:val="{round(look["spacing"] * TWIPS)}"/>')
    size = look.get("points", size)
    if size is not None:
        parts.append(f'<w:sz w:val="{half_points(size)}"/><w:szCs w:val="{half_points(size)}"/>')
    if "fill" in look:
        fill = _colour(knobs, look["fill"])
        parts.append(f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>')
    if look.get("raised"):
        parts.append('<w:vertAlign w:val="superscript"/>')
    if "align" in look or "pitch" in look:
        latin, cjk = LANGUAGES[look.get("lang", "zh")]
        parts.append(f'<w:lang w:val="{latin}" w:eastAsia="{cjk}"/>')
    return f"<w:rPr>{''.join(parts)}</w:rPr>"


def _fonts(face: Mapping[str, Any]) -> str:
    latin, cjk = face["latin"], face["cjk"]
    return f'<w:rFonts w:ascii="{latin}" w:eastAsia="{cjk}" w:hAnsi="{latin}" w:cs="{latin}"/>'


def _colour(knobs: Mapping[str, Any], name: str) -> str:
    return str(knobs[name]).lstrip("#").upper()
