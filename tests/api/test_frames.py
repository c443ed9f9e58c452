"""Tables as data frames: the same cells, types kept, undefined ones undefined."""

import json
import sys

import pytest

from cntext.api import frames
from cntext.errors import Both, CntextError
from cntext.table import Caveat, Column, Role, Table, Type, Unit

COLUMNS = (
    Column("word", Both("词", "Word"), Type.STRING, role=Role.TERM),
    Column("freq", Both("频次", "Freq"), Type.INTEGER, Unit.COUNT),
    Column("share", Both("占比", "Share"), Type.NUMBER, Unit.PERCENT),
    Column("known", Both("已收", "Known"), Type.BOOLEAN),
)
ROWS = [("融合", 2**53 + 1, 1.5, True), (None, None, None, None), ("双高", 0, 2, False)]


def table(rows=ROWS):
    return Table(
        "t", Both("表", "Table"), COLUMNS, rows,
        notes=(Both("基数", "base"),), warnings=(Caveat("few", Both("少", "few")),),
    )  # fmt: skip


def test_pandas_keeps_whole_numbers_whole_and_gaps_open():
    pandas = pytest.importorskip("pandas")
    frame = frames.to_pandas(table())
    kinds = [str(kind) for kind in frame.dtypes]
    assert kinds == ["object", "Int64", "float64", "boolean"]
    assert frame["freq"][0] == 2**53 + 1
    assert frame["share"].tolist()[::2] == [1.5, 2.0]
    assert all(pandas.isna(frame.loc[1, name]) for name in frame.columns)
    assert frame["word"][1] is None
    about = frame.attrs["cntext"]
    assert about["units"]["share"] == "percent"
    assert about["notes"] == [{"zh": "基数", "en": "base"}]
    assert about["warnings"] == [{"code": "few", "zh": "少", "en": "few"}]


def test_polars_and_arrow_have_the_same_cells():
    polars, arrow = pytest.importorskip("polars"), pytest.importorskip("pyarrow")
    frame, made = frames.to_polars(table()), frames.to_arrow(table())
    assert frame.rows() == [tuple(row) for row in ROWS]
    assert frame.dtypes == [polars.String, polars.Int64, polars.Float64, polars.Boolean]
    assert made.to_pylist() == [dict(zip(frame.columns, row, strict=True)) for row in ROWS]
    assert made.schema.field("freq").type == arrow.int64()
    assert json.loads(made.schema.metadata[b"cntext"])["title"] == {"zh": "表", "en": "Table"}


def test_an_empty_table_has_its_columns_and_types():
    pytest.importorskip("pandas")
    frame = frames.to_pandas(table([]))
    assert (list(frame.columns), len(frame)) == (["word", "freq", "share", "known"], 0)
    assert str(frame["freq"].dtype) == "Int64"


@pytest.mark.parametrize("name", ["pandas", "polars", "pyarrow"])
def test_a_library_that_is_missing_is_named(monkeypatch, name):
    monkeypatch.setitem(sys.modules, name, None)
    make = {"pandas": frames.to_pandas, "polars": frames.to_polars, "pyarrow": frames.to_arrow}
    with pytest.raises(CntextError) as error:
        make[name](table())
    assert error.value.say("en") == f"{name}: is not installed; pip install {name}"
