"""A very long text in pieces: cut where nothing is lost, each read as a document of its own."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from cntext.errors import Both
from cntext.read.formats import is_plain
from cntext.read.paths import LONG, Source

PIECE = 4 << 20  # of each, and up to twice as much to find a place to cut
_CHUNK = 1 << 20
_LINE = b"\n"
_PARAGRAPH = re.compile(rb"\n[ \t\r]*\n")
# In UTF-8: 。！？ and the marks that may close behind them; then whatever is not written with.
_SENTENCE = re.compile(rb"(?:\xe3\x80\x82|\xef\xbc\x81|\xef\xbc\x9f)(?:\xe2\x80[\x99\x9d])*")
_APART = re.compile(rb"[ \t]|\xe3\x80\x80|\xef\xbc\x8c|\xe3\x80\x81")


@dataclass(frozen=True, slots=True)
class Long:
    """A text that is read in pieces, and the line that says so."""

    sources: tuple[Source, ...]
    remark: Both


def in_pieces(source: Source) -> Long | None:
    """Return the pieces of a plain text of over 64 MB; None for any other source.

    Each ends with a paragraph, else a line, else a sentence, else between two words that
    white space or a comma parts, looked for behind its first 4 MB; in UTF-8 else between
    any two characters. A text in UTF-16 or UTF-32, or one without a line end in another
    encoding, is left whole. Raises `OSError`.
    """
    if source.size <= LONG or not is_plain(source.id):
        return None
    digest = hashlib.sha256()
    borders = list(_borders(source.path, digest))
    if len(borders) < 2:
        return None
    sha = digest.hexdigest()
    starts = [(0, 1), *borders[:-1]]
    sources = tuple(
        source._replace(
            id=f"{source.id}#{number}",
            size=end - start,
            start=start,
            line=line,
            whole=(sha, source.size),
        )
        for number, ((start, line), (end, _)) in enumerate(
            zip(starts, borders, strict=True), start=1
        )
    )
    n = len(sources)
    remark = Both(
        f"{source.path}：超过 {LONG >> 20} MB，分成 {n} 段读入，文档数按段计",
        f"{source.path}: over {LONG >> 20} MB, read as {n} pieces; Range counts the pieces",
    )
    return Long(sources, remark)


def _borders(path: str, digest: hashlib._Hash) -> Iterator[tuple[int, int]]:
    """Yield where each piece ends, and the line that begins there; nothing if it is one piece."""
    done, line = 0, 1
    rest = b""
    with open(path, "rb") as stream:
        while True:
            data = stream.read(2 * PIECE - len(rest))
            digest.update(data)
            rest += data
            if not rest:
                return
            if not done and is_wide(rest[:4]):
                return
            size = len(rest) if len(rest) < 2 * PIECE else _cut(rest)
            if not size:
                return
            done += size
            line += rest.count(_LINE, 0, size)
            yield done, line
            rest = rest[size:]


def is_wide(head: bytes) -> bool:
    """Say whether a file that begins with ``head`` is in UTF-16 or UTF-32."""
    return head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in head


def _cut(data: bytes) -> int:
    """Return the end of the piece that ``data`` begins with; 0 if there is no safe place."""
    for mark in (_PARAGRAPH, re.compile(_LINE)):
        if found := mark.search(data, PIECE):
            return found.end()
    head = data[:_CHUNK]
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < len(head) - 4:  # no UTF-8: its marks would be found in the midst of others
            return 0
    for mark in (_SENTENCE, _APART):
        if found := mark.search(data, PIECE):
            return found.end()
    end = len(data)
    while end and data[end - 1] & 0xC0 == 0x80:
        end -= 1
    return max(end - 1, 0)  # before the character that the data may end in the midst of
