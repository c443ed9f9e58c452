"""Where the terms of a co-word analysis stand: the places behind its rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

from cntext.corpus import Corpus, field_of
from cntext.lazy import np
from cntext.lexicon import Lexicon
from cntext.measure.stats.coword_counts import Stretches
from cntext.query.evidence import Located
from cntext.table import Table

Spans = list[tuple[str, int, int]]  # term, start, end, in order of place
HitsOf = Callable[[int], Spans]  # of a document


def word_hits(corpus: Corpus) -> HitsOf:
    """Return what tells where the words of a document stand."""

    def hits(d: int) -> Spans:
        starts = corpus.starts[corpus.bounds[d] : corpus.bounds[d + 1]].tolist()
        return [(w, at, at + len(w)) for w, at in zip(corpus.words(d), starts, strict=True)]

    return hits


def listed_hits(corpus: Corpus, listing: Lexicon) -> HitsOf:
    """Return what tells where the concepts of ``listing`` stand, leftmost-longest."""

    def hits(d: int) -> Spans:
        text = corpus.documents[d].text
        return [(listing.concept_of[text[a:b]].name, a, b) for a, b in listing.find(text)]

    return hits


def located(corpus: Corpus, table: Table, hits: HitsOf, within: str, by: str) -> Iterator[Located]:
    """Yield the places of the rows.

    Of a pair, one for each stretch with both: from the one to the other where they are
    nearest. Of a cluster, the same for any two of its terms. Of a term, each occurrence.
    """
    several, wanted = _wanted(table)
    known = {term for names in wanted for term in names}
    grouped = bool(by) and any(column.id == "group" for column in table.columns)
    groups = table.values("group") if grouped else [None] * len(wanted)
    of_document = field_of(corpus.documents, by) if grouped else [None] * len(corpus)
    rows_of: dict[str, list[int]] = {}
    for row, names in enumerate(wanted):
        for name in names:
            rows_of.setdefault(name, []).append(row)
    for d, group in enumerate(of_document):
        found = [hit for hit in hits(d) if hit[0] in known]
        if not several:
            places = ((row, a, b) for term, a, b in found for row in rows_of[term])
            yield from ((row, d, a, b) for row, a, b in places if groups[row] == group)
            continue
        for stretch in _by_stretch(corpus.documents[d].text, within, found):
            for row in _shared(stretch, rows_of):
                if groups[row] == group:
                    yield row, d, *_nearest([hit for hit in stretch if hit[0] in wanted[row]])


def _wanted(table: Table) -> tuple[bool, list[frozenset[str]]]:
    """Return whether rows are of several terms at once, and the terms of each."""
    ids = {column.id for column in table.columns}
    if "members" in ids:
        return True, [frozenset(str(cell).split(" ")) for cell in table.values("members")]
    if "b" in ids:
        ends = zip(table.values("a"), table.values("b"), strict=True)
        return True, [frozenset(map(str, pair)) for pair in ends]
    return False, [frozenset({str(t)}) for t in table.values("term" if "term" in ids else "_")]


def _by_stretch(text: str, within: str, found: Spans) -> Iterator[Spans]:
    at = Stretches(text, within).of(np.array([start for _, start, _ in found], np.int64))
    edges = np.flatnonzero(np.diff(at, prepend=-1)).tolist()
    for low, high in zip(edges, [*edges[1:], len(found)], strict=True):
        yield found[low:high]


def _shared(stretch: Spans, rows_of: dict[str, list[int]]) -> list[int]:
    """Return the rows of which two different terms at least are in ``stretch``."""
    seen: dict[int, int] = {}
    for term in {term for term, _, _ in stretch}:
        for row in rows_of[term]:
            seen[row] = seen.get(row, 0) + 1
    return sorted(row for row, n in seen.items() if n > 1)


def _nearest(hits: Spans) -> tuple[int, int]:
    """Return the shortest span from one term to another, the first of equals."""
    pairs = ((one[1], max(one[2], other[2])) for one, other in pairwise(hits) if one[0] != other[0])
    return min(pairs, key=lambda span: (span[1] - span[0], span[0]))
