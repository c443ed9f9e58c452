"""Every analysis as a function; written by ``python tools/api.py --write``, not by hand.

Each takes a `Corpus`, the terms that it looks for where it does, and the options of its command.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Literal

from cntext.api.corpus import Corpus, Several
from cntext.api.result import Result

__all__ = [
    "abbreviations",
    "code",
    "collocates",
    "commitments",
    "compare",
    "coword",
    "dispersion",
    "diversity",
    "entities",
    "freq",
    "keywords",
    "kwic",
    "lexicon_count",
    "lexicon_cuts",
    "lexicon_guards",
    "lexicon_nested",
    "lexicon_suggest",
    "ngrams",
    "phrases",
    "reuse",
    "seg",
    "similar",
    "topics",
    "trend",
]


def abbreviations(
    corpus: Corpus,
    *,
    kind: Literal["all", "introduced", "numeral", "clipped"] = "all",
    min_confidence: Literal["high", "medium", "low"] = "low",
    new_only: bool = False,
) -> Result:
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
    a lexicon and give back with ``lexicon``.

    找出简称和全称，附依据的句子；只列候选，不改任何统计。

    introduced  ……（以下简称“……”）：只在该文之内有效
    numeral  数字略语与同一篇中项数、用字相合的并列：三全育人 = 全员育人、全程育人、全方位育人
    clipped  从四字截取的两字，同一篇里旁边有同样的词：高职院校、高等职业院校
    把握  high 两者相接；medium 在同一句或邻句，截取的有两个以上同样的邻词；low 其余
    频次在有依据的文档中统计（以下简称的从引入处起，截取的只算单独成词的）。
    可通用：全文库只有一个全称，以下简称的还须不是普通词。
    认可的写成词表，再用 ``lexicon`` 读入，统计时才合并。

    Args:
        corpus: what to measure.
        kind: pairs of this kind only · 只要这一种
        min_confidence: lowest confidence · 最低把握
        new_only: only pairs that the lexicon does not list · 只要词表里没有的

    Returns:
        Columns: ``rank``, ``short``, ``full``, ``kind``, ``confidence``, ``short_freq``, ``full_freq``, ``range``, ``general``, ``known``, ``document``, ``date``, ``line``, ``example``.
    """
    return corpus.run(
        "abbreviations",
        {
            "kind": kind,
            "min_confidence": min_confidence,
            "new_only": new_only,
        },
    )


def code(
    corpus: Corpus,
    *,
    scheme: str | os.PathLike[str] = "instruments",
    unit: Literal["scheme", "sentence", "paragraph", "document"] = "scheme",
    by: str = "",
    view: Literal["codes", "matrix", "together", "units", "sheet"] = "codes",
    value: Literal["hits", "units", "share", "percent", "score", "mean"] = "hits",
    code: str = "",
    sample: int = 0,
    seed: int = 0,
    explain: str = "",
) -> Result:
    """Code sentences (paragraphs, documents) by a scheme and count: instruments, strength, tone.

    Terms are found on characters; rules have AND OR NOT NEAR/n WITHIN; negation (不 未 没有
    无) is told apart: see cntext explain coding.

    按编码方案给每句（段、篇）归类并统计：政策工具、政策力度、语气，或自己的方案。

    词按原字查找，规则有 AND OR NOT NEAR/n WITHIN，否定（不、未、没有、无）另计：见 cntext explain coding。

    Args:
        corpus: what to measure.
        scheme: coding scheme: instruments, strength, tone, or a file · 编码方案：instruments（政策工具）、strength（力度）、tone（语气）或文件
        unit: what is coded (scheme: as the scheme says) · 编码单位（scheme：由方案定）
        by: by a field: document, year, source, genre ... · 分组：document、year、source、genre 等字段
        view: what to show: codes, matrix, codes together, units, coding sheet · 看什么：各类别、矩阵、同现、各单位、编码表
        value: cells of the matrix · 矩阵各格：次数、单位数、占比、覆盖、权重和、平均权重
        code: list only units with this code · 只列有这一类的单位
        sample: draw so many units for a sheet, 0: no · 随机抽取多少个单位（编码表），0 不抽 (>= 0)
        seed: seed of the sample · 抽样的种子
        explain: say why this place is coded so · 说明这个位置为什么这样归类

    Returns:
        Columns: ``group`` (some), ``code`` (some), ``gloss`` (some), ``parent`` (some), ``hits`` (some), ``share`` (some), ``units`` (some), ``percent`` (some), ``range`` (some), ``score`` (some), ``mean`` (some), ``negated`` (some), ``look_alikes`` (some), ``a`` (some), ``b`` (some), ``both`` (some), ``units_a`` (some), ``units_b`` (some), ``jaccard`` (some), ``expected`` (some), ``lift`` (some), ``id`` (some), ``document`` (some), ``date`` (some), ``line`` (some), ``start`` (some), ``end`` (some), ``codes`` (some), ``text`` (some), ``note`` (some), ``by`` (some), ``outcome`` (some), ``node`` (some), ``detail`` (some), ``_`` (some), ``_units`` (some), ``_all`` (some), ``*`` (some).
    """
    return corpus.run(
        "code",
        {
            "scheme": scheme,
            "unit": unit,
            "by": by,
            "view": view,
            "value": value,
            "code": code,
            "sample": sample,
            "seed": seed,
            "explain": explain,
        },
    )


def collocates(
    corpus: Corpus,
    terms: str | Sequence[str],
    *,
    window: str = "5L5R",
    border: Literal["sentence", "paragraph", "document"] = "sentence",
    measure: Literal[
        "g2", "log_dice", "mi", "mi3", "npmi", "t", "z", "delta_p", "delta_p_back"
    ] = "g2",
    by: str = "",
    concepts: bool = False,
    whole_words: bool = False,
    min_freq: int = 2,
    min_range: int = 1,
) -> Result:
    """Find the collocates of terms: what stands near them, beyond chance.

    Nodes are found on the characters of the text, inside longer words too
    (``whole_words``: at word borders only; ``concepts``: in all forms of the
    lexicon). Windows are of words: punctuation takes no place, and none reaches
    beyond its sentence (``border``: paragraph or document). A word near several
    nodes counts once, for the nearest. The expected frequency is E = f1·f2·W/N:
    f1 of the node, f2 of the word, W words near each node on average, N words in
    all. g2 is the log-likelihood of all four cells (Dunning 1993), p belongs to
    it (χ², one degree of freedom), p_adj is p after Benjamini-Hochberg. With -w
    sentence, paragraph or document, the counts are numbers of those.

    找出词语的搭配：哪些词常在它附近，比偶然多多少。

    节点在原文上逐字找，在更长的词里也算（``whole_words``：只要起止在词界上的；
    ``concepts``：按词表概念，各种写法都算）。窗口按词数，标点不占位，不越过句末
    （``border`` 改为段落或文档）；一个词靠近几处节点时只算一次，归最近的一处。
    期望 E = f1·f2·W/N：f1 节点频次，f2 该词频次，W 每处节点附近的平均词数，
    N 全部词数。g2 是四格对数似然（Dunning 1993），p 由它得出（χ²，自由度 1），
    p_adj 经 Benjamini–Hochberg 校正。-w sentence、paragraph、document 按同句、
    同段、同篇计数。

    Args:
        corpus: what to measure.
        terms: what to look for.
        window: what is near: 5L5R (words to left and right), 3L, 5, or sentence, paragraph, document · 窗口：5L5R（左右各 5 词）、3L、5，或 sentence、paragraph、document
        border: what a window of words does not reach beyond · 窗口不越过什么
        measure: measure to sort by · 按哪个统计量排序
        by: by a field: document, year, source, genre ... · 分组：document、year、source、genre 等字段
        concepts: count terms of the lexicon in all their forms · 词表所列的词，各种写法都算
        whole_words: nodes only where they begin and end at word borders · 节点只要起止都在词界上的
        min_freq: lowest frequency of the pair · 最低共现频次 (>= 1)
        min_range: lowest number of documents with the pair · 共现的最少文档数 (>= 1)

    Returns:
        Columns: ``node`` (some), ``group`` (some), ``rank``, ``collocate``, ``freq_coll``, ``freq``, ``f_left`` (some), ``f_right`` (some), ``range``, ``expected``, ``g2``, ``log_dice``, ``mi``, ``mi3``, ``npmi``, ``t``, ``z``, ``delta_p``, ``delta_p_back``, ``p``, ``p_adj``, ``node_freq``, ``near``, ``size``.
    """
    return corpus.run(
        "collocates",
        {
            "window": window,
            "border": border,
            "measure": measure,
            "by": by,
            "concepts": concepts,
            "whole_words": whole_words,
            "min_freq": min_freq,
            "min_range": min_range,
        },
        terms,
    )


