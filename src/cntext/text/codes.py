"""Text as numbers: what each character is, looked up for a whole text at once.

The kinds are those of `cntext.text.characters`, asked once for each different character.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from cntext.lazy import np
from cntext.text.characters import as_read, is_han_character, is_number

_HAN, _LETTER, _WORD, _ODD, _NUMERAL, _GAP, _WIDE, _UNKNOWN = 1, 2, 4, 8, 16, 32, 64, 128
GAPS = " \u3000\u00a0"  # one space, of any width
_NUMERALS = frozenset("0123456789０１２３４５６７８９〇零一二两三四五六七八九十百千万亿第")
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
# One uint8 for each code point, filled in as characters are met.
_TABLE: list[np.ndarray] = []
_LAST: list[tuple[str, np.ndarray, np.ndarray, int]] = []


def codes_of(text: str) -> np.ndarray:
    """Return uint32[n]: the code point of each character of ``text``."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")


def is_han(codes: np.ndarray) -> np.ndarray:
    """Return bool[n]: True for Chinese characters, as `cntext.text.characters.HAN` has them."""
    return (_kinds(codes)[0] & _HAN).astype(bool)


def is_letter(codes: np.ndarray) -> np.ndarray:
    """Return bool[n]: True for letters, digits and Chinese characters."""
    return (_kinds(codes)[0] & _LETTER).astype(bool)


def han_and_letters(text: str) -> tuple[int, np.ndarray]:
    """Return how many characters of ``text`` are Chinese, and the codes of its letters."""
    codes, kinds, _ = _seen(text)
    return int(np.count_nonzero(kinds & _HAN)), codes.compress((kinds & _LETTER) != 0)


def is_as_read(text: str) -> bool:
    """Say whether no single character of ``text`` is changed by reading (`as_read`)."""
    return text.isascii() or not _seen(text)[2] & _ODD


def has_wide(text: str) -> bool:
    """Say whether a full-width letter or digit, or a ligature of Latin letters, is in ``text``."""
    return not text.isascii() and bool(_seen(text)[2] & _WIDE)


def has_spaced_out(text: str) -> bool:
    """Say whether three numerals with one of `GAPS` between each two are in ``text``."""
    _, kinds, found = _seen(text)
    if not found & _GAP:
        return False
    gap, numeral = (kinds & _GAP) != 0, (kinds & _NUMERAL) != 0
    spaced = numeral[:-1] & gap[1:]
    return bool((spaced[:-3] & spaced[2:-1] & numeral[4:]).any())


def _seen(text: str) -> tuple[np.ndarray, np.ndarray, int]:
    """Return the codes of ``text`` and their kinds; those of the last one are remembered.

    A text is asked about when it is read and, most often unchanged, when it is a document.
    """
    if not (_LAST and _LAST[0][0] is text):
        codes = codes_of(text)
        _LAST[:] = [(text, codes, *_kinds(codes))]
    return _LAST[0][1:]


def are_words(tokens: Sequence[str]) -> np.ndarray:
    """Return bool[n]: `is_word` of each token."""
    return _any_of(tokens, _WORD)


def are_numbers(tokens: Sequence[str]) -> np.ndarray:
    """Return bool[n]: `is_number` of each token; those without a numeral are not asked."""
    found = _any_of(tokens, _NUMERAL)
    for place in np.flatnonzero(found).tolist():
        found[place] = is_number(tokens[place])
    return found


def _any_of(tokens: Sequence[str], kind: int) -> np.ndarray:
    """Return bool[n]: True for tokens with a character of that kind."""
    ends = np.cumsum(np.fromiter(map(len, tokens), np.int64, len(tokens)))
    until = np.concatenate(([0], np.cumsum((_kinds(codes_of("".join(tokens)))[0] & kind) > 0)))
    found: np.ndarray = until[ends] > until[np.concatenate(([0], ends[:-1]))[: len(ends)]]
    return found


def _kinds(codes: np.ndarray) -> tuple[np.ndarray, int]:
    """Return uint8[n], the kinds of each of ``codes``, and the kinds that any of them has."""
    if not _TABLE:
        _TABLE.append(np.full(0x110000, _UNKNOWN, np.uint8))
    table = _TABLE[0]
    # Every code is a place of the table; to clip is only the fastest way of looking it up.
    kinds: np.ndarray = table.take(codes, mode="clip")
    found = int(np.bitwise_or.reduce(kinds))
    if found & _UNKNOWN:
        for code in set(codes[kinds == _UNKNOWN].tolist()):
            table[code] = _kind(chr(code))
        kinds = table.take(codes, mode="clip")
        found = int(np.bitwise_or.reduce(kinds))
    return kinds, found


def _kind(character: str) -> int:
    return (
        (_HAN | _WORD if is_han_character(character) else 0)
        | (_LETTER | _WORD if character.isalnum() else 0)
        | (_ODD if as_read(character) != character else 0)
        | (_NUMERAL if character in _NUMERALS else 0)
        | (_GAP if character in GAPS else 0)
        | (_WIDE if character in _WIDES else 0)
    )
