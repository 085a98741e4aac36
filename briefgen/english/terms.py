"""Indicator labels in English: glossary, composition, and the unknown marked, never guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from briefgen.english import names
from briefgen.english.dictionary import in_words, ordinary
from briefgen.english.doubts import doubtful_pieces
from briefgen.english.faults import doubtful_label, doubtful_text, lost
from briefgen.english.fused import fused, unnumbered, without_whole
from briefgen.english.glossary import PREPOSITIONS, Glossary, load_glossary, tidy
from briefgen.english.grammar import Composer
from briefgen.english.inflect import capital, parted
from briefgen.english.nominals import nominal
from briefgen.english.patterns import counted_kind, patterns
from briefgen.english.phrases import NOMINAL, PAIR, TRIPLE, joined, wording
from briefgen.english.pieces import HAN, UNKNOWN, Piece, cut
from briefgen.english.sounds import pinyin
from briefgen.english.suffixes import suffixed

__all__ = ["Glossary", "Rendering", "Translator", "load_glossary", "translate_label"]

MARKS = str.maketrans(
    {"“": '"', "”": '"', "‘": "'", "’": "'", "《": '"', "》": '"', "、": ",", "—": "-", "·": "-"}
)
CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]+")
SPACES = re.compile(r"\s+")
BEFORE_MARK = re.compile(r"\s+([,;:)])")
# An unknown stretch this short is taken as one word: loading jieba costs half a second a run.
WORD = 4
LONGEST = 200  # a label is a phrase; more is a reading error and is not worked through


@dataclass(frozen=True, slots=True)
class Rendering:
    """A label in English; `missing` lists the Chinese words that no glossary or gazetteer holds."""

    text: str
    covered: bool
    missing: tuple[str, ...] = ()
    inside: str = ""


@dataclass(slots=True)
class Translator:
    """One label's way: collects the unknown words while pieces become English."""

    glossary: Glossary
    missing: list[str] = field(default_factory=list)
    unsure: bool = False

    def pieces(self, text: str) -> list[Piece]:
        """The pieces of the text; what is unknown is cut into words by jieba."""
        found: list[Piece] = []
        for piece in self._cut(text):
            if piece.forms == UNKNOWN and len(piece.zh) > WORD:
                found.extend(Piece(word, UNKNOWN) for word in names.words(piece.zh))
            elif piece.has("company") and _names(found):
                name = ""
                while found and found[-1].has("unknown"):
                    name = found.pop().zh + name
                found.append(self._firm(name, piece))
            elif _christened(found, piece):
                found[-1] = self._site(found[-1].zh, piece)
            elif piece.has("company") and found and found[-1].has("firm"):
                name = f"{found[-1].forms['name']} {piece.forms['company']}"
                found[-1] = Piece(found[-1].zh + piece.zh, {"name": name, "firm": ""})
            else:
                found.append(piece)
        return nominal(self._opened(self._people(fused(found, self.glossary))))

    def _cut(self, text: str) -> list[Piece]:
        """The text cut by the glossary, and what that lacks by the words of the dictionary."""
        pieces = suffixed(cut(text, self.glossary, names.places()))
        if any(piece.has("unknown") for piece in pieces):
            return suffixed(cut(text, self.glossary, names.places(), ordinary))
        return pieces

    def _people(self, pieces: list[Piece]) -> list[Piece]:
        """In a list, a part that lacks the head of the next: 失业、困难人员."""
        for at in range(len(pieces) - PAIR):
            one, joint, two = pieces[at : at + TRIPLE]
            if not joint.has("join") or one.has("quote"):
                continue
            for head in wording()["persons"]:
                forms = self.glossary.forms(one.zh + head) if two.zh.endswith(head) else {}
                if "term" in forms:
                    pieces[at] = Piece(one.zh, forms)
        return pieces

    def _opened(self, pieces: list[Piece]) -> list[Piece]:
        """In a list, the last term parted if its head is meant for all: 工业、制造业投资."""
        if len(pieces) < TRIPLE or not any(piece.has("join") for piece in pieces):
            return pieces
        behind = pieces[-1:] if pieces[-1].zh in wording()["rates"] else []
        pieces = pieces[: len(pieces) - len(behind)]
        last = pieces[-1]
        if not last.has("term") or last.has("quote", *PREPOSITIONS):
            return [*pieces, *behind]
        quantities = wording()["quantities"]
        lone = pieces[-TRIPLE].has("adj") and not pieces[-TRIPLE].has(*NOMINAL)
        for at in range(1, len(last.zh)):
            left, right = self.glossary.forms(last.zh[:at]), self.glossary.forms(last.zh[at:])
            if lone and "adj" in left and "term" in right:  # 领航级、卓越级智能工厂
                return [*pieces[:-1], Piece(last.zh[:at], left), Piece(last.zh[at:], right)]
            others = any(piece.zh.endswith((last.zh[at:], *quantities)) for piece in pieces[:-1])
            if left.keys() & {"term", "name"} and right.keys() & set(PREPOSITIONS) and not others:
                parts = [Piece(last.zh[:at], left), Piece(last.zh[at:], right)]
                return [*pieces[:-1], *parts, *behind]
        return [*pieces, *behind]

    def _firm(self, name: str, ending: Piece) -> Piece:
        """A company by the pinyin of its name: 信发集团 is Xinfa Group."""
        return Piece(
            name + ending.zh,
            {"name": f"{pinyin(name)} {ending.forms['company']}", "firm": ""},
        )

    def _site(self, name: str, head: Piece) -> Piece:
        """A road, a dam, a park by the pinyin of its name: 宁盐高速 is Ningyan Expressway."""
        said = wording()["named_heads"][head.zh].format(pinyin(name))
        return Piece(name + head.zh, {"term": said, "attr": said, "region": ""})

    def say(self, text: str) -> str:
        """The phrase as it stands inside a sentence."""
        whole = self.glossary.forms(text)
        for kind in ("term", "name", "phrase"):
            if kind in whole:
                return whole[kind]
        if not HAN.search(text):
            return text.translate(MARKS)
        if said := self._patterned(text):
            return said
        pieces = self._rated(text) or self.pieces(text)
        if doubtful_pieces(pieces):
            self.doubt()
        return str(self.composer().phrase(pieces))

    def counted(self, text: str, unit: str) -> str:
        """The label by what its unit counts (label_patterns.tsv); empty if that says nothing."""
        kind = counted_kind(unit) if text not in self.glossary.extra else ""
        return self._fitted(text, patterns(kind)) if kind else ""

    def _patterned(self, text: str) -> str:
        """The label by a pattern of label_patterns.tsv; empty if it fits none."""
        return self._fitted(text, patterns())

    def _fitted(self, text: str, rows: tuple[tuple[re.Pattern[str], str], ...]) -> str:
        for pattern, english in rows:
            match = pattern.fullmatch(text)
            if match:
                where = pattern.groupindex.get("where", 0)
                return english.format(
                    *(
                        self._where(part) if at == where else self._part(part)
                        for at, part in enumerate(match.groups(""), 1)
                    )
                )
        return ""

    def _rated(self, text: str) -> list[Piece]:
        """A label known whole, or of a pattern, with a share of it behind: 东盟出口占全省比重."""
        match = _rates().fullmatch(text)
        whole = match and self.glossary.forms(match[1]).get("phrase")
        whole = (whole or "").removesuffix(f", {wording()['cumulative']}")
        if "(" in whole or "," in whole:
            whole = ""  # with a bracket or a tail it is no noun
        said = match and (whole or self._patterned(match[1]))
        if not match or not said:
            return []
        known = whole.startswith("the ")  # as one of its kind: the primary industry
        term = said if known else parted(said)[1]
        return [Piece(match[1], {"term": term}), *self.pieces(match[2])]

    def _part(self, text: str) -> str:
        """What a pattern found: a place there is a place, not a label that says nothing else."""
        forms = self.glossary.forms(text)
        alone = forms.get("phrase", "").partition(" (")[0] or forms.get("post", "")  # 在川
        return names.places().get(text) or alone or (text and self.say(text))

    def _where(self, text: str) -> str:
        """A list of places, of which a county may stand without 县: 麻江、凯里."""
        parts = [part for part in re.split(wording()["place_list"], text) if part]
        return joined([names.place_of(part) or self.sound(part) for part in parts])

    def composer(self) -> Composer:
        """The rules of composition, reporting to this translator."""
        return Composer(self.enclosed, self.sound, self.doubt)

    def enclosed(self, text: str) -> str:
        """What stands in quotes or brackets; one word there need not be a noun."""
        before = self.unsure
        said = self._branded(text) or self._coined(text) or self.say(text)
        if len(cut(text, self.glossary, names.places())) == 1:
            self.unsure = before
        return said

    def _coined(self, text: str) -> str:
        """A name of unknown words of which the dictionary lacks one, in pinyin: “嬷嬷灯”."""
        pieces = self.pieces(text)
        if not all(piece.has("unknown") for piece in pieces) or all(
            in_words(piece.zh) for piece in pieces
        ):
            return ""
        self.missing.append(text)
        return pinyin(text)

    def _branded(self, text: str) -> str:
        """A place and one noun in quotes as a name: “上海标准” is "Shanghai Standards"."""
        pieces = self.pieces(text)
        if len(pieces) != PAIR or not pieces[0].has("place") or not pieces[1].has("term", "of"):
            return ""
        word = parted(self.composer().word(pieces[1]))[1]
        return " ".join([pieces[0].forms["name"], *(capital(part) for part in word.split())])

    def doubt(self) -> None:
        """Note that the English is composed beyond what the rules are good for."""
        self.unsure = True

    def sound(self, word: str) -> str:
        """The unknown word, noted as missing: an ordinary one by the dictionary, or in pinyin."""
        self.missing.append(word)
        return in_words(word) or pinyin(word)


