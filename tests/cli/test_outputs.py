"""Outputs: the same table everywhere, and every envelope valid by its own schema."""

import csv
import io
import json

import jsonschema
import pytest

from cntext.cli.schema import tables
from cntext.segment.choosing import choose_segmenter

ROUTES = {
    "abbreviations": [(), ("--kind", "introduced")],
    "commitments": [(), ("--by", "source", "--kind", "unmarked", "--sort", "subject")],
    "entities": [(), ("--view", "names"), ("--by", "source", "--type", "meeting")],
    "lexicon count": [(), ("--unit", "form"), ("--by", "source")],
    "lexicon nested": [(), ("--by", "document")],
    "lexicon guards": [("--unused",)],
    "lexicon cuts": [(), ("--phrase", "产教融合")],
    "lexicon suggest": [()],
    "code": [
        (),
        ("--by", "source"),
        ("--scheme", "strength", "--view", "matrix"),
        ("--view", "units"),
        ("--sample", "2"),
    ],
    "freq": [(), ("--by", "source"), ("--unit", "char"), ("--unit", "phrase"), ("--plain",)],
    "keywords": [(), ("--by", "document"), ("--method", "textrank"), ("--method", "positionrank")],
    "ngrams": [
        ("--min-freq", "1"),
        ("--min-freq", "1", "--by", "source"),
        ("--min-freq", "1", "--size", "2", "--skip", "1"),
        ("--slots",),
    ],
    "phrases": [
        (),
        ("--new-only",),
        ("--families",),
        ("--by", "source"),
    ],
    "seg": [(), ("--pos",), ("--plain",)],
    "kwic": [(), ("--by", "source"), ("--context", "sentence", "--sort", "1R,date")],
}
TERMS = {"kwic": ("融合",)}
OTHERS = {
    "agree", "agree-confusion", "agree-disagreements", "agree-pairs", "code-schemes",
    "cache", "cluster-check", "index-check", "index-info", "explain", "kwic-count", "phrases-explain", "run", "show", "verify", "evidence",
    "clean", "cloud", "doctor", "stopwords", "lexicon-lint", "lexicon-list", "lexicon-show",
    "userdict-check", "userdict-diff", "userdict-suggest", "report-documents",
}  # fmt: skip
# Which find nothing in an article as short as this one.
RARE = ("abbreviations", "commitments", "lexicon suggest", "phrases")


# Arguments of the analyses that need several documents, or terms before the paths.
YEARS_ROUTES = {
    "collocates": [
        ("职业", "{}", "--min-freq", "1"),
        ("职业", "教育", "--by", "source", "--min-freq", "1", "--", "{}"),
        ("职业", "{}", "-w", "sentence", "--min-freq", "1"),
    ],
    "compare": [
        ("{}", "--by", "source", "--min-freq", "1"),
        ("{}", "--by", "source", "--view", "map", "--unit", "char"),
        ("{}", "--target-where", "year>2014", "--resample", "99", "--unit", "char"),
        ("{}/2012.txt", "--ref", "{}", "--unit", "char", "--min-freq", "1"),
        ("{}", "--ref-list", "jieba", "--min-freq", "1"),
    ],
    "coword": [
        ("{}", "--within", "document"),
        ("{}", "--view", "matrix", "--top", "5"),
        ("{}", "--view", "map"),
        ("{}", "--view", "clusters", "--unit", "phrase"),
        ("双高", "职业", "--unit", "concept", "--within", "document", "--", "{}"),
    ],
    "dispersion": [
        ("{}", "--min-freq", "1"),
        ("双高", "职业", "--", "{}"),
        ("双高", "{}", "--view", "positions"),
    ],
    "diversity": [("{}", "--by", "source", "--window", "5")],
    "reuse": [("{}",), ("{}", "--summary"), ("{}", "--source", "{}/2012.txt")],
    "similar": [("{}",), ("{}", "--score", "cosine")],
    "topics": [
        ("{}", "-k", "2", "--view", view)
        for view in ("topics", "words", "documents", "stability", "choice")
    ],
    "trend": [
        ("双高", "职业", "--", "{}"),
        ("双高", "{}", "--view", "periods"),
        ("双高", "{}", "--view", "changes"),
        ("双高", "{}", "--view", "adoption", "--level", "source"),
        ("{}", "--min-freq", "5"),
    ],
}


