"""Columns of ids come out the same by the core and one after the other."""

from array import array
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cntext import ids
from cntext.compiled import library_or_none

COLUMNS = st.lists(st.lists(st.integers(0, 6), max_size=9), max_size=5)


@pytest.fixture(params=["core", "slow"], autouse=True)
def way(request, monkeypatch):
    """Take either way."""
    if request.param == "slow":
        monkeypatch.setattr(ids, "library_or_none", lambda: None)
    elif library_or_none() is None:
        pytest.skip("the core was not compiled")


@given(COLUMNS)
def test_ids_are_counted_and_their_documents(texts):
    flat, bounds = array("i"), array("q", [0])
    for text in texts:
        flat.extend(text)
        bounds.append(len(flat))
    freq, spread = ids.counted(flat, bounds, 7)
    assert freq.tolist() == [sum(t.count(i) for t in texts) for i in range(7)]
    assert spread.tolist() == [sum(i in t for t in texts) for i in range(7)]


@given(st.lists(st.integers(0, 6), max_size=12))
def test_words_are_numbered_as_they_come(old):
    column = array("i", old)
    order = ids.in_order(column, 7)
    assert order == list(dict.fromkeys(old))
    assert [order[new] for new in column] == old


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(-9, 9)), max_size=9))
def test_values_are_added_up_by_place(pairs):
    sums = ids.zeros("q", 5)
    ids.add_up(array("q", [v for _, v in pairs]), [p for p, _ in pairs], sums)
    expected = Counter()
    for place, value in pairs:
        expected[place] += value
    assert sums.tolist() == [expected[i] for i in range(5)]


@given(st.lists(st.integers(0, 99), max_size=9), st.integers(0, 9), st.integers(0, 9))
def test_a_stretch_of_numbers_is_shifted(numbers, first, size):
    first = min(first, len(numbers))
    end = min(first + size, len(numbers))
    column = array("i", numbers)
    ids.shift(column, first, end, 5)
    moved = [n + 5 if first <= i < end else n for i, n in enumerate(numbers)]
    assert column.tolist() == moved


@given(st.lists(st.integers(-(2**31), 2**31 - 1), max_size=6), st.integers(0, 2**31))
def test_numbers_out_of_bounds_are_seen(numbers, limit):
    assert ids.are_below(array("i", numbers), limit) is all(0 <= n < limit for n in numbers)
