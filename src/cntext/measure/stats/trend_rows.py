"""From series to the rows of tables: a line for each term, each period, each change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cntext.lazy import np
from cntext.measure.stats.change import (
    FEWEST_PERIODS,
    ChangePoint,
    MannKendall,
    Pettitt,
    change_points,
    mann_kendall,
    pettitt,
)
from cntext.measure.stats.distributions import poisson_interval, share_interval
from cntext.measure.stats.keyness import benjamini_hochberg
from cntext.measure.stats.ratio import defined
from cntext.measure.stats.series import Series
from cntext.measure.stats.sparkline import sparkline
from cntext.table import Cell, Row

UP, DOWN, LEVEL = "↑", "↓", "→"
SIGNIFICANT = 0.05


@dataclass(frozen=True, slots=True)
class Tested:
    """What the tests say of one term; None where there are too few periods."""

    trend: MannKendall | None
    break_: Pettitt | None
    changes: tuple[ChangePoint, ...]


def examine(series: Series, t: int, *, seed: int, rounds: int, changes: bool = True) -> Tested:
    """Test term ``t`` over the periods that have text."""
    filled = series.base > 0
    if filled.sum() < FEWEST_PERIODS:
        return Tested(None, None, ())
    rates = series.rates[t][filled]
    trend = mann_kendall(rates, series.timeline.years[filled])
    if not series.freq[t].any():
        return Tested(trend, None, ())
    at = np.flatnonzero(filled)
    found = (
        change_points(series.freq[t][filled], series.base[filled], seed=seed, permutations=rounds)
        if changes
        else []
    )
    moved = pettitt(rates)
    return Tested(
        trend,
        Pettitt(int(at[moved.index]), moved.k, moved.p),
        tuple(ChangePoint(int(at[c.index]), c.g2, c.p, c.rate_before, c.rate_after) for c in found),
    )


def direction(found: Tested, p: float | None) -> str | None:
    """Return ↑ or ↓ where the trend is significant, → where it is not."""
    if found.trend is None or p is None:
        return None
    if p > SIGNIFICANT or not found.trend.s:
        return LEVEL
    return UP if found.trend.s > 0 else DOWN


def summary_rows(series: Series, found: Sequence[Tested], adjusted: np.ndarray | None) -> list[Row]:
    """Return one row a term; ``adjusted`` p values, where more terms were tested than these."""
    p = np.array([np.nan if f.trend is None else f.trend.p for f in found])
    if adjusted is None:
        adjusted = benjamini_hochberg(p)
    periods = series.timeline.periods
    whole = int(series.base.sum())
    rows: list[Row] = []
    for t in range(len(series.terms)):
        tests, rates = found[t], series.rates[t]
        seen = np.flatnonzero(series.freq[t]).tolist()
        freq = int(series.freq[t].sum())
        shown = [None if np.isnan(r) else float(r) for r in rates]
        trend: tuple[Cell, ...] = (None,) * 6
        if tests.trend is not None:
            k = tests.trend
            trend = (k.s, k.z, k.p, defined(adjusted[t]), defined(k.tau), defined(k.slope))
        moved: tuple[Cell, ...] = (None,) * 3
        if tests.break_ is not None:
            moved = (periods[tests.break_.index], tests.break_.k, tests.break_.p)
        rows.append(
            (
                series.terms[t],
                freq,
                int(series.range[t].sum()),
                1e6 * freq / whole if whole else None,
                sparkline(shown),
                direction(tests, tests.trend.p if tests.trend else None),
                periods[seen[0]] if seen else None,
                periods[seen[-1]] if seen else None,
                periods[int(np.nanargmax(rates))] if seen else None,
                *trend,
                *moved,
                " ".join(f"{periods[c.index]}{_turn(c)}" for c in tests.changes),
            )
        )
    return rows


def _turn(change: ChangePoint) -> str:
    return UP if change.rate_after > change.rate_before else DOWN


def period_rows(series: Series, found: Sequence[Tested], sources: np.ndarray | None) -> list[Row]:
    """Return one row a term and period.

    ``sources`` int64[T, P + 1]: how many issuers have used each term by the end of each
    period, and last how many there are; None where issuers are unknown.
    """
    rows: list[Row] = []
    for t, term in enumerate(series.terms):
        starts = [c.index for c in found[t].changes]
        before = np.cumsum(series.range[t])
        until = np.cumsum(series.documents)
        for i, period in enumerate(series.timeline.periods):
            base, freq = int(series.base[i]), int(series.freq[t, i])
            docs, hits = int(series.documents[i]), int(series.range[t, i])
            low, high = poisson_interval(freq)
            share = share_interval(hits, docs)
            segment = sum(start <= i for start in starts)
            rows.append(
                (
                    term,
                    period,
                    docs,
                    base,
                    freq,
                    *((1e6 * x / base if base else None) for x in (freq, low, high)),
                    hits,
                    *(100 * x for x in (hits / docs, *share)),
                    int(before[i]),
                    100 * int(before[i]) / int(until[i]),
                    *_issuers(sources, t, i),
                    segment + 1,
                    _segment_rate(series, t, starts, segment),
                )
            )
    return rows


def _issuers(sources: np.ndarray | None, t: int, i: int) -> tuple[Cell, Cell]:
    if sources is None:
        return None, None
    return int(sources[t, i]), 100 * int(sources[t, i]) / int(sources[t, -1])


def _segment_rate(series: Series, t: int, starts: list[int], segment: int) -> float | None:
    edges = [0, *starts, len(series.timeline.periods)]
    part = slice(edges[segment], edges[segment + 1])
    base = int(series.base[part].sum())
    return 1e6 * int(series.freq[t, part].sum()) / base if base else None


def change_rows(series: Series, found: Sequence[Tested]) -> list[Row]:
    """Return one row a change point: those of the Poisson rates, and Pettitt's."""
    rows: list[Row] = []
    for t, term in enumerate(series.terms):
        for c in found[t].changes:
            ratio = c.rate_after / c.rate_before if c.rate_before else None
            rates = (1e6 * c.rate_before, 1e6 * c.rate_after)
            period = series.timeline.periods[c.index]
            rows.append((term, period, "poisson", c.g2, c.p, *rates, ratio))
        moved = found[t].break_
        if moved is not None:
            rows.append((term, *_pettitt_row(series, t, moved)))
    return rows


def _pettitt_row(series: Series, t: int, moved: Pettitt) -> tuple[Cell, ...]:
    sides = []
    for part in (slice(None, moved.index), slice(moved.index, None)):
        base = int(series.base[part].sum())
        sides.append(1e6 * int(series.freq[t, part].sum()) / base if base else None)
    before, after = sides
    ratio = after / before if before and after is not None else None
    period = series.timeline.periods[moved.index]
    return period, "pettitt", float(moved.k), moved.p, before, after, ratio
