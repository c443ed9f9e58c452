"""Parts of a corpus, and the questions that they are asked: answers add up, texts stay apart.

A corpus is looked at in passes. In each every part answers the same question with whole
numbers, these are merged, and the next question is made of them. What a part has worked
out it puts on its shelf, so that nothing of it is in memory but while it is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Generic, Protocol, TypeVar

from cntext.analysis import Mergeable
from cntext.corpus import Corpus, uncut
from cntext.lazy import np
from cntext.measure.stats.phrase_columns import selected
from cntext.measure.stats.phrase_layout import Layout, codes_array, laid_out
from cntext.measure.stats.phrase_occurrences import Occurrences
from cntext.measure.stats.phrase_questions import Lasting, OnTokens
from cntext.measure.stats.phrase_quotes import Quote, quotes_of
from cntext.measure.stats.phrase_shelf import Shelf
from cntext.measure.stats.phrase_texts import SHORT, Texts, lines_of, texts_of
from cntext.measure.stats.sums import narrow, wide
from cntext.model import Document
from cntext.store.joining import stretch

Answer = TypeVar("Answer", bound=Mergeable)
Given_co = TypeVar("Given_co", bound=Mergeable, covariant=True)

# Characters in a part: some hundred bytes each while it is asked.
SIZE = 1_000_000


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

    def without_tokens(self) -> Part:
        """Return the same, which was read and will not be again."""
        return replace(self, corpus=uncut(self.documents()))

    def documents(self) -> Sequence[Document]:
        """Return the documents; TypeError where their texts are not."""
        return self._texts().documents

    def _texts(self) -> Corpus:
        if self.corpus is None:
            raise TypeError("a part is read where its texts are")
        return self.corpus

    def read(self, edge_words: Set[str]) -> Texts:
        """Lay the documents out, and return what they are made of."""
        corpus = self._texts().anew()
        layout = laid_out(corpus, edge_words)
        self.shelf.put("layout", *layout.own)
        self.shelf.put("words", *_written(corpus.vocabulary))
        self.shelf.put("lines", *lines_of(corpus))
        return texts_of(corpus, layout)

    def settle(self, texts: Texts) -> Layout:
        """Keep the place of the layout among all ``texts``, and return it."""
        types = texts.types(_words(*self.shelf.get("words")))
        layout = Layout.among(self.shelf.get("layout"), codes_array(texts.characters), types)
        self.shelf.put("place", *layout.place())
        return layout

    def layout(self) -> Layout:
        """Return the layout as it was settled."""
        return Layout.placed(self.shelf.get("layout"), self.shelf.get("place"))

    def lines(self) -> tuple[np.ndarray, np.ndarray]:
        """Return the digests of the lines of the layout, int64[n], and their sizes, int32[n]."""
        digests, sizes = self.shelf.get("lines")
        return digests, sizes

    def within(self, lines: np.ndarray) -> np.ndarray:
        """Return bool[N]: the characters of ``lines``, digests int64[n] ascending."""
        digests, sizes = self.lines()
        place = np.searchsorted(lines, digests)
        met = np.append(lines, 0)[place] == digests
        return np.repeat(met & (digests != SHORT), sizes)

    def occurrences(self, chosen: np.ndarray, length: np.ndarray) -> Occurrences:
        """Return where each of the strings ``chosen``, of that ``length``, occurs here.

        Both int64[C]; the first are numbers among all that were mined, ascending.
        """
        numbers, freq, places = self.found()
        bounds, places = selected(numbers, freq, places, chosen)
        return Occurrences(self, self.layout(), length, bounds, places)

    def found(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return the strings that are here: numbers int64[n], ascending, occurrences int64[n], and

        the places of each, int32[M] end to end.
        """
        if self.shelf.has("found"):
            numbers, freq, places = self.shelf.get("found")
            return numbers, freq, places
        (sizes,) = self.shelf.get("sizes")
        above = np.cumsum(sizes) - sizes
        every = [self.shelf.get(f"found-{k}") for k in range(1, len(sizes) + 1)]
        numbers, freq, places = map(np.concatenate, zip(*every, strict=True))
        return numbers + np.repeat(above, [len(own) for own, _, _ in every]), freq, places

    def narrowed(self, chosen: np.ndarray, length: np.ndarray) -> Occurrences:
        """Return the same, and forget where other strings are."""
        found = self.occurrences(chosen, length)
        here = found.freq > 0
        self.shelf.put("found", chosen[here], found.freq[here], found.places)
        (sizes,) = self.shelf.get("sizes")
        for k in range(1, len(sizes) + 1):
            self.shelf.drop(f"found-{k}")
        return found


@dataclass(frozen=True, slots=True)
class Read(Lasting, OnTokens):
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
        return _about, (type(self), narrow(self.chosen), narrow(self.length), self.look)

    def answer(self, part: Part) -> Answer:
        """Return what is so of those in ``part``."""
        return self.look(part.occurrences(self.chosen, self.length))


@dataclass(frozen=True, slots=True)
class Only(About[Answer], Lasting):
    """Asks the same, and that no other strings will be asked for."""

    def answer(self, part: Part) -> Answer:
        """Return what is so of those in ``part``, which keeps their places alone."""
        return self.look(part.narrowed(self.chosen, self.length))


def _about(
    kind: type[About[Answer]], chosen: np.ndarray, length: np.ndarray, look: Look[Answer]
) -> About[Answer]:
    return kind(wide(chosen), wide(length), look)


def _written(words: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """Return the letters of ``words``, uint8, and where each ends among the characters, int64[n]."""
    ends = np.cumsum(np.fromiter(map(len, words), np.int64, len(words)))
    return np.frombuffer("".join(words).encode("utf-8", "surrogatepass"), np.uint8), ends


def _words(letters: np.ndarray, ends: np.ndarray) -> list[str]:
    """Return the words that were `_written`."""
    spelt = letters.tobytes().decode("utf-8", "surrogatepass")
    return [spelt[low:high] for low, high in pairwise([0, *ends.tolist()])]


class Here:
    """Parts that are asked one after another, in this process."""

    def __init__(self, corpus: Corpus, parts: Sequence[Part]) -> None:
        self.corpus, self.parts = corpus, tuple(parts)
        self.sizes = characters_of(corpus.documents) + 1

    def ask(self, question: Question[Answer]) -> Answer:
        """Return what all parts answer, merged in their order."""
        first, *others = map(question.answer, self.parts)
        return first.merged(others)

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
    ends = np.cumsum(characters_of(corpus.documents))
    total = int(ends[-1]) if len(ends) else 0
    number = np.maximum(ends - 1, 0) * max(-(-total // size), 1) // max(total, 1)
    cuts = (np.flatnonzero(np.diff(number)) + 1).tolist()
    if not cuts:
        yield 0, len(corpus), corpus
        return
    for low, high in pairwise([0, *cuts, len(corpus)]):
        yield low, high, stretch(corpus, low, high)


def characters_of(documents: Sequence[Document]) -> np.ndarray:
    """Return int64[D]: the characters of each, from a column where there is one."""
    column = getattr(documents, "characters", None)
    if column is not None:
        return np.asarray(column, np.int64)
    return np.fromiter((len(document.text) for document in documents), np.int64, len(documents))
