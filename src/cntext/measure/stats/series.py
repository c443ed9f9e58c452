"""Counts by period: when each document is from, and what was said then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain

from cntext.errors import Both, CntextError
from cntext.lazy import np
from cntext.measure.stats.document_counts import DocumentCounts
from cntext.text.periods import period_of, year_of


@dataclass(frozen=True, slots=True)
class Timeline:
    """The P periods of which there are documents, in order; those of none are left out.

    ``at`` int64[D]: the period of each document, -1 if its date is missing or not exact
    enough. ``years`` float64[P]: where the periods begin, in years.
    """

    periods: tuple[str, ...]
    at: np.ndarray
    years: np.ndarray

    @property
    def undated(self) -> int:
        """How many documents belong to no period."""
        return int((self.at < 0).sum())


def timeline(dates: Sequence[str], period: str) -> Timeline:
    """Return when documents of these dates are from; `CntextError` if that is known of none."""
    found = [period_of(date, period) for date in dates]
    periods = tuple(sorted({p for p in found if p}))
    if not periods and dates:
        raise CntextError(
            f"--period {period}",
            Both("没有一篇文档有够用的日期", "no document has a date that is exact enough"),
            Both(
                "在文首写 date，或用 --meta、--name-pattern、--date-from 给出日期",
                "write a date in the header, or give it by --meta, --name-pattern, --date-from",
            ),
        )
    place = {p: i for i, p in enumerate(periods)} | {"": -1}
    return Timeline(
        periods,
        np.array([place[p] for p in found], np.int64),
        np.array([year_of(p) for p in periods]),
    )


@dataclass(frozen=True, slots=True)
class Series:
    """T terms in P periods.

    ``freq`` and ``range`` int64[T, P]: occurrences, documents with any; ``base`` and
    ``documents`` int64[P]: words or Chinese characters, and documents, of each period;
    ``of_words``: the base is words.
    """

    timeline: Timeline
    terms: tuple[str, ...]
    freq: np.ndarray
    range: np.ndarray
    base: np.ndarray
    documents: np.ndarray
    of_words: bool

    @property
    def rates(self) -> np.ndarray:
        """float64[T, P]: per million, NaN where a period has no text."""
        empty = np.where(self.base > 0, self.base, np.nan)
        return np.asarray(1e6 * self.freq / empty)

    def take(self, terms: Sequence[int]) -> Series:
        """Return the series of these terms alone, in this order."""
        which = np.array(terms, np.int64)
        names = tuple(self.terms[t] for t in terms)
        return replace(self, terms=names, freq=self.freq[which], range=self.range[which])


def joined(every: Sequence[Series]) -> Series:
    """Return the series of all these terms, of the same documents."""
    return replace(
        every[0],
        terms=tuple(chain.from_iterable(series.terms for series in every)),
        freq=np.concatenate([series.freq for series in every]),
        range=np.concatenate([series.range for series in every]),
    )


def series_of(counts: DocumentCounts, when: Timeline) -> Series:
    """Add up ``counts`` by period; documents without one are left out."""
    size = len(when.periods)
    freq, spread = counts.by(when.at, size)
    base = np.zeros(size, np.int64)
    documents = np.zeros(size, np.int64)
    dated = when.at >= 0
    np.add.at(base, when.at[dated], counts.base[dated])
    np.add.at(documents, when.at[dated], 1)
    return Series(when, counts.terms, freq.T, spread.T, base, documents, counts.of_words)
