"""Counts by document: against Counter, added up by group, and merged from parts."""

from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from cntext.lexicon import Concept, Lexicon
from cntext.measure.stats.document_counts import characters_of, found_in, words_of
from cntext.measure.stats.finders import concept_finder, phrase_finder, term_finder
from cntext.text.characters import HAN, is_word

DUAL = Lexicon(
    [
        Concept("双高计划", "x", ("双高计划", "双高", "双高建设计划"), guards=("双高人群",)),
        Concept("产教融合", "x", ("产教融合",)),
    ]
)
words = st.lists(st.sampled_from(["甲", "乙", "丙丁", "，", "2019"]), max_size=12)
corpora = st.lists(words, min_size=1, max_size=6)


def slow(documents, keep):
    return [Counter(w for w in d if keep(w)) for d in documents]


def rows(counts):
    table = counts.dense()
    return [{t: n for t, n in zip(counts.terms, row, strict=True) if n} for row in table.tolist()]


@given(documents=corpora)
def test_counts_equal_a_slow_reference(make, documents):
    corpus = make(*(" ".join(d) for d in documents))
    assert rows(words_of(corpus)) == slow(documents, is_word)
    characters = characters_of(corpus)
    assert rows(characters) == slow(["".join(d) for d in documents], HAN.match)
    assert characters.base.tolist() == [
        sum(c.values()) for c in slow(["".join(d) for d in documents], HAN.match)
    ]
    assert words_of(corpus).base.tolist() == [sum(map(is_word, d)) for d in documents]


@given(documents=corpora, cut=st.integers(0, 6))
def test_parts_merge_to_the_whole(make, documents, cut):
    texts = [" ".join(d) for d in documents]
    whole = words_of(make(*texts), ["document", "source"])
    halves = make(*texts[:cut]), make(*texts[cut:])
    parts = [words_of(half, ["document", "source"]) for half in halves]
    merged = parts[0].merged(parts[1:])
    assert merged.terms == whole.terms
    assert (merged.dense() == whole.dense()).all()
    assert merged.base.tolist() == whole.base.tolist()
    # The documents of both halves are numbered from 0 here.
    names = [f"d{i}" for half in halves for i in range(len(half))]
    assert merged.facts == {"document": tuple(names), "source": ("",) * len(texts)}


@given(documents=corpora, data=st.data())
def test_groups_are_sums_of_documents(make, documents, data):
    counts = words_of(make(*(" ".join(d) for d in documents)))
    group = np.array([data.draw(st.integers(-1, 2)) for _ in documents])
    freq, spread = counts.by(group, 3)
    table = counts.dense()
    for g in range(3):
        assert freq[g].tolist() == table[group == g].sum(axis=0).tolist()
        assert spread[g].tolist() == (table[group == g] > 0).sum(axis=0).tolist()


def test_taken_terms_come_in_the_order_asked_for(make):
    counts = words_of(make("甲 乙 甲", "丙丁"))
    taken = counts.take([counts.terms.index("乙"), counts.terms.index("甲")])
    assert taken.terms == ("乙", "甲")
    assert taken.dense().tolist() == [[1, 2], [0, 0]]
    assert taken.base.tolist() == counts.base.tolist()


def test_each_term_is_counted_as_if_it_were_asked_for_alone(make):
    corpus = make("双高建设计划和双高计划，双高人群不算。产教融合")
    find = term_finder(("双高", "双高计划", "融合"), DUAL, concepts=False)
    assert rows(found_in(corpus, find)) == [{"双高": 3, "双高计划": 1, "融合": 1}]
    # As a concept: the longest form at each place, and the look-alike is none.
    find = term_finder(("双高", "融合"), DUAL, concepts=True)
    assert rows(found_in(corpus, find)) == [{"双高": 2, "融合": 1}]
    assert rows(found_in(corpus, concept_finder(DUAL))) == [{"双高计划": 2, "产教融合": 1}]


@given(text=st.text("产教融合双高", max_size=40))
def test_phrases_are_counted_as_strings_are(make, text):
    phrases = ["产", "产教", "教融合", "双高", "双高双", "合合"]
    (found,) = rows(found_in(make(text), phrase_finder(phrases)))
    assert found == {p: text.count(p) for p in phrases if p in text}


def test_phrases_are_found_in_longer_ones_and_absent_ones_listed(make):
    corpus = make("深化产教融合和产教融合")
    counts = found_in(corpus, phrase_finder(["产教融合", "深化产教融合", "双高"]), ("双高",))
    assert counts.terms == ("产教融合", "双高", "深化产教融合")
    assert counts.dense().tolist() == [[2, 0, 1]]
