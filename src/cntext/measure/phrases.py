"""Find recurring policy phrases and count them on the text.
找出反复出现的政策短语，在原文上逐字计数。
"""

from __future__ import annotations

from typing import Annotated

from cntext.analysis import Background, Cut, Opt, analysis
from cntext.corpus import Corpus
from cntext.errors import Both
from cntext.lexicon import Lexicon
from cntext.measure.stats.phrase_discovery import Phrase, dated_documents, discover
from cntext.query.evidence import on_text
from cntext.table import Caveat, Column, Role, Row, Table, Type, Unit
from cntext.text.sentences import sentence_around

COLUMNS = (
    Column("rank", Both("名次", "Rank"), Type.INTEGER, Unit.RANK, Role.KEY),
    Column("phrase", Both("短语", "Phrase"), Type.STRING, role=Role.TERM),
    Column("freq", Both("频次", "Freq"), Type.INTEGER, Unit.COUNT),
    Column("range", Both("文档数", "Range"), Type.INTEGER, Unit.COUNT),
    Column("per_million", Both("每百万字", "Per million"), Type.NUMBER, Unit.PER_MILLION),
    Column("score", Both("得分", "Score"), Type.NUMBER, Unit.SCORE),
    Column("cohesion", Both("凝固度", "Cohesion"), Type.NUMBER, Unit.SCORE),
    Column("h_left", Both("左熵", "H left"), Type.NUMBER, Unit.BITS),
    Column("h_right", Both("右熵", "H right"), Type.NUMBER, Unit.BITS),
    Column("c_value", Both("C 值", "C-value"), Type.NUMBER, Unit.SCORE),
    Column("keyness", Both("独特度", "Keyness"), Type.NUMBER, Unit.SCORE),
    Column("quoted", Both("引号中", "Quoted"), Type.INTEGER, Unit.COUNT),
    Column("known", Both("已收录", "Known"), Type.BOOLEAN, role=Role.CONTEXT),
    Column("parent", Both("所含短语", "Contains"), Type.STRING, role=Role.CONTEXT),
    Column("burst_from", Both("高峰起", "Burst from"), Type.STRING, Unit.DATE, Role.CONTEXT),
    Column("burst_to", Both("高峰止", "Burst to"), Type.STRING, Unit.DATE, Role.CONTEXT),
    Column("first_document", Both("最早文档", "First document"), Type.STRING, role=Role.CONTEXT),
    Column("first_date", Both("最早日期", "First date"), Type.STRING, Unit.DATE, Role.CONTEXT),
    Column("first_line", Both("原文行", "Line"), Type.INTEGER, Unit.LINE, Role.CONTEXT),
    Column("example", Both("例句", "Example"), Type.STRING, role=Role.EXAMPLE),
)
# What fits on a screen, and what a reader looks at first.
BRIEF = ("rank", "phrase", "freq", "range", "known", "first_date", "example")


@analysis(
    "phrases",
    zh="""找出反复出现的短语（产教融合、科教融汇、双高 …），在原文上逐字计数。

不靠词典：按凝固度、左右熵、边界、引号、时间上的集中程度发现并排序。
频次是全部出现次数（与其他短语重叠也计）；每百万字的分母是全部汉字。
最早文档按日期（文首 date 或文件名），没有日期则按读入顺序；已收录指在政策词表中。
屏幕上只列主要几栏；-f csv、-f json 有全部指标和例句。""",
    columns=COLUMNS,
    cut=Cut.DICTIONARY,
    brief=BRIEF,
    locate=on_text,
)
def phrases(
    corpus: Corpus,
    background: Background,
    function_words: frozenset[str],
    padding: frozenset[str],
    lexicon: Lexicon,
    *,
    min_freq: Annotated[
        int,
        Opt(
            Both("最低频次（0 按语料大小自动定）", "lowest frequency (0: by the corpus size)"),
            min=0,
        ),
    ] = 0,
    min_range: Annotated[int, Opt(Both("最少文档数", "lowest number of documents"), min=1)] = 1,
    max_length: Annotated[
        int, Opt(Both("最长字数", "longest phrase, characters"), min=2, max=40)
    ] = 20,
    new_only: Annotated[
        bool, Opt(Both("只要词表里没有的", "only phrases that the lexicon does not list"))
    ] = False,
) -> Table:
    """Find the phrases that recur (产教融合, 科教融汇, 双高 ...), counted on the text itself.

    No dictionary of phrases is needed: they are found and ranked by cohesion, branching
    entropy, word borders, quotation marks and concentration in time. Freq is every
    occurrence, inside longer phrases too; the base of "per million" is all Chinese
    characters. First means earliest by date (header or file name), else first read.
    A screen shows the main columns; -f csv and -f json hold all of them.
    """
    dated = dated_documents(corpus)
    found = discover(
        corpus,
        background,
        function_words,
        padding,
        min_freq=min_freq or None,
        min_range=min_range,
        max_length=max_length,
        dated=dated,
    )
    if new_only:
        found = [phrase for phrase in found if phrase.text not in lexicon]
    han = int(corpus.han_per_document().sum())
    rows = [_row(corpus, lexicon, phrase, rank, han) for rank, phrase in enumerate(found, start=1)]
    return Table(
        name="phrases",
        title=Both("反复出现的短语", "Recurring phrases"),
        columns=COLUMNS,
        rows=rows,
        notes=(
            Both(
                f"频次：在原文上逐字计数，重叠也计；每百万字的分母为 {han:,} 个汉字",
                f"Freq: on the text, overlaps included; per million of {han:,} Chinese characters",
            ),
        ),
        warnings=_caveats(corpus, dated),
        weight="freq",
    )


def _row(corpus: Corpus, lexicon: Lexicon, phrase: Phrase, rank: int, han: int) -> Row:
    first, offset = phrase.first
    document = corpus.documents[first]
    burst = phrase.burst
    return (
        rank,
        phrase.text,
        phrase.freq,
        phrase.range,
        1e6 * phrase.freq / han if han else None,
        phrase.score,
        phrase.cohesion,
        phrase.h_left,
        phrase.h_right,
        phrase.c_value,
        phrase.keyness,
        phrase.quoted,
        phrase.text in lexicon,
        phrase.parent,
        corpus.documents[burst[0]].date if burst else None,
        corpus.documents[burst[1]].date if burst else None,
        document.id,
        document.date,
        document.line_of(offset),
        sentence_around(document.text, offset, offset + len(phrase.text)),
    )


def _caveats(corpus: Corpus, dated: int) -> tuple[Caveat, ...]:
    if len(corpus) < 2 or dated == len(corpus):
        return ()
    undated = len(corpus) - dated
    return (
        Caveat(
            "undated",
            Both(
                f"{undated:,} 篇文档没有日期，高峰和最早日期不计它们",
                f"documents without a date: {undated:,}; bursts and first dates leave them out",
            ),
        ),
    )
