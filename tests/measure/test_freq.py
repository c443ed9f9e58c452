"""Frequency: counted by hand, against a slow reference, and on real text."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from cntext.analysis import ANALYSES
from cntext.lexicon import Concept, Lexicon
from cntext.measure import freq as _registers
from cntext.measure.stats.counting import count_characters, count_on_text, count_types
from cntext.measure.stats.totals import total_words
from cntext.stopwords import StopWords
from cntext.text.characters import is_word

assert _registers


def freq(corpus, stopwords, *, unit="word", by="", **given):
    return ANALYSES["freq"].run(
        corpus, stopwords=stopwords, unit=unit, by=by, **{"min_freq": 1, "min_range": 1, **given}
    )


NOTHING = {
    "background": None,
    "function_words": frozenset(),
    "padding": frozenset(),
    "lexicon": None,
}


def test_counts_range_and_rate_are_those_counted_by_hand(make):
    # 8 words, the two full stops not counted: 产教 3 of 8, in 2 documents of 2.
    table = freq(make("产教 融合 ， 产教 好 。", "产教 的 好 2019 。"), StopWords(), **NOTHING)
    assert table.rows == [
        (1, "产教", 3, 2, 375_000.0),
        (2, "好", 2, 2, 250_000.0),
        (3, "2019", 1, 1, 125_000.0),
        (4, "的", 1, 1, 125_000.0),
        (5, "融合", 1, 1, 125_000.0),
    ]
    assert "8 words" in table.notes[0].en


def test_stop_words_leave_the_table_but_not_the_base(make):
    stop = StopWords(frozenset({"的"}), numbers=True)
    table = freq(make("产教 的 2019"), stop, **NOTHING)
    assert table.rows == [(1, "产教", 1, 1, 1e6 / 3)]


def test_ties_break_by_code_point(make):
    table = freq(make("乙 甲 丙"), StopWords(), **NOTHING)
    assert table.values("word") == sorted(["乙", "甲", "丙"])


def test_groups_have_their_own_base_and_ranks(make):
    texts = make("甲 甲 乙", "甲", "丙 丙", source=("日报", "日报", "晚报"))
    table = freq(texts, StopWords(), by="source", **NOTHING)
    assert table.rows == [
        ("日报", 1, "甲", 3, 2, 750_000.0),
        ("日报", 2, "乙", 1, 1, 250_000.0),
        ("晚报", 1, "丙", 2, 1, 1_000_000.0),
    ]
    assert table.group == ("group",)


def test_documents_without_the_field_are_warned_of(make):
    table = freq(make("甲", "乙", source=("日报", "")), StopWords(), by="source", **NOTHING)
    assert [caveat.code for caveat in table.warnings] == ["no-field"]


def test_an_empty_corpus_gives_an_empty_table(make):
    assert freq(make(), StopWords(), **NOTHING).rows == []
    assert freq(make(""), StopWords(), **NOTHING).rows == []


def test_characters_are_counted_alone_with_han_as_base(make):
    table = freq(make("产教 产2019 。"), StopWords(), unit="char", **NOTHING)
    assert table.rows == [(1, "产", 2, 1, 2e6 / 3), (2, "教", 1, 1, 1e6 / 3)]


words = st.lists(st.sampled_from(["甲", "乙", "丙丁", "，", "2019", "a"]), max_size=20)


@given(documents=st.lists(words, min_size=1, max_size=5))
def test_counts_equal_a_slow_reference(make, documents):
    counts = count_types(make(*(" ".join(d) for d in documents)))
    expected = Counter(w for d in documents for w in d if is_word(w))
    spread = Counter(w for d in documents for w in set(d) if is_word(w))
    assert dict(zip(counts.terms, counts.freq[0].tolist(), strict=True)) == expected
    assert dict(zip(counts.terms, counts.range[0].tolist(), strict=True)) == spread
    assert counts.base.tolist() == [expected.total()]


@given(documents=st.lists(words, min_size=1, max_size=5))
def test_the_groups_of_documents_add_up_to_the_whole(make, documents):
    texts = make(*(" ".join(d) for d in documents))
    for count in (count_types, count_characters):
        whole, parts = count(texts), count(texts, "document")
        assert parts.freq.sum(axis=0).tolist() == whole.freq[0].tolist()
        assert parts.range.sum(axis=0).tolist() == whole.range[0].tolist()


@given(st.lists(st.lists(words, min_size=1, max_size=3), min_size=1, max_size=4), st.booleans())
def test_words_of_the_whole_are_the_sum_of_all_documents(make, parts, late):
    every = [total_words(make(*map(" ".join, part))) for part in parts]
    merged = every[0].merged(every[1:])
    if late:  # divided by terms and put together again, as beyond the memory
        runs = [totals.divided(("a", "丙")) for totals in every]
        whole = [run[0].merged(run[1:]) for run in zip(*runs, strict=True)]
        merged = whole[0].merged(whole[1:])
    texts = [document for part in parts for document in part]
    slow = count_types(make(*map(" ".join, texts))).of_group(0)
    assert list(merged.terms) == sorted(slow.terms)
    assert merged == slow


LISTED = Lexicon([
    Concept("产教融合", "t", ("产教融合", "产教结合"), guards=("产教融合路",)),
    Concept("深化产教融合", "t", ("深化产教融合",)),
])  # fmt: skip


def test_listed_phrases_are_counted_inside_longer_ones_and_look_alikes_are_not(make):
    texts = make("深化产教融合和产教融合", "深化改革，产教融合路")
    counts = count_on_text(texts, LISTED)
    assert (counts.terms, counts.freq.tolist()) == (("产教融合", "深化产教融合"), [[2, 1]])
    assert counts.base.tolist() == [20]


def test_concepts_are_counted_with_all_their_forms_by_group(make):
    texts = make("产教融合，产教结合", "深化产教融合", "无", source=("日报", "晚报", "日报"))
    table = freq(texts, StopWords(), lexicon=LISTED, unit="concept", by="source")
    assert table.rows == [
        ("日报", 1, "产教融合", 2, 1, 2e6 / 9),
        ("晚报", 1, "产教融合", 1, 1, 1e6 / 6),
        ("晚报", 2, "深化产教融合", 1, 1, 1e6 / 6),
    ]
