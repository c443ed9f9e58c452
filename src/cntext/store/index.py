"""The index: a folder NAME.cnx of parts, and a manifest that says which of them count.

Only the manifest is ever replaced, by renaming a new one over it; parts are written once,
under the hash of what they hold. A reader opens the manifest and works on what that one
names, whatever a writer does meanwhile; it takes no lock. A writer that dies leaves the
old generation whole; what it left behind is removed by the next one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from cntext.errors import Both, CntextError
from cntext.store.checking import check_layer, check_part
from cntext.store.faults import Damaged
from cntext.store.generations import check_target, publish_generation, refused
from cntext.store.lock import TIMEOUT
from cntext.store.manifest import Entry, Manifest, current_manifest
from cntext.store.naming import MANIFEST, PART
from cntext.store.part import PartData, StoredPart, layer_path, open_part

_MISSING = Both("文件不见了", "is missing")


class Index(NamedTuple):
    """An open index: one generation of it, whatever becomes of the folder.

    ``settings`` are what its maker noted for all parts: the options that shaped them.
    """

    path: Path
    manifest: Manifest
    parts: tuple[StoredPart, ...]

    @property
    def settings(self) -> Mapping[str, object]:
        """What the maker noted for all parts."""
        return self.manifest.settings

    @property
    def size(self) -> int:
        """Bytes of all the parts and their layers."""
        layers = (part.layer(name) for part, name in self._layers())
        return sum(part.file.size for part in self.parts) + sum(each.file.size for each in layers)

    @property
    def layers(self) -> dict[str, int]:
        """Tokens by layer, of those that every part has."""
        names = [set(entry.layers) for entry in self.manifest.entries]
        common = sorted(set.intersection(*names)) if names else []
        return {name: sum(part.layer(name).size for part in self.parts) for name in common}

    def _layers(self) -> Iterator[tuple[StoredPart, str]]:
        for part, entry in zip(self.parts, self.manifest.entries, strict=True):
            yield from ((part, name) for name in entry.layers)

    @classmethod
    def open(cls, path: Path) -> Index:
        """Open the index at ``path``.

        Raises `UsageProblem` where there is none, `Damaged` or `Newer` where it cannot be used.
        """
        try:
            tried = None
            while True:
                manifest = current_manifest(path)
                try:
                    return cls(path, manifest, tuple(_opened(path, e) for e in manifest.entries))
                except FileNotFoundError as error:
                    # Not a fault if a writer published meanwhile, and removed the old parts.
                    if manifest.generation == tried:
                        raise Damaged(Path(error.filename), _MISSING) from error
                    tried = manifest.generation
        except OSError as error:
            raise refused(path, error, Both("读不了", "cannot be read")) from error

    def append(self, parts: Iterable[PartData], *, timeout: float = TIMEOUT) -> Index:
        """Publish a new generation with ``parts`` after those there are, and open it.

        ``parts`` are written as they come. Raises `CntextError`; the index is then as it was.
        """
        publish_generation(self.path, parts, None, timeout)
        return Index.open(self.path)

    @classmethod
    def create(
        cls,
        path: Path,
        parts: Iterable[PartData],
        settings: Mapping[str, object],
        *,
        timeout: float = TIMEOUT,
    ) -> Index:
        """Make an index of ``parts`` at ``path``, in place of the one that may be there.

        ``parts`` are written as they come; until the last is there, readers see the old
        index. Raises `UsageProblem` for a path that is something else, `CntextError`
        where it cannot be written.
        """
        check_target(path)
        publish_generation(path, parts, settings, timeout)
        return Index.open(path)

    def check(self) -> Iterator[tuple[str, CntextError | None]]:
        """Check everything, file by file: its name, and what is wrong with it."""
        for part, entry in zip(self.parts, self.manifest.entries, strict=True):
            yield from _checked(part, entry)


def check_index(path: Path) -> Iterator[tuple[str, CntextError | None]]:
    """Check the index at ``path`` as `Index.check` does, also where it cannot be opened.

    Raises what `Index.open` raises, `Damaged` aside.
    """
    try:
        index = Index.open(path)
    except Damaged as error:
        if Path(error.where) == path:
            yield MANIFEST, error
            return
    else:
        yield MANIFEST, None
        yield from index.check()
        return
    yield MANIFEST, None
    for entry in current_manifest(path).entries:
        try:
            part = _opened(path, entry)
        except CntextError as error:
            yield Path(error.where).name, error
        except OSError as error:
            file = Path(error.filename or path / (entry.part + PART))
            yield file.name, refused(file, error, Both("读不了", "cannot be read"))
        else:
            yield from _checked(part, entry)


def _checked(part: StoredPart, entry: Entry) -> Iterator[tuple[str, CntextError | None]]:
    yield part.path.name, _fault(check_part, part)
    for name in entry.layers:
        yield layer_path(part.path, name).name, _fault(check_layer, part, name)


def _fault(check: Callable[..., None], *arguments: object) -> CntextError | None:
    try:
        check(*arguments)
    except CntextError as error:
        return error
    return None


def _opened(path: Path, entry: Entry) -> StoredPart:
    """Open a part and its layers, and see that they are those that the manifest means."""
    part = open_part(path / (entry.part + PART))
    if part.id != entry.part:
        raise part.file.damaged("name")
    for name, identity in entry.layers.items():
        layer = part.layer(name)
        if layer.file.id != identity:
            raise layer.file.damaged("name")
    return part
