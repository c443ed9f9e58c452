"""Names of what is kept: equal where content, options and code are, and nowhere else."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

import cntext
from cntext.flow.partitions import Partition
from cntext.flow.plan import Plan
from cntext.read.paths import Source
from cntext.store.naming import key
from cntext.threads import in_threads

_CHUNK = 1 << 20
# What makes documents and tokens; the other rooms are not asked before something is counted.
_SHAPING = ("read", "clean", "metadata", "text", "segment", "flow")


def part_keys(
    partitions: Sequence[Partition], sums: Sequence[Sequence[str]], plan: Plan
) -> tuple[str, ...]:
    """Return the key of each part: by content (``sums``) and names of its files, plan and code.

    "" for one that cannot be kept: of a pipe, or of a file that cannot be read.
    """
    shape = [code(shaping=True), plan.record()]
    return tuple(
        f"sealed-{p.sealed.path.stem}"
        if p.sealed
        else key(
            "part",
            *shape,
            [[s.id, s.path, s.line, s.head, h] for s, h in zip(p.sources, hashes, strict=True)],
        )
        if all(hashes)
        else ""
        for p, hashes in zip(partitions, sums, strict=True)
    )


def content_hashes(partitions: Sequence[Partition]) -> list[list[str]]:
    """Return the SHA-256 of every file, by partition; "" where it cannot be read."""

    def hashes(partition: Partition) -> list[str]:
        return ["" if source.size < 0 else _content(source) for source in partition.sources]

    return in_threads(hashes, partitions)


def _content(source: Source) -> str:
    digest = hashlib.sha256()
    left = source.size if source.whole else -1
    try:
        with open(source.path, "rb", buffering=0) as stream:  # noqa: PTH123 (paths may be no text)
            stream.seek(source.start)
            while left and (chunk := stream.read(_CHUNK if left < 0 else min(_CHUNK, left))):
                digest.update(chunk)
                left = left - len(chunk) if left > 0 else left
    except OSError:
        return ""
    return digest.hexdigest()


@cache
def code(*, shaping: bool) -> str:
    """Return a name for the code in force: of the rooms that shape a part, or of all.

    By size and time of the files, for a version may be worked on.
    """
    rooms = _SHAPING if shaping else (*_SHAPING, "store", "measure")
    return key(cntext.__version__, sorted(file for room in ("", *rooms) for file in _files(room)))


@cache
def _files(room: str) -> list[list[object]]:
    return list(_modules(Path(cntext.__file__).parent / room, deep=bool(room)))


def _modules(folder: Path, *, deep: bool) -> Iterator[list[object]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                if deep and not entry.name.startswith("_"):
                    yield from _modules(Path(entry.path), deep=True)
            elif entry.name.endswith((".py", ".so")):
                status = entry.stat()
                yield [f"{folder.name}/{entry.name}", status.st_size, status.st_mtime_ns]


def tokens_name(cut: str, lists: Iterable[str], *, pos: bool) -> str:
    """Return the name of a layer: how it was cut, and by which words.

    ``lists`` are the hashes of the user's dictionaries and of the lexicon in force. Which
    engine cuts does not matter: they give the same tokens.
    """
    from cntext.segment.dictionary import dictionary_sha256, jieba_version

    identity = key("tokens", jieba_version(), dictionary_sha256(), list(lists))
    return f"{cut}{'-pos' if pos else ''}-{identity}"


def counts_key(
    parts: Sequence[str], tokens: str, analysis: str, given: Mapping[str, object]
) -> str:
    """Return the key of what ``analysis`` counts in ``parts``; "" if one of them has none."""
    if not all(parts):
        return ""
    named = {n: v.record() if hasattr(v, "record") else v for n, v in given.items()}
    return key("counts", code(shaping=False), list(parts), tokens, analysis, named)
