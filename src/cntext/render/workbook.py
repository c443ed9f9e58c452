"""An Excel workbook: typed cells, a frozen head, and where the numbers come from on a last sheet."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from io import BytesIO
from typing import Any

from cntext import __version__
from cntext.errors import Both, UsageProblem
from cntext.render.cells import POWERS, decimals_of, shows
from cntext.table import Cell, Column, Table, Type, Unit
from cntext.text.safe import safe, spreadsheet_safe

MOST_ROWS = 1_048_575  # of a sheet, without its head
MOST_TEXT = 32_767  # characters of a cell
MOST_EXACT = 2**53  # Excel rounds a larger integer
_NARROWEST, _WIDEST = 6, 60  # of a column, in cells of half a Han character
_MEASURED = 1000  # rows that set the width of a column
# Not the time of writing: the same table gives the same bytes.
_CREATED = datetime(2000, 1, 1)
_NUMBERS = {
    Unit.COUNT: "#,##0",
    Unit.RANK: "0",
    Unit.LINE: "0",
    Unit.OFFSET: "0",
    Unit.PER_MILLION: "#,##0.0",
    Unit.PERCENT: "0.0",
    Unit.BITS: "0.00",
    Unit.YEAR: "0.0",
}


def to_xlsx(table: Table, *, lang: str = "en") -> bytes:
    """Return the table as a workbook; what it links, if anything, on a second sheet.

    Numbers are numbers at full precision, shown by their unit. Text is text, whatever it
    begins with. The last sheet has title, notes, warnings, the columns and the manifest.
    """
    from xlsxwriter import Workbook

    table = table.for_people(lang)
    nodes = table.nodes.for_people(lang) if table.nodes else None
    for part in (table, *([nodes] if nodes else [])):
        if len(part.rows) > MOST_ROWS:
            raise UsageProblem(
                table.name,
                Both(
                    f"{len(part.rows):,} 行，Excel 一张表至多 {MOST_ROWS:,} 行",
                    f"has {len(part.rows):,} rows; a sheet of Excel holds {MOST_ROWS:,}",
                ),
                Both("用 -n 限制行数，或写成 .csv", "limit them with -n, or write .csv"),
            )
    out = BytesIO()
    # In memory: nothing is written to the temporary folder, which others may read.
    with Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        book.set_properties({"created": _CREATED, "comments": f"cntext {__version__}"})
        styles = _Styles(book)
        _fill(book.add_worksheet(table.name[:31]), table, styles, lang)
        if nodes is not None:
            name = Both("节点", "nodes").say(lang)
            _fill(book.add_worksheet(name), nodes, styles, lang)
        _explain(book.add_worksheet(Both("说明", "notes").say(lang)), table, styles, lang)
    return out.getvalue()


class _Styles:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Any) -> None:  # noqa: ANN401 (XlsxWriter is imported late)
        self._book, self._made = book, dict[str, Any]()
        self.head = book.add_format(
            {"bold": True, "bottom": 1, "valign": "top", "text_wrap": True, "indent": 1}
        )
        self.numeric_head = book.add_format(
            {"bold": True, "bottom": 1, "valign": "top", "text_wrap": True, "align": "right"}
        )
        self.long = book.add_format({"text_wrap": True, "valign": "top"})
        # Edited in Excel, text such as =1+1 stays text.
        self.literal = book.add_format({"quote_prefix": True, "indent": 1})
        # Numbers end where the next column begins: text keeps off them.
        self.text = book.add_format({"indent": 1})

    def number(self, value: float, unit: Unit, decimals: int) -> Any:  # noqa: ANN401
        """Return the format that a number is shown in: by its unit, a score as on the screen."""
        shown = _NUMBERS.get(unit) or _score(value, decimals)
        if shown not in self._made:
            self._made[shown] = self._book.add_format({"num_format": shown})
        return self._made[shown]


def _score(value: float, decimals: int) -> str:
    """Return how a number without a unit of its own is shown; a p of 2e-58 is not 0.0000."""
    if isinstance(value, int):
        return "#,##0"
    if decimals == POWERS or 0 < abs(value) < 0.5 / 10**decimals:
        return "0.0E+00"
    return f"#,##0.{'0' * decimals}"


def _fill(sheet: Any, table: Table, styles: _Styles, lang: str) -> None:  # noqa: ANN401
    numeric = [column.type in (Type.INTEGER, Type.NUMBER) for column in table.columns]
    written = shows(table)
    for i, column in enumerate(table.columns):
        style = styles.numeric_head if numeric[i] else styles.head
        sheet.write_string(0, i, _text(column.label.say(lang)), style)
        cells = (row[i] for row in table.rows[:_MEASURED])
        sheet.set_column(i, i, _width(column, map(written[i], cells), lang))
    units = [column.unit for column in table.columns]
    decimals = decimals_of(table)
    for r, row in enumerate(table.rows, start=1):
        for i, cell in enumerate(row):
            _write(sheet, (r, i), cell, units[i], decimals[i], styles)
    sheet.freeze_panes(1, 0)
    if table.rows:
        sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)
    if len(table.columns) > 7:
        sheet.set_landscape()


def _write(
    sheet: Any,  # noqa: ANN401
    place: tuple[int, int],
    cell: Cell,
    unit: Unit,
    decimals: int,
    styles: _Styles,
) -> None:
    match cell:
        case None:
            return
        case bool():
            sheet.write_boolean(*place, cell)
        case int() if abs(cell) > MOST_EXACT:
            sheet.write_string(*place, str(cell))  # as text it keeps every digit
        case int() | float():
            sheet.write_number(*place, cell, styles.number(cell, unit, decimals))
        case _:
            text = _text(cell)
            risky = spreadsheet_safe(text) != text
            sheet.write_string(*place, text, styles.literal if risky else styles.text)


def _explain(sheet: Any, table: Table, styles: _Styles, lang: str) -> None:  # noqa: ANN401
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 90)
    lines = [*_about(table, lang), *_columns(table, lang), *_origin(table)]
    for r, (name, value) in enumerate(lines):
        sheet.write_string(r, 0, _text(name), styles.head if not value else styles.text)
        if value:
            sheet.write_string(r, 1, _text(value), styles.long)


def _about(table: Table, lang: str) -> Iterator[tuple[str, str]]:
    yield table.title.say(lang), ""
    total = len(table.rows) if table.total is None else table.total
    rows = f"{len(table.rows):,} / {total:,}" if total != len(table.rows) else f"{total:,}"
    yield Both("行数", "rows").say(lang), rows
    for note in table.notes:
        yield Both("说明", "note").say(lang), note.say(lang)
    for caveat in table.warnings:
        yield f"{Both('注意', 'warning').say(lang)} {caveat.code}", caveat.message.say(lang)


def _columns(table: Table, lang: str) -> Iterator[tuple[str, str]]:
    yield Both("各列", "columns").say(lang), ""
    for column in table.columns:
        unit = "" if column.unit is Unit.NONE else f"  [{column.unit.value}]"
        yield column.id, f"{column.label.zh} · {column.label.en}{unit}"


def _origin(table: Table) -> Iterator[tuple[str, str]]:
    """Yield the manifest, one line a fact."""
    manifest = table.manifest
    for name in ("tool", "params", "corpus", "inputs"):
        facts = getattr(manifest, name)
        if not facts:
            continue
        yield name, ""
        for key, value in facts.items():
            many = isinstance(value, (list, tuple)) and value and isinstance(value[0], dict)
            for item in value if many else [value]:
                plain = item if isinstance(item, str) else json.dumps(item, ensure_ascii=False)
                yield str(key), plain or '""'


def _width(column: Column, written: Iterable[str], lang: str) -> float:
    """Return the width that the widest cell needs: a Han character is two, and bold a little more."""
    from rich.cells import cell_len

    # The arrow of the filter stands beside the heading.
    widest = cell_len(column.label.say(lang)) * 1.1 + 3
    widest = max([widest, *(cell_len(text) + 3 for text in written)])
    return round(min(max(widest, _NARROWEST), _WIDEST), 1)


def _text(text: str) -> str:
    text = safe(text)
    return text if len(text) <= MOST_TEXT else text[: MOST_TEXT - 1] + "…"
