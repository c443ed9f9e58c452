"""Trend tests and change points: worked values, peers, and counts whose change is known."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from cntext.measure.stats.change import (
    FEWEST_PERIODS,
    change_points,
    mann_kendall,
    mann_kendall_many,
    pettitt,
    poisson_split,
)

# Page 1955, as in Pettitt 1979: 40 values, the change after the 17th.
PAGES = [-1.05, 0.96, 1.22, 0.58, -0.98, -0.03, -1.54, -0.71, -0.35, 0.66, 0.44, 0.91, -0.02,
         -1.42, 1.26, -1.02, -0.81, 1.66, 1.05, 0.97, 2.14, 1.22, -0.24, 1.60, 0.72, -0.12, 0.44,
         0.03, 0.66, 0.56, 1.37, 1.66, 0.10, 0.80, 1.29, 0.49, -0.07, 1.18, 3.29, 1.84]  # fmt: skip


def test_pettitt_finds_the_change_of_page_s_data():
    found = pettitt(np.array(PAGES))
    assert (found.k, found.index) == (232, 17)  # the 17th value is the last of the old level
    assert found.p == pytest.approx(0.0146, abs=5e-5)  # the paper prints 0.014


def test_mann_kendall_of_ten_increasing_values():
    found = mann_kendall(np.arange(10.0))
    assert (found.s, found.variance) == (45, 125)
    assert found.z == pytest.approx(3.9355, abs=5e-5)
    assert found.tau == 1
    assert found.slope == 1


values = st.lists(st.integers(0, 6), min_size=FEWEST_PERIODS, max_size=30)


@given(values=values)
def test_mann_kendall_agrees_with_scipy(values):
    series = np.array(values, float)
    found = mann_kendall(series)
    tau = stats.kendalltau(np.arange(len(values)), values).statistic
    assert found.tau == pytest.approx(tau, nan_ok=True)
    assert found.slope == pytest.approx(stats.theilslopes(values).slope)
    assert found.p == pytest.approx(2 * stats.norm.sf(abs(found.z)))
    s, z = mann_kendall_many(series[None])
    assert (s[0], z[0]) == (found.s, pytest.approx(found.z))


@given(values=values)
def test_pettitt_equals_its_definition(values):
    n = len(values)
    u = [sum(np.sign(values[i] - values[j]) for i in range(t) for j in range(t, n))
         for t in range(1, n)]  # fmt: skip
    found = pettitt(np.array(values, float))
    assert found.k == max(map(abs, u))
    assert abs(u[found.index - 1]) == found.k


def test_slopes_are_per_unit_of_time():
    assert mann_kendall(np.array([1.0, 3.0, 5.0]), np.array([2000.0, 2002.0, 2004.0])).slope == 1


@given(data=st.data(), n=st.integers(6, 14))
def test_the_best_poisson_cut_equals_a_slow_search(data, n):
    counts = np.array(data.draw(st.lists(st.integers(0, 30), min_size=n, max_size=n)))
    exposure = np.array(data.draw(st.lists(st.integers(1, 500), min_size=n, max_size=n)))

    def log_likelihood(y, e):
        rate = y.sum() / e.sum()
        return stats.poisson.logpmf(y, rate * e).sum() if rate else 0.0

    whole = log_likelihood(counts, exposure)
    gains = {
        cut: 2 * (log_likelihood(counts[:cut], exposure[:cut])
                  + log_likelihood(counts[cut:], exposure[cut:]) - whole)
        for cut in range(3, n - 2)
    }  # fmt: skip
    at, g2 = poisson_split(counts[None], exposure[None])
    assert g2[0] == pytest.approx(max(gains.values()), abs=1e-6)
    assert gains[int(at[0])] == pytest.approx(max(gains.values()), abs=1e-6)


def test_known_changes_are_found_and_their_rates_told():
    exposure = np.array([1000, 2000] * 12)
    rates = np.repeat([0.01, 0.04, 0.02], 8)
    counts = np.round(rates * exposure).astype(int)
    found = change_points(counts, exposure)
    assert [change.index for change in found] == [8, 16]
    assert found[1].rate_before == pytest.approx(0.04)
    assert found[1].rate_after == pytest.approx(0.02)


def test_more_text_is_no_change():
    exposure = np.repeat([1000, 5000], 10)
    assert change_points(exposure // 100, exposure) == []


def test_noise_is_taken_for_a_change_no_oftener_than_the_level_says():
    random = np.random.default_rng(7)
    exposure = np.full(20, 1000)
    # Words that come in clumps: negative binomial, variance four times the mean.
    series = [random.negative_binomial(4, 0.25, 20) for _ in range(200)]
    wrong = sum(bool(change_points(y, exposure, permutations=199)) for y in series)
    assert 0 < wrong <= 200 * stats.binom.ppf(0.999, 200, 0.05) / 200


def test_too_few_periods_have_no_change():
    assert change_points(np.array([0, 0, 0, 9, 9, 9, 9]), np.full(7, 10)) == []
    assert change_points(np.zeros(20, int), np.full(20, 10)) == []


def test_the_same_seed_gives_the_same_p():
    counts, exposure = np.array([1, 0, 2, 1, 0, 6, 5, 7, 4, 6]), np.full(10, 100)
    first = change_points(counts, exposure, seed=3)
    assert first == change_points(counts, exposure, seed=3)
    assert math.isfinite(first[0].g2)