def commitments(
    corpus: Corpus,
    *,
    kind: Literal["achievement", "target", "unmarked"]
    | Sequence[Literal["achievement", "target", "unmarked"]] = (),
    by: str = "",
    sort: Literal["text", "subject"] = "text",
    min_range: int = 1,
) -> Result:
    """List the figures of achievements and targets, one row a number, with the sentence.

    achievement  what is done (累计, 已, 了, 去年, 5年来; 增长, 达到)
    target       what is aimed at (力争, 确保, 目标, 预期, 要, 将; 到2035年)
    unmarked     what neither shows (not listed unless asked for)
    The cue nearest before the number in its sentence decides, a word or a time; a period
    that ends after the date of the document is a target.
    `cntext explain entities` has the cues and the rules; they go by the wording, not by the facts.

    列出成绩和目标中的数字：对象、数值、时间、句子，一处一行。

    achievement  已经做到的（累计、已、了、去年、5年来；增长、达到）
    target       要做到的（力争、确保、目标、预期、要、将；到2035年）
    unmarked     两者都看不出的（默认不列）
    句中离数字最近、在它之前的标志词或时间决定性质；时期以文档日期为准，止于其后的是目标。
    标志词表和规则见 cntext explain entities；只按字面，不判断是否属实。

    Args:
        corpus: what to measure.
        kind: these only (repeatable; default: both) · 只要这些（可重复；默认成绩和目标）
        by: by a field: document, year, source, genre ... · 分组：document、year、source、genre 等字段
        sort: as in the texts, or by subject, then date · 按原文顺序，或按对象再按日期
        min_range: documents that have the subject, at least · 对象至少见于几篇文档 (>= 1)

    Returns:
        Columns: ``group`` (some), ``document``, ``title``, ``date``, ``line``, ``kind``, ``cue``, ``subject``, ``text``, ``value``, ``value_max``, ``unit``, ``bound``, ``time``, ``first``, ``last``, ``start``, ``end``, ``id``, ``example``.
    """
    return corpus.run(
        "commitments",
        {
            "kind": kind,
            "by": by,
            "sort": sort,
            "min_range": min_range,
        },
    )


def compare(
    corpus: Corpus,
    *,
    ref: Several = (),
    by: str = "",
    target_where: str | None = None,
    ref_where: str | None = None,
    ref_list: str | os.PathLike[str] | None = None,
    unit: Literal["word", "char", "phrase", "concept"] = "word",
    view: Literal["terms", "map"] = "terms",
    direction: Literal["over", "under", "both"] = "over",
    test: Literal["ll", "g2", "chi2", "yates", "williams"] = "ll",
    smooth: float = 1.0,
    resample: int = 999,
    seed: int = 0,
    sort: Literal[
        "ll", "g2", "chi2", "bic", "log_ratio", "pct_diff", "odds_ratio", "simple_maths", "freq"
    ] = "ll",
    min_freq: int = 5,
    min_range: int = 1,
) -> Result:
    """Compare a target with a reference: the words that it uses more, or less.

    ll is the log-likelihood of Rayson & Garside 2000 (two cells), g2 that of all four
    cells; log_ratio is log2 of the ratio of rates (Hardie 2014; 0 counts as 0.5), with its
    95% interval; p belongs to the statistic of ``test``, p_adj is it after
    Benjamini-Hochberg. These tests take every word for an independent event, while a
    document that uses a word repeats it: p_perm (a permutation test) and boot_low,
    boot_high (bootstrap) are by documents, of ``resample`` rounds. ``view`` map gives the
    coordinates of a correspondence analysis.

    比较目标与对照：哪些词在目标中用得更多（或更少）。

    ll 是对数似然（Rayson & Garside 2000，两格），g2 是四格的 G²；log_ratio 是频率之比的以 2
    为底的对数（Hardie 2014，0 按 0.5 计），附 95% 区间；p 属于 ``test`` 所选的统计量，p_adj 经
    Benjamini–Hochberg 校正。这些检验把每个词当作独立事件，而一篇文章会反复用同一个词：p_perm 和
    boot_low、boot_high 再以文档为单位做置换检验和自助区间（``resample`` 次）。``view`` map 给出对应
    分析的坐标。

    Args:
        corpus: what to measure.
        ref: reference: file or folder (repeatable) · 对照：文件或文件夹（可重复）
        by: by a field: document, year, source, genre ... · 分组：document、year、source、genre 等字段
        target_where: target: the documents that fit · 目标：符合条件的文档
        ref_where: reference: the documents that fit (default: the rest) · 对照：符合条件的文档（默认其余）
        ref_list: reference: a frequency list, or jieba (its dictionary) · 对照：频率表，或 jieba（词典频率）
        unit: what to compare: words, characters, phrases, concepts · 比较什么：词、汉字、短语或概念
        view: table: terms, or map (correspondence analysis) · 表：terms 各词，map 对应分析坐标
        direction: more frequent, less, or both · 要用得更多的、更少的还是都要
        test: the statistic that p belongs to · p 属于哪个统计量
        smooth: constant of simple maths, per million · simple maths 所加的常数（每百万） (>= 0.001)
        resample: rounds of resampling by documents, 0: none · 以文档为单位重抽的次数，0 不做 (>= 0, <= 100000)
        seed: seed of the random numbers · 随机数种子 (>= 0)
        sort: column to sort by · 按哪一栏排序
        min_freq: lowest frequency, target and reference together · 目标与对照合计的最低频次 (>= 1)
        min_range: lowest number of documents · 最少文档数 (>= 1)

    Returns:
        Columns: ``group`` (some), ``rank`` (some), ``term`` (some), ``freq_t`` (some), ``freq_r`` (some), ``norm_t`` (some), ``norm_r`` (some), ``range_t`` (some), ``range_r`` (some), ``direction`` (some), ``ll`` (some), ``g2`` (some), ``chi2`` (some), ``yates`` (some), ``williams`` (some), ``p`` (some), ``p_adj`` (some), ``bic`` (some), ``log_ratio`` (some), ``lr_low`` (some), ``lr_high`` (some), ``pct_diff`` (some), ``odds_ratio`` (some), ``simple_maths`` (some), ``p_perm`` (some), ``boot_low`` (some), ``boot_high`` (some), ``kind`` (some), ``name`` (some), ``freq`` (some), ``dim1`` (some), ``dim2`` (some), ``contribution`` (some), ``quality`` (some).
    """
    return corpus.run(
        "compare",
        {
            "ref": ref,
            "by": by,
            "target_where": target_where,
            "ref_where": ref_where,
            "ref_list": ref_list,
            "unit": unit,
            "view": view,
            "direction": direction,
            "test": test,
            "smooth": smooth,
            "resample": resample,
            "seed": seed,
            "sort": sort,
            "min_freq": min_freq,
            "min_range": min_range,
        },
    )


