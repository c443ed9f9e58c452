"""Text that may be shown: no control character reaches a terminal or a spreadsheet."""

import json
import re

from cntext.lazy import pattern

# C0 and C1 controls, DEL, line separators, bidirectional controls, lone surrogates and
# the invisible tag characters: each can move the cursor, reorder or hide what is read.
_UNSAFE = pattern(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
# An address with a password: ftp://user:secret@host/corpus. It ends at the last @ before the path.
_PASSWORD = pattern(r"([A-Za-z][A-Za-z0-9+.-]*://[^\s/:@]*:)[^\s/]+@")
_HIDDEN = "***"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\x00", "＝", "＋", "－", "＠")


def _visible(match: re.Match[str]) -> str:
    code = ord(match.group())
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{{{code:x}}}"


def safe(text: str) -> str:
    """Return ``text`` for a terminal, every control character shown as an escape."""
    return _UNSAFE.sub(_visible, text)


def veiled(text: str) -> str:
    """Return ``text`` with each of those characters as U+FFFD: offsets into it stay true."""
    return _UNSAFE.sub("\ufffd", text)


def masked(text: str) -> str:
    """Return ``text`` with ``***`` in place of the password of each address in it."""
    return _PASSWORD.sub(rf"\1{_HIDDEN}@", text) if "://" in text else text


def is_masked(text: str) -> bool:
    """Say whether an address in ``text`` had a password that was not written."""
    return f":{_HIDDEN}@" in text and bool(_PASSWORD.search(text))


def json_safe(data: str) -> str:
    """Return JSON, written on one line, with each of those characters as an escape of JSON."""
    return _UNSAFE.sub(lambda match: json.dumps(match.group())[1:-1], data)


def spreadsheet_safe(text: str) -> str:
    """Return ``text`` for a CSV cell: never taken for a formula (CWE-1236)."""
    return "'" + text if text.startswith(_FORMULA) else text
