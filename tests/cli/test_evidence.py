"""From a number to its places and back: --evidence, show, verify."""

import json
import os
import threading

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


def test_evidence_of_standard_input_and_of_a_pipe_is_that_of_the_file(cntext, article, tmp_path):
    # The bytes come once: what was only counted on the way could not be looked through again.
    proof, pipe = tmp_path / "e.jsonl", tmp_path / "pipe"
    os.mkfifo(pipe)
    data = article.read_bytes()
    found = {}
    for name in (article, "-", pipe):
        if name == pipe:
            threading.Thread(target=pipe.write_bytes, args=(data,), daemon=True).start()
        cntext("freq", name, "-n", "3", "--evidence", proof, "-f", "json", stdin=data)
        found[name] = [(r["term"], r["id"], r["left"], r["right"]) for r in records(proof)]
        proof.unlink()
    assert len(found[article]) == 7
    assert found["-"] == found[pipe] == found[article]


def corpus_of_years(tmp_path):
    """Write four reports of two years; the later ones take passages from the earlier ones."""
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, source, text in (
        ("2019-01", "甲", TEXT + "建设双高学校。开展现代学徒制试点，产教融合。\n"),
        (
            "2019-02",
            "乙",
            "推进产教融合。职业教育改革，职业教育发展。从学校到企业，从课堂到车间，从学生到工人。\n",
        ),
        ("2020-01", "甲", "双高计划：" + TEXT + "产教融合再深化。\n"),
        ("2020-02", "乙", "职业教育 5G 应用。" + TEXT * 2),
    ):
        head = f"---\ndate: {name}\nsource: {source}\n---\n"
        (folder / f"{name}.txt").write_text(head + text, encoding="utf-8")
    return folder


def traced(cntext, tmp_path, *command):
    """Return the rows of a table, the places behind each, and how many there are said to be."""
    proof = tmp_path / "e.jsonl"
    options = ("-f", "json", "--evidence", proof, "--evidence-limit", "0")
    rows = cntext(*command, *options).json["rows"]
    places = [[] for _ in rows]
    for record in records(proof):
        places[record["row"] - 1].append(record)
    assert all(p["places"] == len(found) for found in places for p in found)
    return rows, places


WORDS = ("产教融合", "职业教育")
CONCEPTS = ("双高计划", "现代学徒制", "--concepts")


@pytest.mark.parametrize(
    ("command", "number"),
    [
        (("freq", "--unit", "concept"), "freq"),
        (("freq", "--unit", "concept", "--by", "year"), "freq"),
        (("compare", "--by", "year", "--min-freq", "1"), "freq_t"),
        (("compare", "--by", "source", "--unit", "concept", "--min-freq", "1"), "freq_t"),
        (("trend", *WORDS, "--view", "periods", "--"), "freq"),
        (("trend", *CONCEPTS, "--view", "periods", "--period", "month", "--"), "freq"),
        (("trend", *WORDS, "--"), "freq"),
        (("dispersion", *WORDS, "--"), "freq"),
        (("dispersion", *CONCEPTS, "--"), "freq"),
        (("dispersion", "--min-freq", "2"), "freq"),
        (("dispersion", *WORDS, "--view", "positions", "--"), None),
        (("collocates", *WORDS, "--"), "freq_coll"),
        (("collocates", *WORDS, "--by", "year", "-w", "2L3R", "--border", "document", "--"), "freq_coll"),
        (("collocates", *WORDS, "-w", "sentence", "--"), "freq_coll"),
        (("collocates", *WORDS, "-w", "document", "--by", "source", "--"), "freq_coll"),
        (("coword", "--top", "6"), "c_ij"),
        (("coword", *WORDS, "科教融汇", "--by", "year", "--"), "c_ij"),
        (("coword", "--unit", "concept", "--within", "document"), "c_ij"),
        (("ngrams", "--size", "1-3", "--min-freq", "1"), "freq"),
        (("ngrams", "--skip", "1", "--by", "year"), "freq"),
        (("ngrams", "--slots"), "freq"),
        (("coword", "--view", "map", "--by", "source", "--within", "paragraph"), "freq"),
    ],
)  # fmt: skip
def test_every_count_is_that_of_its_places(cntext, tmp_path, command, number):
    rows, places = traced(cntext, tmp_path, *command, corpus_of_years(tmp_path))
    assert rows
    counts = [row[number] if number else 1 for row in rows]
    assert [len(found) for found in places] == counts
    assert len({tuple(p["id"] for p in found) for found in places}) > 1


