"""Dates and periods: intervals of days, reckoned from the date of the document."""

import pytest

from cntext.extract.dates import dates
from cntext.extract.wording import Borders


def found(text, date="2023-05-10"):
    mentions = sorted(dates(text, date, Borders(())), key=lambda m: (m.start, -m.end))
    return [(text[m.start : m.end], m.first, m.last) for m in mentions]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2019年3月26日", "2019-03-26", "2019-03-26"), ("二〇一九年", "2019-01-01", "2019-12-31"),
        ("2019年上半年", "2019-01-01", "2019-06-30"), ("2019年第三季度", "2019-07-01", "2019-09-30"),
        ("2020年2月", "2020-02-01", "2020-02-29"), ("2018—2020年", "2018-01-01", "2020-12-31"),
        ("2003年到 2007年", "2003-01-01", "2007-12-31"), ("2012年以来", "2012-01-01", "2023-05-10"),
        ("去年12月", "2022-12-01", "2022-12-31"), ("今年年初", "2023-01-01", "2023-01-31"),
        ("明年", "2024-01-01", "2024-12-31"), ("近3年", "2020-05-10", "2023-05-10"),
        ("5年来", "2018-05-10", "2023-05-10"), ("近5个月", "2022-12-10", "2023-05-10"),
        ("今后三年", "2023-05-10", "2026-05-10"), ("“十四五”时期", "2021-01-01", "2025-12-31"),
        ("“一五”时期", "1953-01-01", "1957-12-31"), ("“十三五”末", "2020-01-01", "2020-12-31"),
        ("20世纪90年代", "1990-01-01", "1999-12-31"), ("上世纪末", "1981-01-01", "2000-12-31"),
        ("1960年代", "1960-01-01", "1969-12-31"), ("党的十八大以来", "2012-11-08", "2023-05-10"),
        ("2019-03-26", "2019-03-26", "2019-03-26"), ("5月中旬", "2023-05-11", "2023-05-20"),
        ("2月下旬", "2023-02-21", "2023-02-28"),
    ],
)  # fmt: skip
def test_worked_intervals(text, first, last):
    assert found(text) == [(text, first, last)]


def test_a_leap_day_moves_to_the_last_day_of_february():
    assert found("近1年", "2024-02-29") == [("近1年", "2023-02-28", "2024-02-29")]


def test_without_a_date_what_is_reckoned_from_it_stays_open():
    assert found("去年12月", "") == [("去年12月", "", "")]
    assert found("近3年", "") == [("近3年", "", "")]
    assert found("2019年", "") == [("2019年", "2019-01-01", "2019-12-31")]


def test_a_date_known_to_the_year_gives_the_edges_of_years():
    assert found("近3年", "2020") == [("近3年", "2017-01-01", "2020-12-31")]
    assert found("30年前", "2020") == [("30年前", "1990-01-01", "1990-12-31")]


def test_these_years_are_those_named_before():
    assert found("“六五”时期好。这五年增长。", "1986")[1] == ("这五年", "1981-01-01", "1985-12-31")
    assert found("1979年到1988年好，这十年里增长。", "1990")[1][1:] == ("1979-01-01", "1988-12-31")
    assert found("这三年增长。", "1992-03-20") == [("这三年", "1989-03-20", "1992-03-20")]


def test_past_years_are_those_before_a_document_that_is_known_to_the_year():
    assert found("过去五年", "2018") == [("过去五年", "2013-01-01", "2017-12-31")]
    assert found("过去五年", "2018-03-05") == [("过去五年", "2013-03-05", "2018-03-05")]


def test_lists_of_years_and_months_over_are_one_date():
    assert found("1978、1979两年增产") == [("1978、1979两年", "1978-01-01", "1979-12-31")]
    assert found("八个多月以来") == [("八个多月以来", "2022-09-10", "2023-05-10")]
    assert found("去年下半年以来") == [("去年下半年以来", "2022-07-01", "2023-05-10")]


@pytest.mark.parametrize("text", ["3个月", "13月", "100001年", "“十四五”规划", "一九", "2000年来"])
def test_what_is_no_date(text):
    assert [one for one in found(text) if one[0] == text] == []


def test_a_day_that_does_not_exist_is_left_open():
    assert found("2019年2月30日") == [("2019年2月30日", "", "")]
