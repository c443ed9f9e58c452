"""Documents as columns, as `documents` reads them back."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import chain
from operator import attrgetter

from cntext.lazy import np
from cntext.model import Document
from cntext.store.columns import Array
from cntext.store.naming import pack_json
from cntext.text.characters import HAN_RUN

STRINGS = ("id", "title", "date", "author", "source", "path")
_REGION = attrgetter("start", "end", "role", "rule", "confidence", "level")
_DECISION = attrgetter("rule", "line", "confidence", "text")


def document_columns(documents: Sequence[Document]) -> dict[str, Array]:
    """Return the columns of D ``documents``.

    ``text`` is UTF-8, document d the bytes ``text_bounds[d]:text_bounds[d + 1]``;
    ``characters`` and ``han`` are int64[D]; ``sha256`` 32 bytes of each text;
    ``anchors`` int32 pairs, document d the pairs ``anchors_bounds[d]:[d + 1]``; ``rest``
    the other fields, JSON for each document that has any.
    """
    documents = list(documents)  # those that lie on disk are made once, not for every column
    texts = [document.text.encode("utf-8", "surrogatepass") for document in documents]
    anchors = [document.anchors for document in documents]
    rest = [_rest(document) for document in documents]
    numbers = np.fromiter(
        chain.from_iterable(chain.from_iterable(anchors)), np.int64, 2 * sum(map(len, anchors))
    )
    if len(numbers) and (numbers.min() < 0 or numbers.max() >= 1 << 31):
        raise ValueError("an anchor is beyond 2^31")
    return {
        "text": b"".join(texts),
        "text_bounds": _bounds(map(len, texts), len(texts)),
        "characters": np.fromiter((len(d.text) for d in documents), np.int64, len(documents)),
        "han": han_counts([document.text for document in documents]),
        "sha256": b"".join(hashlib.sha256(text).digest() for text in texts),
        **{name: pack_json([getattr(d, name) for d in documents]) for name in STRINGS},
        "meta": _pack_meta([document.meta for document in documents]),
        "anchors": numbers.astype(np.int32),
        "anchors_bounds": _bounds(map(len, anchors), len(anchors)),
        "rest": b"".join(rest),
        "rest_bounds": _bounds(map(len, rest), len(rest)),
    }


def han_counts(texts: Sequence[str]) -> np.ndarray:
    """Return int64[D]: the Chinese characters of each text."""
    is_han = _han_table()
    counts = (
        np.count_nonzero(is_han[np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")])
        for text in texts
    )
    return np.fromiter(counts, np.int64, len(texts))


@cache
def _han_table() -> np.ndarray:
    """Return bool[0x110000]: which code points are Chinese characters, as said in one place."""
    every = np.arange(0x110000, dtype="<u4").tobytes().decode("utf-32-le", "surrogatepass")
    table = np.zeros(len(every), bool)
    for run in HAN_RUN.finditer(every):
        table[run.start() : run.end()] = True
    return table


def _bounds(lengths: Iterable[int], count: int) -> np.ndarray:
    bounds = np.zeros(count + 1, np.int64)
    np.cumsum(np.fromiter(lengths, np.int64, count), out=bounds[1:])
    return bounds


def _pack_meta(metas: Sequence[Mapping[str, str]]) -> bytes:
    """Return the fields of all documents: their sets of names once, then the values."""
    shapes: dict[tuple[str, ...], int] = {}
    which = [shapes.setdefault(tuple(meta), len(shapes)) for meta in metas]
    values = [list(meta.values()) for meta in metas] if len(shapes) > 1 or () not in shapes else []
    return pack_json([list(shapes), which, values])


def _rest(document: Document) -> bytes:
    """Return what few documents have, as JSON; nothing where there is none of it."""
    found = (
        [*map(_DECISION, document.decisions)],
        [*map(_REGION, document.regions)],
        document.abbreviations,
        [_DECISION(document.split)] if document.split else [],
    )
    return pack_json(found) if any(found) else b""
