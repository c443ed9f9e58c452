"""A part gives back its documents and its tokens, and counts them right."""

import pickle
from collections import Counter

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cntext.corpus import Corpus
from cntext.model import Document
from cntext.segment.build import build_corpus
from cntext.store.checking import _cut_from, check_layer, check_part
from cntext.store.columns import pack
from cntext.store.document_columns import document_columns
from cntext.store.faults import Damaged
from cntext.store.layers import Layer, layer_columns, layer_sizes
from cntext.store.naming import pack_json
from cntext.store.part import PartData, layer_path, open_part, write_part
from cntext.text.characters import count_han, is_number, is_word

from .conftest import cut, data_of, documents, same

quick = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)


@given(st.lists(documents, max_size=4))
@quick
def test_documents_come_back_as_they_were(tmp_path, kept):
    write_part(tmp_path / "p.part", PartData(kept))
    part = open_part(tmp_path / "p.part")
    stored = part.documents
    assert list(stored) == kept
    assert [list(d.meta) for d in stored] == [list(d.meta) for d in kept]
    for name in ("document", "year", "month", "quarter", "decade", "title", "date", "author", "source", "path",
                 "genre", "", "级别"):  # fmt: skip
        assert stored.values(name) == [d.field(name) for d in kept], name
    assert stored.characters.tolist() == [len(d.text) for d in kept]
    assert stored.han.tolist() == [count_han(d.text) for d in kept]
    assert [stored.text(i) for i in range(len(kept))] == [d.text for d in kept]
    assert stored[1:] == tuple(kept[1:])
    if kept:
        assert stored[-1] == kept[-1]
    with pytest.raises(IndexError):
        stored[len(kept)]


def test_few_files_keep_the_documents_that_were_looked_at(tmp_path, monkeypatch):
    monkeypatch.setattr("cntext.store.documents._FILES", 2)
    parts = []
    for number in range(4):
        write_part(tmp_path / f"{number}.part", data_of("甲", "乙"))
        parts.append(open_part(tmp_path / f"{number}.part").documents)
    first = parts[0][1]
    assert parts[0][1] is first
    for part in parts[1:]:
        assert [document.text for document in part] == ["甲", "乙"]
    assert parts[0][1] is not first
    assert parts[0][1] == first
    assert sum(bool(part._recent) for part in parts) <= 2


def test_a_layer_that_is_removed_is_gone_and_the_part_is_not(tmp_path):
    path = tmp_path / "p.part"
    write_part(path, data_of("中国"))
    part = open_part(path)
    (name,) = part.layers
    words = part.corpus(name)
    assert words.words(0)
    part.remove_layer(name)
    part.remove_layer(name)
    assert words.tokens.tolist()
    assert part.layers == ()
    with pytest.raises(FileNotFoundError):
        part.layer(name)
    assert [document.text for document in open_part(path).documents] == ["中国"]


def test_what_was_written_says_who_it_is(tmp_path):
    written = write_part(tmp_path / "p.part", data_of("中国"))
    assert written == open_part(tmp_path / "p.part").id


def test_the_hash_of_a_text_is_its_sha256(tmp_path):
    import hashlib

    write_part(tmp_path / "p.part", data_of("中国", ""))
    found = open_part(tmp_path / "p.part").documents.sha256
    assert [row.tobytes() for row in found] == [
        hashlib.sha256("中国".encode()).digest(), hashlib.sha256(b"").digest()]  # fmt: skip


@given(st.lists(st.text("产教融合 \n1a，", max_size=9), max_size=4))
@quick
def test_tokens_and_their_counts_come_back_as_they_were(tmp_path, texts):
    corpus = cut(texts)
    data = PartData(corpus.documents, {"words": Layer.of(corpus)}, {"made": ["by", 1, None]})
    write_part(tmp_path / "p.part", data)
    part = open_part(tmp_path / "p.part")
    assert part.record == {"made": ["by", 1, None]}
    assert same(part.corpus("words"), corpus)
    layer = part.layer("words")
    every = [word for d in range(len(texts)) for word in corpus.words(d)]
    spread = [word for d in range(len(texts)) for word in set(corpus.words(d))]
    assert dict(zip(layer.vocabulary, layer.freq.tolist(), strict=True)) == Counter(every)
    assert dict(zip(layer.vocabulary, layer.range.tolist(), strict=True)) == Counter(spread)
    assert layer.type_is_word.tolist() == [is_word(w) for w in corpus.vocabulary]
    assert layer.type_is_number.tolist() == [is_number(w) for w in corpus.vocabulary]
    assert (layer.documents, layer.size, layer.types) == (
        len(texts), len(every), len(corpus.vocabulary))  # fmt: skip
    check_part(part)
    check_layer(part, "words")


