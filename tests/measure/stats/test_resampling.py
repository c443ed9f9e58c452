"""Resampling by documents: against every permutation, and where words mislead."""

from itertools import combinations

import numpy as np
import pytest

from cntext.measure.stats.keyness import log_likelihood, p_values
from cntext.measure.stats.resampling import resample

SIZES = np.full(8, 1000)
TARGET = np.arange(8) < 4


def test_the_permutation_p_is_that_of_all_permutations():
    counts = np.array([[9, 3], [7, 5], [8, 4], [3, 6], [2, 5], [4, 2], [1, 4], [3, 3]])
    found = resample(counts, SIZES, TARGET, rounds=4000, seed=0)
    for term in range(2):
        y = counts[:, term]

        def gap(members, y=y):
            inside = y[list(members)].sum()
            return abs(inside / 4000 - (y.sum() - inside) / 4000)

        deals = list(combinations(range(8), 4))
        exact = sum(gap(m) >= gap(range(4)) - 1e-12 for m in deals) / len(deals)
        assert found.p[term] == pytest.approx(exact, abs=0.03)


def test_one_document_that_repeats_a_word_is_no_difference():
    counts = np.array([[60], [0], [0], [0], [0], [1], [0], [1]])
    ll = log_likelihood(60, 2, 4000, 4000)
    assert p_values(np.array([ll]))[0] < 1e-10  # words taken for independent
    found = resample(counts, SIZES, TARGET, rounds=999, seed=0)
    assert found.p[0] > 0.3
    assert found.low[0] < 0 < found.high[0]


def test_a_word_of_every_target_document_is_one():
    counts = np.array([[9], [8], [7], [9], [1], [0], [1], [0]])
    found = resample(counts, SIZES, TARGET, rounds=999, seed=0)
    assert found.p[0] < 0.06  # 2 of 70 deals are as far apart
    assert found.low[0] > 1


def test_the_seed_decides_and_blocks_do_not(monkeypatch):
    random = np.random.default_rng(1)
    counts = random.poisson(3, (8, 50))
    first = resample(counts, SIZES, TARGET, rounds=99, seed=5)
    monkeypatch.setattr("cntext.measure.stats.resampling._CELLS", 99 * 7)
    again = resample(counts, SIZES, TARGET, rounds=99, seed=5)
    assert (first.p == again.p).all()
    assert first.low == pytest.approx(again.low)
    assert (first.p != resample(counts, SIZES, TARGET, rounds=99, seed=6).p).any()


def test_one_document_drawn_anew_has_no_interval():
    counts = np.array([[9], [8], [7], [9], [1], [0], [1], [0]])
    found = resample(counts, SIZES, np.arange(8) == 0, rounds=99, seed=0)
    assert np.isnan(found.low[0])
    assert np.isnan(found.high[0])
    assert 0 < found.p[0] <= 1
