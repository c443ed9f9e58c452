"""Maximal matches against looking at every pair of places."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from cntext.measure.stats.seeds import matches


def every(first, second):
    return first != second


def slow(texts, size):
    found = set()
    bounds = np.cumsum([0, *map(len, texts)]).tolist()
    for x in range(len(texts)):
        for y in range(x + 1, len(texts)):
            a, b = texts[x], texts[y]
            for i in range(len(a)):
                for j in range(len(b)):
                    if i and j and a[i - 1] == b[j - 1]:
                        continue
                    n = 0
                    while i + n < len(a) and j + n < len(b) and a[i + n] == b[j + n]:
                        n += 1
                    if n >= size:
                        found.add((bounds[x] + i, bounds[y] + j, n))
    return found


@given(st.lists(st.text("甲乙", max_size=9), max_size=5), st.integers(2, 4))
def test_matches_are_those_of_a_slow_search(texts, size):
    found = matches(texts, every, max_range=100, size=size)
    listed = list(zip(found.first.tolist(), found.second.tolist(), found.length.tolist(),
                      strict=True))  # fmt: skip
    assert set(listed) == slow(texts, size)
    assert len(listed) == len(set(listed))


def test_what_too_many_have_begins_nothing_but_is_part_of_a_longer_match():
    texts = ["甲乙丙丁戊己", "甲乙丙丁戊己", "甲乙丙", "甲乙丙"]
    found = matches(texts, every, max_range=3, size=3)
    assert (found.first.tolist(), found.second.tolist()) == ([0], [6])
    assert found.length.tolist() == [6]
    assert found.common == 1


def test_only_wanted_pairs_are_looked_at():
    found = matches(["甲乙丙"] * 3, lambda x, y: (x == 0) & (y == 2), max_range=9, size=3)
    assert (found.first.tolist(), found.second.tolist()) == ([0], [6])
