"""List achievements and targets in figures, across documents and years.
列出有数字的成绩和目标，跨文档、跨年份对照。
"""

from __future__ import annotations

from typing import Annotated

from cntext.analysis import BY, Background, Opt, analysis
from cntext.corpus import Corpus
from cntext.errors import Both
from cntext.extract.statements import Stand
from cntext.lexicon import Lexicon
from cntext.measure.stats.columns import BOUND, MENTION_UNIT, coded
from cntext.measure.stats.statement_counts import StatementCounts, Told, count_statements
from cntext.table import Caveat, Column, Role, Row, Rows, Table, Type, Unit

_C = Role.CONTEXT
COLUMNS = (
    Column("group", Both("分组", "Group"), Type.STRING, role=Role.KEY, optional=True),
    Column("document", Both("文档", "Document"), Type.STRING, role=Role.KEY),
    Column("title", Both("标题", "Title"), Type.STRING, role=_C),
    Column("date", Both("日期", "Date"), Type.STRING, Unit.DATE, _C),
    Column("line", Both("行", "Line"), Type.INTEGER, Unit.LINE, _C),
    coded(
        Column("kind", Both("性质", "Kind"), Type.STRING, role=Role.KEY),
        achievement=Both("成绩", "achievement"),
        target=Both("目标", "target"),
        unmarked=Both("未标明", "unmarked"),
    ),
    Column("cue", Both("依据", "Cue"), Type.STRING, role=_C),
    Column("subject", Both("对象", "Of what"), Type.STRING, role=Role.TERM),
    Column("text", Both("原文", "Text"), Type.STRING, role=Role.KEY),
    Column("value", Both("数值", "Value"), Type.NUMBER),
    Column("value_max", Both("上限", "Up to"), Type.NUMBER),
    MENTION_UNIT,
    BOUND,
    Column("time", Both("时间", "Time"), Type.STRING, role=_C),
    Column("first", Both("起日", "From"), Type.STRING, Unit.DATE, _C),
    Column("last", Both("止日", "To"), Type.STRING, Unit.DATE, _C),
    Column("start", Both("起", "Start"), Type.INTEGER, Unit.OFFSET, _C),
    Column("end", Both("止", "End"), Type.INTEGER, Unit.OFFSET, _C),
    Column("id", Both("位置", "Place"), Type.STRING, role=Role.KEY),
    Column("example", Both("句子", "Sentence"), Type.STRING, role=Role.EXAMPLE),
)
_BRIEF = ("group", "kind", "subject", "text", "date", "time", "cue", "line")
_KINDS = tuple(stand.value for stand in Stand)
_MARKED = (Stand.ACHIEVEMENT.value, Stand.TARGET.value)


def count(corpus: Corpus, lexicon: Lexicon, background: Background, *, by: str) -> StatementCounts:
    """Find the numbers and what they tell of."""
    return count_statements(corpus, lexicon, background, by)


