"""Analyse co-words: terms that stand together, clusters, networks.
共词分析：共现、聚类、战略坐标，可导出网络。
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Any

from cntext.analysis import BY, SHARED, Background, Cut, Opt, analysis
from cntext.corpus import Corpus
from cntext.errors import Both
from cntext.lexicon import Lexicon
from cntext.measure.stats.coword_counts import (
    CowordCounts,
    count_listed_together,
    count_words_together,
    listing_of,
)
from cntext.measure.stats.coword_places import listed_hits, located, word_hits
from cntext.measure.stats.coword_tables import COLUMNS, NORMS, VIEWS, Analysed, analysed
from cntext.measure.stats.phrase_discovery import dated_documents, discover
from cntext.query.evidence import Located
from cntext.stopwords import StopWords
from cntext.table import Table

_CUTS = {"word": Cut.UNITS, "phrase": Cut.DICTIONARY, "concept": Cut.TEXT}


def count(
    corpus: Corpus,
    lexicon: Lexicon,
    stopwords: StopWords,
    background: Background | None = None,
    function_words: frozenset[str] = frozenset(),
    padding: frozenset[str] = frozenset(),
    terms: tuple[str, ...] = (),
    *,
    unit: str,
    within: str,
    top: int,
    min_length: int,
    by: str = "",
) -> CowordCounts:
    """Count ``terms`` together, or the most widespread of what ``unit`` says, by field ``by``."""
    if unit == "word" and not terms:

        def keep(word: str) -> bool:
            return len(word) >= min_length and word not in stopwords

        return count_words_together(corpus, keep, top, within, by)
    lists = (lexicon, background, function_words, padding)
    return count_listed_together(corpus, _listing(corpus, terms, unit, *lists), within, by)


def _listing(
    corpus: Corpus,
    terms: tuple[str, ...],
    unit: str,
    lexicon: Lexicon,
    background: Background | None,
    function_words: frozenset[str],
    padding: frozenset[str],
) -> Lexicon:
    """Return what is looked for on the text: given terms, concepts, or phrases listed and found."""
    if terms:
        return listing_of(terms, lexicon, concepts=unit == "concept")
    if unit == "concept":
        return lexicon
    if background is None:
        raise TypeError("phrases are found with a background")
    found = discover(corpus, background, function_words, padding, dated=dated_documents(corpus))
    phrases = [*lexicon.forms, *(phrase.text for phrase in found)]
    return listing_of(phrases, lexicon, concepts=False)


_LISTS = ("lexicon", "background", "function_words", "padding")


def _locate(corpus: Corpus, table: Table, given: Mapping[str, Any]) -> Iterable[Located]:
    """Find the stretches behind a pair or a cluster, and the places of a term."""
    if given["unit"] == "word" and not given["terms"]:
        hits = word_hits(corpus)
    else:
        lexicon, background, words, padding = (given.get(name) for name in _LISTS)
        listing = _listing(
            corpus,
            given["terms"],
            given["unit"],
            lexicon or Lexicon([]),
            background,
            words or frozenset(),
            padding or frozenset(),
        )
        hits = listed_hits(corpus, listing)
    return located(corpus, table, hits, given["within"], given["by"])


@analysis(
    "coword",
    zh="""共词分析：哪些词在同一句（段、篇）里同现。

cntext coword corpus/                        出现最广的 40 个词
cntext coword 产教融合 双高 实训 -- corpus/  所给的词，在原文上找
cntext coword --unit concept corpus/         词表的概念，各种写法都算
cntext coword corpus/ -o net.gexf            导出网络（.gexf、.graphml）

