"""What a character is: Han, letter or digit, punctuation, invisible."""

import re
import unicodedata

from cntext.lazy import pattern

# Unified ideographs with extensions A–I, the compatibility block, and 〇, which
# Chinese writes among numerals although Unicode files it under punctuation.
_HAN = (
    "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0002a6df\U0002a700-\U0002ebef\U0002ebf0-\U0002ee5d\U0002f800-\U0002fa1f"
    "\U00030000-\U000323af"
)
HAN = pattern(f"[{_HAN}]")
HAN_RUN = pattern(f"[{_HAN}]+")
# The same for one character at a time: the patterns take milliseconds to compile.
_RANGES = tuple((piece[0], piece[-1]) for piece in re.findall(".-.|.", _HAN))
_NUMBER = pattern(r"[.,，．%％‰]*[0-9０-９][0-9０-９.,，．%％‰]*\Z")

# Numbers written in characters, three or more of them: 万一, 五四 and 一体 are words. They
# must be well formed, for 十三五 (the 13th plan) and 九一八 (a date of history) are names:
# tens and hundreds in order (三十二, 一百零八, 两万五千), or four digits and more, as years
# are read (一九七八, 二〇二四).
_DIGIT = "[一二两三四五六七八九]"
_BELOW_10000 = f"(?:{_DIGIT}千)?(?:[零〇]?{_DIGIT}百)?(?:[零〇]?{_DIGIT}?十)?(?:[零〇]?{_DIGIT})?"
_COUNTED = f"(?=[^十百千万亿]*[十百千万亿])(?:(?:{_BELOW_10000}万)?{_BELOW_10000}亿)?(?:{_BELOW_10000}万)?{_BELOW_10000}"
_SPELT = "[〇零一二三四五六七八九]{4,}"
_COUNTED_WHOLE = pattern(rf"{_COUNTED}\Z")
_SPELT_WHOLE = pattern(rf"{_SPELT}\Z")
_DIGITS = frozenset("〇零一二三四五六七八九")
_WESTERN = frozenset("0123456789０１２３４５６７８９")
# After 第 only what numbers the parts of a text, its sessions and its years: 第三产业,
# 第一书记 and 第一时间 are words.
_PARTS = frozenset("条章节款项编篇卷届次个批期年号")
_IN_NUMBERS = _DIGITS | _WESTERN | _PARTS | frozenset("两十百千万亿第分之点")

# Deleted before anything is counted: jieba cuts 北/京 at a zero-width space.
INVISIBLE = pattern(
    "[\u200b\u200c\u200d\u2060\ufeff\u00ad\u180e\ufe00-\ufe0f\U000e0100-\U000e01ef]"
)


def count_han(text: str) -> int:
    """Count the Chinese characters of ``text``."""
    return sum(map(len, HAN_RUN.findall(text)))


def is_word(token: str) -> bool:
    """Say whether ``token`` holds a letter, digit or Chinese character.

    What is not a word (punctuation, symbols, white space) is never counted in a rate.
    """
    return any(c.isalnum() or is_han_character(c) for c in token)


def is_han_character(character: str) -> bool:
    """Say whether one character is Chinese, as `HAN` does."""
    return any(first <= character <= last for first, last in _RANGES)


def is_number(token: str) -> bool:
    """Say whether ``token`` is a number and no more than that.

    In digits (2019, 98.6%, １０), in three or more characters (三十二, 一九七八), as a share
    (百分之五) or with 第 (第三十二条, 第十四届).
    """
    return _NUMBER.match(token) is not None or _is_chinese_number(token)


def _is_chinese_number(token: str) -> bool:
    if not (token and _IN_NUMBERS.issuperset(token)):
        return False
    if token[0] == "第":
        return _is_figure(token[1:]) or (token[-1] in _PARTS and _is_figure(token[1:-1]))
    whole, parted, share = token.partition("分之")
    if parted:
        return (whole in {"百", "千", "万"} or _is_figure(whole)) and (
            share == "百" or (_is_figure(share.partition("点")[0]) and _has_good_point(share))
        )
    number = token.partition("点")[0]
    known = _COUNTED_WHOLE.match(number) or _SPELT_WHOLE.match(number)
    return len(token) > 2 and known is not None and _has_good_point(token)


def _is_figure(text: str) -> bool:
    """Say whether ``text`` is one number: well formed, or digits of one kind."""
    digits = bool(text) and (_DIGITS.issuperset(text) or _WESTERN.issuperset(text))
    return digits or _COUNTED_WHOLE.match(text) is not None


def _has_good_point(text: str) -> bool:
    """Say whether digits follow the point of ``text``, if it has one."""
    _, point, decimals = text.partition("点")
    return not point or (bool(decimals) and _DIGITS.issuperset(decimals))


def as_read(text: str) -> str:
    """Return ``text`` as it would stand on a page that was read.

    Word lists go through this too: a word with an invisible character or a
    compatibility ideograph in it would never match.
    """
    return fold_compatibility(unicodedata.normalize("NFC", INVISIBLE.sub("", text)))


def fold_compatibility(text: str) -> str:
    """Replace look-alike ideographs by the characters that people type.

    U+F900–FAFF and U+2F800–2FA1F (compatibility ideographs) and U+2E80–2FDF (radicals)
    come out of PDF files; they look the same and match nothing. Each becomes exactly
    one character, so offsets stay true. Full-width punctuation is not touched.
    """
    return _COMPATIBILITY.sub(_fold, text)


_COMPATIBILITY = pattern("[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]")


def _fold(match: re.Match[str]) -> str:
    one = unicodedata.normalize("NFKC", match.group())
    return one if len(one) == 1 else match.group()
