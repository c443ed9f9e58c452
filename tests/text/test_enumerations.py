"""Lists inside a sentence, with or without an 和 at their end."""

import pytest

from cntext.text.enumerations import enumerations


def lists(text):
    return [[text[a:b] for a, b in items] for items in enumerations(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("农业、农村、农民。", [["农业", "农村", "农民"]]),
        ("农业、农村和农民", [["农业", "农村和农民"], ["农业", "农村", "农民"]]),
        ("大众创业，万众创新。", [["大众创业", "万众创新"]]),
        ("今天下雨，所以我们不去公园。", []),
        ("“教师”、“教材”", []),
        ("没有并列", []),
        ("、".join("甲乙丙丁戊己庚辛壬癸子丑寅"), []),
    ],
)
def test_items_are_found(text, found):
    assert lists(text) == found


def test_clauses_of_one_length_are_a_list_whatever_stands_around_them():
    text = "会议要求定建设规模，定投资总额，定建设工期，要抓好落实工作。"
    assert ["会议要求定建设规模", "定投资总额", "定建设工期"] in lists(text)
