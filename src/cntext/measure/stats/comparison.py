"""From counts on two sides to the rows of a table of keyness."""

from __future__ import annotations

from dataclasses import dataclass

from cntext.errors import Both, CntextError
from cntext.frequencies import FrequencyList
from cntext.lazy import np
from cntext.measure.stats.columns import (
    G2,
    GROUP,
    P_ADJ,
    RANK,
    TERM,
    P,
    count,
    key,
    optional,
    percent,
    rate,
    score,
)
from cntext.measure.stats.comparison_notes import empty_groups, too_much_to_resample, warnings_of
from cntext.measure.stats.comparison_pairs import Asked, Pair, listed, paired
from cntext.measure.stats.document_counts import DocumentCounts
from cntext.measure.stats.keyness import benjamini_hochberg, keyness, p_values
from cntext.measure.stats.ratio import defined
from cntext.measure.stats.resampling import Resampled, resample
from cntext.measure.stats.runs import Runs
from cntext.measure.stats.sides import Sides
from cntext.table import Caveat, Cell, Column, Row, Unit

COLUMNS = optional(
    GROUP,
    RANK,
    TERM,
    count("freq_t", "目标频次", "Target"),
    count("freq_r", "对照频次", "Ref."),
    rate("norm_t", "目标/百万", "Target/M"),
    rate("norm_r", "对照/百万", "Ref./M"),
    count("range_t", "目标篇数", "Target docs"),
    count("range_r", "对照篇数", "Ref. docs"),
    key("direction", "方向", "±"),
    score("ll", "LL"),
    G2,
    score("chi2", "χ²"),
    score("yates", Both("χ²（Yates）", "χ² (Yates)")),
    score("williams", Both("G²（Williams）", "G² (Williams)")),
    P,
    P_ADJ,
    score("bic", "BIC"),
    score("log_ratio", "Log Ratio", Unit.BITS),
    score("lr_low", Both("下限", "Low"), Unit.BITS),
    score("lr_high", Both("上限", "High"), Unit.BITS),
    percent("pct_diff", "%DIFF", "%DIFF"),
    score("odds_ratio", Both("优势比", "Odds ratio")),
    score("simple_maths", "Simple maths"),
    score("p_perm", Both("p 置换", "p perm.")),
    score("boot_low", Both("自助下限", "Boot low"), Unit.BITS),
    score("boot_high", Both("自助上限", "Boot high"), Unit.BITS),
)
# In order of importance: a screen shows as many as fit.
BRIEF = (
    *("term", "group", "ll", "log_ratio", "freq_t", "freq_r", "p_perm", "range_t", "range_r"),
    *("lr_low", "lr_high", "norm_t", "norm_r", "rank", "p_adj"),
)
_PLUS, _MINUS, _EQUAL = "+", "−", "="
# Rounds × documents × terms: some ten seconds of work.
MOST_WORK = 20_000_000_000
_SIGNED = frozenset({"log_ratio", "pct_diff"})
_RATIOS = frozenset({"odds_ratio", "simple_maths"})


@dataclass(frozen=True, slots=True)
class Compared:
    """Columns, rows, what to warn of.

    ``dropped`` rows were on the side not asked for; ``rounds`` of resampling were made.
    """

    columns: tuple[Column, ...]
    rows: list[Row]
    warnings: tuple[Caveat, ...]
    dropped: int
    rounds: int


def compared(
    runs: Runs[DocumentCounts], sides: list[Sides] | FrequencyList, asked: Asked, *, grouped: bool
) -> Compared:
    """Return the table of each comparison, one below the other."""
    pairs: list[tuple[Pair, Sides | None]]
    if isinstance(sides, FrequencyList):
        pairs, warnings = [(listed(runs, sides), None)], []
    else:
        pairs = list(zip(paired(runs, sides, asked), sides, strict=True))
        empty = [side.name for pair, side in pairs if side is not None and not pair.c]
        if grouped and len(empty) < len(pairs) - 1:
            pairs = [(pair, side) for pair, side in pairs if pair.c]
            sides = [side for _, side in pairs if side is not None]
        warnings = [*warnings_of(sides), *empty_groups(empty if grouped else [])]
    for pair, side in pairs:
        _check(pair, side)
    rounds = 0 if isinstance(sides, FrequencyList) else asked.resample
    terms = sum(int(pair.kept(asked).sum()) for pair, _ in pairs)
    if rounds * len(runs.documents) * terms > MOST_WORK:
        warnings.append(too_much_to_resample(len(runs.documents), terms))
        rounds = 0
    rows: list[Row] = []
    dropped = 0
    for pair, side in pairs:
        checked = _resampled(runs, side, pair, asked) if side is not None and rounds else None
        head = (side.name,) if side is not None and grouped else ()
        more, left_out = _rows(pair, asked, checked, head)
        rows += more
        dropped += left_out
    absent = set() if grouped else {"group"}
    absent |= {"range_r"} if isinstance(sides, FrequencyList) else set()
    absent |= set() if rounds else {"p_perm", "boot_low", "boot_high"}
    columns = tuple(c for c in COLUMNS if c.id not in absent)
    return Compared(columns, rows, tuple(warnings), dropped, rounds)


