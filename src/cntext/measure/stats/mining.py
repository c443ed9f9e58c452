"""Every string that recurs and is cut out as whole words: level-wise repeat mining.

Strings grow by one character a level. A string is extended only while it is frequent
and often enough begins a word: of all strings that begin with *w*, none is more
frequent than *w* nor begins a word more often, so nothing is lost by stopping early
(the a-priori rule of Agrawal & Srikant, VLDB 1994, on one text). For each length the parts of
the corpus count, the counts are merged, and what passes is told to all.

The segmenter is trusted for word boundaries only, never for words: 产教融合 may be cut
产/教/融合, and is found because both of its ends are boundaries.
"""

from __future__ import annotations

from collections.abc import Sequence, Set

from cntext.corpus import Corpus
from cntext.lazy import np
from cntext.measure.stats.mining_levels import Begin, Grow, LevelCounts, Passed, Settle
from cntext.measure.stats.phrase_examples import Cut, Examples, place_of
from cntext.measure.stats.phrase_layout import LIST
from cntext.measure.stats.phrase_levels import Level
from cntext.measure.stats.phrase_parts import Parts, Read, parts_of
from cntext.measure.stats.phrase_texts import Texts
from cntext.measure.stats.repeats import Repeats

# A string is a candidate when this share of its occurrences is cut out as whole words.
WHOLE = 0.3
# (characters of the corpus, least frequency): one page has no statistics, and a third
# occurrence there is already news; in a million characters two are chance.
_LEAST = ((20_000, 2), (200_000, 3), (5_000_000, 5), (20_000_000, 10), (80_000_000, 20))
# Characters to an occurrence, in what is larger: as many strings are as frequent as that in
# text of any size, so that their number no longer grows with it.
_EACH = 4_000_000


def least_frequency(characters: int) -> int:
    """Return the default least frequency for a corpus of so many characters."""
    return next((least for size, least in _LEAST if characters < size), characters // _EACH)


def survey(parts: Parts, edge_words: Set[str]) -> Texts:
    """Return what all texts are made of; ``edge_words`` are function words."""
    return parts.ask(Read(edge_words))


def mine(
    corpus: Corpus | Parts, edge_words: Set[str], *, min_freq: int, max_length: int = 20
) -> Repeats:
    """Find every string of 2 to ``max_length`` characters that recurs as whole words.

    A candidate occurs ``min_freq`` times or more, within documents and between barriers
    (punctuation, white space), and at least ``WHOLE`` of its occurrences begin and end
    at a boundary of ``corpus``, which is cut by dictionary alone. A 、 joins, but neither
    begins nor ends a string. Time O(Σ_k |P_k| log |P_k|), where P_k are the places still
    alive at length k; memory some hundred bytes a character of the largest part, and what
    is known of the strings.
    """
    parts = parts_of(corpus)
    return mined(parts, survey(parts, edge_words), min_freq=min_freq, max_length=max_length)


def mined(parts: Parts, texts: Texts, *, min_freq: int, max_length: int = 20) -> Repeats:
    """Find what `mine` does in ``parts`` that were surveyed."""
    alphabet = len(texts.characters) + 1
    comma = texts.characters.index(LIST) + 1 if LIST in texts.characters else 0
    passed: list[Passed] = []
    for k in range(1, max_length + 1):
        grow = Grow(min_freq, k, passed[-1]) if passed else Begin(min_freq, texts)
        counts = parts.ask(grow)
        passed.append(_passed(counts, k, min_freq, alphabet, comma))
        if not passed[-1].going.any():
            break
    levels = tuple(each.level for each in passed)
    numbers = [np.flatnonzero(each.chosen) for each in passed]
    sizes = [len(each) for each in numbers]
    found = parts.ask(Settle(len(passed), passed[-1], tuple(sizes)))
    often = found.freq >= min_freq
    chosen = np.flatnonzero(often)
    length = np.repeat(np.arange(1, len(sizes) + 1), sizes)[often]
    first = found.first[often]
    own = np.concatenate(numbers)[often]
    cuts = parts.ask(Cut(length, first, len(passed)))
    codes = _spelt(levels, own, length, alphabet)
    examples = Examples(codes, length, texts.characters, cuts)
    return Repeats(
        *(parts, texts, levels, length, own, found.freq[often]),
        *(chosen, examples, examples.start, place_of(first)),
    )


def _passed(counts: LevelCounts, k: int, min_freq: int, alphabet: int, comma: int) -> Passed:
    """Say which strings of ``k`` characters are frequent, go on, and are candidates."""
    frequent = counts.counts >= min_freq
    level = Level(counts.keys[frequent], counts.counts[frequent])
    going = counts.begins[frequent] >= max(1, int(np.ceil(WHOLE * min_freq)))
    chosen = going & (counts.whole[frequent] >= WHOLE * level.counts) & (k > 1)
    return Passed(level, going, chosen & (level.keys % alphabet != comma))


def _spelt(
    levels: Sequence[Level], numbers: np.ndarray, length: np.ndarray, alphabet: int
) -> np.ndarray:
    """Return the codes of strings, end to end; ``numbers`` on their levels, in order of ``length``."""
    found = [np.empty(0, np.int32)]
    for k in range(1, len(levels) + 1):
        number = numbers[length == k]
        codes = np.empty((len(number), k), np.int32)
        for i in range(k - 1, -1, -1):
            number, codes[:, i] = np.divmod(levels[i].keys[number], alphabet)
        found.append(codes.reshape(-1))
    return np.concatenate(found)
