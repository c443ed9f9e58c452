"""CSV: each row a text, the other columns its metadata."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import chain, islice

from cntext.errors import Both
from cntext.lazy import pattern
from cntext.read.encoding import Decoded
from cntext.read.formats import Part, ReadOptions
from cntext.read.formats.plain import decode_or_refuse
from cntext.read.formats.records import SAMPLE, keys_of, part, text_column
from cntext.read.refusal import Refused

_DELIMITERS = ",;\t|"
_NONE = "\x1f"  # for a table of one column: a character that no text has
_SUBSTITUTE = b"\x1a"  # stands for a NUL until the cells are apart, so that it is counted
_LINE_END = pattern("\r\n|\r|\n")
_LIMIT = (1 << 31) - 1  # of a cell; the module's own is 131,072, and a C long is 32 bits on Windows


def read(data: bytes, options: ReadOptions, delimiter: str | None = None) -> Iterator[Part]:
    """Yield a part for each row that is not blank; the first line names the columns.

    Quotes as in RFC 4180. A quote inside an unquoted cell, or text after a closing quote
    on the same line, is taken as it stands while the rows keep the width of the heading;
    a quote that is never closed is refused, for it swallows the rows after it.
    """
    csv.field_size_limit(_LIMIT)
    decoded, had_nul = _decoded(data, options)
    lines = list(io.StringIO(decoded.text, newline=""))
    delimiter = delimiter or _sniffed(lines)
    one_a_line = delimiter == "\t" and _are_even(lines)
    rows = _rows_of_lines(lines) if one_a_line else _rows(lines, delimiter)
    _, headings = next(rows, (0, []))
    headings = _trimmed(headings)
    if not headings:
        return
    keys = keys_of(headings)
    head = list(islice(rows, SAMPLE))
    text = text_column(headings, (row for _, row in head), options.text_column, "--text-column")
    for number, (start, row) in enumerate(chain(head, rows), start=1):
        damage = sum(value.count("\ufffd") for value in row) if decoded.replaced else 0
        values = row
        if had_nul:
            values = [value.replace("\x1a", "") for value in row]
            damage += sum(map(len, row)) - sum(map(len, values))
        if any(map(str.strip, values)):
            yield part(
                keys,
                values,
                text,
                str(number),
                line=start + sum(len(_LINE_END.findall(value)) for value in row[:text]),
                encoding=decoded.encoding,
                replaced=damage,
            )


def _decoded(data: bytes, options: ReadOptions) -> tuple[Decoded, bool]:
    """Decode; a few NUL bytes among text are damage, many are no text at all."""
    try:
        return decode_or_refuse(data, options), False
    except Refused as refused:
        if refused.code != "binary" or data.count(0) > len(data) // 10:
            raise
        return decode_or_refuse(data.replace(b"\0", _SUBSTITUTE), options), True


def _trimmed(headings: list[str]) -> list[str]:
    """Return the headings without the empty ones at the end, of which Excel writes many."""
    while headings and not headings[-1].strip():
        headings = headings[:-1]
    return headings


def _sniffed(lines: list[str]) -> str:
    """Return the delimiter whose rows are most often as wide as the heading, then widest."""
    best, score = _NONE, (0.0, 1)
    for delimiter in _DELIMITERS:
        rows = islice(filter(None, csv.reader(lines[: 5 * SAMPLE], delimiter=delimiter)), SAMPLE)
        widths = list(map(len, rows))
        if widths and widths[0] > 1:
            fit = (widths.count(widths[0]) / len(widths), widths[0])
            best, score = max((best, score), (delimiter, fit), key=lambda found: found[1])
    return best


def _are_even(lines: list[str]) -> bool:
    """Say whether every line has as many tabs: then no cell holds one, nor a line end."""
    return len({line.count("\t") for line in lines if line.strip()}) == 1


def _rows_of_lines(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of a table whose rows are lines: quotes may well be part of the text."""
    for number, line in enumerate(lines, start=1):
        if line.strip():
            cells = line.rstrip("\r\n").split("\t")
            try:
                row = next(csv.reader([line], delimiter="\t", strict=True))
            except csv.Error:
                row = cells
            yield number, row if len(row) == len(cells) else cells


def _rows(lines: list[str], delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each row that is not a blank line with the line it begins on."""
    source = iter(lines)
    done = width = stray = 0
    while done < len(lines):
        reader = csv.reader(source, delimiter=delimiter, strict=True)
        base = done
        try:
            for row in reader:
                start, done = done + 1, base + reader.line_num
                width = width or len(row)
                if stray and row and len(row) < width:
                    raise _unclosed(stray)
                if row:
                    yield start, row
        except csv.Error as error:
            start, done = done + 1, base + reader.line_num
            if done > start or "end of data" in str(error):
                raise _unclosed(_opened(lines, delimiter, start, done)) from None
            stray = start
            row = next(csv.reader(lines[start - 1 : done], delimiter=delimiter))
            width = width or len(row)
            if len(row) != width:
                raise _unclosed(stray) from None
            yield start, row


def _opened(lines: list[str], delimiter: str, start: int, end: int) -> int:
    """Return the line on which the last quoted cell of a broken row began."""
    row = next(csv.reader(lines[start - 1 : end], delimiter=delimiter))
    breaks = [len(_LINE_END.findall(value)) for value in row]
    many = [place for place, count in enumerate(breaks) if count]
    return start + sum(breaks[: many[-1]] if many else [])


def _unclosed(line: int) -> Refused:
    return Refused(
        "quote",
        Both(f"第 {line} 行的引号没有配对", f"has a quote on line {line} that is never closed"),
        Both("请补上引号，或写成两个引号", "close it, or double it where it is part of the text"),
    )
