"""Occurrences outside longer phrases agree with looking at each by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cntext.lazy import np
from cntext.measure.stats.mining import mine
from cntext.measure.stats.phrase_overlaps import free, going_on
from cntext.measure.stats.repeats import Repeats
from cntext.model import Document
from cntext.query.text_search import find_each
from cntext.segment.build import build_corpus
from cntext.segment.engine import JiebaSegmenter


def spans(text: str, phrase: str) -> list[tuple[int, int]]:
    """Return where ``phrase`` occurs, left to right, not overlapping itself."""
    found, place = [], text.find(phrase)
    while place >= 0:
        found.append((place, place + len(phrase)))
        place = text.find(phrase, place + len(phrase))
    return found


def assert_free_is_outside_every_longer_one(repeats: Repeats, texts: list[str], listed: list[bool]):
    phrases = repeats.texts()
    wanted = [p for p, chosen in zip(phrases, listed, strict=True) if chosen]
    outside = dict.fromkeys(phrases, 0)
    for text in texts:
        places = {p: spans(text, p) for p in wanted}
        everything = [span for p in wanted for span in places[p]]
        for p in wanted:
            outside[p] += sum(
                not any(x <= a and b <= y and y - x > b - a for x, y in everything)
                for a, b in places[p]
            )
    assert free(repeats, np.array(listed, bool)).tolist() == [outside[p] for p in phrases]


@given(
    st.lists(st.lists(st.sampled_from(["甲", "乙丙", "丁", "。"]), max_size=12), max_size=4),
    st.randoms(use_true_random=False),
)
def test_free_occurrences_are_those_in_no_longer_phrase(make, documents, random):
    corpus = make(*map(" ".join, documents))
    repeats = mine(corpus, set(), min_freq=1)
    texts = [document.text for document in corpus.documents]
    listed = [random.random() < 0.7 for _ in range(len(repeats))]
    assert_free_is_outside_every_longer_one(repeats, texts, listed)


def test_the_newspaper_page(shared):
    text = (shared / "newspaper_page.txt").read_text("utf-8")
    corpus = build_corpus([Document(id="page", text=text)], JiebaSegmenter([], hmm=False))
    repeats = mine(corpus, set(), min_freq=2)
    assert_free_is_outside_every_longer_one(repeats, [text], [True] * len(repeats))
    counts = dict(zip(repeats.texts(), repeats.freq.tolist(), strict=True))
    wanted = {"产教融合": 14, "深化产教融合": 7, "科教融汇": 8, "校企合作": 7}
    wanted |= {"党的二十大精神": 18, "党的二十大": 21}
    assert {phrase: counts[phrase] for phrase in wanted} == wanted


@pytest.mark.parametrize("text", ["𠀀𠀀产教融合", "产教融合𠀀产教融合"])
def test_offsets_are_characters_beyond_the_basic_plane(make, text):
    (found,) = find_each(make(text), ["产教融合"])
    assert [text[start:end] for _, start, end in found] == ["产教融合"] * text.count("产教融合")


@given(st.lists(st.lists(st.sampled_from(["甲", "乙丙", "丁", "。"]), max_size=12), max_size=4))
def test_an_end_in_the_middle_of_a_listed_phrase_is_no_end(make, documents):
    corpus = make(*map(" ".join, documents))
    repeats = mine(corpus, set(), min_freq=1)
    texts, phrases = [d.text for d in corpus.documents], repeats.texts()
    listed = [number % 3 > 0 for number in range(len(phrases))]
    expected = [0] * len(phrases)
    for text in texts:
        wanted = [p for p, chosen in zip(phrases, listed, strict=True) if chosen]
        longer = [span for p in wanted for span in spans(text, p)]
        for i, phrase in enumerate(phrases):
            ends = [end for _, end in spans(text, phrase)]
            expected[i] += sum(any(a < end < b for a, b in longer) for end in ends)
    assert going_on(repeats, np.array(listed, bool)).tolist() == expected
