"""Finds the highlight or theme that an editor means, and takes down what is to become of it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefgen import pipeline
from briefgen.editing.file import saved
from briefgen.errors import EditError, SourceError
from briefgen.overrides import HEADING, KEY, Override, belongs, load_overrides
from briefgen.render.anchors import bare
from briefgen.rewording import heading_fault, reworded
from briefgen.select.highlight import find
from briefgen.select.identity import theme_keys
from briefgen.select.lines import lead_of
from briefgen.settings import EDITS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from briefgen.model import Reading
    from briefgen.select.highlight import Found
    from briefgen.workspace import Workspace

SHOWN = 8  # highlights that are listed where words fit several
MARKS = "，："  # after a lead


@dataclass(frozen=True, slots=True)
class Target:
    """A highlight or theme that may be edited: its words in the source, and where they stand."""

    key: str
    words: str
    theme: str  # the key of its theme; empty before the first one
    reading: Reading
    score: float = 0.0
    parts: tuple[str, ...] = ()  # of a theme: its label and its title
    lead: str = ""  # what is printed before a highlight that does not follow its sentence

    @property
    def path(self) -> str:
        """The document, as results name it."""
        return self.reading.article.source.path

    def wording(self, text: str) -> str:
        """What an edit says for a text as it is printed: without the lead, which is always printed.

        Empty where it is the source's own words.
        """
        lead = bare(self.lead)
        if lead and bare(text).startswith(lead):
            text = next(text[at:] for at in range(1, len(text) + 1) if bare(text[:at]) == lead)
        own = {bare(each) for each in (self.words, *self.parts)}
        return "" if bare(text) in own else text


def overrides_of(workspace: Workspace) -> tuple[Override, ...]:
    """The hand edits of a workspace; raises SettingsError where the file is wrong."""
    return load_overrides(_path(workspace))


def _path(workspace: Workspace) -> Path:
    return workspace.settings.overrides or workspace.root / EDITS


class Desk:
    """The hand edits of a workspace, and the documents they are about, read when needed."""

    def __init__(self, workspace: Workspace, progress: Callable[[str], None]) -> None:
        """Open the edits of a workspace; raises SettingsError where the file is wrong."""
        self._workspace = workspace
        self._progress = progress
        self._glossary = pipeline.glossary_of(workspace.settings)
        self.path = _path(workspace)
        self.overrides = load_overrides(self.path)
        self._read: dict[Path, tuple[Target, ...]] = {}

    # --- what there is ----------------------------------------------------------------------------

    def targets(self, files: Iterable[Path] | None = None) -> Iterator[Target]:
        """The themes and highlights of these documents, or of all: each theme, then its lines."""
        for path in files if files is not None else self._files():
            yield from self._targets(path)

    def documents_of(self, keys: Sequence[str]) -> list[Path]:
        """The documents that these keys are of, those that are there."""
        return [path for path in self._files() if any(belongs(key, path.name) for key in keys)]

    def of(self, key: str) -> Override:
        """The edit of a key; one that asks for nothing if there is none."""
        return next((each for each in self.overrides if each.key == key), Override(key))

    def find(self, wanted: str) -> Target:
        """The one highlight or theme of that key, or with these words.

        Raises EditError where there is none, or where the words fit several.
        """
        if KEY.fullmatch(wanted):
            own = self.documents_of([wanted])
            found = [each for each in self.targets(own) if each.key == wanted]
            hint = "list them: briefgen edit keys; or take an old edit back: briefgen edit undo"
        else:
            found = [each for each in self.targets() if wanted.strip() in each.words]
            hint = "list them all: briefgen edit keys"
        if not found:
            message = "no highlight or theme of the documents has this key or these words"
            raise EditError(message, where=wanted, hint=hint)
        if len(found) > 1:
            listed = "\n".join(f"  {each.key}  {each.words}" for each in found[:SHOWN])
            raise EditError(f"{len(found)} of them have these words:\n{listed}", where=wanted)
        return found[0]

    def fault(self, wish: Override) -> str:
        """Why an edit cannot be carried out as the documents are now; empty if it can."""
        own = self.documents_of([wish.key])
        if not own:
            return "its document is gone"
        found = next((each for each in self.targets(own) if each.key == wish.key), None)
        if found is None:
            return "the source does not say this any more"
        return _text_fault(found, wish.text, wish.text_en)

    # --- what is changed --------------------------------------------------------------------------

    def change(self, wanted: str, **wishes: str | bool) -> Override:
        """The edit of a highlight or theme with these wishes, written to the file.

        Raises EditError for words that say other numbers, and for wishes that cannot stand
        together; the file stays as it was.
        """
        target = self.find(wanted)
        wish = self.proposed(target, self.of(target.key), **wishes)
        self.save([wish])
        return wish

    def proposed(self, target: Target, known: Override, **wishes: str | bool) -> Override:
        """The edit `known` with these wishes, not yet written; raises EditError like `change`."""
        for name in wishes:
            if target.key.startswith(HEADING) and name not in {"text", "text_en"}:
                raise EditError("this is a theme; it can only be retitled", where=target.key)
        if (text := wishes.get("text")) and not target.key.startswith(HEADING):
            wishes["text"] = target.wording(str(text))
        wish = replace(known, document=target.path, was=target.words)
        wish = replace(wish, **wishes)  # type: ignore[arg-type] # the fields of Override
        if wishes.get("pin"):
            wish = replace(wish, hide=False)
        if wishes.get("hide"):
            wish = replace(wish, pin=False)
        if wish.before:
            wish = replace(wish, before=self._beside(target, wish.before))
        if wish.after:
            wish = replace(wish, after=self._beside(target, wish.after))
        if fault := _text_fault(target, wish.text, wish.text_en):
            hint = "" if target.words in fault else f"the source says: {target.words}"
            raise EditError(f"refused: {fault}", where=target.key, hint=hint)
        return wish

    def ordered(self, keys: Sequence[str], moved: str, targets: Iterable[Target]) -> list[Override]:
        """The edits by which the lines `keys` of one theme stand in this order.

        `moved` is the line that is moved now. It, and those that were moved before, stand beside
        what they follow in the order; the others need no edit.
        """
        words = {each.key: each for each in targets}
        shifted = {key for key in keys if self.of(key).before or self.of(key).after} | {moved}
        shifted &= words.keys()
        fixed = next((key for key in keys if key not in shifted), keys[0])
        made = []
        for above, key in zip(("", *keys), keys, strict=False):
            if key in shifted:
                before = fixed if not above and key != fixed else ""
                wish = replace(self.of(key), document=words[key].path, was=words[key].words)
                made.append(replace(wish, before=before, after=above))
        return made

    def undo(self, key: str) -> Override | None:
        """The edit that was taken out of the file; None where there was none."""
        known = next((each for each in self.overrides if each.key == key), None)
        if known is not None:
            self.save([Override(key)])
        return known

    def save(self, wishes: Sequence[Override]) -> None:
        """Write these edits to the file, all or none."""
        saved(self.path, wishes)
        self.overrides = load_overrides(self.path)

    # --- inside -----------------------------------------------------------------------------------

    def _beside(self, target: Target, other: str) -> str:
        """The key of the highlight that another one comes to stand beside."""
        beside = self.find(other)
        if beside.key == target.key or beside.key.startswith(HEADING):
            raise EditError("a highlight moves beside another highlight", where=other)
        if beside.path != target.path:
            message = "it is of another document; a highlight moves within its theme"
            raise EditError(message, where=other)
        return beside.key

    def _files(self) -> list[Path]:
        return list(pipeline.list_sources(self._workspace.settings.seeds))

    def _targets(self, path: Path) -> tuple[Target, ...]:
        if path not in self._read:
            self._progress(f"reading {path.name}")
            try:
                article = pipeline.open_article(path, self._workspace.shown(path))
            except SourceError:  # told by every build
                self._read[path] = ()
            else:
                self._read[path] = targets_of(pipeline.understand(article, self._glossary))
        return self._read[path]


def targets_of(reading: Reading) -> tuple[Target, ...]:
    """The themes and highlights of a document, each theme before its own highlights."""
    keys = theme_keys(reading)
    of: dict[str | None, list[Target]] = defaultdict(list)
    for each in find(reading):
        of[each.highlight.theme].append(_line(each, keys, reading))
    made = list(of[None])
    for theme in reading.themes:
        parts = tuple(filter(None, (theme.label, theme.title)))
        above = keys.get(theme.parent or "", "")
        made.append(Target(keys[theme.id], " ".join(parts), above, reading, parts=parts))
        made += of[theme.id]
    return tuple(made)


def _line(found: Found, keys: Mapping[str, str], reading: Reading) -> Target:
    highlight = found.highlight
    theme = keys.get(highlight.theme or "", "")
    words, lead = highlight.text, lead_of(found, reading)
    return Target(highlight.key, words, theme, reading, highlight.score, lead=lead)


def _text_fault(target: Target, text: str, english: str) -> str:
    """Why words must not stand for those of the source; empty if they may, or if there are none."""
    if not text:
        return ""
    if target.key.startswith(HEADING):
        faults = [heading_fault(part, text, english) for part in (*target.parts, target.words)]
        return "" if not all(faults) else faults[-1]
    fault = reworded(target.reading, {target.key: text})[target.key].fault
    lead = target.lead.strip(MARKS)
    if fault and lead and bare(lead) in bare(text):
        return f"the page prints “{lead}” before it anyway: leave it out"
    return fault
