"""`explain`: what is said of a statistic, and its value worked out again from a row."""

import math

import pytest

from cntext.cli.explain import names
from cntext.resources import shipped

KEYNESS = (
    "ll", "g2", "chi2", "yates", "williams", "bic", "log_ratio", "lr_low", "lr_high", "pct_diff",
    "odds_ratio", "simple_maths",
)  # fmt: skip
ASSOCIATION = (
    "expected", "g2", "log_dice", "mi", "mi3", "npmi", "t", "z", "delta_p", "delta_p_back",
)  # fmt: skip


@pytest.fixture
def tables(cntext, years, tmp_path):
    corpus = shipped("corpus")
    cntext("compare", corpus, "--target-where", "year>=2020", "-o", tmp_path / "c.json")
    cntext("collocates", "学生", years, "--min-freq", "1", "-o", tmp_path / "k.json")
    cntext(
        "collocates",
        "学生",
        years,
        "--min-freq",
        "1",
        "--window",
        "sentence",
        "-o",
        tmp_path / "s.json",
    )
    return tmp_path


@pytest.mark.parametrize(
    ("table", "statistics"), [("c", KEYNESS), ("k", ASSOCIATION), ("s", ASSOCIATION)]
)
def test_the_value_worked_out_is_that_of_the_table(cntext, tables, table, statistics):
    path = tables / f"{table}.json"
    for statistic in statistics:
        rows = cntext("explain", statistic, "--table", path, "--row", "1", "-f", "json").json[
            "rows"
        ]
        said = {row["what"]: row["text"] for row in rows}
        assert said["Formula"]
        assert said["Value"] == said["In the table"], (statistic, said)
        assert " = " in said["Given"]


def test_a_row_is_named_by_its_term_and_what_cannot_be_worked_out_is_said(cntext, tables, years):
    rows = cntext("explain", "ll", "--table", tables / "c.json", "--row", "建设", "-f", "json")
    said = {row["what"]: row["text"] for row in rows.json["rows"]}
    assert said["Row"] == "建设"
    c = {
        part.split(" = ")[0]: float(part.split(" = ")[1].replace(",", ""))
        for part in said["Given"].split(", ")
    }
    a, b, size, other = c["a"], c["b"], c["c"], c["d"]
    expected = [n * (a + b) / (size + other) for n in (size, other)]
    ll = 2 * sum(o * math.log(o / e) for o, e in zip((a, b), expected, strict=True) if o)
    assert float(said["Value"]) == pytest.approx(ll, rel=1e-5)
    cntext("dispersion", "双高", years, "-o", tables / "d.json")
    assert (
        "does not hold" in cntext("explain", "dp", "--table", tables / "d.json", "-f", "tsv").text
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["logdcie"], "did you mean"),
        (["ll", "--table", "TABLE", "--row", "没有"], "no such row"),
        (["ll", "--table", "TABLE", "--row", "0"], "no such row"),
        (["dp", "--table", "TABLE"], "is no column"),
        (["ll", "--table", "nowhere.json"], "cannot be read"),
    ],
)
def test_what_is_not_there_is_said(cntext, tables, arguments, said):
    line = [str(tables / "c.json") if a == "TABLE" else a for a in arguments]
    assert said in cntext("explain", *line, code=2).err


def test_names_are_taken_as_the_field_writes_them(cntext):
    for name, source in {
        "LL": "Rayson",
        "logDice": "Rychlý",
        "DP": "Gries 2008",
        "alpha": "Krippendorff",
    }.items():
        assert source in cntext("explain", name).text
    assert len(cntext("explain", "-f", "jsonl").text.splitlines()) == len(names())
    assert "对数似然" in cntext("explain", "compare.ll", "--lang", "zh").text
