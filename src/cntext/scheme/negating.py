"""What is negated: an odd number of negating words shortly before it, in the same clause."""

from __future__ import annotations

from bisect import bisect_left

from cntext.lazy import pattern
from cntext.scheme.model import Negation
from cntext.scheme.tree import Span
from cntext.scheme.wildcards import Terms

# A mark ends it, 、 too: of 有法不依、执法不严 the first word says nothing about 执法.
_BREAK = pattern(r"[，。、；：！？,;:!?…—（）()“”‘’《》\n]")


class Negators:
    """Finds negating words (不, 未, 没有, 无), not those inside 不断, 无论 or 未来."""

    def __init__(self, negation: Negation) -> None:
        self.reach = negation.reach
        self._words = Terms(negation.words)
        self._guards = Terms(negation.guards)
        self._longest = max(map(len, negation.guards), default=0)

    def find(self, text: str) -> list[Span]:
        """Return where ``text`` negates, left to right, the longest word of each place."""
        guards = sorted(span for spans in self._guards.find(text).values() for span in spans)
        words = [span for spans in self._words.find(text).values() for span in spans]
        words.sort(key=lambda span: (span[0], -span[1]))
        found: list[Span] = []
        free = 0
        for start, end in words:
            if start >= free and not self._guarded(guards, start, end):
                found.append((start, end))
                free = end
        return found

    def _guarded(self, guards: list[Span], start: int, end: int) -> bool:
        """Say whether ``start:end`` lies in one of ``guards``, which are sorted."""
        first = bisect_left(guards, (start - self._longest,))
        last = bisect_left(guards, (start + 1,))
        return any(end <= close for _, close in guards[first:last])

    def before(self, text: str, found: list[Span], start: int) -> Span | None:
        """Return the first of ``found`` that negates what begins at ``start``, if anything does.

        Words that end up to ``reach`` characters before it, no mark between; an even number
        of them affirms (没有不支持的).
        """
        last = bisect_left(found, (start,))
        near = []
        while last > 0 and found[last - 1][1] >= start - self.reach:
            last -= 1
            word = found[last]
            if word[1] <= start and not _BREAK.search(text, word[1], start):
                near.append(word)
        return near[-1] if len(near) % 2 else None
