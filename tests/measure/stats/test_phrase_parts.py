"""Phrases counted in parts are those of the whole, and what is counted of them is so."""

import math
from collections import Counter, defaultdict
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cntext.corpus import Corpus, corpus_of, uncut
from cntext.lexicon import Lexicon
from cntext.measure.phrases import phrases
from cntext.measure.stats import phrase_parts, phrase_shelf
from cntext.measure.stats.mining import mine
from cntext.measure.stats.phrase_contexts import contexts
from cntext.measure.stats.phrase_groups import shares
from cntext.measure.stats.phrase_parts import Here, Part, pieces_of
from cntext.measure.stats.phrase_shelf import Shelf
from cntext.model import Document
from cntext.segment.build import build_corpus
from cntext.segment.engine import JiebaSegmenter
from cntext.stopwords import load_stopwords


@cache
def words():
    return JiebaSegmenter([], hmm=False)


@pytest.fixture(scope="module")
def tools(phrase_tools):
    return {**phrase_tools, "lexicon": Lexicon([])}


def in_parts(corpus: Corpus, order: list[int], parts: int, folder=None) -> Here:
    """Return ``corpus`` in parts that hold its documents in another ``order``."""
    mixed = corpus_of(
        [corpus.documents[d] for d in order],
        [
            list(
                zip(
                    corpus.words(d),
                    corpus.starts[corpus.bounds[d] : corpus.bounds[d + 1]].tolist(),
                    strict=True,
                )
            )
            for d in order
        ],
    )
    size = max(1, -(-sum(len(d.text) for d in corpus.documents) // parts))
    made = [
        Part(piece, np.array(order[low:high]), Shelf(folder, str(low)))
        for low, high, piece in pieces_of(mixed, size)
    ]
    return Here(uncut(corpus.documents), made)


@pytest.fixture(scope="module")
def reports(shared):
    """Return real reports, in order of time, as far as they have a date."""
    paths = sorted((shared / "govreport").glob("*.txt"))[-12:]
    texts = [path.read_text("utf-8")[:2500] for path in paths]
    dates = [f"{2005 + i}-03-05" if i < 10 else "" for i in range(len(texts))]
    return build_corpus(
        [Document(p.stem, t, date=d) for p, t, d in zip(paths, texts, dates, strict=True)], words()
    )


WAYS = [
    {},
    {"by": "year"},
    {"families": True},
    {"new_only": True},
    {"explain": "改革开放"},
    {"explain": "的发展"},
    {"min_freq": 3, "min_range": 2, "max_length": 6},
]


@pytest.mark.parametrize("options", WAYS, ids=lambda options: " ".join(options) or "list")
def test_parts_in_any_order_give_the_table_of_the_whole(reports, tools, tmp_path, options):
    whole = phrases(reports, **tools, **options)
    assert len(whole.rows) > 9 or "explain" in options
    late_first = sorted(range(len(reports)), key=lambda d: (d % 3, -d))
    for parts, folder in ((4, None), (7, tmp_path)):
        asked = in_parts(reports, late_first, parts, folder)
        assert len(asked.parts) > 2
        assert phrases(asked, **tools, **options) == whole


WORDS = st.lists(
    st.sampled_from(["产教", "融合", "深化", "的", "，", "“", "”", "、", "和", "𠀀", "\n"]),
    max_size=24,
)


@settings(max_examples=40)
@given(st.lists(WORDS.map("".join), min_size=1, max_size=5), st.randoms(use_true_random=False))
def test_odd_texts_give_the_same_in_parts(tools, texts, random):
    dated = random.randrange(len(texts) + 1)
    documents = [
        Document(str(i), text, date=f"20{i + 10}" if i < dated else "")
        for i, text in enumerate(texts)
    ]
    corpus = build_corpus(documents, words())
    order = random.sample(range(len(texts)), len(texts))
    options = random.choice([{"min_freq": 1}, {"by": "year"}, {"families": True}])
    asked = in_parts(corpus, order, random.randrange(1, 6))
    assert phrases(asked, **tools, **options) == phrases(corpus, **tools, **options)


def test_neighbours_and_ranges_are_those_of_every_occurrence(reports, monkeypatch):
    """Counted once more on the texts, one occurrence after another."""
    monkeypatch.setattr(phrase_parts, "SIZE", 5_000)
    function_words = load_stopwords().words
    repeats = mine(reports, function_words, min_freq=4)
    assert len(repeats.parts.parts) > 3
    none = np.zeros(len(repeats.whole.vocabulary), bool)
    around = contexts(repeats, none, none)
    texts = [document.text for document in reports.documents]
    for c, phrase in list(enumerate(repeats.texts()))[::9]:
        left, right = Counter(), Counter()
        spread = quoted = stopped = 0
        for text in texts:
            spread += phrase in text
            at = text.find(phrase)
            while at >= 0:
                before, after = (
                    text[i : i + 1] if i >= 0 else "" for i in (at - 1, at + len(phrase))
                )
                for side, neighbour in ((left, before), (right, after)):
                    parted = not (neighbour.isalnum() or neighbour == "+")
                    side[(neighbour, at, text) if parted else neighbour] += 1
                quoted += before + after in ("“”", "‘’", "「」", "『』", "《》")
                stopped += not (after.isalnum() or after == "+")
                at = text.find(phrase, at + len(phrase))
        assert (around.range[c], around.quoted[c]) == (spread, quoted)
        freq = int(repeats.freq[c])
        assert around.after_stop[c] == stopped / freq
        for side, entropy in ((left, around.h_left[c]), (right, around.h_right[c])):
            bits = -sum(n / freq * math.log2(n / freq) for n in side.values())
            assert entropy == pytest.approx(bits)


def test_groups_have_what_stands_in_their_documents(reports, monkeypatch):
    monkeypatch.setattr(phrase_parts, "SIZE", 5_000)
    repeats = mine(reports, load_stopwords().words, min_freq=4)
    group_of = np.arange(len(reports)) % 3
    listed = np.arange(0, len(repeats), 7)
    found = shares(repeats, listed, group_of, np.array([5000, 6000, 7000]))
    texts, spelt = [document.text for document in reports.documents], repeats.texts()
    seen = defaultdict(set)
    for group, phrase, freq, spread, (document, offset) in zip(
        *(found.group, found.phrase, found.freq, found.range, found.first), strict=True
    ):
        own = [text for d, text in enumerate(texts) if d % 3 == group]
        assert freq == sum(text.count(spelt[phrase]) for text in own)
        assert spread == sum(spelt[phrase] in text for text in own)
        assert document % 3 == group
        assert texts[document].startswith(spelt[phrase], offset)
        seen[phrase].add(group)
    for phrase in listed.tolist():
        groups = {d % 3 for d, text in enumerate(texts) if spelt[phrase] in text}
        assert seen[phrase] == groups


def test_what_a_shelf_holds_is_what_was_put_there(tmp_path):
    for folder in (None, tmp_path):
        shelf = Shelf(folder, "0")
        arrays = (
            np.array([0, 255]),
            np.array([-1, 1 << 40]),
            np.array([], np.int64),
            np.array([True, False]),
            np.array([b"ab"], "S16"),
            np.array([70_000], np.int32),
            np.array([0, (1 << 24) - 1, 65_536], np.int32),  # three bytes each on disk
            np.array([1 << 24, 0, 3]),
            np.array([-5, 100_000], np.int32),
            np.array([], np.int32),
        )
        shelf.put("x", *arrays)
        for again in (shelf, Shelf(folder, "0")) if folder else (shelf,):
            phrase_shelf_forgets()
            for one, other in zip(again.get("x"), arrays, strict=True):
                assert one.dtype == other.dtype
                assert one.tolist() == other.tolist()
            assert again.has("x")
        shelf.drop("x")
        assert not shelf.has("x")
        with pytest.raises(KeyError):
            shelf.get("x")


def test_what_was_used_up_is_forgotten_unless_another_may_ask_again(tmp_path):
    for shelf, left in ((Shelf(tmp_path, "1", alone=True), False), (Shelf(tmp_path, "2"), True)):
        for name in ("one", "two"):
            shelf.put(name, np.arange(3))
        shelf.spend("two", "one")
        assert not (shelf.has("one") and shelf.has("two"))
        assert shelf.has("two") is left


def phrase_shelf_forgets():
    """Let what a process holds beside the folder go."""
    from cntext.measure.stats import phrase_shelf

    phrase_shelf._HERE = phrase_shelf._Held()


def test_a_shelf_of_one_process_writes_what_it_cannot_hold(tmp_path, monkeypatch):
    monkeypatch.setattr(phrase_shelf, "_HELD", 1000)
    shelf = Shelf(tmp_path, "7", alone=True)
    old, new = np.arange(100), np.arange(5.0)
    shelf.put("new", new)
    assert not list(tmp_path.iterdir())
    shelf.put("old", old)  # 800 bytes: both can be held no longer once there is a third
    shelf.put("third", old[:50])
    assert {path.name for path in tmp_path.iterdir()} == {"7-new.npy", "7-old.npy"}
    for name, array in (("old", old), ("new", new), ("third", old[:50])):
        (found,) = shelf.get(name)
        assert found.dtype == array.dtype
        assert found.tolist() == array.tolist()
    shelf.drop("old")
    with pytest.raises(KeyError):
        shelf.get("old")
    shelf.put("lost", new)
    shelf.close()
    with pytest.raises(KeyError):  # it was held alone
        shelf.get("lost")
    assert shelf.get("new")[0].tolist() == new.tolist()
