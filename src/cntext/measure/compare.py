"""Compare a target with a reference: what is said more, or less, and how surely.
比较两批文本：哪些词用得更多、更少，差别多大、多可靠。
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any

from cntext.analysis import BY, SHARED, Condition, Cut, Opt, Takes, analysis
from cntext.corpus import Corpus
from cntext.errors import Both, UsageProblem
from cntext.frequencies import FrequencyList
from cntext.measure.stats.caveats import no_field
from cntext.measure.stats.comparison import BRIEF, COLUMNS, compared
from cntext.measure.stats.comparison_counts import REFERENCE, TARGET, count
from cntext.measure.stats.comparison_notes import notes
from cntext.measure.stats.comparison_pairs import Asked
from cntext.measure.stats.document_counts import DocumentCounts
from cntext.measure.stats.keyness_map import MAP_COLUMNS, map_rows
from cntext.measure.stats.limits import MIN_RANGE
from cntext.measure.stats.runs import Runs, in_runs
from cntext.measure.stats.sides import Sides, by_condition, by_group, by_path, check_ways
from cntext.query.evidence import Located, by_table
from cntext.stopwords import StopWords
from cntext.table import Caveat, Table

_SORTS = ("ll", "g2", "chi2", "bic", "log_ratio", "pct_diff", "odds_ratio", "simple_maths", "freq")

_USES = {
    "phrase": SHARED,
    "concept": frozenset({"stopwords", "paths", "lexicon"}),
}
_CUTS = {"word": Cut.UNITS, "char": Cut.TEXT, "concept": Cut.TEXT, "phrase": Cut.DICTIONARY}


def _check(chosen: Mapping[str, Any]) -> None:
    """Refuse what names no reference, or one that does not fit, before anything is read."""
    where = bool(chosen["target_where"] or chosen["ref_where"])
    listed = chosen["ref_list"] is not None
    check_ways([bool(chosen["ref"]), bool(chosen["by"]), where, listed])
    if listed and chosen["unit"] != "word":
        raise UsageProblem(
            f"--unit {chosen['unit']}",
            Both("频率表只有词", "a frequency list is of words"),
            Both("去掉 --unit", "leave --unit out"),
        )
    if chosen["view"] == "map" and not chosen["by"]:
        raise UsageProblem(
            "--view map",
            Both("要有分组", "needs groups"),
            Both("加 --by 字段", "add --by FIELD"),
        )


def _locate(corpus: Corpus, table: Table, given: Mapping[str, Any]) -> Iterator[Located]:
    """Find the terms on both sides; with --by, in the group of the row."""
    asked = [one for one in (given["target_where"], given["ref_where"]) if one]
    either = [True] * len(corpus)
    if len(asked) == 2:
        either = [
            a or b for a, b in zip(*(one.select(corpus.documents) for one in asked), strict=True)
        ]
    named = [row[0] != "group" for row in table.rows] if given["view"] == "map" else None
    for row, d, start, end in by_table(corpus, table, given):
        if either[d] and (named is None or named[row]):
            yield row, d, start, end


@analysis(
    "compare",
    zh="""比较目标与对照：哪些词在目标中用得更多（或更少）。

cntext compare corpus/ --target-where 'year>=2020'  选出的文档与其余的比
cntext compare corpus/ --by genre                   每一组与其余各组比
cntext compare new/ --ref old/                      两个文件夹
cntext compare corpus/page.txt --ref-list jieba     与一般汉语比（jieba 词典的频率）

