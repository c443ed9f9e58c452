"""What the compiled core does with stored bytes is what Python does, more slowly."""

import zlib

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cntext.compiled import library_or_none
from cntext.corpus import Corpus
from cntext.query.text_search import find_string
from cntext.store import documents, sealing
from cntext.store.columns import seal
from cntext.store.index import Index
from cntext.store.part import open_part, write_part

from .conftest import cut, data_of, words

pytestmark = pytest.mark.skipif(library_or_none() is None, reason="the core was not compiled")
quick = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)


@given(st.binary(max_size=200))
def test_a_seal_is_the_crc_of_zlib_and_the_sum_of_the_words(data):
    padded = data + bytes(-len(data) % 8)
    total = sum(int.from_bytes(padded[i : i + 8], "little") for i in range(0, len(padded), 8))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sealing, "_LARGE", 1)
        ours = seal(data)
    assert ours == seal(data) == (zlib.crc32(data), total % 2**64)


@quick
@given(
    texts=st.lists(words, min_size=1, max_size=5),
    wanted=words.filter(bool),
    stretch=st.integers(0, 30),
    at_once=st.sampled_from([1, 2, documents._AT_ONCE]),
)
def test_a_string_is_found_in_stored_bytes_where_it_is_in_the_text(
    tmp_path, texts, wanted, stretch, at_once
):
    write_part(tmp_path / "p.part", data_of(*texts))
    stored = open_part(tmp_path / "p.part").documents
    places = [(d, at) for d, text in enumerate(texts) for at in _obvious(text, wanted)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(documents, "_STRETCH", stretch)
        patch.setattr(documents, "_AT_ONCE", at_once)
        found = [zip(*each, strict=True) for each in stored.search(wanted)]
    assert [place for each in found for place in each] == places
    hits = find_string(Corpus(stored, (), *(np.empty(0, np.int32),) * 2, np.zeros(1)), wanted)
    assert list(hits) == [(d, at, at + len(wanted)) for d, at in places]


def _obvious(text, wanted):
    at = 0
    while at + len(wanted) <= len(text):
        if text[at : at + len(wanted)] == wanted:
            yield at
            at += len(wanted)
        else:
            at += 1


def test_a_stored_corpus_is_the_one_that_was_stored(tmp_path):
    texts = ["产教融合 产教", "", "中国。产教"]
    corpus = cut(texts)
    write_part(tmp_path / "p.part", data_of(*texts))
    found = open_part(tmp_path / "p.part").corpus("words")
    assert "tokens" not in vars(found)  # nothing is read before it is asked for
    assert found.summary() == corpus.summary()
    assert "tokens" not in vars(found)
    for name in ("tokens", "starts", "bounds", "tags"):
        assert np.array_equal(getattr(found, name), getattr(corpus, name)), name
    for ours, theirs in zip(found.type_counts(), corpus.type_counts(), strict=True):
        assert np.array_equal(ours, theirs)
    again = found.of_documents(corpus.documents)
    assert again.documents is corpus.documents
    assert again.vocabulary == corpus.vocabulary


def test_an_index_says_how_big_it_is_as_a_corpus_does(tmp_path):
    texts = ["产教融合 产教", "中国。产教", "一 二 中国", "，。"]
    index = Index.create(tmp_path / "a.cnx", [data_of(*texts[:1]), data_of(*texts[1:3])], {})
    assert index.manifest.sums == {"words": cut(texts[:3]).summary().record()}
    index = index.append([data_of(texts[3])])
    assert index.manifest.sums == {"words": cut(texts).summary().record()}
    assert Index.open(tmp_path / "a.cnx").manifest.sums == index.manifest.sums


@pytest.mark.parametrize("room", [1, 2, 3])
def test_more_places_than_there_is_room_for_are_found_by_and_by(tmp_path, monkeypatch, room):
    write_part(tmp_path / "p.part", data_of("产教产教，产教", "教", "产教"))
    monkeypatch.setattr(documents, "_AT_ONCE", room)
    found = [
        zip(*each, strict=True) for each in open_part(tmp_path / "p.part").documents.search("产教")
    ]
    assert [place for each in found for place in each] == [(0, 0), (0, 2), (0, 5), (2, 0)]


def test_where_the_core_is_not_there_or_nothing_is_asked_it_says_so(tmp_path, monkeypatch):
    write_part(tmp_path / "p.part", data_of("产教 融合"))
    stored = open_part(tmp_path / "p.part").documents
    assert stored.search("") is None
    monkeypatch.setattr("cntext.store.documents.library_or_none", lambda: None)
    assert stored.search("产教") is None


def test_a_field_that_no_document_has_is_empty_in_each(tmp_path):
    write_part(tmp_path / "p.part", data_of("产教 融合", "中国"))
    assert open_part(tmp_path / "p.part").documents.values("genre") == ["", ""]
