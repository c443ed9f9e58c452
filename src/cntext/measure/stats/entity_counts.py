"""The mentions of every document with the places at which they stand; mergeable."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from cntext.analysis import Background
from cntext.corpus import Corpus, field_of
from cntext.extract.article import mentions
from cntext.extract.mentions import Kind, Mention, Word
from cntext.extract.wording import LISTED
from cntext.lexicon import Lexicon
from cntext.model import Document
from cntext.places import Places
from cntext.text.sentences import LONGEST, on_one_line, sentence_spans, sides


class Found(NamedTuple):
    """A mention, what it is written as, and where: the sentence is on one line."""

    group: str
    document: str
    title: str
    date: str
    line: int
    id: str
    written: str
    sentence: str
    mention: Mention


@dataclass(frozen=True, slots=True)
class EntityCounts:
    """What was found in ``documents`` documents, ``undated`` of them without a date."""

    found: tuple[Found, ...]
    documents: int
    undated: int

    def merged(self, others: Sequence[EntityCounts]) -> EntityCounts:
        """Return what was found in all these documents, in the order of reading."""
        every = (self, *others)
        return EntityCounts(
            tuple(one for counts in every for one in counts.found),
            sum(counts.documents for counts in every),
            sum(counts.undated for counts in every),
        )


def count_entities(
    corpus: Corpus, lexicon: Lexicon, background: Background, kinds: Collection[Kind], by: str
) -> EntityCounts:
    """Find the mentions of ``kinds`` in every document, with the document's value of ``by``."""
    groups = field_of(corpus.documents, by) if by else [""] * len(corpus)
    tags = Tags(corpus, lexicon, background)
    found: list[Found] = []
    undated = 0
    for d, document in enumerate(corpus.documents):
        undated += not document.date
        every = found_in(document, groups[d], tags.words(d), tags)
        found += (one for one in every if one.mention.kind in kinds)
    return EntityCounts(tuple(found), len(corpus), undated)


def found_in(document: Document, group: str, words: Sequence[Word], tags: Tags) -> Iterator[Found]:
    """Yield the mentions of one document, in order of place."""
    named = mentions(document.text, document.date, words, tags.tag)
    return _placed(document, group, named)


class Tags:
    """The words of a corpus with their parts of speech, each looked up once."""

    def __init__(self, corpus: Corpus, lexicon: Lexicon, background: Background) -> None:
        self._corpus, self._background = corpus, background
        listed = frozenset(lexicon.forms)
        self._of_type = [
            background.tag(word) or (LISTED if word in listed else "") for word in corpus.vocabulary
        ]

    def tag(self, word: str) -> str:
        """Return the part of speech of ``word`` in the dictionary, "" if it is not there."""
        return self._background.tag(word)

    def words(self, document: int) -> list[Word]:
        """Return the tokens of a document."""
        corpus = self._corpus
        first, last = corpus.bounds[document], corpus.bounds[document + 1]
        ids, starts = corpus.tokens[first:last].tolist(), corpus.starts[first:last].tolist()
        return [
            Word(start, start + len(corpus.vocabulary[i]), self._of_type[i])
            for i, start in zip(ids, starts, strict=True)
        ]


def _placed(document: Document, group: str, found: Iterable[Mention]) -> Iterator[Found]:
    places, text = Places(document), document.text
    spans, at = sentence_spans(text), 0
    sentence = ""
    shown = -1
    for one in found:
        while at + 1 < len(spans) and spans[at + 1][0] <= one.start:
            at += 1
        begin, close = spans[at]
        if close - begin > LONGEST:  # an excerpt for each
            sentence, shown = "".join(sides(text, (begin, close), one.start, one.end)), -1
        elif at != shown:
            sentence, shown = on_one_line(text[begin:close]), at
        yield Found(
            group,
            document.id,
            document.title,
            document.date,
            document.line_of(one.start),
            places.id(one.start, one.end),
            on_one_line(text[one.start : one.end]),
            sentence,
            one,
        )
