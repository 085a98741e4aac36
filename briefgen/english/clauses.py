"""Labels that are clauses in Chinese: shares, running totals, verbs with what they act on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefgen.english.compounds import modified
from briefgen.english.phrases import (
    NOMINAL,
    PAIR,
    TRIPLE,
    Composer,
    Phrase,
    Pieces,
    after,
    done_form,
    index_of,
    joined,
    joint,
    trimmed,
    wording,
)
from briefgen.english.relatives import clause

if TYPE_CHECKING:
    from briefgen.english.pieces import Piece


def bracketed(composer: Composer, pieces: Pieces, depth: int) -> Phrase | None:
    """X(Y): the phrase with its bracket behind."""
    last = pieces[-1]
    if len(pieces) < PAIR or not last.has("bracket") or last.has("term"):
        return None
    head = composer.phrase(pieces[:-1], depth)
    return replace(head, post=(*head.post, composer.word(last)))


def cumulative(composer: Composer, pieces: Pieces, depth: int) -> Phrase | None:
    """累计 anywhere outside a term says that the number is a running total."""
    at = index_of(pieces, "cumulative")
    if at is None or len(pieces) == 1:
        return None
    rest = composer.phrase([*pieces[:at], *pieces[at + 1 :]], depth)
    return replace(rest, tail=wording()["cumulative"])


def shared(composer: Composer, pieces: Pieces, depth: int) -> Phrase | None:
    """X占Y比重: X as a share of Y."""
    at = index_of(pieces, "share")
    if not at:
        return None
    rest = list(pieces[at + 1 :])
    while rest and rest[-1].has("shares"):
        rest.pop()
    while rest and rest[-1].has("de"):
        rest.pop()
    subject = composer.phrase(pieces[:at], depth)
    if not rest:
        return Phrase("the share", post=(f"of {subject}",))
    if aim := wording()["aims"].get("".join(piece.zh for piece in rest)):
        return after(subject, f"{wording()['share_of']} {aim}")
    if all(piece.has("adj", "post") and not piece.has("term") for piece in rest):
        known = wording()["wholes"].get(rest[-1].zh)
        said = known or " ".join(piece.forms.get("adj", "") for piece in rest)
        return after(subject, f"{wording()['share_of']} {wording()['total'].format(said)}")
    whole = str(composer.phrase(rest, depth))
    if whole.startswith(wording()["total_value"]):
        whole = f"the {whole}"
    return after(subject, f"{wording()['share_of']} {whole}")


def pulled(composer: Composer, pieces: Pieces, depth: int) -> Phrase | None:
    """X拉动Y增长: contribution of X to growth of Y; 带动Y: Y driven, not all of Y."""
    at = index_of(pieces, "pull")
    if at == 0 and len(pieces) > 1 and not pieces[0].has("term"):
        if pieces[1].has("place"):
            composer.doubt()  # 带动陕西进出口: by what?
        return after(composer.phrase(pieces[1:], depth), wording()["driven"])
    if not at or at > len(pieces) - PAIR or not pieces[-1].zh.endswith(tuple(wording()["growing"])):
        return None
    subject = composer.phrase(pieces[:at], depth)
    return Phrase(
        wording()["contribution"].format(
            subject=subject, object=_growth(composer, pieces[at + 1 :], depth)
        )
    )


def _growth(composer: Composer, pieces: Pieces, depth: int) -> str:
    """GDP增长: GDP growth; 全市投资增长: growth of investment in the city."""
    if not pieces[-1].has("growth") or len(pieces) == 1:
        return str(composer.phrase(pieces, depth))  # 全市经济增长, a term of its own
    thing = composer.phrase(pieces[:-1], depth)
    short = thing.bare and len(str(thing).split()) == 1
    return str(wording()["growth_in" if short else "growth_of"].format(object=thing))


def included(composer: Composer, pieces: Pieces, depth: int) -> Phrase | None:
    """入选X without 的: a trailing noun is the head, otherwise the membership itself is said."""
    if not pieces[0].has("rel") or len(pieces) < PAIR:
        return None
    last = pieces[-1]
    if len(pieces) > PAIR and last.zh in wording()["members"]:
        return after(Phrase(composer.word(last)), clause(composer, pieces[:-1], depth))
    if pieces[0].zh not in wording()["inclusive"]:
        composer.doubt()
    return Phrase(clause(composer, pieces, depth))


def beneficiary(composer: Composer, pieces: Pieces, depth: int) -> Phrase | None:
    """为X节省Y: Y saved for X."""
    if not pieces[0].has("benefit") or pieces[0].has("term"):
        return None
    at = next((i for i in range(2, len(pieces) - 1) if pieces[i].has("done", "verb")), None)
    if at is None:
        return None
    thing = composer.phrase(pieces[at + 1 :], depth)
    return after(thing, f"{done_form(pieces[at])} for {composer.phrase(pieces[1:at], depth)}")


def toward(composer: Composer, pieces: Pieces, depth: int) -> Phrase | None:
    """对X出口: exports to X; S对X进出口: … of S with X; X对Y贡献率: contribution rate of X to Y."""
    head = pieces[-1]
    at = index_of(pieces, "toward")
    if at and at < len(pieces) - PAIR and wording()["contribution_head"] in head.zh:
        giver, gain = (
            composer.phrase(pieces[:at], depth),
            composer.phrase(pieces[at + 1 : -1], depth),
        )
        return Phrase(composer.word(head), post=(f"of {giver} to {gain}",))
    if at and at == len(pieces) - PAIR and wording()["contribution_head"] in head.zh:
        rate, to, whole = composer.word(head).partition(" to ")
        return Phrase(rate, post=(f"of {composer.phrase(pieces[:at], depth)}", to.strip(), whole))
    if at is None or pieces[at].has("term") or len(pieces) < at + TRIPLE:
        return None
    if at and not head.zh.endswith(tuple(wording()["traded"])):
        return None
    link = "with" if head.zh.endswith(tuple(wording()["mutual"])) else "to"
    said = composer.phrase([*pieces[:at], head], depth) if at else Phrase(composer.word(head))
    return after(said, f"{link} {composer.phrase(pieces[at + 1 : -1], depth)}")


def fresh(composer: Composer, pieces: Pieces, depth: int) -> Phrase | None:
    """新 before a verb (新培育) as an adverb; the adjective 新增 is a glossary term."""
    first = pieces[0]
    if len(pieces) < PAIR or not first.has("fresh") or not pieces[1].has("done", "verb"):
        return None
    prep = joint(pieces[-1])
    if prep and len(pieces) > TRIPLE:  # the rate of newly issued loans
        inner = composer.phrase(pieces[:-1], depth)
        return Phrase(pieces[-1].forms[prep], post=(f"{prep} {inner}",))
    return acted(composer, pieces[1:], depth, adverb=wording()["newly"])


def acted(  # noqa: C901, PLR0911 - one return a form of clause
    composer: Composer, pieces: Pieces, depth: int, adverb: str = ""
) -> Phrase | None:
    """V X: X V-ed; S V X: X V-ed by S; X V: X V-ed."""
    at = verb_at(pieces)
    if at is None:
        return None
    end = _verbs_end(pieces, at)
    prep = joint(pieces[-1])
    if prep and 0 < at < len(pieces) - PAIR and all(p.has("count") for p in pieces[:at]):
        inner = composer.phrase(pieces[:-1], depth)
        return Phrase(pieces[-1].forms[prep], post=(f"{prep} {inner}",))
    if _under_way(pieces, at, end):
        return after(composer.phrase(pieces[end:-1], depth), wording()["ongoing"])
    verbs = joined([done_form(piece) for piece in pieces[at:end] if not piece.has("join")])
    verbs = f"{adverb} {verbs}".strip()
    if end == len(pieces):
        handed = pieces[at].zh in wording()["handing"] and _receives(pieces[at - 1].zh)
        if handed or all(piece.has("place", "region") for piece in pieces[:at]):
            composer.doubt()  # 五保对象发放, 西藏建成: of what, is not said
        return after(composer.phrase(pieces[:at], depth), verbs)
    if pieces[at].zh in wording()["making"] and pieces[-1].zh.endswith(tuple(wording()["ratios"])):
        composer.doubt()  # 建设开工率: a rate is not built
    thing = composer.phrase(pieces[end:], depth)
    if _unmakeable(pieces[at], pieces[end:]):
        composer.doubt()  # 新建投资, 新建凉州区
    subject = trimmed(pieces[:at])
    if not subject and adverb and end == at + 1 and " " not in done_form(pieces[at]):
        return replace(thing, pre=((1, verbs), *thing.pre))  # newly issued loans to enterprises
    if not subject:
        return _intended(composer, pieces, depth) or after(thing, verbs)
    subject = [piece for piece in subject if piece.zh not in wording()["manner"]]
    if not subject:
        return after(thing, verbs)
    if all(piece.has("count", "adj", "post") and not piece.has("term") for piece in subject):
        return modified(composer, list(subject), after(thing, verbs), depth)
    if _inert(subject[-1].zh) and pieces[at].zh not in wording()["giving"]:
        composer.doubt()  # 项目开工审批时间, 高标准农田涉及乡镇
    if subject[-1].has("adv"):
        verbs = f"{verbs} {subject[-1].forms['adv']}"
        subject = trimmed(subject[:-1])
        if not subject:
            return after(thing, verbs)
    return after(
        thing,
        f"{verbs} {place_word(subject[-1].zh, pieces[at].zh)} {composer.phrase(subject, depth)}",
    )


def _unmakeable(verb: Piece, thing: Pieces) -> bool:
    """Whether what is built is a place, or money: a label that lost what it is about."""
    if verb.zh not in wording()["making"]:
        return False
    money = len(thing) == 1 and thing[0].zh in wording()["unmade"]
    return money or all(piece.has("place") for piece in thing)


def _intended(composer: Composer, pieces: Pieces, depth: int) -> Phrase | None:
    """降低成本措施: measures to reduce costs."""
    said, verb, head = wording(), pieces[0], pieces[-1]
    if len(pieces) < TRIPLE or verb.zh not in said["ends"] or head.zh not in said["means"]:
        return None
    thing = composer.phrase(pieces[1:-1], depth)
    aim = said["in_order"].format(verb=verb.forms["verb"], thing=thing)
    return after(Phrase(composer.word(head)), aim)


def _verbs_end(pieces: Pieces, at: int) -> int:
    """Where the verbs in a row end: 新建、改建民宿, 建成投用X."""
    end = at + 1
    while end < len(pieces) - 1:
        step = PAIR if pieces[end].has("join") else 1
        verb = pieces[min(end + step - 1, len(pieces) - 1)]
        if end + step >= len(pieces) or not verb.has("done", "verb") or verb.has(*NOMINAL):
            break
        end += step
    return end


def _under_way(pieces: Pieces, at: int, end: int) -> bool:
    """推进X建设 and 重点推进X建设: what is counted is X."""
    said = wording()
    closes = len(pieces) - end > 1 and pieces[-1].zh in said["works"]
    moved = pieces[at].zh in said["advancing"]
    return closes and moved and all(piece.zh in said["manner"] for piece in pieces[:at])


def verb_at(pieces: Pieces) -> int | None:
    """Where the verb of a label stands: first, or after its subject, or at the end."""
    for index, piece in enumerate(pieces):
        if not piece.has("done", "verb"):
            continue
        if piece.has(*NOMINAL, "attr", "adj") and index > 0:
            continue
        if piece.has(*NOMINAL) and len(pieces) == 1:
            continue
        if piece.has(*NOMINAL) and len(pieces) == PAIR and _rated(pieces[-1]):
            continue  # 投资占比
        if len(pieces) > 1:
            return index
    return None


def _rated(piece: Piece) -> bool:
    """Whether the piece says a rate or a share, which nothing is done to."""
    return piece.zh in wording()["rates"]


def _inert(subject: str) -> bool:
    """Whether the subject is a thing that does nothing itself."""
    return subject.endswith(tuple(wording()["inert"]))


def _receives(subject: str) -> bool:
    """Whether these are persons or households, to whom things are handed."""
    return subject.endswith(tuple(wording()["receivers"]))


def place_word(subject: str, verb: str = "") -> str:
    """The preposition before who or what acted: at an event, in a place, by all others."""
    said = wording()
    if verb in said["handing"] and _receives(subject):
        return "to"
    if verb in said["giving"]:
        return "by"
    if subject.endswith(tuple(said["events"])):
        return "at"
    return "in" if subject.endswith(tuple(said["sites"])) else "by"
