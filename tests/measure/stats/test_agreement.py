"""Agreement: values of the literature and of other programs, and a slow α of all pairs."""

from itertools import combinations, permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cntext.measure.stats.agreement import (
    Level,
    agreement_of,
    alpha_of,
    alpha_with_interval,
    cohen_kappa,
    confusion,
    counts_of,
    fleiss_kappa,
    kappa_weights,
    mean_kappa,
)

# Krippendorff's "C" data (4 observers, 12 units; irr::kripp.alpha has them as its example).
C = np.array(
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, 0, 0, 0],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, 0, 3],
        [0, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 0],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, 0],
    ]
).T - 1  # fmt: skip
FIVE = [1.0, 2.0, 3.0, 4.0, 5.0]
# Fleiss (1971) as Wikipedia works it: 10 subjects, 14 raters, 5 categories.
FLEISS = (
    (0, 0, 0, 0, 14), (0, 2, 6, 4, 2), (0, 0, 3, 5, 6), (0, 3, 9, 2, 0), (2, 2, 8, 1, 1),
    (7, 7, 0, 0, 0), (3, 2, 6, 3, 0), (2, 5, 3, 2, 2), (6, 5, 2, 1, 0), (0, 2, 2, 3, 7),
)  # fmt: skip


def made():
    """Return 40 units of 3 coders on 4 values, with gaps, by a generator that anyone can run."""
    state, rows = 12345, []

    def draw():
        nonlocal state
        state = (1103515245 * state + 12345) % 2**31
        return state >> 16

    for _ in range(40):
        true = draw() % 4
        rows.append(
            [(true if draw() % 10 < 7 else draw() % 4) if draw() % 10 else -1 for _ in range(3)]
        )
    return np.array(rows)


@pytest.mark.parametrize(
    ("level", "alpha"),
    [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)],
)
def test_alpha_of_the_data_of_krippendorff(level, alpha):
    assert round(alpha_of(counts_of(C, 5), Level(level), FIVE), 3) == alpha


@pytest.mark.parametrize(
    ("level", "alpha"),
    [  # krippendorff 0.9.0
        ("nominal", 0.34859600303566907),
        ("ordinal", 0.3746094362903608),
        ("interval", 0.37805834378920955),
        ("ratio", 0.39966283354517973),
    ],
)
def test_alpha_is_that_of_the_program_krippendorff(level, alpha):
    assert alpha_of(counts_of(made(), 4), Level(level), FIVE[:4]) == pytest.approx(alpha, abs=1e-12)


@pytest.mark.parametrize(
    ("level", "kappa"),
    [  # sklearn.metrics.cohen_kappa_score, weights None, linear, quadratic
        ("nominal", 0.3441033925686592),
        ("ordinal", 0.3467189030362391),
        ("interval", 0.3755633450175263),
    ],
)
def test_cohens_kappa_is_that_of_scikit_learn(level, kappa):
    table = confusion(made(), 0, 1, 4)
    weights = kappa_weights(Level(level), FIVE[:4])
    assert cohen_kappa(table, weights) == pytest.approx(kappa, abs=1e-12)


def test_cohens_kappa_by_hand():
    # po = 35/50, pe = (25·30 + 25·20)/2500 = 0.5
    assert cohen_kappa(np.array([[20, 5], [10, 15]])) == pytest.approx(0.4)


def test_fleiss_kappa_is_that_of_the_literature_and_of_statsmodels():
    ratings = np.array([[v for v, n in enumerate(row) for _ in range(n)] for row in FLEISS])
    assert round(fleiss_kappa(ratings, 5), 3) == 0.210
    assert fleiss_kappa(made(), 4) == pytest.approx(0.2921960072595281, abs=1e-12)


