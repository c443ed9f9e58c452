"""Compare our statistics with other people's programs, on made and on real series.

The tests compare with scipy; the peers here are too heavy, or too little kept up, to be
dependencies of a test run. Run it by hand in an environment that has them:

    pip install pymannkendall ruptures prince pandas scipy nltk networkx lexical-diversity
    pip install -e .
    python tools/compare_peers.py [FOLDER OF DATED REPORTS]

Prints one line a statistic with the largest difference; ends with 1 if one is too large.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import networkx
import numpy as np
import pandas as pd
import prince
import pymannkendall
import ruptures
from lexical_diversity import lex_div
from nltk.metrics import BigramAssocMeasures
from scipy import stats

from cntext.measure.stats.association import association
from cntext.measure.stats.change import change_points, mann_kendall, pettitt, poisson_split
from cntext.measure.stats.clustering import modularity
from cntext.measure.stats.correspondence import correspondence
from cntext.measure.stats.diversity import hdd, moving_ttr
from cntext.measure.stats.keyness import benjamini_hochberg, g_squared, williams
from cntext.measure.stats.resampling import resample

TOLERANCE = 1e-9
PHRASES = ("改革", "创新", "发展", "农业", "安全", "高质量发展")


class _PoissonCost(ruptures.base.BaseCost):  # type: ignore[misc]  # no types
    """Minus the likelihood of one Poisson rate, for ruptures; the signal is count, exposure."""

    model = ""
    min_size = 3

    def fit(self, signal: np.ndarray) -> _PoissonCost:
        self.signal = signal
        return self

    def error(self, start: int, end: int) -> float:
        count, exposure = self.signal[start:end].sum(axis=0)
        return float(-2 * count * np.log(count / exposure)) if count else 0.0


def series(folder: Path | None) -> list[tuple[np.ndarray, np.ndarray]]:
    """Return (counts, exposure) pairs: made ones, and phrases of the reports of a folder."""
    random = np.random.default_rng(0)
    found = []
    for size in range(8, 40):
        exposure = random.integers(500, 5000, size)
        rate = random.gamma(2, 0.002, size) * np.where(np.arange(size) < size // 2, 1, 3)
        found.append((random.poisson(rate * exposure), exposure))
    texts = [
        re.sub(r"\s", "", path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.txt"))
    ] if folder else []  # fmt: skip
    if texts:
        sizes = np.array([len(text) for text in texts])
        found += [(np.array([t.count(phrase) for t in texts]), sizes) for phrase in PHRASES]
    return found


def trends(pairs: list[tuple[np.ndarray, np.ndarray]]) -> dict[str, float]:
    """Return the largest differences from pymannkendall, and from Pettitt's own formula."""
    gaps = {"Mann-Kendall S": 0.0, "Mann-Kendall z": 0.0, "Mann-Kendall p": 0.0, "Sen": 0.0}
    gaps |= {"Pettitt K": 0.0}
    for counts, exposure in pairs:
        rates = counts / exposure
        ours, theirs = mann_kendall(rates), pymannkendall.original_test(rates)
        for name, mine, other in (
            ("Mann-Kendall S", ours.s, theirs.s),
            ("Mann-Kendall z", ours.z, theirs.z),
            ("Mann-Kendall p", ours.p, theirs.p),
            ("Sen", ours.slope, theirs.slope),
        ):
            gaps[name] = max(gaps[name], abs(mine - other))
        # By ranks: U_t = 2 Σ rank - t (n + 1), another form of the same statistic.
        ranks, n = stats.rankdata(rates), len(rates)
        u = 2 * np.cumsum(ranks)[: n - 1] - np.arange(1, n) * (n + 1)
        gaps["Pettitt K"] = max(gaps["Pettitt K"], abs(pettitt(rates).k - np.abs(u).max()))
    return gaps


def changes(pairs: list[tuple[np.ndarray, np.ndarray]]) -> dict[str, float]:
    """Return how often the first cut, and how often all cuts, differ from those of ruptures."""
    first = whole = 0
    for counts, exposure in pairs:
        signal = np.stack([counts, exposure], axis=1).astype(float)
        peer = ruptures.Binseg(custom_cost=_PoissonCost(), min_size=3, jump=1).fit(signal)
        at, _ = poisson_split(counts[None], exposure[None])
        first += int(at[0]) != peer.predict(n_bkps=1)[0]
        found = [change.index for change in change_points(counts, exposure, permutations=199)]
        if len(found) == 1:
            whole += found != peer.predict(n_bkps=1)[:-1]
    return {"Poisson cuts, first": float(first), "Poisson cuts, where one is kept": float(whole)}


def maps() -> dict[str, float]:
    """Return the largest differences from prince: inertias, and coordinates up to their sign."""
    random = np.random.default_rng(1)
    gaps = {"inertia": 0.0, "rows": 0.0, "columns": 0.0}
    for _ in range(20):
        table = random.poisson(6, (6, 30)) + 1
        ours = correspondence(table)
        peer = prince.CA(n_components=4).fit(pd.DataFrame(table))
        if ours is None:
            raise SystemExit("no map of a table that has one")
        theirs = {
            "inertia": np.asarray(peer.eigenvalues_),
            "rows": np.asarray(peer.row_coordinates(pd.DataFrame(table))),
            "columns": np.asarray(peer.column_coordinates(pd.DataFrame(table))),
        }
        mine = {
            "inertia": ours.inertia[:4],
            "rows": ours.rows[:, :4],
            "columns": ours.columns[:, :4],
        }
        for name, values in theirs.items():
            gap = np.abs(np.abs(mine[name]) - np.abs(values)).max()
            gaps[name] = max(gaps[name], float(gap))
    return {f"correspondence, {name}": gap for name, gap in gaps.items()}


