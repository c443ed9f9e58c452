"""Periods of dates, at the precision that the dates have."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cntext.text.periods import PERIODS, period_of, year_of


@pytest.mark.parametrize(
    ("iso", "expected"),
    [
        ("2019-03-26", ("2019-03-26", "2019-03", "2019-Q1", "2019", "2010s")),
        ("2019-10", ("", "2019-10", "2019-Q4", "2019", "2010s")),
        ("1978", ("", "", "", "1978", "1970s")),
        ("", ("", "", "", "", "")),
    ],
)
def test_a_date_belongs_to_no_finer_period_than_it_says(iso, expected):
    assert tuple(period_of(iso, period) for period in PERIODS) == expected


@example(day=date(9999, 1, 1), other=date(9999, 12, 31), period="day")  # no year comes after it
@given(day=st.dates(), other=st.dates(), period=st.sampled_from(PERIODS))
def test_periods_and_years_are_in_order_of_time(day, other, period):
    first, second = sorted((day, other))
    names = [period_of(d.isoformat(), period) for d in (first, second)]
    assert names == sorted(names)
    years = list(map(year_of, names))
    assert years == sorted(years)
    assert int(years[0]) == first.year or period == "decade"
