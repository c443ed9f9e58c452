"""Dispersion by the values of the papers, the newspaper page, and slow references."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cntext.measure.stats.dispersion import (
    carroll_d2,
    deviation_of_proportions,
    distances,
    juilland_d,
    lyne_d3,
    normalised_dp,
    rosengren_s,
)


def one(measure, freq, sizes=None):
    sizes = np.array(sizes or [1] * len(freq), float)
    return float(measure(np.array([freq], float), sizes)[0])


def test_juilland_d_has_the_population_deviation():
    # Carroll 1970, p. 14; with the sample deviation it would be 0.6047.
    assert one(juilland_d, [0, 4, 3, 2, 1]) == pytest.approx(0.6464, abs=5e-5)


def test_d2_s_and_d3_are_those_of_carroll_and_gries():
    assert one(carroll_d2, [2, 1, 1, 1, 0]) == pytest.approx(0.8277, abs=5e-5)
    assert one(rosengren_s, [1, 2, 3, 4, 5]) == pytest.approx(0.937, abs=5e-4)
    assert one(lyne_d3, [1, 2, 3, 4, 5]) == pytest.approx(0.944, abs=5e-4)


def test_dp_is_that_of_lijffijt_and_gries():
    assert one(normalised_dp, [2, 1, 0]) == pytest.approx(0.5)
    assert one(deviation_of_proportions, [3, 3, 3]) == 0
    # Gries 2008, parts of unequal size.
    freq, sizes = [1, 2, 3, 4, 5], [9, 10, 10, 10, 11]
    assert one(deviation_of_proportions, freq, sizes) == pytest.approx(0.18)
    assert one(juilland_d, freq, sizes) == pytest.approx(0.785, abs=5e-4)
    assert one(juilland_d, freq) == pytest.approx(0.7643, abs=5e-5)
    assert one(normalised_dp, freq, sizes) == pytest.approx(0.2195, abs=5e-5)


@given(st.integers(2, 40), st.data())
def test_rounding_carries_no_measure_out_of_its_range(parts, data):
    sizes = data.draw(st.lists(st.integers(1, 10**6), min_size=parts, max_size=parts))
    freq = [0] * parts
    freq[data.draw(st.integers(0, parts - 1))] = data.draw(st.integers(1, 1000))
    assert one(juilland_d, freq, sizes) == pytest.approx(0, abs=1e-12)
    even = [3 * size for size in sizes]
    measures = (juilland_d, carroll_d2, rosengren_s, deviation_of_proportions, normalised_dp)
    for measure in measures:
        for counted in (freq, even):
            assert 0 <= one(measure, counted, sizes) <= 1


def test_d_of_a_term_in_one_part_is_never_below_0():
    for parts in range(2, 60):  # 5, 6, 7, 10 … came to -2.2e-16
        d = one(juilland_d, [1] + [0] * (parts - 1))
        assert 0 <= d < 1e-15, parts


def spread(positions, size):
    return distances(np.array(positions, np.int64), np.array([0, len(positions)]), size)


# Gries 2008, pp. 406 and 410.
GRIES = "bamnibeupkbasatbewqnbcagabestabaghabeaatbahaabeaxa"


def test_distances_are_those_of_gries():
    found = spread(np.flatnonzero([c == "a" for c in GRIES]), len(GRIES))
    assert found.arf[0] == pytest.approx(10.8)
    assert found.awt[0] == pytest.approx(3.18)
    assert found.ald[0] == pytest.approx(0.628, abs=5e-4)
    assert found.f_ald[0] == pytest.approx(11.764, abs=5e-4)


# field.md: parts in Chinese characters 1976, 1309, 1304.
PAGE = {
    "产教融合": ([4, 9, 1], 0.3576, 0.4996, 0.4220),
    "深化产教融合": ([3, 3, 1], 0.1433, 0.2002, 0.7114),
    "持续深化产教融合": ([1, 2, 0], 0.3814, 0.5328, 0.3372),
    "科教融汇": ([1, 7, 0], 0.5898, 0.8239, 0.1265),
    "双高": ([5, 0, 1], 0.4027, 0.5626, 0.3184),
    "校企合作": ([3, 4, 0], 0.2862, 0.3998, 0.4214),
    "党的二十大精神": ([16, 1, 1], 0.4583, 0.6402, 0.2385),
    "现代化产业体系": ([0, 0, 14], 0.7158, 1.0000, 0.0000),
}


@pytest.mark.parametrize("phrase", PAGE)
def test_the_phrases_of_the_newspaper_page(phrase):
    freq, dp, norm, d = PAGE[phrase]
    sizes = [1976, 1309, 1304]
    assert one(deviation_of_proportions, freq, sizes) == pytest.approx(dp, abs=5e-5)
    assert one(normalised_dp, freq, sizes) == pytest.approx(norm, abs=5e-5)
    assert one(juilland_d, freq, sizes) == pytest.approx(d, abs=5e-5)


def test_what_cannot_be_measured_is_not_a_number():
    for measure in (juilland_d, carroll_d2, normalised_dp):
        assert math.isnan(one(measure, [3]))  # one part
    for measure in (juilland_d, carroll_d2, rosengren_s, deviation_of_proportions, normalised_dp):
        assert math.isnan(one(measure, [0, 0]))  # no occurrence
    assert math.isnan(spread([], 10).arf[0])
    assert math.isnan(spread([], 0).ald[0])


parts = st.lists(st.tuples(st.integers(0, 20), st.integers(1, 500)), min_size=2, max_size=9)


@given(parts=parts)
def test_measures_over_parts_equal_their_definitions(parts):
    freq, sizes = zip(*parts, strict=True)
    total, whole, n = sum(freq), sum(sizes), len(freq)
    if not total:
        return
    rates = [f / s for f, s in parts]
    mean = sum(rates) / n
    sd = math.sqrt(sum((r - mean) ** 2 for r in rates) / n)
    dp = sum(abs(f / total - s / whole) for f, s in parts) / 2
    shares = [r / sum(rates) for r in rates]
    expected = {
        juilland_d: 1 - sd / mean / math.sqrt(n - 1),
        deviation_of_proportions: dp,
        normalised_dp: dp / (1 - min(sizes) / whole),
        carroll_d2: -sum(p * math.log(p) for p in shares if p) / math.log(n),
        rosengren_s: sum(math.sqrt(f * s / whole) for f, s in parts) ** 2 / total,
    }
    for measure, value in expected.items():
        got = one(measure, list(freq), list(sizes))
        assert got == pytest.approx(value, abs=1e-9), measure
        assert -1e-9 <= got <= 1 + 1e-9


@given(size=st.integers(1, 200), data=st.data())
def test_distances_of_many_terms_equal_their_definitions(size, data):
    places = st.lists(st.integers(0, size - 1), unique=True, max_size=12).map(sorted)
    terms = data.draw(st.lists(places, min_size=1, max_size=5))
    bounds = np.cumsum([0, *map(len, terms)])
    found = distances(np.array([at for term in terms for at in term], np.int64), bounds, size)
    for t, at in enumerate(terms):
        if not at:
            assert math.isnan(found.arf[t])
            continue
        gaps = [b - a for a, b in zip(at, [*at[1:], at[0] + size], strict=True)]
        assert sum(gaps) == size
        count = len(at)
        arf = count / size * sum(min(d, size / count) for d in gaps)
        ald = sum(d * math.log10(d) for d in gaps) / size
        assert found.arf[t] == pytest.approx(arf)
        assert found.awt[t] == pytest.approx((1 + sum(d * d for d in gaps) / size) / 2)
        assert found.ald[t] == pytest.approx(ald)
        assert found.f_ald[t] == pytest.approx(size / 10**ald)
        assert 1 - 1e-9 <= found.arf[t] <= count + 1e-9
