"""Correspondence analysis by Greenacre's example."""

import numpy as np
import pytest
from scipy import stats

from cntext.measure.stats.correspondence import correspondence

# Greenacre 1984: smoking (none, light, medium, heavy) in five groups of staff.
SMOKE = np.array([[4, 2, 3, 2], [4, 3, 7, 4], [25, 10, 12, 4], [18, 24, 33, 13], [10, 6, 7, 2]])


def test_inertias_of_greenacre_s_smokers():
    found = correspondence(SMOKE)
    assert found.inertia == pytest.approx([0.074759, 0.010017, 0.000414], abs=5e-7)
    assert found.inertia.sum() == pytest.approx(0.08519, abs=5e-6)
    # Their sum is χ² / N.
    assert found.inertia.sum() == pytest.approx(
        stats.chi2_contingency(SMOKE).statistic / SMOKE.sum()
    )
    assert found.shares[0] == pytest.approx(0.8776, abs=5e-5)


def test_coordinates_give_the_table_back():
    # n_ij = N r_i c_j (1 + Σ_k f_ik g_jk / √λ_k): the reconstitution formula.
    found = correspondence(SMOKE)
    product = (found.rows / np.sqrt(found.inertia)) @ found.columns.T
    again = SMOKE.sum() * np.outer(found.row_mass, found.column_mass) * (1 + product)
    assert again == pytest.approx(SMOKE)


def test_points_are_centred_and_the_sign_is_settled():
    found = correspondence(SMOKE)
    assert found.row_mass @ found.rows == pytest.approx([0, 0, 0], abs=1e-12)
    flipped = correspondence(SMOKE[::-1])
    assert flipped.rows[::-1] == pytest.approx(found.rows)
    assert found.quality(found.rows, 3) == pytest.approx(np.ones(5))


def test_equal_profiles_have_no_map():
    assert correspondence(np.array([[1, 2], [2, 4]])) is None
    assert correspondence(np.array([[1, 2]])) is None
