"""The styles of a Word file, each with those it is based on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ON = ("1", "true", "on")


class WordStyles:
    """What each style of a Word file says itself or takes from the one below."""

    def __init__(self, styles: Any) -> None:  # noqa: ANN401 (lxml)
        """The styles of the root of styles.xml."""
        self._styles = {one.get(f"{_W}styleId"): one for one in styles.iter(f"{_W}style")}
        self.default = styles.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr")
        self.normal: str | None = next(
            (
                key
                for key, one in self._styles.items()
                if one.get(f"{_W}type") == "paragraph" and one.get(f"{_W}default") in _ON
            ),
            None,
        )

    def chain(self, name: str | None) -> Iterator[Any]:
        """A style and those it is based on, the nearest first; one based on itself comes once."""
        seen: set[str] = set()
        while name is not None and name not in seen and name in self._styles:
            seen.add(name)
            yield self._styles[name]
            below = self._styles[name].find(f"{_W}basedOn")
            name = below.get(f"{_W}val") if below is not None else None

    def named(self, element: Any) -> Iterator[Any]:  # noqa: ANN401
        """The chain of the style that a `pStyle` or `rStyle` names; empty for None."""
        return self.chain(element.get(f"{_W}val") if element is not None else None)

    def of(self, paragraph: Any) -> str | None:  # noqa: ANN401
        """The style of a paragraph; that of paragraphs which name none, if it names none."""
        named = paragraph.find(f"{_W}pPr/{_W}pStyle")
        return named.get(f"{_W}val") if named is not None else self.normal
