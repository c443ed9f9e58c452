"""What the tests run: each line with the tests that run it, each test with its time."""

from __future__ import annotations

import ast
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from mutants import is_inside

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
FOLDER = ROOT / "build" / "mutation"
# The file for `which_tests`; of CNTEXT_… the program itself would say that it knows none such.
TIMES = "MUTATION_TIMES"
# That file takes minutes, for a change that the others notice in seconds.
IGNORED = "--ignore=tests/store/test_durability.py"


@dataclass(frozen=True, slots=True)
class Learnt:
    """``lines`` by path and line: the tests that run it, "" for what ran in no test."""

    lines: dict[tuple[str, int], list[str]]
    seconds: dict[str, float]

    def stages(self, path: Path, line: int, room: Iterable[str]) -> Iterator[list[str]]:
        """Yield the tests to try on a changed line: those that run it, then others, if need be.

        What ran as the file was loaded, or in a child process, is no test's own: there all
        that run any line of the file are tried, and then the whole room.
        """
        running = self.lines.get((str(path), line), [""])
        alone = is_inside(ast.parse(path.read_bytes()), line) and "" not in running
        yield self.quickest(test for test in running if test)
        if not alone:
            of_file = (tests for (file, _), tests in self.lines.items() if file == str(path))
            yield self.quickest({test for tests in of_file for test in tests if test})
            yield self.quickest(test for test in self.seconds if test.startswith(tuple(room)))

    def quickest(self, tests: Iterable[str]) -> list[str]:
        """Return the tests, those that were skipped left out, the quickest first."""
        return sorted((t for t in tests if t in self.seconds), key=lambda t: (self.seconds[t], t))


def learn(tests: Iterable[str], *, again: bool) -> Learnt:
    """Run ``tests`` once under coverage, or take what the last such run left."""
    import coverage

    seen, times = FOLDER / "seen", FOLDER / "times.json"
    if not again:
        shutil.rmtree(FOLDER, ignore_errors=True)
        FOLDER.mkdir(parents=True)
        _run(sorted(tests), times)
    data = coverage.CoverageData(seen)
    data.read()
    lines = {
        (path, line): contexts
        for path in data.measured_files()
        for line, contexts in data.contexts_by_lineno(path).items()
    }
    return Learnt(lines, json.loads(times.read_text(encoding="utf-8")))


def _run(tests: list[str], times: Path) -> None:
    """Let the tests run: children are measured too, so that their lines are known to run."""
    settings = FOLDER / "coverage.toml"
    settings.write_text(
        "[tool.coverage.run]\nparallel = true\npatch = ['subprocess', '_exit']\n"
        f"source_dirs = ['{ROOT / 'src' / 'cntext'}']\ndata_file = '{FOLDER / 'seen'}'\n",
        encoding="utf-8",
    )
    path = os.pathsep.join(filter(None, [str(HERE / "hook"), os.environ.get("PYTHONPATH")]))
    environment = {**os.environ, "PYTHONPATH": path, TIMES: str(times), "OPENBLAS_NUM_THREADS": "1"}
    coverage = [sys.executable, "-m", "coverage"]
    line = [*coverage, "run", "--rcfile", settings, "-m", "pytest", "-q", "-p", "no:cacheprovider",
            "-p", "which_tests", IGNORED, *tests]  # fmt: skip
    done = subprocess.run(line, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)  # fmt: skip
    if done.returncode:
        raise SystemExit(f"the tests fail by themselves:\n{done.stdout[-3000:]}{done.stderr}")
    subprocess.run([*coverage, "combine", "-q", "--rcfile", settings], cwd=ROOT, check=True)
