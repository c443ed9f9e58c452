"""Compare documents pair by pair: Jaccard, containment, cosine; near-duplicates first.
比较文档的相似度：Jaccard、包含度、余弦；近似重复排在前面。
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any

from cntext.analysis import Opt, analysis
from cntext.corpus import Corpus, field_of
from cntext.errors import Both
from cntext.lazy import np
from cntext.measure.stats.chronology import is_earlier, order_of_age
from cntext.measure.stats.columns import RANK, context, count, date, score
from cntext.measure.stats.shared_runs import shared_runs
from cntext.measure.stats.similar_pairs import Vectors, pairs, sets, unit_vectors
from cntext.query.evidence import Located
from cntext.stopwords import StopWords
from cntext.table import Caveat, Column, Role, Row, Rows, Table, Type, Unit
from cntext.text.shingles import SHINGLE, shingles, stripped

COLUMNS = (
    RANK,
    context("a", "文档一", "Document a"),
    context("b", "文档二", "Document b"),
    date("date_a", "日期一", "Date a"),
    date("date_b", "日期二", "Date b"),
    Column("a_is_earlier", Both("一在先", "a earlier"), Type.BOOLEAN, Unit.NONE, Role.CONTEXT),
    score("jaccard", "Jaccard"),
    score("a_in_b", Both("一含于二", "a in b")),
    score("b_in_a", Both("二含于一", "b in a")),
    score("cosine", Both("余弦", "Cosine")),
    count("shared", "共有片段", "Shared"),
)
_BRIEF = ("jaccard", "cosine", "a_in_b", "b_in_a")
_SHOWN_FOR = {"jaccard": "jaccard", "containment": "a_in_b", "cosine": "cosine"}
_NAMES = {
    "jaccard": Both("Jaccard", "Jaccard"),
    "containment": Both("包含度（较短一篇）", "containment of the shorter one"),
    "cosine": Both("余弦", "cosine"),
}


def _locate(corpus: Corpus, table: Table, given: Mapping[str, Any]) -> Iterator[Located]:
    """Find the runs of shared shingles: first those in document a, then those in b."""
    number = {name: d for d, name in enumerate(field_of(corpus.documents, "document"))}
    for row, pair in enumerate(zip(table.values("a"), table.values("b"), strict=True)):
        a, b = (number[str(name)] for name in pair)
        texts = (corpus.documents[a].text, corpus.documents[b].text)
        for d, spans in zip((a, b), shared_runs(*texts, given["shingle"]), strict=True):
            yield from ((row, d, start, end) for start, end in spans)


@analysis(
    "similar",
    zh="""比较文档的相似度，列出相似的文档对，最相似的在前。

Jaccard = 共有片段 ÷ 两篇片段的并集；“一含于二”= 共有片段 ÷ 文档一的片段（Broder 1997）。
片段是连续 5 个字（--shingle），只取汉字、字母、数字，各篇内重复的算一次。
余弦按词的 TF-IDF：词频 × (ln((1+篇数)/(1+文档数)) + 1)，不含停用词。
列出的数值都是精确值，达到 --min-score 的文档对一对不漏；文档一是日期较早（或先读到）的一篇。
日期只说明先后，不证明谁抄谁；抄了哪些文字见 reuse。

