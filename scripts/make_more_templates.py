"""Makes page.docx of the templates gongwen and compact, byte for byte the same each time.

Names, faces and sizes come from their template.toml; the text with its Jinja tags stands in
word_gongwen.py and word_compact.py.

    python scripts/make_more_templates.py
"""

from __future__ import annotations

import sys
from typing import Any

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
from word_pieces import MM, Body
from word_styles import styles_xml

from briefgen.render.folder import find_template
from briefgen.render.package import write_package

CONTENTS = {"gongwen": word_gongwen.content, "compact": word_compact.content}


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
    settings = find_template(name).settings
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
    return {part: text.encode("utf-8") for part, text in texts.items()}


def main() -> int:
    for name in CONTENTS:
        path = find_template(name).folders[0] / "page.docx"
        path.write_bytes(write_package(parts(name)))
        print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
