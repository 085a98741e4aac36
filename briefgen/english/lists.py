"""Lists: A、B和C, with or without a head for all, and A、B等H."""

from __future__ import annotations

from dataclasses import replace

from briefgen.english.before import before_noun
from briefgen.english.compounds import compound, modified
from briefgen.english.glossary import PREPOSITIONS
from briefgen.english.inflect import parted, singular
from briefgen.english.phrases import (
    PAIR,
    Composer,
    Phrase,
    Pieces,
    after,
    joined,
    joint,
    trimmed,
    winding,
    wording,
)
from briefgen.english.pieces import JOINT, Piece


def listed(composer: Composer, pieces: Pieces, depth: int) -> Phrase | None:
    """A、B和C, with or without a shared head, and A、B等H."""
    groups, others = grouped(pieces)
    if others is not None:
        return examples(composer, groups, others, depth)
    if len(groups) < PAIR:
        return None
    common: list[Piece] = []
    measured = len(groups[-1]) > 1 and joint(groups[-1][-1])
    while not measured and len(groups[0]) > 1 and shared_front(groups[0][0], groups[1:]):
        common.append(groups[0].pop(0))
    head = (
        placed(composer, groups, depth)
        or summed(composer, groups, depth)
        or gathered(composer, groups, depth)
        or shared_head(composer, groups, depth)
    )
    if head is None:
        parts = [str(composer.phrase(group, depth)) for group in groups]
        head = Phrase(industries(parts))
    return modified(composer, common, head, depth)


def examples(
    composer: Composer, groups: list[list[Piece]], rest: list[Piece], depth: int
) -> Phrase:
    """A、B等H: H such as A and B; without a head: A, B and others."""
    common: list[Piece] = []
    while groups and len(groups[0]) > 1 and shared_front(groups[0][0], groups[1:]):
        common.append(groups[0].pop(0))
    parts = [str(composer.phrase(group, depth)) for group in groups]
    if not rest:
        text = (
            ", ".join([*parts, wording()["and_others"]])
            if len(parts) > 1
            else f"{parts[0]} {wording()['and_others']}"
        )
        return modified(composer, common, Phrase(text), depth)
    prep = joint(rest[-1])
    if prep and (len(rest) == 1 or not all(piece.has("adj") for piece in rest[:-1])):
        inner = (
            f"{', '.join(parts)} {wording()['and_others']}"
            if len(rest) == 1
            else str(examples(composer, groups, rest[:-1], depth))
        )
        core = Phrase(rest[-1].forms[prep], post=(f"{prep} {inner}",))
        return modified(composer, common, core, depth)
    if len(rest) > 1 and rest[-1].has("term") and rest[-2].has("term") and not _served(rest):
        within = examples(composer, groups, rest[:-1], depth)
        link = "in" if rest[-2].zh.endswith(tuple(wording()["fields"])) else "of"
        core = after(Phrase(composer.word(rest[-1])), f"{link} {within}")
        return modified(composer, common, core, depth)
    head = composer.phrase(rest, depth)
    return modified(composer, common, after(head, f"{wording()['such_as']} {joined(parts)}"), depth)


def _served(rest: list[Piece]) -> bool:
    """Whether its list is part of the head: 培训等就业服务 are services such as training."""
    return rest[-1].zh in wording()["purposes_of"]


def industries(parts: list[str]) -> str:
    """The list; if only its last is said with 产业, that holds for all: the A and B industries."""
    one, many = wording()["industry"]
    last = parts[-1]
    if last.startswith("the ") and last.endswith(one) and not any(one in p for p in parts[:-1]):
        bare = [*parts[:-1], last.removeprefix("the ").removesuffix(one).rstrip()]
        return f"the {joined(bare)} {many}"
    return joined(parts)


def placed(composer: Composer, groups: list[list[Piece]], depth: int) -> Phrase | None:
    """The quantity of several places, said of the last: 内江、眉山经济总量."""
    last = groups[-1]
    names = [group[0] for group in groups]
    if len(last) == 1 or any(len(group) > 1 for group in groups[:-1]):
        return None
    if not all(name.has("place") for name in names) and not _hosts(names, last[-1]):
        return None
    named = joined([composer.word(name) for name in names])
    link = "of" if joint(last[-1]) == "of" else "in"
    return after(composer.phrase(last[1:], depth), f"{link} {named}")


def _hosts(names: list[Piece], thing: Piece) -> bool:
    """Whether all of these have the thing, and none of them is one: 居住小区、行政村健身设施."""
    said = wording()
    kept = all(name.has("term") and name.zh.endswith(tuple(said["hosts"])) for name in names)
    return kept and thing.zh.endswith(tuple(said["fitted"]))


def summed(composer: Composer, groups: list[list[Piece]], depth: int) -> Phrase | None:
    """A、B、C三大H: the three H of A, B and C."""
    last = groups[-1]
    at = next((i for i, piece in enumerate(last) if i and piece.zh in wording()["summing"]), None)
    if at is None:
        return None
    members = [str(composer.phrase(group, depth)) for group in (*groups[:-1], last[:at])]
    rest = list(last[at + 1 :])
    prep = joint(rest[-1]) if len(rest) > 1 else None
    tail = rest.pop() if prep else None
    inner = after(composer.phrase([last[at], *rest], depth), f"of {joined(members)}")
    if tail is None:
        return replace(inner, core=f"the {inner.core}") if not inner.pre else inner
    return Phrase(tail.forms[str(prep)], post=(f"{prep} the {inner}",))


