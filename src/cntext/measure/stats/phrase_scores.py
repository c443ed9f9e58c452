"""How much of a phrase a recurring string is: cohesion, keyness, one score.

The score is a weighted sum. Its weights come from a logistic regression on half of a list
of policy phrases (57 government work reports, 1954-2025), rounded, then changed by hand
where a reading of 24 of these reports showed generic words on top.
"""

from __future__ import annotations

from collections.abc import Mapping

from cntext.lazy import np
from cntext.measure.stats.mining import Repeats
from cntext.measure.stats.phrase_classes import WordClasses
from cntext.measure.stats.phrase_contexts import MIN_DATED, Contexts
from cntext.measure.stats.phrase_edges import QUOTED, Shape

# Characters to a word in Chinese text, which turns shares of characters into shares of words.
_WORD_LENGTH = 1.7
# A heading is long, a phrase is not: from here on every character costs.
_LONG = 8
_MANY = 3

# On 199 phrases of these reports listed by hand, changing any one weight by half moves recall
# in the first 300 by at most three in a hundred: they are blunt, and meant to be.
BURST = 2.6
WEIGHTS = {
    "cohesion": 1.2,
    "entropy": 0.8,
    "keyness": 0.6,
    "border": 1.0,
    "free_left": 0.9,
    "free_right": 0.3,
    "frequency": 0.6,
    "range": 1.6,
    "quoted": 1.0,
    "excess_length": -0.35,
    "excess_tokens": -0.6,
    "verb_head": -0.6,  # 减轻|农民负担: an act, the topic is its object
    "verb_fan": -0.3,
    "tail_fan": 0.3,
    "both_fans": -0.4,  # 健康|发展: words that go with everything
    "joint": -0.9,  # 改革|和|发展: two topics
    "quality_tail": -1.0,
    "padding_tail": -2.0,  # 工作|力度
    "person_head": -1.5,
    "place_tail": -1.0,
    "short_compound": -0.7,
    "word_2": -4.5,  # a word of the dictionary is no discovery
    "word_3": -2.0,
    "word_4": -0.7,
}
# In the place of the same weights, on a page or a few.
FEW = {
    "free_left": 0.6,
    "free_right": 0.6,
    "frequency": 2.0,
    "range": 0.0,
    "quoted": 1.3,
    "verb_head": -1.5,
    "tail_fan": 0.0,
    "short_compound": -1.7,
}


def cohesion(repeats: Repeats, shape: Shape) -> np.ndarray:
    """Return float64[C] ≤ 1: normalised PMI of the weakest place between two tokens.

    For w = ab at each border of tokens, ln(f(w) N / (f(a) f(b))) / -ln(f(w) / N), with N
    characters; the least of them (Church & Hanks 1990; Bouma 2009). 1 for a single token.
    """
    layout = repeats.layout
    size = int((layout.codes > 0).sum())
    owner, cut = _borders(repeats, shape)
    begin, length = shape.start[owner], repeats.length[owner]
    whole = np.maximum(repeats.count(shape.start, repeats.length), repeats.freq)
    least = whole[owner]
    left = np.maximum(repeats.count(begin, cut), least)
    right = np.maximum(repeats.count(begin + cut, length - cut), least)
    values = np.log(least * size / (left * right)) / -np.log(least / size)
    result = np.ones(len(repeats))
    np.minimum.at(result, owner, values)
    return result


def attachment(repeats: Repeats, shape: Shape, classes: WordClasses) -> np.ndarray:
    """Return float64[C], 0–1: f(w) / f(w without its first token); 1 for a single token.

    Low where many words may stand in front: 大力|发展 is chance, 全面|依法治国 is a name.
    """
    head = classes.length[shape.first]
    rest = repeats.count(shape.start + head, np.maximum(repeats.length - head, 0))
    return np.where(shape.tokens > 1, repeats.freq / np.maximum(rest, repeats.freq), 1.0)


