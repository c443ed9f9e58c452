"""A statistic worked out again from what the same row of a table says."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

from cntext.lazy import np
from cntext.measure.stats.association import association
from cntext.measure.stats.keyness import keyness
from cntext.table import Table

Cells = Mapping[str, object]


class Worked(NamedTuple):
    """The numbers that a formula was given, by its letters, and what it gave (None: undefined)."""

    given: dict[str, float]
    value: float | None


def worked(analysis: str, column: str, row: Cells, table: Table) -> Worked | None:
    """Return ``column`` of ``row`` worked out anew; None where the row does not hold its inputs."""
    match analysis:
        case "compare":
            return _keyness(column, row, table)
        case "collocates":
            return _association(column, row)
        case _:
            return None


def _keyness(column: str, row: Cells, table: Table) -> Worked | None:
    a, b = _numbers(row, "freq_t", "freq_r") or (None, None)
    c, d = _size(row, table, "t"), _size(row, table, "r")
    if a is None or b is None or not c or not d:
        return None
    k = float(str(table.manifest.params.get("k", 1)))
    found = getattr(keyness(np.asarray(a), np.asarray(b), c, d, k), column, None)
    if found is None or column == "direction":
        return None
    extra = {"k": k} if column == "simple_maths" else {}
    return Worked({"a": a, "b": b, "c": c, "d": d, **extra}, _finite(found))


def _size(row: Cells, table: Table, side: str) -> int | None:
    """Return the size of a side in tokens: of any row of the group, 10⁶ · frequency / rate."""
    group = row.get("group")
    ids = [column.id for column in table.columns]
    for cells in (row, *(dict(zip(ids, values, strict=True)) for values in table.rows)):
        found = _numbers(cells, f"freq_{side}", f"norm_{side}")
        if cells.get("group") == group and found and found[0] and found[1]:
            return round(1e6 * found[0] / found[1])
    return None


def _association(column: str, row: Cells) -> Worked | None:
    found = _numbers(row, "freq_coll", "near", "freq", "size", "node_freq")
    if not found:
        return None
    o, r, c, n, f1 = found
    stated = _numbers(row, column)
    value = None
    for first in dict.fromkeys((f1, r)):  # logDice is of stretches where those are counted
        got = getattr(association(np.asarray(o), r, np.asarray(c), n, first), column, None)
        if got is None:
            return None
        value, f1 = _finite(got), first
        if stated and value is not None and math.isclose(value, stated[0], rel_tol=1e-9):
            break
    letters = {"O": o, "R₁": r, "C₁": c, "N": n}
    return Worked({**letters, **({"f₁": f1} if column == "log_dice" else {})}, value)


def _numbers(row: Cells, *names: str) -> tuple[float, ...] | None:
    found = tuple(row.get(name) for name in names)
    if all(isinstance(value, int | float) for value in found):
        return tuple(float(str(value)) for value in found)
    return None


def _finite(value: object) -> float | None:
    number = float(str(value))
    return number if math.isfinite(number) else None
