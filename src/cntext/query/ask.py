"""From what a user typed to the places that it means."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from cntext.corpus import Corpus
from cntext.errors import Both, UsageProblem
from cntext.lexicon import Lexicon
from cntext.query.hits import Hits
from cntext.query.text_search import find_concept, find_pattern, find_string, find_words
from cntext.text.safe import safe

if TYPE_CHECKING:  # most queries are strings, and need none of the small languages
    from cntext.text.regex_spans import RegexSpans


class Match(str, Enum):
    """How a query is read."""

    AUTO = "auto"  # CQL where it begins with [ or (, else text
    TEXT = "text"  # a string, inside words too
    WORD = "word"  # a string that begins and ends where tokens do
    CONCEPT = "concept"  # every form of a concept of the lexicon
    REGEX = "regex"
    CQL = "cql"


def kind_of(query: str, match: Match) -> Match:
    """Return how ``query`` is read: `Match.AUTO` is decided by how it begins."""
    if match is not Match.AUTO:
        return match
    return Match.CQL if query.lstrip("( ").startswith(("[", '"')) else Match.TEXT


def check(query: str, match: Match) -> None:
    """Refuse a query that cannot be read, before anything else is; its place is marked."""
    kind = kind_of(query, match)
    if kind is Match.CQL:
        from cntext.query.cql import parse

        parse(query)
    elif kind is Match.REGEX:
        _pattern(query)


def needs_tags(query: str, match: Match) -> bool:
    """Say whether the query is about parts of speech."""
    if kind_of(query, match) is not Match.CQL:
        return False
    from cntext.query.cql import parse
    from cntext.query.tree import Attribute

    return parse(query).asks_for(Attribute.POS)


def find(corpus: Corpus, query: str, match: Match, lexicon: Lexicon) -> Hits:
    """Return where ``query`` stands in ``corpus``, in the order of the corpus, no overlap.

    `UsageProblem` for a query that cannot be read, and for a concept that there is not.
    """
    match kind_of(query, match):
        case Match.WORD:
            return find_words(corpus, query)
        case Match.CONCEPT:
            return _concept(corpus, query, lexicon)
        case Match.REGEX:
            return find_pattern(corpus, _pattern(query))
        case Match.CQL:
            from cntext.query.cql import parse
            from cntext.query.token_search import find_tokens

            return find_tokens(corpus, parse(query), lexicon)
        case _:
            return find_string(corpus, query)


def _pattern(query: str) -> RegexSpans:
    from cntext.query.cql import problem
    from cntext.text.regex_spans import RegexSpans
    from cntext.text.regex_syntax import BadPattern

    try:
        return RegexSpans(query)
    except BadPattern as bad:
        raise problem(query, bad.at, bad.zh, bad.en, None) from bad


def _concept(corpus: Corpus, name: str, lexicon: Lexicon) -> Hits:
    for concept in lexicon.concepts:
        if concept.name == name:
            return find_concept(corpus, concept)
    from cntext.query.conditions import nearest_concept

    raise UsageProblem(
        safe(name),
        Both("词表里没有这个概念", "the lexicon has no such concept"),
        nearest_concept(lexicon, name),
    )
