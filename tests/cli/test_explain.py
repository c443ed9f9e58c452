"""`explain`: what is said of a statistic, and its value worked out again from a row."""

import ast
import math

import pytest

from cntext.analysis import ANALYSES
from cntext.cli import explaining, textbook
from cntext.cli.explain import names
from cntext.cli.page import PAGES
from cntext.measure import load_analyses
from cntext.render.report.methods import explained, formulas
from cntext.resources import shipped
from cntext.table import Unit

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
    cntext(
        "compare",
        corpus,
        "--target-where",
        "year>=2020",
        "--resample",
        "0",
        "-o",
        tmp_path / "c.json",
    )
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


DISPERSION = (
    "range", "range_pct", "d", "d2", "s", "d3", "dp", "dp_norm", "arf", "awt", "ald", "f_ald",
)  # fmt: skip
DIVERSITY = (
    "ttr", "herdan_c", "guiraud_r", "mattr", "mtld", "hdd", "yule_k", "r1", "r2", "r3",
)  # fmt: skip
PATH = "CORPUS"


@pytest.mark.parametrize(
    ("line", "statistics"),
    [
        (["compare", PATH, "--by", "genre", "--smooth", "10", "--resample", "0"], KEYNESS),
        (["collocates", "教育", PATH, "--by", "genre"], ASSOCIATION),
        (["collocates", "教育", PATH, "-w", "sentence"], ASSOCIATION),
        (["dispersion", "产教融合", "双高", "没有这个词", "--", PATH], DISPERSION),
        (["dispersion", PATH, "--by", "year"], DISPERSION),
        (["diversity", PATH], DIVERSITY),
        (["diversity", PATH, "--by", "genre", "--window", "7", "--sample", "5000"], DIVERSITY),
    ],
)
def test_a_row_is_explained_by_the_textbook_to_the_last_digit(
    cntext, monkeypatch, line, statistics
):
    monkeypatch.setattr(explaining, "shown", repr)
    typed = [str(shipped("corpus")) if a == PATH else a for a in line]
    number = len(cntext(*typed, "-f", "tsv").text.splitlines()) - 1
    for row in (1, number):
        told = cntext(*typed, "--explain", row, "-f", "json").json["rows"]
        said = {}
        for each in told:
            said.setdefault(each["statistic"].partition(".")[2], {})[each["what"]] = each["text"]
        assert set(said) == set(statistics)
        for statistic, parts in said.items():
            value, stated = (ast.literal_eval(parts[p]) for p in ("Value", "In the table"))
            if stated is None:
                assert value is None, (row, statistic, parts)
            else:
                assert value == pytest.approx(stated, rel=1e-9, abs=1e-12), (row, statistic)


def test_a_row_that_is_explained_takes_the_place_of_the_table(cntext, years, tmp_path):
    line = ("dispersion", "双高", years, "--explain", "双高")
    assert "Juilland" in cntext(*line, "-f", "table").text
    cntext(*line, "-o", tmp_path / "d.csv")
    assert (tmp_path / "d.csv").read_text(encoding="utf-8-sig").startswith("statistic,what,text")
    assert "no such row" in cntext("dispersion", "双高", years, "--explain", "九", code=2).err
    assert "--explain" not in cntext("freq", "--help").text


def test_what_can_be_worked_out_has_a_formula_that_is_told():
    for analysis, columns in textbook.FORMULAS.items():
        for column in columns:
            assert formulas()[analysis][column].meaning.zh
            assert formulas()[analysis][column].formula or column.startswith("range")


def test_every_statistic_of_every_analysis_has_a_word_in_the_methods(has_numbers):
    load_analyses()
    counts = (Unit.COUNT, Unit.OFFSET)  # what they count, their label says
    lacking = [
        f"{name}.{column.id}"
        for name, analysis in ANALYSES.items()
        for column in analysis.columns
        if has_numbers(column) and column.unit not in counts and not explained(name, column)
    ]
    # Cells of a matrix: the option --value says what they are.
    assert lacking == ["code._all", "code.*"]


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
    assert len(cntext("explain", "-f", "jsonl").text.splitlines()) == len(names()) + len(PAGES)
    assert "对数似然" in cntext("explain", "compare.ll", "--lang", "zh").text
