"""Tables of agreement: coefficients by code, pairs of coders, confusion, disagreements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from math import isnan

from cntext.errors import Both
from cntext.lazy import np
from cntext.measure.stats.agreement import (
    Level,
    agreement_of,
    alpha_with_interval,
    cohen_kappa,
    confusion,
    counts_of,
    fleiss_kappa,
    kappa_weights,
    mean_kappa,
)
from cntext.measure.stats.agreement_columns import (
    ALL,
    CELL,
    DOCUMENT,
    PAIR,
    PAIRS,
    ROW,
    SAID,
    SUMMARY,
    TEXT,
    UNIT,
)
from cntext.measure.stats.agreement_notes import Agreeing, base_note, method_notes, undefined
from cntext.measure.stats.ratings import Ratings, label
from cntext.table import Row, Table

VIEWS = ("codes", "pairs", "confusion", "disagreements")


def agreement_table(ratings: Ratings, asked: Agreeing) -> Table:
    """Return the table that is asked for."""
    make = {
        "codes": _summary,
        "pairs": _pairs,
        "confusion": _confusion,
        "disagreements": _disagreements,
    }
    table = make[asked.view](ratings, asked)
    return replace(table, notes=(base_note(ratings), *table.notes))


def _known(number: float) -> float | None:
    return None if isnan(number) else number


def _scale(labels: Sequence[str], ratings: Ratings, level: Level) -> list[float]:
    if level in (Level.INTERVAL, Level.RATIO):
        return [float(name) for name in labels]
    return [
        float(ratings.order.index(n)) if n in ratings.order else i for i, n in enumerate(labels)
    ]


def _coefficients(
    matrix: np.ndarray, scale: list[float], asked: Agreeing
) -> tuple[list[float | int | None], int]:
    """Return the cells of a row from ``units`` on, ``given`` aside, and resamples without α."""
    values = len(scale)
    counts = counts_of(matrix, values)
    paired = counts[counts.sum(axis=1) >= 2]
    weights = kappa_weights(asked.level, scale)
    alpha = alpha_with_interval(counts, asked.level, scale, rounds=asked.rounds, seed=asked.seed)
    nominal = asked.level is Level.NOMINAL
    return [
        len(paired),
        int(paired.sum()),
        _percent(agreement_of(counts)),
        _known(alpha.alpha),
        _known(alpha.low),
        _known(alpha.high),
        _known(mean_kappa(matrix, values, weights)[0]),
        _known(fleiss_kappa(matrix, values)) if nominal else None,
    ], alpha.undefined


def _percent(share: float) -> float | None:
    return None if isnan(share) else 100 * share


def _summary(ratings: Ratings, asked: Agreeing) -> Table:
    labels = ratings.labels()
    cells, lost = _coefficients(ratings.whole(labels), _scale(labels, ratings, asked.level), asked)
    rows: list[Row] = [(ALL, *cells[:2], None, *cells[2:])]
    if asked.level is Level.NOMINAL:
        for code in ratings.codes():
            matrix = ratings.one(code)
            cells, more = _coefficients(matrix, [0.0, 1.0], asked)
            lost += more
            rated = matrix[(matrix >= 0).sum(axis=1) >= 2]
            rows.append((code, *cells[:2], int((rated == 1).sum()), *cells[2:]))
    at = {column.id: place for place, column in enumerate(SUMMARY)}
    without = [str(row[0]) for row in rows if row[at["alpha"]] is None]
    return Table(
        "agree",
        Both("编码员一致性", "Agreement of coders"),
        SUMMARY,
        rows,
        notes=method_notes(ratings, asked, lost),
        warnings=undefined(without),
        brief=("code", "units", "given", "percent", "alpha", "alpha_low", "alpha_high", "kappa",
               "fleiss_kappa", "ratings"),
    )  # fmt: skip


def _pairs(ratings: Ratings, asked: Agreeing) -> Table:
    labels = ratings.labels()
    matrix, scale = ratings.whole(labels), _scale(labels, ratings, asked.level)
    rows: list[Row] = []
    for a, b in combinations(range(len(ratings.coders)), 2):
        two = matrix[:, [a, b]]
        counts = counts_of(two, len(labels))
        alpha = alpha_with_interval(counts, asked.level, scale, rounds=0, seed=0).alpha
        kappa = cohen_kappa(confusion(two, 0, 1, len(labels)), kappa_weights(asked.level, scale))
        units = int((counts.sum(axis=1) == 2).sum())
        percent = _percent(agreement_of(counts))
        rows.append(
            (ratings.coders[a], ratings.coders[b], units, percent, _known(alpha), _known(kappa))
        )
    without = [f"{row[0]}–{row[1]}" for row in rows if row[4] is None]
    title = Both("两两一致性", "Agreement by pairs")
    return Table("agree-pairs", title, PAIRS, rows, warnings=undefined(without), weight="kappa")


def _confusion(ratings: Ratings, asked: Agreeing) -> Table:
    del asked
    labels = ratings.labels()
    matrix = ratings.whole(labels)
    several = len(ratings.coders) > 2
    rows: list[Row] = []
    for a, b in combinations(range(len(ratings.coders)), 2):
        head = (f"{ratings.coders[a]} × {ratings.coders[b]}",) if several else ()
        table = confusion(matrix, a, b, len(labels)).tolist()
        rows += [(*head, name, *cells) for name, cells in zip(labels, table, strict=True)]
    corner = ROW
    if not several:
        pair = f"{ratings.coders[0]} ╲ {ratings.coders[1]}"
        corner = ROW._replace(label=Both(pair, pair))
    columns = (
        *((PAIR,) if several else ()),
        corner,
        *(CELL._replace(id=name, label=Both(name, name)) for name in labels),
    )
    note = Both(
        "行是前一位的判断，列是后一位的", "rows: what the first coder says; columns: the second"
    )
    return Table(
        "agree-confusion",
        Both("混淆表", "Confusion"),
        columns,
        rows,
        notes=(note,),
        brief=tuple(column.id for column in columns),
        group=("_pair",) if several else (),
    )


def _disagreements(ratings: Ratings, asked: Agreeing) -> Table:
    del asked
    rows: list[Row] = []
    for unit in ratings.units:
        said = [value for value in unit.values if value is not None]
        if len(said) >= 2 and len(set(said)) > 1:
            cells = (label(value) if value else None for value in unit.values)
            rows.append((unit.id, unit.document, *cells, unit.text))
    columns = (
        UNIT,
        DOCUMENT,
        *(SAID._replace(id=name, label=Both(name, name)) for name in ratings.coders),
        TEXT,
    )
    paired = sum(sum(v is not None for v in u.values) >= 2 for u in ratings.units)
    note = Both(
        f"判断不一致的 {len(rows):,} 个，共 {paired:,}",
        f"{len(rows):,} of {paired:,} units are not agreed on",
    )
    return Table(
        "agree-disagreements",
        Both("不一致的单位", "Disagreements"),
        columns,
        rows,
        notes=(note,),
        brief=("_document", *ratings.coders, "_text"),
    )
