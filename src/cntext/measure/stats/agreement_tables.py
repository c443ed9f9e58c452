"""Tables of agreement: coefficients by code, pairs of coders, confusion, disagreements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
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
from cntext.measure.stats.ratings import Ratings, label
from cntext.table import EACH_TERM, Caveat, Column, Role, Row, Table, Type, Unit

ALL = "*"  # all codes at once


def _number(name: str, zh: str, en: str, unit: Unit = Unit.SCORE) -> Column:
    kind = Type.INTEGER if unit is Unit.COUNT else Type.NUMBER
    return Column(name, Both(zh, en), kind, unit, optional=True)


def _word(name: str, zh: str, en: str, role: Role = Role.CONTEXT) -> Column:
    return Column(name, Both(zh, en), Type.STRING, role=role, optional=True)


SUMMARY = (
    _word("code", "类别", "Code", Role.TERM),
    _number("units", "单位数", "Units", Unit.COUNT),
    _number("ratings", "判断数", "Ratings", Unit.COUNT),
    _number("given", "判为此类", "Given", Unit.COUNT),
    _number("percent", "一致%", "Agree %", Unit.PERCENT),
    _number("alpha", "α", "α"),
    _number("alpha_low", "α 下限", "α low"),
    _number("alpha_high", "α 上限", "α high"),
    _number("kappa", "Cohen κ", "Cohen κ"),
    _number("fleiss_kappa", "Fleiss κ", "Fleiss κ"),
)
PAIRS = (
    _word("a", "编码员甲", "Coder A", Role.TERM),
    _word("b", "编码员乙", "Coder B", Role.TERM),
    *(column for column in SUMMARY if column.id in ("units", "percent", "alpha", "kappa")),
)
_PAIR = _word("_pair", "两人", "Coders", Role.KEY)
_ROW = _word("_", "甲 ╲ 乙", "A \\ B", Role.KEY)
_CELL = Column(EACH_TERM, Both("单位数", "Units"), Type.INTEGER, Unit.COUNT, optional=True)
_UNIT = _word("_id", "单位", "Unit", Role.KEY)
_DOCUMENT = _word("_document", "文档", "Document", Role.KEY)
_SAID = Column(EACH_TERM, Both("编码员", "Coder"), Type.STRING, role=Role.TERM, optional=True)
_TEXT = _word("_text", "正文", "Text", Role.EXAMPLE)
# The columns of each view, by the name of its table.
COLUMNS = {
    "agree": SUMMARY,
    "agree-pairs": PAIRS,
    "agree-confusion": (_PAIR, _ROW, _CELL),
    "agree-disagreements": (_UNIT, _DOCUMENT, _SAID, _TEXT),
}
VIEWS = ("codes", "pairs", "confusion", "disagreements")


@dataclass(frozen=True, slots=True)
class Agreeing:
    """What is to be made of ratings."""

    level: Level = Level.NOMINAL
    view: str = "codes"
    rounds: int = 1000
    seed: int = 0


def agreement_table(ratings: Ratings, asked: Agreeing) -> Table:
    """Return the table that is asked for."""
    make = {
        "codes": _summary,
        "pairs": _pairs,
        "confusion": _confusion,
        "disagreements": _disagreements,
    }
    table = make[asked.view](ratings, asked)
    return replace(table, notes=(_base(ratings), *table.notes))


def _base(ratings: Ratings) -> Both:
    every = len(ratings.units)
    paired = sum(sum(v is not None for v in u.values) >= 2 for u in ratings.units)
    zh, en = "、".join(ratings.coders), ", ".join(ratings.coders)
    return Both(
        f"{len(ratings.coders)} 位编码员（{zh}），{every:,} 个单位，两人以上判断的 {paired:,}",
        f"{len(ratings.coders)} coders ({en}), {every:,} units, {paired:,} rated by two or more",
    )


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
    undefined = [str(row[0]) for row in rows if row[at["alpha"]] is None]
    return Table(
        "agree",
        Both("编码员一致性", "Agreement of coders"),
        SUMMARY,
        rows,
        notes=_said(ratings, asked, lost),
        warnings=_undefined(undefined),
        brief=("code", "units", "given", "percent", "alpha", "alpha_low", "alpha_high", "kappa",
               "fleiss_kappa", "ratings"),
    )  # fmt: skip


def _said(ratings: Ratings, asked: Agreeing, lost: int) -> tuple[Both, ...]:
    level = {
        Level.NOMINAL: Both("定类", "nominal"),
        Level.ORDINAL: Both("定序", "ordinal"),
        Level.INTERVAL: Both("定距", "interval"),
        Level.RATIO: Both("定比", "ratio"),
    }[asked.level]
    notes = [
        Both(
            f"α：Krippendorff，{level.zh}；区间 95%，对单位自助抽样 {asked.rounds:,} 次（种子 {asked.seed}）",
            f"α: Krippendorff, {level.en}; 95% interval, bootstrap over units, {asked.rounds:,} rounds "
            f"(seed {asked.seed})",
        )
    ]  # fmt: skip
    if lost:
        notes.append(
            Both(
                f"其中 {lost:,} 次各值全同，无 α，不计",
                f"{lost:,} of them had equal values only: no α, left out",
            )
        )
    weighted = {
        Level.NOMINAL: Both("", ""),
        Level.ORDINAL: Both("，按位次差线性加权", ", weighted by the difference in rank"),
        Level.INTERVAL: Both("，按差的平方加权", ", weighted by the squared distance"),
        Level.RATIO: Both("，按比率差的平方加权", ", weighted by the squared ratio distance"),
    }[asked.level]
    pairs = (
        Both("，各对的平均（Light）", ", mean over pairs (Light)")
        if len(ratings.coders) > 2
        else Both("", "")
    )
    fleiss = (
        Both("；Fleiss κ 只用人人都判的单位", "; Fleiss κ: units that all rated")
        if asked.level is Level.NOMINAL
        else Both("", "")
    )
    notes.append(
        Both(
            f"Cohen κ{weighted.zh}{pairs.zh}{fleiss.zh}",
            f"Cohen κ{weighted.en}{pairs.en}{fleiss.en}",
        )
    )
    if asked.level is Level.NOMINAL:
        one = (
            Both("，一组类别算一个值", ", a set of codes is one value")
            if ratings.several()
            else Both("", "")
        )
        notes.append(
            Both(
                f"* 是全部类别合看{one.zh}；其余各行只分有无此类",
                f"*: all codes at once{one.en}; other rows: with the code or without",
            )
        )
    return tuple(notes)


def _undefined(codes: list[str]) -> tuple[Caveat, ...]:
    if not codes:
        return ()
    names = "、".join(codes[:6]) + ("…" if len(codes) > 6 else "")
    return (
        Caveat(
            "no-alpha",
            Both(
                f"{names}：成对的判断全部相同，α 无从算起",
                f"{names}: all paired ratings are the same, so that there is no α",
            ),
        ),
    )


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
    undefined = [f"{row[0]}–{row[1]}" for row in rows if row[4] is None]
    title = Both("两两一致性", "Agreement by pairs")
    return Table("agree-pairs", title, PAIRS, rows, warnings=_undefined(undefined), weight="kappa")


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
    corner = _ROW
    if not several:
        pair = f"{ratings.coders[0]} ╲ {ratings.coders[1]}"
        corner = replace(_ROW, label=Both(pair, pair))
    columns = (
        *((_PAIR,) if several else ()),
        corner,
        *(replace(_CELL, id=name, label=Both(name, name)) for name in labels),
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
        _UNIT,
        _DOCUMENT,
        *(replace(_SAID, id=name, label=Both(name, name)) for name in ratings.coders),
        _TEXT,
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
