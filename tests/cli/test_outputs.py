"""Outputs: the same table everywhere, and every envelope valid by its own schema."""

import csv
import io
import json

import jsonschema
import pytest

from cntext.cli.schema import tables
from cntext.segment.choosing import choose_segmenter

ROUTES = {
    "freq": [(), ("--by", "source"), ("--unit", "char"), ("--unit", "phrase"), ("--plain",)],
    "keywords": [(), ("--by", "document"), ("--method", "textrank")],
    "phrases": [(), ("--new-only",)],
    "reuse": [(), ("--summary",)],
    "seg": [(), ("--pos",), ("--plain",)],
    "similar": [(), ("--score", "cosine")],
    "topics": [
        ("-k", "2", "--show", view)
        for view in ("topics", "words", "documents", "stability", "choice")
    ],
}


def schema(cntext, name):
    return cntext("schema", name).json


@pytest.mark.parametrize(
    ("name", "options"), [(name, o) for name, routes in ROUTES.items() for o in routes]
)
def test_json_of_every_analysis_obeys_its_schema(cntext, article, name, options):
    (article.parent / "later.txt").write_text(
        article.read_text("utf-8").replace("2022", "2024").replace("深化", "不断深化", 1), "utf-8"
    )
    result = cntext(name, article.parent, "-f", "json", *options)
    assert result.json["rows"] or name == "phrases"
    jsonschema.validate(result.json, schema(cntext, name))


def test_json_of_the_other_tables_obeys_their_schemas(cntext, article, tmp_path):
    index = tmp_path / "a.cnx"
    cntext("index", "build", article, "-o", index)
    for name, arguments in {
        "stopwords": [("stopwords",), ("stopwords", "particles")],
        "doctor": [("doctor",)],
        "cloud": [("cloud", article, "-o", tmp_path / "c.png")],
        "clean": [("clean", article)],
        "cache": [("cache",)],
        "index-info": [("index", "info", index)],
        "index-check": [("index", "check", index)],
    }.items():
        for line in arguments:
            jsonschema.validate(cntext(*line, "-f", "json").json, schema(cntext, name))


def test_every_table_has_a_schema_that_is_tested_here(cntext):
    others = {"stopwords", "doctor", "cloud", "clean", "cache", "index-info", "index-check"}
    tested = {*ROUTES, *others}
    assert set(tables()) == tested
    assert cntext("schema").text.split() == list(tables())


def test_a_schema_refuses_what_it_should(cntext, article):
    envelope = cntext("freq", article, "-f", "json").json
    envelope["rows"][0]["freq"] = "three"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(envelope, schema(cntext, "freq"))


def test_every_format_holds_the_same_rows(cntext, article):
    rows = cntext("freq", article, "-f", "json").json["rows"]
    assert rows[0] == {"rank": 1, "word": "产教融合", "freq": 3, "range": 1,
                       "per_million": rows[0]["per_million"]}  # fmt: skip
    lines = [json.loads(line) for line in cntext("freq", article, "-f", "jsonl").text.splitlines()]
    assert lines == rows
    for fmt, delimiter in (("csv", ","), ("tsv", "\t")):
        text = cntext("freq", article, "-f", fmt).text
        read = list(csv.DictReader(io.StringIO(text), delimiter=delimiter))
        assert [r["word"] for r in read] == [r["word"] for r in rows]
        assert [float(r["per_million"]) for r in read] == [r["per_million"] for r in rows]
    markdown = cntext("freq", article, "-f", "md").text
    assert markdown.count("\n|") == len(rows) + 2


def test_a_pipe_gets_tsv_and_the_suffix_of_a_file_decides(cntext, article, tmp_path):
    assert cntext("freq", article).text.startswith("rank\tword\tfreq")
    for suffix, start in ((".csv", b"\xef\xbb\xbfrank,"), (".json", b"{"), (".md", b"**")):
        path = tmp_path / f"table{suffix}"
        result = cntext("freq", article, "-o", path)
        assert result.out == b""
        assert path.read_bytes().startswith(start)
    assert cntext("freq", article, "-f", "csv").out.startswith(b"rank,")


def test_csv_cells_are_never_formulas_and_text_is_safe_to_show(cntext, tmp_path):
    path = tmp_path / "evil.txt"
    path.write_text("北京\x1b[31m天安门\u202e，＝1+1 @cmd 北京。", encoding="utf-8")
    for fmt in ("csv", "tsv", "md", "table", "text"):
        name = "seg" if fmt == "text" else "freq"
        text = cntext(name, path, "-f", fmt, "--stopwords" if name == "freq" else "--plain",
                      *(["none"] if name == "freq" else [])).text  # fmt: skip
        assert not any((c < " " and c not in "\n\t") or c in "\x1b\u202e" for c in text), fmt
        if fmt == "csv":
            assert not any(cell.startswith(("=", "+", "-", "@")) for row in csv.reader(
                io.StringIO(text)) for cell in row)  # fmt: skip


def test_numbers_of_rows_are_cut_where_asked_and_counted(cntext, article):
    envelope = cntext("freq", article, "-n", "2", "-f", "json").json
    assert len(envelope["rows"]) == 2
    assert envelope["total_rows"] > 2
    grouped = cntext("keywords", article, article.parent, "--by", "document", "-n", "1")
    assert len(grouped.text.splitlines()) == 2


def test_the_manifest_says_where_the_numbers_come_from(cntext, article):
    envelope = cntext("freq", article, "-f", "json").json
    assert envelope["inputs"]["files"][0]["encoding"] == "utf-8"
    assert envelope["params"]["stopwords"]["names"] == ["function"]
    assert envelope["tool"]["segmenter"] == "jieba 0.42.1"
    assert envelope["tool"]["engine"] == choose_segmenter().engine
    assert envelope["corpus"]["documents"] == 1


def test_the_same_run_gives_the_same_bytes(cntext, article):
    first = cntext("phrases", article, "-f", "json").out
    assert cntext("phrases", article, "-f", "json").out == first


def test_seg_writes_one_line_a_sentence(cntext, article):
    lines = cntext("seg", article).text.splitlines()
    assert lines[0] == "深化 产教融合 ， 推进 科教融汇 。"
    assert len(lines) == 3
    assert cntext("seg", article, "-n", "1").text.splitlines() == lines[:1]
    assert "/" in cntext("seg", article, "--pos").text.splitlines()[0]
