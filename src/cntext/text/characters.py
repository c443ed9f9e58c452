"""What a character is: Han, letter or digit, punctuation, invisible."""

import re
import unicodedata

# Unified ideographs with extensions A–I, the compatibility block, and 〇, which
# Chinese writes among numerals although Unicode files it under punctuation.
_HAN = (
    "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0002a6df\U0002a700-\U0002ebef\U0002ebf0-\U0002ee5d\U0002f800-\U0002fa1f"
    "\U00030000-\U000323af"
)
HAN = re.compile(f"[{_HAN}]")
HAN_RUN = re.compile(f"[{_HAN}]+")
_WORDLIKE = re.compile(rf"[{_HAN}]|[^\W_]")
_NUMBER = re.compile(r"[0-9０-９.,，．%％‰]*[0-9０-９][0-9０-９.,，．%％‰]*\Z")

# Deleted before anything is counted: jieba cuts 北/京 at a zero-width space.
INVISIBLE = re.compile(
    "[\u200b\u200c\u200d\u2060\ufeff\u00ad\u180e\ufe00-\ufe0f\U000e0100-\U000e01ef]"
)


def count_han(text: str) -> int:
    """Count the Chinese characters of ``text``."""
    return sum(map(len, HAN_RUN.findall(text)))


def is_word(token: str) -> bool:
    """Say whether ``token`` holds a letter, digit or Chinese character.

    What is not a word (punctuation, symbols, white space) is never counted in a rate.
    """
    return _WORDLIKE.search(token) is not None


def is_number(token: str) -> bool:
    """Say whether ``token`` is written in digits alone (2019, 98.6%, １０)."""
    return _NUMBER.match(token) is not None


def fold_compatibility(text: str) -> str:
    """Replace look-alike ideographs by the characters that people type.

    U+F900–FAFF and U+2F800–2FA1F (compatibility ideographs) and U+2E80–2FDF (radicals)
    come out of PDF files; they look the same and match nothing. Each becomes exactly
    one character, so offsets stay true. Full-width punctuation is not touched.
    """
    return _COMPATIBILITY.sub(_fold, text)


_COMPATIBILITY = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]")


def _fold(match: re.Match[str]) -> str:
    one = unicodedata.normalize("NFKC", match.group())
    return one if len(one) == 1 else match.group()