def test_a_pair_is_shown_from_the_one_to_the_other(cntext, tmp_path):
    folder = corpus_of_years(tmp_path)
    command = ("collocates", "产教融合", "-w", "3R", "--min-freq", "1", "--")
    rows, places = traced(cntext, tmp_path, *command, folder)
    for row, found in zip(rows, places, strict=True):
        assert all(p["node"].startswith("产教融合") for p in found if p["node"] != row["collocate"])
        assert all(p["node"].endswith(row["collocate"]) for p in found)
    rows, places = traced(cntext, tmp_path, "coword", *WORDS, "改革", "--", folder)
    assert {row["a"] for row in rows} >= {"产教融合"}
    for row, found in zip(rows, places, strict=True):
        ends = {row["a"], row["b"]}
        for place in found:
            assert any(place["node"].startswith(x) for x in ends)
            assert any(place["node"].endswith(x) for x in ends)


def test_a_cluster_shows_where_its_terms_meet(cntext, tmp_path):
    command = ("coword", "--view", "clusters", "--clusters", "2", "--top", "6")
    rows, places = traced(cntext, tmp_path, *command, corpus_of_years(tmp_path))
    for row, found in zip(rows, places, strict=True):
        members = row["members"].split(" ")
        assert found or len(members) == 1
        assert all(sum(m in p["node"] for m in members) > 1 for p in found)


def test_a_level_and_a_period_have_their_own_documents(cntext, tmp_path):
    folder = corpus_of_years(tmp_path)
    command = ("trend", *WORDS, "--view", "adoption", "--level", "source", "--", folder)
    rows, places = traced(cntext, tmp_path, *command)
    for row, found in zip(rows, places, strict=True):
        assert len({p["document"] for p in found}) == row["adopted"]
    rows, places = traced(cntext, tmp_path, "trend", *WORDS, "--view", "periods", "--", folder)
    for row, found in zip(rows, places, strict=True):
        assert {p["date"][:4] for p in found} <= {row["period"]}


def test_documents_are_compared_by_what_both_have(cntext, tmp_path):
    rows, places = traced(cntext, tmp_path, "similar", corpus_of_years(tmp_path))
    assert rows
    for row, found in zip(rows, places, strict=True):
        assert {p["document"] for p in found} == {row["a"], row["b"]}
        nodes = {p["document"]: "".join(p["node"]) for p in found}
        assert any("产教融合" in node for node in nodes.values())


def test_a_passage_is_shown_on_both_sides_and_a_share_by_its_passages(cntext, tmp_path):
    folder = corpus_of_years(tmp_path)
    rows, places = traced(cntext, tmp_path, "reuse", "--min-length", "10", folder)
    for row, (own, source) in zip(rows, places, strict=True):
        assert (own["document"], own["start"], own["end"]) == (
            row["document"], row["start"], row["end"]
        )  # fmt: skip
        assert (source["document"], source["start"]) == (row["source"], row["source_start"])
        if row["kind"] == "verbatim":
            assert own["node"] == source["node"]
    shares, places = traced(cntext, tmp_path, "reuse", "--summary", "--min-length", "10", folder)
    assert [len(found) for found in places] == [
        sum(row["document"] == share["document"] for row in rows) for share in shares
    ]


def test_a_table_that_is_of_no_places_says_so(cntext, tmp_path):
    folder = corpus_of_years(tmp_path)
    result = cntext("diversity", folder, "--evidence", tmp_path / "e.jsonl")
    assert "none to list" in result.err
    assert (tmp_path / "e.jsonl").read_bytes() == b""


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


def test_show_says_that_nothing_is_named(cntext, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for _ in range(2):  # the corpus of a project is no evidence
        assert "missing argument: nothing to show" in cntext("show", code=2).err
        assert "缺少参数，没有说要看什么" in cntext("show", "--lang", "zh", code=2).err
        (tmp_path / "cntext.toml").write_text('corpus = ["."]\n', encoding="utf-8")


@pytest.mark.parametrize("arguments", [("nothing.jsonl",), ("aaaaaaaaaaaa:5-3",)])
def test_show_says_what_it_wants(cntext, tmp_path, monkeypatch, arguments):
    monkeypatch.chdir(tmp_path)
    assert "neither an id nor" in cntext("show", *arguments, code=2).err


@pytest.mark.parametrize(
    "line", ['{"id": "x", "text": "产教融合"}', '{"id": "kx4dfish2r4i:184-186", "line": 1e999}']
)
def test_show_takes_a_corpus_or_a_spoilt_file_for_no_evidence(cntext, tmp_path, line):
    path = tmp_path / "c.jsonl"
    path.write_text(f"{line}\n", encoding="utf-8")
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
