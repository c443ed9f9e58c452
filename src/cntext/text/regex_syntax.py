"""Regular expressions as trees: what a pattern says, before anything is matched with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

Test = Callable[[str], bool]

_MAX_DEPTH = 50
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


@dataclass(frozen=True, slots=True)
class Node:
    """A piece of a pattern: what it tests, or the parts that it is made of."""

    kind: str  # "test", "start", "end", "cat", "alt", "repeat"
    test: Test | None = None
    parts: tuple[Node, ...] = ()
    least: int = 0
    most: int | None = None


def parse(pattern: str) -> Node:
    """Return the tree of ``pattern``; `BadPattern` if it is not understood."""
    parser = _Parser(pattern)
    tree = parser.alternatives(0)
    if parser.at < len(pattern):
        raise BadPattern(parser.at, "多了一个 )", "a ) too many")
    return tree


def backwards(node: Node) -> Node:
    """Return the tree of what ``node`` fits, read from its end."""
    match node.kind:
        case "start":
            return Node("end")
        case "end":
            return Node("start")
        case "cat":
            return replace(node, parts=tuple(map(backwards, reversed(node.parts))))
        case _:
            return replace(node, parts=tuple(map(backwards, node.parts)))


def may_be_empty(node: Node) -> bool:
    """Say whether the tree fits a text without a character."""
    match node.kind:
        case "test":
            return False
        case "cat":
            return all(map(may_be_empty, node.parts))
        case "alt":
            return any(map(may_be_empty, node.parts))
        case "repeat":
            return node.least == 0 or may_be_empty(node.parts[0])
        case _:
            return True


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

    def alternatives(self, depth: int) -> Node:
        if depth > _MAX_DEPTH:
            raise BadPattern(self.at, "括号嵌套太深", "nested too deep")
        parts = [self.sequence(depth)]
        while self.take("|"):
            parts.append(self.sequence(depth))
        return parts[0] if len(parts) == 1 else Node("alt", parts=tuple(parts))

    def sequence(self, depth: int) -> Node:
        parts: list[Node] = []
        while self.peek() and self.peek() not in "|)":
            parts.append(self.repeated(depth))
        return Node("cat", parts=tuple(parts))

    def repeated(self, depth: int) -> Node:
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
        return Node("repeat", parts=(node,), least=bounds[0], most=bounds[1])

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

    def atom(self, depth: int) -> Node:
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
                return Node("test", self.character_class(begin))
            case ".":
                return Node("test", lambda c: c != "\n")
            case "^":
                return Node("start")
            case "$":
                return Node("end")
            case "\\":
                return Node("test", self.escape(begin))
            case "*" | "+" | "?" | "{":
                raise BadPattern(begin, "没有可重复的内容", "nothing to repeat")
            case _:
                return Node("test", character.__eq__)

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
