"""Merged counts, kept: the second run of a command opens one file and no part."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from cntext.analysis import Mergeable
from cntext.corpus import Known
from cntext.errors import CntextError
from cntext.flow.record import Record, from_json, to_json
from cntext.store.cache import Cache
from cntext.store.columns import ColumnFile
from cntext.store.naming import pack_json

_SHORT = 1000  # characters of a text that the header of a file holds
Kept = tuple[Record, Mergeable, Known]


def keep(cache: Cache, key: str, record: Record, counts: object, summary: Known) -> None:
    """Keep what a run brought under ``key``, if it is of what a file of columns can hold."""
    found = _columns(counts)
    if found is None or not key:
        return
    columns, plain = found
    columns["record"] = pack_json(to_json(record))
    cache.save(key, columns, {"fields": plain, "summary": dict(summary.sizes)})


def recall(cache: Cache, key: str, kinds: Iterable[type[Any]]) -> Kept | None:
    """Return what was kept under ``key``, its counts as one of ``kinds``; None if it is not there.

    What is damaged is not there: the cache checks every column.
    """
    file = cache.load(key) if key else None
    if file is None:
        return None
    try:
        values = {name: _value(file, name, how) for name, how in file.about["fields"].items()}
        record = from_json(file.json("record"))
        summary = Known(dict(file.about["summary"]))
        kind = next(kind for kind in kinds if {f.name for f in fields(kind)} == values.keys())
        return record, kind(**values), summary
    except (CntextError, KeyError, TypeError, ValueError, StopIteration):
        return None


def _columns(counts: object) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """Return the arrays and words of a dataclass as columns, its other fields as JSON has them."""
    if not is_dataclass(counts):
        return None
    columns: dict[str, Any] = {}
    how: dict[str, Any] = {}
    for each in fields(counts):
        value = getattr(counts, each.name)
        if isinstance(value, array) and value.typecode == "q":
            columns[each.name], how[each.name] = value, ["array"]
        elif hasattr(value, "dtype") and value.ndim == 1 and value.dtype.str in ("<i4", "<i8"):
            columns[each.name], how[each.name] = value, value.dtype.str
        elif isinstance(value, tuple) and all(type(v) is str and "\n" not in v for v in value):
            columns[each.name] = "\n".join(value).encode("utf-8", "surrogatepass")
            how[each.name] = ["words", len(value)]
        elif isinstance(value, str) and len(value) > _SHORT:
            columns[each.name], how[each.name] = value.encode("utf-8", "surrogatepass"), ["text"]
        elif isinstance(value, str | int):
            how[each.name] = {"value": value}
        else:
            return None
    return columns, how


def _value(file: ColumnFile, name: str, how: Any) -> Any:  # noqa: ANN401 (what was kept)
    if isinstance(how, Mapping):
        return how["value"]
    if isinstance(how, str):
        return file.array(name, how)
    if how == ["text"]:
        return file.text(name)
    if how == ["array"]:
        return array("q", file.view(name, "<i8"))
    words = tuple(file.text(name).split("\n")) if how[1] else ()
    if len(words) != how[1]:
        raise ValueError(name)
    return words
