"""Find recurring policy phrases and count them on the text.
找出反复出现的政策短语，在原文上逐字计数。
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any

from cntext.analysis import BY, Background, Cut, Opt, analysis
from cntext.corpus import Corpus
from cntext.errors import Both, UsageProblem
from cntext.lazy import np
from cntext.lexicon import Lexicon
from cntext.measure.stats.mining import least_frequency, survey
from cntext.measure.stats.phrase_caveats import caveats
from cntext.measure.stats.phrase_classes import word_classes
from cntext.measure.stats.phrase_discovery import characters, dated_documents, weigh
from cntext.measure.stats.phrase_explaining import COLUMNS as EXPLAINED
from cntext.measure.stats.phrase_explaining import explanation
from cntext.measure.stats.phrase_parts import Parts, parts_of
from cntext.measure.stats.phrase_rows import Cells, PhraseRows
from cntext.measure.stats.phrase_steps import Asked
from cntext.measure.stats.phrase_weights import LEAST, SMALL
from cntext.query.evidence import on_text
from cntext.query.text_search import find_each
from cntext.table import Caveat, Column, Role, Row, Rows, Table, Type, Unit

COLUMNS = (
    Column("group", Both("分组", "Group"), Type.STRING, role=Role.KEY, optional=True),
    Column("family", Both("族", "Family"), Type.STRING, role=Role.KEY, optional=True),
    Column("rank", Both("名次", "Rank"), Type.INTEGER, Unit.RANK, Role.KEY),
    Column("phrase", Both("短语", "Phrase"), Type.STRING, role=Role.TERM),
    Column("freq", Both("频次", "Freq"), Type.INTEGER, Unit.COUNT),
    Column("maximal", Both("独立", "Maximal"), Type.INTEGER, Unit.COUNT, optional=True),
    Column("range", Both("文档数", "Range"), Type.INTEGER, Unit.COUNT),
    Column("per_million", Both("每百万字", "Per million"), Type.NUMBER, Unit.PER_MILLION),
    Column("ll", Both("对数似然", "LL"), Type.NUMBER, Unit.SCORE, optional=True),
    Column("log_ratio", Both("对数比", "Log ratio"), Type.NUMBER, Unit.SCORE, optional=True),
    Column("score", Both("得分", "Score"), Type.NUMBER, Unit.SCORE),
    Column("cohesion", Both("凝固度", "Cohesion"), Type.NUMBER, Unit.SCORE),
    Column("h_left", Both("左熵", "H left"), Type.NUMBER, Unit.BITS),
    Column("h_right", Both("右熵", "H right"), Type.NUMBER, Unit.BITS),
    Column("c_value", Both("C 值", "C-value"), Type.NUMBER, Unit.SCORE),
    Column("keyness", Both("独特度", "Keyness"), Type.NUMBER, Unit.SCORE),
    Column("quoted", Both("引号中", "Quoted"), Type.INTEGER, Unit.COUNT),
    Column("known", Both("词表", "Known"), Type.BOOLEAN, role=Role.CONTEXT),
    Column("parent", Both("所含短语", "Contains"), Type.STRING, role=Role.CONTEXT),
    Column("burst_from", Both("高峰起", "Burst from"), Type.STRING, Unit.DATE, Role.CONTEXT),
    Column("burst_to", Both("高峰止", "Burst to"), Type.STRING, Unit.DATE, Role.CONTEXT),
    Column("first_document", Both("最早文档", "First document"), Type.STRING, role=Role.CONTEXT),
    Column("first_date", Both("最早日期", "First date"), Type.STRING, Unit.DATE, Role.CONTEXT),
    Column("first_line", Both("原文行", "Line"), Type.INTEGER, Unit.LINE, Role.CONTEXT),
    Column("example", Both("例句", "Example"), Type.STRING, role=Role.EXAMPLE),
)
# What fits on a screen, and what a reader looks at first.
BRIEF = (
    *("group", "family", "rank", "phrase", "freq", "maximal", "range", "ll", "known"),
    *("first_date", "example"),
    *(column.id for column in EXPLAINED),
)


def _places(
    corpus: Corpus, table: Table, chosen: Mapping[str, Any]
) -> Iterable[tuple[int, int, int, int]]:
    """Locate the phrases of a table; of one that is explained, behind the row of its frequency."""
    if not chosen["explain"]:
        yield from on_text(corpus, table, chosen)
        return
    row = table.values("reason").index("min_freq")
    for d, found in enumerate(find_each(corpus, [chosen["explain"]])):
        for _, start, end in found:
            yield row, d, start, end


@analysis(
    "phrases",
    zh="""找出反复出现的短语（产教融合、科教融汇、双高 …），在原文上逐字计数。