每对词：同现数 c_ij，Ochiai 系数 c/√(ci·cj)，Jaccard 系数，等价系数
c²/(ci·cj)，关联强度 N·c/(ci·cj)。--view matrix 共词矩阵；map 各词的类和坐标
（经典多维标度，距离 1 − --norm）；clusters 各类的向心度、密度和战略坐标象限
（Callon 等 1991，用等价系数）。聚类用类平均法，在模块度最大处切开（--clusters
指定类数）。--by 各组分列，所取的词相同。短语和所给的词按最长匹配：套在更长的
所列词里的不算同现。""",
    columns=COLUMNS,
    cut=lambda chosen: Cut.TEXT if chosen.get("terms") else _CUTS[chosen.get("unit", "word")],
    counts=count,
    locate=_locate,
    # Which words or phrases there are is a question to the whole corpus.
    whole=lambda chosen: not chosen.get("terms") and chosen.get("unit") != "concept",
    uses=lambda chosen: (
        SHARED
        if chosen.get("unit") == "phrase" and not chosen.get("terms")
        else frozenset({"lexicon", "stopwords"})
    ),
)
def coword(
    counts: CowordCounts,
    terms: tuple[str, ...] = (),
    *,
    unit: Annotated[
        str,
        Opt(
            Both("词、短语，或词表的概念", "words, phrases, or concepts of the lexicon"),
            choices=("word", "phrase", "concept"),
        ),
    ] = "word",
    within: Annotated[
        str,
        Opt(
            Both("同现的范围", "what terms must share to be together"),
            choices=("sentence", "paragraph", "document"),
        ),
    ] = "sentence",
    by: Annotated[str, BY] = "",
    top: Annotated[
        int,
        Opt(
            Both("没有给词时取出现最广的几个", "how many terms, where none are given"),
            min=2,
            max=500,
        ),
    ] = 40,
    min_length: Annotated[
        int, Opt(Both("没有给词时的最短字数", "shortest word, in characters"), min=1)
    ] = 2,
    norm: Annotated[
        str,
        Opt(Both("排序、聚类和坐标用的系数", "index to sort, cluster and map by"), choices=NORMS),
    ] = "ochiai",
    view: Annotated[
        str,
        Opt(
            Both(
                "表：词对、矩阵、各词的坐标、各类",
                "table: pairs, matrix, map of terms, clusters",
            ),
            choices=VIEWS,
        ),
    ] = "pairs",
    clusters: Annotated[
        int, Opt(Both("类数，0 为自动", "number of clusters, 0: found"), min=0, max=500)
    ] = 0,
    min_freq: Annotated[int, Opt(Both("词对的最低同现数", "lowest count of a pair"), min=1)] = 1,
) -> Table:
    """Analyse co-words: which terms stand in the same sentence, or document.

    cntext coword corpus/                        the 40 most widespread words
    cntext coword 产教融合 双高 实训 -- corpus/  these, found on the text
    cntext coword --unit concept corpus/         concepts, in all their forms
    cntext coword corpus/ -o net.gexf            the network (.gexf, .graphml)

    Of each pair: the count c_ij, Ochiai's index c/√(ci·cj), Jaccard's, the
    equivalence index c²/(ci·cj), the association strength N·c/(ci·cj). --view
    matrix is the co-word matrix; map gives each term its cluster and coordinates
    (classical scaling of 1 - --norm); clusters gives centrality, density and the
    quadrant of the strategic diagram (Callon et al. 1991, by the equivalence
    index). Clusters are by average linkage, cut where modularity is greatest
    (--clusters sets their number). --by makes a list of each group, of the same
    terms. Phrases and given terms are matched longest
    first: one inside a longer listed one is not beside it.
    """
    del min_length, by  # the counts are by them already
    if not terms:
        one = counts.whole().matrix.diagonal()
        order = sorted(range(len(one)), key=lambda i: (-int(one[i]), counts.terms[i]))
        counts = counts.take([i for i in order[:top] if one[i]])
    groups = {name: counts.of(g) for g, name in enumerate(counts.groups)} if counts.by else {}
    asked = Analysed(view, norm, within, unit, clusters, min_freq, bool(terms))
    return analysed(counts.whole(), groups, asked)
