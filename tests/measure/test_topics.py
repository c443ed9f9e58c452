"""Topics: planted ones are found, the same run gives the same numbers, shares add up."""

import random
import sys

import pytest

from cntext.errors import CntextError
from cntext.measure.topics import topics
from cntext.stopwords import StopWords

pytest.importorskip("sklearn")
NONE = StopWords(frozenset())
FIELDS = (["教育", "学校", "教师", "学生", "课程"], ["农业", "粮食", "乡村", "土地", "水利"],
          ["工业", "制造", "企业", "技术", "创新"])  # fmt: skip


@pytest.fixture(scope="module")
def planted(make):
    rng = random.Random(5)  # noqa: S311 (a made corpus)
    return make(*(" ".join(rng.choices(FIELDS[i % 3], k=30)) for i in range(30)))


def records(corpus, **options):
    return list(topics(corpus, NONE, **options).records())


@pytest.mark.parametrize("method", ["nmf", "lda"])
def test_planted_topics_are_found(planted, method):
    found = records(planted, k=3, method=method, words=5)
    assert {frozenset(row["words"].split()) for row in found} == set(map(frozenset, FIELDS))
    assert sum(row["share"] for row in found) == pytest.approx(100)
    assert all(row["npmi"] == pytest.approx(1, abs=0.1) for row in found)
    by_document = records(planted, k=3, method=method, view="documents")
    main = [row for row in by_document if row["share"] > 90]
    assert len(main) == 30
    assert len({row["topic"] for row in main if int(row["document"][1:]) % 3 == 0}) == 1


@pytest.mark.parametrize("method", ["nmf", "lda"])
def test_the_same_seed_gives_the_same_numbers(planted, method):
    first = records(planted, k=4, method=method, seed=3, view="words")
    assert records(planted, k=4, method=method, seed=3, view="words") == first
    assert records(planted, k=4, method=method, seed=4, view="words") != first


def test_weights_of_a_topic_sum_to_one(planted):
    found = records(planted, k=3, view="words", words=100)
    for topic in (1, 2, 3):
        own = [row["weight"] for row in found if row["topic"] == topic]
        assert sum(own) == pytest.approx(1)
        assert own == sorted(own, reverse=True)


def test_the_true_k_is_stable_and_a_greater_one_is_not(planted):
    assert [r["stability"] for r in records(planted, k=3, view="stability", words=5)] == [1, 1, 1]
    found = {r["k"]: r for r in records(planted, k=6, view="choice", words=5, runs=3)}
    assert list(found) == [2, 3, 4, 5, 6]
    assert found[3]["stability"] == 1
    assert found[6]["stability"] < 1
    assert found[3]["npmi"] == pytest.approx(1)


def test_a_document_without_the_words_has_no_shares(make):
    corpus = make("教育 学校 教育", "农业 乡村 农业", "教育 学校", "农业 乡村", "")
    found = records(corpus, k=2, view="documents")
    assert [r["share"] for r in found if r["document"] == "d4"] == [None, None]
    assert sum(r["share"] for r in records(corpus, k=2)) == pytest.approx(100)


def test_too_little_text_is_a_result_and_too_many_topics_are_an_error(make):
    for corpus in (make(), make(""), make("教育 学校")):
        assert records(corpus, k=2) == []
    with pytest.raises(CntextError, match="at most 2"):
        topics(make("教育 学校", "教育 学校"), NONE, k=3)


def test_without_scikit_learn_the_extra_is_named(make, monkeypatch):
    monkeypatch.setitem(sys.modules, "sklearn", None)
    with pytest.raises(CntextError) as raised:
        topics(make("教育"), NONE)
    assert 'pip install ".[topics]"' in raised.value.say("en")
