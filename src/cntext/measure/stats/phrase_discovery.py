"""Find the recurring phrases of a corpus: mine, filter, score, fold."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from cntext.analysis import Background
from cntext.corpus import Corpus
from cntext.lazy import np
from cntext.measure.stats.mining import Repeats, least_frequency, mine
from cntext.measure.stats.phrase_classes import WordClasses, word_classes
from cntext.measure.stats.phrase_contexts import MIN_DATED, Contexts, bursts, contexts
from cntext.measure.stats.phrase_edges import QUOTED, Shape, plausible, shapes
from cntext.measure.stats.phrase_folding import fold, nests, parents, pieces, roles
from cntext.measure.stats.phrase_scores import attachment, cohesion, features, keyness, score

# A string that one neighbour follows this often is a piece of something longer.
_TIED = 0.9
# Words put before a phrase make a new one if at least this share of the phrase has them.
_ATTACHED = 0.25


def dated_documents(corpus: Corpus) -> int:
    """Return how many documents, from the first on, have a date and are in its order.

    0 if they are not in order: then nothing can be said about time.
    """
    dates = [document.date for document in corpus.documents if document.date]
    ordered = dates == sorted(dates) and all(d.date for d in corpus.documents[: len(dates)])
    return len(dates) if ordered else 0


@dataclass(frozen=True, slots=True)
class Phrase:
    """A recurring phrase and what speaks for it.

    ``freq``: occurrences, left to right, not overlapping one another; ``range``: documents.
    ``cohesion`` NPMI, -1 to 1; ``h_left``, ``h_right`` in bits; ``c_value``; ``keyness`` in
    nats; ``quoted``: occurrences that fill quotation marks. ``burst``: first and last
    document, by index, of the window in which the phrase is most over-represented, or
    None. ``parent``: the longest listed phrase inside this one, or "". ``first``: document
    and offset in characters of its first occurrence.
    """

    text: str
    freq: int
    range: int
    cohesion: float
    h_left: float
    h_right: float
    c_value: float
    keyness: float
    quoted: int
    burst: tuple[int, int] | None
    parent: str
    score: float
    first: tuple[int, int]


def discover(
    corpus: Corpus,
    background: Background,
    edge_words: Set[str],
    adverbs: Set[str],
    *,
    min_freq: int | None = None,
    min_range: int = 1,
    max_length: int = 20,
    dated: int = 0,
) -> list[Phrase]:
    """Return the recurring phrases of ``corpus``, best first, ties by code point.

    ``corpus`` is cut by dictionary alone (`Cut.DICTIONARY`). ``edge_words``: function words,
    at which no phrase begins or ends; ``adverbs``: padding (切实, 大力). The first
    ``dated`` documents are in order of date, the rest has none and no part in bursts.
    """
    size = sum(len(document.text) for document in corpus.documents)
    least = least_frequency(size) if min_freq is None else min_freq
    classes = word_classes(corpus.vocabulary, background, edge_words, adverbs)
    repeats = mine(corpus, edge_words, min_freq=least, max_length=max_length)
    if len(repeats):
        repeats = repeats.take(plausible(repeats, shapes(repeats), classes, background))
    if not len(repeats):
        return []
    around = contexts(repeats, classes.nominal, classes.verb | classes.padding)
    keep = _closed(repeats, around) & (around.range >= min_range)
    keep &= _head_belongs(repeats, shapes(repeats), classes, around)
    repeats = repeats.take(keep)
    if not len(repeats):
        return []
    around = contexts(repeats, classes.nominal, classes.verb | classes.padding)
    shape = shapes(repeats)
    cohesive, key = cohesion(repeats, shape), keyness(repeats, shape, classes)
    burst = bursts(repeats, dated) if dated >= MIN_DATED else None
    terms = features(repeats, shape, classes, around, (cohesive, key))
    scores = score(terms, None if burst is None else burst.divergence, len(corpus))
    texts = repeats.texts()
    nest = nests(texts, repeats.freq)
    order = sorted(range(len(texts)), key=lambda i: (-float(scores[i]), texts[i]))
    kept = fold(order, nest, repeats.freq.tolist(), roles(shape, classes), size)
    compound = (shape.tokens > 1).tolist()
    dropped = pieces(kept, nest, repeats.freq.tolist(), compound, corpus, texts)
    kept = [i for i in kept if i not in dropped]
    shorter = parents(kept, nest.inside, texts)
    documents = repeats.layout.document_of(repeats.first)
    offsets = repeats.first - repeats.layout.base[documents]
    return [
        Phrase(
            text=texts[i],
            freq=int(repeats.freq[i]),
            range=int(around.range[i]),
            cohesion=float(cohesive[i]),
            h_left=float(around.h_left[i]),
            h_right=float(around.h_right[i]),
            c_value=float(nest.c_value[i]),
            keyness=float(key[i]),
            quoted=int(around.quoted[i]),
            burst=(int(burst.first[i]), int(burst.last[i]))
            if burst is not None and burst.divergence[i] > 0
            else None,
            parent=shorter.get(i, ""),
            score=float(scores[i]),
            first=(int(documents[i]), int(offsets[i])),
        )
        for i in kept
    ]


def _closed(repeats: Repeats, around: Contexts) -> np.ndarray:
    """Return bool[C]: not merely a piece of one longer string (产教 of 产教融合)."""
    tied = np.maximum(around.tied_left, around.tied_right) >= _TIED
    closed: np.ndarray = ~tied | (around.quoted >= QUOTED * repeats.freq)
    return closed


def _head_belongs(
    repeats: Repeats, shape: Shape, classes: WordClasses, around: Contexts
) -> np.ndarray:
    """Return bool[C]: no padding or verb is merely put before something (大力|发展农业)."""
    # A verb before one word may be part of a name (反腐败|斗争, 自主|创新): left to the score.
    several = (shape.tokens > 2) | classes.padding[shape.first]
    headed = (classes.verb | classes.padding)[shape.first] & (shape.tokens > 1) & several
    quoted = around.quoted >= QUOTED * repeats.freq
    belongs: np.ndarray = attachment(repeats, shape, classes) >= _ATTACHED
    kept: np.ndarray = ~headed | quoted | belongs
    return kept
