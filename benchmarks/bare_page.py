"""What `build` is compared with: a process that only sets one Chinese page with WeasyPrint.

    python benchmarks/bare_page.py TEXT OUT.pdf own|machine

TEXT fills the page, in briefgen's own faces or in the Chinese faces of the machine. Imports nothing
of briefgen: it is what such a page costs anybody.
"""

from __future__ import annotations

import sys
from pathlib import Path

from weasyprint import HTML

FONTS = Path(__file__).resolve().parents[1] / "briefgen" / "fonts"
FACE = "@font-face {{ font-family: {name}; font-weight: {weight}; src: url({file}) }}"
FACES = {
    "own": (("text", 400, "SerifSC-Regular"), ("text", 700, "SerifSC-Bold")),
    "machine": (),
}
STYLE = """
@page {{ size: A4; margin: 20mm }}
body {{ font: 10pt/1.5 {family}; text-align: justify }}
h1 {{ font-size: 18pt; text-align: center }}
p {{ text-indent: 2em; margin: 0 }}
"""


def page(lines: list[str], faces: str) -> str:
    """The page as HTML: the first line is its heading."""
    rules = [
        FACE.format(name=name, weight=weight, file=(FONTS / f"Briefgen{file}.otf").as_uri())
        for name, weight, file in FACES[faces]
    ]
    style = STYLE.format(family="text" if rules else "'Noto Serif CJK SC', serif")
    body = "".join(f"<p>{line}</p>" for line in lines[1:])
    return (
        f"<html lang=zh-CN><style>{''.join(rules)}{style}</style><h1>{lines[0]}</h1>{body}</html>"
    )


def main() -> None:
    """Set the page and write it."""
    text, written, faces = sys.argv[1:]
    lines = Path(text).read_text(encoding="utf-8").splitlines()
    HTML(string=page(lines, faces)).write_pdf(written)


if __name__ == "__main__":
    main()
