"""What is known of all texts before phrases are looked for: characters, words, lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from hashlib import blake2b

from cntext.corpus import Corpus, text_of
from cntext.lazy import np
from cntext.measure.stats.phrase_layout import OPENING, Layout

# A line of so many characters that stands elsewhere too is a formula:
# 现在，我代表国务院，向大会报告政府工作.
_LINE = 12
_BYTES = 8  # of a digest: in 20 million lines two that differ share one once in 90,000 corpora
SHORT = 0  # in place of the digest of a line that is none


@dataclass(frozen=True)
class Texts:
    """What a corpus is made of, or a part of it.

    ``characters``: those that strings are made of, by code point. ``solid``: how many
    characters stand between stops; ``documents``: how many texts. ``vocabulary``: the V types;
    ``uses``, ``ends`` int64[V]: how often each occurs, and how often it ends a clause.
    """

    characters: tuple[str, ...]
    solid: int
    documents: int
    vocabulary: tuple[str, ...]
    uses: np.ndarray
    ends: np.ndarray

    def __reduce__(self) -> tuple[object, ...]:  # without what is looked up in it
        return Texts, tuple(getattr(self, each.name) for each in fields(self))

    def merged(self, others: Sequence[Texts]) -> Texts:
        """Return what all these texts are made of; `Mergeable`."""
        if not others:
            return self
        every = (self, *others)
        place: dict[str, int] = {}
        types = [_numbers(each.vocabulary, place) for each in every]
        uses, ends = np.zeros(len(place), np.int64), np.zeros(len(place), np.int64)
        for each, ids in zip(every, types, strict=True):
            uses[ids] += each.uses
            ends[ids] += each.ends
        return Texts(
            tuple(sorted(set().union(*(each.characters for each in every)))),
            sum(each.solid for each in every),
            sum(each.documents for each in every),
            tuple(place),
            uses,
            ends,
        )

    def types(self, vocabulary: Sequence[str]) -> np.ndarray:
        """Return int32[n]: which type each of ``vocabulary`` is here."""
        place = self._place
        return np.fromiter((place[word] for word in vocabulary), np.int32, len(vocabulary))

    @cached_property
    def _place(self) -> dict[str, int]:
        return {word: number for number, word in enumerate(self.vocabulary)}


def texts_of(corpus: Corpus, layout: Layout) -> Texts:
    """Return what ``corpus`` is made of."""
    words, tokens = corpus.vocabulary, np.asarray(corpus.tokens)
    size = len(words)
    # To jieba 开放 is a verb. 开展“双高”建设: before quotation marks the object is still to come.
    opens = np.fromiter((word in OPENING for word in words), bool, size)
    last = np.ones(len(tokens), bool)
    last[:-1] = ~(corpus.type_is_word() | opens)[tokens[1:]]
    last[np.asarray(corpus.bounds[1:])[np.diff(corpus.bounds) > 0] - 1] = True
    return Texts(
        tuple(map(chr, layout.characters.tolist())),
        int((~layout.stops).sum()),
        len(corpus),
        tuple(words),
        np.bincount(tokens, minlength=size),
        np.bincount(tokens[last], minlength=size),
    )


def lines_of(corpus: Corpus) -> tuple[np.ndarray, np.ndarray]:
    """Return int64[n] and int32[n]: digest and size of each line of a layout of ``corpus``.

    The first is the barrier before all; a line of less than some length has 0.
    """
    lines = list(_lines(corpus))
    sizes = np.fromiter((len(line) + 1 for line in lines), np.int32, len(lines))
    return np.fromiter((_digest(line.strip()) for line in lines), np.int64, len(lines)), sizes


def _lines(corpus: Corpus) -> Iterator[str]:
    yield ""
    for d in range(len(corpus)):
        yield from text_of(corpus.documents, d).split("\n")


def _digest(line: str) -> int:
    if len(line) < _LINE:
        return SHORT
    digest = blake2b(line.encode("utf-8", "surrogatepass"), digest_size=_BYTES).digest()
    return int.from_bytes(digest, "little", signed=True)


def _numbers(words: Sequence[str], place: dict[str, int]) -> np.ndarray:
    return np.fromiter((place.setdefault(w, len(place)) for w in words), np.int64, len(words))