def schema(cntext, name):
    return cntext("schema", name).json


@pytest.mark.parametrize(
    ("name", "options"), [(name, o) for name, routes in ROUTES.items() for o in routes]
)
def test_json_of_every_analysis_obeys_its_schema(cntext, article, name, options):
    result = cntext(*name.split(), *TERMS.get(name, ()), article, "-f", "json", *options)
    assert result.json["rows"] or name in RARE or "--slots" in options
    jsonschema.validate(result.json, schema(cntext, name.replace(" ", "-")))


@pytest.mark.parametrize(
    ("name", "route"), [(name, r) for name, routes in YEARS_ROUTES.items() for r in routes]
)
def test_json_of_the_analyses_of_many_documents_obeys_its_schema(cntext, years, name, route):
    result = cntext(name, "-f", "json", *(argument.format(years) for argument in route))
    assert result.json["rows"]
    jsonschema.validate(result.json, schema(cntext, name))


def test_json_of_the_other_tables_obeys_their_schemas(cntext, article, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cntext.toml").write_text('[recipes]\na = "freq"\n')
    cntext("freq", article, "-o", tmp_path / "run.json")
    place = cntext("kwic", "融合", article, "-f", "json").json["rows"][0]["id"]
    words = tmp_path / "words.txt"
    words.write_text("产教融合\n", encoding="utf-8")
    ratings = tmp_path / "ratings.csv"
    ratings.write_text("id,a,b\n1,x,x\n2,y,x\n3,y,y\n", encoding="utf-8")
    rated = (ratings, "--coders", "a,b")
    index = tmp_path / "a.cnx"
    cntext("index", "build", article, "-o", index)
    for name, arguments in {
        "agree": [("agree", *rated)],
        "agree-pairs": [("agree", *rated, "--view", "pairs")],
        "agree-confusion": [("agree", *rated, "--view", "confusion")],
        "agree-disagreements": [("agree", *rated, "--view", "disagreements")],
        "code-schemes": [("code", "schemes"), ("code", "schemes", "tone")],
        "stopwords": [("stopwords",), ("stopwords", "particles")],
        "doctor": [("doctor",)],
        "cloud": [("cloud", article, "-o", tmp_path / "c.png")],
        "clean": [("clean", article)],
        "kwic-count": [("kwic", "融合", article, "--count", "1R", "--by", "year")],
        "phrases-explain": [
            ("phrases", article, "--explain", "产教融合"),
            ("phrases", article, "--explain", "没有这个"),
        ],
        "show": [("show", "PLACE", article)],
        "verify": [("verify", tmp_path / "run.json")],
        "lexicon-list": [("lexicon", "list"), ("lexicon", "list", "all")],
        "lexicon-show": [("lexicon", "show", "双高")],
        "lexicon-lint": [("lexicon", "lint")],
        "userdict-check": [("userdict", "check", words)],
        "userdict-suggest": [("userdict", "suggest", words)],
        "userdict-diff": [("userdict", "diff", article, "--userdict", words)],
        "cache": [("cache",)],
        "run": [("run",)],
        "explain": [("explain",), ("explain", "ll")],
        "index-info": [("index", "info", index)],
        "index-check": [("index", "check", index)],
    }.items():
        for line in arguments:
            run = [place if argument == "PLACE" else argument for argument in line]
            jsonschema.validate(cntext(*run, "-f", "json").json, schema(cntext, name))


def test_evidence_obeys_its_schema(cntext, article, tmp_path):
    proof = tmp_path / "e.json"
    cntext("freq", article, "--evidence", proof)
    assert json.loads(proof.read_bytes())["rows"]
    jsonschema.validate(json.loads(proof.read_bytes()), schema(cntext, "evidence"))


def test_every_table_has_a_schema_that_is_tested_here(cntext):
    tested = {name.replace(" ", "-") for name in ROUTES} | {*YEARS_ROUTES} | OTHERS
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


def test_the_suffix_makes_a_workbook_and_a_document_the_same_each_time(cntext, article, tmp_path):
    for suffix in ("xlsx", "docx"):
        path = tmp_path / f"table.{suffix}"
        cntext("freq", article, "-o", path)
        first = path.read_bytes()
        assert first.startswith(b"PK")
        cntext("freq", article, "-o", path)
        assert path.read_bytes() == first


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
