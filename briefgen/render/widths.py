"""Sets the columns of a table with headings so that its rows take as few lines as they can.

The widths that stand in the Word file hold, unless a row becomes lower by others or a figure would
go on in a second line: then each column gets what its cells need for that, and what is left goes
where the file had it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from lxml import etree

from briefgen.render.breaks import pieces
from briefgen.render.form import margins_of, read_paragraph, twips
from briefgen.render.styles import TWIPS, Q

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefgen.render.breaks import Piece
    from briefgen.render.measure import Ruler

ROOM = 0.5  # points: what a column has more than is counted that it needs
SHORT = 22  # characters: a figure or a period, no sentence
_DIGIT = re.compile(r"[0-9]")
_HEADER = f"{Q}trPr/{Q}tblHeader"
Need = tuple[float, ...]  # the width that a cell needs for one line, for two, and so on


class Plan(NamedTuple):
    """How many lines each row may take, and how wide the columns must be for that, in points."""

    lines: tuple[int, ...]
    widths: tuple[float, ...]


def fit_columns(root: Any, ruler: Ruler) -> None:  # noqa: ANN401 (lxml)
    """Sets the columns of each table of a document whose first row is said to be its head."""
    for table in root.iter(f"{Q}tbl"):
        if table.find(f"{Q}tr/{_HEADER}") is None or table.find(f".//{Q}tbl") is not None:
            continue
        if widths := _better_widths(etree.tostring(table, with_tail=False), ruler):
            _set(table, _rows(table), widths)


@lru_cache(maxsize=16)  # the same table stands in most of the pages that are tried
def _better_widths(written: bytes, ruler: Ruler) -> list[int]:
    """The widths of the columns of a table; none where they stay as they are."""
    table: Any = etree.fromstring(written)
    rows = _rows(table)
    asked = [round(twips(cell.find(f"{Q}tcPr/{Q}tcW"), "w")) for cell in rows[0]]
    known = [round(twips(column, "w")) for column in table.iterfind(f"{Q}tblGrid/{Q}gridCol")]
    if asked != known or any(len(cells) != len(asked) for cells in rows):
        return []
    margins = margins_of(table)
    cells = tuple(
        tuple(_needs(etree.tostring(cell), ruler, margins) for cell in row) for row in rows
    )
    figures = tuple(tuple(_is_figure(cell) for cell in row) for row in rows)
    widths = _fitting(cells, figures, tuple(asked))
    return [] if widths == asked else widths


def _rows(table: Any) -> list[list[Any]]:  # noqa: ANN401
    return [row.findall(f"{Q}tc") for row in table.iterfind(f"{Q}tr")]


def _fitting(
    cells: tuple[tuple[Need, ...], ...],
    figures: tuple[tuple[bool, ...], ...],
    asked: tuple[int, ...],
) -> list[int]:
    """The widths of the columns, those asked for if there are none better."""
    usual = columns_of(cells, asked) or list(asked)
    held = _whole(cells, figures)
    if whole := columns_of(held, asked):
        return whole
    shared = [round(width * TWIPS) for width in shared_widths(held, sum(asked) / TWIPS)]
    shared[-1] += sum(asked) - sum(shared)
    whole = columns_of(held, shared)
    return whole if whole and _high(cells, whole) <= _high(cells, usual) else usual


def _high(cells: Sequence[Sequence[Need]], widths: Sequence[int]) -> int:
    """How many lines all rows take together."""
    return sum(
        max(_lines(need, width / TWIPS) for need, width in zip(row, widths, strict=True))
        for row in cells
    )


def shared_widths(cells: Sequence[Sequence[Need]], wide: float) -> list[float]:
    """The width by what each column needs for one line; where that is too much, the widest give."""
    columns = list(zip(*cells, strict=True))
    least = [max(need[-1] for need in column) for column in columns]
    whole = [max(need[0] for need in column) for column in columns]

    def given(limit: float) -> list[float]:
        return [max(few, min(all_, limit)) for few, all_ in zip(least, whole, strict=True)]

    low, high = 0.0, min(wide, max(whole))
    while high - low > ROOM:
        limit = (low + high) / 2
        low, high = (limit, high) if sum(given(limit)) <= wide else (low, limit)
    return [width * wide / sum(given(low)) for width in given(low)]


def _is_figure(cell: Any) -> bool:  # noqa: ANN401 (lxml)
    text = "".join(each.text or "" for each in cell.iter(f"{Q}t"))
    return len(text) <= SHORT and bool(_DIGIT.search(text))


def _whole(cells: Sequence[Sequence[Need]], figures: Sequence[Sequence[bool]]) -> list[list[Need]]:
    """What the cells need if no figure goes on in a second line."""
    return [
        [need[:1] if figure else need for need, figure in zip(*row, strict=True)]
        for row in zip(cells, figures, strict=True)
    ]


def _set(table: Any, rows: Sequence[Sequence[Any]], widths: Sequence[int]) -> None:  # noqa: ANN401
    for column, width in zip(table.iterfind(f"{Q}tblGrid/{Q}gridCol"), widths, strict=True):
        column.set(f"{Q}w", str(width))
    for cells in rows:
        for cell, width in zip(cells, widths, strict=True):
            cell.find(f"{Q}tcPr/{Q}tcW").set(f"{Q}w", str(width))


def columns_of(cells: Sequence[Sequence[Need]], asked: Sequence[int]) -> list[int] | None:
    """The widths in twips, of the same sum as those asked for, by which the rows are lowest.

    Those asked for, if none are better; None, if there is not enough room for what cells need.
    """
    total = sum(asked) / TWIPS
    points = [width / TWIPS for width in asked]
    lines = tuple(
        max(_lines(need, width) for need, width in zip(row, points, strict=True)) for row in cells
    )
    first = plan = Plan(lines, _widths(cells, lines))
    if sum(first.widths) > total:
        return None
    while better := _better(cells, plan, total):
        plan = better
    if all(new <= old for new, old in zip(plan.widths, points, strict=True)):
        return list(asked)
    left = total - sum(plan.widths)
    lost = [max(0.0, old - new) for old, new in zip(points, plan.widths, strict=True)]
    widths = [
        round((new + left * share / (sum(lost) or 1.0)) * TWIPS)
        for new, share in zip(plan.widths, lost, strict=True)
    ]
    widths[-1] += sum(asked) - sum(widths)
    return widths


def _better(cells: Sequence[Sequence[Need]], plan: Plan, total: float) -> Plan | None:
    """The plan with lower rows that costs least for each line it saves; None if none fits."""
    plans = []
    for row, count in enumerate(plan.lines):
        if count > 1:
            lower = [*plan.lines]
            lower[row] = count - 1
            widths = _widths(cells, lower)
            least = tuple(  # a row of one line cannot become lower
                now if now == 1 else min(now, max(map(_lines, each, widths)))
                for each, now in zip(cells, lower, strict=True)
            )
            made = Plan(least, widths)
            if sum(widths) <= total:
                plans.append((_cost(plan, made), row, made))
    return min(plans)[-1] if plans else None


def _cost(old: Plan, new: Plan) -> float:
    """The points of width that a plan takes for each line it saves."""
    return (sum(new.widths) - sum(old.widths)) / (sum(old.lines) - sum(new.lines))


def _widths(cells: Sequence[Sequence[Need]], lines: Sequence[int]) -> tuple[float, ...]:
    """How wide each column must be for its rows to take so many lines."""
    columns = zip(*cells, strict=True)
    return tuple(
        max(need[min(count, len(need)) - 1] for need, count in zip(column, lines, strict=True))
        for column in columns
    )


def _lines(need: Need, width: float) -> int:
    """How many lines a cell takes in a column of this width."""
    return next((count for count, least in enumerate(need, 1) if least <= width), len(need))


def fit_grids(root: Any) -> None:  # noqa: ANN401 (lxml)
    """Gives each table whose cells came from a loop a grid of their widths, scaled to its own."""
    for table in root.iter(f"{Q}tbl"):
        grid = table.find(f"{Q}tblGrid")
        columns = grid.findall(f"{Q}gridCol") if grid is not None else []
        rows = [row.findall(f"{Q}tc") for row in table.findall(f"{Q}tr")]
        longest: list[Any] = max(rows, key=len, default=[])
        if not longest or table.find(f".//{Q}gridSpan") is not None:
            continue
        known = [round(twips(column, "w")) for column in columns]
        asked = [round(twips(cell.find(f"{Q}tcPr/{Q}tcW"), "w")) or 1 for cell in longest]
        if asked == known:
            continue
        total = sum(known)
        widths = [total * width // sum(asked) for width in asked]
        widths[-1] += total - sum(widths)
        for column in columns:
            grid.remove(column)
        for width in widths:
            etree.SubElement(grid, f"{Q}gridCol").set(f"{Q}w", str(width))
        for cells in rows:
            for cell, width in zip(cells, widths, strict=False):
                cell.find(f"{Q}tcPr/{Q}tcW").set(f"{Q}w", str(width))


# --- what a cell needs ------------------------------------------------------------------------


@lru_cache(maxsize=1024)  # the cells of one page, many times: it is tried with more rows and fewer
def _needs(cell: bytes, ruler: Ruler, margins: float) -> Need:
    return needs(etree.fromstring(cell), ruler, margins)


def needs(cell: Any, ruler: Ruler, margins: float) -> Need:  # noqa: ANN401 (lxml)
    """How wide the cell must be for one line in each of its paragraphs, for a line more and so on.

    As far as more lines make it narrower.
    """
    all_pieces: list[Piece | None] = []
    around = 0.0
    for each in cell.iterfind(f"{Q}p"):
        form = read_paragraph(each)
        style = ruler.style(form.style)
        around = max(around, style.indent)
        all_pieces += [None] if all_pieces else []
        all_pieces += pieces(iter((*ruler.start(style), *ruler.runs(form))))
    return needs_of(all_pieces, around + margins / TWIPS + ROOM)


def needs_of(all_pieces: Sequence[Piece | None], around: float) -> Need:
    """The same of what a line break cannot part in a cell, with so much around it."""
    rooms = sorted(_rooms(all_pieces))
    found: list[float] = []
    widest = max((piece.room for piece in all_pieces if piece), default=0.0)
    count = 1
    while not found or found[-1] > widest + around:
        at = bisect_left(rooms, True, key=lambda room: _count(all_pieces, room) <= count)  # noqa: FBT003
        found.append((rooms[at] if at < len(rooms) else float("inf")) + around)
        count += 1
    return tuple(found)


def _rooms(all_pieces: Sequence[Piece | None]) -> Iterator[float]:
    """What any pieces that follow each other take: a width that matters is one of these."""
    yield 0.0
    for first in range(len(all_pieces)):
        used = 0.0
        for piece in all_pieces[first:]:
            if piece is None:
                break
            yield used + piece.room
            used += piece.room + piece.space


def _count(all_pieces: Sequence[Piece | None], width: float) -> int:
    """How many lines the pieces take; far too many where one of them is wider than the line."""
    count, used = 1, 0.0
    for piece in all_pieces:
        if piece is None:
            count, used = count + 1, 0.0
            continue
        if piece.room > width:
            return len(all_pieces) + count
        if used and used + piece.room > width:
            count, used = count + 1, 0.0
        used += piece.room + piece.space
    return count
