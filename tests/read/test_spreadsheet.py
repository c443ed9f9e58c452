"""A row of a sheet is a text, in whatever program the sheet was made."""

import datetime
import io
import shutil
import subprocess
import sys
import types
import zipfile

import pytest

from cntext.read.formats import ReadOptions, spreadsheet
from cntext.read.refusal import Refused

python_calamine = pytest.importorskip("python_calamine")

LONG = "我爱北京天安门，天安门上太阳升。" * 3
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def workbook(*sheets, hidden=(), more=()) -> bytes:
    """Return an .xlsx made by hand: ``sheets`` are (name, rows)."""
    stream = io.BytesIO()
    state = {name: "hidden" if name in hidden else "visible" for name, _ in sheets}
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        types = "".join(
            f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="application/'
            'vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
            for n, _ in enumerate(sheets, 1)
        )
        file.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/><Override PartName='
            '"/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.'
            f'spreadsheetml.sheet.main+xml"/>{types}</Types>',
        )
        file.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" Type='
            f'"{_REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        names = "".join(
            f'<sheet name="{name}" sheetId="{n}" r:id="r{n}" state="{state[name]}"/>'
            for n, (name, _) in enumerate(sheets, 1)
        )
        file.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_REL}"><sheets>{names}</sheets></workbook>',
        )
        links = "".join(
            f'<Relationship Id="r{n}" Type="{_REL}/worksheet" Target="worksheets/sheet{n}.xml"/>'
            for n, _ in enumerate(sheets, 1)
        )
        file.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{_PACKAGE}/relationships">{links}'
            f'<Relationship Id="rs" Type="{_REL}/styles" Target="styles.xml"/></Relationships>',
        )
        file.writestr(
            "xl/styles.xml",
            f'<styleSheet xmlns="{_MAIN}"><cellXfs count="3"><xf numFmtId="0"/>'
            '<xf numFmtId="14"/><xf numFmtId="22"/></cellXfs></styleSheet>',
        )
        for n, (_, rows) in enumerate(sheets, 1):
            body = "".join(
                f'<row r="{r}">'
                + "".join(_cell(f"{chr(64 + c)}{r}", value) for c, value in enumerate(row, 1))
                + "</row>"
                for r, row in enumerate(rows, 1)
            )
            file.writestr(
                f"xl/worksheets/sheet{n}.xml",
                f'<worksheet xmlns="{_MAIN}"><sheetData>{body}</sheetData></worksheet>',
            )
        for name, data in more:
            file.writestr(name, data)
    return stream.getvalue()


def _cell(place, value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return f'<c r="{place}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, datetime.datetime):
        days = (value - datetime.datetime(1899, 12, 30)) / datetime.timedelta(days=1)
        return f'<c r="{place}" s="{1 if days == int(days) else 2}"><v>{days}</v></c>'
    if isinstance(value, (int, float)):
        return f'<c r="{place}"><v>{value}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>'


def test_each_row_is_a_page_with_typed_cells_as_people_write_them(read_texts):
    rows = [
        ["日期", "年份", "比例", "对", "时间", "正文"],
        [
            datetime.datetime(2020, 1, 5),
            2020.0,
            0.25,
            True,
            datetime.datetime(2020, 1, 5, 10, 30),
            "北京",
        ],
        [None, None, None, None, None, "上海"],
    ]
    assert read_texts("a.xlsx", workbook(("一", rows))) == [
        (
            "#1",
            "北京",
            {
                "date": "2020-01-05",
                "year": "2020",
                "比例": "0.25",
                "对": "true",
                "时间": "2020-01-05T10:30:00",
            },
        ),
        ("#2", "上海", {}),
    ]


def test_a_title_line_above_the_headings_is_no_heading(read_texts):
    rows = [["政策文件汇总表"], [], ["编号", "正文"], [1, "北京"], [None, None], [2, "上海"]]
    assert read_texts("a.xlsx", workbook(("一", rows))) == [
        ("#1", "北京", {"编号": "1"}),
        ("#3", "上海", {"编号": "2"}),
    ]


def test_sheets_with_texts_are_read_notes_and_hidden_ones_are_not(read_texts):
    data = workbook(
        ("说明", [["项", "值"], ["甲", 1]]),
        ("2019", [["正文"], ["北京"]]),
        ("2020", [["正文"], ["上海"]]),
        ("旧", [["正文"], ["天津"]]),
        ("空", []),
        hidden=["旧"],
    )
    assert [(name, text) for name, text, _ in read_texts("a.xlsx", data)] == [
        ("#2019!1", "北京"),
        ("#2020!1", "上海"),
    ]


def test_the_columns_are_listed_when_none_is_the_text(refusal):
    failure = refusal("a.xlsx", workbook(("一", [["甲", "乙"], [1, 2]])), text_column="丙")
    assert failure.code == "text-column"
    assert "甲、乙" in failure.problem.zh


def test_an_empty_workbook_has_no_pages(read_texts):
    assert read_texts("a.xlsx", workbook(("一", []))) == []


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.xlsx", b"", "damaged"),
        ("a.xlsx", "只是文字".encode(), "damaged"),
        ("a.xls", b"\xd0\xcf\x11\xe0 and no more", "damaged"),
        ("a.xls", b"<html><table><tr><td>x</td></tr></table></html>", "format"),
        ("a.ods", b"PK\x03\x04", "damaged"),
        ("a.xlsx", workbook(("一", [["正文"], ["北京"]]))[:-40], "damaged"),
    ],
)
def test_what_is_no_spreadsheet_is_refused(refusal, name, data, code):
    assert refusal(name, data).code == code


