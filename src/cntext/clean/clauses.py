"""Which pairs of characters begin and end clauses of policy text, and how often they do.

A line end that cuts a sentence stands within a clause: 贫困 ends few clauses, 地区 begins
few. A headline ends as clauses end, and the paragraph below begins as they begin. This
was counted in texts that are not broken and is kept in ``clauses.txt``: for each pair
(and single character) seen `LEAST` times two digits, how much of its occurrences begins
a clause and how much ends one, as classes by `SHARES`; a line is those digits, the length
of what follows, and all that is of the class in one run.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path

from cntext.lazy import pattern

FILE = Path(__file__).with_name("clauses.txt")
LEAST = 10
SHARES = (0.0, 0.05, 0.2, 0.4, 0.7)  # class 0 never, 1 up to 5 %, … 5 above 70 %
_CLAUSE = pattern(r"[^，。；：？！、\n]{2,}")


def standing(before: str, after: str, known: Mapping[str, str] | None = None) -> Iterator[str]:
    """Yield how the end of ``before`` ends clauses and the start of ``after`` begins them."""
    table = known if known is not None else _known()
    yield f"ends clauses: {_class(before[-2:], before[-1:], table, 1)}"
    yield f"begins clauses: {_class(after[:2], after[:1], table, 0)}"


def within_clause(before: str, after: str) -> bool:
    """Say whether a clause hardly ends with ``before`` and hardly begins with ``after``."""
    known = _known()
    return known.get(before[-2:], "??")[1] in "01" and known.get(after[:2], "??")[0] in "01"


def begins_within(after: str) -> bool:
    """Say whether a clause hardly begins with ``after``."""
    return _known().get(after[:2], "??")[0] in "01"


def _class(pair: str, single: str, known: Mapping[str, str], side: int) -> str:
    """Return the class of a pair; that of its outer character, marked ~, if it is rare."""
    if pair in known:
        return known[pair][side]
    return f"~{known[single][side]}" if single in known else "?"


def counted(texts: Iterable[str]) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """Return how often each pair and character stands anywhere, begins, and ends a clause."""
    seen: Counter[str] = Counter()
    begins: Counter[str] = Counter()
    ends: Counter[str] = Counter()
    for text in texts:
        for line in text.split("\n"):
            body = line.lstrip("# \u3000").rstrip()
            seen.update(body)
            seen.update(map("".join, pairwise(body)))
            clauses = _CLAUSE.findall(body)
            for size in (1, 2):
                begins.update(clause[:size] for clause in clauses)
                ends.update(clause[-size:] for clause in clauses)
    return seen, begins, ends


def classes(
    seen: Counter[str], begins: Counter[str], ends: Counter[str], least: int = LEAST
) -> dict[str, str]:
    """Return the two digits of whatever was seen ``least`` times and holds no white space."""
    return {
        pair: f"{bisect_left(SHARES, begins[pair] / n)}{bisect_left(SHARES, ends[pair] / n)}"
        for pair, n in seen.items()
        if n >= least and not re.search(r"\s", pair)
    }


def written(known: Mapping[str, str]) -> str:
    """Return the text of ``clauses.txt``."""
    runs: dict[str, list[str]] = {}
    for pair in sorted(known):
        runs.setdefault(f"{known[pair]} {len(pair)}", []).append(pair)
    return "".join(f"{head} {''.join(runs[head])}\n" for head in sorted(runs))


def read(text: str) -> dict[str, str]:
    """Return what `written` wrote."""
    known: dict[str, str] = {}
    for line in text.splitlines():
        digits, size, run = line.split(" ")
        step = int(size)
        known.update((run[at : at + step], digits) for at in range(0, len(run), step))
    return known


@cache
def _known() -> dict[str, str]:
    return read(FILE.read_text("utf-8"))
