"""Find strings, concepts and regular expressions on the characters of the text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from ahocorasick_rs import AhoCorasick

from cntext.corpus import Corpus
from cntext.lazy import np
from cntext.lexicon import Concept, Lexicon
from cntext.query.context import token_ends, touched
from cntext.query.found import string_in
from cntext.query.hits import Hits, hits_of

if TYPE_CHECKING:  # few queries are patterns
    from cntext.text.regex_spans import RegexSpans

Find = Callable[[str], Iterable[tuple[int, int]]]


def find_string(corpus: Corpus, wanted: str) -> Hits:
    """Return every place of ``wanted``, left to right without overlap, inside words too."""
    found = string_in(corpus, wanted)
    if found is not None:
        return found.columns()
    return _everywhere(corpus, lambda text: _places(text, wanted))


def find_words(corpus: Corpus, wanted: str) -> Hits:
    """Return the places of ``wanted`` that begin and end where tokens do."""
    hits = find_string(corpus, wanted)
    at = touched(corpus, hits)
    some = np.flatnonzero(at.first < at.last)
    opens = corpus.starts[at.first[some]] == hits.start[some]
    closes = token_ends(corpus, at.last[some] - 1) == hits.end[some]
    return hits.take(some[opens & closes])


def find_concept(corpus: Corpus, concept: Concept) -> Hits:
    """Return the places of every form of ``concept``, the longest first, its guards obeyed."""
    return _everywhere(corpus, Lexicon([concept]).find)


def find_pattern(corpus: Corpus, pattern: RegexSpans) -> Hits:
    """Return the places of a regular expression."""
    return _everywhere(corpus, pattern.find)


def _everywhere(corpus: Corpus, find: Find) -> Hits:
    return hits_of(find(text) for text in texts(corpus))


def texts(corpus: Corpus) -> Iterator[str]:
    """Yield the text of every document, each decoded when it is its turn.

    Documents that lie on disk give their text alone; the rest of them is not made.
    """
    read = getattr(corpus.documents, "text", None)
    if read is None:
        return (document.text for document in corpus.documents)
    return (read(d) for d in range(len(corpus)))


def _places(text: str, wanted: str) -> Iterable[tuple[int, int]]:
    at = text.find(wanted)
    while at >= 0:
        end = at + len(wanted)
        yield at, end
        at = text.find(wanted, end)


def find_each(corpus: Corpus, wanted: Sequence[str]) -> Iterator[list[tuple[int, int, int]]]:
    """Yield for each document the ``(string, start, end)`` of every one of ``wanted``.

    Those of one string do not overlap, left to right; what other strings do is no matter.
    One pass over the text, however many there are (Aho & Corasick 1975).
    """
    automaton = AhoCorasick(list(wanted)) if wanted else None
    for text in texts(corpus):
        found: list[tuple[int, int, int]] = []
        free = [0] * len(wanted)
        hits = automaton.find_matches_as_indexes(text, overlapping=True) if automaton else ()
        for which, start, end in hits:
            if start >= free[which]:
                free[which] = end
                found.append((which, start, end))
        yield found
