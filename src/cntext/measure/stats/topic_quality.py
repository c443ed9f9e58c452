"""How good topics are: NPMI of their top words, and whether other seeds find them again."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from cntext.lazy import np


def npmi(present: np.ndarray) -> float | None:
    """Return the mean NPMI of all pairs of W words; None where there is no pair to judge.

    ``present`` is bool[D, W]: which of D documents has which word. NPMI of a pair is
    ln(p(a, b) / (p(a) p(b))) / -ln p(a, b), probabilities being shares of documents
    (Bouma 2009; as coherence: Lau, Newman & Baldwin 2014); -1 for words that never meet.
    A pair that stands in all documents, or a word in none, says nothing and is left out.
    """
    share = present.mean(axis=0) if len(present) else np.zeros(present.shape[1])
    values = []
    for a, b in combinations(range(present.shape[1]), 2):
        both = float((present[:, a] & present[:, b]).mean()) if len(present) else 0.0
        if both == 1 or not share[a] or not share[b]:
            continue
        values.append(float(np.log(both / (share[a] * share[b])) / -np.log(both)) if both else -1.0)
    return sum(values) / len(values) if values else None


def jaccard(a: Sequence[int], b: Sequence[int]) -> float:
    """Return the share that two sets have in common; 0 for two empty ones."""
    both, either = len({*a} & {*b}), len({*a} | {*b})
    return both / either if either else 0.0


def stability(
    topics: Sequence[Sequence[int]], runs: Sequence[Sequence[Sequence[int]]]
) -> list[float]:
    """Return for each topic the mean Jaccard index of its top words over other runs.

    ``topics`` and each run are K lists of words. Topics of two runs are matched one to
    one, so that the sum is largest (Kuhn 1955), as Greene, O'Callaghan & Cunningham
    (2014) do. 1 says that every run has the same words.
    """
    from scipy.optimize import linear_sum_assignment

    found = np.zeros((len(runs), len(topics)))
    for r, run in enumerate(runs):
        alike = np.array([[jaccard(topic, other) for other in run] for topic in topics])
        own, other = linear_sum_assignment(alike, maximize=True)
        found[r, own] = alike[own, other]
    return [float(value) for value in found.mean(axis=0)]
