"""Patterns of tokens, against a slow and obvious reference."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cntext.corpus import Corpus, corpus_of
from cntext.lazy import np
from cntext.lexicon import Concept, Lexicon
from cntext.model import Document
from cntext.query import token_search
from cntext.query.cql import parse
from cntext.query.token_search import find_tokens
from cntext.query.tree import All, Either, Leaf, Not, One, Repeat, Some, Then, Within
from cntext.text.sentences import paragraph_spans, sentence_spans

LEXICON = Lexicon([Concept("甲", "x", ("甲", "乙"))])


def tagged(*texts: str) -> Corpus:
    """Return a corpus of texts such as "深化/v 改革/n"; tokens stand beside one another."""
    documents, cut, tags = [], [], []
    for i, text in enumerate(texts):
        pairs, plain = [], ""
        for piece in text.split(" "):
            if piece == "¶":
                plain += "\n"
            elif piece:
                name, _, tag = piece.partition("/")
                pairs.append((name, len(plain)))
                tags.append(tag)
                plain += name
        documents.append(Document(id=f"d{i}", text=plain))
        cut.append(pairs)
    plain_corpus = corpus_of(documents, cut)
    tagset = tuple(dict.fromkeys(tags))
    return Corpus(
        plain_corpus.documents,
        plain_corpus.vocabulary,
        plain_corpus.tokens,
        plain_corpus.starts,
        plain_corpus.bounds,
        np.array([tagset.index(tag) for tag in tags], np.int16),
        tagset,
    )


def texts(corpus: Corpus, query: str) -> list[str]:
    return [
        corpus.documents[d].text[start:end]
        for d, start, end in find_tokens(corpus, parse(query), LEXICON)
    ]


CORPUS = tagged(
    "深化/v 产教/n 融合/vn 。/x 深化/v 教育/vn 领域/n 改革/vn",
    "改革/vn ，/x 深化/v 。/x 改革/vn",
)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ('"深化"', ["深化", "深化", "深化"]),
        ('[word="深化"] []{0,2} [pos="n.*"]', ["深化产教", "深化教育领域"]),
        ('"深化" []{0,3} "改革"', ["深化教育领域改革", "深化。改革"]),
        ('"深化" []{0,3} "改革" within s', ["深化教育领域改革"]),
        ('[word=".化" & pos="v"]', ["深化", "深化", "深化"]),
        ('[word!="深化" & pos="v"]', []),
        ('"产教" | "领域" "改革"', ["产教", "领域改革"]),
        ('[pos="vn"]+', ["融合", "教育", "改革", "改革", "改革"]),
        ('([pos="v"] | [pos="n"])+', ["深化产教", "深化", "领域", "深化"]),
        ('[]* "融合"', ["深化产教融合"]),
        ('"融合" []*', ["融合。深化教育领域改革"]),
        ('"没有"', []),
    ],
)
def test_worked_examples(query, found):
    assert texts(CORPUS, query) == found


def test_concepts_are_found_in_all_their_forms():
    assert texts(tagged("甲/x 丙/x 乙/x"), '[concept="甲"]') == ["甲", "乙"]


def test_paragraphs_bound_a_match_where_the_query_says_so():
    corpus = tagged("甲/x ¶ 乙/x 丙/x")
    assert texts(corpus, '"甲" []{0,2} "丙"') == ["甲\n乙丙"]
    assert texts(corpus, '"甲" []{0,2} "丙" within p') == []


# --- the reference: every start, every end, every way -----------------------------------


def fits(condition, word, tag):
    match condition:
        case Leaf(attribute, pattern):
            if attribute.value == "concept":
                return word in ("甲", "乙")
            return re.fullmatch(pattern, word if attribute.value == "word" else tag) is not None
        case Not(part):
            return not fits(part, word, tag)
        case All(parts):
            return all(fits(part, word, tag) for part in parts)
        case Some(parts):
            return any(fits(part, word, tag) for part in parts)


def ends(node, tokens, at, limit):
    match node:
        case One(condition):
            return {at + 1} if at < limit and fits(condition, *tokens[at]) else set()
        case Then(parts):
            reached = {at}
            for part in parts:
                reached = {end for place in reached for end in ends(part, tokens, place, limit)}
            return reached
        case Either(parts):
            return {end for part in parts for end in ends(part, tokens, at, limit)}
        case Repeat(part, least, most):
            reached, every, times = {at}, ({at} if least == 0 else set()), 0
            while reached and times < (limit + 1 if most is None else most):
                times += 1
                reached = {end for place in reached for end in ends(part, tokens, place, limit)}
                if times >= least:
                    every |= reached
            return every


def slow(corpus: Corpus, written: str):
    query = parse(written)
    found = []
    for d, document in enumerate(corpus.documents):
        low, high = int(corpus.bounds[d]), int(corpus.bounds[d + 1])
        starts = corpus.starts[low:high].tolist()
        names = corpus.words(d)
        tokens = [(w, corpus.tagset[t]) for w, t in zip(names, corpus.tags[low:high], strict=True)]
        spans = {
            Within.DOCUMENT: lambda text: [(0, len(text))],
            Within.SENTENCE: sentence_spans,
            Within.PARAGRAPH: paragraph_spans,
        }[query.within](document.text)
        at = 0
        while at < len(tokens):
            begin = max(b for b, _ in spans if b <= starts[at])
            close = [b for b, _ in spans if b > begin]
            limit = sum(s < close[0] for s in starts) if close else len(tokens)
            reached = ends(query.pattern, tokens, at, limit)
            if reached:
                last = max(reached) - 1
                found.append((d, starts[at], starts[last] + len(names[last])))
                at = last + 1
            else:
                at += 1
    return found


CONDITIONS = st.sampled_from(
    ['"甲"', '"乙"', "[]", '[pos="n"]', '[word="甲|丙" & pos!="n"]', '[!(word="。")]', '[concept="甲"]']
)  # fmt: skip


def grown(inner):
    return st.one_of(
        st.tuples(inner, inner).map(" ".join),
        st.tuples(inner, inner).map(lambda two: f"({two[0]} | {two[1]})"),
        st.tuples(inner, st.sampled_from(["+", "?", "*", "{2}", "{0,2}", "{1,3}"])).map(
            lambda two: f"({two[0]}){two[1]}"
        ),
    )


TOKENS = st.lists(
    st.tuples(st.sampled_from("甲乙丙。"), st.sampled_from(["n", "v"])).map("/".join)
    | st.just("¶"),
    max_size=12,
).map(" ".join)


@given(
    st.lists(TOKENS, min_size=1, max_size=3),
    st.recursive(CONDITIONS, grown, max_leaves=5),
    st.sampled_from(["", " within s", " within p"]),
)
def test_it_finds_what_the_slow_way_finds(documents, pattern, within):
    corpus = tagged(*documents)
    query = f'({pattern}) "甲"?{within}' if "甲" in pattern else f'"乙" ({pattern}){within}'
    try:
        parse(query)
    except Exception:
        return
    assert list(find_tokens(corpus, parse(query), LEXICON)) == slow(corpus, query)


def test_a_match_has_no_more_tokens_than_it_may(monkeypatch):
    monkeypatch.setattr(token_search, "MOST_TOKENS", 5)
    corpus = tagged("甲/n " + "乙/n " * 20 + "丙/n")
    assert texts(corpus, '"甲" []*') == ["甲乙乙乙乙"]
    assert texts(corpus, '"甲" []* "丙"') == []
