"""Find collocates: what stands near a term, and how far beyond chance.
词语搭配：哪些词常在附近，G²、logDice、MI、t、z、ΔP。
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from cntext.analysis import BY, Opt, analysis
from cntext.corpus import Corpus
from cntext.errors import Both
from cntext.lexicon import Lexicon
from cntext.measure.stats.collocate_counts import CollocateCounts
from cntext.measure.stats.collocate_notes import caveats, notes
from cntext.measure.stats.collocate_places import located
from cntext.measure.stats.collocate_rows import COLUMNS, MEASURES, columns_of, rows_of
from cntext.measure.stats.collocation import count_near
from cntext.measure.stats.node_hits import find_hits, span_finder
from cntext.measure.stats.window import window_of
from cntext.query.evidence import Located
from cntext.stopwords import StopWords
from cntext.table import Table

_BRIEF = (
    *("node", "group", "collocate", "freq_coll", "freq", "f_left", "f_right"),
    *("g2", "log_dice", "mi", "range", "expected", "p_adj", "t", "delta_p", "npmi"),
    *("mi3", "z", "delta_p_back", "p", "rank"),
)


def count(
    corpus: Corpus,
    lexicon: Lexicon,
    terms: tuple[str, ...],
    *,
    window: str,
    border: str,
    by: str,
    concepts: bool,
    whole_words: bool,
) -> CollocateCounts:
    """Count the words near ``terms``, by field ``by``."""
    find = span_finder(terms, lexicon, concepts=concepts)
    return count_near(corpus, terms, find, window_of(window, border), by, whole_words=whole_words)


def _locate(corpus: Corpus, table: Table, given: Mapping[str, Any]) -> Iterator[Located]:
    """Find what was counted: each word near a node, from the one to the other."""
    find = span_finder(given["terms"], given["lexicon"], concepts=given["concepts"])
    near = window_of(given["window"], given["border"])
    hits = find_hits(corpus, find, near.border, whole_words=given["whole_words"])
    return located(corpus, table, hits, near, given["terms"], given["by"])


@analysis(
    "collocates",
    zh="""找出词语的搭配：哪些词常在它附近，比偶然多多少。

cntext collocates 产教融合 -- corpus/          前后各 5 词
cntext collocates 改革 开放 -w 3R -- corpus/   右边 3 词，两个节点
cntext collocates 教育 -w sentence -- corpus/  同一句

节点在原文上逐字找，在更长的词里也算（--whole-words：只要起止在词界上的；
--concepts：按词表概念，各种写法都算）。窗口按词数，标点不占位，不越过句末
（--border 改为段落或文档）；一个词靠近几处节点时只算一次，归最近的一处。
期望 E = f1·f2·W/N：f1 节点频次，f2 该词频次，W 每处节点附近的平均词数，
N 全部词数。g2 是四格对数似然（Dunning 1993），p 由它得出（χ²，自由度 1），
p_adj 经 Benjamini–Hochberg 校正。-w sentence、paragraph、document 按同句、
同段、同篇计数。""",
    columns=COLUMNS,
    counts=count,
    locate=_locate,
    check=lambda chosen: window_of(chosen["window"], chosen["border"]),
)
def collocates(
    counts: CollocateCounts,
    stopwords: StopWords,
    terms: tuple[str, ...],
    *,
    window: Annotated[
        str,
        Opt(
            Both(
                "窗口：5L5R（左右各 5 词）、3L、5，或 sentence、paragraph、document",
                "what is near: 5L5R (words to left and right), 3L, 5, or sentence, paragraph, "
                "document",
            ),
            short="-w",
        ),
    ] = "5L5R",
    border: Annotated[
        str,
        Opt(
            Both("窗口不越过什么", "what a window of words does not reach beyond"),
            choices=("sentence", "paragraph", "document"),
        ),
    ] = "sentence",
    measure: Annotated[
        str, Opt(Both("按哪个统计量排序", "measure to sort by"), choices=MEASURES)
    ] = "g2",
    by: Annotated[str, BY] = "",
    concepts: Annotated[
        bool,
        Opt(Both("词表所列的词，各种写法都算", "count terms of the lexicon in all their forms")),
    ] = False,
    whole_words: Annotated[
        bool,
        Opt(
            Both("节点只要起止都在词界上的", "nodes only where they begin and end at word borders")
        ),
    ] = False,
    min_freq: Annotated[int, Opt(Both("最低共现频次", "lowest frequency of the pair"), min=1)] = 2,
    min_range: Annotated[
        int,
        Opt(Both("共现的最少文档数", "lowest number of documents with the pair"), min=1),
    ] = 1,
) -> Table:
    """Find the collocates of terms: what stands near them, beyond chance.

    cntext collocates 产教融合 -- corpus/          five words on either side
    cntext collocates 改革 开放 -w 3R -- corpus/   three words to the right, two nodes
    cntext collocates 教育 -w sentence -- corpus/  in the same sentence

    Nodes are found on the characters of the text, inside longer words too
    (--whole-words: at word borders only; --concepts: in all forms of the
    lexicon). Windows are of words: punctuation takes no place, and none reaches
    beyond its sentence (--border: paragraph or document). A word near several
    nodes counts once, for the nearest. The expected frequency is E = f1·f2·W/N:
    f1 of the node, f2 of the word, W words near each node on average, N words in
    all. g2 is the log-likelihood of all four cells (Dunning 1993), p belongs to
    it (χ², one degree of freedom), p_adj is p after Benjamini-Hochberg. With -w
    sentence, paragraph or document, the counts are numbers of those.
    """
    del concepts, whole_words  # the counts are by them already
    near = window_of(window, border)
    found = rows_of(counts, stopwords, measure, min_freq, min_range)
    shown = columns_of(near, grouped=bool(by), several=len(terms) > 1)
    at = [i for i, column in enumerate(COLUMNS) if column in shown]
    return Table(
        name="collocates",
        title=_title(terms),
        columns=shown,
        rows=found.only(at),
        notes=notes(counts, near, found),
        warnings=caveats(counts, found),
        weight=measure,
        group=(*(["node"] if len(terms) > 1 else []), *(["group"] if by else [])),
        brief=_BRIEF,
    )


def _title(terms: tuple[str, ...]) -> Both:
    if len(terms) > 1:
        return Both("搭配", "Collocates")
    return Both(f"“{terms[0]}”的搭配", f"Collocates of {terms[0]}")
