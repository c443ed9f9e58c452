"""Units on columns are those that `merged` makes, text by text."""

from array import array

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cntext.lexicon import Concept, Lexicon, load_lexicon
from cntext.segment import units
from cntext.segment.columns import Columns, cut_by_words
from cntext.segment.merging import merged
from cntext.segment.units import with_units


def columns_of(texts):
    """Return columns of texts given as lists of words."""
    cuts = {"".join(words): words for words in texts}
    return cut_by_words(
        lambda text: cuts.get(text, [text]), list(map("".join, texts)), lambda _: None
    )


def the_slow_way(columns, texts, lexicon):
    """Merge each text's pieces one after the other and number the words as they come."""
    ids, tokens, starts, bounds = {}, [], [], [0]
    for number, text in enumerate(texts):
        own = slice(*columns.bounds[number : number + 2])
        words = [columns.vocabulary[token] for token in columns.tokens[own]]
        pieces = [(word, at, "") for word, at in zip(words, columns.starts[own], strict=True)]
        for word, at, _ in merged(pieces, text, lexicon):
            tokens.append(ids.setdefault(word, len(ids)))
            starts.append(at)
        bounds.append(len(tokens))
    return Columns(tuple(ids), array("i", tokens), array("i", starts), array("q", bounds))


WORDS = st.lists(st.text("甲乙丙", min_size=1, max_size=4) | st.just(" "), max_size=12)
PHRASES = st.sets(st.text("甲乙丙", min_size=2, max_size=5), max_size=6)


@settings(max_examples=400)
@given(st.lists(WORDS, max_size=4, unique_by="".join), PHRASES, PHRASES)
def test_units_are_those_of_the_slow_way(same, texts, phrases, guards):
    lexicon = Lexicon(
        Concept(p, "test", (p,), guards=tuple(sorted(guards))) for p in sorted(phrases)
    )
    columns, whole = columns_of(texts), list(map("".join, texts))
    same(with_units(columns, whole, lexicon), the_slow_way(columns, whole, lexicon))


@settings(max_examples=100)
@given(st.lists(WORDS, max_size=4, unique_by="".join), PHRASES)
def test_without_the_core_units_are_the_same(same, texts, phrases):
    lexicon = Lexicon(Concept(p, "test", (p,)) for p in sorted(phrases))
    columns, whole = columns_of(texts), list(map("".join, texts))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(units, "library_or_none", lambda: None)
        same(with_units(columns, whole, lexicon), the_slow_way(columns, whole, lexicon))


def test_units_of_real_texts_are_those_of_the_slow_way(same, shared_texts, native):
    lexicon = load_lexicon()
    columns = native.columns(shared_texts, lambda _: None)
    found = with_units(columns, shared_texts, lexicon)
    same(found, the_slow_way(columns, shared_texts, lexicon))
    assert len(found.tokens) < len(columns.tokens)


def test_a_word_that_phrases_use_up_is_in_the_vocabulary_no_more():
    lexicon = Lexicon([Concept("产教融合", "test", ("产教融合",))])
    columns = columns_of([["深化", "产教", "融合"], ["融合"]])
    found = with_units(columns, ["深化产教融合", "融合"], lexicon)
    assert found.vocabulary == ("深化", "产教融合", "融合")
    assert (found.tokens.tolist(), found.starts.tolist()) == ([0, 1, 2], [0, 2, 0])
    assert found.bounds.tolist() == [0, 2, 3]
