"""Parquet: each row a text, the other columns its metadata."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable, Iterator

from cntext.errors import Both
from cntext.read import child
from cntext.read.archives import damaged
from cntext.read.formats import Part, ReadOptions
from cntext.read.formats.records import SAMPLE, cell, keys_of, part, text_column
from cntext.read.refusal import Refused, missing_extra

_MAGIC = b"PAR1"


def read(data: bytes, options: ReadOptions) -> Iterable[Part]:
    """Yield a part for each row."""
    if len(data) < 12 or not (data.startswith(_MAGIC) and data.endswith(_MAGIC)):
        raise damaged("Parquet")
    return child.parse("parquet", data, options)


def parse(data: bytes, options: ReadOptions) -> Iterator[Part]:
    """Read the table and yield a part for each of its rows, numbered from 1."""
    # Each thread maps memory of its own, and the child has 1.5 GB of addresses.
    os.environ.setdefault("POLARS_MAX_THREADS", "1")
    try:
        import polars
    except ImportError:
        raise missing_extra("tables", "polars") from None
    try:
        frame = polars.read_parquet(io.BytesIO(data))
    except (polars.exceptions.PolarsError, polars.exceptions.PanicException, OSError, ValueError):
        raise damaged("Parquet") from None
    if frame.estimated_size() > options.max_unpacked:
        size = f"{options.max_unpacked >> 20} MB"
        raise Refused(
            "bomb",
            Both(f"解开后超过 {size}", f"unpacks to more than {size}"),
            Both("请拆成几个文件", "split it into several files"),
        )
    head = [list(map(cell, row)) for row in frame.head(SAMPLE).iter_rows()]
    text = text_column(frame.columns, head, options.text_column, "--text-column")
    keys = keys_of(frame.columns)
    for number, row in enumerate(frame.iter_rows(), start=1):
        yield part(keys, list(map(cell, row)), text, str(number))