cntext similar corpus/  最相似的在前
cntext similar corpus/ --score cosine --min-score 0.3  按用词""",
    columns=COLUMNS,
    locate=_locate,
    brief=("rank", "a", "b", *_BRIEF),
)
def similar(
    corpus: Corpus,
    stopwords: StopWords,
    *,
    score: Annotated[
        str,
        Opt(
            Both("按哪个数值取舍和排序", "the value that chooses pairs and sorts them"),
            choices=("jaccard", "containment", "cosine"),
        ),
    ] = "jaccard",
    min_score: Annotated[
        float, Opt(Both("这个数值的下限", "lowest value of it"), min=0.001, max=1)
    ] = 0.05,
    shingle: Annotated[
        int, Opt(Both("片段的字数", "characters of a shingle"), min=1, max=50)
    ] = SHINGLE,
) -> Table:
    """Compare documents: the pairs that are alike, the most alike first.

    Jaccard = shared shingles / all shingles of both; "a in b" = shared / shingles of a
    (Broder 1997). A shingle is a run of 5 characters (--shingle): letters, digits and
    Chinese characters only, each counted once a document. Cosine is of words by TF-IDF,
    frequency * (ln((1 + documents) / (1 + range)) + 1), stop words left out. All values
    are exact, and no pair that reaches --min-score is missed. Document a is the one with
    the earlier date, or read first. Dates tell the order, not who copied whom; what
    wording was taken, reuse tells.

    cntext similar corpus/  the most alike first
    cntext similar corpus/ --score cosine --min-score 0.3  by words
    """
    dates = field_of(corpus.documents, "date")
    names = field_of(corpus.documents, "document")
    chosen = order_of_age(dates)
    texts = sets(_shingled(corpus, shingle))
    words = _weighted(corpus, stopwords)
    first, second, value = _alike(words if score == "cosine" else texts, score, min_score)
    age = np.empty(len(corpus), np.int64)
    age[chosen] = np.arange(len(corpus))
    swap = age[first] > age[second]
    a, b = np.where(swap, second, first), np.where(swap, first, second)
    order = np.lexsort((b, a, -value))
    a, b = a[order], b[order]

    def row(i: int) -> Row:
        x, y = int(a[i]), int(b[i])
        shared = int(texts.common(x, [y])[0])
        m, n = int(texts.size[x]), int(texts.size[y])
        cosine = min(float(words.common(x, [y])[0]), 1.0) if words.size[[x, y]].all() else None
        return (
            i + 1,
            names[x],
            names[y],
            dates[x] or None,
            dates[y] or None,
            is_earlier(dates[x], dates[y]) or None,
            shared / (m + n - shared) if m + n else None,
            shared / m if m else None,
            shared / n if n else None,
            cosine,
            shared,
        )

    return Table(
        name="similar",
        title=Both("相似的文档", "Similar documents"),
        columns=COLUMNS,
        rows=Rows(len(a), len(COLUMNS), row),
        brief=("a", "b", _SHOWN_FOR[score], "rank", *_BRIEF),
        notes=_notes(len(a), len(corpus), score, min_score, shingle),
        warnings=_caveats(names, texts),
    )


def _shingled(corpus: Corpus, size: int) -> list[np.ndarray]:
    return [np.unique(shingles(stripped(document.text), size)) for document in corpus.documents]


def _weighted(corpus: Corpus, stopwords: StopWords) -> Vectors:
    """Return the TF-IDF vectors of all documents, of length 1."""
    _, spread = corpus.type_counts()
    kept = corpus.type_is_word() & ~stopwords.among(corpus.vocabulary)
    idf = np.log((1 + len(corpus)) / (1 + spread)) + 1
    features, weights = [], []
    for d in range(len(corpus)):
        tokens = corpus.tokens[corpus.bounds[d] : corpus.bounds[d + 1]]
        found, freq = np.unique(tokens[kept[tokens]], return_counts=True)
        features.append(found.astype(np.int64))
        weights.append(freq * idf[found])
    return unit_vectors(features, weights)


def _alike(
    vectors: Vectors, score: str, lowest: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the pairs that reach ``lowest`` as int64[P], int64[P], and their scores."""
    # Of two sets the smaller one is bound more tightly, so it comes first.
    order = np.argsort(vectors.size, kind="stable")
    ranked = vectors.taken(order)
    size = ranked.size
    if score == "cosine":
        found = pairs(ranked, np.full(len(size), lowest), _tail_length)
    else:
        # |A & B| >= t |A | B| and |B| >= |A| make |A & B| >= 2t / (1 + t) |A|.
        share = 2 * lowest / (1 + lowest) if score == "jaccard" else lowest
        found = pairs(ranked, share * size, _tail_sum)
    first, second, value = [np.empty(0, np.int64)], [np.empty(0, np.int64)], [np.empty(0)]
    for d, others, common in found:
        if score == "jaccard":
            reached = common / (size[d] + size[others] - common)
        else:
            reached = common / size[d] if score == "containment" else np.minimum(common, 1.0)
        enough = reached >= lowest
        first.append(np.full(int(enough.sum()), order[d]))
        second.append(order[others[enough]])
        value.append(reached[enough])
    return np.concatenate(first), np.concatenate(second), np.concatenate(value)


def _tail_sum(weight: np.ndarray) -> np.ndarray:
    return np.cumsum(weight[::-1])[::-1]


def _tail_length(weight: np.ndarray) -> np.ndarray:
    """Return what the rest of a vector can add to a cosine: its length (Cauchy–Schwarz)."""
    return np.asarray(np.sqrt(np.cumsum((weight * weight)[::-1])[::-1]))


def _notes(found: int, documents: int, score: str, lowest: float, size: int) -> tuple[Both, ...]:
    every = documents * (documents - 1) // 2
    name = _NAMES[score]
    return (
        Both(
            f"{every:,} 对中 {found:,} 对的 {name.zh} ≥ {lowest:g}；片段 {size} 字",
            f"{found:,} of {every:,} pairs have {name.en} >= {lowest:g}; "
            f"shingles of {size} characters",
        ),
    )


def _caveats(names: Sequence[str], texts: Vectors) -> tuple[Caveat, ...]:
    empty = np.flatnonzero(texts.size == 0).tolist()
    if not empty:
        return ()
    return (
        Caveat(
            "empty-document",
            Both(
                f"{len(empty):,} 篇没有文字，不参加比较（{names[empty[0]]} …）",
                f"left out, for want of letters: {len(empty):,} ({names[empty[0]]} ...)",
            ),
        ),
    )
