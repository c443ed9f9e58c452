"""The corpus as columns: text, token ids, offsets, vocabulary, documents."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain, compress
from operator import mul
from typing import NamedTuple

from cntext.lazy import np
from cntext.model import Document
from cntext.text.codes import han_and_letters, word_flags

_FEW = 32  # documents up to which one pass over all types for each is the faster way


@dataclass(frozen=True)
class Corpus:
    """Many documents, cut into tokens, as a few long columns.

    ``documents`` may be a sequence that decodes a text when it is asked for: index it or
    go through it once. It may offer whole columns of its own (`field_of`).

    White space is not a token; everything else is. With D documents, T tokens and V
    types: ``tokens`` int32[T] are ids into ``vocabulary`` (V words); ``starts``
    int32[T] are offsets of the tokens in the text of *their* document, in characters;
    ``bounds`` int64[D + 1] say which tokens are whose: document d has tokens
    ``bounds[d]:bounds[d + 1]``. ``tags`` (int16[T] into ``tagset``) is empty unless
    parts of speech were asked for.

    Holds for every token i of document d:
    ``documents[d].text[starts[i]:starts[i] + len(word)] == word``.

    ``counted`` is what `type_counts` would count, where that is known already.
    """

    documents: Sequence[Document]
    vocabulary: tuple[str, ...]
    tokens: np.ndarray
    starts: np.ndarray
    bounds: np.ndarray
    tags: np.ndarray = field(default_factory=lambda: np.empty(0, np.int16))
    tagset: tuple[str, ...] = ()
    counted: tuple[np.ndarray, np.ndarray] | None = field(default=None, compare=False, repr=False)

    def __len__(self) -> int:
        return len(self.documents)

    def of_documents(self, documents: Sequence[Document]) -> Corpus:
        """Return these tokens with ``documents``, as many and with the same texts, for their own."""
        return replace(self, documents=documents)

    def anew(self) -> Corpus:
        """Return the same, holding nothing that was worked out of its columns."""
        return self

    def document_of_token(self) -> np.ndarray:
        """Return int32[T]: the document that each token stands in."""
        return np.repeat(np.arange(len(self), dtype=np.int32), np.diff(self.bounds))

    def words(self, document: int) -> list[str]:
        """Return the tokens of one document, in order."""
        ids = self.tokens[self.bounds[document] : self.bounds[document + 1]]
        return [self.vocabulary[i] for i in ids.tolist()]

    def view(self, name: str) -> memoryview:
        """Return ``tokens``, ``starts``, ``bounds`` or ``tags`` as they lie, without numpy."""
        return memoryview(getattr(self, name))

    def span(self, name: str, first: int, last: int) -> memoryview:
        """Return items ``first:last`` of ``tokens`` or ``starts``, without numpy."""
        return self.view(name)[first:last]

    def word_flags(self) -> bytes:
        """Return a byte for each type: 1 for those with a letter, digit or Chinese character."""
        return self._word_flags

    @cached_property
    def _word_flags(self) -> bytes:
        return word_flags(self.vocabulary)

    @cached_property
    def words_used(self) -> bytes:
        """A byte for each type: 1 for words that occur at all."""
        freq, flags = self.tallies()[0], self.word_flags()
        return flags if all(freq) else bytes(map(bool, map(mul, freq, flags)))

    def tallies(self) -> tuple[Sequence[int], Sequence[int]]:
        """Return what `type_counts` does, without numpy where that can be."""
        freq, spread = self.type_counts()
        return freq.data, spread.data

    def type_is_word(self) -> np.ndarray:
        """Return bool[V]: True for types with a letter, digit or Chinese character."""
        return np.frombuffer(self.word_flags(), bool)

    def groups(self, by: str) -> tuple[tuple[str, ...], np.ndarray]:
        """Return the sorted values of field ``by`` and int32[D]: each document's value.

        Documents without a value share the group "".
        """
        values = field_of(self.documents, by)
        names = tuple(sorted(set(values))) if by != "document" else tuple(dict.fromkeys(values))
        place = {name: i for i, name in enumerate(names)}
        return names, np.fromiter((place[v] for v in values), np.int32, len(values))

    def type_counts(self) -> tuple[np.ndarray, np.ndarray]:
        """Return int64[V] twice: occurrences of each type, and documents with at least one."""
        return self._type_counts

    @cached_property
    def _freq(self) -> np.ndarray:
        if self.counted is not None:
            return self.counted[0]
        return np.bincount(self.tokens, minlength=len(self.vocabulary))

    @cached_property
    def _type_counts(self) -> tuple[np.ndarray, np.ndarray]:
        if self.counted is not None:
            return self.counted
        size, freq = len(self.vocabulary), self._freq
        if len(self) <= _FEW:
            spread = np.zeros(size, np.int64)
            for first, last in zip(
                self.bounds[:-1].tolist(), self.bounds[1:].tolist(), strict=True
            ):
                spread += np.bincount(self.tokens[first:last], minlength=size) > 0
        else:
            pairs = self.document_of_token().astype(np.int64) * size + self.tokens
            pairs.sort()
            first = np.append(True, pairs[1:] != pairs[:-1])[: len(pairs)]
            spread = np.bincount(pairs[first] % max(size, 1), minlength=size)
        return freq, spread

    def han_per_document(self) -> np.ndarray:
        """Return int64[D]: Chinese characters of each document."""
        return np.asarray(self.sizes.han, np.int64)

    @cached_property
    def sizes(self) -> Sizes:
        """What is to be known of the texts: from columns, else in one pass over them."""
        han, digests = (getattr(self.documents, name, None) for name in ("han", "sha256"))
        if han is None or digests is None:
            return sizes_of(self.documents)
        return Sizes(han, digests.tobytes())

    def summary(self) -> Summary:
        """Return sizes and a hash of the text, for the manifest."""
        freq, words = self.tallies()[0], self.words_used
        return Summary(
            documents=len(self),
            tokens=sum(freq),
            words=sum(compress(freq, words)),
            types="\n".join(compress(self.vocabulary, words)),
            han=int(sum(self.sizes.han)),
            digests=self.sizes.digests,
        )


class Sizes(NamedTuple):
    """Of each document, in order: its Chinese characters, and the SHA-256 of its text.

    ``digests`` has 32 bytes for each.
    """

    han: Sequence[int]
    digests: bytes


def sizes_of(documents: Iterable[Document]) -> Sizes:
    """Go through the texts once."""
    han: list[int] = []
    digests = bytearray()
    for document in documents:
        data = document.text.encode("utf-8", "surrogatepass")
        digests += hashlib.sha256(data).digest()
        han.append(han_and_letters(document.text)[0])
    return Sizes(han, bytes(digests))


class Summary(NamedTuple):
    """How big a corpus is, and which texts it is of; parts of one add up.

    ``types`` are its different words, one a line: what waits to be merged should be small.
    """

    documents: int
    tokens: int
    words: int
    types: str
    han: int
    digests: bytes

    def words_met(self) -> Sequence[str]:
        """Return the different words."""
        return self.types.split("\n") if self.types else ()

    def merged(self, others: Sequence[Summary]) -> Summary:
        """Return the summary of these documents and those of ``others``, in order."""
        every = (self, *others)
        return Summary(
            sum(s.documents for s in every),
            sum(s.tokens for s in every),
            sum(s.words for s in every),
            "\n".join(dict.fromkeys(chain.from_iterable(s.words_met() for s in every))),
            sum(s.han for s in every),
            b"".join(s.digests for s in every),
        )

    def reordered(self, order: Sequence[int]) -> Summary:
        """Return the summary of these documents in another order."""
        each = [self.digests[32 * d : 32 * d + 32] for d in order]
        return self._replace(digests=b"".join(each))

    def record(self) -> dict[str, object]:
        """Return the sizes for the manifest, and one hash over those of the documents."""
        return {
            "documents": self.documents,
            "tokens": self.tokens,
            "words": self.words,
            "types": len(self.words_met()),
            "han_characters": self.han,
            "sha256": hashlib.sha256(self.digests).hexdigest(),
        }


class Known(NamedTuple):
    """A summary as it was recorded."""

    sizes: Mapping[str, object]

    def record(self) -> dict[str, object]:
        """Return the sizes for the manifest."""
        return dict(self.sizes)


def field_of(documents: Sequence[Document], name: str) -> list[str]:
    """Return what each document says for ``name``, from a column where there is one."""
    column = getattr(documents, "values", None)
    return list(column(name)) if column else [document.field(name) for document in documents]


def text_of(documents: Sequence[Document], index: int) -> str:
    """Return the text of one document, which is not made for it where it lies on disk."""
    text = getattr(documents, "text", None)
    return str(text(index)) if text else documents[index].text


def uncut(documents: Sequence[Document]) -> Corpus:
    """Return the corpus of ``documents`` without tokens, for what reads characters alone."""
    none = np.empty(0, np.int32)
    return Corpus(documents, (), none, none, np.zeros(len(documents) + 1, np.int64))


def corpus_of(documents: Sequence[Document], cut: Sequence[Sequence[tuple[str, int]]]) -> Corpus:
    """Build a corpus from ``(word, start)`` pairs, one list for each document.

    The obvious way, for small inputs and for tests; segmenters build columns directly.
    """
    ids: dict[str, int] = {}
    tokens = [ids.setdefault(word, len(ids)) for pairs in cut for word, _ in pairs]
    return Corpus(
        documents=tuple(documents),
        vocabulary=tuple(ids),
        tokens=np.array(tokens, np.int32),
        starts=np.array([start for pairs in cut for _, start in pairs], np.int64),
        bounds=np.cumsum([0, *map(len, cut)], dtype=np.int64),
    )
