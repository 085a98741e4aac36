"""Tells what became of a page's numbers: in text for people, in JSON for programs."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.verify.finding import Finding, Verdict


def as_text(verdict: Verdict) -> str:
    """A line for each number that is not traced, with its place, and the count of the others."""
    lines = [f"note: {each}" for each in verdict.notes]
    lines += [line for each in verdict.findings for line in _finding(each)]
    if verdict.typed:
        numbers = ", ".join(dict.fromkeys(each.number for each in verdict.typed))
        lines.append(f"note: typed into the template, in no source: {numbers}")
    total = len(verdict.proved)
    if verdict.good:
        lines.append(f"{verdict.file}: all {total} numbers are traced ({verdict.against})")
    else:
        count = len(verdict.findings)
        found = "1 fault" if count == 1 else f"{count} faults"
        lines.append(f"{verdict.file}: {found}; {total} numbers are traced ({verdict.against})")
    return "\n".join(lines)


def _finding(each: Finding) -> Iterator[str]:
    number = f" untraced: {each.number}" if each.number else ""
    yield f"{each.place}:{number} ({each.reason})"
    if each.around:
        yield f"    it says   {each.around}"
    if each.expected:
        yield f"    proved is {each.expected}"


def as_json(verdict: Verdict) -> str:
    """The verdict as JSON: `ok`, `untraced`, every traced number with what proves it.

    Under `template` are the numbers that the template says by itself.
    """
    content = {
        "schema": "briefgen.verify/1",
        "file": verdict.file,
        "against": verdict.against,
        "ok": verdict.good,
        "untraced": [asdict(each) for each in verdict.findings],
        "traced": [asdict(each) for each in verdict.proved],
        "template": [asdict(each) for each in verdict.typed],
        "notes": list(verdict.notes),
    }
    return json.dumps(content, ensure_ascii=False, indent=1)
