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
        ("七成多", 70, "%", "over", "share"), ("一倍多", 1, "倍", "over", "multiple"),
        ("两年半", 2.5, "年", "exact", "duration"), ("一个半月", 1.5, "个月", "exact", "duration"),
        ("不满十八周岁", 18, "周岁", "under", "count"), ("年满十六周岁", 16, "周岁", "at_least", "count"),
        ("上千家", 1000, "家", "over", "count"), ("万分之三", pytest.approx(0.03), "%", "exact", "share"),
        ("-3.5%", -3.5, "%", "exact", "share"), ("1.5℃", 1.5, "℃", "exact", "size"),
        ("十五个工作日", 15, "个工作日", "exact", "duration"), ("5个学年", 5, "个学年", "exact", "duration"),
        ("前三名", 3, "名", "at_most", "ordinal"),
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
        ("十五六岁", 15, 16),
        ("百分之七八十", 70, 80),
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
     "零件", "第一，要坚持", "十九届二中全会", "GB18030", "三次产业", "下午5点", "2021学年", "十四五期间", "比例为16:1"],
)  # fmt: skip
def test_names_idioms_and_dates_are_no_quantities(text):
    assert found(text) == []


def test_a_chinese_numeral_must_be_a_word_of_its_own():
    assert found("四川三台", [Word(0, 2, "ns"), Word(2, 4, "ns")]) == []
    assert found("三台机器", [Word(0, 2, "m"), Word(2, 4, "n")])[0][0] == "三台"


def test_a_count_in_figures_and_a_term_need_no_border_behind_them():
    cut = [Word(0, 2, "v"), Word(2, 4, "m"), Word(4, 6, "d"), Word(6, 8, "vn")]
    assert found("洗涤10次后测试", cut)[0][0] == "10次"
    cut = [Word(0, 2, "m"), Word(2, 3, "q"), Word(3, 5, "vn"), Word(5, 7, "t")]
    assert found("十五个工作日内", cut)[0][0] == "十五个工作日"


def test_half_may_belong_to_what_follows():
    assert [one[0] for one in found("三年半工半读，两年半，三天半价")] == ["三年", "两年半", "三天"]


def test_a_range_is_not_a_negative_number():
    assert [one[1:3] for one in found("增长3-5%，5%-7%")] == [(3, 5), (5, 7)]


def test_a_long_text_takes_time_in_proportion():
    # Ten thousand numbers side by side, and one of ten thousand digits.
    assert len(found("3个，" * 10_000)) == 10_000
    assert found("1" * 10_000 + "个") == []  # a code, no count
    assert found("一" * 10_000) == []


def test_the_number_of_a_plan_and_of_a_century_count_nothing():
    assert found("第六个五年计划的任务，第10个5年规划，着眼于二十一世纪、21世纪。") == []
    counted = found("第六个项目，过去五年，经过两个世纪。")
    assert [one[0] for one in counted] == ["第六个", "五年", "两个世纪"]
