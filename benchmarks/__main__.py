"""Measure every case and report; missed targets are said, never asserted."""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Mapping, Sequence
from itertools import chain
from pathlib import Path

from benchmarks import texts
from benchmarks.cases import Case, cases, loaded_at_help, page
from benchmarks.page import PAGE
from benchmarks.page import page as page_of
from benchmarks.report import Measured, as_json, machine, show
from benchmarks.throughput import large_cases
from benchmarks.timing import Failed, interleaved
from cntext.segment.choosing import why_not_native

RUNS, QUICK = 15, 5


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the benchmarks that the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help=f"{QUICK} runs, not {RUNS}")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write every run to FILE")
    parser.add_argument("--page", action="store_true", help="write docs/benchmarks.md anew")
    parser.add_argument("--large", action="store_true", help="also corpora of 1 to 100 MB")
    parser.add_argument("--tiny", action="store_true", help="try it: a hundredth of each corpus")
    parser.add_argument("--only", metavar="CASE", help="one case, by its name")
    chosen = parser.parse_args(arguments)
    if chosen.tiny:
        if chosen.page:
            parser.error("--tiny measures nothing that may be published: leave out --page")
        texts.MEGABYTE //= 100
    if chosen.page and (reason := why_not_native()):
        parser.error(f"{reason}: --page is for figures of the native core")
    if not hasattr(os, "wait4"):
        parser.exit(message="benchmarks need os.wait4, which this system has not\n")
    where = {**machine(), "PAGE": page().name}
    with tempfile.TemporaryDirectory(prefix="cntext-bench-") as folder:
        env = _environment(Path(folder))
        measured = _measure(Path(folder), env, chosen)
        loaded = loaded_at_help(env)
    show(measured, loaded, where)
    data = as_json(measured, loaded, where)
    if chosen.json:
        chosen.json.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")
    if chosen.page:
        PAGE.write_text(page_of(data), encoding="utf-8")


def _environment(folder: Path) -> dict[str, str]:
    """Return the environment of the measured commands, their caches in ``folder``.

    jieba keeps its cache in TMPDIR and cntext its own; both start empty and are filled
    by the uncounted first run, so neither profits from what was there before. Compiled
    modules too are kept, as in any installation, but outside the source tree.
    """
    inherited = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return {
        **inherited,
        "PYTHONPYCACHEPREFIX": str(folder / "compiled"),
        "TMPDIR": str(folder),
        "CNTEXT_CACHE": str(folder / "cache"),
        "CNTEXT_LANG": "en",
    }


def _measure(folder: Path, env: Mapping[str, str], chosen: argparse.Namespace) -> Measured:
    measured = []
    runs = QUICK if chosen.quick else RUNS
    every = cases(folder, env)
    for case in chain(every, large_cases(folder, env)) if chosen.large else every:
        if chosen.only not in (None, case.name):
            continue
        print(f"{case.name} …", file=sys.stderr, flush=True)
        try:
            costs = interleaved(case.commands, _runs(case, runs), env)
        except Failed as failure:
            print(f"{case.name} not measured: {failure}", file=sys.stderr)
        else:
            measured.append((case, costs))
    return measured


def _runs(case: Case, runs: int) -> int:
    if case.runs is not None:
        return case.runs
    return runs // 2 if case.slow else runs


main()
