"""Looks at finished files before they are mailed: whole, one page, fonts, numbers traced."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING, Any

from briefgen.errors import BriefgenError, DeliveryError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from briefgen.workspace import Workspace

PICTURE_WIDTHS = (1000, 640)  # pixels: sharp on a phone, and what is left where a mail is too large
LEAST_INK = 0.01  # share of the page that is not white; a set page has 0.08 to 0.2, an empty one 0
MOST_TOLD = 5  # faults of one file in a message
WHITE = 200  # of 255: greyer pixels count as ink


def check_page(files: tuple[Path, ...], workspace: Workspace) -> None:
    """Raise DeliveryError, with every reason, if a page must not be sent."""
    looked = (path for path in files if path.suffix in LOOKS)  # the proof sheet is not mailed
    faults = [f"  {path.name}: {fault}" for path in looked for fault in _faults(path, workspace)]
    if faults:
        told = "\n".join(["the page is not fit to be sent", *faults])
        hint = "run briefgen build and briefgen verify to see it; nothing was sent"
        raise DeliveryError(told, hint=hint)


def _faults(path: Path, workspace: Workspace) -> Iterator[str]:
    try:
        yield from LOOKS[path.suffix](path.read_bytes())
        yield from untraced(path, workspace)
    except (BriefgenError, OSError, ValueError, LookupError, zipfile.BadZipFile) as error:
        yield f"cannot be read: {error}"


def untraced(path: Path, workspace: Workspace) -> Iterator[str]:
    """The numbers of a finished file that its sources do not prove."""
    from briefgen.verify import verify  # noqa: PLC0415 - late, it loads the readers

    findings = verify(path, workspace).findings
    for one in findings[:MOST_TOLD]:
        yield f"{one.number} is not traced to a source ({one.place}: {one.reason})"
    if len(findings) > MOST_TOLD:
        yield f"and {len(findings) - MOST_TOLD} more numbers are not traced"


def _pdf(data: bytes) -> Iterator[str]:
    import pikepdf  # noqa: PLC0415 - late, only sending needs it
    import pypdfium2  # noqa: PLC0415 - the same

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        yield f"is no PDF: {error}"
        return
    with document:
        if len(document) != 1:
            yield f"has {len(document)} pages instead of one"
        text = document[0].get_textpage().get_text_range()
    if not text.strip():
        yield "holds no text"
    if "\ufffd" in text:
        yield "has characters that no font shows"
    if _ink(data) < LEAST_INK:
        yield "is blank"
    with pikepdf.open(BytesIO(data)) as pdf:
        yield from _fonts(pdf)


def _fonts(pdf: Any) -> Iterator[str]:  # noqa: ANN401 - pikepdf's own types are loaded late
    """Fonts that are not in the file: the reader's computer would put others in their place."""
    for item in pdf.objects:
        if getattr(item, "get", None) is None or item.get("/Type") != "/FontDescriptor":
            continue
        if not any(name in item for name in ("/FontFile", "/FontFile2", "/FontFile3")):
            yield f"the font {item.get('/FontName')} is not in the file"


def _ink(data: bytes) -> float:
    small = _image(data, 200).convert("L")
    dark = sum(small.histogram()[:WHITE])
    return float(dark / (small.width * small.height))


def _image(data: bytes, width: int) -> Any:  # noqa: ANN401 - Pillow is loaded late
    import pypdfium2  # noqa: PLC0415 - late, only sending needs it

    with pypdfium2.PdfDocument(data) as document:
        page = document[0]
        return page.render(scale=width / page.get_width()).to_pil()


def picture(data: bytes, width: int) -> bytes:
    """The first page of a PDF as a PNG of that many pixels across, in few colours."""
    image = _image(data, width).convert("RGB").quantize(64)
    target = BytesIO()
    image.save(target, "PNG", optimize=True)
    return target.getvalue()


def _word(data: bytes) -> Iterator[str]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        if archive.testzip() or b"<w:t" not in archive.read("word/document.xml"):
            yield "is blank or damaged"


def _json(data: bytes) -> Iterator[str]:
    content = json.loads(data)
    if not content["printed"]["documents"] or not content["sources"]:
        yield "nothing of any document is on the page"
    if not content["figures"]:
        yield "no figure is on the page"


LOOKS: dict[str, Callable[[bytes], Iterator[str]]] = {".pdf": _pdf, ".docx": _word, ".json": _json}
