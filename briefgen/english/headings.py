"""Headings by pattern: the patterns of headings.toml, slogans, and words that lead a clause."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from briefgen.english.glossary import PREPOSITIONS, Glossary
from briefgen.english.inflect import ADVERBS, capital, gerund, parted
from briefgen.english.phrases import TRIPLE, determined, joined, wording
from briefgen.english.pieces import JOINT
from briefgen.lexicon import compiled, load_toml

Say = Callable[[str], str]  # a clause in English
WIDE = re.compile(r"(?:\(\?:[^()]*\)\?)*\((?:\.|\[\^)")
SMALL = frozenset({*PREPOSITIONS, "and", "or", "the", "a", "an"})  # in a title
NOUN = "<noun>"  # in a pattern: no verb may stand here
WHERE = "data/headings.toml"
LONGEST_SLOGAN = 12
LONGEST_LEAD = 5  # characters of a word that says how, before a heading of the glossary


class Part(str):
    """A part of a heading in a pattern: {0:bare} is without its article, {0:name} a title."""

    __slots__ = ()

    def __format__(self, how: str) -> str:
        """The part as something known (the modern system, not a), or without its article."""
        article, rest = parted(self)
        if how == "bare":
            return rest
        if how == "name":
            words = (word if word in SMALL else capital(word) for word in rest.split())
            return capital(" ".join(words))
        return f"the {rest}" if article.startswith("a") else str(self)


def patterned(text: str, say: Say, *, wide: bool) -> str:
    """The clause by a pattern of headings.toml; `wide` for those that begin with any words."""
    for pattern, english, begins in _patterns():
        match = pattern.fullmatch(text) if begins == wide else None
        if match:
            return english.format(*(Part(say(part)) for part in match.groups()))
    return ""


def slogan(text: str, glossary: Glossary) -> str:
    """Verbs of one character with nouns of two: 扩内需稳增长; empty if the text is none of it."""
    verbs: dict[str, str] = wording()["slogans"]
    said = []
    if all(len(part) == TRIPLE for part in text.split(JOINT.zh)):
        text = text.replace(JOINT.zh, "")
    for at in range(0, len(text), TRIPLE):
        whole = glossary.forms(text[at : at + TRIPLE]).get("theme")
        if whole and len(text) > TRIPLE:
            said.append(whole)
            continue
        noun = _plain_noun(glossary.forms(text[at + 1 : at + TRIPLE]))
        if len(text) > LONGEST_SLOGAN or text[at] not in verbs or not noun:
            return ""
        said.append(f"{gerund(verbs[text[at]])} {noun}")
    return joined(said)


def _plain_noun(forms: dict[str, str]) -> str:
    """The noun of the forms as the object of a verb: the foundation, but quality."""
    noun = next((forms[kind] for kind in ("term", *PREPOSITIONS) if kind in forms), "")
    needs_article = noun in determined()["words"] and noun not in determined()["of"]
    return f"the {noun}" if needs_article else noun


def led(text: str, glossary: Glossary, say: Say) -> str:
    """A clause after a word that says how, or that leads: 更大力度提振消费, 着力扩内需."""
    for length in range(min(LONGEST_LEAD, len(text) - 1), 1, -1):
        lead, rest = glossary.forms(text[:length]), text[length:]
        longer = (glossary.forms(text[:end]) for end in range(length + 1, length + LONGEST_LEAD))
        if any(forms.keys() & {"term", "attr", "verb"} for forms in longer):
            return ""  # 高质量发展, 深入推进
        if "adv" in lead and _opens(rest, glossary):
            return put(lead["adv"], say(rest))
        said = glossary.forms(rest).get("theme") or (lead and slogan(rest, glossary))
        if said and "verb" in lead:
            verb = gerund(lead["verb"])
            echo = verb.endswith(" on") and said.startswith(verb)
            leads = verb.endswith(" on") or len(rest) > TRIPLE
            return said if echo else f"{verb} {said}" if leads else ""
    return ""


def _opens(text: str, glossary: Glossary) -> bool:
    """Whether the text is a heading of the glossary, or begins with a word that is only a verb."""
    if "theme" in glossary.forms(text) or slogan(text, glossary):
        return True
    for length in range(LONGEST_LEAD, 1, -1):
        forms = glossary.forms(text[:length]) if len(text) > length else {}
        if forms:
            return "verb" in forms
    return False


def put(adverb: str, said: str) -> str:
    """The clause with its adverb: in front if it is one word, behind if it is a phrase."""
    front = adverb.endswith("ly") or adverb in ADVERBS
    return f"{adverb} {said}".strip() if front else f"{said} {adverb}".strip()


@cache
def _patterns() -> list[tuple[re.Pattern[str], str, bool]]:
    """The patterns with their English, and whether they begin with any words at all."""
    table = load_toml("headings")
    return [
        (
            compiled(row["zh"].replace(NOUN, table["words"]["noun"]), WHERE),
            row["en"],
            bool(WIDE.match(row["zh"])),
        )
        for row in table["headings"]
    ]
