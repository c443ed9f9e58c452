"""Counts as rows that Spark can carry: pickled, in chunks, each with its place in the order."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

# kind: what the row is of; bucket: where it is merged; place: its turn there; chunk: of one value.
SCHEMA = "kind int, bucket int, place long, chunk int, body binary"
ORDER = ("kind", "bucket", "place", "chunk")
_CHUNK = 16 << 20  # bytes in one row: Arrow's batches are held whole

COUNTS, REST, ERROR, PARTS, LACKING, HASHES, CHOSEN = range(7)


class Row(NamedTuple):
    """One row of `SCHEMA`."""

    kind: int
    bucket: int
    place: int
    chunk: int
    body: bytes


def rows_of(kind: int, bucket: int, place: int, value: object) -> Iterator[Row]:
    """Yield ``value`` in rows."""
    body = pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
    for chunk, start in enumerate(range(0, len(body), _CHUNK)):
        yield Row(kind, bucket, place, chunk, body[start : start + _CHUNK])


def values_of(rows: Iterable[Row]) -> Iterator[tuple[int, int, int, Any]]:
    """Yield (kind, bucket, place, value) of rows in `ORDER`."""
    head: tuple[int, int, int] | None = None
    body = bytearray()
    for row in rows:
        if head is not None and row[:3] != head:
            yield (*head, pickle.loads(bytes(body)))  # noqa: S301 (made by a worker of this job)
            body = bytearray()
        head = row[:3]
        body += row.body
    if head is not None:
        yield (*head, pickle.loads(bytes(body)))  # noqa: S301


def from_batches(batches: Iterable[Any]) -> Iterator[Row]:
    """Yield the rows of record batches in `SCHEMA`."""
    for batch in batches:
        columns = [batch.column(name).to_pylist() for name in Row._fields]
        yield from map(Row._make, zip(*columns, strict=True))


def as_batches(rows: Iterable[Row]) -> Iterator[Any]:
    """Yield record batches in `SCHEMA`, one a row: a row may be as large as a batch should be."""
    import pyarrow as pa

    kinds = (pa.int32(), pa.int32(), pa.int64(), pa.int32(), pa.binary())
    schema = pa.schema(list(zip(Row._fields, kinds, strict=True)))
    for row in rows:
        columns = [pa.array([value], kind) for value, kind in zip(row, kinds, strict=True)]
        yield pa.RecordBatch.from_arrays(columns, schema=schema)