def coword(
    corpus: Corpus,
    terms: str | Sequence[str] = (),
    *,
    unit: Literal["word", "phrase", "concept"] = "word",
    within: Literal["sentence", "paragraph", "document"] = "sentence",
    by: str = "",
    top: int = 40,
    min_length: int = 2,
    norm: Literal["ochiai", "jaccard", "equivalence", "strength"] = "ochiai",
    view: Literal["pairs", "matrix", "map", "clusters"] = "pairs",
    clusters: int = 0,
    min_freq: int = 1,
) -> Result:
    """Analyse co-words: which terms stand in the same sentence, or document.

    Of each pair: the count c_ij, Ochiai's index c/√(ci·cj), Jaccard's, the
    equivalence index c²/(ci·cj), the association strength N·c/(ci·cj). ``view``
    matrix is the co-word matrix; map gives each term its cluster and coordinates
    (classical scaling of 1 - ``norm``); clusters gives centrality, density and the
    quadrant of the strategic diagram (Callon et al. 1991, by the equivalence
    index). Clusters are by average linkage, cut where modularity is greatest
    (``clusters`` sets their number). ``by`` makes a list of each group, of the same
    terms. Phrases and given terms are matched longest
    first: one inside a longer listed one is not beside it.

    共词分析：哪些词在同一句（段、篇）里同现。

    每对词：同现数 c_ij，Ochiai 系数 c/√(ci·cj)，Jaccard 系数，等价系数
    c²/(ci·cj)，关联强度 N·c/(ci·cj)。``view`` matrix 共词矩阵；map 各词的类和坐标
    （经典多维标度，距离 1 − ``norm``）；clusters 各类的向心度、密度和战略坐标象限
    （Callon 等 1991，用等价系数）。聚类用类平均法，在模块度最大处切开（``clusters``
    指定类数）。``by`` 各组分列，所取的词相同。短语和所给的词按最长匹配：套在更长的
    所列词里的不算同现。

    Args:
        corpus: what to measure.
        terms: what to look for.
        unit: words, phrases, or concepts of the lexicon · 词、短语，或词表的概念
        within: what terms must share to be together · 同现的范围
        by: by a field: document, year, source, genre ... · 分组：document、year、source、genre 等字段
        top: how many terms, where none are given · 没有给词时取出现最广的几个 (>= 2, <= 500)
        min_length: shortest word, in characters · 没有给词时的最短字数 (>= 1)
        norm: index to sort, cluster and map by · 排序、聚类和坐标用的系数
        view: table: pairs, matrix, map of terms, clusters · 表：词对、矩阵、各词的坐标、各类
        clusters: number of clusters, 0: found · 类数，0 为自动 (>= 0, <= 500)
        min_freq: lowest count of a pair · 词对的最低同现数 (>= 1)

    Returns:
        Columns: ``group`` (some), ``rank`` (some), ``a`` (some), ``b`` (some), ``c_ij`` (some), ``c_i`` (some), ``c_j`` (some), ``ochiai`` (some), ``jaccard`` (some), ``equivalence`` (some), ``strength`` (some), ``term`` (some), ``cluster`` (some), ``x`` (some), ``y`` (some), ``size`` (some), ``freq`` (some), ``range`` (some), ``links`` (some), ``link_sum`` (some), ``name`` (some), ``terms`` (some), ``centrality`` (some), ``density`` (some), ``quadrant`` (some), ``members`` (some), ``_`` (some), ``*`` (some).
    """
    return corpus.run(
        "coword",
        {
            "unit": unit,
            "within": within,
            "by": by,
            "top": top,
            "min_length": min_length,
            "norm": norm,
            "view": view,
            "clusters": clusters,
            "min_freq": min_freq,
        },
        terms,
    )


def dispersion(
    corpus: Corpus,
    terms: str | Sequence[str] = (),
    *,
    by: str = "",
    concepts: bool = False,
    view: Literal["statistics", "positions"] = "statistics",
    sort: Literal[
        "freq", "range", "d", "d2", "s", "d3", "dp", "dp_norm", "arf", "awt", "ald"
    ] = "freq",
    min_freq: int = 5,
    min_range: int = 1,
) -> Result:
    """Measure how evenly terms are spread over the parts of a corpus, and along it.

    Parts are documents, or the groups of ``by``; their sizes are in Chinese characters (for
    all words: in words). D (Juilland, of relative frequencies, population deviation), D2
    (Carroll), S (Rosengren) and D3 (Lyne) are high where a term is even; DP (Gries) and
    DPnorm are low. ARF, AWT and ALD (Savický & Hlaváčová) look at positions, not at parts.
    ``view`` positions lists every occurrence. With fewer than 5 parts or occurrences these
    numbers say little.

    衡量词语分布是否均匀。

    各部分是文档，或 ``by`` 的各组；大小按汉字计（所有的词则按词计）。D（Juilland，按相对频率，
    总体标准差）、D2（Carroll）、S（Rosengren）、D3（Lyne）越大越均匀；DP（Gries）、DPnorm 越小
    越均匀。ARF、AWT、ALD（Savický & Hlaváčová）只看位置，不看分部。``view`` positions 列出每次
    出现的位置。部分或出现次数少于 5 时，这些数说明不了什么。

    Args:
        corpus: what to measure.
        terms: what to look for.
        by: by a field: document, year, source, genre ... · 分组：document、year、source、genre 等字段
        concepts: count terms of the lexicon in all their forms · 词表所列的词，各种写法都算
        view: table: statistics, or every position · 表：各词的统计，或每次出现的位置
        sort: column to sort by, the most even first · 按哪一栏排序，均匀的在前
        min_freq: lowest frequency where no terms are given · 没有给词时的最低频次 (>= 1)
        min_range: lowest number of parts where no terms are given · 没有给词时最少的部分数 (>= 1)

    Returns:
        Columns: ``rank`` (some), ``term``, ``freq`` (some), ``range`` (some), ``range_pct`` (some), ``per_million`` (some), ``d`` (some), ``d2`` (some), ``s`` (some), ``d3`` (some), ``dp`` (some), ``dp_norm`` (some), ``arf`` (some), ``awt`` (some), ``ald`` (some), ``f_ald`` (some), ``barcode`` (some), ``part`` (some), ``document`` (some), ``line`` (some), ``start`` (some), ``end`` (some), ``position`` (some), ``position_pct`` (some).
    """
    return corpus.run(
        "dispersion",
        {
            "by": by,
            "concepts": concepts,
            "view": view,
            "sort": sort,
            "min_freq": min_freq,
            "min_range": min_range,
        },
        terms,
    )


