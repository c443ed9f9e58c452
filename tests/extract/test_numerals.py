"""Numbers: read exactly, by places as by a slow sum, never half of one."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cntext.extract.numerals import chinese_value, number_at, numbers

DIGITS = "零一二三四五六七八九"


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("三", 3), ("十", 10), ("十二", 12), ("二十", 20), ("一百零五", 105), ("三千零二十", 3020),
        ("两万五千", 25000), ("三万五", 35000), ("一亿二千万", 120_000_000), ("十三亿", 1_300_000_000),
        ("二〇一九", 2019), ("一点五", Decimal("1.5")), ("1.5万亿", 1_500_000_000_000),
        ("1万6千", 16000), ("1亿3千万", 130_000_000), ("82.7万亿", 82_700_000_000_000), ("1,234", 1234),
    ],
)  # fmt: skip
def test_worked_values(written, value):
    assert chinese_value(written) == value


@pytest.mark.parametrize("written", ["二三", "五四", "一九", "１２万"])
def test_what_is_no_number_has_no_value(written):
    assert chinese_value(written) is None


@pytest.mark.parametrize(
    ("text", "value", "several", "more"),
    [
        ("3000多万人", 30_000_000, False, True), ("1亿3千多万人次", 130_000_000, False, True),
        ("十几亿", 1_000_000_000, False, True), ("数百名", 100, True, False), ("几十万", 100_000, True, False),
        ("百分之三十", 30, False, False), ("千分之五", Decimal("0.5"), False, False),
        ("四分之三", 75, False, False), ("一半以上", 50, False, False),
        ("902万千瓦", 9_020_000, False, False), ("三千克", 3, False, False), ("三千人", 3000, False, False),
    ],
)  # fmt: skip
def test_numbers_in_text(text, value, several, more):
    number = number_at(text, 0)
    assert (number.value, number.several, number.more) == (value, several, more)


def test_two_neighbouring_digits_are_a_range():
    number = number_at("两三年", 0)
    assert (number.value, number.high) == (2, 3)
    assert (number_at("五六十人", 0).value, number_at("五六十人", 0).high) == (50, 60)


def spelt(n: int) -> str:
    """Write a number below ten thousand as people do, the slow way."""
    out, zero = "", False
    for size, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = n // size % 10
        if digit:
            out += ("零" if zero and out else "") + DIGITS[digit] + name
            zero = False
        else:
            zero = True
    return out


@given(st.integers(1, 9999), st.integers(0, 9999))
def test_numbers_of_places_are_read_as_they_are_written(low, high):
    assert chinese_value(spelt(low)) == low
    if high:
        joined = spelt(high) + "万" + ("零" if low < 1000 else "") + spelt(low)
        assert chinese_value(joined) == high * 10_000 + low


@given(st.text(alphabet="0123456789.,一二两三十百千万亿几数多余来点分之半零〇第 元个", max_size=40))
def test_any_text_gives_numbers_that_lie_in_it_in_order(text):
    reach = 0
    for number in numbers(text):
        assert reach <= number.start < number.end <= len(text)
        assert number.value >= 0
        reach = number.end
