"""TSV: CSV with a tab between the cells, whatever else the text may hold."""

from __future__ import annotations

from collections.abc import Iterator

from cntext.read.formats import Part, ReadOptions, delimited


def read(data: bytes, options: ReadOptions) -> Iterator[Part]:
    """Yield a part for each row."""
    return delimited.read(data, options, "\t")
