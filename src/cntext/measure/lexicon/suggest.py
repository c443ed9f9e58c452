"""Suggest phrases that the lexicon does not list yet, each with a concept and a category.
建议收录的短语：词表尚未收录，附可归入的概念和类别。
"""

from __future__ import annotations

from typing import Annotated

from cntext.analysis import Background, Cut, Opt, analysis
from cntext.corpus import Corpus
from cntext.errors import Both
from cntext.lexicon import Lexicon
from cntext.measure.stats.columns import coded, with_words
from cntext.measure.stats.company import Company, company_of, variant_of
from cntext.measure.stats.limits import MIN_RANGE
from cntext.measure.stats.phrase_discovery import dated_documents, discover
from cntext.table import Column, Entry, Role, Row, Table, Type, Unit
from cntext.text.sentences import sentence_around

COLUMNS = (
    Column("rank", Both("名次", "Rank"), Type.INTEGER, Unit.RANK, Role.KEY),
    Column("phrase", Both("短语", "Phrase"), Type.STRING, role=Role.TERM),
    Column("freq", Both("频次", "Freq"), Type.INTEGER, Unit.COUNT),
    Column("range", Both("文档数", "Range"), Type.INTEGER, Unit.COUNT),
    Column("concept", Both("相关概念", "Concept"), Type.STRING, role=Role.CONTEXT),
    coded(
        Column("relation", Both("关系", "Relation"), Type.STRING, role=Role.CONTEXT),
        variant=Both("异写", "variant"),
        longer=Both("更长", "longer"),
    ),
    Column("category", Both("建议类别", "Category"), Type.STRING, role=Role.CONTEXT),
    Column("share", Both("类别占比 %", "Share %"), Type.NUMBER, Unit.PERCENT),
    Column("example", Both("例句", "Example"), Type.STRING, role=Role.EXAMPLE),
)
BRIEF = ("rank", "phrase", "freq", "range", "concept", "category")


@analysis(
    "lexicon-suggest",
    zh="""建议收录的短语：反复出现而词表没有的，附可归入的概念和类别，由人取舍。

关系  variant 与该概念的写法只差顿号、引号或“的、和、与”；longer 含有该概念的写法。
建议类别  含有的概念所属的类；没有，则是同句中出现最多的一类，占比是它在其中的份额。
cntext lexicon suggest corpus/ -o new.lexicon  写成词表文件，删改后用 --lexicon 读入""",
    columns=COLUMNS,
    cut=Cut.DICTIONARY,
    brief=BRIEF,
)
def suggest(
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
    min_range: Annotated[int, MIN_RANGE] = 1,
) -> Table:
    """Suggest phrases that recur and are not listed, with a concept and a category.

    Relation  variant: differs from a form of that concept by marks or by 的, 和, 与
              only; longer: holds a form of it
    Category  that of the concept; without one, the category met most in the same
              sentences, Share being its part of all that is met there
    cntext lexicon suggest corpus/ -o new.lexicon  a lexicon file, to be edited and used with --lexicon
    """
    found = discover(
        corpus,
        background,
        function_words,
        padding,
        min_freq=min_freq or None,
        min_range=min_range,
        dated=dated_documents(corpus),
    )
    new = [phrase for phrase in found if phrase.text not in lexicon]
    company = company_of(corpus, lexicon, [phrase.text for phrase in new])
    rows: list[Row] = []
    for rank, phrase in enumerate(new, start=1):
        first, offset = phrase.first
        sentence = sentence_around(corpus.documents[first].text, offset, offset + len(phrase.text))
        head = (rank, phrase.text, phrase.freq, phrase.range)
        rows.append((*head, *_proposed(phrase.text, lexicon, company[phrase.text]), sentence))
    return Table(
        name="lexicon-suggest",
        title=Both("建议收录的短语", "Phrases to add"),
        columns=with_words(COLUMNS, "category", lexicon.categories),
        rows=rows,
        weight="freq",
        entry=_entry,
    )


def _proposed(
    phrase: str, lexicon: Lexicon, company: Company
) -> tuple[str, str, str, float | None]:
    """Return concept, relation, category and its share for ``phrase``."""
    variant = variant_of(phrase, lexicon)
    if variant:
        return variant.name, "variant", variant.category, None
    inside = [phrase[start:end] for start, end in lexicon.find(phrase)]
    if inside:
        concept = lexicon.concept_of[max(inside, key=len)]
        return concept.name, "longer", concept.category, None
    return "", "", company.category, company.percent


def _entry(row: Row) -> Entry:
    """Return what a lexicon file gets from ``row``: a variant joins its concept."""
    phrase, freq, documents = str(row[1]), row[2], row[3]
    comment = f"freq {freq}, range {documents}; category {row[6] or '?'}"
    if row[5] == "variant":
        return Entry(str(row[4]), (phrase,), comment)
    return Entry(phrase, (), comment)
