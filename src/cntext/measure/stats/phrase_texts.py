"""What is known of all texts before phrases are looked for: characters, words, lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from cntext.corpus import Corpus
from cntext.lazy import np
from cntext.measure.stats.phrase_layout import OPENING, Layout
from cntext.measure.stats.sums import heads_of

# A line of so many characters that stands elsewhere too is a formula: a licence, a footer,
# 现在，我代表国务院，向大会报告政府工作.
_LINE = 12
_DIGEST = "S16"


@dataclass(frozen=True, slots=True)
class Texts:
    """What a corpus is made of, or a part of it.

    ``characters``: those that strings are made of, by code point. ``solid``: how many
    characters stand between stops; ``documents``: how many texts. ``vocabulary``: the V types;
    ``uses``, ``ends`` int64[V]: how often each occurs, and how often it ends a clause.
    ``lines`` S16[n], ascending: digests of lines of some length, each once; ``met`` int64[n]:
    how often each stands there.
    """

    characters: tuple[str, ...]
    solid: int
    documents: int
    vocabulary: tuple[str, ...]
    uses: np.ndarray
    ends: np.ndarray
    lines: np.ndarray
    met: np.ndarray

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
            *_summed(
                np.concatenate([each.lines for each in every]),
                np.concatenate([each.met for each in every]),
            ),
        )

    def types(self, vocabulary: Sequence[str]) -> np.ndarray:
        """Return int32[n]: which type each of ``vocabulary`` is here."""
        place = {word: number for number, word in enumerate(self.vocabulary)}
        return np.fromiter((place[word] for word in vocabulary), np.int32, len(vocabulary))

    def formulas(self) -> np.ndarray:
        """Return the digests of the lines that stand in the texts more than once."""
        return self.lines[self.met > 1]


def texts_of(corpus: Corpus, layout: Layout, lines: np.ndarray) -> Texts:
    """Return what ``corpus`` is made of; ``lines`` are the digests of its lines."""
    words, tokens = corpus.vocabulary, np.asarray(corpus.tokens)
    size = len(words)
    # To jieba 开放 is a verb. 开展“双高”建设: before quotation marks the object is still to come.
    opens = np.fromiter((word in OPENING for word in words), bool, size)
    last = np.ones(len(tokens), bool)
    last[:-1] = ~(corpus.type_is_word() | opens)[tokens[1:]]
    last[np.asarray(corpus.bounds[1:])[np.diff(corpus.bounds) > 0] - 1] = True
    long = lines[lines != b""]
    return Texts(
        tuple(map(chr, layout.characters.tolist())),
        int((~layout.stops).sum()),
        len(corpus),
        tuple(words),
        np.bincount(tokens, minlength=size),
        np.bincount(tokens[last], minlength=size),
        *_summed(long, np.ones(len(long), np.int64)),
    )


def lines_of(corpus: Corpus) -> tuple[np.ndarray, np.ndarray]:
    """Return S16[n] and int32[n]: digest and size of each line of a layout of ``corpus``.

    The first is the barrier before all; a line of less than some length has no digest.
    """
    lines = list(_lines(corpus))
    sizes = np.fromiter((len(line) + 1 for line in lines), np.int32, len(lines))
    return np.array([_digest(line.strip()) for line in lines], _DIGEST), sizes


def _lines(corpus: Corpus) -> Iterator[str]:
    yield ""
    for document in corpus.documents:
        yield from document.text.split("\n")


def _digest(line: str) -> bytes:
    if len(line) < _LINE:
        return b""
    return blake2b(line.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _numbers(words: Sequence[str], place: dict[str, int]) -> np.ndarray:
    return np.fromiter((place.setdefault(w, len(place)) for w in words), np.int64, len(words))


def _summed(keys: np.ndarray, counts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    order = np.argsort(keys, kind="stable")
    keys, counts = keys[order], counts[order]
    heads = heads_of(keys)
    return keys[heads], np.add.reduceat(counts, heads) if len(heads) else counts
