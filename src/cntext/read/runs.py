"""A very long file of JSON Lines in runs of whole lines, each read by itself as part of the file."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import PurePath

from cntext.read.formats import ReadOptions
from cntext.read.paths import LONG, Source
from cntext.read.pieces import PIECE, is_wide

_SUFFIXES = frozenset({".jsonl", ".ndjson"})
_LONGEST = 32 << 20  # bytes of a line; twice as many as a record may have
_LINE_END = re.compile(rb"\r\n|[\r\n]")


def in_runs(source: Source, options: ReadOptions) -> tuple[Source, ...] | None:
    """Return the runs of a file of JSON Lines of over 64 MB; None for any other source.

    Each ends with a line and has about 4 MB. The records come out as if the file were read
    whole: the first of them say once which field is the text, and a record has the number
    of its line in the file. A file in UTF-16 or UTF-32, or whose first records are none, is
    left whole. Raises `OSError`.
    """
    if source.size <= LONG or PurePath(source.id.lower()).suffix not in _SUFFIXES:
        return None
    from cntext.read.formats.jsonish import head_of
    from cntext.read.formats.records import SAMPLE

    with open(source.path, "rb") as stream:
        first = list(islice(iter(lambda: stream.readline(_LONGEST), b""), SAMPLE + 1))
    if is_wide(first[0][:4]) or any(len(line) >= _LONGEST for line in first):
        return None
    head = head_of(b"".join(first), options)
    if head is None:
        return None
    digest = hashlib.sha256()
    borders = list(_borders(source.path, digest))
    if not borders or borders[-1][0] != source.size:  # a line too long, or the file has changed
        return None
    whole = digest.hexdigest(), source.size
    starts = [(0, 1), *borders[:-1]]
    return tuple(
        source._replace(
            size=end - start,
            start=start,
            line=line,
            whole=whole,
            head=head._replace(line=line),
        )
        for (start, line), (end, _) in zip(starts, borders, strict=True)
    )


def _borders(path: str, digest: hashlib._Hash) -> Iterator[tuple[int, int]]:
    """Yield where each run ends, and the line that begins there."""
    done, line, rest = 0, 1, b""
    with open(path, "rb") as stream:
        while True:
            end = rest.find(b"\n", PIECE) + 1
            if end:
                done, line = done + end, line + len(_LINE_END.findall(rest, 0, end))
                yield done, line
                rest = rest[end:]
                continue
            data = stream.read(PIECE)
            digest.update(data)
            rest += data
            if len(rest) > _LONGEST:
                return
            if not data:
                if rest:
                    yield done + len(rest), line
                return