ll 是对数似然（Rayson & Garside 2000，两格），g2 是四格的 G²；log_ratio 是频率之比的以 2
为底的对数（Hardie 2014，0 按 0.5 计），附 95% 区间；p 属于 --test 所选的统计量，p_adj 经
Benjamini–Hochberg 校正。这些检验把每个词当作独立事件，而一篇文章会反复用同一个词：p_perm 和
boot_low、boot_high 再以文档为单位做置换检验和自助区间（--resample 次）。--view map 给出对应
分析的坐标。""",
    drawn=lambda _: {"direction": "both"},
    columns=(*COLUMNS, *MAP_COLUMNS),
    cut=lambda chosen: _CUTS[chosen.get("unit", "word")],
    counts=count,
    in_runs=True,
    locate=_locate,
    # Which phrases there are, and which fields, are questions to the whole corpus.
    whole=lambda chosen: bool(
        chosen.get("unit") == "phrase" or chosen.get("target_where") or chosen.get("ref_where")
    ),
    uses=lambda chosen: _USES.get(chosen.get("unit", ""), frozenset({"stopwords", "paths"})),
    check=_check,
)
def compare(
    counts: DocumentCounts | Runs[DocumentCounts],
    stopwords: StopWords,
    paths: Sequence[str] = (),
    *,
    ref: Annotated[
        tuple[str, ...],
        Opt(
            Both("对照：文件或文件夹（可重复）", "reference: file or folder (repeatable)"),
            takes=Takes.INPUTS,
        ),
    ] = (),
    by: Annotated[str, BY] = "",
    target_where: Annotated[
        Condition | None,
        Opt(Both("目标：符合条件的文档", "target: the documents that fit"), takes=Takes.CONDITION),
    ] = None,
    ref_where: Annotated[
        Condition | None,
        Opt(
            Both(
                "对照：符合条件的文档（默认其余）",
                "reference: the documents that fit (default: the rest)",
            ),
            takes=Takes.CONDITION,
        ),
    ] = None,
    ref_list: Annotated[
        FrequencyList | None,
        Opt(
            Both(
                "对照：频率表，或 jieba（词典频率）",
                "reference: a frequency list, or jieba (its dictionary)",
            ),
            takes=Takes.FREQUENCIES,
        ),
    ] = None,
    unit: Annotated[
        str,
        Opt(
            Both(
                "比较什么：词、汉字、短语或概念",
                "what to compare: words, characters, phrases, concepts",
            ),
            choices=("word", "char", "phrase", "concept"),
        ),
    ] = "word",
    view: Annotated[
        str,
        Opt(
            Both(
                "表：terms 各词，map 对应分析坐标", "table: terms, or map (correspondence analysis)"
            ),
            choices=("terms", "map"),
        ),
    ] = "terms",
    direction: Annotated[
        str,
        Opt(
            Both("要用得更多的、更少的还是都要", "more frequent, less, or both"),
            choices=("over", "under", "both"),
        ),
    ] = "over",
    test: Annotated[
        str,
        Opt(
            Both("p 属于哪个统计量", "the statistic that p belongs to"),
            choices=("ll", "g2", "chi2", "yates", "williams"),
        ),
    ] = "ll",
    smooth: Annotated[
        float,
        Opt(
            Both("simple maths 所加的常数（每百万）", "constant of simple maths, per million"),
            min=0.001,
        ),
    ] = 1.0,
    resample: Annotated[
        int,
        Opt(
            Both("以文档为单位重抽的次数，0 不做", "rounds of resampling by documents, 0: none"),
            min=0,
            max=100_000,
        ),
    ] = 999,
    seed: Annotated[int, Opt(Both("随机数种子", "seed of the random numbers"), min=0)] = 0,
    sort: Annotated[str, Opt(Both("按哪一栏排序", "column to sort by"), choices=_SORTS)] = "ll",
    min_freq: Annotated[
        int,
        Opt(
            Both("目标与对照合计的最低频次", "lowest frequency, target and reference together"),
            min=1,
        ),
    ] = 5,
    min_range: Annotated[int, MIN_RANGE] = 1,
) -> Table:
    """Compare a target with a reference: the words that it uses more, or less.

    cntext compare corpus/ --target-where 'year>=2020'  documents against the rest
    cntext compare corpus/ --by genre                   each group against all the others
    cntext compare new/ --ref old/                      two folders
    cntext compare corpus/page.txt --ref-list jieba     general Chinese, by jieba's dictionary

    ll is the log-likelihood of Rayson & Garside 2000 (two cells), g2 that of all four
    cells; log_ratio is log2 of the ratio of rates (Hardie 2014; 0 counts as 0.5), with its
    95% interval; p belongs to the statistic of --test, p_adj is it after
    Benjamini-Hochberg. These tests take every word for an independent event, while a
    document that uses a word repeats it: p_perm (a permutation test) and boot_low,
    boot_high (bootstrap) are by documents, of --resample rounds. --view map gives the
    coordinates of a correspondence analysis.
    """
    del target_where, ref_where  # the counts say what they answer
    runs = in_runs(counts).each(
        lambda run: run.take([i for i, t in enumerate(run.terms) if t not in stopwords])
    )
    documents = runs.documents
    sides: list[Sides] | FrequencyList
    if ref_list is not None:
        sides = ref_list
    elif by:
        sides = by_group(documents, by)
    elif ref:
        sides = by_path(documents, paths, ref)
    else:
        facts = documents.facts
        sides = by_condition(facts.get(TARGET, ()), facts.get(REFERENCE, ()))
    asked = Asked(direction, test, smooth, resample, seed, sort, min_freq, min_range)
    if view == "map" and not isinstance(sides, FrequencyList):
        return _map(runs, sides, by, asked)
    table = compared(runs, sides, asked, grouped=bool(by))
    return Table(
        name="compare",
        title=_TITLES[unit],
        columns=table.columns,
        rows=table.rows,
        notes=notes(
            documents,
            sides,
            unit,
            resample=table.rounds,
            seed=seed,
            direction=direction,
            dropped=table.dropped,
        ),
        warnings=(*table.warnings, *_missing(documents, by)),
        weight="ll",
        group=("group",) if by else (),
        brief=BRIEF,
    )


def _map(
    runs: Runs[DocumentCounts],
    sides: list[Sides],
    by: str,
    asked: Asked,
) -> Table:
    found = map_rows(runs, sides, asked.min_freq, asked.min_range)
    return Table(
        name="compare",
        title=Both("对应分析", "Correspondence analysis"),
        columns=MAP_COLUMNS,
        rows=found.rows,
        notes=found.notes,
        warnings=(*found.warnings, *_missing(runs.documents, by)),
        group=("kind",),
    )


def _missing(counts: DocumentCounts, by: str) -> tuple[Caveat, ...]:
    return no_field(by, counts.facts[by].count("")) if by else ()


_TITLES = {
    "word": Both("关键词比较", "Keyness of words"),
    "char": Both("用字比较", "Keyness of characters"),
    "phrase": Both("短语比较", "Keyness of phrases"),
    "concept": Both("概念比较", "Keyness of concepts"),
}
