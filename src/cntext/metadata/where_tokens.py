"""The words of a ``--where`` expression, in Chinese or English, half-width or full."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from cntext.errors import Both, UsageProblem
from cntext.lazy import pattern
from cntext.text.safe import safe

MAX_LENGTH = 4_000  # characters; a long list of values belongs into --meta


class Kind(Enum):
    """What a word of the expression is."""

    STRING = "string"
    NUMBER = "number"
    NAME = "name"
    COMPARE = "compare"  # == != < <= > >= =~
    WORD = "word"  # and or not in contains
    MARK = "mark"  # ( ) ,
    END = "end"


class Token(NamedTuple):
    """A word, what it is, and where it begins."""

    kind: Kind
    text: str
    at: int


_SPACE = pattern(r"\s+")
_COMPARE = pattern("==|!=|<=|>=|=~|＝＝|！＝|＜＝|＞＝|＝～|[<>=≤≥≠＜＞＝]")
_SIGNS = {
    "=": "==", "≤": "<=", "≥": ">=", "≠": "!=", "＝＝": "==", "！＝": "!=",
    "＜＝": "<=", "＞＝": ">=", "＝～": "=~", "＜": "<", "＞": ">", "＝": "==",
}  # fmt: skip
_MARKS = {"(": "(", ")": ")", ",": ",", "（": "(", "）": ")", "，": ",", "、": ","}
_SYMBOLS = {"&&": "and", "||": "or", "!": "not", "！": "not"}
# Digits with a dash are a date: 2019-03 is no subtraction, there is none here.
_NUMBER = pattern(r"(?P<date>[0-9]{4}-[0-9]{1,2}(?:-[0-9]{1,2})?)(?![\w-])|-?[0-9]+(?:\.[0-9]+)?")
_NAME = pattern(r"[^\W\d][\w.-]*")
_QUOTES = {'"': '"', "'": "'", "“": "”", "”": "”", "‘": "’", "「": "」", "『": "』", "＂": "＂"}
_WORDS = {
    "and": "and", "or": "or", "not": "not", "in": "in", "contains": "contains",
    "且": "and", "并且": "and", "而且": "and", "或": "or", "或者": "or",
    "非": "not", "不": "not", "包含": "contains", "含": "contains", "属于": "in",
}  # fmt: skip
# These may stand right behind a value (来源=="人民日报"且年份>2019); before a value only
# 非 may, where no Chinese word follows: 非遗项目 is a field.
_BEHIND = pattern("并且|而且|或者|且|或|不?包含|不?属于")
_GLUED = pattern(r"(?<=\w)不?(?:包含|属于)\Z")
_BEFORE = pattern(r"非(?=[\s(（\"'“]|[A-Za-z])")


def tokens(text: str) -> list[Token]:
    """Cut ``text`` into its words, the last one `Kind.END`; `UsageProblem` where none fits."""
    if len(text) > MAX_LENGTH:
        raise UsageProblem(
            "--where",
            Both(f"超过 {MAX_LENGTH:,} 个字符", f"is longer than {MAX_LENGTH:,} characters"),
            Both("长的名单可放进 --meta 的一列", "put long lists into a column of --meta"),
        )
    found: list[Token] = []
    at = 0
    while at < len(text):
        if space := _SPACE.match(text, at):
            at = space.end()
            continue
        at = _next(text, at, found)
    return [*found, Token(Kind.END, "", len(text))]


def problem(text: str, at: int, zh: str, en: str, hint: Both | None = None) -> UsageProblem:
    """Return the error at a place of the expression, which is marked in it with ⟨?⟩."""
    before = ("…" if at > 40 else "") + safe(text[max(at - 40, 0) : at])
    after = safe(text[at : at + 40]) + ("…" if len(text) > at + 40 else "")
    marked = f"{before}⟨?⟩{after}"
    return UsageProblem(
        f"--where {marked}",
        Both(f"第 {at + 1} 个字符处：{zh}", f"at character {at + 1}: {en}"),
        hint
        or Both(
            "例如 'year>=2019 and source==\"人民日报\"'",
            "for example 'year>=2019 and source==\"人民日报\"'",
        ),
    )


def _next(text: str, at: int, found: list[Token]) -> int:
    """Add the word at ``at`` to ``found``; return where it ends."""
    character = text[at]
    behind = bool(found) and (
        found[-1].kind in {Kind.STRING, Kind.NUMBER, Kind.NAME} or found[-1].text == ")"
    )
    if character in _QUOTES or character == "`":
        return _quoted(text, at, found)
    if match := _COMPARE.match(text, at):
        found.append(Token(Kind.COMPARE, _SIGNS.get(match.group(), match.group()), at))
        return match.end()
    if character in _MARKS:
        found.append(Token(Kind.MARK, _MARKS[character], at))
        return at + 1
    for symbol, word in _SYMBOLS.items():
        if text.startswith(symbol, at):
            found.append(Token(Kind.WORD, word, at))
            return at + len(symbol)
    if match := (_BEHIND if behind else _BEFORE).match(text, at):
        word = match.group()
        if word.startswith("不"):
            found.append(Token(Kind.WORD, "not", at))
        found.append(Token(Kind.WORD, _WORDS[word.removeprefix("不")], at))
        return match.end()
    if match := _NUMBER.match(text, at):
        found.append(Token(Kind.STRING if match["date"] else Kind.NUMBER, match.group(), at))
        return match.end()
    if match := _NAME.match(text, at):
        word = match.group()
        if operator := _GLUED.search(word):  # 标题包含"改革"
            word = word[: operator.start()]
        known = _WORDS.get(word.lower())
        found.append(Token(Kind.WORD, known, at) if known else Token(Kind.NAME, word, at))
        return at + len(word)
    raise problem(text, at, "看不懂这个字符", "this character has no meaning here")


def _quoted(text: str, at: int, found: list[Token]) -> int:
    """Read a string, or a field's name between ` and `; a backslash saves the quote after it."""
    closing = _QUOTES.get(text[at], "`")
    value: list[str] = []
    i = at + 1
    while i < len(text):
        if text[i] == "\\" and text[i + 1 : i + 2] in {closing, "\\"}:
            # In a pattern \\. is a backslash for the regular expression, so both stay.
            value.append(text[i + 1] if text[i + 1] == closing else "\\\\")
            i += 2
            continue
        if text[i] == closing:
            kind = Kind.NAME if closing == "`" else Kind.STRING
            found.append(Token(kind, "".join(value), at))
            return i + 1
        value.append(text[i])
        i += 1
    raise problem(text, at, "引号没有闭合", "this quote is never closed")
