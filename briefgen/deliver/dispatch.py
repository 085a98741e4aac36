"""Sends an issue to those who still wait for it, and keeps the ledger at every step."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from briefgen.deliver.smtp import Answer, Courier, ServerError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from briefgen.deliver.ledger import Ledger
    from briefgen.deliver.records import Delivery, Issue

FIRST_PAUSE, LONGEST_PAUSE = 5.0, 300.0  # seconds; each pause is twice the one before
SETTLED = {"sent": "sent", "refused": "refused", "uncertain": "uncertain", "deferred": "pending"}


def now() -> datetime:
    """The time now."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Clock:
    """Time as sending sees it: tests bring their own."""

    now: Callable[[], datetime] = now
    elapsed: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep

    def stamp(self) -> str:
        """The time now, as the ledger keeps it."""
        return self.now().astimezone(UTC).isoformat(timespec="seconds")


def pauses() -> Iterator[float]:
    """How long to wait before each further try: 5, 10, 20 … 300, 300 seconds."""
    pause = FIRST_PAUSE
    while True:
        yield pause
        pause = min(2 * pause, LONGEST_PAUSE)


@dataclass(frozen=True, slots=True)
class Dispatch:
    """Everything that sending an issue needs; `compose` makes the mail of one reader.

    The `spared` (keys) wait as well, but not for this run.
    """

    ledger: Ledger
    courier: Courier
    issue: Issue
    sender: str
    compose: Callable[[Delivery], bytes]
    clock: Clock
    patience: float
    spared: frozenset[str] = frozenset()

    def run(self, progress: Callable[[str], None]) -> ServerError | None:
        """Send to all who wait; the last trouble with the server if some still do.

        What is refused for the time being is tried again, with growing pauses, while patience
        lasts; a server that took something is given the shortest pause. Raises ServerError where
        it takes nothing for good.
        """
        deadline = self.clock.elapsed() + self.patience
        before, steps = 0, pauses()
        while True:
            trouble = self._round(progress)
            left = len(self._waiting())
            steps = pauses() if left < before else steps
            before, pause = left, next(steps)
            if not left or self.clock.elapsed() + pause > deadline:
                return trouble
            self.courier.close()
            progress(f"the server refuses for now; trying again in {pause:g} s")
            self.clock.sleep(pause)

    def _waiting(self) -> list[Delivery]:
        waiting = self.ledger.deliveries(self.issue, "pending")
        return [one for one in waiting if one.key not in self.spared]

    def _round(self, progress: Callable[[str], None]) -> ServerError | None:
        """One try for each who waits, those tried least first; stops where the server fails."""
        waiting = self._waiting()
        for number, delivery in enumerate(waiting, 1):
            progress(f"mail {number} of {len(waiting)}")
            if self.ledger.is_suppressed(delivery.key):
                self._note(delivery, "suppressed", "signed off")
                continue
            try:
                answer = self._hand_over(delivery)
            except ServerError as error:
                self._note(delivery, "pending", error.message)
                if not error.temporary:
                    raise
                return error
            told = f"{answer.verb}: {answer.code} {answer.text}" if answer.code else answer.text
            self._note(delivery, SETTLED[answer.state], told)
        return None

    def _hand_over(self, delivery: Delivery) -> Answer:
        message = self.compose(delivery)
        return self.courier.deliver(
            self.sender,
            delivery.address,
            message,
            lambda: self._note(delivery, "ending", ""),
        )

    def _note(self, delivery: Delivery, state: str, answer: str) -> None:
        tries = delivery.tries + (state != "suppressed")
        noted = replace(delivery, state=state, answer=answer, at=self.clock.stamp(), tries=tries)
        self.ledger.mark(self.issue, noted)
