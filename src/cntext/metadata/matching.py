"""Rows of a sidecar to the documents that they name, and what did not fit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from cntext.errors import Both
from cntext.metadata.fields import SHOWN, examples, with_fields, with_several_articles
from cntext.metadata.sidecar import Sidecar
from cntext.model import Document
from cntext.table import Caveat
from cntext.text.dates import iso_date
from cntext.text.safe import safe


@dataclass(frozen=True, slots=True)
class Meant:
    """The files that names in a sidecar mean, by the surest way in which each means any.

    ``files`` has (rank of that way, paths) by name; documents of several parts add up.
    """

    files: Mapping[str, tuple[int, frozenset[str]]] = field(default_factory=dict)

    def merged(self, others: Sequence[Meant]) -> Meant:
        """Return what names mean among the documents of all."""
        found: dict[str, tuple[int, frozenset[str]]] = {}
        for each in (self, *others):
            for name, (rank, paths) in each.files.items():
                best, known = found.get(name, (rank, paths))
                if rank <= best:
                    found[name] = (rank, paths | known if rank == best else paths)
        return Meant(found)

    @property
    def ambiguous(self) -> frozenset[str]:
        """Those that mean several files, and so none."""
        return frozenset(name for name, (_, files) in self.files.items() if len(files) > 1)


@dataclass(frozen=True, slots=True)
class Few:
    """How many there were of something, and enough of the first for a message; they add up."""

    count: int = 0
    first: tuple[str, ...] = ()

    @classmethod
    def of(cls, items: Sequence[str]) -> Few:
        """Return how many ``items`` there are, and the first."""
        return cls(len(items), tuple(items[: SHOWN + 1]))

    def merged(self, others: Sequence[Few]) -> Few:
        """Return what there is of all, which follow one another."""
        every = (self, *others)
        first = tuple(item for few in every for item in few.first)
        return Few(sum(few.count for few in every), first[: SHOWN + 1])


@dataclass(frozen=True, slots=True)
class Fit:
    """How rows and documents went together: rows by number, used or doubled; documents by name.

    ``missing`` have no row, ``undated`` are dates that were not understood.
    """

    used: frozenset[int] = frozenset()
    doubled: frozenset[int] = frozenset()
    missing: Few = field(default_factory=Few)
    undated: Few = field(default_factory=Few)

    def merged(self, others: Sequence[Fit]) -> Fit:
        """Return how the documents of all, which follow one another, went with the rows."""
        return Fit(
            self.used.union(*(fit.used for fit in others)),
            self.doubled.union(*(fit.doubled for fit in others)),
            self.missing.merged([fit.missing for fit in others]),
            self.undated.merged([fit.undated for fit in others]),
        )


def with_sidecar(
    documents: Sequence[Document], sidecar: Sidecar, *, dates: bool = True
) -> tuple[tuple[Document, ...], tuple[Caveat, ...]]:
    """Return the documents with the fields of their rows, and what did not fit.

    A row is for the document whose id, path, end of path, file name or file name without
    suffix it names, in this order; a name that means several files is for none of them.
    A row for a file with several articles leaves their titles alone. Its values take the
    place of what was known; empty cells change nothing. ``dates=False`` keeps the dates.
    """
    meant = meant_by(documents, sidecar)
    found, fit = matched(
        documents, sidecar, meant.ambiguous, with_several_articles(documents), dates=dates
    )
    return found, sidecar_caveats(sidecar, meant, fit)


def matched(
    documents: Sequence[Document],
    sidecar: Sidecar,
    ambiguous: Set[str],
    several: Set[str],
    *,
    dates: bool = True,
) -> tuple[tuple[Document, ...], Fit]:
    """Return the documents with the fields of their rows, and how the two went together.

    ``ambiguous`` are names of rows that mean several files, ``several`` paths of files with
    several articles: both may be known from more than these documents.
    """
    rows = _rows(sidecar)
    used: set[int] = set()
    doubled: set[int] = set()
    missing, undated, result = [], [], []
    for document in documents:
        names = (name for name in _names(document) if name not in ambiguous)
        found: list[int] = next((rows[name] for name in names if name in rows), [])
        if not found:
            missing.append(document.id)
            result.append(document)
            continue
        row = found[0]
        used.add(row)
        doubled.update(found[1:])
        values = dict(sidecar.rows[row][1])
        if document.path in several and _posix(sidecar.rows[row][0]) != _posix(document.id):
            values.pop("title", None)
        date = values.get("date", "") or values.get("month", "") or values.get("year", "")
        if date and not iso_date(date):
            undated.append(date)
        result.append(with_fields(document, values, dates=dates))
    return tuple(result), Fit(frozenset(used), frozenset(doubled), Few.of(missing), Few.of(undated))


def sidecar_caveats(sidecar: Sidecar, meant: Meant, fit: Fit) -> tuple[Caveat, ...]:
    """Return what did not fit, of all documents."""
    rows = _rows(sidecar)
    ambiguous = {row for name in meant.ambiguous for row in rows[name]}
    settled = fit.used | fit.doubled | ambiguous
    keys = [key for key, _ in sidecar.rows]
    return _caveats(
        sidecar,
        Few.of([key for row, key in enumerate(keys) if row not in settled]),
        fit.missing,
        Few.of([keys[row] for row in sorted(ambiguous)]),
        Few.of([keys[row] for row in sorted(fit.doubled)]),
        fit.undated,
    )


def _posix(name: str) -> str:
    return str(PurePosixPath(name.replace("\\", "/")))


def _names(document: Document) -> list[str]:
    """Return what a row may call ``document``, the surest first."""
    names = [_posix(document.id), _posix(document.path)]
    parts = PurePosixPath(_posix(document.path)).parts
    names += ["/".join(parts[i:]) for i in range(1, len(parts))]
    stems = [str(PurePosixPath(name).with_suffix("")) for name in names if PurePosixPath(name).name]
    return list(dict.fromkeys([*names, *stems]))


def _rows(sidecar: Sidecar) -> dict[str, list[int]]:
    """Return the rows by the name that each gives."""
    rows: dict[str, list[int]] = {}
    for i, (key, _) in enumerate(sidecar.rows):
        rows.setdefault(_posix(key), []).append(i)
    return rows


def meant_by(documents: Iterable[Document], sidecar: Sidecar) -> Meant:
    """Return the files that the names in ``sidecar`` mean among ``documents``."""
    rows = _rows(sidecar)
    meant: dict[str, tuple[int, set[str]]] = {}
    for document in documents:
        for rank, name in enumerate((_posix(document.id), _posix(document.path))):
            if name in rows:
                _mean(meant, name, rank, document.path)
        for name in _names(document):
            if name in rows:
                _mean(meant, name, 2, document.path)
    return Meant({name: (rank, frozenset(files)) for name, (rank, files) in meant.items()})


def _mean(meant: dict[str, tuple[int, set[str]]], name: str, rank: int, path: str) -> None:
    best = meant.get(name)
    if best is None or rank < best[0]:
        meant[name] = (rank, {path})
    elif rank == best[0]:
        best[1].add(path)


def _caveats(
    sidecar: Sidecar,
    unmatched: Few,
    missing: Few,
    ambiguous: Few,
    doubled: Few,
    undated: Few,
) -> tuple[Caveat, ...]:
    found = [
        ("meta-unmatched", unmatched, "行没有对应的文件", "rows name no document"),
        ("meta-missing", missing, "个文件没有对应的行", "documents have no row"),
        ("meta-ambiguous", ambiguous, "行的文件名对应几个文件，未采用", "rows name several files and were not used"),
        ("meta-doubled", doubled, "行重复，只用第一行", "rows repeat a document; the first was used"),
        ("meta-date", undated, "个日期无法识别，保留原有日期", "dates were not understood; the old ones stay"),
    ]  # fmt: skip
    caveats = [
        Caveat(
            code,
            Both(
                f"{safe(sidecar.name)}：{few.count:,} {zh}（{examples(few.first)}）",
                f"{safe(sidecar.name)}: {few.count:,} {en} ({examples(few.first)})",
            ),
        )
        for code, few, zh, en in found
        if few.count
    ]
    for code, count, zh, en in (
        ("meta-ragged", sidecar.ragged, "行的列数与表头不同", "rows are wider or narrower than the heading"),
        ("meta-keyless", sidecar.keyless, "行没有写文件名", "rows name no file at all"),
    ):  # fmt: skip
        if count:
            name = safe(sidecar.name)
            caveats.append(Caveat(code, Both(f"{name}：{count:,} {zh}", f"{name}: {count:,} {en}")))
    return tuple(caveats)