def test_real_text_with_parts_of_speech_comes_back_as_it_was(tmp_path, real):
    kept = real.documents[:12]
    corpus = build_corpus(kept, real.segmenter(), lexicon=real.lexicon)
    tags = (corpus.tokens % 3).astype(np.int16)  # jieba's own would take seconds to load
    columns = (corpus.vocabulary, corpus.tokens, corpus.starts, corpus.bounds)
    corpus = Corpus(kept, *columns, tags, ("n", "v", "x"))
    write_part(tmp_path / "p.part", PartData(kept, {"units-pos": Layer.of(corpus)}))
    part = open_part(tmp_path / "p.part")
    assert same(part.corpus("units-pos"), corpus)
    assert part.corpus("units-pos").summary() == corpus.summary()
    check_part(part)
    check_layer(part, "units-pos")


def test_counts_that_the_segmenter_brings_are_taken(tmp_path):
    corpus = cut(["产教产教"])
    layer = Layer.of(corpus)
    counted = Layer(layer.vocabulary, layer.tokens, layer.starts, layer.bounds,
                    freq=np.array([2]), range=np.array([1], np.int32))  # fmt: skip
    write_part(tmp_path / "p.part", PartData(corpus.documents, {"words": counted}))
    found = open_part(tmp_path / "p.part").layer("words")
    assert (found.freq.tolist(), found.range.tolist()) == ([2], [1])


def test_a_layer_can_be_added_and_belongs_to_its_part_alone(tmp_path):
    data = data_of("产教融合", layer="words")
    write_part(tmp_path / "p.part", data)
    part = open_part(tmp_path / "p.part")
    assert part.layers == ("words",)
    one = cut(["产教融合"], size=1)
    assert part.add_layer("characters", Layer.of(one)).size == 4
    assert part.layers == ("characters", "words")
    assert same(part.corpus("characters"), one)
    write_part(tmp_path / "p.part", data_of("校企合作", layer="other"))  # the same size, other text
    with pytest.raises(Damaged):
        open_part(tmp_path / "p.part").layer("words")
    with pytest.raises(FileNotFoundError):
        open_part(tmp_path / "p.part").layer("absent")


def test_documents_are_the_same_however_many_are_looked_at_between(tmp_path):
    kept = [Document(id=f"d{i}", text=f"产教融合第{i}篇") for i in range(200)]
    write_part(tmp_path / "p.part", PartData(kept))
    found = open_part(tmp_path / "p.part").documents
    for i in [*range(200), 0, 199, 0, 130, *range(199, -1, -1)]:  # more than are kept, and back
        assert found[i] == kept[i]
        assert found[i] is found[i]


def test_documents_on_disk_are_made_once_to_be_stored_again(tmp_path, monkeypatch):
    write_part(tmp_path / "p.part", data_of("产教融合", "中国"))
    stored, made = open_part(tmp_path / "p.part").documents, []
    real = type(stored)._document
    monkeypatch.setattr(type(stored), "_document", lambda self, d: made.append(d) or real(self, d))
    write_part(tmp_path / "q.part", PartData(stored))
    assert made == [0, 1]
    monkeypatch.undo()
    assert list(open_part(tmp_path / "q.part").documents) == list(stored)


def test_what_cannot_be_stored_is_said_at_once(tmp_path):
    corpus = cut(["中国"])
    layer = Layer.of(corpus)
    target = tmp_path / "p.part"
    for data in (
        PartData([], {"words": layer}),
        PartData(corpus.documents, {"../words": layer}),
        PartData(corpus.documents, {"Words": layer}),
        PartData(corpus.documents, {"words": Layer(["a\nb"], *_arrays(layer))}),
        PartData([Document("a", "", anchors=((0, 2**31),))]),
        PartData([Document("a", "", anchors=((-1, 1),))]),
    ):
        with pytest.raises(ValueError, match=r"layer|token|anchor"):
            write_part(target, data)
    assert list(tmp_path.iterdir()) == []


def _arrays(layer):
    return layer.tokens, layer.starts, layer.bounds


