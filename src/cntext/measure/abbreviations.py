"""Find abbreviations and the full names or lists that they stand for.
找出简称及其全称：以下简称……，三全育人，高职。
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Annotated

from cntext.analysis import Background, Cut, Opt, analysis
from cntext.corpus import Corpus
from cntext.errors import Both
from cntext.lexicon import Lexicon
from cntext.measure.stats.abbreviation_counts import (
    AbbreviationCounts,
    Evidence,
    Key,
    Kind,
    count_abbreviations,
)
from cntext.measure.stats.numeral_names import Confidence
from cntext.table import Column, Entry, Role, Row, Table, Type, Unit

COLUMNS = (
    Column("rank", Both("名次", "Rank"), Type.INTEGER, Unit.RANK, Role.KEY),
    Column("short", Both("简称", "Short"), Type.STRING, role=Role.TERM),
    Column("full", Both("全称", "Full name"), Type.STRING, role=Role.CONTEXT),
    Column(
        "kind",
        Both("来源", "Kind"),
        Type.STRING,
        role=Role.CONTEXT,
        says=(
            ("introduced", Both("以下简称", "introduced")),
            ("numeral", Both("数字略语", "numeral")),
            ("clipped", Both("截取", "clipped")),
        ),
    ),
    Column(
        "confidence",
        Both("把握", "Confidence"),
        Type.STRING,
        role=Role.CONTEXT,
        says=(
            ("high", Both("高", "high")),
            ("medium", Both("中", "medium")),
            ("low", Both("低", "low")),
        ),
    ),
    Column("short_freq", Both("简称频次", "Short freq"), Type.INTEGER, Unit.COUNT),
    Column("full_freq", Both("全称频次", "Full freq"), Type.INTEGER, Unit.COUNT),
    Column("range", Both("文档数", "Range"), Type.INTEGER, Unit.COUNT),
    Column("general", Both("可通用", "General"), Type.BOOLEAN, role=Role.CONTEXT),
    Column("known", Both("已收录", "Known"), Type.BOOLEAN, role=Role.CONTEXT),
    Column("document", Both("文档", "Document"), Type.STRING, role=Role.CONTEXT),
    Column("date", Both("日期", "Date"), Type.STRING, Unit.DATE, Role.CONTEXT),
    Column("line", Both("原文行", "Line"), Type.INTEGER, Unit.LINE, Role.CONTEXT),
    Column("example", Both("依据", "Evidence"), Type.STRING, role=Role.EXAMPLE),
)
BRIEF = ("short", "full", "confidence", "short_freq", "range")
_LEVELS = tuple(level.value for level in Confidence)
# A clipped name may be commoner than the rarer of its words this many times: 高校, 高等.
_COMMONER, _OFTENER = 2, 10
_KINDS = ("all", *(kind.value for kind in Kind))


def count(corpus: Corpus, lexicon: Lexicon) -> AbbreviationCounts:
    """Find the pairs; abbreviations that the lexicon lists need no quotation marks."""
    return count_abbreviations(corpus, frozenset(lexicon.forms))


@analysis(
    "abbreviations",
    zh="""找出简称和全称，附依据的句子；只列候选，不改任何统计。

introduced  ……（以下简称“……”）：只在该文之内有效
numeral  数字略语与同一篇中项数、用字相合的并列：三全育人 = 全员育人、全程育人、全方位育人
clipped  从四字截取的两字，同一篇里旁边有同样的词：高职院校、高等职业院校
把握  high 两者相接；medium 在同一句或邻句，截取的有两个以上同样的邻词；low 其余
频次在有依据的文档中统计（以下简称的从引入处起，截取的只算单独成词的）。
可通用：全文库只有一个全称，以下简称的还须不是普通词。
认可的写成词表，再用 --lexicon 读入，统计时才合并。

