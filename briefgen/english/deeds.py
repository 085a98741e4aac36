"""Labels with a verb: what was built, by whom, what is newly so, what is done to what end."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefgen.english.compounds import modified
from briefgen.english.glossary import PREPOSITIONS
from briefgen.english.phrases import (
    NOMINAL,
    PAIR,
    TRIPLE,
    Composer,
    Phrase,
    Pieces,
    after,
    done_form,
    joined,
    joint,
    trimmed,
    wording,
)

if TYPE_CHECKING:
    from briefgen.english.pieces import Piece


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


def acted(  # noqa: PLR0911 - one return a form of clause
    composer: Composer, pieces: Pieces, depth: int, adverb: str = ""
) -> Phrase | None:
    """V X: X V-ed; S V X: X V-ed by S; X V: X V-ed."""
    at = verb_at(pieces)
    if at is None:
        return None
    end = _verbs_end(pieces, at)
    prep = joint(pieces[-1])
    counted = 0 < at < len(pieces) - PAIR and all(p.has("count") for p in pieces[:at])
    if prep and counted:
        return _of(pieces[-1], prep, composer.phrase(pieces[:-1], depth))
    if _under_way(pieces, at, end):
        return after(composer.phrase(pieces[end:-1], depth), wording()["ongoing"])
    said = wording()["set_up"] if _founded(pieces[at:]) else _deeds(pieces[at:end])
    verbs = f"{adverb} {said}".strip()
    if end == len(pieces):
        if _unsaid(pieces[:at], pieces[at]):
            composer.doubt()
        return after(composer.phrase(pieces[:at], depth), verbs)
    if prep and at and len(pieces) == end + 1 and _rated(pieces[-1]):
        done = after(composer.phrase(pieces[:at], depth), verbs)
        return _of(pieces[-1], prep, done)  # the growth rate of hogs slaughtered
    if _unmakeable(pieces[at], pieces[end:]):
        composer.doubt()  # 新建投资, 新建凉州区
    thing = composer.phrase(pieces[end:], depth)
    if trimmed(pieces[:at]):
        return _by(composer, list(trimmed(pieces[:at])), (pieces[at], verbs), thing, depth)
    if adverb and " " not in said:
        return replace(thing, pre=((1, verbs), *thing.pre))  # newly issued loans to enterprises
    return _intended(composer, pieces, depth) or after(thing, verbs)


def _deeds(verbs: Pieces) -> str:
    """The participles of the verbs; each thing had one of those that a list parts: 制定、废止."""
    if len(verbs) > 1 and verbs[0].zh in wording()["undergoing"]:
        verbs = verbs[1:]  # 接受培训农民
    said = [done_form(piece) for piece in verbs if not piece.has("join")]
    apart = any(piece.zh in wording()["either"] for piece in verbs)
    if not apart or said[-1] in wording()["ends_in"]:
        several = len(said) == PAIR and " and " in said[0] and " and " not in said[1]
        return joined(said[0].split(" and ") + said[1:] if several else said)  # 查处并上报
    return f"{', '.join(said[:-1])} or {said[-1]}"


def _founded(pieces: Pieces) -> bool:
    """Whether the pieces are 新建 and what is set up rather than built: 新建基层工会组织."""
    said = wording()
    return pieces[0].zh == said["new_built"] and pieces[-1].zh.endswith(tuple(said["founded"]))


def _of(head: Piece, prep: str, thing: Phrase) -> Phrase:
    """The quantity of the thing."""
    return Phrase(head.forms[prep], post=(f"{prep} {thing}",))


def _by(
    composer: Composer, subject: list[Piece], deed: tuple[Piece, str], thing: Phrase, depth: int
) -> Phrase:
    """The thing with what was done and by whom; the subject may only say how, or how many."""
    verb, verbs = deed
    subject = [piece for piece in subject if piece.zh not in wording()["manner"]]
    if subject and subject[-1].has("adv"):
        verbs = f"{verbs} {subject[-1].forms['adv']}"
        subject = list(trimmed(subject[:-1]))
    if not subject:
        return after(thing, verbs)
    if not any(_agent(piece) for piece in subject):
        composer.doubt()  # 05建立工作站, 配送并指导开展活动
    if len(subject) == 1 and subject[0].zh in wording()["governments"]:
        composer.doubt()
    if len(subject) == 1 and subject[0].zh in wording()["nationwide"] and str(thing).endswith("s"):
        return after(after(thing, verbs), str(wording()["nationwide"][subject[0].zh]))
    if all(piece.has("count", "adj", "post") and not piece.has("term") for piece in subject):
        return modified(composer, subject, after(thing, verbs), depth)
    if _inert(subject[-1].zh) and verb.zh not in wording()["giving"]:
        composer.doubt()  # 项目开工审批时间, 高标准农田涉及乡镇
    doer = composer.phrase(subject, depth)
    link = place_word(subject[-1].zh, verb.zh)
    if subject[-1].has("place") and verb.zh not in wording()["giving"]:
        link = "in"
    if link == "by" and not _doer(subject[-1]):
        composer.doubt()  # 养老护理普及培训 is no training that care popularized
    return after(thing, f"{verbs} {link} {doer}")


def _agent(piece: Piece) -> bool:
    """Whether the piece may be who does it, or where: no number, and no other deed."""
    return not piece.has("code", "join", "skip") and piece.zh not in wording()["nominals"]


def _doer(piece: Piece) -> bool:
    """Whether the piece can do something itself: an institution, a person, a campaign, a name."""
    named = piece.has("name", "quote", "firm", "others", "bracket")
    return named or piece.zh.endswith(tuple(wording()["doers"]))


def _unsaid(subject: Pieces, verb: Piece) -> bool:
    """Whether the label ends in a verb and does not say of what: 五保对象发放, 西藏建成."""
    said, last = wording(), subject[-1].zh
    handed = verb.zh in said["handing"] and _receives(last)
    planned = last.endswith(said["planned"])  # 年度计划开工
    placed = all(piece.has("place", "region") for piece in subject)
    plain = not subject[-1].has(*NOMINAL, "bracket", "size", "others")  # 中央和地方投入
    given = verb.zh in wording()["giving"] and subject[-1].zh.endswith(tuple(wording()["givers"]))
    helped = verb.zh in wording()["helping"] and subject[-1].zh.endswith(
        tuple(wording()["helpers"])
    )
    return handed or planned or placed or plain or given or helped


def _unmakeable(verb: Piece, thing: Pieces) -> bool:
    """Whether what is built is a place, a rate or money: a label that lost what it is about."""
    said, only = wording(), thing[0].zh if len(thing) == 1 else ""
    money, made = only.endswith(tuple(said["unmade"])), verb.zh in said["making"]
    rated = thing[-1].zh.endswith(tuple(said["ratios"]))  # 建设开工率
    redone = (
        made and only and verb.zh not in said["redone"] and only.endswith(tuple(said["redone"]))
    )
    if made and (money or rated or redone or all(piece.has("place") for piece in thing)):
        return True
    if verb.zh in said["carried"] and thing[-1].zh.endswith(tuple(said["standing"])):
        return True
    if verb.zh == said["new_built"] and thing[-1].zh.endswith(tuple(said["unbuilt"])):
        return True
    return (verb.zh in said["begun"] and money) or (
        verb.zh in said["carried"] and only in said["agents"]
    )


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
        if piece.has(*NOMINAL, "attr", "adj") and index > 0 and not _done_there(pieces, index):
            continue
        if piece.has(*NOMINAL) and len(pieces) == 1:
            continue
        if piece.has(*NOMINAL) and len(pieces) == PAIR and _rated(pieces[-1]):
            continue  # 投资占比
        if len(pieces) > 1:
            return index
    return None


def _done_there(pieces: Pieces, at: int) -> bool:
    """上海建设智能工厂: what a place has built, unless it is all of its 建设项目 or 建设投资."""
    said = wording()
    if not pieces[at].has("verb") or pieces[at].zh not in said["making"]:
        return False
    things = pieces[at + 1 :]
    if not things or not all(piece.has("place") for piece in pieces[:at]):
        return False
    named = (*said["works_for"], *said["works"], *said["quantities"], *said["agents"])
    counted = things[0].zh in named or things[-1].has(*PREPOSITIONS) or things[0].has("join", "de")
    return not counted and things[-1].has("term")


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
    if verb in said["giving"] or subject.endswith(tuple(said["bodies"])):
        return "by"
    if subject.endswith(tuple(said["events"])):
        return "at"
    if verb in said["fitting"] and subject.endswith((*said["homes"], *said["receivers"])):
        return "for"
    if verb in said["fitting"] and subject.endswith(tuple(said["spots"])):
        return "at"
    housed = verb in said["housing"] or (
        verb in said["fitting"] and subject.endswith(tuple(said["hosts"]))
    )
    return "in" if housed or subject.endswith(tuple(said["sites"])) else "by"
