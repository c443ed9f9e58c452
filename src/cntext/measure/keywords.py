"""Rank keywords by TF-IDF or TextRank, of the corpus or of each document.
提取关键词：TF-IDF 或 TextRank，整个语料或逐篇。
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Annotated

from cntext.analysis import BY, Background, Opt, analysis
from cntext.corpus import Corpus
from cntext.errors import Both
from cntext.lazy import np
from cntext.measure.stats.counting import Counts, count_types
from cntext.measure.stats.graph import textrank
from cntext.stopwords import StopWords
from cntext.table import Column, Role, Row, Table, Type, Unit

COLUMNS = (
    Column("group", Both("分组", "Group"), Type.STRING, role=Role.KEY, optional=True),
    Column("rank", Both("名次", "Rank"), Type.INTEGER, Unit.RANK, Role.KEY),
    Column("term", Both("关键词", "Term"), Type.STRING, role=Role.TERM),
    Column("score", Both("得分", "Score"), Type.NUMBER, Unit.SCORE),
    Column("freq", Both("频次", "Freq"), Type.INTEGER, Unit.COUNT),
    Column("range", Both("文档数", "Range"), Type.INTEGER, Unit.COUNT),
)
# With fewer documents, ln(D / df) takes so few values that it says little.
FEWEST_DOCUMENTS = 10


@analysis(
    "keywords",
    zh="""提取关键词：TF-IDF 或 TextRank，按整个语料或逐篇（--by document）。

TF-IDF = 词频 ÷ 组内词数 × idf；语料不少于 10 篇时 idf = ln(篇数 ÷ 文档数)，
否则用 jieba 自带的 idf 表（--idf 可指定）。TextRank 见 Mihalcea & Tarau 2004，
窗口 5，阻尼 0.85。虚词、数字和单字不参加（--min-length 1 保留单字）。""",
    columns=COLUMNS,
)
def keywords(
    corpus: Corpus,
    stopwords: StopWords,
    background: Background,
    *,
    method: Annotated[
        str, Opt(Both("算法", "how to score"), choices=("tfidf", "textrank"))
    ] = "tfidf",
    idf: Annotated[
        str,
        Opt(
            Both("idf 的来源", "where idf comes from"),
            choices=("auto", "corpus", "jieba"),
        ),
    ] = "auto",
    by: Annotated[str, BY] = "",
    min_length: Annotated[int, Opt(Both("最短字数", "shortest term, in characters"), min=1)] = 2,
    min_freq: Annotated[int, Opt(Both("最低频次", "lowest frequency"), min=1)] = 1,
) -> Table:
    """Rank the keywords of the corpus, or of each document (--by document).

    TF-IDF is frequency / words of the group * idf; with 10 documents or more
    idf = ln(documents / range), else jieba's own table (--idf chooses). TextRank after
    Mihalcea & Tarau 2004, window 5, damping 0.85. Function words, numbers and words of
    one character take no part (--min-length 1 keeps the latter).
    """
    counts = count_types(corpus, by)

    def keep(word: str) -> bool:
        return len(word) >= min_length and word not in stopwords

    source = idf if idf != "auto" else "corpus" if len(corpus) >= FEWEST_DOCUMENTS else "jieba"
    if method == "textrank":
        scores = _textrank(corpus, counts, by, keep)
        how = Both("TextRank：窗口 5，阻尼 0.85", "TextRank: window 5, damping 0.85")
    else:
        scores = _tfidf(corpus, counts, keep, background if source == "jieba" else None)
        how = (
            Both("TF-IDF：idf 取自 jieba 的 idf 表", "TF-IDF: idf from jieba's table")
            if source == "jieba"
            else Both(
                f"TF-IDF：idf = ln({len(corpus)} ÷ 文档数)",
                f"TF-IDF: idf = ln({len(corpus)} / range)",
            )
        )
    rows: list[Row] = []
    for g, group in enumerate(counts.groups):
        rows += _rows(counts, g, scores[g], min_freq, (group,) if by else ())
    return Table(
        name="keywords",
        title=Both("关键词", "Keywords"),
        columns=COLUMNS if by else COLUMNS[1:],
        rows=rows,
        notes=(how,),
        weight="score",
        group=("group",) if by else (),
    )


def _rows(counts: Counts, g: int, scores: dict[int, float], min_freq: int, head: Row) -> list[Row]:
    freq, spread = counts.freq[g].tolist(), counts.range[g].tolist()
    chosen = [t for t in scores if freq[t] >= min_freq]
    chosen.sort(key=lambda t: (-scores[t], counts.terms[t]))
    return [
        (*head, rank, counts.terms[t], scores[t], freq[t], spread[t])
        for rank, t in enumerate(chosen, start=1)
    ]


def _tfidf(
    corpus: Corpus, counts: Counts, keep: Callable[[str], bool], background: Background | None
) -> list[dict[int, float]]:
    freq = counts.freq
    documents = counts.range.sum(axis=0)  # a document is in one group only
    kept = np.fromiter(map(keep, counts.terms), bool, len(counts.terms))
    scores = []
    for g in range(len(counts.groups)):
        base = int(counts.base[g])
        scores.append(
            {
                t: int(freq[g, t])
                / base
                * (
                    background.idf(counts.terms[t])
                    if background
                    else math.log(len(corpus) / int(documents[t]))
                )
                for t in np.flatnonzero(kept & (freq[g] > 0)).tolist()
            }
        )
    return scores


def _textrank(
    corpus: Corpus, counts: Counts, by: str, keep: Callable[[str], bool]
) -> list[dict[int, float]]:
    place = {term: t for t, term in enumerate(counts.terms)}
    group_of = corpus.groups(by)[1].tolist() if by else [0] * len(corpus)
    running: list[list[str]] = [[] for _ in counts.groups]
    for d, g in enumerate(group_of):
        # Documents do not touch: a gap as wide as the window parts them.
        running[g] += [*corpus.words(d), *[""] * 5]
    return [
        {
            place[word]: score
            for word, score in textrank(words, lambda w: w in place and keep(w)).items()
        }
        for words in running
    ]
