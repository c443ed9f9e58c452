"""Parts that stay with the workers and are asked there: the table of one machine, to the last byte.

What runs on Spark's workers is run here, task by task, without Spark; with Spark itself, see
test_product, test_choosing and, for workers that die, test_failing.
"""

import json
import pickle
import shutil
from types import SimpleNamespace

import numpy as np
import pytest

from cntext.cluster import answering, executor, keeping, kernel
from cntext.cluster.answering import Uniting
from cntext.cluster.rows import COUNTS, LACKING, rows_of
from cntext.measure.stats.mining_levels import Grow, LevelCounts
from cntext.measure.stats.phrase_quotes import Quote, Quoting

from .own import OwnHolding


@pytest.fixture
def there(run, own_cluster):
    """Return a function that runs a command on workers of this process."""

    def there(*command, parts):
        found = run(*command, "--cluster", "local[2]", parts=parts)
        assert not list(own_cluster.glob("cntext-*"))
        return found

    return there


VIEWS = {
    "list": ([], 4),
    "in one part": ([], 1),
    "many parts": ([], 7),
    "years": (["--by", "year"], 7),
    "documents": (["--by", "document", "--min-freq", "3"], 4),
    "families": (["--families"], 4),
    "explained": (["--explain", "产教融合"], 7),
    "folded": (["--explain", "产教"], 4),
    "nowhere": (["--explain", "没有这个"], 4),
    "new ones": (["--new-only"], 7),
    "conditions": (["--where", "year>=2019"], 7),
    "scope": (["--scope", "body"], 4),
    "dates of a name": (["--name-pattern", "{date}_{kind}_{*}.txt", "--by", "kind"], 4),
    "nothing": (["--min-freq", "999"], 4),
}


@pytest.mark.parametrize("view", VIEWS)
def test_there_as_here(run, there, texts, view):
    options, parts = VIEWS[view]
    command = ["phrases", *options, texts[0], "-f", "json", "--no-cache"]
    expected = run(*command, "--jobs", "1")
    assert expected[0] == 0
    assert bool(json.loads(expected[1])["rows"]) == (view != "nothing")
    assert there(*command, parts=parts) == expected


@pytest.mark.parametrize("given", ["userdict", "lexicon"])
def test_lists_travel(run, there, small, lists, given):
    command = ["phrases", *lists[given], small, "-f", "json", "--no-cache"]
    expected = run(*command, "--jobs", "1")
    assert expected != run("phrases", small, "-f", "json", "--no-cache", "--jobs", "1")
    assert there(*command, parts=4) == expected


def test_files_that_fail_and_files_without_a_word(run, there, texts):
    command = ["phrases", *texts, "-n", "60", "-f", "json", "--no-cache"]
    expected = run(*command, "--jobs", "1")
    assert expected[0] == 1
    assert there(*command, parts=7) == expected


def test_documents_of_one_name_are_told_apart(run, there, small, tmp_path_factory):
    top = tmp_path_factory.mktemp("twice")
    for name in ("x", "y"):
        shutil.copytree(small, top / name)
    command = ["phrases", "--by", "document", top, "-f", "json", "--no-cache"]
    expected = run(*command, "--jobs", "1")
    assert b"x/00_2016" in expected[1]
    assert there(*command, parts=4) == expected


def test_an_index_is_cut_where_its_parts_are(run, there, small, texts, tmp_path):
    index = tmp_path / "some.cnx"
    assert run("index", "build", small, "-o", index, "-q")[0] == 0
    command = ["phrases", index, texts[0], "-n", "40", "-f", "json", "--no-cache"]
    expected = run(*command, "--jobs", "1")
    assert expected[0] == 0
    assert there(*command, parts=2) == expected


def test_no_document_at_all_is_no_phrase(run, there, tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "empty.txt").touch()
    command = ["phrases", tmp_path / "in", "-f", "json", "--no-cache"]
    expected = run(*command, "--jobs", "1")
    assert json.loads(expected[1])["rows"] == []
    assert there(*command, parts=1) == expected


