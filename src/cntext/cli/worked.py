"""A statistic worked out again, from what the same row of a table says, or its run."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

from cntext.cli import textbook
from cntext.table import Table

Cells = Mapping[str, object]


class Worked(NamedTuple):
    """The numbers that a formula was given, by its letters, and what it gave (None: undefined)."""

    given: dict[str, object]
    value: float | None


def explains(analysis: str) -> bool:
    """Say whether rows of this analysis can be worked out."""
    return analysis in textbook.FORMULAS


def worked(
    analysis: str, column: str, row: Cells, table: Table, known: Mapping[str, object] = {}
) -> Worked | None:
    """Return ``column`` of ``row`` worked out anew; None where its inputs are not all there.

    ``known`` are letters that the run knows and the table does not hold.
    """
    if column not in textbook.FORMULAS.get(analysis, {}):
        return None
    letters = {**_letters(analysis, column, row, table), **known}
    try:
        given = textbook.given(analysis, column, letters)
    except KeyError:
        return None
    return Worked(given, textbook.value(analysis, column, letters))


def _letters(analysis: str, column: str, row: Cells, table: Table) -> dict[str, object]:
    match analysis:
        case "compare":
            return _keyness(row, table)
        case "collocates":
            return _association(column, row)
        case "diversity":
            words = _numbers(row, "tokens", "types")
            return dict(zip("NV", words, strict=True)) if words else {}
        case _:
            return {}


def _keyness(row: Cells, table: Table) -> dict[str, object]:
    a, b = _numbers(row, "freq_t", "freq_r") or (None, None)
    c, d = _size(row, table, "t"), _size(row, table, "r")
    if a is None or b is None or not c or not d:
        return {}
    k = float(str(table.manifest.params.get("smooth", 1)))
    return {"a": a, "b": b, "c": c, "d": d, "k": k}


def _size(row: Cells, table: Table, side: str) -> int | None:
    """Return the size of a side in tokens: of any row of the group, 10⁶ · frequency / rate."""
    group = row.get("group")
    ids = [column.id for column in table.columns]
    for cells in (row, *(dict(zip(ids, values, strict=True)) for values in table.rows)):
        found = _numbers(cells, f"freq_{side}", f"norm_{side}")
        if cells.get("group") == group and found and found[0] and found[1]:
            return round(1e6 * found[0] / found[1])
    return None


def _association(column: str, row: Cells) -> dict[str, object]:
    found = _numbers(row, "freq_coll", "near", "freq", "size", "node_freq")
    if not found:
        return {}
    o, r, c, n, f1 = found
    letters = {"O": o, "R1": r, "C1": c, "N": n, "E": r * c / n if n else 0.0, "f1": f1}
    stated = _numbers(row, column)
    if column == "log_dice" and stated:  # of stretches, where those are counted
        of_nodes = textbook.value("collocates", column, letters)
        if of_nodes is None or not math.isclose(of_nodes, stated[0], rel_tol=1e-9):
            letters["f1"] = r
    return dict(letters)


def _numbers(row: Cells, *names: str) -> tuple[float, ...] | None:
    found = tuple(row.get(name) for name in names)
    if all(isinstance(value, int | float) for value in found):
        return tuple(float(str(value)) for value in found)
    return None
