"""A very long file as several sources: pieces of a text, runs of records or rows."""

from __future__ import annotations

from cntext.errors import Both
from cntext.read.formats import ReadOptions
from cntext.read.paths import LONG, Source


def parted(source: Source, options: ReadOptions) -> tuple[tuple[Source, ...], Both | None]:
    """Return what a file is read as, itself if it is not long, and what must be said of that.

    Raises `OSError`.
    """
    if source.size <= LONG:
        return (source,), None
    from cntext.read.pieces import in_pieces
    from cntext.read.row_runs import in_row_runs
    from cntext.read.runs import in_runs

    if long := in_pieces(source):
        return long.sources, long.remark
    return in_runs(source, options) or in_row_runs(source, options) or (source,), None
