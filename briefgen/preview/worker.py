"""The process that makes the previews: kept warm, stopped when it takes too long, begun anew.

It works in its main thread, where the limits on time and memory of templates hold; the server stays
free to answer meanwhile.
"""

from __future__ import annotations

import gc
import logging
import multiprocessing
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Condition
from typing import TYPE_CHECKING, Any

from briefgen.errors import BriefgenError, TemplateError
from briefgen.offspring import belong

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

PAGE = "page"
# What Maker is asked for that somebody waits to see, in its order; all else comes after.
URGENT = ("edit", PAGE, "word", "pictures")
PATIENCE = 120.0  # seconds that one preview may take; a template's own limit is far below
IDLE = 0.3  # seconds without a question after which there is time to tidy up
OFTEN = 10  # answers after which it is tidied up in any case


class _Turns:
    """Whose turn it is: one at a time, and first what somebody waits to see."""

    def __init__(self) -> None:
        self._free = Condition()
        self._taken = False
        self._waiting: list[int] = []  # the ranks of those that wait

    @contextmanager
    def turn(self, what: str) -> Iterator[None]:
        """Wait for a turn and keep it."""
        rank = URGENT.index(what) if what in URGENT else len(URGENT)
        with self._free:
            self._waiting.append(rank)
            try:
                self._free.wait_for(lambda: not self._taken and rank == min(self._waiting))
            finally:
                self._waiting.remove(rank)
            self._taken = True
        try:
            yield
        finally:
            with self._free:
                self._taken = False
                self._free.notify_all()


class Worker:
    """Asks the process for what Maker can do; one question at a time, see URGENT."""

    def __init__(self, root: Path, patience: float = PATIENCE) -> None:
        """Make pages of the workspace `root`."""
        self._root = root
        self.patience = patience
        self._turns = _Turns()
        self.process: BaseProcess | None = None
        self._line: Connection | None = None
        self._folder: TemporaryDirectory[str] | None = None

    def ask(self, what: str, *given: Any) -> Any:  # noqa: ANN401 - what Maker's method returns
        """What the process answers; raises the BriefgenError that it met."""
        with self._turns.turn(what):
            line = self._ready()
            try:
                line.send((what, given))
                if not line.poll(self.patience):
                    self._stop()
                    message = f"the page was not made within {self.patience:g} seconds"
                    raise TemplateError(message, hint="take out what you added last")
                kind, answer = line.recv()
            except (EOFError, OSError) as error:
                self._stop()
                message = "the page took more memory than there is, or its process was ended"
                raise TemplateError(message, hint="take out what you added last") from error
        if kind == "error":
            raise answer
        return answer

    def close(self) -> None:
        """End the process."""
        with self._turns.turn(PAGE):
            self._stop()

    def _ready(self) -> Connection:
        if self.process is None or not self.process.is_alive() or self._line is None:
            self._stop()
            self._folder = TemporaryDirectory(
                prefix="briefgen-preview-", ignore_cleanup_errors=True
            )
            context = multiprocessing.get_context("spawn")
            self._line, other = context.Pipe()
            self.process = context.Process(
                target=work,
                args=(other, str(self._root), self._folder.name),
                daemon=True,
                name="briefgen-preview",
            )
            self.process.start()
            other.close()
        return self._line

    def _stop(self) -> None:
        if self._line:
            self._line.close()
        if self.process:
            self.process.kill()
            self.process.join()
        if self._folder:
            self._folder.cleanup()
        self.process = self._line = self._folder = None


def work(line: Connection, root: str, folder: str) -> None:
    """Answer until the server is gone; `folder` is for what is kept in files meanwhile."""
    belong(folder)
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    from briefgen.preview.maker import ASKED, Maker  # noqa: PLC0415 - in this process only

    maker = Maker(Path(root))
    gc.disable()  # dead cycles are looked for when nobody waits: a fourth of the time of a page
    untidy, shown, lasting = 0, False, False
    while True:
        try:
            if untidy and (untidy >= OFTEN or not line.poll(IDLE)):
                untidy = 0
                gc.collect()
                if shown and not lasting:  # what is loaded by now stays: no need to look through it
                    gc.freeze()
                    lasting = True
            what, given = line.recv()
            shown = shown or what == PAGE
        except (EOFError, OSError):
            return
        untidy += 1
        try:
            answer = ("answer", ASKED[what](maker, *given))
        except BriefgenError as error:
            error.__cause__ = error.__context__ = None  # may hold what cannot be sent
            answer = ("error", ToldError.of(error))
        except Exception as error:  # noqa: BLE001 - a fault of ours; the page says so
            message = f"a fault in briefgen: {type(error).__name__}: {error}"
            answer = ("error", ToldError(message, "", "please report it"))
        line.send(answer)


class ToldError(BriefgenError):
    """A failure that crossed from one process to the other."""

    def __init__(self, message: str, where: str, hint: str) -> None:
        """Take the three parts in order, as unpickling gives them."""
        super().__init__(message, where=where, hint=hint)

    def __reduce__(self) -> tuple[type[ToldError], tuple[str, str, str]]:
        return (ToldError, (self.message, self.where, self.hint))

    @classmethod
    def of(cls, error: BriefgenError) -> ToldError:
        """The same failure, such that it can be sent."""
        return cls(error.message, error.where, error.hint)
