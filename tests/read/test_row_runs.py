"""Long tables in runs: every row comes out as if the file were read whole."""

import csv
import io

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from cntext.model import Inputs
from cntext.read import row_runs
from cntext.read.formats import ReadOptions
from cntext.read.pages import pages_of
from cntext.read.paths import Source

CELLS = st.text('产教融合\n\r",;\t。a ', max_size=9)
ROWS = st.lists(st.lists(CELLS, min_size=1, max_size=4), max_size=12)


@pytest.fixture(autouse=True)
def short(monkeypatch):
    """Let runs be of some 40 bytes, and files be long from 30 on."""
    monkeypatch.setattr(row_runs, "LONG", 30)
    monkeypatch.setattr(row_runs, "PIECE", 40)
    monkeypatch.setattr(row_runs, "JUDGED", 1)


def read(sources):
    inputs = Inputs()
    pages = [page for source in sources for page in pages_of(source, inputs, ReadOptions())]
    return pages, inputs.failed


def source_of(path):
    return Source(str(path), path.name, path.stat().st_size)


def runs_of(path):
    return row_runs.in_row_runs(source_of(path), ReadOptions())


HEADING = "标题,正文,日期"
FIRST = f"{HEADING}\n甲,产教融合,2020\n乙,校企合作,2021\n"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    rows=ROWS,
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "gb18030"]),
)
def test_rows_are_those_of_the_whole_file(tmp_path, rows, end, encoding):
    path = tmp_path / "a.csv"
    table = io.StringIO(newline="")
    csv.writer(table, lineterminator=end).writerows(rows)
    path.write_bytes((FIRST + table.getvalue()).encode(encoding))
    parted = runs_of(path)
    assert parted
    assert sum(run.size for run in parted) == path.stat().st_size
    assert read(parted) == read([source_of(path)])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    rest=st.text('甲乙丙,\n"', max_size=60),
    name=st.sampled_from(["a.csv", "a.tsv"]),
)
def test_quotes_out_of_place_are_read_as_in_the_whole_file(tmp_path, rest, name):
    path = tmp_path / name
    tab = (lambda text: text.replace(",", "\t")) if name == "a.tsv" else str
    path.write_text(tab(FIRST + rest), "utf-8", newline="")
    parted = runs_of(path)
    assume(parted)  # else a quote is never closed
    assert read(parted) == read([source_of(path)])


def test_a_large_table_comes_in_several_runs(tmp_path):
    path = tmp_path / "a.csv"
    rows = "".join(f'第{n}条,"甲\n{"乙" * n}"\n' for n in range(20))
    path.write_text(f"title,text\n{rows}", "utf-8")
    parted = runs_of(path)
    assert len(parted) > 3
    pages, failed = read(parted)
    assert not failed
    assert [page.id for page in pages] == [f"a.csv#{n}" for n in range(1, 21)]
    assert [page.first_line for page in pages] == list(range(2, 42, 2))
    assert {page.size for page in pages} == {path.stat().st_size}
    assert {page.meta["title"] for page in pages} == {f"第{n}条" for n in range(20)}


def test_the_first_rows_say_which_column_is_the_text(tmp_path):
    path = tmp_path / "a.csv"
    rows = ["职业教育" * 10 + ",x\n"] * 200 + ["短," + "产教融合" * 40 + "\n"] * 99
    path.write_text("甲,乙\n" + "".join(rows), "utf-8")
    pages, _ = read(runs_of(path))
    assert pages == read([source_of(path)])[0]
    assert pages[-1].text == "短"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", FIRST.encode() * 9),
        ("a.csv", FIRST.encode("utf-16") * 9),
        ("a.csv", FIRST.encode() * 9 + b"\xff\xfe,\n"),  # damaged
        ("a.csv", FIRST.encode() * 9 + b"\0,\n"),
        ("a.csv", FIRST.encode() * 9 + '甲,"乙\n'.encode() * 9),  # never closed
        ("a.csv", "标题,日期\n".encode() + b"1,2\n" * 40),  # no text
        ("a.csv", b"\n" * 90),
        ("a.csv", HEADING.encode()),  # not long
        ("a.csv", (FIRST * 9).encode("gb18030") + "丁,中华人民共和国,1\n".encode()),  # mixed
    ],
)
def test_other_files_are_left_whole(tmp_path, name, data):
    path = tmp_path / name
    path.write_bytes(data)
    assert runs_of(path) is None


def test_a_table_whose_beginning_does_not_tell_its_encoding_is_left_whole(tmp_path, monkeypatch):
    monkeypatch.setattr(row_runs, "JUDGED", 100)
    path = tmp_path / "a.csv"
    path.write_bytes((FIRST * 9).encode("gb18030"))
    assert runs_of(path) is None
    assert row_runs.in_row_runs(source_of(path), ReadOptions(encoding="gb18030"))


def test_a_row_too_long_is_left_to_the_whole_file(tmp_path, monkeypatch):
    monkeypatch.setattr(row_runs, "_LONGEST", 60)
    path = tmp_path / "a.csv"
    path.write_text(FIRST + '丙,"' + "产教\n" * 20 + '",\n', "utf-8")
    assert runs_of(path) is None


def test_what_changes_meanwhile_is_left_whole(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(FIRST * 4, encoding="utf-8")
    source = source_of(path)
    assert row_runs.in_row_runs(source, ReadOptions())
    path.write_text(FIRST * 5, encoding="utf-8")
    assert row_runs.in_row_runs(source, ReadOptions()) is None


def test_a_table_without_headings_is_left_whole(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("\n" * 60, encoding="utf-8")
    assert runs_of(path) is None


@pytest.mark.parametrize(
    "data",
    [
        f"标题,正文{'文' * 60}".encode(),  # no line ends where the encoding is looked for
        FIRST.encode("utf-16-le") * 4,
        FIRST.encode("gb18030") * 4 + "产教融合,校企合作\n".encode(),  # two encodings
    ],
)
def test_what_is_in_no_one_encoding_by_lines_is_left_whole(tmp_path, data):
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    assert runs_of(path) is None
