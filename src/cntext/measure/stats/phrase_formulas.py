"""Lines that stand in a corpus more than once: licences, footers, forms of address."""

from __future__ import annotations

from dataclasses import dataclass

from cntext.lazy import np
from cntext.measure.stats.phrase_parts import Part
from cntext.measure.stats.phrase_questions import ByKey
from cntext.measure.stats.phrase_texts import SHORT
from cntext.measure.stats.sums import Keyed, heads_of


@dataclass(frozen=True, slots=True)
class Lines(Keyed):
    """Lines of some length in part of a corpus: their digests, ascending, and how often each stands there.

    Both int64[n].
    """

    keys: np.ndarray
    counts: np.ndarray


@dataclass(frozen=True, slots=True)
class Formulas(ByKey):
    """Asks for the lines of all texts; of these those that stand there more than once are wanted."""

    def answer(self, part: Part) -> Lines:
        """Return the lines of a part."""
        digests, _ = part.lines()
        digests = np.sort(digests[digests != SHORT])
        heads = heads_of(digests)
        return Lines(digests[heads], np.diff(heads, append=len(digests)))

    def enough(self, answer: Lines) -> Lines:
        """Return the formulas."""
        several = answer.counts > 1
        return Lines(answer.keys[several], answer.counts[several])
