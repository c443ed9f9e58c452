"""What became of the files of a part, in small sums that add up over parts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from cntext.errors import Both
from cntext.model import Document, Failure, Page

_TWIN, _NAME = 16, 8  # bytes of a hash of letters, and of one of an id


class FileRecord(NamedTuple):
    """A file that was read: how, and what was repaired in it."""

    path: str
    encoding: str
    sha256: str
    size: int
    replaced: int = 0
    removed: int = 0


class Changes(NamedTuple):
    """What cleaning did to documents: lines joined by file, pages split, articles won by it."""

    joined: Mapping[str, int] = {}
    split_pages: tuple[str, ...] = ()
    articles: int = 0

    @classmethod
    def of(cls, documents: Iterable[Document]) -> Changes:
        """Count what was done to ``documents``."""
        joined: Counter[str] = Counter()
        pages: dict[str, None] = {}
        articles = 0
        for document in documents:
            if document.decisions:
                joined[document.path] += len(document.decisions)
            if document.split:
                pages[document.path] = None
                articles += 1
        return cls(dict(joined), tuple(pages), articles)

    def merged(self, others: Sequence[Changes]) -> Changes:
        """Return what was done to all."""
        every = (self, *others)
        return Changes(
            _summed(changes.joined for changes in every),
            tuple(dict.fromkeys(page for changes in every for page in changes.split_pages)),
            sum(changes.articles for changes in every),
        )


class Hashes(NamedTuple):
    """The hashes of documents in a `Record`, which need not be where the rest of it is.

    Only equal ones must meet to be counted.
    """

    twins: bytes
    names: bytes

    def divided(self, buckets: int) -> list[Hashes]:
        """Return them by bucket: equal ones are in the same."""
        twins, names = _divided(self.twins, _TWIN, buckets), _divided(self.names, _NAME, buckets)
        return list(map(Hashes, twins, names))

    def merged(self, others: Sequence[Hashes]) -> Hashes:
        """Return all of them."""
        return Hashes(*map(b"".join, zip(self, *others, strict=True)))

    def again(self) -> tuple[int, int]:
        """Return how many of each are like one before them."""
        return _again(self.twins, _TWIN), _again(self.names, _NAME)


class Record(NamedTuple):
    """What became of inputs, and what is known of the documents made of them.

    ``failed`` has the place of the input among all of the run (of a part: among its own)
    beside each failure.
    ``normalised`` and ``dated`` count by rule; ``fields`` are those that any document
    has; ``twins`` is a hash of 16 bytes for each document with a letter, equal for
    documents with the same letters; ``names`` one of 8 bytes for each document's id.
    ``doubles`` and ``namesakes``: how many were like another among hashes that are counted
    already and no longer here.
    """

    documents: int = 0
    files: tuple[FileRecord, ...] = ()
    failed: tuple[tuple[int, Failure], ...] = ()
    skipped: Mapping[str, int] = {}
    remarks: tuple[Both, ...] = ()
    normalised: Mapping[str, int] = {}
    dated: Mapping[str, int] = {}
    fields: tuple[str, ...] = ()
    changes: Changes = Changes()
    twins: bytes = b""
    names: bytes = b""
    doubles: int = 0
    namesakes: int = 0

    def merged(self, others: Sequence[Record]) -> Record:
        """Return the record of all these inputs, which follow one another."""
        every = (self, *others)
        return Record(
            documents=sum(r.documents for r in every),
            files=_once(file for r in every for file in r.files),
            failed=tuple(failure for r in every for failure in r.failed),
            skipped=_summed(r.skipped for r in every),
            remarks=tuple(remark for r in every for remark in r.remarks),
            normalised=_summed(r.normalised for r in every),
            dated=_summed(r.dated for r in every),
            fields=tuple(sorted({name for r in every for name in r.fields})),
            changes=self.changes.merged([r.changes for r in others]),
            twins=b"".join(r.twins for r in every),
            names=b"".join(r.names for r in every),
            doubles=sum(r.doubles for r in every),
            namesakes=sum(r.namesakes for r in every),
        )

    def hashes(self) -> Hashes:
        """Return the hashes of its documents."""
        return Hashes(self.twins, self.names)

    def without_hashes(self, doubles: int = 0, namesakes: int = 0) -> Record:
        """Return this record without its hashes, of which so many are like another."""
        return self._replace(twins=b"", names=b"", doubles=doubles, namesakes=namesakes)

    def shifted(self, by: int) -> Record:
        """Return this record with its inputs at places that are ``by`` farther on."""
        if not (by and self.failed):
            return self
        return self._replace(failed=tuple((place + by, failure) for place, failure in self.failed))

    def doubled(self) -> int:
        """Return how many documents have the same letters as one before them."""
        return self.doubles + _again(self.twins, _TWIN)

    def shares_names(self) -> bool:
        """Say whether two documents have the same id."""
        return bool(self.namesakes or _again(self.names, _NAME))


def files_of(pages: Iterable[Page]) -> tuple[FileRecord, ...]:
    """Return the files that ``pages`` are of; what was repaired in the rows of one adds up."""
    return _once(
        FileRecord(p.path, p.encoding, p.sha256, p.size, p.replaced, p.removed) for p in pages
    )


def _again(data: bytes, size: int) -> int:
    """Return how many hashes of ``size`` bytes are like one before them."""
    return len(data) // size - len({data[i : i + size] for i in range(0, len(data), size)})


def _divided(data: bytes, size: int, buckets: int) -> list[bytes]:
    parts = [bytearray() for _ in range(buckets)]
    for i in range(0, len(data), size):
        parts[int.from_bytes(data[i : i + 4], "big") * buckets >> 32] += data[i : i + size]
    return list(map(bytes, parts))


def _once(files: Iterable[FileRecord]) -> tuple[FileRecord, ...]:
    """Return each file once; what was repaired in its rows or pieces adds up."""
    found: dict[str, FileRecord] = {}
    for file in files:
        if before := found.get(file.path):
            replaced, removed = before.replaced + file.replaced, before.removed + file.removed
            file = file._replace(replaced=replaced, removed=removed)  # noqa: PLW2901
        found[file.path] = file
    return tuple(found.values())


def _summed(counts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for each in counts:
        total.update(each)
    return dict(sorted(total.items()))


def to_json(record: Record) -> dict[str, Any]:
    """Return ``record`` as JSON can hold it."""
    return {
        **record._asdict(),
        "files": [file._asdict() for file in record.files],
        "failed": [(place, failure._asdict()) for place, failure in record.failed],
        "changes": record.changes._asdict(),
        "twins": record.twins.hex(),
        "names": record.names.hex(),
    }


def from_json(found: Mapping[str, Any]) -> Record:
    """Return the record that `to_json` was given."""
    return Record(
        documents=int(found["documents"]),
        files=tuple(FileRecord(**file) for file in found["files"]),
        failed=tuple((int(place), _failure(failure)) for place, failure in found["failed"]),
        skipped=dict(found["skipped"]),
        remarks=tuple(Both(*remark) for remark in found["remarks"]),
        normalised=dict(found["normalised"]),
        dated=dict(found["dated"]),
        fields=tuple(found["fields"]),
        changes=Changes(
            dict(found["changes"]["joined"]),
            tuple(found["changes"]["split_pages"]),
            int(found["changes"]["articles"]),
        ),
        twins=bytes.fromhex(found["twins"]),
        names=bytes.fromhex(found["names"]),
        doubles=int(found.get("doubles", 0)),  # older indexes have no such sums, but all hashes
        namesakes=int(found.get("namesakes", 0)),
    )


def _failure(found: Mapping[str, Any]) -> Failure:
    hint = found["hint"]
    return Failure(
        found["path"], found["code"], Both(*found["problem"]), Both(*hint) if hint else None
    )
