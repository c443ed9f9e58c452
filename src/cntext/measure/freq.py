"""Count words, characters or phrases: frequency, range, per million.
统计词频、字频或短语频次：频次、文档数、每百万频率。
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import chain, compress
from typing import Annotated

from cntext.analysis import BY, SHARED, Background, Cut, Opt, analysis
from cntext.corpus import Corpus
from cntext.errors import Both
from cntext.lexicon import Lexicon
from cntext.measure.stats.caveats import nameless
from cntext.measure.stats.counting import Counts, count_characters, count_on_text, count_types
from cntext.measure.stats.limits import MIN_FREQ, MIN_RANGE
from cntext.measure.stats.totals import Totals, total_words
from cntext.stopwords import StopWords
from cntext.table import Column, Role, Row, Rows, Table, Type, Unit

COLUMNS = (
    Column("group", Both("分组", "Group"), Type.STRING, role=Role.KEY, optional=True),
    Column("rank", Both("名次", "Rank"), Type.INTEGER, Unit.RANK, Role.KEY),
    Column("word", Both("词", "Word"), Type.STRING, role=Role.TERM),
    Column("freq", Both("频次", "Freq"), Type.INTEGER, Unit.COUNT),
    Column("range", Both("文档数", "Range"), Type.INTEGER, Unit.COUNT),
    Column("per_million", Both("每百万", "Per million"), Type.NUMBER, Unit.PER_MILLION),
)


def count(
    corpus: Corpus,
    lexicon: Lexicon | None = None,
    background: Background | None = None,
    function_words: frozenset[str] = frozenset(),
    padding: frozenset[str] = frozenset(),
    *,
    unit: str,
    by: str,
) -> Counts | Totals:
    """Count what ``unit`` says, by field ``by``; only concepts and phrases need lists."""
    if unit == "word" and not by:
        return total_words(corpus)
    if unit == "word":
        return count_types(corpus, by)
    if unit == "char":
        found = count_characters(corpus, by)
    elif lexicon is None:
        raise TypeError("concepts and phrases are counted with a lexicon")
    elif unit == "concept":
        found = count_on_text(corpus, lexicon, by, concepts=True)
    else:
        found = count_on_text(
            corpus, _extended(corpus, lexicon, background, function_words, padding), by
        )
    return found if by else found.of_group(0)


def _extended(
    corpus: Corpus,
    lexicon: Lexicon,
    background: Background | None,
    function_words: frozenset[str],
    padding: frozenset[str],
) -> Lexicon:
    """Return ``lexicon`` and the phrases that are found in ``corpus``."""
    if background is None:
        raise TypeError("phrases are found with a background")
    from cntext.measure.stats.phrase_discovery import dated_documents, discover

    found = discover(corpus, background, function_words, padding, dated=dated_documents(corpus))
    return lexicon.extended(phrase.text for phrase in found)


_CUTS = {"phrase": Cut.DICTIONARY, "concept": Cut.TEXT}
_USES = {"phrase": SHARED, "concept": frozenset({"stopwords", "lexicon"})}


@analysis(
    "freq",
    zh="""统计词频：频次、出现文档数、每百万词频率。

词表中的政策短语（产教融合等）默认按最长匹配各算一个单位；--plain 给出 jieba 原样的词。
默认去掉虚词和纯数字（--stopwords none 全部保留）；标点从不计入。
每百万的分母是全部词（含虚词和数字，不含标点）；--unit char、phrase、concept 时是全部汉字。
--unit phrase 在原文上统计词表所列和新发现的短语，含出现在更长短语之内的；--unit concept
统计词表的概念，各种写法合计。两者与 cntext lexicon count 的频次相同。

