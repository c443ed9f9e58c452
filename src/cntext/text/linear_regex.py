r"""Regular expressions that cannot run away: time grows with the length of the text.

Python's ``re`` backtracks, and ``(a+)+$`` keeps it busy for ever on thirty letters. A
pattern that a user types is matched here by following all its states at once (Thompson
1968), each set of states remembered, so that one character costs one look-up.

What is understood: characters, ``.``, ``[…]``, ``\d \w \s \D \W \S``, ``( )``,
``(?: )``, ``|``, ``* + ? {m} {m,} {m,n}``, ``^`` and ``$`` (of the whole text). Not:
back-references and look-around, which no linear matcher can do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cntext.text.regex_syntax import BadPattern, Node, Test, parse

__all__ = ["BadPattern", "LinearRegex", "compile_linear"]

MAX_STATES = 1_000  # {900} inside {900} would ask for nearly a million
_MAX_REMEMBERED = 5_000  # sets of states; beyond that, those known are forgotten
_FINAL = 0


class LinearRegex:
    """A compiled pattern: whether it occurs in a text, and where."""

    def __init__(self, tree: Node) -> None:
        # State 0 is the end of the pattern. A state without a test is a fork.
        self._tests: list[Test | None] = [None]
        self._assert = [""]
        self._next: list[tuple[int, ...]] = [()]
        self._laid = 0
        self._sets: dict[tuple[frozenset[int], str], frozenset[int]] = {}
        self._anchored: dict[tuple[frozenset[int], str], frozenset[int]] = {}
        first = self._lay(tree, _FINAL)
        self._at_start = self._closure([first], at_start=True)
        self._resting = self._closure([first], at_start=False)

    def search(self, text: str) -> bool:
        """Say whether the pattern matches anywhere in ``text``."""
        return next(self._ends(text), None) is not None

    def ends(self, text: str) -> list[int]:
        """Return every offset at which some match in ``text`` ends, in order."""
        return list(self._ends(text))

    def longest(self, text: str, at: int, most: int) -> tuple[int, int]:
        """Return where the longest match that begins at ``at`` ends, and how far was read.

        It has at most ``most`` characters; -1 where there is none.
        """
        current = self._at_start if at == 0 else self._resting
        end, last = -1, min(len(text), at + most)
        for i in range(at, last):
            if _FINAL in current:
                end = i
            current = self._step(current, text[i], anchored=True)
            if not current:
                return end, i + 1
        if _FINAL in (self._at_end(current, at_start=not text) if last == len(text) else current):
            end = last
        return end, last

    def first(self, alphabet: Iterable[str]) -> set[str]:
        """Return the characters of ``alphabet`` with which a match may begin."""
        tests = [test for state in self._at_start if (test := self._tests[state]) is not None]
        return {character for character in alphabet if any(test(character) for test in tests)}

    def _ends(self, text: str) -> Iterator[int]:
        current = self._at_start
        for i, character in enumerate(text):
            if _FINAL in current:
                yield i
            current = self._step(current, character, anchored=False)
        if _FINAL in self._at_end(current, at_start=not text):
            yield len(text)

    def _step(self, current: frozenset[int], character: str, *, anchored: bool) -> frozenset[int]:
        """Return the states after ``character``; a match may begin behind it unless anchored."""
        known = self._anchored if anchored else self._sets
        key = (current, character)
        following = known.get(key)
        if following is None:
            reached = [
                target
                for state in current
                if (test := self._tests[state]) is not None and test(character)
                for target in self._next[state]
            ]
            following = self._closure(reached, at_start=False)
            if not anchored:
                following |= self._resting
            if len(known) >= _MAX_REMEMBERED:
                known.clear()
            known[key] = following
        return following

    def _at_end(self, states: frozenset[int], *, at_start: bool) -> frozenset[int]:
        return self._closure(states, at_start=at_start, at_end=True)

    def _closure(
        self, states: Iterable[int], *, at_start: bool, at_end: bool = False
    ) -> frozenset[int]:
        """Return every state reached from ``states`` without reading a character."""
        seen: set[int] = set()
        stack = list(states)
        while stack:
            state = stack.pop()
            if state in seen:
                continue
            seen.add(state)
            asserted = self._assert[state]
            if (asserted == "^" and not at_start) or (asserted == "$" and not at_end):
                continue
            if self._tests[state] is None:
                stack.extend(self._next[state])
        return frozenset(seen)

    # --- laying out -----------------------------------------------------------------

    def _state(self, following: tuple[int, ...], test: Test | None = None, what: str = "") -> int:
        self._tests.append(test)
        self._assert.append(what)
        self._next.append(following)
        return len(self._tests) - 1

    def _lay(self, node: Node, following: int) -> int:
        """Add the states of ``node`` that lead to ``following``; return the first."""
        self._laid += 1
        if self._laid > MAX_STATES:
            raise BadPattern(0, "重复次数太大", "the repetitions are too many")
        match node.kind:
            case "test":
                return self._state((following,), node.test)
            case "start":
                return self._state((following,), what="^")
            case "end":
                return self._state((following,), what="$")
            case "cat":
                for part in reversed(node.parts):
                    following = self._lay(part, following)
                return following
            case "alt":
                return self._state(tuple(self._lay(part, following) for part in node.parts))
            case "repeat":
                return self._repeat(node, following)
            case _:
                return following

    def _repeat(self, node: Node, following: int) -> int:
        (part,) = node.parts
        if node.most is None:
            loop = self._state(())
            self._next[loop] = (self._lay(part, loop), following)
            first = loop
        else:
            first = following
            for _ in range(node.most - node.least):
                first = self._state((self._lay(part, first), following))
        for _ in range(node.least):
            first = self._lay(part, first)
        return first


def compile_linear(pattern: str) -> LinearRegex:
    """Return ``pattern`` ready to search with; `BadPattern` if it is not understood."""
    return LinearRegex(parse(pattern))
