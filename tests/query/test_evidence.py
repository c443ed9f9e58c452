"""Every row of a table leads to the places that it counts, no more and no fewer."""

from collections import Counter

import pytest

from cntext.analysis import ANALYSES
from cntext.measure import load_analyses
from cntext.measure.seg import seg
from cntext.query.evidence import by_table, evidence
from cntext.stopwords import load_stopwords


def freq(corpus, **chosen):
    load_analyses()
    analysis = ANALYSES["freq"]
    given = {option.name: option.default for option in analysis.options} | chosen
    lists = {
        "stopwords": load_stopwords(("none",)),
        "background": None,
        "function_words": frozenset(),
        "padding": frozenset(),
        "lexicon": None,
    }
    return analysis.run(corpus, **lists, **given), given


def traced(corpus, table, given, most=0):
    return evidence(table, corpus, by_table(corpus, table, given), most)


@pytest.mark.parametrize("chosen", [{}, {"by": "source"}, {"unit": "char"}, {"by": "document"}])
def test_a_count_has_as_many_places(make, chosen):
    corpus = make("开放 改革 开放 。", "改革 开放", "改革", source=("甲", "乙", "甲"))
    table, given = freq(corpus, **chosen)
    proof = traced(corpus, table, given)
    count = Counter(proof.values("row"))
    assert [count[i + 1] for i in range(len(table.rows))] == table.values("freq")
    word = table.values("word")
    for record in proof.records():
        text = corpus.documents[int(record["document"][1:])].text
        assert text[record["start"] : record["end"]] == word[record["row"] - 1] == record["node"]
        assert record["left"] + record["node"] + record["right"] in text
        assert record["places"] == count[record["row"]]


def test_what_is_cut_short_is_counted_and_said(make):
    corpus = make("甲 " * 10 + "乙")
    table, given = freq(corpus)
    proof = traced(corpus, table, given, most=3)
    assert Counter(proof.values("term")) == {"甲": 3, "乙": 1}
    assert proof.values("places") == [10, 10, 10, 1]
    assert [caveat.code for caveat in proof.warnings] == ["evidence-cut"]
    assert traced(corpus, table, given, most=10).warnings == ()


def test_a_term_that_is_no_token_is_found_on_the_text(make):
    corpus = make("产教 融合 产教融合")
    table, given = freq(corpus)
    named = table.only(("rank", "word"))
    proof = traced(corpus, named, given)
    assert Counter(proof.values("term")) == {"产教融合": 1, "产教": 1, "融合": 1}


def test_rows_that_are_places_lead_to_themselves(make):
    corpus = make("甲 乙", "丙")
    table = seg(corpus)
    proof = traced(corpus, table, {})
    assert proof.values("node") == table.values("token")
    assert proof.values("start") == table.values("start")


def test_places_in_a_text_without_full_stops_do_not_repeat_it(make):
    corpus = make(" ".join(["开放"] * 3000))
    table, given = freq(corpus)
    proof = traced(corpus, table, given)
    assert len(proof.rows) == 3000
    text = corpus.documents[0].text
    for record in proof.records():
        assert text[record["start"] : record["end"]] == record["node"] == "开放"
        assert max(len(record["left"]), len(record["right"])) <= 201
