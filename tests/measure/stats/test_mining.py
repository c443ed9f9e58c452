"""Mining finds every string that recurs as whole words, and no other."""

from collections import Counter
from dataclasses import fields
from pathlib import Path
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cntext.corpus import Corpus, corpus_of
from cntext.measure.stats import phrase_growing, phrase_parts
from cntext.measure.stats.mining import WHOLE, least_frequency, mine
from cntext.measure.stats.phrase_contexts import bursts, contexts
from cntext.measure.stats.phrase_overlaps import free
from cntext.measure.stats.repeats import Repeats
from cntext.model import Document

REPORTS = Path(__file__).parents[3] / "../shared/corpus/govreport"


def cut(*texts: str) -> Corpus:
    """Make a corpus of texts written with a slash at every word boundary."""
    documents = [Document(str(i), text.replace("/", "")) for i, text in enumerate(texts)]
    pairs = []
    for text in texts:
        place, found = 0, []
        for word in text.split("/"):
            if word.strip():
                found.append((word, place))
            place += len(word)
        pairs.append(found)
    return corpus_of(documents, pairs)


def found(corpus: Corpus, edge_words: frozenset[str] = frozenset(), **options: int):
    repeats = mine(corpus, edge_words, **{"min_freq": 2, **options})
    return dict(zip(repeats.texts(), repeats.freq.tolist(), strict=True))


def positions(repeats: Repeats) -> list[list[tuple[int, int]]]:
    """Return document and offset of every occurrence of each candidate, in order."""
    places: list[list[tuple[int, int]]] = [[] for _ in range(len(repeats))]
    for part in repeats.parts.parts:
        found = part.occurrences(repeats.chosen, repeats.length)
        offsets = found.places - found.layout.base[found.document]
        for c, d, o in zip(found.owner, found.rank, offsets, strict=True):
            places[c].append((int(d), int(o)))
    return places


def brute_force(corpus: Corpus, edge_words: frozenset[str], min_freq: int, max_length: int):
    """Return candidates and their counts by looking at every substring."""
    total: Counter[str] = Counter()
    whole: Counter[str] = Counter()
    for d, document in enumerate(corpus.documents):
        text = document.text
        words = corpus.words(d)
        starts = corpus.starts[corpus.bounds[d] : corpus.bounds[d + 1]].tolist()
        solid = [c.isalnum() or c == "+" for c in text]
        border = {i for i in range(len(text) + 1) if i in (0, len(text))}
        border |= {i for i in range(1, len(text)) if not (solid[i - 1] and solid[i])}
        lone = [len(word) == 1 and word not in edge_words for word in words]
        for i, start in enumerate(starts):
            if i == 0 or not (lone[i] and lone[i - 1]):
                border.add(start)
        for a in range(len(text)):
            for b in range(a + 1, min(len(text), a + max_length) + 1):
                if not (solid[a] and (solid[b - 1] or text[b - 1] == "、")):
                    break
                if not solid[b - 1]:
                    continue
                total[text[a:b]] += 1
                whole[text[a:b]] += a in border and b in border
    counts = {w: sum(d.text.count(w) for d in corpus.documents) for w in total}
    return {
        w: counts[w]
        for w in total
        if len(w) > 1 and counts[w] >= min_freq and whole[w] >= WHOLE * total[w]
    }


def test_string_is_found_though_the_segmenter_cuts_it_in_two():
    corpus = cut("深化/产教/融合/。", "推进/产教/融合/，")
    assert found(corpus) == {"产教": 2, "产教融合": 2, "融合": 2}


def test_a_list_is_one_string_and_parts_nothing_else():
    corpus = cut("大众/创业/、/万众/创新/。", "大众/创业/、/万众/创新/，")
    assert found(corpus)["大众创业、万众创新"] == 2
    assert not any(text.startswith("、") or text.endswith("、") for text in found(corpus))
    repeats = mine(corpus, frozenset(), min_freq=2)
    none = np.zeros(len(corpus.vocabulary), bool)
    around = contexts(repeats, none, none)
    i = repeats.texts().index("大众创业")
    assert around.h_right[i] == 1  # two stops, each of its own kind
    assert around.tied_right[i] == 0
    assert around.after_stop[i] == 1


def test_string_inside_words_is_not_a_candidate():
    assert found(cut("职业技术/学院/。/职业技术/中心")) == {"职业技术": 2}


def test_no_string_reaches_over_punctuation_white_space_or_documents():
    assert found(cut("甲乙/，/丙丁/ /甲乙/，/丙丁", "甲乙", "丙丁")) == {"丙丁": 3, "甲乙": 3}


