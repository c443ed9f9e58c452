"""Counts of listed phrases agree with counting each by hand."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cntext.measure.stats.phrase_counts import count_phrases, occurrences

PAGE = Path(__file__).parents[3] / "../shared/corpus/newspaper_page.txt"
TEXTS = st.lists(st.text("甲乙丙", max_size=20), max_size=4)
PHRASES = st.lists(st.text("甲乙丙", min_size=1, max_size=5), max_size=6, unique=True)


def spans(text: str, phrase: str) -> list[tuple[int, int]]:
    """Return where ``phrase`` occurs, left to right, not overlapping itself."""
    found, place = [], text.find(phrase)
    while place >= 0:
        found.append((place, place + len(phrase)))
        place = text.find(phrase, place + len(phrase))
    return found


def assert_equals_reference(texts, phrases):
    counts = count_phrases(texts, phrases)
    for d, text in enumerate(texts):
        everything = {(p, *span) for p in phrases for span in spans(text, p)}
        for p, phrase in enumerate(phrases):
            mine = [(a, b) for q, a, b in everything if q == phrase]
            free = [
                (a, b)
                for a, b in mine
                if not any(x <= a and b <= y and y - x > b - a for _, x, y in everything)
            ]
            assert counts.total[d, p] == len(mine) == text.count(phrase)
            assert counts.maximal[d, p] == len(free)
    for p, phrase in enumerate(phrases):
        places = [(d, text.find(phrase)) for d, text in enumerate(texts) if phrase in text]
        assert counts.first[p] == (places[0] if places else None)


def test_phrase_inside_a_longer_one_counts_in_total_and_not_in_maximal():
    text = "深化产教融合，推进产教融合。深化产教融合"
    counts = count_phrases([text], ["产教融合", "深化产教融合"])
    assert counts.total.tolist() == [[3, 2]]
    assert counts.maximal.tolist() == [[1, 2]]
    assert counts.first == ((0, 2), (0, 0))


def test_phrases_that_overlap_without_nesting_both_count():
    counts = count_phrases(["国家安全生产"], ["国家安全", "安全生产"])
    assert counts.total.tolist() == counts.maximal.tolist() == [[1, 1]]


def test_phrase_does_not_overlap_itself():
    assert count_phrases(["一步一步一步"], ["一步一步"]).total.tolist() == [[1]]


def test_offsets_are_characters_beyond_the_basic_plane():
    assert list(occurrences(["𠀀𠀀产教融合"], ["产教融合"])) == [[(0, 2, 6)]]


@pytest.mark.parametrize("phrases", [["甲", "甲"], ["甲", ""]])
def test_repeated_and_empty_phrases_are_refused(phrases):
    with pytest.raises(ValueError, match="different"):
        count_phrases(["甲"], phrases)


def test_no_phrases_and_no_texts_give_empty_tables():
    assert count_phrases(["甲"], []).total.shape == (1, 0)
    assert count_phrases([], ["甲"]).total.shape == (0, 1)


@given(TEXTS, PHRASES)
def test_counts_equal_counting_by_hand(texts, phrases):
    assert_equals_reference(texts, phrases)


@pytest.mark.skipif(not PAGE.is_file(), reason="the page lies beside the checkout only")
def test_counts_on_the_newspaper_page():
    text = PAGE.read_text("utf-8")
    phrases = [
        "产教融合",
        "深化产教融合",
        "科教融汇",
        "双高",
        "校企合作",
        "党的二十大精神",
        "党的二十大",
    ]
    assert_equals_reference([text], phrases)
    total = count_phrases([text], phrases).total[0].tolist()
    assert total == [14, 7, 8, 6, 7, 18, 21]
