"""Time and memory that setting a page may take, where its template is not one of briefgen's own.

Filling in is counted (budget.py); setting is WeasyPrint's work, which only a clock can stop. Where
the system has no such clock (Windows, or a thread) `briefgen template check` still has one: it sets
its pages in a process of its own.
"""

from __future__ import annotations

import signal
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

from briefgen.errors import TemplateError

if TYPE_CHECKING:
    from collections.abc import Iterator

SECONDS = 30.0  # a page is set in a fifth of a second
MEMORY = 2 * 1024**3  # bytes more than there are in use
AGAIN = 0.5  # seconds after which the clock rings again, should the first ring go unheard


class _OvertimeError(BaseException):
    """The time is up; not an Exception, so that nothing on the way takes it for its own."""


@contextmanager
def limited(where: str, *, ours: bool) -> Iterator[None]:
    """Stops what is done in the `with` block when it takes too long or too much memory.

    Templates that are `ours` are not watched. Raises TemplateError.
    """
    hint = "take out what you added last: large pictures, tables within tables, many elements"
    if ours:
        yield
        return
    try:
        with _clock(), _memory():
            yield
    except _OvertimeError:
        message = f"the page was not set within {SECONDS:g} seconds"
        raise TemplateError(message, where=where, hint=hint) from None
    except (MemoryError, RecursionError):
        message = "the page takes too much memory to set"
        raise TemplateError(message, where=where, hint=hint) from None


@contextmanager
def _clock() -> Iterator[None]:
    main = threading.current_thread() is threading.main_thread()
    if not main or not hasattr(signal, "setitimer") or signal.getitimer(signal.ITIMER_REAL)[0]:
        yield
        return
    before = signal.signal(signal.SIGALRM, _ring)
    try:
        signal.setitimer(signal.ITIMER_REAL, SECONDS, AGAIN)
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _ring(*_: object) -> NoReturn:
    raise _OvertimeError


@contextmanager
def _memory() -> Iterator[None]:
    if sys.platform != "linux" or threading.active_count() > 1:
        yield
        return
    import resource  # noqa: PLC0415 - not on every system

    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123 - no folder to name
        used = int(file.read().split()[0]) * resource.getpagesize()
    wanted = used + MEMORY
    if hard != resource.RLIM_INFINITY:
        wanted = min(wanted, hard)
    if soft != resource.RLIM_INFINITY:
        wanted = min(wanted, soft)
    resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
