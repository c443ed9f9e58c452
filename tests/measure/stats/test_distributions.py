"""Distributions and intervals against scipy, and by the values of their papers."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special, stats

from cntext.measure.stats.distributions import (
    beta_lower,
    beta_quantile,
    chi2_tail,
    chi2_tails,
    exact_share_interval,
    gamma_quantile,
    gamma_tail,
    normal_two_sided,
    poisson_interval,
    share_interval,
)


@given(a=st.floats(0.01, 5000), factor=st.floats(0.001, 20))
def test_gamma_tail_is_that_of_scipy(a, factor):
    x = a * factor
    assert gamma_tail(a, x) == pytest.approx(special.gammaincc(a, x), rel=1e-8, abs=1e-12)


@given(a=st.floats(0.05, 2000), b=st.floats(0.05, 2000), x=st.floats(0, 1))
def test_beta_is_that_of_scipy(a, b, x):
    assert beta_lower(a, b, x) == pytest.approx(special.betainc(a, b, x), rel=1e-8, abs=1e-10)


@given(x=st.floats(0, 1000), df=st.integers(1, 60))
def test_chi_squared_tail_is_that_of_scipy(x, df):
    assert chi2_tail(x, df) == pytest.approx(stats.chi2.sf(x, df), rel=1e-8, abs=1e-13)


def test_tails_keep_what_is_undefined_and_do_not_run_out():
    tails = chi2_tails(np.array([3.841458820694124, np.nan, 1400.0]))
    assert tails[0] == pytest.approx(0.05)
    assert math.isnan(tails[1])
    assert tails[2] == pytest.approx(stats.chi2.sf(1400, 1), rel=1e-9)
    assert tails[2] > 0


@given(p=st.floats(0.001, 0.999), a=st.floats(0.2, 3000), b=st.floats(0.2, 3000))
def test_quantiles_undo_the_distributions(p, a, b):
    assert gamma_quantile(p, a) == pytest.approx(stats.gamma.ppf(p, a), rel=1e-7)
    assert beta_quantile(p, a, b) == pytest.approx(stats.beta.ppf(p, a, b), rel=1e-6, abs=1e-12)


@given(z=st.floats(-30, 30))
def test_two_sided_normal_tail_is_that_of_scipy(z):
    assert normal_two_sided(z) == pytest.approx(2 * stats.norm.sf(abs(z)), rel=1e-9)


def test_exact_poisson_intervals_are_those_of_the_tables():
    # Garwood 1936, also Pearson & Hartley, Biometrika Tables I, table 40.
    assert poisson_interval(0) == pytest.approx((0, 3.689), abs=5e-4)
    assert poisson_interval(1) == pytest.approx((0.0253, 5.572), abs=5e-4)
    assert poisson_interval(10) == pytest.approx((4.795, 18.39), abs=5e-3)


@given(trials=st.integers(1, 400), data=st.data())
def test_intervals_of_shares_are_those_of_scipy(trials, data):
    hits = data.draw(st.integers(0, trials))
    result = stats.binomtest(hits, trials)
    for ours, method in ((share_interval, "wilson"), (exact_share_interval, "exact")):
        theirs = result.proportion_ci(method=method)
        assert ours(hits, trials) == pytest.approx((theirs.low, theirs.high), rel=1e-6, abs=1e-9)
