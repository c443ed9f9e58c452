"""Dates as people write them, brought to ISO 8601 at the precision they have."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from cntext.lazy import pattern

# After the year stands a mark or nothing: 2018412 and 100001 are numbers, not dates.
# A year is one of the times that newspapers exist in; 1001 is a file number.
_DATE = pattern(
    r"(?P<y>(?:1[89]|20)\d\d)(?!\d)(?:\s*[-/.年_]\s*(?P<m>\d{1,2})(?!\d)(?:\s*[-/.月_]\s*(?P<d>\d{1,2})(?!\d))?)?",
    re.ASCII,
)
_COMPACT = pattern(r"(?P<y>(?:1[89]|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)?(?!\d)", re.ASCII)
# Years are read digit by digit, months and days counted: 二〇一九年三月二十六日.
_SPELT = pattern(
    "(?P<y>(?:一[八九]|二[〇零○ＯO0])[〇零○ＯO0一二三四五六七八九]{2})\\s*年"
    "(?:\\s*(?P<m>元|正|[一二三四五六七八九十]{1,2})\\s*月"
    "(?:\\s*(?P<d>[一二三四五六七八九十]{1,3})\\s*[日号])?)?"
)
# In running text a date has its marks: a bare 2019, 1.5 or 2018/2019 may be anything.
_WRITTEN = pattern(
    r"(?<!\d)(?P<y>(?:1[89]|20)\d\d)\s{0,2}年\s{0,2}(?:(?P<m>\d{1,2})\s{0,2}月(?:\s{0,2}(?P<d>\d{1,2})\s{0,2}[日号])?)?"
    r"|(?<!\d)(?P<y2>(?:1[89]|20)\d\d)(?P<s>[-/.])(?P<m2>\d{1,2})(?P=s)(?P<d2>\d{1,2})(?!\d)",
    re.ASCII,
)
_REST = pattern(r"\s*(?:年|月|日|号)?\s*\Z")
_DIGITS = dict(zip("〇零○ＯO0一二三四五六七八九", "000000123456789", strict=True))


class FoundDate(NamedTuple):
    """A date in a text: where it stands, and what it says in ISO 8601."""

    start: int
    end: int
    iso: str


def iso_date(text: str) -> str:
    """Return the date that ``text`` begins with as YYYY, YYYY-MM or YYYY-MM-DD, or "".

    >>> iso_date("2018年4月12日"), iso_date("2018/4"), iso_date("1978"), iso_date("四月")
    ('2018-04-12', '2018-04', '1978', '')
    >>> iso_date("二〇一八年四月十二日")
    '2018-04-12'
    """
    return _beginning(_narrow(text))[0]


def whole_date(text: str) -> str:
    """Return the date that ``text`` is, nothing else beside it, or "".

    A part that does not exist makes it no date: 2018-13 is "", where `iso_date` says 2018.
    """
    text = _narrow(text)
    iso, match = _beginning(text)
    if match is None or not _REST.match(text, match.end()):
        return ""
    parts = 1 + (match["m"] is not None) + (match["d"] is not None)
    return iso if len(iso) == (4, 7, 10)[parts - 1] else ""


def find_dates(text: str) -> Iterator[FoundDate]:
    """Yield the dates written in ``text``: 2019年3月26日, 二〇一九年三月, 2019-03-26.

    Spaces may stand between (2019 年 3 月). Offsets are those of ``text``.
    """
    narrow = text.translate(_FULL_WIDTH)
    spelt = [(m.start(), m.end(), *_spelt(m)) for m in _SPELT.finditer(narrow)]
    written = (
        (m.start(), m.end(), m["y"] or m["y2"], m["m"] or m["m2"], m["d"] or m["d2"])
        for m in _WRITTEN.finditer(narrow)
    )
    for start, end, year, month, day in sorted([*spelt, *written], key=lambda found: found[:2]):
        yield FoundDate(start, end, _iso(year, month, day))


def same_or_finer(coarse: str, fine: str) -> bool:
    """Say whether ``fine`` is ``coarse`` said more exactly: 2019-03-26 and 2019."""
    return bool(coarse) and fine.startswith(coarse) and len(fine) > len(coarse)


_FULL_WIDTH = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), 0xFF0D, 0xFF0E, 0xFF0F)}


def _narrow(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()  # ２０１８年 is written full-width


def _beginning(text: str) -> tuple[str, "re.Match[str] | None"]:
    match = _COMPACT.match(text) or _DATE.match(text)
    if match:
        return _iso(match["y"], match["m"], match["d"]), match
    match = _SPELT.match(text)
    return (_iso(*_spelt(match)), match) if match else ("", None)


def _spelt(match: "re.Match[str]") -> tuple[str, str | None, str | None]:
    year = "".join(_DIGITS[c] for c in match["y"])
    return year, _counted(match["m"]), _counted(match["d"])


def _counted(numeral: str | None) -> str | None:
    """Return 三十一 as "31", 元 (the first month) as "1"; "0" for what is no such number."""
    if numeral is None:
        return None
    if numeral in {"元", "正"}:
        return "1"
    tens, ten, ones = numeral.rpartition("十")
    if len(tens) > 1 or len(ones) > 1:
        return "0"
    return str((int(_DIGITS.get(tens, "1")) * 10 if ten else 0) + int(_DIGITS.get(ones, "0")))


def _iso(year: str, month: str | None, day: str | None) -> str:
    """Return the date at the precision that exists: 30 February is a month."""
    if not month or not 1 <= int(month) <= 12:
        return year
    if not day:
        return f"{year}-{int(month):02d}"
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return f"{year}-{int(month):02d}"
