"""Strings, words, concepts and patterns on the text; positions around them."""

from hypothesis import given
from hypothesis import strategies as st

from cntext.lexicon import Concept
from cntext.query.context import Context, DocumentTokens, around, borders, position, touched
from cntext.query.hits import hits_of
from cntext.query.text_search import (
    find_concept,
    find_each,
    find_pattern,
    find_string,
    find_words,
)
from cntext.text.regex_spans import RegexSpans


def cut(make, hits):
    return [make.documents[d].text[start:end] for d, start, end in hits]


def test_a_string_is_found_inside_words_and_across_them(make):
    corpus = make("改革开放 是 产教 融合", "开放 大学")
    assert list(find_string(corpus, "开放")) == [(0, 2, 4), (1, 0, 2)]
    assert list(find_string(corpus, "放 是")) == [(0, 3, 6)]
    assert list(find_string(corpus, "没有")) == []


@given(
    st.lists(st.text("开放改。", max_size=12), min_size=1, max_size=4),
    st.text("开放", min_size=1, max_size=2),
)
def test_a_string_is_counted_as_python_counts(make, texts, wanted):
    corpus = make(*texts)
    assert [sum(d == i for d, _, _ in find_string(corpus, wanted)) for i in range(len(texts))] == [
        text.count(wanted) for text in texts
    ]
    assert [len(found) for found in find_each(corpus, [wanted])] == [
        text.count(wanted) for text in texts
    ]


@given(
    st.lists(st.text("开放改。 ", max_size=12), min_size=1, max_size=4),
    st.text("开放 ", min_size=1, max_size=2),
)
def test_tokens_of_one_place_are_those_of_many(make, texts, wanted):
    corpus = make(*texts)
    hits = find_string(corpus, wanted)
    at = touched(corpus, hits)
    many = list(zip(at.first.tolist(), at.last.tolist(), strict=True))
    bounds = corpus.bounds.tolist()
    alone = [(bounds[d], DocumentTokens(corpus, d).touching(*place)) for d, *place in hits]
    assert [(low + first, low + last) for low, (first, last) in alone] == many


def test_words_begin_and_end_where_tokens_do(make):
    corpus = make("改革开放 开放 对外 开放 ， 开放式")
    assert list(find_words(corpus, "开放")) == [(0, 5, 7), (0, 11, 13)]
    assert list(find_words(corpus, "对外 开放")) == [(0, 8, 13)]


@given(
    st.lists(
        st.lists(st.sampled_from(["开", "放", "开放", "。"]), max_size=8), min_size=1, max_size=3
    )
)
def test_words_are_what_a_look_at_every_token_finds(make, documents):
    corpus = make(*map(" ".join, documents))
    expected = [
        (d, int(corpus.starts[t]), int(corpus.starts[t]) + 2)
        for d in range(len(corpus))
        for t in range(int(corpus.bounds[d]), int(corpus.bounds[d + 1]))
        if corpus.vocabulary[corpus.tokens[t]] == "开放"
    ]
    assert list(find_words(corpus, "开放")) == expected


def test_a_concept_is_found_in_its_longest_form_and_not_inside_its_guards(make):
    corpus = make("双高计划 和 双高 不是 双高人群")
    concept = Concept("双高计划", "x", ("双高计划", "双高"), guards=("双高人群",))
    assert cut(corpus, find_concept(corpus, concept)) == ["双高计划", "双高"]


def test_a_pattern_is_found_line_by_line(make):
    corpus = make("第一 条\n第 二\n条")
    assert cut(corpus, find_pattern(corpus, RegexSpans("第.*条"))) == ["第一 条"]


def test_what_a_place_touches_and_what_stands_beside_it(make):
    corpus = make("全面 深化 改革开放 事业", "开放", "")
    hits = find_string(corpus, "开放")
    at = touched(corpus, hits)
    assert at.first.tolist() == [2, 4]
    assert at.last.tolist() == [3, 5]
    assert position(corpus, hits, at, -1) == ["改革", ""]  # the rest of the token it ends
    assert position(corpus, hits, at, -2) == ["深化", ""]
    assert position(corpus, hits, at, 1) == ["事业", ""]
    assert position(corpus, hits, at, 2) == ["", ""]


@given(st.lists(st.sampled_from(["一", "二三", "四五六", "。"]), min_size=1, max_size=8), st.data())
def test_positions_are_what_walking_along_the_tokens_gives(make, words, data):
    corpus = make(" ".join(words))
    text = corpus.documents[0].text
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    hits = hits_of([[(start, end)]])
    spans = [
        (int(s), int(s) + len(corpus.vocabulary[i]))
        for s, i in zip(corpus.starts, corpus.tokens, strict=True)
    ]
    right = [text[max(a, end) : b] for a, b in spans if b > end]
    left = [text[a : min(b, start)] for a, b in spans if a < start][::-1]
    at = touched(corpus, hits)
    assert [corpus.vocabulary[i] for i in corpus.tokens[at.first[0] : at.last[0]]] == [
        text[a:b] for a, b in spans if a < end and b > start
    ]
    for n in (1, 2, 3):
        assert position(corpus, hits, at, n) == [right[n - 1] if n <= len(right) else ""]
        assert position(corpus, hits, at, -n) == [left[n - 1] if n <= len(left) else ""]


def test_the_context_is_characters_tokens_a_sentence_or_a_paragraph(make):
    corpus = make("第一 句 。 深化 改革开放 事业 ！\n下 一 段")
    text = corpus.documents[0].text
    hits = find_string(corpus, "开放")
    tokens, place = DocumentTokens(corpus, 0), hits[0][1:]

    def shown(context, window=0):
        begin, end = around(text, place, tokens, tokens.touching(*place), context, window)
        return text[begin:end]

    assert shown(Context.CHAR, 2) == "改革开放 事"
    assert shown(Context.WORD, 1) == "深化 改革开放 事业"
    assert shown(Context.WORD, 0) == "改革开放"
    assert shown(Context.SENTENCE) == "深化 改革开放 事业 ！"
    assert shown(Context.PARAGRAPH) == "第一 句 。 深化 改革开放 事业 ！"
    assert shown(Context.CHAR, 99) == text


def test_borders_of_tokens_are_marked_where_they_are_not_those_of_the_node():
    assert borders(2, "开放", 0, ["改革开放"]) == [-2]
    assert borders(0, "产教融合", 0, ["产教", "融合"]) == [2]
    assert borders(5, "开放", 5, ["开放"]) == []
    assert borders(2, "革开", 1, ["改革", "开放"]) == [-1, 1, 3]


@given(st.lists(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=3), max_size=4))
def test_places_keep_their_documents_and_their_order(found):
    triples = [(d, start, end) for d, each in enumerate(found) for start, end in each]
    assert list(hits_of(found)) == triples
