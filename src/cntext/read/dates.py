"""Dates as people write them, brought to ISO 8601 at the precision they have."""

import re
from datetime import date

_DATE = re.compile(
    r"(?P<y>(?:1[0-9]|20)\d\d)(?:\s*[-/.年_]?\s*(?P<m>\d{1,2})(?:\s*[-/.月_]?\s*(?P<d>\d{1,2})\s*日?|\s*月)?|\s*年)?"
)
_COMPACT = re.compile(r"(?P<y>(?:1[0-9]|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)(?!\d)")


def iso_date(text: str) -> str:
    """Return the date that ``text`` begins with as YYYY, YYYY-MM or YYYY-MM-DD, or "".

    >>> iso_date("2018年4月12日"), iso_date("2018/4"), iso_date("1978"), iso_date("四月")
    ('2018-04-12', '2018-04', '1978', '')
    """
    text = text.strip()
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
