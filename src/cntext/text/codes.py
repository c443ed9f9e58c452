"""Text as numbers: what each character is, looked up for a whole text at once.

The kinds are those of `cntext.text.characters`, asked once for each different character.
Texts are looked at by the core, where there is none one character after the other.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterable, Sequence
from functools import reduce
from itertools import chain, compress
from operator import or_
from typing import NamedTuple

from cntext.compiled import held, library_or_none
from cntext.lazy import np
from cntext.text.characters import as_read, is_han_character, is_number

_HAN, _LETTER, _WORD, _ODD, _NUMERAL, _GAP, _WIDE, _UNKNOWN = 1, 2, 4, 8, 16, 32, 64, 128
GAPS = " \u3000\u00a0"  # one space, of any width
_NUMERALS = frozenset("0123456789０１２３４５６７８９〇零一二两三四五六七八九十百千万亿第")
_UTF32 = f"utf-32-{sys.byteorder[0]}e"
_IS_WORD = bytes(bool(kinds & _WORD) for kinds in range(256))
_WIDES = frozenset(
    map(
        chr,
        chain(
            range(0xFF10, 0xFF1A),
            range(0xFF21, 0xFF3B),
            range(0xFF41, 0xFF5B),
            range(0xFB00, 0xFB07),
        ),
    )
)
_COMMON = range(0x4E00, 0x9FA6)  # the Chinese characters of the first Unicode


def _at_first() -> bytearray:
    """Return what is known before any character is met: the common ones are alike."""
    table = bytearray([_UNKNOWN]) * 0x110000
    table[_COMMON.start : _COMMON.stop] = bytes([_HAN | _LETTER | _WORD]) * len(_COMMON)
    for code in map(ord, _NUMERALS):
        if code in _COMMON:
            table[code] |= _NUMERAL
    return table


_TABLE = _at_first()  # one uint8 for each code point, filled in as characters are met
_NEAR = 32  # characters asked of together: an unknown one is rarely alone
_LAST: list[tuple[str, Look]] = []


class Look(NamedTuple):
    """What one look at a text tells: the kinds it has, its Chinese characters, its letters.

    ``letters`` are the codes of letters, digits and Chinese characters, uint32 each.
    """

    kinds: int
    han: int
    letters: memoryview


def codes_of(text: str) -> np.ndarray:
    """Return uint32[n]: the code point of each character of ``text``."""
    return np.frombuffer(_encoded(text), np.uint32)


def is_han(codes: np.ndarray) -> np.ndarray:
    """Return bool[n]: True for Chinese characters, as `cntext.text.characters.HAN` has them."""
    return (_kinds(codes) & _HAN).astype(bool)


def is_letter(codes: np.ndarray) -> np.ndarray:
    """Return bool[n]: True for letters, digits and Chinese characters."""
    return (_kinds(codes) & _LETTER).astype(bool)


def han_and_letters(text: str) -> tuple[int, memoryview]:
    """Return how many characters of ``text`` are Chinese, and the codes of its letters."""
    seen = _seen(text)
    return seen.han, seen.letters


def is_as_read(text: str) -> bool:
    """Say whether no single character of ``text`` is changed by reading (`as_read`)."""
    return text.isascii() or not _seen(text).kinds & _ODD


def has_wide(text: str) -> bool:
    """Say whether a full-width letter or digit, or a ligature of Latin letters, is in ``text``."""
    return not text.isascii() and bool(_seen(text).kinds & _WIDE)


def has_spaced_out(text: str) -> bool:
    """Say whether three numerals with one of `GAPS` between each two are in ``text``."""
    if not _seen(text).kinds & _GAP:
        return False
    if core := library_or_none():
        with held(_TABLE) as table:
            return bool(core.cn_spaced(_encoded(text), len(text), table))
    kinds = _TABLE
    apart = zip(*(map(ord, text[i:]) for i in range(5)), strict=False)
    return any(
        kinds[a] & kinds[c] & kinds[e] & _NUMERAL and kinds[b] & kinds[d] & _GAP
        for a, b, c, d, e in apart
    )


def _seen(text: str) -> Look:
    """Look at ``text``; what was seen in the last one is remembered.

    A text is asked about when it is read and, most often unchanged, when it is a document.
    """
    if not (_LAST and _LAST[0][0] is text):
        _LAST[:] = [(text, _look(text))]
    return _LAST[0][1]


def _look(text: str) -> Look:
    core = library_or_none()
    if core is None:
        _learn(text)
        kinds = [_TABLE[code] for code in map(ord, text)]
        kept = compress(map(ord, text), (kind & _LETTER for kind in kinds))
        han = sum(kind & _HAN for kind in kinds)
        return Look(reduce(or_, kinds, 0), han, memoryview(array("I", kept)))
    codes, letters, found = _encoded(text), bytearray(4 * len(text)), array("q", [0, 0, 0])
    with held(_TABLE) as table, held(letters) as into, held(found) as counts:
        at = 0
        while (at := core.cn_look(codes, at, len(text), table, into, counts)) < len(text):
            _learn(text[at : at + _NEAR])
    any_kinds, han, count = found
    return Look(any_kinds, han, memoryview(letters)[: 4 * count].cast("I"))


def are_words(tokens: Sequence[str]) -> np.ndarray:
    """Return bool[n]: `is_word` of each token."""
    return np.frombuffer(word_flags(tokens), bool)


def word_flags(tokens: Sequence[str]) -> bytes:
    """Return a byte for each token: 1 if it is a word (`is_word`), else 0."""
    text, core = "".join(tokens), library_or_none()
    _learn(text)
    if core is None:
        kinds = bytes(reduce(or_, (_TABLE[ord(c)] for c in token), 0) for token in tokens)
        return kinds.translate(_IS_WORD)
    lengths, found = array("i", map(len, tokens)), bytearray(len(tokens))
    with held(_TABLE) as table, held(lengths) as each, held(found) as into:
        core.cn_kinds(_encoded(text), each, len(tokens), table, into)
    return bytes(found.translate(_IS_WORD))


def number_flags(tokens: Sequence[str]) -> bytes:
    """Return a byte for each token: 1 if it is a number (`is_number`), else 0.

    Those without a numeral are not asked.
    """
    return bytes(not _NUMERALS.isdisjoint(token) and is_number(token) for token in tokens)


def _encoded(text: str) -> bytes:
    return text.encode(_UTF32, "surrogatepass")


def _kinds(codes: np.ndarray) -> np.ndarray:
    """Return uint8[n]: the kinds of each of ``codes``."""
    table = np.frombuffer(_TABLE, np.uint8)
    # Every code is a place of the table; to clip is only the fastest way of looking it up.
    kinds: np.ndarray = table.take(codes, mode="clip")
    if len(kinds) and int(kinds.max()) & _UNKNOWN:
        _learn(map(chr, np.unique(codes[kinds == _UNKNOWN]).tolist()))
        kinds = table.take(codes, mode="clip")
    return kinds


def _learn(characters: Iterable[str]) -> None:
    """Fill the table in for those of ``characters`` that it does not know."""
    for character in set(characters):
        if _TABLE[ord(character)] & _UNKNOWN:
            _TABLE[ord(character)] = _kind(character)


def _kind(character: str) -> int:
    return (
        (_HAN | _WORD if is_han_character(character) else 0)
        | (_LETTER | _WORD if character.isalnum() else 0)
        | (_ODD if as_read(character) != character else 0)
        | (_NUMERAL if character in _NUMERALS else 0)
        | (_GAP if character in GAPS else 0)
        | (_WIDE if character in _WIDES else 0)
    )
