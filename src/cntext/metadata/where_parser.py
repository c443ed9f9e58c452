"""The grammar of ``--where``, by recursive descent.

    expression  := both { (or | 或) both }
    both        := single { (and | 且) single }
    single      := (not | 非) single | comparison
    comparison  := value { (== != < <= > >=) value } | value =~ "pattern"
                 | value [not] in (value, …) | value [not] contains value | value
    value       := "string" | number | 2019-03-05 | field | `field` | year(field)
                 | month(field) | has(field) | ( expression )

A field alone asks whether it is there.
"""

from __future__ import annotations

from cntext.errors import Both
from cntext.metadata.where_tokens import Kind, Token, problem, tokens
from cntext.metadata.where_values import (
    Nature,
    Predicate,
    Value,
    comparison,
    field_value,
    literal,
    part_of_date,
)
from cntext.model import Document
from cntext.text.dates import whole_date
from cntext.text.field_names import field_name
from cntext.text.linear_regex import BadPattern, compile_linear
from cntext.text.safe import safe

MAX_DEPTH = 100  # parentheses and nots inside one another
MAX_PATTERN = 200  # characters of a regular expression
MAX_SUBJECT = 100_000  # characters of a value that it is looked for in
_ALIASES = {"正文": "text", "全文": "text", "id": "document", "编号": "document"}
_FUNCTIONS = {
    "has": "has",
    "year": "year",
    "month": "month",
    "有": "has",
    "年": "year",
    "月": "month",
}


def parse(source: str) -> tuple[Predicate, dict[str, int]]:
    """Return what ``source`` asks, and the fields that it compares with their places."""
    parser = _Parser(source, tokens(source))
    test = parser.predicate(parser.either(0))
    rest = parser.token
    if rest.kind is not Kind.END:
        raise problem(source, rest.at, "这里应是 and 或 or", "and or or is expected here")
    return test, parser.fields


