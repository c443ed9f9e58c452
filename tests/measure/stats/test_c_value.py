"""C-value: the worked values of Frantzi, Ananiadou & Mima 2000, section 2."""

import numpy as np
import pytest

from cntext.measure.stats.phrase_nesting import Nests


@pytest.mark.parametrize(
    ("length", "freq", "holders", "value"),
    [
        (5, 5, [], 11.6096),  # adenoid cystic basal cell carcinoma
        (4, 11, [5], 12),  # cystic basal cell carcinoma
        (4, 7, [], 14),  # ulcerated basal cell carcinoma
        (3, 984, [26, 0, 0, 0, 0], 1551.36),  # basal cell carcinoma: 26 times, in five others
    ],
)
def test_the_values_of_the_paper(length, freq, holders, value):
    size = 1 + len(holders)
    pairs = np.arange(1, size)
    one = np.zeros(len(pairs), np.int64)
    nest = Nests(size, one, pairs, one.astype(bool), one.astype(bool))
    found = nest.c_value(np.array([freq, *holders]), np.array([length] * size))
    assert found[0] == pytest.approx(value, abs=0.005)
