"""A layer: the tokens of a part, cut one way, with what is counted most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from cntext.corpus import Corpus
from cntext.lazy import np
from cntext.store.columns import Array, ColumnFile
from cntext.store.naming import pack_json
from cntext.text.codes import are_numbers, are_words

_IS_WORD, _IS_NUMBER = 1, 2


@dataclass(frozen=True, slots=True)
class Layer:
    """T tokens of V types, in memory, as in `Corpus`; types in order of first occurrence.

    ``freq`` and ``range``, int64[V], are occurrences and documents of each type; who cuts
    may give them, else they are counted.
    """

    vocabulary: Sequence[str]
    tokens: np.ndarray
    starts: np.ndarray
    bounds: np.ndarray
    tags: np.ndarray = field(default_factory=lambda: np.empty(0, np.int16))
    tagset: tuple[str, ...] = ()
    freq: np.ndarray | None = None
    range: np.ndarray | None = None

    @classmethod
    def of(cls, corpus: Corpus) -> Layer:
        """Return the tokens of ``corpus``."""
        return cls(
            corpus.vocabulary,
            corpus.tokens,
            corpus.starts,
            corpus.bounds,
            corpus.tags,
            corpus.tagset,
        )


def layer_columns(layer: Layer) -> dict[str, Array]:
    """Return the columns of ``layer``: its arrays, the vocabulary as lines, and the counts."""
    if any("\n" in word for word in layer.vocabulary):
        raise ValueError("a token with a line end in it")
    starts = layer.starts
    if len(starts) and starts.max() >= 1 << 31:
        raise ValueError("a document of over 2^31 characters")
    size = len(layer.vocabulary)
    freq = np.bincount(layer.tokens, minlength=size) if layer.freq is None else layer.freq
    spread = _range(layer, size) if layer.range is None else layer.range
    return {
        "freq": freq.astype(np.int64),
        "range": spread.astype(np.int64),
        "kind": _kinds(layer.vocabulary),
        "vocabulary": "\n".join(layer.vocabulary).encode("utf-8", "surrogatepass"),
        "tagset": pack_json(list(layer.tagset)),
        "bounds": layer.bounds.astype(np.int64),
        "tokens": layer.tokens.astype(np.int32, copy=False),
        "starts": starts.astype(np.int32, copy=False),
        "tags": layer.tags.astype(np.int16, copy=False),
    }


def layer_sizes(layer: Layer) -> dict[str, int]:
    """Return what the header says: documents, tokens, types."""
    return {
        "documents": len(layer.bounds) - 1,
        "tokens": len(layer.tokens),
        "types": len(layer.vocabulary),
    }


def _range(layer: Layer, size: int) -> np.ndarray:
    """Return int64[V]: in how many documents each type occurs."""
    owner = np.repeat(np.arange(len(layer.bounds) - 1), np.diff(layer.bounds))
    pairs = np.sort(owner * max(size, 1) + layer.tokens)
    first = np.ones(len(pairs), bool)
    first[1:] = pairs[1:] != pairs[:-1]
    return np.bincount(pairs[first] % max(size, 1), minlength=size)


def _kinds(words: Sequence[str]) -> np.ndarray:
    kinds: np.ndarray = np.where(are_words(words), _IS_WORD, 0)
    return (kinds | np.where(are_numbers(words), _IS_NUMBER, 0)).astype(np.uint8)


class StoredLayer:
    """The tokens of a part, in its file; every column is read when it is asked for."""

    def __init__(self, file: ColumnFile) -> None:
        self._file = file
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

    @property
    def freq(self) -> np.ndarray:
        """int64[V]: occurrences of each type."""
        return self._file.array("freq", "<i8", self.types)

    @property
    def range(self) -> np.ndarray:
        """int64[V]: documents that hold each type."""
        return self._file.array("range", "<i8", self.types)

    @property
    def type_is_word(self) -> np.ndarray:
        """bool[V]: types with a letter, digit or Chinese character."""
        return (self._file.array("kind", "|u1", self.types) & _IS_WORD).astype(bool)

    @property
    def type_is_number(self) -> np.ndarray:
        """bool[V]: types that are numbers."""
        return (self._file.array("kind", "|u1", self.types) & _IS_NUMBER).astype(bool)

    @property
    def bounds(self) -> np.ndarray:
        """int64[D + 1]: which tokens are whose."""
        return self._file.bounds("bounds", self.documents, self.size)

    @property
    def tokens(self) -> np.ndarray:
        """int32[T]: ids into the vocabulary."""
        return self._within("tokens", self.types)

    @property
    def starts(self) -> np.ndarray:
        """int32[T]: where each token begins in the text of its document, in characters."""
        return self._within("starts", 1 << 31)

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
        tags = self._file.array("tags", "<i2")
        if len(tags) not in (0, self.size):
            raise self._file.damaged("tags")
        if len(tags) and (tags.min() < 0 or tags.max() >= len(self.tagset)):
            raise self._file.damaged("tags")
        return tags

    def _within(self, name: str, limit: int) -> np.ndarray:
        """Return int32[T], every number from 0 to below ``limit``."""
        found = self._file.array(name, "<i4", self.size)
        # As unsigned, a negative number is too large: one comparison does for both ends.
        if len(found) and int(found.view("<u4").max()) >= limit:
            raise self._file.damaged(name)
        return found
