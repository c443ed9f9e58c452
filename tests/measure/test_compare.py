"""Comparison: rows by hand, groups against the rest, both directions, and the map."""

import math

import pytest

from cntext.analysis import ANALYSES
from cntext.errors import CntextError
from cntext.frequencies import FrequencyList
from cntext.lexicon import Lexicon
from cntext.measure import load_analysis
from cntext.stopwords import StopWords

NOTHING = {
    "stopwords": StopWords(),
    "lexicon": Lexicon([]),
    "background": None,
    "function_words": frozenset(),
    "padding": frozenset(),
    "paths": (),
    "min_freq": 1,
    "resample": 0,
}


def compare(corpus, **options):
    load_analysis("compare")
    return ANALYSES["compare"].run(corpus, **options)


class Where:
    """A condition: the documents whose text begins with one word."""

    def __init__(self, word):
        self.word = word

    def __bool__(self):
        return True

    def select(self, documents):
        return [document.text.startswith(self.word) for document in documents]


def rows(table):
    return {row["term"]: row for row in table.records()}


def test_rows_are_those_reckoned_by_hand(make):
    # Target 4 words, reference 6: 甲 3 of 4 against 1 of 6; expected 1.6 and 2.4.
    corpus = make("甲 甲 甲 乙 。", "乙 乙 甲", "乙 丙 丙")
    row = rows(compare(corpus, target_where=Where("甲"), **NOTHING))["甲"]
    assert (row["freq_t"], row["freq_r"], row["range_t"], row["range_r"]) == (3, 1, 1, 1)
    assert row["norm_t"] == 750_000
    assert row["ll"] == pytest.approx(2 * (3 * math.log(3 / 1.6) + math.log(1 / 2.4)))
    assert row["log_ratio"] == pytest.approx(math.log2((3 / 4) / (1 / 6)))
    assert row["pct_diff"] == pytest.approx(350)
    assert row["odds_ratio"] == pytest.approx(3 * 5 / 1)
    assert row["simple_maths"] == pytest.approx((750_000 + 1) / (1e6 / 6 + 1))
    assert row["bic"] == pytest.approx(row["ll"] - math.log(10))
    assert row["direction"] == "+"


def test_directions_part_the_terms_between_them(make):
    corpus = make("甲 甲 乙 丁", "乙 丙 丙 丁")
    found = {
        d: list(rows(compare(corpus, target_where=Where("甲"), direction=d, **NOTHING)))
        for d in ("over", "under", "both")
    }
    assert found["over"] == ["甲"]
    assert found["under"] == ["丙"]
    assert set(found["both"]) == {"甲", "乙", "丙", "丁"}


def test_swapping_the_sides_turns_the_signs(make):
    corpus = make("甲 甲 乙", "乙 丙 甲 丁")
    one = rows(compare(corpus, target_where=Where("甲"), direction="both", **NOTHING))
    other = rows(compare(corpus, ref_where=Where("甲"), direction="both", **NOTHING))
    for term, row in one.items():
        assert other[term]["ll"] == pytest.approx(row["ll"])
        assert other[term]["log_ratio"] == pytest.approx(-row["log_ratio"])


def test_each_group_is_compared_with_all_the_others(make):
    corpus = make("甲 甲 乙", "乙 丙", "丙 丙 丁", source=("日报", "晚报", "周报"))
    table = compare(corpus, by="source", direction="both", **NOTHING)
    assert table.group == ("group",)
    for name, alone in (("日报", "甲"), ("晚报", "乙"), ("周报", "丙")):
        mine = [row for row in table.records() if row["group"] == name]
        assert mine
        split = compare(corpus, target_where=Where(alone), direction="both", **NOTHING)
        expected = [{k: v for k, v in row.items() if k != "group"} for row in split.records()]
        assert [{k: v for k, v in row.items() if k != "group"} for row in mine] == expected
    assert "one-document" in [w.code for w in table.warnings]


