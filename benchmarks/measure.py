"""What the benchmarks share: a process's time and memory, the best of several runs, ratios."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROOT = Path(__file__).resolve().parents[1]
SEEDS = ROOT / "seeds"


@dataclass(frozen=True, slots=True)
class Run:
    """One process: wall-clock and processor seconds, and its highest memory in megabytes."""

    seconds: float
    processor: float
    memory: float


def run(command: Sequence[str | Path], folder: Path = ROOT) -> Run:
    """What the process took, its children included; ends the benchmark if it fails."""
    began = time.perf_counter()
    process = subprocess.Popen(
        [str(word) for word in command],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    said = process.stdout.read() if process.stdout else b""
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(map(str, command))} failed:\n{said.decode(errors='replace')}")
    return Run(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def in_turn(commands: Sequence[Sequence[str | Path]], times: int) -> list[Run]:
    """The median of `times` runs of each command; taken in turn, so that all meet the same load.

    Each is run once before, for the caches of the file system.
    """
    for command in commands:
        run(command)
    rounds = [[run(command) for command in commands] for _ in range(times)]
    return [
        Run(
            median(one.seconds for one in runs),
            median(one.processor for one in runs),
            max(one.memory for one in runs),
        )
        for runs in zip(*rounds, strict=True)
    ]


def fastest(work: Callable[[], object], times: int) -> float:
    """The least processor seconds of `times` runs of `work` in this process."""
    return fastest_in_turn((work,), times)[0]


def fastest_in_turn(works: Sequence[Callable[[], object]], times: int) -> list[float]:
    """The same of each of `works`; taken in turn, so that all meet the same load."""
    taken: list[list[float]] = [[] for _ in works]
    for _ in range(times):
        for work, seconds in zip(works, taken, strict=True):
            began = time.process_time()
            work()
            seconds.append(time.process_time() - began)
    return [min(seconds) for seconds in taken]
