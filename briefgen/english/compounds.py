"""Chinese noun compounds: the head, what stands before it in English and what behind."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefgen.english.before import (
    HEAVY,
    NOUN_RANK,
    before_noun,
    heaped,
    heaped_in_place,
    is_number,
    measures,
    overloaded,
)
from briefgen.english.inflect import plural
from briefgen.english.phrases import (
    NOMINAL,
    Composer,
    Phrase,
    Pieces,
    after,
    done_form,
    joint,
    only_measures,
    sited,
    winding,
    wording,
)

if TYPE_CHECKING:
    from briefgen.english.pieces import Piece

NAMES = ("attr", "term", "unknown", "quote")
DEED_RANK = 3  # but behind the nouns what is done to them: road network improvement projects


def compound(composer: Composer, pieces: Pieces, depth: int) -> Phrase:
    """The head and its modifiers; a quantity takes what it belongs to behind (value added of X)."""
    head, rest = pieces[-1], list(pieces[:-1])
    special = _special(composer, pieces, depth) if rest else None
    if special:
        return special
    if len(rest) > 1 and is_number(rest[-1]) and head.zh not in wording()["rates"]:
        composer.doubt()  # 重点项目个数投资
    prep = joint(head)
    if prep == "to" and rest and _purpose(composer, head, rest[-1]):
        return modified(composer, rest, Phrase(head.forms[prep]), depth)
    own = ("post", "size", "adj") if prep == "at" and head.has("term") else ("post",)
    if prep and rest and not all(piece.has(*own) for piece in rest):
        return _belonging(composer, head, rest, depth)
    return _plain(composer, head, rest, depth)


def _special(composer: Composer, pieces: Pieces, depth: int) -> Phrase | None:
    """What is said of the whole: where it is, that it is new, that it is a total; whose it is."""
    head, rest = pieces[-1], list(pieces[:-1])
    if _spread(composer, pieces):
        where = wording()["nationwide"][rest[0].zh]
        return after(compound(composer, [*rest[1:], head], depth), where)
    if head.has("post") and not head.has("verb", *NOMINAL):
        return after(composer.phrase(rest, depth), head.forms["post"])
    if head.has("adj") and not head.has("done", *NOMINAL) and rest[-1].has(*NOMINAL):
        return compound(composer, [head, *rest], depth)  # 基站新增: new base stations
    if head.has("whole"):
        whole = composer.phrase(rest, depth)
        return replace(whole, pre=((1, head.forms["whole"]), *whole.pre))
    return _within(composer, head, rest, depth)


def _within(composer: Composer, head: Piece, rest: list[Piece], depth: int) -> Phrase | None:
    """Deposits in banks, loans of banks, which are not loans to them; staff in institutions."""
    said = wording()
    if _staff(composer, head, rest[-1]) or sited(composer.word(head), rest[-1]):
        return after(Phrase(composer.word(head)), f"in {composer.phrase(rest, depth)}")
    if not rest[-1].zh.endswith(tuple(said["lenders"])):
        return None
    if head.zh.endswith(said["deposited"]):
        return after(Phrase(composer.word(head)), f"in {composer.phrase(rest, depth)}")
    if head.zh.endswith(said["lent"]):
        lent = head.forms.get("to") or composer.word(head)
        return after(Phrase(lent), f"of {composer.phrase(rest, depth)}")
    return None


def _purpose(composer: Composer, head: Piece, piece: Piece) -> bool:
    """Whether loans are for this, not to it: poverty alleviation loans."""
    said = wording()
    lent = head.zh.endswith(said["lent"]) and not piece.zh.endswith(tuple(said["borrowers"]))
    return lent and piece.has("attr", "term", "quote") and bool(before_noun(composer, piece))


def _staff(composer: Composer, head: Piece, place: Piece) -> bool:
    """Whether these are persons or beds in a place whose name is too long to stand before them."""
    said = wording()
    if not head.zh.endswith(tuple(said["staffed"])) or joint(head):
        return False
    long = len(before_noun(composer, place).split()) >= HEAVY
    return place.has("term") and long and place.zh.endswith(tuple(said["institutions"]))


def _belonging(composer: Composer, head: Piece, rest: list[Piece], depth: int) -> Phrase:
    """A quantity with what it belongs to behind its preposition."""
    prep = str(joint(head))
    core = head.forms[prep]
    near: list[Piece] = []
    while rest and rest[-1].has("adj", "count") and not rest[-1].has("term", "name"):
        near.insert(0, rest.pop())
    if core.endswith("number"):
        rest, near = [*near, *rest], []
    leading = [at for at, piece in enumerate(rest) if _leads(piece, core)]
    if leading and leading[0] < len(rest) - 1 and all(p.has("adj") for p in rest[: leading[0] + 1]):
        near, rest = [*rest[: leading[0] + 1], *near], rest[leading[0] + 1 :]  # 年新增粮食生产能力
    of = (f"{prep} {composer.phrase(rest, depth)}",) if rest else ()
    return modified(composer, near, Phrase(core, post=of), depth)


def _spread(composer: Composer, pieces: Pieces) -> bool:
    """Whether 全国 says where these are, not what they are: hospitals nationwide."""
    zh, head, said = "".join(piece.zh for piece in pieces[1:]), pieces[-1], wording()
    if pieces[0].zh not in said["nationwide"] or any(word in zh for word in said["titled"]):
        return False
    return head.has("term") and joint(head) is None and composer.word(head).endswith("s")


def _plain(composer: Composer, head: Piece, rest: list[Piece], depth: int) -> Phrase:
    """A head without a joint, with what says which; a winding one takes a noun behind it."""
    alone = composer.word(head)
    owned = " of " in alone and head.zh.endswith(tuple(wording()["quantities"]))
    if rest and rest[0].has("place") and head.zh.endswith(tuple(wording()["possessed"])):
        within = any(piece.has("term") for piece in rest[1:])  # exports of enterprises in Zhangzhou
        owner = f"{'in' if within else 'of'} {composer.word(rest[0])}"
        return after(modified(composer, rest[1:], Phrase(alone), depth), owner)
    said = wording()
    bare = [piece for piece in rest if piece.zh not in said["entire"]]
    if owned and bare and not any(p.has("adj", "post", "count", "size", "done") for p in bare):
        inside = rest[-1].has("region", "place") or rest[-1].zh.endswith(tuple(said["settled"]))
        link = "in" if inside else "of"
        return after(Phrase(alone), f"{link} {composer.phrase(rest, depth)}")
    if owned and any(piece.zh in wording()["levels"] for piece in rest):
        composer.doubt()  # whose level is it: the revenue's, or that of what earns it?
    if owned and any(p.forms.get("adj", "").startswith(said["newly"]) for p in rest):
        composer.doubt()  # 新签工程承包合同额: what is new, the contracts or their value?
    if head.zh in said["purposeful"] and overloaded(composer, rest):
        return _for_all(composer, rest, Phrase(alone), depth)
    if heaped_in_place(composer, rest, alone):
        where = f"in {composer.word(rest[0])}"
        return after(modified(composer, rest[1:], Phrase(alone), depth), where)
    several = any(p.has("adj", "count") and not p.has("term", "attr") for p in rest)
    if head.has("sole") and not several and any(p.has(*NAMES) for p in rest):
        alone = head.forms["sole"]
    return modified(composer, rest, Phrase(alone), depth)


def _for_all(composer: Composer, rest: list[Piece], core: Phrase, depth: int) -> Phrase:
    """The last noun with the work, the others behind it: distribution projects for X equipment."""
    first = next(at for at, piece in enumerate(rest) if not piece.has("adj"))
    last = len(rest) - 1
    while last > first + 1 and rest[last - 1].has("adj"):
        last -= 1
    near = modified(composer, [*rest[:first], *rest[last:]], core, depth)
    return after(near, f"for {composer.phrase(rest[first:last], depth)}")


def _leads(piece: Piece, core: str) -> bool:
    """Whether the adjective is of the quantity at the end: 新增 of the capacity, not of goods."""
    if core.rsplit(maxsplit=1)[-1] in wording()["holders"]:
        return True
    return piece.zh in wording()["fresh"] and not core.endswith(("number", "completion rate"))


def modified(composer: Composer, rest: list[Piece], core: Phrase, depth: int) -> Phrase:
    """The core with the pieces of `rest` before or behind it, in English order."""
    pre: list[tuple[int, str]] = []
    post: list[str] = []
    rest, whole = _nationwide(composer, rest, core)
    while rest:
        piece = rest[-1]
        if piece.has("size") and measures(rest[:-1]):
            post.extend(_sized(composer, rest[:-1], piece.forms["size"], depth))
            break
        if link := _whole_link(composer, rest):
            if only_measures(piece):
                pre, rest = _levelled(pre, rest)
            post.append(f"{link} {composer.phrase(rest, depth)}")
            break
        ahead = _ahead(composer, piece, core)
        if ahead and not piece.has("size"):
            pre.insert(0, ahead)
        elif piece.has("done", "verb") and not piece.has("term", "post", "name", "size"):
            post.insert(0, done_form(piece))
        elif piece.zh not in wording()["kinds"] or core.core.endswith("s"):
            post.append(_behind(composer, piece, core))
        rest = rest[:-1]
    if heaped(pre, NOUN_RANK) or (_several(pre) and not plural(core.core)):
        composer.doubt()
    if sum(_is_participle(text) for text in post) > 1:
        composer.doubt()
    return replace(
        core, pre=(*pre, *core.pre), post=(*core.post, *(p for p in (*post, whole) if p))
    )


def _whole_link(composer: Composer, rest: list[Piece]) -> str:
    """The word that joins all of `rest` as one phrase behind the core; empty if each stands alone.

    So it is before a field (重点领域问题), a quantity (投资项目), and a noun that has parts behind
    it and a noun before (社区老年助餐点建设).
    """
    piece = rest[-1]
    if _is_field(piece):
        return "in"
    quantity = only_measures(piece) and not piece.has("adj", "attr")
    winds = _winds(composer, piece) and rest[-2:][0].has("term")
    return "of" if len(rest) > 1 and (quantity or winds) else ""


def _winds(composer: Composer, piece: Piece) -> bool:
    """Whether the piece is a noun with parts behind it: meal service points for older people."""
    forms = set(piece.forms)
    return forms == {"term"} and winding(composer.word(piece))


def _several(before: list[tuple[int, str]]) -> bool:
    """Whether a number of more than one stands before the noun."""
    return any(rank == 0 and said not in {"1", "one"} for rank, said in before)


def _is_field(piece: Piece) -> bool:
    """Whether things are "in" it: 重点领域, 农村地区."""
    return piece.has("term") and piece.zh.endswith(tuple(wording()["inside"]))


def _is_participle(text: str) -> bool:
    return " " not in text and text.endswith("ed")


def _levelled(
    pre: list[tuple[int, str]], rest: list[Piece]
) -> tuple[list[tuple[int, str]], list[Piece]]:
    """A level at the front is that of the whole: 国家级 of the zone in 国家级慢性病防控示范区."""
    if not rest[0].zh.endswith(wording()["level_mark"]) or not rest[0].has("adj"):
        return pre, rest
    return [(1, rest[0].forms["adj"]), *pre], rest[1:]


def _nationwide(composer: Composer, rest: list[Piece], core: Phrase) -> tuple[list[Piece], str]:
    """The modifiers without 全国 before what is new or registered, and what to say behind."""
    marks = wording()["nationwide"]
    if not rest or rest[0].zh not in marks:
        return rest, ""
    following = before_noun(composer, rest[1]) if len(rest) > 1 else core.core
    happened = following.partition(" ")[0] in wording()["happened"]
    return (rest[1:], str(marks[rest[0].zh])) if happened else (rest, "")


def _ahead(composer: Composer, piece: Piece, core: Phrase) -> tuple[int, str] | None:
    """The piece before its noun with its place there: numbers, adjectives, then nouns."""
    if piece.zh in wording()["entire"] and core.core.endswith(tuple(wording()["measured"])):
        return 1, str(wording()["entire"][piece.zh])
    if piece.has("deed"):
        return DEED_RANK, piece.forms["deed"]
    for rank, kind in enumerate(("count", "adj", "attr")):
        if piece.has(kind) and not (kind == "attr" and " of " in piece.forms[kind]):
            measured = (
                kind == "count" and piece.forms[kind][-1:].isalpha() and " " in piece.forms[kind]
            )
            return rank + measured, piece.forms[kind]  # two lines, but new 1,000 kV lines
    if piece.has("post", "name") or (piece.has("done", "verb") and not piece.has("term")):
        return None
    before = before_noun(composer, piece)
    return (NOUN_RANK, before) if before else None


def _behind(composer: Composer, piece: Piece, core: Phrase) -> str:
    """The piece behind its noun: of RMB 5 million or more, in Shandong, of a winding term."""
    for kind in ("size", "post"):
        if piece.has(kind):
            return piece.forms[kind]
    if piece.has("name"):
        return f"{'in' if piece.has('place') else 'of'} {piece.forms['name']}"
    word = composer.word(piece)
    if piece.zh in wording()["behind"] and piece.zh.endswith(tuple(wording()["sites"])):
        return f"in {word}"
    if piece.has("bracket"):
        return word  # 机械(含汽车)工业
    help_to = core.core.endswith(tuple(wording()["for_persons"]))
    link = "for" if help_to and piece.zh.endswith(tuple(wording()["receivers"])) else "of"
    return f"{link} {word}" if word else ""


def _sized(composer: Composer, left: Pieces, size: str, depth: int) -> list[str]:
    """计划总投资亿元以上: with total planned investment of RMB 100 million or more."""
    noun = composer.phrase([one for one in left if not one.has("post")], depth)
    whens = [one.forms["post"] for one in left if one.has("post")]
    return [wording()["with_size"].format(noun=noun, size=size), *whens]
