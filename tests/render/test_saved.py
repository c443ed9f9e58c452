"""A table that was saved, and edited by a person, is read for what it is."""

import json
from dataclasses import replace

import pytest

from cntext.errors import Both, UsageProblem
from cntext.render.delimited import to_csv, to_tsv
from cntext.render.saved import looks_saved, read_saved
from cntext.render.structured import to_json, to_jsonl
from cntext.render.weighing import weights
from cntext.table import Column, Role, Table, Type, Unit

FREQ = Table(
    "freq",
    Both("词频", "freq"),
    (
        Column("rank", Both("", ""), Type.INTEGER, role=Role.KEY),
        Column("word", Both("", ""), Type.STRING, role=Role.TERM),
        Column("freq", Both("", ""), Type.INTEGER),
        Column("per_million", Both("", ""), Type.NUMBER),
    ),
    ((1, "产教融合", 14, 5.5), (2, "-改革", 9, 3.25), (3, "1+X,证书", 2, 0.5)),
    weight="freq",
)
WANT = [("产教融合", 14), ("-改革", 9), ("1+X,证书", 2)]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("t.csv", to_csv(FREQ, bom=True)),
        ("t.tsv", to_tsv(FREQ)),
        ("t.json", to_json(FREQ)),
        ("t.jsonl", to_jsonl(FREQ)),
    ],
)
def test_what_we_write_comes_back(name, data):
    back = read_saved(data.decode(), name)
    assert weights(back) == WANT
    assert weights(back, "per_million")[0] == ("产教融合", 5.5)


@pytest.mark.parametrize(
    "text",
    [
        "词语,频次\n改革,3\n开放,1\n",
        "序号,词,词频\n1,开放,1\n2,改革,3\n",
        "改革开放,n\n改革,3\n开放,1\n",
        "word;freq\n改革;3\n开放;1\n\n",
        "word\tfreq\n改革\t3\n开放\t1\n坏\n",
        '[{"w": "改革", "n": 3}, {"w": "开放", "n": 1}]',
        "\ufeffterm,weight\r\n改革,3.0\r\n开放,1\r\n空,\r\n",
    ],
)
def test_tables_of_others_are_read(text):
    assert weights(read_saved(text, "t.csv")) == [("改革", 3.0), ("开放", 1.0)]


@pytest.mark.parametrize(
    "text", ["", "word,freq\n", "a,b\nx,y\n", "1,2\n3,4\n", "{", "[1, 2]", '{"schema": 1}', "\0"]
)
def test_what_is_no_table_of_words_is_refused(text):
    with pytest.raises(UsageProblem, match=r"t\.csv"):
        weights(read_saved(text, "t.csv"))


def test_a_corpus_in_a_table_is_not_taken_for_a_table_of_words():
    assert looks_saved("t.csv", to_csv(FREQ, bom=True).decode())
    assert looks_saved("t.tsv", to_tsv(FREQ).decode())
    assert looks_saved("t.json", to_json(FREQ).decode())
    assert not looks_saved("t.csv", "title,year,text\n报告,2020,深化产教融合。\n")
    assert not looks_saved("t.csv", "id,content\n1,深化产教融合。\n")
    assert not looks_saved("t.json", json.dumps([{"text": "深化产教融合。", "year": 2020}]))
    assert not looks_saved("t.csv", "word,text\n改革,深化改革\n")
    assert not looks_saved("t.csv", "")


def test_sizes_are_not_of_several_units():
    value = Column("value", Both("数值", "Value"), Type.NUMBER, Unit.NONE)
    unit = Column("unit", Both("单位", "Unit"), Type.STRING, role=Role.CONTEXT)
    rows = (("粮食", 3.0, "斤"), ("钢", 2.0, "吨"), ("没有数", None, ""))
    table = Table("entities", Both("", ""), (FREQ.columns[1], value, unit), rows)
    with pytest.raises(UsageProblem, match=r"value is in several units \(斤, 吨 \.\.\.\)"):
        weights(table)
    one = replace(table, rows=rows[1:])
    assert weights(one) == [("钢", 2.0)]


def test_a_unit_of_others_may_be_an_office():
    text = "word,freq,unit\n改革,3,教育部\n开放,1,财政部\n"
    assert weights(read_saved(text, "t.csv")) == [("改革", 3.0), ("开放", 1.0)]
