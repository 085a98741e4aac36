"""Saved web pages: the main text by trafilatura, and what the page states about itself."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from briefgen.errors import SourceError
from briefgen.lexicon import load_toml
from briefgen.read.blocks import Writer
from briefgen.read.content import Content
from briefgen.read.encoding import MARKS, declared, decode
from briefgen.read.plain import refuse_binary, refuse_others, undecodable
from briefgen.read.shown import without_unseen
from briefgen.read.unseen import left_out

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.html import HtmlElement

# The largest page seen (a yearbook chapter with its tables) has 30,000 tags. Beyond the first limit
# the extractor is passed over, which takes 15 µs a tag; beyond the second the page is refused.
EXTRACTED = 60_000
TAGS = 1_000_000
KNOWN = 0.5  # share of what was extracted that stands in the same lines on the page
DEEPEST = re.compile("depth")  # what libxml2 reports of a tree that it cut at 256 levels

_CHARSET = re.compile(
    rb"<meta[^>]{0,200}charset\s{0,3}=\s{0,3}[\"']?\s{0,3}([\w-]{2,20})", re.IGNORECASE
)
_HEAD = 4096  # bytes in which a page names its encoding
_DROPPED = (
    *("script", "style", "noscript", "template", "iframe", "object", "svg", "select", "rp"),
    "figcaption",
)
_DAY = re.compile(r"((?:19|20)[0-9]{2})\D{1,3}([0-9]{1,2})\D{1,3}([0-9]{1,2})(?![0-9])")
_NAME = 6  # characters; a shorter heading names a section
_NEAR = 12  # lines between title and text that may be credits
_SPACES = re.compile(r"\s+")
NUMBER = re.compile(r"\d")


def read_page(data: bytes, where: str) -> Content:
    """The main text of a saved page with its title as a heading; raises SourceError if none."""
    refuse_others(data, where, "save the page as HTML, or its text as .txt")
    if data.count(b"<") > TAGS:
        raise SourceError(
            f"the page has more than {TAGS:,} tags", where=where, hint="save its text as .txt"
        )
    decoded = _decoded(data)
    if decoded is None:
        raise undecodable(where)
    refuse_binary(decoded[1], where)
    return page_content(decoded[1], decoded[0], where)


def page_content(text: str, encoding: str, where: str, title: str = "") -> Content:
    """The same of a page that is decoded, under `title` if one is given."""
    tree = _parsed(text, where)
    missed = without_unseen(tree)
    raw = _all_lines(tree)
    lines = _article(tree, raw)
    title = title or stated(tree, "title") or _heading(tree)
    if title:
        lines = [line for line in lines if not (line[0] == "#" and _bare(line) == _bare(title))]
        lines = [f"# {title}", *_credits(raw, lines, title), *lines]
    return Content(
        encoding=encoding,
        text="\n\n".join(lines) + "\n" if lines else "",
        published=_day(stated(tree, "published")),
        origin=stated(tree, "origin"),
        # of what is hidden most are menus; it is what has numbers that somebody may look for
        notes=left_out([piece for piece in missed if NUMBER.search(piece)]),
    )


def _decoded(data: bytes) -> tuple[str, str] | None:
    charset = stated_charset(data)
    if not charset or data.startswith(tuple(mark for mark, _ in MARKS)):
        return decode(data)
    return declared(data, charset)


def stated_charset(data: bytes) -> str:
    """The encoding that the page names in a meta tag, or ""."""
    charset = _CHARSET.search(data, 0, _HEAD)
    return charset[1].decode("ascii") if charset else ""


def _parsed(text: str, where: str) -> HtmlElement:
    """The tree of the page, its scripts taken out and its ruby put in brackets."""
    from lxml import etree, html  # noqa: PLC0415 - 60 ms that only pages need

    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree: HtmlElement = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise SourceError("the page holds no text", where=where, hint="save it again") from error
    if any(DEEPEST.search(entry.message) for entry in parser.error_log):
        raise SourceError(
            "the elements of the page are nested too deeply to be read",
            where=where,
            hint="save its text as .txt",
        )
    etree.strip_elements(tree, *_DROPPED, with_tail=False)
    for name in load_toml("formats")["page"]["captions"]["classes"]:
        for picture in tree.find_class(name):
            picture.drop_tree()
    for node in tree.iter("rt"):
        node.text = f"({''.join(map(str, node.itertext())).strip()})"
        for child in list(node):
            node.remove(child)
    etree.strip_tags(tree, "ruby", "rb", "rt", "rtc")
    return tree


def _article(tree: HtmlElement, raw: Sequence[str]) -> list[str]:
    """The lines of the main text; those of the whole page if the extractor finds none in `raw`.

    As its last resort the extractor puts a whole page into one paragraph, title and all.
    """
    from copy import deepcopy  # noqa: PLC0415 - for pages only

    if sum(1 for _ in tree.iter()) > EXTRACTED:
        return Writer().write(tree)
    import trafilatura  # noqa: PLC0415 - 200 ms that only pages need

    # recall over precision: what is too much the clean step cuts, what is lost stays lost
    found = trafilatura.bare_extraction(
        deepcopy(tree),
        favor_recall=True,
        include_comments=False,
        include_tables=True,
        include_formatting=True,
    )
    body = getattr(found, "body", None)
    lines = Writer().write(body) if body is not None else []
    known = {_bare(line) for line in raw}
    own = sum(len(line) for line in lines if _bare(line) in known)
    return lines if own >= KNOWN * sum(map(len, lines)) > 0 else Writer().write(tree)


def _all_lines(tree: HtmlElement) -> list[str]:
    return Writer(spaced=True).write(tree)


def stated(tree: HtmlElement, what: str) -> str:
    """What the page says of itself in its meta tags or in the elements made for it, or ""."""
    rules = load_toml("formats")["page"][what]
    found: dict[str, str] = {}
    for node in tree.iter("meta"):
        name = node.get("name") or node.get("property") or ""
        found.setdefault(name.lower(), _SPACES.sub(" ", node.get("content") or "").strip())
    texts = [found.get(name.lower(), "") for name in rules["meta"]]
    texts += [_plain(node) for node in _elements(tree, rules)]
    return next((text for text in texts if text), "")


def _elements(tree: HtmlElement, rules: dict[str, Any]) -> Iterator[HtmlElement]:
    wanted = rules["ids"]
    found = {node.get("id"): node for node in tree.iter() if node.get("id") in wanted}
    return (found[name] for name in wanted if name in found)


def _heading(tree: HtmlElement) -> str:
    """The first heading that the title of the page holds too, or else the page's title."""
    whole = " ".join(_plain(node) for node in tree.iter("title")).strip()
    heads = [_plain(node) for node in tree.iter("h1", "h2", "h3")]
    named = [text for text in heads if len(text) >= _NAME and text in whole]
    return next(iter([*named, *([whole] if whole else heads)]), "")


def _plain(node: HtmlElement) -> str:
    """The text in an element on one line."""
    return _SPACES.sub(" ", node.text_content()).strip()


def _credits(raw: Sequence[str], lines: Sequence[str], title: str) -> list[str]:
    """The lines of the page between its title and its text that tell date and source."""
    rules = load_toml("formats")["page"]["credits"]
    known = {_bare(line) for line in lines}
    heads = [index for index, line in enumerate(raw) if _bare(line) == _bare(title)]
    if not heads:
        return []
    near: list[str] = []
    for line in raw[heads[-1] + 1 : heads[-1] + 1 + _NEAR]:
        if len(line) > rules["longest"]:
            break
        if _bare(line) not in known and _credit().search(line):
            near.append(line.lstrip("#- ").replace("**", ""))
    return near


def _bare(line: str) -> str:
    return _SPACES.sub("", line.lstrip("#-").replace("**", ""))


def _day(text: str) -> date | None:
    match = _DAY.search(text)
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


@cache
def _credit() -> re.Pattern[str]:
    return re.compile(load_toml("formats")["page"]["credits"]["pattern"])
