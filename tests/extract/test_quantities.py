"""Quantities: value, unit and bound of worked cases; names and idioms are none."""

import pytest

from cntext.extract.mentions import Word
from cntext.extract.quantities import quantities
from cntext.extract.wording import Borders


def found(text, words=()):
    return [
        (text[m.start : m.end], m.value, m.value_max, m.unit, m.bound, m.detail)
        for m in quantities(text, Borders(words))
    ]


@pytest.mark.parametrize(
    ("text", "value", "unit", "bound", "measure"),
    [
        ("400余家", 400, "家", "over", "count"), ("近300项", 300, "项", "nearly", "count"),
        ("20个", 20, "个", "exact", "count"), ("98%以上", 98, "%", "at_least", "share"),
        ("第4", 4, "", "exact", "ordinal"), ("第二位", 2, "位", "exact", "ordinal"),
        ("三千多人", 3000, "人", "over", "count"), ("两个", 2, "个", "exact", "count"),
        ("百分之三十", 30, "%", "exact", "share"), ("三成", 30, "%", "exact", "share"),
        ("8.5‰", 0.85, "%", "exact", "share"), ("1.5万亿元", 1_500_000_000_000, "元", "exact", "money"),
        ("超过2万亿元", 2_000_000_000_000, "元", "over", "money"), ("$16,250", 16250, "美元", "exact", "money"),
        ("不得超过3个", 3, "个", "at_most", "count"), ("不低于40%", 40, "%", "at_least", "share"),
        ("3%以内", 3, "%", "at_most", "share"), ("15%左右", 15, "%", "about", "share"),
        ("约1.5万亿元", 1_500_000_000_000, "元", "about", "money"), ("不到一半", 50, "%", "under", "share"),
        ("70多年", 70, "年", "over", "duration"), ("数百名", 100, "名", "several", "count"),
        ("上亿人", 100_000_000, "人", "over", "count"), ("三分之一以上", pytest.approx(100 / 3), "%", "at_least", "share"),
        ("902万千瓦", 9_020_000, "千瓦", "exact", "size"), ("6800多万", 68_000_000, "", "over", "count"),
        ("127.2人/平方公里", 127.2, "人/平方公里", "exact", "count"), ("3个百分点", 3, "个百分点", "exact", "share"),
    ],
)  # fmt: skip
def test_worked_values(text, value, unit, bound, measure):
    assert found(text) == [(text, value, None, unit, bound, measure)]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("3—5个", 3, 5),
        ("6.5%－7%", 6.5, 7),
        ("500万到1000万元", 5_000_000, 10_000_000),
        ("两三年", 2, 3),
    ],
)
def test_ranges_have_two_ends(text, low, high):
    ((written, value, value_max, _, bound, _),) = found(text)
    assert (written, value, value_max, bound) == (text, low, high, "range")


def test_a_rank_is_at_most_that():
    ((written, value, _, unit, bound, measure),) = found("专业排名全国前10，")
    assert (written, value, unit, bound, measure) == ("前10", 10, "", "at_most", "ordinal")


@pytest.mark.parametrize(
    "text",
    ["5G网络", "211班学生", "2019年", "第三条 本法", "第一时间学习", "一个又一个时刻", "2008级学生", "“三个代表”重要思想",
     "零件", "第一，要坚持", "十九届二中全会", "GB18030", "三次产业"],
)  # fmt: skip
def test_names_idioms_and_dates_are_no_quantities(text):
    assert found(text) == []


def test_a_chinese_numeral_must_be_a_word_of_its_own():
    assert found("四川三台", [Word(0, 2, "ns"), Word(2, 4, "ns")]) == []
    assert found("三台机器", [Word(0, 2, "m"), Word(2, 4, "n")])[0][0] == "三台"


def test_a_long_text_takes_time_in_proportion():
    # Ten thousand numbers side by side, and one of ten thousand digits.
    assert len(found("3个，" * 10_000)) == 10_000
    assert found("1" * 10_000 + "个") == []  # a code, no count
    assert found("一" * 10_000) == []


def test_the_number_of_a_plan_and_of_a_century_count_nothing():
    assert found("第六个五年计划的任务，第10个5年规划，着眼于二十一世纪、21世纪。") == []
    counted = found("第六个项目，过去五年，经过两个世纪。")
    assert [one[0] for one in counted] == ["第六个", "五年", "两个世纪"]