class _Parser:
    """Recursive descent; each method reads one rule of the grammar above."""

    def __init__(self, source: str, words: list[Token]) -> None:
        self.source = source
        self.words = words
        self.at = 0
        self.fields: dict[str, int] = {}

    @property
    def token(self) -> Token:
        return self.words[self.at]

    def take(self, kind: Kind, *texts: str) -> Token | None:
        token = self.token
        if token.kind is kind and (not texts or token.text in texts):
            self.at += 1
            return token
        return None

    def expect(self, text: str) -> None:
        if not self.take(Kind.MARK, text):
            raise problem(
                self.source, self.token.at, f"这里应是 {text}", f"{text} is expected here"
            )

    def predicate(self, found: Value | Predicate) -> Predicate:
        """Return ``found`` as a question: a field asks whether it is there."""
        if not isinstance(found, Value):
            return found
        if found.literal:
            raise problem(
                self.source, found.at, "这个值没有和什么比较", "this value is compared with nothing"
            )
        get = found.get
        return lambda d: bool(get(d))

    def either(self, depth: int) -> Value | Predicate:
        found = self.both(depth)
        tests: list[Predicate] = []
        while self.take(Kind.WORD, "or"):
            tests = tests or [self.predicate(found)]
            tests.append(self.predicate(self.both(depth)))
        return (lambda d: any(test(d) for test in tests)) if tests else found

    def both(self, depth: int) -> Value | Predicate:
        found = self.single(depth)
        tests: list[Predicate] = []
        while self.take(Kind.WORD, "and"):
            tests = tests or [self.predicate(found)]
            tests.append(self.predicate(self.single(depth)))
        return (lambda d: all(test(d) for test in tests)) if tests else found

    def single(self, depth: int) -> Value | Predicate:
        if depth > MAX_DEPTH:
            raise problem(self.source, self.token.at, "嵌套太深", "nested too deep")
        if self.take(Kind.WORD, "not"):
            test = self.predicate(self.single(depth + 1))
            return lambda d: not test(d)
        return self.compared(depth)

    def compared(self, depth: int) -> Value | Predicate:
        begin = self.token.at
        left = self.value(depth)
        tests: list[Predicate] = []
        while sign := self.take(Kind.COMPARE):
            left = self.side(left, begin)
            if sign.text == "=~":
                if tests:
                    raise problem(
                        self.source,
                        sign.at,
                        "=~ 之前请用 and 隔开",
                        "put and before a second comparison",
                    )
                return self.matches(left)
            begin = self.token.at
            right = self.side(self.value(depth), begin)
            self.check_date(left, right)
            tests.append(comparison(left, sign.text, right))
            left = right
        if tests:
            return tests[0] if len(tests) == 1 else lambda d: all(test(d) for test in tests)
        negated = self.take(Kind.WORD, "not")
        word = self.take(Kind.WORD, "in", "contains")
        if not word:
            if negated:
                raise problem(
                    self.source,
                    negated.at,
                    "not 之后应是 in 或 contains",
                    "in or contains is expected after not",
                )
            return left
        test = self.member(self.side(left, begin), word, depth)
        return (lambda d: not test(d)) if negated else test

    def side(self, found: Value | Predicate, at: int) -> Value:
        if isinstance(found, Value):
            return found
        raise problem(self.source, at, "是非的结果不能再比较", "yes or no cannot be compared")

    def check_date(self, left: Value, right: Value) -> None:
        """Refuse date >= "abc", which no document could ever answer."""
        for one, other in ((left, right), (right, left)):
            if one.nature is not Nature.DATE or not other.literal:
                continue
            # Nothing of a literal depends on the document.
            written = other.get(_NO_DOCUMENT)
            month = one.field == "month" and other.nature is Nature.NUMBER
            if written and not month and not whole_date(written):
                raise problem(
                    self.source,
                    other.at,
                    "不是日期",
                    "this is no date",
                    Both("写成 2019、2019-03 或 2019-03-26", "write 2019, 2019-03 or 2019-03-26"),
                )

    def matches(self, left: Value) -> Predicate:
        token = self.take(Kind.STRING)
        if not token:
            raise problem(
                self.source,
                self.token.at,
                "=~ 之后应是引号里的正则表达式",
                "a pattern in quotes is expected after =~",
            )
        if len(token.text) > MAX_PATTERN:
            raise problem(
                self.source,
                token.at,
                f"正则表达式超过 {MAX_PATTERN} 个字符",
                f"the pattern is longer than {MAX_PATTERN} characters",
            )
        try:
            search = compile_linear(token.text).search
        except BadPattern as bad:
            raise problem(
                self.source,
                token.at + 1 + bad.at,
                f"正则表达式：{bad.zh}",
                f"in the pattern: {bad.en}",
            ) from bad
        get = left.get
        return lambda d: search(get(d)[:MAX_SUBJECT])

    def member(self, left: Value, word: Token, depth: int) -> Predicate:
        if word.text == "contains":
            begin = self.token.at
            part = self.side(self.value(depth), begin).get
            get = left.get
            return lambda d: bool(part(d)) and part(d) in get(d)
        self.expect("(")
        tests: list[Predicate] = []
        while not self.take(Kind.MARK, ")"):
            if tests:
                self.expect(",")
                if self.take(Kind.MARK, ")"):
                    break
            begin = self.token.at
            right = self.side(self.value(depth), begin)
            self.check_date(left, right)
            tests.append(comparison(left, "==", right))
        return lambda d: any(test(d) for test in tests)

    def value(self, depth: int) -> Value | Predicate:
        token = self.token
        if self.take(Kind.STRING):
            return literal(token.text, Nature.STRING, token.at)
        if self.take(Kind.NUMBER):
            return literal(token.text, Nature.NUMBER, token.at)
        if self.take(Kind.MARK, "("):
            found = self.either(depth + 1)
            self.expect(")")
            return found
        if self.take(Kind.NAME):
            if self.token.text == "(" and self.token.kind is Kind.MARK:
                return self.call(token)
            return field_value(self.field(token), token.at)
        raise problem(
            self.source,
            token.at,
            "这里应是字段、数字或引号里的文字",
            "a field, a number or a string in quotes is expected here",
        )

    def call(self, name: Token) -> Value | Predicate:
        function = _FUNCTIONS.get(name.text.lower())
        if not function:
            raise problem(
                self.source,
                name.at,
                f"没有函数 {safe(name.text[:40])}",
                f"there is no function {safe(name.text[:40])}",
                Both("有 has、year、month", "there are has, year and month"),
            )
        self.expect("(")
        token = self.take(Kind.NAME) or self.take(Kind.STRING)
        if not token:
            raise problem(self.source, self.token.at, "这里应是字段", "a field is expected here")
        self.expect(")")
        if function == "has":
            get = field_value(_named(token.text), token.at).get
            return lambda d: bool(get(d))
        return part_of_date(field_value(self.field(token), token.at), function, name.at)

    def field(self, token: Token) -> str:
        name = _named(token.text)
        self.fields.setdefault(name, token.at)
        return name


def _named(text: str) -> str:
    name = field_name(text)
    return _ALIASES.get(name, name)


_NO_DOCUMENT = Document("", "")
