"""The join against comparing every pair."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cntext.measure.stats.chronology import is_earlier, order_of_age
from cntext.measure.stats.similar_pairs import pairs, sets, unit_vectors


def tail_sum(weight):
    return np.cumsum(weight[::-1])[::-1]


def tail_length(weight):
    return np.sqrt(np.cumsum((weight**2)[::-1])[::-1])


def met(found):
    return {(d, int(o)): float(c) for d, others, common in found
            for o, c in zip(others, common, strict=True)}  # fmt: skip


@given(st.lists(st.sets(st.integers(0, 12), max_size=9), max_size=9), st.integers(1, 9))
def test_sets_are_joined_as_by_comparing_all(documents, least):
    vectors = sets([np.array(sorted(d), np.int64) for d in documents])
    slow = {(i, j): float(len(documents[i] & documents[j]))
            for i, j in combinations(range(len(documents)), 2)
            if len(documents[i] & documents[j]) >= least}  # fmt: skip
    assert met(pairs(vectors, np.full(len(documents), least), tail_sum)) == slow


@given(
    st.lists(st.dictionaries(st.integers(0, 8), st.integers(1, 9), max_size=6), max_size=8),
    st.sampled_from([0.011, 0.33, 0.77]),
)
def test_cosines_are_joined_as_by_comparing_all(documents, least):
    def cosine(a, b):
        dot = sum(w * b.get(f, 0) for f, w in a.items())
        lengths = [sum(w * w for w in d.values()) ** 0.5 for d in (a, b)]
        return dot / (lengths[0] * lengths[1]) if all(lengths) else 0.0

    vectors = unit_vectors(
        [np.array(sorted(d), np.int64) for d in documents],
        [np.array([d[f] for f in sorted(d)], float) for d in documents],
    )
    slow = {(i, j): pytest.approx(cosine(documents[i], documents[j]))
            for i, j in combinations(range(len(documents)), 2)
            if cosine(documents[i], documents[j]) >= least}  # fmt: skip
    assert met(pairs(vectors, np.full(len(documents), least), tail_length)) == slow


def test_order_of_age_puts_the_vague_date_behind_the_exact_one():
    assert order_of_age(["", "2019", "2019-05-01", "2018"]) == [3, 2, 1, 0]
    assert is_earlier("2018", "2019-05")
    assert not is_earlier("2019", "2019-05")
    assert not is_earlier("", "2019")
    assert not is_earlier("2019", "2019")
