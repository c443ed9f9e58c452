"""Find institutions, people, places, documents, meetings, dates, money and quantities.
找出机构、人物、地点、文件、会议、时间、金额和数量。
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any

from cntext.analysis import BY, Background, Opt, analysis
from cntext.corpus import Corpus
from cntext.errors import Both
from cntext.extract.mentions import Kind
from cntext.lexicon import Lexicon
from cntext.measure.stats.caveats import nameless
from cntext.measure.stats.columns import BOUND, MENTION_UNIT, coded, optional
from cntext.measure.stats.entity_counts import EntityCounts, Found, count_entities
from cntext.measure.stats.entity_rows import counted
from cntext.query.evidence import Located, in_rows
from cntext.table import Caveat, Column, Role, Row, Rows, Table, Type, Unit

_C = Role.CONTEXT
COLUMNS = (
    Column("group", Both("分组", "Group"), Type.STRING, role=Role.KEY, optional=True),
    Column("rank", Both("名次", "Rank"), Type.INTEGER, Unit.RANK, Role.KEY, optional=True),
    Column("document", Both("文档", "Document"), Type.STRING, role=Role.KEY, optional=True),
    Column("title", Both("标题", "Title"), Type.STRING, role=_C, optional=True),
    Column("date", Both("日期", "Date"), Type.STRING, Unit.DATE, _C, optional=True),
    Column("line", Both("行", "Line"), Type.INTEGER, Unit.LINE, _C, optional=True),
    coded(
        Column("type", Both("类型", "Type"), Type.STRING, role=Role.KEY),
        institution=Both("机构", "institution"),
        person=Both("人物", "person"),
        place=Both("地点", "place"),
        document=Both("文件", "document"),
        meeting=Both("会议", "meeting"),
        date=Both("日期", "date"),
        money=Both("金额", "money"),
        quantity=Both("数量", "quantity"),
    ),
    Column("text", Both("原文", "Text"), Type.STRING, role=Role.TERM, optional=True),
    Column("name", Both("名称", "Name"), Type.STRING, role=Role.TERM),
    coded(
        Column("detail", Both("说明", "Detail"), Type.STRING, role=_C),
        count=Both("个数", "count"),
        size=Both("度量", "size"),
        share=Both("占比", "share"),
        duration=Both("时长", "duration"),
        ordinal=Both("次序", "ordinal"),
        multiple=Both("倍数", "multiple"),
        money=Both("金额", "money"),
    ),
    Column("value", Both("数值", "Value"), Type.NUMBER, optional=True),
    Column("value_max", Both("上限", "Up to"), Type.NUMBER, optional=True),
    *optional(MENTION_UNIT, BOUND),
    Column("subject", Both("对象", "Of what"), Type.STRING, role=_C, optional=True),
    Column("time", Both("时间", "Time"), Type.STRING, role=_C, optional=True),
    Column("first", Both("起日", "From"), Type.STRING, Unit.DATE, _C, optional=True),
    Column("last", Both("止日", "To"), Type.STRING, Unit.DATE, _C, optional=True),
    Column("freq", Both("频次", "Freq"), Type.INTEGER, Unit.COUNT, optional=True),
    Column("range", Both("文档数", "Range"), Type.INTEGER, Unit.COUNT, optional=True),
    Column("forms", Both("写法", "Forms"), Type.STRING, role=_C, optional=True),
    Column("start", Both("起", "Start"), Type.INTEGER, Unit.OFFSET, _C, optional=True),
    Column("end", Both("止", "End"), Type.INTEGER, Unit.OFFSET, _C, optional=True),
    Column("id", Both("位置", "Place"), Type.STRING, role=Role.KEY, optional=True),
    Column("example", Both("句子", "Sentence"), Type.STRING, role=Role.EXAMPLE),
)
_COUNTED = ("rank", "type", "name", "detail", "freq", "range", "forms", "example")
_BRIEF = ("group", "type", "text", "line", "subject", "name", "freq", "range", "time", "detail")
_TYPES = tuple(kind.value for kind in Kind)


def count(
    corpus: Corpus,
    lexicon: Lexicon,
    background: Background,
    *,
    type: tuple[str, ...],
    by: str,
) -> EntityCounts:
    """Find the mentions of the types that are asked for."""
    return count_entities(corpus, lexicon, background, _wanted(type), by)


def _locate(corpus: Corpus, table: Table, given: Mapping[str, Any]) -> Iterable[Located]:
    """Find the places behind the rows, for ``--evidence``: of a name, all of its mentions."""
    if given["view"] == "mentions":
        yield from in_rows(corpus, table, given)
        return
    names = tuple(column.id for column in table.columns)
    key = [names.index(name) for name in ("group", "type", "name") if name in names]
    row_of = {tuple(row[i] for i in key): number for number, row in enumerate(table.rows)}
    number = {document: d for d, document in enumerate(_ids(corpus))}
    lists = given["lexicon"], given["background"]
    for one in count(corpus, *lists, type=given["type"], by=given["by"]).found:
        named = (one.mention.kind.value, one.mention.name)
        row = row_of.get((one.group, *named) if given["by"] else named)
        if row is not None:
            yield row, number[one.document], one.mention.start, one.mention.end


def _ids(corpus: Corpus) -> list[str]:
    return [document.id for document in corpus.documents]


@analysis(
    "entities",
    zh="""找出文中的机构、人物、地点、文件、会议、时间、金额和数量，一处一行。

