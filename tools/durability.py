"""Prove that an index survives: faults, kills, power loss, damage, many at once.

python tools/durability.py                    a quick run of everything
python tools/durability.py --kills 2000 --flips 1000 --cuts 1000
python tools/durability.py --sabotage         the same on a writer that does it wrong: must fail

fault sweep   the writer is killed, or gets ENOSPC or EIO (once, or from then on), at its k-th
              file operation, for every k until it ends undisturbed
kills         a writer in a process of its own is killed (SIGKILL) after a random time
power loss    the recorded operations are replayed up to every k; what was not synced is
              dropped, kept or torn, at random
flips, cuts   every file of an index and of a cache with a bit flipped, or cut short
crowd         writers and readers at once

After each: the index opens with the generation before or after, never another, every byte
and every count in it is right, the next writer succeeds and leaves nothing behind.
"""

from __future__ import annotations

import argparse
import errno
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from cntext.corpus import corpus_of
from cntext.errors import CntextError
from cntext.model import Document
from cntext.store import manifest as manifest_module
from cntext.store.cache import Cache
from cntext.store.index import Index
from cntext.store.layers import Layer
from cntext.store.part import PartData, StoredPart

PARTS = 3
SEED = 20261126
UNDISTURBED = 77  # the exit code of a writer that came to its end before the fault


def texts(generation: int, part: int) -> list[str]:
    """Return what the documents of a part say: another text for every generation."""
    return [f"第{generation}代第{part}块第{d}篇，产教融合。\n" * (d + 1) for d in range(3)]


def part_data(generation: int, part: int) -> PartData:
    """Return a part that only this generation has."""
    documents = [Document(f"{d}.txt", text) for d, text in enumerate(texts(generation, part))]
    cut = [[(c, i) for i, c in enumerate(d.text) if not c.isspace()] for d in documents]
    layer = Layer.of(corpus_of(documents, cut))
    return PartData(documents, {"characters": layer}, {"part": part})


def write(path: Path, generation: int) -> None:
    """Publish ``generation``: every third builds the index anew, the others append."""
    if generation % 3 == 0 or not (path / "manifest").exists():
        parts = (part_data(generation, k) for k in range(PARTS))
        Index.create(path, parts, {"first": generation})
    else:
        Index.open(path).append([part_data(generation, 0)])


def state(path: Path) -> tuple[int, list[list[str]]]:
    """Return generation and texts of a sound index; raises whatever is wrong with it."""
    index = Index.open(path)
    for _, fault in index.check():
        if fault:
            raise fault
    return index.manifest.generation, [[d.text for d in part.documents] for part in index.parts]


