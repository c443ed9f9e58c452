"""Where collocates stand: the places behind the rows, from the node to the word near it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cntext.corpus import Corpus
from cntext.lazy import np
from cntext.measure.stats.collocation import Words, reached, words_by_group
from cntext.measure.stats.node_hits import Hits
from cntext.measure.stats.window import Window
from cntext.query.evidence import Located
from cntext.table import Table


def located(
    corpus: Corpus, table: Table, hits: Hits, window: Window, nodes: Sequence[str], by: str
) -> Iterator[Located]:
    """Yield a place for each occurrence that ``freq_coll`` counts, or for each stretch.

    It reaches from the node (the words that it touches) to the collocate, or back.
    """
    groups, words = words_by_group(corpus, by)
    ids = {column.id for column in table.columns}
    keys = zip(
        table.values("node") if "node" in ids else [nodes[0]] * len(table.rows),
        table.values("group") if "group" in ids else [groups[0]] * len(table.rows),
        table.values("collocate"),
        strict=True,
    )
    row_of = {key: row for row, key in enumerate(keys)}
    met = _in_windows if window.of_words else _in_stretches
    for m, node in enumerate(nodes):
        of = np.flatnonzero(hits.node == m)
        for i, hit in met(words, hits.only(of), window):
            d = int(words.document[i])
            group = groups[int(words.group_of[d])]
            row = row_of.get((node, group, words.names[int(words.rank[i])]))
            if row is not None:
                token, one = int(words.at[i]), of[hit]
                first = min(int(hits.first[one]), token)
                last = max(int(hits.last[one]) - 1, token)
                length = len(corpus.vocabulary[int(corpus.tokens[last])])
                yield row, d, int(corpus.starts[first]), int(corpus.starts[last]) + length


Met = Iterator[tuple[int, int]]  # a word, and the occurrence of the node that it is near


def _in_windows(words: Words, hits: Hits, window: Window) -> Met:
    nearest = np.full(len(words.at), -1, np.int64)
    first, last, low, high = (words.before[x] for x in (hits.first, hits.last, hits.low, hits.high))
    for places, of, _ in reached(first, last, low, high, window):
        nearest[places[of]] = np.flatnonzero(of)
    found = np.flatnonzero(nearest >= 0)
    return zip(found.tolist(), nearest[found].tolist(), strict=True)


def _in_stretches(words: Words, hits: Hits, window: Window) -> Met:
    """Yield the first of each different word in each stretch with a node, and the first node."""
    del window  # the stretches are those of the hits
    free = np.ones(len(words.at) + 1, bool)
    for begin, end in zip(words.before[hits.first], words.before[hits.last], strict=True):
        free[begin:end] = False
    done = -1
    for hit in np.lexsort((hits.first, hits.low)).tolist():
        low, high = int(hits.low[hit]), int(hits.high[hit])
        if low == done:
            continue
        done = low
        inside = np.arange(words.before[low], words.before[high])
        inside = inside[free[inside]]
        _, firsts = np.unique(words.rank[inside], return_index=True)
        yield from ((i, hit) for i in sorted(inside[firsts].tolist()))
