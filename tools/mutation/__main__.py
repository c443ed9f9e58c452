"""Change the code a little, wrongly: a test must fail. Readers, store, sanitiser, ways out.

python tools/mutation                        200 changes, drawn with seed 1
python tools/mutation --count 50 --seed 2    others
python tools/mutation --only store/lock.py --count 0    every change of one file
python tools/mutation --only read/ --again   what the tests run is known from the last time
python tools/mutation --list                 what would be changed

First the tests of these rooms run once, to learn which test runs which line, and how long it
takes; then, for each change, the tests that run its line, the quickest first, until one fails.
What no test notices has survived; ``explained.toml`` holds the survivors that change nothing
that a user could see, each with its reason. A change is put in as its file is loaded, in child
processes too; no file is written.
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from learning import Learnt, learn
from mutants import sites
from warm import passes, warm_up

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
    "errors.py": ("tests/cli/test_ways_to_end.py", "tests/cli/test_contract.py"),
    "storage.py": ("tests/test_storage.py", "tests/cli/test_contract.py"),
    "cli/main.py": ("tests/cli/test_contract.py", "tests/cli/test_ways_to_end.py"),
    "cli/speaking.py": ("tests/cli/test_contract.py", "tests/cli/test_ways_to_end.py"),
}


@dataclass(frozen=True, slots=True)
class Mutant:
    """Change ``number`` of a file."""

    path: Path
    number: int
    line: int
    what: str
    source: str

    @property
    def file(self) -> str:
        """Its file, in the package."""
        return self.path.relative_to(SOURCE).as_posix()

    @property
    def room(self) -> str:
        """What it is a change of, as in ROOMS."""
        return next(r for r in ROOMS if self.file == r or self.file.startswith(f"{r}/"))

    def is_in(self, explained: list[dict[str, str]]) -> bool:
        """Say whether the list of the explained has it."""
        return any(
            (self.file, self.what) == (each["file"], each["change"])
            and each.get("line", "") in self.source
            for each in explained
        )

    def __str__(self) -> str:
        """Say where it is; of a number alone nobody would see which is meant."""
        where = "" if " " in self.what.split("  →  ")[0] else f"    in: {self.source}"
        return f"{self.file}:{self.line}  {self.what}{where}"


def mutants(only: list[str]) -> Iterator[Mutant]:
    """Yield every change of every file, in order."""
    for subject in ROOMS:
        top = SOURCE / subject
        for path in sorted(top.rglob("*.py")) if top.is_dir() else [top]:
            if any(part in path.relative_to(SOURCE).as_posix() for part in only):
                text = path.read_text(encoding="utf-8")
                lines = text.split("\n")
                for number, site in enumerate(sites(ast.parse(text))):
                    yield Mutant(path, number, site.line, site.what, lines[site.line - 1].strip())


def survives(mutant: Mutant, learnt: Learnt) -> bool:
    """Say whether all tests that could notice the change pass with it made."""
    seen: set[str] = set()
    for stage in learnt.stages(mutant.path, mutant.line, ROOMS[mutant.room]):
        tests = [test for test in stage if test not in seen]
        seen.update(tests)
        limit = 60 + 5 * sum(learnt.seconds[test] for test in tests)
        if tests and not passes(tests, limit, mutant.path, mutant.number):
            return False
    return True


def main() -> int:
    """Run what was asked for; 1 if a change went unnoticed that is not explained."""
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    options.add_argument("--count", type=int, default=200, help="0: all")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--only", action="append", help="files whose path holds this")
    options.add_argument("--again", action="store_true", help="do not learn anew")
    options.add_argument("--list", action="store_true")
    given = options.parse_args()
    everything = list(mutants(given.only or [""]))
    drawn = everything
    if 0 < given.count < len(everything):
        drawn = random.Random(given.seed).sample(everything, given.count)
    if given.list:
        sys.stdout.writelines(f"{mutant}\n" for mutant in drawn)
        return 0
    explained = tomllib.loads((HERE / "explained.toml").read_text(encoding="utf-8"))["same"]
    os.chdir(ROOT)
    learnt = learn({test for m in drawn for test in ROOMS[m.room]}, again=given.again)
    warm_up(learnt.quickest(learnt.seconds))
    began, fates = time.perf_counter(), Counter[tuple[str, str]]()
    for mutant in sorted(drawn, key=lambda m: (m.path, m.number)):
        fate = "noticed"
        if survives(mutant, learnt):
            fate = "explained" if mutant.is_in(explained) else "SURVIVED"
            if fate == "SURVIVED":
                sys.stdout.write(f"SURVIVED  {mutant}\n")
                sys.stdout.flush()
        fates[mutant.room, fate] += 1
    for room in ROOMS:
        drawn_here = [m for m in drawn if m.room == room]
        if drawn_here:
            of = sum(m.room == room for m in everything)
            noticed, known, lost = (fates[room, f] for f in ("noticed", "explained", "SURVIVED"))
            sys.stdout.write(
                f"{room}: {len(drawn_here)} of {of:,} changes, seed {given.seed}: {noticed} noticed, "
                f"{known} survived as explained, {lost} survived\n"
            )
    sys.stdout.write(f"{time.perf_counter() - began:.0f} s\n")
    return int(any(fates[room, "SURVIVED"] for room in ROOMS))


if __name__ == "__main__":
    sys.exit(main())
