"""Forms of English words that composition needs: singular, -ing, participle, capitals."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from briefgen.lexicon import load_toml

if TYPE_CHECKING:
    from collections.abc import Callable

VOWELS = "aeiou"
SHORT_STEM = 3
CONJUNCTIONS = ("and", "or")
ADVERBS = ("further", "better")
NAME = re.compile(r"[A-Z][a-z'’]")
PARTS = re.compile(r" (?:and|or|of|in|for|to|with|on|at|from|by|under|over|as|such) |,| \(")
ACRONYM = re.compile(r"[A-Z0-9][A-Z0-9&/-]*s?$|[A-Za-z]*\d|[A-Z]\b")


@cache
def singular(noun: str) -> str:
    """The noun phrase with its last word in the singular, as it stands before another noun."""
    head, space, last = noun.rpartition(" ")
    words = _table()
    if last in words["mass"] or last.lower() in words["mass"]:
        return noun
    if last in words["singulars"]:
        return head + space + str(words["singulars"][last])
    if last.endswith("ies") and len(last) > SHORT_STEM + 1:
        last = last[:-3] + "y"
    elif last.endswith(("sses", "xes", "ches", "shes", "zzes")):
        last = last[:-2]
    elif last.endswith("s") and not last.endswith(("ss", "us", "is", "ics")):
        last = last[:-1]
    return head + space + last


def plural(noun: str) -> bool:
    """Whether the noun phrase is of several, by the noun before its `of`, `in`, `for`."""
    head = PARTS.split(noun, maxsplit=1)[0]
    last = head.rpartition(" ")[2].rstrip('")')
    return last.endswith("s") or last in _table()["several"]


@cache
def gerund(verb: str) -> str:
    """The verb phrase in -ing: `put into use` -> `putting into use`."""
    return _each(verb, _gerund)


@cache
def participle(verb: str) -> str:
    """The verb phrase as past participle: `build and expand` -> `built and expanded`."""
    return _each(verb, _participle)


def _each(phrase: str, change: Callable[[str], str]) -> str:
    """Every verb of the phrase changed: the first word after the start, a comma, `and` or `or`."""
    words = phrase.split(" ")
    due = True
    for index, word in enumerate(words):
        if word in CONJUNCTIONS:
            due = True
        elif due and word not in ADVERBS and not (word.endswith("ly") and word not in _verbs()):
            bare = word.rstrip(",")
            words[index] = change(bare) + word[len(bare) :]
            due = word.endswith(",")
    return " ".join(words)


def _verbs() -> dict[str, list[str]]:
    """The verbs whose forms english.toml gives; those in -ly are no adverbs: apply, rely."""
    verbs: dict[str, list[str]] = _table()["verbs"]
    return verbs


def _gerund(word: str) -> str:
    irregular: dict[str, list[str]] = _table()["verbs"]
    if word in irregular:
        return irregular[word][0]
    if word.endswith("ie"):
        return word[:-2] + "ying"
    if word.endswith("e") and not word.endswith(("ee", "oe", "ye")):
        return word[:-1] + "ing"
    return word + "ing"


def _participle(word: str) -> str:
    irregular: dict[str, list[str]] = _table()["verbs"]
    if word in irregular:
        return irregular[word][1]
    if word.endswith("e"):
        return word + "d"
    if word.endswith("y") and word[-2:-1] not in VOWELS:
        return word[:-1] + "ied"
    return word + "ed"


def parted(noun: str) -> tuple[str, str]:
    """The article of a noun phrase (`the `, `a `, or nothing) and the rest of it."""
    for article in ("the ", "a ", "an "):
        if noun.startswith(article):
            return article, noun.removeprefix(article)
    return "", noun


def lowered(text: str) -> str:
    """The phrase as it stands inside a sentence; names and acronyms keep their capitals."""
    if not text[:1].isupper():
        return text
    first = text.split(maxsplit=1)[0]
    if ACRONYM.match(first) or first.split("-")[0] in _table()["proper"]:
        return text
    if named(text):
        return text
    return text[0].lower() + text[1:]


def named(text: str) -> bool:
    """Whether the phrase is written like a title: a capitalised word after its first."""
    return any(NAME.match(word.lstrip('("')) for word in text.split()[1:])


def capital(text: str) -> str:
    """The phrase with a capital at its start, after an opening quote if it has one."""
    for index, char in enumerate(text):
        if char.isalpha():
            return text[:index] + char.upper() + text[index + 1 :]
        if char.isdigit():
            return text
    return text


def _table() -> dict[str, Any]:
    table: dict[str, Any] = load_toml("english")["inflection"]
    return table
