"""Keywords: every method by its formula, candidates against the slow way to find them."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cntext.analysis import ANALYSES
from cntext.lexicon import Concept, Lexicon
from cntext.measure.keywords import LONE, VERBAL
from cntext.measure.stats.graph import DAMPING, WINDOW, positionrank, textrank
from cntext.measure.stats.key_phrases import candidates, kinds
from cntext.stopwords import StopWords

NONE = Lexicon([])
TAGS = {"深入": "ad", "推进": "v", "的": "uj", "新": "a", "协同": "vn"}


class Known:
    """A dictionary of few words, in place of jieba's."""

    total = 1000

    def freq(self, word):
        return {"产教": 1, "融合": 5, "发展": 500}.get(word, 0)

    def tag(self, word):
        return TAGS.get(word, "n")

    def idf(self, word):
        return {"产教": 9.0}.get(word, 5.0)


def table(corpus, lexicon=NONE, **options):
    return ANALYSES["keywords"].run(
        corpus,
        stopwords=StopWords(),
        background=Known(),
        lexicon=lexicon,
        **{"method": "phrase", "by": "", "min_length": 2, **options},
    )


def scores(corpus, **options):
    found = table(corpus, **options)
    return dict(zip(found.values("term"), found.values("score"), strict=True))


def test_a_phrase_scores_by_frequency_idf_and_place(make):
    # 13 characters; the spaces part the words, so each stands alone but for 产教融合.
    found = scores(make("产教 融合 的 新 体系"))
    early = 1 - 0 / 12
    assert found["产教"] == pytest.approx(math.log2(2) * 9.0 * (1 + early) * LONE)
    assert "新" not in found
    assert "的" not in found


def test_adjoining_words_make_a_phrase_and_a_leading_verb_lowers_it():
    corpus = glued(["推进", "产教", "融合", "，", "产教", "融合"])
    found = scores(corpus)
    length = 11
    assert found["产教融合"] == pytest.approx(math.log2(3) * 7.0 * (1 + 1 - 2 / length))
    assert found["推进产教融合"] == pytest.approx(math.log2(2) * 19 / 3 * 2 * VERBAL)


def test_a_piece_of_one_longer_phrase_is_left_out():
    corpus = glued(["产教", "融合", "，"] * 3)
    assert list(scores(corpus)) == ["产教融合"]
    # Seen twice is no evidence yet.
    assert set(scores(glued(["产教", "融合", "，"] * 2))) == {"产教融合", "产教", "融合"}


def test_a_phrase_of_the_lexicon_counts_as_a_noun():
    corpus = glued(["推进", "，", "协同"])
    listed = Lexicon([Concept("推进", "x", ("推进",))])
    plain = table(corpus)
    merged = table(corpus, listed)
    assert "推进" not in plain.values("term")
    assert "推进" in merged.values("term")


words = st.lists(st.sampled_from(["产教", "融合", "推进", "的", "，", "新", "体系"]), max_size=30)


@given(st.lists(words, min_size=1, max_size=4), st.integers(1, 4), st.integers(1, 5))
def test_candidates_equal_the_slow_way(texts, least, most):
    corpus = glued(*texts)
    kind = kinds(corpus.vocabulary, Known(), {"的"}.__contains__, NONE.__contains__)
    found = candidates(corpus, kind, least, most)
    got = sorted(
        zip(found.document.tolist(), found.place.tolist(), found.owner.tolist(), strict=True)
    )
    want = []
    noun = {"产教", "融合", "体系"}
    content = {*noun, "推进", "新"}
    for d, text in enumerate(texts):
        for i in range(len(text)):
            for j in range(i + 1, min(i + most, len(text)) + 1):
                part = text[i:j]
                phrase = "".join(part)
                if set(part) <= content and part[-1] in noun and len(phrase) >= least:
                    want.append((d, len("".join(text[:i])), phrase))
    assert sorted((d, p, found.texts[c]) for d, p, c in got) == sorted(want)
    assert list(found.texts) == sorted(set(found.texts))


