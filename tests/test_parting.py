"""All lines of a paragraph are weighed together: the least is seen of the room in them."""

from __future__ import annotations

import pytest

from briefgen.render.gaps import LIMIT, SHRINK
from briefgen.render.parting import Whole, best_ends, seen, summed

WIDE = 10.0  # em
MOST = 1.0  # em: any line may be stretched so


def paragraph(words: str) -> Whole:
    """One em for each character; a line may end only between words, which spaces part here."""
    starts, text = [0], ""
    for word in words.split():
        text += word
        starts.append(len(text))
    count = len(text)
    gaps = dict.fromkeys(range(1, count), 1.0)
    stops = {at: 1.0 for at in range(1, count) if text[at - 1] in "，、"}
    lefts = [float(at) for at in range(count)]
    rights = [float(at) for at in range(count + 1)]
    return Whole(
        lefts, rights, starts, summed(gaps, count), summed({}, count), summed(stops, count)
    )


def lines(words: str, count: int, widest: float = MOST) -> list[str]:
    text = "".join(words.split())
    ends = best_ends(paragraph(words), WIDE, count, widest)
    return [text[first:end] for first, end in zip((0, *ends), ends, strict=False)]


SINGLE = " ".join("一二三四五六七八九十")
PARTED = [
    # a word of six goes to the next line whole: the line before shares what it lacks with its own
    (f"{SINGLE} {SINGLE} 甲乙丙丁戊己 庚", 3, [9, 9, 9]),
    # there is one way only
    (f"{SINGLE} 甲乙丙丁戊己 庚", 2, [10, 7]),
    # a stop lets a line take one third of an em more, not a whole character
    ("一二三四五， 六七八九 十 甲乙丙丁", 2, [10, 5]),
]


@pytest.mark.parametrize(("words", "count", "wanted"), PARTED)
def test_the_lines_share_what_they_lack(words, count, wanted):
    found = [len(line) for line in lines(words, count)]
    assert sum(found) == sum(wanted)
    assert max(WIDE - each for each in found[:-1]) <= max(WIDE - each for each in wanted[:-1])


def test_a_line_fewer_must_be_worth_it():
    even = f"{SINGLE} {SINGLE} 甲 乙"
    assert len(lines(even, 3)) == 3  # two lines cannot hold it
    assert sorted(len(each) for each in lines(f"{SINGLE} {SINGLE}", 3)) == [1, 9, 10]
    assert [len(each) for each in lines(f"{SINGLE} 甲乙丙丁戊己庚辛壬癸", 3)] == [10, 10]


def test_no_way_is_no_way():
    assert best_ends(paragraph("一二三四五六七八九十甲 乙"), WIDE, 2, MOST) == ()


def test_no_line_is_wider_than_the_widest_allowed():
    words = f"{' '.join('一二三四五六')} 甲乙丙丁戊己庚辛 壬"
    assert [len(each) for each in lines(words, 2)] == [6, 9]
    assert lines(words, 2, widest=0.5) == []


@pytest.mark.parametrize(
    ("slack", "stretch", "stops", "like"),
    [
        (0.0, 0.0, 0, 0.0),
        (1.0, LIMIT, 0, LIMIT**2),
        (-SHRINK, 0.0, 1, LIMIT**2),  # drawn in as far as may be is as bad as the widest
        (-SHRINK, 0.0, 2, (LIMIT / 2) ** 2),
    ],
)
def test_what_is_seen_of_a_line(slack, stretch, stops, like):
    assert seen(slack, stretch, stops) == pytest.approx(like)


def test_a_line_without_stops_is_not_drawn_in():
    assert seen(-0.1, 0.0, 0) == float("inf")
    assert seen(-SHRINK - 0.01, 0.0, 1) == float("inf")


def test_a_line_that_stays_short_is_worse_than_the_widest():
    assert seen(4.0, LIMIT + 0.01, 0) > seen(4.0, LIMIT, 0)
    assert seen(8.0, 0.4, 0) > seen(4.0, 0.4, 0)
