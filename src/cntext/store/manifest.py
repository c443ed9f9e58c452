"""The manifest of an index: one small file that says which parts count.

    cntext index, format 1, written by cntext 0.1.0
    BLAKE2b-128 of the line above and of all below
    JSON

The first two lines are the same in every format, so that an older cntext can say who
wrote what it cannot read.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from cntext import __version__
from cntext.errors import Both, UsageProblem
from cntext.lazy import pattern
from cntext.store.faults import FORMAT, Damaged, Newer
from cntext.store.naming import MANIFEST, pack_json
from cntext.store.part import LAYER_NAME
from cntext.store.publishing import publish, sync_folder

_HEAD = re.compile(rb"cntext index, format (\d{1,9}), written by cntext ([\x21-\x7e]{1,40})\n")
_DIGEST = 16
_ID = pattern(r"[0-9a-f]{32}\Z")


class Entry(NamedTuple):
    """A part of an index: its id, and the ids of its layers by name."""

    part: str
    layers: Mapping[str, str]


class Manifest(NamedTuple):
    """One generation of an index. ``settings`` are whatever its maker noted for all parts.

    ``sums`` are by layer, of those that all parts have: how big the whole is
    (`cntext.corpus.Summary.record`), so that no run need read every vocabulary to say it.
    """

    generation: int
    settings: Mapping[str, object]
    entries: tuple[Entry, ...]
    writer: str = __version__
    sums: Mapping[str, Mapping[str, object]] = {}


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Publish ``manifest``: from here on it is what readers see. Raises `OSError`."""
    head = f"cntext index, format {FORMAT}, written by cntext {manifest.writer}\n".encode()
    body = pack_json(
        {
            "generation": manifest.generation,
            "settings": dict(manifest.settings),
            "parts": [[e.part, dict(e.layers)] for e in manifest.entries],
            "sums": {name: dict(sums) for name, sums in manifest.sums.items()},
        }
    )
    publish(folder / MANIFEST, [head, _sum(head, body), body, b"\n"], sync=True)
    sync_folder(folder)


def read_manifest(folder: Path, *, torn_is_none: bool = False) -> Manifest | None:
    """Return the manifest in ``folder``, None if there is none.

    Raises `Damaged` (with ``torn_is_none`` that is None too), `Newer`, `OSError`.
    """
    try:
        data = (folder / MANIFEST).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    try:
        return _parsed(folder, data)
    except Damaged:
        if torn_is_none:
            return None
        raise


def current_manifest(path: Path) -> Manifest:
    """Return the manifest in ``path``; `UsageProblem` if that is no index."""
    manifest = read_manifest(path)
    if manifest is None:
        raise UsageProblem(
            str(path),
            Both("不是索引", "is no index"),
            Both("用 cntext index build 建立", "cntext index build makes one"),
        )
    return manifest


def _parsed(folder: Path, data: bytes) -> Manifest:
    torn = Damaged(folder, Both("清单损坏", "the manifest is damaged"))
    head = _HEAD.match(data)
    if head is None:
        raise torn
    middle = head.end() + 2 * _DIGEST + 1
    body = data[middle:].removesuffix(b"\n")
    if data[head.end() : middle] != _sum(head[0], body) or data[-1:] != b"\n":
        raise torn
    if int(head[1]) > FORMAT:
        raise Newer(folder, int(head[1]), head[2].decode("ascii"))
    try:
        found = json.loads(body.decode("utf-8", "surrogatepass"))
        entries = tuple(_entry(*item) for item in found["parts"])
        generation = int(found["generation"])
        settings = dict(found["settings"])
        sums = {name: dict(each) for name, each in found.get("sums", {}).items()}
    except (
        ValueError,
        OverflowError,
        KeyError,
        TypeError,
        AttributeError,
        RecursionError,
    ) as error:
        raise torn from error
    return Manifest(generation, settings, entries, head[2].decode("ascii"), sums)


def _entry(part: str, layers: Mapping[str, str]) -> Entry:
    """Return an entry; its names become paths, so they must be what we would have written."""
    names = all(LAYER_NAME.match(name) for name in layers)
    if not names or not all(map(_ID.match, [part, *layers.values()])):
        raise ValueError(part)
    return Entry(part, dict(layers))


def _sum(head: bytes, body: bytes) -> bytes:
    return hashlib.blake2b(head + body, digest_size=_DIGEST).hexdigest().encode() + b"\n"
