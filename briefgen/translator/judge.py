"""Which answers of a translator are worth an editor's look; all others are as if never given."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefgen.english import known_terms, singular, translate_label
from briefgen.lexicon import load_toml

if TYPE_CHECKING:
    from briefgen.english import Glossary

PLAIN = re.compile(r"[A-Za-z0-9 ,&'\"()%./+-]+")
NUMBER = re.compile(r"\d+(?:[,.]\d+)*")
WORD = re.compile(r"[a-z0-9][a-z0-9&'-]*")
SENTENCE = re.compile(r"[.!?](?:\s|$)|[a-z]{2}\.[A-Za-z]|//")
QUOTES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-"})
PAIR = 2  # a character may stand in any word; two are a term


def cleaned(answer: str) -> str:
    """The answer with plain signs, without the space and the full stop around it."""
    text = answer.strip().translate(QUOTES)
    text = text.removesuffix(".").strip()
    inner = text[1:-1]
    return inner if text[:1] == text[-1:] == '"' and inner and '"' not in inner else text


def fault(zh: str, english: str, glossary: Glossary) -> str:
    """Why the English cannot be the label `zh`; empty if nothing speaks against it."""
    words = load_toml("translator")
    lower = english.lower()
    faults = {
        "it says nothing": not re.search("[A-Za-z]{2}", english),
        "it holds signs that no label has": not PLAIN.fullmatch(english),
        "it is longer than a label": len(english) > max(words["least"], words["each"] * len(zh)),
        "it is no label but talk": SENTENCE.search(english)
        or any(word in lower for word in words["talk"]),
        "its quotes or brackets do not close": english.count('"') % 2
        or english.count("(") != english.count(")"),
    }
    if found := next((reason for reason, holds in faults.items() if holds), ""):
        return found
    if numbers(english) != numbers(translate_label(zh, glossary).text):
        return "its numbers are not those of the label"
    return _lost(zh, lower, glossary)


def numbers(text: str) -> list[str]:
    """The numbers of a text in ascending order, those in words too."""
    known: dict[str, int] = load_toml("translator")["numbers"]
    spelled = [str(known[word]) for word in WORD.findall(text.lower()) if word in known]
    return sorted([number.replace(",", "") for number in NUMBER.findall(text)] + spelled)


def _lost(zh: str, lower: str, glossary: Glossary) -> str:
    """Which term of the glossary the English does not keep; empty if it keeps all."""
    said = _stems(lower)
    for term, forms in known_terms(zh, glossary).items():
        if len(term) >= PAIR and not any(_stems(form.lower()) <= said for form in forms):
            return f"{term} is not said as in the glossary ({forms[0]})"
    return ""


def _stems(text: str) -> set[str]:
    """The words of the text in the singular, without those that say nothing by themselves."""
    small = load_toml("translator")["small"]
    return {singular(word) for word in WORD.findall(text) if word not in small}
