"""What an analysis returns: the table, where its numbers come from, and ways out of it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, overload

from cntext.api import frames
from cntext.api.drawing import Drawing, plot
from cntext.cli.calling import Call
from cntext.errors import language_of
from cntext.render.choose import Screen, choose_format, render
from cntext.render.notebook import to_html
from cntext.storage import write_whole
from cntext.table import Cell, Table

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

Format = Literal["table", "json", "jsonl", "csv", "tsv", "md", "text", "lexicon", "jieba",
                 "png", "svg", "graphml", "gexf"]  # fmt: skip


class Result(Sequence[dict[str, Cell]]):
    """The rows of an analysis, in their final order; each is ``{column: cell}``.

    Columns, units, notes and warnings are those of the command line; `manifest` says how the
    numbers were made. A cell that is undefined is None. Shown in a notebook it is a table.
    """

    def __init__(self, made: Call, table: Table | None = None) -> None:
        self._made = made
        self.table = made.table if table is None else table

    @property
    def columns(self) -> list[str]:
        """The names of the columns."""
        return [column.id for column in self.table.columns]

    @property
    def units(self) -> dict[str, str]:
        """What the numbers of each column mean: ``count``, ``per_million``, ``percent`` …"""
        return {column.id: column.unit.value for column in self.table.columns}

    @property
    def notes(self) -> list[str]:
        """What the numbers rest on, the base of every rate among it."""
        return [note.say(language_of()) for note in self.table.notes]

    @property
    def warnings(self) -> list[str]:
        """What the reader of the numbers must know."""
        return [caveat.message.say(language_of()) for caveat in self.table.warnings]

    @property
    def manifest(self) -> dict[str, Mapping[str, Any]]:
        """Where the numbers come from: ``tool``, ``params``, ``corpus``, ``inputs``."""
        known = self.table.manifest
        return {
            "tool": known.tool,
            "params": known.params,
            "corpus": known.corpus,
            "inputs": known.inputs,
        }

    def __len__(self) -> int:
        return len(self.table.rows)

    def _record(self, row: Sequence[Cell]) -> dict[str, Cell]:
        return dict(zip(self.columns, row, strict=True))

    @overload
    def __getitem__(self, index: int) -> dict[str, Cell]: ...
    @overload
    def __getitem__(self, index: slice) -> list[dict[str, Cell]]: ...
    def __getitem__(self, index: int | slice) -> dict[str, Cell] | list[dict[str, Cell]]:
        """Return a row, or several."""
        if isinstance(index, slice):
            return [self._record(row) for row in self.table.rows[index]]
        return self._record(self.table.rows[index])

    def __iter__(self) -> Iterator[dict[str, Cell]]:
        return self.table.records()

    def values(self, column: str) -> list[Cell]:
        """Return the cells of one column, top to bottom; KeyError if there is none."""
        return self.table.values(column)

    def to_pandas(self) -> pandas.DataFrame:
        """Return a DataFrame; what is undefined is NA (NaN in a column of fractions)."""
        return frames.to_pandas(self.table)

    def to_polars(self) -> polars.DataFrame:
        """Return a polars DataFrame."""
        return frames.to_polars(self.table)

    def to_arrow(self) -> pyarrow.Table:
        """Return an Arrow table; titles, units and notes are in the metadata of its schema."""
        return frames.to_arrow(self.table)

    def sentences(self, row: int | None = None, *, most: int = 1000) -> Result:
        """Return where a row stands in the texts: document, line, sentence, offsets, file.

        ``most`` places of each row (0: all). Without ``row``, those of all rows. The number
        of places that a row has is in ``places``; IndexError if there is no such row.
        """
        if row is None:
            return Result(self._made, self._made.evidence(self.table, most))
        number = range(1, len(self) + 1)[row]
        found = self._made.evidence(replace(self.table, rows=[self.table.rows[row]]), most)
        rows = [(number, *cells) for _, *cells in found.rows]
        return Result(self._made, replace(found, rows=rows))

    def plot(
        self,
        kind: str | None = None,
        *,
        width: float = 16.0,
        height: float | None = None,
        measure: str | None = None,
        rows: int | None = None,
        title: str = "",
        font: str | os.PathLike[str] | None = None,
        dark: bool = False,
    ) -> Drawing:
        """Return a chart; without ``kind`` the columns decide which, as `cntext plot` does.

        ``width`` and ``height`` are in centimetres, ``measure`` names the column to draw,
        ``rows`` is how many terms (0: all). `CntextError` says where it cannot be drawn.
        """
        return plot(
            self.table,
            kind,
            width=width,
            height=height,
            measure=measure,
            rows=rows,
            title=title,
            font=font,
            dark=dark,
        )

    def save(self, path: str | os.PathLike[str], *, format: Format | None = None) -> None:
        """Write all rows to a file, the format told by its suffix, as ``-o`` does."""
        target = Path(path)
        kind = choose_format(format, target, self._made.analysis.default_format, Screen())
        write_whole(target, self._bytes(kind))

    def _bytes(self, kind: str) -> bytes:
        lang = language_of()
        return render(self.table, kind, rows=None, lang=lang, screen=Screen(), to_file=True)

    def __repr__(self) -> str:
        return f"<cntext.Result {self.table.name}: {len(self):,} × {len(self.columns)}>"

    def __str__(self) -> str:
        """Return the table as a terminal shows it."""
        data = render(
            self.table, "table", rows=None, lang=language_of(), screen=Screen(True), to_file=False
        )
        return data.decode("utf-8").rstrip("\n")

    def _repr_html_(self) -> str:
        return to_html(self.table, lang=language_of())