def stored(tmp_path, part=None, layer=None, about=None):
    """Write a part of two documents with some columns replaced: sealed, and wrong."""
    corpus = cut(["产教 融合", "中国"])
    columns = document_columns(corpus.documents) | {"record": pack_json({})} | (part or {})
    packed = pack("part", columns, {"documents": 2})
    packed.write(tmp_path / "p.part", sync=False)
    of = Layer.of(corpus)
    more = {"part": packed.id, "name": "words", **layer_sizes(of), **(about or {})}
    pack("layer", layer_columns(of) | (layer or {}), more).write(
        layer_path(tmp_path / "p.part", "words"), sync=False
    )
    return open_part(tmp_path / "p.part")


def everything(part):
    """Ask for all there is."""
    layer, corpus = part.layer("words"), part.corpus("words")
    _ = (list(part.documents), part.record, part.documents.values("genre"), part.documents.han,
         part.documents.characters, part.documents.sha256, layer.freq, layer.range,
         layer.type_is_word, corpus.vocabulary, corpus.tokens, corpus.starts, corpus.bounds,
         corpus.tags, corpus.tagset)  # fmt: skip


def test_sealed_and_right_is_taken(tmp_path):
    everything(stored(tmp_path))


i8, i4 = np.int64, np.int32


@pytest.mark.parametrize(
    "part",
    [
        {"text": b"\xff" * 19},
        {"text_bounds": np.array([0, 13, 99], i8)},
        {"text_bounds": np.array([0, 20, 19], i8)},
        {"text_bounds": np.array([0, 1, 19], i8)},  # in the middle of a character
        {"characters": np.array([1], i8)},
        {"sha256": bytes(63)},
        {"title": b"{}"},
        {"title": b'["one"]'},
        {"title": b'["one",2]'},
        {"meta": b"{}"},
        {"meta": b'{"a":1,"b":2,"c":3}'},
        {"meta": b"[[],[0,0]]"},
        {"meta": b"[[],[0],[]]"},
        {"meta": b'[[["a"]],[0,1],[["x"],["y"]]]'},
        {"meta": b'[[["a"]],[0,0],[["x"],["y","z"]]]'},
        {"meta": b'[[["a"]],[0,0],[["x"],[1]]]'},
        {"meta": b'[[["a"]],[0,0],[["x"]]]'},
        {"meta": b'[[["a"]],[0,0],[]]'},
        {"meta": b'[[1],[0,0],[["x"],["y"]]]'},
        {"anchors": np.zeros(3, i4), "anchors_bounds": np.array([0, 1, 2], i8)},
        {"rest": b"nonsense", "rest_bounds": np.array([0, 8, 8], i8)},
        {"rest": b"[[],[],[]]", "rest_bounds": np.array([0, 10, 10], i8)},
        {"rest": b"[[[1,2,3,4]],[],[],[]]", "rest_bounds": np.array([0, 22, 22], i8)},
        {"rest": b'[[],[[0,1,"no","",1,0]],[],[]]', "rest_bounds": np.array([0, 30, 30], i8)},
        {"rest": b'[[],[],[["a",1]],[]]', "rest_bounds": np.array([0, 20, 20], i8)},
        {"record": b"[]"},
    ],
)
def test_documents_that_make_no_sense_are_refused(tmp_path, part):
    with pytest.raises(Damaged):
        everything(stored(tmp_path, part))


@pytest.mark.parametrize(
    ("layer", "about"),
    [
        ({"tokens": np.array([0, 1, 3], i4)}, {}),
        ({"tokens": np.array([0, -1, 2], i4)}, {}),
        ({"tokens": np.array([0, 1], i4)}, {}),
        ({"starts": np.array([0, -3, 0], i4)}, {}),
        ({"bounds": np.array([0, 3, 2], i8)}, {}),
        ({"bounds": np.array([0, 2], i8)}, {}),
        ({"vocabulary": b"one\ntwo"}, {}),
        ({"vocabulary": b"\xff\n\n"}, {}),
        ({"freq": np.array([1, 1], i8)}, {}),
        ({"kind": b"\1\1"}, {}),
        ({"tagset": b"1"}, {}),
        ({"tagset": b"[1]"}, {}),
        ({"tags": np.array([0], np.int16)}, {}),
        ({"tags": np.array([0, 0, 0], np.int16)}, {}),
        ({}, {"tokens": 2}),
        ({}, {"types": -1}),
        ({}, {"types": 2}),
        ({}, {"documents": 1}),
        ({}, {"documents": None}),
        ({}, {"name": "other"}),
        ({}, {"part": "0" * 32}),
    ],
)
def test_tokens_that_make_no_sense_are_refused(tmp_path, layer, about):
    with pytest.raises(Damaged):
        everything(stored(tmp_path, None, layer, about))


