"""What stands before 的: the head comes first, then what says which."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from briefgen.english.compounds import modified
from briefgen.english.inflect import gerund
from briefgen.english.phrases import (
    PAIR,
    Composer,
    Phrase,
    Pieces,
    after,
    done_form,
    joined,
    joint,
    winding,
    wording,
)

if TYPE_CHECKING:
    from briefgen.english.pieces import Piece


def relative(composer: Composer, pieces: Pieces, depth: int) -> Phrase | None:
    """修饰 的 head: the head first, then what says which."""
    at = next((i for i in range(len(pieces) - 2, 0, -1) if pieces[i].has("de")), None)
    if at is None:
        return None
    left, right = list(pieces[:at]), list(pieces[at + 1 :])
    if wording()["contribution_head"] in right[-1].zh and len(right) == 1:
        if any(piece.has("toward") for piece in left):
            return None  # 消费对经济增长的贡献率, by clauses.toward
        return Phrase(composer.word(right[0]), post=(f"to {composer.phrase(left, depth)}",))
    prep = joint(right[-1])
    quantity = prep or winding(composer.word(right[-1]))
    several = sum(not piece.has("skip", "adv") for piece in left) > 1
    if quantity and several and left[-1].has("verb", "done") and not left[-1].has("attr"):
        composer.doubt()  # 企业登记的办理时限: who does what is not in the order of the words
    if prep and len(right) > 1 and not all(piece.has("adj") for piece in right[:-1]):
        near = [right[-2]] if right[-2].has("adj") and not right[-2].has("term") else []
        inner = composer.phrase([*left, pieces[at], *right[: -1 - len(near)]], depth)
        core = Phrase(right[-1].forms[prep], post=(f"{prep} {inner}",))
        return modified(composer, near, core, depth)
    if prep and len(right) == 1 and all(_noun(piece) for piece in left):
        of = f"{prep} {composer.phrase(left, depth)}"
        return Phrase(right[0].forms[prep], post=(of,))  # 产业集群的主营业务收入
    counts = []
    while left and left[0].has("count") and len(left) > 1:
        counts.append((0, left.pop(0).forms["count"]))
    if len(left) == 1 and right[-1].zh.endswith(tuple(wording()["agents"])) and _thing(left[0]):
        composer.doubt()  # 发明专利的企业: what they have to do with it is not said
    head = composer.phrase(right, depth)
    if len(left) > 1 and _served(left[0], right[-1]):
        thing = wording()["receiving"].format(thing=composer.phrase(left[1:], depth))
        head = after(head, thing)
    else:
        head = related(composer, left, head, depth)
    return replace(head, pre=(*counts, *head.pre))


def related(  # noqa: C901, PLR0911 - one return a form of clause
    composer: Composer, left: Pieces, head: Phrase, depth: int
) -> Phrase:
    """The head with what stands before 的 said behind it."""
    left = _without_idle(left)
    first, last = left[0], left[-1]
    if len(left) == 1 and first.has("adj"):
        return replace(head, pre=((1, first.forms["adj"]), *head.pre))
    if first.has("toward") and len(left) > 1:
        return after(head, f"to {composer.phrase(left[1:], depth)}")
    special = (
        measured(composer, left, head, depth)
        or granted(composer, left, head, depth)
        or finished(left, head)
    )
    if special:
        return special
    if len(left) > 1 and first.has("adv", "skip") and left[1].has("rel", "verb", "done"):
        more = first.forms.get("adv", "")
        if len(left) == PAIR and not left[1].has("rel"):
            return after(head, f"{done_form(left[1])} {more}".strip())
        return after(head, f"{more} {clause(composer, left[1:], depth)}".strip())
    if first.has("rel") or (first.has("verb") and len(left) > 1):
        return after(head, clause(composer, left, depth))
    if last.has("post"):
        rest = left[:-1]
        note = last.forms["post"] + (f" in terms of {composer.phrase(rest, depth)}" if rest else "")
        return after(head, note)
    if last.has("done", "verb") and (not last.has("term") or len(left) == 1):
        done = done_form(last)
        agent = f" by {composer.phrase(left[:-1], depth)}" if len(left) > 1 else ""
        return after(head, done + agent)
    if first.has("done") and len(left) > 1:
        return after(head, f"{done_form(first)} {composer.phrase(left[1:], depth)}")
    if len(left) > 1 and not joint(last):
        composer.doubt()
    if all(piece.has("place") for piece in left):
        return after(head, f"in {composer.phrase(left, depth)}")  # 四川的景区
    link = "undergoing" if last.zh.endswith(tuple(wording()["processes"])) else "of"
    grown = len(left) > 1 and last.zh.endswith(tuple(wording()["growing"]))
    if grown and head.core.endswith("s"):
        link = "with"
    return after(head, f"{link} {composer.phrase(left, depth)}")


def finished(verbs: Pieces, head: Phrase) -> Phrase | None:
    """建成投用的H: H completed and put into use; 完成 behind another verb says no more."""
    alone = all(p.has("verb", "done") and not p.has("term", "rel") for p in verbs)
    if len(verbs) < PAIR or not alone:
        return None
    idle = (*wording()["finishing"], *wording()["undergoing"])
    said = [verb for verb in verbs if verb.zh not in idle] or [verbs[0]]
    return after(head, joined([done_form(verb) for verb in said]))


def _without_idle(left: Pieces) -> Pieces:
    """The pieces without what says nothing before a verb: 进行维修改造的水电站, 全部纳入X的机构."""
    while len(left) > 1 and left[1].has("rel", "verb", "done"):
        if not left[0].has("skip") or left[0].has("adv"):
            break
        left = left[1:]
    return left


def _served(verb: Piece, head: Piece) -> bool:
    """Whether something is provided to those who stand behind 的: 提供培训的农民 receive it."""
    said = wording()
    return verb.zh in said["served"] and head.zh.endswith(tuple(said["receivers"]))


def _thing(piece: Piece) -> bool:
    """Whether the piece is only a noun, and no process that one goes through."""
    return set(piece.forms) == {"term"} and piece.zh not in wording()["processes"]


def _noun(piece: Piece) -> bool:
    """Whether the piece is a noun and can be nothing else."""
    return piece.forms.keys() <= {"term", "attr", "name", "place"} and piece.has("term", "name")


def measured(composer: Composer, left: Pieces, head: Phrase, depth: int) -> Phrase | None:
    """产值亿元以上的H, 增加值同比增长10%以上的H, 完成率高于平均值的H."""
    said, last = wording(), left[-1]
    if len(left) > PAIR and last.has("count") and left[-2].zh in said["copulas"]:
        left = [*left[:-2], last]  # 日处理能力为100吨的生产线
    if last.has("size"):  # 1000万元以上的项目 needs no noun
        told = left[0].has("done", "verb") and joint(left[0]) is None  # 引进投资亿元以上的项目
        size, noun = last.forms["size"], composer.phrase(left[told:-1], depth)
        sized = said["with_size"].format(noun=noun, size=size) if noun.core else size
        return after(after(head, sized), done_form(left[0]) if told else "")
    if len(left) > 1 and last.has("count") and joint(left[-2]):
        deed = done_form(left[0]) if len(left) > PAIR and left[0].has("done", "verb") else ""
        noun = composer.phrase(left[1 if deed else 0 : -1], depth)
        amount = said["with_amount"].format(noun=noun, amount=last.forms["count"])
        return after(after(head, amount), deed)  # 建成日处理能力100吨的生产线
    if len(left) > PAIR and last.has("rate") and left[-2].has("rising"):
        basis = " year on year" if any(piece.has("yearly") for piece in left) else ""
        noun = composer.phrase(left[:-2], depth)
        return after(head, said["up_by"].format(noun=noun, rate=last.forms["rate"], basis=basis))
    at = next((i for i in range(1, len(left) - 1) if left[i].has("rel")), None)
    if at is None or left[0].has("verb", "done", "rel"):
        return None
    noun, other = composer.phrase(left[:at], depth), composer.phrase(left[at + 1 :], depth)
    relation = left[at].forms["rel"]
    return after(head, said["with_more"].format(noun=noun, relation=relation, other=other))


def granted(composer: Composer, left: Pieces, head: Phrase, depth: int) -> Phrase | None:
    """按X给予Y的H: H of Y granted according to X."""
    if not left[0].has("basis"):
        return None
    at = next((i for i in range(2, len(left) - 1) if left[i].has("verb")), None)
    if at is None:
        return None
    text: str = wording()["by_basis"].format(
        head="",
        thing=composer.phrase(left[at + 1 :], depth),
        done=done_form(left[at]),
        basis=composer.phrase(left[1:at], depth),
    )
    return after(head, text.strip())


def _membership(said: str, thing: Phrase) -> str:
    """Selected for a list, but selected as demonstration zones."""
    for_one, as_many = wording()["chosen"]
    many = re.search(r"[^s]s$", thing.core.split(" of ", maxsplit=1)[0])
    if thing.core.startswith('"') and not thing.pre and said.endswith(" in"):
        return f"{said} the"
    return as_many if said == for_one and many else said


def clause(composer: Composer, left: Pieces, depth: int) -> str:
    """`included in X` or `carrying out X` after a head."""
    first = left[0]
    rest = left[1:]
    if first.has("rel"):
        thing = composer.phrase(rest, depth)
        return f"{_membership(first.forms['rel'], thing)} {thing}".strip()
    if first.zh in wording()["granted"] and rest:
        thing = composer.phrase(rest, depth)
        return str(wording()["granted_as"].format(done=done_form(first), thing=thing))
    verb = gerund(first.forms["verb"]) if first.has("verb") else done_form(first)
    return f"{verb} {composer.phrase(rest, depth)}".strip()
