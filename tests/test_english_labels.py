"""Labels and themes in English: whole terms, composition, the unknown, and errors never to make."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from random import Random

import pytest

from briefgen.english import in_words, load_glossary, render_theme, translate_label, translate_theme
from briefgen.english.faults import doubtful_text, lost, spells_a_word
from briefgen.english.headings import Part
from briefgen.english.inflect import gerund, participle, singular
from briefgen.english.patterns import mismatched
from briefgen.errors import LexiconError
from briefgen.lexicon import load_toml

CASES = tomllib.loads(
    (Path(__file__).parent / "cases" / "english_labels.toml").read_text(encoding="utf-8")
)
CHINESE = re.compile(r"[\u3000-\u9fff\uf900-\ufaff\uff00-\uffef“”]")


@pytest.fixture(scope="module")
def glossary():
    return load_glossary()


@pytest.mark.parametrize(("zh", "english"), CASES["labels"].items())
def test_a_label_is_composed_from_terms(zh, english, glossary):
    rendering = translate_label(zh, glossary)
    assert rendering.text == english
    assert rendering.covered


@pytest.mark.parametrize(("label", "english"), CASES["counted"].items())
def test_the_unit_says_what_is_counted(label, english, glossary):
    zh, _, unit = label.partition("/")
    rendering = translate_label(zh, glossary, unit)
    assert rendering.text == english
    assert rendering.covered


@pytest.mark.parametrize("row", CASES["lost"], ids=lambda row: row["text"])
def test_a_word_lost_in_the_english_is_noticed(row):
    assert lost(row["zh"], row["text"]) == row["wrong"]


@pytest.mark.parametrize(("label", "wrong"), CASES["mismatched"].items())
def test_a_label_that_is_no_measure_of_the_unit_is_marked(label, wrong):
    zh, _, unit = label.partition("/")
    assert mismatched(zh, unit) == wrong


@pytest.mark.parametrize("row", CASES["unknown"], ids=lambda row: row["zh"])
def test_the_unknown_stands_in_pinyin_and_is_listed(row, glossary):
    rendering = translate_label(row["zh"], glossary)
    assert not rendering.covered
    assert set("".join(row["missing"])) == set("".join(rendering.missing))
    assert not CHINESE.search(rendering.text)


@pytest.mark.parametrize(("zh", "english"), CASES["dictionary"].items())
def test_the_phrases_of_a_dictionary_are_no_english_of_a_table(zh, english):
    assert in_words(zh) == english


@pytest.mark.parametrize("zh", CASES["doubtful"]["labels"])
def test_what_composition_cannot_say_is_not_covered(zh, glossary):
    rendering = translate_label(zh, glossary)
    assert not rendering.covered
    assert rendering.missing


@pytest.mark.parametrize("row", CASES["theme"], ids=lambda row: row["label"])
def test_themes_are_headings(row, glossary):
    said = translate_theme(row["label"], row["title"], glossary)
    assert said == (row["label_en"], row["title_en"])


@pytest.mark.parametrize(("zh", "english"), CASES["headings"].items())
def test_a_heading_is_said_by_its_pattern(zh, english, glossary):
    said = render_theme(zh, glossary)
    assert (said.text, said.covered) == (english, True)


@pytest.mark.parametrize("zh", CASES["doubtful"]["headings"])
def test_a_heading_that_cannot_be_said_is_not_covered(zh, glossary):
    assert not render_theme(zh, glossary).covered


@pytest.mark.parametrize("row", load_toml("headings")["headings"], ids=lambda row: row["zh"])
def test_no_heading_is_doubted_for_its_own_pattern(row):
    said = row["en"].format(Part("trade"), Part("growth")).removeprefix("in terms of ")
    assert not doubtful_text(said)


@pytest.mark.parametrize(("zh", "english"), CASES["instead"].items())
def test_what_was_published_wrong_is_said_right(zh, english, glossary):
    assert translate_label(zh, glossary).text == english


@pytest.mark.parametrize("zh", CASES["never"]["labels"])
def test_published_errors_never_come_out(zh, glossary):
    said = [translate_label(zh, glossary).text, *translate_theme(zh, zh, glossary)]
    for wrong in CASES["never"]["texts"]:
        assert not any(wrong.lower() in text.lower() for text in said), (wrong, said)


def test_the_glossary_itself_has_none_of_the_published_errors(glossary):
    for zh, kinds in glossary.terms.items():
        for term in kinds.values():
            assert not CHINESE.search(term.en), zh
            assert not re.search("regulated industr|kinetic energy|chain length", term.en), zh


def test_every_row_of_the_glossary_names_its_source(glossary):
    rows = [term for kinds in glossary.terms.values() for term in kinds.values()]
    assert len(rows) > 3000
    assert all(term.source for term in rows)


def test_no_chinese_is_left_whatever_the_label(glossary):
    random = Random(7)
    words = list(glossary.terms)
    odd = list(
        "“”《》（）【】、，。的占为对按和及等累计新增同比第0159%％万亿元个家５Ａ·—-+/'\"&<>嬷囍龘 "
    )
    words += [zh for zh, kinds in glossary.terms.items() if kinds.keys() & {"adj", "post", "rel"}]
    for _ in range(400):
        parts = [
            random.choice([*random.sample(words, 6), *odd]) for _ in range(random.randrange(9))
        ]
        label = "".join(parts)
        for text in (
            translate_label(label, glossary).text,
            *translate_theme(label, label, glossary),
        ):
            assert not CHINESE.search(text), (label, text)
            assert "  " not in text, (label, text)


@pytest.mark.parametrize(
    "label", ["", "的", "、、、", "“”", "((((", "累计", "100", "占", "新增", "等"]
)
def test_labels_of_no_words_do_no_harm(label, glossary):
    rendering = translate_label(label, glossary)
    assert not CHINESE.search(rendering.text)


def test_a_very_long_label_is_no_trouble(glossary):
    for label in ("新增省级以上的企业和项目、" * 50_000, "“" * 100_000, "的" * 100_000):
        assert not CHINESE.search(translate_label(label, glossary).text)


def test_jieba_and_pypinyin_are_loaded_only_for_unknown_words():
    program = (
        "import sys\n"
        "from briefgen.english import load_glossary, translate_label\n"
        "translate_label('规模以上工业增加值', load_glossary())\n"
        "raise SystemExit('jieba' in sys.modules or 'pypinyin' in sys.modules)\n"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_the_terms_of_an_editor_win(tmp_path):
    extra = tmp_path / "terms.tsv"
    extra.write_text(
        "zh\ten\tnote\tsource\n瞪羚企业\tGazelle firms\t\teditor\n嫘嫘灯\tStorm lamps\t\teditor\n",
        encoding="utf-8",
    )
    glossary = load_glossary(extra)
    assert translate_label("新增瞪羚企业", glossary).text == "New gazelle firms"
    assert translate_label("嫘嫘灯产量", glossary).text == "Output of storm lamps"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("zh\tenglish\n", "columns"),
        ("zh\ten\tnote\tsource\n瞪羚\t\t\t\n", "lacks"),
        ("zh\ten\tnote\tsource\tkind\n瞪羚\tgazelle\t\t\tanimal\n", "unknown kind"),
        ("zh\ten\tnote\tsource\n瞪羚\ta\t\t\n瞪羚\tb\t\t\n", "twice"),
        ("zh\ten\n瞪羚企业\t瞪羚\n", "holds Chinese"),
        ("PK\x03\x04", "a workbook"),
    ],
)
def test_a_faulty_glossary_is_refused(tmp_path, content, message):
    path = tmp_path / "terms.tsv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(LexiconError, match=message) as caught:
        load_glossary(path)
    assert str(path) in str(caught.value)


def test_word_forms():
    assert singular("SMEs") == "SME"
    assert singular("new industries") == "new industry"
    assert singular("textiles") == "textiles"
    assert gerund("cut and phase out") == "cutting and phasing out"
    assert gerund("steadily advance") == "steadily advancing"
    assert participle("build") == "built"
    assert participle("expand, improve and strengthen") == "expanded, improved and strengthened"


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("Neng transferred out as a share of total output in the city", True),
        ("Balance of banking financial institution Tou", True),
        ("Before 4 Tian received", True),
        ("Imports and exports with Hong Kong, China", False),
        ("Visitors received in Dong'e County and Xi'an", False),
        ("RMB loans to A-share firms and E-commerce platforms", False),
        ("Tourist arrivals at Yunzhuanshan", False),
    ],
)
def test_one_syllable_alone_spells_a_word_and_no_name(text, spelled):
    assert spells_a_word(text) is spelled
