"""Compare our agreement of coders with krippendorff, scikit-learn and statsmodels, on made ratings.

    pip install krippendorff scikit-learn statsmodels && pip install -e .
    python tools/compare_agreement.py

Prints one line a coefficient with the largest difference; ends with 1 if one is too large.
"""

from __future__ import annotations

import sys

import krippendorff
import numpy as np
from sklearn.metrics import cohen_kappa_score
from statsmodels.stats.inter_rater import aggregate_raters, fleiss_kappa

from cntext.measure.stats import agreement
from cntext.measure.stats.agreement import Level

TOLERANCE = 1e-9
ROUNDS = 200


def made(random: np.random.Generator) -> tuple[np.ndarray, int]:
    """Return the ratings of some coders who often agree and sometimes say nothing."""
    units, coders, values = (int(random.integers(*r)) for r in ((5, 60), (2, 6), (2, 7)))
    true = random.integers(0, values, (units, 1))
    noise = random.integers(0, values, (units, coders))
    ratings = np.where(random.random((units, coders)) < 0.7, true, noise)
    return np.where(random.random((units, coders)) < 0.1, -1, ratings), values


def main() -> int:
    """Print every difference; return 1 if one is not within rounding."""
    random = np.random.default_rng(0)
    gaps: dict[str, float] = {}

    def differ(name: str, ours: float, theirs: float) -> None:
        if np.isnan(ours) != np.isnan(theirs):
            gaps[name] = float("inf")
        elif not np.isnan(ours):
            gaps[name] = max(gaps.get(name, 0.0), abs(ours - theirs))

    for _ in range(ROUNDS):
        ratings, values = made(random)
        scale = [float(v + 1) for v in range(values)]
        counts = agreement.counts_of(ratings, values)
        data = np.where(ratings < 0, np.nan, ratings + 1.0).T
        for level in Level:
            ours = agreement.alpha_of(counts, level, scale)
            if not np.isnan(ours):
                theirs = krippendorff.alpha(
                    reliability_data=data, level_of_measurement=level.value, value_domain=scale
                )
                differ(f"α, {level.value}", ours, float(theirs))
        both = ratings[(ratings[:, :2] >= 0).all(axis=1)]
        table = agreement.confusion(ratings, 0, 1, values)
        for level, name in ((Level.NOMINAL, None), (Level.ORDINAL, "linear"), (Level.INTERVAL, "quadratic")):  # fmt: skip
            ours = agreement.cohen_kappa(table, agreement.kappa_weights(level, scale))
            if not np.isnan(ours):
                theirs = cohen_kappa_score(
                    both[:, 0], both[:, 1], weights=name, labels=range(values)
                )
                differ(f"Cohen κ, {name or 'no'} weights", ours, float(theirs))
        whole = ratings[(ratings >= 0).all(axis=1)]
        ours = agreement.fleiss_kappa(ratings, values)
        if not np.isnan(ours):
            differ("Fleiss κ", ours, float(fleiss_kappa(aggregate_raters(whole)[0])))
    for name, gap in gaps.items():
        sys.stdout.write(f"{'ok ' if gap <= TOLERANCE else 'BAD'}  {gap:9.2e}  {name}\n")
    sys.stdout.write(f"{ROUNDS} sets of ratings\n")
    return int(any(gap > TOLERANCE for gap in gaps.values()))


if __name__ == "__main__":
    sys.exit(main())
