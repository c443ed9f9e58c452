"""What stands around a place: the tokens that it touches, its window, its sentence."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

from cntext.corpus import Corpus
from cntext.lazy import np
from cntext.query.hits import Hits, runs
from cntext.text.sentences import paragraph_around, sentence_borders


class Context(str, Enum):
    """What is shown around a place, and what its window is measured in."""

    CHAR = "char"
    WORD = "word"
    SENTENCE = "sentence"
    PARAGRAPH = "paragraph"


class Touched(NamedTuple):
    """The tokens ``first[h]:last[h]`` that each of H places touches; they may reach beyond it."""

    first: np.ndarray
    last: np.ndarray


def touched(corpus: Corpus, hits: Hits) -> Touched:
    """Return which tokens each place touches, as numbers in the corpus (int64[H] each).

    A place in white space touches none: ``first == last``.
    """
    first = np.zeros(len(hits), np.int64)
    last = np.zeros(len(hits), np.int64)
    # Documents come one after another, so that each is looked up in once.
    for d, begin, end in runs(hits.document):
        low, high = int(corpus.bounds[d]), int(corpus.bounds[d + 1])
        starts = corpus.starts[low:high]
        opening = np.searchsorted(starts, hits.start[begin:end], side="right") - 1
        ends = token_ends(corpus, low + np.maximum(opening, 0)) if high > low else 0
        opening += (opening < 0) | (ends <= hits.start[begin:end])
        first[begin:end] = low + opening
        last[begin:end] = low + np.searchsorted(starts, hits.end[begin:end], side="left")
    return Touched(first, np.maximum(first, last))


class DocumentTokens:
    """The tokens of one document by their numbers in it, without numpy: where each begins, which it is."""

    def __init__(self, corpus: Corpus, document: int) -> None:
        bounds = corpus.view("bounds")
        low, high = bounds[document], bounds[document + 1]
        self.starts = corpus.span("starts", low, high)
        self.ids = corpus.span("tokens", low, high)
        self._vocabulary = corpus.vocabulary

    def words(self, first: int, last: int) -> list[str]:
        """Return the words of the tokens ``first:last``."""
        return [self._vocabulary[i] for i in self.ids[first:last]]

    def end(self, token: int) -> int:
        """Return where a token ends in the text."""
        return self.starts[token] + len(self._vocabulary[self.ids[token]])

    def touching(self, start: int, end: int) -> tuple[int, int]:
        """Return `touched` of one place: its first token, and the one behind its last."""
        first = bisect_right(self.starts, start) - 1
        if first < 0 or self.end(first) <= start:
            first += 1
        return first, max(first, bisect_left(self.starts, end))


def token_ends(corpus: Corpus, tokens: np.ndarray) -> np.ndarray:
    """Return int64[…]: where each of ``tokens`` (numbers in the corpus) ends in its text."""
    ids = corpus.tokens[tokens].tolist()
    lengths = np.fromiter((len(corpus.vocabulary[i]) for i in ids), np.int64, len(ids))
    ends: np.ndarray = corpus.starts[tokens] + lengths
    return ends


def position(corpus: Corpus, hits: Hits, at: Touched, place: int) -> list[str]:
    """Return the word at ``place`` of every hit: 1 is the first on the right, -1 on the left.

    Where a hit ends inside a token, the rest of that token is the first word on that side.
    Punctuation marks are words here; "" is beyond the document.
    """
    result = []
    for h, (d, start, end) in enumerate(hits):
        first, last = int(at.first[h]), int(at.last[h])
        number, rest = (last + place - 1, "") if place > 0 else (first + place, "")
        if first < last:
            edge = first if place < 0 else last - 1
            opens = int(corpus.starts[edge])
            word = corpus.vocabulary[corpus.tokens[edge]]
            rest = word[: max(start - opens, 0)] if place < 0 else word[end - opens :]
        if rest and abs(place) == 1:
            result.append(rest)
            continue
        number += (place < 0) - (place > 0) if rest else 0
        inside = corpus.bounds[d] <= number < corpus.bounds[d + 1]
        result.append(corpus.vocabulary[corpus.tokens[number]] if inside else "")
    return result


def around(
    text: str,
    place: tuple[int, int],
    tokens: DocumentTokens,
    at: tuple[int, int],
    context: Context,
    window: int,
) -> tuple[int, int]:
    """Return ``(begin, end)`` in ``text``: what is shown of a place, its start and end, and around it.

    ``at`` are those of the ``tokens`` of the document that it is touching.
    """
    start, end = place
    if context is Context.CHAR:
        return max(start - window, 0), min(end + window, len(text))
    if context is Context.WORD:
        first = max(at[0] - window, 0)
        last = min(at[1] + window, len(tokens.ids))
        if first >= last:
            return start, end
        return min(tokens.starts[first], start), max(tokens.end(last - 1), end)
    if context is Context.PARAGRAPH:
        return paragraph_around(text, start, end)
    return sentence_borders(text, start, end)


def borders(start: int, node: str, token_start: int, tokens: Sequence[str]) -> list[int]:
    """Return where token borders lie, relative to ``start``, those of the node itself left out.

    Given are the tokens that ``node`` touches and where the first of them begins: of 开放
    in 改革开放 the result is ``[-2, 2]`` less the end that falls together, ``[-2]``; of
    产教融合 cut into 产教 and 融合, ``[2]``.
    """
    found = []
    place = token_start - start
    for token in tokens:
        found.append(place)
        while 0 <= place < len(node) and node[place].isspace():
            place += 1
        place += len(token)
    found.append(place)
    return [border for border in found if border not in {0, len(node)}]