def diversity(
    corpus: Corpus,
    *,
    by: str = "document",
    window: int = 100,
    threshold: float = 0.72,
    sample: int = 42,
) -> Result:
    """Measure lexical diversity and readability of each document, or by ``by``.

    MATTR (mean TTR of moving windows, Covington & McFall 2010), MTLD (McCarthy & Jarvis
    2010, mean of both directions) and HD-D (McCarthy & Jarvis 2007) depend little on
    length; TTR, Herdan's C and Guiraud's R do, and compare only texts of one length. Words
    include function words and numbers, not punctuation.

    r1: characters a clause; r2: adverbs and conjunctions among the words; r3 =
    (r1 + r2) / 2 (Xu, Yao & Chen 2021, made for annual reports); higher is harder. Parts
    of speech are those of jieba's dictionary, without context; r3 is little more than half
    of r1, and r1 depends on what parts clauses: compare texts of one kind only.

    衡量词汇丰富度和可读性，逐篇，或按 ``by`` 分组。

    TTR 和 Yule K 之外：MATTR（滑动窗口的平均 TTR，Covington & McFall 2010）、MTLD（McCarthy &
    Jarvis 2010，正反两遍的平均）、HD-D（McCarthy & Jarvis 2007）都不太受篇幅影响；TTR、Herdan C、
    Guiraud R 随篇幅而变，只能比较同样长的文本。词含虚词和数字，不含标点。

    r1 是每个分句的字数，r2 是副词和连词在词中的比例，r3 = (r1 + r2) ÷ 2（徐巍、姚振晔、
    陈冬华 2021，为年报而作）；越大越难读。词性取自 jieba 词典，不看上下文；r3 几乎就是 r1 的一半，
    r1 取决于怎样断句，三者都只宜在同类文本之间比较。

    Args:
        corpus: what to measure.
        by: by a field: document, year, source, genre ... · 分组：document、year、source、genre 等字段
        window: window of MATTR, in words · MATTR 的窗口，词数 (>= 2)
        threshold: threshold of MTLD · MTLD 的界限 (>= 0.05, <= 0.99)
        sample: sample of HD-D, in words · HD-D 的样本，词数 (>= 2)

    Returns:
        Columns: ``group``, ``documents``, ``tokens``, ``types``, ``ttr``, ``herdan_c``, ``guiraud_r``, ``mattr``, ``mtld``, ``hdd``, ``yule_k``, ``clauses``, ``r1``, ``r2``, ``r3``.
    """
    return corpus.run(
        "diversity",
        {
            "by": by,
            "window": window,
            "threshold": threshold,
            "sample": sample,
        },
    )


def entities(
    corpus: Corpus,
    *,
    type: Literal[
        "document", "meeting", "date", "money", "quantity", "person", "institution", "place"
    ]
    | Sequence[
        Literal[
            "document", "meeting", "date", "money", "quantity", "person", "institution", "place"
        ]
    ] = (),
    view: Literal["mentions", "names"] = "mentions",
    by: str = "",
    min_freq: int = 1,
) -> Result:
    """Find what texts name and how much, one row a mention.

    institution  市教委; “学校” where the article says what it stands for
    person       with a title (党委书记易俊)    place  with province and city
    document     《...》 and its number         meeting  党的二十大
    date         dates and periods as days, reckoned from the date of the document
    money, quantity  400余家, 98%以上, 第4: value, unit, bound, of what, when
    Bounds: over 余/多/超, at_least 以上, nearly 近, about 约/左右, at_most 以内, under 不到,
    several 数百, range 3—5. 万 and 亿 are multiplied out. A short name (以下简称) holds
    within its article. ``view`` names counts by name. cntext explain entities has the rules and
    how often they are right.

    找出文中的机构、人物、地点、文件、会议、时间、金额和数量，一处一行。

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
    简称只在说明它的那篇之内有效。``view`` names 按名称合计。规则与准确率见 cntext explain entities。

    Args:
        corpus: what to measure.
        type: these types only (repeatable) · 只要这些类型（可重复）
        view: one row a mention, or counted by name · 一处一行，或按名称合计
        by: by a field: document, year, source, genre ... · 分组：document、year、source、genre 等字段
        min_freq: lowest frequency (``view`` names) · 最低频次（``view`` names） (>= 1)

    Returns:
        Columns: ``group`` (some), ``rank`` (some), ``document`` (some), ``title`` (some), ``date`` (some), ``line`` (some), ``type``, ``text`` (some), ``name``, ``detail``, ``value`` (some), ``value_max`` (some), ``unit`` (some), ``bound`` (some), ``subject`` (some), ``time`` (some), ``first`` (some), ``last`` (some), ``freq`` (some), ``range`` (some), ``forms`` (some), ``start`` (some), ``end`` (some), ``id`` (some), ``example``.
    """
    return corpus.run(
        "entities",
        {
            "type": type,
            "view": view,
            "by": by,
            "min_freq": min_freq,
        },
    )


def freq(
    corpus: Corpus,
    *,
    unit: Literal["word", "char", "phrase", "concept"] = "word",
    by: str = "",
    min_freq: int = 1,
    min_range: int = 1,
) -> Result:
    """Count words: frequency, range (documents) and frequency per million.

    Phrases of the policy lexicon count as one unit each, the longest that fits; ``plain``
    gives jieba's own words. Function words and bare numbers are left out (``stopwords``
    none keeps them); punctuation never counts. The base of "per million" is all words,
    function words and numbers included; with the other units, all Chinese characters.
    ``unit`` phrase counts the phrases of the lexicon and newly found ones on the text
    itself, inside longer phrases too; ``unit`` concept the concepts of the lexicon, all
    forms together: the totals of cntext lexicon count.

    统计词频：频次、出现文档数、每百万词频率。

    词表中的政策短语（产教融合等）默认按最长匹配各算一个单位；``plain`` 给出 jieba 原样的词。
    默认去掉虚词和纯数字（``stopwords`` none 全部保留）；标点从不计入。
    每百万的分母是全部词（含虚词和数字，不含标点）；``unit`` char、phrase、concept 时是全部汉字。
    ``unit`` phrase 在原文上统计词表所列和新发现的短语，含出现在更长短语之内的；``unit`` concept
    统计词表的概念，各种写法合计。两者与 cntext lexicon count 的频次相同。

    Args:
        corpus: what to measure.
        unit: what to count: words, characters, phrases, or concepts of the lexicon · 统计单位：词、汉字、短语或词表中的概念
        by: by a field: document, year, source, genre ... · 分组：document、year、source、genre 等字段
        min_freq: lowest frequency · 最低频次 (>= 1)
        min_range: lowest number of documents · 最少文档数 (>= 1)

    Returns:
        Columns: ``group`` (some), ``rank``, ``word``, ``freq``, ``range``, ``per_million``.
    """
    return corpus.run(
        "freq",
        {
            "unit": unit,
            "by": by,
            "min_freq": min_freq,
            "min_range": min_range,
        },
    )


def keywords(
    corpus: Corpus,
    *,
    method: Literal["phrase", "tfidf", "textrank", "positionrank", "keyness"] = "phrase",
    idf: Literal["auto", "corpus", "jieba"] = "auto",
    by: str = "",
    min_length: int = 2,
    min_freq: int = 1,
    min_range: int = 1,
) -> Result:
    """Rank the keywords of the corpus, or of each document (``by`` document).

    ``method`` phrase (the default) takes up to 6 adjoining content words that end in a
    noun: log2(1 + freq) * mean idf of the words * (1 + how early it comes); times 0.65
    for a single word of two characters, times 0.85 where a verb leads. tfidf is frequency /
    words of the group * idf; with 10 documents or more idf = ln(documents / range), else
    jieba's own table (``idf`` chooses). textrank: Mihalcea & Tarau 2004, window 5, damping
    0.85. positionrank: Florescu & Caragea 2017, words that come early weigh more, a
    phrase is the sum of its words. keyness: log-likelihood against the counts of jieba's
    dictionary (Rayson & Garside 2000), words that are more frequent here. Function words,
    numbers and words of one character take no part (``min_length`` 1 keeps the latter).

    提取关键词，按整个语料或逐篇（``by`` document）。

    ``method`` phrase（默认）：候选为至多 6 个相邻实词、以名词结尾的词串，
      得分 = log2(1 + 频次) × 各词 idf 的平均 × (1 + 出现得早的程度)；
      单个双字词乘 0.65，动词开头乘 0.85。
    tfidf：词频 ÷ 组内词数 × idf；语料不少于 10 篇时 idf = ln(篇数 ÷ 文档数)，
      否则用 jieba 自带的 idf 表（``idf`` 可指定）。
    textrank：Mihalcea & Tarau 2004，窗口 5，阻尼 0.85。
    positionrank：Florescu & Caragea 2017，越靠前的词起点概率越大，短语得分为各词之和。
    keyness：与 jieba 词典词频相比的对数似然（Rayson & Garside 2000），只列偏多的词。
    虚词、数字和单字不参加（``min_length`` 1 保留单字）。

    Args:
        corpus: what to measure.
        method: how to score · 算法
        idf: where idf comes from · idf 的来源
        by: by a field: document, year, source, genre ... · 分组：document、year、source、genre 等字段
        min_length: shortest term, in characters · 最短字数 (>= 1)
        min_freq: lowest frequency · 最低频次 (>= 1)
        min_range: lowest number of documents · 最少文档数 (>= 1)

    Returns:
        Columns: ``group`` (some), ``rank``, ``term``, ``score``, ``freq``, ``range``.
    """
    return corpus.run(
        "keywords",
        {
            "method": method,
            "idf": idf,
            "by": by,
            "min_length": min_length,
            "min_freq": min_freq,
            "min_range": min_range,
        },
    )


