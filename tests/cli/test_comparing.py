"""compare, trend, dispersion and diversity as a shell sees them: paths, refusals, exit codes."""

import json

import pytest
from rich.cells import cell_len


def rows(result):
    head, *lines = (line.split("\t") for line in result.text.splitlines())
    return [dict(zip(head, line, strict=True)) for line in lines]


def test_one_file_is_compared_with_the_folder_that_holds_it(cntext, years):
    table = cntext(
        "compare", years / "2018.txt", "--ref", years, "-f", "json", "--min-freq", "1"
    ).json
    found = {row["term"]: row for row in table["rows"]}
    assert (found["双高建设"]["freq_t"], found["双高建设"]["freq_r"]) == (3, 12)
    assert "2018.txt" in table["params"]["paths"][0]
    assert table["params"]["ref"] == [str(years)]


def test_the_reference_may_be_a_pattern(cntext, years):
    pattern = years / "201[0-4].txt"
    line = ("--unit", "char", "--min-freq", "1", "-f", "json")
    table = cntext("compare", years / "201[5-9].txt", "--ref", pattern, *line).json
    (row,) = [row for row in table["rows"] if row["term"] == "高"]
    assert (row["freq_t"], row["freq_r"], row["range_t"]) == (15, 0, 5)


def test_text_from_a_pipe_is_compared_with_a_folder(cntext, years):
    text = "双高双高双高双高双高双高".encode()
    result = cntext("compare", "--ref", years, "--unit", "char", "--min-freq", "1", stdin=text)
    assert rows(result)[0]["freq_t"] == "6"
    assert [row["term"] for row in rows(result)] == ["高"]  # 双 is a function word


def test_a_list_that_freq_wrote_is_a_reference(cntext, years, tmp_path):
    listed = tmp_path / "freq.csv"
    cntext("freq", years, "-o", listed, "--stopwords", "none", "--plain")
    result = cntext(
        "compare", years, "--ref-list", listed, "--direction", "both", "--plain", "-f", "json"
    )
    assert {row["direction"] for row in result.json["rows"]} == {"="}
    assert result.json["params"]["ref_list"]["path"] == str(listed)
    assert len(result.json["params"]["ref_list"]["sha256"]) == 64


def test_the_condition_stands_in_the_manifest_as_it_was_written(cntext, years):
    result = cntext("compare", years, "--target-where", "year>=2015", "-f", "json")
    assert result.json["params"]["target_where"] == "year>=2015"
    assert result.json["rows"][0]["term"] == "双高建设"


def test_terms_of_trend_and_dispersion_are_counted_without_segmenting(cntext, years):
    table = cntext("trend", "高建", years, "--view", "periods", "-f", "json").json
    assert [row["freq"] for row in table["rows"]] == [0] * 5 + [3] * 5
    assert cntext("dispersion", "高建", years, "-f", "json").json["rows"][0]["freq"] == 15


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("compare", "{}", "--unit", "char"), 2, "no reference to compare with"),
        (("compare", "{}", "--by", "source", "--ref-list", "{}.csv", "--unit", "char"), 2, "only one way"),
        (("compare", "{}", "--by", "sorce"), 2, "did you mean source?"),
        (("compare", "{}", "--target-where", "year>="), 2, "--target-where year>=⟨?⟩"),
        (("compare", "{}", "--ref-where", "yaer>2015", "--unit", "char"), 2, "--ref-where ⟨?⟩yaer"),
        (("compare", "{}", "--target-where", "year>2050", "--unit", "char"), 1, "no document is in the target"),
        (("compare", "{}", "--target-where", "year>=2010", "--unit", "char"), 1, "no document is in the reference"),
        (("compare", "{}", "--target-where", "year>2011", "--ref-where", "year>2012", "--unit", "char"), 2, "both sides"),
        (("compare", "{}", "--ref", "{}", "--unit", "char"), 1, "no document is in the target"),
        (("compare", "{}/2010.txt", "--by", "year", "--unit", "char"), 1, "one group alone"),
        (("compare", "{}", "--ref-list", "nowhere.csv"), 2, "frequency list cannot be read"),
        (("compare", "{}", "--ref-list", "{}.csv", "--unit", "char"), 2, "list is of words"),
        (("compare", "{}", "--ref-list", "{}.csv", "--unit", "word", "--view", "map"), 2, "needs groups"),
        (("trend", "双高", "{}", "--date-from", "name", "--period", "day"), 1, "exact enough"),
        (("trend", "双高", "{}", "--level", "rank"), 2, "no document has that field"),
        (("trend", "双高", "{}", "--adopters", "rank"), 2, "no document has that field"),
        (("diversity", "{}", "--by", "rank"), 2, "no document has that field"),
        (("dispersion", "双高", "{}", "--by", "rank"), 2, "no document has that field"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_said_in_one_line(cntext, years, arguments, code, says):
    years.with_suffix(".csv").write_text("双高,3\n", encoding="utf-8")
    result = cntext(*(a.format(years) for a in arguments), code=code)
    assert says in result.err
    assert len(result.err.splitlines()) == 1
    assert result.out == b""


def test_an_empty_side_is_said(cntext, years, tmp_path):
    nothing = tmp_path / "nothing.txt"
    nothing.write_text("", encoding="utf-8")
    assert (
        "reference has no words"
        in cntext("compare", years, "--ref", nothing, "--unit", "char", code=1).err
    )
    assert (
        "target has no words"
        in cntext("compare", nothing, "--ref", years, "--unit", "char", code=1).err
    )


def test_an_empty_result_is_a_result(cntext, years, tmp_path):
    nothing = tmp_path / "nothing.txt"
    nothing.write_text("", encoding="utf-8")
    assert cntext("dispersion", nothing, "-f", "json").json["rows"] == []
    (row,) = cntext("dispersion", "双高", nothing, "-f", "json").json["rows"]
    assert (row["freq"], row["d"], row["dp"], row["arf"]) == (0, None, None, None)
    (row,) = cntext("diversity", nothing, "-f", "json").json["rows"]
    assert (row["tokens"], row["ttr"], row["mtld"], row["r1"]) == (0, None, None, None)
    missing = cntext("trend", "科教融汇", years, "-f", "json")
    assert missing.json["rows"][0]["freq"] == 0
    assert "not found: 科教融汇" in missing.err
    assert "not-found" in [w["code"] for w in missing.json["warnings"]]


@pytest.mark.parametrize("width", [80, 120])
def test_a_screen_shows_what_fits_and_says_what_it_leaves_out(cntext, years, monkeypatch, width):
    monkeypatch.setenv("COLUMNS", str(width))
    for lang in ("zh", "en"):
        for line in (
            ("compare", years, "--by", "source", "--unit", "char"),
            ("dispersion", "双高", years),
            ("trend", "双高", years),
            ("trend", "双高", years, "--view", "adoption"),
        ):
            shown = cntext(*line, "-f", "table", "--lang", lang).text
            assert max(map(cell_len, shown.splitlines())) <= width
            assert ("more columns" if lang == "en" else "栏（-f csv") in shown


def test_a_run_with_a_condition_or_a_list_can_be_made_again(cntext, years, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    words = tmp_path / "list.txt"
    words.write_text("学校 9\n学生 3\n", encoding="utf-8")
    for options in (["--target-where", "year>2014"], ["--ref-list", "list.txt"]):
        cntext("compare", "years", *options, "--min-freq", "1", "-o", "run.json")
        assert options[1] in "".join(
            json.loads((tmp_path / "run.json").read_bytes())["params"]["arguments"]
        )
        cntext("verify", "run.json")
