"""Whose figure a number is: the document's place, a county or zone in it, or one enterprise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.figures.elsewhere import outer_place
from briefgen.figures.indicators import strip_verbs
from briefgen.figures.inner import inner_place, opens_with
from briefgen.figures.institutions import companies_in, institution_in
from briefgen.figures.parts import place_alone
from briefgen.figures.phrases import may_match, phrases, tellable
from briefgen.figures.regions import region_led, region_named, region_of
from briefgen.gazetteer import gazetteer
from briefgen.lexicon import load_toml
from briefgen.model import Measure

if TYPE_CHECKING:
    from briefgen.figures.draft import Draft
    from briefgen.model import Place

SEMICOLON = "；"


@dataclass(slots=True)
class Areas:
    """What has been said of areas.

    `place` is the document's, `zone` the development zone in it that the text is about ("" if it
    is about all of the place), `last` the enterprise last named, `town` the town,
    `carried` the place that a clause named, with the words of its sentence up to it and how far it
    goes on, `about` the region of which this paragraph tells, `led` the place it opens with,
    `latest` the area of the figure read last, `other` the last one in this paragraph
    that is not all of the place.
    """

    place: Place | None
    zone: str = ""
    last: str = ""
    town: str = ""
    carried: tuple[str, str, int] = ("", "", 0)
    about: str = ""
    led: Place | None = None
    latest: str = ""
    other: str = ""
    part: tuple[str, str] = ("", "")

    def of(self, draft: Draft, sentence: str) -> str:
        """The area of a figure: an enterprise, a zone, a place in the document's, or its own."""
        beside = draft.elsewhere and self._beside(draft)
        region = region_of(draft, sentence[: draft.mention.start], alone=self.place is None)
        self.latest = beside or region or self._of(draft, sentence)
        if draft.of_place:
            self.latest = draft.of_place
        if not self.place or self.latest != self.place.full:
            self.other = self.latest
        return self.latest

    def _of(self, draft: Draft, sentence: str) -> str:
        patterns = phrases().patterns
        own, before = _own_words(draft), sentence[: draft.mention.start]
        possible = tellable(sentence)
        listed = draft.counts_noun and patterns["names_listed"].search(own)
        told = "company_hint" in possible and not listed  # 中原乙烯、天能集团等|7家企业
        if told and (named := companies_in(own)):
            return named[0]
        founded = "institution_named" in possible
        if founded and (institution := institution_in(own) or institution_in(before)):
            return institution
        if inner := self._named(own, before, possible) or self._carried(own, before):
            return inner
        named = companies_in(patterns["area_turns"].split(before)[-1]) if told else []
        counted = draft.measure is Measure.COUNT and patterns["counts_companies"].search(
            draft.indicator
        )
        if named and not counted:
            return named[-1]
        if self.last and patterns["same_company"].search(before):
            return self.last
        return self._general(draft, sentence)

    def _general(self, draft: Draft, sentence: str) -> str:
        """The area of a figure that names none of its own: the document's, or a wider one told."""
        before, after = sentence[: draft.mention.start], sentence[draft.mention.end :]
        if self.led:
            return _within(self.led, before)
        if draft.measure is Measure.COUNT and self.place and not self.zone:
            whole = self._whole(before)
            part = may_match("whole_of", after) and phrases().patterns["whole_of"].search(after)
            if whole or part:
                return whole  # 107个集群中，我市占20个: of a whole that is not told
        own_area = self.zone or (
            self.place.full if self.place else outer_place(draft.indicator, None)
        )
        possible = tellable(sentence)
        wide = self._wide(draft, before) if "wide" in possible else ""
        continued = "part_told" in possible and self._continued(before)
        return wide or self._about(before) or continued or own_area

    def _beside(self, draft: Draft) -> str:
        """The wider place that a bracket tells of beside the text's own: 4894元（全省4881元）."""
        joints = "，" + "".join(phrases().lists["joints"])
        named = phrases().patterns["other_scope"].match(draft.left.lstrip(joints))
        name = str(named["name"]) if named else ""
        if not self.place or not name:
            return name
        own = load_toml("clauses")["areas"].get(name) == self.place.level
        return self.place.full if own else self._above(name)

    def _continued(self, before: str) -> str:
        """The area of the sum of which a part is told; "" if a place is named with it.

        全国进出口32万亿元。其中，出口18万亿元；进口14万亿元: all of the nation.
        """
        told = phrases().patterns["part_told"].search(before)
        own = told and self.place and self.place.zh in told["of"]
        return self.latest if told and not own else ""

    def _about(self, before: str) -> str:
        """The new area that the sentence is about, or the region its paragraph tells of; or ""."""
        patterns = phrases().patterns
        opened = may_match("new_area", before) and patterns["new_area"].match(before)
        if opened and not patterns["area_turns"].search(before, opened.end()):
            return str(opened["name"])
        return "" if not self.about or patterns["region_ends"].search(before) else self.about

    def _whole(self, before: str) -> str:
        """The nation or province whose things are counted right behind its name: 全省137家企业."""
        told = phrases().patterns["of_whole"].search(before)
        return self._above(told["name"]) if told else ""

    def _named(self, own: str, before: str, possible: frozenset[str]) -> str:
        """The zone, place or town that opens a clause or its sentence; kept for what follows it."""
        if "region_named" in possible and (region := region_named(own, before)):
            return region
        zone = self._zone(own) if "zone" in possible else ""
        named = zone or inner_place(own, self.place) or outer_place(own, self.place)
        if not named and "foremost" in possible:
            named = self._foremost(before)
        named = named or self._acting(before)
        if named:
            self.carried = (named, before, len(before))
        elif part := self._part(own, before):
            return part
        towns = self.town or "town" in possible
        return named or (self._town(before) if towns else "")

    def _part(self, own: str, before: str) -> str:
        """The place that is all that stands before a number: 新增病例2656例，其中|湖北|2147例.

        What is told of it right behind is its own, too (增长5%), but no other thing.
        """
        name = own.strip("，、").removeprefix(phrases().words["among"]).strip("，、")
        found = place_alone(name, self.place)
        if found:
            self.part = (found.full, before)
            return found.full
        name, start = self.part
        if not name or not before.startswith(start):
            return ""
        behind = phrases().patterns["own_change"].match(before[len(start) :])
        return name if behind else ""

    def _acting(self, before: str) -> str:
        """The place that acts in the clauses before: 黄山市开展…主题活动，|接待游客585.1万人次."""
        clauses = before.rpartition("。")[2].rpartition(SEMICOLON)[2]
        match = opens_with(clauses, self.place)
        if not match or not phrases().patterns["acts_behind"].match(clauses, match.end()):
            return ""
        turned = phrases().patterns["area_turns"].search(clauses, match.end())
        return "" if turned else inner_place(clauses, self.place)

    def _foremost(self, before: str) -> str:
        """The place that the clause before calls foremost: 其中文山增幅最高，同比增长103%."""
        match = phrases().patterns["foremost"].search(before)
        found = gazetteer().find(match["place"]) if match else None
        inside = found and self.place and gazetteer().contains(self.place, found)
        return found.full if found and inside and found != self.place else ""

    def _carried(self, own: str, before: str) -> str:
        """The place that a clause before named, if this one goes on without a subject of its own.

        昆明市接待游客310万人次，增长17%，旅游收入16亿元; not past ；, unless the clause
        begins with its verb (实现税收15亿元), 全省 or another sentence.
        """
        named, start, reached = self.carried
        if not named or not before.startswith(start):
            return ""
        part = opens_with(own, self.place) or phrases().patterns["other_part"].match(own)
        others = part or place_alone(own.split("、", maxsplit=1)[0], self.place)
        between = before[reached:]
        if SEMICOLON not in start and phrases().patterns["verb_first"].match(own):
            between = between.replace(SEMICOLON, "")  # 高新区收入420亿元；|实现税收15亿元
        if others or phrases().patterns["area_turns"].search(between):
            return ""
        self.carried = (named, start, len(before))  # 实现税收15亿元，|增长8% goes on with it
        return named

    def note(self, sentence: str) -> None:
        """Keeps the enterprise that a sentence names for 该项目 and 该公司 after it."""
        self.carried, self.part = ("", "", 0), ("", "")
        companies = companies_in(sentence)
        if companies:
            self.last = companies[-1]
        if may_match("town", sentence) and (town := phrases().patterns["town"].match(sentence)):
            self.town = town["name"]

    def open(self, sentence: str) -> None:
        """A sentence may open with its place, too, where paragraphs ran together: 云南：…."""
        if may_match("place_lead", sentence) and phrases().patterns["place_lead"].match(sentence):
            self.led = _led(sentence, self.place)

    def forget(self) -> None:
        """A new theme speaks of no enterprise yet."""
        self.last = self.town = ""

    def turn(self, paragraph: str) -> None:
        """A new paragraph tells of what it opens with, a region or place, or of none: 江西省：…."""
        self.led, self.other = _led(paragraph, self.place), ""
        opened = phrases().patterns["whole_region"].match(paragraph)
        self.about = load_toml("clauses")["regions"][opened["name"]] if opened else ""
        if self.place is None:
            self.about = self.about or region_led(paragraph)

    def _town(self, before: str) -> str:
        """The town whose figure a number is, by the words of its sentence before it; "" if none."""
        patterns = phrases().patterns
        if patterns["area_turns"].search(before):
            return ""
        if town := patterns["town"].match(before):
            return str(town["name"])
        return self.town if self.town and patterns["same_town"].search(before) else ""

    def _wide(self, draft: Draft, before: str) -> str:
        """The nation or province that the sentence last named as its subject, if it is wider."""
        counted = draft.measure in {Measure.COUNT, Measure.RANK} and self.place
        if counted and not phrases().patterns["wide_people"].search(draft.indicator):
            return ""
        clauses = phrases().patterns["closed_bracket"].sub("", before).rpartition("；")[2]
        named = [match["name"] for match in phrases().patterns["wide"].finditer(clauses)]
        return self._above(named[-1]) if named else ""

    def _above(self, name: str) -> str:
        """The nation or province that the text calls `name`; "" if it is not above its place."""
        level = load_toml("clauses")["areas"].get(name)
        if not self.place:
            return phrases().words["nation"] if level == 0 else ""
        if self.zone and level == self.place.level:
            return self.place.full  # 全市 in the text of a zone of the city
        if level is None or level >= self.place.level:
            return ""
        if self.place.full.endswith(name[-1]):
            return ""  # 全市 in the text of a county-level city
        return _above(self.place, level)

    def _zone(self, own: str) -> str:
        """The development zone that opens the clause `own`; one without a name is the place's."""
        patterns = phrases().patterns
        zone = patterns["zone"].match(own)
        name = str(zone["name"]) if zone else ""
        # 建成产业园区3个: counted, no area; 获批自贸试验区面积: a deed, no name
        if name and name != own.rstrip("、，") and strip_verbs(name) == name:
            return name
        bare = patterns["bare_zone"].match(own)
        if bare and self.zone.endswith(bare["name"]):
            return self.zone
        return self.place.zh + bare["name"] if self.place and bare else ""


def _led(paragraph: str, place: Place | None) -> Place | None:
    """The place that a paragraph opens with, before a colon: 江西省：全省接待游客…; or None."""
    opened = phrases().patterns["place_lead"].match(paragraph)
    return place_alone(opened["place"], place) if opened else None


def _within(led: Place, before: str) -> str:
    """The place that opens the paragraph, or what the sentence names above it: 全国, 全省."""
    clauses = before.rpartition("；")[2]
    named = [match["name"] for match in phrases().patterns["wide"].finditer(clauses)]
    level = load_toml("clauses")["areas"].get(named[-1]) if named else None
    return led.full if level is None or level >= led.level else _above(led, level)


def _above(place: Place, level: int) -> str:
    """The province or prefecture of such a level that a place lies in, or the nation."""
    above = gazetteer().parent(place)
    while above is not None and above.level > level:
        above = gazetteer().parent(above)
    return above.full if above else phrases().words["nation"]


def _own_words(draft: Draft) -> str:
    """The clause up to its number, without a lead-in that only joins it."""
    return phrases().patterns["joining"].sub("", draft.left or draft.clause)
