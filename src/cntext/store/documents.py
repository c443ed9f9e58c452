"""Documents that lie on disk: each is made anew when it is looked at."""

from __future__ import annotations

import json
from array import array
from bisect import bisect_right
from collections import deque
from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias, overload
from weakref import ref

from cntext.compiled import held, library_or_none
from cntext.ids import zeros
from cntext.lazy import np
from cntext.model import Decision, Document, Region, RegionRole
from cntext.store.columns import ColumnFile
from cntext.store.document_columns import STRINGS
from cntext.store.grams import lacks, tally
from cntext.text.periods import period_of

_SHA256 = 32
_AT_ONCE = 1 << 14  # places that the core finds in one call
_STRETCH = 1 << 18  # bytes of text that are looked through before more are asked for
_KEPT = 64  # rows of a table come back to the same documents again and again
_FILES = 8  # of which documents are kept at once: each may be some megabytes

# The names of fields as they stand together; which of these a document has; its values.
_Fields: TypeAlias = tuple[list[list[str]], list[int], list[list[str]]]


# Those that keep documents, the last to begin with it last.
_KEEPING: deque[ref[StoredDocuments]] = deque()


class StoredDocuments(Sequence[Document]):
    """The documents of one file, made when they are looked at; the last few are kept.

    ``values`` and the arrays give one field of all of them without making any.
    """

    def __init__(self, file: ColumnFile, count: int) -> None:
        self._file = file
        self._count = count
        self._bounds: dict[str, memoryview] = {}
        self._lists: dict[str, list[str]] = {}
        self._fields: _Fields | None = None
        self._recent: dict[int, Document] = {}  # the one looked at last is last

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, index: int) -> Document: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Document, ...]: ...
    def __getitem__(self, index: int | slice) -> Document | tuple[Document, ...]:
        """Return a document, or several."""
        if isinstance(index, slice):
            return tuple(self[i] for i in range(*index.indices(self._count)))
        if index < 0:
            index += self._count
        if not 0 <= index < self._count:
            raise IndexError(index)
        recent = self._recent
        if not recent:
            self._keep()
        try:
            document = recent.pop(index, None) or self._document(index)
        except (ValueError, TypeError, IndexError, RecursionError) as error:
            raise self._file.damaged(f"document {index}") from error
        recent[index] = document
        if len(recent) > _KEPT:
            del recent[next(iter(recent))]
        return document

    def _keep(self) -> None:
        """Let others forget their documents, where many keep some."""
        _KEEPING.append(ref(self))
        while len(_KEEPING) > _FILES:
            other = _KEEPING.popleft()()
            if other is not None and other is not self:
                other._recent = {}

    def __iter__(self) -> Iterator[Document]:
        return (self[i] for i in range(self._count))

    def text(self, index: int) -> str:
        """Return the text of document ``index``."""
        return self._decode("text", index)

    def tally(self, wanted: str) -> tuple[int, int] | None:
        """Return places of ``wanted`` and documents with it, where that is known unlooked."""
        return tally(self._file, wanted) if wanted else None

    def search(self, wanted: str) -> Iterator[tuple[array[int], array[int]]] | None:
        """Look for ``wanted`` in the bytes as they lie, stretch by stretch; None without the core.

        Yields int32[H] twice: document and first character of each place, left to right
        without overlap. Where all was looked through, and grams say otherwise: `Damaged`.
        """
        core = library_or_none()
        if core is None or not wanted or not self._count:
            return None
        return self._places(core, wanted)

    def _places(self, core: Any, wanted: str) -> Iterator[tuple[array[int], array[int]]]:  # noqa: ANN401
        if lacks(self._file, wanted):
            return
        bounds, done, last = self._bounds_of("text"), array("q", [0, 0, 0]), 0
        total, holding, word = 0, set[int](), wanted.encode("utf-8", "surrogatepass")
        some = zeros("i", _AT_ONCE), zeros("i", _AT_ONCE)
        while done[0] < self._count:
            if done[0] == last:  # a stretch is checked, then looked through
                last = max(bisect_right(bounds, bounds[last] + _STRETCH) - 1, last + 1)
                self._file.span("text", "|u1", bounds[done[0]], bounds[last])
            with (
                held(self._file.raw("text")) as text,
                held(bounds) as borders,
                held(some[0]) as first,
                held(some[1]) as second,
                held(done) as state,
            ):
                given = (text, borders, last, word, len(word), first, second, _AT_ONCE, state)
                found = core.cn_find(*given)
            total += found
            holding.update(some[0][:found])
            yield some[0][:found], some[1][:found]
        if self.tally(wanted) not in (None, (total, len(holding))):
            raise self._file.damaged("grams")

    def values(self, name: str) -> list[str]:
        """Return what each document says for ``name``, as `Document.field` does."""
        match name:
            case "document":
                return list(self._strings("id"))
            case "year":
                return [date[:4] for date in self._strings("date")]
            case "month":
                return [date[:7] if len(date) >= 7 else "" for date in self._strings("date")]
            case "quarter" | "decade":
                return [period_of(date, name) for date in self._strings("date")]
            case "title" | "date" | "author" | "source" | "path":
                return list(self._strings(name))
            case _:
                return [self.meta(d).get(name, "") for d in range(self._count)]

    def meta(self, index: int) -> dict[str, str]:
        """Return the fields that document ``index`` brought with it."""
        shapes, which, values = self._metas()
        return dict(zip(shapes[which[index]], values[index], strict=True)) if values else {}

    @property
    def characters(self) -> np.ndarray:
        """int64[D]: characters of each text."""
        return self._file.array("characters", "<i8", self._count)

    @property
    def han(self) -> np.ndarray:
        """int64[D]: Chinese characters of each text."""
        return self._file.array("han", "<i8", self._count)

    @property
    def sha256(self) -> np.ndarray:
        """uint8[D, 32]: the SHA-256 of each text in UTF-8."""
        flat = self._file.array("sha256", "|u1", _SHA256 * self._count)
        return flat.reshape(self._count, _SHA256)

    def _document(self, d: int) -> Document:
        rest = self._decode("rest", d)
        decisions, regions, abbreviations, split = json.loads(rest) if rest else ([], [], [], [])
        first, last = self._between("anchors", d)
        pairs = iter(self._anchors()[2 * first : 2 * last])
        strings = {name: self._strings(name)[d] for name in STRINGS}
        return Document(
            text=self.text(d),
            meta=self.meta(d),
            anchors=tuple(zip(pairs, pairs, strict=True)),
            decisions=tuple(map(_decision, decisions)),
            regions=tuple(map(_region, regions)),
            abbreviations=tuple((short + "", full + "") for short, full in abbreviations),
            split=_decision(split[0]) if split else None,
            **strings,
        )

    def _decode(self, name: str, d: int) -> str:
        first, last = self._between(name, d)
        try:
            found = self._file.span(name, "|u1", first, last)
            return str(found, "utf-8", "surrogatepass")
        except UnicodeDecodeError as error:
            raise self._file.damaged(name) from error

    def _between(self, name: str, d: int) -> tuple[int, int]:
        """Return where the piece of document ``d`` in column ``name`` begins and ends."""
        bounds = self._bounds_of(name)
        return int(bounds[d]), int(bounds[d + 1])

    def _bounds_of(self, name: str) -> memoryview:
        """Return where the pieces of column ``name`` begin and end, D+1 places."""
        if name not in self._bounds:
            size = self._file.length(name) // (2 if name == "anchors" else 1)
            self._bounds[name] = self._file.bounds(name + "_bounds", self._count, size)
        return self._bounds[name]

    def _anchors(self) -> memoryview:
        """Return offset and line of each anchor, one after the other."""
        return self._file.view("anchors", "<i4")

    def _strings(self, name: str) -> list[str]:
        if name not in self._lists:
            found = self._file.json(name)
            if not _is_strings(found) or len(found) != self._count:
                raise self._file.damaged(name)
            self._lists[name] = found
        return self._lists[name]

    def _metas(self) -> _Fields:
        if self._fields is None:
            found = self._file.json("meta")
            if not _is_meta(found, self._count):
                raise self._file.damaged("meta")
            self._fields = found
        return self._fields


def _decision(item: list[Any]) -> Decision:
    rule, line, confidence, text = item
    return Decision(rule + "", line + 0, confidence + 0, text + "")  # TypeError for another type


def _region(item: list[Any]) -> Region:
    start, end, role, rule, confidence, level = item
    return Region(start + 0, end + 0, RegionRole(role), rule + "", confidence + 0, level + 0)


def _is_strings(found: object) -> bool:
    return isinstance(found, list) and all(isinstance(value, str) for value in found)


def _is_meta(found: object, count: int) -> bool:
    """Say whether ``found`` is what `_pack_meta` writes for ``count`` documents."""
    if not isinstance(found, list) or len(found) != 3:
        return False
    shapes, which, values = found
    if not all(isinstance(item, list) for item in found) or len(which) != count:
        return False
    if not values:
        return all(shape == [] for shape in shapes)
    sizes = [len(shape) if _is_strings(shape) else -1 for shape in shapes]
    return len(values) == count and all(
        isinstance(at, int)
        and 0 <= at < len(sizes)
        and _is_strings(value)
        and len(value) == sizes[at]
        for at, value in zip(which, values, strict=True)
    )
