"""Excel and Word: typed cells, text that stays text, and the same bytes every time."""

import io
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
import zipfile

import pytest
from python_calamine import CalamineWorkbook

from cntext.errors import Both, UsageProblem
from cntext.render.delimited import to_markdown
from cntext.render.word import to_docx
from cntext.render.workbook import MOST_ROWS, to_xlsx
from cntext.table import Caveat, Column, Manifest, Role, Rows, Table, Type, Unit

HOSTILE = (
    '=HYPERLINK("http://x","y")', "+1+1", "-2+3", "@SUM(A1)", "＝1+1", "http://evil.example/",
    "<script>alert(1)</script>", "a&b]]>", "x\x00\x1b]0;\ud800\ufffe", "\u202e反转", "|*粗*`_", "[a](b)",
)  # fmt: skip
TERM = Column("term", Both("词", "Term"), Type.STRING, role=Role.TERM)
FREQ = Column("freq", Both("频次", "Freq"), Type.INTEGER, Unit.COUNT)
RATE = Column("rate", Both("每百万", "Per million"), Type.NUMBER, Unit.PER_MILLION)
KNOWN = Column("known", Both("已知", "Known"), Type.BOOLEAN)


def table(rows, **more):
    notes = (Both("分母是词", "of words"),)
    columns = (TERM, FREQ, RATE, KNOWN)
    return Table("freq", Both("词频 <b>", "Words <b>"), columns, rows, notes=notes, **more)


CODED = Table(
    "entities",
    Both("实体", "Entities"),
    (
        Column("type", Both("类型", "Type"), Type.STRING, says=(("date", Both("会期", "day")),)),
        FREQ,
    ),
    [("date", 1)],
)


@pytest.mark.parametrize(("lang", "word"), [("zh", "会期"), ("en", "day")])
def test_codes_are_words_in_what_people_open(lang, word):
    assert sheets(to_xlsx(CODED, lang=lang))["entities"][1][0] == word
    assert f">{word}<" in part(to_docx(CODED, lang=lang), "word/document.xml")


HARD = table([(text, 2**60 + i, None, bool(i % 2)) for i, text in enumerate(HOSTILE)])


def sheets(data):
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def part(data, name):
    return zipfile.ZipFile(io.BytesIO(data)).read(name).decode("utf-8")


def test_cells_of_a_workbook_have_their_types_and_full_precision():
    rows = [("产教融合", 1234, 1 / 3, True), ("双高", 0, None, None)]
    found = sheets(to_xlsx(table(rows), lang="zh"))
    assert found["freq"] == [
        ["词", "频次", "每百万", "已知"],
        ["产教融合", 1234.0, 1 / 3, True],
        ["双高", 0.0, "", ""],
    ]
    sheet = part(to_xlsx(table(rows)), "xl/worksheets/sheet1.xml")
    assert 'state="frozen"' in sheet
    assert "<autoFilter" in sheet


def test_a_score_is_shown_as_on_the_screen_and_kept_in_full():
    score = Column("p", Both("p", "p"), Type.NUMBER, Unit.SCORE)
    made = Table(
        "t", Both("", ""), (score,), [(2e-58,), (0.0123456,), (1234.5678,), (0.0,), (-0.5,)]
    )
    data = to_xlsx(made)
    assert [row[0] for row in sheets(data)["t"][1:]] == [2e-58, 0.0123456, 1234.5678, 0.0, -0.5]
    styles = part(data, "xl/styles.xml")
    assert {"#,##0.00", "0.0E+00"} <= set(re.findall('formatCode="([^"]*)"', styles))


def test_the_last_sheet_says_where_the_numbers_come_from():
    made = table(
        [("a", 1, 1.0, True)],
        warnings=(Caveat("few", Both("太少", "too few")),),
        manifest=Manifest(params={"seed": 0}, inputs={"files": [{"path": "a"}, {"path": "b"}]}),
        total=7,
    )
    lines = sheets(to_xlsx(made, lang="en"))["notes"]
    assert ["rows", "1 / 7"] in lines
    assert ["note", "of words"] in lines
    assert ["warning few", "too few"] in lines
    assert ["freq", "频次 · Freq  [count]"] in lines
    assert ["seed", "0"] in lines
    assert lines.count(["files", '{"path": "b"}']) == 1


