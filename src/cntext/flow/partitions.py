"""Inputs cut into partitions: runs of files in the order of reading, of a few megabytes each."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cntext.flow.settings import partition_size
from cntext.read.paths import Source

if TYPE_CHECKING:
    from cntext.store.part import StoredPart


@dataclass(frozen=True, slots=True)
class Partition:
    """Some inputs that follow one another; ``first`` is the place of the first among all.

    ``sealed`` is an open part of an index, in place of sources; ``layers`` names those of
    its layers that are cut as this run would, by the way of cutting.
    """

    sources: tuple[Source, ...]
    first: int = 0
    sealed: StoredPart | None = None
    layers: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        """Bytes, as far as they are known before reading."""
        if self.sealed:
            return os.path.getsize(self.sealed.path)  # noqa: PTH202 (paths may be no text)
        return sum(max(source.size, 0) for source in self.sources)

    @property
    def once(self) -> bool:
        """Say whether it can be read once only, and in this process: a pipe."""
        return any(source.size < 0 for source in self.sources)


def partitions(sources: Iterable[Source], usual: int = 0) -> list[Partition]:
    """Cut ``sources`` into partitions of about ``usual`` bytes, whatever the number of workers.

    Where one ends is for the names to say: behind a file with a chance of its size to the
    usual one, by a hash of its path. So a file that is added or changed moves no border
    but its own, and what was kept of the other partitions is still good.
    """
    usual = usual or partition_size()
    found: list[Partition] = []
    now: list[Source] = []
    size = place = 0

    def close() -> None:
        nonlocal now, size
        if now:
            found.append(Partition(tuple(now), place - len(now)))
        now, size = [], 0

    for source in sources:
        if source.size < 0 or size + source.size > 2 * usual:
            close()
        now.append(source)
        place += 1
        size += max(source.size, 0)
        if source.size < 0 or (4 * size >= usual and _chance(source) < source.size / usual):
            close()
    close()
    return found


def _chance(source: Source) -> float:
    """Return a number from 0 to 1 that is always the same for this name."""
    digest = hashlib.blake2b(os.fsencode(source.id), digest_size=8).digest()
    return int.from_bytes(digest, "little") / 2**64


def with_own_ids(sources: Sequence[Source]) -> list[Source]:
    """Give sources that share an id the whole path in place of the file's name."""
    seen: dict[str, int] = {}
    for source in sources:
        # The runs of one file share its id, and that is right: they count as the first of them.
        seen[source.id] = seen.get(source.id, 0) + (not (source.head and source.start))
    return [
        source._replace(id=source.name) if seen[source.id] > 1 else source for source in sources
    ]
