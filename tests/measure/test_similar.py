"""Similarity of documents: Broder's example, a slow reference, odd corpora."""

from itertools import combinations

import pytest

from cntext.measure.similar import similar
from cntext.stopwords import StopWords
from cntext.text.shingles import stripped

NONE = StopWords(frozenset())


def table(corpus, **options):
    return list(similar(corpus, NONE, **options).records())


# "a rose is a rose is a rose" and "a rose is a flower which is a rose", a character a word.
ROSE, FLOWER = "一玫是一玫是一玫", "一玫是一花哪是一玫"


@pytest.mark.parametrize(("size", "jaccard"), [(1, 0.6), (2, 0.5), (3, 3 / 7)])
def test_the_roses_of_broder(make, size, jaccard):
    (row,) = table(make(ROSE, FLOWER), shingle=size)
    assert row["jaccard"] == pytest.approx(jaccard)


def test_a_rose_has_three_shingles_of_four_words(make):
    (row,) = table(make(ROSE, ROSE), shingle=4)
    assert (row["shared"], row["jaccard"], row["a_in_b"]) == (3, 1.0, 1.0)


def test_containment_is_told_both_ways(make):
    (row,) = table(make("甲乙丙丁", "甲乙丙丁戊己庚辛"), shingle=1)
    assert (row["a_in_b"], row["b_in_a"], row["jaccard"]) == (1.0, 0.5, 0.5)


def test_cosine_is_that_of_smooth_tf_idf(make):
    # D = 2: idf of 教育 (2 documents) = ln(3/3) + 1 = 1, of the others ln(3/2) + 1 = 1.405465.
    (row,) = table(make("教育 教育 改革", "教育 开放"), score="cosine")
    assert row["cosine"] == pytest.approx(2 / ((4 + 1.405465**2) * (1 + 1.405465**2)) ** 0.5)


def test_the_earlier_document_is_a_and_vague_dates_prove_nothing(make):
    texts = ("职业教育的发展", "职业教育的改革", "职业教育的发展和改革")
    rows = table(make(*texts, dates=("2020", "2019-01-02", "2020-03")), shingle=2)
    found = {(r["a"], r["b"]): r["a_is_earlier"] for r in rows}
    assert found == {("d1", "d0"): True, ("d1", "d2"): True, ("d2", "d0"): None}


@pytest.mark.parametrize("score", ["jaccard", "containment"])
@pytest.mark.parametrize("lowest", [0.03, 0.1, 0.5])
def test_real_text_gives_what_comparing_every_pair_gives(shared, make, score, lowest):
    texts = [p.read_text("utf-8")[:6000] for p in sorted((shared / "govreport").glob("*.txt"))]
    texts.append(texts[3][:5000] + texts[4][:1000])
    every = [{s[i : i + 5] for i in range(len(s) - 4)} for s in map(stripped, texts)]
    slow = {}
    for i, j in combinations(range(len(texts)), 2):
        common = len(every[i] & every[j])
        least = min(len(every[i]), len(every[j]))
        value = common / (least if score == "containment" else len(every[i] | every[j]))
        if value >= lowest:
            slow[f"d{i}", f"d{j}"] = common
    rows = table(make(*texts), score=score, min_score=lowest)
    assert {(r["a"], r["b"]): r["shared"] for r in rows} == slow
    assert slow
    if score == "jaccard":
        assert [r["jaccard"] for r in rows] == sorted((r["jaccard"] for r in rows), reverse=True)


def test_odd_corpora_are_results(make):
    assert table(make()) == []
    assert table(make("只有一篇")) == []
    assert table(make("，。", "", "……")) == []
    found = similar(make("，。", "甲乙丙", "甲乙丙"), NONE)
    assert [(r["a"], r["b"]) for r in found.records()] == [("d1", "d2")]
    assert [w.code for w in found.warnings] == ["empty-document"]
    stopped = StopWords(frozenset({"甲乙丙"}))
    assert next(similar(make("甲乙丙", "甲乙丙"), stopped).records())["cosine"] is None
