"""The lines of a concordance, made when they are looked at: a screen shows thirty of 30,000."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import overload

from cntext.lazy import np
from cntext.measure.stats.concordance import Concordance
from cntext.places import Places
from cntext.query.context import Context, Touched, around, touched
from cntext.query.hits import Hits
from cntext.table import Row, Rows
from cntext.text.sentences import on_one_line, sides

_AT_ONCE = 1_000  # lines made together when all of them are asked for


class Lines(Rows):
    """The rows of a concordance in their ``order``, each made when it is asked for.

    A row has the group and the query in front where those are shown.
    """

    def __init__(
        self,
        concordance: Concordance,
        order: Sequence[int],
        context: Context,
        window: int,
        groups: Sequence[str] | None = None,
    ) -> None:
        width = 13 + (groups is not None) + (len(concordance.queries) > 1)
        super().__init__(len(order), width, lambda h: self[h])
        self._all = concordance
        self._order = order
        self._context = context
        self._window = window
        self._groups = groups
        self._seen: dict[tuple[int, int], Places] = {}

    @overload
    def __getitem__(self, which: int) -> Row: ...
    @overload
    def __getitem__(self, which: slice) -> list[Row]: ...
    def __getitem__(self, which: int | slice) -> Row | list[Row]:
        if isinstance(which, slice):
            return self._made(self._order[which])
        return self._made([self._order[which]])[0]

    def __iter__(self) -> Iterator[Row]:
        for begin in range(0, len(self), _AT_ONCE):
            yield from self[begin : begin + _AT_ONCE]

    def _made(self, which: Sequence[int]) -> list[Row]:
        some = self._all.take(np.array(which, np.int64))
        rows: list[Row] = [()] * len(which)
        for piece in sorted(set(some.piece.tolist())):
            here = np.flatnonzero(some.piece == piece)
            hits = some.hits.take(here)
            at = touched(self._all.pieces[piece], hits)
            for h, place in enumerate(here.tolist()):
                head = (*self._group(which[place]), *self._query(int(some.query[place])))
                rows[place] = (*head, *self._line(piece, hits, at, h))
        return rows

    def _group(self, h: int) -> Row:
        return (self._groups[h],) if self._groups is not None else ()

    def _query(self, query: int) -> Row:
        return (self._all.queries[query],) if len(self._all.queries) > 1 else ()

    def _line(self, piece: int, hits: Hits, at: Touched, h: int) -> Row:
        corpus = self._all.pieces[piece]
        d, start, end = hits[h]
        if (piece, d) not in self._seen:  # one is kept: lines mostly come in order
            self._seen = {(piece, d): Places(corpus.documents[d])}
        place = self._seen[piece, d]
        document = place.document
        text = document.text
        begin, close = around(corpus, hits, at, h, self._context, self._window)
        if self._context is Context.SENTENCE:
            left, node, right = sides(text, (begin, close), start, end)
        else:
            parts = (text[begin:start], text[start:end], text[end:close])
            left, node, right = map(on_one_line, parts)
        first, last = int(at.first[h]), int(at.last[h])
        tokens = [corpus.vocabulary[i] for i in corpus.tokens[first:last].tolist()]
        return (
            document.id,
            document.title,
            document.date,
            place.role(start),
            document.line_of(start),
            left,
            node,
            right,
            " ".join(tokens),
            start,
            end,
            int(corpus.starts[first]) if tokens else start,
            place.id(start, end),
        )
