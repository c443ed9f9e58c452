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

    ``lines`` are the terms, one a line: a string for each would take ten times the memory of
    what waits to be merged. ``freqs`` and ``ranges``, int64[T], are occurrences of each and documents with at least
    one; ``base`` is what rates are taken of (words, or Chinese characters).
    """

    lines: str
    freqs: array[int]
    ranges: array[int]
    base: int

    @classmethod
    def of(cls, terms: Sequence[str], freqs: array[int], ranges: array[int], base: int) -> Totals:
        """Return the counts of ``terms``, none of which has a line end in it."""
        return cls("\n".join(terms), freqs, ranges, base)

    @property
    def terms(self) -> tuple[str, ...]:
        """The terms."""
        return tuple(self.lines.split("\n")) if self.lines else ()

    def merged(self, others: Sequence[Totals] = ()) -> Totals:
        """Return the counts of all these documents together; `Mergeable`."""
        every = (self, *others)
        first = self.terms
        if not others and all(map(lt, first, first[1:])):
            return self
        found = set(first)
        for totals in others:  # the strings of one part at a time
            found.update(totals.terms)
        terms = sorted(found)
        place = dict(zip(terms, range(len(terms)), strict=True))
        freqs, ranges = zeros("q", len(terms)), zeros("q", len(terms))
        for totals in every:
            places = array("i", map(place.__getitem__, totals.terms))
            add_up(totals.freqs, places, freqs)
            add_up(totals.ranges, places, ranges)
        return Totals.of(terms, freqs, ranges, sum(totals.base for totals in every))

    def by_group(self) -> Iterator[tuple[str, Totals]]:
        """Yield the one group that there is, which has no name."""
        yield "", self.merged()

    def keys(self) -> Sequence[str]:
        """Return the terms; `Divisible`."""
        return self.merged().terms

    def divided(self, edges: Sequence[str]) -> list[Totals]:
        """Return the counts of runs of terms; the first has the base; `Divisible`."""
        own = self.merged()
        terms = own.terms
        return [
            Totals.of(
                terms[low:high],
                own.freqs[low:high],
                own.ranges[low:high],
                0 if number else own.base,
            )
            for number, (low, high) in enumerate(runs(terms, edges))
        ]


def total_words(corpus: Corpus) -> Totals:
    """Count the words of ``corpus``, punctuation left out."""
    counted = corpus.words_used
    freqs, ranges = (array("q", compress(of, counted)) for of in corpus.tallies())
    return Totals.of(list(compress(corpus.vocabulary, counted)), freqs, ranges, sum(freqs))
