"""From a number to its places and back: --evidence, show, verify."""

import json

import pytest

TEXT = "深化产教融合，推进科教融汇。产教融合是职业教育的根本路径。\n"


def records(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_evidence_traces_the_rows_that_are_printed(cntext, article, tmp_path):
    proof = tmp_path / "e.jsonl"
    rows = cntext("freq", article, "-n", "2", "-f", "json", "--evidence", proof).json["rows"]
    found = records(proof)
    assert {r["term"] for r in found} == {row["word"] for row in rows}
    for row in rows:
        assert sum(r["term"] == row["word"] for r in found) == row["freq"]
    lines = article.read_text(encoding="utf-8").split("\n")
    assert all(r["node"] in lines[r["line"] - 1] for r in found)
    assert found[0]["date"] == "2022-11-03"


@pytest.mark.parametrize(
    "command",
    [("phrases",), ("keywords",), ("freq", "--unit", "phrase"), ("freq", "--unit", "char"), ("seg",),
     ("kwic", "产教融合"), ("kwic", "产教", "--count", "1R")],
)  # fmt: skip
def test_every_analysis_can_give_evidence(cntext, article, tmp_path, command):
    proof = tmp_path / "e.jsonl"
    rows = cntext(*command, article, "-f", "json", "--evidence", proof).json["rows"]
    count = [0] * len(rows)
    for record in records(proof):
        count[record["row"] - 1] += 1
    assert count == [row.get("freq", 1) for row in rows]


def test_evidence_is_cut_short_with_a_word_about_it(cntext, article, tmp_path):
    proof = tmp_path / "e.csv"
    result = cntext("freq", article, "--evidence", proof, "--evidence-limit", "1")
    assert "first 1 places" in result.err
    assert proof.read_bytes().startswith(b"\xef\xbb\xbfrow,group,term,place,places,id")


def test_evidence_does_not_overwrite_an_input(cntext, article):
    cntext("freq", article, "--evidence", article, code=2)
    for arguments in (("-",), ("e.json", "-o", "e.json")):
        assert "another file" in cntext("freq", article, "--evidence", *arguments, code=2).err


def test_show_prints_the_places_of_a_file_and_of_the_texts(cntext, article, tmp_path):
    proof = tmp_path / "e.jsonl"
    cntext("kwic", "科教融汇", article, "--evidence", proof)
    first, second = records(proof)
    shown = cntext("show", proof, "-f", "table").text
    assert shown.count("【科教融汇】") == 2
    assert f"{first['id']} · article.txt · 示例 · 2022-11-03 · line 6 · body" in shown
    one = cntext("show", second["id"], proof, "-f", "jsonl").text.splitlines()
    assert [json.loads(line)["start"] for line in one] == [second["start"]]
    again = json.loads(cntext("show", second["id"], article, "-f", "jsonl").text)
    assert again["left"] == "党的二十大精神指引方向，产教融合、"
    assert {**again, "left": "", "right": ""} == {**json.loads(one[0]), "left": "", "right": ""}


def test_an_id_survives_a_new_name_and_not_a_new_text(cntext, article, tmp_path):
    row = cntext("kwic", "科教融汇", article, "-f", "json").json["rows"][0]
    moved = article.rename(tmp_path / "moved.txt")
    assert json.loads(cntext("show", row["id"], moved, "-f", "jsonl").text)["node"] == "科教融汇"
    moved.write_text(moved.read_text(encoding="utf-8") + "改。\n", encoding="utf-8")
    assert "not found" in cntext("show", row["id"], moved, code=1).err


@pytest.mark.parametrize("arguments", [(), ("nothing.jsonl",), ("aaaaaaaaaaaa:5-3",)])
def test_show_says_what_it_wants(cntext, tmp_path, monkeypatch, arguments):
    monkeypatch.chdir(tmp_path)
    assert "neither an id nor" in cntext("show", *arguments, code=2).err


def test_show_takes_a_corpus_for_no_evidence(cntext, tmp_path):
    path = tmp_path / "c.jsonl"
    path.write_text('{"id": "x", "text": "产教融合"}\n', encoding="utf-8")
    assert "neither" in cntext("show", path, code=2).err


@pytest.fixture
def run(cntext, article, tmp_path, monkeypatch):
    """Return a result of a run on relative paths, and the folder that they are relative to."""
    monkeypatch.chdir(tmp_path)
    cntext("freq", "article.txt", "--min-freq", "2", "-n", "3", "-o", "run.json")
    return tmp_path / "run.json"


def test_a_run_is_verified_byte_for_byte(cntext, run):
    recorded = json.loads(run.read_bytes())["params"]["arguments"]
    assert recorded == ["freq", "--min-freq=2", "--rows=3", "--", "article.txt"]
    result = cntext("verify", run, "-f", "json")
    assert all(row["same"] for row in result.json["rows"])
    assert "the same, byte for byte" in result.json["notes"][0]["message"]


@pytest.mark.parametrize(
    "command",
    [
        ("kwic", "产教融合", "职业", "--sample", "2", "--seed", "7", "--", "article.txt"),
        ("kwic", '[word="深化"] []{0,1} [pos="n.*"]', "article.txt", "--sort", "1R"),
        ("keywords", "--by", "document", "article.txt"),
        ("freq", "--stopwords", "none", "article.txt", "--no-clean", "--duplicates", "d.csv"),
    ],
)
def test_any_analysis_can_be_verified(cntext, article, tmp_path, monkeypatch, command):
    monkeypatch.chdir(tmp_path)
    cntext(*command, "-o", "run.json")
    (tmp_path / "d.csv").unlink(missing_ok=True)
    cntext("verify", "run.json")
    assert not (tmp_path / "d.csv").exists()


def test_a_term_with_a_dash_is_recorded_as_a_term(cntext, article, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "terms.txt").write_text("-5%\n", encoding="utf-8")
    cntext("kwic", "--terms-from", "terms.txt", "article.txt", "-o", "run.json")
    assert json.loads((tmp_path / "run.json").read_bytes())["params"]["terms"] == ["-5%"]
    (tmp_path / "terms.txt").unlink()  # the terms are in the record
    cntext("verify", "run.json")


def test_what_differs_is_named(cntext, run, article):
    article.write_text(article.read_text(encoding="utf-8") + "产教融合。\n", encoding="utf-8")
    result = cntext("verify", run, "-f", "json", code=3)
    wrong = [row for row in result.json["rows"] if not row["same"]]
    assert {row["kind"] for row in wrong} >= {"inputs", "corpus", "rows"}
    assert [row["what"] for row in wrong if row["kind"] == "inputs"] == ["article.txt"]
    assert "differs from then" in result.err


def test_another_version_or_list_of_words_is_named(cntext, run):
    whole = json.loads(run.read_bytes())
    whole["tool"]["version"] = "0.0.1"
    run.write_text(json.dumps(whole, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    rows = cntext("verify", run, "-f", "json", code=3).json["rows"]
    assert [(r["kind"], r["what"], r["recorded"]) for r in rows if not r["same"]] == [
        ("tool", "version", "0.0.1")
    ]


def test_a_file_that_was_only_written_anew_is_told_apart(cntext, run):
    run.write_text(json.dumps(json.loads(run.read_bytes())), encoding="utf-8")
    rows = cntext("verify", run, "-f", "json", code=3).json["rows"]
    assert [row["kind"] for row in rows if not row["same"]] == ["bytes"]


def test_a_run_is_verified_from_another_folder(cntext, run, tmp_path, monkeypatch):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    assert "none of the recorded input files" in cntext("verify", run, code=2).err
    cntext("verify", run, "--root", "..")
    assert "cannot be entered" in cntext("verify", run, "--root", "nowhere", code=2).err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["freq", "--help"], "not understood"),
        (["freq", "--output=evil.csv", "article.txt"], "not understood"),
        (["freq", "--evidence=evil.csv", "article.txt"], "not understood"),
        (["freq", "-oevil.csv", "article.txt"], "not understood"),
        (["freq", "--unit=evil", "article.txt"], "not understood"),
        (["clean", "--report=evil.csv", "article.txt"], "no analysis"),
        (["verify", "run.json"], "no analysis"),
        ([], "no analysis"),
        ("rm -rf", "how it was run"),
    ],
)
def test_nothing_but_an_analysis_is_run_and_nothing_is_written(
    cntext, article, tmp_path, monkeypatch, arguments, says
):
    monkeypatch.chdir(tmp_path)
    files = [{"path": "article.txt"}]
    whole = {
        "schema": "cntext.freq/1",
        "inputs": {"files": files},
        "params": {"arguments": arguments},
    }
    (tmp_path / "run.json").write_text(json.dumps(whole), encoding="utf-8")
    before = sorted(tmp_path.iterdir())
    assert says in cntext("verify", "run.json", code=2).err
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b"\xff", b'{"schema": "other"}'])
def test_a_file_that_is_no_result_is_refused(cntext, tmp_path, content):
    path = tmp_path / "x.json"
    path.write_bytes(content)
    assert "no JSON result" in cntext("verify", path, code=2).err


def test_an_input_that_is_gone_is_a_difference(cntext, article, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "b.txt").write_text(TEXT, encoding="utf-8")
    cntext("freq", "article.txt", "b.txt", "-o", "run.json")
    (tmp_path / "b.txt").unlink()
    rows = cntext("verify", "run.json", "-f", "json", code=3).json["rows"]
    assert [(row["kind"], "b.txt" in row["now"]) for row in rows] == [("run", True)]
