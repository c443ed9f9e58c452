"""Rank the key phrases or words of the corpus, or of each document.
提取关键词和关键短语，整个语料或逐篇。
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated

from cntext.analysis import BY, Background, Opt, analysis
from cntext.corpus import Corpus
from cntext.errors import Both
from cntext.lazy import np
from cntext.lexicon import Lexicon
from cntext.measure.stats.graph import WINDOW, positionrank, textrank
from cntext.measure.stats.key_phrases import (
    Candidates,
    Kinds,
    Tally,
    candidates,
    in_order,
    kinds,
    pieces,
    tally,
)
from cntext.measure.stats.keyness import log_likelihood
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
# Half of all Chinese words have two characters, and few of those alone are what a text is
# about; a verb before a noun is more often a clause than a name.
LONE, VERBAL = 0.65, 0.85
MOST_WORDS = {"phrase": 6, "positionrank": 3}
METHODS = ("phrase", "tfidf", "textrank", "positionrank", "keyness")


@analysis(
    "keywords",
    zh="""提取关键词，按整个语料或逐篇（--by document）。

--method phrase（默认）：候选为至多 6 个相邻实词、以名词结尾的词串，
  得分 = log2(1 + 频次) × 各词 idf 的平均 × (1 + 出现得早的程度)；
  单个双字词乘 0.65，动词开头乘 0.85。
tfidf：词频 ÷ 组内词数 × idf；语料不少于 10 篇时 idf = ln(篇数 ÷ 文档数)，
  否则用 jieba 自带的 idf 表（--idf 可指定）。
textrank：Mihalcea & Tarau 2004，窗口 5，阻尼 0.85。
positionrank：Florescu & Caragea 2017，越靠前的词起点概率越大，短语得分为各词之和。
keyness：与 jieba 词典词频相比的对数似然（Rayson & Garside 2000），只列偏多的词。
虚词、数字和单字不参加（--min-length 1 保留单字）。

