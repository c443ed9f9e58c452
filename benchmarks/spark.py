"""Spark beside the pool of one machine: python -m benchmarks.spark [--megabytes 500] [COMMAND …]

Both have two workers. The pool is a process of its own, its start-up (the same command on a
sentence) taken off; Spark is started and warmed up first. CPU is of all processes under each;
"worker" is the most memory that a Python worker of Spark has had so far.
Exit code 1 where a ratio is over 1.5 or a result differs. In place of it, --skew counts the same
text on Spark in files of equal size, in one file with 70 % of it, and in sizes by Zipf's law;
--shuffle measures what tasks hand to the shuffle.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import shutil
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.texts import folder_of

WORKERS = 2
ADDRESS = f"local-cluster[{WORKERS},1,2048]"
CEILING = 1.5
TICK = os.sysconf("SC_CLK_TCK")
COMMANDS = {
    "freq": ["freq"],
    "freq --by document": ["freq", "--by", "document"],
    "lexicon count": ["lexicon", "count"],
    "phrases": ["phrases", "-n", "1000"],
}


def family() -> dict[int, float]:
    """Return this process and all below it, with their processor seconds."""
    parents, spent = {}, {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = stat.read_text().rsplit(")", 1)[1].split()
            parents[int(stat.parent.name)] = int(fields[1])
            spent[int(stat.parent.name)] = sum(map(int, fields[11:15])) / TICK
    below, found = {os.getpid()}, True
    while found:
        found = {pid for pid, parent in parents.items() if parent in below} - below
        below |= found
    return {pid: spent.get(pid, 0.0) for pid in below}


def cpu() -> float:
    """Return the processor seconds of this process and all below it, those that ended included."""
    return sum(family().values())


def peak() -> float:
    """Return the most memory that any of Spark's Python workers has had, in MB."""
    most = 0
    for pid in family():
        with contextlib.suppress(OSError):
            if b"pyspark" in Path(f"/proc/{pid}/cmdline").read_bytes():
                status = Path(f"/proc/{pid}/status").read_text()
                most = max(most, int(status.partition("VmHWM:")[2].split()[0]))
    return most / 1024


def as_process(arguments: list[str]) -> tuple[float, float, bytes]:
    """Return seconds, processor seconds and output of a command in a process of its own."""
    began, before = time.monotonic(), cpu()
    done = subprocess.run(
        [sys.executable, "-m", "cntext", *arguments], stdout=subprocess.PIPE, check=True
    )
    return time.monotonic() - began, cpu() - before, done.stdout


def on_spark(arguments: list[str]) -> tuple[float, float, bytes]:
    """Return the same of a command in this process, with the session that is there."""
    from cntext.cli import main

    began, before = time.monotonic(), cpu()
    raw = io.BytesIO()
    with contextlib.redirect_stdout(io.TextIOWrapper(raw, encoding="utf-8")) as out:
        with contextlib.suppress(SystemExit):
            main([*arguments, "--cluster", ADDRESS])
        out.flush()
        data = raw.getvalue()
    return time.monotonic() - began, cpu() - before, data


@contextlib.contextmanager
def session() -> Iterator[None]:
    from pyspark import SparkConf, SparkContext

    from cntext.cluster.session import _HERE, _SETTINGS

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    conf = SparkConf().setMaster(ADDRESS).set("spark.executor.memory", "2g")
    for name, value in {**_SETTINGS, **_HERE}.items():
        conf.set(name, value)
    context = SparkContext(conf=conf)
    context.setLogLevel("ERROR")
    yield
    context.stop()


def warm_up(arguments: list[str]) -> None:
    """Run a command on texts of a sentence, a job for every worker, so that all are started."""
    os.environ["CNTEXT_PARTITION"] = "1"
    on_spark(arguments)
    del os.environ["CNTEXT_PARTITION"]


def compared(megabytes: int, folder: Path, tiny: Path, names: Sequence[str]) -> bool:
    """Print a line for each command; say whether all hold."""
    texts = str(folder_of(megabytes, folder))
    good = True
    print(f"{megabytes} MB, {WORKERS} workers each; seconds without start-up")
    print(
        f"{'':22}{'pool':>8}{'Spark':>8}{'ratio':>7}{'pool CPU':>10}{'Spark CPU':>10}{'ratio':>7}  equal  worker"
    )
    for name in names:
        usual = [*COMMANDS[name], "--no-cache", "-q"]
        idle = as_process([*usual, str(tiny)])
        pool = as_process([*usual, "--jobs", str(WORKERS), texts])
        warm_up([*usual, str(tiny)])
        there = on_spark([*usual, texts])
        here = (pool[0] - idle[0], pool[1] - idle[1])
        wall, work = there[0] / here[0], there[1] / here[1]
        same = there[2] == pool[2]
        good = good and same and max(wall, work) <= CEILING
        print(
            f"{name:22}{here[0]:8.1f}{there[0]:8.1f}{wall:7.2f}{here[1]:10.1f}{there[1]:10.1f}"
            f"{work:7.2f}  {'yes' if same else 'NO':5}{peak():7.0f} MB",
            flush=True,
        )
    return good


