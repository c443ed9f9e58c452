"""Measure lexical diversity (TTR, MATTR, MTLD, HD-D, Yule's K) and readability.
衡量词汇丰富度（TTR、MATTR、MTLD、HD-D、Yule K）和可读性。
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from cntext.analysis import BY, Background, Opt, analysis
from cntext.corpus import Corpus
from cntext.errors import Both
from cntext.lazy import np, pattern
from cntext.measure.stats.caveats import no_field
from cntext.measure.stats.diversity import (
    guiraud_r,
    hdd,
    herdan_c,
    moving_ttr,
    mtld,
    readability,
    type_token_ratio,
    yule_k,
)
from cntext.table import Caveat, Column, Role, Row, Table, Type, Unit

COLUMNS = (
    Column("group", Both("文档", "Document"), Type.STRING, role=Role.TERM),
    Column("documents", Both("篇数", "Docs"), Type.INTEGER, Unit.COUNT),
    Column("tokens", Both("词数", "Words"), Type.INTEGER, Unit.COUNT),
    Column("types", Both("词种", "Types"), Type.INTEGER, Unit.COUNT),
    Column("ttr", Both("TTR", "TTR"), Type.NUMBER, Unit.SCORE),
    Column("herdan_c", Both("Herdan C", "Herdan C"), Type.NUMBER, Unit.SCORE),
    Column("guiraud_r", Both("Guiraud R", "Guiraud R"), Type.NUMBER, Unit.SCORE),
    Column("mattr", Both("MATTR", "MATTR"), Type.NUMBER, Unit.SCORE),
    Column("mtld", Both("MTLD", "MTLD"), Type.NUMBER, Unit.SCORE),
    Column("hdd", Both("HD-D", "HD-D"), Type.NUMBER, Unit.SCORE),
    Column("yule_k", Both("Yule K", "Yule K"), Type.NUMBER, Unit.SCORE),
    Column("clauses", Both("分句", "Clauses"), Type.INTEGER, Unit.COUNT),
    Column("r1", Both("r1 字/分句", "r1"), Type.NUMBER, Unit.SCORE),
    Column("r2", Both("r2 副连词", "r2"), Type.NUMBER, Unit.SCORE),
    Column("r3", Both("r3", "r3"), Type.NUMBER, Unit.SCORE),
)
# In order of importance: a screen shows as many as fit.
_BRIEF = (
    *("group", "tokens", "types", "mattr", "mtld", "hdd", "yule_k", "r1", "r2", "ttr"),
    *("documents", "r3", "clauses", "herdan_c", "guiraud_r"),
)
# A clause ends where a reader pauses; the enumeration comma parts words, not clauses.
_PAUSE = pattern(r"[，,。！？!?；;：:…\n]")
# jieba's tags: adverbs (d, dg, df), conjunctions (c).
_FUNCTION_TAGS = frozenset({"d", "dg", "df", "c"})


def _letters(corpus: Corpus, row: Row, given: Mapping[str, Any]) -> Mapping[str, object]:
    """Return the words of a group in their order, and what is counted of them."""
    groups = _groups(corpus, given["background"], given["by"])
    group = next(each for each in groups if each.name == row[0])
    return {
        "words": [corpus.vocabulary[word] for word in group.words.tolist()],
        "characters": group.characters,
        "clauses": group.clauses,
        "function": group.function,
        **{name: given[name] for name in ("window", "threshold", "sample")},
    }


@analysis(
    "diversity",
    zh="""衡量词汇丰富度和可读性，逐篇，或按 --by 分组。

TTR 和 Yule K 之外：MATTR（滑动窗口的平均 TTR，Covington & McFall 2010）、MTLD（McCarthy &
Jarvis 2010，正反两遍的平均）、HD-D（McCarthy & Jarvis 2007）都不太受篇幅影响；TTR、Herdan C、
Guiraud R 随篇幅而变，只能比较同样长的文本。词含虚词和数字，不含标点。

r1 是每个分句的字数，r2 是副词和连词在词中的比例，r3 = (r1 + r2) ÷ 2（徐巍、姚振晔、
陈冬华 2021，为年报而作）；越大越难读。词性取自 jieba 词典，不看上下文；r3 几乎就是 r1 的一半，
r1 取决于怎样断句，三者都只宜在同类文本之间比较。

