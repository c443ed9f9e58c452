"""The lines of a concordance, made when they are looked at: a screen shows thirty of 30,000."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import overload

from cntext.measure.stats.concordance import Concordance
from cntext.places import Places
from cntext.query.context import Context, DocumentTokens, around
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
        self._seen: dict[tuple[int, int], tuple[Places, DocumentTokens]] = {}

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
        return [self._row(h) for h in which]

    def _row(self, h: int) -> Row:
        query, piece, place = self._all.place(h)
        head: Row = (self._groups[h],) if self._groups is not None else ()
        if len(self._all.queries) > 1:
            head = (*head, self._all.queries[query])
        return (*head, *self._line(piece, place))

    def _line(self, piece: int, at: tuple[int, int, int]) -> Row:
        corpus = self._all.pieces[piece]
        d, start, end = at
        if (piece, d) not in self._seen:  # one is kept: lines mostly come in order
            found = Places(corpus.documents[d]), DocumentTokens(corpus, d)
            self._seen = {(piece, d): found}
        place, tokens = self._seen[piece, d]
        first, last = tokens.touching(start, end)
        document = place.document
        text = document.text
        begin, close = around(
            text, (start, end), tokens, (first, last), self._context, self._window
        )
        if self._context is Context.SENTENCE:
            left, node, right = sides(text, (begin, close), start, end)
        else:
            parts = (text[begin:start], text[start:end], text[end:close])
            left, node, right = map(on_one_line, parts)
        return (
            document.id,
            document.title,
            document.date,
            place.role(start),
            document.line_of(start),
            left,
            node,
            right,
            " ".join(tokens.words(first, last)),
            start,
            end,
            tokens.starts[first] if first < last else start,
            place.id(start, end),
        )