def test_shelves_that_are_lost_are_made_again(run, there, small, monkeypatch):
    """As a worker does that never had the part; half of a shelf is as good as none."""
    command = ["phrases", "--families", small, "-f", "json", "--no-cache"]
    expected = run(*command, "--jobs", "1")
    lost = []

    def lose(number, folder):
        if number % 5 == 2:
            lost.append(number)
            shutil.rmtree(folder)
        if number % 5 == 4:
            for path in [*folder.glob("1-*.npy"), *folder.glob("2.part")]:
                lost.append(path)
                path.unlink()

    monkeypatch.setattr(OwnHolding, "before", staticmethod(lose))
    assert there(*command, parts=4) == expected
    assert len(lost) > 10


def test_files_that_spark_alone_can_open_are_sent_along_again(run, there, small, monkeypatch):
    command = ["phrases", small, "-f", "json", "--no-cache"]
    expected = run(*command, "--jobs", "1")
    sent = []
    own = OwnHolding.ask

    def ask(self, asking, empty, lacking):
        sent.append(lacking)
        return own(self, asking, empty, lacking)

    monkeypatch.setattr(answering, "is_opened_by_spark", lambda source: True)
    monkeypatch.setattr(OwnHolding, "ask", ask)
    lose = lambda number, folder: shutil.rmtree(folder) if number == 3 else None  # noqa: E731
    monkeypatch.setattr(OwnHolding, "before", staticmethod(lose))
    assert there(*command, parts=4) == expected
    assert sent[3:5] == [frozenset(), frozenset(range(4))]


def test_a_worker_that_differs_answers_nothing(there, small, monkeypatch):
    kernel._READY.clear()
    own = executor.identity
    monkeypatch.setattr(executor, "identity", lambda supply: {**own(supply), "jieba": "9.9"})
    code, out, err = there("phrases", small, parts=4)
    assert (code, out) == (1, b"")
    assert "differs in the version of jieba (9.9 here" in err.decode()


def test_an_error_of_an_answer_is_raised_here(there, small, monkeypatch):
    def fail(self, part):
        raise ZeroDivisionError("there")

    monkeypatch.setattr(Grow, "answer", fail)
    code, out, err = there("phrases", small, parts=4)
    assert (code, out) == (1, b"")
    assert b"internal error (ZeroDivisionError)" in err


def test_answers_by_key_are_those_that_were_not_parted():
    rng = np.random.default_rng(7)
    every = []
    for _ in range(3):
        keys = np.unique(rng.integers(0, 400, 200))
        counts = rng.integers(1, 4, len(keys))
        every.append(LevelCounts(keys, counts, counts // 2, counts // 3))
    question = Grow(4, 2, None)
    whole = question.enough(every[0].merged(every[1:]))
    sent = SimpleNamespace(value=pickle.dumps(question))
    rows = [
        (bucket, row)
        for place, one in enumerate(every)
        for bucket, some in enumerate(question.parted(one, 5))
        for row in rows_of(COUNTS, bucket, place, some)
    ]
    found = [value for *_, value in keeping.values_of(sorted(Uniting(sent)(rows)))]
    assert len(found) == 5
    again = found[0].merged(found[1:])
    assert 0 < len(whole.keys) < 200
    for name in ("keys", "counts", "begins", "whole"):
        assert getattr(again, name).tolist() == getattr(whole, name).tolist()


def test_what_lacks_passes_a_merge():
    rows = [(0, row) for row in rows_of(LACKING, 0, 3, None)]
    assert [row.place for row in Uniting(None)(rows)] == [3]


def test_quotes_are_those_of_the_documents_of_a_part(small):
    from cntext.corpus import uncut
    from cntext.measure.stats.phrase_parts import Part
    from cntext.measure.stats.phrase_shelf import Shelf
    from cntext.model import Document

    documents = [Document("a", "甲。产教融合好。"), Document("b", "乙\n职业教育。")]
    part = Part(uncut(documents), np.array([5, 2]), Shelf())
    first = np.array([[2, 2], [4, 0], [5, 2]])
    found = Quoting(first, np.array([4, 1, 4])).answer(part)
    assert found.of == {0: Quote(1, "职业教育。"), 2: Quote(1, "产教融合好。")}