def test_the_nodes_of_a_network_have_a_sheet():
    made = table([("a", 1, 1.0, True)], nodes=Table("n", Both("", ""), (TERM,), [("甲",)]))
    assert sheets(to_xlsx(made, lang="zh"))["节点"] == [["词"], ["甲"]]


def test_hostile_text_is_no_formula_no_link_and_no_markup():
    data = to_xlsx(HARD)
    assert [row[0] for row in sheets(data)["freq"][1:]][:5] == list(HOSTILE[:5])
    for name in zipfile.ZipFile(io.BytesIO(data)).namelist():
        text = part(data, name)
        ET.fromstring(text)  # noqa: S314 (our own)
        assert "<f>" not in text
        assert "<hyperlink" not in text
        assert not re.search("[\u202e\x00\x1b]", text)
    assert sheets(data)["freq"][1][1] == str(2**60)  # which a double would round


def test_a_text_too_long_for_a_cell_is_cut_and_says_so():
    cell = sheets(to_xlsx(table([("长" * 40_000, 1, 1.0, True)])))["freq"][1][0]
    assert len(cell) == 32_767
    assert cell.endswith("…")


def test_more_rows_than_a_sheet_holds_are_refused():
    rows = Rows(MOST_ROWS + 1, 4, lambda i: ("a", i, 1.0, True))
    with pytest.raises(UsageProblem, match="1,048,576 rows"):
        to_xlsx(table(rows))


def texts(data):
    root = ET.fromstring(part(data, "word/document.xml"))  # noqa: S314 (our own)
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    return [t.text for t in root.iter(f"{w}t")], root, w


def test_a_word_table_has_a_head_that_repeats_and_numbers_as_on_the_screen():
    found, root, w = texts(to_docx(table([("产教融合", 1234, 2 / 3, None)]), lang="zh"))
    assert found == ["词频 <b>", "词", "频次", "每百万", "已知",
                     "产教融合", "1,234", "0.7", "—", "分母是词"]  # fmt: skip
    assert len(list(root.iter(f"{w}tblHeader"))) == 1
    assert len(list(root.iter(f"{w}tr"))) == 2


def test_hostile_text_is_only_text_in_word():
    found, root, w = texts(to_docx(HARD))
    assert HOSTILE[6] in found
    assert len(list(root.iter(f"{w}tc"))) == 4 * (len(HOSTILE) + 1)


def test_a_word_table_holds_the_columns_that_a_page_does_and_says_what_is_left_out():
    many = tuple(Column(f"c{i}", Both(f"第{i}列", f"Column {i}"), Type.INTEGER) for i in range(40))
    row = tuple(range(40))
    made = Table("t", Both("表", "table"), many, [row], brief=tuple(c.id for c in many))
    found, _, _ = texts(to_docx(made, lang="en"))
    shown = sum(text.startswith("Column") for text in found)
    assert 5 < shown < 40
    assert found[-1].startswith(f"{40 - shown} more columns")


def test_markdown_shows_every_cell_as_it_is():
    from markdown_it import MarkdownIt

    html = MarkdownIt("commonmark").enable("table").render(to_markdown(HARD).decode())
    assert html.count("<tr>") == len(HOSTILE) + 1
    assert not re.search(
        "<(em|a|code|script|b)[ >]", html.split("</tr>", 1)[1].split("</table>")[0]
    )
    assert "|*粗*`_" in html


_MAKE = """
import sys, hashlib
sys.path.insert(0, sys.argv[1])
from test_office import HARD, to_docx, to_xlsx
print(hashlib.sha256(to_xlsx(HARD) + to_docx(HARD)).hexdigest())
"""


def test_two_processes_write_the_same_bytes():
    folder = os.path.dirname(__file__)
    sums = {
        subprocess.run(
            [sys.executable, "-c", _MAKE, folder],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Shanghai"))
    }
    assert len(sums) == 1


@pytest.mark.parametrize("write", [to_xlsx, to_docx])
def test_an_empty_table_is_a_file_with_a_head(write):
    assert zipfile.ZipFile(io.BytesIO(write(table([])))).testzip() is None
