"""Association: how much more often two things are together than by chance.

Every function takes arrays of one shape, or numbers, of a 2×2 table: ``o`` = O11, how
often both are together; ``r`` = R1 and ``c`` = C1, the margins of the one and the other;
``n`` = N, all. With windows R1 is f1·W, the words in the windows of a node, so that
E = R1·C1/N = f1·f2·W/N. What is undefined is NaN.
"""

from __future__ import annotations

from dataclasses import dataclass

from cntext.lazy import np
from cntext.measure.stats.keyness import g_squared
from cntext.measure.stats.ratio import ratio


@dataclass(frozen=True, slots=True)
class Association:
    """Float64[T] each, of T pairs.

    ``delta_p`` is how much the first makes the second likelier, ``delta_p_back`` the
    other way round.
    """

    expected: np.ndarray
    g2: np.ndarray
    log_dice: np.ndarray
    mi: np.ndarray
    mi3: np.ndarray
    npmi: np.ndarray
    t: np.ndarray
    z: np.ndarray
    delta_p: np.ndarray
    delta_p_back: np.ndarray


def association(o: np.ndarray, r: float, c: np.ndarray, n: float, f1: float) -> Association:
    """Return every measure of one thing and many others.

    ``f1`` is the frequency of the one, which logDice takes in place of R1.
    """
    o, c = np.asarray(o, float), np.asarray(c, float)
    expected = ratio(r * c, np.float64(n))
    return Association(
        expected=expected,
        g2=g_squared(o, c - o, r, n - r),
        log_dice=log_dice(o, np.float64(f1), c),
        mi=mutual_information(o, expected),
        mi3=mutual_information(o, expected, 3),
        npmi=normalised_pmi(o, expected, np.float64(n)),
        t=t_score(o, expected),
        z=z_score(o, expected),
        delta_p=delta_p(o, np.float64(r), c, np.float64(n)),
        delta_p_back=delta_p(o, c, np.float64(r), np.float64(n)),
    )


def mutual_information(o: np.ndarray, expected: np.ndarray, power: int = 1) -> np.ndarray:
    """Return log2(O^k / E) in bits: MI (Church & Hanks 1990), with k = 3 MI3 (Daille 1994)."""
    return _log2(ratio(np.asarray(o, float) ** power, expected))


def normalised_pmi(o: np.ndarray, expected: np.ndarray, n: np.ndarray) -> np.ndarray:
    """Return log2(O/E) / -log2(O/N), from -1 to 1 (Bouma 2009); NaN where O is N."""
    return ratio(mutual_information(o, expected), -_log2(ratio(o, n)))


def t_score(o: np.ndarray, expected: np.ndarray) -> np.ndarray:
    """Return (O - E) / √O (Church et al. 1991)."""
    return ratio(np.subtract(o, expected), np.sqrt(np.asarray(o, float)))


def z_score(o: np.ndarray, expected: np.ndarray) -> np.ndarray:
    """Return (O - E) / √E (Berry-Rogghe 1973), without correction."""
    return ratio(np.subtract(o, expected), np.sqrt(np.asarray(expected, float)))


def log_dice(f12: np.ndarray, f1: np.ndarray, f2: np.ndarray) -> np.ndarray:
    """Return 14 + log2(2 f12 / (f1 + f2)) of frequencies (Rychlý 2008)."""
    return np.asarray(14 + _log2(ratio(2 * np.asarray(f12, float), np.add(f1, f2))))


def delta_p(o: np.ndarray, r: np.ndarray, c: np.ndarray, n: np.ndarray) -> np.ndarray:
    """Return O11/R1 - O21/R2: how much likelier C is with R than without (Gries 2013)."""
    o, r, c, n = (np.asarray(x, float) for x in (o, r, c, n))
    return np.asarray(ratio(o, r) - ratio(c - o, n - r))


def _log2(x: np.ndarray) -> np.ndarray:
    return np.asarray(np.log2(x, out=np.full(np.shape(x), np.nan), where=np.asarray(x) > 0))