def kwic(
    corpus: Corpus,
    terms: str | Sequence[str],
    *,
    match: Literal["auto", "text", "word", "concept", "regex", "cql"] = "auto",
    context: Literal["char", "word", "sentence", "paragraph"] = "char",
    window: int = 30,
    sort: str = "",
    by: str = "",
    count: str = "",
    sample: int = 0,
    seed: int = 0,
) -> Result:
    """Show every place of a word, phrase or query, aligned on it (KWIC).

    On a screen | is a border of the token that the node is in. Queries:
    [word=... & pos=... | concept=...], ( | ), * + ? {m,n}, within s (sentence) or
    p (paragraph); quotes hold a regular expression that the whole word must fit.
    ``count`` 1R counts the first word on the right; ``count`` node, year likewise.
    A place lies in one document; leftmost, longest, no overlap. A regular
    expression stays in its line and has up to 1,000 characters; a query has up
    to 100 tokens, punctuation marks included.

    语境共现（KWIC）：每一处及其上下文，对齐在节点上。

    屏幕上 | 是节点所在词的词界。查询式：[word=… & pos=… | concept=…]、( | )、
    * + ? {m,n}、within s（句）或 p（段）；引号里是正则，须与整个词相符。
    ``count`` 1R 统计节点右边第一个词；``count`` node、``count`` year 同理。
    一处不跨文档，从左到右取最长、互不重叠；正则不跨行，至多 1,000 字；
    查询式至多 100 词，标点也算词。

    Args:
        corpus: what to measure.
        terms: what to look for.
        match: how a query is read (auto: cql if it begins with [, else text) · 查询怎么读：原文、整词、概念、正则、查询式（auto：以 [ 开头的是查询式）
        context: context in characters, tokens, sentence, paragraph · 上下文按字、词、句还是段
        window: characters or tokens on each side · 左右各多少字或词 (>= 0, <= 1000)
        sort: order: 1R,2R or 1L, node, document, date ... (default: as in the texts) · 排序：1R,2R、1L、node、document、date 等字段（默认按原文顺序）
        by: by a field: document, year, source, genre ... · 分组：document、year、source、genre 等字段
        count: count the places by node, 1R, 1L or a field in place of showing them · 不列各处，按 node、1R、1L 或字段计数
        sample: draw so many places at random, 0 for all · 随机抽取多少处，0 为全部 (>= 0)
        seed: seed of the sample · 抽样的种子

    Returns:
        Columns: ``group`` (some), ``query`` (some), ``document``, ``title``, ``date``, ``role``, ``line``, ``left``, ``node``, ``right``, ``tokens``, ``start``, ``end``, ``token_start``, ``id``.
    """
    return corpus.run(
        "kwic",
        {
            "match": match,
            "context": context,
            "window": window,
            "sort": sort,
            "by": by,
            "count": count,
            "sample": sample,
            "seed": seed,
        },
        terms,
    )


def lexicon_count(
    corpus: Corpus,
    *,
    unit: Literal["concept", "form"] = "concept",
    by: str = "",
    category: str = "",
    min_freq: int = 1,
    min_range: int = 0,
    sort: Literal["freq", "maximal", "range", "date"] = "freq",
) -> Result:
    """Count the concepts of the lexicon on the text itself (``unit`` form: each form).

    Total    every occurrence, inside longer forms too; the same form left to right,
             without overlap
    Maximal  those that lie in no longer form; Total = Maximal + those inside others
    Concept  counted once a place: 双高 in 双高计划 is not counted again; “双高”计划 and
             双高计划 are the same
    Look-alikes lie in a guard (双高 in 双高人群) and are not counted; cntext lexicon
    guards lists them. No other form changes a Total: with 深化产教融合 added, 产教融合
    stays what it was. The base of "per million" is all Chinese characters.

    在正文上逐字统计词表中的概念（``unit`` form：每种写法），一处不漏。

    频次  每一处都计，包括在更长的写法之内的；同一写法自左至右、互不重叠。
    独立  不在任何更长的写法之内的；频次 = 独立 + 含于各更长写法的次数。
    概念  同一处只计一次：双高计划中的双高不另计；“双高”计划与双高计划相同。
    误认  落在护栏之内的（双高人群中的双高），已不计入；cntext lexicon guards 逐条列出。
    别的写法不影响频次：加入“深化产教融合”，“产教融合”仍是原数。每百万字的分母是全部汉字。

    Args:
        corpus: what to measure.
        unit: what to count: concepts or forms · 统计单位：概念或写法
        by: by a field: document, year, source, genre ... · 分组：document、year、source、genre 等字段
        category: concepts of this category only · 只要这一类
        min_freq: lowest total (0 lists those never met) · 最低频次（0 连没出现的也列出） (>= 0)
        min_range: lowest number of documents · 最少文档数 (>= 0)
        sort: order of rows · 排序

    Returns:
        Columns: ``group`` (some), ``rank``, ``form`` (some), ``concept``, ``category``, ``freq``, ``maximal``, ``range``, ``per_million``, ``look_alikes``, ``inside``, ``forms`` (some), ``first_document``, ``first_date``, ``first_line``, ``example``.
    """
    return corpus.run(
        "lexicon-count",
        {
            "unit": unit,
            "by": by,
            "category": category,
            "min_freq": min_freq,
            "min_range": min_range,
            "sort": sort,
        },
    )


def lexicon_cuts(
    corpus: Corpus,
    *,
    phrase: str = "",
    min_freq: int = 1,
) -> Result:
    """Show how the segmenter cuts each phrase, and which word counts that distorts.

    产教|融合      cut into two words; without a bar it is one word
    高［职|教］育  the phrase begins or ends inside a word: a fault of the segmenter, or
                   a look-alike that a guard in the lexicon should keep out
    "融合 14/17": of the 17 tokens 融合 in freq ``plain``, 14 come out of this phrase.
    The phrase itself is counted on the text, however it was cut. ``phrase`` asks about
    any phrase.

    分词怎样切开每个短语、有几种切法，哪些词的词频因此失真。

    产教|融合   切成两个词；没有竖线的是整词
    高［职|教］育   短语的边界落在词内：分词有误，或是误认，可给词表加护栏
    “融合 14/17”：freq ``plain`` 的 17 次“融合”中有 14 次来自这个短语，不是独立的词。
    短语本身的次数在正文上逐字统计，不受切法影响。``phrase`` 可问任何短语。

    Args:
        corpus: what to measure.
        phrase: this phrase only, listed or not (several: parted by commas) · 只看这个短语，不必在词表中（几个用逗号隔开）
        min_freq: lowest total · 最低频次 (>= 1)

    Returns:
        Columns: ``form``, ``freq``, ``ways``, ``cut``, ``count``, ``percent``, ``words``.
    """
    return corpus.run(
        "lexicon-cuts",
        {
            "phrase": phrase,
            "min_freq": min_freq,
        },
    )


