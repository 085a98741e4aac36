"""Theme names in English: labels of one or two characters, headings as gerunds or noun phrases."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefgen.english.doubts import acts, joined_inside
from briefgen.english.faults import doubtful_heading, doubtful_text
from briefgen.english.glossary import Glossary, tidy
from briefgen.english.headings import led, patterned, put, slogan
from briefgen.english.inflect import capital, gerund, parted
from briefgen.english.phrases import NOMINAL, PAIR, joined, winding, wording
from briefgen.english.pieces import HAN, JOINT, Piece
from briefgen.english.terms import Rendering, Translator, cleaned

if TYPE_CHECKING:
    from briefgen.english.grammar import Composer

CLAUSES = re.compile(r"(?:[，,;；。！!：:]|(?<!\d)—|—(?!\d))+")
FIRST_LINK = re.compile(r" (?:of|in|for|to|with|as|that) ")
LONGEST = 80
SHORTEST = 4  # characters of a clause with a verb and what it acts on


def translate_theme(label: str, title: str, glossary: Glossary) -> tuple[str, str]:
    """The English of a theme's label and of its title; either may be empty."""
    return render_theme(label, glossary).text, render_theme(title, glossary).text


def render_theme(text: str, glossary: Glossary) -> Rendering:
    """One heading in English: 推动产业升级 is Promoting industrial upgrading.

    Verbs that open a clause become gerunds, a verb that closes one goes to its front; slogans
    and short labels come from the glossary.
    """
    translator = Translator(glossary)
    parts = [_clause(part, translator) for part in CLAUSES.split(_spaced(text)[:LONGEST]) if part]
    inside = cleaned(", ".join(part for part in parts if part))
    missing = tuple(dict.fromkeys(translator.missing))
    unsure = translator.unsure or doubtful_text(inside.removeprefix(wording()["in_terms"]))
    if not missing and inside and (unsure or _cut_off(tidy(text), glossary)):
        missing = (tidy(text),)
    return Rendering(capital(parted(inside)[1]), not missing, missing, inside)


def _cut_off(text: str, glossary: Glossary) -> bool:
    return doubtful_heading(text) and not glossary.forms(text)


def _spaced(text: str) -> str:
    """The heading with a comma where a space parts its clauses."""
    return tidy(re.sub(r"(?<=[\u3400-\u9fff”])\s+(?=[\u3400-\u9fff“])", "，", text.strip()))


def _clause(text: str, translator: Translator) -> str:
    def say(part: str) -> str:
        return _clause(part, translator)

    whole = translator.glossary.forms(text)
    for kind in ("theme", "phrase", "term", "name"):
        if kind in whole:
            return whole[kind]
    if said := slogan(text, translator.glossary):
        return said
    if said := _row(text, translator):
        return said
    if said := (
        patterned(text, say, wide=False)
        or led(text, translator.glossary, say)
        or patterned(text, say, wide=True)
    ):
        return said
    if not HAN.search(text):
        return text
    pieces = [piece for piece in translator.pieces(text) if not set(piece.forms) <= {"skip"}]
    return _headline(_worked(pieces), translator.composer())


def _row(text: str, translator: Translator) -> str:
    """Clauses of one length in a row, each with its verb: 深化改革、扩大开放、促进创新."""
    parts = text.split(JOINT.zh)
    if len(parts) < PAIR or len(parts[0]) < SHORTEST or len({len(part) for part in parts}) > 1:
        return ""
    said = []
    for part in parts:
        clause = Translator(translator.glossary)
        english = _clause(part, clause)
        if clause.missing or clause.unsure or not english.split(" ")[0].endswith("ing"):
            return ""
        said.append(english)
    return joined(said)


def _worked(pieces: list[Piece]) -> list[Piece]:
    """X建设 and X发展 as the development of X; 经济发展 stays economic development."""
    words = wording()
    long = len(pieces) > PAIR or (len(pieces) == PAIR and not pieces[0].has("attr", "adj"))
    if len(pieces) > 1 and (pieces[-1].zh in words["works"] or (long and _grown(pieces))):
        said = words["work"] if any(not p.has("adj") for p in pieces[:-1]) else words["growth"]
        if pieces[-1].zh in words["works"] and pieces[-2].zh.endswith(tuple(words["built"])):
            said = words["building"]
        return [*pieces[:-1], Piece(pieces[-1].zh, {"of": said})]
    return pieces


def _grown(pieces: list[Piece]) -> bool:
    """Whether a noun and 发展 close the heading, with no adverb between that says how."""
    noun = pieces[-2].has(*NOMINAL) and not pieces[-2].has("verb", "adv", "attr", "adj")
    return noun and pieces[-1].zh in wording()["growths"]


def _headline(pieces: list[Piece], composer: Composer) -> str:
    if not pieces:
        return ""
    verbs = next((at for at, piece in enumerate(pieces) if not piece.has("verb")), 1)
    cut_off = pieces[-1].has("count") and not pieces[-1].has("term")
    if joined_inside(pieces[max(0, verbs - 1) :]) or cut_off:
        composer.doubt()  # a sentence that was cut off at its number
    first, last = pieces[0], pieces[-1]
    start = 1 if first.has("adv") and len(pieces) > PAIR and pieces[1].has("verb") else 0
    if pieces[start].has("verb") and len(pieces) > start + 1 and not _heads_noun(pieces, start):
        said = _verb_first(pieces[start:], composer)
        adverb = first.forms["adv"] if start else ""
        return put(adverb, said)
    by_verb = not last.has("done") and (not last.has("term") or pieces[-2:][0].has("adv"))
    if last.has("verb") and len(pieces) > 1 and by_verb:
        rest, adverb = pieces[:-1], ""
        if rest[-1].has("adv") and len(rest) > 1:
            rest, adverb = rest[:-1], rest[-1].forms["adv"]
        _trust(rest, composer)
        thing = _whole(str(composer.phrase(_named(rest))))
        return put(adverb, _with_object(gerund(last.forms["verb"]), thing))
    _trust(pieces[:-1], composer)
    return str(composer.phrase(_named(pieces)))


