"""The columns of a corpus say who stands where, in what group, and how much there is."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cntext.corpus import corpus_of
from cntext.model import Document

DOCUMENTS = (
    Document("a", "产教融合，产教。", date="2018-04-12", source="日报"),
    Document("b", "", date="2019"),
    Document("c", "2019年 A1", source="日报", meta={"genre": "评论"}),
)
CUT = (
    (("产教融合", 0), ("，", 4), ("产教", 5), ("。", 7)),
    (),
    (("2019", 0), ("年", 4), ("A1", 6)),
)


@pytest.fixture(scope="module")
def corpus():
    return corpus_of(DOCUMENTS, CUT)


def test_columns_hold_tokens_places_and_bounds(corpus):
    assert corpus.vocabulary == ("产教融合", "，", "产教", "。", "2019", "年", "A1")
    assert corpus.tokens.tolist() == [0, 1, 2, 3, 4, 5, 6]
    assert corpus.starts.tolist() == [0, 4, 5, 7, 0, 4, 6]
    assert corpus.bounds.tolist() == [0, 4, 4, 7]
    assert corpus.document_of_token().tolist() == [0, 0, 0, 0, 2, 2, 2]
    assert [corpus.words(d) for d in range(len(corpus))] == [[w for w, _ in cut] for cut in CUT]


def test_types_are_words_or_marks(corpus):
    assert corpus.type_is_word().tolist() == [True, False, True, False, True, True, True]


def test_groups_are_sorted_and_documents_keep_their_order(corpus):
    names, group = corpus.groups("source")
    assert (names, group.tolist()) == (("", "日报"), [1, 0, 1])
    names, group = corpus.groups("year")
    assert (names, group.tolist()) == (("", "2018", "2019"), [1, 2, 0])
    names, group = corpus.groups("document")
    assert (names, group.tolist()) == (("a", "b", "c"), [0, 1, 2])
    assert corpus.groups("genre")[0] == ("", "评论")
    assert corpus.groups("nonsense")[0] == ("",)


def test_han_are_counted_by_document(corpus):
    assert corpus.han_per_document().tolist() == [6, 0, 1]


def test_the_summary_counts_by_hand(corpus):
    summary = corpus.summary().record()
    assert {
        key: summary[key] for key in ("documents", "tokens", "words", "types", "han_characters")
    } == {
        "documents": 3,
        "tokens": 7,
        "words": 5,
        "types": 5,
        "han_characters": 7,
    }


def test_the_hash_depends_on_the_text_and_on_where_documents_end(corpus):
    def digest(*texts):
        return (
            corpus_of([Document("x", text) for text in texts], [()] * len(texts))
            .summary()
            .record()["sha256"]
        )

    assert digest("甲乙") == digest("甲乙") != digest("甲", "乙")
    assert digest("甲") != digest("甲", "")


def test_an_empty_corpus_is_a_corpus():
    corpus = corpus_of([], [])
    assert len(corpus) == 0
    assert corpus.summary().words == 0
    assert corpus.groups("year") == ((), pytest.approx(np.empty(0)))


@given(st.lists(st.lists(st.text("甲乙，1", min_size=1, max_size=3), max_size=6), max_size=5))
def test_every_token_is_counted_once_in_the_document_it_stands_in(texts):
    documents, cut = [], []
    for i, words in enumerate(texts):
        documents.append(Document(str(i), "".join(words)))
        starts = np.cumsum([0, *map(len, words)]).tolist()
        cut.append(list(zip(words, starts, strict=False)))
    corpus = corpus_of(documents, cut)
    assert [corpus.words(d) for d in range(len(corpus))] == texts
    counts = np.bincount(corpus.document_of_token(), minlength=len(texts)).tolist()
    assert counts == [len(words) for words in texts]
    for word, start, d in zip(
        corpus.tokens, corpus.starts, corpus.document_of_token(), strict=True
    ):
        token = corpus.vocabulary[word]
        assert documents[d].text[start : start + len(token)] == token
