"""Long JSON Lines in runs: every record comes out as if the file were read whole."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cntext.model import Inputs
from cntext.read import runs
from cntext.read.formats import ReadOptions
from cntext.read.pages import pages_of
from cntext.read.paths import Source

FIELDS = st.sampled_from(["正文", "title", "note", "日期"])
RECORDS = st.dictionaries(FIELDS, st.text("产教融合\n。a ", max_size=9) | st.none(), max_size=4)
LINES = st.lists(
    st.one_of(
        RECORDS.map(lambda r: json.dumps(r, ensure_ascii=False)),
        st.sampled_from(["", "  ", "{broken", "[1]", '"x"']),
    ),
    max_size=12,
)


@pytest.fixture(autouse=True)
def short(monkeypatch):
    """Let runs be of some 40 bytes, and files be long from 60 on."""
    monkeypatch.setattr(runs, "LONG", 60)
    monkeypatch.setattr(runs, "PIECE", 40)


def read(sources):
    inputs = Inputs()
    options = ReadOptions()
    pages = [page for source in sources for page in pages_of(source, inputs, options)]
    return pages, inputs.failed


def source_of(path):
    return Source(str(path), path.name, path.stat().st_size)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(lines=LINES, end=st.sampled_from(["\n", "\r\n"]), last=st.booleans())
def test_records_are_those_of_the_whole_file(tmp_path, lines, end, last):
    first = json.dumps({"正文": "产教融合", "title": "一"}, ensure_ascii=False)
    path = tmp_path / "a.jsonl"
    path.write_bytes((end.join([first, first, *lines]) + end * last).encode())
    source = source_of(path)
    parted = runs.in_runs(source, ReadOptions())
    assert parted
    assert sum(run.size for run in parted) == source.size
    assert read(parted) == read([source])


def test_a_large_file_comes_in_several_runs(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text("".join(f'{{"text": "第{n}条"}}\n' for n in range(20)), "utf-8")
    parted = runs.in_runs(source_of(path), ReadOptions())
    assert len(parted) > 3
    pages, failed = read(parted)
    assert not failed
    assert [page.id for page in pages] == [f"a.jsonl#{n}" for n in range(1, 21)]
    assert [page.first_line for page in pages] == list(range(1, 21))
    assert {page.size for page in pages} == {path.stat().st_size}


def test_the_head_of_the_file_says_which_field_is_the_text(tmp_path):
    path = tmp_path / "a.ndjson"
    rows = [{"b": "职业教育" * 10, "a": "x"}] * 200 + [{"a": "产教融合" * 40, "b": "短"}] * 99
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), "utf-8")
    pages, _ = read(runs.in_runs(source_of(path), ReadOptions()))
    assert pages == read([source_of(path)])[0]
    assert pages[-1].text == "短"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.json", b'{"text": "x"}\n' * 20),  # may be one document
        ("a.jsonl", '{"text": "x"}\n'.encode("utf-16") * 20),
        ("a.jsonl", b"[\n" + b'{"text": "x"},\n' * 20),
        ("a.jsonl", b"nothing of the kind\n" * 20),
        ("a.jsonl", b'{"text": "x"}'),  # not long
    ],
)
def test_other_files_are_left_whole(tmp_path, name, data):
    path = tmp_path / name
    path.write_bytes(data)
    assert runs.in_runs(source_of(path), ReadOptions()) is None


def test_a_line_longer_than_any_record_leaves_the_file_whole(tmp_path, monkeypatch):
    monkeypatch.setattr(runs, "_LONGEST", 200)
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "一"}\n' * 2000 + '{"text": "' + "长" * 200 + '"}\n', "utf-8")
    assert runs.in_runs(source_of(path), ReadOptions()) is None


def test_a_file_that_grows_while_it_is_looked_at_is_left_whole(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "一"}\n' * 20, "utf-8")
    before = source_of(path)
    path.write_text('{"text": "一"}\n' * 21, "utf-8")
    assert runs.in_runs(before, ReadOptions()) is None


def test_a_first_line_of_brackets_and_one_in_another_encoding_are_left_whole(tmp_path):
    path = tmp_path / "a.jsonl"
    for data in (b"\xff\x00\x81" * 50 + b"\n" + b"\xff\x00" * 50, b"no json\n" * 20):
        path.write_bytes(data)
        assert runs.in_runs(source_of(path), ReadOptions()) is None
    path.write_bytes(b"[" * 50_000 + b"\n" + b'{"text": "a"}\n' * 2)
    parted = runs.in_runs(source_of(path), ReadOptions())
    assert read(parted or [source_of(path)]) == read([source_of(path)])
