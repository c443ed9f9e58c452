"""Parts of a corpus, and the questions that they are asked: answers add up, texts stay apart.

A corpus is looked at in passes. In each every part answers the same question with whole
numbers, these are merged, and the next question is made of them. What a part has worked
out it puts on its shelf, so that nothing of it is in memory but while it is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Generic, Protocol, TypeVar

from cntext.analysis import Mergeable
from cntext.corpus import Corpus, uncut
from cntext.lazy import np
from cntext.measure.stats.phrase_columns import beside, selected
from cntext.measure.stats.phrase_layout import Layout, codes_array, laid_out
from cntext.measure.stats.phrase_questions import Lasting, OnText
from cntext.measure.stats.phrase_quotes import Quote, quotes_of
from cntext.measure.stats.phrase_shelf import Shelf
from cntext.measure.stats.phrase_texts import Texts, lines_of, texts_of
from cntext.measure.stats.sums import Sums, narrow, wide
from cntext.model import Document
from cntext.store.joining import JoinedDocuments

Answer = TypeVar("Answer", bound=Mergeable)
Given_co = TypeVar("Given_co", bound=Mergeable, covariant=True)

# Characters in a part: some hundred bytes each while it is asked.
SIZE = 1_000_000
_AT_ONCE = 4  # answers; of sums two, as large as the corpus has strings


class Question(Protocol[Given_co]):
    """What is asked of every part; goes from one process to another."""

    def answer(self, part: Part) -> Given_co:
        """Return what is so in ``part``."""
        ...


class Parts(Protocol):
    """All parts of a corpus. ``corpus``: its documents in order of time, without tokens."""

    @property
    def corpus(self) -> Corpus:
        """The documents."""
        ...

    @property
    def sizes(self) -> np.ndarray:
        """int64[D]: the characters of each and the barrier behind it."""
        ...

    def ask(self, question: Question[Answer]) -> Answer:
        """Return what all parts answer, merged in their order."""
        ...

    def quotes(self, first: np.ndarray, length: np.ndarray) -> Callable[[int], Quote]:
        """Return what tells how each of n strings is quoted, by its place among them.

        ``first`` int64[n, 2]: document in order of time, and offset; ``length`` int64[n].
        """
        ...


@dataclass(frozen=True, slots=True)
class Part:
    """Some whole documents. ``ranks`` int64[D]: the place of each among all, in order of time.

    Sent to another process it comes without its texts, which are needed to `read` them alone.
    """

    corpus: Corpus | None
    ranks: np.ndarray
    shelf: Shelf

    def __reduce__(self) -> tuple[object, ...]:  # what is on the shelf is all that others need
        return Part, (None, self.ranks, self.shelf)

    def documents(self) -> Sequence[Document]:
        """Return the documents; TypeError where their texts are not."""
        return self._texts().documents

    def _texts(self) -> Corpus:
        if self.corpus is None:
            raise TypeError("a part is read where its texts are")
        return self.corpus

    def read(self, edge_words: Set[str]) -> Texts:
        """Lay the documents out, and return what they are made of."""
        corpus = self._texts()
        layout = laid_out(corpus, edge_words)
        digests, sizes = lines_of(corpus)
        words = corpus.vocabulary
        ends = np.cumsum(np.fromiter(map(len, words), np.int64, len(words)))
        letters = np.frombuffer("".join(words).encode("utf-32-le", "surrogatepass"), np.uint8)
        self.shelf.put("read", letters, ends, *layout.arrays())
        self.shelf.put("lines", digests, sizes)
        return texts_of(corpus, layout, digests)

    def settle(self, texts: Texts) -> Layout:
        """Keep the layout with the characters and types of all ``texts``, and return it."""
        letters, ends, *own = self.shelf.get("read")
        spelt = letters.tobytes().decode("utf-32-le", "surrogatepass")
        words = [spelt[low:high] for low, high in pairwise([0, *ends.tolist()])]
        types = texts.types(words)
        layout = Layout(*own).within(codes_array(texts.characters), types)
        self.shelf.put("layout", *layout.arrays())
        return layout

    def layout(self) -> Layout:
        """Return the layout as it was settled."""
        return Layout(*self.shelf.get("layout"))

    def formulas(self, repeated: np.ndarray) -> np.ndarray:
        """Return bool[N]: the characters of lines whose digests, S16[n] ascending, are given."""
        digests, sizes = self.shelf.get("lines")
        return np.repeat(np.isin(digests, repeated), sizes)

    def occurrences(self, chosen: np.ndarray, length: np.ndarray) -> Occurrences:
        """Return where each of the strings ``chosen``, of that ``length``, occurs here.

        Both int64[C]; the first are numbers among all that were mined, ascending.
        """
        numbers, freq, places = self.shelf.get("found")
        bounds, kept = selected(numbers, freq, places, chosen)
        return Occurrences(self, self.layout(), length, bounds, kept)


@dataclass(frozen=True)
class Occurrences:
    """Where C strings occur in a part of the corpus, M occurrences in all.

    ``length`` int64[C] in characters. String c occurs at ``places`` int32[M] from ``bounds[c]``
    up to ``bounds[c + 1]`` (int64[C + 1]), places in ``layout``, ascending, none overlapping the
    one before: what ``str.count`` counts.
    """

    part: Part
    layout: Layout
    length: np.ndarray
    bounds: np.ndarray
    places: np.ndarray

    def __len__(self) -> int:
        return len(self.length)

    @cached_property
    def freq(self) -> np.ndarray:
        """Occurrences here, int64[C]."""
        return np.diff(self.bounds)

    @cached_property
    def owner(self) -> np.ndarray:
        """Which string each occurrence is of, int32[M]."""
        return np.repeat(np.arange(len(self), dtype=np.int32), self.freq)

    @cached_property
    def ends(self) -> np.ndarray:
        """Place behind each occurrence, int32[M]."""
        ends: np.ndarray = self.places + np.repeat(self.length.astype(np.int32), self.freq)
        return ends

    @cached_property
    def document(self) -> np.ndarray:
        """Document of each occurrence, int64[M], by its place in the part."""
        document: np.ndarray = self.layout.document_of(self.places)
        return document

    @cached_property
    def rank(self) -> np.ndarray:
        """Document of each occurrence, int64[M], by its place among all in order of time."""
        ranks: np.ndarray = self.part.ranks[self.document]
        return ranks

    def count(self, *looks: tuple[np.ndarray | None, np.ndarray | None]) -> list[np.ndarray]:
        """Return int64[C] for each of ``looks``: at how many occurrences of each it holds.

        A look is two flags, bool[N] by place in the layout, None where anything will do: for the
        first character of an occurrence, and for the character behind it.
        """
        return beside(self.places, self.bounds, self.length, len(self.layout), looks)

    def sum(self, values: np.ndarray) -> np.ndarray:
        """Sum ``values`` [M], flags or whole numbers, over the occurrences of each: int64[C]."""
        total = np.zeros(len(values) + 1, np.int64)
        np.cumsum(values, out=total[1:])
        sums: np.ndarray = total[self.bounds[1:]] - total[self.bounds[:-1]]
        return sums

    def least(self, values: np.ndarray, none: int) -> np.ndarray:
        """Return the least of ``values`` int64[M] of each string, ``none`` without any: int64[C]."""
        result = np.full(len(self), none, np.int64)
        some = self.freq > 0
        if some.any():
            result[some] = np.minimum.reduceat(values, self.bounds[:-1][some])
        return result

    def new_documents(self) -> np.ndarray:
        """Return bool[M]: the first occurrences of their strings in their documents."""
        document, owner = self.document, self.owner
        new: np.ndarray = np.diff(document, prepend=-1) != 0
        new |= np.diff(owner, prepend=-1) != 0
        return new


@dataclass(frozen=True, slots=True)
class Read(Lasting, OnText):
    """Asks what the texts of a part are made of, before all others."""

    edge_words: Set[str]

    def answer(self, part: Part) -> Texts:
        """Return it; the part puts its layout on the shelf."""
        return part.read(self.edge_words)


class Look(Protocol[Given_co]):
    """Counts something about the occurrences in a part; goes from one process to another."""

    def __call__(self, found: Occurrences) -> Given_co:
        """Return what is so of them."""
        ...


@dataclass(frozen=True, slots=True)
class About(Generic[Answer]):
    """Asks for a look at the occurrences of the strings ``chosen``, of that ``length``."""

    chosen: np.ndarray
    length: np.ndarray
    look: Look[Answer]

    def __reduce__(self) -> tuple[object, ...]:
        return _about, (narrow(self.chosen), narrow(self.length), self.look)

    def answer(self, part: Part) -> Answer:
        """Return what is so of those in ``part``."""
        return self.look(part.occurrences(self.chosen, self.length))


def _about(chosen: np.ndarray, length: np.ndarray, look: Look[Answer]) -> About[Answer]:
    return About(wide(chosen), wide(length), look)


def together(answers: Iterable[Answer]) -> Answer:
    """Merge ``answers`` in order as they come, a few in memory at once."""
    waiting: list[Answer] = []
    for answer in answers:
        waiting.append(answer)
        if len(waiting) == (2 if isinstance(answer, Sums) else _AT_ONCE):
            waiting = [waiting[0].merged(waiting[1:])]
    first, *others = waiting
    return first.merged(others)


class Here:
    """Parts that are asked one after another, in this process."""

    def __init__(self, corpus: Corpus, parts: Sequence[Part]) -> None:
        self.corpus, self.parts = corpus, tuple(parts)
        self.sizes = characters_of(corpus.documents) + 1

    def ask(self, question: Question[Answer]) -> Answer:
        """Return what all parts answer, merged in their order."""
        return together(map(question.answer, self.parts))

    def quotes(self, first: np.ndarray, length: np.ndarray) -> Callable[[int], Quote]:
        """Return what tells how each of n strings is quoted, read when it is asked."""
        return quotes_of(self.corpus.documents, first, length)


def parts_of(corpus: Corpus | Parts) -> Parts:
    """Return ``corpus``, whose documents are in order of time, as parts of some size."""
    if not isinstance(corpus, Corpus):
        return corpus
    ranks = np.arange(len(corpus))
    parts = [Part(piece, ranks[low:high], Shelf()) for low, high, piece in pieces_of(corpus, SIZE)]
    return Here(uncut(corpus.documents), parts)


def pieces_of(corpus: Corpus, size: int) -> Iterator[tuple[int, int, Corpus]]:
    """Cut ``corpus`` between documents into pieces of about ``size`` characters, one at least.

    Yields the first document of each, the one behind its last, and the piece.
    """
    documents, bounds = corpus.documents, np.asarray(corpus.bounds)
    ends = np.cumsum(characters_of(documents))
    total = int(ends[-1]) if len(ends) else 0
    number = np.maximum(ends - 1, 0) * max(-(-total // size), 1) // max(total, 1)
    cuts = (np.flatnonzero(np.diff(number)) + 1).tolist()
    if not cuts:
        yield 0, len(corpus), corpus
        return
    for low, high in pairwise([0, *cuts, len(corpus)]):
        first, last = int(bounds[low]), int(bounds[high])
        piece = Corpus(
            documents=JoinedDocuments([documents], np.arange(low, high)),
            vocabulary=corpus.vocabulary,
            tokens=corpus.tokens[first:last],
            starts=corpus.starts[first:last],
            bounds=bounds[low : high + 1] - first,
        )
        yield low, high, piece


def characters_of(documents: Sequence[Document]) -> np.ndarray:
    """Return int64[D]: the characters of each, from a column where there is one."""
    column = getattr(documents, "characters", None)
    if column is not None:
        return np.asarray(column, np.int64)
    return np.fromiter((len(document.text) for document in documents), np.int64, len(documents))
