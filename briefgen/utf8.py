"""Reads the files that people write; one saved in another encoding is told with its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from briefgen.errors import BriefgenError

MESSAGE = "the file is not saved in UTF-8"
HINT = "save it again in UTF-8: in Notepad, File, Save as, Encoding"


def text_of(path: Path, failure: type[BriefgenError]) -> str:
    """The text of a file without its byte order mark; raises `failure` if it is not in UTF-8."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        where = f"{path}:{bad_line(path.read_bytes())}"
        raise failure(MESSAGE, where=where, hint=HINT) from error


def bad_line(content: bytes) -> int:
    """The line, counted from one, on which the first byte stands that is no UTF-8."""
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return content.count(b"\n", 0, error.start) + 1
    return 0


def meant_by(content: bytes, line: int) -> str:
    """That line as it was probably meant: what Chinese programs save is GB18030 or UTF-16."""
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "gb18030"
    lines = content.decode(encoding, "replace").splitlines()
    return lines[line - 1] if 0 < line <= len(lines) else ""
