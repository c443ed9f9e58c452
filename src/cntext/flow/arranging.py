"""A corpus in another order of documents, as if it had been cut in that order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cntext.corpus import Corpus
from cntext.lazy import np
from cntext.store.joining import JoinedDocuments


def arranged(corpus: Corpus, order: Sequence[int]) -> Corpus:
    """Return ``corpus`` with document ``order[d]`` in place d."""
    if list(order) == list(range(len(order))):
        return corpus
    places = np.array(order, np.int64)
    sizes = np.diff(corpus.bounds)[places]
    bounds = np.concatenate(([0], np.cumsum(sizes, dtype=np.int64)))
    # Token i of document d, which begins at bounds[d], stood i places behind its old beginning.
    moved = np.repeat(corpus.bounds[:-1][places] - bounds[:-1], sizes) + np.arange(bounds[-1])
    vocabulary, tokens = _renumbered(corpus.vocabulary, corpus.tokens[moved])
    tags = corpus.tags[moved] if len(corpus.tags) else corpus.tags
    tagset, tags = _renumbered(corpus.tagset, tags)
    return replace(
        corpus,
        documents=JoinedDocuments([corpus.documents], places),
        vocabulary=vocabulary,
        tokens=tokens,
        starts=corpus.starts[moved],
        bounds=bounds,
        tags=tags,
        tagset=tagset,
    )


def _renumbered(words: Sequence[str], ids: np.ndarray) -> tuple[tuple[str, ...], np.ndarray]:
    """Return ``words`` in order of first occurrence in ``ids``, and the ids that they have now."""
    kinds, first = np.unique(ids, return_index=True)
    order = kinds[np.argsort(first)]
    new = np.zeros(len(words), ids.dtype)
    new[order] = np.arange(len(order))
    return tuple(words[i] for i in order.tolist()), new[ids] if len(ids) else ids
