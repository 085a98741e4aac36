"""Labels that are clauses in Chinese: shares, running totals, whom something is for."""

from __future__ import annotations

from dataclasses import replace

from briefgen.english.phrases import (
    PAIR,
    TRIPLE,
    Composer,
    Phrase,
    Pieces,
    after,
    done_form,
    index_of,
    wording,
)
from briefgen.english.relatives import clause


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


def priced(composer: Composer, pieces: Pieces, depth: int) -> Phrase | None:
    """现价 before or inside a value: value added of X at current prices; never after 按."""
    prices = wording()["at_prices"]
    at = next((i for i, piece in enumerate(pieces[:-1]) if piece.zh in prices), None)
    if at is None or any(piece.has("basis", "share", "pull") for piece in pieces):
        return None
    rest = composer.phrase([*pieces[:at], *pieces[at + 1 :]], depth)
    return after(rest, prices[pieces[at].zh])


def shared(composer: Composer, pieces: Pieces, depth: int) -> Phrase | None:
    """X占Y比重: X as a share of Y; 占目标任务比重: how much of the target is done."""
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
        return _fulfilled(composer, subject, aim) or after(
            subject, f"{wording()['share_of']} {aim}"
        )
    if all(piece.has("adj", "post") and not piece.has("term") for piece in rest):
        known = wording()["wholes"].get(rest[-1].zh)
        said = known or " ".join(piece.forms.get("adj", "") for piece in rest)
        return after(subject, f"{wording()['share_of']} {wording()['total'].format(said)}")
    whole = str(composer.phrase(rest, depth))
    if fulfilled := _fulfilled(composer, subject, whole):
        return fulfilled
    if whole.startswith(wording()["total_value"]):
        whole = f"the {whole}"
    if all(piece.has("place", "region") or piece.zh in wording()["zones"] for piece in rest):
        whole = wording()["total_of"].format(whole)  # 占开发区比重
    return after(subject, f"{wording()['share_of']} {whole}")


def _fulfilled(composer: Composer, subject: Phrase, aim: str) -> Phrase | None:
    """How much of a target is done: the completion rate of the annual target for new jobs."""
    if not aim.endswith(tuple(wording()["aimed"])):
        return None
    if str(subject).removeprefix("the ") == aim.removeprefix("the "):
        composer.doubt()  # 年任务占年任务比重
    return Phrase(wording()["completion"].format(aim=aim, subject=subject))


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
    elif len(pieces) > PAIR and last.zh in wording()["apart"]:
        pieces = pieces[:-1]  # 扣除一次性支出外
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
    if head.zh in wording()["rates"]:
        composer.doubt()  # 对X占比: of what is sent there, or of those who send?
    link = "with" if head.zh.endswith(tuple(wording()["mutual"])) else "to"
    said = composer.phrase([*pieces[:at], head], depth) if at else Phrase(composer.word(head))
    return after(said, f"{link} {composer.phrase(pieces[at + 1 : -1], depth)}")