def test_a_span_of_tokens_is_that_piece_of_them(tmp_path):
    layer = stored(tmp_path).layer("words")
    for name in ("tokens", "starts"):
        assert layer.span(name, 1, 3).tolist() == getattr(layer, name)[1:3].tolist()


def test_another_process_opens_a_part_for_itself(tmp_path):
    part = stored(tmp_path)
    again = pickle.loads(pickle.dumps(part))  # noqa: S301 (our own)
    assert (again.path, again.id) == (part.path, part.id)
    assert list(again.documents) == list(part.documents)


def test_a_span_of_tokens_that_are_fewer_than_were_counted_is_refused(tmp_path):
    layer = stored(tmp_path, None, {"tokens": np.array([0, 1], i4)}, {}).layer("words")
    with pytest.raises(Damaged, match="tokens"):
        layer.span("tokens", 0, 1)


@pytest.mark.parametrize("count", [None, -1, "2", 3])
def test_a_count_of_documents_that_makes_no_sense_is_refused(tmp_path, count):
    packed = pack("part", document_columns(cut(["a"]).documents), {"documents": count})
    packed.write(tmp_path / "p.part", sync=False)
    with pytest.raises(Damaged):
        list(open_part(tmp_path / "p.part").documents)


@pytest.mark.parametrize(
    "part",
    [
        {"characters": np.array([5, 3], i8)},
        {"han": np.array([4, 1], i8)},
        {"sha256": bytes(64)},
        {"anchors": np.array([9, 1, 0, 1], i4)},
        {"rest": b'[[],[[0,9,"body","",1.0,0]],[],[]]', "rest_bounds": np.array([0, 34, 34], i8)},
    ],
)
def test_the_full_check_counts_documents_again(tmp_path, part):
    sealed = stored(tmp_path, part)
    everything(sealed)
    with pytest.raises(Damaged):
        check_part(sealed)


@pytest.mark.parametrize(
    "layer",
    [
        {"freq": np.array([1, 1, 2], i8)},
        {"range": np.array([1, 2, 1], i8)},
        {"kind": b"\1\1\3"},
        {"starts": np.array([0, 2, 0], i4)},
        {"starts": np.array([3, 0, 0], i4)},
        {"tokens": np.array([0, 2, 1], i4)},
        {"bounds": np.array([0, 1, 3], i8)},
        {"vocabulary": "产教\n产教\n中国".encode()},
        {"vocabulary": "产教\n融合\n中".encode()},
    ],
)
def test_the_full_check_holds_tokens_against_the_text(tmp_path, layer):
    part = stored(tmp_path, None, layer)
    everything(part)
    with pytest.raises(Damaged):
        check_layer(part, "words")


def test_a_corpus_on_disk_is_a_corpus(tmp_path):
    write_part(tmp_path / "p.part", data_of("产教融合。", "中国"))
    corpus = open_part(tmp_path / "p.part").corpus("words")
    assert isinstance(corpus, Corpus)
    assert len(corpus) == 2
    assert corpus.words(0) == ["产教", "融合", "。"]
    assert corpus.groups("document")[0] == ("0", "1")


@pytest.mark.parametrize(
    ("words", "starts", "is_right"),
    [
        (["产教", "融合"], [0, 3], True),
        (["产教", "教"], [0, 1], False),  # one in the other, both where they say
        (["教产", "融合"], [0, 3], False),  # not the word that stands there
        (["产教", "合"], [0, 4], False),  # a character in no token
        (["产教"], [0], False),  # nor at the end
    ],
)
def test_tokens_are_right_where_they_stand_in_the_text_in_order_and_whole(words, starts, is_right):
    assert _cut_from("产教 融合\n", words, starts) is is_right


@pytest.mark.parametrize("meta", [b"[[],[0,0]]", b'{"a":1,"b":2,"c":3}', b"1"])
def test_fields_that_make_no_sense_are_refused_without_a_document(tmp_path, meta):
    part = stored(tmp_path, {"meta": meta})
    with pytest.raises(Damaged):
        part.documents.values("genre")