def tests_of_tables() -> dict[str, float]:
    """Return the largest differences from scipy on random tables and p values."""
    random = np.random.default_rng(2)
    g2 = corrected = 0.0
    for _ in range(300):
        a, b, c, d = (int(x) for x in random.integers(1, 400, 4))
        peer = stats.chi2_contingency([[a, b], [c, d]], correction=False, lambda_="log-likelihood")
        g2 = max(g2, abs(float(g_squared(a, b, a + c, b + d)) - peer.statistic))
        n = a + b + c + d
        q = 1 + (n / (a + b) + n / (c + d) - 1) * (n / (a + c) + n / (b + d) - 1) / (6 * n)
        corrected = max(corrected, abs(float(williams(a, b, a + c, b + d)) - peer.statistic / q))
    p = random.random(500) ** 3
    bh = np.abs(benjamini_hochberg(p) - stats.false_discovery_control(p)).max()
    return {"G²": g2, "Williams": corrected, "Benjamini-Hochberg": float(bh)}


def associations() -> dict[str, float]:
    """Return the largest differences from the collocation measures of NLTK."""
    random = np.random.default_rng(5)
    gaps = dict.fromkeys(("MI", "t", "collocation G²", "MI3"), 0.0)
    for _ in range(300):
        o = int(random.integers(1, 200))
        f1, f2 = (o + int(x) for x in random.integers(1, 900, 2))
        n = f1 + f2 + int(random.integers(1, 90_000))
        ours = association(np.array([o]), f1, np.array([f2]), n, f1)
        margins = (o, (f1, f2), n)
        for name, mine, other in (
            ("MI", ours.mi, BigramAssocMeasures.pmi(*margins)),
            ("t", ours.t, BigramAssocMeasures.student_t(*margins)),
            ("collocation G²", ours.g2, BigramAssocMeasures.likelihood_ratio(*margins)),
            # NLTK leaves N out of its logarithm.
            ("MI3", ours.mi3, np.log2(BigramAssocMeasures.mi_like(*margins, power=3) * n)),
        ):
            gaps[name] = max(gaps[name], abs(float(mine[0]) - float(other)))
    return gaps


def richness() -> dict[str, float]:
    """Return the largest differences from the package lexical-diversity."""
    random = np.random.default_rng(6)
    gaps = {"MATTR": 0.0, "HD-D": 0.0}
    for size in range(120, 600, 40):
        words = random.zipf(1.4, size) % 300
        text = list(map(str, words))
        peers = {"MATTR": lex_div.mattr(text, window_length=100), "HD-D": lex_div.hdd(text)}
        ours = {"MATTR": moving_ttr(words, 100), "HD-D": hdd(words)}
        for name, value in ours.items():
            gaps[name] = max(gaps[name], abs((value or 0.0) - peers[name]))
    return gaps


def modularities() -> dict[str, float]:
    """Return the largest difference from the modularity of networkx."""
    random = np.random.default_rng(7)
    gap = 0.0
    for _ in range(40):
        weight = np.triu(random.poisson(0.8, (14, 14)).astype(float), 1)
        weight += weight.T
        labels = random.integers(0, 4, 14)
        graph = networkx.from_numpy_array(weight)
        parts = [set(np.flatnonzero(labels == k).tolist()) for k in range(4)]
        peer = networkx.community.modularity(graph, [part for part in parts if part])
        gap = max(gap, abs(modularity(weight, labels) - peer))
    return {"modularity": gap}


def permutations() -> dict[str, float]:
    """Return the largest difference of our p from scipy's, both by chance: within 0.05."""
    random = np.random.default_rng(3)
    sizes = np.full(16, 1000)
    target = np.arange(16) < 7
    counts = random.poisson(np.where(target, 4, 3)[:, None], (16, 8))
    ours = resample(counts, sizes, target, rounds=4000, seed=0)
    gap = 0.0
    for t in range(counts.shape[1]):
        peer = stats.permutation_test(
            (counts[target, t], counts[~target, t]),
            lambda x, y, axis: np.abs(x.mean(axis=axis) - y.mean(axis=axis)),
            vectorized=True,
            n_resamples=4000,
            alternative="greater",
            rng=np.random.default_rng(4),
        )
        gap = max(gap, abs(ours.p[t] - peer.pvalue))
    return {"permutation by documents (chance)": max(0.0, gap - 0.05)}


def main(folder: Path | None) -> int:
    """Print every difference; return 1 if one is not within rounding."""
    pairs = series(folder)
    gaps = trends(pairs) | changes(pairs) | maps() | tests_of_tables() | associations()
    gaps |= richness() | modularities() | permutations()
    for name, gap in gaps.items():
        sys.stdout.write(f"{'ok ' if gap <= TOLERANCE else 'BAD'}  {gap:9.2e}  {name}\n")
    sys.stdout.write(f"{len(pairs)} series\n")
    return int(any(gap > TOLERANCE for gap in gaps.values()))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else None))
