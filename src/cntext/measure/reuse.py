"""Find passages that documents have from one another: word for word, or edited.
找出沿用的段落：照搬、改动，各篇自写的份额。
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, TypeAlias

from cntext.analysis import Cut, Opt, Takes, analysis
from cntext.corpus import Corpus, field_of
from cntext.errors import Both
from cntext.lazy import np
from cntext.measure.stats.borrowing import (
    letters_by_kind,
    marked,
    places_of_letters,
    span_in_text,
)
from cntext.measure.stats.chronology import is_earlier, order_of_age
from cntext.measure.stats.passages import Passage, passages
from cntext.measure.stats.reuse_columns import BRIEF, OF_DOCUMENT, PASSAGES, SHARES, brief_of
from cntext.measure.stats.seeds import Matches, matches
from cntext.query.evidence import Located
from cntext.table import Caveat, Row, Rows, Table
from cntext.text.shingles import stripped

# A string, since numpy is not imported for a name.
_Searched: TypeAlias = "tuple[list[int], list[str], np.ndarray, Matches, list[Passage]]"


def _search(
    corpus: Corpus,
    source: Sequence[str],
    min_length: int,
    min_similarity: float,
    max_range: int,
) -> _Searched:
    """Return the documents in order of age, their letters, which are sources, seeds, passages."""
    at_source = _under(source, field_of(corpus.documents, "path"))
    ages = order_of_age(field_of(corpus.documents, "date"))
    order = sorted(ages, key=lambda d: not at_source[d])  # sources first; stable
    texts = [stripped(corpus.documents[d].text) for d in order]
    is_source = np.array([at_source[d] for d in order], bool)

    def wanted(first: np.ndarray, second: np.ndarray) -> np.ndarray:
        asked = is_source[first] & ~is_source[second] if source else first != second
        return np.asarray(asked, bool)

    seeds = matches(texts, wanted, max_range=max_range)
    found = passages(texts, seeds, min_length=min_length, min_similarity=min_similarity)
    return order, texts, is_source, seeds, found


def _locate(corpus: Corpus, table: Table, given: Mapping[str, Any]) -> Iterator[Located]:
    """Find each passage, in the document and then in its source; of shares, the passages."""
    number = {name: d for d, name in enumerate(field_of(corpus.documents, "document"))}
    ids = {column.id for column in table.columns}
    if "source" in ids:
        for row, record in enumerate(table.records()):
            for of, side in (("document", ""), ("source", "source_")):
                begin, end = record[f"{side}start"], record[f"{side}end"]
                yield row, number[str(record[of])], int(begin or 0), int(end or 0)
        return
    row_of = {number[str(name)]: row for row, name in enumerate(table.values("document"))}
    options = (given[name] for name in ("source", "min_length", "min_similarity", "max_range"))
    order, *_, found = _search(corpus, *options)
    for passage in sorted(found, key=lambda p: (order[p.second], p.span, p.first)):
        d = order[passage.second]
        if d in row_of:
            letters = places_of_letters(corpus.documents[d].text)
            yield row_of[d], d, *span_in_text(letters, *passage.span)


@analysis(
    "reuse",
    zh="""找出沿用的段落：哪篇的哪一段来自更早的哪一篇，逐字照搬还是改动过。

比较每篇与日期更早（无日期则先读到）的各篇；给出 --source 文件夹时，只与其中的文件比较。
只看汉字、字母、数字，标点和换行不算改动。text 一栏：[-删去-]{+添加+}，其余相同。
相似度 = 1 − 改动字数 ÷ 较长一边的字数（Levenshtein）。
--summary 每篇一行：照搬（连续 --min-length 字以上逐字相同）、改写（沿用段落中的其余）、
自写各多少字，每个字只算一次。套话可用 --min-length 或 --max-range 滤去。
日期只说明先后：两篇也可能同出于第三篇。-f text 逐段列出对照。

