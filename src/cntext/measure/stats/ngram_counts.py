"""Count runs of n words, with or without gaps: additive over parts of a corpus."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, combinations
from typing import TypeAlias

from cntext.corpus import Corpus
from cntext.lazy import np
from cntext.measure.stats.summing import runs


@dataclass(frozen=True, slots=True)
class NgramCounts:
    """The N different n-grams of one n or of several, in groups of documents.

    ``words`` (W) are in order of code point. Gram i is ``words`` of
    ``grams[bounds[i]:bounds[i + 1]]`` (int32 and int64[N + 1]); grams are in order of length,
    then of their words. Cell i (int64[C] each, in order of group, then gram) says that gram
    ``gram[i]`` occurs ``freq[i]`` times in group ``group[i]``, in ``range[i]`` documents.
    ``sizes`` int64[G]: words of the group, punctuation not counted. ``by`` is the field of
    the groups, "" for one group of all.
    """

    by: str
    groups: tuple[str, ...]
    words: tuple[str, ...]
    grams: np.ndarray
    bounds: np.ndarray
    group: np.ndarray
    gram: np.ndarray
    freq: np.ndarray
    range: np.ndarray
    sizes: np.ndarray

    def text(self, gram: int) -> str:
        """Return one n-gram, its words parted by spaces."""
        low, high = int(self.bounds[gram]), int(self.bounds[gram + 1])
        return " ".join(self.words[i] for i in self.grams[low:high].tolist())

    def length(self, gram: int) -> int:
        """Return how many words an n-gram has."""
        return int(self.bounds[gram + 1] - self.bounds[gram])

    def of_group(self, g: int) -> slice:
        """Return which cells are those of group ``g``."""
        first, last = np.searchsorted(self.group, (g, g + 1)).tolist()
        return slice(first, last)

    def merged(self, others: Sequence[NgramCounts]) -> NgramCounts:
        """Return the counts of all these documents together; `Mergeable`."""
        if not others:
            return self
        every = (self, *others)
        words = tuple(sorted(set().union(*(counts.words for counts in every))))
        named = dict.fromkeys(chain.from_iterable(counts.groups for counts in every))
        groups = tuple(named if self.by == "document" else sorted(named))
        place, seat = ({name: i for i, name in enumerate(names)} for names in (words, groups))
        renamed = [_places(place, counts.words) for counts in every]
        seats = [_places(seat, counts.groups) for counts in every]
        sizes = np.zeros(len(groups), np.int64)
        for counts, where in zip(every, seats, strict=True):
            np.add.at(sizes, where, counts.sizes)
        lengths = sorted(set().union(*(np.diff(counts.bounds).tolist() for counts in every)))
        tables = []
        for n in lengths:
            rows, cells = [], []
            before = 0
            for counts, names, where in zip(every, renamed, seats, strict=True):
                low, mine = counts._of(n)
                rows.append(names[mine])
                cell = np.flatnonzero((counts.gram >= low) & (counts.gram < low + len(mine)))
                gram = counts.gram[cell] - low + before
                cells.append(
                    (where[counts.group[cell]], gram, counts.freq[cell], counts.range[cell])
                )
                before += len(mine)
            grams, which = _different(np.concatenate(rows), len(words))
            group, gram, freq, spread = map(np.concatenate, zip(*cells, strict=True))
            tables.append((grams, *_summed(group, which[gram], len(grams), freq, spread)))
        return _assembled(self.by, groups, words, tables, sizes)

    def keys(self) -> Sequence[str]:
        """Return the words; `Divisible`."""
        return self.words

    def divided(self, edges: Sequence[str]) -> list[NgramCounts]:
        """Return the counts of the grams that begin with runs of words; `Divisible`."""
        first = self.grams[self.bounds[:-1]]
        found = []
        for number, (low, high) in enumerate(runs(self.words, edges)):
            chosen = np.flatnonzero((first >= low) & (first < high))
            cells = (first[self.gram] >= low) & (first[self.gram] < high)
            inside = np.zeros(len(first), bool)
            inside[chosen] = True
            rank = np.cumsum(inside) - 1
            sizes = np.diff(self.bounds)
            grams = self.grams[np.repeat(inside, sizes)]
            kinds, numbers = np.unique(grams, return_inverse=True)
            found.append(
                NgramCounts(
                    self.by,
                    self.groups,
                    tuple(self.words[i] for i in kinds.tolist()),
                    numbers.reshape(-1).astype(np.int32),
                    np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes[chosen])]),
                    self.group[cells],
                    rank[self.gram[cells]],
                    self.freq[cells],
                    self.range[cells],
                    self.sizes * (number == 0),
                )
            )
        return found

    def _of(self, n: int) -> tuple[int, np.ndarray]:
        """Return the number of the first gram of ``n`` words, and all of them: int32[m, n]."""
        lengths = np.diff(self.bounds)
        low, high = np.searchsorted(lengths, (n, n + 1)).tolist()
        return low, self.grams[self.bounds[low] : self.bounds[high]].reshape(-1, n)


# Grams int[m, n] of one length; group, gram, frequency and range of their cells. A string, since
# numpy is not imported for a name.
_Table: TypeAlias = "tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]"


def count_ngrams(
    corpus: Corpus, lengths: Sequence[int], skip: int = 0, by: str = ""
) -> NgramCounts:
    """Count the n-grams of words; none reaches over punctuation, a line end or a document.

    With ``skip`` k, up to k words in all may be left out between the n (k-skip-n-grams,
    Guthrie et al. 2006); every choice of places counts. ``lengths`` are ascending.
    """
    groups, group_of = corpus.groups(by) if by else (("",), np.zeros(len(corpus), np.int32))
    word = corpus.type_is_word()[corpus.tokens]
    document = corpus.document_of_token()
    sizes = np.bincount(group_of[document[word]], minlength=len(groups))
    stretch = stretches(corpus, word)
    words, number = _numbered(corpus, word)
    tables = []
    for n in lengths:
        rows, owners = [], []
        for offsets in choices(n, skip):
            span = offsets[-1]
            count = max(len(stretch) - span, 0)
            begin = np.flatnonzero(word[:count] & (stretch[:count] == stretch[span : span + count]))
            rows.append(np.stack([number[begin + k] for k in offsets], axis=1))
            owners.append(document[begin])
        grams, which = _different(np.concatenate(rows), len(words))
        owner = np.concatenate(owners).astype(np.int64)
        # One cell for each gram of each document first: their number is the range.
        pairs, freq = np.unique(owner * max(len(grams), 1) + which, return_counts=True)
        owner, gram = np.divmod(pairs, max(len(grams), 1))
        seats = group_of[owner].astype(np.int64)
        tables.append((grams, *_summed(seats, gram, len(grams), freq, np.ones_like(freq))))
    return _assembled(by, groups, words, tables, sizes)


def _numbered(corpus: Corpus, word: np.ndarray) -> tuple[tuple[str, ...], np.ndarray]:
    """Return the words that occur, by code point, and int32[T]: the number of each token's."""
    kinds = np.flatnonzero(np.bincount(corpus.tokens[word], minlength=len(corpus.vocabulary)))
    names = [corpus.vocabulary[i] for i in kinds.tolist()]
    order = sorted(range(len(names)), key=names.__getitem__)
    number = np.full(len(corpus.vocabulary), -1, np.int32)
    number[kinds[order]] = np.arange(len(order), dtype=np.int32)
    return tuple(names[i] for i in order), number[corpus.tokens]