def lexicon_guards(
    corpus: Corpus,
    *,
    by: str = "",
    unused: bool = False,
) -> Result:
    """List what was not counted: strings that look like a form but lie in a guard.

    Guards stand under "not" in a concept of the lexicon (双高人群 for 双高). ``unused``
    lists those too that kept nothing out in these texts.

    列出没有计入的误认：形同某种写法，但落在护栏之内（双高人群中的双高）。

    护栏写在词表中概念的 not 一项。``unused`` 也列出这批文本里一次也没用上的护栏。

    Args:
        corpus: what to measure.
        by: by a field: document, year, source, genre ... · 分组：document、year、source、genre 等字段
        unused: list the guards that were not needed, too · 也列出没用上的护栏

    Returns:
        Columns: ``group`` (some), ``form``, ``concept``, ``guard``, ``look_alikes``.
    """
    return corpus.run(
        "lexicon-guards",
        {
            "by": by,
            "unused": unused,
        },
    )


def lexicon_nested(
    corpus: Corpus,
    *,
    by: str = "",
    min_freq: int = 1,
) -> Result:
    """Show the longer forms that a form lies in, and how often it lies in each.

    产教融合 14 = 7 by itself + 7 in 深化产教融合 (of which 3 in 持续深化产教融合).
    Inside it  all occurrences within that longer form
    Exclusive  those that it is the shortest to hold; Total = Maximal + the exclusive ones

    写法含于哪些更长的写法之内，各多少次。

    产教融合 14 次 = 独立 7 次 + 在“深化产教融合”之内 7 次（其中 3 次在“持续深化产教融合”之内）。
    在其内  落在这个更长写法之内的全部次数
    专属  以它为最短的外层的次数；一种写法的专属次数之和加上独立次数等于频次。

    Args:
        corpus: what to measure.
        by: by a field: document, year, source, genre ... · 分组：document、year、source、genre 等字段
        min_freq: lowest total · 最低频次 (>= 1)

    Returns:
        Columns: ``group`` (some), ``form``, ``freq``, ``maximal``, ``longer``, ``inside``, ``exclusive``.
    """
    return corpus.run(
        "lexicon-nested",
        {
            "by": by,
            "min_freq": min_freq,
        },
    )


def lexicon_suggest(
    corpus: Corpus,
    *,
    min_freq: int = 0,
    min_range: int = 1,
) -> Result:
    """Suggest phrases that recur and are not listed, with a concept and a category.

    Relation  variant: differs from a form of that concept by marks or by 的, 和, 与
              only; longer: holds a form of it
    Category  that of the concept; without one, the category met most in the same
              sentences, Share being its part of all that is met there

    建议收录的短语：反复出现而词表没有的，附可归入的概念和类别，由人取舍。

    关系  variant 与该概念的写法只差顿号、引号或“的、和、与”；longer 含有该概念的写法。
    建议类别  含有的概念所属的类；没有，则是同句中出现最多的一类，占比是它在其中的份额。

    Args:
        corpus: what to measure.
        min_freq: lowest frequency (0: by the corpus size) · 最低频次（0 按语料大小自动定） (>= 0)
        min_range: lowest number of documents · 最少文档数 (>= 1)

    Returns:
        Columns: ``rank``, ``phrase``, ``freq``, ``range``, ``concept``, ``relation``, ``category``, ``share``, ``example``.
    """
    return corpus.run(
        "lexicon-suggest",
        {
            "min_freq": min_freq,
            "min_range": min_range,
        },
    )


def ngrams(
    corpus: Corpus,
    *,
    size: str = "2-3",
    skip: int = 0,
    slots: bool = False,
    by: str = "",
    min_freq: int = 2,
    min_range: int = 1,
) -> Result:
    """Count runs of n words: frequency, range, per million; or find frames with slots (``slots``).

    ``size`` 2-4 counts runs of two to four words; ``skip`` 1 lets one word be left out between them
    (k-skip-n-grams). None reaches over punctuation, a line end or a document; function
    words and numbers take part; the base of "per million" is all words, punctuation not
    counted. Phrases of the policy lexicon are one word each (``plain``: jieba's own words).
    ``slots`` lists three kinds of frames: a preposition and what answers it (以…为…, 从…到…),
    clauses in a row that begin or end with the same word (协同…、协同…), and three or more
    clauses of equal length (…有所…). Freq is how often the frame occurs, Fillers the number of
    different ways in which it is filled.

    统计连续词组（n-gram）：频次、文档数、每百万词频率；或找出带空位的句式（``slots``）。

    ``size`` 2-4 统计二词到四词；``skip`` 1 允许中间跳过至多一个词（k-skip-n-gram）。
    词组不跨标点、换行和文档；虚词和数字都计入；每百万的分母是全部词（不含标点）。
    词表中的政策短语各算一词，``plain`` 给出 jieba 原样的词。
    ``slots`` 列出三种句式：介词与其呼应的词（以…为…，从…到…），首词或尾词相同的并列小句
    （协同…、协同…），三个以上等长的并列小句（…有所…）；填法是不同填充的种数；频次是句式出现的次数。

    Args:
        corpus: what to measure.
        size: words in each: 3, or 2-4 · 词数：3 或 2-4
        skip: words left out at most · 至多跳过的词数 (>= 0, <= 4)
        slots: find frames with slots instead · 找带空位的句式
        by: by a field: document, year, source, genre ... · 分组：document、year、source、genre 等字段
        min_freq: lowest frequency · 最低频次 (>= 1)
        min_range: lowest number of documents · 最少文档数 (>= 1)

    Returns:
        Columns: ``group`` (some), ``rank``, ``ngram``, ``n`` (some), ``kind`` (some), ``slots`` (some), ``freq``, ``range``, ``per_million``, ``fillers`` (some), ``top_fillers`` (some), ``example`` (some).
    """
    return corpus.run(
        "ngrams",
        {
            "size": size,
            "skip": skip,
            "slots": slots,
            "by": by,
            "min_freq": min_freq,
            "min_range": min_range,
        },
    )


