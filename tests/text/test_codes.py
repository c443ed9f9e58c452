"""By table or one by one: what a character or a word is comes out the same."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cntext.stopwords import StopWords
from cntext.text import codes
from cntext.text.characters import as_read, count_han, is_number, is_word
from cntext.text.codes import (
    GAPS,
    are_words,
    codes_of,
    han_and_letters,
    has_spaced_out,
    is_as_read,
    is_han,
    is_letter,
    number_flags,
)

MIXED = st.text(
    st.one_of(st.characters(), st.sampled_from("第三十二〇零百分之，%.2９年a\u200b\uf900"))
)
WORDS = st.lists(MIXED, max_size=8)


@pytest.fixture(params=["core", "slow"], autouse=True)
def way(request, monkeypatch):
    """Take either way, and know no character beforehand."""
    monkeypatch.setattr(codes, "_TABLE", bytearray([128]) * 0x110000)
    codes._LAST.clear()
    if request.param == "slow":
        monkeypatch.setattr(codes, "library_or_none", lambda: None)


def test_what_is_known_at_first_is_what_asking_would_tell():
    known = {c: kinds for c, kinds in enumerate(codes._at_first()) if kinds != 128}
    assert len(known) == 20_902
    assert known == {c: codes._kind(chr(c)) for c in known}


@given(MIXED)
def test_characters_are_what_the_patterns_say(text):
    codes = codes_of(text)
    assert "".join(map(chr, codes.tolist())) == text
    assert int(is_han(codes).sum()) == count_han(text)
    assert is_letter(codes).tolist() == [c.isalnum() for c in text]
    assert is_as_read(text) == all(as_read(c) == c for c in text)
    han, letters = han_and_letters(text)
    assert han == count_han(text)
    assert "".join(map(chr, letters.tolist())) == "".join(c for c in text if c.isalnum())


@given(st.text(st.sampled_from("12二 \u3000\u00a0年"), max_size=14))
def test_spaced_numerals_are_those_that_a_pattern_finds(text):
    numeral, gap = "[0-9二]", f"[{GAPS}]"
    found = re.search(f"{numeral}{gap}{numeral}{gap}{numeral}", text)
    assert has_spaced_out(text) is bool(found)


@given(WORDS)
def test_words_and_numbers_are_what_they_are_one_by_one(words):
    assert are_words(words).tolist() == [is_word(word) for word in words]
    assert list(number_flags(words)) == [is_number(word) for word in words]


@given(WORDS, st.booleans())
def test_stop_words_among_many_are_those_found_one_by_one(words, numbers):
    stop = StopWords(frozenset(words[::2]), numbers=numbers)
    assert stop.among(words).tolist() == [word in stop for word in words]


def test_nothing_is_nothing():
    assert number_flags([]) == b""
    for found in (are_words([]), is_han(codes_of(""))):
        assert (found.dtype, len(found)) == (np.dtype(bool), 0)
