"""Association of two things: worked values of the literature, and what must hold of all."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from cntext.measure.stats.association import (
    association,
    delta_p,
    log_dice,
    mutual_information,
    t_score,
)
from cntext.measure.stats.keyness import g_squared, p_values


def test_mi_of_church_and_hanks_1990():
    # doctors, dentists …: f(x) 1105, f(y) 44, together 8, N 15 million.
    assert float(mutual_information(8.0, 1105 * 44 / 15e6)) == pytest.approx(11.27, abs=0.03)


def test_t_of_manning_and_schuetze():
    # new companies: 8 times, of 15828 and 4675 in 14307668.
    assert float(t_score(8.0, 15828 * 4675 / 14307668)) == pytest.approx(0.999932, abs=3e-4)


def test_delta_p_of_gries_2013():
    # of course: cells 5610, 168938, 2257, 10233063.
    r, c, n = 5610 + 168938, 5610 + 2257, 5610 + 168938 + 2257 + 10233063
    assert float(delta_p(5610, r, c, n)) == pytest.approx(0.032, abs=5e-4)
    assert float(delta_p(5610, c, r, n)) == pytest.approx(0.697, abs=5e-4)


@pytest.mark.parametrize(
    ("counts", "value"),
    [
        ((8, 389, 230), 8.726204),
        ((300, 300, 300), 14),
        ((3, 3000, 3000), 4.034216),
        ((6, 3000, 3000), 5.034216),
    ],
)
def test_log_dice_of_the_worked_table(counts, value):
    assert float(log_dice(*counts)) == pytest.approx(value, abs=1e-6)


def test_g2_of_dunning_1993():
    # O11 10, O12 0, O21 3, O22 31764: the word 13 times in all, 10 of them in the window.
    assert float(g_squared(10.0, 3.0, 10.0, 31767.0)) == pytest.approx(167.23, abs=0.01)
    found = association(np.array([10]), 10, np.array([13]), 31777, 10)
    assert found.g2[0] == pytest.approx(167.23, abs=0.01)


def test_g2_and_p_are_those_of_scipy():
    table = [[12, 30], [45, 4000]]
    theirs = stats.chi2_contingency(table, correction=False, lambda_="log-likelihood")
    found = association(np.array([12]), 42, np.array([57]), 4087, 42)
    assert found.g2[0] == pytest.approx(theirs.statistic)
    assert p_values(found.g2)[0] == pytest.approx(theirs.pvalue)


@given(st.tuples(*[st.integers(0, 40)] * 4).filter(lambda t: t[0] and t[0] + t[1] + t[2] + t[3]))
def test_every_measure_is_that_of_its_formula(table):
    o, b, c, d = table
    r, col, n = o + b, o + c, sum(table)
    found = association(np.array([o]), r, np.array([col]), n, r)
    e = r * col / n
    assert found.expected[0] == pytest.approx(e)
    assert found.mi[0] == pytest.approx(math.log2(o / e))
    assert found.mi3[0] == pytest.approx(math.log2(o**3 / e))
    assert found.z[0] == pytest.approx((o - e) / math.sqrt(e))
    assert found.t[0] == pytest.approx((o - e) / math.sqrt(o))
    if o < n:
        assert found.npmi[0] == pytest.approx(math.log2(o / e) / -math.log2(o / n))
        assert -1 - 1e-9 <= found.npmi[0] <= 1 + 1e-9
    else:
        assert math.isnan(found.npmi[0])
    assert math.isnan(found.delta_p[0]) == (r == n)
    cells = [(o, r * col), (b, r * (n - col)), (c, (n - r) * col), (d, (n - r) * (n - col))]
    plain = 2 * sum(x * math.log(x * n / rc) for x, rc in cells if x)
    assert found.g2[0] == pytest.approx(max(plain, 0), abs=1e-9)
