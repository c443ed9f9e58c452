"""Pieces of text that stand on pages → lines in the order in which people read them.

Points, y upwards, as in PDF. What a page repeats at its edges is taken out first, then
columns are found, then lines; blank lines and indents show where paragraphs begin, so
that cleaning can join what the layout broke.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from cntext.text.characters import HAN

_ENDS = tuple("。！？!?…：:；;”’」』）)")
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"[-—–·•~～ ]*(?:第?\s*(?P<a>\d{1,4})\s*页?|page\s*(?P<b>\d{1,4}))"
    r"(?:\s*(?:[/／,，]|of|共)?\s*共?\s*\d{1,4}\s*页?)?[-—–·•~～ ]*\Z",
    re.IGNORECASE,
)
_EDGE = 0.12  # of the page's height; margins are 6 to 10 %, the text stands inside them
_WIDE = "\u3000\u3000"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters on one baseline without a wide gap in it."""

    text: str
    left: float
    right: float
    base: float
    size: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page: its edges and what stands on it."""

    bottom: float
    top: float
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """Pieces on one baseline, from left to right."""

    pieces: tuple[Piece, ...]
    text: str
    left: float
    right: float
    base: float
    size: float


def text_of(sheets: Sequence[Sheet]) -> str:
    """Return the text of all pages: a line a line, blank lines between blocks."""
    rows = [_rows(_merged(sheet.pieces)) for sheet in sheets]
    repeated = _repeated(sheets, rows)
    columns: list[list[_Row]] = []
    last: _Gutter | None = None  # the last page of an article may be too short to show it
    for number, (sheet, found) in enumerate(zip(sheets, rows, strict=True)):
        edge = _edge_rows(sheet, found)
        out = {
            id(row)
            for row in edge
            if _key(row) in repeated or _is_page_number(row.text, number + 1, len(sheets))
        }
        kept = [piece for row in found if id(row) not in out for piece in row.pieces]
        gutter = _gutter(kept)
        if gutter is None and last is not None and _fits(last, kept):
            gutter = last.at
        elif gutter is not None:
            last = _Gutter(gutter, _right_edge(gutter, kept))
        columns += [_rows(column) for column in _columns(kept, gutter)]
    return "\n".join(_lines([column for column in columns if column]))


# --- rows -------------------------------------------------------------------------------


def _rows(pieces: Iterable[Piece]) -> list[_Row]:
    """Return the pieces row by row, from the top."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: (-p.base, p.left)):
        # Small figures stand higher or lower than the line that they belong to.
        if rows and rows[-1][0].base - piece.base < 0.4 * max(rows[-1][0].size, piece.size):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [_row(sorted(row, key=lambda p: p.left)) for row in rows]


def _merged(pieces: Iterable[Piece]) -> list[Piece]:
    """Return the pieces with those made one that stand close together on a line."""
    merged: list[Piece] = []
    for row in _rows(pieces):
        group = [row.pieces[0]]
        for piece in row.pieces[1:]:
            if piece.left - max(p.right for p in group) < _reach(group[0], piece):
                group.append(piece)
            else:
                merged.append(_one(group))
                group = [piece]
        merged.append(_one(group))
    return merged


def _reach(before: Piece, piece: Piece) -> float:
    """Return how wide a gap may be inside a line; columns stand one character apart.

    A headline and the text of the column beside it are of two sizes. That of Latin
    letters and marks is not known so well.
    """
    small, large = sorted((before.size, piece.size))
    alike = small > 0.87 * large or not (HAN.search(before.text) and HAN.search(piece.text))
    return 0.75 * large if alike else 0.25 * small


