"""What the check of a page came to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefgen.verify.statement import Proof


TEMPLATE = "template"  # the kind of what the template says by itself


@dataclass(frozen=True, slots=True)
class Finding:
    """A number that no source proves, or a source that is not as it was.

    `place` is where it stands, `number` as printed, `around` the words about it, `expected` what
    the sources prove instead, if that is known.
    """

    place: str
    number: str
    around: str
    reason: str
    expected: str = ""


@dataclass(frozen=True, slots=True)
class TracedNumber:
    """A number on the page with what proves it: a statement of some kind, from these sources."""

    place: str
    number: str
    kind: str
    proofs: tuple[Proof, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """The numbers of a page: the traced ones, and what is wrong.

    `against` says what it was held against; `notes` are for the reader and no faults.
    """

    file: str
    against: str
    traced: tuple[TracedNumber, ...]
    findings: tuple[Finding, ...]
    notes: tuple[str, ...] = ()

    @property
    def proved(self) -> tuple[TracedNumber, ...]:
        """The numbers that are traced to a source, or follow from the page itself."""
        return tuple(each for each in self.traced if each.kind != TEMPLATE)

    @property
    def typed(self) -> tuple[TracedNumber, ...]:
        """The numbers that stand in the template itself, such as a telephone number."""
        return tuple(each for each in self.traced if each.kind == TEMPLATE)

    @property
    def good(self) -> bool:
        """Whether every number is traced."""
        return not self.findings