class Model:
    """What the index must hold: the state before a write, or the one after it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.bad: list[str] = []
        self.states: list[tuple[int, list[list[str]]]] = []

    def begin(self, generation: int) -> None:
        """Work out what a write of ``generation`` may leave."""
        now = self.states[-1] if self.states else (0, [])
        if generation % 3 == 0 or not self.states:
            new = [texts(generation, k) for k in range(PARTS)]
        else:
            new = [*now[1], texts(generation, 0)]
        self.states = [now, (now[0] + 1, new)]

    def look(self, what: str, *, done: bool = False) -> None:
        """See which of the two it is; a write that said it was ``done`` must be there."""
        try:
            found = state(self.path) if (self.path / "manifest").exists() else (0, [])
        except Exception as error:  # whatever it is, it is a finding
            self.bad.append(f"{what}: {type(error).__name__}: {error}")
            return
        if found not in (self.states[-1:] if done else self.states):
            self.bad.append(f"{what}: generation {found[0]} holds something else")
        self.states = [found]

    def finish(self, what: str) -> None:
        """See that the next writer succeeds, and leaves nothing that it does not need."""
        self.begin(999)
        try:
            write(self.path, 999)
        except CntextError as error:
            self.bad.append(f"after {what}: {error.say('en')}")
            return
        self.look(f"the writer after {what}", done=True)
        if self.litter():
            self.bad.append(f"after {what}: {self.litter()} files left behind")

    def litter(self) -> int:
        """Return how many files lie about that the index does not need."""
        index = Index.open(self.path)
        needed = {"manifest", "lock"}
        for part in index.parts:
            needed |= {part.path.name, *(part.layer(n).file.path.name for n in part.layers)}
        return sum(item.name not in needed for item in self.path.iterdir())


def forked(work: Callable[[], None]) -> int:
    """Run ``work`` in a process of its own; return its number."""
    child = os.fork()
    if child == 0:
        try:
            work()
        except BaseException:
            os._exit(1)
        os._exit(0)
    return child


_OPERATIONS = ("open", "write", "fsync", "replace", "unlink", "mkdir", "ftruncate", "pwrite")


def _sabotaged(k: int, mode: str) -> Callable[[], bool]:
    """Spoil the k-th file operation from here on; return a function: were there that many?"""
    count = 0

    def spoiled(real: Callable[..., Any]) -> Callable[..., Any]:
        def operation(*arguments: Any, **more: Any) -> Any:
            nonlocal count
            count += 1
            if mode == "kill" and count == k:
                os._exit(9)
            if (mode.endswith("once") and count == k) or (mode.endswith("ever") and count >= k):
                raise OSError(errno.ENOSPC if "ENOSPC" in mode else errno.EIO, "injected")
            return real(*arguments, **more)

        return operation

    for name in _OPERATIONS:
        setattr(os, name, spoiled(getattr(os, name)))
    return lambda: count >= k


def _stopped(path: Path, generation: int, k: int, mode: str) -> int:
    """Write ``generation`` with the k-th operation spoiled; return the exit code, 77: no k-th."""

    def work() -> None:
        reached = _sabotaged(k, mode)
        write(path, generation)
        os._exit(0 if reached() else UNDISTURBED)

    return os.waitstatus_to_exitcode(os.waitpid(forked(work), 0)[1])


def fault_sweep(folder: Path) -> str:
    """Stop or fail at every file operation of a first build, an append and a new build."""
    points, findings = 0, []
    begun = folder / "begun.cnx"
    write(begun, 0)
    for mode in ("kill", "ENOSPC once", "ENOSPC ever", "EIO once", "EIO ever"):
        for generation, base in ((0, None), (1, begun), (3, begun)):
            code, k = 0, 0
            while code != UNDISTURBED:
                k += 1
                model = Model(folder / "swept.cnx")
                shutil.rmtree(model.path, ignore_errors=True)
                if base:
                    shutil.copytree(base, model.path)
                    model.states = [state(base)]
                model.begin(generation)
                code = _stopped(model.path, generation, k, mode)
                what = f"{mode} at {k} of write {generation}"
                model.look(what, done=code in {0, UNDISTURBED})
                in_vain = base is None and "once" in mode and not model.states[-1][0]
                if in_vain and model.path.exists():
                    model.bad.append(f"{what}: a folder made in vain is left")
                model.finish(what)
                points += code != UNDISTURBED
                findings += model.bad
    return _report(f"fault sweep   {points:,} points", findings)


def kills(folder: Path, times: int) -> str:
    """Kill a writer after a random time, over and over."""
    chance = random.Random(SEED)
    model = Model(folder / "killed.cnx")
    began = time.perf_counter()
    for generation in range(6):
        model.begin(generation)
        os.waitpid(forked(lambda generation=generation: write(model.path, generation)), 0)
    usual = (time.perf_counter() - began) / 6
    model.states = [state(model.path)]
    killed, published = 0, 0
    for generation in range(6, 6 + times):
        before = model.states[-1][0]
        model.begin(generation)
        child = forked(lambda generation=generation: write(model.path, generation))
        time.sleep(chance.uniform(0, 1.5 * usual))
        os.kill(child, signal.SIGKILL)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        killed += code == -signal.SIGKILL
        model.look(f"kill {generation}", done=code == 0)
        published += model.states[-1][0] > before
    model.finish("the kills")
    text = f"kills         {times:,} runs, {killed:,} killed, {published:,} generations published"
    return _report(text, model.bad)


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


def power_loss(folder: Path, tries: int = 6) -> str:
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
    for k in range(len(recorder.log) + 1):
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
    return _report(f"power loss    {len(recorder.log)} operations, {count:,} replays", bad)


def _answers(part: StoredPart) -> object:
    """Return everything that a part can be asked for."""
    layer = part.layer("characters")
    arrays = (layer.tokens, layer.starts, layer.bounds, layer.freq, layer.range, layer.tags,
              layer.type_is_word, layer.type_is_number, part.documents.characters,
              part.documents.han, part.documents.sha256)  # fmt: skip
    return (
        part.record, list(part.documents), part.documents.values("title"),
        part.documents.values("genre"), layer.vocabulary, layer.tagset,
        [array.tolist() for array in arrays],
    )  # fmt: skip


def damage(folder: Path, flips: int, cuts: int) -> str:
    """Flip a bit of every file, cut every file short; ask for everything that it holds."""
    chance = random.Random(SEED)
    path = folder / "damaged.cnx"
    write(path, 0)
    write(path, 1)
    cache = Cache(folder / "cache")
    cache.put("key", part_data(0, 0))
    cache.save("sum", {"n": b"12345678" * 9}, {"x": 1})

    def ask_index() -> object:
        index = Index.open(path)
        return index.manifest.generation, dict(index.settings), [*map(_answers, index.parts)]

    def ask_cache() -> object:
        part, sums = cache.get("key", "characters"), cache.load("sum")
        if part is None or sums is None:
            raise CntextError("", manifest_module.Both("", "absent"))
        return _answers(part), sums.data("n").tobytes(), sums.about

    count, refused, bad = 0, 0, []
    for ask, where in ((ask_index, path), (ask_cache, folder / "cache")):
        right = ask()
        for file in sorted(item for item in where.iterdir() if item.name != "lock"):
            whole = file.read_bytes()
            for number in range(flips + cuts):
                if number < flips:
                    at = chance.randrange(len(whole))
                    flipped = bytes([whole[at] ^ 1 << chance.randrange(8)])
                    changed = whole[:at] + flipped + whole[at + 1 :]
                else:
                    changed = whole[: chance.randrange(len(whole))]
                file.unlink()
                file.write_bytes(changed)
                count += 1
                try:
                    if ask() != right:
                        bad.append(f"{file.name}: another answer ({number})")
                except CntextError:
                    refused += 1
                except Exception as error:  # a crash is a finding
                    bad.append(f"{file.name}: {type(error).__name__} ({number})")
            file.unlink()
            file.write_bytes(whole)
    return _report(f"damage        {count:,} files altered, {refused:,} refused, rest equal", bad)


def crowd(folder: Path) -> str:
    """Four writers and four readers of one index, eight of one cold cache."""
    path = folder / "crowd.cnx"
    write(path, 0)
    bad = []

    def writer(number: int) -> None:
        for turn in range(8):
            generation = 3 * (1 + number * 100 + turn)
            Index.create(
                path,
                (part_data(generation, k) for k in range(PARTS)),
                {"first": generation},
                timeout=60,
            )

    def reader(_: int) -> None:
        last = 0
        for _ in range(60):
            index = Index.open(path)
            first = int(str(index.settings["first"]))
            found = [[d.text for d in part.documents] for part in index.parts]
            assert found == [texts(first, k) for k in range(PARTS)]
            assert index.manifest.generation >= last
            last = index.manifest.generation

    def cold(_: int) -> None:
        cache = Cache(folder / "cold")
        for number in range(10):
            key = f"key{number}"
            part = cache.get(key, "characters") or cache.put(key, part_data(number, 0))
            assert part is not None
            assert [d.text for d in part.documents] == texts(number, 0)

    jobs = [(writer, i) for i in range(4)] + [(reader, i) for i in range(4)]
    for group in (jobs, [(cold, i) for i in range(8)]):
        children = {forked(lambda job=job: job[0](job[1])): job for job in group}
        for child, (work, number) in children.items():
            if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]):
                bad.append(f"{work.__name__} {number} failed")
    if state(path)[0] != 1 + 4 * 8:
        bad.append(f"{state(path)[0]} generations, not 33")
    return _report("crowd         4 writers, 4 readers; 8 cold starts of a cache", bad)


def _report(text: str, bad: list[str]) -> str:
    return "\n".join([f"{text}: {len(bad)} bad", *(f"    {line}" for line in bad[:5])])


def sabotage() -> None:
    """Write manifests in place, unsynced, as one would without a thought."""

    def in_place(path: Path, pieces: Any, *, sync: bool) -> None:  # noqa: ARG001
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        for piece in pieces:
            os.write(handle, piece)
        os.close(handle)

    manifest_module.publish = in_place


def main() -> int:
    """Run what was asked for; 1 if anything was found."""
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    options.add_argument("--kills", type=int, default=200)
    options.add_argument("--flips", type=int, default=50)
    options.add_argument("--cuts", type=int, default=50)
    options.add_argument("--sabotage", action="store_true")
    given = options.parse_args()
    if given.sabotage:
        sabotage()
    failed = False
    # In memory where that can be: what is tested is the order of operations, not the disk.
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=memory) as name:
        folder = Path(name).resolve()
        for step in (
            lambda: fault_sweep(folder),
            lambda: kills(folder, given.kills),
            lambda: power_loss(folder),
            lambda: damage(folder, given.flips, given.cuts),
            lambda: crowd(folder),
        ):
            began = time.perf_counter()
            line = step()
            failed |= not line.split("\n")[0].endswith(": 0 bad")
            sys.stdout.write(f"{line}    [{time.perf_counter() - began:.1f} s]\n")
            sys.stdout.flush()
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
