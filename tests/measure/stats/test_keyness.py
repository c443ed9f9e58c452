"""Keyness by the values of the papers, and against scipy on every small table."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from cntext.measure.stats.keyness import (
    benjamini_hochberg,
    bic,
    chi_squared,
    g_squared,
    keyness,
    log_likelihood,
    log_ratio,
    log_ratio_margin,
    odds_ratio,
    p_values,
    percent_difference,
    simple_maths,
    williams,
)

MILLION = 1_000_000


def of_cells(o11, o12, o21, o22):
    """Return a, b, c, d of a 2×2 table of counts."""
    return o11, o12, o11 + o21, o12 + o22


def test_log_likelihood_is_rayson_s():
    # Rayson on the Corpora list, 18 January 2002: posted rounded as 90, 147, 14.
    ll = log_likelihood(np.array([392, 348, 9]), np.array([170, 99, 32]), MILLION, MILLION)
    assert ll == pytest.approx([90.13, 146.95, 13.68], abs=5e-3)


def test_g_squared_is_dunning_s():
    # Dunning 1993, p. 72: cells 10, 0, 3, 31764.
    assert g_squared(*of_cells(10, 0, 3, 31764)) == pytest.approx(167.23, abs=5e-3)


def test_chi_squared_is_dunning_s_and_pedersen_s():
    assert chi_squared(*of_cells(3, 0, 0, 31774)) == pytest.approx(31777, abs=0.5)
    assert chi_squared(*of_cells(1, 3, 3, 1), yates=True) == pytest.approx(0.5)
    # Pedersen 1996, p. 10, gives Fisher's exact test beside it; ours has none.
    assert stats.fisher_exact([[1, 3], [3, 1]]).pvalue == pytest.approx(0.486, abs=5e-4)


def test_statistics_of_quanteda_s_test_data():
    cells = of_cells(7, 2, 3, 7)
    assert chi_squared(*cells) == pytest.approx(4.3372, abs=5e-5)
    assert chi_squared(*cells, yates=True) == pytest.approx(2.6324, abs=5e-5)
    assert g_squared(*cells) == pytest.approx(4.5349, abs=5e-5)
    assert williams(*cells) == pytest.approx(4.2008, abs=5e-5)


def test_percent_difference_is_gabrielatos_and_marchi_s():
    # Their p. 18: 206,523 in 959,641 against 178,174 in 1,562,358.
    table = (206523, 178174, 959641, 1562358)
    assert percent_difference(*table) == pytest.approx(88.7, abs=0.05)
    assert log_ratio(*table) == pytest.approx(0.9162, abs=5e-5)


def test_odds_ratio_and_simple_maths_are_those_of_their_papers():
    assert odds_ratio(16217, 735, 2796938, 2087946) == pytest.approx(16.6, abs=0.05)
    assert simple_maths(35, 263, 112289776, 1559716979) == pytest.approx(1.1224, abs=5e-5)


def test_the_phrase_of_the_newspaper_page():
    # 产教融合: 9 in the second article, 5 in the rest; sizes in Chinese characters.
    table = (9, 5, 1309, 1976 + 1304)
    assert log_likelihood(*table) == pytest.approx(7.688, abs=5e-4)
    assert log_ratio(*table) == pytest.approx(2.1732, abs=5e-5)


def test_bic_is_the_statistic_less_the_logarithm_of_all_words():
    assert bic(np.array([20.0]), math.e**10) == pytest.approx([10.0])


def test_the_interval_of_the_log_ratio_is_that_of_the_relative_risk():
    # Katz et al. 1978; by hand: 2.1732 ± 1.96 √(1/9 - 1/1309 + 1/5 - 1/3280) / ln 2
    margin = log_ratio_margin(9, 5, 1309, 3280)
    assert margin == pytest.approx(
        1.959964 * math.sqrt(1 / 9 - 1 / 1309 + 1 / 5 - 1 / 3280) / math.log(2)
    )
    theirs = stats.contingency.relative_risk(9, 1309, 5, 3280).confidence_interval(0.95)
    ratio = log_ratio(9, 5, 1309, 3280)
    assert (ratio - margin, ratio + margin) == pytest.approx(np.log2([theirs.low, theirs.high]))


def test_a_zero_counts_as_half_in_the_log_ratio_and_leaves_the_others_undefined():
    result = keyness(np.array([4, 0]), np.array([0, 4]), 100, 200)
    assert result.log_ratio == pytest.approx([4.0, -2.0])  # (4 / 100) / (.5 / 200), the reverse
    assert math.isnan(result.pct_diff[0])
    assert math.isnan(result.odds_ratio[0])
    assert result.pct_diff[1] == -100
    assert result.direction.tolist() == [1, -1]


def test_benjamini_and_hochberg_reject_four_of_their_fifteen():
    p = np.array([.0001, .0004, .0019, .0095, .0201, .0278, .0298, .0344, .0459, .3240,
                  .4262, .5719, .6528, .7590, 1.0])  # fmt: skip
    assert int((benjamini_hochberg(p) <= 0.05).sum()) == 4
    assert int((p <= 0.05 / 15).sum()) == 3  # Bonferroni
    assert benjamini_hochberg(np.array([0.01, np.nan, 0.02]))[[0, 2]] == pytest.approx([0.02, 0.02])


@given(p=st.lists(st.floats(0, 1), min_size=1, max_size=40))
def test_benjamini_and_hochberg_is_that_of_scipy(p):
    assert benjamini_hochberg(np.array(p)) == pytest.approx(stats.false_discovery_control(p))


cells = st.integers(0, 60)


@given(a=cells, b=cells, rest_a=st.integers(1, 900), rest_b=st.integers(1, 900))
def test_every_small_table_agrees_with_scipy(a, b, rest_a, rest_b):
    if not a + b:
        return
    table = np.array([[a, b], [rest_a, rest_b]])
    ours = keyness(np.array([a]), np.array([b]), a + rest_a, b + rest_b)
    for name, settings in {
        "chi2": {"correction": False},
        "g2": {"correction": False, "lambda_": "log-likelihood"},
        "yates": {"correction": True},
    }.items():
        theirs = stats.chi2_contingency(table, **settings)
        assert getattr(ours, name)[0] == pytest.approx(theirs.statistic, rel=1e-9, abs=1e-9)
        assert p_values(getattr(ours, name))[0] == pytest.approx(theirs.pvalue, rel=1e-6, abs=1e-9)
    if a and b and rest_a and rest_b:
        assert ours.odds_ratio[0] == pytest.approx(
            stats.contingency.odds_ratio(table, kind="sample").statistic
        )


@given(a=cells, b=cells)
def test_the_direction_is_the_sign_of_the_difference_of_rates(a, b):
    ours = keyness(np.array([a]), np.array([b]), 300, 500)
    assert ours.direction[0] == np.sign(a * 500 - b * 300)
    assert ours.ll[0] <= ours.g2[0] + 1e-9  # two cells of four, the others add
