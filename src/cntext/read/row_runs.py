"""A very long CSV or TSV in runs of whole rows, each read by itself as part of the file."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import PurePath
from typing import BinaryIO

from cntext.read.encoding import SAMPLE as JUDGED
from cntext.read.encoding import NotText, decode, is_utf8_among_others
from cntext.read.formats import ReadOptions, TableHead
from cntext.read.paths import LONG, Source
from cntext.read.pieces import PIECE
from cntext.read.refusal import Refused

_DELIMITERS = {".csv": "", ".tsv": "\t"}  # "": to be found out
_LONGEST = 32 << 20  # bytes of a row
# In these a byte below 0x30 is what it is in ASCII: lines can be told before they are decoded.
_ENCODINGS = frozenset({"utf-8", "gb18030", "big5", "big5hkscs"})


def in_row_runs(source: Source, options: ReadOptions) -> tuple[Source, ...] | None:
    """Return the runs of a CSV or TSV of over 64 MB; None for any other source.

    Each ends with a row and has about 4 MB. The rows come out as if the file were read
    whole: which column is the text was decided by the first of them, and a row has the
    number that it has in the file, and its line. A file is left whole that has damaged or
    no known characters, a row of over 32 MB, or a quote that is never closed: reading it
    whole says what is wrong. Raises `OSError`.
    """
    suffix = PurePath(source.id.lower()).suffix
    if source.size <= LONG or suffix not in _DELIMITERS:
        return None
    from cntext.read.formats.delimited import are_even, sniffed
    from cntext.read.formats.records import SAMPLE

    try:
        with open(source.path, "rb") as stream:
            encoding = _encoding(stream.read(PIECE), options)
            lines = _Lines(stream, encoding)
            delimiter = _DELIMITERS[suffix] or sniffed(list(islice(lines, 5 * SAMPLE)))
            by_line = delimiter == "\t" and are_even(_Lines(stream, encoding))
            head = TableHead((), 0, delimiter, by_line, encoding)
            lines = _Lines(stream, encoding)
            head, borders = _borders(lines, head, options)
    except (_Unfit, NotText, Refused, UnicodeError):
        return None
    if lines.done != source.size:  # it has changed
        return None
    whole = lines.digest.hexdigest(), source.size
    starts = [_Border(0, head.line, 0, 0, 0), *borders]
    ends = [border.start for border in borders] + [source.size]
    return tuple(
        source._replace(
            size=end - border.start,
            start=border.start,
            line=border.line,
            whole=whole,
            head=head._replace(
                line=border.line, row=border.row, width=border.width, stray=border.stray
            ),
        )
        for border, end in zip(starts, ends, strict=True)
    )


class _Unfit(Exception):
    """The file cannot be read in runs."""


@dataclass(frozen=True, slots=True)
class _Border:
    """Where a run begins, and what its rows must be read with (`TableHead`)."""

    start: int
    line: int
    row: int
    width: int
    stray: int


def _encoding(beginning: bytes, options: ReadOptions) -> str:
    """Return the encoding that the lines at the beginning are in."""
    end = beginning.rfind(b"\n") + 1
    found = decode(beginning[:end], options.encoding)
    if not end or found.encoding not in _ENCODINGS:
        raise _Unfit
    judged = len(found.text) - len(found.text.encode("ascii", "ignore"))
    if found.encoding != "utf-8" and not options.encoding and judged < JUDGED:
        raise _Unfit  # the characters that tell GB18030 from Big5 stand further on
    return found.encoding


class _Lines:
    """The lines of a file from its beginning, decoded; ``done`` bytes hold those given so far.

    That is exact while ``at_end`` is true: a line as Python's csv has it may end with a
    carriage return alone.
    """

    def __init__(self, stream: BinaryIO, encoding: str) -> None:
        stream.seek(0)
        self._stream, self._encoding = stream, encoding
        self.digest = hashlib.sha256()
        self.done = self.row = 0  # ``row``: where the row at hand begins
        self.at_end = True

    def __iter__(self) -> Iterator[str]:
        for data in iter(lambda: self._stream.readline(_LONGEST), b""):
            self.digest.update(data)
            text = data.decode(self._encoding)
            if not self.done:
                text = text.lstrip("\ufeff")
            elif self._encoding != "utf-8" and is_utf8_among_others(data):
                raise _Unfit
            if b"\0" in data or self.done + len(data) - self.row >= _LONGEST:
                raise _Unfit
            if text.count("\r") > text.endswith("\r\n"):
                *parts, text = io.StringIO(text, newline="")
                self.at_end = False
                yield from parts
            self.done += len(data)
            self.at_end = True
            yield text


def _borders(
    lines: _Lines, head: TableHead, options: ReadOptions
) -> tuple[TableHead, list[_Border]]:
    """Return the head of all runs, and where those begin that do not begin the file."""
    from cntext.read.formats.delimited import Rows, trimmed, with_headings
    from cntext.read.formats.records import SAMPLE

    rows = Rows(lines, head)
    found: list[_Border] = []
    first: list[list[str]] = []
    last = 0
    headings: list[str] = []
    for number, (_, row) in enumerate(rows):
        lines.row = lines.done
        if not number:
            headings = trimmed(row)
        elif len(first) < SAMPLE:
            first.append(row)
        if lines.at_end and lines.done - last >= PIECE:
            last = lines.done
            found.append(_Border(last, rows.done + 1, number, rows.width, rows.stray))
    if found and last == lines.done:  # nothing is left for another run
        del found[-1]
    # `Refused` where there are no headings, as where they name no text.
    return with_headings(head, headings, first, options), found