cntext keywords corpus/ -n 20                     整个语料
cntext keywords corpus/ --by document -n 5        每篇 5 个
cntext keywords corpus/page.txt --method keyness  与一般汉语比""",
    columns=COLUMNS,
)
def keywords(
    corpus: Corpus,
    stopwords: StopWords,
    background: Background,
    lexicon: Lexicon,
    *,
    method: Annotated[str, Opt(Both("算法", "how to score"), choices=METHODS)] = "phrase",
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
    min_range: Annotated[int, Opt(Both("最少文档数", "lowest number of documents"), min=1)] = 1,
) -> Table:
    """Rank the keywords of the corpus, or of each document (--by document).

    --method phrase (the default) takes up to 6 adjoining content words that end in a
    noun: log2(1 + freq) * mean idf of the words * (1 + how early it comes); times 0.65
    for a single word of two characters, times 0.85 where a verb leads. tfidf is frequency /
    words of the group * idf; with 10 documents or more idf = ln(documents / range), else
    jieba's own table (--idf chooses). textrank: Mihalcea & Tarau 2004, window 5, damping
    0.85. positionrank: Florescu & Caragea 2017, words that come early weigh more, a
    phrase is the sum of its words. keyness: log-likelihood against the counts of jieba's
    dictionary (Rayson & Garside 2000), words that are more frequent here. Function words,
    numbers and words of one character take no part (--min-length 1 keeps the latter).

    cntext keywords corpus/ -n 20                     of the corpus
    cntext keywords corpus/ --by document -n 5        five of each document
    cntext keywords corpus/page.txt --method keyness  against general Chinese
    """
    phrasal = method in MOST_WORDS
    kind = kinds(corpus, background, stopwords.__contains__, lexicon.__contains__)
    plain = _plain(corpus, stopwords, min_length)
    found = _words(corpus, plain)
    if phrasal:
        found = candidates(corpus, kind, min_length, MOST_WORDS[method])
    groups, group_of = corpus.groups(by) if by else (("",), np.zeros(len(corpus), np.int32))
    sizes = np.fromiter((len(d.text) for d in corpus.documents), np.int64, len(corpus))
    counts = tally(found, group_of.astype(np.int64), sizes)
    words = np.flatnonzero(corpus.type_is_word()[corpus.tokens])
    base = np.bincount(group_of[corpus.document_of_token()[words]], minlength=len(groups))
    if method == "phrase":
        weight, source = _idf(corpus, background, "jieba" if idf == "auto" else idf)
        scores, how = _phrase(found, counts, kind, weight), _phrase_note(source)
    elif method == "tfidf":
        weight, source = _idf(corpus, background, idf)
        types = np.array([w[0] for w in found.words], np.int64)
        scores = counts.freq / base[counts.group] * weight[types[counts.term]]
        how = Both(f"TF-IDF：{source.zh}", f"TF-IDF: {source.en}")
    elif method == "keyness":
        scores, how = _keyness(found, counts, base, background), _KEYNESS
    else:
        rank, how = _GRAPHS[method]
        walked = kind.content if phrasal else plain
        scores = _walked(corpus, found, counts, group_of, rank, walked)
    kept = (counts.freq >= min_freq) & (counts.range >= min_range) & (scores > 0)
    if phrasal:
        kept &= ~pieces(found, counts, corpus.vocabulary)
    return Table(
        name="keywords",
        title=Both("关键词", "Keywords"),
        columns=COLUMNS if by else COLUMNS[1:],
        rows=_rows(found, counts, scores, kept, groups if by else ()),
        notes=(how,),
        weight="score",
        group=("group",) if by else (),
    )


def _phrase_note(source: Both) -> Both:
    return Both(
        f"得分 = log2(1 + 频次) × 各词 idf 的平均 × (1 + 出现得早的程度)，{source.zh}；频次按整词串计",
        f"score = log2(1 + freq) * mean idf of the words * (1 + how early), {source.en}; freq counts "
        "stretches of whole words",
    )


_KEYNESS = Both(
    "keyness：与 jieba 词典词频相比的对数似然（2 项），只列这里偏多的词；词典没有的词不列",
    "keyness: log-likelihood (2 terms) against the counts of jieba's dictionary; only words "
    "that are more frequent here; words not in the dictionary are left out",
)
_GRAPHS = {
    "textrank": (
        textrank,
        Both("TextRank：窗口 5，阻尼 0.85", "TextRank: window 5, damping 0.85"),
    ),
    "positionrank": (
        positionrank,
        Both(
            "PositionRank：窗口 5，阻尼 0.85；短语得分为各词之和",
            "PositionRank: window 5, damping 0.85; a phrase is the sum of its words",
        ),
    ),
}


def _plain(corpus: Corpus, stopwords: StopWords, min_length: int) -> np.ndarray:
    """Return bool[V]: words that are long enough and no stop words."""
    usable = corpus.type_is_word().tolist()
    words = zip(corpus.vocabulary, usable, strict=True)
    kept = (ok and len(word) >= min_length and word not in stopwords for word, ok in words)
    return np.fromiter(kept, bool, len(usable))


def _words(corpus: Corpus, kept: np.ndarray) -> Candidates:
    """Return every word in ``kept`` (bool[V]) as a term of one word."""
    types = np.flatnonzero(kept).tolist()
    place = np.flatnonzero(kept[corpus.tokens])
    number = np.cumsum(kept) - 1
    texts = [corpus.vocabulary[t] for t in types]
    return in_order(texts, [(t,) for t in types], number[corpus.tokens[place]], place, corpus)


def _idf(corpus: Corpus, background: Background, asked: str) -> tuple[np.ndarray, Both]:
    """Return float64[V], the idf of each type, and where it is from."""
    many = len(corpus) >= FEWEST_DOCUMENTS
    if asked == "corpus" or (asked == "auto" and many):
        pairs = np.unique(
            corpus.document_of_token().astype(np.int64) * len(corpus.vocabulary) + corpus.tokens
        )
        spread = np.bincount(pairs % len(corpus.vocabulary), minlength=len(corpus.vocabulary))
        return np.log(len(corpus) / np.maximum(spread, 1)), Both(
            f"idf = ln({len(corpus)} ÷ 文档数)", f"idf = ln({len(corpus)} / range)"
        )
    idf = np.fromiter(map(background.idf, corpus.vocabulary), float, len(corpus.vocabulary))
    return idf, Both("idf 取自 jieba 的 idf 表", "idf from jieba's table")


def _phrase(found: Candidates, counts: Tally, kind: Kinds, idf: np.ndarray) -> np.ndarray:
    """Return float64[P]: log2(1 + freq) * mean idf * (1 + early), less for what is seldom a key phrase."""
    factor = np.empty(len(found.texts))
    for c, (text, words) in enumerate(zip(found.texts, found.words, strict=True)):
        factor[c] = sum(float(idf[t]) for t in words) / len(words)
        if len(words) > 1 and kind.verb[words[0]]:
            factor[c] *= VERBAL
        elif len(words) == 1 and len(text) == 2:
            factor[c] *= LONE
    scores: np.ndarray = np.log2(1 + counts.freq) * factor[counts.term] * (1 + counts.early)
    return scores


def _keyness(
    found: Candidates, counts: Tally, base: np.ndarray, background: Background
) -> np.ndarray:
    """Return float64[P]: LL against the dictionary's counts, 0 for words not more frequent here."""
    known = np.fromiter(map(background.freq, found.texts), np.int64, len(found.texts))[counts.term]
    scores = np.zeros(len(counts.freq))
    for g, size in enumerate(base.tolist()):
        mine = np.flatnonzero((counts.group == g) & (known > 0))
        a, b = counts.freq[mine], known[mine]
        more = a * background.total > b * size
        scores[mine] = more * log_likelihood(a, b, size, background.total)
    return scores


