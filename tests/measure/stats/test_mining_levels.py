"""Mining in parts, level by level, finds what mining of the whole finds: to the last count."""

from itertools import pairwise, zip_longest
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cntext.corpus import corpus_of
from cntext.measure.stats.mining import mine
from cntext.measure.stats.mining_levels import Grown, alphabet_of, count_level, grown, mined
from cntext.measure.stats.phrase_layout import Layout
from cntext.measure.stats.repeats import Level
from cntext.model import Document
from cntext.segment.build import build_corpus

REPORTS = Path(__file__).parents[3] / "../shared/corpus/govreport"
NOTHING = Level(np.empty(0, np.int64), np.empty(0, np.int64))


def cut(texts):
    """Make a corpus of texts given as their words."""
    documents = [Document(str(i), "".join(words)) for i, words in enumerate(texts)]
    pairs = [
        [(w, len("".join(words[:i]))) for i, w in enumerate(words) if w.strip()] for words in texts
    ]
    return corpus_of(documents, pairs)


def same(whole, edge_words, parts, **options):
    """Assert that mining the parts level by level is mining ``whole``."""
    expected = mine(whole, edge_words, **options)
    found = mined(parts, edge_words, **options)
    for one, other in zip_longest(expected.levels, found.levels, fillvalue=NOTHING):
        assert np.array_equal(one.keys, other.keys)
        assert np.array_equal(one.counts, other.counts)
    assert list(found.texts().items()) == list(
        zip(expected.texts(), expected.freq.tolist(), strict=True)
    )
    return found


WORDS = st.lists(
    st.sampled_from(["甲乙", "甲", "丙", "丙", "的", "、", "，", "+", "一"]), max_size=14
)


@settings(max_examples=60)
@given(st.lists(WORDS, min_size=1, max_size=6), st.integers(1, 3), st.integers(1, 6))
def test_parts_are_mined_to_the_strings_of_the_whole(texts, min_freq, max_length):
    for parts in (1, 3, len(texts)):
        edges = [len(texts) * i // parts for i in range(parts + 1)]
        pieces = [cut(texts[low:high]) for low, high in pairwise(edges)]
        same(cut(texts), {"的"}, pieces, min_freq=min_freq, max_length=max_length)


def test_a_string_that_overlaps_itself_counts_as_often_as_it_fits():
    texts = [["一步", "一步", "一步", "，", "一步"], ["一步", "一步"]]
    found = same(cut(texts), set(), [cut(texts[:1]), cut(texts[1:])], min_freq=2, max_length=4)
    assert found.texts()["一步一步"] == 2
    assert found.texts()["一步"] == 6


def test_a_string_whose_end_is_rare_is_not_counted():
    part = cut([["甲", "乙"], ["甲", "乙"], ["乙", "丙"]])
    state = Grown(alphabet_of(part), 2)
    layout = Layout(part, set())
    assert len(count_level(layout, state).keys) == 3
    state = grown(state, count_level(layout, state))
    assert len(state.levels[0].keys) == 2  # 丙 stands once
    assert len(count_level(layout, state).keys) == 1  # 甲乙, but not 乙丙


@pytest.mark.parametrize("texts", [[], [[]], [["，"]], [["甲"]]])
def test_nothing_is_found_in_nothing(texts):
    assert mined([cut(texts)], set(), min_freq=2).texts() == {}


@pytest.mark.skipif(not REPORTS.is_dir(), reason="shared corpus absent")
@pytest.mark.parametrize("parts", [1, 4, 7])
def test_real_reports_in_parts_are_mined_to_the_strings_of_the_whole(parts, dictionary_cut):
    documents = [
        Document(path.stem, path.read_text("utf-8")[:4000])
        for path in sorted(REPORTS.glob("*.txt"))[-14:]
    ]
    whole = build_corpus(documents, dictionary_cut)
    edges = [len(documents) * i // parts for i in range(parts + 1)]
    pieces = [build_corpus(documents[a:b], dictionary_cut) for a, b in pairwise(edges)]
    found = same(whole, {"的", "和"}, pieces, min_freq=3, max_length=20)
    assert len(found.texts()) > 500


@pytest.fixture(scope="module")
def dictionary_cut():
    """Return a segmenter without guesses, as phrases are found with."""
    from cntext.flow.supply import Supply

    return Supply().segmenter(hmm=False)
