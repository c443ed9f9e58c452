"""Count concepts and their forms: everywhere, outside longer ones, by document.
统计概念及其写法：全部出现、独立出现、文档数。
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from cntext.analysis import BY, Cut, Opt, analysis
from cntext.errors import Both, UsageProblem
from cntext.lexicon import Concept, Lexicon
from cntext.measure.stats.caveats import nameless
from cntext.measure.stats.columns import with_words
from cntext.measure.stats.lexicon_counts import (
    First,
    FormKey,
    LexiconCounts,
    Tally,
    count_lexicon,
)
from cntext.measure.stats.lexicon_notes import (
    base_note,
    groups_of,
    met_note,
    overlap_note,
)
from cntext.table import Column, Role, Row, Table, Type, Unit

COLUMNS = (
    Column("group", Both("分组", "Group"), Type.STRING, role=Role.KEY, optional=True),
    Column("rank", Both("名次", "Rank"), Type.INTEGER, Unit.RANK, Role.KEY),
    Column("form", Both("写法", "Form"), Type.STRING, role=Role.TERM, optional=True),
    Column("concept", Both("概念", "Concept"), Type.STRING, role=Role.TERM),
    Column("category", Both("类别", "Category"), Type.STRING, role=Role.CONTEXT),
    Column("freq", Both("频次", "Total"), Type.INTEGER, Unit.COUNT),
    Column("maximal", Both("独立", "Maximal"), Type.INTEGER, Unit.COUNT),
    Column("range", Both("文档数", "Range"), Type.INTEGER, Unit.COUNT),
    Column("per_million", Both("每百万字", "Per million"), Type.NUMBER, Unit.PER_MILLION),
    Column("look_alikes", Both("误认", "Look-alikes"), Type.INTEGER, Unit.COUNT),
    Column("inside", Both("含于", "Inside"), Type.STRING, role=Role.CONTEXT),
    Column("forms", Both("各写法", "Forms"), Type.STRING, role=Role.CONTEXT, optional=True),
    Column("first_document", Both("最早文档", "First document"), Type.STRING, role=Role.CONTEXT),
    Column("first_date", Both("最早日期", "First date"), Type.STRING, Unit.DATE, Role.CONTEXT),
    Column("first_line", Both("原文行", "Line"), Type.INTEGER, Unit.LINE, Role.CONTEXT),
    Column("example", Both("例句", "Example"), Type.STRING, role=Role.EXAMPLE),
)
BRIEF = ("group", "rank", "form", "concept", "freq", "maximal", "range", "per_million")


@analysis(
    "lexicon-count",
    zh="""在正文上逐字统计词表中的概念（--unit form：每种写法），一处不漏。

频次  每一处都计，包括在更长的写法之内的；同一写法自左至右、互不重叠。
独立  不在任何更长的写法之内的；频次 = 独立 + 含于各更长写法的次数。
概念  同一处只计一次：双高计划中的双高不另计；“双高”计划与双高计划相同。
误认  落在护栏之内的（双高人群中的双高），已不计入；cntext lexicon guards 逐条列出。
别的写法不影响频次：加入“深化产教融合”，“产教融合”仍是原数。每百万字的分母是全部汉字。

