"""User dictionaries in jieba's format, read by a loader that says what is wrong.

``word [frequency] [tag]``, one a line, UTF-8. jieba itself would take ``天安门站 五 n`` or
a line with tabs whole as one word, in silence, and the word that was meant is lost.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from cntext.errors import Both, UsageProblem
from cntext.listfile import read_list
from cntext.text.safe import safe

LONGEST_WORD = 64  # segmentation is cubic in word length: 2,000 characters take 11 s
LARGEST_FREQUENCY = 10**9
_NUMBER = re.compile(r"[0-9]+\Z")
_TAG = re.compile(r"[a-z]{1,8}\Z")  # as in jieba, so that New York keeps its York


@dataclass(frozen=True, slots=True)
class UserWord:
    """A word to add; without a frequency, jieba's own suggestion is taken."""

    word: str
    frequency: int | None = None
    tag: str | None = None


@dataclass(frozen=True, slots=True)
class UserDictionary:
    """The words of one file, with its hash."""

    name: str
    sha256: str
    words: tuple[UserWord, ...]


def load_userdict(path: Path) -> UserDictionary:
    """Return the words of a user dictionary; `UsageProblem` with file and line if bad."""
    read = read_list(
        path,
        Both("用户词典", "the user dictionary"),
        Both("请检查 --userdict 的路径", "check the path after --userdict"),
    )
    words = [
        _word(path, number, line)
        for number, line in enumerate(read.text.splitlines(), start=1)
        if line.strip() and not line.startswith("#")
    ]
    return UserDictionary(path.name, read.sha256, tuple(words))


def _word(path: Path, number: int, line: str) -> UserWord:
    fields = line.split()
    tag = frequency = None
    if len(fields) > 1 and _TAG.match(fields[-1]):
        tag = fields.pop()
    if len(fields) > 1:
        if not _NUMBER.match(fields[-1]):
            # Words may hold spaces (machine learning 10 n) where a frequency follows; a
            # stray field in its place is a slip of the pen, and guessing would lose it.
            raise _bad(
                path,
                number,
                Both(
                    f"词频应为 0 或正整数，现为“{safe(fields[-1][:20])}”",
                    f"frequency must be a whole number of 0 or more, not {safe(fields[-1][:20])!r}",
                ),
            )
        digits = fields.pop()
        if len(digits) > 10 or int(digits) > LARGEST_FREQUENCY:
            raise _bad(
                path, number, Both("词频超过 10 亿", f"frequency is over {LARGEST_FREQUENCY}")
            )
        frequency = int(digits)
    word = " ".join(fields)
    if len(word) > LONGEST_WORD:
        raise _bad(
            path,
            number,
            Both(f"词长超过 {LONGEST_WORD} 个字", f"word is longer than {LONGEST_WORD} characters"),
        )
    if "\0" in word:
        raise _bad(path, number, Both("不是文本", "is not text"))
    return UserWord(word, frequency, tag)


def _bad(path: Path, number: int, problem: Both) -> UsageProblem:
    return UsageProblem(
        f"{path}:{number}",
        problem,
        Both(
            "每行“词 词频 词性”，后两项可省",
            "each line is “word frequency tag”, the last two optional",
        ),
    )
