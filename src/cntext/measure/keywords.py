"""Rank the key phrases or words of the corpus, or of each document.
提取关键词和关键短语，整个语料或逐篇。
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from cntext.analysis import BY, Background, Opt, analysis
from cntext.corpus import Corpus
from cntext.errors import Both
from cntext.lazy import np
from cntext.lexicon import Lexicon
from cntext.measure.stats.graph import WINDOW, positionrank, textrank
from cntext.measure.stats.key_phrase_counts import KeyPhraseCounts, count_candidates, pieces
from cntext.measure.stats.key_phrases import Candidates, candidates, in_order, kinds
from cntext.measure.stats.keyness import log_likelihood
from cntext.measure.stats.limits import MIN_FREQ, MIN_RANGE
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


@dataclass(frozen=True, slots=True)
class Walked:
    """Terms of a whole corpus with their scores, float64[P], in the graphs of its groups."""

    counts: KeyPhraseCounts
    scores: np.ndarray

    def merged(self, others: Sequence[Walked]) -> Walked:
        """Return itself; TypeError where there are others, for graphs of parts do not add up."""
        if others:
            raise TypeError("a graph is of a corpus as one")
        return self


def count(
    corpus: Corpus,
    stopwords: StopWords,
    background: Background,
    lexicon: Lexicon,
    *,
    method: str,
    by: str,
    min_length: int,
) -> KeyPhraseCounts | Walked:
    """Count the terms that ``method`` can score, by group; graphs are walked at once."""
    phrasal = method in MOST_WORDS
    if phrasal:
        kind = kinds(corpus.vocabulary, background, stopwords.__contains__, lexicon.__contains__)
        kept = kind.content
        found = candidates(corpus, kind, min_length, MOST_WORDS[method])
    else:
        kept = _plain(corpus, stopwords, min_length)
        found = _words(corpus, kept)
    counts = count_candidates(corpus, found, by)
    if method not in _GRAPHS:
        return counts
    return Walked(counts, _walked(corpus, counts, _GRAPHS[method][0], kept))


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
    counts=count,
    # Its graph is of the whole text.
    whole=lambda chosen: chosen.get("method") in _GRAPHS,
)
def keywords(
    counted: KeyPhraseCounts | Walked,
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
    min_freq: Annotated[int, MIN_FREQ] = 1,
    min_range: Annotated[int, MIN_RANGE] = 1,
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
    del min_length  # the counts are by it already
    counts = counted.counts if isinstance(counted, Walked) else counted
    if isinstance(counted, Walked):
        scores, how = counted.scores, _GRAPHS[method][1]
    elif method == "phrase":
        weight, source = _idf(counts, background, "jieba" if idf == "auto" else idf)
        verbs = _verbs(counts, stopwords, background, lexicon)
        scores, how = _phrase(counts, weight, verbs), _phrase_note(source)
    elif method == "tfidf":
        weight, source = _idf(counts, background, idf)
        weights = np.fromiter(map(weight.__getitem__, counts.cuts), float, len(counts.cuts))
        scores = counts.freq / counts.base[counts.group] * weights[counts.term]
        how = Both(f"TF-IDF：{source.zh}", f"TF-IDF: {source.en}")
    else:
        scores, how = _keyness(counts, background), _KEYNESS
    kept = (counts.freq >= min_freq) & (counts.range >= min_range) & (scores > 0)
    if method in MOST_WORDS:
        kept &= ~pieces(counts)
    return Table(
        name="keywords",
        title=Both("关键词", "Keywords"),
        columns=COLUMNS if by else COLUMNS[1:],
        rows=_rows(counts, scores, kept, counts.groups if by else ()),
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
_Rank = Callable[[Sequence[str], Callable[[str], bool]], dict[str, float]]
_GRAPHS: Mapping[str, tuple[_Rank, Both]] = {
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


def _idf(
    counts: KeyPhraseCounts, background: Background, asked: str
) -> tuple[Mapping[str, float], Both]:
    """Return the idf of each word, and where it is from."""
    many = counts.documents >= FEWEST_DOCUMENTS
    if asked == "corpus" or (asked == "auto" and many):
        idf = np.log(counts.documents / np.maximum(counts.spread, 1)).tolist()
        return dict(zip(counts.words, idf, strict=True)), Both(
            f"idf = ln({counts.documents} ÷ 文档数)", f"idf = ln({counts.documents} / range)"
        )
    idf = map(background.idf, counts.words)
    return dict(zip(counts.words, idf, strict=True)), Both(
        "idf 取自 jieba 的 idf 表", "idf from jieba's table"
    )


def _verbs(
    counts: KeyPhraseCounts, stopwords: StopWords, background: Background, lexicon: Lexicon
) -> frozenset[str]:
    """Return the words that are verbs."""
    kind = kinds(counts.words, background, stopwords.__contains__, lexicon.__contains__)
    return frozenset(counts.words[i] for i in np.flatnonzero(kind.verb).tolist())


def _phrase(counts: KeyPhraseCounts, idf: Mapping[str, float], verbs: frozenset[str]) -> np.ndarray:
    """Return float64[P]: log2(1 + freq) * mean idf * (1 + early), less for what is seldom a key phrase."""
    factor = np.empty(len(counts.cuts))
    for c, words in enumerate(counts.parts()):
        factor[c] = sum(idf[word] for word in words) / len(words)
        if len(words) > 1 and words[0] in verbs:
            factor[c] *= VERBAL
        elif len(words) == 1 and len(words[0]) == 2:
            factor[c] *= LONE
    scores: np.ndarray = np.log2(1 + counts.freq) * factor[counts.term] * (1 + counts.early())
    return scores


def _keyness(counts: KeyPhraseCounts, background: Background) -> np.ndarray:
    """Return float64[P]: LL against the dictionary's counts, 0 for words not more frequent here."""
    texts = counts.texts()
    known = np.fromiter(map(background.freq, texts), np.int64, len(texts))[counts.term]
    scores = np.zeros(len(counts.freq))
    for g, size in enumerate(counts.base.tolist()):
        mine = np.flatnonzero((counts.group == g) & (known > 0))
        a, b = counts.freq[mine], known[mine]
        more = a * background.total > b * size
        scores[mine] = more * log_likelihood(a, b, size, background.total)
    return scores


