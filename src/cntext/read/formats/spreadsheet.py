"""Excel and OpenDocument tables: each row a text, the other columns its metadata."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator

from cntext.errors import Both
from cntext.read import child
from cntext.read.archives import Zip, damaged
from cntext.read.formats import Part, ReadOptions
from cntext.read.formats.records import cell, keys_of, part, text_column
from cntext.read.refusal import Refused, missing_extra

_OLE = b"\xd0\xcf\x11\xe0"


def read(data: bytes, options: ReadOptions) -> Iterable[Part]:
    """Yield a part for each row that is not blank."""
    if not data.startswith((b"PK", _OLE)):
        raise _no_spreadsheet(data)
    return child.parse("spreadsheet", data, options)


def parse(data: bytes, options: ReadOptions) -> Iterator[Part]:
    """Read the visible sheets; those without a text column are notes beside the data.

    `Refused` if no sheet has one. Rows are numbered from the one below the headings; where
    several sheets have texts, the sheet's name stands before the number.
    """
    sheets = list(_sheets(data, options))
    found = []
    refusals = []
    for name, headings, rows in sheets:
        try:
            text = text_column(headings, rows, options.text_column, "--text-column")
        except Refused as refused:
            refusals.append(refused)
        else:
            found.append((name, headings, rows, text))
    if refusals and not found:
        raise refusals[0]
    for name, headings, rows, text in found:
        keys = keys_of(headings)
        for number, row in enumerate(rows, start=1):
            if any(map(str.strip, row)):
                yield part(keys, row, text, str(number) if len(found) == 1 else f"{name}!{number}")


def _sheets(data: bytes, options: ReadOptions) -> Iterator[tuple[str, list[str], list[list[str]]]]:
    try:
        import python_calamine as calamine
    except ImportError:
        raise missing_extra("office", "python-calamine") from None
    if data.startswith(b"PK"):
        members = Zip(data, options)
        for name in members.names():
            members.read(name)  # within the limits, which calamine does not know
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        for sheet in book.sheets_metadata:
            if (
                sheet.visible == calamine.SheetVisibleEnum.Visible
                and sheet.typ == calamine.SheetTypeEnum.WorkSheet
            ):
                rows = book.get_sheet_by_name(sheet.name).to_python()
                headings, below = _split([list(map(cell, row)) for row in rows])
                if headings:
                    yield sheet.name, headings, below
    except calamine.PasswordError:
        raise _encrypted() from None
    except (calamine.CalamineError, OSError, ValueError) as error:
        if "password" in str(error).lower() or "encrypt" in str(error).lower():
            raise _encrypted() from None
        raise damaged("Excel/ODS") from None


def _split(rows: list[list[str]]) -> tuple[list[str], list[list[str]]]:
    """Return the headings and the rows below: a line with one cell above a table is its title."""
    width = max((sum(map(bool, row)) for row in rows[:50]), default=0)
    for number, row in enumerate(rows):
        if sum(map(bool, row)) >= min(2, width) > 0:
            return row, rows[number + 1 :]
    return [], []


def _encrypted() -> Refused:
    return Refused(
        "encrypted",
        Both("有密码保护", "is protected by a password"),
        Both("请先去掉密码再保存", "save it without the password"),
    )


def _no_spreadsheet(data: bytes) -> Refused:
    head = data[:1000].lstrip(b"\xef\xbb\xbf \r\n\t")
    if head.startswith(b"<"):  # what web sites call an Excel file is often a page
        return Refused(
            "format",
            Both("是网页或 XML，不是 Excel 文件", "is a web page or XML, no Excel file"),
            Both("请在 Excel 或 WPS 里另存为 .xlsx", "open it in Excel and save it as .xlsx"),
        )
    return damaged("Excel/ODS")
