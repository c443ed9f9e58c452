"""User dictionaries in jieba's format, read by a loader that says what is wrong.

``word [frequency] [tag]``, one a line, UTF-8. jieba itself would take ``天安门站 五 n`` or
a line with tabs whole as one word, in silence, and the word that was meant is lost.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from cntext.errors import Both
from cntext.lazy import pattern
from cntext.listfile import Problem, read_list
from cntext.text.safe import safe

LONGEST_WORD = 64  # segmentation is cubic in word length: 2,000 characters take 11 s
LARGEST_FREQUENCY = 10**9
_NUMBER = pattern(r"[0-9]+\Z")
_TAG = pattern(r"[a-z]{1,8}\Z")  # as in jieba, so that New York keeps its York


@dataclass(frozen=True, slots=True)
class UserWord:
    """A word to add; without a frequency, jieba's own suggestion is taken.

    ``line`` is the line of the file on which it stands.
    """

    word: str
    frequency: int | None = None
    tag: str | None = None
    line: int = field(default=0, compare=False)


class UserDictionary(NamedTuple):
    """The words of one file, with its hash."""

    name: str
    sha256: str
    words: tuple[UserWord, ...]


def load_userdict(path: Path) -> UserDictionary:
    """Return the words of a user dictionary; `UsageProblem` with file and line if bad."""
    words, problems = read_userdict(path)
    if problems:
        raise problems[0].raised(path)
    return words


def read_userdict(path: Path) -> tuple[UserDictionary, list[Problem]]:
    """Return the good words of a user dictionary, and what is wrong with the other lines.

    `UsageProblem` only where the file as a whole cannot be read as text.
    """
    read = read_list(
        path,
        Both("用户词典", "the user dictionary"),
        Both("请检查用户词典的路径", "check the path of the user dictionary"),
    )
    words: list[UserWord] = []
    problems: list[Problem] = []
    for number, line in enumerate(read.text.splitlines(), start=1):
        if line.strip() and not line.startswith("#"):
            word = _word(number, line)
            if isinstance(word, Problem):
                problems.append(word)
            else:
                words.append(word)
    return UserDictionary(path.name, read.sha256, tuple(words)), problems


def _word(number: int, line: str) -> UserWord | Problem:
    fields = line.split()
    tag = frequency = None
    if len(fields) > 1 and _TAG.match(fields[-1]):
        tag = fields.pop()
    if len(fields) > 1:
        given = safe(fields[-1][:20])
        if not _NUMBER.match(fields[-1]):
            # Words may hold spaces (machine learning 10 n) where a frequency follows; a
            # stray field in its place is a slip of the pen, and guessing would lose it.
            return _bad(
                "frequency",
                number,
                Both(
                    f"词频应为 0 或正整数，现为“{given}”",
                    f"frequency must be a whole number of 0 or more, not {given!r}",
                ),
            )
        digits = fields.pop()
        if len(digits) > 10 or int(digits) > LARGEST_FREQUENCY:
            return _bad(
                "frequency",
                number,
                Both("词频超过 10 亿", f"frequency is over {LARGEST_FREQUENCY}"),
            )
        frequency = int(digits)
    word = " ".join(fields)
    if len(word) > LONGEST_WORD:
        return _bad(
            "length",
            number,
            Both(f"词长超过 {LONGEST_WORD} 个字", f"word is longer than {LONGEST_WORD} characters"),
        )
    if "\0" in word:
        return _bad("binary", number, Both("不是文本", "is not text"))
    return UserWord(word, frequency, tag, number)


def _bad(code: str, number: int, what: Both) -> Problem:
    remedy = Both(
        "每行“词 词频 词性”，后两项可省", "each line is “word frequency tag”, the last two optional"
    )
    return Problem(code, number, "", what, remedy)
