"""Large corpora: frequency tables, growth with size and cores, phrases, concordances."""

from __future__ import annotations

import shlex
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from benchmarks.cases import CNTEXT, Case, Goal
from benchmarks.concordance_peers import concordance_case
from benchmarks.counting_peers import counting, python_of
from benchmarks.texts import folder_of
from benchmarks.timing import Failed, once

# As the peers' scripts do it: jieba's own words, the text as it stands, no stop words.
_PLAIN = [
    "--plain",
    "--no-clean",
    "--no-normalise",
    "--stopwords",
    "none",
    "-n",
    "100",
    "-f",
    "tsv",
]
_CUT_ALONE = """\
import sys, jieba
from pathlib import Path
jieba.setLogLevel(60)
for path in sorted(Path(sys.argv[1]).glob("*.txt")):
    for word in jieba.cut(path.read_text(encoding="utf-8")):
        pass
"""


def large_cases(folder: Path, env: Mapping[str, str]) -> Iterator[Case]:
    """Yield the cases on corpora of 1 to 100 MB, made in ``folder``."""
    peers = counting(folder)
    naive = "jieba + Counter"
    yield _table(folder, env, peers, naive)
    one, ten = folder_of(1, folder), folder_of(10, folder)
    peers = {
        name: script for name, script in peers.items() if _works(name, [*script, str(one)], env)
    }
    yield Case(
        "peers, 10 MB",
        {
            "cntext freq": _freq(ten, "--no-cache"),
            **{name: [*command, str(ten)] for name, command in peers.items()},
        },
        tuple(Goal(name, "cntext freq") for name in peers),
        runs=3,
    )
    yield _growth(folder)
    yield _cores(folder)
    yield _phrases(folder)
    yield _concordance(folder, env)
    yield concordance_case(folder, env)


def _freq(corpus: Path, *more: str) -> list[str]:
    return [CNTEXT, "freq", str(corpus), *_PLAIN, *more]


def _table(
    folder: Path, env: Mapping[str, str], peers: Mapping[str, list[str]], naive: str
) -> Case:
    corpus = folder_of(50, folder)
    script = [*peers["jieba"], str(corpus)]
    _equal(script, _freq(corpus, "--no-cache"), env)
    cold, warm, count = "cntext freq, cold", "cntext freq, warm", "wc -m"
    return Case(
        "freq, 50 MB",
        {
            naive: script,
            cold: _freq(corpus, "--no-cache"),
            warm: _freq(corpus),
            "cntext freq, cleaned and merged, cold": [CNTEXT, "freq", str(corpus), "--no-cache"],
            "cntext freq, cleaned and merged, warm": [CNTEXT, "freq", str(corpus)],
            count: ["sh", "-c", f"cat {shlex.quote(str(corpus))}/*.txt | LC_ALL=C.UTF-8 wc -m"],
        },
        (
            Goal(naive, cold, 40, least=True),
            Goal(naive, cold, 30, least=True, of="cpu"),
            Goal(naive, warm, 300, least=True),
            Goal(cold, count, 4, of="cpu"),
        ),
        runs=3,
    )


def _works(peer: str, command: list[str], env: Mapping[str, str]) -> bool:
    """Say whether a peer does its work at all: one that fails must not lose the others."""
    try:
        once(command, env)
    except Failed as failure:
        print(f"{peer} is left out: {failure}", file=sys.stderr)
        return False
    return True


def _equal(script: list[str], ours: list[str], env: Mapping[str, str]) -> None:
    """Stop unless both print the same words and counts: a wrong table has no speed."""
    theirs = _rows(script, env, (0, 1))
    found = _rows(ours, env, (1, 2))
    if theirs != found:
        sys.exit("cntext freq and the jieba script count differently; nothing was measured")
    print(f"{len(found)} rows of both tables are equal", file=sys.stderr)


def _rows(command: list[str], env: Mapping[str, str], cells: tuple[int, int]) -> list[list[str]]:
    done = subprocess.run(command, env=env, check=True, capture_output=True, encoding="utf-8")
    rows = [line.split("\t") for line in done.stdout.splitlines()]
    return [[row[i] for i in cells] for row in rows if row[cells[1]].isdigit()]


def _growth(folder: Path) -> Case:
    commands = {
        f"cntext freq, {size} MB": _freq(folder_of(size, folder), "--no-cache")
        for size in (1, 10, 100)
    }
    one, ten, hundred = commands
    return Case(
        "growth",
        commands,
        (
            Goal(ten, one, of="cpu"),
            Goal(hundred, ten, 11, of="cpu"),  # linear within a tenth
            Goal(hundred, ten, 1.1, of="peak"),
        ),
        runs=3,
    )


def _cores(folder: Path) -> Case:
    corpus = folder_of(50, folder)
    alone, both = "--jobs 1", "--jobs 2"
    commands = {jobs: _freq(corpus, "--no-cache", *jobs.split()) for jobs in (alone, both)}
    return Case("cores, 50 MB", commands, (Goal(alone, both),), runs=3)


def _phrases(folder: Path) -> Case:
    corpus = folder_of(10, folder)
    script = folder / "cut_alone.py"
    script.write_text(_CUT_ALONE, encoding="utf-8")
    ours, theirs = "cntext phrases", "jieba, cutting alone"
    return Case(
        "phrases, 10 MB",
        {
            ours: [CNTEXT, "phrases", str(corpus), "--no-cache", "-n", "1000", "-f", "tsv"],
            theirs: [python_of("jieba") or sys.executable, str(script), str(corpus)],
        },
        (Goal(ours, theirs, 1.0),),
        runs=3,
    )


def _concordance(folder: Path, env: Mapping[str, str]) -> Case:
    index = folder / "hundred.cnx"
    if not index.exists():
        build = [CNTEXT, "index", "build", str(folder_of(100, folder)), "-o", str(index), "-q"]
        subprocess.run(build, env=env, check=True, capture_output=True)
    kwic, version = "cntext kwic, 20 M tokens", "cntext --version"
    return Case(
        "concordance",
        {
            kwic: [CNTEXT, "kwic", "发展", str(index), "-n", "20", "-f", "tsv"],
            version: [CNTEXT, "--version"],
        },
        (Goal(kwic, version, 1.5, free=0.1),),
    )
