"""Bytes to text: which encoding a file is in, decided by its bytes and recorded."""

from __future__ import annotations

import codecs
from collections import Counter
from typing import NamedTuple

from cntext.errors import Both, UsageProblem
from cntext.lazy import pattern
from cntext.text.safe import safe

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins like UTF-16 LE, so it is asked first
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# A UTF-8 file with a few damaged bytes is still UTF-8: below this share of its
# non-ASCII characters they are replaced and counted, above it another encoding is asked.
_DAMAGE = 0.05
# The share of common characters (`_plausible`): 0.99 and more in newspapers, reports and
# laws of both scripts, at most 0.57 when the same files are decoded in the wrong encoding.
_PLAUSIBLE = 0.8
SAMPLE = 65_536
_NON_ASCII = pattern("[^\x00-\x7f]+")


class Decoded(NamedTuple):
    """Text, the encoding taken, and how many undecodable places became U+FFFD."""

    text: str
    encoding: str
    replaced: int


class NotText(ValueError):
    """The bytes are no text in any encoding that is known here."""


class Mixed(NotText):
    """Some lines are UTF-8 and others are not: no one encoding gives the text."""


def check_encoding(name: str) -> str:
    """Return the codec name that ``--encoding`` means; UsageProblem if there is none."""
    try:
        info = codecs.lookup(name)
        if not getattr(info, "_is_text_encoding", True):
            raise LookupError(name)
    except (LookupError, ValueError):  # ValueError: bytes that are no text in the name itself
        raise UsageProblem(
            f"--encoding {safe(name)}",
            Both("没有这种文字编码", "no such text encoding"),
            Both("可用 utf-8、gb18030、big5、utf-16", "use utf-8, gb18030, big5 or utf-16"),
        ) from None
    # GB2312 and GBK files hold characters of their superset more often than not.
    return "gb18030" if info.name in {"gb2312", "gbk", "gb18030"} else info.name


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """Decode ``data``; with ``encoding`` strictly in that one, else by what it looks like.

    In order: a byte order mark; strict UTF-8 over the whole file; UTF-16 without a mark;
    UTF-8 with under 5 % damage; GB18030 or Big5, whichever gives plausible Chinese.
    Raises `NotText` when nothing fits, and where the text holds NUL characters.
    """
    decoded = _strictly(data, encoding) if encoding else _detected(data)
    if "\0" in decoded.text:
        raise NotText("NUL characters")
    return decoded


def _strictly(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding).lstrip("\ufeff"), encoding, 0)
    except UnicodeError as error:
        raise NotText(str(error)) from error


def _detected(data: bytes) -> Decoded:
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _little_damaged(_replacing(data[len(bom) :], name))
    try:
        decoded = Decoded(data.decode("utf-8"), "utf-8", 0)
    except UnicodeDecodeError:
        pass
    else:
        # Latin letters in UTF-16 are valid UTF-8 too, every second character NUL.
        return (_utf16_without_mark(data) if b"\0" in data else None) or decoded
    wide = _utf16_without_mark(data)
    if wide:
        return wide
    if b"\0" in data:
        raise NotText("NUL bytes")
    utf8 = _replacing(data, "utf-8")
    return utf8 if _damage(utf8) < _DAMAGE else decode_double_byte(data)


def _replacing(data: bytes, name: str) -> Decoded:
    text = data.decode(name, "replace")
    # A U+FFFD that the file itself holds is not damage that we did.
    mark = "\ufffd".encode(name, "ignore")
    own = data.count(mark) if mark else 0
    return Decoded(text, name, max(text.count("\ufffd") - own, 0))


def _damage(decoded: Decoded) -> float:
    """Return the share of replaced places among the characters that are not ASCII."""
    foreign = len(decoded.text) - len(decoded.text.encode("ascii", "ignore"))
    return decoded.replaced / foreign if foreign else 0.0


def _little_damaged(decoded: Decoded) -> Decoded:
    if _damage(decoded) >= _DAMAGE:
        raise NotText(f"{decoded.replaced} places are not {decoded.encoding}")
    return decoded


def _utf16_without_mark(data: bytes) -> Decoded | None:
    """Recognise UTF-16 that lacks its mark: nine tenths are ASCII or common in Chinese.

    Common, not just Han: two Latin letters in a row look like one rare ideograph.
    """
    for name in ("utf-16-le", "utf-16-be"):
        head = data[:SAMPLE].decode(name, "replace")
        usual = sum(c in "\n\r\t" or " " <= c <= "~" or _common(c) for c in head)
        if len(head) >= 2 and usual > 0.9 * len(head):
            decoded = _replacing(data, name)
            if _damage(decoded) < _DAMAGE and _plausible(decoded.text) >= _PLAUSIBLE:
                return decoded
    return None


def decode_double_byte(data: bytes) -> Decoded:
    """Choose between GB18030 and Big5 by which gives more common characters.

    Both decode almost anything, so "decodes" says nothing; nor does the head of the
    file: 84 KB of English may stand before the first Chinese character.
    """
    if any(map(is_utf8_among_others, data.split(b"\n"))):
        raise Mixed("lines in UTF-8 and lines in another encoding")
    found = [_replacing(data, name) for name in ("gb18030", "big5hkscs")]
    best = max(found, key=lambda decoded: _plausible(decoded.text))
    if _plausible(best.text) < _PLAUSIBLE:
        raise NotText("neither UTF-8, UTF-16, GB18030 nor Big5")
    return _little_damaged(best)


def is_utf8_among_others(line: bytes) -> bool:
    """Say whether a line of a file that is no UTF-8 is Chinese in UTF-8 and in nothing else."""
    if line.isascii():
        return False
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return _plausible(text) >= _PLAUSIBLE > _plausible(line.decode("gb18030", "replace"))


def _plausible(text: str) -> float:
    """Return the share of non-ASCII characters that common Chinese text is made of.

    Common: GB2312 symbols, GB2312 and Big5 level 1 ideographs (what both sets put
    first), CJK punctuation, full-width forms.
    """
    count: Counter[str] = Counter()
    total = 0
    for match in _NON_ASCII.finditer(text):
        count.update(match.group()[: SAMPLE - total])
        total = count.total()
        if total >= SAMPLE:
            break
    return sum(n for c, n in count.items() if _common(c)) / total if total else 1.0


def _common(character: str) -> bool:
    if "\u3000" <= character <= "\u301f" or "\uff00" <= character <= "\uff5e":
        return True
    if character in "“”‘’—…·":
        return True
    for name, first, last in (("gb2312", 0xA1, 0xD7), ("big5", 0xA4, 0xC6)):
        code = character.encode(name, "ignore")
        if len(code) == 2 and first <= code[0] <= last:
            return True
    return False
