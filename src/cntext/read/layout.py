"""Pieces of text that stand on pages → lines in the order in which people read them.

First columns are found, then lines; blank lines and indents show where paragraphs begin,
so that cleaning can join what the layout broke.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from cntext.read.page_rows import Piece, Row, Sheet, body_rows, rows_of

_ENDS = tuple("。！？!?…：:；;”’」』）)")
_WIDE = "\u3000\u3000"


def text_of(sheets: Sequence[Sheet]) -> str:
    """Return the text of all pages: a line a line, blank lines between blocks."""
    columns: list[list[Row]] = []
    last: _Gutter | None = None  # the last page of an article may be too short to show it
    for rows in body_rows(sheets):
        kept = [piece for row in rows for piece in row.pieces]
        gutter = _gutter(kept)
        if gutter is None and last is not None and _fits(last, kept):
            gutter = last.at
        elif gutter is not None:
            last = _Gutter(gutter, _right_edge(gutter, kept))
        columns += [rows_of(column) for column in _columns(kept, gutter)]
    return "\n".join(_lines([column for column in columns if column]))


# --- columns ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Gutter:
    """Where a page is divided, and where the lines to the right of that begin."""

    at: float
    right: float


def _right_edge(gutter: float, pieces: Sequence[Piece]) -> float:
    return min((piece.left for piece in pieces if piece.left > gutter), default=0.0)


def _fits(gutter: _Gutter, pieces: Sequence[Piece]) -> bool:
    """Say whether a page is divided as the page before it was."""
    crossing = sum(piece.left < gutter.at < piece.right for piece in pieces)
    right = _right_edge(gutter.at, pieces)
    return 3 * crossing <= len(pieces) and abs(right - gutter.right) < 2


def _columns(pieces: Sequence[Piece], gutter: float | None) -> list[list[Piece]]:
    """Return the pieces column by column, in reading order.

    A gutter is a place that few pieces cross, with prose on both sides of it; what
    crosses it (a headline) ends the columns above and begins new ones below.
    """
    if gutter is None:
        return [list(pieces)]
    size = median(p.size for p in pieces)
    found: list[list[Piece]] = []
    band: list[Piece] = []
    crossing: list[Piece] = []

    def close() -> None:
        for side in (
            [piece for piece in band if piece.right <= gutter + 1],
            [piece for piece in band if piece.right > gutter + 1],
        ):
            if side:
                found.extend(_columns(side, _gutter(side)))
        band.clear()

    for piece in sorted(pieces, key=lambda p: (-p.base, p.left)):
        crosses = piece.left < gutter - 1 and piece.right > gutter + 1
        if crosses or _is_headline_across(piece, pieces, gutter, size):
            if band:
                close()
            crossing.append(piece)
        else:
            if crossing:
                found.append(crossing)
                crossing = []
            band.append(piece)
    if crossing:
        found.append(crossing)
    close()
    return found


def _is_headline_across(piece: Piece, pieces: Sequence[Piece], gutter: float, size: float) -> bool:
    """Say whether a headline that is too short to reach the gutter stands over all columns.

    It is larger than the text, nothing stands beside it, but something does below.
    """
    if piece.size < 1.15 * size or piece.left > gutter:
        return False
    low, high = piece.base - 0.6 * piece.size, piece.base + 1.2 * piece.size
    beside = [p.base for p in pieces if p.left > gutter - 1 and p.base < high]
    return bool(beside) and max(beside) < low


def _gutter(pieces: Sequence[Piece]) -> float | None:
    if len(pieces) < 6:
        return None
    size = median(p.size for p in pieces)
    best: tuple[int, float] | None = None
    starts = Counter(round(p.left) for p in pieces)
    for left in sorted(place for place, times in starts.items() if times >= 3):
        line = left - 0.3 * size
        before = [p for p in pieces if p.right <= line]
        after = [p for p in pieces if p.left >= line]
        if not (_is_prose(before, size) and _is_prose(after, size)):
            continue
        crossing = len(pieces) - len(before) - len(after)
        if crossing > 0.6 * len(pieces):
            continue
        if best is None or crossing < best[0]:
            best = (crossing, line)
    return best[1] if best else None


def _is_prose(pieces: Sequence[Piece], size: float) -> bool:
    """Say whether these are lines of running text, not cells: long, and ending together."""
    if len(pieces) < 3 or median(len(p.text) for p in pieces) < 8:
        return False
    ends = Counter(round(p.right / size) for p in pieces)
    together = max(ends[end] + ends[end + 1] for end in ends)
    return together >= 0.3 * len(pieces)


# --- lines ------------------------------------------------------------------------------


def _lines(columns: Sequence[Sequence[Row]]) -> list[str]:
    pitch = _pitch(columns)
    lines: list[str] = []
    previous: Row | None = None
    ended = True  # the paragraph before, as far as the layout tells
    for column in columns:
        left, right = _usual_left(column), max(row.right for row in column)
        above: Row | None = None
        for row in column:
            indent = (row.left - left) / row.size
            if above is None:
                blank = previous is not None and (ended or indent > 3)
            else:
                blank = _is_apart(above, row, pitch) or indent > 3
            if blank:
                lines.append("")
            text = row.text
            if 1.5 <= indent <= 3 and not text.startswith("\u3000"):
                text = _WIDE + text
            lines.append(text)
            # A line that stops short is the last one of its paragraph.
            ended = row.right < right - 1.5 * row.size or text.endswith(_ENDS)
            above = previous = row
    return lines


def _usual_left(column: Sequence[Row]) -> float:
    """Return where the lines of a column begin: the leftmost place that is no exception."""
    places = Counter(round(row.left) for row in column)
    common = [place for place, times in places.items() if times >= 0.15 * len(column)]
    return min(common) if common else min(row.left for row in column)


def _pitch(columns: Sequence[Sequence[Row]]) -> float:
    """Return the usual distance of lines in a paragraph, in sizes of their characters."""
    gaps = sorted(
        (above.base - row.base) / max(above.size, row.size)
        for column in columns
        for above, row in pairwise(column)
    )
    return gaps[len(gaps) // 7] if gaps else 1.5


def _is_apart(above: Row, row: Row, pitch: float) -> bool:
    size = max(above.size, row.size)
    if (above.base - row.base) / size > 1.25 * pitch:
        return True
    return min(above.size, row.size) < 0.87 * size  # a headline
