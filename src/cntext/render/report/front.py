"""The first page of a report: what was read, what stands out, how to read on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cntext.errors import Both
from cntext.render.report.content import Report
from cntext.render.report.html import Markup, both, tag

_SIZES = (
    ("documents", Both("篇文档", "documents")),
    ("han_characters", Both("汉字", "Chinese characters")),
    ("words", Both("词", "words")),
    ("types", Both("词种", "types")),
)


def front(report: Report, notes: Sequence[Both]) -> Markup:
    """Return title, sizes, findings and what the reader should know first."""
    findings = [
        tag("li", tag("a", both(chapter.title), href=f"#{chapter.id}"), both(finding))
        for chapter in report.chapters
        for finding in chapter.findings
    ]
    return tag(
        "section",
        tag("h1", both(report.title), id="front-title"),
        tag("dl", *_sizes(report), class_="sizes"),
        *(
            (
                tag("h2", both(Both("看点", "At a glance"))),
                tag("ul", *findings, class_="findings"),
            )
            if findings
            else ()
        ),
        tag("h2", both(Both("怎样读", "How to read"))),
        tag("ul", *(tag("li", both(one)) for one in (*_READING, *report.notes))),
        *_texts((*report.shared_notes(), *notes)),
        class_="front",
        aria_labelledby="front-title",
    )


def _texts(notes: Sequence[Both]) -> Iterator[Markup]:
    if notes:
        yield tag("h2", both(Both("文本与篇幅", "Texts and limits")))
        yield tag("ul", *(tag("li", both(note)) for note in notes))


def _sizes(report: Report) -> Iterator[Markup]:
    sizes = report.manifest.corpus
    dates = sorted(filter(None, (document.date for document in report.documents)))
    shown = [(f"{sizes[name]:,}", label) for name, label in _SIZES if name in sizes]
    if dates:
        first, last = dates[0][:4], dates[-1][:4]
        shown.append((first if first == last else f"{first}–{last}", Both("年", "years")))
    for number, label in shown:
        yield tag("div", tag("dt", both(label)), tag("dd", number))


_READING = (
    Both(
        "点表中的词，看它的每一句；点句子，看它所在的文章和原文行。点栏名排序。",
        "Choose a term in a table to see its sentences, a sentence to see its article and source "
        "line, a heading to sort.",
    ),
    Both(
        "短语和词表中的词在原文上逐字计数，词按分词计数；公式见“方法与公式”，复核见“来源与复核”。",
        "Phrases and given terms are counted on the characters of the text, words on tokens; the "
        "last two chapters hold formulas and how to verify a number.",
    ),
    Both(
        "显著不等于重要：先看差别有多大，再看 p；篇数少时，一篇文章就能左右结果。",
        "Significant is not important: look at the size of a difference before its p. With few "
        "documents a single one may decide.",
    ),
)