def test_tf_idf_with_the_corpus_idf_is_the_textbook_formula(make):
    found = scores(
        make("产教 产教 融合 的", "融合 发展", "发展 发展"), method="tfidf", idf="corpus"
    )
    # 8 words in all; 产教 stands 2 times in 1 of 3 documents.
    assert found["产教"] == pytest.approx(2 / 8 * math.log(3 / 1))
    assert found["发展"] == pytest.approx(3 / 8 * math.log(3 / 2))
    assert "的" not in found  # one character


def test_few_documents_take_idf_from_jieba(make):
    found = table(make("产教 融合"), method="tfidf")
    assert found.rows == [(1, "产教", 4.5, 1, 1), (2, "融合", 2.5, 1, 1)]
    assert "jieba" in found.notes[0].en


def test_by_document_ranks_each_document(make):
    found = table(make("产教 融合", "发展 发展"), by="document", method="tfidf")
    assert [row[:3] for row in found.rows] == [
        ("d0", 1, "产教"),
        ("d0", 2, "融合"),
        ("d1", 1, "发展"),
    ]


def test_keyness_is_the_log_likelihood_against_the_dictionary(make):
    found = scores(make("产教 产教 融合 发展 独有"), method="keyness")
    a, b, c, d = 2, 1, 5, 1000
    expected = 2 * (
        a * math.log(a / (c * (a + b) / (c + d))) + b * math.log(b / (d * (a + b) / (c + d)))
    )
    assert found["产教"] == pytest.approx(expected)
    # 发展 is half of the dictionary and a fifth of the text; 独有 is not in the dictionary.
    assert set(found) == {"产教", "融合"}


TEXT = ["职业", "教育", "发展", "职业", "教育", "改革", "发展", "教育", "体系"]


@pytest.mark.parametrize("method", [textrank, positionrank])
def test_ranks_solve_their_equations(method):
    found = method(TEXT, lambda _: True)
    restart = dict.fromkeys(found, 1.0)
    if method is positionrank:
        raw = {w: sum(1 / (i + 1) for i, v in enumerate(TEXT) if v == w) for w in found}
        restart = {w: x * len(raw) / sum(raw.values()) for w, x in raw.items()}
    weight = {}
    for i, a in enumerate(TEXT):
        for b in TEXT[i + 1 : i + WINDOW]:
            if a != b:
                weight[a, b] = weight.get((a, b), 0) + 1
                weight[b, a] = weight.get((b, a), 0) + 1
    for word, score in found.items():
        incoming = sum(
            w / sum(v for (x, _), v in weight.items() if x == a) * found[a]
            for (a, b), w in weight.items()
            if b == word
        )
        expected = (1 - DAMPING) * restart[word] + DAMPING * incoming
        assert score == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize("method", [textrank, positionrank])
def test_the_rank_of_nothing_is_nothing(method):
    assert method([], lambda _: True) == {}
    assert method(["单"], lambda _: True) == {}
    assert method(["甲", "乙"], lambda w: w == "甲") == {}


def test_a_phrase_has_the_positionranks_of_its_words():
    corpus = glued(["产教", "融合", "，", "体系"])
    found = scores(corpus, method="positionrank")
    assert found["产教融合"] == pytest.approx(found["产教"] + found["融合"])


def test_documents_do_not_touch_in_the_textrank_graph(make):
    assert table(make("职业", "教育"), method="textrank").rows == []


def test_an_empty_corpus_has_no_keywords(make):
    for method in ("phrase", "tfidf", "textrank", "positionrank", "keyness"):
        assert table(make(""), method=method).rows == []


def glued(*texts):
    """Return a corpus of texts whose words adjoin."""
    from cntext.corpus import corpus_of
    from cntext.model import Document

    documents, cut = [], []
    for i, text in enumerate(texts):
        documents.append(Document(id=f"d{i}", text="".join(text)))
        places = [len("".join(text[:j])) for j in range(len(text))]
        cut.append(list(zip(text, places, strict=True)))
    return corpus_of(documents, cut)
