"""From the places of terms to the rows of a table of dispersion, a block of terms at a time."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from operator import itemgetter

from cntext.lazy import np
from cntext.measure.stats.dispersion import (
    carroll_d2,
    deviation_of_proportions,
    distances,
    juilland_d,
    lyne_d3,
    normalised_dp,
    rosengren_s,
)
from cntext.measure.stats.places import Places
from cntext.measure.stats.ratio import defined
from cntext.measure.stats.runs import Runs
from cntext.measure.stats.sparkline import binned, sparkline
from cntext.table import Row

SORTS = ("freq", "range", "d", "d2", "s", "d3", "dp", "dp_norm", "arf", "awt", "ald")
_EVEN_IS_LOW = frozenset({"dp", "dp_norm", "awt", "ald"})
_BARS = 20
_CELLS = 1 << 21  # terms × parts that are measured at once: 16 MB, several times over


def statistics(
    runs: Runs[Places], group_of: np.ndarray, groups: int, min_range: int, sort: str
) -> list[Row]:
    """Return a row a term in ``min_range`` parts or more, the most even first, or as ``sort`` says.

    ``group_of`` int[D]: the part that each document is of, 0 up to ``groups``.
    """
    sizes = np.zeros(groups, np.int64)
    np.add.at(sizes, group_of, runs.documents.sizes)
    found: list[tuple[tuple[bool, float, str], tuple[float, ...], str]] = []
    for places in chain.from_iterable(_blocks(run, groups) for run in runs):
        measures = _measured(places, group_of, sizes)
        keys = measures[sort] * (1.0 if sort in _EVEN_IS_LOW else -1.0)
        undefined = np.isnan(keys)
        order = zip(undefined.tolist(), np.where(undefined, 0, keys).tolist(), strict=True)
        columns = zip(*(column.tolist() for column in measures.values()), strict=True)
        for key, term, values, bar in zip(order, places.terms, columns, _bars(places), strict=True):
            if values[1] >= min_range:
                found.append(((*key, term), values, bar))
    found.sort(key=itemgetter(0))
    return [
        (rank, term, *map(_cell, values), bar)
        for rank, ((_, _, term), values, bar) in enumerate(found, start=1)
    ]


def _cell(value: float) -> float | None:
    return value if isinstance(value, int) else defined(value)


def _bars(places: Places) -> list[str]:
    """Return a bar a stretch of the corpus, for each term."""
    parts = np.split(places.positions, places.bounds[1:-1])
    return [sparkline(binned(part, places.size, _BARS)) for part in parts]


def _blocks(places: Places, groups: int) -> Iterator[Places]:
    """Yield some terms at a time, so that what is made of each term and part stays small."""
    step = max(_CELLS // max(groups, 1), 1)
    for low in range(0, len(places.terms), step):
        yield places.between(low, min(low + step, len(places.terms)))


def _measured(places: Places, group_of: np.ndarray, sizes: np.ndarray) -> dict[str, np.ndarray]:
    """Return float64[T] or int64[T] for each statistic, in the order of the columns."""
    # A part without a word is no part: nothing could have stood in it.
    filled = sizes > 0
    # One term lies beside itself in memory: how sums are rounded is then its own affair.
    freq = np.ascontiguousarray(places.by(group_of, len(sizes))[:, filled])
    sizes = sizes[filled]
    spread = (freq > 0).sum(axis=1)
    along = distances(places.positions, places.bounds, places.size)
    return {
        "freq": places.freq,
        "range": spread,
        "range_pct": 100 * spread / max(len(sizes), 1),
        "per_million": 1e6 * places.freq / max(places.size, 1),
        "d": juilland_d(freq, sizes),
        "d2": carroll_d2(freq, sizes),
        "s": rosengren_s(freq, sizes),
        "d3": lyne_d3(freq, sizes),
        "dp": deviation_of_proportions(freq, sizes),
        "dp_norm": normalised_dp(freq, sizes),
        "arf": along.arf,
        "awt": along.awt,
        "ald": along.ald,
        "f_ald": along.f_ald,
    }
