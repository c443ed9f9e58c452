"""Sentences, paragraphs or whole documents as stretches of a text and of its tokens."""

from __future__ import annotations

from cntext.corpus import Corpus
from cntext.lazy import np
from cntext.text.sentences import sentence_spans


def stretch_starts(text: str, kind: str) -> list[int]:
    """Return where the sentences, paragraphs (lines) or the document of ``text`` begin.

    In characters, ascending, the first at 0 or where its white space ends.
    """
    if kind == "document":
        return [0]
    if kind == "sentence":
        return [start for start, _ in sentence_spans(text)] or [0]
    starts, at = [0], text.find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = text.find("\n", at + 1)
    return starts


def stretches(corpus: Corpus, kind: str) -> tuple[np.ndarray, np.ndarray]:
    """Return int64[S + 1] and int64[S]: the token bounds of all stretches, their documents.

    Some may be without a token.
    """
    if kind == "document":
        return corpus.bounds, np.arange(len(corpus), dtype=np.int64)
    bounds, sizes = [], []
    for d, document in enumerate(corpus.documents):
        first, last = int(corpus.bounds[d]), int(corpus.bounds[d + 1])
        starts = stretch_starts(document.text, kind)
        bounds.append(first + np.searchsorted(corpus.starts[first:last], starts))
        sizes.append(len(starts))
    ends = np.array([len(corpus.tokens)], np.int64)
    return (
        np.concatenate([*bounds, ends]).astype(np.int64),
        np.repeat(np.arange(len(corpus), dtype=np.int64), sizes),
    )
