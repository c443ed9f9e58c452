"""The columns say where every token stands."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cntext.lexicon import Concept, Lexicon, load_lexicon
from cntext.model import Document
from cntext.segment.build import build_corpus

LEXICON = Lexicon(Concept(p, "test", (p,)) for p in ("产教融合", "校企合作", "双高"))
TEXTS = st.lists(st.text("深化产教融合校企合作双高AI 1。\n\u3000\x1c\u2028"), max_size=5)


def build(segmenter, texts, **options):
    return build_corpus(
        [Document(str(i), text) for i, text in enumerate(texts)], segmenter, **options
    )


def check_places(corpus):
    tokens, starts = corpus.tokens.tolist(), corpus.starts.tolist()
    bounds = corpus.bounds.tolist()
    assert bounds[0] == 0
    assert bounds[-1] == len(tokens) == len(starts)
    for document, first, last in zip(corpus.documents, bounds, bounds[1:], strict=False):
        words = [corpus.vocabulary[token] for token in tokens[first:last]]
        for word, start in zip(words, starts[first:last], strict=True):
            assert document.text[start : start + len(word)] == word
        assert "".join("".join(words).split()) == "".join(document.text.split())
        assert starts[first:last] == sorted(starts[first:last])


@pytest.mark.parametrize("lexicon", [None, LEXICON], ids=["plain", "merged"])
@pytest.mark.parametrize("pos", [False, True])
@given(texts=TEXTS)
def test_every_token_stands_where_the_columns_say(segmenter, lexicon, pos, texts):
    check_places(build(segmenter, texts, lexicon=lexicon, pos=pos))


@given(texts=TEXTS)
def test_tokens_are_those_of_the_whole_text_at_once(segmenter, texts):
    corpus = build(segmenter, texts)
    for i, text in enumerate(texts):
        assert corpus.words(i) == [word for word in segmenter.cut(text) if not word.isspace()]


def test_real_text_keeps_its_places(shared, segmenter):
    text = (shared / "newspaper_page.txt").read_text("utf-8")
    corpus = build(segmenter, [text, ""], lexicon=load_lexicon())
    check_places(corpus)
    # 13 alone and one in the longer 产教融合实训基地: the longest phrase is the unit.
    holding = [word for word in corpus.words(0) if "产教融合" in word]
    assert sorted(set(holding)) == ["产教融合", "产教融合实训基地"]
    assert len(holding) == 14
    assert "产教" not in corpus.vocabulary


def test_columns_have_the_types_that_the_corpus_promises(segmenter):
    for texts in ([], [""], ["产教融合。"]):
        corpus = build(segmenter, texts)
        assert [c.dtype for c in (corpus.tokens, corpus.starts, corpus.bounds, corpus.tags)] == [
            np.int32,
            np.int32,
            np.int64,
            np.int16,
        ]


def test_tags_are_kept_when_asked_for(segmenter):
    corpus = build(segmenter, ["深化产教融合"], pos=True, lexicon=LEXICON)
    assert corpus.words(0) == ["深化", "产教融合"]
    # jieba's tagger takes 深化 for an abbreviation here; it is a verb.
    assert [corpus.tagset[tag] for tag in corpus.tags] == ["j", "nz"]


def test_progress_is_told_the_characters_of_each_line(segmenter):
    seen: list[int] = []
    build(segmenter, ["甲乙。\n丁", "", "丙"], progress=seen.append)
    assert seen == [4, 1, 1]
