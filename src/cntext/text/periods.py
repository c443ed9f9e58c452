"""Which period a date belongs to, and where on a line of years it stands."""

from __future__ import annotations

from datetime import date

PERIODS = ("day", "month", "quarter", "year", "decade")
_DIGITS = {"day": 10, "month": 7, "quarter": 7, "year": 4, "decade": 4}


def period_of(iso: str, period: str) -> str:
    """Return the period of an ISO date: 2019-03-26 → 2019-03, 2019-Q1, 2019, 2010s.

    "" where the date is missing or not exact enough.
    """
    digits = _DIGITS[period]
    if len(iso) < digits:
        return ""
    if period == "quarter":
        return f"{iso[:4]}-Q{(int(iso[5:7]) + 2) // 3}"
    if period == "decade":
        return f"{iso[:3]}0s"
    return iso[:digits]


def year_of(period: str) -> float:
    """Return the start of a period in years: 2019-Q3 → 2019.5, 2010s → 2010.

    >>> year_of("2019-Q3"), year_of("2019-07"), year_of("1990s"), year_of("2019-07-02")
    (2019.5, 2019.5, 1990.0, 2019.4986301369863)
    """
    year = int(period[:4])
    rest = period[5:]
    if not rest:
        return float(year)
    if rest.startswith("Q"):
        return year + (int(rest[1:]) - 1) / 4
    if len(rest) == 2:
        return year + (int(rest) - 1) / 12
    day = date.fromisoformat(period)
    first, last = date(year, 1, 1), date(year, 12, 31)  # there is no year after 9999
    return year + (day - first).days / ((last - first).days + 1)