@analysis(
    "commitments",
    zh="""列出成绩和目标中的数字：对象、数值、时间、句子，一处一行。

achievement  已经做到的（累计、已、了、去年、5年来；增长、达到）
target       要做到的（力争、确保、目标、预期、要、将；到2035年）
unmarked     两者都看不出的（默认不列）
句中离数字最近、在它之前的标志词或时间决定性质；时期以文档日期为准，止于其后的是目标。
cntext commitments corpus/ --by year  按年份
cntext commitments corpus/ --sort subject --min-range 2  同一对象在各篇的数字排在一起
标志词表和规则见 cntext explain entities；只按字面，不判断是否属实。""",
    columns=COLUMNS,
    counts=count,
)
def commitments(
    counts: StatementCounts,
    *,
    kind: Annotated[
        tuple[str, ...],
        Opt(
            Both("只要这些（可重复；默认成绩和目标）", "these only (repeatable; default: both)"),
            choices=_KINDS,
        ),
    ] = (),
    by: Annotated[str, BY] = "",
    sort: Annotated[
        str,
        Opt(
            Both("按原文顺序，或按对象再按日期", "as in the texts, or by subject, then date"),
            choices=("text", "subject"),
        ),
    ] = "text",
    min_range: Annotated[
        int,
        Opt(Both("对象至少见于几篇文档", "documents that have the subject, at least"), min=1),
    ] = 1,
) -> Table:
    """List the figures of achievements and targets, one row a number, with the sentence.

    achievement  what is done (累计, 已, 了, 去年, 5年来; 增长, 达到)
    target       what is aimed at (力争, 确保, 目标, 预期, 要, 将; 到2035年)
    unmarked     what neither shows (not listed unless asked for)
    The cue nearest before the number in its sentence decides, a word or a time; a period
    that ends after the date of the document is a target.
    cntext commitments corpus/ --by year  by year
    cntext commitments corpus/ --sort subject --min-range 2  a subject through the documents
    `cntext explain entities` has the cues and the rules; they go by the wording, not by the facts.
    """
    wanted = kind or _MARKED
    told = [one for one in counts.told if one.statement.stand.value in wanted]
    if min_range > 1:
        told = _frequent(told, min_range)
    if sort == "subject":
        told.sort(key=lambda one: (one.found.group, *_series(one)))
    elif by:
        told.sort(key=lambda one: one.found.group)
    shares = {stand: sum(t.statement.stand is stand for t in counts.told) for stand in Stand}
    note = Both(
        f"{counts.documents:,} 篇文档的数字：成绩 {shares[Stand.ACHIEVEMENT]:,}，"
        f"目标 {shares[Stand.TARGET]:,}，未标明 {shares[Stand.UNMARKED]:,}；"
        f"另有 {counts.passed:,} 处只用来分点（三个方面、五项原则），不列；按规则识别，会有错漏",
        f"numbers in {counts.documents:,} documents: {shares[Stand.ACHIEVEMENT]:,} achievements, "
        f"{shares[Stand.TARGET]:,} targets, {shares[Stand.UNMARKED]:,} unmarked; "
        f"{counts.passed:,} more only order what is said (三个方面) and are not listed; "
        "by rules, which err",
    )
    return Table(
        name="commitments",
        title=Both("成绩与目标", "Achievements and targets"),
        columns=COLUMNS if by else COLUMNS[1:],
        rows=Rows(len(told), len(COLUMNS) - (not by), lambda i: _row(told[i], grouped=bool(by))),
        notes=(note,),
        warnings=_caveats(counts),
        group=("group",) if by else (),
        brief=_BRIEF,
    )


def _series(one: Told) -> tuple[bool, str, str, str]:
    mention = one.found.mention
    return not mention.subject, mention.subject, mention.unit, one.found.date


def _frequent(told: list[Told], least: int) -> list[Told]:
    """Return those whose subject, in the same unit, stands in ``least`` documents or more."""
    documents: dict[tuple[str, str], set[str]] = {}
    for one in told:
        mention = one.found.mention
        documents.setdefault((mention.subject, mention.unit), set()).add(one.found.document)
    return [
        one
        for one in told
        if (mention := one.found.mention).subject
        and len(documents[mention.subject, mention.unit]) >= least
    ]


def _row(one: Told, *, grouped: bool) -> Row:
    found, m = one.found, one.found.mention
    return (
        *((found.group,) if grouped else ()),
        found.document,
        found.title or None,
        found.date or None,
        found.line,
        one.statement.stand.value,
        one.statement.cue or None,
        m.subject or None,
        found.written,
        m.value,
        m.value_max,
        m.unit or None,
        m.bound or None,
        m.time or None,
        m.first or None,
        m.last or None,
        m.start,
        m.end,
        found.id,
        found.sentence,
    )


def _caveats(counts: StatementCounts) -> tuple[Caveat, ...]:
    if not counts.undated:
        return ()
    return (
        Caveat(
            "undated",
            Both(
                f"{counts.undated:,} 篇没有日期，只能凭标志词判断（--date-from、--meta 可给出）",
                f"{counts.undated:,} documents have no date: words alone decide "
                "(--date-from or --meta gives one)",
            ),
        ),
    )
