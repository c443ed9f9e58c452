"""Documents that are chosen where they are read: as if all had been looked at in one place."""

import pytest

pytestmark = pytest.mark.slow

CLUSTER = ["--cluster", "local-cluster[2,1,1024]"]
META = """file,genre,date,title
page.txt,版面,2020-01-02,新题
2019-06-18_notice_college-expansion.txt,通知,,
2021-11-04_commentary_vocational-undergraduate.txt,评论,2018-03-05,
2021-11-04_commentary_vocational-undergraduate.txt,又一行,,
nowhere.txt,没有,,
a.txt,两处,,
,无名,,
2025-09-25_report_jiangzhou-five-year,报告,不是日期,五年规划,多余
"""


@pytest.fixture(autouse=True)
def _started(workers):
    """Have Spark running: a session that is there is used and left."""


@pytest.fixture(scope="module")
def several(tmp_path_factory, texts):
    """Return folders that hold files of the same names, a sidecar, and tables with fields."""
    top = tmp_path_factory.mktemp("several")
    for folder in ("x", "y", "z"):
        (top / folder).mkdir()
        (top / folder / "a.txt").write_text(f"产教融合在{folder}。职业教育。", encoding="utf-8")
    (top / "z" / "b.jsonl").write_text(
        '{"text": "职业教育发展", "genre": "甲"}\n{"text": "产教融合", "level": "国家"}\n', "utf-8"
    )
    (top / "m.csv").write_text(META, encoding="utf-8")
    return [*texts, top / "x", top / "y", top / "z"], top / "m.csv"


OPTIONS = {
    "where": ["--where", "year>=2019 or genre='甲'"],
    "text": ["--where", "text=~'学徒|职业教育'"],
    "meta": ["--meta", "META", "--by", "genre"],
    "meta and where": [
        "--meta",
        "META",
        "--where",
        "genre='通知' or genre='报告'",
        "--by",
        "genre",
    ],
    "names": ["--name-pattern", "{date}_{kind}_{*}.txt", "--where", "has(kind)"],
    "scope": ["--scope", "title,quote"],
    "scope and where": ["--scope", "body", "--where", "year>=2010", "--by", "year"],
    "none fits": ["--where", "year=1800"],
    "no such field": ["--where", "gnere='甲'"],
    "no such group": ["--where", "year>=2019", "--by", "gnere"],
}
REFUSED = {"none fits", "no such field", "no such group"}


@pytest.mark.parametrize("name", OPTIONS)
def test_chosen_there_as_here(run, several, name):
    paths, meta = several
    options = [str(meta) if option == "META" else option for option in OPTIONS[name]]
    command = ["freq", *options, *paths, "-f", "json", "--no-cache", "-n", "30"]
    expected = run(*command, "--jobs", "1")
    assert bool(expected[1]) == (name not in REFUSED)
    assert run(*command, *CLUSTER, parts=6) == expected


# What needs all documents in one place: read and cut there, measured here.
TOGETHER = {
    "phrases by year, doubles aside": ["phrases", "--dedup", "--by", "year", "-n", "5"],
    "phrases of some, names shared": ["phrases", "--where", "year>=2019", "-n", "5"],
    "doubles": ["freq", "--dedup", "--by", "year", "-n", "9"],
    "a concordance": ["kwic", "产教融合"],
    "a graph": ["keywords", "--method", "textrank", "-n", "9"],
    "conditions": ["compare", "--target-where", "year>=2015", "-n", "9"],
}


@pytest.mark.parametrize("name", TOGETHER)
def test_what_is_brought_here_is_measured_as_ever(run, several, name):
    command = [*TOGETHER[name], "-f", "json", "--no-cache"]
    paths, _ = several
    expected = run(*command, *paths, "--jobs", "1")
    assert expected[1]
    assert run(*command, *paths, *CLUSTER, parts=6) == expected


def test_phrases_of_real_texts_are_equal(run, shared):
    """All that is asked of parts, by Spark itself; see test_asking for the rest."""
    command = ["phrases", shared / "govreport", "--by", "year", "-f", "json", "--no-cache"]
    expected = run(*command, "--jobs", "1")
    assert expected[0] == 0
    assert run(*command, *CLUSTER, parts=4) == expected


def test_evidence_is_that_of_one_machine(run, several, tmp_path):
    paths, _ = several
    found = []
    for name, options in {"here": ["--jobs", "1"], "there": CLUSTER}.items():
        proof = tmp_path / f"{name}.jsonl"
        command = ["freq", *paths, "-n", "20", "--by", "year", "--evidence", proof, "--no-cache"]
        found.append((run(*command, *options, parts=6), proof.read_bytes()))
    assert found[0] == found[1]
    assert found[0][1].count(b"\n") > 20


def test_documents_of_one_name_are_told_apart_by_their_paths(run, several, tmp_path):
    """An index brings its own ids: who is like whom is known only of all together."""
    paths, _ = several
    index = tmp_path / "x.cnx"
    assert run("index", "build", paths[2], "-o", index, "-q")[0] == 0
    command = ["freq", "--by", "document", index, paths[3], "--no-cache"]
    expected = run(*command, "--jobs", "1")
    assert {b"x/a.txt", b"y/a.txt"} <= {
        b"/".join(line.split(b"\t")[0].split(b"/")[-2:]) for line in expected[1].splitlines()
    }
    assert run(*command, *CLUSTER, parts=2) == expected