def _summed(
    group: np.ndarray, gram: np.ndarray, grams: int, freq: np.ndarray, spread: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Add up what falls into the same cell: group, gram, frequency and range of each, int64."""
    cells, place = np.unique(group * max(grams, 1) + gram, return_inverse=True)
    freqs, spreads = np.zeros(len(cells), np.int64), np.zeros(len(cells), np.int64)
    np.add.at(freqs, place.reshape(-1), freq)
    np.add.at(spreads, place.reshape(-1), spread)
    return cells // max(grams, 1), cells % max(grams, 1), freqs, spreads


def _assembled(
    by: str,
    groups: tuple[str, ...],
    words: tuple[str, ...],
    tables: Sequence[_Table],
    sizes: np.ndarray,
) -> NgramCounts:
    """Put the tables of all lengths into one."""
    none = np.empty(0, np.int64)
    before = np.cumsum([0, *(len(table[0]) for table in tables)]).tolist()
    ends = np.cumsum(np.concatenate([none, *(np.full(len(t[0]), t[0].shape[1]) for t in tables)]))
    group, freq, spread = (np.concatenate([none, *(t[i] for t in tables)]) for i in (1, 3, 4))
    gram = np.concatenate([none, *(t[2] + first for t, first in zip(tables, before, strict=False))])
    order = np.argsort(group, kind="stable")  # within a group the tables are in order already
    return NgramCounts(
        by,
        groups,
        words,
        np.concatenate([np.empty(0, np.int32), *(t[0].reshape(-1) for t in tables)]).astype(
            np.int32
        ),
        np.concatenate([np.zeros(1, np.int64), ends.astype(np.int64)]),
        group[order],
        gram[order],
        freq[order],
        spread[order],
        sizes.astype(np.int64),
    )


def stretches(corpus: Corpus, word: np.ndarray) -> np.ndarray:
    """Return int64[T]: a number for every run of words that nothing parts.

    Punctuation, the border of a document and a line end each begin a new one.
    """
    new = ~word
    new[1:] |= ~word[:-1]
    first = corpus.bounds[:-1]
    new[first[first < len(new)]] = True
    for d, document in enumerate(corpus.documents):
        low, high = int(corpus.bounds[d]), int(corpus.bounds[d + 1])
        points = np.frombuffer(document.text.encode("utf-32-le", "surrogatepass"), np.uint32)
        ends = np.flatnonzero(points == ord("\n"))
        after = low + np.searchsorted(corpus.starts[low:high], ends)
        new[after[after < high]] = True
    return np.cumsum(new)


def choices(n: int, skip: int) -> list[tuple[int, ...]]:
    """Return the offsets of n words of which the last lies at most n - 1 + skip behind the first."""
    return [
        (0, *rest)
        for rest in combinations(range(1, n + skip), n - 1)
        if not rest or rest[-1] <= n - 1 + skip
    ]


def _different(rows: np.ndarray, words: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the different rows of int[m, n] in order, and int64[m]: which each one is.

    ``words`` is more than any number in them. As one number a row, or column by column where
    that would be too large; np.unique sorts rows as strings of bytes, which takes far longer.
    """
    which = np.zeros(len(rows), np.int64)
    for columns in _packed(rows.shape[1], words):
        key = which
        for column in columns:
            key = key * words + rows[:, column]
        _, which = np.unique(key, return_inverse=True)
        which = which.reshape(-1)
    first = np.full(int(which.max(initial=-1)) + 1, len(rows))
    first[which[::-1]] = np.arange(len(rows) - 1, -1, -1)  # of equals the last one written stays
    return rows[first], which


def _packed(n: int, words: int) -> Iterator[range]:
    """Yield runs of columns that fit one number together, behind that of the rows before."""
    rows_bits, bits = 32, max(int(words).bit_length(), 1)
    at = 0
    while at < n:
        room = (63 if at == 0 else 63 - rows_bits) // bits
        yield range(at, min(at + max(room, 1), n))
        at += max(room, 1)


def _places(place: dict[str, int], names: Sequence[str]) -> np.ndarray:
    return np.fromiter(map(place.__getitem__, names), np.int64, len(names))


def lengths(text: str) -> Sequence[int]:
    """Read "2" or "2-4" as the lengths meant; ValueError if it is neither."""
    low, dash, high = text.partition("-")
    first, last = int(low), int(high) if dash else int(low)
    if not 1 <= first <= last:
        raise ValueError(text)
    return range(first, last + 1)
