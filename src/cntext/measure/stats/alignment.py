"""Two short texts side by side: fewest changes (Levenshtein 1966), and how far likeness goes."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

_DROP = 8


class Change(str, Enum):
    """What became of letters of the first text in the second."""

    SAME = "same"
    CHANGED = "changed"  # other letters, or none, on either side


class Step(NamedTuple):
    """``a[a0:a1]`` stands against ``b[b0:b1]``."""

    change: Change
    a0: int
    a1: int
    b0: int
    b1: int


def align(a: str, b: str) -> tuple[int, list[Step]]:
    """Return the Levenshtein distance and an alignment that has it; both texts are covered.

    Of several, the one that changes letters late. Work grows with len(a) * len(b).
    """
    m, n = len(a), len(b)
    costs = [[0] * (m + 1) for _ in range(n + 1)]  # costs[j][i]: to make b[j:] of a[i:]
    costs[n] = list(range(m, -1, -1))
    for j in range(n - 1, -1, -1):
        below, row = costs[j + 1], costs[j]
        row[m] = n - j
        for i in range(m - 1, -1, -1):
            row[i] = min(
                below[i + 1] + (a[i] != b[j]),
                below[i] + 1,
                row[i + 1] + 1,
            )
    steps: list[Step] = []
    i = j = 0
    while i < m or j < n:
        cost = costs[j][i]
        if i < m and j < n and cost == costs[j + 1][i + 1] + (a[i] != b[j]):
            change = Change.SAME if a[i] == b[j] else Change.CHANGED
            _add(steps, Step(change, i, i + 1, j, j + 1))
            i, j = i + 1, j + 1
        elif i < m and cost == costs[j][i + 1] + 1:
            _add(steps, Step(Change.CHANGED, i, i + 1, j, j))
            i += 1
        else:
            _add(steps, Step(Change.CHANGED, i, i, j, j + 1))
            j += 1
    return costs[0][0], steps


def _add(steps: list[Step], step: Step) -> None:
    """Add a step, to the last one where that is of the same kind."""
    if steps and steps[-1].change is step.change:
        last = steps.pop()
        step = Step(step.change, last.a0, step.a1, last.b0, step.b1)
    steps.append(step)


def likeness(a: str, b: str, least: int) -> tuple[int, int]:
    """Return how much of the beginnings of ``a`` and ``b`` is alike; (0, 0) for nothing.

    The best local alignment that begins where both begin (Smith & Waterman 1981): a letter
    that agrees counts 1, one that is changed, added or left out -1; it must reach ``least``.
    Where it falls 8 below its best it is given up (the X-drop of Altschul et al. 1997).
    """
    top, where = 0, (0, 0)
    above = [-i for i in range(len(a) + 1)]
    for j, letter in enumerate(b, start=1):
        left = -j
        row = [left]
        for i, other in enumerate(a):
            score = above[i] + (1 if letter == other else -1)
            if above[i + 1] > score:
                score = above[i + 1] - 1
            if left > score:
                score = left - 1
            row.append(score)
            left = score
            if score > top:
                top, where = score, (i + 1, j)
        if max(row) < top - _DROP:
            break
        above = row
    return where if top >= least else (0, 0)
