"""Follow terms through time: rates, trend tests, change points, adoption.
追踪词语的历时变化：频率、趋势检验、变点、扩散。
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Annotated, Any

from cntext.analysis import SHARED, Background, Cut, Opt, analysis
from cntext.corpus import Corpus, field_of
from cntext.errors import Both
from cntext.lazy import np
from cntext.lexicon import Lexicon
from cntext.measure.stats.adoption_rows import ALL, adoption_rows, issuers
from cntext.measure.stats.change import (
    FEWEST_PERIODS,
    mann_kendall,
    mann_kendall_many,
)
from cntext.measure.stats.distributions import normal_two_sided
from cntext.measure.stats.document_counts import DocumentCounts, found_in, words_of
from cntext.measure.stats.finders import phrase_finder, term_finder
from cntext.measure.stats.keyness import benjamini_hochberg
from cntext.measure.stats.phrase_discovery import dated_documents, discover
from cntext.measure.stats.runs import Runs, in_runs
from cntext.measure.stats.series import Series, Timeline, joined, series_of, timeline
from cntext.measure.stats.trend_columns import COLUMNS, TITLES, brief_of, columns_of
from cntext.measure.stats.trend_notes import caveats, notes
from cntext.measure.stats.trend_rows import (
    SIGNIFICANT,
    change_rows,
    examine,
    period_rows,
    summary_rows,
)
from cntext.query.evidence import Located, by_table
from cntext.stopwords import StopWords
from cntext.table import Cell, Row, Table
from cntext.text.periods import PERIODS, period_of


def _cut(chosen: Any) -> Cut:  # noqa: ANN401 (options of any type)
    if chosen.get("terms"):
        return Cut.TEXT
    return Cut.DICTIONARY if chosen.get("unit") == "phrase" else Cut.UNITS


def _is_of_phrases(chosen: Mapping[str, Any]) -> bool:
    return not chosen.get("terms") and chosen.get("unit") == "phrase"


def count(
    corpus: Corpus,
    lexicon: Lexicon,
    background: Background | None = None,
    function_words: frozenset[str] = frozenset(),
    padding: frozenset[str] = frozenset(),
    terms: tuple[str, ...] = (),
    *,
    concepts: bool = False,
    unit: str = "word",
    adopters: str = "source",
    level: str = "",
) -> DocumentCounts:
    """Count ``terms`` in each document, or all that ``unit`` says; note when it is from."""
    fields = ("document", "date", adopters, *([level] if level else []))
    if terms:
        return found_in(corpus, term_finder(terms, lexicon, concepts=concepts), terms, fields)
    if unit == "word":
        return words_of(corpus, fields)
    if background is None:
        raise TypeError("phrases are found with a background")
    found = discover(corpus, background, function_words, padding, dated=dated_documents(corpus))
    known = [*lexicon.forms, *(phrase.text for phrase in found)]
    return found_in(corpus, phrase_finder(known), fields=fields)


def _locate(corpus: Corpus, table: Table, given: Mapping[str, Any]) -> Iterator[Located]:
    """Find the occurrences in documents of the period, or of the level, that a row counts."""
    ids = {column.id for column in table.columns}
    dates = field_of(corpus.documents, "date")
    of = [period_of(date, given["period"]) for date in dates]
    cells: list[Cell] = [None] * len(table.rows)
    if "level" in ids and given["level"]:
        of = field_of(corpus.documents, given["level"])
        cells = [None if cell == ALL else cell for cell in table.values("level")]
    elif "documents" in ids and "period" in ids:
        cells = table.values("period")
    for row, d, start, end in by_table(corpus, table, given):
        if (cells[row] is None or cells[row] == of[d]) and period_of(dates[d], given["period"]):
            yield row, d, start, end


@analysis(
    "trend",
    zh="""追踪词语的历时变化。

cntext trend 产教融合 双高 -- corpus/               所给的词，在原文上逐字计数
cntext trend corpus/                                涨得最快和跌得最快的词
cntext trend 产教融合 双高 -- corpus/ -o trend.svg  画成图

