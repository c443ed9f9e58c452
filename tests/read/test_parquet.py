"""A row of a Parquet file is a text."""

import datetime
import io
import sys

import pytest

from cntext.read.formats import ReadOptions, parquet
from cntext.read.refusal import Refused

polars = pytest.importorskip("polars")

LONG = "我爱北京天安门，天安门上太阳升。" * 3


def table(**columns) -> bytes:
    stream = io.BytesIO()
    polars.DataFrame(columns).write_parquet(stream)
    return stream.getvalue()


def test_each_row_is_a_page_with_typed_cells_as_people_write_them(read_texts):
    data = table(
        日期=[datetime.date(2020, 1, 5), None],
        年份=[2020.0, 2021.0],
        n=[1, 2],
        tags=[["甲", "乙"], []],
        raw=[b"\0", b""],
        more=[{"a": 1, "b": None}, {"a": 2, "b": None}],
        text=["北京", None],
    )
    assert read_texts("a.parquet", data) == [
        (
            "#1",
            "北京",
            {
                "date": "2020-01-05",
                "year": "2020",
                "n": "1",
                "tags": "甲; 乙",
                "more": "a: 1; b: ",
            },
        ),
        ("#2", "", {"year": "2021", "n": "2", "more": "a: 2; b: "}),
    ]


def test_the_text_column_is_chosen_and_named_as_in_csv(read_texts, refusal):
    data = table(a=["甲"], b=[LONG])
    assert read_texts("a.parquet", data)[0][1] == LONG
    assert read_texts("a.parquet", data, text_column="a")[0][1] == "甲"
    assert refusal("a.parquet", data, text_column="c").code == "text-column"


def test_no_rows_are_no_pages(read_texts):
    assert read_texts("a.parquet", table(text=[])) == []


@pytest.mark.parametrize("data", [b"", b"PAR1PAR1", b"PAR1 and what follows PAR1", "文字".encode()])
def test_what_is_no_parquet_is_damaged(refusal, data):
    assert refusal("a.parquet", data).code == "damaged"


def test_a_table_that_unpacks_to_too_much_is_refused(refusal):
    data = table(text=["北京天安门" * 1000] * 300)
    assert len(data) < 100_000
    assert refusal("a.parquet", data, max_unpacked=1 << 20).code == "bomb"


def test_without_the_library_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(Refused) as refused:
        list(parquet.parse(table(text=["甲"]), ReadOptions()))
    assert refused.value.code == "missing-extra"
    assert 'pip install ".[tables]"' in refused.value.hint.en


def test_damaged_files_fail_in_words(survives):
    assert survives("a.parquet", table(id=list(range(50)), text=[LONG] * 50)) > 150
