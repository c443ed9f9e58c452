"""Show every place of a word, phrase or query in its context (concordance).
语境共现：词、短语或查询式出现的每一处及其上下文。
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any

from cntext.analysis import BY, Opt, analysis
from cntext.corpus import Corpus
from cntext.errors import Both
from cntext.lexicon import Lexicon
from cntext.measure.stats.concordance import (
    Concordance,
    counted,
)
from cntext.measure.stats.concordance_lines import Lines
from cntext.measure.stats.concordance_notes import nothing_found, title_of
from cntext.measure.stats.concordance_search import searched
from cntext.places import ROLE
from cntext.query.ask import Match, check, needs_tags
from cntext.query.context import Context
from cntext.query.evidence import Located, in_rows
from cntext.query.sorting import order, parse_keys
from cntext.table import Caveat, Column, Role, Row, Table, Type, Unit

COLUMNS = (
    Column("group", Both("分组", "Group"), Type.STRING, role=Role.KEY, optional=True),
    Column("query", Both("查询", "Query"), Type.STRING, role=Role.KEY, optional=True),
    Column("document", Both("文档", "Document"), Type.STRING, role=Role.KEY),
    Column("title", Both("标题", "Title"), Type.STRING, role=Role.CONTEXT),
    Column("date", Both("日期", "Date"), Type.STRING, Unit.DATE, Role.CONTEXT),
    ROLE,
    Column("line", Both("行", "Line"), Type.INTEGER, Unit.LINE, Role.CONTEXT),
    Column("left", Both("上文", "Left"), Type.STRING, role=Role.LEFT),
    Column("node", Both("节点", "Node"), Type.STRING, role=Role.TERM),
    Column("right", Both("下文", "Right"), Type.STRING, role=Role.RIGHT),
    Column("tokens", Both("所涉词", "Tokens"), Type.STRING, role=Role.CONTEXT),
    Column("start", Both("起", "Start"), Type.INTEGER, Unit.OFFSET, Role.CONTEXT),
    Column("end", Both("止", "End"), Type.INTEGER, Unit.OFFSET, Role.CONTEXT),
    Column("token_start", Both("词起", "Token start"), Type.INTEGER, Unit.OFFSET, Role.CONTEXT),
    Column("id", Both("位置", "Place"), Type.STRING, role=Role.KEY),
)
COUNT_COLUMNS = (
    Column("group", Both("分组", "Group"), Type.STRING, role=Role.KEY, optional=True),
    Column("query", Both("查询", "Query"), Type.STRING, role=Role.KEY, optional=True),
    Column("rank", Both("名次", "Rank"), Type.INTEGER, Unit.RANK, Role.KEY),
    Column("value", Both("值", "Value"), Type.STRING, role=Role.TERM),
    Column("freq", Both("频次", "Freq"), Type.INTEGER, Unit.COUNT),
    Column("range", Both("文档数", "Range"), Type.INTEGER, Unit.COUNT),
    Column("percent", Both("占比%", "%"), Type.NUMBER, Unit.PERCENT),
)
_SHOWN = ("group", "query", "document", "line", "left", "node", "right", "tokens", "start",
          "token_start", "rank", "value", "freq", "range", "percent")  # fmt: skip


def _tags(chosen: Mapping[str, Any]) -> bool:
    match = Match(chosen["match"])
    return any(needs_tags(query, match) for query in chosen["terms"])


def _check(chosen: Mapping[str, Any]) -> None:
    for query in chosen["terms"]:
        check(query, Match(chosen["match"]))
    parse_keys(chosen["sort"], "--sort")


def _locate(corpus: Corpus, table: Table, given: Mapping[str, Any]) -> Iterable[Located]:
    """Find the places behind the rows, for ``--evidence``: a count has those that it counts."""
    if not given["count"]:
        yield from in_rows(corpus, table, given)
        return
    chosen = (given["terms"], Match(given["match"]), given["sample"], given["seed"])
    lines, _ = searched([corpus], given["lexicon"], *chosen)
    keys = [key for key in (given["by"], given["count"]) if key]
    values = zip(*lines.columns(keys, "--count"), strict=True)
    several = len(given["terms"]) > 1
    at = [table.index(name) for name in ("group", "query", "value") if name in _ids(table)]
    row_of = {tuple(row[i] for i in at): number for number, row in enumerate(table.rows)}
    for place, query, value in zip(lines.hits, lines.query.tolist(), values, strict=True):
        named = (*value[:-1], *([given["terms"][query]] if several else []), value[-1])
        if named in row_of:
            yield row_of[named], *place


def _ids(table: Table) -> set[str]:
    return {column.id for column in table.columns}


@analysis(
    "kwic",
    zh="""语境共现（KWIC）：每一处及其上下文，对齐在节点上。

