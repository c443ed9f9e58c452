"""What cleaning decided can be read row by row, and its outcome in three forms."""

import json

import pytest

from cntext.clean.documents import documents_of
from cntext.clean.outputs import as_markdown, as_record, as_text, decision_rows
from cntext.model import Inputs, Page
from cntext.read.front_matter import split_header
from cntext.read.pages import read_pages
from cntext.text.characters import count_han


@pytest.fixture(scope="module")
def newspaper(shared):
    (page,) = read_pages([str(shared / "newspaper_page.txt")], Inputs())
    return documents_of(page)


def test_rows_tell_every_paragraph_join_and_split_of_the_page(newspaper):
    rows = decision_rows(newspaper)
    assert [row.line_to for row in rows if row.joined] == [27, 43, 59, 73, 77, 81]
    assert [(row.article, row.line_from) for row in rows if not row.role] == [(2, 65), (3, 87)]
    assert rows[0][:6] == ("newspaper_page.txt#1", 1, 3, 3, "masthead", "above-headline")
    assert [row.line_from for row in rows] == sorted(row.line_from for row in rows)
    (headline,) = [row for row in rows if row.rule == "displaced-title"]
    assert (headline.article, headline.line_from) == (3, 125)


def test_articles_of_two_pages_are_numbered_anew(newspaper):
    rows = decision_rows([*newspaper, *newspaper])
    assert [row.article for row in rows] == [row.article for row in decision_rows(newspaper)] * 2


def test_markdown_has_its_title_first_and_reads_back(newspaper):
    text = as_markdown(newspaper[2])
    fields, lines = split_header(text)
    assert fields["title"] == "为重庆现代化产业体系建设夯实人才之基"
    assert fields["author"] == "易俊"
    body = "\n".join(text.split("\n")[lines:]).strip()
    assert body.startswith("# 为重庆现代化产业体系建设夯实人才之基\n\n### 聚焦>>>\n")
    (again,) = documents_of(Page("a.md", "a.md", body, "utf-8", "", 0, fields))
    assert count_han(again.text) == count_han(newspaper[2].text)
    assert again.title == newspaper[2].title
    assert sorted(r.role for r in again.regions) == sorted(r.role for r in newspaper[2].regions)


def test_text_ends_in_a_line_end(newspaper):
    assert as_text(newspaper[0]) == newspaper[0].text + "\n"


def test_a_record_says_all_that_is_known(newspaper):
    record = json.loads(json.dumps(as_record(newspaper[0])))
    assert (record["id"], record["author"]) == ("newspaper_page.txt#1", "李治鹏 冯焰勇")
    assert record["abbreviations"] == [{"short": "重庆工程职院", "full": "重庆工程职业技术学院"}]
    assert [d["line"] for d in record["decisions"]] == [27, 43, 59]
    first = record["regions"][0]
    assert record["text"][first["start"] : first["end"]] == "重庆工程职业技术学院"


def test_what_was_not_cleaned_is_written_too():
    page = Page("a.txt", "a.txt", "甲，\n乙。\n", "utf-8", "", 0)
    (document,) = documents_of(page, clean=False)
    assert as_text(document) == "甲，\n乙。\n"
    assert as_markdown(document).endswith("\n甲，\n乙。\n")
    assert decision_rows([document]) == []
