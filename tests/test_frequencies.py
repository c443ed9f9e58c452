"""Frequency lists: every form that people have them in, and what is refused."""

import pytest

from cntext.errors import UsageProblem
from cntext.frequencies import read_frequencies


@pytest.mark.parametrize(
    "text",
    [
        "产教融合\t3\n双高\t1\n",
        "产教融合 3 l\n双高 1 n\n",  # as jieba writes dictionaries
        "rank,word,freq,range\n1,产教融合,3,2\n2,双高,1,1\n",
        "\ufeff词\t频次\n产教融合\t2\n双高\t1\n产教融合\t1\n",  # of two groups
        '# counted elsewhere\nword,freq\n"产教融合",3\n\n双高,1\n',
    ],
    ids=["tab", "jieba", "freq", "groups", "quoted"],
)
def test_a_list_is_read_in_any_of_its_forms(tmp_path, text):
    path = tmp_path / "list.txt"
    path.write_text(text, encoding="utf-8")
    found = read_frequencies(path)
    assert dict(found.freq) == {"产教融合": 3, "双高": 1}
    assert found.total == 4
    assert found.name == "list.txt"
    assert found.record() == {
        "path": str(path), "sha256": found.sha256, "terms": 2, "total": 4,
    }  # fmt: skip


def test_the_total_may_be_said(tmp_path):
    path = tmp_path / "list.txt"
    path.write_text("# total: 1,000\n双高\t3\n", encoding="utf-8")
    assert read_frequencies(path).total == 1000


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "list is empty"),
        ("双高\n", "no columns"),
        ("双高\t三\n", "no columns"),
        ("双高\t3\n产教融合\t-1\n", "2: needs a term and a whole number"),
        ("双高\t3\n产教融合\n", "2: needs a term and a whole number"),
        ("# total: 2\n双高\t3\n", "below the sum"),
        ("# total: many\n双高\t3\n", "1: the total must be a whole number"),
    ],
)
def test_what_is_no_list_is_refused_with_its_line(tmp_path, text, says):
    path = tmp_path / "list.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageProblem) as caught:
        read_frequencies(path)
    assert says in caught.value.say("en")
