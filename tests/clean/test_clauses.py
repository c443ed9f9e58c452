"""Where pairs of characters stand in clauses is counted, classed, written and read again."""

from hypothesis import given
from hypothesis import strategies as st

from cntext.clean.clauses import (
    FILE,
    classes,
    counted,
    read,
    standing,
    within_clause,
    written,
)


def test_places_in_clauses_are_counted():
    seen, begins, ends = counted(["## 甲乙丙，乙丙。\n丁", "甲乙"])
    assert (seen["甲乙"], seen["乙丙"], seen["丙，"], seen["丁"]) == (2, 2, 1, 1)
    assert (begins["甲乙"], begins["乙丙"], begins["丁"]) == (2, 1, 0)  # one character: no clause
    assert (ends["乙丙"], ends["甲乙"], ends["丙"]) == (2, 1, 2)


def test_shares_become_classes():
    # 甲乙 20 times: begins 1 clause in 20 (5 %), ends 8 (40 %); 丙丁 is too rare.
    seen = {"甲乙": 20, "丙丁": 9, "戊 ": 50, "己": 10}
    found = classes(seen, {"甲乙": 1, "己": 10}, {"甲乙": 8, "己": 0}, 10)
    assert found == {"甲乙": "13", "己": "50"}


def test_a_rare_pair_is_judged_by_its_outer_character():
    known = {"甲乙": "05", "乙": "12", "丙": "40"}
    assert [*standing("…甲乙", "丙丁…", known)] == ["ends clauses: 5", "begins clauses: ~4"]
    assert [*standing("丁乙", "戊", known)] == ["ends clauses: ~2", "begins clauses: ?"]


@given(
    st.dictionaries(
        st.text(st.characters(categories=["L", "P", "N", "S"]), min_size=1, max_size=2),
        st.from_regex(r"[0-5]{2}", fullmatch=True),
    )
)
def test_what_is_written_is_read(known):
    assert read(written(known)) == known


def test_the_shipped_counts_know_where_words_end():
    assert len(read(FILE.read_text("utf-8"))) > 5000
    assert within_clause("大力发展职业教", "育的基础")
    assert not within_clause("大力发展职业教育", "我们要坚持")
