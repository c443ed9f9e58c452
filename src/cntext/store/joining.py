"""Corpora put together, and documents taken out: as if cut in one go, by numpy."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate, chain
from typing import overload

from cntext.columnar import ColumnCorpus
from cntext.corpus import Corpus, text_of
from cntext.ids import counted
from cntext.lazy import np
from cntext.model import Document
from cntext.store.documents import StoredDocuments

_SHA256 = 32  # bytes
_KINDS = {"tokens": "i4", "starts": "i4", "tags": "i2"}


def concatenated(corpora: Sequence[Corpus]) -> Corpus:
    """Return the documents of all ``corpora``, in order, as one corpus.

    Equal to a corpus that was cut in one go, if the types of each are in order of first
    occurrence, as segmenters make them.
    """
    if len(corpora) == 1:
        return corpora[0]
    vocabulary, tokens = _merged([c.vocabulary for c in corpora], [c.tokens for c in corpora])
    tagset, tags = _merged([c.tagset for c in corpora], [c.tags for c in corpora])
    ends = [0, *accumulate(len(c.tokens) for c in corpora)]
    bounds = [c.bounds[:-1] + end for c, end in zip(corpora, ends, strict=False)]
    return Corpus(
        documents=JoinedDocuments([c.documents for c in corpora]),
        vocabulary=vocabulary,
        tokens=_joined(tokens, np.int32),
        starts=_joined([c.starts for c in corpora], np.int32),
        bounds=_joined([*bounds, np.array(ends[-1:])], np.int64),
        tags=_joined(tags, np.int16),
        tagset=tagset,
    )


def stretch(corpus: Corpus, low: int, high: int) -> Corpus:
    """Return the documents from ``low`` up to ``high``, with all types; looked at when asked for."""
    documents = JoinedDocuments([corpus.documents], np.arange(low, high))
    return ColumnCorpus.of(documents, _Stretch(corpus.anew(), low, high))


class _Stretch:
    """The columns of some documents, taken from those of all; nothing is held."""

    def __init__(self, corpus: Corpus, low: int, high: int) -> None:
        self._corpus, self._low, self._high = corpus, low, high

    @property
    def vocabulary(self) -> Sequence[str]:
        return self._corpus.anew().vocabulary

    @property
    def tagset(self) -> tuple[str, ...]:
        return self._corpus.tagset

    def view(self, name: str) -> memoryview:
        bounds = self._corpus.bounds[self._low : self._high + 1]
        if name == "bounds":
            return memoryview(bounds - bounds[0])
        column = np.asarray(self._corpus.view(name))[int(bounds[0]) : int(bounds[-1])]
        return column.astype(_KINDS[name], copy=False).data

    def span(self, name: str, first: int, last: int) -> memoryview:
        return self.view(name)[first:last]

    def tallies(self) -> tuple[Sequence[int], Sequence[int]]:
        return counted(self.view("tokens"), self.view("bounds"), len(self.vocabulary))

    def word_flags(self) -> bytes:
        return self._corpus.anew().word_flags()


def take(corpus: Corpus, which: np.ndarray) -> Corpus:
    """Return some documents of ``corpus``, or all in another order.

    ``which`` is bool[D], true for those to keep, or their places in the order wanted.
    Equal to a corpus cut from these documents alone: types that they lack are gone, the
    others in order of first occurrence.
    """
    which = np.asarray(which)
    places = np.flatnonzero(which) if which.dtype == bool else which.astype(np.int64)
    if np.array_equal(places, np.arange(len(corpus))):
        return corpus
    first = corpus.bounds[:-1][places]
    sizes = corpus.bounds[1:][places] - first
    bounds = np.concatenate(([0], np.cumsum(sizes, dtype=np.int64)))
    # A token stands as far behind the beginning of its document as it did before.
    moved = np.repeat(first - bounds[:-1], sizes) + np.arange(bounds[-1])
    vocabulary, tokens = _renumbered(corpus.vocabulary, corpus.tokens[moved])
    tags = corpus.tags[moved] if len(corpus.tags) else corpus.tags
    tagset, tags = _renumbered(corpus.tagset, tags)
    return Corpus(
        documents=JoinedDocuments([corpus.documents], places),
        vocabulary=vocabulary,
        tokens=tokens,
        starts=corpus.starts[moved],
        bounds=bounds,
        tags=tags,
        tagset=tagset,
    )


class JoinedDocuments(Sequence[Document]):
    """Documents of several sequences as one, all or those ``chosen`` (int64[D]), not copied."""

    def __init__(
        self, pieces: Sequence[Sequence[Document]], chosen: np.ndarray | None = None
    ) -> None:
        self._pieces = pieces
        self._ends = list(accumulate(map(len, pieces)))
        self._chosen = chosen

    def __len__(self) -> int:
        if self._chosen is not None:
            return len(self._chosen)
        return self._ends[-1] if self._ends else 0

    @overload
    def __getitem__(self, index: int) -> Document: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Document, ...]: ...
    def __getitem__(self, index: int | slice) -> Document | tuple[Document, ...]:
        """Return a document, or several."""
        if isinstance(index, slice):
            return tuple(self[i] for i in range(*index.indices(len(self))))
        piece, place = self._place(index)
        return piece[place]

    def text(self, index: int) -> str:
        """Return the text of a document, which is not made for it where it lies on disk."""
        piece, place = self._place(index)
        return text_of(piece, place)

    def _place(self, index: int) -> tuple[Sequence[Document], int]:
        if index < 0:
            index += len(self)
        if not 0 <= index < len(self):
            raise IndexError(index)
        if self._chosen is not None:
            index = int(self._chosen[index])
        piece = bisect_right(self._ends, index)
        return self._pieces[piece], index - (self._ends[piece - 1] if piece else 0)

    def values(self, name: str) -> list[str]:
        """Return what each document says for ``name``, as `Document.field` does."""
        found = list(chain.from_iterable(values(piece, name) for piece in self._pieces))
        return found if self._chosen is None else [found[i] for i in self._chosen.tolist()]

    @property
    def characters(self) -> np.ndarray:
        """int64[D]: characters of each text. AttributeError where that is not stored."""
        return self._column("characters")

    @property
    def han(self) -> np.ndarray:
        """int64[D]: Chinese characters of each text. AttributeError where that is not stored."""
        return self._column("han")

    @property
    def sha256(self) -> np.ndarray:
        """uint8[D, 32]: the SHA-256 of each text. AttributeError where that is not stored."""
        return self._column("sha256", (-1, _SHA256))

    def _column(self, name: str, shape: tuple[int, ...] = (-1,)) -> np.ndarray:
        # Of documents in memory a column is a list, or bytes.
        arrays = [np.asarray(getattr(piece, name)).reshape(shape) for piece in self._pieces]
        if not arrays:
            raise AttributeError(name)
        found: np.ndarray = np.concatenate(arrays)
        return found if self._chosen is None else found[self._chosen]


def values(documents: Sequence[Document], name: str) -> list[str]:
    """Return what each document says for ``name``, making none where they lie on disk."""
    if isinstance(documents, StoredDocuments | JoinedDocuments):
        return documents.values(name)
    return [document.field(name) for document in documents]


def _merged(
    words: Sequence[Sequence[str]], ids: Sequence[np.ndarray]
) -> tuple[tuple[str, ...], list[np.ndarray]]:
    """Return one list of words in order of first occurrence, and ``ids`` into it."""
    place: dict[str, int] = {}
    moved = []
    for each, old in zip(words, ids, strict=True):
        new = np.fromiter((place.setdefault(w, len(place)) for w in each), np.int32, len(each))
        moved.append(new[old] if len(old) else old)
    return tuple(place), moved


def _renumbered(words: Sequence[str], ids: np.ndarray) -> tuple[tuple[str, ...], np.ndarray]:
    """Return the ``words`` that occur in ``ids``, in order of first occurrence, and ids into them."""
    absent = len(ids)
    first = np.full(len(words), absent, np.int64)
    first[ids[::-1]] = np.arange(absent - 1, -1, -1)  # of equal places the last one written stays
    order = np.argsort(first, kind="stable")[: int((first < absent).sum())]
    new = np.empty(len(words), ids.dtype)
    new[order] = np.arange(len(order))
    return tuple(words[i] for i in order.tolist()), new[ids]


def _joined(arrays: Sequence[np.ndarray], kind: type) -> np.ndarray:
    return np.concatenate([*arrays, np.empty(0, kind)]).astype(kind, copy=False)
