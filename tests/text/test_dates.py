"""Dates come out at the precision that was written, and numbers are not taken for dates."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cntext.text.dates import find_dates, iso_date, whole_date


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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("二〇一九年三月二十六日", "2019-03-26"),
        ("一九七八年十二月三十一日", "1978-12-31"),
        ("二○一九年元月", "2019-01"),
        ("二零零一年", "2001"),
        ("二〇一九年十三月", "2019"),
        ("二〇一九", ""),  # no mark: any number is read like this
    ],
)
def test_a_date_in_characters_is_a_date(text, expected):
    assert iso_date(text) == expected


def test_a_whole_date_has_nothing_beside_it():
    assert [whole_date(t) for t in ("2019年3月26日", "2019年", "201903")] == [
        "2019-03-26",
        "2019",
        "2019-03",
    ]
    assert [whole_date(t) for t in ("2019-13", "2019年3月26日印发", "2019-02-30", "")] == [""] * 4


def test_dates_are_found_where_they_stand():
    text = "自２０１９年3月1日起，二〇二〇年废止，2021-05-06前，1.5和2018"
    assert [(text[f.start : f.end], f.iso) for f in find_dates(text)] == [
        ("２０１９年3月1日", "2019-03-01"),
        ("二〇二〇年", "2020"),
        ("2021-05-06", "2021-05-06"),
    ]
