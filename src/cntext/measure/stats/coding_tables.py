"""Tables of coded texts: by code, documents by codes, codes together, unit by unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import fsum

from cntext.errors import Both
from cntext.measure.stats.caveats import no_field
from cntext.measure.stats.coding_counts import ALL, CodingCounts, Tally
from cntext.scheme.model import Scheme, Unit
from cntext.table import EACH_TERM, Caveat, Column, Role, Row, Table, Type
from cntext.table import Unit as Measured

_CODE = Column("code", Both("类别", "Code"), Type.STRING, role=Role.TERM, optional=True)
GROUP = Column("group", Both("分组", "Group"), Type.STRING, role=Role.KEY, optional=True)


def _number(name: str, zh: str, en: str, unit: Measured = Measured.COUNT) -> Column:
    kind = Type.INTEGER if unit is Measured.COUNT else Type.NUMBER
    return Column(name, Both(zh, en), kind, unit, optional=True)


def _word(name: str, zh: str, en: str, role: Role = Role.CONTEXT) -> Column:
    return Column(name, Both(zh, en), Type.STRING, role=role, optional=True)


CODES = (
    GROUP,
    _CODE,
    _word("gloss", "释义", "Gloss"),
    _word("parent", "上级", "Parent"),
    _number("hits", "次数", "Hits"),
    _number("share", "占比%", "Share %", Measured.PERCENT),
    _number("units", "单位数", "Units"),
    _number("percent", "覆盖%", "% of units", Measured.PERCENT),
    _number("range", "文档数", "Range"),
    _number("score", "权重和", "Score", Measured.SCORE),
    _number("mean", "平均权重", "Mean", Measured.SCORE),
    _number("negated", "被否定", "Negated"),
    _number("look_alikes", "误认", "Look-alikes"),
)
TOGETHER = (
    GROUP,
    _word("a", "类别甲", "A", Role.TERM),
    _word("b", "类别乙", "B", Role.TERM),
    _number("both", "同现", "Both"),
    _number("units_a", "甲", "Units A"),
    _number("units_b", "乙", "Units B"),
    _number("expected", "期望", "Expected", Measured.SCORE),
    _number("lift", "倍数", "Lift", Measured.SCORE),
    _number("jaccard", "Jaccard", "Jaccard", Measured.SCORE),
)
_PLACE = (
    _word("id", "位置", "Place", Role.KEY),
    _word("document", "文档", "Document", Role.KEY),
    _word("date", "日期", "Date"),
    replace(_number("line", "原文行", "Line"), unit=Measured.LINE, role=Role.CONTEXT),
)
_SPAN = tuple(
    replace(_number(name, zh, en), unit=Measured.OFFSET, role=Role.CONTEXT)
    for name, zh, en in (("start", "起", "Start"), ("end", "止", "End"))
)
_TEXT = _word("text", "正文", "Text", Role.EXAMPLE)
UNITS = (
    *_PLACE,
    *_SPAN,
    _word("codes", "类别", "Codes"),
    _number("score", "权重和", "Score", Measured.SCORE),
    _TEXT,
)
SHEET = (
    *_PLACE,
    _TEXT,
    _word("code", "类别", "Code", Role.TERM),
    _word("note", "备注", "Note"),
)
EXPLAINED = (
    _CODE,
    _word("by", "词或规则", "By"),
    _word("outcome", "结果", "Outcome"),
    _word("node", "原文", "Text"),
    _word("detail", "依据", "Because"),
    *_SPAN,
)
# The heads of a matrix are no names that a category may have.
_ROW = Column("_", Both("分组", "Group"), Type.STRING, role=Role.KEY, optional=True)
_SIZE = _number("_units", "单位数", "Units")
_EVERY = Column("_all", Both("全部", "All"), Type.NUMBER, optional=True)
_CELL = Column(EACH_TERM, Both("类别", "Code"), Type.NUMBER, optional=True)
COLUMNS = tuple(
    {
        c.id: c
        for c in (*CODES, *TOGETHER, *UNITS, *SHEET, *EXPLAINED, _ROW, _SIZE, _EVERY, _CELL, _CODE)
    }.values()
)
_UNIT = {
    Unit.SENTENCE: Both("句", "sentences"),
    Unit.PARAGRAPH: Both("段", "paragraphs"),
    Unit.DOCUMENT: Both("篇", "documents"),
}


@dataclass(frozen=True, slots=True)
class Coding:
    """What is to be made of the counts, as the options of the command say."""

    scheme: Scheme
    unit: Unit
    view: str = "codes"
    by: str = ""
    value: str = "hits"

    @property
    def weighted(self) -> bool:
        """Say whether any term or category has a weight of its own."""
        return any(
            weight != 1
            for category in self.scheme.categories
            for weight in (category.weight, *category.terms.values())
        )


def coding_table(counts: CodingCounts, asked: Coding) -> Table:
    """Return the table that is asked for."""
    make = {
        "codes": _codes,
        "matrix": _matrix,
        "together": _together,
        "units": _units,
        "sheet": _sheet,
        "explain": _explained,
    }
    table = make[asked.view](counts, asked)
    title = asked.scheme.title
    grouped = asked.by and table.columns[0].id == "group"
    return replace(
        table,
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
            "占比的分母：全部类别的次数；覆盖：有该类别的单位占全部单位；上级含各下级，* 是全部类别",
            "Share: of the hits of all codes; % of units: of all units; a parent includes the codes "
            "below it, * is all codes",
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
    cell = replace(_CELL, type=kind, unit=unit)
    columns = (
        replace(_ROW, label=label),
        _SIZE,
        *(replace(cell, id=name, label=Both(name, name)) for name in names),
        replace(_EVERY, type=kind, unit=unit),
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
            rows.append((*head, a, b, both, one, two, expected, both / expected, jaccard))
    scheme = asked.scheme
    node_columns = (_CODE, *(c for c in CODES if c.id in ("gloss", "parent", "hits", "units")))
    columns = tuple(column for column in TOGETHER if asked.by or column.id != "group")
    nodes: Table | None = None
    if not asked.by:
        tallies = {name: counts.codes.get(("", name), Tally()) for name in scheme.in_order}
        listed: Sequence[Row] = [
            (n, scheme.by_name[n].gloss, scheme.by_name[n].parent, t.hits, t.units)
            for n, t in tallies.items()
        ]
        columns_of = (_CODE, *(c for c in node_columns if c.id != "code"))
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


def _units(counts: CodingCounts, asked: Coding) -> Table:
    rows: list[Row] = [
        (u.id, u.document, u.date, u.line, u.start, u.end, "、".join(u.codes), fsum(u.weights), u.text)
        for u in counts.kept
    ]  # fmt: skip
    absent = () if asked.weighted else ("score",)
    at = [i for i, column in enumerate(UNITS) if column.id not in absent]
    return Table(
        "code",
        Both("编码单位", "coded units"),
        tuple(UNITS[i] for i in at),
        [tuple(row[i] for i in at) for row in rows],
        notes=_picked(counts),
        brief=("text", "codes", "line", "document", "score"),
    )


def _picked(counts: CodingCounts) -> tuple[Both, ...]:
    wanted = counts.wanted
    if not wanted.sample:
        return ()
    return (
        Both(
            f"随机抽取 {len(counts.kept):,} 个单位（种子 {wanted.seed}），按原文顺序",
            f"{len(counts.kept):,} units drawn at random (seed {wanted.seed}), in the order of the texts",
        ),
    )  # fmt: skip


def _sheet(counts: CodingCounts, asked: Coding) -> Table:
    rows: list[Row] = [
        (u.id, u.document, u.date, u.line, u.text, None, None) for u in counts.kept
    ]  # fmt: skip
    names = asked.scheme.in_order
    notes = (
        *_picked(counts),
        Both(
            "“类别”栏填：" + "、".join(names) + "；几个用、隔开；没有类别填“无”；留空为未编",
            "fill in code: " + ", ".join(names) + "; several parted by 、; none of them: 无; "
            "an empty cell is not coded",
        ),
        Both("填好后用 cntext agree 比对", "compare the filled-in sheets with cntext agree"),
    )
    brief = ("text", "line", "document")
    return Table("code", Both("编码表", "coding sheet"), SHEET, rows, notes=notes, brief=brief)


def _explained(counts: CodingCounts, asked: Coding) -> Table:
    del asked
    rows: list[Row] = [
        (e.code, e.by, e.outcome, e.text, e.detail, e.start, e.end) for e in counts.events
    ]
    place = counts.wanted.explain
    missing = Both(
        f"没有词或规则涉及 {place}，或这些文档里没有这个位置",
        f"no term or rule touches {place}, or these documents do not hold it",
    )
    return Table(
        "code",
        Both("依据", "why"),
        EXPLAINED,
        rows,
        notes=(
            Both(f"位置：{place}", f"place: {place}"),
            Both(
                "counted 计入；negated-here 因被否定而计入；look-alike 在护栏之内；negated 被否定；"
                "double 该类在此处已计；fails 规则不成立（依据：各词在范围内的次数）",
                "counted; negated-here: counts because it is negated; look-alike: inside a guard; "
                "negated: not counted; double: the code has this place already; fails: the rule does "
                "not hold (because: how often its terms stand there)",
            ),
        ),
        warnings=() if rows else (Caveat("nothing-found", missing),),
    )
