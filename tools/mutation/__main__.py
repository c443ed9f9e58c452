"""Change the code a little, wrongly: a test must fail. Readers, store, sanitiser, ways out.

python tools/mutation                        200 changes, drawn with seed 1
python tools/mutation --count 50 --seed 2    others
python tools/mutation --only store/lock.py --count 0    every change of one file
python tools/mutation --list                 what would be changed

First the tests of these rooms run once, to learn which test runs which line; then, for each
change, the tests that run its line. What no test notices has survived; ``explained.toml``
holds the survivors that change nothing that a user could see, each with its reason.
A change is put in as its file is loaded, in child processes too; no file is written.
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from mutants import sites

try:
    import tomllib
except ModuleNotFoundError:  # Python 3.10
    import tomli as tomllib

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SOURCE = ROOT / "src" / "cntext"
# What is changed, and the tests that are about it.
ROOMS = {
    "read": ("tests/read",),
    "store": ("tests/store",),
    "text/safe.py": ("tests/text/test_safe.py",),
    "errors.py": ("tests/cli/test_contract.py", "tests/cli/test_project.py"),
    "storage.py": ("tests/test_storage.py", "tests/cli/test_contract.py"),
    "cli/main.py": ("tests/cli/test_contract.py", "tests/reliability/test_ways_out.py",
                    "tests/reliability/test_interrupted.py"),
}  # fmt: skip
SECONDS = 300  # of one change: what hangs is noticed
# That file takes minutes, for a change that the others notice in seconds.
_PYTEST = [
    "-m",
    "pytest",
    "-q",
    "-p",
    "no:cacheprovider",
    "--ignore=tests/store/test_durability.py",
]


@dataclass(frozen=True, slots=True)
class Mutant:
    """Change ``number`` of a file."""

    path: Path
    number: int
    line: int
    what: str

    @property
    def name(self) -> str:
        """Its place, as the list of the explained names it."""
        return f"{self.path.relative_to(SOURCE).as_posix()}: {self.what}"


def mutants(only: str) -> Iterator[Mutant]:
    """Yield every change of every file, in order."""
    for subject in ROOMS:
        top = SOURCE / subject
        for path in sorted(top.rglob("*.py")) if top.is_dir() else [top]:
            if only in path.relative_to(SOURCE).as_posix():
                for number, site in enumerate(sites(ast.parse(path.read_bytes()))):
                    yield Mutant(path, number, site.line, site.what)


def learnt(folder: Path, tests: Iterable[str]) -> dict[tuple[str, int], list[str]]:
    """Run ``tests`` once; return which run each line."""
    settings = folder / "coverage.toml"
    settings.write_text(
        f'[tool.coverage.run]\nsource_dirs = ["{SOURCE}"]\ndata_file = "{folder / "seen"}"\n'
    )
    line = [sys.executable, "-m", "coverage", "run", "--rcfile", settings, *_PYTEST, "-p",
            "which_tests", *tests]  # fmt: skip
    done = subprocess.run(line, cwd=ROOT, env=_environment(), capture_output=True, text=True, check=False)  # fmt: skip
    if done.returncode:
        raise SystemExit(f"the tests fail by themselves:\n{done.stdout[-3000:]}{done.stderr}")
    import coverage

    data = coverage.CoverageData(folder / "seen")
    data.read()
    return {
        (path, line): [test for test in tests if test]
        for path in data.measured_files()
        for line, tests in data.contexts_by_lineno(path).items()
    }


def _environment(mutant: Mutant | None = None) -> dict[str, str]:
    named = {} if mutant is None else {"CNTEXT_MUTANT": f"{mutant.path}:{mutant.number}"}
    return {**os.environ, "PYTHONPATH": str(HERE / "hook"), "OPENBLAS_NUM_THREADS": "1", **named}


def _room(path: Path) -> tuple[str, ...]:
    """Return the tests of the room of a file."""
    name = path.relative_to(SOURCE).as_posix()
    return next(tests for room, tests in ROOMS.items() if name.startswith(room))


def survives(mutant: Mutant, tests: list[str]) -> bool:
    """Say whether all these tests, and then those of its room, pass with the change made."""
    # First one of each file, then all: what is noticed is mostly noticed at once.
    first = list({test.partition("::")[0]: test for test in tests}.values())
    for chosen in (first, tests, _room(mutant.path)):
        if chosen and not _pass(mutant, chosen):
            return False
    return True


def _pass(mutant: Mutant, tests: Sequence[str]) -> bool:
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as names:
        names.write("\n".join(tests))
        names.flush()
        process = subprocess.Popen(
            [sys.executable, *_PYTEST, "-x", f"@{names.name}"], cwd=ROOT, env=_environment(mutant),
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        try:
            return process.wait(SECONDS) == 0
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, 9)
            process.wait()
            return False


def main() -> int:
    """Run what was asked for; 1 if a change went unnoticed that is not explained."""
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    options.add_argument("--count", type=int, default=200, help="0: all")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--only", default="", help="files whose path holds this")
    options.add_argument("--list", action="store_true")
    given = options.parse_args()
    everything = list(mutants(given.only))
    drawn = everything
    if 0 < given.count < len(everything):
        drawn = random.Random(given.seed).sample(everything, given.count)
    if given.list:
        sys.stdout.writelines(f"{m.path.relative_to(SOURCE)}:{m.line}  {m.what}\n" for m in drawn)
        return 0
    explained = tomllib.loads((HERE / "explained.toml").read_text(encoding="utf-8"))
    began, noticed, known, lost = time.perf_counter(), 0, 0, 0
    with tempfile.TemporaryDirectory() as folder:
        tests = learnt(Path(folder), sorted({test for m in drawn for test in _room(m.path)}))
        for mutant in sorted(drawn, key=lambda m: (m.path, m.number)):
            if not survives(mutant, tests.get((str(mutant.path), mutant.line), [])):
                noticed += 1
                continue
            is_known = mutant.name in explained
            known, lost = known + is_known, lost + (not is_known)
            if not is_known:
                sys.stdout.write(f"SURVIVED  {mutant.path.relative_to(SOURCE)}:{mutant.line}  {mutant.what}\n")  # fmt: skip
                sys.stdout.flush()
    sys.stdout.write(
        f"{len(drawn)} of {len(everything):,} changes, seed {given.seed}: {noticed} noticed, {known} "
        f"survived as explained, {lost} survived; {time.perf_counter() - began:.0f} s\n"
    )
    return int(lost > 0)


if __name__ == "__main__":
    sys.exit(main())