cntext diversity corpus/             逐篇
cntext diversity corpus/ --by genre  各体裁""",
    columns=COLUMNS,
    letters=_letters,
)
def diversity(
    corpus: Corpus,
    background: Background,
    *,
    by: Annotated[str, BY] = "document",
    window: Annotated[
        int, Opt(Both("MATTR 的窗口，词数", "window of MATTR, in words"), min=2)
    ] = 100,
    threshold: Annotated[
        float, Opt(Both("MTLD 的界限", "threshold of MTLD"), min=0.05, max=0.99)
    ] = 0.72,
    sample: Annotated[int, Opt(Both("HD-D 的样本，词数", "sample of HD-D, in words"), min=2)] = 42,
) -> Table:
    """Measure lexical diversity and readability of each document, or by --by.

    MATTR (mean TTR of moving windows, Covington & McFall 2010), MTLD (McCarthy & Jarvis
    2010, mean of both directions) and HD-D (McCarthy & Jarvis 2007) depend little on
    length; TTR, Herdan's C and Guiraud's R do, and compare only texts of one length. Words
    include function words and numbers, not punctuation.

    r1: characters a clause; r2: adverbs and conjunctions among the words; r3 =
    (r1 + r2) / 2 (Xu, Yao & Chen 2021, made for annual reports); higher is harder. Parts
    of speech are those of jieba's dictionary, without context; r3 is little more than half
    of r1, and r1 depends on what parts clauses: compare texts of one kind only.

    cntext diversity corpus/             document by document
    cntext diversity corpus/ --by genre  by genre
    """
    rows: list[Row] = []
    for group in _groups(corpus, background, by):
        words, clauses = group.words, group.clauses
        size, types = len(words), len(np.unique(words))
        rows.append(
            (
                group.name,
                group.documents,
                size,
                types,
                type_token_ratio(words),
                herdan_c(size, types),
                guiraud_r(size, types),
                moving_ttr(words, window),
                mtld(words.tolist(), threshold),
                hdd(words, sample),
                yule_k(words),
                clauses,
                *readability(group.characters, clauses, group.function, size),
            )
        )
    return Table(
        name="diversity",
        title=Both("词汇丰富度与可读性", "Lexical diversity and readability"),
        columns=_named(by),
        rows=rows,
        notes=_notes(window, threshold, sample),
        warnings=_caveats(corpus, by, rows, max(window, sample)),
        weight="mattr",
        brief=_BRIEF,
    )


@dataclass(frozen=True, slots=True)
class _Group:
    """What is measured of a group: its words in order (ids), and sums over them."""

    name: str
    documents: int
    words: np.ndarray
    clauses: int
    characters: int
    function: int


def _groups(corpus: Corpus, background: Background, by: str) -> Iterator[_Group]:
    names, group_of = corpus.groups(by)
    is_word = corpus.type_is_word()
    function = np.fromiter(
        (background.tag(word) in _FUNCTION_TAGS for word in corpus.vocabulary),
        bool,
        len(corpus.vocabulary),
    )
    lengths = np.fromiter(map(len, corpus.vocabulary), np.int64, len(corpus.vocabulary))
    for g, name in enumerate(names):
        members = np.flatnonzero(group_of == g).tolist()
        parts = [corpus.tokens[corpus.bounds[d] : corpus.bounds[d + 1]] for d in members]
        tokens = np.concatenate(parts)
        words = tokens[is_word[tokens]]
        yield _Group(
            name,
            len(members),
            words,
            sum(_clauses(corpus.documents[d].text) for d in members),
            int(lengths[words].sum()),
            int(function[words].sum()),
        )


def _named(by: str) -> tuple[Column, ...]:
    if by == "document":
        return COLUMNS
    return (Column("group", Both("分组", "Group"), Type.STRING, role=Role.TERM), *COLUMNS[1:])


def _clauses(text: str) -> int:
    """Return how many stretches between pauses have a letter, digit or character in them."""
    return sum(any(c.isalnum() for c in clause) for clause in _PAUSE.split(text))


def _notes(window: int, threshold: float, sample: int) -> tuple[Both, ...]:
    return (
        Both(
            f"MATTR 窗口 {window} 词，MTLD 界限 {threshold}，HD-D 样本 {sample} 词；"
            "分句以，。；：！？…和换行为界，字数不含标点",
            f"MATTR: windows of {window} words; MTLD: threshold {threshold}; HD-D: {sample} words; "
            "clauses end at ，。；：！？… and line ends, characters without punctuation",
        ),
    )


def _caveats(corpus: Corpus, by: str, rows: list[Row], least: int) -> tuple[Caveat, ...]:
    found = []
    short = [str(row[0]) for row in rows if int(row[2] or 0) < least]
    if short:
        shown = "、".join(short[:3]) + (" …" if len(short) > 3 else "")
        found.append(
            Caveat(
                "short-text",
                Both(
                    f"不足 {least} 词，有的指标没有值：{shown}",
                    f"fewer than {least} words, so that some measures have no value: {shown}",
                ),
            )
        )
    found += no_field(by, sum(not document.field(by) for document in corpus.documents))
    return tuple(found)