def translate_label(zh: str, glossary: Glossary, unit: str = "") -> Rendering:
    """The English of an indicator label in sentence case, without any Chinese character.

    A phrase the glossary holds whole is taken as it is; otherwise its terms are composed by the
    rules of grammar.py. Unknown words stand in pinyin, and `covered` is False. The `unit` of the
    figure says what is counted where the label does not: 培训 of 1200人 are people trained.
    """
    translator = Translator(glossary)
    text = without_whole(unnumbered(tidy(zh)[:LONGEST]))
    alone = glossary.forms(text).get("phrase", "")  # with its abbreviation, if it has one
    inside = cleaned(translator.counted(text, unit) or alone or translator.say(text))
    missing = tuple(dict.fromkeys(translator.missing))
    unsure = translator.unsure or doubtful_label(text) or doubtful_text(inside)
    unsure = unsure or "place" in glossary.forms(text) or lost(text, inside)
    if unsure and not missing and not _whole(text, glossary):
        missing = (text,)  # the phrase as a whole is what an editor must say
    return Rendering(capital(parted(inside)[1]), not missing and bool(inside), missing, inside)


def _names(pieces: list[Piece]) -> bool:
    """Whether the pieces end in a name that no list holds; 通 of 通客车村 is none, nor 涉恶集团."""
    if not pieces or not pieces[-1].has("unknown"):
        return False
    return len(pieces[-1].zh) > 1 and not pieces[-1].zh.startswith(tuple(wording()["nameless"]))