def test_boundary_between_two_single_characters_does_not_count():
    # 职院 is not in the dictionary; 工程职 is no string that ends with a word.
    corpus = cut("重庆/工程/职/院/。/重庆/工程/职/院/师生")
    assert "工程职" not in found(corpus)
    assert found(corpus)["重庆工程职院"] == 2


def test_boundary_beside_a_function_word_counts_though_both_are_single():
    corpus = cut("碳/和/能源/，/碳/和/能源")
    assert "能源" in found(corpus)
    assert found(corpus, frozenset("和"))["碳和"] == 2
    assert "碳和能源" in found(corpus)
    assert "碳和" in found(corpus, frozenset("和"))


def test_counts_do_not_overlap_one_another():
    # 一步一步一步: overlapping twice, left to right once.
    corpus = cut("一步/一步/一步/。/一步/一步/。")
    assert found(corpus) == {"一步": 5, "一步一步": 2}


def test_positions_are_offsets_in_their_documents():
    corpus = cut("深化/产教/融合/。", "推进/产教/融合/，/产教/融合")
    repeats = mine(corpus, frozenset(), min_freq=2)
    assert positions(repeats)[repeats.texts().index("产教融合")] == [(0, 2), (1, 2), (1, 7)]


def test_neighbours_are_counted_in_bits():
    corpus = cut("甲/产教/融合/，", "乙/产教/融合/的", "甲/产教/融合/，", "甲/产教/融合/的")
    repeats = mine(corpus, frozenset("的"), min_freq=2)
    verb = np.zeros(len(corpus.vocabulary), bool)
    around = contexts(repeats, verb, verb)
    i = repeats.texts().index("产教融合")
    assert around.range[i] == 4
    # Left 甲 3, 乙 1: 2 - 3 log2 3 / 4. Right a stop, 的, another stop, 的: 2 - 2/4.
    assert around.h_left[i] == pytest.approx(2 - 3 * np.log2(3) / 4)
    assert around.h_right[i] == pytest.approx(1.5)
    assert around.tied_left[i] == 0.75
    assert around.tied_right[i] == 0  # a function word ties nothing


def test_quotation_marks_must_enclose_the_string_itself():
    corpus = cut("“/双/高/”/建设", "“/双/高/计划/”", "《/双/高/》")
    repeats = mine(corpus, frozenset(), min_freq=2)
    none = np.zeros(len(corpus.vocabulary), bool)
    around = contexts(repeats, none, none)
    assert around.quoted[repeats.texts().index("双高")] == 2


def test_branching_entropy_has_its_worked_value():
    """H left 0.693 and H right 1.040 nats, as published for this tongue twister."""
    corpus = cut("吃/葡萄/不/吐/葡萄/皮/不/吃/葡萄/倒/吐/葡萄/皮")
    repeats = mine(corpus, frozenset(), min_freq=2)
    none = np.zeros(len(corpus.vocabulary), bool)
    around = contexts(repeats, none, none)
    i = repeats.texts().index("葡萄")
    assert around.h_left[i] * np.log(2) == pytest.approx(0.693, abs=5e-4)
    assert around.h_right[i] * np.log(2) == pytest.approx(1.040, abs=5e-4)


def test_burst_is_the_window_where_most_occurrences_fall():
    quiet, loud = "甲乙/，/丙丁/，/戊己/。", "丙丁/，/戊己/，/庚辛/。"
    repeats = mine(cut(*[quiet] * 8, *[loud] * 4), frozenset(), min_freq=2)
    burst = bursts(repeats, 12)
    i = repeats.texts().index("庚辛")
    # 12 documents, windows of 2: half of the occurrences in a sixth of the text.
    assert (burst.first[i], burst.last[i]) == (8, 9)
    assert burst.divergence[i] == pytest.approx(0.5 * np.log(0.5 / (2 / 12)))


@pytest.mark.parametrize(
    ("size", "least"),
    [(0, 2), (20_000, 3), (200_000, 5), (20_000_000, 20), (10**8, 25), (4 * 10**9, 1000)],
)
def test_least_frequency_grows_with_the_corpus(size, least):
    assert least_frequency(size) == least


@pytest.mark.parametrize("texts", [(), ("",), ("。，",), ("甲",), (" ", "\n")])
def test_nothing_is_found_in_nothing(texts):
    assert found(cut(*texts)) == {}


WORDS = st.lists(
    st.sampled_from(["甲", "乙", "甲乙", "乙丙", "的", "，", "、", " ", "𠀀"]), max_size=14
)


