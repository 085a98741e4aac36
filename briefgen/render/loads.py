"""Where the files of a template name what the page may not load."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin

from briefgen.render.remarks import REMARK, blanked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

APART = "email"  # the stem of files that are no part of the page
COMMENT = re.compile(rf"/\*.*?\*/|{REMARK.pattern}|<!--.*?-->", re.DOTALL)
QUOTED = re.compile(r"[\"'(]([^\"'()]+)[\"')]")  # may have spaces in it
AROUND = re.compile(r"[\s\"'()<>=;,]+")  # what stands around an address


def named_at(url: str, folders: Iterable[Path], page: Path) -> str:
    """`file:line` where the address stands; the page itself where it is put together.

    Looked through are the style sheets and pages of the folders, the template's own first.
    """
    found = (
        f"{path}:{line}" for folder in folders for path in _files(folder)
        for line in _lines(url, path, path if path.suffix == ".css" else page)
    )  # fmt: skip
    return next(found, str(page))


def _files(folder: Path) -> list[Path]:
    paths = [*folder.glob("*.css"), *folder.glob("*.html")]
    return [path for path in sorted(paths) if path.stem != APART]


def _lines(url: str, path: Path, base: Path) -> Iterator[int]:
    """The lines of a file that name an address; `base` is what the addresses in it start from."""
    text = path.read_text(encoding="utf-8", errors="replace")
    text = COMMENT.sub(blanked, text)
    for number, line in enumerate(text.split("\n"), 1):
        named = filter(None, (*QUOTED.findall(line), *AROUND.split(line)))
        if any(_resolved(one, base) == unquote(url) for one in named):
            yield number


def _resolved(address: str, base: Path) -> str:
    try:
        return unquote(urljoin(base.as_uri(), address))
    except ValueError:  # no address at all
        return ""
