"""Dispersion of terms in a corpus: rows by hand, positions against a slow search."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cntext.analysis import ANALYSES
from cntext.lexicon import Lexicon
from cntext.measure import load_analysis
from cntext.measure.stats.node_hits import span_finder
from cntext.measure.stats.places import text_places, word_places
from cntext.measure.stats.sparkline import binned, sparkline
from cntext.stopwords import StopWords
from cntext.text.characters import HAN, is_word

LISTS = {"stopwords": StopWords(), "lexicon": Lexicon([])}


def dispersion(corpus, **options):
    load_analysis("dispersion")
    return ANALYSES["dispersion"].run(corpus, **options)


def test_terms_are_counted_on_the_text_and_parts_sized_in_characters(make):
    # Parts of 4 and 6 characters; 产教 once and twice: expected 0.4 and 0.6 of three.
    table = dispersion(make("产教融合", "产教和产教，好"), terms=("产教", "无"), **LISTS)
    row, absent = table.records()
    assert (row["freq"], row["range"], row["range_pct"]) == (3, 2, 100)
    assert row["dp"] == pytest.approx(abs(1 / 3 - 0.4))
    assert row["dp_norm"] == pytest.approx((0.4 - 1 / 3) / 0.6)
    assert row["per_million"] == pytest.approx(300_000)
    assert (absent["freq"], absent["d"], absent["arf"]) == (0, None, None)
    assert [w.code for w in table.warnings] == ["few-parts", "few-events", "not-found"]


def test_all_words_have_parts_sized_in_words(make):
    table = dispersion(make("甲 乙 甲 。", "甲"), min_freq=1, **LISTS)
    found = {row["term"]: row for row in table.records()}
    assert list(found) == ["甲", "乙"]
    assert found["甲"]["dp"] == pytest.approx(abs(2 / 3 - 3 / 4))
    assert found["乙"]["range"] == 1


def test_parts_may_be_groups_and_empty_ones_do_not_count(make):
    corpus = make("甲 甲", "甲", "", source=("a", "a", "b"))
    (row,) = dispersion(corpus, by="source", min_freq=1, **LISTS).records()
    assert (row["range"], row["range_pct"], row["dp"]) == (1, 100, 0)
    assert row["d"] is None  # one part
    assert "empty parts left out: 1" in dispersion(corpus, by="source", **LISTS).notes[1].en


@pytest.mark.parametrize("sort", ["d", "dp", "arf"])
def test_the_most_even_stands_first(make, sort):
    corpus = make("甲 乙 丙", "甲 乙 丙", "甲 丙 丙", "甲 丁 丁")
    terms = [row["term"] for row in dispersion(corpus, sort=sort, min_freq=1, **LISTS).records()]
    assert terms[0] == "甲"


def test_positions_lead_back_to_the_text(make):
    corpus = make("深化产教融合", "1 产教融合")
    table = dispersion(corpus, terms=("产教",), view="positions", **LISTS)
    rows = list(table.records())
    assert [(r["document"], r["start"], r["position"]) for r in rows] == [
        ("d0", 2, 3),
        ("d1", 2, 7),
    ]
    assert rows[1]["position_pct"] == pytest.approx(60)


documents = st.lists(st.text("产教1， 双", max_size=12), min_size=1, max_size=4)


@given(documents=documents)
def test_places_equal_a_slow_search(make, documents):
    corpus = make(*documents)
    texts = [d.text for d in corpus.documents]
    places = text_places(
        corpus, span_finder(("产教", "双"), Lexicon([]), concepts=False), ("产教", "双")
    )
    for t, term in enumerate(places.terms):
        low, high = places.bounds[t], places.bounds[t + 1]
        expected = []
        for d, text in enumerate(texts):
            start = text.find(term)
            while start >= 0:
                before = "".join(texts[:d]) + text[:start]
                expected.append((len(HAN.findall(before)), d, start))
                start = text.find(term, start + len(term))
        columns = (places.positions, places.documents, places.offsets)
        got = list(zip(*(c[low:high].tolist() for c in columns), strict=True))
        assert got == expected


@given(documents=st.lists(st.lists(st.sampled_from(["甲", "乙", "。"]), max_size=8), min_size=1))
def test_places_of_words_count_words_alone(make, documents):
    places = word_places(make(*(" ".join(d) for d in documents)))
    running = [w for d in documents for w in d if is_word(w)]
    assert places.size == len(running)
    for t, term in enumerate(places.terms):
        at = places.positions[places.bounds[t] : places.bounds[t + 1]].tolist()
        assert at == [i for i, word in enumerate(running) if word == term]


def test_bars_show_the_highest_full_and_nothing_as_a_dot():
    assert sparkline([0, 1, None, 4, 8]) == "·▁ ▄█"
    assert sparkline([]) == ""
    assert binned(np.array([0, 4, 5, 9]), 10, 2) == [2, 2]
