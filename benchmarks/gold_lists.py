"""The phrases judged by hand, and how a ranking fares against them.

A list is ``benchmarks/gold/NAME.tsv``; ``benchmarks/gold/README.md`` says how it was judged.
"""

from __future__ import annotations

import csv
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "gold"
CUTS = (100, 300, 1000)


@dataclass(frozen=True, slots=True)
class Gold:
    """Judged phrases: those to find, terms that are right but not asked for, and wrong ones."""

    core: frozenset[str]
    term: frozenset[str]
    reject: frozenset[str]

    def half(self, test: bool) -> Gold:
        """Return the half of each that weights may see (False), or the half that they may not."""
        return Gold(*(
            frozenset(w for w in part if held_out(w) is test)
            for part in (self.core, self.term, self.reject)
        ))  # fmt: skip


def held_out(phrase: str) -> bool:
    """Say whether a phrase belongs to the test half; decided by its characters alone."""
    return zlib.crc32(phrase.encode()) % 2 == 1


def gold(name: str) -> Gold:
    """Read one list."""
    with (FOLDER / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return Gold(*(
        frozenset(row["phrase"] for row in rows if row["grade"] == grade)
        for grade in ("core", "term", "reject")
    ))  # fmt: skip


def recall(ranked: Sequence[str], wanted: frozenset[str]) -> tuple[float, ...]:
    """Return exact recall in the first 100, 300 and 1,000."""
    return tuple(len(wanted & set(ranked[:cut])) / len(wanted) for cut in CUTS)
