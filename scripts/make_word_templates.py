"""Makes page.docx of the templates that come with briefgen, byte for byte the same each time.

The base is our own, not python-docx's: A4, zh-CN, no theme, no document grid, every style with its
own faces for Chinese and for the rest, exact line pitch, fixed table widths. Names, faces and sizes
come from their template.toml; the text with its Jinja tags stands in word_briefing.py,
word_gongwen.py and word_compact.py.

    python scripts/make_word_templates.py
"""

from __future__ import annotations

import sys
from typing import Any

import word_briefing
import word_compact
import word_gongwen
from word_parts import (
    APP,
    CORE,
    DOCUMENT_RELATIONS,
    HEAD,
    PACKAGE_RELATIONS,
    SETTINGS,
    TYPES,
    R,
    W,
    font_table,
)
from word_pieces import MM, SAMPLE, Body
from word_styles import styles_xml

from briefgen.model import Bilingual
from briefgen.render.columns import Bar
from briefgen.render.drawings import EMU, Drawing, drawing_of
from briefgen.render.environment import make_environment
from briefgen.render.folder import TemplateFolder, find_template
from briefgen.render.package import without_unused_pictures, write_package

CONTENTS = {
    "briefing": word_briefing.content,
    "gongwen": word_gongwen.content,
    "compact": word_compact.content,
}
BLANK = Bilingual("…", "…")
BARS = tuple(Bar(BLANK, "…", 0.0, share) for share in (0.7, 0.8, 1.0))  # of the sample of a trend


def document_xml(name: str, settings: dict[str, Any]) -> str:
    body = Body(settings)
    page = {key: round(value * MM) for key, value in body.page.items()}
    section = (
        f'<w:sectPr><w:pgSz w:w="{page["width"]}" w:h="{page["height"]}"/>'
        f'<w:pgMar w:top="{page["top"]}" w:right="{page["right"]}" w:bottom="{page["bottom"]}"'
        f' w:left="{page["left"]}" w:header="283" w:footer="283" w:gutter="0"/></w:sectPr>'
    )
    text = f"<w:body>{CONTENTS[name](body)}{section}</w:body>"
    return f'{HEAD}<w:document xmlns:w="{W}" xmlns:r="{R}">{text}</w:document>'


def used(settings: dict[str, Any], document: str) -> dict[str, Any]:
    """The settings with the styles that the document has, and not those it only inherits."""
    word = dict(settings["word"])
    for kind in ("paragraphs", "characters"):
        all_looks = word[kind].items()
        word[kind] = {name: look for name, look in all_looks if f'w:val="{look["id"]}"' in document}
    faces = {
        each.get("face") for kind in ("paragraphs", "characters") for each in word[kind].values()
    }
    word["faces"] = {name: face for name, face in word["faces"].items() if name in faces}
    return {**settings, "word": word}


def parts(name: str) -> dict[str, bytes]:
    """The parts of a template's page.docx by name."""
    template = find_template(name)
    settings = template.settings
    document = document_xml(name, settings)
    own = used(settings, document)
    texts = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": PACKAGE_RELATIONS,
        "docProps/app.xml": APP,
        "docProps/core.xml": CORE,
        "word/_rels/document.xml.rels": DOCUMENT_RELATIONS,
        "word/document.xml": document,
        "word/fontTable.xml": font_table(own),
        "word/settings.xml": SETTINGS,
        "word/styles.xml": styles_xml(own),
    }
    made = {part: text.encode("utf-8") for part, text in texts.items()}
    made["word/media/trend.png"] = sample(template).png()
    return without_unused_pictures(made)


def sample(template: TemplateFolder) -> Drawing:
    """What stands in the template where a page has a trend."""
    environment = make_environment(template.folders, ours=True)
    return drawing_of(BARS, SAMPLE[0] / EMU, template, environment, {"knobs": template.knobs})


def main() -> int:
    for name in CONTENTS:
        path = find_template(name).folders[0] / "page.docx"
        path.write_bytes(write_package(parts(name)))
        print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
