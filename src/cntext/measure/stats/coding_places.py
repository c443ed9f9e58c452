"""Where the hits behind a row of a coding table stand."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from cntext.corpus import Corpus
from cntext.measure.stats.coding_counts import ALL
from cntext.query.evidence import Located, in_rows
from cntext.scheme.coding import Coder, Hit, unit_spans
from cntext.scheme.model import Scheme, Unit
from cntext.table import Table


def locate(corpus: Corpus, table: Table, scheme: Scheme, unit: Unit, by: str) -> Iterator[Located]:
    """Yield the places of each row: hits of its code, units of its pair, itself if it is one."""
    ids = {column.id for column in table.columns}
    if {"document", "start", "end"} <= ids:
        yield from in_rows(corpus, table, {})
        return
    rows: dict[tuple[str, ...], int] = {}
    keys = [name for name in ("group", "_", "a", "b", "code") if name in ids]
    if {"document", "note"} <= ids or not keys or "outcome" in ids:
        return
    cells = zip(*(table.values(name) for name in keys), strict=True)
    for number, row in enumerate(cells):
        rows[tuple(str(cell) for cell in row)] = number
    grouped = "group" in ids or "_" in ids
    coder = Coder(scheme)
    for d, document in enumerate(corpus.documents):
        head = (document.field(by),) if grouped else ()
        hits = coder.code(document.text).hits
        if "a" in ids:
            for a, b, start, end in _pairs(document.text, hits, scheme, unit):
                pair = (*head, a, b)
                if pair in rows:
                    yield rows[pair], d, start, end
            continue
        for hit in sorted(hits):
            names = (*scheme.lines[hit.code], ALL) if "code" in ids else ("",)
            for name in names:
                key = (*head, name) if "code" in ids else head
                if key in rows:
                    yield rows[key], d, hit.start, hit.end


def _pairs(
    text: str, hits: list[Hit], scheme: Scheme, unit: Unit
) -> Iterator[tuple[str, str, int, int]]:
    spans = unit_spans(text, unit)
    begins = [begin for begin, _ in spans]
    of_unit: dict[int, set[str]] = {}
    for hit in hits:
        names = scheme.lines[hit.code]
        of_unit.setdefault(max(bisect_right(begins, hit.start) - 1, 0), set()).update(names)
    for place in sorted(of_unit):
        here = of_unit[place]
        for a in here:
            for b in here:
                yield (a, b, *spans[place])
