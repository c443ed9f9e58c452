"""Bytes to text: which encoding a file is in, decided by its bytes and recorded."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from cntext.errors import Both, UsageProblem
from cntext.text.characters import HAN

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins like UTF-16 LE, so it is asked first
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NON_ASCII_LINE = re.compile(rb"[^\n]*[\x80-\xff][^\n]*\n?")
# A UTF-8 file with a few damaged bytes is still UTF-8: below this share of its
# non-ASCII characters they are replaced and counted, above it another encoding is asked.
_DAMAGE = 0.05
# Chinese decoded in the wrong one of two double-byte encodings turns into rare characters.
_PLAUSIBLE = 0.5
_SAMPLE = 65_536


class Decoded(NamedTuple):
    """Text, the encoding taken, and how many undecodable places became U+FFFD."""

    text: str
    encoding: str
    replaced: int


class NotText(ValueError):
    """The bytes are no text in any encoding that is known here."""


def check_encoding(name: str) -> str:
    """Return the codec name that ``--encoding`` means; UsageProblem if there is none."""
    try:
        info = codecs.lookup(name)
        if not getattr(info, "_is_text_encoding", True):
            raise LookupError(name)
    except LookupError:
        raise UsageProblem(
            f"--encoding {name}",
            Both("没有这种文字编码", "no such text encoding"),
            Both("可用 utf-8、gb18030、big5、utf-16", "use utf-8, gb18030, big5 or utf-16"),
        ) from None
    # GB2312 and GBK files hold characters of their superset more often than not.
    return "gb18030" if info.name in {"gb2312", "gbk", "gb18030"} else info.name


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """Decode ``data``; with ``encoding`` strictly in that one, else by what it looks like.

    In order: a byte order mark; strict UTF-8 over the whole file; UTF-16 without a mark;
    UTF-8 with under 5 % damage; GB18030 or Big5, whichever gives plausible Chinese.
    Raises `NotText` when nothing fits.
    """
    if encoding:
        try:
            return Decoded(data.decode(encoding).lstrip("\ufeff"), encoding, 0)
        except UnicodeError as error:
            raise NotText(str(error)) from error
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _replacing(data[len(bom) :], name)
    try:
        return _guard_binary(Decoded(data.decode("utf-8"), "utf-8", 0))
    except UnicodeDecodeError:
        pass
    wide = _utf16_without_mark(data)
    if wide:
        return wide
    if b"\0" in data:
        raise NotText("NUL bytes")
    utf8 = _replacing(data, "utf-8")
    if utf8.replaced < _DAMAGE * sum(c > "\x7f" for c in utf8.text):
        return utf8
    return _double_byte(data)


def _guard_binary(decoded: Decoded) -> Decoded:
    if "\0" in decoded.text:
        wide = _utf16_without_mark(decoded.text.encode())
        if wide:
            return wide
        raise NotText("NUL bytes")
    return decoded


def _replacing(data: bytes, name: str) -> Decoded:
    text = data.decode(name, "replace")
    # A U+FFFD that the file itself holds is not damage that we did.
    own = data.count("\ufffd".encode(name))
    return Decoded(text, name, max(text.count("\ufffd") - own, 0))


def _utf16_without_mark(data: bytes) -> Decoded | None:
    """Recognise UTF-16 that lacks its mark: nine tenths Han, ASCII or CJK punctuation."""
    if len(data) < 4 or len(data) % 2:
        return None
    best: Decoded | None = None
    best_share = 0.9
    for name in ("utf-16-le", "utf-16-be"):
        try:
            sample = data[:_SAMPLE].decode(name)
        except UnicodeDecodeError:
            continue
        usual = sum(
            c in "\n\r\t" or " " <= c <= "~" or "\u3000" <= c <= "\u303f" or "\uff00" <= c <= "\uffef"
            or HAN.match(c) is not None
            for c in sample
        ) / len(sample)  # fmt: skip
        if usual > best_share:
            best, best_share = _replacing(data, name), usual
    return best


def _double_byte(data: bytes) -> Decoded:
    """Choose between GB18030 and Big5 by the lines that are not ASCII alone.

    84 KB of English before the first Chinese character would hide it from a detector
    that reads only the head.
    """
    import chardet

    sample = b"".join(_NON_ASCII_LINE.findall(data))[:_SAMPLE]
    guess = (chardet.detect(sample)["encoding"] or "").lower()
    order = ["big5hkscs", "gb18030"] if guess.startswith("big5") else ["gb18030", "big5hkscs"]
    for name in order:
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if _plausible(text) >= _PLAUSIBLE:
            return Decoded(text, name, 0)
    for name in order:  # a damaged file: the better one, its bad places counted
        decoded = _replacing(data, name)
        foreign = sum(c > "\x7f" for c in decoded.text)
        if decoded.replaced < _DAMAGE * foreign and _plausible(decoded.text) >= _PLAUSIBLE:
            return decoded
    raise NotText("neither UTF-8, UTF-16, GB18030 nor Big5")


def _plausible(text: str) -> float:
    """Return the share of non-ASCII characters that common Chinese text is made of.

    Common: GB2312 and Big5 level 1 ideographs (the 8,836 that both character sets put
    first), CJK punctuation, full-width forms.
    """
    foreign = [c for c in text[:_SAMPLE] if c > "\x7f"]
    return sum(map(_common, foreign)) / len(foreign) if foreign else 1.0


def _common(character: str) -> bool:
    if "\u3000" <= character <= "\u301f" or "\uff00" <= character <= "\uff5e":
        return True
    if character in "“”‘’—…·":
        return True
    for name, first, last in (("gb2312", 0xB0, 0xD7), ("big5", 0xA4, 0xC6)):
        code = character.encode(name, "ignore")
        if len(code) == 2 and first <= code[0] <= last:
            return True
    return False
