"""A layer: the tokens of a part, cut one way, with what is counted most."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from operator import or_
from typing import NamedTuple

from cntext.corpus import Corpus
from cntext.ids import Ids, are_below, counted
from cntext.lazy import np
from cntext.store.columns import Array, ColumnFile
from cntext.store.naming import pack_json
from cntext.store.sealing import Code
from cntext.text.codes import number_flags, word_flags

_IS_WORD, _IS_NUMBER = 1, 2
_WORDS, _NUMBERS = (bytes(bool(k & bit) for k in range(256)) for bit in (_IS_WORD, _IS_NUMBER))


class Layer(NamedTuple):
    """T tokens of V types, in memory, as in `Corpus`; types in order of first occurrence.

    ``freq`` and ``range``, int64[V], are occurrences and documents of each type; who cuts
    may give them, else they are counted.
    """

    vocabulary: Sequence[str]
    tokens: Ids
    starts: Ids
    bounds: Ids
    tags: Ids = b""
    tagset: tuple[str, ...] = ()
    freq: Ids | None = None
    range: Ids | None = None

    @classmethod
    def of(cls, corpus: Corpus) -> Layer:
        """Return the tokens of ``corpus``."""
        tokens, starts, bounds, tags = map(corpus.view, ("tokens", "starts", "bounds", "tags"))
        counts = corpus.tallies()
        return cls(corpus.vocabulary, tokens, starts, bounds, tags, corpus.tagset, *counts)


def layer_columns(layer: Layer) -> dict[str, Array]:
    """Return the columns of ``layer``: its arrays, the vocabulary as lines, and the counts."""
    if any("\n" in word for word in layer.vocabulary):
        raise ValueError("a token with a line end in it")
    try:
        bounds, *columns = (
            _as("q", layer.bounds),
            _as("i", layer.tokens),
            _as("i", layer.starts),
            _as("h", layer.tags),
        )
    except OverflowError as error:
        raise ValueError("a document of over 2^31 characters") from error
    freq, spread = layer.freq, layer.range
    if freq is None or spread is None:
        freq, spread = counted(columns[0], bounds, len(layer.vocabulary))
    return {
        "freq": _as("q", freq),
        "range": _as("q", spread),
        "kind": _kinds(layer.vocabulary),
        "vocabulary": "\n".join(layer.vocabulary).encode("utf-8", "surrogatepass"),
        "tagset": pack_json(list(layer.tagset)),
        "bounds": bounds,
        **dict(zip(("tokens", "starts", "tags"), columns, strict=True)),
    }


def _as(code: Code, numbers: Ids) -> Ids:
    """Return ``numbers`` as an array or view of that type; `OverflowError` for too large a one."""
    view = memoryview(numbers)
    if not view:
        return array(code)
    same = view.itemsize == array(code).itemsize and view.contiguous
    return view.cast("B").cast(code) if same else array(code, view.tolist())


def layer_sizes(layer: Layer) -> dict[str, int]:
    """Return what the header says: documents, tokens, types."""
    return {
        "documents": len(layer.bounds) - 1,
        "tokens": len(layer.tokens),
        "types": len(layer.vocabulary),
    }


def _kinds(words: Sequence[str]) -> bytes:
    numbers = (flag * _IS_NUMBER for flag in number_flags(words))
    return bytes(map(or_, word_flags(words), numbers))


class StoredLayer:
    """The tokens of a part, in its file; every column is read when it is asked for."""

    def __init__(self, file: ColumnFile) -> None:
        self._file = file
        self._views: dict[str, memoryview] = {}
        try:
            self.part = str(file.about["part"])
            self.name = str(file.about["name"])
            self.documents, self.size, self.types = (
                int(file.about[key]) for key in ("documents", "tokens", "types")
            )
        except (KeyError, TypeError, ValueError) as error:
            raise file.damaged("header") from error

    @property
    def file(self) -> ColumnFile:
        """The file."""
        return self._file

    @property
    def vocabulary(self) -> tuple[str, ...]:
        """The V types, in order of first occurrence."""
        words = tuple(self._file.text("vocabulary").split("\n")) if self.types else ()
        if len(words) != self.types:
            raise self._file.damaged("vocabulary")
        return words

    def tallies(self) -> tuple[memoryview, memoryview]:
        """Return int64[V] twice: occurrences of each type, and documents that hold it."""
        return self._file.view("freq", "<i8", self.types), self._file.view(
            "range", "<i8", self.types
        )

    @property
    def freq(self) -> np.ndarray:
        """int64[V]: occurrences of each type."""
        return np.frombuffer(self.tallies()[0], np.int64)

    @property
    def range(self) -> np.ndarray:
        """int64[V]: documents that hold each type."""
        return np.frombuffer(self.tallies()[1], np.int64)

    def word_flags(self) -> bytes:
        """Return a byte for each type: 1 for those with a letter, digit or Chinese character."""
        return bytes(self._file.view("kind", "|u1", self.types)).translate(_WORDS)

    @property
    def type_is_word(self) -> np.ndarray:
        """bool[V]: types with a letter, digit or Chinese character."""
        return np.frombuffer(self.word_flags(), bool)

    @property
    def type_is_number(self) -> np.ndarray:
        """bool[V]: types that are numbers."""
        kinds = bytes(self._file.view("kind", "|u1", self.types))
        return np.frombuffer(kinds.translate(_NUMBERS), bool)

    def view(self, name: str) -> memoryview:
        """Return ``tokens``, ``starts``, ``bounds`` or ``tags`` as they lie in the file.

        Every number is one that can be: ids of the vocabulary and of the tagset, places in a text.
        """
        if name not in self._views:
            self._views[name] = self._checked(name)
        return self._views[name]

    def _checked(self, name: str) -> memoryview:
        match name:
            case "bounds":
                return self._file.bounds(name, self.documents, self.size)
            case "tokens":
                return self._within(name, self.types)
            case "starts":
                return self._within(name, 1 << 31)
            case _:
                return self._tags()

    def span(self, name: str, first: int, last: int) -> memoryview:
        """Return items ``first:last`` of ``tokens`` or ``starts``; no more of the file is looked at."""
        limit = self.types if name == "tokens" else 1 << 31
        if self._file.length(name) != self.size:
            raise self._file.damaged(name)
        return self._below(name, self._file.span(name, "<i4", first, last), limit)

    @property
    def bounds(self) -> np.ndarray:
        """int64[D + 1]: which tokens are whose."""
        return np.frombuffer(self.view("bounds"), np.int64)

    @property
    def tokens(self) -> np.ndarray:
        """int32[T]: ids into the vocabulary."""
        return np.frombuffer(self.view("tokens"), np.int32)

    @property
    def starts(self) -> np.ndarray:
        """int32[T]: where each token begins in the text of its document, in characters."""
        return np.frombuffer(self.view("starts"), np.int32)

    @property
    def tagset(self) -> tuple[str, ...]:
        """The parts of speech, if any."""
        found = self._file.json("tagset")
        if not isinstance(found, list) or not all(isinstance(tag, str) for tag in found):
            raise self._file.damaged("tagset")
        return tuple(found)

    @property
    def tags(self) -> np.ndarray:
        """int16[T] into the tagset, or empty."""
        return np.frombuffer(self.view("tags"), np.int16)

    def _tags(self) -> memoryview:
        found = self._file.view("tags", "<i2")
        if len(found) not in (0, self.size):
            raise self._file.damaged("tags")
        if len(found):
            tags = np.frombuffer(found, np.int16)
            if tags.min() < 0 or tags.max() >= len(self.tagset):
                raise self._file.damaged("tags")
        return found

    def _within(self, name: str, limit: int) -> memoryview:
        """Return int32[T], every number from 0 to below ``limit``."""
        return self._below(name, self._file.view(name, "<i4", self.size), limit)

    def _below(self, name: str, found: memoryview, limit: int) -> memoryview:
        if not are_below(found, limit):
            raise self._file.damaged(name)
        return found
