"""Give every reader, loader and small language spoilt inputs: it reads them or says no.

python tools/fuzz                              10,000 inputs over all targets
python tools/fuzz csv where --count 100000     these alone, 50,000 each
python tools/fuzz docx --seed 3 --at 812       one input again, with its traceback
python tools/fuzz --list                       the targets

A finding is an exception that a target does not promise, a call of over 10 s, a crash, or
a process of over 500 MB. An input depends on target, seed and number alone.
"""

from __future__ import annotations

import argparse
import mmap
import os
import random
import resource
import shutil
import signal
import sys
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import targets
from mutating import spoilt
from targets import TARGETS, Target

SECONDS = 10  # of the processor: what else the machine does is no finding
MEGABYTES = 500
_ROUND = 20_000  # inputs of one process
_FOUND, _GROWN = 3, 4  # its exit codes


class Slow(BaseException):
    """A call took too long."""


def _late(_: int, __: FrameType | None) -> None:
    raise Slow


@contextmanager
def _timed() -> Iterator[None]:
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def made(name: str, target: Target, seed: int, number: int) -> bytes:
    """Return input ``number`` of a target."""
    chance = random.Random(f"{name}:{seed}:{number}")
    starts = target.made()
    words = [word.encode() for word in target.words]
    return spoilt(chance.choice(starts), words, starts, chance)


def _child(name: str, seed: int, numbers: range, shared: mmap.mmap) -> int:
    """Try these inputs in this process; what goes wrong is written to stderr."""
    target = TARGETS[name]
    signal.signal(signal.SIGPROF, _late)
    for number in numbers:
        shared[:8] = number.to_bytes(8, "big")
        data = made(name, target, seed, number)
        try:
            with _timed():
                target.call(data)
        except target.raises:
            continue
        except (Exception, Slow):
            traceback.print_exc(limit=-6)
            return _FOUND
        if number % 500 == 0 and _megabytes() > MEGABYTES:
            sys.stderr.write(f"{_megabytes()} MB\n")
            return _GROWN
    return 0


def _megabytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> (
        20 if sys.platform == "darwin" else 10
    )


def fuzz(name: str, seed: int, count: int) -> tuple[int, int]:
    """Try ``count`` inputs; return how many are findings, and crashes that the program contains."""
    target, number, found, contained = TARGETS[name], 0, 0, 0
    shared = mmap.mmap(-1, 8)  # the number of the input that is tried
    while number < count:
        end = min(count, number + _ROUND)
        child = os.fork()
        if child == 0:
            code = 70
            try:
                code = _child(name, seed, range(number, end), shared)
            finally:
                sys.stderr.flush()
                os._exit(code)
        code = _waited(child, shared)
        if code == 0:
            number = end
            continue
        number = int.from_bytes(shared[:8], "big")
        if code < 0 and target.contained:
            contained += 1
        else:
            found += 1
            what = f"signal {-code}" if code < 0 else f"code {code}"
            sys.stdout.write(f"FOUND  {name} --seed {seed} --at {number}  ({what})\n")
            if found == 20:
                break
        number += 1
    return found, contained


def _waited(child: int, shared: mmap.mmap) -> int:
    """Return the exit code of ``child``; one that hangs where no signal reaches Python is killed."""
    last, since = b"", time.monotonic()
    while not (ended := os.waitpid(child, os.WNOHANG))[0]:
        if shared[:8] != last:
            last, since = shared[:8], time.monotonic()
        elif time.monotonic() - since > 12 * SECONDS:
            os.kill(child, signal.SIGKILL)
        time.sleep(0.005)
    return os.waitstatus_to_exitcode(ended[1])


def main() -> int:
    """Run what was asked for; 1 if anything was found."""
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    options.add_argument("targets", nargs="*", metavar="TARGET", default=[])
    options.add_argument("--count", type=int, default=10_000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--at", type=int)
    options.add_argument("--list", action="store_true")
    given = options.parse_args()
    names = given.targets or list(TARGETS)
    if given.list or not set(names) <= set(TARGETS):
        sys.stdout.write("\n".join(TARGETS) + "\n")
        return 0 if given.list else 2
    try:
        if given.at is not None:
            for name in names:
                data = made(name, TARGETS[name], given.seed, given.at)
                sys.stdout.write(f"{data!r}\n")
                sys.stdout.flush()
                TARGETS[name].call(data)
            return 0
        return _all(names, given.seed, given.count)
    finally:
        shutil.rmtree(targets._folder(), ignore_errors=True)


def _all(names: list[str], seed: int, count: int) -> int:
    shares = sum(TARGETS[name].share for name in names)
    total = findings = crashes = 0
    began = time.perf_counter()
    for name in names:
        share = max(1, round(count * TARGETS[name].share / shares))
        since = time.perf_counter()
        found, contained = fuzz(name, seed, share)
        note = f", {contained} crashes of a library, each in its child" if contained else ""
        sys.stdout.write(
            f"{name:<14}{share:>9,} inputs: {found} found{note}    [{time.perf_counter() - since:.1f} s]\n"
        )
        sys.stdout.flush()
        total, findings, crashes = total + share, findings + found, crashes + contained
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10
    seconds = time.perf_counter() - began
    sys.stdout.write(
        f"{len(names)} targets, {total:,} inputs, seed {seed}: {findings} found, {crashes} contained; "
        f"peak {peak} MB, {seconds:.0f} s\n"
    )
    return int(findings > 0)


if __name__ == "__main__":
    sys.exit(main())
