"""A page is cut into articles on evidence only; what is one text stays one."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cntext.clean.documents import documents_of
from cntext.model import Inputs, Page
from cntext.read.pages import read_pages
from cntext.resources import shipped


def page_of(text: str, path: str = "page.txt", **fields) -> Page:
    return Page(path=path, id=path, text=text, encoding="utf-8", sha256="", size=0, **fields)


BODY = "学校立足新发展阶段，贯彻新发展理念，深化产教融合。"


def titles(text: str, **fields) -> list[str]:
    return [document.title for document in documents_of(page_of(text, **fields))]


def test_a_byline_and_a_headline_part_two_articles():
    text = f"# 甲篇题目\n{BODY}\n（作者系教授 张三）\n# 乙篇题目\n{BODY}"
    first, second = documents_of(page_of(text))
    assert (first.id, first.title, first.author) == ("page.txt#1", "甲篇题目", "张三")
    assert (second.id, second.title, second.author) == ("page.txt#2", "乙篇题目", "")
    assert first.split is None
    assert second.split.rule == "after-byline"
    assert second.split.line == 4


def test_without_marks_the_headline_must_look_like_one():
    byline = f"{BODY}\n文/图 张三\n"
    assert len(titles(f"{byline}深化产教融合 推动发展\n{BODY}")) == 2
    assert len(titles(f"{byline}然而，这还不够。\n{BODY}")) == 1


def test_a_label_parts_two_articles():
    assert len(titles(f"# 甲篇题目\n{BODY}\n### 聚焦>>>\n{BODY}\n### 小节\n{BODY}")) == 2


def test_a_displaced_title_goes_to_the_article_above_it():
    text = f"聚焦>>>\n{BODY}\n（作者 张三）\n夯实人才之基\n视点>>>\n{BODY}\n（作者 李四）\n插上智慧的翅膀\n"
    first, second = documents_of(page_of(text))
    assert (first.title, first.author) == ("夯实人才之基", "张三")
    assert (second.title, second.author) == ("插上智慧的翅膀", "李四")
    assert first.regions[-1].rule == "displaced-title"


def test_an_article_may_have_no_headline():
    text = f"# 甲篇题目\n{BODY}\n（作者 张三）\n### 聚焦>>>\n{BODY}"
    assert titles(text) == ["甲篇题目", "page"]


def test_a_photo_credit_before_a_section_ends_no_article():
    text = f"# 题目\n{BODY}\n## 第一节\n{BODY}\n张三 摄\n## 第二节\n{BODY}\n图片：李四\n## 第三节\n{BODY}"
    assert titles(text) == ["题目"]


def test_a_byline_under_the_headline_ends_no_article():
    assert titles(f"# 题目\n本报记者 张三\n## 导言部分\n{BODY}\n## 第一节\n{BODY}") == ["题目"]


def test_numbered_heads_begin_no_article():
    text = f"# 题目\n{BODY}\n（作者 张三）\n一、总体要求\n{BODY}\n## 二、基本原则\n{BODY}"
    assert titles(text) == ["题目"]


def test_without_split_the_page_is_one_document(shared):
    (page,) = read_pages([str(shared / "newspaper_page.txt")], Inputs())
    (document,) = documents_of(page, split=False)
    assert document.id == "newspaper_page.txt"
    assert len(document.decisions) == 6


def test_reports_laws_and_articles_are_not_split(shared):
    paths = [shipped("corpus"), shared / "govreport", shared / "laws_edu", shared / "traditional"]
    for page in read_pages([str(p) for p in paths], Inputs()):
        assert len(documents_of(page)) == (3 if page.id == "page.txt" else 1), page.path


def test_pieces_keep_what_the_header_says_of_the_page():
    text = f"# 甲篇题目\n{BODY}\n（作者 张三）\n# 乙篇题目\n{BODY}"
    meta = {
        "title": "整版",
        "date": "2018-04-12",
        "source": "日报",
        "author": "编辑部",
        "genre": "评论",
    }
    first, second = documents_of(page_of(text, meta=meta))
    assert (first.title, first.author, first.date, first.source) == (
        "甲篇题目",
        "张三",
        "2018-04-12",
        "日报",
    )
    assert (second.author, second.meta["genre"]) == ("编辑部", "评论")


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("(作者系重庆工程职业技术学院院长 张进)", "张进"),
        ("（作者系重庆工程职业技术学院院长张进）", "张进"),
        ("（作者：张三，李四）", "张三 李四"),
        ("文/图 李治鹏 冯焰勇", "李治鹏 冯焰勇"),
        ("本报记者 张三 通讯员 李四", "张三 李四"),
        ("□ 张三", "张三"),
        ("张三 摄", ""),
    ],
)
def test_the_author_is_taken_from_the_byline(line, author):
    assert documents_of(page_of(f"{BODY}\n{line}"))[0].author == author


def test_the_author_is_taken_from_the_dateline():
    (document,) = documents_of(page_of(f"本报讯（记者 林晓舟 通讯员 陆云帆）{BODY}"))
    assert document.author == "林晓舟 陆云帆"


PIECES = ["产教融合走深走实", BODY, "# 甲", "### 乙", "聚焦>>>", "(作者 张三)", "文/图 李四", ""]


@given(st.lists(st.sampled_from(PIECES), max_size=25))
def test_the_articles_together_are_the_page(lines):
    found = documents_of(page_of("\n".join(lines)))
    whole = documents_of(page_of("\n".join(lines)), split=False)
    together = "".join(re.sub(r"\s", "", document.text) for document in found)
    assert together == re.sub(r"\s", "", whole[0].text)
    assert len({document.id for document in found}) == len(found)
