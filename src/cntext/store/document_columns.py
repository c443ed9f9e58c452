"""Documents as columns, as `documents` reads them back."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, chain
from operator import attrgetter

from cntext.model import Document
from cntext.store.columns import Array
from cntext.store.naming import pack_json
from cntext.text.codes import han_and_letters

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
    try:
        numbers = array("i", chain.from_iterable(chain.from_iterable(anchors)))
    except OverflowError as error:
        raise ValueError("an anchor is beyond 2^31") from error
    if len(numbers) and min(numbers) < 0:
        raise ValueError("an anchor is before its text")
    return {
        "text": b"".join(texts),
        "text_bounds": _bounds(map(len, texts)),
        "characters": array("q", (len(d.text) for d in documents)),
        "han": array("q", (han_and_letters(d.text)[0] for d in documents)),
        "sha256": b"".join(hashlib.sha256(text).digest() for text in texts),
        **{name: pack_json([getattr(d, name) for d in documents]) for name in STRINGS},
        "meta": _pack_meta([document.meta for document in documents]),
        "anchors": numbers,
        "anchors_bounds": _bounds(map(len, anchors)),
        "rest": b"".join(rest),
        "rest_bounds": _bounds(map(len, rest)),
    }


def _bounds(lengths: Iterable[int]) -> Array:
    return array("q", accumulate(lengths, initial=0))


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