def _walked(
    corpus: Corpus,
    counts: KeyPhraseCounts,
    rank: _Rank,
    kept: np.ndarray,
) -> np.ndarray:
    """Return float64[P]: the score of each term in the graph of its group, its words summed."""
    group_of = corpus.groups(counts.by)[1] if counts.by else np.zeros(len(corpus), np.int32)
    running: list[list[str]] = [[] for _ in counts.groups]
    for d, g in enumerate(group_of.tolist()):
        # Documents do not touch: a gap as wide as the window parts them.
        running[g] += [*corpus.words(d), *[""] * WINDOW]
    usable = {word for word, ok in zip(corpus.vocabulary, kept.tolist(), strict=True) if ok}
    graphs = [rank(words, usable.__contains__) for words in running]
    parts = counts.parts()
    cells = zip(counts.group.tolist(), counts.term.tolist(), strict=True)
    sums = (sum(graphs[g].get(word, 0.0) for word in parts[c]) for g, c in cells)
    return np.fromiter(sums, float, len(counts.group))


def _rows(
    counts: KeyPhraseCounts, scores: np.ndarray, kept: np.ndarray, groups: tuple[str, ...]
) -> list[Row]:
    chosen = np.flatnonzero(kept)
    # Terms are in code-point order: ties break by it.
    chosen = chosen[np.lexsort((counts.term[chosen], -scores[chosen], counts.group[chosen]))]
    texts = counts.texts()
    rows: list[Row] = []
    group, rank = -1, 0
    for p in chosen.tolist():
        rank = rank + 1 if counts.group[p] == group else 1
        group = int(counts.group[p])
        head: Row = (groups[group],) if groups else ()
        numbers = float(scores[p]), int(counts.freq[p]), int(counts.range[p])
        rows.append((*head, rank, texts[counts.term[p]], *numbers))
    return rows
