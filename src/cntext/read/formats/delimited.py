"""CSV: each row a text, the other columns its metadata."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from cntext.errors import Both
from cntext.lazy import pattern
from cntext.read.encoding import Decoded
from cntext.read.formats import Part, ReadOptions, TableHead
from cntext.read.formats.plain import decode_or_refuse
from cntext.read.formats.records import SAMPLE, keys_of, part, text_column
from cntext.read.refusal import Refused

_DELIMITERS = ",;\t|"
_NONE = "\x1f"  # for a table of one column: a character that no text has
_SUBSTITUTE = b"\x1a"  # stands for a NUL until the cells are apart, so that it is counted
_LINE_END = pattern("\r\n|\r|\n")
# Of a cell: the module's own limit is 131,072, and a C long is 32 bits on Windows.
csv.field_size_limit((1 << 31) - 1)


def read(data: bytes, options: ReadOptions, delimiter: str | None = None) -> Iterator[Part]:
    """Yield a part for each row that is not blank; the first line names the columns.

    Quotes as in RFC 4180. A quote inside an unquoted cell, or text after a closing quote
    on the same line, is taken as it stands while the rows keep the width of the heading;
    a quote that is never closed is refused, for it swallows the rows after it.
    """
    first: list[tuple[int, list[str]]] = []
    if isinstance(options.head, TableHead):
        head = options.head
        decoded, had_nul = _decoded(data, options._replace(encoding=head.encoding))
        rows = iter(Rows(io.StringIO(decoded.text, newline=""), head))
        if head.line == 1:
            next(rows)
    else:
        decoded, had_nul = _decoded(data, options)
        lines = list(io.StringIO(decoded.text, newline=""))
        delimiter = delimiter or sniffed(lines)
        by_line = delimiter == "\t" and are_even(lines)
        head = TableHead((), 0, delimiter, by_line, decoded.encoding)
        rows = iter(Rows(lines, head))
        headings = trimmed(next(rows, (0, []))[1])
        if not headings:
            return
        first = list(islice(rows, SAMPLE))
        head = with_headings(head, headings, [row for _, row in first], options)
    keys, text = keys_of(head.headings), head.text
    for number, (start, row) in enumerate(chain(first, rows), start=head.row + 1):
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


def with_headings(
    head: TableHead, headings: list[str], rows: Iterable[list[str]], options: ReadOptions
) -> TableHead:
    """Return ``head`` with the headings, and the text column by the first ``rows``."""
    text = text_column(headings, rows, options.text_column, "--text-column")
    return head._replace(headings=tuple(headings), text=text)


def trimmed(headings: list[str]) -> list[str]:
    """Return the headings without the empty ones at the end, of which Excel writes many."""
    while headings and not headings[-1].strip():
        headings = headings[:-1]
    return headings


def sniffed(lines: list[str]) -> str:
    """Return the delimiter whose rows are most often as wide as the heading, then widest."""
    best, score = _NONE, (0.0, 1)
    for delimiter in _DELIMITERS:
        rows = islice(filter(None, csv.reader(lines[: 5 * SAMPLE], delimiter=delimiter)), SAMPLE)
        widths = list(map(len, rows))
        if widths and widths[0] > 1:
            fit = (widths.count(widths[0]) / len(widths), widths[0])
            best, score = max((best, score), (delimiter, fit), key=lambda found: found[1])
    return best


def are_even(lines: Iterable[str]) -> bool:
    """Say whether every line has as many tabs: then no cell holds one, nor a line end."""
    return len({line.count("\t") for line in lines if line.strip()}) == 1


def _rows_of_lines(lines: Iterable[str], first: int) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of a table whose rows are lines: quotes may well be part of the text."""
    for number, line in enumerate(lines, start=first):
        if line.strip():
            cells = line.rstrip("\r\n").split("\t")
            try:
                row = next(csv.reader([line], delimiter="\t", strict=True))
            except csv.Error:
                row = cells
            yield number, row if len(row) == len(cells) else cells


class Rows:
    """The rows of a table that are not blank lines, each with the line it begins on.

    ``lines`` are asked for one by one. Behind each row, ``done`` is the line of the file that
    it ends on; ``width`` (cells of the headings) and ``stray`` (the last line with a quote out
    of place, 0 if there was none) are what the rows after it must be read with.
    """

    def __init__(self, lines: Iterable[str], head: TableHead) -> None:
        self._lines, self._head = iter(lines), head
        self.done, self.width, self.stray = head.line - 1, head.width, head.stray
        self._held: list[str] = []  # the lines of the row at hand

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        if self._head.by_line:
            for line, row in _rows_of_lines(self._lines, self._head.line):
                self.done = line
                yield line, row
            return
        source = self._holding()
        ended = False
        while not ended:
            reader = csv.reader(source, delimiter=self._head.delimiter, strict=True)
            base = self.done
            try:
                for row in reader:
                    start, self.done = self.done + 1, base + reader.line_num
                    self.width = self.width or len(row)
                    if self.stray and row and len(row) < self.width:
                        raise _unclosed(self.stray)
                    self._held.clear()
                    if row:
                        yield start, row
                ended = True
            except csv.Error as error:
                start, self.done = self.done + 1, base + reader.line_num
                yield start, self._mended(start, error)

    def _holding(self) -> Iterator[str]:
        for line in self._lines:
            self._held.append(line)
            yield line

    def _mended(self, start: int, error: csv.Error) -> list[str]:
        """Return the row on one line that has a quote out of place, as it stands."""
        held, self._held = self._held, []
        row = next(csv.reader(held, delimiter=self._head.delimiter))
        if self.done > start or "end of data" in str(error):
            breaks = [len(_LINE_END.findall(value)) for value in row]
            many = [place for place, count in enumerate(breaks) if count]
            # The last quoted cell of a broken row is the one that was not closed.
            raise _unclosed(start + sum(breaks[: many[-1]] if many else [])) from None
        self.stray = start
        self.width = self.width or len(row)
        if len(row) != self.width:
            raise _unclosed(start) from None
        return row


def _unclosed(line: int) -> Refused:
    return Refused(
        "quote",
        Both(f"第 {line} 行的引号没有配对", f"has a quote on line {line} that is never closed"),
        Both("请补上引号，或写成两个引号", "close it, or double it where it is part of the text"),
    )