cntext lexicon count corpus/                        概念
cntext lexicon count corpus/ --unit form --by year  各种写法，逐年""",
    columns=COLUMNS,
    cut=Cut.TEXT,
    counts=count_lexicon,
    brief=BRIEF,
)
def count(
    counts: LexiconCounts,
    lexicon: Lexicon,
    *,
    unit: Annotated[
        str,
        Opt(
            Both("统计单位：概念或写法", "what to count: concepts or forms"),
            choices=("concept", "form"),
        ),
    ] = "concept",
    by: Annotated[str, BY] = "",
    category: Annotated[str, Opt(Both("只要这一类", "concepts of this category only"))] = "",
    min_freq: Annotated[
        int,
        Opt(
            Both("最低频次（0 连没出现的也列出）", "lowest total (0 lists those never met)"), min=0
        ),
    ] = 1,
    min_range: Annotated[int, Opt(Both("最少文档数", "lowest number of documents"), min=0)] = 0,
    sort: Annotated[
        str,
        Opt(
            Both("排序", "order of rows"),
            choices=("freq", "maximal", "range", "date"),
        ),
    ] = "freq",
) -> Table:
    """Count the concepts of the lexicon on the text itself (--unit form: each form).

    Total    every occurrence, inside longer forms too; the same form left to right,
             without overlap
    Maximal  those that lie in no longer form; Total = Maximal + those inside others
    Concept  counted once a place: 双高 in 双高计划 is not counted again; “双高”计划 and
             双高计划 are the same
    Look-alikes lie in a guard (双高 in 双高人群) and are not counted; cntext lexicon
    guards lists them. No other form changes a Total: with 深化产教融合 added, 产教融合
    stays what it was. The base of "per million" is all Chinese characters.

    cntext lexicon count corpus/                        concepts
    cntext lexicon count corpus/ --unit form --by year  forms, by year
    """
    known = sorted({concept.category for concept in lexicon.concepts})
    if category and category not in known:
        raise UsageProblem(
            f"--category {category}",
            Both("没有这一类", "no such category"),
            Both("可用：" + "、".join(known), "there are: " + ", ".join(known)),
        )
    return finish(
        counts, lexicon, unit=unit, by=by, category=category, least=(min_freq, min_range), sort=sort
    )


def finish(
    counts: LexiconCounts,
    lexicon: Lexicon,
    *,
    unit: str = "concept",
    by: str = "",
    category: str = "",
    least: tuple[int, int] = (1, 0),
    sort: str = "freq",
) -> Table:
    """Return the table of ``counts``; ``least`` are the lowest total and range of a row."""
    wanted = [c for c in lexicon.concepts if not category or c.category == category]
    rows: list[Row] = []
    for group in groups_of(counts, by):
        lines = (
            _forms(counts, group, wanted) if unit == "form" else _concepts(counts, group, wanted)
        )
        kept = [x for x in lines if x.tally.total >= least[0] and x.tally.range >= least[1]]
        kept.sort(key=lambda line: (_order(line, sort), line.term))
        base = counts.han.get(group, 0)
        for rank, line in enumerate(kept, start=1):
            rows.append((*((group,) if by else ()), rank, *line.cells(base, unit)))
    left_out = {"form" if unit == "concept" else "forms", "" if by else "group"}
    columns = tuple(column for column in COLUMNS if column.id not in left_out)
    if unit == "form":
        columns = tuple(c._replace(role=Role.CONTEXT) if c.id == "concept" else c for c in columns)
    what = Both("写法", "forms") if unit == "form" else Both("概念", "concepts")
    return Table(
        name="lexicon-count",
        title=Both(f"词表统计：{what.zh}", f"The lexicon counted: {what.en}"),
        columns=with_words(columns, "category", lexicon.categories),
        rows=rows,
        notes=(overlap_note(), base_note(counts, by), *met_note(len(rows), counts)),
        warnings=nameless(by, counts.documents),
        weight="freq",
        group=("group",) if by else (),
    )


@dataclass(frozen=True, slots=True)
class _Line:
    """What a row says of one concept, or of one form as it is written."""

    term: str
    concept: Concept
    tally: Tally
    look_alikes: int
    inside: dict[str, int]
    forms: dict[str, int]
    first: First | None

    def cells(self, base: int, unit: str) -> Row:
        """Return the row, without group and rank."""
        tally, first = self.tally, self.first
        return (
            *((self.term,) if unit == "form" else ()),
            self.concept.name,
            self.concept.category,
            tally.total,
            tally.maximal,
            tally.range,
            1e6 * tally.total / base if base else None,
            self.look_alikes,
            _list(self.inside),
            *(() if unit == "form" else (_list(self.forms),)),
            first.document if first else None,
            first.date if first else None,
            first.line if first else None,
            first.sentence if first else None,
        )


def _list(counts: dict[str, int]) -> str:
    """Return "深化产教融合 7、产教融合实训基地 1": most frequent first, ties by code point."""
    ordered = sorted((pair for pair in counts.items() if pair[1]), key=lambda p: (-p[1], p[0]))
    return "、".join(f"{name} {number:,}" for name, number in ordered)


def _order(line: _Line, sort: str) -> tuple[object, ...]:
    tally = line.tally
    if sort == "date":
        return ((line.first.date if line.first else "") or "9999", -tally.total)
    return (-int(getattr(tally, "total" if sort == "freq" else sort)), -tally.total)


def _concepts(counts: LexiconCounts, group: str, wanted: Sequence[Concept]) -> list[_Line]:
    inside: dict[str, dict[str, int]] = {}
    for (of, concept, longer), nested in counts.nested_concepts.items():
        if of == group:
            inside.setdefault(concept, {})[longer] = nested.exclusive
    forms: dict[str, dict[str, int]] = {}
    concept_of = {form: concept.name for concept in wanted for form in concept.forms}
    for key, tally in counts.forms.items():
        if key.group == group and key.form in concept_of:
            forms.setdefault(concept_of[key.form], {})[key.written] = tally.total
    dropped: Counter[str] = Counter()
    for (of, form, _), number in counts.look_alikes.items():
        if of == group and form in concept_of:
            dropped[concept_of[form]] += number
    return [
        _Line(
            term=concept.name,
            concept=concept,
            tally=counts.concepts.get((group, concept.name), Tally()),
            look_alikes=dropped[concept.name],
            inside=inside.get(concept.name, {}),
            forms=forms.get(concept.name, {}),
            first=counts.first.get((group, concept.name, "")),
        )
        for concept in wanted
    ]


def _forms(counts: LexiconCounts, group: str, wanted: Sequence[Concept]) -> list[_Line]:
    inside: dict[str, dict[str, int]] = {}
    for (of, written, longer), nested in counts.nested.items():
        if of == group:
            inside.setdefault(written, {})[longer] = nested.exclusive
    dropped: Counter[str] = Counter()
    for (of, form, _), number in counts.look_alikes.items():
        if of == group:
            dropped[form] += number
    written_as: dict[str, set[str]] = {}
    for key in counts.forms:
        if key.group == group:
            written_as.setdefault(key.form, set()).add(key.written)
    return [
        _Line(
            term=written,
            concept=concept,
            tally=counts.forms.get(FormKey(group, form, written), Tally()),
            look_alikes=dropped[form] if written == form else 0,
            inside=inside.get(written, {}),
            forms={},
            first=counts.first.get((group, concept.name, written)),
        )
        for concept in wanted
        for form in concept.forms
        for written in sorted({form, *written_as.get(form, ())})
    ]
