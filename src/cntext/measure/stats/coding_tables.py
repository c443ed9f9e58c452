"""Tables of coded texts: by code, documents by codes, codes together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import fsum

from cntext.errors import Both
from cntext.measure.stats.caveats import no_field
from cntext.measure.stats.coding_asked import Coding
from cntext.measure.stats.coding_columns import (
    CELL,
    CODE,
    CODES,
    EVERY,
    ROW,
    SIZE,
    TOGETHER,
    with_glosses,
)
from cntext.measure.stats.coding_counts import ALL, CodingCounts, Tally
from cntext.measure.stats.coding_unit_tables import explained_table, sheet_table, units_table
from cntext.scheme.model import Scheme, Unit
from cntext.table import Caveat, Row, Table, Type
from cntext.table import Unit as Measured

_UNIT = {
    Unit.SENTENCE: Both("句", "sentences"),
    Unit.PARAGRAPH: Both("段", "paragraphs"),
    Unit.DOCUMENT: Both("篇", "documents"),
}


def coding_table(counts: CodingCounts, asked: Coding) -> Table:
    """Return the table that is asked for."""
    make = {
        "codes": _codes,
        "matrix": _matrix,
        "together": _together,
        "units": units_table,
        "sheet": sheet_table,
        "explain": explained_table,
    }
    table = make[asked.view](counts, asked)
    title = asked.scheme.title
    grouped = asked.by and table.columns[0].id == "group"
    return replace(
        table,
        columns=with_glosses(table.columns, asked.scheme),
        title=Both(f"{title.zh}：{table.title.zh}", f"{title.en}: {table.title.en}"),
        notes=(*_base(counts, asked), *table.notes),
        warnings=(*_caveats(counts, asked), *table.warnings),
        group=("group",) if grouped else (),
    )


def _groups(counts: CodingCounts, by: str) -> list[str]:
    groups = list(counts.documents) or ([] if by else [""])
    return groups if by in ("", "document") else sorted(groups)


def _caveats(counts: CodingCounts, asked: Coding) -> tuple[Caveat, ...]:
    return no_field(asked.by, counts.documents.get("", 0)) if asked.by else ()


def _base(counts: CodingCounts, asked: Coding) -> tuple[Both, ...]:
    units, coded = sum(counts.units.values()), sum(counts.coded.values())
    name = _UNIT[asked.unit]
    part = f"{100 * coded / units:.1f}%" if units else ""
    zh, en = (f"（{part}）", f" ({part})") if part else ("", "")
    if asked.view == "explain":
        return ()
    return (
        Both(
            f"编码单位：{name.zh}，共 {units:,}，至少有一个类别的 {coded:,}{zh}",
            f"units: {units:,} {name.en}, {coded:,} with at least one code{en}",
        ),
    )


def score_of(counts: CodingCounts, group: str, code: str, scheme: Scheme) -> float:
    """Return the sum of the weights of all hits of ``code``, rounded once."""
    weights = sorted({w for name in scheme.by_name for w in _weights(scheme, name)})
    return fsum(weight * counts.weights.get((group, code, weight), 0) for weight in weights)


def _weights(scheme: Scheme, name: str) -> set[float]:
    category = scheme.by_name[name]
    own = {category.weight, *category.terms.values()}
    return own | {-weight for weight in own}  # what is negated may count with another sign


def _codes(counts: CodingCounts, asked: Coding) -> Table:
    scheme, rows = asked.scheme, list[Row]()
    for group in _groups(counts, asked.by):
        all_hits = counts.codes.get((group, ALL), Tally()).hits
        size = counts.units.get(group, 0)
        for name in (*scheme.in_order, ALL):
            tally = counts.codes.get((group, name), Tally())
            category = scheme.by_name.get(name)
            score = score_of(counts, group, name, scheme)
            rows.append(
                (
                    *((group,) if asked.by else ()),
                    name,
                    category.gloss if category else "all codes",
                    category.parent if category else "",
                    tally.hits,
                    100 * tally.hits / all_hits if all_hits else None,
                    tally.units,
                    100 * tally.units / size if size else None,
                    tally.range,
                    *(
                        (score, score / tally.hits if tally.hits else None)
                        if asked.weighted
                        else ()
                    ),
                    tally.negated,
                    tally.look_alikes,
                )
            )
    absent = {*(() if asked.by else ("group",)), *(() if asked.weighted else ("score", "mean"))}
    undefined = any(row[5 if asked.by else 4] is None for row in rows)
    notes = (
        Both(
            "占比的分母：全部类别的次数；覆盖：有该类别的单位占全部单位；上级含各下级（全部类别在数据文件里写作 *）",
            "Share: of the hits of all codes; % of units: of all units; a parent includes the codes "
            "below it (all codes are * in files of data)",
        ),
        Both(
            "否定词之后的和护栏之内的不计，次数列在“被否定”“误认”（cntext code --explain 位置 看一句的依据）",
            "what is negated or lies in a guard is not counted, but listed as Negated and "
            "Look-alikes (cntext code --explain PLACE shows why)",
        ),
    )
    return Table(
        "code",
        Both("各类别", "by code"),
        tuple(column for column in CODES if column.id not in absent),
        rows,
        notes=notes,
        warnings=_undefined(asked) if undefined else (),
        weight="hits",
        brief=("group", "code", "parent", "hits", "share", "units", "percent", "mean", "range",
               "negated", "look_alikes", "gloss"),
    )  # fmt: skip


def _undefined(asked: Coding) -> tuple[Caveat, ...]:
    where = Both("有的组", "a group") if asked.by else Both("文本", "the text")
    return (
        Caveat(
            "no-hits",
            Both(f"{where.zh}没有任何类别的命中，占比无从算起", f"{where.en} has no hit of any code: no shares"),
        ),
    )  # fmt: skip


# The cells that a matrix may have: what they are, and their unit.
VALUES = {
    "hits": (Both("次数", "hits"), Measured.COUNT),
    "units": (Both("单位数", "units with the code"), Measured.COUNT),
    "share": (Both("占该行全部次数的 %", "percent of all hits of the row"), Measured.PERCENT),
    "percent": (Both("占该行全部单位的 %", "percent of the units of the row"), Measured.PERCENT),
    "score": (Both("权重和", "sum of weights"), Measured.SCORE),
    "mean": (Both("平均权重", "mean weight of hits"), Measured.SCORE),
}


def _value(counts: CodingCounts, group: str, code: str, asked: Coding) -> float | int | None:
    """Return the cell of ``code`` in the row of ``group``; None where its base is 0."""
    tally = counts.codes.get((group, code), Tally())
    match asked.value:
        case "hits":
            return tally.hits
        case "units":
            return tally.units
        case "share":
            base = counts.codes.get((group, ALL), Tally()).hits
            return 100 * tally.hits / base if base else None
        case "percent":
            size = counts.units.get(group, 0)
            return 100 * tally.units / size if size else None
        case "mean" if not tally.hits:
            return None
    score = score_of(counts, group, code, asked.scheme)
    return score / tally.hits if asked.value == "mean" else score


def _matrix(counts: CodingCounts, asked: Coding) -> Table:
    names = asked.scheme.in_order
    rows: list[Row] = [
        (
            group,
            counts.units.get(group, 0),
            *(_value(counts, group, name, asked) for name in (*names, ALL)),
        )
        for group in _groups(counts, asked.by)
    ]
    said, unit = VALUES[asked.value]
    kind = Type.INTEGER if unit is Measured.COUNT else Type.NUMBER
    document = asked.by == "document"
    label = Both("文档", "Document") if document else Both(asked.by, asked.by)
    cell = CELL._replace(type=kind, unit=unit)
    columns = (
        ROW._replace(label=label),
        SIZE,
        *(cell._replace(id=name, label=Both(name, name)) for name in names),
        EVERY._replace(type=kind, unit=unit),
    )
    note = Both(
        f"各格：{said.zh}；上级含各下级，末栏是全部类别",
        f"cells: {said.en}; a parent includes the codes below it, the last column is all codes",
    )
    by = Both("文档", "documents") if document else label
    return Table(
        "code",
        Both(f"{by.zh} × 类别", f"{by.en} × codes"),
        columns,
        rows,
        notes=(note,),
        brief=("_", "_units", "_all", *names),
    )


def _together(counts: CodingCounts, asked: Coding) -> Table:
    rows: list[Row] = []
    for group in _groups(counts, asked.by):
        size = counts.units.get(group, 0)
        pairs = [(a, b, n) for (of, a, b), n in counts.pairs.items() if of == group]
        pairs.sort(key=lambda pair: (-pair[2], pair[0], pair[1]))
        for a, b, both in pairs:
            one = counts.codes[group, a].units
            two = counts.codes[group, b].units
            expected = one * two / size
            jaccard = both / (one + two - both)
            head = (group,) if asked.by else ()
            rows.append((*head, a, b, both, one, two, jaccard, expected, both / expected))
    scheme = asked.scheme
    node_columns = (CODE, *(c for c in CODES if c.id in ("gloss", "parent", "hits", "units")))
    columns = tuple(column for column in TOGETHER if asked.by or column.id != "group")
    nodes: Table | None = None
    if not asked.by:
        tallies = {name: counts.codes.get(("", name), Tally()) for name in scheme.in_order}
        listed: Sequence[Row] = [
            (n, scheme.by_name[n].gloss, scheme.by_name[n].parent, t.hits, t.units)
            for n, t in tallies.items()
        ]
        columns_of = with_glosses((CODE, *(c for c in node_columns if c.id != "code")), scheme)
        nodes = Table("code", Both("类别", "codes"), columns_of, listed)
    return Table(
        "code",
        Both("类别共现", "codes together"),
        columns,
        rows,
        notes=(
            Both(
                "同现：两类都有的单位；期望 = 甲 × 乙 ÷ 全部单位；倍数 = 同现 ÷ 期望；上下级之间不列",
                "Both: units with the two codes; Expected: A × B ÷ all units; Lift: Both ÷ Expected; "
                "a code and one above it are not paired",
            ),
        ),
        weight="both",
        nodes=nodes,
    )
