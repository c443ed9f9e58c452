"""Counts of parts merged in order, a few at a time; beyond a ceiling they wait on disk."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar, runtime_checkable

from cntext.analysis import Mergeable
from cntext.measure.stats.runs import ByTerm, Runs
from cntext.measure.stats.sums import Keyed, Sums

if TYPE_CHECKING:  # most runs need no disk
    from cntext.flow.storing import Spool

_TOGETHER, _LARGE = 16, 4  # counts that are merged at once
# Of the memory allowed, what counts may take: merging needs about as much again, twice.
_SHARE = 3
_RUNS = 16  # runs into which a table on disk is divided
_FINE = 256  # the same of counts by document, which are not put together again, and by key
_SAMPLE = 64
_STRING, _ENTRY = 56, 240  # bytes of a str beside its characters, and of an entry in a mapping

Counted = TypeVar("Counted", bound=Mergeable)


@runtime_checkable
class Divisible(Protocol):
    """Counts whose terms can be parted: each run of them is a table of its own."""

    def keys(self) -> Sequence[str]:
        """Return what the counts are in order of: terms by code point."""
        ...

    def divided(self, edges: Sequence[str]) -> list[Divisible]:
        """Return the counts of the terms before ``edges[0]``, from there to ``edges[1]`` and so on.

        Merged again, they are these counts: what is of no term is in the first.
        """
        ...


class Merging(Generic[Counted]):
    """Merges what is added, as associative as `Mergeable` says.

    ``ceiling`` is about how many bytes may be in use for it (0: any number). Beyond, what
    waits is written to a folder of this run, in runs of terms where the counts are
    `Divisible`, `ByTerm` or `Keyed`, and `result` merges run by run: the same counts, to the last
    of them. ``enough`` says what is wanted of counts in which all that is said of their keys
    was merged, so that no more is held of a run than that; ``at_once``: how many are merged together.
    """

    def __init__(
        self,
        ceiling: int = 0,
        enough: Callable[[Counted], Counted] | None = None,
        at_once: int = _TOGETHER,
    ) -> None:
        self._at_once = at_once
        self._levels: list[list[Counted]] = []
        self._ceiling = ceiling // _SHARE
        self._enough = enough or _all
        self._held = 0
        self._disk: _Disk[Counted] | None = None

    def add(self, counts: Counted) -> None:
        """Add what follows all that was added before."""
        level = 0
        self._held += _bytes(counts) if self._ceiling else 0
        while True:
            if level == len(self._levels):
                self._levels.append([])
            self._levels[level].append(counts)
            if isinstance(counts, Sums) and len(self._levels[level]) > 1:
                one, other = self._levels[level]  # together they are as large as one of them
                self._levels[level] = [one.merged([other])]
            if len(self._levels[level]) < self._at_once:
                break
            first, *rest = self._levels[level]
            counts = first.merged(rest)
            self._levels[level] = []
            if self._ceiling:  # what is merged has its terms once
                self._held += _bytes(counts) - sum(map(_bytes, (first, *rest)))
            level += 1
        if self._ceiling and self._held > self._ceiling:
            self._spill()

    @property
    def spilled(self) -> bool:
        """Say whether anything had to be written to disk."""
        return self._disk is not None

    def result(self) -> Counted | None:
        """Return all of it merged; None if there was nothing."""
        if self._disk is None:
            found = _merged(self._waiting())
            return None if found is None else self._enough(found)
        self._spill()
        if (runs := self._disk.by_term()) is not None:
            whole: Counted = runs.whole()
            return whole
        every = (_merged(run) for run in self._disk.runs())
        return _merged(self._enough(run) for run in every if run is not None)

    def in_runs(self) -> Counted | Runs[Any] | None:
        """Return the same; what is `ByTerm` and on disk is left there, and read run by run."""
        if self._disk is None:
            return self.result()
        self._spill()
        return self._disk.by_term() or self.result()

    def _waiting(self) -> Iterator[Counted]:
        for level in reversed(self._levels):
            yield from level

    def _spill(self) -> None:
        """Write what waits to disk, where there is a folder for it."""
        if self._disk is None:
            self._disk = _Disk.made()
        if self._disk is None:
            self._ceiling = 0  # nowhere to put it: memory has to do
            return
        self._disk.write(self._waiting())
        self._levels, self._held = [], 0


class _Disk(Generic[Counted]):
    """Counts on disk, one file for each run of terms, in the order in which they came.

    Pickled, as between processes: the folder is this run's own, and nobody else's. Of counts
    `ByTerm` the documents stay in memory.
    """

    def __init__(self, spool: Spool, folder: Path) -> None:
        self._spool, self._folder = spool, folder  # the folder goes with the spool
        self._edges: tuple[str, ...] | None = None
        self._documents: list[Any] = []

    @classmethod
    def made(cls) -> _Disk[Counted] | None:
        from cntext.flow.storing import Spool

        spool = Spool()
        return cls(spool, spool.folder) if spool.folder else None

    def write(self, every: Iterable[Counted]) -> None:
        import pickle

        for counts in every:
            for number, run in enumerate(self._divided(counts)):
                with self._file(number).open("ab") as stream:
                    pickle.dump(run, stream, pickle.HIGHEST_PROTOCOL)

    def _divided(self, counts: Counted) -> Sequence[object]:
        if isinstance(counts, Keyed):
            return counts.parted(_FINE)
        if self._edges is None:
            self._edges = _edges(counts)
        if isinstance(counts, Divisible):
            return counts.divided(self._edges)
        if not isinstance(counts, ByTerm):
            return [counts]
        runs = counts.parted(self._edges, self._documents)
        self._documents.append(counts.without_terms())
        return runs

    def runs(self) -> Iterator[Iterator[Counted]]:
        for number in range(_FINE if self._edges is None else len(self._edges) + 1):
            yield self._read(self._file(number))
            self._file(number).unlink()

    def by_term(self) -> Runs[Any] | None:
        """Return the runs of counts `ByTerm`, each read when it is asked for."""
        if not self._documents:
            return None
        first, *others = self._documents
        documents = first.merged(others)

        def runs() -> Iterator[Any]:
            for number in range(len(self._edges or ()) + 1):
                yield documents.with_terms(_merged(self._read(self._file(number))))

        return Runs(documents, runs)

    def _file(self, number: int) -> Path:
        return self._folder / f"run-{id(self)}-{number}"

    @staticmethod
    def _read(path: Path) -> Iterator[Counted]:
        import pickle

        with path.open("rb") as stream:
            while stream.peek(1):
                yield pickle.load(stream)  # noqa: S301 (written by this process)


def together(
    every: Iterable[Counted],
    ceiling: int = 0,
    enough: Callable[[Counted], Counted] | None = None,
) -> Counted:
    """Return ``every``, one at least, merged in order as they come, a few large ones at once.

    ``ceiling`` and ``enough`` as `Merging` has them.
    """
    merging: Merging[Counted] = Merging(ceiling, enough, _LARGE)
    for counts in every:
        merging.add(counts)
    found = merging.result()
    if found is None:
        raise ValueError("nothing to merge")
    return found


def _all(counts: Counted) -> Counted:
    return counts


def _merged(every: Iterable[Counted | None]) -> Counted | None:
    """Merge as much at once as is held at once anyway, and then the next."""
    waiting: list[Counted] = []
    for counts in every:
        if counts is not None:
            waiting.append(counts)
        if len(waiting) == _TOGETHER:
            waiting = [waiting[0].merged(waiting[1:])]
    return waiting[0].merged(waiting[1:]) if waiting else None


def _edges(counts: object) -> tuple[str, ...]:
    """Return terms that part those of ``counts`` into runs of equally many."""
    if isinstance(counts, ByTerm):
        return counts.edges(_FINE)
    if not isinstance(counts, Divisible):
        return ()
    keys = counts.keys()
    places = {len(keys) * run // _RUNS for run in range(1, _RUNS)}
    return tuple(sorted({keys[place] for place in places if place < len(keys)}))


def _bytes(counts: object) -> int:
    """Return about how many bytes ``counts`` take; of many words or entries a sample is weighed."""
    if isinstance(counts, array):
        return counts.itemsize * len(counts)
    if hasattr(counts, "nbytes"):  # numpy's
        return int(counts.nbytes)
    if isinstance(counts, str | bytes):
        return _STRING + 2 * len(counts)
    if isinstance(counts, tuple | list | frozenset | set):
        return 8 * len(counts) + _sampled(counts, len(counts))
    if isinstance(counts, Mapping):
        return _ENTRY * len(counts) + _sampled(counts.items(), len(counts))
    if is_dataclass(counts):
        return sum(_bytes(getattr(counts, each.name)) for each in fields(counts))
    return 32


def _sampled(every: Iterable[object], size: int) -> int:
    step = max(size // _SAMPLE, 1)
    some = [_bytes(one) for i, one in enumerate(every) if i % step == 0] if size else [0]
    return sum(some) * size // len(some)