cntext reuse corpus/ -f text     逐段列出对照
cntext reuse corpus/ --summary   每篇自写、照搬、改写各多少
cntext reuse new/ --source old/  只与这些文件比""",
    columns=(*PASSAGES, *SHARES),
    cut=Cut.TEXT,
    locate=_locate,
    brief=BRIEF,
)
def reuse(
    corpus: Corpus,
    *,
    source: Annotated[
        tuple[str, ...],
        Opt(
            Both(
                "出处所在的文件或文件夹（可重复）",
                "file or folder of possible sources (repeatable)",
            ),
            takes=Takes.INPUTS,
        ),
    ] = (),
    summary: Annotated[
        bool, Opt(Both("每篇一行：照搬、改动、自写的份额", "one row a document: the shares"))
    ] = False,
    min_length: Annotated[
        int, Opt(Both("段落的最少字数", "fewest letters of a passage"), min=8)
    ] = 20,
    min_similarity: Annotated[
        float, Opt(Both("相似度的下限", "lowest similarity of a passage"), min=0.5, max=1)
    ] = 0.7,
    max_range: Annotated[
        int,
        Opt(
            Both("见于更多文档的片段视为套话，不作线索", "what more documents have is no clue"),
            min=2,
        ),
    ] = 50,
) -> Table:
    """Find reused passages: what of which document stands in an earlier one, and how changed.

    Each document is compared with those of an earlier date (read earlier, where there is
    none), or with the files of --source alone. Letters, digits and Chinese characters
    count; punctuation and line ends are no change. Column text: [-left out-]{+added+},
    the rest is the same. Similarity = 1 - edits / letters of the longer side (Levenshtein).
    --summary has one row a document: letters that are verbatim (runs of --min-length and
    more), edited (the rest of reused passages) and own, each counted once. --min-length
    and --max-range keep boilerplate out. Dates tell the order: two documents may both
    have a passage from a third. -f text prints each passage, both sides compared.

    cntext reuse corpus/ -f text     each passage, both sides compared
    cntext reuse corpus/ --summary   what each document copied, edited and wrote
    cntext reuse new/ --source old/  against these files alone
    """
    order, texts, is_source, seeds, found = _search(
        corpus, source, min_length, min_similarity, max_range
    )
    dates = field_of(corpus.documents, "date")
    compared = [i for i in range(len(order)) if not (source and is_source[i])]
    notes, warnings = _said(found, len(compared), seeds.common, min_length, max_range)
    if source and not is_source.any():
        warnings = (*warnings, _NO_SOURCE)
    elif any(not dates[d] for d in order) and not source:
        warnings = (*warnings, _UNDATED)
    if summary:
        rows: Sequence[Row] = _shares(corpus, order, texts, compared, found, min_length)
        columns = (*OF_DOCUMENT, *SHARES)
    else:
        found.sort(key=lambda p: (-p.length, p.edits, p.second, p.span, p.first, p.span_first))
        rows = Rows(len(found), len(PASSAGES), lambda i: _row(corpus, order, i, found[i]))
        columns = PASSAGES
    title = (
        Both("沿用的份额", "Shares of reused text")
        if summary
        else Both("沿用的段落", "Reused passages")
    )
    brief = brief_of(summary=summary)
    return Table("reuse", title, columns, rows, notes=notes, warnings=warnings, brief=brief)


def _under(source: Sequence[str], paths: Sequence[str]) -> list[bool]:
    """Say of each path whether it is one of ``source`` or in one of them."""
    tops = {Path(one) for one in source}
    return [not tops.isdisjoint((Path(path), *Path(path).parents)) for path in paths]


def _row(corpus: Corpus, order: Sequence[int], i: int, passage: Passage) -> Row:
    source, document = (corpus.documents[order[d]] for d in (passage.first, passage.second))
    begin, end = span_in_text(places_of_letters(source.text), *passage.span_first)
    start, stop = span_in_text(places_of_letters(document.text), *passage.span)
    return (
        i + 1,
        source.id,
        document.id,
        source.date or None,
        document.date or None,
        is_earlier(source.date, document.date),
        "edited" if passage.edits else "verbatim",
        passage.length,
        passage.edits,
        passage.similarity,
        source.line_of(begin),
        document.line_of(start),
        begin,
        end,
        start,
        stop,
        marked(passage, source.text, document.text),
    )


def _shares(
    corpus: Corpus,
    order: Sequence[int],
    texts: Sequence[str],
    compared: Sequence[int],
    found: Sequence[Passage],
    min_length: int,
) -> list[Row]:
    """Return a row for each document, in order of reading."""
    names = field_of(corpus.documents, "document")
    dates = field_of(corpus.documents, "date")
    of: dict[int, list[Passage]] = {i: [] for i in compared}
    for passage in found:
        of[passage.second].append(passage)
    rows = []
    for i in sorted(compared, key=order.__getitem__):
        length = len(texts[i])
        counted = letters_by_kind(of[i], length, min_length)
        letters = (*counted, length - sum(counted))
        main = _main_source(of[i], length)
        rows.append(
            (
                names[order[i]],
                dates[order[i]] or None,
                length,
                *letters,
                *(100 * n / length if length else None for n in letters),
                len({passage.first for passage in of[i]}),
                names[order[main[0]]] if main else None,
                main[1] if main else None,
            )
        )
    return rows


def _main_source(found: Sequence[Passage], length: int) -> tuple[int, int] | None:
    """Return the source that most letters are from, the earliest of equals, and how many."""
    by_source: dict[int, list[Passage]] = {}
    for passage in found:
        by_source.setdefault(passage.first, []).append(passage)
    if not by_source:
        return None
    sizes = {s: sum(letters_by_kind(some, length, length)) for s, some in by_source.items()}
    main = min(sizes, key=lambda s: (-sizes[s], s))
    return main, sizes[main]


def _said(
    found: Sequence[Passage], documents: int, common: int, min_length: int, max_range: int
) -> tuple[tuple[Both, ...], tuple[Caveat, ...]]:
    """Return the notes, and a warning where wording was passed over."""
    exact = sum(not passage.edits for passage in found)
    concerned = len({passage.second for passage in found})
    notes = (
        Both(
            f"{documents:,} 篇中 {concerned:,} 篇有沿用的段落：照搬 {exact:,} 段，"
            f"改动过 {len(found) - exact:,} 段；至少 {min_length} 字，不计标点",
            f"{concerned:,} of {documents:,} documents have reused passages: {exact:,} verbatim, "
            f"{len(found) - exact:,} edited; {min_length} letters and more, punctuation not counted",
        ),
    )
    if not common:
        return notes, ()
    return notes, (
        Caveat(
            "common-wording",
            Both(
                f"{common:,} 个片段见于 {max_range} 篇以上，不作线索（--max-range 可放宽）",
                f"{common:,} runs of letters in over {max_range} documents are no clue "
                "(--max-range allows more)",
            ),
        ),
    )


_NO_SOURCE = Caveat(
    "no-source",
    Both("没有读到 --source 里的文档", "no document of --source was read"),
)
_UNDATED = Caveat(
    "undated",
    Both(
        "有文档没有日期，排在最后，按读到的先后算",
        "documents without a date come last, in the order of reading",
    ),
)
