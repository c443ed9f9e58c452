"""File names are read by a pattern, and names that do not fit are counted."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cntext.errors import UsageProblem
from cntext.metadata.patterns import name_pattern, with_names
from cntext.model import Document


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        ("{date}_{source}_{title}.txt", "x/2019-03-26_人民日报_a_b.txt",
         {"date": "2019-03-26", "source": "人民日报", "title": "a_b"}),
        ("{date}_{title}", "2019_03_26_开放.md", {"date": "2019_03_26", "title": "开放"}),
        ("{title}_{date}", "a_b_2019-03.txt", {"title": "a_b", "date": "2019-03"}),
        ("{year}{month}{day}-{标题}", "20190326-好.md", {"title": "好", "date": "2019-03-26"}),
        ("{来源}/{year}/{title}", "c/人民日报/2019/x.txt", {"source": "人民日报", "date": "2019", "title": "x"}),
        ("{date}{title}", "2019年3月26日报告.txt", {"date": "2019年3月26日", "title": "报告"}),
        ("{}_{title}", "anything_x_y.txt", {"title": "x_y"}),
        ("{{{k}}}", "{v}.txt", {"k": "v"}),
        ("{date}_{title}.txt", "报告.txt", None),
        ("{source}/{title}", "alone.txt", None),
    ],
)  # fmt: skip
def test_a_name_gives_its_fields(pattern, path, expected):
    assert name_pattern(pattern).match(path) == expected


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("{", "at character 1: a brace"),
        ("a}b", "at character 2: a brace"),
        ("abc", "no {field}"),
        ("{a}{b}", "at character 4: nothing stands"),
        ("{a}_{a}", "at character 5: a stands twice"),
        ("{day}_x", "{day} needs"),
        ("{month}", "{month} needs"),
        ("{text}", "not for a name"),
        ("_".join(f"{{f{i}}}" for i in range(30)), "too many"),
    ],
)
def test_a_bad_pattern_is_refused_with_its_place(pattern, said):
    with pytest.raises(UsageProblem) as caught:
        name_pattern(pattern)
    assert said in caught.value.say("en")


def test_names_that_do_not_fit_are_counted_and_left():
    documents = [Document(p, "", title="t", path=p) for p in ("2019_a.txt", "b.txt", "c.txt")]
    found, (caveat,) = with_names(documents, name_pattern("{date}_{title}"))
    assert [(d.title, d.date) for d in found] == [("a", "2019"), ("t", ""), ("t", "")]
    assert caveat.message.en == "2 file names do not fit {date}_{title} (b.txt, c.txt)"
    found, _ = with_names(documents, name_pattern("{date}_{title}"), dates=False)
    assert found[0].date == ""


def test_articles_of_one_file_keep_their_titles():
    articles = [Document(f"p#{i}", "", title=f"t{i}", path="2019_页.txt") for i in (1, 2)]
    found, _ = with_names(articles, name_pattern("{date}_{title}"))
    assert [(d.title, d.date) for d in found] == [("t1", "2019"), ("t2", "2019")]


def test_a_name_full_of_separators_takes_no_time(in_step):
    def match(fields):
        pattern = name_pattern("_".join(f"{{f{i}}}" for i in range(fields)) + "_x")
        return pattern.match("_" * 280)  # names have at most 255 bytes

    assert match(12) is None
    in_step(match, 12)


@given(st.text("{}*_/.ab年yer date", max_size=30), st.text(max_size=30))
def test_every_pattern_is_one_or_refused(pattern, path):
    with suppress(UsageProblem):
        name_pattern(pattern).match(path)
