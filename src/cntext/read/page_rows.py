"""Pieces of text on pages → their rows, without what the pages repeat at their edges.

Points, y upwards, as in PDF. Running heads, feet and page numbers stand in the margins;
they are taken out, so that the text can go on from one page to the next.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from cntext.lazy import pattern
from cntext.text.characters import HAN

_DIGITS = pattern(r"\d+")
_PAGE_NUMBER = pattern(
    r"[-—–·•~～ ]*(?:第?\s*(?P<a>\d{1,4})\s*页?|page\s*(?P<b>\d{1,4}))"
    r"(?:\s*(?:[/／,，]|of|共)?\s*共?\s*\d{1,4}\s*页?)?[-—–·•~～ ]*\Z",
    re.IGNORECASE,
)
_EDGE = 0.12  # of the page's height; margins are 6 to 10 %, the text stands inside them


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
class Row:
    """Pieces on one baseline, from left to right."""

    pieces: tuple[Piece, ...]
    text: str
    left: float
    right: float
    base: float
    size: float


def body_rows(sheets: Sequence[Sheet]) -> list[list[Row]]:
    """Return the rows of each page, from the top, without heads, feet and page numbers."""
    rows = [rows_of(_merged(sheet.pieces)) for sheet in sheets]
    repeated = _repeated(sheets, rows)
    kept: list[list[Row]] = []
    for number, (sheet, found) in enumerate(zip(sheets, rows, strict=True)):
        out = {
            id(row)
            for row in _edge_rows(sheet, found)
            if _key(row) in repeated or _is_page_number(row.text, number + 1, len(sheets))
        }
        kept.append([row for row in found if id(row) not in out])
    return kept


# --- rows -------------------------------------------------------------------------------


def rows_of(pieces: Iterable[Piece]) -> list[Row]:
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
    for row in rows_of(pieces):
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


def _row(pieces: list[Piece]) -> Row:
    text = pieces[0].text
    for before, piece in pairwise(pieces):
        text += _between(before, piece) + piece.text
    return Row(
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


def _edge_rows(sheet: Sheet, rows: Sequence[Row]) -> list[Row]:
    """Return the rows in the margins: the three outermost of those near an edge."""
    edge = _EDGE * (sheet.top - sheet.bottom)
    head = [row for row in rows[:3] if row.base > sheet.top - edge]
    return head + [row for row in rows[-3:] if row.base < sheet.bottom + edge]


def _key(row: Row) -> tuple[str, int]:
    text = _DIGITS.sub("0", re.sub(r"\s+", "", row.text))
    return text, round(row.base / 4)


def _repeated(sheets: Sequence[Sheet], rows: Sequence[Sequence[Row]]) -> set[tuple[str, int]]:
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