def test_stop_words_leave_the_table_but_not_the_sizes(make):
    corpus = make("甲 的 的 的", "乙 的")
    table = compare(
        corpus, target_where=Where("甲"), **{**NOTHING, "stopwords": StopWords(frozenset("的"))}
    )
    (row,) = table.records()
    assert (row["term"], row["norm_t"]) == ("甲", 250_000)


def test_a_list_is_a_reference_without_documents(make):
    listed = FrequencyList("list.csv", "", {"甲": 10, "乙": 90}, 1000)
    table = compare(make("甲 甲 丙 乙"), ref_list=listed, direction="both", **NOTHING)
    assert "range_r" not in [c.id for c in table.columns]
    assert {t: row["freq_r"] for t, row in rows(table).items()} == {"甲": 10, "丙": 0, "乙": 90}
    assert rows(table)["甲"]["norm_r"] == 10_000


def test_resampling_adds_its_columns_and_the_seed_decides(make):
    corpus = make(*["甲 乙 丙"] * 4, *["丁 乙 丙"] * 4)
    asked = {"target_where": Where("甲"), "direction": "both", **NOTHING, "resample": 99}
    first = compare(corpus, seed=1, **asked)
    assert rows(first)["甲"]["p_perm"] < 0.1
    assert rows(first)["乙"]["p_perm"] == 1
    assert first.rows == compare(corpus, seed=1, **asked).rows


def test_what_is_too_much_to_resample_is_left_out_and_said(make, monkeypatch):
    monkeypatch.setattr("cntext.measure.stats.comparison.MOST_WORK", 99 * 8 * 4 - 1)
    corpus = make(*["甲 乙 丙"] * 4, *["丁 乙 丙"] * 4)
    table = compare(corpus, target_where=Where("甲"), **{**NOTHING, "resample": 99})
    assert [w.code for w in table.warnings] == ["not-resampled"]
    assert "p_perm" not in [c.id for c in table.columns]
    table = compare(corpus, target_where=Where("甲"), **{**NOTHING, "resample": 98})
    assert table.warnings == ()
    assert "p_perm" in [c.id for c in table.columns]


def test_p_is_of_the_statistic_asked_for(make):
    corpus = make("甲 甲 甲 乙 丙 丁", "乙 丙 丁 甲 戊 己 庚")
    found = {
        test: rows(compare(corpus, target_where=Where("甲 甲"), test=test, **NOTHING))["甲"]
        for test in ("ll", "chi2", "williams")
    }
    assert math.erfc(math.sqrt(found["chi2"]["chi2"] / 2)) == pytest.approx(found["chi2"]["p"])
    assert len({round(row["p"], 9) for row in found.values()}) == 3


def test_the_map_places_groups_with_their_words(make):
    corpus = make("甲 甲 甲 乙", "丙 丙 丙 乙", "丁 丁 丁 乙", source=("a", "b", "c"))
    table = compare(corpus, by="source", view="map", **NOTHING)
    places = {row["name"]: (row["dim1"], row["dim2"]) for row in table.records()}
    for group, word in (("a", "甲"), ("b", "丙"), ("c", "丁")):
        dot = sum(x * y for x, y in zip(places[group], places[word], strict=True))
        assert dot > 0
    assert sum(r["contribution"] for r in table.records() if r["kind"] == "group") == pytest.approx(
        100
    )
    same = compare(make("甲 乙", "甲 乙", source=("a", "b")), by="source", view="map", **NOTHING)
    assert same.rows == []
    assert [w.code for w in same.warnings] == ["no-map"]


def test_a_group_without_a_word_is_left_out_with_a_word_about_it(make):
    corpus = make("甲 乙", "乙 丙", "", source=("a", "b", "c"))
    table = compare(corpus, by="source", **NOTHING)
    assert {row["group"] for row in table.records()} == {"a", "b"}
    assert "left out: c" in next(w.message.en for w in table.warnings if w.code == "empty-group")
    with pytest.raises(CntextError, match="no words"):
        compare(make("甲", "", source=("a", "b")), by="source", **NOTHING)
