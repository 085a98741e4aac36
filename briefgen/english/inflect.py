"""Forms of English words that composition needs: singular, -ing, participle, capitals."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from briefgen.lexicon import load_toml

VOWELS = "aeiou"
SHORT_STEM = 3
NAME = re.compile(r"[A-Z][a-z'’]")
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


@cache
def gerund(verb: str) -> str:
    """The verb phrase with its first word in -ing: `put into operation` -> `putting into …`."""
    first, space, rest = verb.partition(" ")
    irregular: dict[str, list[str]] = _table()["verbs"]
    if first in irregular:
        stem = irregular[first][0]
    elif first.endswith("ie"):
        stem = first[:-2] + "ying"
    elif first.endswith("e") and not first.endswith(("ee", "oe", "ye")):
        stem = first[:-1] + "ing"
    else:
        stem = first + "ing"
    return _also(stem + space + rest, gerund)


@cache
def participle(verb: str) -> str:
    """The verb phrase with its first word as past participle: `build` -> `built`."""
    first, space, rest = verb.partition(" ")
    irregular: dict[str, list[str]] = _table()["verbs"]
    if first in irregular:
        stem = irregular[first][1]
    elif first.endswith("e"):
        stem = first + "d"
    elif first.endswith("y") and first[-2:-1] not in VOWELS:
        stem = first[:-1] + "ied"
    else:
        stem = first + "ed"
    return _also(stem + space + rest, participle)


def _also(phrase: str, change: Any) -> str:  # noqa: ANN401
    """The second verb of "strengthen and expand" in the same form."""
    first, joint, rest = phrase.partition(" and ")
    return f"{first} and {change(rest)}" if joint and rest.split()[0] in _table()["pairs"] else phrase


def lowered(text: str) -> str:
    """The phrase as it stands inside a sentence; names and acronyms keep their capitals."""
    words = text.split()
    if not words or not text[0].isupper():
        return text
    first = words[0]
    if ACRONYM.match(first) or first in _table()["proper"]:
        return text
    if any(NAME.match(word.lstrip('("')) for word in words[1:]):
        return text
    return text[0].lower() + text[1:]


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
