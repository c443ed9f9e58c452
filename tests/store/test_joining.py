"""Corpora put together, and documents taken out, are as if cut in one go."""

from dataclasses import replace
from hashlib import sha256

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cntext.segment.build import build_corpus
from cntext.store.joining import JoinedDocuments, concatenated, stretch, take, values
from cntext.store.layers import Layer
from cntext.store.part import PartData, open_part, write_part
from cntext.text.characters import count_han

from .conftest import cut, same

texts = st.lists(st.text("产教融合 \n，", max_size=8), max_size=8)


def tagged(corpus):
    """Give every token the tag of its first character, numbered as they come."""
    tagset = {}
    words = [corpus.vocabulary[token] for token in corpus.tokens.tolist()]
    tags = [tagset.setdefault(word[0], len(tagset)) for word in words]
    return replace(corpus, tags=np.array(tags, np.int16), tagset=tuple(tagset))


@given(texts, st.lists(st.integers(0, 8), max_size=3))
def test_corpora_put_together_are_a_corpus_cut_in_one_go(kept, borders):
    whole = tagged(cut(kept))
    ends = sorted(min(b, len(kept)) for b in borders)
    groups = [whole.documents[a:b] for a, b in zip([0, *ends], [*ends, len(kept)], strict=True)]
    assert same(concatenated([tagged(cut(group)) for group in groups]), whole)


@given(texts, st.data())
def test_documents_taken_out_are_a_corpus_cut_from_them_alone(kept, data):
    whole = tagged(cut(kept))
    mask = data.draw(st.lists(st.booleans(), min_size=len(kept), max_size=len(kept)))
    chosen = [d for d, yes in zip(whole.documents, mask, strict=True) if yes]
    assert same(take(whole, np.array(mask, bool)), tagged(cut(chosen)))


@given(texts, st.randoms(use_true_random=False))
def test_documents_in_another_order_are_a_corpus_cut_in_that_order(kept, chance):
    whole = tagged(cut(kept))
    order = list(range(len(kept)))
    chance.shuffle(order)
    expected = tagged(cut([whole.documents[i] for i in order]))
    assert same(take(whole, np.array(order, int)), expected)


@given(texts, st.data())
def test_a_stretch_is_what_stands_there_with_all_types(kept, data):
    whole = tagged(cut(kept))
    low = data.draw(st.integers(0, len(kept)))
    high = data.draw(st.integers(low, len(kept)))
    found = stretch(whole, low, high)
    first, last = whole.bounds[low], whole.bounds[high]
    assert list(found.documents) == list(whole.documents[low:high])
    assert [found.documents.text(d) for d in range(len(found))] == kept[low:high]
    assert found.vocabulary == whole.vocabulary
    for name in ("tokens", "starts", "tags"):
        assert getattr(found, name).tolist() == getattr(whole, name)[first:last].tolist()
        assert found.view(name).tolist() == getattr(whole, name)[first:last].tolist()
    assert found.bounds.tolist() == (whole.bounds[low : high + 1] - first).tolist()
    words = [set(whole.words(d)) for d in range(low, high)]
    spread = [sum(word in each for each in words) for word in whole.vocabulary]
    assert found.type_counts()[1].tolist() == spread
    assert found.anew().word_flags() == whole.word_flags()


def test_nothing_put_together_is_nothing():
    empty = concatenated([])
    assert (len(empty), empty.bounds.tolist(), empty.vocabulary) == (0, [0], ())


def test_real_text_in_parts_on_disk_is_as_if_cut_in_one_go(tmp_path, real):
    kept, segmenter = real.documents, real.segmenter()
    whole = build_corpus(kept, segmenter, lexicon=real.lexicon)
    corpora = []
    for number, first in enumerate(range(0, len(kept), 7)):
        group = kept[first : first + 7]
        corpus = build_corpus(group, segmenter, lexicon=real.lexicon)
        path = tmp_path / f"{number}.part"
        write_part(path, PartData(group, {"units": Layer.of(corpus)}))
        corpora.append(open_part(path).corpus("units"))
    joined = concatenated(corpora)
    assert same(joined, whole)
    assert joined.summary() == whole.summary()
    mask = np.arange(len(kept)) % 3 == 1
    chosen = [d for d, yes in zip(kept, mask, strict=True) if yes]
    part = take(joined, mask)
    assert same(part, build_corpus(chosen, segmenter, lexicon=real.lexicon))
    for name in ("document", "year", "source", "genre"):
        assert values(part.documents, name) == [d.field(name) for d in chosen]
        assert values(joined.documents, name) == values(kept, name)
    assert joined.documents.characters.tolist() == [len(d.text) for d in kept]
    assert part.documents.han.tolist() == [count_han(d.text) for d in chosen]
    assert part.documents.sha256[0].tobytes() == sha256(chosen[0].text.encode()).digest()


def test_joined_documents_are_a_sequence():
    a, b = cut(["一", "二"]).documents, cut(["三"]).documents
    joined = JoinedDocuments([a, [], b])
    assert [d.text for d in joined] == ["一", "二", "三"]
    assert (joined[-1].text, [d.text for d in joined[1:]], len(joined)) == ("三", ["二", "三"], 3)
    assert not hasattr(joined, "han")  # these documents lie in memory and have no columns
    assert not hasattr(JoinedDocuments([]), "han")
    for index in (3, -4):
        with pytest.raises(IndexError):
            joined[index]


def test_documents_on_disk_and_in_memory_have_one_column_of_hashes(tmp_path):
    """Of those in memory it is bytes, as the look at each text left them."""
    stored, made = cut(["一", "二"]), cut(["三"])
    write_part(tmp_path / "a.part", PartData(stored.documents))

    class Made(tuple):
        han = (1,)
        sha256 = memoryview(sha256("三".encode()).digest())

    joined = JoinedDocuments([open_part(tmp_path / "a.part").documents, Made(made.documents)])
    assert joined.han.tolist() == [1, 1, 1]
    assert [row.tobytes() for row in joined.sha256] == [
        sha256(text.encode()).digest() for text in "一二三"
    ]
