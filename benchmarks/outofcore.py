"""More text than memory is to hold: what each additive command takes, beside its ceiling.

    python -m benchmarks.outofcore --gigabytes 1 --memory 256M

makes a text of that size, whose vocabulary grows with it, runs each command on it without a
cache, and prints wall clock, processor time and the peak of memory of all its processes
together (Linux: proportional shares, so that what a fork shares counts once): its own, and with
the pages of files that it has mapped, which the system takes back when it needs them; and the
most that lay on disk beside the text.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.cases import CNTEXT
from benchmarks.texts import FILE, real_paragraphs

if TYPE_CHECKING:
    import numpy as np

_GIGABYTE = 1_000_000_000
_DISK = 50  # looks at memory to one at the disk, where very many files may lie
_NAMES = 10_000_000  # made-up names, one a paragraph: as the vocabulary of real text, it grows
_PARAGRAPH = 12  # clauses
_CLAUSES, _FLAT, _SHORT = 2_000_000, 1_000, 4  # kinds of them; characters
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
    parser.add_argument("--packed", action="store_true", help="as .gz: the disk is short")
    parser.add_argument("commands", nargs="*", default=_USUAL, metavar="|".join(COMMANDS))
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as scratch:
        text = made(
            int(asked.gigabytes * _GIGABYTE),
            asked.folder or Path(scratch) / "text",
            packed=asked.packed,
        )
        env = {**os.environ, "CNTEXT_CACHE": scratch, "CNTEXT_PROJECT": "none"}
        how = ["--no-cache", "--memory", asked.memory, "--jobs", asked.jobs, "-n", "100", "-q"]
        print(f"{asked.gigabytes:g} GB, --memory {asked.memory} --jobs {asked.jobs}")
        for name in asked.commands:
            wall, cpu, most = taken([CNTEXT, *COMMANDS[name], str(text), *how], env)
            own, mapped, disk = (size / 1e6 for size in most)
            print(
                f"{name:14} {wall:8.1f} s {cpu:8.1f} s CPU {own:8,.0f} MB, "
                f"{mapped:,.0f} MB with files; {disk:,.0f} MB on disk",
                flush=True,
            )


def made(size: int, folder: Path, *, packed: bool = False) -> Path:
    """Return ``folder`` with ``size`` bytes of text in dated files, made where it is not there.

    ``packed``: as .gz, where the disk is short.
    """
    import numpy as np

    if folder.is_dir():
        return folder
    folder.mkdir(parents=True)
    draw = np.random.default_rng(size)
    clauses = _clauses(draw)
    each = sum(map(len, clauses[:1000])) * 3 // 1000 + 3  # bytes
    rows = max(FILE // (each * _PARAGRAPH), 1)
    for number in range(max(size // FILE, 1)):
        # Zipf's law with Mandelbrot's constant: P(rank) in proportion to 1 / (rank + _FLAT).
        spread = np.exp(draw.random((rows, _PARAGRAPH)) * np.log(len(clauses) / _FLAT + 1))
        ranks = ((spread - 1) * _FLAT).astype(int).tolist()
        names = draw.integers(_NAMES, size=rows).tolist()
        lines = [
            f"{'，'.join([clauses[r] for r in row])}，k{name}x。"
            for row, name in zip(ranks, names, strict=True)
        ]
        day = f"{1990 + number % 30}-{1 + number % 12:02}-{1 + number % 28:02}"
        data = ("\n".join(lines) + "\n").encode()
        if packed:
            (folder / f"{day}_{number:06}.txt.gz").write_bytes(gzip.compress(data, 1))
        else:
            (folder / f"{day}_{number:06}.txt").write_bytes(data)
    return folder


def _clauses(draw: np.random.Generator) -> list[str]:
    """Return clauses: of real text, and what comes of the beginning of one and the end of another."""
    import jieba

    jieba.setLogLevel("ERROR")
    real = [c for p in real_paragraphs() for c in re.split("[，。；：！？]", p) if len(c) >= _SHORT]
    cut = [words for words in map(jieba.lcut, real) if len(words) > 1]
    found = dict.fromkeys(real)
    while len(found) < _CLAUSES:
        heads, tails = draw.integers(len(cut), size=(2, _CLAUSES)).tolist()
        for head, tail in zip(heads, tails, strict=True):
            one, other = cut[head], cut[tail]
            found["".join(one[: len(one) // 2] + other[len(other) // 2 :])] = None
    every = list(found)[:_CLAUSES]
    return [every[place] for place in draw.permutation(len(every)).tolist()]


def taken(command: Sequence[str], env: dict[str, str]) -> tuple[float, float, list[int]]:
    """Run ``command``; return seconds, seconds of processor time, and peaks in bytes.

    The peaks: memory of its own, with files, and the disk under its cache folder.
    """
    began, peaks, looks = time.monotonic(), [0, 0, 0], 0
    process = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, start_new_session=True)
    while True:
        done, status, usage = os.wait4(process.pid, os.WNOHANG)
        if done:
            break
        disk = _on_disk(Path(env["CNTEXT_CACHE"])) if looks % _DISK == 0 else 0
        peaks = [max(pair) for pair in zip(peaks, (*_in_use(process.pid), disk), strict=True)]
        looks += 1
        time.sleep(0.3)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(command)}: exit {process.returncode}")
    return time.monotonic() - began, usage.ru_utime + usage.ru_stime, peaks


def _in_use(group: int) -> tuple[int, int]:
    """Return the bytes that the processes of a group hold, what they share counted once."""
    own = whole = 0
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and os.getpgid(int(entry.name)) == group:
                lines = (entry / "smaps_rollup").read_text("ascii").splitlines()
                sizes = dict(line.split()[:2] for line in lines[1:])
                own += 1024 * int(sizes["Pss_Anon:"])
                whole += 1024 * int(sizes["Pss:"])
        except (OSError, ValueError, KeyError):
            continue
    return own, whole


def _on_disk(folder: Path) -> int:
    """Return the bytes of the files in the folders of runs."""
    total = 0
    for path in folder.glob("run-*/**/*"):
        with contextlib.suppress(OSError):
            total += path.stat().st_size
    return total


if __name__ == "__main__":
    main()
