"""Counted in one process, in several, or on Spark: the same bytes."""

import pytest

pytestmark = pytest.mark.slow

# Every analysis that adds up, with options that reach what it counts.
COMMANDS = {
    "words": ["freq"],
    "years": ["freq", "--by", "year"],
    "documents": ["freq", "--by", "document", "-n", "9"],
    "characters": ["freq", "--unit", "char"],
    "concepts": ["freq", "--unit", "concept", "--by", "year"],
    "lexicon": ["lexicon", "count", "--by", "year"],
    "grams": ["ngrams", "--by", "year", "--min-freq", "3"],
    "key words": ["keywords", "-n", "20"],
    "near": ["collocates", "职业教育", "--by", "decade"],
    "together": ["coword", "--unit", "concept"],
    "compared": ["compare", "--by", "decade", "-n", "9"],
    "through time": ["trend", "--view", "periods", "--min-freq", "5", "-n", "9"],
    "spread": ["dispersion", "-n", "9"],
    "coded": ["code", "--by", "year"],
    "named": ["entities", "--by", "year"],
    "promised": ["commitments"],
}
CLUSTER = ["--cluster", "local-cluster[2,1,1024]"]


@pytest.fixture(autouse=True)
def _started(workers):
    """Have Spark running: a session that is there is used and left."""


@pytest.mark.parametrize("name", COMMANDS)
def test_every_additive_analysis_is_equal(run, texts, name):
    command = [*COMMANDS[name], *texts, "-f", "json", "--no-cache"]
    expected = run(*command, "--jobs", "1")
    assert expected[0] == 1  # of the broken file
    assert expected[1]
    assert run(*command, "--jobs", "2", parts=4) == expected
    assert run(*command, *CLUSTER, parts=7) == expected


@pytest.mark.parametrize("parts", [1, 4, 7])
@pytest.mark.parametrize("given", ["userdict", "lexicon", "stopwords", "years"])
def test_lists_and_groups_travel(run, texts, lists, given, parts):
    options = ["--by", "year"] if given == "years" else lists[given]
    command = ["freq", *options, *texts, "-f", "json", "--no-cache"]
    expected = run(*command, "--jobs", "1")
    assert run(*command, "--jobs", "2", parts=parts) == expected
    assert run(*command, *CLUSTER, parts=parts) == expected


@pytest.mark.parametrize("given", ["userdict", "lexicon", "stopwords"])
def test_a_list_that_travels_is_used(run, texts, lists, given):
    assert run("freq", *lists[given], *texts, "--no-cache") != run("freq", *texts, "--no-cache")


def test_real_texts_are_equal(run, shared):
    command = ["freq", "--by", "year", shared / "laws_edu.jsonl", shared / "govreport"]
    expected = run(*command, "--jobs", "1", "--no-cache")
    assert expected[0] == 0
    assert run(*command, *CLUSTER, parts=4) == expected


def test_paths_are_relative_to_where_the_command_runs(run, texts, monkeypatch):
    monkeypatch.chdir(texts[0])
    assert run("freq", ".", *CLUSTER, parts=2) == run("freq", ".", "--no-cache")


def test_files_that_spark_opens_are_equal(run, texts):
    """The same folder as a path of this machine and as an address: names alone differ."""
    command = ["freq", "--by", "document"]
    here = run(*command, *texts, "--jobs", "1", "--no-cache")
    there = run(*command, *(path.as_uri() for path in texts), *CLUSTER, parts=4)
    assert here[0] == there[0] == 1
    assert there[1].replace(b"file:/", b"/") == here[1]
    assert "file:" in there[2].decode()


def test_tables_that_spark_opens_bring_their_columns(run, tmp_path):
    rows = ["text,year,source"]
    rows += [f"产教融合第{n}号，职业教育发展。,{2019 + n % 3},来源{n % 2}" for n in range(60)]
    (tmp_path / "a.csv").write_text("\n".join(rows), encoding="utf-8")
    records = [f'{{"text": "职业教育{n}", "year": {2019 + n}}}' for n in range(9)]
    (tmp_path / "b.jsonl").write_text("\n".join(records), encoding="utf-8")
    command = ["freq", "--by", "year"]
    here = run(*command, tmp_path, "--jobs", "1", "--no-cache")
    assert here[0] == 0
    assert run(*command, tmp_path.as_uri(), *CLUSTER, parts=2) == here
