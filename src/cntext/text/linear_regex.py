r"""Regular expressions that cannot run away: time grows with the length of the text.

Python's ``re`` backtracks, and ``(a+)+$`` keeps it busy for ever on thirty letters. A
pattern that a user types is matched here by following all its states at once (Thompson
1968), each set of states remembered, so that one character costs one look-up.

What is understood: characters, ``.``, ``[…]``, ``\d \w \s \D \W \S``, ``( )``,
``(?: )``, ``|``, ``* + ? {m} {m,} {m,n}``, ``^`` and ``$`` (of the whole text). Not:
back-references and look-around, which no linear matcher can do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

Test = Callable[[str], bool]

MAX_STATES = 1_000  # {900} inside {900} would ask for nearly a million
_MAX_REMEMBERED = 5_000  # sets of states; beyond that, those known are forgotten
_MAX_DEPTH = 50
_FINAL = 0
_CLASSES: dict[str, Test] = {
    "d": str.isdecimal,
    "w": lambda c: c.isalnum() or c == "_",
    "s": str.isspace,
}
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r"}


class BadPattern(ValueError):
    """The pattern is not understood; ``at`` is the place in it."""

    def __init__(self, at: int, zh: str, en: str) -> None:
        super().__init__(at, zh, en)
        self.at, self.zh, self.en = at, zh, en


# A piece of a pattern: what it tests, then what it leads to. Built as a tree, then laid out.
@dataclass(frozen=True, slots=True)
class _Node:
    kind: str  # "test", "start", "end", "empty", "cat", "alt", "repeat"
    test: Test | None = None
    parts: tuple[_Node, ...] = ()
    least: int = 0
    most: int | None = None


class LinearRegex:
    """A compiled pattern; `search` says whether it occurs in a text."""

    def __init__(self, tree: _Node) -> None:
        # State 0 is the end of the pattern. A state without a test is a fork.
        self._tests: list[Test | None] = [None]
        self._assert = [""]
        self._next: list[tuple[int, ...]] = [()]
        self._laid = 0
        self._sets: dict[tuple[frozenset[int], str], frozenset[int]] = {}
        first = self._lay(tree, _FINAL)
        self._at_start = self._closure([first], at_start=True)
        self._resting = self._closure([first], at_start=False)

    def search(self, text: str) -> bool:
        """Say whether the pattern matches anywhere in ``text``."""
        current = self._at_start
        for character in text:
            if _FINAL in current:
                return True
            key = (current, character)
            following = self._sets.get(key)
            if following is None:
                reached = [
                    target
                    for state in current
                    if (test := self._tests[state]) is not None and test(character)
                    for target in self._next[state]
                ]
                following = self._closure(reached, at_start=False) | self._resting
                if len(self._sets) >= _MAX_REMEMBERED:
                    self._sets.clear()
                self._sets[key] = following
            current = following
        ended = self._closure(current, at_start=not text, at_end=True)
        return _FINAL in ended

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

    def _lay(self, node: _Node, following: int) -> int:
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

    def _repeat(self, node: _Node, following: int) -> int:
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
    parser = _Parser(pattern)
    tree = parser.alternatives(0)
    if parser.at < len(pattern):
        raise BadPattern(parser.at, "多了一个 )", "a ) too many")
    return LinearRegex(tree)


@dataclass(slots=True)
class _Parser:
    text: str
    at: int = 0

    def peek(self) -> str:
        return self.text[self.at : self.at + 1]

    def take(self, wanted: str) -> bool:
        if self.text.startswith(wanted, self.at):
            self.at += len(wanted)
            return True
        return False

    def alternatives(self, depth: int) -> _Node:
        if depth > _MAX_DEPTH:
            raise BadPattern(self.at, "括号嵌套太深", "nested too deep")
        parts = [self.sequence(depth)]
        while self.take("|"):
            parts.append(self.sequence(depth))
        return parts[0] if len(parts) == 1 else _Node("alt", parts=tuple(parts))

    def sequence(self, depth: int) -> _Node:
        parts: list[_Node] = []
        while self.peek() and self.peek() not in "|)":
            parts.append(self.repeated(depth))
        return _Node("cat", parts=tuple(parts))

    def repeated(self, depth: int) -> _Node:
        begin = self.at
        node = self.atom(depth)
        bounds = self.bounds()
        if bounds is None:
            return node
        if node.kind in {"start", "end"}:
            raise BadPattern(begin, "^ 和 $ 不能重复", "^ and $ cannot be repeated")
        self.take("?")  # shortest or longest makes no difference to whether it occurs
        if self.peek() and self.peek() in "*+?":
            raise BadPattern(self.at, "重复了两次", "repeated twice")
        return _Node("repeat", parts=(node,), least=bounds[0], most=bounds[1])

    def bounds(self) -> tuple[int, int | None] | None:
        for sign, bounds in (("*", (0, None)), ("+", (1, None)), ("?", (0, 1))):
            if self.take(sign):
                return bounds
        begin = self.at
        if not self.take("{"):
            return None
        least = self.number()
        most: int | None = least
        if self.take(","):
            most = self.number() if self.peek() != "}" else None
        if not self.take("}") or (most is not None and most < least):
            raise BadPattern(begin, "{ } 里应是次数", "a count is expected in { }")
        return least, most

    def number(self) -> int:
        begin = self.at
        while self.peek() and self.peek() in "0123456789":
            self.at += 1
        digits = self.text[begin : self.at]
        if not digits or len(digits) > 3:
            raise BadPattern(begin, "{ } 里应是次数", "a count is expected in { }")
        return int(digits)

    def atom(self, depth: int) -> _Node:
        begin, character = self.at, self.peek()
        self.at += 1
        match character:
            case "(":
                if self.peek() == "?" and not self.take("?:"):
                    raise BadPattern(begin, "不支持 (?…)", "(?…) is not supported")
                node = self.alternatives(depth + 1)
                if not self.take(")"):
                    raise BadPattern(begin, "括号没有闭合", "( is never closed")
                return node
            case "[":
                return _Node("test", self.character_class(begin))
            case ".":
                return _Node("test", lambda c: c != "\n")
            case "^":
                return _Node("start")
            case "$":
                return _Node("end")
            case "\\":
                return _Node("test", self.escape(begin))
            case "*" | "+" | "?" | "{":
                raise BadPattern(begin, "没有可重复的内容", "nothing to repeat")
            case _:
                return _Node("test", character.__eq__)

    def escape(self, begin: int) -> Test:
        character = self.peek()
        self.at += 1
        if character in _ESCAPES:
            return _ESCAPES[character].__eq__
        if character.lower() in _CLASSES:
            test = _CLASSES[character.lower()]
            return test if character.islower() else lambda c: not test(c)
        if not character or (character.isalnum() and character.isascii()):
            raise BadPattern(begin, f"不支持 \\{character}", f"\\{character} is not supported")
        return character.__eq__

    def character_class(self, begin: int) -> Test:
        negated = self.take("^")
        tests: list[Test] = []
        while self.peek() != "]" or not tests:
            low = self.peek()
            if not low:
                raise BadPattern(begin, "[ 没有闭合", "[ is never closed")
            self.at += 1
            if low == "\\":
                escaped = self.peek()
                test = self.escape(self.at - 1)
                if escaped.lower() in _CLASSES or escaped in _ESCAPES:
                    tests.append(test)
                    continue
                low = escaped
            rest = self.text[self.at : self.at + 2]
            if len(rest) == 2 and rest[0] == "-" and rest[1] not in "]\\":
                self.at += 2
                if rest[1] < low:
                    raise BadPattern(self.at - 3, "范围颠倒了", "the range is reversed")
                tests.append(_between(low, rest[1]))
            else:
                tests.append(low.__eq__)
        self.at += 1
        return lambda c: any(test(c) for test in tests) != negated


def _between(low: str, high: str) -> Test:
    return lambda c: low <= c <= high
