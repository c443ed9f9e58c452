"""The report: chapters that the corpus permits, tables that are those of the analyses, one file."""

import json
import re
from html.parser import HTMLParser

import jsonschema
import pytest

from cntext.cli.chapters import CHAPTERS


class Page(HTMLParser):
    """What a browser would make of a report: elements, and the blocks of data."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.data, self._block = [], {}, None
        self.text = text
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.elements.append((tag, attributes))
        if attributes.get("type") == "application/json":
            self._block = attributes["id"].removeprefix("data-")

    def handle_data(self, data):
        if self._block:
            self.data[self._block] = json.loads(data)
            self._block = None

    def file(self, table, kind):
        found = self.data[f"table-{table}"][kind]
        return found if kind == "csv" else self.data["inputs"].join(found)


@pytest.fixture
def report(cntext, tmp_path):
    """Return a function that writes a report and gives it as a page."""

    def make(*arguments):
        path = tmp_path / "report.html"
        cntext("report", *arguments, "-o", path)
        return Page(path.read_text(encoding="utf-8"))

    return make


def ids(page):
    return {a["id"] for _, a in page.elements if "id" in a}


def test_every_chapter_is_there_or_says_what_the_corpus_lacks(report, years, article):
    whole = report(years, "--by", "source")
    assert {f"sheet-{part.id}" for chapter in CHAPTERS for part in chapter.parts} <= ids(whole)
    short = report(article)
    assert {chapter.id for chapter in CHAPTERS} <= ids(short)
    assert "sheet-trend" not in ids(short)
    assert "sheet-comparison" not in ids(short)
    assert "All documents are of one year." in short.text
    assert "There are no groups." in short.text


def test_the_tables_are_those_that_the_commands_write(report, cntext, years, tmp_path):
    page = report(years, "--by", "source", "--term", "双高", "--term", "职业")
    for name in ("words", "trend", "comparison", "keywords", "concordance"):
        path = tmp_path / "run.json"
        path.write_text(page.file(name, "json"), encoding="utf-8")
        recorded = json.loads(path.read_bytes())["params"]["arguments"]
        assert cntext("verify", path, "-f", "json").json["rows"][0]["same"], recorded
        csv = tmp_path / "run.csv"
        cntext(recorded[0], "-o", csv, *recorded[1:])
        assert csv.read_text(encoding="utf-8") == page.file(name, "csv")


def test_the_list_of_documents_obeys_its_schema(report, cntext, years):
    listed = json.loads(report(years).file("documents", "json"))
    assert [row["document"] for row in listed["rows"]] == [f"{y}.txt" for y in range(2010, 2020)]
    jsonschema.validate(listed, cntext("schema", "report-documents").json)


def test_rows_lead_to_sentences_and_sentences_to_source_lines(report, years):
    page = report(years, "--term", "双高")
    total, places, *_ = page.data["places-trend"][0]
    assert total == 15  # three times in each of five years
    sentence, left, length, line, start, end = places[0]
    document, text = page.data["sentences"][sentence]
    assert text[left : left + length] == "双高"
    assert page.data["documents"][document][0] == "2015.txt"
    assert line == 5  # below the header
    lines = page.data[f"article-{document}"]
    source, offset, written = next(entry for entry in lines if entry[0] == line)
    assert (source, written[start - offset : end - offset]) == (line, "双高")


def test_the_same_run_gives_the_same_bytes(report, years):
    assert report(years, "--by", "year").text == report(years, "--by", "year").text


def test_places_beyond_the_limit_are_counted_and_said(report, years):
    page = report(years, "--term", "双高", "--evidence-limit", "2")
    total, places = page.data["places-trend"][0]
    assert (total, len(places)) == (15, 2)


def test_a_field_that_no_document_has_is_wrong_usage(cntext, years, tmp_path):
    path = tmp_path / "r.html"
    result = cntext("report", years, "--by", "yaer", "-o", path, code=2)
    assert "did you mean year?" in result.err
    assert not path.exists()


@pytest.mark.parametrize("name", ["r.pdf", "r.docx"])
def test_a_report_is_a_page_and_nothing_else(cntext, years, tmp_path, name):
    said = cntext("report", years, "-o", tmp_path / name, code=2).err
    assert "a report is written as .html" in said
    assert not (tmp_path / name).exists()


def test_a_corpus_without_words_gives_a_report_that_says_so(report, tmp_path):
    path = tmp_path / "points.txt"
    path.write_text("。。。！", encoding="utf-8")
    page = report(path)
    assert "There is no term to follow." in page.text
    assert page.data["table-words"]


HOSTILE = (
    "<script>alert(1)</script> </script><svg/onload=alert(1)> <img/src=x/onerror=alert(1)> 北京天安门"
    " \"'><b> ]]> --> <!-- javascript:alert(1) =cmd|'/c calc'!A1 \x1b[31m红\x1b[0m\u202e倒\n"
)


def test_hostile_texts_and_names_stay_text(report, tmp_path):
    name = "<img src=x onerror=alert(1)>.txt"
    (tmp_path / name).write_text(HOSTILE * 20, encoding="utf-8")
    words = tmp_path / "words.txt"
    words.write_text("<script>alert(1)</script> 9999 n\n=cmd 9999 n\n", encoding="utf-8")
    page = report(
        *(tmp_path / name, "--userdict", words, "--stopwords", "none"),
        *("--term", "<script>alert(1)</script>", "--title", "</title><script>alert(2)</script>"),
    )
    assert [a for t, a in page.elements if t == "script" and "type" not in a] == [{}, {}]
    assert not any(key.startswith("on") for _, attributes in page.elements for key in attributes)
    assert {t for t, _ in page.elements} & {"svg", "iframe", "object", "form", "base"} == set()
    images = [a["src"] for t, a in page.elements if t == "img"]
    assert all(src.startswith("data:image/svg+xml;base64,") for src in images)
    assert not any((c < " " and c != "\n") or c in "\x1b\u202e" for c in page.text)
    assert name in page.data["documents"][0]


def test_nothing_outside_is_referred_to(report, years):
    page = report(years)
    for tag, attributes in page.elements:
        for key in ("src", "href"):
            value = attributes.get(key, "")
            assert not value or value.startswith(("#", "data:")), (tag, value)
    style = page.text[page.text.index("<style>") : page.text.index("</style>")]
    assert not re.search(r"url\(|@import", style)
