"""Segment text: one line a sentence, or a table of tokens with their places.
分词：每句一行，或带位置、行号、词性的表。
"""

from __future__ import annotations

from typing import Annotated

from cntext.analysis import Opt, analysis
from cntext.corpus import Corpus
from cntext.errors import Both
from cntext.lazy import np
from cntext.table import Column, Role, Row, Table, Type, Unit
from cntext.text.sentences import sentence_spans

COLUMNS = (
    Column("document", Both("文档", "Document"), Type.STRING, role=Role.KEY),
    Column("sentence", Both("句", "Sentence"), Type.INTEGER, Unit.RANK, Role.KEY),
    Column("i", Both("序", "i"), Type.INTEGER, Unit.RANK, Role.KEY),
    Column("token", Both("词", "Token"), Type.STRING, role=Role.TERM),
    Column("start", Both("起", "Start"), Type.INTEGER, Unit.OFFSET),
    Column("end", Both("止", "End"), Type.INTEGER, Unit.OFFSET),
    Column("line", Both("原文行", "Line"), Type.INTEGER, Unit.LINE, Role.CONTEXT),
    Column("pos", Both("词性", "POS"), Type.STRING, role=Role.CONTEXT, optional=True),
)


@analysis(
    "seg",
    zh="""分词：每句一行，词间空格；JSON、CSV 给出每个词的位置。

默认把政策短语并为一个词；--plain 与 jieba.lcut 逐词相同（空白不算词）。
--pos 标注词性（jieba.posseg）。start、end 是整理后正文中的字符位置，line 是源文件行号。
短语怎样被切开、影响哪些词频，见 cntext lexicon cuts。

cntext seg corpus/page.txt                     每句一行
cntext seg corpus/page.txt --pos -o words.csv  词、词性、位置、行号
cntext seg corpus/page.txt --plain             与 jieba.lcut 相同""",
    columns=COLUMNS,
    tags=True,
    default_format="text",
)
def seg(
    corpus: Corpus,
    *,
    pos: Annotated[bool, Opt(Both("标注词性", "tag parts of speech"))] = False,
) -> Table:
    """Segment text: one line a sentence; JSON and CSV give the place of every token.

    Phrases of the policy lexicon are one token each; --plain gives the very tokens of
    jieba.lcut (white space is no token). --pos tags parts of speech (jieba.posseg).
    start and end are character offsets in the cleaned text, line is the source line.
    How phrases are cut, and which word counts that distorts, is shown by cntext lexicon cuts.

    cntext seg corpus/page.txt                     a line a sentence
    cntext seg corpus/page.txt --pos -o words.csv  words, tags, offsets, lines
    cntext seg corpus/page.txt --plain             the words of jieba.lcut
    """
    rows: list[Row] = []
    for d, document in enumerate(corpus.documents):
        first, last = corpus.bounds[d], corpus.bounds[d + 1]
        starts = corpus.starts[first:last]
        begins = np.array([begin for begin, _ in sentence_spans(document.text)], np.int64)
        sentences = np.searchsorted(begins, starts, side="right")
        number, sentence = 0, -1
        for k, (start, s) in enumerate(zip(starts.tolist(), sentences.tolist(), strict=True)):
            number = number + 1 if s == sentence else 1
            sentence = s
            word = corpus.vocabulary[corpus.tokens[first + k]]
            row: Row = (
                document.id,
                s,
                number,
                word,
                start,
                start + len(word),
                document.line_of(start),
            )
            rows.append((*row, corpus.tagset[corpus.tags[first + k]]) if pos else row)
    return Table(
        name="seg",
        title=Both("分词", "Tokens"),
        columns=COLUMNS if pos else COLUMNS[:-1],
        rows=rows,
    )