def _christened(pieces: list[Piece], head: Piece) -> bool:
    """Whether the pieces end in a name that no dictionary has either, of what always bears one."""
    if not pieces or head.zh not in wording()["named_heads"]:
        return False
    return pieces[-1].forms == UNKNOWN and len(pieces[-1].zh) <= WORD and _names(pieces)


def _whole(text: str, glossary: Glossary) -> bool:
    """Whether the glossary has the label as it is."""
    kinds = glossary.forms(text).keys()
    return "place" not in kinds and bool(kinds & {"term", "name", "phrase"})


def known_terms(text: str, glossary: Glossary) -> dict[str, list[str]]:
    """The nouns of the glossary and the places in the text, each with what it may be in English."""
    kinds = ("term", "name", "attr", "adj", *PREPOSITIONS)
    return {
        piece.zh: list(dict.fromkeys(piece.forms[kind] for kind in kinds if piece.forms.get(kind)))
        for piece in cut(tidy(text)[:LONGEST], glossary, names.places())
        if piece.has("term", "name", *PREPOSITIONS) and HAN.search(piece.zh)
    }


@cache
def _rates() -> re.Pattern[str]:
    return re.compile(wording()["rated"])


def cleaned(text: str) -> str:
    """The text with English punctuation, single spaces and no Chinese character."""
    text = CHINESE.sub(" ", text.translate(MARKS))
    return BEFORE_MARK.sub(r"\1", SPACES.sub(" ", text)).strip(" ,;:")
