"""More text than memory is to hold: what each additive command takes, beside its ceiling.

    python -m benchmarks.outofcore --gigabytes 1 --memory 256M

makes a text of that size, whose vocabulary grows with it, runs each command on it without a
cache, and prints wall clock, processor time and the peak of memory of all its processes
together (Linux: proportional shares, so that what a fork shares counts once).
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.cases import CNTEXT
from benchmarks.texts import FILE, real_paragraphs

_GIGABYTE = 1_000_000_000
_NAMES = 10_000_000  # made-up names, one a paragraph: as the vocabulary of real text, it grows
COMMANDS = {
    "freq": ["freq"],
    "lexicon count": ["lexicon", "count"],
    "trend": ["trend", "产教融合", "职业教育", "--"],
    "trend of all": ["trend"],
    "compare": ["compare", "--by", "decade"],
    "dispersion": ["dispersion"],
    "keywords": ["keywords"],
    "ngrams": ["ngrams", "--size", "2"],
    "phrases": ["phrases"],
}
_USUAL = ("freq", "lexicon count", "trend")


def main(arguments: Sequence[str] | None = None) -> None:
    """Make the text, run the commands, print what they took."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.outofcore", description=__doc__)
    parser.add_argument("--gigabytes", type=float, default=1.0)
    parser.add_argument("--memory", default="2G", help="ceiling of partial counts")
    parser.add_argument("--jobs", default="2")
    parser.add_argument("--folder", type=Path, help="where the text is made, and left")
    parser.add_argument("commands", nargs="*", default=_USUAL, metavar="|".join(COMMANDS))
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as scratch:
        text = made(int(asked.gigabytes * _GIGABYTE), asked.folder or Path(scratch) / "text")
        env = {**os.environ, "CNTEXT_CACHE": scratch, "CNTEXT_PROJECT": "none"}
        how = ["--no-cache", "--memory", asked.memory, "--jobs", asked.jobs, "-n", "100", "-q"]
        print(f"{asked.gigabytes:g} GB, --memory {asked.memory} --jobs {asked.jobs}")
        for name in asked.commands:
            wall, cpu, peak = taken([CNTEXT, *COMMANDS[name], str(text), *how], env)
            print(f"{name:14} {wall:8.1f} s {cpu:8.1f} s CPU {peak / 1e6:8,.0f} MB", flush=True)


def made(size: int, folder: Path) -> Path:
    """Return ``folder`` with ``size`` bytes of dated files, made where it is not there."""
    if folder.is_dir():
        return folder
    folder.mkdir(parents=True)
    draw, paragraphs = random.Random(size), real_paragraphs()
    for number in range(max(size // FILE, 1)):
        lines: list[str] = []
        left = FILE
        while left > 0:
            lines.append(f"{draw.choice(paragraphs)}k{draw.randrange(_NAMES)}x。")
            left -= len(lines[-1].encode()) + 1
        day = f"{1990 + number % 30}-{1 + number % 12:02}-{1 + number % 28:02}"
        (folder / f"{day}_{number:06}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def taken(command: Sequence[str], env: dict[str, str]) -> tuple[float, float, int]:
    """Run ``command`` and return seconds, seconds of processor time, and peak bytes."""
    began, peak = time.monotonic(), 0
    process = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, start_new_session=True)
    while True:
        done, status, usage = os.wait4(process.pid, os.WNOHANG)
        if done:
            break
        peak = max(peak, _in_use(process.pid))
        time.sleep(0.3)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(command)}: exit {process.returncode}")
    return time.monotonic() - began, usage.ru_utime + usage.ru_stime, peak


def _in_use(group: int) -> int:
    """Return the bytes that the processes of a group hold, what they share counted once."""
    total = 0
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and os.getpgid(int(entry.name)) == group:
                lines = (entry / "smaps_rollup").read_text("ascii").splitlines()
                total += sum(1024 * int(x.split()[1]) for x in lines if x.startswith("Pss:"))
        except (OSError, ValueError):
            continue
    return total


if __name__ == "__main__":
    main()
