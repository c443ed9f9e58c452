"""The corpus as columns: text, token ids, offsets, vocabulary, documents."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from cntext.lazy import np
from cntext.model import Document
from cntext.text.characters import count_han, is_number, is_word


@dataclass(frozen=True, slots=True)
class Corpus:
    """Many documents, cut into tokens, as a few long columns.

    White space is not a token; everything else is. With D documents, T tokens and V
    types: ``tokens`` int32[T] are ids into ``vocabulary`` (V words); ``starts``
    int64[T] (int32 where they lie on disk) are offsets of the tokens in the text of *their* document, in characters;
    ``bounds`` int64[D + 1] say which tokens are whose: document d has tokens
    ``bounds[d]:bounds[d + 1]``. ``tags`` (int16[T] into ``tagset``) is empty unless
    parts of speech were asked for.

    Holds for every token i of document d:
    ``documents[d].text[starts[i]:starts[i] + len(word)] == word``.
    """

    documents: Sequence[Document]
    vocabulary: tuple[str, ...]
    tokens: np.ndarray
    starts: np.ndarray
    bounds: np.ndarray
    tags: np.ndarray = field(default_factory=lambda: np.empty(0, np.int16))
    tagset: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.documents)

    def document_of_token(self) -> np.ndarray:
        """Return int32[T]: the document that each token stands in."""
        return np.repeat(np.arange(len(self), dtype=np.int32), np.diff(self.bounds))

    def words(self, document: int) -> list[str]:
        """Return the tokens of one document, in order."""
        ids = self.tokens[self.bounds[document] : self.bounds[document + 1]]
        return [self.vocabulary[i] for i in ids.tolist()]

    def type_is_word(self) -> np.ndarray:
        """Return bool[V]: True for types with a letter, digit or Chinese character."""
        return np.fromiter(map(is_word, self.vocabulary), bool, len(self.vocabulary))

    def type_is_number(self) -> np.ndarray:
        """Return bool[V]: True for types written in digits alone."""
        return np.fromiter(map(is_number, self.vocabulary), bool, len(self.vocabulary))

    def groups(self, by: str) -> tuple[tuple[str, ...], np.ndarray]:
        """Return the sorted values of field ``by`` and int32[D]: each document's value.

        Documents without a value share the group "".
        """
        values = [document.field(by) for document in self.documents]
        names = tuple(sorted(set(values))) if by != "document" else tuple(dict.fromkeys(values))
        place = {name: i for i, name in enumerate(names)}
        return names, np.fromiter((place[v] for v in values), np.int32, len(values))

    def han_per_document(self) -> np.ndarray:
        """Return int64[D]: Chinese characters of each document."""
        return np.fromiter((count_han(d.text) for d in self.documents), np.int64, len(self))

    def summary(self) -> dict[str, object]:
        """Return sizes and a hash of the text, for the manifest."""
        digest = hashlib.sha256()
        for document in self.documents:
            digest.update(document.text.encode("utf-8", "surrogatepass") + b"\0")
        words = self.type_is_word()
        return {
            "documents": len(self),
            "tokens": len(self.tokens),
            "words": int(words[self.tokens].sum()),
            "types": int(words.sum()),
            "han_characters": int(self.han_per_document().sum()),
            "sha256": digest.hexdigest(),
        }


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
