"""Lexical diversity by worked values and slow references."""

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from cntext.measure.stats.diversity import (
    guiraud_r,
    hdd,
    herdan_c,
    moving_ttr,
    mtld,
    readability,
    type_token_ratio,
    yule_k,
    yule_k_of_counts,
)


def ids(text):
    return np.array([ord(c) for c in text.split()] if " " in text else [ord(c) for c in text])


def test_quanteda_s_eight_tokens():
    words = ids("b a b a b a b a")
    assert type_token_ratio(words) == 0.25
    assert herdan_c(8, 2) == pytest.approx(math.log(2) / math.log(8))
    assert guiraud_r(8, 2) == pytest.approx(2 / math.sqrt(8))


def test_five_types_of_twenty_tokens_each():
    # Values that Wordless tests, exact by construction: a stretch of MTLD ends at 5 types of
    # 7 tokens, fourteen times; the two words left over are different and add nothing.
    words = list(range(5)) * 20
    assert yule_k(np.array(words)) == pytest.approx(1e4 * (5 * 20**2 - 100) / 100**2)
    assert mtld(words) == pytest.approx(100 / 14)
    assert guiraud_r(100, 5) == pytest.approx(5 / 10)


def test_yule_k_by_hand():
    # 10⁴ (Σ m² V_m - N) / N²: five a, two b, one c: (25 + 4 + 1 - 8) / 64.
    assert yule_k(ids("aaaaabbc")) == pytest.approx(1e4 * 22 / 64)
    assert yule_k_of_counts(np.ones(50, int)) == 0


def test_moving_ttr_of_quanteda_s_example():
    # one one two one one two one, in windows of 2, 3 and 4.
    words = ids("1121121")
    assert moving_ttr(words, 2) == pytest.approx((0.5 + 1 + 1 + 0.5 + 1 + 1) / 6)
    assert moving_ttr(words, 3) == pytest.approx(2 / 3)
    assert moving_ttr(words, 4) == pytest.approx(0.5)
    assert moving_ttr(words, 8) is None


def test_mtld_by_hand():
    # Threshold 0.72, forwards: a b a (2/3) ends a stretch, so does b a b; then c, unfinished
    # with a ratio of 1, adds nothing: 7 / 2. Backwards c b a b (3/4 > 0.72), a (3/5) ends one;
    # b, a add nothing: 7 / 1.
    assert mtld(ids("ababab" + "c").tolist()) == pytest.approx((7 / 2 + 7) / 2)
    assert mtld(ids("abcd").tolist()) is None
    # A stretch ends where the threshold is reached: 18 types of 25 are 0.72 exactly.
    words = [*range(18), *[0] * 7, 18]
    assert mtld(words) == pytest.approx(mtld_slow(words))


def mtld_slow(words, threshold=Fraction(72, 100)):
    def one(run):
        factors, start = Fraction(0), 0
        for end in range(1, len(run) + 1):
            piece = run[start:end]
            ratio = Fraction(len(set(piece)), len(piece))
            if ratio <= threshold:
                factors, start = factors + 1, end
        rest = run[start:]
        if rest:
            factors += (1 - Fraction(len(set(rest)), len(rest))) / (1 - threshold)
        return len(run) / factors if factors else None

    both = one(words), one(words[::-1])
    return None if not words or None in both else float(sum(both) / 2)


texts = st.lists(st.integers(0, 12), max_size=90)


@given(words=texts)
def test_mtld_equals_a_slow_reference(words):
    assert mtld(words) == (pytest.approx(mtld_slow(words)) if mtld_slow(words) else None)


@given(words=texts, window=st.integers(1, 20))
def test_moving_ttr_equals_a_slow_reference(words, window):
    windows = [words[i : i + window] for i in range(len(words) - window + 1)]
    expected = [len(set(w)) / window for w in windows]
    got = moving_ttr(np.array(words, int), window)
    assert got == (pytest.approx(sum(expected) / len(expected)) if expected else None)


@given(words=st.lists(st.integers(0, 12), min_size=42, max_size=120))
def test_hdd_is_the_hypergeometric_one(words):
    counts = [words.count(w) for w in set(words)]
    expected = sum(stats.hypergeom.sf(0, len(words), c, 42) for c in counts) / 42
    assert hdd(np.array(words)) == pytest.approx(expected)
    assert hdd(np.array(words[:41])) is None


def test_readability_as_the_peer_counts_it():
    # 如何看待一网文作者被黑客大佬盗号改文，因万分惭愧而停更。 28 characters with marks, one
    # clause as full stops part them, 3 of 19 tokens: what cntext 1.x prints. Ours counts
    # letters of clauses parted by commas too, see tests/measure/test_diversity.py.
    r1, r2, r3 = readability(28, 1, 3, 19)
    assert r1 == 28.0
    assert r2 == pytest.approx(0.15789, abs=5e-6)
    assert r3 == pytest.approx(14.0789, abs=5e-5)
    assert readability(0, 0, 0, 0) == (None, None, None)


def test_no_words_have_no_diversity():
    none = np.array([], int)
    assert (type_token_ratio(none), yule_k(none), mtld([]), hdd(none)) == (None,) * 4
    assert moving_ttr(none, 1) is None
    assert (herdan_c(1, 1), guiraud_r(0, 0)) == (None, None)