--view summary 每词一行：走势图（每个时期一格）、Mann–Kendall 趋势检验、Sen 斜率（每年每百万
的增量）、Pettitt 变点、Poisson 变点；periods 每个时期一行：频率和精确区间（Garwood）、文档比例
（Wilson）、累计采用；changes 每个变点一行；adoption 首见文档、发文单位、各级的时滞（--level）、
logistic 曲线。Poisson 变点以篇幅为暴露量，逐次二分，p 由打乱时期得出（--rounds 次）。
时期少于 8 个时不做检验，只说“时期太少”。日期取自文首、文件名或正文，见 --date-from。""",
    drawn=lambda _: {"view": "periods"},
    columns=COLUMNS,
    cut=_cut,
    counts=count,
    in_runs=True,
    locate=_locate,
    # Which phrases there are is a question to the whole corpus.
    whole=_is_of_phrases,
    uses=lambda chosen: SHARED if _is_of_phrases(chosen) else frozenset({"stopwords", "lexicon"}),
)
def trend(
    counts: DocumentCounts | Runs[DocumentCounts],
    stopwords: StopWords,
    terms: tuple[str, ...] = (),
    *,
    period: Annotated[str, Opt(Both("时期", "length of a period"), choices=PERIODS)] = "year",
    view: Annotated[
        str,
        Opt(Both("哪种表", "which table"), choices=("summary", "periods", "changes", "adoption")),
    ] = "summary",
    concepts: Annotated[
        bool,
        Opt(Both("词表所列的词，各种写法都算", "count terms of the lexicon in all their forms")),
    ] = False,
    unit: Annotated[
        str,
        Opt(
            Both("没有给词时：词或短语", "where no terms are given: words or phrases"),
            choices=("word", "phrase"),
        ),
    ] = "word",
    adopters: Annotated[
        str, Opt(Both("发文单位的字段", "the field that names the issuer"), field=True)
    ] = "source",
    level: Annotated[
        str,
        Opt(
            Both("级别的字段，如 level（国家、省、校）", "field of the level of government"),
            field=True,
        ),
    ] = "",
    rounds: Annotated[
        int,
        Opt(
            Both("变点检验打乱的次数", "permutations of the test of change points"),
            min=99,
            max=99_999,
        ),
    ] = 999,
    seed: Annotated[int, Opt(Both("随机数种子", "seed of the random numbers"), min=0)] = 0,
    min_freq: Annotated[
        int, Opt(Both("没有给词时的最低频次", "lowest frequency where no terms are given"), min=1)
    ] = 20,
    min_range: Annotated[
        int,
        Opt(
            Both("没有给词时的最少文档数", "lowest number of documents where no terms are given"),
            min=1,
        ),
    ] = 3,
) -> Table:
    """Follow terms through time.

    cntext trend 产教融合 双高 -- corpus/               these terms, counted on the text
    cntext trend corpus/                                the words that rise and fall most
    cntext trend 产教融合 双高 -- corpus/ -o trend.svg  as a picture

    --view summary: a row a term, with a line of bars (one a period), the Mann-Kendall
    test, Sen's slope (per million, a year), the change points of Pettitt and of Poisson
    rates. periods: a row a period, with rates and exact intervals (Garwood), shares of
    documents (Wilson), cumulative adoption. changes: a row a change point. adoption: first
    document, issuers, lag by --level, logistic curve. Poisson change points take the
    amount of text as exposure and are found by binary segmentation; their p is by
    permutation of periods (--rounds). With fewer than 8 periods nothing is tested.
    """
    del concepts, unit  # the counts are by them already
    runs = in_runs(counts)
    when = timeline(runs.documents.facts["date"], period)
    if terms:
        whole = runs.whole()
        place = {term: t for t, term in enumerate(whole.terms)}
        series, adjusted = series_of(whole.take([place[term] for term in terms]), when), None
    else:
        series, adjusted = _moving(runs, when, stopwords, min_freq, min_range)
    changes = bool(terms) or view in {"periods", "changes"}
    found = [
        examine(series, t, seed=seed, rounds=rounds, changes=changes)
        for t in range(len(series.terms))
    ]
    rows: list[Row]
    if view == "summary":
        rows = summary_rows(series, found, adjusted)
    elif view == "changes":
        rows = change_rows(series, found)
    elif view == "periods":
        rows = period_rows(series, found, _issuers(runs, series, adopters))
    else:
        rows = _adoption(runs, series, adopters, level)
    return Table(
        name="trend",
        title=TITLES[view],
        columns=columns_of(view),
        rows=rows,
        notes=notes(series, terms, view, level),
        warnings=caveats(series, terms, view),
        group=_group(view, terms),
        brief=brief_of(view, terms=bool(terms), level=bool(level)),
    )


def _group(view: str, terms: Sequence[str]) -> tuple[str, ...]:
    if view == "summary":
        return () if terms else ("direction",)
    return ("term",) if view in {"periods", "adoption"} else ()


def _moving(
    runs: Runs[DocumentCounts], when: Timeline, stopwords: StopWords, min_freq: int, min_range: int
) -> tuple[Series, np.ndarray]:
    """Return the terms with a significant trend: those that rise fastest, then those that fall.

    All frequent terms are tested: significant is p after Benjamini-Hochberg, which is
    returned with them.
    """

    def frequent(run: DocumentCounts) -> DocumentCounts:
        freq, spread = run.by(np.where(when.at >= 0, 0, -1), 1)
        enough = np.flatnonzero((freq[0] >= min_freq) & (spread[0] >= min_range)).tolist()
        return run.take([t for t in enough if run.terms[t] not in stopwords])

    series = joined([series_of(run, when) for run in runs.each(frequent)])
    filled = series.base > 0
    if filled.sum() < FEWEST_PERIODS or not series.terms:
        return series.take([]), np.empty(0)
    rates = series.rates[:, filled]
    s, z = mann_kendall_many(rates)
    p = np.fromiter(map(normal_two_sided, z.tolist()), float, len(z))
    adjusted = benjamini_hochberg(p)
    moving = np.flatnonzero((adjusted <= SIGNIFICANT) & (s != 0)).tolist()
    slopes = {i: mann_kendall(rates[i], when.years[filled]).slope for i in moving}
    moving.sort(key=lambda i: (s[i] < 0, -abs(slopes[i]), series.terms[i]))
    return series.take(moving), adjusted[moving]


def _of_terms(runs: Runs[DocumentCounts], terms: Sequence[str]) -> Runs[DocumentCounts]:
    wanted = frozenset(terms)
    return runs.each(lambda run: run.take([t for t, w in enumerate(run.terms) if w in wanted]))


def _issuers(runs: Runs[DocumentCounts], series: Series, field: str) -> np.ndarray | None:
    """Return what `issuers` does, for the terms of ``series``."""
    found: dict[str, np.ndarray] = {}
    for run in _of_terms(runs, series.terms):
        counted = issuers(run, series.timeline, field)
        if counted is None:
            return None
        found.update(zip(run.terms, counted, strict=True))
    size = len(series.timeline.periods) + 1
    return np.array([found[term] for term in series.terms], np.int64).reshape(-1, size)


def _adoption(runs: Runs[DocumentCounts], series: Series, field: str, level: str) -> list[Row]:
    """Return what `adoption_rows` does, for the terms of ``series``."""
    place = {term: t for t, term in enumerate(series.terms)}
    rows: dict[str, list[Row]] = {}
    for run in _of_terms(runs, series.terms):
        own = series.take([place[term] for term in run.terms])
        sources = issuers(run, series.timeline, field)
        for row in adoption_rows(run, own, sources, field=field, level=level):
            rows.setdefault(str(row[0]), []).append(row)
    return list(chain.from_iterable(rows[term] for term in series.terms))
