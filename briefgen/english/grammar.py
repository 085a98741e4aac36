"""Chinese phrase order turned into English: pieces of a label become one noun phrase."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from briefgen.english.glossary import PREPOSITIONS
from briefgen.english.inflect import gerund, parted, participle, singular
from briefgen.english.pieces import Piece
from briefgen.lexicon import load_toml

Pieces = Sequence[Piece]
NOMINAL = ("term", "name", "quote", "code", "unknown", *PREPOSITIONS)
DEEP = 40  # no label nests deeper; beyond that its words are only set side by side


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: adjectives and nouns before the core, phrases after it, a closing adverb."""

    core: str
    pre: tuple[tuple[int, str], ...] = ()
    post: tuple[str, ...] = ()
    tail: str = ""

    def __str__(self) -> str:
        article, core = parted(self.core)
        pre = list(self.pre)
        first, space, rest = core.partition(" ")
        if pre and space and first in _said()["front"]:
            pre, core = [*pre, (1, first)], rest
        before = [text for _, text in sorted(pre, key=lambda item: item[0])]
        if pre and article and not any(rank == 0 for rank, _ in pre):
            vowel = before[0][:1].lower() in "aeio"
            before.insert(0, "the" if article == "the " else "an" if vowel else "a")
        elif not pre:
            core = article + core
        text = " ".join(part for part in (*before, core, *self.post) if part)
        return f"{text}, {self.tail}" if self.tail else text

    @property
    def bare(self) -> bool:
        """Whether it can stand before another noun: nothing follows its core."""
        return not self.post and not self.tail and not _winding(self.core)


