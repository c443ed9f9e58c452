"""Find topics: groups of words that go together (NMF or LDA), and how far to trust them.
主题模型（NMF 或 LDA）：主题词、份额、稳定性。
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from cntext.analysis import Opt, analysis
from cntext.corpus import Corpus, field_of
from cntext.errors import Both, CntextError
from cntext.lazy import np
from cntext.measure.stats.limits import MIN_RANGE
from cntext.measure.stats.topic_models import Topics, Words, fit, require
from cntext.measure.stats.topic_quality import npmi, stability
from cntext.stopwords import StopWords
from cntext.table import Caveat, Column, Role, Row, Table, Type, Unit

_DOCUMENT = Column(
    "document", Both("文档", "Document"), Type.STRING, role=Role.CONTEXT, optional=True
)
_DATE = Column("date", Both("日期", "Date"), Type.STRING, Unit.DATE, Role.CONTEXT, optional=True)
_K = Column("k", Both("主题数", "k"), Type.INTEGER, Unit.RANK, Role.KEY, optional=True)
_TOPIC = Column("topic", Both("主题", "Topic"), Type.INTEGER, Unit.RANK, Role.KEY, optional=True)
_RANK = Column("rank", Both("名次", "Rank"), Type.INTEGER, Unit.RANK, Role.KEY, optional=True)
_WORD = Column("word", Both("词", "Word"), Type.STRING, role=Role.TERM, optional=True)
_WEIGHT = Column("weight", Both("权重", "Weight"), Type.NUMBER, Unit.SCORE, optional=True)
_SHARE = Column("share", Both("份额%", "Share %"), Type.NUMBER, Unit.PERCENT, optional=True)
_NPMI = Column("npmi", Both("NPMI", "NPMI"), Type.NUMBER, Unit.SCORE, optional=True)
_STABLE = Column("stability", Both("稳定性", "Stability"), Type.NUMBER, Unit.SCORE, optional=True)
_WORDS = Column("words", Both("主要的词", "Words"), Type.STRING, role=Role.EXAMPLE, optional=True)
COLUMNS = (
    _DOCUMENT, _DATE, _K, _TOPIC, _RANK, _WORD, _WEIGHT, _SHARE, _NPMI, _STABLE, _WORDS,
)  # fmt: skip
# Under this many documents, which words go together is mostly which documents there are.
FEWEST_DOCUMENTS = 50


@analysis(
    "topics",
    zh="""主题：经常同现的词归为一组，给出主要的词和各文档的份额。需要附加组件 [topics]。

--view topics     每个主题一行：份额、NPMI、主要的词（默认）
--view words      每个主题的词与权重（组内合计为 1 的一部分）
--view documents  各文档中每个主题的份额（合计 100%）
--view stability  换 --runs 个种子，同一主题的主要词有多少重合（Jaccard，一一匹配）
--view choice     k 从 2 到 -k：NPMI 和稳定性，供选定 k

NMF 分解 TF-IDF，LDA 分解词频（scikit-learn）。不含停用词、单字，和只见于一篇的词。
NPMI 按主要的词在文档中的同现计算（Bouma 2009），越高越连贯。
主题是统计上的归组，不是文本自己的分类：名称由人来定，稳定性低的主题不宜引用。

