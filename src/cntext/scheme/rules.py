"""The language of rules: AND, OR, NOT, NEAR/n, BEFORE/n, WITHIN, brackets, @category.

    rule    = any [ "WITHIN" ( "sentence" | "paragraph" | "document" ) ]
    any     = all { "OR" all }
    all     = one { "AND" one }
    one     = "NOT" one | near
    near    = item { ( "NEAR" | "BEFORE" ) "/" number item }
    item    = term | "“" term "”" | "@" category | "(" any ")"

A term is a run of characters without white space and brackets, or stands in quotes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from cntext.errors import Both, near
from cntext.lazy import pattern
from cntext.scheme.model import Unit
from cntext.scheme.tree import And, Near, Not, Or, Ref, Rule, Term, needs_nothing
from cntext.scheme.wildcards import problem_of_term
from cntext.text.safe import safe

DEEPEST = 50  # brackets inside brackets
FARTHEST = 1000  # characters of NEAR/n
_TOKEN = pattern(
    r'\s*(?:(?P<mark>[()（）])|"(?P<quoted>[^"]*)"|“(?P<curly>[^”]*)”|(?P<word>[^\s()（）"“”]+))'
)
_DISTANCE = pattern(r"(?P<name>NEAR|BEFORE)/(?P<distance>[0-9]{1,4})\Z")
_UPPER = pattern(r"[A-Z]{2,}(?:/.*)?\Z")
_OPERATORS = ("AND", "OR", "NOT", "NEAR", "BEFORE", "WITHIN")
_SAYS = Both(
    "可用：AND、OR、NOT、NEAR/n、BEFORE/n、WITHIN sentence、括号、@类别；词写在引号里就不是运算符",
    "there are AND, OR, NOT, NEAR/n, BEFORE/n, WITHIN sentence, brackets, @category; "
    "in quotes it is a term",
)


class RuleFault(Exception):
    """What is wrong with a rule and what helps."""

    def __init__(self, what: Both, remedy: Both = _SAYS) -> None:
        super().__init__(what.en)
        self.what, self.remedy = what, remedy


class Parsed(NamedTuple):
    """A rule, and the stretch that it must hold in."""

    rule: Rule
    within: Unit


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    quoted: bool = False

    def says(self, name: str) -> bool:
        return not self.quoted and self.text == name


def parse_rule(text: str, within: Unit = Unit.SENTENCE) -> Parsed:
    """Return what ``text`` says; `RuleFault` where it is no rule.

    ``within`` is what it holds in where it does not say so itself.
    """
    parser = _Parser(_tokens(text))
    rule = parser.any_of(0)
    if parser.take("WITHIN"):
        within = _within(parser.next_word())
    if parser.left():
        raise _stray(parser.left()[0])
    if needs_nothing(rule):
        raise RuleFault(
            Both("只说了不能有什么", "says only what must not be there"),
            Both("加上一个必须有的词：A AND NOT B", "add what must be: A AND NOT B"),
        )
    return Parsed(rule, within)


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []
    at = 0
    bare = text.rstrip()
    while at < len(bare):
        match = _TOKEN.match(bare, at)
        if match is None:
            raise RuleFault(
                Both("引号没有配对", "has a quote that is not closed"),
                Both("补上另一个引号", "close it"),
            )
        at = match.end()
        quoted = match["quoted"] if match["quoted"] is not None else match["curly"]
        if quoted is not None:
            found.append(_Token(quoted, quoted=True))
        else:
            written = match["mark"] or match["word"]
            found.append(_Token(written.translate({0xFF08: "(", 0xFF09: ")"})))
    return found


def _within(word: str) -> Unit:
    for unit in Unit:
        if word == unit.value:
            return unit
    raise RuleFault(
        Both(
            f"WITHIN 之后应为范围，不是“{safe(word[:20])}”",
            f"WITHIN {safe(word[:20])!r} is no scope",
        ),
        Both("写 sentence、paragraph 或 document", "write sentence, paragraph or document"),
    )


def _stray(token: _Token) -> RuleFault:
    shown = safe(token.text[:20])
    if token.says(")"):
        return RuleFault(
            Both("多一个右括号", "has a bracket ) too many"), Both("删去它", "take it out")
        )
    if not token.quoted and _UPPER.match(token.text):
        hint = near(token.text.partition("/")[0], _OPERATORS) or _SAYS
        return RuleFault(Both(f"不认识的运算符 {shown}", f"unknown operator {shown}"), hint)
    return RuleFault(
        Both(f"“{shown}”之前缺少运算符", f"lacks an operator before {shown!r}"),
        Both(
            "写 AND 或 OR；含空格的词加引号", "write AND or OR; quote a term that has spaces in it"
        ),
    )


class _Parser:
    """Takes tokens one after another."""

    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens, self._at = tokens, 0

    def left(self) -> list[_Token]:
        return self._tokens[self._at :]

    def take(self, name: str) -> bool:
        """Go past the next token if it is ``name``."""
        there = self._at < len(self._tokens) and self._tokens[self._at].says(name)
        self._at += there
        return there

    def next_word(self) -> str:
        token = self._next()
        return token.text

    def _next(self) -> _Token:
        if self._at == len(self._tokens):
            raise RuleFault(
                Both("没有写完：末尾缺一个词", "is not finished: a term is missing at its end"),
                Both("补上它，或删去最后的运算符", "add it, or take out the last operator"),
            )
        self._at += 1
        return self._tokens[self._at - 1]

    def any_of(self, depth: int) -> Rule:
        return self._several("OR", Or, lambda: self.all_of(depth))

    def all_of(self, depth: int) -> Rule:
        return self._several("AND", And, lambda: self._one(depth))

    def _several(
        self, name: str, make: Callable[[tuple[Rule, ...]], Rule], part: Callable[[], Rule]
    ) -> Rule:
        parts = [part()]
        while self.take(name):
            parts.append(part())
        return parts[0] if len(parts) == 1 else make(tuple(parts))

    def _one(self, depth: int) -> Rule:
        negations = 0
        while self.take("NOT"):
            negations += 1
        rule = self._near(depth)
        # NOT NOT A is A: a tree of a thousand of them would be no tree to walk.
        return Not(rule) if negations % 2 else rule

    def _near(self, depth: int) -> Rule:
        rule = self._item(depth)
        links = 0
        while self.left():
            token = self._tokens[self._at]
            found = None if token.quoted else _DISTANCE.match(token.text)
            if found is None:
                if token.says("NEAR") or token.says("BEFORE"):
                    raise RuleFault(
                        Both(f"{token.text} 之后缺距离", f"{token.text} lacks its distance"),
                        Both(f"写作 {token.text}/6", f"write {token.text}/6"),
                    )
                return rule
            self._at += 1
            links += 1
            if links > DEEPEST:
                raise RuleFault(
                    Both(f"一连 {DEEPEST} 个以上的 NEAR", f"has more than {DEEPEST} NEAR in a row"),
                    Both("拆成几条规则", "make several rules of it"),
                )
            distance = int(found["distance"])
            if distance > FARTHEST:
                raise RuleFault(
                    Both(f"距离 {distance:,} 太远", f"has a distance of {distance:,}"),
                    Both(f"至多 {FARTHEST:,} 字", f"up to {FARTHEST:,} characters are allowed"),
                )
            right = self._item(depth)
            for side in (rule, right):
                if needs_nothing(side):
                    raise RuleFault(
                        Both("NEAR 的一侧只有 NOT", "has a NOT alone on one side of NEAR"),
                        Both("改写成 … AND NOT …", "write … AND NOT …"),
                    )
            rule = Near(rule, right, distance, found["name"] == "BEFORE")
        return rule

    def _item(self, depth: int) -> Rule:
        token = self._next()
        if token.says("("):
            if depth == DEEPEST:
                raise RuleFault(
                    Both(f"括号超过 {DEEPEST} 层", f"has brackets more than {DEEPEST} deep"),
                    Both("拆成几条规则", "make several rules of it"),
                )
            inner = self.any_of(depth + 1)
            if not self.take(")"):
                if self.left() and not self.left()[0].says("WITHIN"):
                    raise _stray(self.left()[0])
                raise RuleFault(
                    Both("少一个右括号", "lacks a bracket )"), Both("补上它", "close it")
                )
            return inner
        if not token.quoted and (token.text in {*_OPERATORS, ")"} or _DISTANCE.match(token.text)):
            raise RuleFault(
                Both(f"{token.text} 之前缺一个词", f"lacks a term before {token.text}"),
                Both("补上它", "add it"),
            )
        if not token.quoted and token.text.startswith("@"):
            if token.text == "@":
                raise RuleFault(
                    Both("@ 之后缺类别名", "lacks the name after @"),
                    Both("写作 @类别", "write @name"),
                )
            return Ref(token.text[1:])
        if not token.quoted and _UPPER.match(token.text) and "/" in token.text:
            raise _stray(token)
        fault = problem_of_term(token.text)
        if fault:
            raise RuleFault(*fault)
        return Term(token.text)
