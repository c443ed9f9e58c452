"""A table as a data frame: pandas, polars or Arrow, types and undefined cells kept."""

from __future__ import annotations

import json
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

from cntext.errors import Both, CntextError
from cntext.table import Column, Table, Type

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

_PANDAS = {Type.INTEGER: "Int64", Type.NUMBER: "float64", Type.BOOLEAN: "boolean"}
_POLARS = {Type.INTEGER: "Int64", Type.NUMBER: "Float64", Type.BOOLEAN: "Boolean"}
_ARROW = {Type.INTEGER: "int64", Type.NUMBER: "float64", Type.BOOLEAN: "bool_"}


def _library(name: str) -> ModuleType:
    try:
        return import_module(name)
    except ImportError as error:
        raise CntextError(
            name,
            Both("没有安装", "is not installed"),
            Both(f"pip install {name}", f"pip install {name}"),
        ) from error


def to_pandas(table: Table) -> pandas.DataFrame:
    """Return a DataFrame; ``attrs`` holds title, units and notes.

    Whole numbers are Int64, fractions float64, truth values boolean, words object.
    """
    made = _library("pandas")
    columns = {
        column.id: made.array(cells, dtype=_PANDAS[column.type])
        if column.type in _PANDAS
        else made.Series(cells, dtype="object")
        for column, cells in _cells(table)
    }
    frame: pandas.DataFrame = made.DataFrame(columns)
    frame.attrs["cntext"] = _about(table)
    return frame


def to_polars(table: Table) -> polars.DataFrame:
    """Return a polars DataFrame."""
    made = _library("polars")
    schema = {c.id: getattr(made, _POLARS.get(c.type, "String")) for c in table.columns}
    frame: polars.DataFrame = made.DataFrame(
        {column.id: cells for column, cells in _cells(table)}, schema=schema
    )
    return frame


def to_arrow(table: Table) -> pyarrow.Table:
    """Return an Arrow table; the metadata of its schema hold title, units and notes as JSON."""
    arrow = _library("pyarrow")
    about = {"cntext": json.dumps(_about(table), ensure_ascii=False)}
    fields = [
        arrow.field(c.id, getattr(arrow, _ARROW.get(c.type, "string"))()) for c in table.columns
    ]
    made: pyarrow.Table = arrow.table(
        {column.id: cells for column, cells in _cells(table)},
        schema=arrow.schema(fields, metadata=about),
    )
    return made


def _cells(table: Table) -> list[tuple[Column, list[Any]]]:
    """Return the columns with their cells; a fraction may be there as a whole number."""
    rows = list(table.rows)
    every: list[tuple[Column, list[Any]]] = []
    for i, column in enumerate(table.columns):
        cells: list[Any] = [row[i] for row in rows]
        if column.type is Type.NUMBER:
            cells = [None if cell is None else float(cell) for cell in cells]
        every.append((column, cells))
    return every


def _about(table: Table) -> dict[str, Any]:
    return {
        "title": table.title._asdict(),
        "units": {column.id: column.unit.value for column in table.columns},
        "notes": [note._asdict() for note in table.notes],
        "warnings": [{"code": w.code, **w.message._asdict()} for w in table.warnings],
    }
