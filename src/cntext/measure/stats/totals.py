"""Frequencies in a corpus as a whole: the table that is asked for most, without numpy."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress

from cntext.corpus import Corpus
from cntext.ids import zeros
from cntext.measure.stats.summing import runs


@dataclass(frozen=True, slots=True)
class Totals:
    """Frequencies of T terms, in order of code point.

    ``freqs`` and ``ranges``, int64[T], are occurrences of each and documents with at least
    one; ``base`` is what rates are taken of (words, or Chinese characters).
    """

    terms: tuple[str, ...]
    freqs: array[int]
    ranges: array[int]
    base: int

    def merged(self, others: Sequence[Totals]) -> Totals:
        """Return the counts of all these documents together; `Mergeable`."""
        if not others:
            return self
        every = (self, *others)
        terms = tuple(sorted(set().union(*(totals.terms for totals in every))))
        place = dict(zip(terms, range(len(terms)), strict=True))
        freqs, ranges = zeros("q", len(terms)), zeros("q", len(terms))
        for totals in every:
            places = map(place.__getitem__, totals.terms)
            for t, freq, spread in zip(places, totals.freqs, totals.ranges, strict=True):
                freqs[t] += freq
                ranges[t] += spread
        return Totals(terms, freqs, ranges, sum(totals.base for totals in every))

    def keys(self) -> Sequence[str]:
        """Return the terms; `Divisible`."""
        return self.terms

    def divided(self, edges: Sequence[str]) -> list[Totals]:
        """Return the counts of runs of terms; the first has the base; `Divisible`."""
        return [
            Totals(
                self.terms[low:high],
                self.freqs[low:high],
                self.ranges[low:high],
                0 if number else self.base,
            )
            for number, (low, high) in enumerate(runs(self.terms, edges))
        ]


def total_words(corpus: Corpus) -> Totals:
    """Count the words of ``corpus``, punctuation left out."""
    freq, spread = corpus.tallies()
    counted = bytes(map(bool, map(int.__mul__, freq, corpus.word_flags())))
    words = list(compress(corpus.vocabulary, counted))
    freqs, spreads = list(compress(freq, counted)), list(compress(spread, counted))
    order = sorted(range(len(words)), key=words.__getitem__)
    return Totals(
        tuple(map(words.__getitem__, order)),
        array("q", map(freqs.__getitem__, order)),
        array("q", map(spreads.__getitem__, order)),
        sum(freqs),
    )
