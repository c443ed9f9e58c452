"""Passages that one text has from another: exact matches chained, the gaps aligned.

Seed, chain, extend, as alignment of genomes does it. Matches in the same order on both
sides, close to one another, are one passage; what lies between them is aligned letter by
letter; at both ends the passage goes on as long as likeness does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cntext.lazy import np
from cntext.measure.stats.alignment import Change, Step, align, likeness
from cntext.measure.stats.seeds import Matches

GAP = 16  # letters between two matches of a passage, on either side
_AHEAD = 24  # letters looked at beyond an end
_LIKE = 3  # letters that must agree there, those that do not taken off


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of document ``second`` that is like one of document ``first``.

    ``steps`` cover both stretches in order, in letters of each document; ``edits`` is how
    many letters are changed, added or left out.
    """

    first: int
    second: int
    steps: tuple[Step, ...]
    edits: int

    @property
    def span_first(self) -> tuple[int, int]:
        """Where it lies in the letters of ``first``."""
        return self.steps[0].a0, self.steps[-1].a1

    @property
    def span(self) -> tuple[int, int]:
        """Where it lies in the letters of ``second``."""
        return self.steps[0].b0, self.steps[-1].b1

    @property
    def length(self) -> int:
        """Letters of it in ``second``."""
        begin, end = self.span
        return end - begin

    @property
    def similarity(self) -> float:
        """1 - edits / letters of the longer side: normalised Levenshtein."""
        begin, end = self.span_first
        return 1 - self.edits / max(end - begin, self.length)

    def runs(self) -> Iterator[tuple[int, int]]:
        """Yield where letters of ``second`` stand unchanged."""
        return ((s.b0, s.b1) for s in self.steps if s.change is Change.SAME)


def passages(
    texts: Sequence[str], found: Matches, *, min_length: int, min_similarity: float
) -> list[Passage]:
    """Return the passages of ``min_length`` letters and more, by document of either side.

    Of passages of the same two documents that lie over one another in the second, the one
    with more letters unchanged is kept.
    """
    bounds = np.cumsum([0, *map(len, texts)], dtype=np.int64)
    result: list[Passage] = []
    for first, second, links in _groups(bounds, found, min_length * min_similarity):
        a, b = texts[first], texts[second]
        some = []
        for chain in _chains(links):
            if sum(n for _, _, n in chain) < min_length * min_similarity:
                continue
            core = _core(a, b, first, second, chain)
            if core.similarity >= min_similarity:
                passage = _extended(a, b, core)
                if passage.length >= min_length and passage.similarity >= min_similarity:
                    some.append(passage)
                    continue
            some += (
                Passage(first, second, (Step(Change.SAME, x, x + n, y, y + n),), 0)
                for x, y, n in chain
                if n >= min_length
            )
        result += _apart(some, len(b))
    return result


Link = tuple[int, int, int]  # begins in the first and in the second text, length


def _groups(
    bounds: np.ndarray, found: Matches, least: float
) -> Iterator[tuple[int, int, list[Link]]]:
    """Yield the matches of each pair of documents, without those that are too few together."""
    x = np.searchsorted(bounds, found.first, side="right") - 1
    y = np.searchsorted(bounds, found.second, side="right") - 1
    new = np.append(True, (x[1:] != x[:-1]) | (y[1:] != y[:-1]))[: len(x)]
    # Matches are in order of their place in the second text; one behind a gap begins anew.
    pair = np.cumsum(new)
    end = found.second + found.length
    far = np.zeros(len(x), bool)
    if len(x):
        reach = np.maximum.accumulate(end + pair * (bounds[-1] + 1)) - pair * (bounds[-1] + 1)
        far[1:] = found.second[1:] > reach[:-1] + GAP
    crowd = np.cumsum(new | far) - 1
    enough = (np.bincount(crowd, found.length) >= least)[crowd] if len(x) else far
    places = np.flatnonzero(enough)
    cuts = np.flatnonzero(np.append(True, np.diff(pair[places]) != 0)[: len(places)])
    for group in np.split(places, cuts[1:]) if len(places) else []:
        first, second = int(x[group[0]]), int(y[group[0]])
        yield (
            first,
            second,
            list(
                zip(
                    (found.first[group] - bounds[first]).tolist(),
                    (found.second[group] - bounds[second]).tolist(),
                    found.length[group].tolist(),
                    strict=True,
                )
            ),
        )


