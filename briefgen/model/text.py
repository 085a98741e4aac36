"""What is known of a document and its text, each part with its place in the file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

OVERALL = "总体"  # the label of what stands before the first theme (extract contract)


@dataclass(frozen=True, slots=True)
class Traced:
    """A cleaned text whose every character knows its offset in the decoded file.

    `offsets[i]` is the code-point offset of the raw character behind `text[i]`; both have one
    length. A repaired or converted character points at the character it stands for.
    """

    text: str
    offsets: tuple[int, ...]

    def __post_init__(self) -> None:
        if len(self.text) != len(self.offsets):
            message = f"{len(self.text)} characters but {len(self.offsets)} offsets"
            raise ValueError(message)

    def __len__(self) -> int:
        return len(self.text)

    def __add__(self, other: Traced) -> Traced:
        return Traced(self.text + other.text, self.offsets + other.offsets)

    def cut(self, start: int, end: int) -> Traced:
        """The part from `start` to `end`, as a slice."""
        return Traced(self.text[start:end], self.offsets[start:end])

    def strip(self) -> Traced:
        """The same without white space at either end."""
        left = len(self.text) - len(self.text.lstrip())
        return self.cut(left, max(left, len(self.text.rstrip())))

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """Where `text[start:end]` stands in the raw file; raises ValueError if it is empty."""
        part = self.offsets[start:end]
        if not part:
            message = "an empty part has no place in the source"
            raise ValueError(message)
        return Span(part[0], part[-1] + 1)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Code-point offsets into the decoded file: `raw[start:end]` is the source."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Problem:
    """A doubt, listed instead of guessed: what kind, where, and in words for the editor."""

    kind: str
    start: int
    end: int
    message: str


@dataclass(frozen=True, slots=True)
class Noise:
    """A stretch of the file that is not the article: advert, menu, licence, byline and the like."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Repair:
    """A mended stretch: what stood there, what it was read as, and why."""

    start: int
    end: int
    was: str
    now: str
    reason: str


@dataclass(frozen=True, slots=True)
class Source:
    """A file as read: offsets point into its `text`.

    Of a plain text that is the decoded file, otherwise untouched; of other formats (saved pages,
    Word, PDF, mail) it is the text taken out, as Markdown: # headings, - points, **bold**.
    `sha256` is always that of the file's bytes. `published` and `origin` are what the format
    itself states beside the text; `notes` says what of the file was not read.
    """

    id: str
    path: str
    sha256: str
    encoding: str
    text: str
    published: date | None = None
    origin: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A province, prefecture or county: `code` is the GB/T 2260 six digits, `level` 1, 2 or 3.

    `zh` is the short name (聊城), `full` the official one (聊城市), `en` the short English one,
    `en_full` the one with its generic (Guanxian County); `parent` is the code one level up.
    """

    code: str
    level: int
    zh: str
    full: str
    en: str
    en_full: str
    parent: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A cleaned paragraph: simplified, mended, full-width punctuation, no stray spaces.

    `markup` is the heading level that the file itself marks (Markdown #, HTML h1–h6), 0 if none.
    `line` is true for one short line without sentence punctuation: it may be a heading, and a
    space inside it is kept, since it often parts label and title (扎实推进“链长制” 优势凸显).
    `lead` is how many characters at its beginning the file itself sets in bold, 0 if none.
    """

    text: Traced
    markup: int = 0
    line: bool = False
    lead: int = 0


@dataclass(frozen=True, slots=True)
class Article:
    """A document cleaned: what it says, and what is known about it; dates are null if unstated.

    `also` names the further outlets that brought the same news. `opening` is what names a document
    without a title of its own.
    """

    source: Source
    title: str  # empty if the text has none
    origin: str  # the publishing outlet (聊城日报); empty if the text does not say
    published: date | None
    event: date | None
    place: Place | None
    script: str  # "simplified" or "traditional"
    paragraphs: tuple[Paragraph, ...]
    noise: tuple[Noise, ...] = ()
    repairs: tuple[Repair, ...] = ()
    problems: tuple[Problem, ...] = ()
    also: tuple[str, ...] = ()
    opening: str = ""

    @property
    def name(self) -> str:
        """What the document is called: its title, or else what its text begins with."""
        return self.title or self.opening


@dataclass(frozen=True, slots=True)
class Theme:
    """A heading of the document's own: `label` is its shortest name (稳), `title` the rest.

    `parent` is the id of the theme above, None at the top; `rule` names the marker that found it.
    """

    id: str
    parent: str | None
    label: str
    title: str
    rule: str
    start: int
    end: int
    label_en: str = ""
    title_en: str = ""

    @property
    def stands_in(self) -> bool:
        """Whether it is no theme of the document's own, but the subject of a paragraph.

        A document without a framework is grouped by such subjects on the page.
        """
        return self.rule.startswith("fallback")


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of text under one innermost theme (None: before the first, 总体), in source order.

    `role` is "body", "heading" (a theme's own line; figures there are headlines, repeats of the
    body) or "title". `paragraph` is the index of the paragraph it is cut from.
    """

    theme: str | None
    paragraph: int
    text: Traced
    role: str = "body"


@dataclass(frozen=True, slots=True)
class Outline:
    """The document's own structure: its themes, and all its text cut at them, in order."""

    themes: tuple[Theme, ...]
    passages: tuple[Passage, ...]
    problems: tuple[Problem, ...] = ()
