"""Counting words or characters by group, exactly, on the corpus columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cntext.corpus import Corpus
from cntext.lazy import np
from cntext.measure.stats.phrase_counts import count_phrases
from cntext.text.characters import HAN_RUN


@dataclass(frozen=True, slots=True)
class Counts:
    """Frequencies of T terms in G groups of documents.

    ``freq`` and ``range`` are int64[G, T]: occurrences, and documents with at least one.
    ``base`` is int64[G]: what rates are taken of (words, or Chinese characters).
    """

    groups: tuple[str, ...]
    terms: tuple[str, ...]
    freq: np.ndarray
    range: np.ndarray
    base: np.ndarray


def count_types(corpus: Corpus, by: str = "") -> Counts:
    """Count the words of ``corpus`` (punctuation left out) by field ``by``, or as a whole."""
    is_word = corpus.type_is_word()
    words = np.flatnonzero(is_word)
    place = np.full(len(corpus.vocabulary), -1, np.int64)
    place[words] = np.arange(len(words))
    terms = place[corpus.tokens]
    documents = corpus.document_of_token()
    counted = terms >= 0
    names = tuple(corpus.vocabulary[i] for i in words.tolist())
    return _count(corpus, names, terms[counted], documents[counted], by)


def count_characters(corpus: Corpus, by: str = "") -> Counts:
    """Count the Chinese characters of ``corpus`` by field ``by``, or as a whole."""
    ids: dict[str, int] = {}
    terms: list[int] = []
    documents: list[int] = []
    for d, document in enumerate(corpus.documents):
        characters = "".join(HAN_RUN.findall(document.text))
        terms += [ids.setdefault(c, len(ids)) for c in characters]
        documents += [d] * len(characters)
    return _count(corpus, tuple(ids), np.array(terms, np.int64), np.array(documents, np.int64), by)


def count_listed(corpus: Corpus, phrases: Sequence[str], by: str = "") -> Counts:
    """Count ``phrases`` on the text of ``corpus``, inside longer ones too.

    The base of rates is all Chinese characters.
    """
    counted = count_phrases([document.text for document in corpus.documents], phrases)
    groups, group_of = corpus.groups(by) if by else (("",), np.zeros(len(corpus), np.int32))
    freq = np.zeros((len(groups), len(phrases)), np.int64)
    spread = np.zeros_like(freq)
    np.add.at(freq, group_of, counted.total)
    np.add.at(spread, group_of, counted.total > 0)
    base = np.zeros(len(groups), np.int64)
    np.add.at(base, group_of, corpus.han_per_document())
    return Counts(groups, tuple(phrases), freq, spread, base)


def _count(
    corpus: Corpus, names: tuple[str, ...], terms: np.ndarray, documents: np.ndarray, by: str
) -> Counts:
    if by:
        groups, group_of = corpus.groups(by)
    else:
        groups, group_of = ("",), np.zeros(len(corpus), np.int32)
    size = len(names)
    shape = (len(groups), size)
    freq = _histogram(group_of[documents], terms, shape)
    # One (document, term) pair each, however often it occurs: that is the range.
    pairs = np.unique(documents.astype(np.int64) * max(size, 1) + terms)
    pair_documents, pair_terms = np.divmod(pairs, max(size, 1))
    spread = _histogram(group_of[pair_documents], pair_terms, shape)
    return Counts(groups, names, freq, spread, freq.sum(axis=1))


def _histogram(group: np.ndarray, term: np.ndarray, shape: tuple[int, int]) -> np.ndarray:
    flat = group.astype(np.int64) * shape[1] + term
    return np.bincount(flat, minlength=shape[0] * shape[1]).reshape(shape)