def shuffled(megabytes: int, folder: Path) -> None:
    """Print what tasks of several sizes hand to the shuffle, in one process and without Spark."""
    from types import SimpleNamespace

    from cntext.analysis import Cut
    from cntext.cluster.executor import _edges, _sealed
    from cntext.cluster.identity import identity
    from cntext.cluster.kernel import Kernel
    from cntext.cluster.parcel import Parcel
    from cntext.cluster.rows import COUNTS
    from cntext.flow.jobs import Counting, Job
    from cntext.flow.part import Tokens
    from cntext.flow.partitions import partitions
    from cntext.flow.plan import Plan
    from cntext.flow.supply import Supply
    from cntext.flow.workshop import Workshop
    from cntext.model import Inputs
    from cntext.read.paths import find_sources

    sources = list(find_sources([str(folder_of(megabytes, folder))], Inputs()))
    jobs = [Job(partition, keep=False) for partition in partitions(sources)]
    size = sum(job.partition.size for job in jobs)
    workshop = Workshop(Plan(), Supply(), threads=1)
    print(f"\n{size / 1e6:.0f} MB, {len(jobs)} partitions, one process; compressed as in a shuffle")
    for by in ("", "document"):
        counting = Counting("freq", {"unit": "word", "by": by})
        parcel = Parcel.of(workshop, Tokens(Cut.UNITS, False, "units"), counting)
        sealed = (SimpleNamespace(value=v) for v in (parcel.sealed(), list(map(_sealed, jobs))))
        kernel = Kernel(
            identity(workshop.supply),
            *sealed,
            edges=_edges(16),
            total=len(jobs),
            memory=0,
            folder=".",
        )
        for each in (1, len(jobs)):
            began = time.process_time()
            sizes = {True: 0, False: 0}
            for first in range(0, len(jobs), each):
                places = range(first, min(first + each, len(jobs)))
                for row in kernel._rows((place, {}) for place in places):
                    sizes[row.kind == COUNTS] += len(zlib.compress(row.body, 1))
            spent = time.process_time() - began
            print(
                f"freq{' --by ' + by if by else '':15} {each:4} partitions a task: counts "
                f"{sizes[True] / size:7.4f} B, record {sizes[False] / size:7.4f} B for each byte; "
                f"{size / spent / 1e6:5.1f} MB a CPU second"
            )


def skewed(megabytes: int, folder: Path, tiny: Path) -> None:
    """Print how long the same text takes in files of very different sizes."""
    texts = folder_of(megabytes, folder)
    data = b"".join(p.read_bytes() for p in sorted(texts.iterdir()))
    shutil.rmtree(texts)
    usual = ["freq", "--no-cache", "-q"]
    warm_up([*usual, str(tiny)])
    count = max(megabytes * 5, 10)
    shapes = {
        "equal files": [1.0] * count,
        "70 % in one file": [0.7 * count / 0.3, *[1.0] * (count - 1)],
        "Zipf": [1 / rank for rank in range(1, count + 1)],
    }
    print(f"{megabytes} MB in {count} files, on Spark; seconds")
    for name, weights in shapes.items():
        below = folder / name.replace(" ", "_")
        below.mkdir()
        at, total = 0, sum(weights)
        for number, weight in enumerate(weights):
            end = data.find(b"\n", min(at + int(len(data) * weight / total), len(data) - 1)) + 1
            end = (
                end
                if end > at and number < count - 1
                else (len(data) if number == count - 1 else at)
            )
            (below / f"{number:05}.txt").write_bytes(data[at:end])
            at = end
        largest = max(path.stat().st_size for path in below.iterdir()) / 1e6
        wall, work, _ = on_spark([*usual, str(below)])
        print(f"{name:22}largest {largest:7.1f} MB  wall {wall:6.1f}  CPU {work:6.1f}", flush=True)
        shutil.rmtree(below)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=int, default=500)
    parser.add_argument("--skew", action="store_true", help="only files of very different sizes")
    parser.add_argument("--shuffle", action="store_true", help="only what goes into the shuffle")
    parser.add_argument("commands", nargs="*", default=[*COMMANDS], metavar="|".join(COMMANDS))
    asked = parser.parse_args()
    if asked.shuffle:
        with tempfile.TemporaryDirectory() as place:
            shuffled(asked.megabytes, Path(place))
        return 0
    with tempfile.TemporaryDirectory() as place, session():
        folder = Path(place)
        tiny = folder / "tiny"
        tiny.mkdir()
        for number in range(4 * WORKERS):
            (tiny / f"{number}.txt").write_text("产教融合。", encoding="utf-8")
        if asked.skew:
            skewed(asked.megabytes, folder, tiny)
            return 0
        good = compared(asked.megabytes, folder, tiny, asked.commands)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