cntext freq corpus/                                词
cntext freq corpus/ --by year -o freq.csv          逐年，写成 CSV
cntext freq corpus/ --unit concept                 词表的概念，各种写法合计
cntext freq corpus/ --where 'genre=="通知"' -n 50  只看通知，前 50 个""",
    columns=COLUMNS,
    cut=lambda chosen: _CUTS.get(chosen.get("unit", ""), Cut.UNITS),
    counts=count,
    # Which phrases there are is a question to the whole corpus.
    whole=lambda chosen: chosen.get("unit") == "phrase",
    numpy=lambda chosen: bool(chosen["by"]) or chosen["unit"] != "word",
    uses=lambda chosen: _USES.get(chosen.get("unit", ""), frozenset({"stopwords"})),
)
def freq(
    counts: Counts | Totals,
    stopwords: StopWords,
    *,
    unit: Annotated[
        str,
        Opt(
            Both(
                "统计单位：词、汉字、短语或词表中的概念",
                "what to count: words, characters, phrases, or concepts of the lexicon",
            ),
            choices=("word", "char", "phrase", "concept"),
        ),
    ] = "word",
    by: Annotated[str, BY] = "",
    min_freq: Annotated[int, MIN_FREQ] = 1,
    min_range: Annotated[int, MIN_RANGE] = 1,
) -> Table:
    """Count words: frequency, range (documents) and frequency per million.

    Phrases of the policy lexicon count as one unit each, the longest that fits; --plain
    gives jieba's own words. Function words and bare numbers are left out (--stopwords
    none keeps them); punctuation never counts. The base of "per million" is all words,
    function words and numbers included; with the other units, all Chinese characters.
    --unit phrase counts the phrases of the lexicon and newly found ones on the text
    itself, inside longer phrases too; --unit concept the concepts of the lexicon, all
    forms together: the totals of cntext lexicon count.

    cntext freq corpus/                                words
    cntext freq corpus/ --by year -o freq.csv          by year, as CSV
    cntext freq corpus/ --unit concept                 concepts of the lexicon, all forms together
    cntext freq corpus/ --where 'genre=="通知"' -n 50  notices alone, the first 50
    """
    least = (min_freq, min_range)
    groups = dict(counts.by_group())
    rows: Sequence[Row]
    if by:
        every = counts.terms
        absent = frozenset(compress(every, stopwords.flags(every)))
        parts = (
            _rows(own, lambda terms: bytes(map(absent.__contains__, terms)), least, (name,))
            for name, own in groups.items()
        )
        rows = list(chain.from_iterable(parts))
    else:
        rows = _rows(groups[""], stopwords.flags, least, ())
    size = sum(own.base for own in groups.values())
    overlaps: tuple[Both, ...] = ()
    if unit in ("phrase", "concept"):
        from cntext.measure.stats.lexicon_notes import overlap_note

        overlaps = (overlap_note(),)
    title, base = _WORDING[unit]
    sizes = f"{size:,}"
    each = Both("，各组分别计，合计", "; each group by its own") if by else Both("", "")
    return Table(
        name="freq",
        title=title,
        columns=COLUMNS if by else COLUMNS[1:],
        rows=rows,
        notes=(
            Both(
                f"每百万的分母：{base.zh}{each.zh} {sizes}",
                f"per million of {sizes} {base.en}{each.en}",
            ),
            *overlaps,
        ),
        warnings=nameless(by, groups),
        weight="freq",
        group=("group",) if by else (),
    )


_WORDING = {
    "word": (
        Both("词频", "Word frequency"),
        Both("全部词（不含标点）", "words (punctuation not counted)"),
    ),
    "char": (
        Both("字频", "Character frequency"),
        Both("全部汉字", "Chinese characters"),
    ),
    "phrase": (
        Both("短语频次", "Phrase frequency"),
        Both("全部汉字", "Chinese characters"),
    ),
    "concept": (
        Both("概念频次", "Concept frequency"),
        Both("全部汉字", "Chinese characters"),
    ),
}


def _rows(
    totals: Totals,
    left_out: Callable[[Sequence[str]], bytes],
    least: tuple[int, int],
    head: Row,
) -> Rows:
    terms, freqs, ranges, base = totals.terms, totals.freqs, totals.ranges, totals.base
    chosen = [
        i
        for i, (out, freq, spread) in enumerate(zip(left_out(terms), freqs, ranges, strict=True))
        if not out and freq >= least[0] and spread >= least[1]
    ]
    # Terms are in order of code point, and a stable sort keeps it among equals.
    chosen.sort(key=freqs.__getitem__, reverse=True)

    def row(place: int) -> Row:
        i = chosen[place]
        rate = 1e6 * freqs[i] / base if base else None
        return (*head, place + 1, terms[i], freqs[i], ranges[i], rate)

    return Rows(len(chosen), len(head) + 5, row)
