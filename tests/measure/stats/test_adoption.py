"""Adoption: curves whose parameters are known come back; straight or flat ones are refused."""

import numpy as np
import pytest
from scipy.optimize import curve_fit

from cntext.measure.stats.adoption import cumulative_adopters, fit_logistic


def curve(t, ceiling, rate, midpoint):
    return ceiling / (1 + np.exp(-rate * (t - midpoint)))


def test_adopters_add_up():
    assert cumulative_adopters([2, 0, None, 2, 3], 5).tolist() == [1, 1, 3, 4, 4]
    assert cumulative_adopters([], 2).tolist() == [0, 0]


def test_an_exact_curve_comes_back():
    years = np.arange(2000, 2024.0)
    fit = fit_logistic(years, curve(years, 0.8, 0.6, 2011.3))
    assert (fit.ceiling, fit.rate, fit.midpoint) == pytest.approx((0.8, 0.6, 2011.3), rel=1e-6)
    assert fit.r_squared == pytest.approx(1)


@pytest.mark.parametrize("seed", range(5))
def test_a_noisy_curve_is_fitted_as_scipy_fits_it(seed):
    random = np.random.default_rng(seed)
    years = np.arange(1990, 2025.0)
    seen = curve(years, 40, 0.35, 2008) + random.normal(0, 1.5, len(years))
    theirs, _ = curve_fit(curve, years, seen, p0=(40, 0.3, 2007))
    fit = fit_logistic(years, seen)
    assert (fit.ceiling, fit.rate, fit.midpoint) == pytest.approx(tuple(theirs), rel=1e-4)


@pytest.mark.parametrize(
    "values",
    [[0, 0, 0, 0, 0, 0, 0], [1, 1, 1, 1, 1, 1, 1], [0, 1, 2], [1, 2, 4, 8, 16, 32, 64]],
    ids=["never", "flat", "three points", "no bend yet"],
)
def test_what_has_not_bent_has_no_fit(values):
    assert fit_logistic(np.arange(float(len(values))), np.array(values, float)) is None
