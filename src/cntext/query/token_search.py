"""Find a pattern of tokens: all candidates step forward together, one token at a time.

No loop in Python over tokens or candidates: a step is a handful of numpy operations on
those still alive, so that time grows with the corpus and with the length of a match, never
with what a pattern might do (there is no backtracking).
"""

from __future__ import annotations

from cntext.corpus import Corpus
from cntext.lazy import np
from cntext.lexicon import Lexicon
from cntext.query.automaton import Automaton, compiled
from cntext.query.conditions import Asked, Conditions
from cntext.query.hits import Hits, runs
from cntext.query.tree import Condition, Either, One, Pattern, Query, Repeat, Then, Within
from cntext.query.tree import longest as longest_of
from cntext.query.tree import shortest as shortest_of
from cntext.text.sentences import paragraph_spans, sentence_spans

MOST_TOKENS = 100  # of one match; [] * runs no farther


def find_tokens(corpus: Corpus, query: Query, lexicon: Lexicon) -> Hits:
    """Return where ``query`` stands in ``corpus``: leftmost, longest, no overlap.

    A match lies in one document, and in one sentence or paragraph where the query says so.
    It has at most `MOST_TOKENS` tokens.
    """
    conditions = Conditions(corpus, lexicon, query)
    automaton = compiled(query.pattern)
    starts = _candidates(corpus, query.pattern, automaton, conditions)
    limits = corpus.bounds[np.searchsorted(corpus.bounds, starts, side="right")]
    lengths = _lengths(automaton, conditions, starts, limits)
    if query.within is not Within.DOCUMENT:
        # Sentences are looked up only in documents that have a match at all; a match that
        # reaches too far may have a shorter one in it.
        starts = starts[lengths > 0]
        limits = _limits(corpus, starts, query.within)
        lengths = _lengths(automaton, conditions, starts, limits)
    kept = lengths > 0
    first, last = _apart(starts[kept], lengths[kept])
    document = np.searchsorted(corpus.bounds, first, side="right") - 1
    ends = corpus.starts[last] + np.fromiter(
        (len(corpus.vocabulary[i]) for i in corpus.tokens[last].tolist()), np.int64, len(last)
    )
    return Hits(document.astype(np.int32), corpus.starts[first].astype(np.int64), ends)


def _candidates(
    corpus: Corpus, pattern: Pattern, automaton: Automaton, conditions: Conditions
) -> np.ndarray:
    """Return int64[…]: the tokens at which a match may begin, in order.

    Where a rare token has to be in the match, only those shortly before it.
    """
    needed = _needed(pattern)
    everywhere = slice(0, len(corpus.tokens))
    if needed:
        condition, least, most = min(needed, key=lambda n: conditions.rarity(n[0]))
        places = np.flatnonzero(conditions.holds(condition, everywhere))
        steps = range(least, (MOST_TOKENS if most is None else min(most, MOST_TOKENS)) + 1)
        if len(places) * len(steps) < len(corpus.tokens):
            begins = np.unique((places[:, None] - np.array(steps)[None, :]).ravel())
            begins = begins[begins >= 0]
            near: np.ndarray = begins[_first_fits(automaton, conditions, begins)]
            return near
    return np.flatnonzero(_first_fits(automaton, conditions, everywhere))


def _first_fits(automaton: Automaton, conditions: Conditions, at: Asked) -> np.ndarray:
    openings = {automaton.conditions[state] for state in automaton.first}
    fits: np.ndarray = np.logical_or.reduce([conditions.holds(c, at) for c in openings])
    return fits


def _needed(pattern: Pattern) -> list[tuple[Condition, int, int | None]]:
    """Return conditions that some token of every match fits, and how far on it stands.

    The distance from the beginning is between the two numbers; None is any distance.
    """
    match pattern:
        case One(condition):
            return [(condition, 0, 0)]
        case Repeat(part, least) if least > 0:
            return _needed(part)
        case Then(parts):
            found: list[tuple[Condition, int, int | None]] = []
            low: int = 0
            high: int | None = 0
            for part in parts:
                found += [
                    (c, low + a, None if high is None or b is None else high + b)
                    for c, a, b in _needed(part)
                ]
                low += shortest_of(part)
                length = longest_of(part)
                high = None if high is None or length is None else high + length
            return found
        case Either() | Repeat():
            return []


def _lengths(
    automaton: Automaton,
    conditions: Conditions,
    starts: np.ndarray,
    limits: np.ndarray,
) -> np.ndarray:
    """Return int64[…]: the tokens of the longest match at each start, 0 where there is none.

    ``limits`` are the first tokens that may not be in it any more.
    """
    lengths = np.zeros(len(starts), np.int64)
    alive: dict[int, np.ndarray] = {}  # state → which starts are in it, in order
    for state in sorted(automaton.first):
        held = conditions.holds(automaton.conditions[state], starts) & (starts < limits)
        alive[state] = np.flatnonzero(held)
    for length in range(1, MOST_TOKENS + 1):
        following: dict[int, list[np.ndarray]] = {}
        for state, which in alive.items():
            if state in automaton.last:
                lengths[which] = length
            at = starts[which] + length
            inside = at < limits[which]
            left, at = which[inside], at[inside]
            if not len(left):
                continue
            for target in automaton.follows[state]:
                fits = conditions.holds(automaton.conditions[target], at)
                following.setdefault(target, []).append(left[fits])
        alive = {
            state: parts[0] if len(parts) == 1 else np.unique(np.concatenate(parts))
            for state, parts in sorted(following.items())
            if any(map(len, parts))
        }
        if not alive:
            break
    return lengths


def _limits(corpus: Corpus, starts: np.ndarray, within: Within) -> np.ndarray:
    """Return int64[…]: the end of the sentence or paragraph that each of ``starts`` is in."""
    spans = sentence_spans if within is Within.SENTENCE else paragraph_spans
    limits = np.empty(len(starts), np.int64)
    documents = np.searchsorted(corpus.bounds, starts, side="right") - 1
    for d, begin, end in runs(documents):
        first, last = int(corpus.bounds[d]), int(corpus.bounds[d + 1])
        begins = np.array([b for b, _ in spans(corpus.documents[d].text)], np.int64)
        borders = np.append(first + np.searchsorted(corpus.starts[first:last], begins), last)
        which = np.searchsorted(borders, starts[begin:end], side="right")
        limits[begin:end] = borders[which]
    return limits


def _apart(starts: np.ndarray, lengths: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return first and last token of the matches, those that overlap an earlier one left out."""
    ends = starts + lengths
    if not len(starts) or bool((starts[1:] >= ends[:-1]).all()):
        return starts, ends - 1
    kept = []
    free = -1
    for i, (start, end) in enumerate(zip(starts.tolist(), ends.tolist(), strict=True)):
        if start >= free:
            kept.append(i)
            free = end
    return starts[kept], ends[kept] - 1
