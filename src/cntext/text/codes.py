"""Text as numbers: what each character is, looked up for a whole text at once."""

from __future__ import annotations

from cntext.lazy import np
from cntext.text.characters import HAN

_HAN, _LETTER, _KNOWN = 1, 2, 128
_TABLE: list[np.ndarray] = []  # one uint8 for each code point, filled in as characters are met


def codes_of(text: str) -> np.ndarray:
    """Return uint32[n]: the code point of each character of ``text``."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")


def is_han(codes: np.ndarray) -> np.ndarray:
    """Return bool[n]: True for Chinese characters, as `HAN` has them."""
    return (_kinds(codes) & _HAN).astype(bool)


def is_letter(codes: np.ndarray) -> np.ndarray:
    """Return bool[n]: True for letters, digits and Chinese characters."""
    return (_kinds(codes) & _LETTER).astype(bool)


def _kinds(codes: np.ndarray) -> np.ndarray:
    if not _TABLE:
        _TABLE.append(np.zeros(0x110000, np.uint8))
    table = _TABLE[0]
    kinds: np.ndarray = table[codes]
    if not kinds.all():
        for code in np.unique(codes[kinds == 0]).tolist():
            character = chr(code)
            table[code] = (
                _KNOWN
                | (_HAN if HAN.match(character) else 0)
                | (_LETTER if character.isalnum() else 0)
            )
        kinds = table[codes]
    return kinds
