"""Where n-grams stand: the places behind their rows."""

from __future__ import annotations

from collections.abc import Iterator

from cntext.corpus import Corpus, field_of
from cntext.lazy import np
from cntext.measure.stats.ngram_counts import choices, stretches
from cntext.query.evidence import Located
from cntext.table import Table


def located(corpus: Corpus, table: Table, skip: int, by: str) -> Iterator[Located]:
    """Yield every choice of places that `count_ngrams` counts, in the order of the corpus."""
    grouped = any(column.id == "group" for column in table.columns)
    groups = table.values("group") if grouped else [None] * len(table.rows)
    owns = field_of(corpus.documents, by) if grouped else [None] * len(corpus)
    rows = {key: row for row, key in enumerate(zip(groups, table.values("ngram"), strict=True))}
    lengths = sorted({int(n or 0) for n in table.values("n")})
    word = corpus.type_is_word()[corpus.tokens]
    stretch, document = stretches(corpus, word), corpus.document_of_token()
    firsts = {str(text).split(" ")[0] for text in table.values("ngram")}
    opens = np.array([w.split(" ")[0] in firsts for w in corpus.vocabulary], bool)
    could = word & opens[corpus.tokens]
    found: list[tuple[int, int, int]] = []
    for offsets in (one for n in lengths for one in choices(n, skip)):
        span = offsets[-1]
        count = max(len(stretch) - span, 0)
        begins = np.flatnonzero(could[:count] & (stretch[:count] == stretch[span : span + count]))
        for begin in begins.tolist():
            text = " ".join(corpus.vocabulary[corpus.tokens[begin + k]] for k in offsets)
            row = rows.get((owns[document[begin]], text))
            if row is not None:
                found.append((begin, begin + span, row))
    for begin, last, row in sorted(found):
        end = int(corpus.starts[last]) + len(corpus.vocabulary[corpus.tokens[last]])
        yield row, int(document[begin]), int(corpus.starts[begin]), end
