"""A power loss: what was not synced is dropped, kept or torn."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from model import SEED, Model, report, state, write


class Recorder:
    """Record what is done to one folder: creations, writes, syncs, renames, removals."""

    def __init__(self, folder: Path) -> None:
        self.folder = str(folder)
        self.log: list[tuple[Any, ...]] = []
        self._handles: dict[int, int | None] = {}  # open file: number of the file, None: the folder
        self._files: dict[str, int] = {}
        self._new = 0

    def _name(self, path: object) -> str | None:
        name = os.fspath(path)  # type: ignore[call-overload]
        return Path(name).name if str(Path(name).parent) == self.folder else None

    @contextmanager
    def recording(self) -> Iterator[None]:
        """Do it for what happens inside."""
        real = {name: getattr(os, name) for name in ("open", "write", "fsync", "replace", "unlink")}

        def opened(path: Any, flags: int, *more: Any, **named: Any) -> int:
            handle: int = real["open"](path, flags, *more, **named)
            if os.fspath(path) == self.folder:
                self._handles[handle] = None
            elif (name := self._name(path)) is not None:
                if name not in self._files and flags & os.O_CREAT:
                    self._new += 1
                    self._files[name] = self._new
                    self.log.append(("create", name, self._new))
                self._handles[handle] = self._files.get(name, 0)
            else:
                self._handles.pop(handle, None)
            return handle

        def written(handle: int, data: Any) -> int:
            size: int = real["write"](handle, data)
            if handle in self._handles:
                self.log.append(("write", self._handles[handle], bytes(data[:size])))
            return size

        def synced(handle: int) -> None:
            real["fsync"](handle)
            if handle in self._handles:
                number = self._handles[handle]
                self.log.append(("syncdir",) if number is None else ("fsync", number))

        def replaced(old: Any, new: Any) -> None:
            real["replace"](old, new)
            if (name := self._name(old)) is not None:
                self.log.append(("rename", name, Path(new).name))
                self._files[Path(new).name] = self._files.pop(name)

        def unlinked(path: Any, **named: Any) -> None:
            real["unlink"](path, **named)
            if (name := self._name(path)) is not None:
                self.log.append(("unlink", name))
                self._files.pop(name, None)

        patched = {"open": opened, "write": written, "fsync": synced, "replace": replaced,
                   "unlink": unlinked}  # fmt: skip
        for name, function in patched.items():
            setattr(os, name, function)
        try:
            yield
        finally:
            for name, function in real.items():
                setattr(os, name, function)


def after_power_loss(log: list[tuple[Any, ...]], chance: random.Random) -> dict[str, bytes]:
    """Return what a disk may hold after these operations: names and contents.

    Synced content and synced names are there. Of the rest, each change of a name is there
    or not, and each content is whole, torn at some place, or empty.
    """
    data: dict[int, bytes] = {}
    safe: dict[int, bytes] = {}
    names: dict[str, int] = {}
    pending: list[tuple[Any, ...]] = []
    mode = chance.choice(("none", "all", "some"))

    def apply(change: tuple[Any, ...]) -> None:
        if change[0] == "create":
            names[change[1]] = change[2]
        elif change[0] == "rename" and change[1] in names:
            names[change[2]] = names.pop(change[1])
        elif change[0] == "rename":
            names[change[2]] = change[3]  # the creation was lost, the rename was not
        elif change[0] == "unlink":
            names.pop(change[1], None)

    files: dict[str, int] = {}
    for kind, *what in log:
        match kind:
            case "create":
                files[what[0]] = what[1]
                data[what[1]] = safe[what[1]] = b""
                pending.append((kind, *what))
            case "write":
                data[what[0]] += what[1]
            case "fsync":
                safe[what[0]] = data[what[0]]
            case "rename":
                number = files.pop(what[0])
                files[what[1]] = number
                pending.append((kind, *what, number))
            case "unlink":
                files.pop(what[0], None)
                pending.append((kind, *what))
            case "syncdir":
                for change in pending:
                    apply(change)
                pending.clear()
    for change in pending:
        if mode == "all" or (mode == "some" and chance.random() < 0.5):
            apply(change)

    def content(number: int) -> bytes:
        lost = data[number][len(safe[number]) :]
        return safe[number] + lost[: chance.choice((0, len(lost), chance.randint(0, len(lost))))]

    return {name: content(number) for name, number in names.items()}


def power_loss(folder: Path, stride: int, tries: int = 6) -> str:
    """Replay a build, an append and a new build, cut off after every operation."""
    chance = random.Random(SEED)
    path = folder / "recorded.cnx"
    path.mkdir(mode=0o700)
    recorder, marks, states = Recorder(path), [0], [(0, [])]
    for generation in (0, 1, 3):
        with recorder.recording():
            write(path, generation)
        marks.append(len(recorder.log))
        states.append(state(path))
    bad, count = [], 0
    for k in range(0, len(recorder.log) + 1, stride):
        finished = sum(mark <= k for mark in marks) - 1
        allowed = states[finished : finished + 2]
        for _ in range(tries):
            count += 1
            disk = folder / "replayed.cnx"
            shutil.rmtree(disk, ignore_errors=True)
            disk.mkdir(mode=0o700)
            for name, content in after_power_loss(recorder.log[:k], chance).items():
                (disk / name).write_bytes(content)
            model = Model(disk)
            model.states = allowed
            model.look(f"power loss after operation {k}")
            model.finish(f"power loss after operation {k}")
            bad += model.bad
    return report(f"power loss    {len(recorder.log)} operations, {count:,} replays", bad)
