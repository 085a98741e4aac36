"""The fonts can show all that a briefing may hold, and the list of it is true."""

from __future__ import annotations

import pytest
from fontTools.ttLib import TTFont

from briefgen import fonts

SYMBOLS = (
    "≥≤±×÷−°‰→↑↓▲▼●■□◆※①②⑩⑳²³€£¥№㎡㎏℃·—…“”‘’《》〈〉【】（）％＋－０９ＡｚαβΩ℃Ⅰ½"
    "abcXYZ0189%&@#éüÖñāǎ–•†\u00a0\u3000"
)


@pytest.fixture(scope="module", params=fonts.faces(), ids=lambda face: face.path.stem)
def opened(request):
    with TTFont(request.param.path, lazy=True) as font:
        yield request.param, font


def test_there_are_two_families_in_two_weights():
    assert [(face.family, face.weight) for face in fonts.faces()] == [
        ("Briefgen Serif SC", 400),
        ("Briefgen Serif SC", 700),
        ("Briefgen Sans SC", 400),
        ("Briefgen Sans SC", 700),
    ]


def test_every_character_of_gb_2312_is_there():
    cells = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    assert fonts.missing("".join(cell.decode("gb2312", "ignore") for cell in cells)) == []


def test_the_standard_characters_are_there():
    han = [code for code in fonts.coverage() if 0x3400 <= code <= 0x9FFF or code >= 0x20000]
    assert len(han) >= 8105
    assert fonts.missing("茌莘郯莒鄄镕喆堃玥鲅瀍㵐㸆𬭎𬘓𫖯") == []


def test_every_symbol_is_there():
    assert fonts.missing(SYMBOLS) == []


def test_what_no_font_has_is_named_once_and_in_order():
    assert fonts.missing("好😀龘好\U0001f4a9😀\n\t") == ["😀", "龘", "\U0001f4a9"]


def test_the_list_is_what_the_fonts_have(opened):
    _, font = opened
    assert set(font.getBestCmap()) >= fonts.coverage()


def test_nothing_is_left_off_the_list():
    cmaps = []
    for face in fonts.faces():
        with TTFont(face.path, lazy=True) as font:
            cmaps.append(set(font.getBestCmap()))
    assert frozenset(set.intersection(*cmaps)) == fonts.coverage()


def test_names_are_our_own(opened):
    face, font = opened
    names = {record.nameID: str(record) for record in font["name"].names}
    assert names[1] == face.family
    assert names[6] == face.path.stem
    assert not any(word in names[n] for n in (1, 3, 4, 6) for word in ("Noto", "Source"))
    assert "Open Font License" in names[13]
    assert font["OS/2"].usWeightClass == face.weight


def test_punctuation_can_be_set_half_wide(opened):
    _, font = opened
    assert {"halt", "kern"} <= {r.FeatureTag for r in font["GPOS"].table.FeatureList.FeatureRecord}


def test_the_files_are_small(opened):
    face, _ = opened
    assert face.path.stat().st_size < 5.2e6


def test_the_licence_stands_beside_them():
    licence = (fonts.FONT_DIR / "OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE" in licence
    assert "PERMISSION & CONDITIONS" in licence