def phrases(
    corpus: Corpus,
    *,
    min_freq: int = 0,
    min_range: int = 1,
    max_length: int = 20,
    new_only: bool = False,
    by: str = "",
    families: bool = False,
    explain: str = "",
) -> Result:
    """Find the phrases that recur (产教融合, 科教融汇, 双高 ...), counted on the text itself.

    No dictionary of phrases is needed: they are found and ranked by frequency, cohesion,
    branching entropy, word borders, quotation marks, use as an object and concentration in
    time. What the lexicon has is listed even where it stands in longer names alone. Freq is
    every occurrence, inside longer phrases too; the base of "per million" is all Chinese
    characters. First means earliest by date (header or file name), else first read.
    ``families`` puts 深化产教融合 and 产教融合型企业 under 产教融合 (Maximal: not inside a
    longer one); ``by`` year ranks the phrases of each year by their log-likelihood against the
    other years; ``explain`` 产教融合 says why a phrase ranks where it does, or is not listed.
    A screen shows the main columns; -f csv and -f json hold all of them.

    找出反复出现的短语（产教融合、科教融汇、双高 …），在原文上逐字计数。

    不靠词典：按频次、凝固度、左右熵、边界、引号、作宾语的多少、时间上的集中程度发现并排序。
    词表里已有的，只出现在更长的名称里也列出（``no_lexicon`` 则不然）。
    频次是全部出现次数（与其他短语重叠也计）；每百万字的分母是全部汉字。
    最早文档按日期（文首 date 或文件名），没有日期则按读入顺序；“词表”指已收在政策词表中。
    ``families`` 把深化产教融合、产教融合型企业归在产教融合之下，“独立”不含在更长短语之内的；
    ``by`` year 列出每年的短语，按与其余各年相比的对数似然排序；
    ``explain`` 产教融合 说明一个短语为什么排在那里，或为什么没有列出。
    屏幕上只列主要几栏；-f csv、-f json 有全部指标和例句。

    Args:
        corpus: what to measure.
        min_freq: lowest frequency (0: by the corpus size) · 最低频次（0 按语料大小自动定） (>= 0)
        min_range: lowest number of documents · 最少文档数 (>= 1)
        max_length: longest phrase, characters · 最长字数 (>= 2, <= 40)
        new_only: only phrases that neither the lexicon nor jieba's dictionary has · 只要词表和 jieba 词典里都没有的
        by: by a field: document, year, source, genre ... · 分组：document、year、source、genre 等字段
        families: list phrases by family, folded ones too · 按短语族列出
        explain: say why a phrase ranks there, or is not listed · 说明某个短语的名次

    Returns:
        Columns: ``group`` (some), ``family`` (some), ``rank``, ``phrase``, ``freq``, ``maximal`` (some), ``range``, ``per_million``, ``ll`` (some), ``log_ratio`` (some), ``score``, ``cohesion``, ``h_left``, ``h_right``, ``c_value``, ``keyness``, ``quoted``, ``known``, ``parent``, ``burst_from``, ``burst_to``, ``first_document``, ``first_date``, ``first_line``, ``example``.
    """
    return corpus.run(
        "phrases",
        {
            "min_freq": min_freq,
            "min_range": min_range,
            "max_length": max_length,
            "new_only": new_only,
            "by": by,
            "families": families,
            "explain": explain,
        },
    )


def reuse(
    corpus: Corpus,
    *,
    source: Several = (),
    summary: bool = False,
    min_length: int = 20,
    min_similarity: float = 0.7,
    max_range: int = 50,
) -> Result:
    """Find reused passages: what of which document stands in an earlier one, and how changed.

    Each document is compared with those of an earlier date (read earlier, where there is
    none), or with the files of ``source`` alone. Letters, digits and Chinese characters
    count; punctuation and line ends are no change. Column text: [-left out-]{+added+},
    the rest is the same. Similarity = 1 - edits / letters of the longer side (Levenshtein).
    ``summary`` has one row a document: letters that are verbatim (runs of ``min_length`` and
    more), edited (the rest of reused passages) and own, each counted once. ``min_length``
    and ``max_range`` keep boilerplate out. Dates tell the order: two documents may both
    have a passage from a third. -f text prints each passage, both sides compared.

    找出沿用的段落：哪篇的哪一段来自更早的哪一篇，逐字照搬还是改动过。

    比较每篇与日期更早（无日期则先读到）的各篇；给出 ``source`` 文件夹时，只与其中的文件比较。
    只看汉字、字母、数字，标点和换行不算改动。text 一栏：[-删去-]{+添加+}，其余相同。
    相似度 = 1 − 改动字数 ÷ 较长一边的字数（Levenshtein）。
    ``summary`` 每篇一行：照搬（连续 ``min_length`` 字以上逐字相同）、改写（沿用段落中的其余）、
    自写各多少字，每个字只算一次。套话可用 ``min_length`` 或 ``max_range`` 滤去。
    日期只说明先后：两篇也可能同出于第三篇。-f text 逐段列出对照。

    Args:
        corpus: what to measure.
        source: file or folder of possible sources (repeatable) · 出处所在的文件或文件夹（可重复）
        summary: one row a document: the shares · 每篇一行：照搬、改动、自写的份额
        min_length: fewest letters of a passage · 段落的最少字数 (>= 8)
        min_similarity: lowest similarity of a passage · 相似度的下限 (>= 0.5, <= 1)
        max_range: what more documents have is no clue · 见于更多文档的片段视为套话，不作线索 (>= 2)

    Returns:
        Columns: ``rank`` (some), ``source`` (some), ``document``, ``source_date`` (some), ``date``, ``source_is_earlier`` (some), ``kind`` (some), ``length`` (some), ``edits`` (some), ``similarity`` (some), ``source_line`` (some), ``line`` (some), ``source_start`` (some), ``source_end`` (some), ``start`` (some), ``end`` (some), ``text`` (some), ``letters`` (some), ``verbatim`` (some), ``edited`` (some), ``own`` (some), ``verbatim_share`` (some), ``edited_share`` (some), ``own_share`` (some), ``sources`` (some), ``main_source`` (some), ``main_length`` (some).
    """
    return corpus.run(
        "reuse",
        {
            "source": source,
            "summary": summary,
            "min_length": min_length,
            "min_similarity": min_similarity,
            "max_range": max_range,
        },
    )


def seg(
    corpus: Corpus,
    *,
    pos: bool = False,
) -> Result:
    """Segment text: one line a sentence; JSON and CSV give the place of every token.

    Phrases of the policy lexicon are one token each; ``plain`` gives the very tokens of
    jieba.lcut (white space is no token). ``pos`` tags parts of speech (jieba.posseg).
    start and end are character offsets in the cleaned text, line is the source line.
    How phrases are cut, and which word counts that distorts, is shown by cntext lexicon cuts.

    分词：每句一行，词间空格；JSON、CSV 给出每个词的位置。

    默认把政策短语并为一个词；``plain`` 与 jieba.lcut 逐词相同（空白不算词）。
    ``pos`` 标注词性（jieba.posseg）。start、end 是整理后正文中的字符位置，line 是源文件行号。
    短语怎样被切开、影响哪些词频，见 cntext lexicon cuts。

    Args:
        corpus: what to measure.
        pos: tag parts of speech · 标注词性

    Returns:
        Columns: ``document``, ``sentence``, ``i``, ``token``, ``start``, ``end``, ``line``, ``pos`` (some).
    """
    return corpus.run(
        "seg",
        {
            "pos": pos,
        },
    )


def similar(
    corpus: Corpus,
    *,
    score: Literal["jaccard", "containment", "cosine"] = "jaccard",
    min_score: float = 0.05,
    shingle: int = 5,
) -> Result:
    """Compare documents: the pairs that are alike, the most alike first.

    Jaccard = shared shingles / all shingles of both; "a in b" = shared / shingles of a
    (Broder 1997). A shingle is a run of 5 characters (``shingle``): letters, digits and
    Chinese characters only, each counted once a document. Cosine is of words by TF-IDF,
    frequency * (ln((1 + documents) / (1 + range)) + 1), stop words left out. All values
    are exact, and no pair that reaches ``min_score`` is missed. Document a is the one with
    the earlier date, or read first. Dates tell the order, not who copied whom; what
    wording was taken, reuse tells.

    比较文档的相似度，列出相似的文档对，最相似的在前。

    Jaccard = 共有片段 ÷ 两篇片段的并集；“一含于二”= 共有片段 ÷ 文档一的片段（Broder 1997）。
    片段是连续 5 个字（``shingle``），只取汉字、字母、数字，各篇内重复的算一次。
    余弦按词的 TF-IDF：词频 × (ln((1+篇数)/(1+文档数)) + 1)，不含停用词。
    列出的数值都是精确值，达到 ``min_score`` 的文档对一对不漏；文档一是日期较早（或先读到）的一篇。
    日期只说明先后，不证明谁抄谁；抄了哪些文字见 reuse。

    Args:
        corpus: what to measure.
        score: the value that chooses pairs and sorts them · 按哪个数值取舍和排序
        min_score: lowest value of it · 这个数值的下限 (>= 0.001, <= 1)
        shingle: characters of a shingle · 片段的字数 (>= 1, <= 50)

    Returns:
        Columns: ``rank``, ``a``, ``b``, ``date_a``, ``date_b``, ``a_is_earlier``, ``jaccard``, ``a_in_b``, ``b_in_a``, ``cosine``, ``shared``.
    """
    return corpus.run(
        "similar",
        {
            "score": score,
            "min_score": min_score,
            "shingle": shingle,
        },
    )


