"""The sample corpus is what its README says: dated, sorted by genre, of reading length."""

import re
from collections import Counter

import pytest

from cntext.clean.documents import documents_of
from cntext.model import Inputs
from cntext.read.pages import read_pages
from cntext.resources import shipped
from cntext.text.characters import count_han

NAME = re.compile(
    r"(\d{4}-\d\d-\d\d)_(news|commentary|notice|report)_[a-z0-9]+(?:-[a-z0-9]+)*\.(?:txt|md)"
)
GENRES = {"news": "新闻", "commentary": "评论", "notice": "通知", "report": "工作报告"}


@pytest.fixture(scope="module")
def read():
    inputs = Inputs()
    found = [
        documents_of(page, split=False)[0] for page in read_pages([str(shipped("corpus"))], inputs)
    ]
    return found, inputs


@pytest.fixture(scope="module")
def articles(read):
    return [document for document in read[0] if document.id != "page.txt"]


def test_everything_is_read_and_the_readme_is_no_article(read):
    documents, inputs = read
    assert inputs.failed == []
    assert inputs.skipped == {"readme": 1}
    assert "page.txt" in {document.id for document in documents}
    assert all(
        page.encoding == "utf-8" and not page.replaced and not page.removed for page in inputs.files
    )


def test_there_are_at_least_24_articles_in_four_genres_over_2014_to_2025(articles):
    assert len(articles) >= 24
    assert min(Counter(document.field("genre") for document in articles).values()) >= 4
    assert {document.field("genre") for document in articles} == set(GENRES.values())
    assert {int(document.field("year")) for document in articles} == set(range(2014, 2026))


def test_names_and_headers_agree(articles):
    for document in articles:
        match = NAME.fullmatch(document.id)
        assert match, document.id
        assert document.date == document.meta.get("date", document.date) == match[1]
        assert document.field("genre") == GENRES[match[2]]
        for field in ("title", "source", "author", "region", "note"):
            assert document.field(field), (document.id, field)
        assert "演示" in document.field("note")


def test_titles_are_all_different(articles):
    assert len({document.title for document in articles}) == len(articles)


def test_articles_have_400_to_1200_chinese_characters(articles):
    for document in articles:
        assert 400 <= count_han(document.text) <= 1200, document.id


def test_phrases_come_when_they_really_came(articles):
    def years(phrase):
        return {int(document.field("year")) for document in articles if phrase in document.text}

    assert min(years("科教融汇")) == 2022
    assert min(years("新质生产力")) >= 2023
    assert min(years("双高计划")) >= 2019
    assert min(years("党的二十大精神")) == 2022
    assert len(years("产教融合")) >= 10


def test_the_page_is_raw(read):
    (page,) = [document for document in read[0] if document.id == "page.txt"]
    assert (page.date, page.source) == ("", "")
    assert len(page.decisions) == 7
