"""The words around numbers: patterns, lists and single words of the data files, compiled once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

from briefgen.figures.sought import Expression, sought
from briefgen.lexicon import compiled, load_toml

if TYPE_CHECKING:
    from collections.abc import Iterable

Needing = TypeVar("Needing")

FILES = ("predicates", "indicators", "clauses")
LIST = re.compile(r"(?<!\?P)<\w+>")  # (?P<name> is a group of the expression itself, not a list


@dataclass(frozen=True, slots=True)
class Phrases:
    """What the data files say, by name.

    `patterns` are compiled expressions, `needs` the signs of which every match of some of them has
    one, and `hints` an expression for any such sign; `lists` the word lists, `sets` the same for
    looking words up, `words` single words; `heads` and `weak_heads` are the nouns that each
    classifier counts, `compounds` two subjects in a word.
    """

    patterns: dict[str, Expression]
    needs: dict[str, frozenset[str]]
    hints: dict[str, re.Pattern[str]]
    lists: dict[str, tuple[str, ...]]
    sets: dict[str, frozenset[str]]
    words: dict[str, str]
    heads: dict[str, re.Pattern[str]]
    compounds: dict[str, tuple[str, ...]]


def alternation(words: tuple[str, ...]) -> str:
    """An expression for any of `words`, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def phrases() -> Phrases:
    """The phrases of figures; raises LexiconError for a pattern that does not compile."""
    files = {name: load_toml(name) for name in FILES}
    lists = _lists(files)
    joined = {f"<{name}>": alternation(words) for name, words in lists.items()}
    joined["<joint_marks>"] = "".join(lists["joints"])
    joined |= {f"<{name}>": text for name, text in files["clauses"]["pieces"].items()}
    patterns: dict[str, Expression] = {}
    for name, content in files.items():
        for table in ("patterns", "status"):
            for key, text in content.get(table, {}).items():
                patterns[key] = sought(_compiled(text, joined, f"data/{name}.toml, {key}"))
    needs = files["clauses"]["needs"]
    return Phrases(
        patterns,
        {name: frozenset(signs) for name, signs in needs.items()},
        {name: re.compile(f"[{re.escape(signs)}]") for name, signs in needs.items()},
        lists,
        {name: frozenset(words) for name, words in lists.items()},
        files["clauses"]["words"],
        _heads(patterns["behind_noun"].pattern, joined["<joint_marks>"]),
        {word: tuple(both) for word, both in files["indicators"]["compounds"].items()},
    )


def may_match(name: str, text: str) -> bool:
    """Whether `text` has what every match of the pattern `name` needs; much faster than it."""
    return phrases().hints[name].search(text) is not None


def may_tell(name: str, sentence: str) -> bool:
    """The same of a whole sentence, which is asked for one thing after the other."""
    return name in tellable(sentence)


@lru_cache(maxsize=4)
def tellable(sentence: str) -> frozenset[str]:
    """The patterns of those with `needs` that may match in a part of `sentence`; few may."""
    asked = _needing()
    return frozenset().union(*map(asked.__getitem__, asked.keys() & signs_of(sentence)))


@cache
def _needing() -> dict[str, tuple[str, ...]]:
    """For each sign the names of the patterns that need it, or another."""
    return by_sign(phrases().needs.items())


def by_sign(needs: Iterable[tuple[Needing, Iterable[str]]]) -> dict[str, tuple[Needing, ...]]:
    """For each sign that something needs all that needs it: a text is asked for few signs."""
    found: dict[str, list[Needing]] = {}
    for one, signs in needs:
        for sign in signs:
            found.setdefault(sign, []).append(one)
    return {sign: tuple(ones) for sign, ones in found.items()}


@lru_cache(maxsize=4)  # a sentence is asked for one thing after the other
def signs_of(text: str) -> frozenset[str]:
    """The characters that `text` has."""
    return frozenset(text)


def _lists(files: dict[str, dict[str, Any]]) -> dict[str, tuple[str, ...]]:
    """All word lists: those of the table `lists`, and the lists that stand in a file directly."""
    out: dict[str, tuple[str, ...]] = {}
    for content in files.values():
        found = {**content, **content.get("lists", {})}
        out |= {name: tuple(words) for name, words in found.items() if isinstance(words, list)}
    return out


def _compiled(text: str, joined: dict[str, str], where: str) -> re.Pattern[str]:
    return compiled(LIST.sub(lambda match: joined.get(match[0], match[0]), text), where)


def _heads(predicate: str, joints: str) -> dict[str, re.Pattern[str]]:
    """For each classifier, an expression for the end of the noun that it counts.

    Short heads (行业) count only before a predicate, a joint or the end of the clause.
    """
    data = load_toml("units")
    out = {}
    for unit in {**data["heads"], **data["weak_heads"]}:
        parts = []
        if unit in data["heads"]:
            # 标准 ends a noun, not in 标准化养殖场
            parts.append(rf"(?:{alternation(tuple(data['heads'][unit]))})+(?![{data['suffixes']}])")
        if unit in data["weak_heads"]:
            weak = alternation(tuple(data["weak_heads"][unit]))
            parts.append(rf"(?:{weak})(?=$|{predicate}|{data['values']}|[{joints}])")
        out[unit] = re.compile("|".join(parts))
    return out
