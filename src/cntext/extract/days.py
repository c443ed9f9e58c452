"""Intervals of days, reckoned from a date that is known to a day, a month or a year."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

Interval = tuple[str, str]
UNKNOWN: Interval = ("", "")


def year(number: int) -> Interval:
    """Return the days of a year."""
    return span(number, 1, number, 12)


def span(year1: int, month1: int, year2: int, month2: int) -> Interval:
    """Return the first day of one month and the last of another; unknown if there is none."""
    if not (1 <= year1 <= 9999 and 1 <= year2 <= 9999 and 1 <= month1 <= 12 and 1 <= month2 <= 12):
        return UNKNOWN
    last = monthrange(year2, month2)[1]
    return f"{year1:04d}-{month1:02d}-01", f"{year2:04d}-{month2:02d}-{last:02d}"


def day(year_: int, month: int, number: int) -> Interval:
    """Return a day, twice; unknown for 30 February."""
    try:
        iso = date(year_, month, number).isoformat()
    except ValueError:
        return UNKNOWN
    return iso, iso


def of(iso: str) -> Interval:
    """Return the days of an ISO date at its precision; unknown for ""."""
    parts = [int(part) for part in iso.split("-")] if iso else []
    if len(parts) == 3:
        return day(*parts)
    if len(parts) == 2:
        return span(parts[0], parts[1], parts[0], parts[1])
    return year(parts[0]) if parts else UNKNOWN


def shifted(iso: str, number: int, unit: str) -> str:
    """Return the day that lies ``number`` years, months, weeks or days from ``iso``.

    29 February becomes the 28th where there is none.
    """
    there = date.fromisoformat(iso)
    if unit in ("天", "日", "周"):
        try:
            return (there + timedelta(days=number * (7 if unit == "周" else 1))).isoformat()
        except OverflowError:
            return ""
    months = there.year * 12 + there.month - 1 + number * (12 if unit == "年" else 1)
    if not 12 <= months < 120000:
        return ""
    to_year, to_month = months // 12, months % 12 + 1
    return date(to_year, to_month, min(there.day, monthrange(to_year, to_month)[1])).isoformat()
