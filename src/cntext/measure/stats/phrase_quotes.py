"""What is read off the texts themselves: the line and sentence of a phrase, and how often one stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from cntext.lazy import np
from cntext.measure.stats.phrase_questions import OnText
from cntext.measure.stats.sums import Sums
from cntext.model import Document
from cntext.text.sentences import sentence_around

if TYPE_CHECKING:  # parts can quote themselves
    from cntext.measure.stats.phrase_parts import Part


class Quote(NamedTuple):
    """Where a phrase stands: its line in the source, and the sentence."""

    line: int
    sentence: str


def quotes_of(
    documents: Sequence[Document], first: np.ndarray, length: np.ndarray
) -> Callable[[int], Quote]:
    """Return what quotes each of n strings from ``documents``, when it is asked.

    ``first`` int64[n, 2]: document, and offset there; ``length`` int64[n].
    """

    def quote(number: int) -> Quote:
        document, offset = documents[int(first[number, 0])], int(first[number, 1])
        end = offset + int(length[number])
        return Quote(document.line_of(offset), sentence_around(document.text, offset, end))

    return quote


@dataclass(frozen=True, slots=True)
class Quotes:
    """Quotes of some of n strings, by their number."""

    of: dict[int, Quote]

    def merged(self, others: Sequence[Quotes]) -> Quotes:
        """Return those of all these parts; `Mergeable`."""
        every = dict(self.of)
        for each in others:
            every |= each.of
        return Quotes(every)


@dataclass(frozen=True, slots=True)
class Quoting(OnText):
    """Asks for the quotes of n strings: ``first`` int64[n, 2], document in order of time, and offset."""

    first: np.ndarray
    length: np.ndarray

    def answer(self, part: Part) -> Quotes:
        """Return those of the strings that are in this part."""
        own = np.argsort(part.ranks)
        place = np.searchsorted(part.ranks, self.first[:, 0], sorter=own)
        document = own[np.minimum(place, len(own) - 1)] if len(own) else place
        here = np.flatnonzero(part.ranks[document] == self.first[:, 0]) if len(own) else place[:0]
        where = np.stack([document[here], self.first[here, 1]], axis=1)
        quote = quotes_of(part.documents(), where, self.length[here])
        order = np.argsort(where[:, 0], kind="stable")  # a text is decoded once
        return Quotes({int(here[i]): quote(i) for i in order.tolist()})


@dataclass(frozen=True, slots=True)
class Stands(Sums):
    """How often a string stands in the texts, and in how many of them; int64[1] each."""

    freq: np.ndarray
    range: np.ndarray


@dataclass(frozen=True, slots=True)
class Standing(OnText):
    """Asks how often ``phrase`` stands in the texts, as ``str.count`` counts."""

    phrase: str

    def answer(self, part: Part) -> Stands:
        """Return how often it does in this part."""
        found = [document.text.count(self.phrase) for document in part.documents()]
        freq = np.array(found, np.int64)
        return Stands(freq.sum(keepdims=True), (freq > 0).sum(keepdims=True))
