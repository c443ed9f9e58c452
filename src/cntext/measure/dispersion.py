"""Measure how evenly terms are spread: D, D2, S, DP, ARF and their like; barcodes.
衡量词语分布是否均匀：D、D2、S、DP、ARF 等，以及位置条码。
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from cntext.analysis import BY, Cut, Opt, analysis
from cntext.corpus import Corpus
from cntext.errors import Both
from cntext.lazy import np
from cntext.lexicon import Lexicon
from cntext.measure.stats.dispersion_columns import BRIEF, COLUMNS, STATISTICS, positions_of
from cntext.measure.stats.dispersion_notes import FEWEST, caveats, notes
from cntext.measure.stats.dispersion_rows import SORTS, statistics
from cntext.measure.stats.node_hits import span_finder
from cntext.measure.stats.places import (
    Places,
    text_places,
    with_lines,
    without_offsets,
    word_places,
)
from cntext.measure.stats.runs import Runs, in_runs
from cntext.stopwords import StopWords
from cntext.table import Row, Table


def count(
    corpus: Corpus,
    lexicon: Lexicon | None = None,
    terms: tuple[str, ...] = (),
    *,
    by: str = "",
    concepts: bool = False,
    view: str = "statistics",
) -> Places:
    """Find ``terms``, or every word; ``by`` is the field of the parts."""
    if terms:
        find = span_finder(terms, lexicon or Lexicon([]), concepts=concepts)
        places = text_places(corpus, find, terms, by)
    else:
        places = word_places(corpus, by)
    return with_lines(places, corpus) if view == "positions" else without_offsets(places)


def _letters(
    counts: Places | Runs[Places], row: Row, given: Mapping[str, Any]
) -> Mapping[str, object]:
    """Return f and s, frequencies and sizes of the parts, d, the distances, and N."""
    if given["view"] == "positions":
        return {}
    places = next(run for run in in_runs(counts) if row[1] in run.terms)
    names, group_of = places.groups()
    sizes = np.zeros(len(names), np.int64)
    np.add.at(sizes, group_of, places.sizes)
    term = places.terms.index(str(row[1]))
    freq = places.by(group_of, len(names))[term]
    at = places.positions[places.bounds[term] : places.bounds[term + 1]]
    around = np.append(at[1:], at[:1] + places.size)
    return {
        "f": freq[sizes > 0].tolist(),
        "s": sizes[sizes > 0].tolist(),
        "d": np.maximum(around - at, 1).tolist(),
        "N": places.size,
    }


@analysis(
    "dispersion",
    zh="""衡量词语分布是否均匀。

cntext dispersion 产教融合 双高 -- corpus/  所给的词，在原文上逐字计数
cntext dispersion corpus/ --min-freq 20     所有的词（--min-freq 以上）
cntext dispersion 产教融合 corpus/ -o positions.svg  位置条码

各部分是文档，或 --by 的各组；大小按汉字计（所有的词则按词计）。D（Juilland，按相对频率，
总体标准差）、D2（Carroll）、S（Rosengren）、D3（Lyne）越大越均匀；DP（Gries）、DPnorm 越小
越均匀。ARF、AWT、ALD（Savický & Hlaváčová）只看位置，不看分部。--view positions 列出每次
出现的位置。部分或出现次数少于 5 时，这些数说明不了什么。""",
    drawn=lambda chosen: {"view": "positions"} if chosen.get("terms") else {},
    columns=COLUMNS,
    cut=lambda chosen: Cut.TEXT if chosen.get("terms") else Cut.UNITS,
    counts=count,
    in_runs=True,
    letters=_letters,
)
def dispersion(
    counts: Places | Runs[Places],
    stopwords: StopWords,
    terms: tuple[str, ...] = (),
    *,
    by: Annotated[str, BY] = "",
    concepts: Annotated[
        bool,
        Opt(Both("词表所列的词，各种写法都算", "count terms of the lexicon in all their forms")),
    ] = False,
    view: Annotated[
        str,
        Opt(
            Both("表：各词的统计，或每次出现的位置", "table: statistics, or every position"),
            choices=("statistics", "positions"),
        ),
    ] = "statistics",
    sort: Annotated[
        str,
        Opt(
            Both("按哪一栏排序，均匀的在前", "column to sort by, the most even first"),
            choices=SORTS,
        ),
    ] = "freq",
    min_freq: Annotated[
        int, Opt(Both("没有给词时的最低频次", "lowest frequency where no terms are given"), min=1)
    ] = FEWEST,
    min_range: Annotated[
        int,
        Opt(
            Both("没有给词时最少的部分数", "lowest number of parts where no terms are given"), min=1
        ),
    ] = 1,
) -> Table:
    """Measure how evenly terms are spread over the parts of a corpus, and along it.

    cntext dispersion 产教融合 双高 -- corpus/  these terms, counted on the text
    cntext dispersion corpus/ --min-freq 20     all words (of --min-freq and more)
    cntext dispersion 产教融合 corpus/ -o positions.svg  a barcode of its places

    Parts are documents, or the groups of --by; their sizes are in Chinese characters (for
    all words: in words). D (Juilland, of relative frequencies, population deviation), D2
    (Carroll), S (Rosengren) and D3 (Lyne) are high where a term is even; DP (Gries) and
    DPnorm are low. ARF, AWT and ALD (Savický & Hlaváčová) look at positions, not at parts.
    --view positions lists every occurrence. With fewer than 5 parts or occurrences these
    numbers say little.
    """
    del concepts  # the counts are by it already
    runs = in_runs(counts)
    if not terms:
        runs = runs.each(lambda run: run.only(_wanted(run, stopwords, min_freq)))
    names, group_of = runs.documents.groups()
    if view == "positions":
        parts = names if by and by != "document" else ()
        rows = _positions(runs.whole(), parts, group_of)
        columns = positions_of(parts=bool(parts))
    else:
        least = 0 if terms else min_range
        rows, columns = statistics(runs, group_of, len(names), least, sort), STATISTICS
    return Table(
        name="dispersion",
        title=Both("位置", "Positions") if view == "positions" else Both("分布", "Dispersion"),
        columns=columns,
        rows=rows,
        notes=notes(runs.documents, by, len(names), group_of, terms),
        warnings=caveats(runs, len(names), terms, by),
        weight="freq" if view == "statistics" else None,
        brief=BRIEF if view == "statistics" else (),
    )


def _wanted(places: Places, stopwords: StopWords, min_freq: int) -> np.ndarray:
    """Return bool[T]: which words are frequent enough, and no stop words."""
    kept = [term not in stopwords for term in places.terms]
    return np.array(kept, bool) & (places.freq >= min_freq)


def _positions(places: Places, names: Sequence[str], group_of: np.ndarray) -> list[Row]:
    terms = np.repeat(np.arange(len(places.terms)), places.freq).tolist()
    told = (places.documents, places.lines, places.offsets, places.ends, places.positions)
    rows: list[Row] = []
    for t, d, line, start, end, position in zip(terms, *(x.tolist() for x in told), strict=True):
        rows.append(
            (
                places.terms[t],
                *([names[group_of[d]]] if names else []),
                places.names[d],
                line,
                start,
                end,
                position + 1,
                100 * position / max(places.size, 1),
            )
        )
    return rows
