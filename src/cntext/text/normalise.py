"""Explicit, recorded changes to the characters of a page: each rule by name, each counted.

No rule adds or takes away a line, so that every line still leads to its place in the
source. Reading has done NFC, compatibility ideographs and invisible characters before.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from enum import Enum
from functools import cache
from typing import NamedTuple

from cntext.errors import Both
from cntext.lazy import pattern
from cntext.text.codes import GAPS, has_spaced_out, has_wide

_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af"
_GAP = f"[{GAPS}]"


class Script(str, Enum):
    """Which characters a text is brought to."""

    KEEP = "keep"
    SIMPLIFIED = "simplified"
    TRADITIONAL = "traditional"


class Normalisation(NamedTuple):
    """Which rules are applied.

    On by default are those that changed nothing but what was meant in 24 work reports,
    2,600 lines of laws and a newspaper page. ``spaced_han`` joins 职 业 教 育, which may
    also be three columns of a table or text that was segmented before; ``hyphens`` joins
    edu-/cation, which may also be well-/known: both are left to the user.
    """

    fullwidth: bool = True
    spaced_digits: bool = True
    ligatures: bool = True
    spaced_han: bool = False
    hyphens: bool = False
    script: Script = Script.KEEP


NOTHING = Normalisation(fullwidth=False, spaced_digits=False, ligatures=False)

LABELS = {
    "ligatures": Both("连字改为字母", "ligatures spelt out"),
    "fullwidth": Both("全角字母数字改为半角", "full-width letters and digits made half-width"),
    "spaced_digits": Both("合并被空格拆开的数字", "digits split by spaces joined"),
    "spaced_han": Both("合并逐字加空格的汉字", "spaced-out Chinese characters joined"),
    "hyphens": Both("接回行末连字符断开的单词", "words hyphenated at a line end joined"),
    "script": Both("繁简转换（字）", "characters converted to the other script"),
}


def normalise(text: str, options: Normalisation | None = None) -> tuple[str, dict[str, int]]:
    """Return ``text`` after the rules in force, and how often each changed something.

    Counts are of characters for "fullwidth", "ligatures" and "script", of numbers, words
    or phrases for the others; a rule that changed nothing is not listed. Doing it twice
    is doing it once.
    """
    options = options or Normalisation()
    rules: tuple[tuple[str, bool, Callable[[str], tuple[str, int]]], ...] = (
        ("ligatures", options.ligatures, _ligatures),
        ("fullwidth", options.fullwidth, _halfwidth),
        ("spaced_digits", options.spaced_digits, _joined_digits),
        ("spaced_han", options.spaced_han, _joined_han),
        ("hyphens", options.hyphens, _joined_words),
        ("script", options.script is not Script.KEEP, lambda t: _converted(t, options.script)),
    )
    counts: dict[str, int] = {}
    for name, wanted, rule in rules:
        if wanted:
            text, count = rule(text)
            if count:
                counts[name] = count
    return text, counts


def normalisation_note(counts: dict[str, int]) -> Both | None:
    """Return the line that tells what was changed, or None if nothing was."""
    done = [(LABELS[name], n) for name, n in sorted(counts.items()) if n]
    if not done:
        return None
    return Both(
        "文字规范化："
        + "，".join(f"{label.zh} {n:,} 处" for label, n in done)
        + "（--no-normalise 不改）",
        "normalised: "
        + ", ".join(f"{label.en} ({n:,})" for label, n in done)
        + " (--no-normalise changes none)",
    )


# --- ligatures ------------------------------------------------------------------------

_LIGATURES = dict(zip("ﬀﬁﬂﬃﬄﬅﬆ", ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True))
_LIGATURE = pattern("[ﬀ-ﬆ]")


def _ligatures(text: str) -> tuple[str, int]:
    if not has_wide(text) or not any(ligature in text for ligature in _LIGATURES):
        return text, 0
    return _LIGATURE.subn(lambda m: _LIGATURES[m.group()], text)


# --- full width -----------------------------------------------------------------------

# ，。！？：；（） are Chinese punctuation and stay, as do ＋－＝／＜＞, which Chinese sets
# full-width. The point between two digits and the sign after one belong to the number:
# １７．８％ is 17.8%. Not the point before a year: １．１９９５年 is item 1.
_WIDE = pattern("[Ａ-Ｚａ-ｚ０-９]+")
_NARROW = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF5B)}
# Patterns begin with the character that is looked for, and look back from behind it: what
# begins with a look back is tried at every character of the text, ten times as slowly.
_POINT = pattern(r"．(?<=[0-9]．)(?=[0-9])(?!(?:1[89]|20)[0-9]{2} ?年)")
_PERCENT = pattern("％(?<=[0-9]％)")


def _halfwidth(text: str) -> tuple[str, int]:
    wide = 0

    def narrow(match: re.Match[str]) -> str:
        nonlocal wide
        wide += len(match.group())
        return match.group().translate(_NARROW)

    text = _WIDE.sub(narrow, text) if has_wide(text) else text
    text, points = _POINT.subn(".", text)
    text, signs = _PERCENT.subn("%", text)
    return text, wide + points + signs


# --- 1 9 9 3 年 -----------------------------------------------------------------------

# Pages set this way have a space after every digit and none before the first one
# (从1 9 9 3 年, 增长1 5 ．3 ％); a row of a table has spaces on both sides (人数 1 2 3 合计)
# and is left alone. A year is a year wherever it stands, and only on a page that has one
# set like this are other numbers joined: 小学1 2 3 年级 would be a mistake elsewhere.
_D = "[0-9０-９]"
_SPACED_YEAR = pattern(
    rf"[1１2２](?<!{_D}.)(?<!{_D}{_GAP}.){_GAP}(?:(?<=[1１].)[89８９]|(?<=[2２].)[0０])"
    rf"{_GAP}{_D}{_GAP}{_D}(?:{_GAP}(?=年)|(?=年))"
)
_SPACED = pattern(
    rf"{_D}(?<=[{_HAN}，。、；：（“《].)(?:{_GAP}{_D})*(?:{_GAP}?[．.]{_GAP}?{_D}(?:{_GAP}{_D})*)?"
    rf"(?!{_GAP}?[0-9０-９a-zA-Z．.])(?:{_GAP}?[％‰]|{_GAP}(?=[{_HAN}])|(?=[{_HAN}，。、；）”]))"
)
_SPACES = pattern(f"{_GAP}+")


def _joined_digits(text: str) -> tuple[str, int]:
    count = 0
    if not has_spaced_out(text):  # ten times as fast as to look for a year
        return text, 0

    def join(match: re.Match[str]) -> str:
        nonlocal count
        number = match.group()
        if not _SPACES.search(number.rstrip(" \u3000\u00a0")):
            return number  # 达到1 亿 is one digit
        count += 1
        joined = _SPACES.sub("", number)
        return _PERCENT.sub("%", joined.replace("．", "."))

    text = _SPACED_YEAR.sub(join, text)
    return _SPACED.sub(join, text) if count else text, count


# --- 职 业 教 育 ----------------------------------------------------------------------

_SPACED_HAN = pattern(rf"(?<![{_HAN}])[{_HAN}](?:{_GAP}[{_HAN}](?![{_HAN}])){{2,}}")


def _joined_han(text: str) -> tuple[str, int]:
    return _SPACED_HAN.subn(lambda m: _SPACES.sub("", m.group()), text)


# --- edu-/cation ----------------------------------------------------------------------

_HYPHEN = pattern("(?<=[A-Za-z]{2})-\n([a-z]{2,}[,.;:!?)]*) (?=\\S)")


def _joined_words(text: str) -> tuple[str, int]:
    """Move the end of a word up to its beginning; the rest of its line stays where it is."""
    return _HYPHEN.subn(lambda m: f"{m[1]}\n", text)


# --- 繁簡 -----------------------------------------------------------------------------

_LONE_SURROGATE = pattern("[\ud800-\udfff\0]")


@cache
def _converter(script: Script) -> Callable[[str], str]:
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC("t2s" if script is Script.SIMPLIFIED else "s2t").convert
    return convert


def _converted(text: str, script: Script) -> tuple[str, int]:
    """Convert line by line; the count is of characters that are no longer there."""
    convert = _converter(script)
    count = 0
    lines = text.split("\n")
    for i, line in enumerate(lines):
        if line.isascii() or _LONE_SURROGATE.search(line):
            continue
        new = convert(line)
        if new != line:
            count += (Counter(line) - Counter(new)).total()
            lines[i] = new
    return "\n".join(lines), count