def _check(pair: Pair, side: Sides | None) -> None:
    name = side.name if side else ""
    hint = Both("检查路径或条件", "check paths and conditions")
    if not pair.c:
        raise CntextError(name, Both("目标中没有词", "the target has no words"), hint)
    if not pair.d:
        raise CntextError(name, Both("对照中没有词", "the reference has no words"), hint)


def _resampled(runs: Runs[DocumentCounts], side: Sides, pair: Pair, asked: Asked) -> Resampled:
    """Return the check by documents of the terms that are kept, in their order."""
    base = runs.documents.base
    inside = (side.target | side.reference) & (base > 0)
    kept = {pair.terms[t] for t in np.flatnonzero(pair.kept(asked)).tolist()}
    of = runs.each(lambda run: run.take([t for t, term in enumerate(run.terms) if term in kept]))
    table = np.concatenate([run.dense()[inside] for run in of], axis=1)
    return resample(
        table, base[inside], side.target[inside], rounds=asked.resample, seed=asked.seed
    )


def _rows(
    pair: Pair, asked: Asked, checked: Resampled | None, head: tuple[str, ...]
) -> tuple[list[Row], int]:
    kept = np.flatnonzero(pair.kept(asked))
    a, b = pair.a[kept], pair.b[kept]
    key = keyness(a, b, pair.c, pair.d, asked.smooth)
    p = p_values(getattr(key, asked.test))
    # All terms that are compared were tested, whichever of them are shown.
    adjusted = benjamini_hochberg(p)
    wanted = {"over": key.direction > 0, "under": key.direction < 0}.get(
        asked.direction, np.ones(len(kept), bool)
    )
    strength = _strength(a if asked.sort == "freq" else getattr(key, asked.sort), asked)
    chosen = kept.tolist()
    order = sorted(
        np.flatnonzero(wanted).tolist(),
        key=lambda i: (bool(np.isnan(strength[i])), -strength[i], pair.terms[chosen[i]]),
    )
    rows: list[Row] = []
    for rank, i in enumerate(order, start=1):
        t = chosen[i]
        row: list[Cell] = [
            *head, rank, pair.terms[t], int(a[i]), int(b[i]),
            1e6 * int(a[i]) / pair.c, 1e6 * int(b[i]) / pair.d, int(pair.range_t[t]),
        ]  # fmt: skip
        if pair.range_r is not None:
            row.append(int(pair.range_r[t]))
        row.append({1: _PLUS, -1: _MINUS}.get(int(key.direction[i]), _EQUAL))
        numbers = (
            key.ll, key.g2, key.chi2, key.yates, key.williams, p, adjusted, key.bic,
            key.log_ratio, key.lr_low, key.lr_high, key.pct_diff, key.odds_ratio, key.simple_maths,
        )  # fmt: skip
        row += [defined(float(column[i])) for column in numbers]
        if checked is not None:
            row += [defined(float(x[i])) for x in (checked.p, checked.low, checked.high)]
        rows.append(tuple(row))
    return rows, len(kept) - len(order)


def _strength(values: np.ndarray, asked: Asked) -> np.ndarray:
    """Return what rows are sorted by, the largest first: the side asked for comes first."""
    if asked.sort in _SIGNED and asked.direction == "both":
        return np.asarray(np.abs(values))
    if asked.sort in _SIGNED | _RATIOS and asked.direction == "under":
        return -values
    return values
