"""Candidate key phrases: stretches of content words that end in a noun."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cntext.analysis import Background
from cntext.corpus import Corpus
from cntext.lazy import np, pattern
from cntext.measure.stats.phrase_words import VERBS
from cntext.text.codes import are_words

_LATIN = pattern(r"[A-Za-z][\w.+-]*", re.ASCII)
# Parts of speech in jieba's dictionary: what may end a phrase, and what may stand before.
_NOUNS = ("n", "vn", "an", "l", "j", "i", "g", "s", "t")
_BEFORE = ("v", "a", "b", "m")


@dataclass(frozen=True, slots=True)
class Candidates:
    """C candidates and their M occurrences, in order of candidate, document and place.

    ``texts``: str[C], by code point; ``words``: the types that each is made of.
    ``owner``, ``document`` int64[M]: candidate and document of each occurrence;
    ``place`` int64[M]: its offset in the document, in characters.
    """

    texts: tuple[str, ...]
    words: tuple[tuple[int, ...], ...]
    owner: np.ndarray
    document: np.ndarray
    place: np.ndarray


@dataclass(frozen=True, slots=True)
class Kinds:
    """Which types take part, each bool[V]: ``noun`` may end a phrase, ``content`` stand in it."""

    noun: np.ndarray
    verb: np.ndarray
    content: np.ndarray


def kinds(
    vocabulary: Sequence[str],
    background: Background,
    stopped: Callable[[str], bool],
    listed: Callable[[str], bool],
) -> Kinds:
    """Sort the types of a corpus by what they can be in a key phrase.

    Parts of speech are those of jieba's dictionary, whatever the context: a word that it
    does not know is taken for a noun, as is a phrase of the lexicon (``listed``).
    """
    noun, verb, content = [], [], []
    for word, is_word in zip(vocabulary, are_words(vocabulary).tolist(), strict=True):
        tag = "n" if listed(word) else "v" if word in VERBS else _tag(word, background)
        usable = is_word and not stopped(word)
        noun.append(usable and tag.startswith(_NOUNS))
        verb.append(usable and tag.startswith("v") and tag != "vn")
        content.append(noun[-1] or (usable and tag.startswith(_BEFORE)))
    return Kinds(*(np.array(flags, bool) for flags in (noun, verb, content)))


def _tag(word: str, background: Background) -> str:
    known = background.tag(word)
    if known:
        return known
    if _LATIN.fullmatch(word) or (len(word) > 1 and not word[0].isdigit()):
        return "n"
    return "m" if word[0].isdigit() else "g"


def candidates(corpus: Corpus, kind: Kinds, min_length: int, most_words: int) -> Candidates:
    """Find every stretch of 1 to ``most_words`` adjoining content words that ends in a noun.

    Stretches touch no stop word, punctuation or white space and are ``min_length``
    characters long or longer. Several ways to cut the same text are one candidate; its
    words are the fewest, of as many those that come first by code point.
    """
    lengths = np.fromiter(map(len, corpus.vocabulary), np.int64, len(corpus.vocabulary))
    tokens, starts = corpus.tokens.astype(np.int64), corpus.starts.astype(np.int64)
    documents = corpus.document_of_token().astype(np.int64)
    ends = starts + lengths[tokens]
    joined = np.zeros(len(tokens), bool)  # with the token before
    joined[1:] = (documents[1:] == documents[:-1]) & (starts[1:] == ends[:-1])
    content = kind.content[tokens]
    place = np.flatnonzero(content)
    number, at, which = tokens[place], [], []
    texts: dict[str, int] = {}
    words: list[tuple[int, ...]] = []
    for size in range(1, most_words + 1):
        last = place + size - 1
        fit = kind.noun[tokens[last]] & (ends[last] - starts[place] >= min_length)
        keys, first, owner = np.unique(number[fit], return_index=True, return_inverse=True)
        own = np.empty(len(keys), np.int64)
        for i, p in enumerate(place[fit][first].tolist()):
            types = tuple(tokens[p : p + size].tolist())
            text = "".join(corpus.vocabulary[t] for t in types)
            own[i] = texts.setdefault(text, len(texts))
            if own[i] == len(words):
                words.append(types)
            elif _spelled(types, corpus) < _spelled(words[own[i]], corpus):
                words[own[i]] = types
        which.append(own[owner.ravel()])
        at.append(place[fit])
        following = last + 1
        on = following < len(tokens)
        on[on] = content[following[on]] & joined[following[on]]
        place = place[on]
        # Dense numbers level by level, so that a stretch is one integer whatever its length.
        _, dense = np.unique(number[on], return_inverse=True)
        number = dense.ravel() * len(corpus.vocabulary) + tokens[place + size]
        if not len(place):
            break
    return in_order(list(texts), words, np.concatenate(which), np.concatenate(at), corpus)


def _spelled(types: Sequence[int], corpus: Corpus) -> tuple[int, list[str]]:
    return len(types), [corpus.vocabulary[t] for t in types]


def in_order(
    texts: Sequence[str],
    words: Sequence[tuple[int, ...]],
    owner: np.ndarray,
    place: np.ndarray,
    corpus: Corpus,
) -> Candidates:
    """Sort C terms by code point; ``owner`` and ``place`` int64[M] are term and first token."""
    order = sorted(range(len(texts)), key=texts.__getitem__)
    rank = np.empty(len(texts), np.int64)
    rank[order] = np.arange(len(texts))
    owner = rank[owner] if len(owner) else owner
    sequence = np.lexsort((place, owner))
    owner, place = owner[sequence], place[sequence]
    return Candidates(
        texts=tuple(texts[i] for i in order),
        words=tuple(words[i] for i in order),
        owner=owner,
        document=corpus.document_of_token()[place].astype(np.int64),
        place=corpus.starts[place].astype(np.int64),
    )
