"""The full check of a part: every byte against its seal, every number counted again."""

from __future__ import annotations

import hashlib

from cntext.lazy import np
from cntext.model import Document
from cntext.store.grams import gram_columns
from cntext.store.layers import Layer, StoredLayer, layer_columns
from cntext.store.part import StoredPart
from cntext.text.characters import count_han


def check_part(part: StoredPart) -> None:
    """Raise `Damaged` unless the documents of ``part`` are whole and agree with their counts."""
    part.file.check()
    _ = part.record
    documents = part.documents
    for d, document in enumerate(documents):
        text = document.text
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
        sound = (
            len(text) == documents.characters[d]
            and count_han(text) == documents.han[d]
            and digest == documents.sha256[d].tobytes()
            and _offsets_fit(document)
        )
        if not sound:
            raise part.file.damaged(f"document {d}")
    again = gram_columns([document.text for document in documents])
    for name, column in again.items():
        if name in part.file and memoryview(column) != part.file.view(name, "<i4"):
            raise part.file.damaged(name)


def _offsets_fit(document: Document) -> bool:
    size = len(document.text)
    offsets = [offset for offset, _ in document.anchors]
    return (
        offsets == sorted(offsets)
        and all(0 <= offset <= size for offset in offsets)
        and all(0 <= region.start <= region.end <= size for region in document.regions)
    )


def check_layer(part: StoredPart, name: str) -> None:
    """Raise `Damaged` unless layer ``name`` of ``part`` is whole, true to the texts and counted right."""
    layer = part.layer(name)
    layer.file.check()
    words, bounds = layer.vocabulary, layer.bounds
    again = layer_columns(
        Layer(words, layer.tokens, layer.starts, bounds, layer.tags, layer.tagset)
    )
    for column, kind in (("freq", "<i8"), ("range", "<i8"), ("kind", "|u1")):
        if memoryview(again[column]) != layer.file.view(column, kind):
            raise layer.file.damaged(column)
    if len(set(words)) != len(words) or not _in_order(layer):
        raise layer.file.damaged("vocabulary")
    for d in range(len(part.documents)):
        first, last = int(bounds[d]), int(bounds[d + 1])
        tokens = [words[i] for i in layer.tokens[first:last].tolist()]
        if not _cut_from(part.documents.text(d), tokens, layer.starts[first:last].tolist()):
            raise layer.file.damaged(f"document {d}")


def _in_order(layer: StoredLayer) -> bool:
    """Say whether the types are numbered in order of first occurrence, none unused."""
    highest = np.maximum.accumulate(np.concatenate(([-1], layer.tokens)))
    return bool((np.diff(highest) <= 1).all() and highest[-1] == layer.types - 1)


def _cut_from(text: str, words: list[str], starts: list[int]) -> bool:
    """Say whether the words stand in ``text`` one after another, white space alone between."""
    end = 0
    for word, start in zip(words, starts, strict=True):
        if start < end or not text.startswith(word, start) or text[end:start].strip():
            return False
        end = start + len(word)
    return not text[end:].strip()
