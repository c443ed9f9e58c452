"""What a character and a token are: Han, word, number, invisible."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cntext.text import characters
from cntext.text.characters import (
    HAN,
    as_read,
    count_han,
    fold_compatibility,
    is_han_character,
    is_number,
    is_word,
)


def test_han_are_counted_with_extensions_and_zero():
    assert count_han("二〇二四年，A㐀𠮷！") == 7
    assert count_han("ひらがな 한국어 ABC 123 ，。《》") == 0


@pytest.mark.parametrize("token", ["产教融合", "A", "2019", "98.6%", "𠮷", "é", "〇"])
def test_words_hold_a_letter_digit_or_ideograph(token):
    assert is_word(token)


@pytest.mark.parametrize("token", ["，", "……", "——", "_", " ", "%", "+", "😀", "“"])
def test_marks_are_no_words(token):
    assert not is_word(token)


@pytest.mark.parametrize(
    "token",
    [
        "2019",
        "98.6%",
        "１０",
        "3,000",
        ".5",
        "1.2.3",
        "三十二",
        "一百零八",
        "一九七八",
        "二〇二四",
        "两万五千",
        "一亿二千万",
        "两万亿五千",
        "二十二点五",
        "百分之五",
        "百分之三十点五",
        "百分之百",
        "三分之二",
        "千分之三",
        "第一",
        "第二十",
        "第三十二条",
        "第一章",
        "第十四届",
        "第3条",
        "第１２届",
        "第二〇二四号",
    ],
)
def test_numbers_in_digits_and_in_characters(token):
    assert is_number(token)


@pytest.mark.parametrize(
    "token",
    [
        "万一",
        "五四",
        "一体",
        "三农",
        "三八",
        "十三五",
        "十四五",
        "十一五",
        "十五五",
        "九一八",
        "一二九",
        "千万",
        "亿万",
        "百万",
        "千千万万",
        "十分",
        "万分",
        "千方百计",
        "一带一路",
        "三十六计",
        "三百六十行",
        "第三产业",
        "第一书记",
        "第一时间",
        "第一线",
        "第",
        "条",
        "百分比",
        "百分点",
        "一条",
        "5G",
        "2019年",
        "A4",
        "％",
        "，",
        "十",
        "一",
    ],
)
def test_words_that_begin_like_numbers_are_words(token):
    assert not is_number(token)


@pytest.mark.parametrize(
    "token", ["1" * 200_000, "1" * 200_000 + "a", "一" * 200_000 + "x", "," * 200_000]
)
def test_long_runs_cost_no_more_than_their_length(token, in_step):
    in_step(lambda length: is_number(token[-length:]), len(token))  # once its square: minutes


@given(st.integers(100, 99_999_999))
def test_every_integer_spelt_out_is_a_number(n):
    token = spelt(n)
    assert is_number(token) == (len(token) >= 3)


def spelt(n: int) -> str:
    """Return ``n`` in Chinese characters, the slow and obvious way."""
    if n >= 10_000:
        head, tail = divmod(n, 10_000)
        return (
            spelt(head) + "万" + ("" if not tail else ("零" if tail < 1000 else "") + spelt(tail))
        )
    out, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, n = divmod(n, unit)
        if digit:
            out += ("零" if gap and out else "") + "零一二三四五六七八九"[digit] + name
            gap = False
        else:
            gap = True
    return out


def test_compatibility_ideographs_and_radicals_become_what_people_type():
    assert fold_compatibility("\uf9b5⾒⼈") == "例見人"
    assert fold_compatibility("Ａ，１①㎏") == "Ａ，１①㎏"


@given(st.text())
def test_folding_keeps_every_offset(text):
    assert len(fold_compatibility(text)) == len(text)


@given(st.text())
def test_what_was_read_once_is_not_changed_by_reading_it_again(text):
    assert as_read(as_read(text)) == as_read(text)


def test_one_character_is_chinese_where_the_pattern_says_so():
    every = map(chr, range(0x110000))
    assert all(is_han_character(c) == (HAN.match(c) is not None) for c in every)


# Numbers as one pattern: the obvious way, and twenty times as long to compile.
_FIGURE = rf"(?:{characters._COUNTED}|[〇零一二三四五六七八九]+|[0-9０-９]+)"
_NUMBERS = re.compile(
    rf"(?=...)(?:{characters._COUNTED}|{characters._SPELT})(?:点[〇零一二三四五六七八九]+)?\Z"
    rf"|第{_FIGURE}[条章节款项编篇卷届次个批期年号]?\Z"
    rf"|(?:百|千|万|{_FIGURE})分之(?:百|{_FIGURE}(?:点[〇零一二三四五六七八九]+)?)\Z"
)


@settings(max_examples=2000)
@given(st.text("〇零一两三九十百千万亿第分之点章年人", min_size=1, max_size=8))
def test_chinese_numbers_are_those_of_one_pattern(token):
    if token.partition("分之")[0] in {"", "两"}:  # the pattern looks for its unit behind 分之
        return
    assert is_number(token) == (_NUMBERS.match(token) is not None)
