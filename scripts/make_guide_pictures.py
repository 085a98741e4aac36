"""Makes docs/page.png, and the pictures of both editors' guides in docs/pictures/.

The pages are set by briefgen itself from its sample page; the picture of the Word template is made
by LibreOffice.

    python scripts/make_guide_pictures.py
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageFont

from briefgen import fonts
from briefgen.model import Bilingual
from briefgen.render import find_template
from briefgen.render.pdf import lay_out
from briefgen.render.word import write_docx
from briefgen.templating.check import check
from briefgen.templating.sample import sample_page
from briefgen.templating.shelf import create

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.render.pdf import Layout

FOLDER = Path(__file__).parents[1] / "docs" / "pictures"
FONT = next(face.path for face in fonts.faces() if face.path.stem == "BriefgenSansSC-Regular")
RED = (179, 18, 29)
BLOCKS = {  # the element or class that each block begins with
    "header": "masthead 报头",
    "cards": "key_figures 数据卡",
    "document": "documents 文件与主题",
    "summary": "table 英文表",
    "footer": "foot 页末",
}
TOML = '[knobs]\nred = "#1d4f91"\n'
LINE = """{% extends "briefing/page.html" %}
{% block masthead %}
{{ super() }}
<p style="text-align: center">内部参考，请勿外传</p>
{% endblock %}
"""
WRONG = """{% extends "briefing/page.html" %}
{% block foot %}
<p>{{ isuer.zh }}</p>
{% endblock %}
"""


def picture(pdf: bytes, width: int) -> Image.Image:
    """The first page of a PDF, so many pixels wide."""
    document = pypdfium2.PdfDocument(pdf)
    page = document[0]
    made = page.render(scale=width * 2 / page.get_width()).to_pil().convert("RGB")
    document.close()
    return made.resize((width, round(made.height * width / made.width)), Image.Resampling.LANCZOS)


def written(draw: ImageDraw.ImageDraw, at: tuple[int, int], text: str, size: int = 15) -> None:
    draw.text(at, text, fill=RED, font=ImageFont.truetype(str(FONT), size))


def framed(image: Image.Image) -> Image.Image:
    ImageDraw.Draw(image).rectangle((0, 0, image.width - 1, image.height - 1), outline="#bbbbbb")
    return image


def save(image: Image.Image, name: str) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    # no colour is off by more than 8 of 255; the default takes the ochre of the targets for a red
    method = Image.Quantize.MAXCOVERAGE
    small = image.quantize(256, method, kmeans=3, dither=Image.Dither.NONE)
    small.save(FOLDER / name, optimize=True)
    print(FOLDER / name, (FOLDER / name).stat().st_size)


def whole() -> Image.Image:
    """The page as the README shows it."""
    return picture(lay_out(sample_page(), find_template("briefing")).write(), 910)


def blocks() -> Image.Image:
    """The page, with the names of its blocks beside it."""
    layout = lay_out(sample_page(), find_template("briefing"))
    page = framed(picture(layout.write(), 560))
    made = Image.new("RGB", (page.width + 210, page.height), "white")
    made.paste(page, (0, 0))
    draw = ImageDraw.Draw(made)
    for share, name in beginnings(layout):
        y = round(share * page.height) - 6
        draw.line((page.width - 24, y + 9, page.width + 10, y + 9), fill=RED, width=2)
        written(draw, (page.width + 16, y), name)
    return made


def beginnings(layout: Layout) -> Iterator[tuple[float, str]]:
    """Where each block begins on the page, as a share of its height, and its name."""
    box = layout.document.pages[0]._page_box  # noqa: SLF001 (WeasyPrint has no public way)
    waiting = dict(BLOCKS)
    for one in box.descendants():
        if one.element is not None:
            sign = one.element.get("class") or one.element_tag
            if name := waiting.pop(sign, None):
                yield one.position_y / box.margin_height(), name


def changed(root: Path) -> Image.Image:
    """The head of the page before and after two changes."""
    create("mine", "briefing", root)
    before = picture(lay_out(sample_page(), find_template("mine", root)).write(), 620)
    settings = root / "mine" / "template.toml"
    text = settings.read_text(encoding="utf-8").split("[knobs]")[0]
    settings.write_text(text + TOML, encoding="utf-8")
    (root / "mine" / "page.html").write_text(LINE, encoding="utf-8")
    after = picture(lay_out(sample_page(), find_template("mine", root)).write(), 620)
    high = 178
    made = Image.new("RGB", (before.width, 2 * high + 12), "white")
    made.paste(framed(before.crop((0, 0, before.width, high))), (0, 0))
    made.paste(framed(after.crop((0, 0, after.width, high))), (0, high + 12))
    return made


def word(root: Path) -> Image.Image:
    """The head of the Word template with its tags, and of a page made from it."""
    template = find_template("briefing")
    page = replace(sample_page(), place=Bilingual("", ""))
    (root / "made.docx").write_bytes(write_docx(page, template))
    (root / "page.docx").write_bytes(template.file("page.docx").read_bytes())
    profile = f"-env:UserInstallation=file://{root}/profile"
    files = [str(root / "page.docx"), str(root / "made.docx")]
    command = ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", str(root)]
    subprocess.run([*command, *files], check=True, capture_output=True)
    high = 200
    made = Image.new("RGB", (620, 2 * high + 12), "white")
    for number, name in enumerate(("page.pdf", "made.pdf")):
        one = picture((root / name).read_bytes(), 620)
        made.paste(framed(one.crop((0, 0, 620, high))), (0, number * (high + 12)))
    return made


def told(root: Path) -> Image.Image:
    """What the check says of a misspelt variable."""
    create("wrong", "briefing", root)
    (root / "wrong" / "page.html").write_text(WRONG, encoding="utf-8")
    fault = check("wrong", root, "templates/my-brief/{0.name}".format, trial=False)[0]
    lines = [
        "$ briefgen template check my-brief",
        f"错误 error  {fault.where('zh')}",
        f"    {fault.words}",
        f"  {fault.message('zh')}。{fault.cure('zh')}",
        f"  {fault.message('en')}. {fault.cure('en')}",
    ]
    made = Image.new("RGB", (760, 28 * len(lines) + 24), "#1b1b1b")
    draw = ImageDraw.Draw(made)
    font = ImageFont.truetype(str(FONT), 16)
    for number, line in enumerate(lines):
        colour = "#ff9d9d" if number == 1 else "#f0f0f0"
        draw.text((14, 12 + 28 * number), line, fill=colour, font=font)
    box = ImageChops.invert(made).getbbox()
    return made.crop((0, 0, made.width, box[3] if box else made.height))


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        save(whole(), "../page.png")
        save(blocks(), "editors-blocks.png")
        save(changed(root), "editors-change.png")
        save(word(root), "editors-word.png")
        save(told(root), "editors-check.png")
    return 0


if __name__ == "__main__":
    sys.exit(main())
