"""Where nodes stand: found on the characters of the text, told in tokens."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from cntext.corpus import Corpus
from cntext.lazy import np
from cntext.lexicon import Lexicon
from cntext.measure.stats.finders import phrase_finder
from cntext.measure.stats.stretches import stretch_starts

SpanFinder = Callable[[str], Iterable[tuple[int, int, int]]]  # text → (node, start, end)


@dataclass(frozen=True, slots=True)
class Hits:
    """The H occurrences of nodes, in order of node, then place.

    ``node`` int64[H]; occurrence i touches the tokens ``first[i]:last[i]`` of document
    ``document[i]``; the stretch of text that it stands in (with its last character, where it
    reaches over a border) is the tokens ``low[i]:high[i]``. ``inside`` bool[H]: it begins
    or ends within a token.
    """

    node: np.ndarray
    document: np.ndarray
    first: np.ndarray
    last: np.ndarray
    low: np.ndarray
    high: np.ndarray
    inside: np.ndarray

    def only(self, keep: np.ndarray) -> Hits:
        """Return those in ``keep`` (bool[H])."""
        return Hits(*(getattr(self, name)[keep] for name in self.__slots__))


def span_finder(terms: Sequence[str], lexicon: Lexicon, *, concepts: bool) -> SpanFinder:
    """Return what finds ``terms`` (by their place in the list), each as if it were alone.

    As they stand, left to right; with ``concepts`` a term that the lexicon lists is found
    in all forms of its concept, leftmost-longest.
    """
    place = {term: i for i, term in enumerate(terms)}
    known = [t for t in terms if concepts and t in lexicon]
    plain = phrase_finder([t for t in terms if t not in known])
    alone = [(place[t], Lexicon([lexicon.concept_of[t]])) for t in known]

    def find(text: str) -> Iterable[tuple[int, int, int]]:
        for term, start in plain(text):
            yield place[term], start, start + len(term)
        for i, one in alone:
            yield from ((i, start, end) for start, end in one.find(text))

    return find


def find_hits(corpus: Corpus, find: SpanFinder, border: str, *, whole_words: bool) -> Hits:
    """Return the occurrences that ``find`` finds in ``corpus``.

    ``border`` says what stretches there are (`stretch_starts`). With ``whole_words`` those
    that begin or end within a token are left out.
    """
    lengths = np.fromiter(map(len, corpus.vocabulary), np.int64, len(corpus.vocabulary))
    found: list[tuple[np.ndarray, ...]] = []
    for d, document in enumerate(corpus.documents):
        spans = sorted(find(document.text))
        low, high = int(corpus.bounds[d]), int(corpus.bounds[d + 1])
        if not spans or low == high:
            continue
        node, begin, end = np.array(spans, np.int64).T
        starts = corpus.starts[low:high]
        first = np.searchsorted(starts, begin, "right") - 1
        last = np.searchsorted(starts, end, "left")
        until = starts[last - 1] + lengths[corpus.tokens[low + last - 1]]
        edges = np.array(stretch_starts(document.text, border), np.int64)
        cuts = np.append(np.searchsorted(starts, edges), high - low)
        here = np.maximum(np.searchsorted(edges, begin, "right") - 1, 0)
        there = np.maximum(np.searchsorted(edges, end - 1, "right") - 1, 0)
        found.append(
            (
                node,
                np.full(len(node), d, np.int64),
                low + first,
                low + last,
                low + np.minimum(cuts[here], first),
                low + np.maximum(cuts[there + 1], last),
                (starts[first] != begin) | (until != end),
            )
        )
    if found:
        hits = Hits(*(np.concatenate(column) for column in zip(*found, strict=True)))
    else:
        none = np.empty(0, np.int64)
        hits = Hits(none, none, none, none, none, none, none.astype(bool))
    order = np.argsort(hits.node, kind="stable")
    hits = hits.only(order)
    return hits.only(~hits.inside) if whole_words else hits
