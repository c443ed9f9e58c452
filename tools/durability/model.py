"""What an index must hold after each write, and how to see that it does."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from cntext.corpus import corpus_of
from cntext.errors import CntextError
from cntext.model import Document
from cntext.store.index import Index
from cntext.store.layers import Layer
from cntext.store.part import PartData

PARTS = 3
SEED = 20261126


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


def report(text: str, bad: list[str]) -> str:
    """Return what was done and found, as lines."""
    return "\n".join([f"{text}: {len(bad)} bad", *(f"    {line}" for line in bad[:5])])
