"""Makes the fonts of the package: Noto Serif and Sans SC, reduced to what a briefing can need.

Source: Debian's fonts-noto-cjk and fonts-noto-cjk-extra; the characters are those of the
通用规范汉字表 (kTGH in Debian's unicode-data) and of GB 2312, with Latin, punctuation and symbols.
The families are renamed, so that no font of the machine can take their place. Usage:

    python scripts/make_fonts.py
"""

from __future__ import annotations

import bz2
from itertools import groupby
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont

NOTO = Path("/usr/share/fonts/opentype/noto")
UNIHAN = Path("/usr/share/unicode/Unihan_OtherMappings.txt.bz2")
OUT = Path(__file__).parent.parent / "briefgen" / "fonts"
SC = 2  # the face of the collection with mainland forms; its name is checked
FACES = (
    ("Noto Serif CJK SC", "NotoSerifCJK-Regular.ttc", "Briefgen Serif SC", "Regular", 400),
    ("Noto Serif CJK SC", "NotoSerifCJK-Bold.ttc", "Briefgen Serif SC", "Bold", 700),
    ("Noto Sans CJK SC", "NotoSansCJK-Regular.ttc", "Briefgen Sans SC", "Regular", 400),
    ("Noto Sans CJK SC", "NotoSansCJK-Bold.ttc", "Briefgen Sans SC", "Bold", 700),
)
# Ranges beside the Han characters; a code point that a source font lacks is passed over.
RANGES = (
    (0x20, 0x7E),  # Basic Latin
    (0xA0, 0x17F),  # Latin-1, Latin Extended-A
    (0x1CD, 0x1DC),  # pinyin with tone marks
    (0x2BC, 0x2DD),  # modifiers
    (0x370, 0x3FF),  # Greek
    (0x400, 0x451),  # Cyrillic
    (0x2000, 0x206F),  # general punctuation
    (0x2070, 0x209F),  # superscripts and subscripts
    (0x20A0, 0x20BF),  # currency
    (0x2100, 0x218B),  # letterlike, number forms
    (0x2190, 0x2199),  # arrows
    (0x2200, 0x22FF),  # mathematics
    (0x2460, 0x24FF),  # enclosed numbers
    (0x2500, 0x257F),  # box drawing
    (0x25A0, 0x25FF),  # geometric shapes
    (0x2600, 0x2606),  # stars
    (0x2713, 0x2717),  # ticks
    (0x2776, 0x277F),  # dingbat numbers
    (0x3000, 0x303F),  # CJK punctuation
    (0x3220, 0x3231),  # enclosed CJK
    (0x3380, 0x33DF),  # units: mg, kg, km, m²
    (0xFF01, 0xFF5E),  # full-width forms
    (0xFFE0, 0xFFE6),  # full-width signs
)
FEATURES = ["ccmp", "halt", "kern", "locl", "mark", "palt"]
NAMES_KEPT = {0, 1, 2, 3, 4, 5, 6, 13, 14}  # copyright, names, version, licence
LICENCE, FULL, POSTSCRIPT, UNIQUE = 13, 4, 6, 3


def han() -> set[int]:
    """The 8,105 characters of the 通用规范汉字表 and all of GB 2312."""
    lines = bz2.decompress(UNIHAN.read_bytes()).decode("utf-8").splitlines()
    listed = (line.split("\t")[0] for line in lines if "\tkTGH\t" in line)
    table = {int(code.removeprefix("U+"), 16) for code in listed}
    rows = range(0xA1, 0xF8)
    cells = (bytes((row, cell)) for row in rows for cell in range(0xA1, 0xFF))
    return table | {ord(char) for cell in cells for char in cell.decode("gb2312", "ignore")}


def wanted() -> set[int]:
    """Every code point that the fonts should have."""
    return han().union(*(range(first, last + 1) for first, last in RANGES))


def reduced(source: str, family: str, codes: set[int]) -> TTFont:
    """The mainland face of a collection with these characters only."""
    font = TTCollection(str(NOTO / source)).fonts[SC]
    font.recalcTimestamp = False  # equal input gives equal files
    if font["name"].getDebugName(1) != family:
        message = f"{source}: face {SC} is {font['name'].getDebugName(1)}, not {family}"
        raise SystemExit(message)
    options = subset.Options()
    options.layout_features = FEATURES
    options.name_IDs = sorted(NAMES_KEPT)
    options.name_languages = [0x409]
    options.drop_tables += ["vhea", "vmtx", "VORG", "BASE"]  # horizontal setting only
    options.hinting = False
    options.notdef_outline = True
    options.glyph_names = False
    options.recalc_timestamp = False
    worker = subset.Subsetter(options)
    worker.populate(unicodes=codes)
    worker.subset(font)
    return font


def rename(font: TTFont, family: str, style: str) -> None:
    """Give the font its own family name, everywhere a program may look for it."""
    postscript = f"{family.replace(' ', '')}-{style}"
    names = {
        1: family,
        2: style,
        3: f"briefgen;{postscript}",
        4: f"{family} {style}",
        6: postscript,
    }
    table = font["name"]
    table.names = [record for record in table.names if record.nameID not in {16, 17, 21, 22}]
    for number, text in names.items():
        table.setName(text, number, 3, 1, 0x409)
    top = font["CFF "].cff
    top.fontNames = [postscript]
    top.topDictIndex[0].FamilyName = family
    top.topDictIndex[0].FullName = f"{family} {style}"


def renumber(path: Path) -> None:
    """Number the glyphs of a font file as they stand: CID 1 is glyph 1, and so on.

    A subset keeps the CIDs of the whole font. WeasyPrint writes glyph numbers where PDF means CIDs,
    so a reader that goes by the font's own table (as PDF/A asks) would show other characters.
    """
    font = TTFont(path, recalcBBoxes=False, recalcTimestamp=False)
    top = font["CFF "].cff[0]
    old = list(font.getGlyphOrder())
    new = [".notdef", *(f"cid{number:05d}" for number in range(1, len(old)))]
    outlines = top.CharStrings.charStrings
    top.CharStrings.charStrings = {new[i]: outlines[name] for i, name in enumerate(old)}
    top.charset = new
    top.CIDCount = len(new)
    font.setGlyphOrder(new)
    font.save(path)


def ranges(codes: set[int]) -> str:
    """Code points as lines of hexadecimal ranges."""
    runs = groupby(enumerate(sorted(codes)), key=lambda pair: pair[1] - pair[0])
    ends = [[code for _, code in run] for _, run in runs]
    return "\n".join(f"{run[0]:X}-{run[-1]:X}" for run in ends)


def main() -> None:
    """Write the four fonts and the list of what all of them can show."""
    codes, common = wanted(), wanted()
    for family, source, name, style, _ in FACES:
        font = reduced(source, family, codes)
        rename(font, name, style)
        path = OUT / f"{name.replace(' ', '')}-{style}.otf"
        font.save(path)
        renumber(path)
        common &= set(font.getBestCmap())
        print(
            f"{path.name}: {path.stat().st_size / 1e6:.2f} MB, {len(font.getBestCmap())} characters"
        )
    missing = "".join(sorted(chr(code) for code in han() - common))
    if missing:
        print(f"not in every font: {missing}")
    comment = "# Code points that every font here can show; made by scripts/make_fonts.py.\n"
    (OUT / "coverage.txt").write_text(comment + ranges(common) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
