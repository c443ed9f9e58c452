"""Dates as people write them, brought to ISO 8601 at the precision they have."""

import re
import unicodedata
from datetime import date

# After the year stands a mark or nothing: 2018412 and 100001 are numbers, not dates.
# A year is one of the times that newspapers exist in; 1001 is a file number.
_DATE = re.compile(
    r"(?P<y>(?:1[89]|20)\d\d)(?!\d)(?:\s*[-/.年_]\s*(?P<m>\d{1,2})(?!\d)(?:\s*[-/.月_]\s*(?P<d>\d{1,2})(?!\d))?)?",
    re.ASCII,
)
_COMPACT = re.compile(r"(?P<y>(?:1[89]|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)?(?!\d)", re.ASCII)


def iso_date(text: str) -> str:
    """Return the date that ``text`` begins with as YYYY, YYYY-MM or YYYY-MM-DD, or "".

    >>> iso_date("2018年4月12日"), iso_date("2018/4"), iso_date("1978"), iso_date("四月")
    ('2018-04-12', '2018-04', '1978', '')
    """
    text = unicodedata.normalize("NFKC", text).strip()  # ２０１８年 is written full-width
    match = _COMPACT.match(text) or _DATE.match(text)
    if not match:
        return ""
    year, month, day = match["y"], match["m"], match["d"]
    if not month:
        return year
    if not 1 <= int(month) <= 12:
        return year
    if not day:
        return f"{year}-{int(month):02d}"
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return f"{year}-{int(month):02d}"