def _chains(links: Sequence[Link]) -> list[list[Link]]:
    """Put each match behind the chain that it follows most closely, else begin another."""
    done: list[list[Link]] = []
    open_: list[list[Link]] = []
    for x, y, n in sorted(links, key=lambda link: (link[1], link[0])):
        best: tuple[int, int, list[Link]] | None = None
        still: list[list[Link]] = []
        for chain in open_:
            a, b, m = chain[-1]
            gap_b = y - (b + m)
            (still if gap_b <= GAP else done).append(chain)
            gap_a = x - (a + m)
            shift = max(0, -gap_a, -gap_b)  # the matches may overlap on one side
            if gap_b > GAP or gap_a > GAP or shift >= n or x <= a:
                continue
            cost = abs(gap_a - gap_b) + max(gap_a, gap_b, 0)
            if best is None or cost < best[0]:
                best = (cost, shift, chain)
        open_ = still
        if best:
            _, shift, chain = best
            chain.append((x + shift, y + shift, n - shift))
        else:
            open_.append([(x, y, n)])
    return done + open_


def _core(a: str, b: str, first: int, second: int, chain: Sequence[Link]) -> Passage:
    """Return the matches of a chain with what lies between them aligned."""
    edits = 0
    steps: list[Step] = []
    at_a, at_b = chain[0][:2]
    for x, y, n in chain:
        edits += _between(steps, a, b, (at_a, x, at_b, y))
        steps.append(Step(Change.SAME, x, x + n, y, y + n))
        at_a, at_b = x + n, y + n
    return Passage(first, second, tuple(steps), edits)


def _extended(a: str, b: str, core: Passage) -> Passage:
    """Return ``core`` with what is alike before and behind it."""
    x, y = core.steps[0].a0, core.steps[0].b0
    begin_a, begin_b = x, y
    while True:
        i, j = likeness(
            a[max(begin_a - _AHEAD, 0) : begin_a][::-1],
            b[max(begin_b - _AHEAD, 0) : begin_b][::-1],
            _LIKE,
        )
        if not j:
            break
        begin_a, begin_b = begin_a - i, begin_b - j
    steps: list[Step] = []
    edits = core.edits + _between(steps, a, b, (begin_a, x, begin_b, y))
    steps += core.steps
    at_a, at_b = steps[-1].a1, steps[-1].b1
    while True:
        i, j = likeness(a[at_a : at_a + _AHEAD], b[at_b : at_b + _AHEAD], _LIKE)
        if not j:
            return Passage(core.first, core.second, _joined(steps), edits)
        edits += _between(steps, a, b, (at_a, at_a + i, at_b, at_b + j))
        at_a, at_b = at_a + i, at_b + j


def _between(steps: list[Step], a: str, b: str, span: tuple[int, int, int, int]) -> int:
    """Add the alignment of ``a[a0:a1]`` with ``b[b0:b1]`` to ``steps``; return its edits."""
    a0, a1, b0, b1 = span
    edits, found = align(a[a0:a1], b[b0:b1])
    steps += (Step(s.change, s.a0 + a0, s.a1 + a0, s.b0 + b0, s.b1 + b0) for s in found)
    return edits


def _joined(steps: Sequence[Step]) -> tuple[Step, ...]:
    """Put steps of one kind that follow one another into one."""
    result: list[Step] = []
    for step in steps:
        if result and result[-1].change is step.change:
            last = result.pop()
            result.append(Step(step.change, last.a0, step.a1, last.b0, step.b1))
        else:
            result.append(step)
    return tuple(result)


def _apart(found: Sequence[Passage], length: int) -> list[Passage]:
    """Leave out passages of which more than half lies in better ones; in order of place."""
    taken = np.zeros(length, bool)
    kept = []
    for passage in sorted(found, key=lambda p: (p.edits - p.length, p.span, p.span_first)):
        begin, end = passage.span
        if 2 * int(taken[begin:end].sum()) <= end - begin:
            taken[begin:end] = True
            kept.append(passage)
    return sorted(kept, key=lambda p: (p.span, p.span_first))
