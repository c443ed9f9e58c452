"""Count n-grams of words, and find frames with slots.
统计连续词组（n-gram），找出带空位的句式。
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any

from cntext.analysis import BY, SHARED, Background, Opt, analysis
from cntext.corpus import Corpus
from cntext.errors import Both, UsageProblem
from cntext.lazy import np
from cntext.measure.stats.caveats import nameless
from cntext.measure.stats.limits import MIN_FREQ, MIN_RANGE
from cntext.measure.stats.ngram_counts import NgramCounts, count_ngrams, lengths
from cntext.measure.stats.ngram_places import located
from cntext.measure.stats.slots import Frames, frames, frames_of
from cntext.query.evidence import Located
from cntext.table import Column, Role, Row, Table, Type, Unit

COLUMNS = (
    Column("group", Both("分组", "Group"), Type.STRING, role=Role.KEY, optional=True),
    Column("rank", Both("名次", "Rank"), Type.INTEGER, Unit.RANK, Role.KEY),
    Column("ngram", Both("词组", "N-gram"), Type.STRING, role=Role.TERM),
    Column("n", Both("词数", "n"), Type.INTEGER, Unit.COUNT, optional=True),
    Column(
        "kind",
        Both("类型", "Kind"),
        Type.STRING,
        role=Role.KEY,
        optional=True,
        says=(
            ("pair", Both("固定搭配", "fixed words")),
            ("repeated", Both("同词排比", "same word")),
            ("parallel", Both("等长排比", "same length")),
        ),
    ),
    Column("slots", Both("空位", "Slots"), Type.INTEGER, Unit.COUNT, optional=True),
    Column("freq", Both("频次", "Freq"), Type.INTEGER, Unit.COUNT),
    Column("range", Both("文档数", "Range"), Type.INTEGER, Unit.COUNT),
    Column("per_million", Both("每百万词", "Per million"), Type.NUMBER, Unit.PER_MILLION),
    Column("fillers", Both("填法", "Fillers"), Type.INTEGER, Unit.COUNT, optional=True),
    Column(
        "top_fillers",
        Both("常见填充", "Top fillers"),
        Type.STRING,
        role=Role.EXAMPLE,
        optional=True,
    ),
    Column("example", Both("例句", "Example"), Type.STRING, role=Role.CONTEXT, optional=True),
)
BRIEF = (
    "group",
    "rank",
    "ngram",
    "n",
    "kind",
    "freq",
    "range",
    "per_million",
    "fillers",
    "top_fillers",
)
_PLAIN = ("n",)
_FRAMES = ("kind", "slots", "fillers", "top_fillers", "example")
_TOP = 5


def _locate(corpus: Corpus, table: Table, given: Mapping[str, Any]) -> Iterator[Located]:
    """Find the n-grams, or the frames, behind the rows."""
    if not given["slots"]:
        yield from located(corpus, table, given["skip"], given["by"])
        return
    names = zip(table.values("ngram"), table.values("kind"), strict=True)
    rows = {name: row for row, name in enumerate(names)}
    for frame in frames(corpus, given["background"], given["function_words"], given["min_freq"]):
        row = rows.get((frame.text, frame.kind))
        if row is not None:
            yield from ((row, d, start, end) for d, start, end in frame.places)


def count(
    corpus: Corpus,
    background: Background | None = None,
    function_words: frozenset[str] = frozenset(),
    *,
    size: str,
    skip: int,
    slots: bool,
    by: str,
) -> NgramCounts | Frames:
    """Count the n-grams of the lengths asked for; or find the frames, which need lists."""
    if not slots:
        return count_ngrams(corpus, _lengths(size), skip, by)
    if background is None:
        raise TypeError("frames are found with a background")
    return frames_of(corpus, background, function_words)


def _check(chosen: Mapping[str, Any]) -> None:
    if chosen["slots"] and chosen["by"]:
        raise UsageProblem("--slots --by", Both("--slots 不分组", "--slots has no groups"))
    _lengths(chosen["size"])


def _lengths(size: str) -> Sequence[int]:
    try:
        return lengths(size)
    except ValueError:
        raise UsageProblem(
            f"--size {size}", Both("应为 3 或 2-4 这样的词数", "give a number of words: 3, or 2-4")
        ) from None


@analysis(
    "ngrams",
    zh="""统计连续词组（n-gram）：频次、文档数、每百万词频率；或找出带空位的句式（--slots）。

--size 2-4 统计二词到四词；--skip 1 允许中间跳过至多一个词（k-skip-n-gram）。
词组不跨标点、换行和文档；虚词和数字都计入；每百万的分母是全部词（不含标点）。
词表中的政策短语各算一词，--plain 给出 jieba 原样的词。
--slots 列出三种句式：介词与其呼应的词（以…为…，从…到…），首词或尾词相同的并列小句
（协同…、协同…），三个以上等长的并列小句（…有所…）；填法是不同填充的种数；频次是句式出现的次数。

