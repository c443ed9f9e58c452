"""The index: a folder NAME.cnx of parts, and a manifest that says which of them count.

Only the manifest is ever replaced, by renaming a new one over it; parts are written once,
under the hash of what they hold. A reader opens the manifest and works on what that one
names, whatever a writer does meanwhile; it takes no lock. A writer that dies leaves the
old generation whole; what it left behind is removed by the next one.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from cntext.errors import Both, CntextError, UsageProblem
from cntext.store.checking import check_layer, check_part
from cntext.store.columns import Damaged
from cntext.store.lock import TIMEOUT, locked
from cntext.store.manifest import MANIFEST, Entry, Manifest, read_manifest, write_manifest
from cntext.store.part import (
    LAYER,
    PART,
    PartData,
    StoredPart,
    layer_path,
    open_part,
    pack_part,
)
from cntext.store.publishing import sweep, sync_folder

SUFFIX = ".cnx"
_LOCK = "lock"


@dataclass(frozen=True, slots=True)
class Index:
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
                manifest = _manifest(path)
                try:
                    return cls(path, manifest, tuple(_opened(path, e) for e in manifest.entries))
                except FileNotFoundError as error:
                    # Not a fault if a writer published meanwhile, and removed the old parts.
                    if manifest.generation == tried:
                        name = Path(error.filename or "").name
                        problem = Both(f"缺少文件 {name}", f"the file {name} is missing")
                        raise Damaged(path, problem) from error
                    tried = manifest.generation
        except OSError as error:
            raise _refused(path, error, Both("读不了", "cannot be read")) from error

    def append(self, parts: Iterable[PartData], *, timeout: float = TIMEOUT) -> Index:
        """Publish a new generation with ``parts`` after those there are, and open it.

        ``parts`` are written as they come. Raises `CntextError`; the index is then as it was.
        """
        return _publish(self.path, parts, None, timeout)

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
        _check_target(path)
        return _publish(path, parts, settings, timeout)

    def check(self) -> Iterator[tuple[str, CntextError | None]]:
        """Check everything, file by file: its name, and what is wrong with it."""
        for part in self.parts:
            yield part.path.name, _fault(check_part, part)
        for part, name in self._layers():
            yield part.layer(name).file.path.name, _fault(check_layer, part, name)


def _fault(check: Callable[..., None], *arguments: object) -> CntextError | None:
    try:
        check(*arguments)
    except CntextError as error:
        return error
    return None


def _manifest(path: Path) -> Manifest:
    manifest = read_manifest(path)
    if manifest is None:
        raise UsageProblem(
            str(path),
            Both("不是索引", "is no index"),
            Both("用 cntext index build 建立", "cntext index build makes one"),
        )
    return manifest


def is_index(path: Path) -> bool:
    """Say whether ``path`` is an index, sound or not."""
    return (path / MANIFEST).is_file()


def _check_target(path: Path) -> None:
    """Refuse a path that is something else than an index, or that cannot become one."""
    try:
        if not path.parent.is_dir():
            raise UsageProblem(
                str(path),
                Both(f"文件夹 {path.parent} 不存在", f"folder {path.parent} does not exist"),
                Both("请先建立它", "make it first"),
            )
        if path.exists() and not _is_ours(path):
            raise UsageProblem(
                str(path),
                Both("已存在，而不是索引", "exists and is no index"),
                Both("换一个名字", "choose another name"),
            )
    except OSError as error:
        raise _refused(path, error, Both("读不了", "cannot be read")) from error


def _refused(path: Path, error: OSError, what: Both) -> CntextError:
    """Return the error that says what the system did not do, and why."""
    reason = error.strerror or str(error)
    return CntextError(str(path), Both(f"{what.zh}（{reason}）", f"{what.en} ({reason})"))


def _is_ours(path: Path) -> bool:
    """Say whether a folder holds an index, the rest of one, or nothing."""
    return path.is_dir() and all(_is_piece(item.name) for item in path.iterdir())


def _is_piece(name: str) -> bool:
    return name in {MANIFEST, _LOCK} or name.endswith((PART, LAYER)) or name.startswith(".tmp-")


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


def _publish(
    path: Path,
    parts: Iterable[PartData],
    settings: Mapping[str, object] | None,
    timeout: float,
) -> Index:
    """Write ``parts`` and the manifest that adds them, or with ``settings`` begins anew."""
    made = False
    try:
        with contextlib.suppress(FileExistsError):
            path.mkdir(mode=0o700)
            made = True
        with locked(path / _LOCK, timeout), _tidied(path, made=made) as kept_anyway:
            sweep(path, age=0)
            old = (
                read_manifest(path, torn_is_none=True) if settings is not None else _manifest(path)
            )
            kept_anyway.extend(old.entries if old else ())
            entries = list(old.entries) if old and settings is None else []
            for data in parts:
                entries.append(_add(path, data, {entry.part for entry in entries}))
            sync_folder(path)
            if made:
                sync_folder(path.parent)
            kept = settings if settings is not None else old.settings if old else {}
            manifest = Manifest(old.generation + 1 if old else 1, kept, tuple(entries))
            write_manifest(path, manifest)
            kept_anyway.clear()
        return Index.open(path)
    except OSError as error:
        if made:
            with contextlib.suppress(OSError):  # it stays where there is something in it
                path.rmdir()
        raise _refused(path, error, Both("写不进去", "cannot be written")) from error


def _add(path: Path, data: PartData, present: set[str]) -> Entry:
    packed = pack_part(data)
    if packed.part.id in present:
        raise UsageProblem(
            str(path), Both("这些文档已经在索引里", "these documents are in the index already")
        )
    packed.write(path / (packed.part.id + PART), sync=True)
    layers = {name: layer.id for name, layer in packed.layers.items()}
    return Entry(packed.part.id, layers)


@contextlib.contextmanager
def _tidied(path: Path, *, made: bool) -> Iterator[list[Entry]]:
    """Remove in the end what no manifest names; a folder ``made`` in vain too.

    What is put into the list stays in any case: where publishing failed, it is not known
    which manifest a power loss would leave.
    """
    kept: list[Entry] = []
    try:
        yield kept
    finally:
        with contextlib.suppress(OSError, CntextError):
            manifest = read_manifest(path)
            wanted = {MANIFEST, _LOCK}
            for entry in (*kept, *(manifest.entries if manifest else ())):
                part = path / (entry.part + PART)
                wanted |= {part.name, *(layer_path(part, name).name for name in entry.layers)}
            for item in list(path.iterdir()):
                if item.name not in wanted and _is_piece(item.name):
                    item.unlink(missing_ok=True)
            if manifest is None and made:
                (path / _LOCK).unlink(missing_ok=True)
                path.rmdir()