def _one(group: list[Piece]) -> Piece:
    """Return the pieces as one; a blank is a gap that stands out among the others.

    Lines are filled up by spreading their characters, sometimes half a character wide.
    """
    inside = sum(len(piece.text) - 1 for piece in group)
    gaps = [(piece.left - before.right) / piece.size for before, piece in pairwise(group)]
    usual = sorted([0.0] * inside + gaps)[(inside + len(gaps)) // 4] if gaps else 0.0
    text = group[0].text
    for (before, piece), gap in zip(pairwise(group), gaps, strict=True):
        text += _blank(before.text, piece.text, gap - max(usual, 0.0)) + piece.text
    return Piece(
        text,
        group[0].left,
        max(piece.right for piece in group),
        max(group, key=lambda piece: len(piece.text)).base,
        max(piece.size for piece in group),
    )


def _row(pieces: list[Piece]) -> _Row:
    text = pieces[0].text
    for before, piece in pairwise(pieces):
        text += _between(before, piece) + piece.text
    return _Row(
        tuple(pieces),
        text.strip(" "),
        pieces[0].left,
        max(p.right for p in pieces),
        median(p.base for p in pieces),
        max(p.size for p in pieces),
    )


def _between(before: Piece, piece: Piece) -> str:
    gap = (piece.left - before.right) / max(before.size, piece.size, 0.1)
    if gap > 2:
        return "\t"  # cells of a table
    return _blank(before.text, piece.text, gap)


def _blank(before: str, after: str, gap: float) -> str:
    if before.endswith((" ", "\u3000")) or after.startswith((" ", "\u3000")):
        return ""
    return " " if gap > least_blank(before[-1:], after[:1]) else ""


def least_blank(before: str, after: str) -> float:
    """Return how wide a gap between two characters must be to mean a blank, in their sizes.

    Word and LibreOffice set Han and Latin a quarter apart where nobody typed a blank.
    """
    if before.isascii() and after.isascii():
        return 0.1
    return 0.35 if before.isascii() or after.isascii() else 0.12


# --- headers, footers, page numbers -----------------------------------------------------


def _edge_rows(sheet: Sheet, rows: Sequence[_Row]) -> list[_Row]:
    """Return the rows in the margins: the three outermost of those near an edge."""
    edge = _EDGE * (sheet.top - sheet.bottom)
    head = [row for row in rows[:3] if row.base > sheet.top - edge]
    return head + [row for row in rows[-3:] if row.base < sheet.bottom + edge]


def _key(row: _Row) -> tuple[str, int]:
    text = _DIGITS.sub("0", re.sub(r"\s+", "", row.text))
    return text, round(row.base / 4)


def _repeated(sheets: Sequence[Sheet], rows: Sequence[Sequence[_Row]]) -> set[tuple[str, int]]:
    """Return what stands at one place in the margins of several pages.

    Of three pages or more (left and right pages may differ), and of both where there
    are just two.
    """
    count: Counter[tuple[str, int]] = Counter()
    for sheet, found in zip(sheets, rows, strict=True):
        keys = {_key(row) for row in _edge_rows(sheet, found)}
        # Rounding may split one height in two: the neighbours count as well.
        count.update({(text, at + step) for text, at in keys for step in (-1, 0, 1)})
    least = 3 if len(sheets) > 2 else 2
    return {key for key, times in count.items() if times >= least}


def _is_page_number(text: str, number: int, pages: int) -> bool:
    match = _PAGE_NUMBER.match(text.strip())
    if not match:
        return False
    # A number that is no bare one (- 3 -, 第3页) need not be that of the sheet.
    found = int(match["a"] or match["b"])
    bare = text.strip().isdigit()
    return not bare or found == number or (pages > 2 and found < 2000)


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


def _lines(columns: Sequence[Sequence[_Row]]) -> list[str]:
    pitch = _pitch(columns)
    lines: list[str] = []
    previous: _Row | None = None
    ended = True  # the paragraph before, as far as the layout tells
    for column in columns:
        left, right = _usual_left(column), max(row.right for row in column)
        above: _Row | None = None
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


def _usual_left(column: Sequence[_Row]) -> float:
    """Return where the lines of a column begin: the leftmost place that is no exception."""
    places = Counter(round(row.left) for row in column)
    common = [place for place, times in places.items() if times >= 0.15 * len(column)]
    return min(common) if common else min(row.left for row in column)


def _pitch(columns: Sequence[Sequence[_Row]]) -> float:
    """Return the usual distance of lines in a paragraph, in sizes of their characters."""
    gaps = sorted(
        (above.base - row.base) / max(above.size, row.size)
        for column in columns
        for above, row in pairwise(column)
    )
    return gaps[len(gaps) // 7] if gaps else 1.5


def _is_apart(above: _Row, row: _Row, pitch: float) -> bool:
    size = max(above.size, row.size)
    if (above.base - row.base) / size > 1.25 * pitch:
        return True
    return min(above.size, row.size) < 0.87 * size  # a headline
