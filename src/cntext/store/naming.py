"""Names of what is stored: files by what they are, entries of the cache by what shaped them."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

MANIFEST = "manifest"  # of an index
PART, LAYER = ".part", ".layer"


def is_index(path: Path) -> bool:
    """Say whether ``path`` is an index, sound or not."""
    return (path / MANIFEST).is_file()


def pack_json(value: object) -> bytes:
    """Return ``value`` as compact JSON in UTF-8; lone surrogates pass."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def key(*things: object) -> str:
    """Return a name for ``things`` (what JSON can hold): equal for equal ones, else another."""
    text = pack_json([_sorted(thing) for thing in things])
    return hashlib.blake2b(text, digest_size=16).hexdigest()


def _sorted(thing: object) -> object:
    """Return ``thing`` with the keys of its mappings in order."""
    if isinstance(thing, dict):
        return {name: _sorted(thing[name]) for name in sorted(thing)}
    if isinstance(thing, list | tuple):
        return [_sorted(each) for each in thing]
    return thing