cntext topics corpus/ -k 5                   五个主题
cntext topics corpus/ -k 5 --view stability  换种子是否还在""",
    columns=COLUMNS,
    brief=tuple(column.id for column in COLUMNS if column is not _DATE),
)
def topics(
    corpus: Corpus,
    stopwords: StopWords,
    *,
    method: Annotated[str, Opt(Both("算法", "method"), choices=("nmf", "lda"))] = "nmf",
    k: Annotated[int, Opt(Both("主题数", "number of topics"), short="-k", min=2, max=500)] = 10,
    view: Annotated[
        str,
        Opt(
            Both("给出哪张表", "which table"),
            choices=("topics", "words", "documents", "stability", "choice"),
        ),
    ] = "topics",
    words: Annotated[int, Opt(Both("每个主题取几个词", "words of a topic"), min=2, max=100)] = 10,
    runs: Annotated[
        int, Opt(Both("比较几个别的种子", "other seeds to compare with"), min=1, max=100)
    ] = 5,
    seed: Annotated[int, Opt(Both("随机种子", "seed"), min=0, max=2**31)] = 0,
    min_length: Annotated[int, Opt(Both("最短字数", "shortest word, in characters"), min=1)] = 2,
    min_range: Annotated[int, MIN_RANGE] = 2,
) -> Table:
    """Find topics: words that go together, and the share of each topic in each document.

    Needs the extra [topics].

    --view topics     one row a topic: share, NPMI, its words (default)
    --view words      words and weights of each topic (all weights of one sum to 1)
    --view documents  the share of each topic in each document (sums to 100 %)
    --view stability  how many words of a topic --runs other seeds find (Jaccard, matched)
    --view choice     k from 2 to -k: NPMI and stability, to choose k by

    NMF is of TF-IDF, LDA of counts (scikit-learn). Stop words, single characters and
    words of one document are left out. NPMI is of the words of a topic in documents
    (Bouma 2009): the higher, the more coherent. Topics are groups by statistics, no
    classes of the texts themselves: people name them, and an unstable one is no evidence.

    cntext topics corpus/ -k 5                   five topics
    cntext topics corpus/ -k 5 --view stability  whether other seeds find them
    """
    require()
    counted = _counted(corpus, stopwords, min_length, min_range)
    least = min(len(np.unique(counted.document)), len(counted.terms))
    kept = f"{len(counted.terms):,}"
    notes: tuple[Both, ...] = (
        Both(
            f"{method.upper()}，k = {k}，种子 {seed}；{len(corpus):,} 篇，{kept} 个词",
            f"{method.upper()}, k = {k}, seed {seed}; {len(corpus):,} documents, {kept} words",
        ),
    )
    columns = _VIEWS[view]
    title = Both("主题", "Topics")
    if least < 2:
        empty = Both("文档或词太少，没有主题", "too few documents or words: no topics")
        return Table("topics", title, columns, [], notes=(*notes, empty))
    if k > least:
        raise CntextError(
            f"-k {k}",
            Both(
                f"主题多于文档或词（最多 {least}）",
                f"more topics than documents or words (at most {least})",
            ),
            Both(f"用 -k {least} 或更少", f"use -k {least} or less"),
        )

    def again(number: int, other: int) -> Topics:
        return fit(counted, method, number, seed + other)

    rows: list[Row]
    if view == "choice":
        rows = [_choice(counted, again, number, words, runs) for number in range(2, k + 1)]
        return Table("topics", title, columns, rows, notes=notes, warnings=_caveats(corpus, True))
    found = again(k, 0)
    if view == "stability":
        rows = _stable(counted, found, again, words, runs)
    elif view == "documents":
        rows = _by_document(corpus, found)
    elif view == "words":
        rows = _by_word(counted, found, words)
    else:
        rows = _by_topic(counted, found, words)
    return Table(
        "topics",
        title,
        columns,
        rows,
        notes=notes,
        warnings=_caveats(corpus, found.converged),
        group={"words": ("topic",), "documents": ("document",)}.get(view, ()),
    )


Again = Callable[[int, int], Topics]  # topics for a k, by a seed so much further on

_VIEWS = {
    "topics": (_TOPIC, _SHARE, _NPMI, _WORDS),
    "words": (_TOPIC, _RANK, _WORD, _WEIGHT),
    "documents": (_DOCUMENT, _DATE, _TOPIC, _SHARE),
    "stability": (_TOPIC, _SHARE, _STABLE, _WORDS),
    "choice": (_K, _NPMI, _STABLE),
}


def _counted(corpus: Corpus, stopwords: StopWords, length: int, least: int) -> Words:
    """Count the words that take part, in order of code point."""
    _, spread = corpus.type_counts()
    long = np.fromiter(map(len, corpus.vocabulary), np.int64, len(corpus.vocabulary)) >= length
    kept = corpus.type_is_word() & ~stopwords.among(corpus.vocabulary) & long & (spread >= least)
    order = sorted(np.flatnonzero(kept).tolist(), key=corpus.vocabulary.__getitem__)
    place = np.full(len(corpus.vocabulary), -1, np.int64)
    place[order] = np.arange(len(order))
    at = place[corpus.tokens] if order else np.full(len(corpus.tokens), -1)
    width = max(len(order), 1)
    cells, freq = np.unique(
        (corpus.document_of_token().astype(np.int64) * width + at)[at >= 0], return_counts=True
    )
    terms = tuple(corpus.vocabulary[i] for i in order)
    return Words(len(corpus), terms, cells // width, cells % width, freq)


def _line(counted: Words, top: list[int]) -> str:
    return " ".join(counted.terms[word] for word in top)


def _by_topic(counted: Words, found: Topics, words: int) -> list[Row]:
    share = _mean_share(found)
    return [
        (t + 1, share[t], npmi(counted.present(top)), _line(counted, top))
        for t, top in enumerate(found.top(words))
    ]


def _by_word(counted: Words, found: Topics, words: int) -> list[Row]:
    return [
        (t + 1, rank, counted.terms[word], float(found.weights[t, word]))
        for t, top in enumerate(found.top(words))
        for rank, word in enumerate(top, start=1)
    ]


def _by_document(corpus: Corpus, found: Topics) -> list[Row]:
    names, dates = (field_of(corpus.documents, name) for name in ("document", "date"))
    rows: list[Row] = []
    for d, (name, date) in enumerate(zip(names, dates, strict=True)):
        shares = found.shares[d].tolist()
        known = any(shares)
        order = sorted(range(len(shares)), key=lambda t: (-shares[t], t))
        rows += ((name, date or None, t + 1, 100 * shares[t] if known else None) for t in order)
    return rows


def _stable(counted: Words, found: Topics, again: Again, words: int, runs: int) -> list[Row]:
    tops, share = found.top(words), _mean_share(found)
    values = _stability(tops, again, words, runs)
    return [(t + 1, share[t], values[t], _line(counted, top)) for t, top in enumerate(tops)]


def _choice(counted: Words, again: Again, k: int, words: int, runs: int) -> Row:
    tops = again(k, 0).top(words)
    known = [value for value in (npmi(counted.present(top)) for top in tops) if value is not None]
    values = _stability(tops, again, words, runs)
    return (k, sum(known) / len(known) if known else None, sum(values) / k)


def _stability(tops: list[list[int]], again: Again, words: int, runs: int) -> list[float]:
    others = [again(len(tops), other).top(words) for other in range(1, runs + 1)]
    return stability(tops, others)


def _mean_share(found: Topics) -> list[float]:
    """Return the mean share of each topic, in %, over the documents that have any."""
    known = found.shares[found.shares.any(axis=1)]
    return [float(100 * value) for value in known.mean(axis=0)]


def _caveats(corpus: Corpus, converged: bool) -> tuple[Caveat, ...]:
    found = []
    if len(corpus) < FEWEST_DOCUMENTS:
        found.append(
            Caveat(
                "few-documents",
                Both(
                    f"只有 {len(corpus)} 篇（少于 {FEWEST_DOCUMENTS}）：主题多半随文档而定，"
                    "请看 --view stability",
                    f"only {len(corpus)} documents (under {FEWEST_DOCUMENTS}): topics follow single "
                    "documents; see --view stability",
                ),
            )
        )
    if not converged:
        found.append(
            Caveat(
                "not-converged",
                Both("迭代次数用尽，尚未收敛", "it ran out of iterations before it converged"),
            )
        )
    return tuple(found)
