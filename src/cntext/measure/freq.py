"""Frequency: how often each word, phrase or character occurs, and in how many documents."""

from __future__ import annotations

from typing import Annotated

from cntext.analysis import Opt, analysis
from cntext.corpus import Corpus
from cntext.errors import Both
from cntext.lazy import np
from cntext.measure.stats.counting import Counts, count_characters, count_types
from cntext.stopwords import StopWords
from cntext.table import Caveat, Column, Role, Row, Table, Type, Unit

COLUMNS = (
    Column("group", Both("分组", "Group"), Type.STRING, role=Role.KEY, optional=True),
    Column("rank", Both("名次", "Rank"), Type.INTEGER, Unit.RANK, Role.KEY),
    Column("word", Both("词", "Word"), Type.STRING, role=Role.TERM),
    Column("freq", Both("频次", "Freq"), Type.INTEGER, Unit.COUNT),
    Column("range", Both("文档数", "Range"), Type.INTEGER, Unit.COUNT),
    Column("per_million", Both("每百万", "Per million"), Type.NUMBER, Unit.PER_MILLION),
)


@analysis(
    "freq",
    zh="""统计词频：频次、出现文档数、每百万词频率。

词表中的政策短语（产教融合等）默认各算一个单位；--plain 给出 jieba 原样的词。
默认去掉虚词和纯数字（--stopwords none 全部保留）；标点从不计入。
每百万的分母是全部词（含虚词和数字，不含标点）；--unit char 时是全部汉字。
要按原文逐字统计政策短语，用 cntext phrases。""",
    columns=COLUMNS,
)
def freq(
    corpus: Corpus,
    stopwords: StopWords,
    *,
    unit: Annotated[
        str,
        Opt(
            Both("统计单位：词或汉字", "what to count: words or characters"),
            choices=("word", "char"),
        ),
    ] = "word",
    by: Annotated[
        str,
        Opt(
            Both(
                "分组：document、year、source、genre 等字段",
                "count by a field: document, year, source, genre ...",
            ),
            field=True,
        ),
    ] = "",
    min_freq: Annotated[int, Opt(Both("最低频次", "lowest frequency"), min=1)] = 1,
    min_range: Annotated[int, Opt(Both("最少文档数", "lowest number of documents"), min=1)] = 1,
) -> Table:
    """Count words: frequency, range (documents) and frequency per million.

    Phrases of the policy lexicon count as one unit each; --plain gives jieba's own words.
    Function words and bare numbers are left out (--stopwords none keeps them);
    punctuation never counts. The base of "per million" is all words, function words and
    numbers included, punctuation not; with --unit char, all Chinese characters.
    To count policy phrases on the characters of the text, use cntext phrases.
    """
    counts = count_characters(corpus, by) if unit == "char" else count_types(corpus, by)
    keep = np.fromiter((term not in stopwords for term in counts.terms), bool, len(counts.terms))
    rows: list[Row] = []
    for g, group in enumerate(counts.groups):
        rows += _rows(counts, g, keep, min_freq, min_range, (group,) if by else ())
    base = Both(
        "每百万：分母为全部汉字" if unit == "char" else "每百万：分母为全部词（不含标点）",
        "per million Chinese characters"
        if unit == "char"
        else "per million words (punctuation not counted)",
    )
    sizes = f"{int(counts.base.sum()):,}"
    return Table(
        name="freq",
        title=Both("词频", "Word frequency")
        if unit == "word"
        else Both("字频", "Character frequency"),
        columns=COLUMNS if by else COLUMNS[1:],
        rows=rows,
        notes=(Both(f"{base.zh}，共 {sizes}", f"{base.en}, {sizes} in all"),),
        warnings=_caveats(by, counts),
        weight="freq",
        group=("group",) if by else (),
    )


def _rows(
    counts: Counts, g: int, keep: np.ndarray, min_freq: int, min_range: int, head: Row
) -> list[Row]:
    chosen = np.flatnonzero(keep & (counts.freq[g] >= min_freq) & (counts.range[g] >= min_range))
    base = int(counts.base[g])
    ordered = sorted(chosen.tolist(), key=lambda t: (-counts.freq[g, t], counts.terms[t]))
    return [
        (
            *head,
            rank,
            counts.terms[t],
            int(counts.freq[g, t]),
            int(counts.range[g, t]),
            1e6 * int(counts.freq[g, t]) / base if base else None,
        )
        for rank, t in enumerate(ordered, start=1)
    ]


def _caveats(by: str, counts: Counts) -> tuple[Caveat, ...]:
    if by and by != "document" and "" in counts.groups:
        return (
            Caveat(
                "no-field",
                Both(f"有文档没有“{by}”字段，归入空组", f"some documents have no {by!r}; group “”"),
            ),
        )
    return ()
