"""The characters of a Word paragraph one by one, and their runs written anew."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any, NamedTuple

from briefgen.render.breaks import FORBIDDEN, JOINER, OPENING, Look, boundary
from briefgen.render.styles import TWIPS, Q, placed, run_look

if TYPE_CHECKING:
    from collections.abc import Sequence

NO_LANGUAGE = "x-none"
DASH = "—"  # LibreOffice lets a line begin with it
GAP = 0.2  # em: what LibreOffice leaves between a digit and a Chinese word, if no joiner is there
LATIN_END = "\u02ff"  # the last of the Latin letters
LATIN_MARKS = {JOINER, "–", "’"}
_R, _T, _LOOK = (f"{Q}{name}" for name in ("r", "t", "rPr"))
# What stands in a w:rPr behind the language, and behind the spacing of its characters (ECMA-376).
BEHIND_LANGUAGE = ("eastAsianLayout", "specVanish", "oMath")
BEHIND_SPACING = (
    *("w", "kern", "position", "sz", "szCs", "highlight", "u", "effect", "bdr", "shd", "fitText"),
    *("vertAlign", "rtl", "cs", "em", "lang", *BEHIND_LANGUAGE),
)


class Character(NamedTuple):
    """A character of a paragraph, and the w:t that it stands in."""

    text: str
    look: Look
    item: Any
    before: str  # the character before it


class Written(NamedTuple):
    """How a character is written: whether bound, whether a joiner comes first, the room behind."""

    character: Character
    chosen: bool
    joint: bool
    room: float  # points


def characters_of(paragraph: Any, runs: Sequence[tuple[str, Look]]) -> list[Character]:  # noqa: ANN401 (lxml)
    """The characters of a paragraph, in order; of a gap or a break the item is None."""
    items = [
        item
        for run in paragraph.iter(_R)
        for item in run
        if (item.tag == _T and item.text) or item.tag in {f"{Q}tab", f"{Q}br"}
    ]
    whole = "".join(text for text, _ in runs)
    each = [
        (look, item if item.tag == _T else None)
        for (text, look), item in zip(runs, items, strict=True)
        for _ in text
    ]
    return [
        Character(character, *of, before=whole[at - 1 : at])
        for at, (character, of) in enumerate(zip(whole, each, strict=True))
    ]


def is_wide(character: str) -> bool:
    """Whether room may come behind it: a Chinese character or mark, no letter and no digit."""
    return character > LATIN_END and character not in LATIN_MARKS


def parts_at(characters: Sequence[Character], at: int) -> bool:
    """Whether a line might end before this character, so that a joiner is of use."""
    before, after = characters[at - 1].text, characters[at].text
    latin = before.isascii() and after.isascii()
    known = (
        (after in FORBIDDEN and after != DASH)
        or before in OPENING
        or JOINER in (before, after)
        or before.isspace()
        or after.isspace()
    )
    return not (latin or known)


def rewrite(
    characters: Sequence[Character], spans: Sequence[tuple[int, int]], rooms: Sequence[float] = ()
) -> int:
    """Puts joiners between the characters of the spans, and says that these are no language.

    `rooms` come behind the wide characters, in points. Says how many joiners there are.
    """
    chosen: set[int] = set()
    joints: set[int] = set()
    for first, last in spans:
        joints |= {at for at in range(first + 1, last) if parts_at(characters, at)}
        chosen |= {at for at in range(first, last) if characters[at].text not in FORBIDDEN}
    by_item: dict[Any, list[Written]] = {}
    for at, each in enumerate(characters):
        if each.item is not None:
            room = rooms[at] if rooms and is_wide(each.text) else 0.0
            written = Written(each, at in chosen, at in joints, room)
            by_item.setdefault(each.item, []).append(written)
    for item, pieces in by_item.items():
        if any(each.chosen or each.room for each in pieces):
            _rewrite(item, pieces)
    return len(joints)


def _rewrite(item: Any, pieces: Sequence[Written]) -> None:  # noqa: ANN401
    """The text of a w:t anew, in as many runs as have to be told apart."""
    parts: list[tuple[str, bool, float]] = []  # its text, whether it is bound, the room behind
    for each, chosen, joint, room in pieces:
        before = parts[-1][0][-1:] if parts else each.before
        if joint and boundary(before, each.text):
            parts.append((JOINER, True, GAP * each.look.size))
            parts.append((each.text, chosen, room))
            continue
        text = JOINER + each.text if joint else each.text
        if parts and parts[-1][1:] == (chosen, room):
            parts[-1] = parts[-1][0] + text, chosen, room
        else:
            parts.append((text, chosen, room))
    run = item.getparent()
    if len(parts) > 1 and len(run.findall(f"{Q}*")) - len(run.findall(_LOOK)) > 1:
        return  # a run of several pieces, such as a tab and words: it is not worth it
    for text, chosen, room in reversed(parts):
        part = deepcopy(run) if len(parts) > 1 else run
        part.find(_T).text = text
        if chosen:
            _in_no_language(part)
        if room:
            _spaced(part, room)
        if part is not run:
            part.find(_T).set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            run.addnext(part)
    if len(parts) > 1:
        run.getparent().remove(run)


def _spaced(run: Any, room: float) -> None:  # noqa: ANN401
    """Sets the room behind each character of a run, in points."""
    spacing = placed(run_look(run), "spacing", BEHIND_SPACING)
    spacing.set(f"{Q}val", str(round(room * TWIPS)))


def _in_no_language(run: Any) -> None:  # noqa: ANN401
    language = placed(run_look(run), "lang", BEHIND_LANGUAGE)
    language.set(f"{Q}eastAsia", NO_LANGUAGE)