@dataclass(frozen=True, slots=True)
class Composer:
    """Composes phrases; `inner` says the content of quotes and brackets, `sound` the unknown."""

    inner: Callable[[str], str]
    sound: Callable[[str], str]

    def phrase(self, pieces: Pieces, depth: int = 0) -> Phrase:
        """The English noun phrase of the pieces."""
        pieces = _trimmed(pieces)
        if not pieces:
            return Phrase("")
        if depth > DEEP:
            return Phrase(" ".join(self.word(piece) for piece in pieces))
        for rule in (
            self._bracketed,
            self._cumulative,
            self._shared,
            self._pulled,
            self._relative,
            self._included,
            self._beneficiary,
            self._fresh,
            self._acted,
            self._listed,
        ):
            phrase = rule(pieces, depth + 1)
            if phrase is not None:
                return phrase
        return self._compound(pieces, depth + 1)

    def word(self, piece: Piece) -> str:
        """The piece alone, as a noun phrase."""
        forms = piece.forms
        if "quote" in forms:
            return f'"{self.inner(piece.inner)}"'
        if "bracket" in forms:
            return f"({self.inner(piece.inner)})"
        for kind in ("term", "name", *PREPOSITIONS, "code", "count", "attr", "adj", "phrase", "post", "size", "rate"):
            if forms.get(kind):
                return forms[kind]
        if forms.get("done"):
            return forms["done"]
        if forms.get("verb"):
            return gerund(forms["verb"])
        return self.sound(piece.zh) if piece.has("unknown") else forms.get("rel", "")

    # --- clauses, tried in this order ----------------------------------------------------------

    def _bracketed(self, pieces: Pieces, depth: int) -> Phrase | None:
        last = pieces[-1]
        if len(pieces) < 2 or not last.has("bracket") or last.has("term"):
            return None
        head = self.phrase(pieces[:-1], depth)
        return replace(head, post=(*head.post, self.word(last)))

    def _cumulative(self, pieces: Pieces, depth: int) -> Phrase | None:
        """累计 anywhere outside a term says that the number is a running total."""
        at = _index(pieces, "cumulative")
        if at is None or len(pieces) == 1:
            return None
        rest = self.phrase([*pieces[:at], *pieces[at + 1 :]], depth)
        return replace(rest, tail=_said()["cumulative"])

    def _shared(self, pieces: Pieces, depth: int) -> Phrase | None:
        """X占Y比重: X as a share of Y."""
        at = _index(pieces, "share")
        if not at:
            return None
        rest = list(pieces[at + 1 :])
        while rest and rest[-1].has("shares"):
            rest.pop()
        while rest and rest[-1].has("de"):
            rest.pop()
        subject = self.phrase(pieces[:at], depth)
        if not rest:
            return Phrase("the share", post=(f"of {subject}",))
        whole = str(self.phrase(rest, depth))
        if all(piece.has("adj", "post") for piece in rest):
            whole = _said()["total"].format(whole)
        return _after(subject, f"{_said()['share_of']} {whole}")

    def _pulled(self, pieces: Pieces, depth: int) -> Phrase | None:
        """X拉动Y增长: contribution of X to growth of Y."""
        at = _index(pieces, "pull")
        if not at or not pieces[-1].has("growth") or at > len(pieces) - 3:
            return None
        subject, thing = self.phrase(pieces[:at], depth), self.phrase(pieces[at + 1 : -1], depth)
        return Phrase(_said()["contribution"].format(subject=subject, object=thing))

    def _relative(self, pieces: Pieces, depth: int) -> Phrase | None:
        """修饰 的 head: the head first, then what says which."""
        at = next((i for i in range(len(pieces) - 2, 0, -1) if pieces[i].has("de")), None)
        if at is None:
            return None
        left, right = list(pieces[:at]), list(pieces[at + 1 :])
        prep = _prep(right[-1])
        if prep and len(right) > 1 and not all(piece.has("adj") for piece in right[:-1]):
            near = [right[-2]] if right[-2].has("adj") and not right[-2].has("term") else []
            inner = self.phrase([*left, pieces[at], *right[: -1 - len(near)]], depth)
            core = Phrase(right[-1].forms[prep], post=(f"{prep} {inner}",))
            return self._modified(near, core, depth)
        counts = []
        while left and left[0].has("count") and len(left) > 1:
            counts.append((0, left.pop(0).forms["count"]))
        head = self._related(left, self.phrase(right, depth), depth)
        return replace(head, pre=(*counts, *head.pre))

    def _related(self, left: Pieces, head: Phrase, depth: int) -> Phrase:
        first, last = left[0], left[-1]
        if len(left) == 1 and first.has("adj") :
            return replace(head, pre=((1, first.forms["adj"]), *head.pre))
        if first.has("toward") and len(left) > 1:
            return _after(head, f"to {self.phrase(left[1:], depth)}")
        special = self._measured(left, head, depth) or self._granted(left, head, depth)
        if special:
            return special
        if len(left) > 1 and first.has("adv", "skip") and left[1].has("rel", "verb", "done"):
            more = first.forms.get("adv", "")
            if len(left) == 2 and not left[1].has("rel"):
                return _after(head, f"{_done(left[1])} {more}".strip())
            return _after(head, f"{more} {self._clause(left[1:], depth)}".strip())
        if first.has("rel") or (first.has("verb") and len(left) > 1):
            return _after(head, self._clause(left, depth))
        if last.has("post"):
            rest = left[:-1]
            note = last.forms["post"] + (f" in terms of {self.phrase(rest, depth)}" if rest else "")
            return _after(head, note)
        if last.has("done", "verb") and not last.has("term"):
            done = _done(last)
            agent = f" by {self.phrase(left[:-1], depth)}" if len(left) > 1 else ""
            return _after(head, done + agent)
        if first.has("done") and len(left) > 1:
            return _after(head, f"{_done(first)} {self.phrase(left[1:], depth)}")
        return _after(head, f"of {self.phrase(left, depth)}")

    def _measured(self, left: Pieces, head: Phrase, depth: int) -> Phrase | None:
        """产值亿元以上的H, 增加值同比增长10%以上的H, 完成率高于平均值的H."""
        said, last = _said(), left[-1]
        if len(left) > 1 and last.has("size"):
            noun = self.phrase(left[:-1], depth)
            return _after(head, said["with_size"].format(noun=noun, size=last.forms["size"]))
        if len(left) > 2 and last.has("rate") and left[-2].has("rising"):
            basis = " year on year" if any(piece.has("yearly") for piece in left) else ""
            noun = self.phrase(left[:-2], depth)
            return _after(head, said["up_by"].format(noun=noun, rate=last.forms["rate"], basis=basis))
        at = next((i for i in range(1, len(left) - 1) if left[i].has("rel")), None)
        if at is None or left[0].has("verb", "done", "rel"):
            return None
        noun, other = self.phrase(left[:at], depth), self.phrase(left[at + 1 :], depth)
        relation = left[at].forms["rel"]
        return _after(head, said["with_more"].format(noun=noun, relation=relation, other=other))

    def _granted(self, left: Pieces, head: Phrase, depth: int) -> Phrase | None:
        """按X给予Y的H: H of Y granted according to X."""
        if not left[0].has("basis"):
            return None
        at = next((i for i in range(2, len(left) - 1) if left[i].has("verb")), None)
        if at is None:
            return None
        text: str = _said()["by_basis"].format(
            head="",
            thing=self.phrase(left[at + 1 :], depth),
            done=_done(left[at]),
            basis=self.phrase(left[1:at], depth),
        )
        return _after(head, text.strip())

    def _included(self, pieces: Pieces, depth: int) -> Phrase | None:
        """入选X without 的: a trailing noun is the head, otherwise the membership itself is said."""
        if not pieces[0].has("rel") or len(pieces) < 2:
            return None
        last = pieces[-1]
        if len(pieces) > 2 and last.zh in _said()["members"]:
            return _after(Phrase(self.word(last)), self._clause(pieces[:-1], depth))
        return Phrase(self._clause(pieces, depth))

    def _clause(self, left: Pieces, depth: int) -> str:
        """`included in X` or `carrying out X` after a head."""
        first = left[0]
        rest = left[1:]
        if first.has("rel"):
            return f"{first.forms['rel']} {self.phrase(rest, depth)}".strip()
        verb = gerund(first.forms["verb"]) if first.has("verb") else _done(first)
        return f"{verb} {self.phrase(rest, depth)}".strip()

    def _beneficiary(self, pieces: Pieces, depth: int) -> Phrase | None:
        """为X节省Y: Y saved for X."""
        if not pieces[0].has("benefit") or pieces[0].has("term"):
            return None
        at = next((i for i in range(2, len(pieces) - 1) if pieces[i].has("done", "verb")), None)
        if at is None:
            return None
        thing = self.phrase(pieces[at + 1 :], depth)
        return _after(thing, f"{_done(pieces[at])} for {self.phrase(pieces[1:at], depth)}")

    def _fresh(self, pieces: Pieces, depth: int) -> Phrase | None:
        """新 before a verb (新培育) as an adverb; the adjective 新增 is a glossary term."""
        first = pieces[0]
        if len(pieces) < 2 or not first.has("fresh") or not pieces[1].has("done", "verb"):
            return None
        return self._acted(pieces[1:], depth, adverb=_said()["newly"])

    def _acted(self, pieces: Pieces, depth: int, adverb: str = "") -> Phrase | None:
        """V X: X V-ed; S V X: X V-ed by S; X V: X V-ed."""
        at = _verb_at(pieces)
        if at is None:
            return None
        end = at + 1
        while end < len(pieces) - 1 and pieces[end].has("done", "verb") and not pieces[end].has(*NOMINAL):
            end += 1
        verbs = _and([_done(piece) for piece in pieces[at:end]])
        verbs = f"{adverb} {verbs}".strip()
        if end == len(pieces):
            return _after(self.phrase(pieces[:at], depth), verbs)
        thing = self.phrase(pieces[end:], depth)
        subject = _trimmed(pieces[:at])
        if not subject:
            return _after(thing, verbs)
        if all(piece.has("count", "adj", "post") and not piece.has("term") for piece in subject):
            return self._modified(list(subject), _after(thing, verbs), depth)
        if subject[-1].has("adv"):
            verbs = f"{verbs} {subject[-1].forms['adv']}"
            subject = _trimmed(subject[:-1])
            if not subject:
                return _after(thing, verbs)
        return _after(thing, f"{verbs} {_place_word(subject[-1].zh)} {self.phrase(subject, depth)}")

    def _listed(self, pieces: Pieces, depth: int) -> Phrase | None:
        """A、B和C, with or without a shared head, and A、B等H."""
        groups, others = _groups(pieces)
        if others is not None:
            return self._examples(groups, others, depth)
        if len(groups) < 2:
            return None
        common: list[Piece] = []
        while len(groups[0]) > 1 and _shared_front(groups[0][0], groups[1:]):
            common.append(groups[0].pop(0))
        head = self._shared_head(groups, depth)
        if head is None:
            parts = [str(self.phrase(group, depth)) for group in groups]
            head = Phrase(_and(parts))
        return self._modified(common, head, depth)

    def _examples(self, groups: list[list[Piece]], rest: list[Piece], depth: int) -> Phrase:
        common: list[Piece] = []
        while groups and len(groups[0]) > 1 and _shared_front(groups[0][0], groups[1:]):
            common.append(groups[0].pop(0))
        parts = [str(self.phrase(group, depth)) for group in groups]
        if not rest:
            text = ", ".join([*parts, _said()["and_others"]]) if len(parts) > 1 else f"{parts[0]} {_said()['and_others']}"
            return self._modified(common, Phrase(text), depth)
        prep = _prep(rest[-1])
        if prep:
            inner = f"{', '.join(parts)} {_said()['and_others']}" if len(rest) == 1 else str(self._examples(groups, rest[:-1], depth))
            core = Phrase(rest[-1].forms[prep], post=(f"{prep} {inner}",))
            return self._modified(common, core, depth)
        head = self.phrase(rest, depth)
        return self._modified(common, _after(head, f"{_said()['such_as']} {_and(parts)}"), depth)

    def _shared_head(self, groups: list[list[Piece]], depth: int) -> Phrase | None:
        """The list as modifiers of the last group's head, if the others cannot stand alone."""
        last = groups[-1]
        if len(last) < 2:
            return None
        head = last[-1]
        preps = [kind for kind in PREPOSITIONS if head.has(kind)]
        others = groups[:-1]
        if preps and not any(group[-1].has(*PREPOSITIONS) for group in others):
            parts = [self.phrase(group, depth) for group in (*others, last[:-1])]
            return Phrase(head.forms[preps[0]], post=(f"{preps[0]} {_and([str(p) for p in parts])}",))
        if any(group[-1].has("adj", "attr") and not group[-1].has("term", "name", *PREPOSITIONS) for group in others):
            parts = [self._attribute(group, depth) for group in (*others, last[:-1])]
            return Phrase(self.word(head), pre=((2, _and(parts)),))
        return None

    def _attribute(self, group: Pieces, depth: int) -> str:
        if len(group) == 1:
            return self._before(group[0]) or self.word(group[0])
        phrase = self._compound(group, depth)
        return singular(str(phrase)) if phrase.bare else str(phrase)

    # --- the noun compound -----------------------------------------------------------------------

    def _compound(self, pieces: Pieces, depth: int) -> Phrase:
        head, rest = pieces[-1], list(pieces[:-1])
        if rest and head.has("post") and not head.has("verb", *NOMINAL):
            return _after(self.phrase(rest, depth), head.forms["post"])
        prep = _prep(head)
        if prep and rest and not all(piece.has("post") for piece in rest):
            core = head.forms[prep]
            near: list[Piece] = []
            while rest and rest[-1].has("adj", "count") and not rest[-1].has("term", "name"):
                near.insert(0, rest.pop())
            if core.endswith("number"):
                rest, near = [*near, *rest], []
            if len(rest) > 1 and rest[0].has("adj") and core.split()[-1] in _said()["holders"]:
                near.insert(0, rest.pop(0))
            of = (f"{prep} {self.phrase(rest, depth)}",) if rest else ()
            return self._modified(near, Phrase(core, post=of), depth)
        alone = self.word(head)
        if head.has("sole") and any(p.has("attr", "term", "unknown", "quote") for p in rest):
            alone = head.forms["sole"]
        return self._modified(rest, Phrase(alone), depth)

    def _modified(self, rest: list[Piece], core: Phrase, depth: int) -> Phrase:
        pre: list[tuple[int, str]] = []
        post: list[str] = []
        while rest:
            piece = rest[-1]
            before = self._before(piece)
            if piece.has("size"):
                noun = str(self.phrase(rest[:-1], depth)) if _measures(rest[:-1]) else ""
                size = piece.forms["size"]
                post.append(_said()["with_size"].format(noun=noun, size=size) if noun else size)
                if noun:
                    break
            elif piece.has("count"):
                pre.insert(0, (0, piece.forms["count"]))
            elif piece.has("adj"):
                pre.insert(0, (1, piece.forms["adj"]))
            elif piece.has("attr"):
                pre.insert(0, (2, piece.forms["attr"]))
            elif piece.has("post"):
                post.append(piece.forms["post"])
            elif piece.has("name"):
                post.append(f"in {piece.forms['name']}" if _is_place(piece) else f"of {piece.forms['name']}")
            elif piece.has(*PREPOSITIONS) and not piece.has("term") and len(rest) > 1:
                post.append(f"of {self.phrase(rest, depth)}")
                break
            elif piece.has("done", "verb") and not piece.has("term"):
                post.insert(0, _done(piece))
            elif before:
                pre.insert(0, (2, before))
            elif self.word(piece):
                post.append(f"of {self.word(piece)}")
            rest = rest[:-1]
        ordered = (*pre, *core.pre)
        return replace(core, pre=ordered, post=(*core.post, *post))

    def _before(self, piece: Piece) -> str:
        """The piece as it stands before a noun, empty if it cannot."""
        if piece.has("attr"):
            return str(piece.forms["attr"])
        if piece.has("quote", "code", "unknown"):
            return self.word(piece)
        noun = parted(self.word(piece))[1]
        return singular(noun) if noun and not _winding(noun) else ""