def gathered(composer: Composer, groups: list[list[Piece]], depth: int) -> Phrase | None:
    """X的A和B, where A and B are quantities of the same X: A and B of X."""
    heads = [group[-1] for group in groups]
    if len(groups[0]) < PAIR or any(len(group) > 1 for group in groups[1:]):
        return None
    if not all(joint(head) == "of" for head in heads):
        return None
    first = groups[0][:-1]
    if all(piece.has("adj", "post", "count") for piece in first):
        return None
    core = joined([head.forms["of"] for head in heads])
    return Phrase(core, post=(f"of {composer.phrase(first, depth)}",))


def shared_head(composer: Composer, groups: list[list[Piece]], depth: int) -> Phrase | None:
    """The list as modifiers of the last group's head, if the others cannot stand alone."""
    last = groups[-1]
    if len(last) < PAIR:
        return None
    head = last[-1]
    if _staffed(groups):
        inner = [piece for group in (*groups[:-1], last[:-1]) for piece in (*group, JOINT)]
        return after(Phrase(composer.word(head)), f"in {composer.phrase(inner, depth)}")
    preps = [kind for kind in PREPOSITIONS if head.has(kind)]
    others = groups[:-1]
    own = any(len(group) > 1 and group[-1].has(*PREPOSITIONS) for group in others)
    if preps and not own and not any(_equal(group[-1], head) for group in others):
        rest, near = last[:-1], []
        while len(rest) > 1 and rest[-1].has("adj") and not rest[-1].has("term"):
            near.append(rest.pop())
        inner = [piece for group in (*others, rest) for piece in (*group, JOINT)]
        belongs = composer.phrase(inner, depth)
        core = Phrase(head.forms[preps[0]], post=(f"{preps[0]} {belongs}",))
        core = _apart(composer, head, [*others, rest], depth) or core
        return modified(composer, near[::-1], core, depth)
    if any(
        group[-1].has("adj", "attr", "count") and not group[-1].has("term", "name", *PREPOSITIONS)
        for group in others
    ):
        parts = [attribute(composer, group, depth) for group in (*others, last[:-1])]
        return Phrase(composer.word(head), pre=((2, joined(parts)),))
    return None


def _apart(composer: Composer, head: Piece, groups: list[list[Piece]], depth: int) -> Phrase | None:
    """The growth rate of one quantity and that of another, each with its own "of" or "in"."""
    rates = head.has("of") and head.zh.endswith(tuple(wording()["growing"]))
    if not rates or len(groups) != PAIR or not all(_quantity(group[-1]) for group in groups):
        return None
    first, second = (composer.phrase(group, depth) for group in groups)
    if not any(winding(str(part)) for part in (first, second)):
        return None
    return Phrase(head.forms["of"], post=(f"of {first} and that of {second}",))


def _staffed(groups: list[list[Piece]]) -> bool:
    """Whether the last group is what all the institutions have: 医院、卫生院卫生技术人员."""
    said, last = wording(), groups[-1]
    institutions = tuple(said["institutions"])
    if not last[-1].zh.endswith(tuple(said["staffed"])) or not last[-2].zh.endswith(institutions):
        return False
    return all(group[-1].zh.endswith(institutions) for group in groups[:-1])


def attribute(composer: Composer, group: Pieces, depth: int) -> str:
    """The group as it stands before a noun."""
    if len(group) == 1:
        return before_noun(composer, group[0]) or composer.word(group[0])
    phrase = compound(composer, group, depth)
    return singular(parted(str(phrase))[1]) if phrase.bare else str(phrase)


def grouped(pieces: Pieces) -> tuple[list[list[Piece]], list[Piece] | None]:
    """The parts of a list, and what follows 等 (None if there is no 等)."""
    groups: list[list[Piece]] = [[]]
    for index, piece in enumerate(pieces):
        if piece.has("others") and not piece.has("term") and groups[-1]:
            return [g for g in groups if g], list(trimmed(pieces[index + 1 :]))
        if piece.has("join") and not piece.has("term"):
            groups.append([])
        else:
            groups[-1].append(piece)
    return [g for g in groups if g], None


def shared_front(piece: Piece, others: list[list[Piece]]) -> bool:
    """Whether a level or a number at the front of a list holds for all of it (省级以上A、B和C)."""
    if not piece.has("adj", "post", "count") or piece.has("term"):
        return False
    return not any(
        group[0].has("adj", "post", "count")
        and len(group) > 1
        and group[0].zh[-1:] == piece.zh[-1:]
        for group in others
    )


def _equal(piece: Piece, head: Piece) -> bool:
    """Whether the piece ranks with the head: a rate beside a rate, a quantity beside a quantity."""
    rates = tuple(wording()["rates"])
    return piece.zh.endswith(rates) if head.zh.endswith(rates) else _quantity(piece)


def _quantity(piece: Piece) -> bool:
    """Whether the piece is a quantity of its own: 产量, 游客人次; not a thing that has one."""
    return piece.has(*PREPOSITIONS) or piece.zh.endswith(tuple(wording()["quantities"]))
