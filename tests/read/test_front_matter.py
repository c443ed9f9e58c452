"""A header is read as it stands, and only where there is one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cntext.read.front_matter import split_header


def header(*lines):
    return split_header("\n".join(["---", *lines, "---", "正文。"]))


def test_flat_fields_become_a_mapping_and_lines_are_counted():
    assert header("title: 深化产教融合", "date: 2018-04-12", "genre: 评论") == (
        {"title": "深化产教融合", "date": "2018-04-12", "genre": "评论"},
        5,
    )


def test_chinese_keys_mean_the_english_ones():
    fields, _ = header("标题：砥砺奋进", "日期: 2018年", "来源：日报", "作者：某人", "体裁：新闻")
    assert fields == {
        "title": "砥砺奋进",
        "date": "2018年",
        "source": "日报",
        "author": "某人",
        "genre": "新闻",
    }


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("title: a: b：c", "a: b：c"),
        ("title: '引号'", "引号"),
        ('title: "“双高”新篇"', "“双高”新篇"),
        ("title:", ""),
        ("title: no", "no"),
        ("title: 1e999", "1e999"),
        ("title: !!python/object/apply:os.system [id]", "!!python/object/apply:os.system [id]"),
        ("title: &a [*a, *a]", "&a [*a, *a]"),
        ("title: # 号", "# 号"),
        ("  title: 缩进", "缩进"),
    ],
)
def test_a_value_is_the_text_that_stands_there(line, value):
    assert header(line)[0] == {"title": value}


def test_comments_and_blank_lines_are_no_fields():
    assert header("# 注释", "", "title: 甲") == ({"title": "甲"}, 5)


def test_three_dots_close_a_header_too():
    assert split_header("---\ntitle: 甲\n...\n正文") == ({"title": "甲"}, 3)


def test_lists_and_continued_lines_belong_to_the_key_above():
    fields, lines = header(
        "title: >", "  一个长标题", "tags:", "  - 教育", "- '职业'", "date: 2018"
    )
    assert fields == {"title": "> 一个长标题", "tags": "教育 职业", "date": "2018"}
    assert lines == 8


@pytest.mark.parametrize(
    "text",
    [
        "",
        "---",
        "正文。\n---\ntitle: 甲\n---\n",
        "---\ntitle: 甲\n正文没有围栏。\n",
        "---\ntitle: 甲\n",
        "---\n这是一条分隔线下面的正文，没有键。\n---\n",
        "---\n" + "title: 甲\n" * 70 + "---\n",
        "----\ntitle: 甲\n---\n",
    ],
    ids=[
        "empty",
        "fence only",
        "not first",
        "not closed",
        "not closed at end",
        "a rule",
        "too long",
        "four",
    ],
)
def test_what_is_no_header_is_left_alone(text):
    assert split_header(text) == ({}, 0)


def test_an_interview_between_two_rules_is_text():
    assert header("记者：请谈谈产教融合。", "校长：融的是产业与教育。") == ({}, 0)


def test_the_last_of_two_equal_keys_wins():
    assert header("title: 甲", "Title: 乙")[0] == {"title": "乙"}


def test_an_empty_header_is_taken_off():
    assert split_header("---\n---\n正文") == ({}, 2)


@given(st.text("-:： 标题title#\n\t。'[]{}&*"))
def test_no_text_raises_and_no_more_lines_are_taken_than_there_are(text):
    fields, lines = split_header(text)
    assert 0 <= lines <= text.count("\n") + 1
    assert all(isinstance(value, str) and "\n" not in value for value in fields.values())
