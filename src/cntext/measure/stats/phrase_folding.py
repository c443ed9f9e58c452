"""Which of several nested strings to list: 产教融合 or 深化产教融合, or both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cntext.corpus import Corpus
from cntext.lazy import np
from cntext.measure.stats.phrase_classes import WordClasses
from cntext.measure.stats.phrase_counts import count_phrases
from cntext.measure.stats.phrase_edges import Shape

# Share of a phrase's occurrences that lie inside one longer phrase, from which on only the
# longer is listed. On a page of a few thousand characters one free use in seven is style:
# 党的二十大 stands 18 times of 21 in 党的二十大精神.
_EXPLAINED, _EXPLAINED_SMALL = 0.9, 0.85
_SMALL = 20_000
# 现代化产业体系 is the topic of 现代化产业体系建设, unless it never stands alone.
_EXPLAINED_ACTION = 0.95
# A verb with its object in fewer of the object's occurrences is one use among many.
_SELDOM = 0.6
_PIECE = 3  # characters; longer strings mean something even where they never stand alone


@dataclass(frozen=True, slots=True)
class Nests:
    """Which of C strings lie within which.

    ``inside`` maps a string's number to the numbers of the longer strings that hold it,
    ascending; ``length`` of each in characters; ``c_value`` float64[C].
    """

    length: list[int]
    inside: dict[int, list[int]]
    c_value: np.ndarray


def nests(texts: Sequence[str], freq: np.ndarray) -> Nests:
    """Find all nestings, and the C-value of each string (Frantzi, Ananiadou & Mima 2000).

    C = log2 |w| (f(w) - mean of f over the longer strings that hold w), |w| in characters.
    """
    number = {text: i for i, text in enumerate(texts)}
    inside: dict[int, list[int]] = {}
    for i, text in enumerate(texts):
        size = len(text)
        parts = {text[a:b] for a in range(size - 1) for b in range(a + 2, size + 1) if b - a < size}
        for part in parts:
            if (j := number.get(part)) is not None:
                inside.setdefault(j, []).append(i)
    c_value = freq.astype(float)
    for j, holders in inside.items():
        c_value[j] -= float(freq[holders].mean())
    length = [len(text) for text in texts]
    return Nests(length, inside, c_value * np.log2(length))


@dataclass(frozen=True, slots=True)
class Roles:
    """What the ends of C phrases do, as lists over them.

    ``verb``: the first token is a verb, the rest its object. ``padded``: the first token is
    padding or a verb. ``rest``: offset of the second token. ``action``: the last token is an
    action upon what comes before (…建设, …融合).
    """

    verb: list[bool]
    padded: list[bool]
    rest: list[int]
    action: list[bool]


def roles(shape: Shape, classes: WordClasses) -> Roles:
    """Read the roles off the first and last tokens."""
    compound = shape.tokens > 1
    verb = compound & classes.verb[shape.first]
    return Roles(
        verb=verb.tolist(),
        padded=(verb | (compound & classes.padding[shape.first])).tolist(),
        rest=classes.length[shape.first].tolist(),
        action=(compound & classes.action[shape.last]).tolist(),
    )


def fold(order: list[int], nest: Nests, freq: list[int], role: Roles, characters: int) -> list[int]:
    """Return those of ``order`` that no longer phrase explains, and that say more than a part.

    A verb with its object never explains the object; it is dropped beside it, unless
    it is a usage of its own: neither one among many nor nearly the only one. An
    action explains what it is done to only if that never stands without it.
    ``characters``: size of the corpus.
    """
    share = _EXPLAINED_SMALL if characters < _SMALL else _EXPLAINED
    explained = {
        part
        for part, holders in nest.inside.items()
        for holder in holders
        if not role.verb[holder]
        and freq[holder] >= (_EXPLAINED_ACTION if role.action[holder] else share) * freq[part]
    }
    kept = [i for i in order if i not in explained]

    def adds_nothing(holder: int, part: int) -> bool:
        usual = freq[holder] >= share * freq[part]
        seldom = freq[holder] < _SELDOM * freq[part]
        rest = nest.length[holder] - role.rest[holder]
        if role.padded[holder] and rest == nest.length[part]:
            return usual or seldom
        return usual and (role.action[holder] or role.verb[holder]) and not role.verb[part]

    said = {
        holder
        for part in kept
        for holder in nest.inside.get(part, ())
        if adds_nothing(holder, part)
    }
    return [i for i in kept if i not in said]


def pieces(
    kept: list[int],
    nest: Nests,
    freq: list[int],
    compound: list[bool],
    corpus: Corpus,
    texts: list[str],
) -> set[int]:
    """Return those of ``kept`` that are only pieces of several longer ones.

    产教 stands in 产教融合 and in 产教联合体 and hardly elsewhere: no single phrase explains
    it, together they do. Asked of short strings that are no words of the dictionary
    (``compound``); what is left of them outside the longer phrases is counted exactly.
    """
    listed = set(kept)
    holders = {
        i: [h for h in nest.inside.get(i, ()) if h in listed]
        for i in kept
        if compound[i] and nest.length[i] <= _PIECE
    }
    suspects = {
        i: found
        for i, found in holders.items()
        if len(found) > 1 and sum(freq[h] for h in found) >= _EXPLAINED * freq[i]
    }
    chosen = sorted(set(suspects) | {h for found in suspects.values() for h in found})
    counts = count_phrases([d.text for d in corpus.documents], [texts[i] for i in chosen])
    free = dict(zip(chosen, counts.maximal.sum(axis=0).tolist(), strict=True))
    return {i for i in suspects if free[i] <= (1 - _EXPLAINED) * freq[i]}


def parents(kept: list[int], inside: dict[int, list[int]], texts: list[str]) -> dict[int, str]:
    """Map each of ``kept`` to the longest other one inside it, the earlier by code point."""
    listed = set(kept)
    parents: dict[int, str] = {}
    for part in sorted(kept, key=lambda i: (-len(texts[i]), texts[i])):
        for holder in inside.get(part, ()):
            if holder in listed:
                parents.setdefault(holder, texts[part])
    return parents
