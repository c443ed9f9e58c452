"""How much of a phrase a recurring string is: cohesion, attachment, keyness."""

from __future__ import annotations

from cntext.lazy import np
from cntext.measure.stats.phrase_classes import WordClasses
from cntext.measure.stats.phrase_shape import Shape
from cntext.measure.stats.repeats import Repeats

# Characters to a word in Chinese text, which turns shares of characters into shares of words.
_WORD_LENGTH = 1.7


def cohesion(repeats: Repeats, shape: Shape) -> np.ndarray:
    """Return float64[C] ≤ 1: normalised PMI of the weakest place between two tokens.

    For w = ab at each border of tokens, ln(f(w) N / (f(a) f(b))) / -ln(f(w) / N), with N
    characters; the least of them (Church & Hanks 1990; Bouma 2009). 1 for a single token.
    """
    size = repeats.whole.solid
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
    size = repeats.whole.solid
    # Word by word, not by differences of one long running sum: its rounding would depend on
    # where in the corpus the string stands.
    owner, nth = _enumerate(shape.tokens)
    types = repeats.layout.tokens[shape.token[owner] + nth]
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
