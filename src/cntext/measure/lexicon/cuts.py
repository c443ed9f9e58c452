"""Show how the segmenter cuts each phrase, and which word counts that distorts.
显示分词怎样切开每个短语，哪些词的词频因此失真。
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Annotated

from cntext.analysis import Cut, Opt, analysis
from cntext.corpus import Corpus
from cntext.errors import Both
from cntext.lexicon import Concept, Lexicon
from cntext.measure.stats.cut_counts import CutCounts, count_cuts, words_of
from cntext.table import Column, Role, Row, Table, Type, Unit

COLUMNS = (
    Column("form", Both("写法", "Form"), Type.STRING, role=Role.TERM),
    Column("freq", Both("频次", "Total"), Type.INTEGER, Unit.COUNT),
    Column("ways", Both("切法", "Ways"), Type.INTEGER, Unit.COUNT),
    Column("cut", Both("切成", "Cut"), Type.STRING, role=Role.CONTEXT),
    Column("count", Both("次数", "Times"), Type.INTEGER, Unit.COUNT),
    Column("percent", Both("占 %", "%"), Type.NUMBER, Unit.PERCENT),
    Column(
        "words", Both("词频中来自它的", "Of the counts of words"), Type.STRING, role=Role.CONTEXT
    ),
)


def count(corpus: Corpus, lexicon: Lexicon, *, phrase: str) -> CutCounts:
    """Count the cuts of the phrases that are asked about, of all forms where none is."""
    asked = _asked(phrase)
    chosen = Lexicon([Concept(p, "", (p,)) for p in asked]) if asked else lexicon
    return count_cuts(corpus, chosen)


@analysis(
    "lexicon-cuts",
    zh="""分词怎样切开每个短语、有几种切法，哪些词的词频因此失真。

产教|融合   切成两个词；没有竖线的是整词
高［职|教］育   短语的边界落在词内：分词有误，或是误认，可给词表加护栏
“融合 14/17”：freq --plain 的 17 次“融合”中有 14 次来自这个短语，不是独立的词。
短语本身的次数在正文上逐字统计，不受切法影响。--phrase 可问任何短语。

cntext lexicon cuts corpus/ --min-freq 5
cntext lexicon cuts corpus/ --phrase 产教融合  一个短语""",
    columns=COLUMNS,
    cut=Cut.WORDS,
    counts=count,
)
def cuts(
    counts: CutCounts,
    *,
    phrase: Annotated[
        str,
        Opt(
            Both(
                "只看这个短语，不必在词表中（几个用逗号隔开）",
                "this phrase only, listed or not (several: parted by commas)",
            )
        ),
    ] = "",
    min_freq: Annotated[int, Opt(Both("最低频次", "lowest total"), min=1)] = 1,
) -> Table:
    """Show how the segmenter cuts each phrase, and which word counts that distorts.

    产教|融合      cut into two words; without a bar it is one word
    高［职|教］育  the phrase begins or ends inside a word: a fault of the segmenter, or
                   a look-alike that a guard in the lexicon should keep out
    "融合 14/17": of the 17 tokens 融合 in freq --plain, 14 come out of this phrase.
    The phrase itself is counted on the text, however it was cut. --phrase asks about
    any phrase.

    cntext lexicon cuts corpus/ --min-freq 5
    cntext lexicon cuts corpus/ --phrase 产教融合  one phrase
    """
    return finish(counts, _asked(phrase), min_freq)


def _asked(phrase: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(p for p in re.split(r"[\s,，、;；]+", phrase) if p))


def finish(counts: CutCounts, asked: tuple[str, ...] = (), min_freq: int = 1) -> Table:
    """Return the table of ``counts``: phrases by frequency, the commonest cut first."""
    total: Counter[str] = Counter()
    ways: Counter[str] = Counter()
    for (form, _), number in counts.cuts.items():
        total[form] += number
        ways[form] += 1
    keys = [key for key in counts.cuts if total[key[0]] >= min_freq]
    keys.sort(key=lambda k: (-total[k[0]], k[0], -counts.cuts[k], k[1]))
    rows: list[Row] = [
        (
            form,
            total[form],
            ways[form],
            cut,
            counts.cuts[form, cut],
            100 * counts.cuts[form, cut] / total[form],
            _shares(counts, cut, counts.cuts[form, cut]),
        )
        for form, cut in keys
    ]
    missing = [phrase for phrase in asked if phrase not in total]
    apart = sum(n for (_, cut), n in counts.cuts.items() if len(words_of(cut)) > 1)
    everything = sum(total.values())
    notes = [
        Both(
            f"{len(total):,} 种写法出现 {everything:,} 次，{apart:,} 次被切开；"
            "| 是词的边界，［］是落在词内的短语边界",
            f"{len(total):,} forms, {everything:,} occurrences, {apart:,} of them cut apart; "
            "| parts words, ［］ mark a phrase border inside a word",
        )
    ]
    if missing:
        notes.append(Both("没有出现：" + "、".join(missing), "not met: " + ", ".join(missing)))
    return Table(
        name="lexicon-cuts",
        title=Both("短语的切法", "How phrases are cut"),
        columns=COLUMNS,
        rows=rows,
        notes=tuple(notes),
        weight="count",
    )


def _shares(counts: CutCounts, cut: str, number: int) -> str:
    """Return "产教 14/14、融合 14/17": whose counts the cut adds to, of how many."""
    tokens = words_of(cut)
    if len(tokens) == 1:
        return ""
    here = Counter(tokens)
    return "、".join(
        f"{word} {number * times:,}/{counts.words[word]:,}" for word, times in here.items()
    )
