"""Elements: text stays text, whatever it holds."""

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from cntext.errors import Both
from cntext.render.report.html import both, join, tag, text


def test_elements_attributes_and_text():
    made = tag("td", "a < b", tag("b", "&"), class_="number", data_row=3, hidden=True, lang=None)
    assert made == '<td class="number" data-row="3" hidden>a &lt; b<b>&amp;</b></td>'
    assert tag("input", type="search") == '<input type="search">'


def test_words_that_are_the_same_in_both_languages_are_written_once():
    assert both(Both("LL", "LL")) == "LL"
    assert both(Both("词", "Word")).count("<span") == 2


def test_control_characters_are_shown():
    assert text("a\x1b[31m\u202e") == "a\\x1b[31m\\u{202e}"


class Reader(HTMLParser):
    def __init__(self, page):
        super().__init__()
        self.tags, self.words, self.values = [], "", []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.values += [value for _, value in attrs]

    def handle_data(self, data):
        self.words += data


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Zl", "Zp"))))
def test_a_reader_gets_the_text_back_and_no_other_element(words):
    page = Reader(join(tag("p", words, title=words)))
    assert (page.tags, page.words, page.values) == (["p"], words, [words])
