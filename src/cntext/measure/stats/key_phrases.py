"""Candidate key phrases: stretches of content words that end in a noun."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cntext.analysis import Background
from cntext.corpus import Corpus
from cntext.lazy import np, pattern
from cntext.measure.stats.phrase_words import VERBS

# Met so often, always in the same longer phrase, a term is a piece of that phrase.
PIECE = 3
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
    corpus: Corpus,
    background: Background,
    stopped: Callable[[str], bool],
    listed: Callable[[str], bool],
) -> Kinds:
    """Sort the types of ``corpus`` by what they can be in a key phrase.

    Parts of speech are those of jieba's dictionary, whatever the context: a word that it
    does not know is taken for a noun, as is a phrase of the lexicon (``listed``).
    """
    noun, verb, content = [], [], []
    for word, is_word in zip(corpus.vocabulary, corpus.type_is_word().tolist(), strict=True):
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
    words are those of the first.
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


@dataclass(frozen=True, slots=True)
class Tally:
    """How often each of N terms occurs in each group that has it: P pairs, in order.

    ``group``, ``term``, ``freq`` and ``range`` (documents) are int64[P]; ``early`` float64[P],
    1 for a term that opens its documents, 0 for one met at their very end: the mean of
    1 - place / length over the first places in the documents of the group that have it.
    """

    group: np.ndarray
    term: np.ndarray
    freq: np.ndarray
    range: np.ndarray
    early: np.ndarray


def tally(found: Candidates, group_of: np.ndarray, sizes: np.ndarray) -> Tally:
    """Count ``found`` by group; ``group_of`` and ``sizes`` (characters) are int64[D]."""
    terms = max(len(found.texts), 1)
    # Occurrences are in order of candidate, document, place: the first of each pair leads.
    lead = np.ones(len(found.owner), bool)
    lead[1:] = (np.diff(found.owner) != 0) | (np.diff(found.document) != 0)
    first = np.flatnonzero(lead)
    document = found.document[first]
    early = 1 - found.place[first] / np.maximum(sizes[document], 1)
    keys = group_of[document] * terms + found.owner[first]
    pairs, owner = np.unique(keys, return_inverse=True)
    owner = owner.ravel()
    spread = np.bincount(owner, minlength=len(pairs))
    freq = np.bincount(owner, np.diff(first, append=len(lead)), len(pairs)).astype(np.int64)
    group, term = np.divmod(pairs, terms)
    mean = np.bincount(owner, early, len(pairs)) / np.maximum(spread, 1)
    return Tally(group, term, freq, spread, mean)


def pieces(found: Candidates, counts: Tally, vocabulary: Sequence[str]) -> np.ndarray:
    """Return bool[P]: terms that their group has only inside one and the same longer term.

    Only where that was seen ``PIECE`` times or more: 教育部门 met once is no evidence that
    教育 is a piece of it.
    """
    place = {text: c for c, text in enumerate(found.texts)}
    terms = max(len(place), 1)
    keys = counts.group * terms + counts.term
    piece = np.zeros(len(keys), bool)
    often = np.flatnonzero(counts.freq >= PIECE).tolist()
    for p in often:
        words = found.words[counts.term[p]]
        for part in (words[1:], words[:-1]):
            term = place.get("".join(vocabulary[t] for t in part))
            if term is None:
                continue
            at = int(np.searchsorted(keys, counts.group[p] * terms + term))
            if at < len(keys) and keys[at] == counts.group[p] * terms + term:
                piece[at] |= counts.freq[at] == counts.freq[p]
    return piece


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
