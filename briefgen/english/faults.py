"""What shows by itself that a label was cut off, or that its English went wrong."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from briefgen.english.inflect import singular
from briefgen.english.phrases import TRIPLE, wording
from briefgen.lexicon import compiled, load_toml

CHAIN = 3  # so many "of" in a row
LONGEST = 150  # characters; a label of more is a sentence in disguise
OF = re.compile(r"(?<!Academy)(?<! out) of ")  # that of a name or of "out of" is none of a chain
SEVERAL = re.compile(r",| and | or | to ")  # in a list, or a ratio, words come again
# Words that make more than a row of nouns.
SMALL = {"of", "in", "for", "the", "a", "and", "to", "by", "per", "with", "on", "at", "as"}
WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")
BREAK = re.compile(
    r" as a share of | to growth of |^(?:the )?(?:growth rate|contribution|ratio) of "
    r"|^(?:de|in)crease in ",
    re.IGNORECASE,
)
BRACKETS = (("(", ")"), ("“", "”"), ("《", "》"))
LOOSE = re.compile(
    r"^(?:of|in|by|to|with|for|at|from|and|or|exceeding|than)\b"
    r"|\b(?:(?<!disposed )of|in|by|to|with|(?<!applied )for|at|from|and|or|than|the|a|as)$"
    r"|\b(?:of|the|a) (?:of|in|by|to|with|for|at|from|and)(?: |$)|\(\)|\"\""
    r"|\b(?:(?<!applied )for|in|by|with|from) (?:of|in|by|with|for|from)(?: |$)"
    r"|\b(\w+ing) on \1\b|\d per \d"
    r"|\b((?!water)\w{5,}) (?:completed )?in \2\b|[Cc]ontribution of the contribution"
    r"|\b(?:goods|digital economy|[Ww]holesale|[Rr]etail|[Aa]ccommodation|[Cc]atering)"
    r" above the designated"
    r"|\b(?:[Ee]xports exported|[Ii]mports imported)\b|\b[Nn]ew newly\b"
    r"|\b[Nn]ewly [a-z]+ newly\b"
    r"|\b(?!funds)(\w{4,}) of (?:the )?\3\b|\b(?:municipal|provincial|county|rural|urban) \d+\b"
    r"|\b(\w+ \w+) \4\b|continue to$|\bby newly built\b|\b(?:of|and) (?:of|and)\b"
    r"|[a-z]ed (?:built|put|set|run|held|spent|sent|given|[a-z]+ed)"
    r"(?=$|,| by | in | for | with | as | and )"
    r"|\b(?!better)(?P<again>\w{4,}) and (?P=again)$|\bpeople's people\b"
    r"|\b(?:built|put|held) [a-z]+ed$|\bin \d{1,2}$|\brate (?:built|started|completed)\b"
)


# A syllable of pinyin with a capital, not beside another name: Neng, Pian, but Hong Kong.
SYLLABLE = re.compile(
    r"(?<![A-Za-z'-])(?=[A-Z][a-z]{0,5}(?![A-Za-z'’-]))"
    r"((?:Zh|Ch|Sh|[BPMFDTNLGKHJQXRZCSYW])(?:[aeo]|ai|ei|ao|ou|ang?|eng?|ong|i[ae]?|iao|iu|iang?"
    r"|ing?|iong|u[aoe]?|uai|ui|uang?|un)|[AEO](?:i|o|u|ng?)?)(?![A-Za-z'’-])"
)


# A noun that is of itself: sales of housing sales, projects of projects; but funds of funds.
ECHO = re.compile(r"^(?:[\w-]+ ){0,2}(\w{5,}) of (?:[^,]*\b)?(?!funds)\1$", re.IGNORECASE)


def doubtful_label(zh: str) -> bool:
    """Whether the label shows by itself that it was cut off, or speaks of what it does not name."""
    if _cut_off().search(zh):
        return True
    return any(zh.count(left) != zh.count(right) for left, right in BRACKETS)


def doubtful_heading(zh: str) -> bool:
    """Whether the heading shows by itself that it was cut off: 高技术制造业保持."""
    return bool(_cut_heading().search(zh))


def lost(zh: str, text: str) -> bool:
    """Whether a word that must be heard in the English (english.toml, kept) is not."""
    return any(word.search(zh) and not said.search(text) for word, said in _kept())


def doubtful_text(text: str) -> bool:
    """Whether the English shows by itself that it went wrong."""
    if LOOSE.search(text):
        return True
    parts = BREAK.split(text)
    if any(len(part) > LONGEST or len(OF.findall(part)) >= CHAIN for part in parts):
        return True
    if any(ECHO.search(part) for part in parts) or _own_share(text):
        return True
    words = [word.lower() for word in WORD.findall(text)]
    if any(_repeats(part) for part in parts):
        return True
    return any(_echoes(words[at - 1], word) for at, word in enumerate(words) if at)


def spells_a_word(text: str) -> bool:
    """Whether one syllable of pinyin stands by itself in the text, as no name does.

    Neng transferred out of the city: it spells 能, for which the glossary has nothing.
    """
    return any(word not in _syllables_of_names() for word in SYLLABLE.findall(text))


@cache
def _syllables_of_names() -> frozenset[str]:
    """Words of one syllable that look like pinyin and are names or English: Hong, Miao, Can."""
    return frozenset(load_toml("english")["names_of_a_syllable"])


def _repeats(text: str) -> bool:
    """Whether words come twice in what is no list: homes for X people of X people.

    Three words, or two in a row of nouns only: public toilet rural public toilets.
    """
    if SEVERAL.search(text):
        return False
    words = [singular(word.lower()) for word in WORD.findall(text)]
    rows = list(zip(words, words[1:], words[2:], strict=False))
    pairs = [] if SMALL & set(words) else list(pairwise(words))
    return len(set(rows)) < len(rows) or len(set(pairs)) < len(pairs)


def _own_share(text: str) -> bool:
    """Whether something is said to be a share of itself."""
    part, share, whole = text.lower().removeprefix("the ").partition(" as a share of ")
    return bool(share) and part == whole.removeprefix("the ")


def _echoes(word: str, following: str) -> bool:
    """Whether the second says the first again: new new, chain chain-leading, jobs jobs."""
    return len(word) >= TRIPLE and singular(word) in (
        singular(following),
        following.split("-", maxsplit=1)[0],
    )


@cache
def _kept() -> list[tuple[re.Pattern[str], re.Pattern[str]]]:
    rows: dict[str, str] = load_toml("english")["kept"]
    return [
        (compiled(zh, "data/english.toml, kept"), re.compile(said, re.IGNORECASE))
        for zh, said in rows.items()
    ]


@cache
def _cut_heading() -> re.Pattern[str]:
    return re.compile(wording()["cut_heading"])


@cache
def _cut_off() -> re.Pattern[str]:
    return re.compile(wording()["cut_off"])