def _named(pieces: list[Piece]) -> list[Piece]:
    """The pieces of a noun phrase, those that could be verbs taken as the nouns they also are."""
    return [
        Piece(
            piece.zh,
            {kind: text for kind, text in piece.forms.items() if kind not in ("verb", "done")},
            piece.inner,
        )
        if piece.has(*NOMINAL, "attr")
        else piece
        for piece in pieces
    ]


def _trust(pieces: list[Piece], composer: Composer) -> None:
    """Doubt a noun phrase with a verb inside: a heading has one verb, at its start or its end."""
    if any(acts(piece) for piece in pieces):
        composer.doubt()


def _heads_noun(pieces: list[Piece], at: int) -> bool:
    """Whether the verb is part of a noun phrase here: 发展活力, 服务生态, but 建设宜居和美乡村."""
    whole = len(pieces) > at + PAIR or len(pieces[at + 1].zh) > PAIR + 1 or at > 0
    if whole and not pieces[-1].has("verb", "done", "post", "adj"):
        return False
    return pieces[at].has("attr", "adj") or (pieces[at].has("term") and len(pieces) == at + 1)


def _verb_first(pieces: list[Piece], composer: Composer) -> str:
    """推进X: promoting X; verbs in a row share X, a second clause is joined by "and"."""
    at = next(
        (
            i
            for i in range(2, len(pieces) - 1)
            if _plain_verb(pieces[i]) and not pieces[i - 1].has("join", "adv")
        ),
        None,
    )
    if at is not None:
        lead = 1 if pieces[1].has("verb") else 0
        if len(_zh(pieces[lead:at])) != len(_zh(pieces[at:])):  # 优化供给扩大需求: four and four
            composer.doubt()  # where the first clause ends is a guess
        first = _verb_first(pieces[:at], composer)
        return f"{first} and {_verb_first(pieces[at:], composer)}"
    verbs, rest = [pieces[0]], pieces[1:]
    while len(rest) > PAIR and rest[0].has("join") and rest[1].has("verb"):
        verbs.append(rest[1])
        rest = rest[2:]
    while len(rest) > 1 and _plain_verb(rest[0]):
        verbs.append(rest[0])
        rest = rest[1:]
    if len(rest) > 1 and _plain_verb(rest[-1]):
        verbs = [verb for verb in verbs if not verb.has("light")]
        verbs.append(rest[-1])
        rest = rest[:-1]
    if rest[-1].has("post") and len(rest) > 1 and not rest[-1].has("term"):
        composer.doubt()  # 推动经济稳中向好: the predicate of a second clause
    if len(rest) > 1 and rest[0].has("verb") and rest[0].has("term", "attr"):
        return _second(verbs, rest, composer)
    if len(verbs) > 1 and verbs[0].has("light"):
        verbs = verbs[1:]
    _trust(rest, composer)
    return _with_object(_gerunds(verbs), _whole(str(composer.phrase(rest))))


def _with_object(verbs: str, thing: str) -> str:
    """The verbs and their object: advancing rural revitalization on all fronts."""
    for closing in wording()["closing"]:
        if verbs.endswith(f" {closing}") and not winding(thing):
            return f"{verbs.removesuffix(closing)}{thing} {closing}"
    return f"{verbs} {thing}"


def _zh(pieces: list[Piece]) -> str:
    return "".join(piece.zh for piece in pieces)


def _whole(thing: str) -> str:
    """The object of a heading's verb: 体系 is one, improving the social security system."""
    match = FIRST_LINK.search(thing)
    front, rest = (thing[: match.start()], thing[match.start() :]) if match else (thing, "")
    head, space, last = front.rpartition(" ")
    one = wording()["wholly"].get(last)
    if not one or not (space or rest) or parted(thing)[0] or "," in thing:
        return thing
    return f"the {head}{space}{one}{rest}"


def _gerunds(verbs: list[Piece]) -> str:
    """The verbs of a clause: consolidating and improving; but: focusing on improving."""
    said = [gerund(verb.forms["verb"]) for verb in verbs]
    lead = said.pop(0) + " " if len(said) > 1 and said[0].endswith(" on") else ""
    return lead + " and ".join(said)


def _second(verbs: list[Piece], rest: list[Piece], composer: Composer) -> str:
    """A verbal noun after the verbs: 统筹发展和安全, 着力发展X, 加快培育X, 增强发展活力."""
    said = _gerunds(verbs)
    first = rest[0]
    bare = {kind: text for kind, text in first.forms.items() if kind not in ("verb", "done")}
    if rest[1].has("join") or not (said.endswith(" on") or verbs[-1].has("light")):
        return f"{said} {composer.phrase([Piece(first.zh, bare), *rest[1:]])}"
    if said.endswith(" on"):
        return f"{said} {gerund(first.forms['verb'])} {composer.phrase(rest[1:])}"
    noun = first.forms.get("attr") or first.forms["term"]
    return f"{said} the {noun} of {composer.phrase(rest[1:])}"


def _plain_verb(piece: Piece) -> bool:
    return piece.has("verb") and not piece.has("term", "attr", "adj", "of")