@given(
    st.lists(WORDS.map("/".join), max_size=4),
    st.sampled_from([frozenset(), frozenset("的")]),
    st.integers(1, 3),
    st.integers(2, 6),
    st.sampled_from([1, 20, 1000]),
)
def test_mining_equals_brute_force(texts, edge_words, min_freq, max_length, size):
    corpus = cut(*texts)
    expected = brute_force(corpus, edge_words, min_freq, max_length)
    with patch.object(phrase_parts, "SIZE", size):  # characters in a part
        repeats = mine(corpus, edge_words, min_freq=min_freq, max_length=max_length)
    assert dict(zip(repeats.texts(), repeats.freq.tolist(), strict=True)) == expected
    for text, places in zip(repeats.texts(), positions(repeats), strict=True):
        assert len(places) == expected[text]
        for document, offset in places:
            assert corpus.documents[document].text.startswith(text, offset)
    order = [(len(text), text) for text in repeats.texts()]
    assert order == sorted(order)


@given(st.lists(WORDS.map("/".join), max_size=4))
def test_count_of_a_part_is_its_count_with_overlaps(texts):
    corpus = cut(*texts)
    repeats = mine(corpus, frozenset(), min_freq=1)
    known = repeats.count(repeats.start, repeats.length)
    for text, count in zip(repeats.texts(), known.tolist(), strict=True):
        everywhere = sum(
            document.text.startswith(text, i)
            for document in corpus.documents
            for i in range(len(document.text))
        )
        assert count == everywhere


@pytest.mark.skipif(not REPORTS.is_dir(), reason="the reports lie beside the checkout only")
def test_frequencies_in_real_reports_equal_str_count():
    texts = [path.read_text("utf-8") for path in sorted(REPORTS.glob("*.txt"))[-4:]]
    # Words of two characters, whatever they are: mining does not care.
    corpus = cut(*("/".join(t[i : i + 2] for i in range(0, len(t), 2)) for t in texts))
    texts = [document.text for document in corpus.documents]
    repeats = mine(corpus, frozenset(), min_freq=3)
    assert len(repeats) > 1000
    for text, freq in zip(repeats.texts(), repeats.freq.tolist(), strict=True):
        assert freq == sum(document.count(text) for document in texts)


@pytest.mark.skipif(not REPORTS.is_dir(), reason="the reports lie beside the checkout only")
def test_parts_and_stretches_change_nothing(monkeypatch):
    texts = [path.read_text("utf-8") for path in sorted(REPORTS.glob("*.txt"))[-3:]]
    corpus = cut(*("/".join(t[i : i + 2] for i in range(0, len(t), 2)) for t in texts))
    none = np.zeros(len(corpus.vocabulary), bool)

    def look() -> list[np.ndarray]:
        repeats = mine(corpus, frozenset("的"), min_freq=2)
        around = contexts(repeats, none, none)
        outside = free(repeats, repeats.length > 2)
        levels = [array for level in repeats.levels for array in (level.keys, level.counts)]
        found = [repeats.numbers, repeats.freq, repeats.length, repeats.first, repeats.start]
        found += [getattr(repeats.layout, name) for name in ("tokens", "starts", "borders")]
        return [*levels, *found, outside, *(getattr(around, f.name) for f in fields(around))]

    whole = look()
    monkeypatch.setattr(phrase_parts, "SIZE", 5000)
    monkeypatch.setattr(phrase_growing, "library_or_none", lambda: None)
    monkeypatch.setattr(phrase_growing, "_AT_ONCE", 1000)
    for one, other in zip(whole, look(), strict=True):
        assert np.array_equal(one, other)


def test_sorting_with_and_without_packing_is_the_same(monkeypatch):
    corpus = cut("深化/产教/融合/。/推进/产教/融合/，/一步/一步/走/。", "产教/融合/，/一步/一步/走")
    monkeypatch.setattr(phrase_growing, "library_or_none", lambda: None)
    packed = mine(corpus, frozenset(), min_freq=2)
    # As if the text were so long that no room is left for a key beside a place.
    monkeypatch.setattr(phrase_growing, "_BITS", 1)
    apart = mine(corpus, frozenset(), min_freq=2)
    assert packed.texts() == apart.texts()
    assert positions(packed) == positions(apart)
    assert len(packed) > 3


def test_border_inside_a_number_is_no_border():
    assert "七五" not in found(cut("一九/七五/年/，/一九/七五/年"))
    assert found(cut("“/七五/”/计划/，/七五/时期"))["七五"] == 2
