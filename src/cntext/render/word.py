"""A Word document with one three-line table, ready to be pasted into a paper.

Written by hand: three small XML parts are all that a table needs, where the usual library
brings a C parser, a template of its own and the time of writing.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from io import BytesIO
from xml.sax.saxutils import escape

from cntext.errors import Both
from cntext.render.cells import shows
from cntext.render.terminal import fitting
from cntext.table import Column, Table, Type
from cntext.text.safe import safe

# What fits beside one another, in cells of half a Han character: upright in 五号, and on a
# page that lies on its side in 小五. Three cells stand between columns.
_UPRIGHT, _LYING = 84, 150
_MOST = 40  # of one column; what is longer is broken
_PAGE = (11906, 16838)  # A4, in twentieths of a point
_MARGIN = 1440
_EPOCH = (1980, 1, 1, 0, 0, 0)  # not the time of writing: the same table gives the same bytes
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels"'
    ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
    "</Types>"
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)


def to_docx(table: Table, *, lang: str = "en") -> bytes:
    """Return a document with title, table and notes.

    The table has three rules, as journals ask for: above and below it, and under its head,
    which is repeated on each page. Numbers are shown as on the screen. Of the columns the
    most important are there, as many as a page holds.
    """
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (
            ("[Content_Types].xml", _TYPES),
            ("_rels/.rels", _RELATIONS),
            ("word/document.xml", "".join(_document(table, lang))),
        ):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, (_HEAD + text).encode("utf-8", "replace"))
    return out.getvalue()


def _document(whole: Table, lang: str) -> Iterator[str]:
    table = fitting(whole.for_people(lang), lang, _LYING)
    written = shows(table)
    rows = [[write(cell) for write, cell in zip(written, row, strict=True)] for row in table.rows]
    needs = [
        _need(column, [row[i] for row in rows], lang) for i, column in enumerate(table.columns)
    ]
    wide = sum(needs) > _UPRIGHT
    width, height = _PAGE[::-1] if wide else _PAGE
    size = 18 if wide else 21  # half points: 五号, and 小五 where there is much to fit
    yield f'<w:document xmlns:w="{_W}"><w:body>'
    yield _paragraph(table.title.say(lang), 21, bold=True, align="center", after=120)
    rule = '<w:{0} w:val="single" w:sz="12" w:space="0" w:color="auto"/>'
    yield (
        '<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:jc w:val="center"/><w:tblBorders>'
        f"{rule.format('top')}{rule.format('bottom')}</w:tblBorders>"
        '<w:tblLayout w:type="autofit"/></w:tblPr><w:tblGrid>'
    )
    shares = [round((width - 2 * _MARGIN) * need / sum(needs)) for need in needs]
    yield "".join(f'<w:gridCol w:w="{share}"/>' for share in shares) + "</w:tblGrid>"
    head = [column.label.say(lang) for column in table.columns]
    yield _row(head, table.columns, shares, size, head=True)
    for row in rows:
        yield _row(row, table.columns, shares, size)
    yield "</w:tbl>"
    left_out = len(whole.columns) - len(table.columns)
    more = Both(
        f"另有 {left_out} 栏，见 .xlsx、.csv", f"{left_out} more columns: see .xlsx or .csv"
    )
    for note in (*table.notes, *([more] if left_out else [])):
        yield _paragraph(note.say(lang), 18, after=0)
    side = ' w:orient="landscape"' if wide else ""
    yield (
        f'<w:sectPr><w:pgSz w:w="{width}" w:h="{height}"{side}/><w:pgMar w:top="{_MARGIN}"'
        f' w:right="{_MARGIN}" w:bottom="{_MARGIN}" w:left="{_MARGIN}" w:header="720"'
        ' w:footer="720" w:gutter="0"/></w:sectPr></w:body></w:document>'
    )


def _need(column: Column, written: list[str], lang: str) -> int:
    """Return the cells that a column would like to have."""
    from rich.cells import cell_len

    longest = max(map(cell_len, written), default=0)
    return min(max(longest, cell_len(column.label.say(lang)), 4), _MOST) + 3


def _row(
    cells: list[str],
    columns: Iterable[Column],
    shares: list[int],
    size: int,
    *,
    head: bool = False,
) -> str:
    parts = ["<w:tr><w:trPr><w:cantSplit/>", "<w:tblHeader/>" if head else "", "</w:trPr>"]
    line = (
        '<w:tcBorders><w:bottom w:val="single" w:sz="6" w:space="0" w:color="auto"/></w:tcBorders>'
    )
    for text, column, share in zip(cells, columns, shares, strict=True):
        right = column.type in (Type.INTEGER, Type.NUMBER)
        body = _paragraph(text, size, bold=head, align="right" if right else "left", after=0)
        parts.append(
            f'<w:tc><w:tcPr><w:tcW w:w="{share}" w:type="dxa"/>{line if head else ""}</w:tcPr>'
            f"{body}</w:tc>"
        )
    return "".join([*parts, "</w:tr>"])


def _paragraph(
    text: str, size: int, *, bold: bool = False, align: str = "left", after: int = 0
) -> str:
    return (
        f'<w:p><w:pPr><w:spacing w:before="0" w:after="{after}"/><w:jc w:val="{align}"/></w:pPr>'
        '<w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"'
        f' w:eastAsia="宋体" w:cs="Times New Roman"/>{"<w:b/>" if bold else ""}'
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(_xml(text))}</w:t></w:r></w:p>'
    )


def _xml(text: str) -> str:
    """Return ``text`` without what XML 1.0 cannot hold, not even escaped."""
    return safe(text).replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")
