"""The query language: ``[word="深化"] []{0,2} [pos="n.*"] within s``.

A subset of what corpus linguists know as CQL (Christ 1994), read left to right::

    query     = either ["within" ("s" | "p")]
    either    = sequence {"|" sequence}
    sequence  = {piece ["*" | "+" | "?" | "{" n ["," [m]] "}"]}
    piece     = "[" [condition] "]" | string | "(" either ")"
    condition = both {"|" both};  both = one {"&" one}
    one       = "!" one | "(" condition ")" | ("word" | "pos" | "concept") ("=" | "!=") string

A string is a regular expression (`cntext.text.linear_regex`) that the whole word or tag
must fit; alone, it is a word. Every error marks its place in the query.
"""

from __future__ import annotations

from dataclasses import dataclass

from cntext.errors import Both, UsageProblem
from cntext.lazy import pattern
from cntext.query.tree import (
    All,
    Attribute,
    Condition,
    Either,
    Leaf,
    Not,
    One,
    Pattern,
    Query,
    Repeat,
    Some,
    Then,
    Within,
    shortest,
    size,
)
from cntext.text.safe import safe

MAX_LENGTH = 4_000
MAX_SIZE = 500  # tokens of a pattern, repetitions written out
_MAX_DEPTH = 50
_SPACE = pattern(r"\s*")
_NAME = pattern(r"\w+")
_NUMBER = pattern("[0-9]{1,3}")
_QUOTES = {'"': '"', "'": "'", "“": "”", "‘": "’"}
_BOUNDS: tuple[tuple[str, int, int | None], ...] = (("*", 0, None), ("+", 1, None), ("?", 0, 1))
_EXAMPLE = Both(
    """例如 '[word="深化"] []{0,2} [pos="n.*"]'""",
    """for example '[word="深化"] []{0,2} [pos="n.*"]'""",
)


def parse(source: str) -> Query:
    """Return the query that ``source`` writes; `UsageProblem` with the place where it is wrong."""
    if len(source) > MAX_LENGTH:
        raise problem(
            source,
            MAX_LENGTH,
            f"超过 {MAX_LENGTH:,} 个字符",
            f"longer than {MAX_LENGTH:,} characters",
        )
    parser = _Parser(source)
    pattern = parser.either(0)
    within = parser.within()
    if parser.at < len(source):
        wrong = parser.peek()
        raise parser.wrong(f"这里不该有 {wrong}", f"{wrong} has no meaning here")
    if size(pattern) > MAX_SIZE:
        raise problem(source, 0, "重复次数太大", "the repetitions are too many")
    if shortest(pattern) == 0:
        raise problem(
            source, 0, "可以一个词都不占，处处都符合", "fits no token at all, so it is everywhere"
        )
    return Query(source, pattern, within)


def problem(source: str, at: int, zh: str, en: str, hint: Both | None = _EXAMPLE) -> UsageProblem:
    """Return the error at a place of the query, which is marked in it with ⟨?⟩."""
    before = ("…" if at > 40 else "") + safe(source[max(at - 40, 0) : at])
    after = safe(source[at : at + 40]) + ("…" if len(source) > at + 40 else "")
    return UsageProblem(
        f"{before}⟨?⟩{after}",
        Both(f"第 {at + 1} 个字符处：{zh}", f"at character {at + 1}: {en}"),
        hint,
    )


