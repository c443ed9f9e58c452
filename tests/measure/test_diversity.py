"""Diversity of documents and groups, and readability, counted by hand."""

import pytest

from cntext.measure.diversity import diversity


class Tags:
    """Parts of speech of a few words."""

    def tag(self, word):
        return {"因": "c", "而": "c", "更": "d"}.get(word, "n")


def test_words_are_counted_without_punctuation_and_groups_in_one_run(make):
    corpus = make("甲 乙 。 甲", "甲 丙", source=("日报", "日报"))
    rows = list(diversity(corpus, Tags(), window=2, sample=2).records())
    assert [(r["group"], r["tokens"], r["types"]) for r in rows] == [("d0", 3, 2), ("d1", 2, 2)]
    assert rows[0]["ttr"] == pytest.approx(2 / 3)
    (both,) = diversity(corpus, Tags(), by="source", window=2, sample=2).records()
    assert (both["group"], both["documents"], both["tokens"], both["types"]) == ("日报", 2, 5, 3)
    # Windows of 甲乙 乙甲 甲甲 甲丙: 2, 2, 1, 2 types.
    assert both["mattr"] == pytest.approx((1 + 1 + 0.5 + 1) / 4)


def test_readability_of_the_peer_s_example_as_we_count_it(make):
    # Two clauses of 18 and 8 characters; 因, 而 and 更 of 16 words. The peer's 28.0 counts
    # the marks and parts at full stops alone (tests/measure/stats/test_diversity.py).
    text = "如何 看待 一 网文 作者 被 黑客 大佬 盗号 改文 ， 因 万分 惭愧 而 停 更 。"
    (row,) = diversity(make(text), Tags()).records()
    assert row["clauses"] == 2
    assert row["r1"] == 13
    assert row["r2"] == pytest.approx(3 / 16)
    assert row["r3"] == pytest.approx((13 + 3 / 16) / 2)


def test_what_a_short_text_cannot_have_is_null_and_said(make):
    table = diversity(make("甲 乙", ""), Tags())
    short, nothing = table.records()
    assert (short["ttr"], short["mattr"], short["hdd"], short["mtld"]) == (1, None, None, None)
    assert (nothing["tokens"], nothing["ttr"], nothing["yule_k"], nothing["r3"]) == (
        0,
        None,
        None,
        None,
    )
    assert [w.code for w in table.warnings] == ["short-text"]