不靠词典：按频次、凝固度、左右熵、边界、引号、作宾语的多少、时间上的集中程度发现并排序。
词表里已有的，只出现在更长的名称里也列出（--no-lexicon 则不然）。
频次是全部出现次数（与其他短语重叠也计）；每百万字的分母是全部汉字。
最早文档按日期（文首 date 或文件名），没有日期则按读入顺序；“词表”指已收在政策词表中。
--families 把深化产教融合、产教融合型企业归在产教融合之下，“独立”不含在更长短语之内的；
--by year 列出每年的短语，按与其余各年相比的对数似然排序；
--explain 产教融合 说明一个短语为什么排在那里，或为什么没有列出。
屏幕上只列主要几栏；-f csv、-f json 有全部指标和例句。

cntext phrases corpus/
cntext phrases corpus/ --families                 归成族：长短语在短语之下
cntext phrases corpus/ --by year -n 5             逐年
cntext phrases corpus/ --explain 产教融合         为什么排在那里
cntext phrases corpus/ --new-only -o new.lexicon  新短语，写成词表""",
    columns=COLUMNS,
    cut=Cut.DICTIONARY,
    brief=BRIEF,
    locate=_places,
    in_parts=True,
)
def phrases(
    corpus: Corpus | Parts,
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
        bool,
        Opt(
            Both(
                "只要词表和 jieba 词典里都没有的",
                "only phrases that neither the lexicon nor jieba's dictionary has",
            )
        ),
    ] = False,
    by: Annotated[str, BY] = "",
    families: Annotated[
        bool, Opt(Both("按短语族列出", "list phrases by family, folded ones too"))
    ] = False,
    explain: Annotated[
        str, Opt(Both("说明某个短语的名次", "say why a phrase ranks there, or is not listed"))
    ] = "",
) -> Table:
    """Find the phrases that recur (产教融合, 科教融汇, 双高 ...), counted on the text itself.

    No dictionary of phrases is needed: they are found and ranked by frequency, cohesion,
    branching entropy, word borders, quotation marks, use as an object and concentration in
    time. What the lexicon has is listed even where it stands in longer names alone. Freq is
    every occurrence, inside longer phrases too; the base of "per million" is all Chinese
    characters. First means earliest by date (header or file name), else first read.
    --families puts 深化产教融合 and 产教融合型企业 under 产教融合 (Maximal: not inside a
    longer one); --by year ranks the phrases of each year by their log-likelihood against the
    other years; --explain 产教融合 says why a phrase ranks where it does, or is not listed.
    A screen shows the main columns; -f csv and -f json hold all of them.

    cntext phrases corpus/
    cntext phrases corpus/ --families                 by family: longer phrases under shorter ones
    cntext phrases corpus/ --by year -n 5             by year
    cntext phrases corpus/ --explain 产教融合         why it ranks where it does
    cntext phrases corpus/ --new-only -o new.lexicon  new ones, as a lexicon
    """
    if sum(map(bool, (by, families, explain))) > 1:
        raise UsageProblem(
            "--by, --families, --explain", Both("只能用其中一个", "only one of them at a time")
        )
    parts = parts_of(corpus)
    texts, documents = survey(parts, function_words), parts.corpus
    least = min_freq or least_frequency(characters(parts))
    dated = dated_documents(documents)
    classes = word_classes(texts, background, function_words, padding)
    known = lexicon.concept_of.keys()
    found = weigh(
        parts,
        texts,
        classes,
        background,
        min_freq=least,
        min_range=min_range,
        max_length=max_length,
        dated=dated,
        known=known,
    )
    if explain:
        asked = Asked(parts, texts, classes, background, known, least, min_range, max_length)
        return explanation(asked, found, explain, caveats(documents, dated, by))
    listed = found.listed
    if new_only:
        spelt = found.repeats.texts()
        new = [i for i in listed.tolist() if _is_new(spelt[i], lexicon, background)]
        listed = np.array(new, np.int64)
    han = documents.han_per_document()
    extra = ("family", "maximal") if families else ("group", "ll", "log_ratio") if by else ()
    columns = tuple(c for c in COLUMNS if not c.optional or c.id in extra)
    make = PhraseRows(parts, lexicon, found, han)

    def row(cells: Cells) -> Row:
        return tuple(cells[column.id] for column in columns)

    notes = [_BASE[bool(by)](int(han.sum())), _least(least)]
    warnings = caveats(documents, dated, by)
    if families:
        rows: Sequence[Row] = list(map(row, make.by_family(listed)))
        notes += [_FOLDED]
    elif by:
        best = listed[: max(_COMPARED, len(listed) // 4)]
        rows = list(map(row, make.by_group(best, by)))
        notes += [_TYPICAL, _best_of(len(best), len(listed))]
    else:
        cells = make.listed(listed)
        rows = Rows(len(listed), len(columns), lambda place: row(cells(place)))
    if found.weak.any():
        notes += [_left_out(int(found.weak.sum()))]
    if not rows:
        warnings = (*warnings, _nothing(least))
    return Table(
        name="phrases",
        title=Both("反复出现的短语", "Recurring phrases"),
        columns=columns,
        rows=rows,
        notes=tuple(notes),
        warnings=warnings,
        weight="freq",
        group=("group",) if by else (),
    )


_BASE = {
    False: lambda han: Both(
        f"频次：在原文上逐字计数，重叠也计；每百万字的分母为 {han:,} 个汉字",
        f"Freq: on the text, overlaps included; per million of {han:,} Chinese characters",
    ),
    True: lambda han: Both(
        f"频次：在原文上逐字计数，重叠也计；每百万字以各组汉字为分母，合计 {han:,}",
        "Freq: on the text, overlaps included; per million Chinese characters of the group, "
        f"{han:,} in all",
    ),
}
_FOLDED = Both(
    "没有名次的已并入所在的族；独立：不在更长短语之内的次数",
    "without a rank: folded into its family; Maximal: occurrences inside no longer phrase",
)
_TYPICAL = Both(
    "按与其余各组相比的对数似然排序，偏多的在前；对数比为负则偏少；频次、文档数、例句属本组，其余各栏属全部语料",
    "by log-likelihood against the other groups, over-use first; a negative log ratio is "
    "under-use; Freq, Range and example are the group's, the other columns the corpus's",
)


# Of the whole list its tail is generic strings (今年中央, 平均每年), typical as they may be of a
# year: groups are compared by the better quarter, of a short list by all.
_COMPARED = 300


def _best_of(best: int, listed: int) -> Both:
    return Both(
        f"只比较名次在前 {best:,} 的短语（共 {listed:,} 条）",
        f"only the {best:,} best phrases of {listed:,} are compared",
    )


def _left_out(weak: int) -> Both:
    return Both(
        f"语料不足 {SMALL:,} 字：得分不到 {LEAST:g} 的 {weak:,} 条没有列出",
        f"corpus of fewer than {SMALL:,} characters: {weak:,} of a score below {LEAST:g} left out",
    )


def _least(least: int) -> Both:
    return Both(f"最低频次 {least}（--min-freq）", f"lowest frequency {least} (--min-freq)")


def _nothing(least: int) -> Caveat:
    return Caveat(
        "nothing-found",
        Both(
            f"没有短语出现 {least} 次以上" if least > 2 else "没有反复出现的短语",
            f"no phrase occurs {least} times or more" if least > 2 else "no phrase recurs",
        ),
    )


def _is_new(phrase: str, lexicon: Lexicon, background: Background) -> bool:
    return phrase not in lexicon and not background.freq(phrase)
