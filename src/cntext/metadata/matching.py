"""Rows of a sidecar to the documents that they name, and what did not fit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from cntext.errors import Both
from cntext.metadata.fields import examples, with_fields
from cntext.metadata.sidecar import Sidecar
from cntext.model import Document
from cntext.table import Caveat
from cntext.text.dates import iso_date
from cntext.text.safe import safe


@dataclass(slots=True)
class _Index:
    """Rows by what they may name a document by, the surest first: id, path, name, stem."""

    rows: dict[str, list[int]] = field(default_factory=dict)

    def find(self, names: Iterable[str]) -> list[int]:
        return next((self.rows[name] for name in names if name in self.rows), [])


def with_sidecar(
    documents: Sequence[Document], sidecar: Sidecar, *, dates: bool = True
) -> tuple[tuple[Document, ...], tuple[Caveat, ...]]:
    """Return the documents with the fields of their rows, and what did not fit.

    A row is for the document whose id, path, end of path, file name or file name without
    suffix it names, in this order; a name that means several files is for none of them.
    A row for a file with several articles leaves their titles alone. Its values take the
    place of what was known; empty cells change nothing. ``dates=False`` keeps the dates.
    """
    index, ambiguous = _index(documents, [key for key, _ in sidecar.rows])
    articles: dict[str, int] = {}
    for document in documents:
        articles[document.path] = articles.get(document.path, 0) + 1
    used: set[int] = set()
    doubled: set[int] = set()
    missing, undated, result = [], [], []
    for document in documents:
        found = index.find(_names(document))
        if not found:
            missing.append(document.id)
            result.append(document)
            continue
        row = found[0]
        used.add(row)
        doubled.update(found[1:])
        values = dict(sidecar.rows[row][1])
        if articles[document.path] > 1 and _posix(sidecar.rows[row][0]) != _posix(document.id):
            values.pop("title", None)
        date = values.get("date", "") or values.get("month", "") or values.get("year", "")
        if date and not iso_date(date):
            undated.append(date)
        result.append(with_fields(document, values, dates=dates))
    rows = range(len(sidecar.rows))
    unmatched = [
        sidecar.rows[i][0]
        for i in rows
        if i not in used and i not in doubled and i not in ambiguous
    ]
    return tuple(result), _caveats(
        sidecar, unmatched, missing, [sidecar.rows[i][0] for i in sorted(ambiguous)],
        [sidecar.rows[i][0] for i in sorted(doubled)], undated,
    )  # fmt: skip


def _posix(name: str) -> str:
    return str(PurePosixPath(name.replace("\\", "/")))


def _names(document: Document) -> list[str]:
    """Return what a row may call ``document``, the surest first."""
    names = [_posix(document.id), _posix(document.path)]
    parts = PurePosixPath(_posix(document.path)).parts
    names += ["/".join(parts[i:]) for i in range(1, len(parts))]
    stems = [str(PurePosixPath(name).with_suffix("")) for name in names if PurePosixPath(name).name]
    return list(dict.fromkeys([*names, *stems]))


def _index(documents: Iterable[Document], keys: Sequence[str]) -> tuple[_Index, set[int]]:
    """Return the rows by name, and the rows whose name means several files."""
    rows: dict[str, list[int]] = {}
    for i, key in enumerate(keys):
        rows.setdefault(_posix(key), []).append(i)
    # The files that each name means, by the surest way in which it means any.
    meant: dict[str, tuple[int, set[str]]] = {}
    for document in documents:
        for rank, name in enumerate((_posix(document.id), _posix(document.path))):
            if name in rows:
                _mean(meant, name, rank, document.path)
        for name in _names(document):
            if name in rows:
                _mean(meant, name, 2, document.path)
    ambiguous = {name for name, (_, files) in meant.items() if len(files) > 1}
    clear = {name: found for name, found in rows.items() if name not in ambiguous}
    return _Index(clear), {i for name in ambiguous for i in rows[name]}


def _mean(meant: dict[str, tuple[int, set[str]]], name: str, rank: int, path: str) -> None:
    best = meant.get(name)
    if best is None or rank < best[0]:
        meant[name] = (rank, {path})
    elif rank == best[0]:
        best[1].add(path)


def _caveats(
    sidecar: Sidecar,
    unmatched: list[str],
    missing: list[str],
    ambiguous: list[str],
    doubled: list[str],
    undated: list[str],
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
                f"{safe(sidecar.name)}：{len(items):,} {zh}（{examples(items)}）",
                f"{safe(sidecar.name)}: {len(items):,} {en} ({examples(items)})",
            ),
        )
        for code, items, zh, en in found
        if items
    ]
    for code, count, zh, en in (
        ("meta-ragged", sidecar.ragged, "行的列数与表头不同", "rows are wider or narrower than the heading"),
        ("meta-keyless", sidecar.keyless, "行没有写文件名", "rows name no file at all"),
    ):  # fmt: skip
        if count:
            name = safe(sidecar.name)
            caveats.append(Caveat(code, Both(f"{name}：{count:,} {zh}", f"{name}: {count:,} {en}")))
    return tuple(caveats)