def _walked(
    corpus: Corpus,
    found: Candidates,
    counts: Tally,
    group_of: np.ndarray,
    rank: Callable[[Sequence[str], Callable[[str], bool]], dict[str, float]],
    kept: np.ndarray,
) -> np.ndarray:
    """Return float64[P]: the score of each term in the graph of its group, its words summed."""
    running: list[list[str]] = [[] for _ in range(int(group_of.max(initial=0)) + 1)]
    for d, g in enumerate(group_of.tolist()):
        # Documents do not touch: a gap as wide as the window parts them.
        running[g] += [*corpus.words(d), *[""] * WINDOW]
    usable = {word for word, ok in zip(corpus.vocabulary, kept.tolist(), strict=True) if ok}
    graphs = [rank(words, usable.__contains__) for words in running]
    return np.fromiter(
        (
            sum(graphs[g].get(corpus.vocabulary[t], 0.0) for t in found.words[c])
            for g, c in zip(counts.group.tolist(), counts.term.tolist(), strict=True)
        ),
        float,
        len(counts.group),
    )


def _rows(
    found: Candidates, counts: Tally, scores: np.ndarray, kept: np.ndarray, groups: tuple[str, ...]
) -> list[Row]:
    chosen = np.flatnonzero(kept)
    # Terms are in code-point order: ties break by it.
    chosen = chosen[np.lexsort((counts.term[chosen], -scores[chosen], counts.group[chosen]))]
    rows: list[Row] = []
    group, rank = -1, 0
    for p in chosen.tolist():
        rank = rank + 1 if counts.group[p] == group else 1
        group = int(counts.group[p])
        head: Row = (groups[group],) if groups else ()
        numbers = float(scores[p]), int(counts.freq[p]), int(counts.range[p])
        rows.append((*head, rank, found.texts[counts.term[p]], *numbers))
    return rows
