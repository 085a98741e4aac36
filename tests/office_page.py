"""Sets paragraphs as the Word page of the gongwen template does, and prints them by LibreOffice."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

from lxml import etree

from briefgen.preview.office import with_our_fonts
from briefgen.render import find_template
from briefgen.render.bound import bound
from briefgen.render.measure import Ruler
from briefgen.render.package import read_package, write_package
from briefgen.render.styles import TWIPS, Q, W

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def office_page(folder: Path, paragraphs: Iterable[str], right: int | None = None) -> Path:
    """The PDF of these paragraphs, their lines bound; `right` is another margin, in twips."""
    parts = dict(read_package(find_template("gongwen").file("page.docx")))
    root = etree.fromstring(parts["word/document.xml"])
    body = root.find(f"{Q}body")
    section = body.find(f"{Q}sectPr")
    margins = section.find(f"{Q}pgMar")
    if right is not None:
        margins.set(f"{Q}right", str(right))
    body[:] = [_paragraph(text) for text in paragraphs]
    body.append(section)
    sides = sum(int(margins.get(f"{Q}{name}")) for name in ("left", "right"))
    width = (int(section.find(f"{Q}pgSz").get(f"{Q}w")) - sides) / TWIPS
    bound(body, Ruler(etree.fromstring(parts["word/styles.xml"])), width)
    parts["word/document.xml"] = etree.tostring(root)
    (folder / "page.docx").write_bytes(write_package(parts))
    print_by_office(folder)
    return folder / "page.pdf"


def print_by_office(folder: Path, **more: str) -> None:
    """Has LibreOffice make a PDF of each .docx of the folder, with our faces at hand.

    `more` are variables of its environment.
    """
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile"]
    command += ["--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run(
        [*command, *sorted(map(str, folder.glob("*.docx")))],
        env={**os.environ, **with_our_fonts(folder), **more},
        check=True,
        capture_output=True,
        timeout=180,
    )


def _paragraph(text: str) -> etree._Element:
    return etree.fromstring(
        f'<w:p xmlns:w="{W}"><w:pPr><w:pStyle w:val="OfficialText"/></w:pPr>'
        f"<w:r><w:t>{text}</w:t></w:r></w:p>"
    )
