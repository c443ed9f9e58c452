"""Dates come out at the precision that was written, and numbers are not taken for dates."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cntext.text.dates import iso_date


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2018年4月12日", "2018-04-12"),
        ("2018 年 4 月 12 日 新华社", "2018-04-12"),
        ("２０１８年４月", "2018-04"),
        ("2018年", "2018"),
        ("2018", "2018"),
        ("2018-04-12", "2018-04-12"),
        ("2018-04-12T08:00:00+08:00", "2018-04-12"),
        ("2018/4/2", "2018-04-02"),
        ("2018.4", "2018-04"),
        ("2018_04_12_news", "2018-04-12"),
        ("2018-04-12_news_a-b", "2018-04-12"),
        ("20180412", "2018-04-12"),
        ("20180412_报告", "2018-04-12"),
        ("201804", "2018-04"),
        ("1978_政府工作报告", "1978"),
        ("1872-04-30", "1872-04-30"),
        ("  2018-04 ", "2018-04"),
    ],
)
def test_a_date_keeps_its_precision(text, expected):
    assert iso_date(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2018-13-01", "2018"),
        ("2018-00", "2018"),
        ("2018-02-30", "2018-02"),
        ("2019-02-29", "2019-02"),
        ("20180230", "2018-02"),
        ("2018-2019学年", "2018"),
        ("2018-123", "2018"),
    ],
)
def test_a_day_or_month_that_does_not_exist_lowers_the_precision(text, expected):
    assert iso_date(text) == expected


@pytest.mark.parametrize(
    "text",
    ["", "四月", "page", "2018412", "100001_x", "1001", "20181", "3018", "12-04-2018", "第2018号"],
)
def test_a_number_is_not_a_date(text):
    assert iso_date(text) == ""


@given(st.dates(date(1800, 1, 1), date(2099, 12, 31)))
def test_every_day_comes_back_from_every_way_of_writing_it(day):
    for text in (
        day.isoformat(),
        day.strftime("%Y%m%d"),
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}/{day.month}/{day.day}",
    ):
        assert iso_date(text) == day.isoformat()


@given(st.text())
def test_no_text_raises(text):
    assert len(iso_date(text)) in {0, 4, 7, 10}