def topics(
    corpus: Corpus,
    *,
    method: Literal["nmf", "lda"] = "nmf",
    k: int = 10,
    view: Literal["topics", "words", "documents", "stability", "choice"] = "topics",
    words: int = 10,
    runs: int = 5,
    seed: int = 0,
    min_length: int = 2,
    min_range: int = 2,
) -> Result:
    """Find topics: words that go together, and the share of each topic in each document.

    Needs the extra [topics].

    ``view`` topics     one row a topic: share, NPMI, its words (default)
    ``view`` words      words and weights of each topic (all weights of one sum to 1)
    ``view`` documents  the share of each topic in each document (sums to 100 %)
    ``view`` stability  how many words of a topic ``runs`` other seeds find (Jaccard, matched)
    ``view`` choice     k from 2 to -k: NPMI and stability, to choose k by

    NMF is of TF-IDF, LDA of counts (scikit-learn). Stop words, single characters and
    words of one document are left out. NPMI is of the words of a topic in documents
    (Bouma 2009): the higher, the more coherent. Topics are groups by statistics, no
    classes of the texts themselves: people name them, and an unstable one is no evidence.

    主题：经常同现的词归为一组，给出主要的词和各文档的份额。需要附加组件 [topics]。

    ``view`` topics     每个主题一行：份额、NPMI、主要的词（默认）
    ``view`` words      每个主题的词与权重（组内合计为 1 的一部分）
    ``view`` documents  各文档中每个主题的份额（合计 100%）
    ``view`` stability  换 ``runs`` 个种子，同一主题的主要词有多少重合（Jaccard，一一匹配）
    ``view`` choice     k 从 2 到 -k：NPMI 和稳定性，供选定 k

    NMF 分解 TF-IDF，LDA 分解词频（scikit-learn）。不含停用词、单字，和只见于一篇的词。
    NPMI 按主要的词在文档中的同现计算（Bouma 2009），越高越连贯。
    主题是统计上的归组，不是文本自己的分类：名称由人来定，稳定性低的主题不宜引用。

    Args:
        corpus: what to measure.
        method: method · 算法
        k: number of topics · 主题数 (>= 2, <= 500)
        view: which table · 给出哪张表
        words: words of a topic · 每个主题取几个词 (>= 2, <= 100)
        runs: other seeds to compare with · 比较几个别的种子 (>= 1, <= 100)
        seed: seed · 随机种子 (>= 0, <= 2.14748e+09)
        min_length: shortest word, in characters · 最短字数 (>= 1)
        min_range: lowest number of documents · 最少文档数 (>= 1)

    Returns:
        Columns: ``document`` (some), ``date`` (some), ``k`` (some), ``topic`` (some), ``rank`` (some), ``word`` (some), ``weight`` (some), ``share`` (some), ``npmi`` (some), ``stability`` (some), ``words`` (some).
    """
    return corpus.run(
        "topics",
        {
            "method": method,
            "k": k,
            "view": view,
            "words": words,
            "runs": runs,
            "seed": seed,
            "min_length": min_length,
            "min_range": min_range,
        },
    )


def trend(
    corpus: Corpus,
    terms: str | Sequence[str] = (),
    *,
    period: Literal["day", "month", "quarter", "year", "decade"] = "year",
    view: Literal["summary", "periods", "changes", "adoption"] = "summary",
    concepts: bool = False,
    unit: Literal["word", "phrase"] = "word",
    adopters: str = "source",
    level: str = "",
    rounds: int = 999,
    seed: int = 0,
    min_freq: int = 20,
    min_range: int = 3,
) -> Result:
    """Follow terms through time.

    ``view`` summary: a row a term, with a line of bars (one a period), the Mann-Kendall
    test, Sen's slope (per million, a year), the change points of Pettitt and of Poisson
    rates. periods: a row a period, with rates and exact intervals (Garwood), shares of
    documents (Wilson), cumulative adoption. changes: a row a change point. adoption: first
    document, issuers, lag by ``level``, logistic curve. Poisson change points take the
    amount of text as exposure and are found by binary segmentation; their p is by
    permutation of periods (``rounds``). With fewer than 8 periods nothing is tested.

    追踪词语的历时变化。

    ``view`` summary 每词一行：走势图（每个时期一格）、Mann–Kendall 趋势检验、Sen 斜率（每年每百万
    的增量）、Pettitt 变点、Poisson 变点；periods 每个时期一行：频率和精确区间（Garwood）、文档比例
    （Wilson）、累计采用；changes 每个变点一行；adoption 首见文档、发文单位、各级的时滞（``level``）、
    logistic 曲线。Poisson 变点以篇幅为暴露量，逐次二分，p 由打乱时期得出（``rounds`` 次）。
    时期少于 8 个时不做检验，只说“时期太少”。日期取自文首、文件名或正文，见 ``date_from``。

    Args:
        corpus: what to measure.
        terms: what to look for.
        period: length of a period · 时期
        view: which table · 哪种表
        concepts: count terms of the lexicon in all their forms · 词表所列的词，各种写法都算
        unit: where no terms are given: words or phrases · 没有给词时：词或短语
        adopters: the field that names the issuer · 发文单位的字段
        level: field of the level of government · 级别的字段，如 level（国家、省、校）
        rounds: permutations of the test of change points · 变点检验打乱的次数 (>= 99, <= 99999)
        seed: seed of the random numbers · 随机数种子 (>= 0)
        min_freq: lowest frequency where no terms are given · 没有给词时的最低频次 (>= 1)
        min_range: lowest number of documents where no terms are given · 没有给词时的最少文档数 (>= 1)

    Returns:
        Columns: ``direction`` (some), ``term``, ``level`` (some), ``period`` (some), ``method`` (some), ``documents`` (some), ``base`` (some), ``freq`` (some), ``range`` (some), ``per_million`` (some), ``low`` (some), ``high`` (some), ``doc_share`` (some), ``share_low`` (some), ``share_high`` (some), ``cum_range`` (some), ``cum_share`` (some), ``cum_sources`` (some), ``cum_source_share`` (some), ``segment`` (some), ``segment_rate`` (some), ``series`` (some), ``first_period`` (some), ``last_period`` (some), ``peak_period`` (some), ``s`` (some), ``z`` (some), ``p`` (some), ``p_adj`` (some), ``tau`` (some), ``slope`` (some), ``pettitt_period`` (some), ``pettitt_k`` (some), ``pettitt_p`` (some), ``changes`` (some), ``statistic`` (some), ``rate_before`` (some), ``rate_after`` (some), ``ratio`` (some), ``adopted`` (some), ``adopted_share`` (some), ``sources`` (some), ``sources_adopted`` (some), ``source_share`` (some), ``first_date`` (some), ``first_document`` (some), ``lag_years`` (some), ``curve`` (some), ``ceiling`` (some), ``growth`` (some), ``midpoint`` (some), ``r_squared`` (some).
    """
    return corpus.run(
        "trend",
        {
            "period": period,
            "view": view,
            "concepts": concepts,
            "unit": unit,
            "adopters": adopters,
            "level": level,
            "rounds": rounds,
            "seed": seed,
            "min_freq": min_freq,
            "min_range": min_range,
        },
        terms,
    )
