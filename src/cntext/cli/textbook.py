"""Statistics as textbooks write them, in plain numbers: the second reckoning of `explain`.

Each formula takes its letters by name, so what it is given can be shown. They share no code
with the measures, and agree with them or one of the two is wrong. None: undefined.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from math import comb, log, log2, log10, sqrt

Letters = Mapping[str, object]
Numbers = Sequence[float]
_Z = 1.959963984540054  # the normal quantile of 0.975


def value(analysis: str, column: str, letters: Letters) -> float | None:
    """Return a statistic of these letters; None where a division by zero leaves it undefined."""
    try:
        found = FORMULAS[analysis][column](**given(analysis, column, letters))
    except (ZeroDivisionError, ValueError):
        return None
    return None if found is None else float(found)


def given(analysis: str, column: str, letters: Letters) -> dict[str, object]:
    """Return the letters that a formula takes."""
    code = FORMULAS[analysis][column].__code__
    return {name: letters[name] for name in code.co_varnames[: code.co_argcount]}


def _o_ln(o: float, e: float) -> float:
    return o * log(o / e) if o else 0.0


def _g2(*cells: tuple[float, float]) -> float:
    return max(2 * sum(_o_ln(o, e) for o, e in cells), 0.0)


def _four(a: float, b: float, c: float, d: float) -> list[tuple[float, float]]:
    """Return observed and expected of the four cells: the term in c and d, and all else."""
    n, both = c + d, a + b
    return [
        (a, c * both / n), (b, d * both / n), (c - a, c * (n - both) / n), (d - b, d * (n - both) / n),
    ]  # fmt: skip


def _log_ratio(a: float, b: float, c: float, d: float) -> float:
    return log2(((a or 0.5) / c) / ((b or 0.5) / d))


def _margin(a: float, b: float, c: float, d: float) -> float:
    a, b = a or 0.5, b or 0.5
    return _Z * sqrt(max(1 / a - 1 / c + 1 / b - 1 / d, 0.0)) / log(2)


def _ll(a: float, b: float, c: float, d: float) -> float:
    return 2 * (_o_ln(a, c * (a + b) / (c + d)) + _o_ln(b, d * (a + b) / (c + d)))


def _chi2(a: float, b: float, c: float, d: float) -> float:
    return sum((o - e) ** 2 / e for o, e in _four(a, b, c, d))


def _yates(a: float, b: float, c: float, d: float) -> float:
    n = c + d
    gap = max(abs(a * (d - b) - b * (c - a)) - n / 2, 0.0)
    return n * gap**2 / ((a + b) * (n - a - b) * c * d)


def _williams(a: float, b: float, c: float, d: float) -> float:
    n, row = c + d, a + b
    q = 1 + (n / row + n / (n - row) - 1) * (n / c + n / d - 1) / (6 * n)
    return _g2(*_four(a, b, c, d)) / q


_COMPARE: dict[str, Callable[..., float | None]] = {
    "ll": _ll,
    "g2": lambda a, b, c, d: _g2(*_four(a, b, c, d)),
    "chi2": _chi2,
    "yates": _yates,
    "williams": _williams,
    "bic": lambda a, b, c, d: _ll(a, b, c, d) - log(c + d),
    "log_ratio": _log_ratio,
    "lr_low": lambda a, b, c, d: _log_ratio(a, b, c, d) - _margin(a, b, c, d),
    "lr_high": lambda a, b, c, d: _log_ratio(a, b, c, d) + _margin(a, b, c, d),
    "pct_diff": lambda a, b, c, d: 100 * (a / c - b / d) / (b / d),
    "odds_ratio": lambda a, b, c, d: a * (d - b) / (b * (c - a)),
    "simple_maths": lambda a, b, c, d, k: (1e6 * a / c + k) / (1e6 * b / d + k),
}
_COLLOCATES: dict[str, Callable[..., float | None]] = {
    "expected": lambda R1, C1, N: R1 * C1 / N,
    "g2": lambda O, R1, C1, N: _g2(*_four(O, C1 - O, R1, N - R1)),
    "log_dice": lambda O, f1, C1: 14 + log2(2 * O / (f1 + C1)),
    "mi": lambda O, E: log2(O / E),
    "mi3": lambda O, E: log2(O**3 / E),
    "npmi": lambda O, E, N: log2(O / E) / -log2(O / N),
    "t": lambda O, E: (O - E) / sqrt(O),
    "z": lambda O, E: (O - E) / sqrt(E),
    "delta_p": lambda O, R1, C1, N: O / R1 - (C1 - O) / (N - R1),
    "delta_p_back": lambda O, R1, C1, N: O / C1 - (R1 - O) / (N - C1),
}


def _mean(values: Numbers) -> float:
    return sum(values) / len(values)


def _juilland(f: Numbers, s: Numbers) -> float:
    rates = [each / size for each, size in zip(f, s, strict=True)]
    deviation = sqrt(_mean([(rate - _mean(rates)) ** 2 for rate in rates]))
    return _within(1 - deviation / _mean(rates) / sqrt(len(rates) - 1))


def _carroll(f: Numbers, s: Numbers) -> float:
    rates = [each / size for each, size in zip(f, s, strict=True)]
    shares = [rate / sum(rates) for rate in rates]
    return _within(-sum(share * log(share) for share in shares if share) / log(len(shares)))


def _dp(f: Numbers, s: Numbers) -> float:
    pairs = zip(f, s, strict=True)
    return _within(sum(abs(each / sum(f) - size / sum(s)) for each, size in pairs) / 2)


def _lyne(f: Numbers, s: Numbers) -> float:
    expected = [sum(f) * size / sum(s) for size in s]
    chi2 = sum((o - e) ** 2 / e for o, e in zip(f, expected, strict=True))
    return 1 - chi2 / (4 * sum(f))


def _rosengren(f: Numbers, s: Numbers) -> float:
    roots = (sqrt(each * size / sum(s)) for each, size in zip(f, s, strict=True))
    return _within(sum(roots) ** 2 / sum(f))


def _within(measure: float) -> float:
    return min(max(measure, 0.0), 1.0)  # rounding may leave -1e-16


def _ald(d: Numbers, N: float) -> float:
    return sum(each * log10(each) for each in d) / N


_DISPERSION: dict[str, Callable[..., float | None]] = {
    "range": lambda f: sum(each > 0 for each in f),
    "range_pct": lambda f: 100 * sum(each > 0 for each in f) / len(f),
    "d": _juilland,
    "d2": _carroll,
    "s": _rosengren,
    "d3": _lyne,
    "dp": _dp,
    "dp_norm": lambda f, s: _within(_dp(f, s) / (1 - min(s) / sum(s))),
    "arf": lambda d, N: len(d) / N * sum(min(each, N / len(d)) for each in d) if d else None,
    "awt": lambda d, N: (1 + sum(each**2 for each in d) / N) / 2 if d else None,
    "ald": lambda d, N: _ald(d, N) if d else None,
    "f_ald": lambda d, N: N * 10 ** -_ald(d, N) if d else None,
}


def _mattr(words: Sequence[str], window: int) -> float:
    starts = range(len(words) - window + 1)
    return _mean([len(set(words[i : i + window])) / window for i in starts])


def _mtld(words: Sequence[str], threshold: float) -> float:
    lengths = []
    for run in (words, words[::-1]):
        factors, begun, seen = 0.0, 0, set()
        for word in run:
            begun += 1
            seen.add(word)
            if len(seen) / begun <= threshold:
                factors, begun, seen = factors + 1, 0, set()
        if begun:
            factors += (1 - len(seen) / begun) / (1 - threshold)
        lengths.append(len(run) / factors)
    return _mean(lengths)


def _hdd(words: Sequence[str], sample: int) -> float | None:
    if len(words) < sample:
        return None
    every = comb(len(words), sample)
    missed = (comb(len(words) - each, sample) / every for each in Counter(words).values())
    return sum(1 - share for share in missed) / sample


_DIVERSITY: dict[str, Callable[..., float | None]] = {
    "ttr": lambda V, N: V / N,
    "herdan_c": lambda V, N: log(V) / log(N),
    "guiraud_r": lambda V, N: V / sqrt(N),
    "mattr": _mattr,
    "mtld": _mtld,
    "hdd": _hdd,
    "yule_k": lambda words: (
        1e4 * (sum(m**2 for m in Counter(words).values()) - len(words)) / len(words) ** 2
    ),
    "r1": lambda characters, clauses: characters / clauses,
    "r2": lambda function, N: function / N,
    "r3": lambda characters, clauses, function, N: (characters / clauses + function / N) / 2,
}
FORMULAS: dict[str, dict[str, Callable[..., float | None]]] = {
    "compare": _COMPARE,
    "collocates": _COLLOCATES,
    "dispersion": _DISPERSION,
    "diversity": _DIVERSITY,
}
