"""Run commands as processes, turn about, and say what each cost."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

# wait4 counts kilobytes, on macOS bytes. A child starts with the peak of the process that
# made it, so this package must stay small itself: rich is imported after the last run.
_RSS_UNIT = 1 if sys.platform == "darwin" else 1024
# What takes less than this part of the longest command of a case is run so often in a turn.
_BRIEF, _OFTEN = 10, 3


@dataclass(frozen=True, slots=True)
class Run:
    """One run of one command."""

    seconds: float
    cpu: float
    peak: int


@dataclass(frozen=True, slots=True)
class Cost:
    """All runs of one command."""

    label: str
    runs: tuple[Run, ...]

    @property
    def seconds(self) -> float:
        """Median of the wall-clock times."""
        return median(run.seconds for run in self.runs)

    @property
    def span(self) -> tuple[float, float]:
        """Fastest and slowest run."""
        times = [run.seconds for run in self.runs]
        return min(times), max(times)

    @property
    def cpu(self) -> float:
        """Median of the processor times, user and system."""
        return median(run.cpu for run in self.runs)

    @property
    def peak(self) -> int:
        """Largest resident memory of any run, in bytes."""
        return max(run.peak for run in self.runs)


class Failed(Exception):
    """A measured command did not succeed: its time would mean nothing."""


def interleaved(
    commands: Mapping[str, Sequence[str]], runs: int, env: Mapping[str, str]
) -> dict[str, Cost]:
    """Return the cost of each command, run A B A B …, after one uncounted run of each.

    Turn about, so that a busy moment of the machine falls on all of them alike. What is brief
    beside the longest has more runs a turn, or one such moment would decide its median. The
    uncounted run fills caches: compiled modules, dictionaries, the disk's.
    """
    first = {label: once(command, env).seconds for label, command in commands.items()}
    brief = max(first.values()) / _BRIEF
    found: dict[str, list[Run]] = {label: [] for label in commands}
    for _ in range(runs):
        for label, command in commands.items():
            times = _OFTEN if first[label] < brief else 1
            found[label] += [once(command, env) for _ in range(times)]
    return {label: Cost(label, tuple(done)) for label, done in found.items()}


def once(command: Sequence[str], env: Mapping[str, str]) -> Run:
    """Run ``command`` to its end and return what it cost; `Failed` if it exits with an error."""
    null = subprocess.DEVNULL
    with tempfile.TemporaryFile() as said:
        began = time.perf_counter()
        process = subprocess.Popen(command, env=env, stdin=null, stdout=null, stderr=said)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            reason = said.read().decode(errors="replace").strip()
            raise Failed(f"{' '.join(command)}: exit {process.returncode}: {reason[-300:]}")
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * _RSS_UNIT)