cntext kwic 开放 corpus/                      在原文上查，“改革开放”里的也算
cntext kwic 产教融合 双高 -- corpus/          查几个词
cntext kwic '[word="深化"] []{0,2} [pos="n.*"] within s' corpus/
cntext kwic --match concept 双高计划 corpus/  概念的各种写法
cntext kwic --match regex '第.{1,3}条' corpus/ --sort 1R,2R
屏幕上 | 是节点所在词的词界。查询式：[word=… & pos=… | concept=…]、( | )、
* + ? {m,n}、within s（句）或 p（段）；引号里是正则，须与整个词相符。
--count 1R 统计节点右边第一个词；--count node、--count year 同理。
一处不跨文档，从左到右取最长、互不重叠；正则不跨行，至多 1,000 字；
查询式至多 100 词，标点也算词。""",
    columns=COLUMNS,
    brief=_SHOWN,
    tags=_tags,
    check=_check,
    locate=_locate,
    in_pieces=True,
)
def kwic(
    pieces: Sequence[Corpus],
    lexicon: Lexicon,
    terms: tuple[str, ...],
    *,
    match: Annotated[
        str,
        Opt(
            Both(
                "查询怎么读：原文、整词、概念、正则、查询式（auto：以 [ 开头的是查询式）",
                "how a query is read (auto: cql if it begins with [, else text)",
            ),
            choices=tuple(m.value for m in Match),
        ),
    ] = "auto",
    context: Annotated[
        str,
        Opt(
            Both("上下文按字、词、句还是段", "context in characters, tokens, sentence, paragraph"),
            choices=tuple(c.value for c in Context),
        ),
    ] = "char",
    window: Annotated[
        int, Opt(Both("左右各多少字或词", "characters or tokens on each side"), min=0, max=1000)
    ] = 30,
    sort: Annotated[
        str,
        Opt(
            Both(
                "排序：1R,2R、1L、node、document、date 等字段（默认按原文顺序）",
                "order: 1R,2R or 1L, node, document, date ... (default: as in the texts)",
            ),
            metavar="KEYS",
        ),
    ] = "",
    by: Annotated[str, BY] = "",
    count: Annotated[
        str,
        Opt(
            Both(
                "不列各处，按 node、1R、1L 或字段计数",
                "count the places by node, 1R, 1L or a field in place of showing them",
            ),
            metavar="KEY",
        ),
    ] = "",
    sample: Annotated[
        int,
        Opt(Both("随机抽取多少处，0 为全部", "draw so many places at random, 0 for all"), min=0),
    ] = 0,
    seed: Annotated[int, Opt(Both("抽样的种子", "seed of the sample"))] = 0,
) -> Table:
    """Show every place of a word, phrase or query, aligned on it (KWIC).

    cntext kwic 开放 corpus/                      on the text, so inside 改革开放 too
    cntext kwic 产教融合 双高 -- corpus/          several terms
    cntext kwic '[word="深化"] []{0,2} [pos="n.*"] within s' corpus/
    cntext kwic --match concept 双高计划 corpus/  every form of a concept
    cntext kwic --match regex '第.{1,3}条' corpus/ --sort 1R,2R
    On a screen | is a border of the token that the node is in. Queries:
    [word=... & pos=... | concept=...], ( | ), * + ? {m,n}, within s (sentence) or
    p (paragraph); quotes hold a regular expression that the whole word must fit.
    --count 1R counts the first word on the right; --count node, year likewise.
    A place lies in one document; leftmost, longest, no overlap. A regular
    expression stays in its line and has up to 1,000 characters; a query has up
    to 100 tokens, punctuation marks included.
    """
    lines, notes = searched(pieces, lexicon, terms, Match(match), sample, seed)
    caveats = () if len(lines) else (nothing_found(pieces, terms, notes),)
    groups = lines.columns([by], "--by")[0] if by else None
    absent = {name for name, here in (("group", by), ("query", len(terms) > 1)) if not here}
    if count:
        return _counts(lines, count, groups, absent, notes, caveats)
    keys = lines.columns(parse_keys(sort, "--sort"), "--sort")
    # Places come query by query, in the order of the texts: often there is nothing to sort.
    columns = [*([groups] if groups else []), *([lines.query.tolist(), *keys] if keys else [])]
    ranked = order(columns, len(lines))
    return Table(
        name="kwic",
        title=title_of(terms),
        columns=tuple(column for column in COLUMNS if column.id not in absent),
        rows=Lines(lines, ranked, Context(context), window, groups),
        notes=notes,
        warnings=caveats,
        group=tuple(name for name in ("group", "query") if name not in absent),
    )


def _counts(
    lines: Concordance,
    key: str,
    groups: Sequence[str] | None,
    absent: set[str],
    notes: tuple[Both, ...],
    caveats: tuple[Caveat, ...],
) -> Table:
    values = lines.columns([key], "--count")[0]
    rows: list[Row] = []
    rank: Counter[tuple[str, int]] = Counter()
    for group, query, value, freq, spread, percent in counted(
        lines, values, groups or [""] * len(values)
    ):
        rank[group, query] += 1
        head: Row = (group,) if "group" not in absent else ()
        head += (lines.queries[query],) if "query" not in absent else ()
        rows.append((*head, rank[group, query], value, freq, spread, percent))
    return Table(
        name="kwic-count",
        title=Both(
            f"{title_of(lines.queries).zh}：按 {key} 计数", f"{title_of(lines.queries).en} by {key}"
        ),
        columns=tuple(column for column in COUNT_COLUMNS if column.id not in absent),
        rows=rows,
        notes=(
            *notes,
            Both(
                "占比的分母：同组同一查询的各处",
                "percent of the places of the same query and group",
            ),
        ),
        warnings=caveats,
        weight="freq",
        group=tuple(name for name in ("group", "query") if name not in absent),
    )
