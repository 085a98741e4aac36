"""Counts the JSON of a page again from the documents: what they prove, and what they do not."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from briefgen.english.numbers import check
from briefgen.model import Direction, Figure
from briefgen.verify.edited import line_fault, theme_fault
from briefgen.verify.finding import Finding
from briefgen.verify.statement import (
    Proof,
    Statement,
    card_statement,
    line_statement,
    row_statement,
    trend_statements,
)
from briefgen.verify.words import DIGITS, bare

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from briefgen.verify.documents import Archive, Witness

CLAUSE = re.compile(r"[，；,;]")
# what the JSON says of a figure and the document must say too
SAID = ("indicator", "measure", "direction", "value", "unit", "period", "status", "rule")


@dataclass
class Recount:
    """The statements of a page's JSON that its documents prove; the rest become findings."""

    content: Mapping[str, Any]
    archive: Archive
    findings: list[Finding] = field(default_factory=list)
    figures: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)  # documents that are missing or changed

    def statements(self) -> list[Statement]:
        """All that the page may state; call it once."""
        self._documents()
        self.figures = {each["id"]: each for each in self.content["figures"]}
        for each in self.content["figures"]:
            self._figure(each)
        self._headings()
        printed = self.content["printed"]
        made: list[Statement] = []
        for number, card in enumerate(printed["key_figures"], 1):
            made += self._card(card, f"JSON, key figure {number}")
        for number, document in enumerate(printed["documents"], 1):
            for theme in document["themes"]:
                made += self._lines(theme["lines"], f"JSON, document {number}")
            made += self._lines(
                document["targets"], f"JSON, document {number}, targets", listed=True
            )
        for number, row in enumerate(printed["rows"], 1):
            made += self._row(row, f"JSON, row {number}")
        return made

    def _documents(self) -> None:
        digests = {each["path"]: each["sha256"] for each in self.content["figures"]}
        digests |= {
            each["path"]: each["sha256"] for each in self.content["sources"] if "sha256" in each
        }
        for path, digest in digests.items():
            if fault := self.archive.fault(path, digest):
                self.broken.add(path)
                self.findings.append(Finding(path, "", "", fault))

    def _figure(self, stated: Mapping[str, Any]) -> None:
        """Holds a figure of the JSON against the document: offsets, words, and what they mean."""
        place = f"JSON, figure {stated['id']}"
        if stated["path"] in self.broken:
            return
        witness = self.archive.witness(stated["path"])
        found = witness.at.get((stated["start"], stated["end"])) if witness else None
        if witness is None or found is None:
            reason = "no number is read at these offsets of the document"
            self._fail(place, str(stated["raw"]), str(stated["quote"]), reason)
            return
        raw = witness.reading.article.source.text[found.start : found.end]
        if raw != stated["raw"]:
            self._fail(place, stated["raw"], stated["quote"], "the document says otherwise", raw)
        for name in SAID:
            now = getattr(found, name)
            if not _same(now, stated[name]):
                reason = f"`{name}` is not what the document says"
                self._fail(place, str(stated[name]), stated["quote"], reason, str(now))
        if problem := check(found):
            self._fail(place, raw, stated["quote"], problem.message)

    def _headings(self) -> None:
        """Numbers in titles, themes and dates must be the document's own."""
        for source in self.content["sources"]:
            witness = self._heard(source["path"])
            if witness is None:
                continue
            place, article = f"JSON, source {source['number']}", witness.reading.article
            days = {str(day) for day in (article.event, article.published, "") if day is not None}
            if source["day"] not in days:
                self._fail(place, source["day"], source["title"], "not a date of the document")
            for name in ("title", "origin", "short"):
                self._name(source.get(name, ""), witness, place)
        for document in self.content["printed"]["documents"]:
            witness = self._heard(self._path(document["source"]))
            if witness is None:
                continue
            place = f"JSON, document {document['source']}"
            self._name(document["title"], witness, place)
            for theme in document["themes"]:
                was = theme.get("was", "")
                if was and (fault := theme_fault(theme)):
                    self._fail(place, "", theme["title"]["zh"], fault, was)
                names = (theme["label"], theme["title"], theme["parent"] or {})
                for each in was.split(" ") if was else (n for t in names for n in t.values()):
                    self._name(each, witness, place)

    def _heard(self, path: str) -> Witness | None:
        return None if path in self.broken else self.archive.witness(path)

    def _name(self, text: str, witness: Witness, place: str) -> None:
        if re.search(DIGITS, text) and bare(text) not in witness.names:
            self._fail(place, "、".join(re.findall(DIGITS, text)), text, "not the document's words")

    def _known(self, identity: str) -> tuple[Witness, Figure] | None:
        stated = self.figures.get(identity)
        witness = self.archive.witness(stated["path"]) if stated else None
        found = witness.at.get((stated["start"], stated["end"])) if witness and stated else None
        return (witness, found) if witness and found else None

    def _row(self, row: Mapping[str, Any], place: str) -> Iterator[Statement]:
        known = self._known(row["figure"])
        proofs = self._proofs([row["figure"]])
        if known is None:
            yield from self._unproved(
                row["figure"], place, row["value"], row_statement(row, proofs)
            )
            return
        witness, figure = known
        true = {
            "indicator": figure.indicator_en,
            "period": witness.periods(figure)[1],
            "value": witness.value_en(figure),
            "compared": witness.compared(figure)[1],
            "status": figure.status.value,
        }
        self._differing(place, row, true, row["source"], figure)
        yield row_statement({**row, **true, "source": self._source(row["figure"])}, proofs)

    def _card(self, card: Mapping[str, Any], place: str) -> Iterator[Statement]:
        ids = [card["figure"], *(point["figure"] for point in card["trend"])]
        proofs = self._proofs(ids)
        known = self._known(card["figure"])
        if known is None:
            yield from self._unproved(ids[0], place, card["value"], card_statement(card, proofs))
            return
        witness, figure = known
        zh, en = witness.notes(figure)
        number = figure.signed_mention
        true = {
            "value": number.removesuffix(card["unit"]["zh"]),
            "label": {"zh": figure.indicator, "en": figure.indicator_en},
            "note": {"zh": zh, "en": en},
            "status": figure.status.value,
            "trend": [self._point(point) for point in card["trend"]],
        }
        self._differing(place, card, true, card["source"], figure)
        card = {**card, **true, "source": self._source(card["figure"])}
        yield card_statement(card, proofs)
        yield from trend_statements(card, proofs)

    def _point(self, point: Mapping[str, Any]) -> Mapping[str, Any]:
        known = self._known(point["figure"])
        if known is None:
            return point
        witness, figure = known
        zh, en = witness.periods(figure)
        value = -figure.value if figure.direction is Direction.DOWN else figure.value
        period = {"zh": zh, "en": en}
        shown = point["value"] if _same(value, point["value"]) else str(value)
        return {**point, "period": period, "text": figure.signed_mention, "value": shown}

    def _lines(
        self, lines: list[Mapping[str, Any]], place: str, *, listed: bool = False
    ) -> Iterator[Statement]:
        for line in lines:
            ids = [run["figure"] for run in line["runs"] if run["figure"]]
            made = line_statement(line, self._proofs(ids), listed=listed)
            path = self._path(line["source"])
            if path in self.broken or self._line(line, path, f"{place}, {line['id']}"):
                yield made

    def _line(self, line: Mapping[str, Any], path: str, place: str) -> bool:
        """Whether the document proves a sentence: each clause with a number is its own words."""
        witness = self.archive.witness(path)
        text = "".join(run["text"] for run in line["runs"])
        if witness is None:
            self._fail(place, "", text, "its document is not known")
            return False
        reason, expected = line_fault(line, witness, text) if line.get("was") else ("", "")
        if reason:
            self._fail(place, "", text, reason, expected)
        good = not reason
        statuses = set()
        for run in line["runs"]:
            known = self._known(run["figure"]) if run["figure"] else None
            if run["figure"] and (known is None or known[1].mention != run["text"]):
                expected = known[1].mention if known else ""
                self._fail(place, run["text"], text, "not the number of its figure", expected)
                good = False
            statuses |= {known[1].status.value} if known else set()
        said = line.get("was") or text.removeprefix(_lead(line, witness))
        for clause in CLAUSE.split(said):
            if re.search(DIGITS, clause) and bare(clause) not in witness.text:
                reason = "the document does not say this"
                self._fail(place, "、".join(re.findall(DIGITS, clause)), clause, reason)
                good = False
        if statuses and line["status"] == "actual" and statuses != {"actual"}:
            expected = ", ".join(sorted(statuses - {"actual"}))
            self._fail(place, "", text, "a promise is stated as a result", expected)
            good = False
        return good

    # --- what they share ------------------------------------------------------------------------

    def _differing(
        self,
        place: str,
        said: Mapping[str, Any],
        true: Mapping[str, Any],
        source: int,
        figure: Figure,
    ) -> None:
        for name, expected in true.items():
            if said[name] != expected:
                worded = name in ("indicator", "label")  # an editor may have changed the glossary
                more = ", or its English has changed since: build again" if worded else ""
                reason = f"`{name}` is not what the document says{more}"
                self._fail(place, _shown(said[name]), figure.indicator, reason, _shown(expected))
        if source != self._source(said["figure"]):
            reason = "`source` is not the document it comes from"
            self._fail(place, str(source), figure.indicator, reason)

    def _source(self, identity: str) -> int:
        path = self.figures[identity]["path"]
        numbers = (each["number"] for each in self.content["sources"] if each["path"] == path)
        return next(numbers, 0)

    def _path(self, number: int) -> str:
        paths = (str(each["path"]) for each in self.content["sources"] if each["number"] == number)
        return next(paths, "")

    def _proofs(self, ids: list[str]) -> tuple[Proof, ...]:
        known = [self.figures[each] for each in ids if each in self.figures]
        return tuple(Proof(k["id"], k["path"], k["start"], k["end"], k["raw"]) for k in known)

    def _unproved(
        self, identity: str, place: str, number: str, made: Statement
    ) -> Iterator[Statement]:
        """A statement whose document cannot be asked counts as the JSON has it."""
        stated = self.figures.get(identity)
        if stated and stated["path"] in self.broken:
            yield made
        else:
            self._fail(place, number, made.text, "its figure is not known")

    def _fail(self, place: str, number: str, around: str, reason: str, expected: str = "") -> None:
        self.findings.append(Finding(place, number, around, reason, expected))


def _same(now: object, stated: object) -> bool:
    """Whether a value of the model is one of JSON."""
    if now is None or stated is None:
        return now is stated
    if isinstance(stated, int | float) and not isinstance(stated, bool):
        return float(now) == stated  # type: ignore[arg-type]
    return str(now) == stated


def _shown(value: object) -> str:
    """A value of the JSON in one line."""
    if isinstance(value, dict):
        return " / ".join(_shown(each) for each in value.values())
    if isinstance(value, list):
        return "; ".join(_shown(each) for each in value)
    return str(value)


def _lead(line: Mapping[str, Any], witness: Witness) -> str:
    """The words of the document that say when, or that it is foretold, before a line; or ""."""
    first, *more = line["runs"]
    alone = bool(more) and not first["figure"] and not more[0]["figure"]
    return str(first["text"]) if alone and bare(first["text"]) in witness.text else ""