cntext ngrams corpus/ --size 2-4  二词到四词
cntext ngrams corpus/ --slots     带空位的句式""",
    columns=COLUMNS,
    brief=BRIEF,
    locate=_locate,
    check=_check,
    counts=count,
    whole=lambda chosen: bool(chosen.get("slots")),
    uses=lambda chosen: SHARED if chosen.get("slots") else frozenset(),
)
def ngrams(
    counts: NgramCounts | Frames,
    *,
    size: Annotated[str, Opt(Both("词数：3 或 2-4", "words in each: 3, or 2-4"))] = "2-3",
    skip: Annotated[int, Opt(Both("至多跳过的词数", "words left out at most"), min=0, max=4)] = 0,
    slots: Annotated[bool, Opt(Both("找带空位的句式", "find frames with slots instead"))] = False,
    by: Annotated[str, BY] = "",
    min_freq: Annotated[int, MIN_FREQ] = 2,
    min_range: Annotated[int, MIN_RANGE] = 1,
) -> Table:
    """Count runs of n words: frequency, range, per million; or find frames with slots (--slots).

    --size 2-4 counts runs of two to four words; --skip 1 lets one word be left out between them
    (k-skip-n-grams). None reaches over punctuation, a line end or a document; function
    words and numbers take part; the base of "per million" is all words, punctuation not
    counted. Phrases of the policy lexicon are one word each (--plain: jieba's own words).
    --slots lists three kinds of frames: a preposition and what answers it (以…为…, 从…到…),
    clauses in a row that begin or end with the same word (协同…、协同…), and three or more
    clauses of equal length (…有所…). Freq is how often the frame occurs, Fillers the number of
    different ways in which it is filled.

    cntext ngrams corpus/ --size 2-4  runs of two to four words
    cntext ngrams corpus/ --slots     frames with slots
    """
    del size, skip, slots  # the counts are by them already
    if isinstance(counts, Frames):
        return _table_of_frames(counts, (min_freq, min_range))
    rows: list[Row] = []
    for g, group in enumerate(counts.groups):
        rows += _rows(counts, g, (min_freq, min_range), (group,) if by else ())
    base = int(counts.sizes.sum())
    each = Both("，各组分别计，合计", "; each group by its own") if by else Both("", "")
    columns = _columns((*_PLAIN, *(("group",) if by else ())))
    return Table(
        name="ngrams",
        title=Both("连续词组", "N-grams"),
        columns=columns,
        rows=rows,
        notes=(
            Both(
                f"每百万的分母：全部词（不含标点）{each.zh} {base:,}",
                f"per million of {base:,} words (punctuation not counted){each.en}",
            ),
        ),
        warnings=nameless(by, counts.groups),
        weight="freq",
        group=("group",) if by else (),
    )


def _columns(extra: tuple[str, ...]) -> tuple[Column, ...]:
    return tuple(c for c in COLUMNS if not c.optional or c.id in extra)


def _rows(counts: NgramCounts, g: int, least: tuple[int, int], head: Row) -> list[Row]:
    cells = counts.of_group(g)
    gram, freq, spread = counts.gram[cells], counts.freq[cells], counts.range[cells]
    kept = np.flatnonzero((freq >= least[0]) & (spread >= least[1]))
    chosen = zip(*(column[kept].tolist() for column in (gram, freq, spread)), strict=True)
    found = [(-f, counts.text(i), counts.length(i), documents) for i, f, documents in chosen]
    found.sort()
    base = int(counts.sizes[g])
    return [
        (*head, rank, text, n, -negative, documents, -1e6 * negative / base if base else None)
        for rank, (negative, text, n, documents) in enumerate(found, start=1)
    ]


def _table_of_frames(frames: Frames, least: tuple[int, int]) -> Table:
    words = frames.words
    rows: list[Row] = []
    for frame, example in zip(frames.found, frames.examples, strict=True):
        if frame.fillers.total() < least[0] or frame.range < least[1]:
            continue
        top = sorted(frame.fillers.items(), key=lambda item: (-item[1], item[0]))[:_TOP]
        rows.append(
            (
                len(rows) + 1,
                frame.text,
                frame.kind,
                frame.slots,
                len(frame.places),
                frame.range,
                1e6 * len(frame.places) / words if words else None,
                len(frame.fillers),
                "、".join(f"{text} {count}" for text, count in top),
                example,
            )
        )
    return Table(
        name="ngrams",
        title=Both("带空位的句式", "Frames with slots"),
        columns=_columns(_FRAMES),
        rows=rows,
        notes=(
            Both(
                f"每百万的分母：全部词（不含标点） {words:,}",
                f"per million of {words:,} words (punctuation not counted)",
            ),
            Both(
                "同词排比：各分句以同一个词开头或结尾；等长排比：各分句字数相同（cntext explain kind 有数据文件里的写法）",
                "same word: clauses that begin or end with it; same length: in characters "
                "(`cntext explain kind` has their names in data files)",
            ),
        ),
        weight="freq",
    )