def alpha_slowly(ratings, level, scale):
    """Return nominal or interval α by going through all pairs of values, as the book defines it."""

    def apart(a, b):
        return float(a != b) if level is Level.NOMINAL else (scale[a] - scale[b]) ** 2

    units = [[v for v in row if v >= 0] for row in ratings.tolist()]
    units = [unit for unit in units if len(unit) > 1]
    values = [v for unit in units for v in unit]
    expected = sum(apart(a, b) for a, b in permutations(values, 2))
    if not expected:
        return None
    observed = sum(
        sum(apart(a, b) for a, b in permutations(unit, 2)) / (len(unit) - 1) for unit in units
    )
    return 1 - (observed / len(values)) / (expected / (len(values) * (len(values) - 1)))


RATINGS = (
    st.integers(2, 4)
    .flatmap(
        lambda coders: st.lists(
            st.lists(st.integers(-1, 2), min_size=coders, max_size=coders), min_size=1, max_size=8
        )
    )
    .map(np.array)
)


@given(RATINGS, st.sampled_from([Level.NOMINAL, Level.INTERVAL]))
def test_alpha_is_what_all_pairs_of_values_say(ratings, level):
    ours = alpha_of(counts_of(ratings, 3), level, [1.0, 2.0, 5.0])
    slow = alpha_slowly(ratings, level, [1.0, 2.0, 5.0])
    assert np.isnan(ours) if slow is None else ours == pytest.approx(slow, abs=1e-9)


@given(RATINGS)
def test_agreement_is_the_share_of_equal_pairs(ratings):
    pairs = [
        (a, b)
        for row in ratings.tolist()
        for a, b in combinations(row, 2)
        if a >= 0 and b >= 0
    ]  # fmt: skip
    ours = agreement_of(counts_of(ratings, 3))
    equal = sum(a == b for a, b in pairs)
    assert np.isnan(ours) if not pairs else ours == pytest.approx(equal / len(pairs))


def test_perfect_agreement_is_one_and_chance_is_near_zero():
    perfect = np.array([[0, 0], [1, 1], [2, 2]] * 5)
    counts = counts_of(perfect, 3)
    assert [alpha_of(counts, level, FIVE[:3]) for level in Level] == [1, 1, 1, 1]
    assert cohen_kappa(confusion(perfect, 0, 1, 3)) == 1
    assert fleiss_kappa(perfect, 3) == 1
    chance = np.random.default_rng(0).integers(0, 3, (3000, 2))
    assert abs(alpha_of(counts_of(chance, 3), Level.NOMINAL, FIVE[:3])) < 0.05


def test_one_value_alone_leaves_everything_undefined():
    same = np.zeros((5, 2), int)
    counts = counts_of(same, 2)
    assert np.isnan(alpha_of(counts, Level.NOMINAL, FIVE[:2]))
    assert np.isnan(cohen_kappa(confusion(same, 0, 1, 2)))
    assert np.isnan(fleiss_kappa(same, 2))
    assert np.isnan(mean_kappa(same, 2)[0])
    interval = alpha_with_interval(counts, Level.NOMINAL, FIVE[:2], rounds=50, seed=0)
    assert np.isnan(interval.low)


def test_the_interval_is_seeded_holds_alpha_and_narrows_with_more_units():
    counts = counts_of(made(), 4)
    one = alpha_with_interval(counts, Level.ORDINAL, FIVE[:4], rounds=500, seed=1)
    assert one == alpha_with_interval(counts, Level.ORDINAL, FIVE[:4], rounds=500, seed=1)
    assert one != alpha_with_interval(counts, Level.ORDINAL, FIVE[:4], rounds=500, seed=2)
    assert one.low < one.alpha < one.high
    more = np.repeat(counts, 16, axis=0)
    many = alpha_with_interval(more, Level.NOMINAL, FIVE[:4], rounds=500, seed=1)
    few = alpha_with_interval(counts, Level.NOMINAL, FIVE[:4], rounds=500, seed=1)
    assert many.high - many.low < (few.high - few.low) / 2


def test_resamples_without_an_alpha_are_counted():
    counts = counts_of(np.array([[0, 0], [0, 0], [0, 1]]), 2)
    found = alpha_with_interval(counts, Level.NOMINAL, FIVE[:2], rounds=300, seed=0)
    assert 50 < found.undefined < 150  # (2/3)³ of them draw the units of one value alone
