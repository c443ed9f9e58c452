"""Strings that are cut out of a clause: they end with words, and yet are no phrase."""

from __future__ import annotations

from cntext.lazy import np
from cntext.measure.stats.phrase_classes import WordClasses
from cntext.measure.stats.phrase_edges import Shape
from cntext.measure.stats.phrase_layout import LIST, running
from cntext.measure.stats.repeats import Repeats

# 少年接受义务教育 stands after 、 in this share of its occurrences,
_AFTER_LIST = 0.8
# 义务教育的民办学校 behind a verb in this one.
_GOVERNED = 0.3


def cut_from_clause(repeats: Repeats, shape: Shape, classes: WordClasses) -> np.ndarray:
    """Return bool[C]: the last member of a list with what is said of all (儿童、少年|接受|义务教育),

    or what its verb governs no further than 的: 实施|义务教育|的|民办学校 is of schools that do.
    """
    layout = repeats.layout
    tokens = layout.corpus.tokens
    commas, borders, stops = layout.where(LIST.__eq__), layout.borders, layout.stops
    verb = classes.verb[tokens]

    def governed(block: Repeats) -> np.ndarray:
        place = block.occurrences
        before = layout.token_at[place - 1]
        behind: np.ndarray = borders[place] & ~stops[place - 1] & verb[before]
        return behind

    after_list = repeats.tally(lambda block: commas[block.occurrences - 1])
    listed = (after_list >= _AFTER_LIST * repeats.freq) & _inside(shape, verb)
    of = np.fromiter((word == "的" for word in layout.corpus.vocabulary), bool)[tokens]
    who = _inside(shape, of) & (classes.bearer | classes.institution)[shape.last]
    cut: np.ndarray = listed | (who & (repeats.tally(governed) >= _GOVERNED * repeats.freq))
    return cut


def _inside(shape: Shape, flags: np.ndarray) -> np.ndarray:
    """Return bool[C]: one of the tokens but the first and the last is among ``flags``."""
    total = running(flags)
    last = np.maximum(shape.token + shape.tokens - 1, shape.token + 1)
    inside: np.ndarray = total[last] > total[shape.token + 1]
    return inside
