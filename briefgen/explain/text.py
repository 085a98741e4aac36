"""Sets explanations for people, and for programs as JSON (schema briefgen.explain/1)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from briefgen.export.columns import width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefgen.explain.answer import Answer
    from briefgen.model import Reading

SCHEMA = "briefgen.explain/1"
NAMES = 12  # columns for the names of the steps: the longest is "confidence"


def as_text(reading: Reading, answers: Sequence[Answer]) -> str:
    """One block for each number: where it stands, its clauses, and every step with its source."""
    return "\n\n".join("\n".join(_block(reading, answer)) for answer in answers)


def _block(reading: Reading, answer: Answer) -> Iterator[str]:
    spot = answer.spot
    kind = f"figure {answer.figure}" if answer.figure else "no figure"
    yield f"{answer.number}  {kind}"
    path = reading.article.source.path
    yield f"{path}:{spot.line}:{spot.column}, characters {spot.start} to {spot.stop}"
    yield f"  {spot.marked}"
    if answer.figure:
        yield from _clauses(answer)
    for step in answer.steps:
        yield f"  {_padded(step.name)}{step.value}{f'  ← {step.source}' if step.source else ''}"


def _clauses(answer: Answer) -> Iterator[str]:
    spot = answer.spot
    for number, clause in enumerate(spot.clauses, 1):
        here = "»" if clause.start <= spot.at < clause.end else " "
        words = spot.sentence[clause.start : clause.end].strip()
        bracket = " (in brackets)" if clause.inner else ""
        yield f"  {_padded(f'clause {number}')}{here} {words}{bracket}"


def _padded(name: str) -> str:
    return name + " " * max(1, NAMES - width(name))


def as_json(reading: Reading, answers: Sequence[Answer]) -> str:
    """The same for programs."""
    content = {
        "schema": SCHEMA,
        "path": reading.article.source.path,
        "answers": [_answer(answer) for answer in answers],
    }
    return json.dumps(content, ensure_ascii=False, indent=1)


def _answer(answer: Answer) -> dict[str, Any]:
    spot = answer.spot
    return {
        "figure": answer.figure,
        "number": answer.number,
        "start": spot.start,
        "end": spot.stop,
        "line": spot.line,
        "column": spot.column,
        "sentence": spot.sentence.strip(),
        "clauses": [spot.sentence[one.start : one.end].strip() for one in spot.clauses],
        "steps": [
            {"name": step.name, "value": step.value, "source": step.source} for step in answer.steps
        ],
    }
