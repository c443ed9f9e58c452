"""Keywords: TF-IDF by its formula, TextRank against the equations that define it."""

import math

import pytest

from cntext.measure.keywords import keywords
from cntext.measure.stats.graph import DAMPING, WINDOW, textrank
from cntext.stopwords import StopWords


class Idf:
    total = 0

    def freq(self, word):
        return 0

    def tag(self, word):
        return ""

    def idf(self, word):
        return {"产教": 9.0}.get(word, 5.0)


def test_tf_idf_with_the_corpus_idf_is_the_textbook_formula(make):
    texts = make("产教 产教 融合 的", "融合 发展", "发展 发展")
    table = keywords(texts, StopWords(), Idf(), idf="corpus")
    scores = dict(zip(table.values("term"), table.values("score"), strict=True))
    # 8 words in all; 产教 stands 2 times in 1 of 3 documents.
    assert scores["产教"] == pytest.approx(2 / 8 * math.log(3 / 1))
    assert scores["发展"] == pytest.approx(3 / 8 * math.log(3 / 2))
    assert "的" not in scores  # one character


def test_few_documents_take_idf_from_jieba(make):
    table = keywords(make("产教 融合"), StopWords(), Idf())
    assert table.rows == [(1, "产教", 4.5, 1, 1), (2, "融合", 2.5, 1, 1)]
    assert "jieba" in table.notes[0].en


def test_by_document_ranks_each_document(make):
    table = keywords(make("产教 融合", "发展 发展"), StopWords(), Idf(), by="document")
    assert [row[:3] for row in table.rows] == [
        ("d0", 1, "产教"),
        ("d0", 2, "融合"),
        ("d1", 1, "发展"),
    ]


def test_textrank_solves_its_equations():
    text = ["职业", "教育", "发展", "职业", "教育", "改革", "发展", "教育", "体系"]
    scores = textrank(text, lambda _: True)
    weight = {}
    for i, a in enumerate(text):
        for b in text[i + 1 : i + WINDOW]:
            if a != b:
                weight[a, b] = weight.get((a, b), 0) + 1
                weight[b, a] = weight.get((b, a), 0) + 1
    for word, score in scores.items():
        incoming = sum(
            w / sum(v for (x, _), v in weight.items() if x == a) * scores[a]
            for (a, b), w in weight.items()
            if b == word
        )
        assert score == pytest.approx(1 - DAMPING + DAMPING * incoming, abs=1e-6)


def test_textrank_of_nothing_is_nothing():
    assert textrank([], lambda _: True) == {}
    assert textrank(["单"], lambda _: True) == {}
    assert textrank(["甲", "乙"], lambda w: w == "甲") == {}


def test_documents_do_not_touch_in_the_textrank_graph(make):
    table = keywords(make("职业", "教育"), StopWords(), Idf(), method="textrank")
    assert table.rows == []
