"""Frequencies in a corpus as a whole: the table that is asked for most, without numpy."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import compress
from operator import lt

from cntext.corpus import Corpus
from cntext.ids import add_up, zeros
from cntext.measure.stats.summing import runs


@dataclass(frozen=True, slots=True)
class Totals:
    """Frequencies of T different terms; in order of code point once they are ``merged``.

    ``freqs`` and ``ranges``, int64[T], are occurrences of each and documents with at least
    one; ``base`` is what rates are taken of (words, or Chinese characters).
    """

    terms: tuple[str, ...]
    freqs: array[int]
    ranges: array[int]
    base: int

    def merged(self, others: Sequence[Totals] = ()) -> Totals:
        """Return the counts of all these documents together; `Mergeable`."""
        if not others and all(map(lt, self.terms, self.terms[1:])):
            return self
        every = (self, *others)
        terms = tuple(sorted(set().union(*(totals.terms for totals in every))))
        place = dict(zip(terms, range(len(terms)), strict=True))
        freqs, ranges = zeros("q", len(terms)), zeros("q", len(terms))
        for totals in every:
            places = array("i", map(place.__getitem__, totals.terms))
            add_up(totals.freqs, places, freqs)
            add_up(totals.ranges, places, ranges)
        return Totals(terms, freqs, ranges, sum(totals.base for totals in every))

    def by_group(self) -> Iterator[tuple[str, Totals]]:
        """Yield the one group that there is, which has no name."""
        yield "", self.merged()

    def keys(self) -> Sequence[str]:
        """Return the terms; `Divisible`."""
        return self.merged().terms

    def divided(self, edges: Sequence[str]) -> list[Totals]:
        """Return the counts of runs of terms; the first has the base; `Divisible`."""
        own = self.merged()
        return [
            Totals(
                own.terms[low:high],
                own.freqs[low:high],
                own.ranges[low:high],
                0 if number else own.base,
            )
            for number, (low, high) in enumerate(runs(own.terms, edges))
        ]


def total_words(corpus: Corpus) -> Totals:
    """Count the words of ``corpus``, punctuation left out."""
    counted = corpus.words_used
    freqs, ranges = (array("q", compress(of, counted)) for of in corpus.tallies())
    return Totals(tuple(compress(corpus.vocabulary, counted)), freqs, ranges, sum(freqs))
