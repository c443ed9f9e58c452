"""Lists, real texts, and files wherever they are: on Spark the same bytes. See test_product."""

import pytest

pytestmark = pytest.mark.slow

CLUSTER = ["--cluster", "local-cluster[2,1,1024]"]


@pytest.fixture(autouse=True)
def _started(workers):
    """Have Spark running: a session that is there is used and left."""


def test_stop_words_travel(run, texts, lists):
    command = ["freq", *lists["stopwords"], *texts, "-f", "json", "--no-cache"]
    expected = run(*command, "--jobs", "1")
    assert expected[0] == 1  # of the broken file
    assert run(*command, "--jobs", "2", parts=4) == expected
    assert run(*command, *CLUSTER, parts=7) == expected


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


def test_paths_and_addresses_may_stand_together(run, texts):
    """A partition without a file that Spark opens is counted as well."""
    here = run("freq", *texts, "--jobs", "1", "--no-cache")
    there = run("freq", texts[0], texts[1].as_uri(), *CLUSTER, parts=4)
    assert there[:2] == here[:2]


def test_files_that_spark_opens_are_equal(run, texts):
    """The same folder as a path of this machine and as an address: names alone differ."""
    command = ["freq", "--by", "document"]
    here = run(*command, *texts, "--jobs", "1", "--no-cache")
    there = run(*command, *(path.as_uri() for path in texts), *CLUSTER, parts=4)
    assert here[0] == there[0] == 1
    assert there[1].replace(b"file:/", b"/") == here[1]
    assert "file:" in there[2].decode()


def test_a_name_that_could_be_a_pattern_is_a_name(run, tmp_path):
    """As in 通知[2020]1号.txt; and what is no name is a pattern."""
    folder = tmp_path / "文 件[a]"
    folder.mkdir()
    names = [
        "通知[2020]1号",
        "a{1,2}",
        "q?x",
        "st*r",
        "back\\slash",
        "100%",
        "p%41",
        "a#b",
        "“双高”",
    ]
    for name in names:
        (folder / f"{name}.txt").write_text(f"产教融合，{name}改革。", encoding="utf-8")
    command = ["freq", "--by", "document"]
    here = run(*command, folder, "--jobs", "1", "--no-cache")
    assert here[0] == 0
    assert run(*command, f"file://{folder}", *CLUSTER, parts=2) == here
    one = run(*command, folder / "100%.txt", folder / "p%41.txt", "--jobs", "1", "--no-cache")
    assert run(*command, f"file://{tmp_path}/*/*%*.txt", *CLUSTER, parts=2) == one


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
