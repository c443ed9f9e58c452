"""Policy phrases as units: what the lexicon lists is one token, whatever jieba cut."""

from __future__ import annotations

from bisect import bisect_right

from cntext.lexicon import Lexicon

Piece = tuple[str, int, str]
PHRASE_TAG = "nz"  # jieba's tag of proper names; the unit has no part of speech of its own


def merged(pieces: list[Piece], text: str, lexicon: Lexicon) -> list[Piece]:
    """Return ``pieces`` with the phrases of ``lexicon`` merged, leftmost-longest.

    A phrase is merged where its borders agree with token borders or cut through them;
    what is left of a token that it cuts through stays as a token. A phrase that is one
    token already, or lies inside a longer one, is left alone: there jieba knows the word.
    """
    found = lexicon.find(text)
    if not found:
        return pieces
    starts = [start for _, start, _ in pieces]
    result: list[Piece] = []
    done = 0  # pieces before this one are in the result
    rest: Piece | None = None  # the right part of a token that a phrase cut through
    for start, end in found:
        first = bisect_right(starts, start) - 1
        last = bisect_right(starts, end - 1) - 1
        if first == last:
            continue
        if first >= done:
            if rest:
                result.append(rest)
            result.extend(pieces[done:first])
            left_start, tag = pieces[first][1], pieces[first][2]
        elif rest and rest[1] <= start:
            left_start, tag = rest[1], rest[2]
        else:
            continue
        if left_start < start:
            result.append((text[left_start:start], left_start, tag))
        result.append((text[start:end], start, PHRASE_TAG))
        word, word_start, tag = pieces[last]
        word_end = word_start + len(word)
        rest = (text[end:word_end], end, tag) if end < word_end else None
        done = last + 1
    if rest:
        result.append(rest)
    result.extend(pieces[done:])
    return result
