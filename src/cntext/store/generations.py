"""Writing an index: the next generation, whole or not at all, and what writers left behind."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from cntext.errors import Both, CntextError, UsageProblem, cause
from cntext.store.lock import locked
from cntext.store.manifest import (
    Entry,
    Manifest,
    current_manifest,
    read_manifest,
    write_manifest,
)
from cntext.store.naming import LAYER, MANIFEST, PART
from cntext.store.part import PartData, layer_path, open_part, pack_part
from cntext.store.publishing import sweep, sync_folder

_LOCK = "lock"


def publish_generation(
    path: Path,
    parts: Iterable[PartData],
    settings: Mapping[str, object] | None,
    timeout: float,
) -> None:
    """Write ``parts`` and the manifest that adds them, or with ``settings`` begins anew."""
    made = False
    try:
        with contextlib.suppress(FileExistsError):
            path.mkdir(mode=0o700)
            made = True
        with locked(path / _LOCK, timeout), _tidied(path, made=made) as kept_anyway:
            sweep(path, age=0)
            anew = settings is not None
            old = read_manifest(path, torn_is_none=True) if anew else current_manifest(path)
            kept_anyway.extend(old.entries if old else ())
            entries = list(old.entries) if old and not anew else []
            for data in parts:
                entries.append(_add(path, data, {entry.part for entry in entries}))
            sync_folder(path)
            if made:
                sync_folder(path.parent)
            kept = settings if settings is not None else old.settings if old else {}
            generation = old.generation + 1 if old else 1
            manifest = Manifest(generation, kept, tuple(entries), sums=_sums(path, entries))
            write_manifest(path, manifest)
            kept_anyway.clear()
    except OSError as error:
        if made:
            with contextlib.suppress(OSError):  # it stays where there is something in it
                path.rmdir()
        raise refused(path, error, Both("写不进去", "cannot be written")) from error


def _add(path: Path, data: PartData, present: set[str]) -> Entry:
    packed = pack_part(data, index=True)
    if packed.part.id in present:
        raise UsageProblem(
            str(path), Both("这些文档已经在索引里", "these documents are in the index already")
        )
    packed.write(path / (packed.part.id + PART), sync=True)
    layers = {name: layer.id for name, layer in packed.layers.items()}
    return Entry(packed.part.id, layers)


def _sums(path: Path, entries: Sequence[Entry]) -> dict[str, dict[str, object]]:
    """Return how big the whole is, by layer, for those that all ``entries`` have."""
    parts = [open_part(path / (entry.part + PART)) for entry in entries]
    common = set.intersection(*(set(entry.layers) for entry in entries)) if entries else set()
    sums = {}
    for name in sorted(common):
        first, *rest = [part.corpus(name).summary() for part in parts]
        sums[name] = first.merged(rest).record()
    return sums


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


def check_target(path: Path) -> None:
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
        raise refused(path, error, Both("读不了", "cannot be read")) from error


def _is_ours(path: Path) -> bool:
    """Say whether a folder holds an index, the rest of one, or nothing."""
    return path.is_dir() and all(_is_piece(item.name) for item in path.iterdir())


def _is_piece(name: str) -> bool:
    return name in {MANIFEST, _LOCK} or name.endswith((PART, LAYER)) or name.startswith(".tmp-")


def refused(path: Path, error: OSError, what: Both) -> CntextError:
    """Return the error that says what the system did not do, and why."""
    why = cause(error)
    return CntextError(str(path), Both(f"{what.zh}（{why.zh}）", f"{what.en} ({why.en})"))
