"""A part: some documents of a corpus and their tokens, in files that never change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from cntext.columnar import ColumnCorpus
from cntext.corpus import Corpus
from cntext.lazy import pattern
from cntext.model import Document
from cntext.store.columns import ColumnFile, Packed, pack
from cntext.store.document_columns import document_columns
from cntext.store.documents import StoredDocuments
from cntext.store.grams import gram_columns
from cntext.store.layers import Layer, StoredLayer, layer_columns, layer_sizes
from cntext.store.naming import LAYER, pack_json

LAYER_NAME = pattern(r"[a-z0-9][a-z0-9-]{0,63}\Z")


class PartData(NamedTuple):
    """What a part is made of: documents, their tokens by layer, and a record for its maker.

    ``record`` is whatever JSON can hold: what became of the inputs, counts of changes.
    """

    documents: Sequence[Document]
    layers: Mapping[str, Layer] = {}
    record: Mapping[str, object] = {}


class PackedPart(NamedTuple):
    """A part and its layers, ready to be written. ``layers`` are the files by layer."""

    part: Packed
    layers: Mapping[str, Packed]

    def write(self, path: Path, *, sync: bool) -> None:
        """Publish the layers, then the part: where it is, its layers are. Raises `OSError`."""
        for name, layer in self.layers.items():
            layer.write(layer_path(path, name), sync=sync)
        self.part.write(path, sync=sync)


def pack_part(data: PartData, *, index: bool = False) -> PackedPart:
    """Return ``data`` as files; `ValueError` for what cannot be stored.

    That of an ``index`` has what answers single questions: grams, and seals of blocks.
    """
    columns = document_columns(data.documents)
    if index:
        columns |= gram_columns([document.text for document in data.documents])
    columns["record"] = pack_json(dict(data.record))
    part = pack("part", columns, {"documents": len(data.documents)}, blocks=index)
    layers = {
        name: _pack_layer(part.id, len(data.documents), name, layer, index)
        for name, layer in data.layers.items()
    }
    return PackedPart(part, layers)


def write_part(path: Path, data: PartData, *, sync: bool = False) -> str:
    """Write the part at ``path`` (its name ends in .part) and its layers beside it; return its id.

    Each file appears whole. Raises `OSError`; `ValueError` for what cannot be stored.
    """
    packed = pack_part(data)
    packed.write(path, sync=sync)
    return packed.part.id


def open_part(path: Path, *, check: bool = False) -> StoredPart:
    """Open the part at ``path``. Raises `Damaged`, `Newer`, or `OSError` where there is none.

    With ``check``, every byte is checked at once, and of a layer when that is opened: damage
    shows itself here and not in the middle of some work.
    """
    file = ColumnFile(path, "part")
    if check:
        file.check()
    return StoredPart(file, check=check)


def layer_path(path: Path, name: str) -> Path:
    """Return where layer ``name`` of the part at ``path`` lies."""
    if not LAYER_NAME.match(name):
        raise ValueError(f"no layer is called {name!r}")
    return path.with_name(f"{path.stem}.{name}{LAYER}")


class StoredPart:
    """An open part. What it is asked for is read and checked then, and no sooner."""

    def __init__(self, file: ColumnFile, *, check: bool = False) -> None:
        self.file = file
        self._check = check
        count = file.about.get("documents")
        if not isinstance(count, int) or count < 0:
            raise file.damaged("header")
        self.documents = StoredDocuments(file, count)
        self._layers: dict[str, StoredLayer] = {}

    def __reduce__(self) -> tuple[Any, ...]:
        """Send where it lies: another process opens it for itself."""
        return open_part, (self.path,)

    @property
    def path(self) -> Path:
        """Where it lies."""
        return self.file.path

    @property
    def id(self) -> str:
        """A hash of all that the part holds, its layers aside."""
        return self.file.id

    @property
    def record(self) -> dict[str, Any]:
        """What its maker noted."""
        found = self.file.json("record")
        if not isinstance(found, dict):
            raise self.file.damaged("record")
        return found

    @property
    def layers(self) -> tuple[str, ...]:
        """The names of its layers, in order of name."""
        names = (p.name for p in self.path.parent.glob(f"{self.path.stem}.*{LAYER}"))
        return tuple(sorted(name.split(".")[-2] for name in names))

    def layer(self, name: str) -> StoredLayer:
        """Return a layer. Raises `Damaged`, `Newer`, or `OSError` where there is none."""
        if name not in self._layers:
            layer = StoredLayer(ColumnFile(layer_path(self.path, name), "layer"))
            whose = (layer.part, layer.name, layer.documents)
            if whose != (self.id, name, len(self.documents)):
                raise layer.file.damaged("part")
            if self._check:
                layer.file.check()
            self._layers[name] = layer
        return self._layers[name]

    def add_layer(self, name: str, layer: Layer, *, sync: bool = False) -> StoredLayer:
        """Write a layer beside the part and return it, opened. Raises as `write_part` does."""
        packed = _pack_layer(self.id, len(self.documents), name, layer)
        packed.write(layer_path(self.path, name), sync=sync)
        self._layers.pop(name, None)
        return self.layer(name)

    def remove_layer(self, name: str) -> None:
        """Remove a layer; what has it open goes on to."""
        self._layers.pop(name, None)
        layer_path(self.path, name).unlink(missing_ok=True)

    def corpus(self, name: str) -> Corpus:
        """Return documents and tokens as a corpus whose columns lie in the files."""
        return ColumnCorpus.of(self.documents, self.layer(name))


def _pack_layer(part: str, documents: int, name: str, layer: Layer, index: bool = False) -> Packed:
    if len(layer.bounds) != documents + 1:
        raise ValueError(f"layer {name!r} has {len(layer.bounds) - 1} documents, not {documents}")
    about = {"part": part, "name": name, **layer_sizes(layer)}
    return pack("layer", layer_columns(layer), about, blocks=index)
