"""What passages amount to: letters of a document that are verbatim or edited, and the marked text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cntext.lazy import np
from cntext.measure.stats.alignment import Change
from cntext.measure.stats.passages import Passage
from cntext.text.codes import codes_of, is_letter

_SPACE = re.compile(r"\s+")


def letters_by_kind(found: Sequence[Passage], length: int, run: int) -> tuple[int, int]:
    """Return how many of ``length`` letters are verbatim, and how many edited.

    Verbatim are those that stand unchanged, ``run`` and more in a row, in any passage;
    edited the others that are in one. Each letter is counted once.
    """
    covered, same = np.zeros(length, bool), np.zeros(length, bool)
    for passage in found:
        begin, end = passage.span
        covered[begin:end] = True
        for first, last in passage.runs():
            if last - first >= run:
                same[first:last] = True
    verbatim = int(same.sum())
    return verbatim, int(covered.sum()) - verbatim


def places_of_letters(text: str) -> np.ndarray:
    """Return int64: where in ``text`` each of its letters stands."""
    return np.flatnonzero(is_letter(codes_of(text)))


def span_in_text(places: np.ndarray, begin: int, end: int) -> tuple[int, int]:
    """Return where letters ``begin`` to ``end`` stand in the text; there is at least one."""
    return int(places[begin]), int(places[end - 1]) + 1


def marked(passage: Passage, source: str, text: str) -> str:
    """Return the passage as the second text has it, changes marked: [-left out-]{+added+}.

    Punctuation is that of ``text``; white space becomes one blank.
    """
    a, b = places_of_letters(source), places_of_letters(text)
    last = passage.steps[-1].b1
    parts = []
    for step in passage.steps:
        if step.change is Change.CHANGED and step.a1 > step.a0:
            begin, end = span_in_text(a, step.a0, step.a1)
            parts.append(f"[-{source[begin:end]}-]")
        if step.b1 == step.b0:
            continue
        begin, end = span_in_text(b, step.b0, step.b1)
        until = int(b[step.b1]) if step.b1 < last else end  # marks behind it, too
        own = text[begin:end]
        parts.append((f"{{+{own}+}}" if step.change is Change.CHANGED else own) + text[end:until])
    return _SPACE.sub(" ", "".join(parts))
