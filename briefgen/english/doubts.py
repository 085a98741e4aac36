"""When the pieces of a label are not to be trusted: sentences, heaps of nouns, two verbs."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from briefgen.english.nominals import named_twice
from briefgen.english.phrases import NOMINAL, PAIR, TRIPLE, Pieces, trimmed, wording
from briefgen.english.pieces import OPEN

if TYPE_CHECKING:
    from briefgen.english.pieces import Piece

STANDING = ("attr", "phrase", "firm", "cumulative", "bracket", "whole", "size", "rate")
FIRST_THREE = 5  # pieces of three verbs with their joints


def doubtful_pieces(pieces: Pieces) -> bool:
    """Whether the pieces of a label are more than a noun phrase with one verb can hold."""
    every = trimmed(pieces)
    pieces = [piece for piece in every if set(piece.forms) != {"skip"}]
    if not pieces:
        return True
    if len(pieces) == 1:
        only = set(pieces[0].forms) in ({"attr"}, {"bracket"})  # (楼宇) lost what it goes with
        return only or _headless(pieces[0]) or pieces[0].has("place")
    verbs = [acts(piece) for piece in pieces]
    runs = _runs(pieces, verbs)
    if len(pieces) > 1 and pieces[-1].zh in wording()["uncounted"]:
        return True  # 试点覆盖: the number counts people whom the label does not name
    said = [piece for piece, verb in zip(pieces, verbs, strict=True) if verb]
    if runs > 1 or len(said) > TRIPLE or (verbs[-1] and any(p.has("join") for p in pieces)):
        return True
    if len(said) == TRIPLE and not _alternatives(pieces, verbs):
        return True
    tests = (
        _abroad,
        _uncountable,
        _late_count,
        _clashing,
        _nested,
        _verbal,
        _inserted,
        _crossed,
        named_twice,
        _related,
        _stray,
        _renewed,
        _spread_out,
        _bare,
        _invested,
        _backed,
        _purposeful,
        _chopped,
        _cased,
        _numbered,
    )
    return joined_inside(every) or any(test(pieces) for test in tests)


def _runs(pieces: Pieces, verbs: list[bool]) -> int:
    """How many rows of verbs there are; a joint between two verbs parts none: 制定、废止规章."""
    joints = {
        at
        for at in range(1, len(pieces) - 1)
        if pieces[at].has("join") and verbs[at - 1] and verbs[at + 1]
    }
    row = [verb or at in joints for at, verb in enumerate(verbs)]
    return sum(verb and not (at and row[at - 1]) for at, verb in enumerate(row))


def _alternatives(pieces: Pieces, verbs: list[bool]) -> bool:
    """Whether three verbs stand in a list at the front: 制定、修改、废止规章."""
    listed = all(pieces[at].has("join") for at in (1, 3) if at < len(pieces))
    return len(pieces) > FIRST_THREE and listed and all(verbs[at] for at in (0, 2, 4))


def doubtful_head(pieces: Pieces) -> bool:
    """Whether a phrase ends in a word that only describes: a level, a place, an area."""
    if not pieces or not _headless(pieces[-1]):
        return False
    if len(pieces) == 1 or not pieces[-2].has(*NOMINAL, *STANDING, "adj", "done", "verb"):
        return True
    return pieces[-1].has("adj") and pieces[-1].zh not in _fresh()


def acts(piece: Piece) -> bool:
    """Whether the piece can only be a verb here."""
    return piece.has("verb", "done", "rel") and not piece.has(
        *NOMINAL, "attr", "adj", "post", "whole", "adv"
    )


def _headless(piece: Piece) -> bool:
    if piece.has("others", "quote") or piece.zh[:1] in OPEN:
        return False
    return not piece.has(*NOMINAL, *STANDING)


def _uncountable(pieces: Pieces) -> bool:
    """一批营收: several of a quantity, from a label cut off too early."""
    several = any(piece.zh in wording()["several"] for piece in pieces[:-1])
    return several and pieces[-1].has("of") and not pieces[-1].has("term")


def _abroad(pieces: Pieces) -> bool:
    """在鄂投资企业: a place and what is done there, before who does it; a time is no place."""
    if len(pieces) < TRIPLE or not pieces[1].has("done", "verb"):
        return False
    return not pieces[0].forms.get("post", wording()["while"]).startswith(wording()["while"])


def _late_count(pieces: Pieces) -> bool:
    """A number inside the label that is no size class and no "three major industries"."""
    return any(
        piece.has("count")
        and not pieces[at - 1].has("adj", "post", "name", "join", "cumulative", "toward", "benefit")
        for at, piece in enumerate(pieces)
        if at and not piece.has("term") and piece.zh not in _summing()
        if not (at == 1 and pieces[0].has("verb", "done") and _unit(piece))
    )


def _unit(piece: Piece) -> bool:
    """Whether the number is one with its unit, which says what kind the things are: 110千伏."""
    said = piece.forms.get("count", "")
    return said[-1:].isalpha() and " " in said


def _clashing(pieces: Pieces) -> bool:
    """新增 says an increment and 累计 a total: no label means both."""
    return any(
        piece.has("cumulative") and at and pieces[at - 1].zh.startswith(_fresh())
        for at, piece in enumerate(pieces)
    )


def _nested(pieces: Pieces) -> bool:
    """Two 的, or two verbs before one: which of the two says what cannot be told."""
    paired = any(acts(one) and acts(two) for one, two in pairwise(pieces))
    at = next((at for at, piece in enumerate(pieces) if piece.has("de")), 0)
    if paired and at and not all(acts(piece) and not piece.has("rel") for piece in pieces[:at]):
        return True
    return sum(piece.has("de") and not piece.has("term") for piece in pieces) > 1


def joined_inside(pieces: Pieces) -> bool:
    """A word that says nothing at an edge (达到, 带动) joins two statements inside."""
    joins = any(
        piece.zh in wording()["joining"] and not piece.has(*NOMINAL, "attr", "share")
        for at, piece in enumerate(pieces[1:-1], 1)
        if not _valued(pieces, at)
    )
    return joins and not pieces[-1].zh.endswith(tuple(wording()["growing"]))


def _valued(pieces: Pieces, at: int) -> bool:
    """Whether the piece only links a quantity with its value before 的: 能力为100吨的生产线."""
    follow = pieces[at + 1 : at + 3]
    linked = pieces[at].zh in wording()["copulas"] and len(follow) == PAIR
    return linked and follow[0].has("count") and follow[1].has("de")


def _renewed(pieces: Pieces) -> bool:
    """新增 or a plan before a verb of change: what is improved was there before."""
    planned = wording()["planned"]
    return any(
        (one.zh.startswith(_fresh()) or one.zh.startswith(planned))
        and two.has("verb", "done")
        and two.zh in wording()["existing"]
        for one, two in pairwise(pieces[:-1])
    )


def _spread_out(pieces: Pieces) -> bool:
    """总投资建筑面积: an area of money, from a label that joins two."""
    areas = tuple(wording()["areas"])
    return any(
        one.zh.endswith(tuple(wording()["unmade"])) and two.zh.endswith(areas)
        for one, two in pairwise(pieces)
    )


def _bare(pieces: Pieces) -> bool:
    """Only words that describe (当年新增), or what is new of a share (新增占比)."""
    nouns = [piece for piece in pieces if not (piece.has("adj") and not piece.has("term", "name"))]
    new = any(piece.zh.startswith(_fresh()) for piece in pieces[:1])
    ratio = new and len(nouns) == 1 and nouns[0].zh in wording()["ratios"]
    return not nouns or ratio


def _invested(pieces: Pieces) -> bool:
    """上市公司投资企业: who invests in whom cannot be told from the order."""
    return any(
        two.zh == wording()["invests"] and three.zh.endswith(tuple(wording()["targets"]))
        for one, two, three in zip(pieces, pieces[1:], pieces[2:], strict=False)
        if one.zh.endswith(tuple(wording()["agents"])) and not two.has("whole")
    )


def _backed(pieces: Pieces) -> bool:
    """石化公司投资: whether by the company or in it cannot be told."""
    backers = tuple(wording()["backers"])
    return any(
        two.zh == wording()["invests"] and (one.has("firm") or one.zh.endswith(backers))
        for one, two in pairwise(pieces)
    )


def _purposeful(pieces: Pieces) -> bool:
    """科学研究开发机构: a verb before what it is for reads as if that did it."""
    last = pieces[-1]
    if len(pieces) < TRIPLE or not last.zh.endswith(tuple(wording()["purposes"])):
        return False
    return acts(pieces[-2]) and pieces[-2].has("verb") and not acts(pieces[0])


def _chopped(pieces: Pieces) -> bool:
    """建成|区绿地, 设|市城市: one character behind a verb, from a word cut in two."""
    return any(
        acts(one)
        and not one.has("rel")
        and len(two.zh) == 1
        and not two.has("join", "de", "count", "share")
        for one, two in pairwise(pieces[:-1])
    )


def _cased(pieces: Pieces) -> bool:
    """查处破坏林地案件: of two verbs before cases, the second is what the cases are of."""
    if not pieces[-1].zh.endswith(tuple(wording()["cases"])):
        return False
    return any(one.has("verb", "done") and acts(two) for one, two in pairwise(pieces[:-1]))


def _numbered(pieces: Pieces) -> bool:
    """03新建服务中心: the number of an item of a list, taken into the label."""
    first, second = pieces[0], pieces[1]
    return first.has("code") and first.zh.isdigit() and second.has("verb", "done", "adj")


def _verbal(pieces: Pieces) -> bool:
    """Two verbal nouns side by side (建设发展), or 新培育 before one more verb."""
    for one, two in pairwise(pieces):
        if one.has("verb") and two.has("verb") and not acts(one) and not acts(two):
            return True
        if one.forms.get("adj", "").startswith(wording()["newly"]) and acts(two):
            return True
    return False


def _inserted(pieces: Pieces) -> bool:
    """A bracket inside that names an alternative: 街区(厂区)改造."""
    inner = [piece for piece in pieces[1:-1] if piece.has("bracket") and not piece.has("term")]
    fit, same = tuple(wording()["inclusive"]), tuple(wording()["same_sector"])
    return any(not (piece.inner.startswith(fit) or piece.inner.endswith(same)) for piece in inner)


def _stray(pieces: Pieces) -> bool:
    """对 or 按 after a subject, where no rule says whom or what it is about: 财政对地区转移支付."""
    if any(piece.has("de") for piece in pieces) or wording()["contribution_head"] in pieces[-1].zh:
        return False
    traded = pieces[-1].zh.endswith(tuple(wording()["traded"]))
    return any(
        piece.has("toward", "basis") and not piece.has(*NOMINAL, "attr", "adj")
        for piece in pieces[1:]
        if not (traded and piece.has("toward"))
    )


def _related(pieces: Pieces) -> bool:
    """高标准农田涉及乡镇: two nouns with a relation between; either may be counted."""
    if any(piece.has("de") for piece in pieces):
        return False
    return any(piece.has("rel") and acts(piece) for piece in pieces[1:-1])


def _crossed(pieces: Pieces) -> bool:
    """An adjective behind a noun, which may belong to either side: 产业先进产能."""
    return any(
        two.has("adj")
        and not two.has("term", "done", "verb")
        and one.has("term", "attr")
        and not one.has("adj", "name", "post", "quote")
        and two.zh not in wording()["floating"]
        for one, two in pairwise(pieces)
    )


@cache
def _fresh() -> tuple[str, ...]:
    return tuple(wording()["fresh"])


@cache
def _summing() -> frozenset[str]:
    return frozenset(wording()["summing"])
