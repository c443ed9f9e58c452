"""NPMI and stability: worked values and bounds."""

from math import log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from cntext.measure.stats.topic_quality import jaccard, npmi, stability


def test_npmi_by_hand():
    # Of 4 documents 2 have a, 2 have b, 1 has both: ln(.25 / .25) / -ln .25 = 0.
    assert npmi(np.array([[1, 0], [1, 1], [0, 1], [0, 0]], bool)) == pytest.approx(0)
    # Always together, in 2 of 4: ln(.5 / .25) / -ln .5 = 1. Never together: -1.
    assert npmi(np.array([[1, 1], [1, 1], [0, 0], [0, 0]], bool)) == pytest.approx(1)
    assert npmi(np.array([[1, 0], [0, 1]], bool)) == -1
    # 3 of 4 have a, 2 of 4 have b, 2 have both.
    value = npmi(np.array([[1, 1], [1, 1], [1, 0], [0, 0]], bool))
    assert value == pytest.approx(log(0.5 / (0.75 * 0.5)) / -log(0.5))


def test_npmi_that_says_nothing_is_none():
    assert npmi(np.ones((3, 2), bool)) is None
    assert npmi(np.zeros((3, 2), bool)) is None
    assert npmi(np.ones((3, 1), bool)) is None
    assert npmi(np.zeros((0, 2), bool)) is None


@given(arrays(bool, array_shapes(min_dims=2, max_dims=2, max_side=6)))
def test_npmi_keeps_its_bounds(present):
    value = npmi(present)
    assert value is None or -1 - 1e-9 <= value <= 1 + 1e-9


def test_topics_are_matched_whatever_their_order():
    pytest.importorskip("scipy")
    topics = [[1, 2], [3, 4], [5, 6]]
    assert stability(topics, [[[5, 6], [1, 2], [3, 4]]]) == [1, 1, 1]
    # The best matching as a whole: the first topic gives way to the second.
    assert stability([[1, 2], [1, 2, 3]], [[[1, 2, 3], [9]]]) == [0, 1]
    assert stability([[1, 2], [3, 4]], [[[1, 2], [3, 9]], [[1, 9], [3, 4]]]) == pytest.approx(
        [(1 + 1 / 3) / 2, (1 / 3 + 1) / 2]
    )


@given(st.lists(st.integers(0, 5)), st.lists(st.integers(0, 5)))
def test_jaccard_is_that_of_sets(a, b):
    assert jaccard(a, b) == jaccard(b, a) == (
        len(set(a) & set(b)) / len(set(a) | set(b)) if a or b else 0
    )  # fmt: skip