@dataclass(slots=True)
class _Parser:
    source: str
    at: int = 0

    def wrong(self, zh: str, en: str, at: int | None = None) -> UsageProblem:
        return problem(self.source, self.at if at is None else at, zh, en)

    def peek(self) -> str:
        """Skip white space and return the next character, "" at the end."""
        space = _SPACE.match(self.source, self.at)
        self.at = space.end() if space else self.at
        return self.source[self.at : self.at + 1]

    def take(self, wanted: str) -> bool:
        self.peek()
        if self.source.startswith(wanted, self.at):
            self.at += len(wanted)
            return True
        return False

    def name(self) -> str:
        """Return the name that stands here without taking it, "" if there is none."""
        self.peek()
        found = _NAME.match(self.source, self.at)
        return found.group() if found else ""

    # --- tokens that follow one another ---------------------------------------------

    def either(self, depth: int) -> Pattern:
        if depth > _MAX_DEPTH:
            raise self.wrong("括号嵌套太深", "nested too deep")
        parts = [self.sequence(depth)]
        while self.take("|"):
            parts.append(self.sequence(depth))
        return parts[0] if len(parts) == 1 else Either(tuple(parts))

    def sequence(self, depth: int) -> Pattern:
        parts: list[Pattern] = []
        while (character := self.peek()) and (character in "[(" or character in _QUOTES):
            parts.append(self.repeated(self.piece(depth)))
        if not parts:
            raise self.wrong("这里应是 [ ]、( ) 或带引号的词", "expected [ ], ( ) or a quoted word")
        return parts[0] if len(parts) == 1 else Then(tuple(parts))

    def piece(self, depth: int) -> Pattern:
        begin = self.at
        if self.take("("):
            inner = self.either(depth + 1)
            if not self.take(")"):
                raise self.wrong("( 没有闭合", "( is never closed", begin)
            return inner
        if self.take("["):
            condition = All() if self.peek() == "]" else self.condition(0)
            if not self.take("]"):
                raise self.wrong("[ 没有闭合", "[ is never closed", begin)
            return One(condition)
        return One(self.leaf(Attribute.WORD))

    def repeated(self, part: Pattern) -> Pattern:
        for sign, least, most in _BOUNDS:
            if self.take(sign):
                return Repeat(part, least, most)
        begin = self.at
        if not self.take("{"):
            return part
        low = self.number()
        high: int | None = low
        if self.take(","):
            high = None if self.peek() == "}" else self.number()
        if not self.take("}") or (high is not None and high < low):
            raise self.wrong("{ } 里应是次数，如 {0,2}", "a count is expected, like {0,2}", begin)
        return Repeat(part, low, high)

    def number(self) -> int:
        self.peek()
        found = _NUMBER.match(self.source, self.at)
        if not found:
            if self.source.startswith(",", self.at):
                return 0  # {,3} is up to three
            raise self.wrong("这里应是次数", "a count is expected")
        self.at = found.end()
        return int(found.group())

    def within(self) -> Within:
        if self.name() != "within":
            return Within.DOCUMENT
        self.at += len("within")
        bracket = self.take("<")
        name = self.name()
        if name not in {"s", "p"}:
            raise self.wrong(
                "within 后应是 s（句）或 p（段）", "within s (sentence) or p (paragraph)"
            )
        self.at += 1
        if bracket:
            self.take("/")
            if not self.take(">"):
                raise self.wrong("< 没有闭合", "< is never closed")
        self.peek()
        return Within(name)

    # --- one token ------------------------------------------------------------------

    def condition(self, depth: int) -> Condition:
        if depth > _MAX_DEPTH:
            raise self.wrong("括号嵌套太深", "nested too deep")
        parts = [self.both(depth)]
        while self.take("|"):
            parts.append(self.both(depth))
        return parts[0] if len(parts) == 1 else Some(tuple(parts))

    def both(self, depth: int) -> Condition:
        parts = [self.single(depth)]
        while self.take("&"):
            parts.append(self.single(depth))
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def single(self, depth: int) -> Condition:
        begin = self.at
        if self.take("!"):
            if depth > _MAX_DEPTH:
                raise self.wrong("嵌套太深", "nested too deep")
            return Not(self.single(depth + 1))
        if self.take("("):
            inner = self.condition(depth + 1)
            if not self.take(")"):
                raise self.wrong("( 没有闭合", "( is never closed", begin)
            return inner
        name = self.name().lower()
        name = {"tag": "pos", "词": "word", "词性": "pos", "概念": "concept"}.get(name, name)
        if name not in set(Attribute):
            raise self.wrong("这里应是 word、pos 或 concept", "expected word, pos or concept")
        self.at += len(self.name())
        negated = self.take("!=")
        if not negated and not self.take("="):
            raise self.wrong("这里应是 = 或 !=", "expected = or !=")
        leaf = self.leaf(Attribute(name))
        return Not(leaf) if negated else leaf

    def leaf(self, attribute: Attribute) -> Leaf:
        """Read a string; a backslash saves the quote after it, others are for the pattern."""
        opening = self.peek()
        if opening not in _QUOTES:
            raise self.wrong("这里应是带引号的词", "a quoted word is expected")
        begin = self.at
        closing = _QUOTES[opening]
        value: list[str] = []
        i = begin + 1
        while i < len(self.source) and self.source[i] != closing:
            if self.source[i] == "\\" and i + 1 < len(self.source):
                following = self.source[i + 1]
                value.append(following if following == closing else f"\\{following}")
                i += 2
                continue
            value.append(self.source[i])
            i += 1
        if i >= len(self.source):
            raise self.wrong("引号没有闭合", "this quote is never closed", begin)
        self.at = i + 1
        return Leaf(attribute, "".join(value), begin + 1)