def keyness(repeats: Repeats, shape: Shape, classes: WordClasses) -> np.ndarray:
    """Return float64[C], nats: how much commoner the string is here than by its words at large.

    ln(1.7 f / N) - Σ ln((b + 3) / B) over its tokens, b their frequencies in a background
    of B words (informativeness as in Tomokiyo & Hurst 2003).
    """
    layout = repeats.layout
    size = int((layout.codes > 0).sum())
    # Word by word, not by differences of one long running sum: its rounding would depend on
    # where in the corpus the string stands.
    owner, nth = _enumerate(shape.tokens)
    types = layout.corpus.tokens[shape.token[owner] + nth]
    surprise = np.bincount(owner, classes.surprise[types], len(repeats))
    here = np.log(_WORD_LENGTH * repeats.freq / size)
    above: np.ndarray = here + surprise
    return above


def _enumerate(counts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return for every one of ``counts[i]`` things its owner i and its number, from 0 on."""
    owner = np.repeat(np.arange(len(counts)), counts)
    return owner, np.arange(len(owner)) - np.repeat(np.cumsum(counts) - counts, counts)


def _borders(repeats: Repeats, shape: Shape) -> tuple[np.ndarray, np.ndarray]:
    """Return the inner borders of all candidates: owner int64[n] and offset int64[n]."""
    owner, nth = _enumerate(shape.tokens - 1)
    token = shape.token[owner] + 1 + nth
    return owner, repeats.layout.starts[token] - shape.start[owner]


def features(
    repeats: Repeats,
    shape: Shape,
    classes: WordClasses,
    around: Contexts,
    measures: tuple[np.ndarray, np.ndarray],
) -> dict[str, np.ndarray]:
    """Return what the score adds up, by name, float64[C]; ``measures``: cohesion, keyness."""
    cohesive, key = measures
    length, tokens, freq = repeats.length, shape.tokens, repeats.freq
    one, compound = tokens == 1, tokens > 1
    quoted = around.quoted >= QUOTED * freq
    # Of the strings of two tokens: how many words the head goes with, and the tail.
    pairs, types = tokens == 2, len(classes.length)
    heads = np.bincount(shape.first[pairs], minlength=types)[shape.first]
    tails = np.bincount(shape.last[pairs], minlength=types)[shape.last]
    verb = compound & (classes.verb | classes.padding)[shape.first]
    joints = np.concatenate(([0], np.cumsum(classes.joint[repeats.layout.corpus.tokens])))
    return {
        "cohesion": np.log(np.maximum(cohesive, 0.05)),
        "entropy": np.log(np.minimum(around.h_left, around.h_right) + 0.2),
        "keyness": np.log(np.maximum(key, 0.5)),
        "border": np.log(np.maximum(np.minimum(repeats.left, repeats.right) / freq, 0.05)),
        "free_left": np.log(1.05 - around.joined_left),
        "free_right": np.log(1.05 - around.joined_right),
        "frequency": np.log(freq),
        "range": np.log(around.range),
        "quoted": np.log1p(around.quoted),
        "excess_length": np.maximum(length - _LONG, 0),
        "excess_tokens": np.maximum(tokens - _MANY, 0),
        "verb_head": verb & ~quoted,
        "verb_fan": verb * np.log1p(heads),
        "tail_fan": compound * np.log1p(tails),
        "both_fans": compound * np.log1p(np.minimum(heads, tails)),
        "joint": joints[shape.token + tokens] > joints[shape.token],
        "quality_tail": compound & classes.quality[shape.last] & ~quoted,
        "padding_tail": compound & classes.padding[shape.last],
        "person_head": compound & classes.person[shape.first],
        "place_tail": compound & classes.place[shape.last],
        "short_compound": compound & (length == 2) & ~quoted,
        "word_2": one & (length == 2),
        "word_3": one & (length == 3),
        "word_4": one & (length > 3),
    }


def score(
    terms: Mapping[str, np.ndarray], divergence: np.ndarray | None, documents: int
) -> np.ndarray:
    """Return float64[C]: the higher, the more a phrase of policy; comparable in one corpus only.

    ``divergence`` is that of the bursts, None without dates. In fewer than ten documents
    neither it nor the range says anything, and frequency takes their place.
    """
    weights = WEIGHTS | (FEW if documents < MIN_DATED else {})
    total = np.zeros(len(terms["frequency"]))
    for name, weight in weights.items():
        total += weight * terms[name]
    return total if divergence is None else total + BURST * divergence
