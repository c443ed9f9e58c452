"""The acceptance figures on a real newspaper page, and on our own corpus."""

from pathlib import Path

import pytest

CORPUS = Path(__file__).parents[2] / "corpus"
TOTALS = {
    "产教融合": 14,
    "科教融汇": 8,
    "双高": 6,
    "校企合作": 7,
    "党的二十大精神": 18,
    "现代化产业体系": 14,
}


@pytest.fixture
def page(shared):
    return shared / "newspaper_page.txt"


def test_phrases_are_counted_right_on_the_page(cntext, page):
    rows = cntext("freq", page, "--unit", "phrase", "-f", "json").json["rows"]
    freq = {row["word"]: row["freq"] for row in rows}
    assert {phrase: freq[phrase] for phrase in TOTALS} == TOTALS


def test_the_first_ten_phrases_of_the_page_are_phrases(cntext, page):
    rows = cntext("phrases", page, "-n", "10", "-f", "json").json["rows"]
    found = {row["phrase"]: row["freq"] for row in rows}
    for phrase in ("产教融合", "科教融汇", "党的二十大精神", "现代化产业体系", "校企合作"):
        assert found[phrase] == TOTALS[phrase]
    assert "重庆工程职" not in found


def test_phrases_are_units_by_default_and_plain_is_jieba(cntext, page):
    import jieba

    words = cntext("freq", page, "-f", "json").json["rows"]
    assert "产教融合" in {row["word"] for row in words}
    tokens = cntext("seg", page, "--plain", "--no-clean", "-f", "json").json["rows"]
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    expected = [w for w in tokenizer.lcut(page.read_text(encoding="utf-8")) if not w.isspace()]
    assert [row["token"] for row in tokens] == expected


def test_every_example_holds_its_phrase_on_the_line_that_is_named(cntext, page):
    lines = page.read_text(encoding="utf-8").split("\n")
    rows = cntext("phrases", page, "-f", "json").json["rows"]
    assert rows
    for row in rows:
        assert row["phrase"] in row["example"]
        # A phrase may begin on the line named and end on the next, where a line was broken.
        assert row["phrase"][0] in lines[row["first_line"] - 1]


def test_the_sample_corpus_is_counted_by_year(cntext):
    envelope = cntext("freq", CORPUS, "--by", "year", "--unit", "phrase", "-f", "json").json
    year = {row["group"]: row["freq"] for row in envelope["rows"] if row["word"] == "科教融汇"}
    assert min(y for y in year if y) == "2022"


def test_the_demo_shows_everything_and_ends_with_what_to_try(cntext, tmp_path):
    target = tmp_path / "demo.png"
    text = cntext("demo", "-o", target).text
    assert "产教融合" in text
    assert text.count("--no-split") == text.count("--no-clean") == 1  # of all three tables
    assert target.read_bytes().startswith(b"\x89PNG")
    for line in text.splitlines()[-5:]:
        assert line.strip().startswith("cntext ")