def _winding(noun: str) -> bool:
    """Whether the noun phrase has parts after its noun, so that it cannot stand before another."""
    return any(f" {word} " in noun for word in PREPOSITIONS) or "(" in noun or "," in noun


def _prep(piece: Piece) -> str | None:
    """The preposition that joins what the head noun belongs to, if it is such a noun."""
    return next((kind for kind in PREPOSITIONS if piece.has(kind)), None)


def _measures(pieces: Pieces) -> bool:
    """Whether the pieces end in a quantity (计划总投资 before 亿元以上)."""
    return bool(pieces) and _prep(pieces[-1]) is not None


def _after(head: Phrase, note: str) -> Phrase:
    return replace(head, post=(*head.post, note)) if note else head


def _done(piece: Piece) -> str:
    return piece.forms.get("done") or participle(piece.forms["verb"])


def _index(pieces: Pieces, kind: str) -> int | None:
    return next((index for index, piece in enumerate(pieces) if piece.has(kind)), None)


def _verb_at(pieces: Pieces) -> int | None:
    """Where the verb of a label stands: first, or after its subject, or at the end."""
    for index, piece in enumerate(pieces):
        if not piece.has("done", "verb"):
            continue
        if piece.has(*NOMINAL, "attr", "adj") and index > 0:
            continue
        if piece.has(*NOMINAL) and len(pieces) == 1:
            continue
        if len(pieces) > 1:
            return index
    return None


