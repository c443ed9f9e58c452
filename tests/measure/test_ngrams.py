"""N-grams and frames: worked by hand, and equal to a slow count."""

from collections import Counter
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cntext.analysis import ANALYSES
from cntext.corpus import corpus_of
from cntext.errors import UsageProblem
from cntext.measure import ngrams as _registers
from cntext.measure.stats.ngram_counts import NgramCounts, count_ngrams
from cntext.measure.stats.slots import frames
from cntext.model import Document
from cntext.segment.build import build_corpus
from cntext.text.characters import is_word

assert _registers


def ngrams(corpus, **options):
    given = {"size": "2-3", "skip": 0, "slots": False, "by": "", **options}
    ANALYSES["ngrams"].check(given)
    lists = {"background": Tags(), "function_words": FUNCTION}
    return ANALYSES["ngrams"].run(corpus, **lists, **given)


class Tags:
    """A background that knows prepositions."""

    total = 1

    def freq(self, word):
        return 0

    def tag(self, word):
        return {"以": "p", "从": "p", "为": "v", "到": "v"}.get(word, "n")

    def idf(self, word):
        return 0.0


FUNCTION = frozenset(["以", "从", "为", "到", "的"])


def slow(corpus, n, skip):
    """Count by looking at every choice of places in every stretch."""
    found = Counter()
    for d in range(len(corpus)):
        stretch, text = [], corpus.documents[d].text
        low, high = corpus.bounds[d], corpus.bounds[d + 1]
        stretches, previous = [stretch], 0
        for word, start in zip(corpus.words(d), corpus.starts[low:high].tolist(), strict=True):
            if not is_word(word) or "\n" in text[previous:start]:
                stretch = []
                stretches.append(stretch)
            if is_word(word):
                stretch.append(word)
            previous = start
        for words in stretches:
            for places in combinations(range(len(words)), n):
                if places[-1] - places[0] <= n - 1 + skip:
                    found[" ".join(words[i] for i in places)] += 1
    return found


def fast(counts):
    found = Counter()
    for gram, freq in zip(counts.gram.tolist(), counts.freq.tolist(), strict=True):
        found[counts.text(gram)] += freq
    return found


def test_bigrams_by_hand(make):
    corpus = make("深化 产教 融合 ， 深化 产教 融合", "产教 融合", source=["甲", "乙"])
    table = ngrams(corpus, size="2-3", min_freq=1)
    rows = {row[1]: row[2:5] for row in table.rows}
    assert rows == {"产教 融合": (2, 3, 2), "深化 产教": (2, 2, 1), "深化 产教 融合": (3, 2, 1)}
    assert table.values("per_million")[0] == pytest.approx(3e6 / 8)
    grouped = ngrams(corpus, size="2", min_freq=1, by="source")
    assert [row[0] for row in grouped.rows].count("乙") == 1


def test_skip_grams_of_guthrie(make):
    # Guthrie et al. 2006: "insurgents killed in ongoing fighting" has 9 2-skip-bigrams.
    counts = count_ngrams(make("甲 乙 丙 丁 戊"), [2], 2)
    assert int(counts.freq.sum()) == 9
    assert "甲 戊" not in fast(counts)
    assert int(count_ngrams(make("甲 乙 丙 丁 戊"), [3], 2).freq.sum()) == 10


WORDS = st.lists(st.sampled_from(["甲", "乙", "丙", "，", "丁丁"]), max_size=12)
TEXTS = st.lists(WORDS.map(" ".join), min_size=1, max_size=4)


@given(TEXTS, st.integers(1, 3), st.integers(0, 2))
def test_counts_equal_a_slow_count(make, texts, n, skip):
    corpus = make(*texts)
    assert fast(count_ngrams(corpus, [n], skip)) == slow(corpus, n, skip)


@given(TEXTS, TEXTS)
def test_counts_of_parts_add_up(make, one, two):
    whole = count_ngrams(make(*one, *two), [1, 3])
    merged = count_ngrams(make(*one), [1, 3]).merged([count_ngrams(make(*two), [1, 3])])
    for name in NgramCounts.__slots__:
        assert np.array_equal(getattr(merged, name), getattr(whole, name)), name


def test_no_ngram_reaches_over_a_line_end(make):
    corpus = make("深化 产教\n融合")  # the maker of corpora parts words by spaces alone
    assert fast(count_ngrams(corpus, [1])) == {"深化": 1, "产教\n融合": 1}
    real = make("深化 \n 产教 融合")
    real = type(real)(real.documents, ("深化", "产教", "融合"), np.array([0, 1, 2], np.int32),
                      np.array([0, 5, 8]), np.array([0, 3]))  # fmt: skip
    assert fast(count_ngrams(real, [2])) == {"产教 融合": 1}


def test_real_text_equals_the_slow_count(shared, segmenter):
    text = (shared / "govreport" / "2024.txt").read_text("utf-8")[:6000]
    corpus = build_corpus([Document("0", text)], segmenter)
    assert fast(count_ngrams(corpus, [3], 1)) == slow(corpus, 3, 1)


def test_a_pair_is_a_frame_with_its_fillers(make):
    text = "以 就业 为 导向 ， 以 服务 为 宗旨 ， 以 质量 为 核心 ， 以 就业 为 导向"
    (frame,) = (f for f in frames(make(text), Tags(), FUNCTION, 2) if f.kind == "pair")
    assert frame.text == "以…为…"
    assert len(frame.places) == 4
    assert {k.replace(" ", ""): v for k, v in frame.fillers.items()} == {
        "以就业为导向": 2, "以服务为宗旨": 1, "以质量为核心": 1}  # fmt: skip


def test_clauses_that_begin_alike_and_clauses_of_equal_length():
    text = "协同 育人 、 协同 创新 、 协同 发展 。 学 有 所 教 、 劳 有 所 得 、 病 有 所 医 。"
    place, pairs = 0, []
    for word in text.split(" "):
        pairs.append((word, place))
        place += len(word)
    corpus = corpus_of([Document("0", text.replace(" ", ""))], [pairs])
    found = {(f.kind, f.text): f for f in frames(corpus, Tags(), FUNCTION, 2)}
    assert found["repeated", "协同…、协同…"].fillers == {"育人": 1, "创新": 1, "发展": 1}
    assert found["repeated", "协同…、协同…"].slots == 3
    assert found["parallel", "…有所…"].fillers == {"学有所教": 1, "劳有所得": 1, "病有所医": 1}


def test_two_clauses_alike_once_are_no_frame(make):
    assert frames(make("协同 育人 、 协同 创新"), Tags(), FUNCTION, 2) == []


@pytest.mark.parametrize("text", ["", "0", "3-2", "二", "1-", "-2"])
def test_a_bad_size_is_refused(make, text):
    with pytest.raises(UsageProblem):
        ngrams(make("甲 乙"), size=text)


def test_frames_have_no_groups(make):
    with pytest.raises(UsageProblem):
        ngrams(make("甲 乙"), slots=True, by="source")


def test_nothing_comes_of_nothing(make):
    for texts in ((), ("",), ("，",)):
        assert list(ngrams(make(*texts)).rows) == []
        assert list(ngrams(make(*texts), slots=True).rows) == []
