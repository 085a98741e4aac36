"""What a page may load: files of its template's folders and the fonts of the package, no more."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from briefgen import fonts

if TYPE_CHECKING:
    from collections.abc import Iterable


class Fetcher(URLFetcher):  # type: ignore[misc] # WeasyPrint is untyped
    """Opens data: URLs and files inside the given folders; refuses all else, network included."""

    def __init__(self, folders: Iterable[Path]) -> None:
        """Allow the files of these folders, and the fonts."""
        super().__init__(allowed_protocols=("file", "data"), allow_redirects=False)
        self.refused: list[str] = []  # WeasyPrint passes over a refusal inside a picture
        self.folders = tuple(folders)
        self.roots = [folder.resolve() for folder in (*self.folders, fonts.FONT_DIR)]

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """The content at the URL; raises RefusedError for what a page may not load."""
        if urlsplit(url).scheme == "data":
            return super().fetch(url, headers)
        path = self.path_of(url)
        if path is None:
            self.refused.append(url)
            raise RefusedError(url)
        try:
            return URLFetcherResponse(url, path.read_bytes())
        except OSError as error:
            self.refused.append(url)
            raise RefusedError(url) from error

    def path_of(self, url: str) -> Path | None:
        """The file that the URL means, whether it is there or not; None where it may not be."""
        parts = urlsplit(url)
        path = Path(unquote(parts.path)).resolve() if parts.scheme == "file" else None
        inside = path and any(path.is_relative_to(root) for root in self.roots)
        return path if inside else None


class RefusedError(FatalURLFetchingError):  # type: ignore[misc] # WeasyPrint is untyped
    """A URL that a page may not load; WeasyPrint lets only this kind of error through."""


def font_faces() -> str:
    """The style sheet that names the faces of the package and where they lie."""
    return "\n".join(
        f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weight};'
        f' src: url("{face.path.as_uri()}") }}'
        for face in fonts.faces()
    )