def _place_word(subject: str) -> str:
    said = _said()
    if subject.endswith(tuple(said["events"])):
        return "at"
    return "in" if subject.endswith(tuple(said["sites"])) else "by"


def _is_place(piece: Piece) -> bool:
    return piece.has("place")


def _groups(pieces: Pieces) -> tuple[list[list[Piece]], list[Piece] | None]:
    """The parts of a list, and what follows 等 (None if there is no 等)."""
    groups: list[list[Piece]] = [[]]
    for index, piece in enumerate(pieces):
        if piece.has("others") and not piece.has("term") and groups[-1]:
            return [g for g in groups if g], list(_trimmed(pieces[index + 1 :]))
        if piece.has("join") and not piece.has("term"):
            groups.append([])
        else:
            groups[-1].append(piece)
    return [g for g in groups if g], None


def _shared_front(piece: Piece, others: list[list[Piece]]) -> bool:
    """Whether a level or a number at the front of a list holds for all of it (省级以上A、B和C)."""
    if not piece.has("adj", "post", "count") or piece.has("term"):
        return False
    return not any(group[0].has("adj", "post", "count") and len(group) > 1 and group[0].zh[-1:] == piece.zh[-1:] for group in others)


def _and(parts: list[str]) -> str:
    parts = [part for part in parts if part]
    if len(parts) < 3:
        return " and ".join(parts)
    return ", ".join(parts[:-1]) + " and " + parts[-1]


def _trimmed(pieces: Pieces) -> Pieces:
    """Without words at either end that say nothing."""
    start, end = 0, len(pieces)
    while start < end and _idle(pieces[start]):
        start += 1
    while end > start and _idle(pieces[end - 1]):
        end -= 1
    return pieces[start:end]


def _idle(piece: Piece) -> bool:
    kinds = set(piece.forms)
    return bool(kinds) and kinds <= {"skip", "de", "join"}


@cache
def _said() -> dict[str, Any]:
    said: dict[str, Any] = load_toml("english")["said"]
    return said
