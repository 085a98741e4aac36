"""The places of China: finds one by any of its names, and tells which one a text is about."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import zip_longest
from typing import TYPE_CHECKING

from briefgen.lexicon import load_tsv
from briefgen.model import Place
from briefgen.place_keys import LOOSE, key_of, keys_of, simplified
from briefgen.place_words import (
    COUNTY,
    PREFECTURE,
    PROVINCE,
    enumerated,
    levels,
    mention_weight,
    province_tells,
    speaking_level,
    speaks_within,
    text_rules,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

COLUMNS = ("code", "level", "zh", "full", "en", "en_full", "parent", "also")
SURE_LENGTH = 3  # a name of two characters may be part of two words: 范县 in 规范县域
EXAMINED = 60_000  # characters; a text that has not named its place by then will not
HEAD = 400  # characters of the opening, which says who and where

# Weights of one mention, found on the seeds and on work reports of provinces.
FULL, SHORT, QUALIFIER = 3.0, 1.0, 0.1
TITLE, OPENING, ORIGIN = 10.0, 3.0, 2.0
VOTE = 0.2  # how much of a place's score counts for the one above it
TIMES = 3  # how often a text names a county of its title that stands there by its short name
LARGEST = 0.6  # the share of a county in what all counties of its prefecture have, if it speaks
OFF_LEVEL = 0.2  # for a place of another level than the one that speaks in the text


@dataclass(frozen=True, slots=True)
class Mention:
    """A place name in a text: which places bear it, where it stands, and whether it is full."""

    places: tuple[Place, ...]
    start: int
    end: int
    full: bool


@dataclass(frozen=True)
class Gazetteer:
    """All places, by code; see `find`, `locate`."""

    places: dict[str, Place]
    also: dict[str, str]  # code -> other spellings, parted by ", "
    everyday: dict[str, tuple[str, ...]]  # code -> in everyday news: 玉屏县, 玉屏自治县
    former: dict[str, str]  # name of a county that is called otherwise today -> its code

    def get(self, code: str) -> Place | None:
        """The place with this GB/T 2260 code, or None."""
        return self.places.get(code)

    def parent(self, place: Place) -> Place | None:
        """The place one level up; None above a province."""
        return self.places.get(place.parent)

    def contains(self, outer: Place, inner: Place) -> bool:
        """Whether `inner` lies in `outer`, or is it."""
        above: Place | None = inner
        while above is not None and above.code != outer.code:
            above = self.parent(above)
        return above is not None

    def find_all(self, name: str) -> tuple[Place, ...]:
        """All places of this name in Chinese or English, short or full, the highest level first.

        Case, spaces and apostrophes do not matter, nor the script; a generic may be left out or be
        another than the present one (茌平县, now 茌平区).
        """
        if exact := self._by_chinese.get(name):
            return tuple(sorted(exact, key=lambda place: place.level))
        keys = keys_of(name)
        if not any(key in self._by_name for key in keys) and not name.isascii():
            keys = keys_of(simplified(name))
        return next((self._by_name[key] for key in keys if key in self._by_name), ())

    def find(self, name: str) -> Place | None:
        """The place of this name; of several the one of the highest level.

        None if there is none, or if several share that level (鼓楼区); `find_all` has them.
        """
        places = self.find_all(name)
        if len(places) > 1 and places[0].level == places[1].level:
            return None
        return places[0] if places else None

    def named(self, name: str) -> Place | None:
        """The place that is called just so in simplified Chinese, short or full; as `find` chooses.

        For words that are mostly no places: `find` takes long over these, and takes more for one.
        """
        return self.find(name) if name in self._by_chinese else None

    def locate(self, text: str, title: str = "", origin: str = "") -> Place | None:
        """The place a simplified Chinese text is about, or None if it names none.

        Every name votes: full names more than short ones, title and opening more than the rest,
        counties for their prefecture too; names in firms and papers, benchmarks (山东省平均) and
        mere qualifiers (山东省 in 山东省聊城市) hardly. 全市 or 全省 shows which level speaks.
        """
        text = text[:EXAMINED]
        titled = self._titled(title or text.lstrip().partition("\n")[0], text)
        scores = self._votes(text, TITLE if not title else 0.0, titled)
        for place, score in self._votes(title, 0.0, titled).items():
            scores[place] += TITLE * min(score, FULL)
        for mention in self._mentions(origin):
            if publisher := self._one(mention, set()):
                scores[publisher.code] += ORIGIN
        if province_tells(title, text) and (province := self._only_province(scores)):
            return province
        if (level := speaking_level(text)) == PREFECTURE:
            self._gather(scores)
        for code in scores:
            scores[code] *= 1.0 if level in (0, *levels(self.places[code])) else OFF_LEVEL
        best = max(scores, key=lambda code: (scores[code], self.places[code].level), default=None)
        if best is None or scores[best] < SHORT:
            return self._only_province(scores) if level == PROVINCE else None
        return None if speaks_within(self.places[best], level) else self.places[best]

    def _only_province(self, codes: Iterable[str]) -> Place | None:
        """The one province in which all these places lie, or None: 全省 beside 贵阳中心支行."""
        found = {code[:2].ljust(len(code), "0") for code in codes}
        return self.places.get(found.pop()) if len(found) == 1 else None

    def _titled(self, title: str, text: str) -> set[str]:
        """The codes of counties that a title opens with by short names, told of time and again.

        One of three characters (满洲里) may stand anywhere in it; two may be parts of other words.
        """
        found = set()
        for mention in self._mentions(title):
            name = title[mention.start : mention.end]
            sure = len(name) >= SURE_LENGTH or mention.start == 0
            one = len(mention.places) == 1 and mention.places[0].level == COUNTY
            if one and sure and not mention.full and name not in text_rules()["common"]:
                told = sum(text[m.start : m.end] == name for m in self._mentions(text))
                found |= {mention.places[0].code} if told >= TIMES else set()
        return found

    def _gather(self, scores: defaultdict[str, float]) -> None:
        """Counts what several counties have for their prefecture too, when that may be speaking.

        A county-level city says 全市 as well: it speaks if it outweighs the others.
        """
        inside: defaultdict[str, list[float]] = defaultdict(list)
        for code, score in scores.items():
            inside[self.places[code].parent].append(score)
        for code, each in inside.items():
            above = self.places.get(code)
            if above and above.level == PREFECTURE and max(each) <= LARGEST * sum(each):
                scores[code] += sum(each)

    @cached_property
    def _by_name(self) -> dict[str, tuple[Place, ...]]:
        found: defaultdict[str, list[Place]] = defaultdict(list)
        for place in self.places.values():
            also = self.also.get(place.code, "").split(", ")
            spellings = [place.zh, place.full, place.en, place.en_full, *also]
            if place.full.endswith(text_rules()["city"]):
                spellings.append(f"{place.en} city")
            exact = {key_of(spelling) for spelling in spellings} - {""}
            for key in exact | {key.replace("'", "") + LOOSE for key in exact}:
                found[key].append(place)
        return {key: tuple(sorted(all_, key=lambda p: p.level)) for key, all_ in found.items()}

    @cached_property
    def _by_chinese(self) -> dict[str, list[Place]]:
        """The places of each Chinese name, short or full, as they come."""
        found: defaultdict[str, list[Place]] = defaultdict(list)
        for place in self.places.values():
            for name in {place.full, place.zh, *self.everyday.get(place.code, ())}:
                found[name].append(place)
        for name, code in self.former.items():
            found[name] = [self.places[code]]
        return found

    @cached_property
    def _starts(self) -> tuple[re.Pattern[str], dict[str, list[str]]]:
        """Where a name may begin; for its first two characters all that begin so, longest first."""
        starts: dict[str, list[str]] = {}
        for name in sorted(self._by_chinese, key=len, reverse=True):
            starts.setdefault(name[:2], []).append(name)
        first, second = ("".join({pair[at:][:1] for pair in starts}) for at in (0, 1))
        return re.compile(f"[{first}](?=[{second}])"), starts

    def _mentions(self, text: str) -> Iterator[Mention]:
        """Every place name in the text, the longest at each point, from left to right."""
        (begins, starts), other_word, end, sure = self._starts, text_rules()["other_word"], 0, True
        for at in map(re.Match.start, begins.finditer(text)):
            names = starts.get(text[at : at + 2])
            if not names or (at < end and sure) or other_word.match(text, at - 1 if at else 0):
                continue
            name = next((one for one in names if text.startswith(one, at)), "")
            places = self._by_chinese.get(name, [])
            if not name or (at < end and places[0].level == COUNTY):  # 密云县 holds no 云县,
                continue  # but 国庆云南 is of 云南, not of 庆云
            full = [p for p in places if self._is_full(name, p)]
            end, sure = at + len(name), bool(full) or places[0].level < COUNTY
            once = None if full else text_rules()["once"].match(text, end)
            if once and places[0].level == COUNTY and name not in text_rules()["common"]:
                full, end = places, once.end()  # 即墨市, now 即墨区
            elif once and text[end] != text_rules()["city"]:
                continue  # 邯郸县 is not 邯郸
            yield Mention(tuple(full or places), at, end, bool(full))

    def _is_full(self, name: str, place: Place) -> bool:
        """Whether a name is all of the place's, that of everyday news, or the one it had."""
        names = (place.full, *self.everyday.get(place.code, ()))
        return name in names or self.former.get(name) == place.code

    def _votes(self, text: str, title: float, titled: set[str]) -> defaultdict[str, float]:
        """The score of each place named in the text; `title` is the weight of its first line.

        The counties in `titled` count by their short names too.
        """
        mentions = list(self._mentions(text))
        named = {p.code for m in mentions if m.full and len(m.places) == 1 for p in m.places}
        named |= titled
        scores: defaultdict[str, float] = defaultdict(float)
        first_line = text.find("\n", len(text) - len(text.lstrip()))
        listed = enumerated(text, [(m.start, m.end, m.places[0].code[:2]) for m in mentions])
        for mention, after in zip_longest(mentions, mentions[1:]):
            place = self._one(mention, named)
            if place is None:
                continue
            sure = mention.full and mention.end - mention.start >= SURE_LENGTH
            weight = (FULL if sure else SHORT) * mention_weight(text, mention.start, mention.end)
            weight *= QUALIFIER if mention.start in listed else 1.0
            if after and after.start == mention.end and self._qualifies(place, after):
                weight *= QUALIFIER
            if title and mention.end <= first_line:
                weight *= title
            elif mention.start < HEAD:
                weight *= OPENING
            scores[place.code] += weight
            above = self.parent(place)
            if above and above.level == PREFECTURE:
                scores[above.code] += weight * VOTE
        for code in {p.code for m in mentions for p in m.places if p.level == PROVINCE}:
            inside = sorted(s for c, s in scores.items() if self.places[c].parent == code)
            scores[code] += VOTE * sum(inside[:-1])  # several cities speak for their province
        return scores

    def _one(self, mention: Mention, named: set[str]) -> Place | None:
        """The place a mention means, if it counts at all."""
        candidates = [p for p in mention.places if p.code in named or p.parent in named]
        if not mention.full and mention.places[0].level == COUNTY:
            return candidates[0] if len(candidates) == 1 else None
        if not mention.full and mention.places[0].zh in text_rules()["ordinary"]:
            return next((p for p in candidates if p.code in named), None)
        ranked = (
            candidates if len(candidates) == 1 else sorted(mention.places, key=lambda p: p.level)
        )
        if len(ranked) > 1 and ranked[0].level == ranked[1].level:
            return None
        return ranked[0]

    def _qualifies(self, place: Place, after: Mention) -> bool:
        """Whether the name only says where the next one lies: 山东省 in 山东省聊城市."""
        return any(p.code != place.code and self.contains(place, p) for p in after.places)


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer of the package, loaded once."""
    places, also = {}, {}
    everyday: dict[str, tuple[str, ...]] = {}
    for row in load_tsv("places", COLUMNS):
        code, level, zh, full, en, en_full, parent, other = row.values()
        places[code] = Place(code, int(level), zh, full, en, en_full, parent)
        also[code] = other
        if short := text_rules()["everyday"].get(kind := full[-3:]):
            everyday[code] = (zh + short, zh + kind)
    return Gazetteer(places, also, everyday, text_rules()["former"])
