"""Writes briefgen/data/advance_widths.toml: how wide Latin characters are, at the widest.

For each character it takes the wider of Noto (our faces) and DejaVu (what LibreOffice sets where
Arial and Times New Roman are absent), sans and serif, so that a line count errs on the safe side.
`own` is how wide they are on the PDF, in the sans of the package.

    python scripts/make_advance_widths.py    # needs fonts-noto-cjk and fonts-dejavu
"""

from __future__ import annotations

from pathlib import Path

from fontTools.ttLib import TTCollection, TTFont

ROOT = Path(__file__).parents[1]
NOTO, DEJAVU = Path("/usr/share/fonts/opentype/noto"), Path("/usr/share/fonts/truetype/dejavu")
FACES = {
    "regular": ("NotoSansCJK-Regular", "NotoSerifCJK-Regular", "DejaVuSans", "DejaVuSerif"),
    "bold": ("NotoSansCJK-Bold", "NotoSerifCJK-Bold", "DejaVuSans-Bold", "DejaVuSerif-Bold"),
}
OWN = {"own_regular": "BriefgenSansSC-Regular.otf", "own_bold": "BriefgenSansSC-Bold.otf"}


def face(name: str) -> TTFont:
    if name.startswith("Noto"):
        return TTCollection(str(NOTO / f"{name}.ttc"), lazy=True).fonts[0]
    return TTFont(DEJAVU / f"{name}.ttf", lazy=True)


def widths(font: TTFont) -> list[float]:
    names, metrics, em = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
    return [metrics[names[code]][0] * 1000 / em for code in range(32, 127)]


def main() -> None:
    rows = {
        look: [round(max(each)) for each in zip(*(widths(face(n)) for n in names), strict=True)]
        for look, names in FACES.items()
    }
    fonts = ROOT / "briefgen" / "fonts"
    rows |= {look: [round(each) for each in widths(TTFont(fonts / n))] for look, n in OWN.items()}
    lines = [
        "# Widths of the characters U+0020 to U+007E in thousandths of the type size, in order.",
        "# Made by scripts/make_advance_widths.py; do not edit.",
        'source = "The widest of Noto Sans/Serif CJK (OFL) and DejaVu Sans/Serif, Debian packages"',
        *(f"{look} = {row}" for look, row in rows.items()),
    ]
    path = ROOT / "briefgen" / "data" / "advance_widths.toml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(path)


if __name__ == "__main__":
    main()