cntext abbreviations corpus/ --min-confidence medium -o short.lexicon  认可的写成词表
cntext freq corpus/ --unit concept --lexicon short.lexicon  用它合并统计""",
    columns=COLUMNS,
    cut=Cut.WORDS,
    counts=count,
    brief=BRIEF,
)
def abbreviations(
    counts: AbbreviationCounts,
    background: Background,
    lexicon: Lexicon,
    *,
    kind: Annotated[
        str, Opt(Both("只要这一种", "pairs of this kind only"), choices=_KINDS)
    ] = "all",
    min_confidence: Annotated[
        str, Opt(Both("最低把握", "lowest confidence"), choices=_LEVELS)
    ] = "low",
    new_only: Annotated[
        bool, Opt(Both("只要词表里没有的", "only pairs that the lexicon does not list"))
    ] = False,
) -> Table:
    """Find short names and full names, with the sentence that pairs them.

    introduced  ... (以下简称“...”), good within that article
    numeral     a numeral and a list in the same text that fits it in number and
                characters: 三全育人 = 全员育人、全程育人、全方位育人
    clipped     two characters of four, with the same words beside them in the same
                text: 高职院校, 高等职业院校
    Confidence  high: side by side; medium: in the same sentence or the next, of a
                clipped name two or more words that stand beside both; low: the rest
    Counts are of the documents with evidence (an introduced name: from there on; a
    clipped one: as a word). General: with one full name in all texts, and, if
    introduced, no ordinary word. No other table is changed; what you accept, write as
    a lexicon and give back with --lexicon.

    cntext abbreviations corpus/ --min-confidence medium -o short.lexicon  what you accept, as a lexicon
    cntext freq corpus/ --unit concept --lexicon short.lexicon  count by it
    """
    wanted = {Kind(kind)} if kind != "all" else set(Kind)
    lowest = _LEVELS.index(min_confidence)
    return finish(counts, background, lexicon, wanted, lowest, new_only=new_only)


def finish(
    counts: AbbreviationCounts,
    background: Background,
    lexicon: Lexicon,
    wanted: set[Kind],
    lowest: int,
    *,
    new_only: bool = False,
) -> Table:
    """Return the table of ``counts``: the surest first, then by range, frequency, name."""
    pairs = {
        key: evidence
        for key, evidence in counts.pairs.items()
        if key[0] is not Kind.CLIPPED or _is_clipped(key, evidence, background)
    }
    fulls: dict[tuple[Kind, str], set[str]] = {}
    for kind, short, full in pairs:
        fulls.setdefault((kind, short), set()).add(full)
    keys = [
        key
        for key, evidence in pairs.items()
        if key[0] in wanted
        and _LEVELS.index(evidence.confidence.value) <= lowest
        and not (new_only and _known(key, lexicon))
    ]
    keys.sort(key=lambda key: (*_order(counts, key), key[1], key[2]))
    rows: list[Row] = []
    for rank, key in enumerate(keys, start=1):
        kind, short, full = key
        found = counts.pairs[key]
        general = kind is Kind.NUMERAL or len(fulls[kind, short]) == 1
        if kind is Kind.INTRODUCED:
            general &= not background.freq(short) and "《" not in short
        rows.append((
            rank,
            short,
            full,
            kind.value,
            found.confidence.value,
            found.short_freq,
            found.full_freq,
            found.range,
            general,
            _known(key, lexicon),
            found.document,
            found.date,
            found.line,
            found.sentence,
        ))  # fmt: skip
    guards = {(short, full): pairs[kind, short, full].guards for kind, short, full in keys}
    note = Both(
        f"{counts.documents:,} 篇文档；只是候选，不改任何统计",
        f"{counts.documents:,} documents; candidates only: no count is changed by them",
    )
    return Table(
        name="abbreviations",
        title=Both("简称与全称", "Abbreviations and full names"),
        columns=COLUMNS,
        rows=rows,
        notes=(note,),
        weight="short_freq",
        entry=partial(_entry, lexicon, guards),
    )


def _is_clipped(key: Key, evidence: Evidence, background: Background) -> bool:
    """Say whether the short name is not much commoner in general Chinese than either half of the full.

    高职 is rare beside 高等 and 职业; 学生 is no clipping of 学校卫生. Nor, on slight evidence, is a
    word that occurs in these texts ten times as often as what it would be short for.
    """
    _, short, full = key
    rarer = min(background.freq(full[:2]), background.freq(full[2:]))
    slight = evidence.confidence is Confidence.LOW
    often = slight and evidence.short_freq >= _OFTENER * evidence.full_freq
    return rarer > 0 and background.freq(short) <= _COMMONER * rarer and not often


def _order(counts: AbbreviationCounts, key: Key) -> tuple[int, int, int]:
    found = counts.pairs[key]
    return _LEVELS.index(found.confidence.value), -found.range, -found.short_freq


def _known(key: Key, lexicon: Lexicon) -> bool:
    concepts = [lexicon.concept_of.get(name) for name in key[1:]]
    return concepts[0] is not None and concepts[0] is concepts[1]


def _entry(
    lexicon: Lexicon, guards: Mapping[tuple[str, str], tuple[str, ...]], row: Row
) -> Entry | None:
    """Return what a lexicon file gets: what is new, and good beyond one article."""
    short, full = str(row[1]), str(row[2])
    if row[9] or not row[8]:
        return None
    listed = lexicon.concept_of.get(short) or lexicon.concept_of.get(full)
    name = listed.name if listed else short
    comment = f"{row[3]}, {row[4]}; {row[10]}:{row[12]}"
    forms = tuple(form for form in (short, full) if form != name)
    return Entry(name, forms, comment, guards=guards.get((short, full), ()))