def test_a_zip_without_a_workbook_is_damaged(refusal):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        file.writestr("a.txt", "x")
    assert refusal("a.xlsx", stream.getvalue()).code == "damaged"


def test_a_bomb_is_refused(refusal):
    data = workbook(("一", [["正文"]]), more=[("xl/media/x.bin", b"\0" * (20 << 20))])
    assert refusal("a.xlsx", data).code == "bomb"


def test_a_cell_in_the_last_corner_costs_this_file_only(read_bytes):
    """17 billion cells would be 400 GB: the parser dies in its child, and we do not."""
    data = workbook(("一", [["正文"], ["北京"]]))
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b'r="A2" t', b'r="XFD1048576" t'))
    pages, failed = read_bytes("a.xlsx", stream.getvalue())
    assert pages == []
    assert [failure.code for failure in failed] == ["crashed"]
    assert len(read_bytes("b.xlsx", data)[0]) == 1


def test_damaged_files_fail_in_words(survives):
    rows = [["id", "正文"], *([n, LONG] for n in range(20))]
    assert survives("a.xlsx", workbook(("一", rows))) > 200


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not here")
@pytest.mark.parametrize("suffix", ["xlsx", "xls", "ods"])
def test_what_libreoffice_makes_of_a_table_is_read_the_same(
    shared, tmp_path, read_bytes, survives, suffix
):
    subprocess.run(
        [
            *("soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile"),
            *("--convert-to", suffix, "--infilter=CSV:44,34,76,1", "--outdir", str(tmp_path)),
            str(shared / "laws_edu.csv"),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    data = (tmp_path / f"laws_edu.{suffix}").read_bytes()
    sheet, failed = read_bytes(f"a.{suffix}", data)
    table, _ = read_bytes("a.csv", (shared / "laws_edu.csv").read_bytes())
    assert failed == []
    assert [(p.text, p.meta) for p in sheet] == [(p.text, p.meta) for p in table]
    survives(f"a.{suffix}", data, 100)


def test_without_the_library_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    with pytest.raises(Refused, match="missing-extra") as caught:
        list(spreadsheet.parse(workbook(("表", [["正文"], ["甲"]])), ReadOptions()))
    assert "[office]" in caught.value.hint.en


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (python_calamine.PasswordError("x"), "encrypted"),
        (python_calamine.CalamineError("Workbook is encrypted"), "encrypted"),
        (python_calamine.CalamineError("no sheet"), "damaged"),
        (ValueError("x"), "damaged"),
    ],
)
def test_what_the_library_says_of_a_password_is_understood(monkeypatch, error, code):
    def fail(_):
        raise error

    book = types.SimpleNamespace(from_filelike=fail)
    monkeypatch.setattr(python_calamine, "CalamineWorkbook", book)
    with pytest.raises(Refused, match=code):
        list(spreadsheet.parse(b"\xd0\xcf\x11\xe0", ReadOptions()))


def test_an_empty_cell_says_nothing_of_its_column(read_texts):
    rows = [["甲", "乙"], [LONG, None], [None, "x"]]
    assert [text for _, text, _ in read_texts("a.xlsx", workbook(("表", rows)))] == [LONG, ""]