institution  机构（市教委、以下简称的“学校”）
person       带职务的人（党委书记易俊）
place        国家、区域、省市县及上级
document     《……》及文号
meeting      会议（党的二十大）
date         时间和时期，按文档日期换算为起止日
money        金额
quantity     数量：400余家、98%以上、第4
数量给出数值、单位、界限（over 余/多/超，at_least 以上，nearly 近，about 约/左右，at_most
以内，under 不到，several 数百，range 3—5）、对象和时间；万、亿已乘进数值。
简称只在说明它的那篇之内有效。--view names 按名称合计。规则与准确率见 cntext explain entities。

cntext entities corpus/ --type institution --view names  机构，按名称合计
cntext entities corpus/ --type money --type quantity -o numbers.csv  金额和数量，一处一行""",
    columns=COLUMNS,
    counts=count,
    locate=_locate,
    drawn=lambda _: {"view": "names"},
)
def entities(
    counts: EntityCounts,
    *,
    type: Annotated[  # noqa: ARG001 (it says what is counted)
        tuple[str, ...],
        Opt(Both("只要这些类型（可重复）", "these types only (repeatable)"), choices=_TYPES),
    ] = (),
    view: Annotated[
        str,
        Opt(
            Both("一处一行，或按名称合计", "one row a mention, or counted by name"),
            choices=("mentions", "names"),
        ),
    ] = "mentions",
    by: Annotated[str, BY] = "",
    min_freq: Annotated[
        int, Opt(Both("最低频次（--view names）", "lowest frequency (--view names)"), min=1)
    ] = 1,
) -> Table:
    """Find what texts name and how much, one row a mention.

    institution  市教委; “学校” where the article says what it stands for
    person       with a title (党委书记易俊)    place  with province and city
    document     《...》 and its number         meeting  党的二十大
    date         dates and periods as days, reckoned from the date of the document
    money, quantity  400余家, 98%以上, 第4: value, unit, bound, of what, when
    Bounds: over 余/多/超, at_least 以上, nearly 近, about 约/左右, at_most 以内, under 不到,
    several 数百, range 3—5. 万 and 亿 are multiplied out. A short name (以下简称) holds
    within its article. --view names counts by name. cntext explain entities has the rules and
    how often they are right.

    cntext entities corpus/ --type institution --view names  institutions, counted by name
    cntext entities corpus/ --type money --type quantity -o numbers.csv  sums and quantities, one row a mention
    """
    found = counts.found
    rows: Sequence[Row]
    columns: tuple[str, ...]
    if view == "names":
        rows, columns = counted(found, min_freq, grouped=bool(by)), _COUNTED
    else:
        ordered = sorted(found, key=lambda one: one.group) if by else found
        rows = Rows(len(found), 20 + bool(by), lambda i: _row(ordered[i], grouped=bool(by)))
        columns = tuple(
            c.id for c in COLUMNS if c.id not in ("group", "rank", "freq", "range", "forms")
        )
    keep = {*columns, *(("group",) if by else ())}
    shown = tuple(column for column in COLUMNS if column.id in keep)
    note = Both(
        f"{counts.documents:,} 篇文档，{len(found):,} 处；按规则识别，会有错漏",
        f"{len(found):,} mentions in {counts.documents:,} documents; found by rules, which err",
    )
    return Table(
        name="entities",
        title=Both("实体与数量", "Entities and quantities"),
        columns=shown,
        rows=rows,
        notes=(note,),
        warnings=_caveats(counts, by),
        weight="freq" if view == "names" else None,
        group=("group",) if by else (),
        brief=_BRIEF,
    )


def _row(one: Found, *, grouped: bool) -> Row:
    m = one.mention
    head: Row = (one.group,) if grouped else ()
    return (
        *head,
        one.document,
        one.title or None,
        one.date or None,
        one.line,
        m.kind.value,
        one.written,
        m.name,
        m.detail or None,
        m.value,
        m.value_max,
        m.unit or None,
        m.bound or None,
        m.subject or None,
        m.time or None,
        m.first or None,
        m.last or None,
        m.start,
        m.end,
        one.id,
        one.sentence,
    )


def _wanted(types: tuple[str, ...]) -> frozenset[Kind]:
    return frozenset(map(Kind, types)) if types else frozenset(Kind)


def _caveats(counts: EntityCounts, by: str) -> tuple[Caveat, ...]:
    caveats = []
    open_dates = sum(
        1 for one in counts.found if one.mention.kind is Kind.DATE and not one.mention.first
    )
    if open_dates and counts.undated:
        caveats.append(
            Caveat(
                "undated",
                Both(
                    f"{counts.undated:,} 篇没有日期，“去年”“近3年”等无法换算（--date-from、--meta 可给出）",
                    f"{counts.undated:,} documents have no date: 去年, 近3年 are left open "
                    "(--date-from or --meta gives one)",
                ),
            )
        )
    groups = {one.group for one in counts.found}
    return (*caveats, *nameless(by, groups))
