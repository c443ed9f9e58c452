"""Phrases become units; every character stays where it was, once."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from cntext.lexicon import Concept, Lexicon
from cntext.segment.merging import PHRASE_TAG, merged


def lexicon_of(*phrases, guards=()):
    return Lexicon(Concept(p, "test", (p,), guards=tuple(guards)) for p in phrases)


def pieces_of(words):
    """Return pieces of tokens parted by "/"; a space is white space, which is no token."""
    pieces, offset = [], 0
    for word in words.split("/"):
        if word.strip():
            pieces.append((word, offset, "x"))
        offset += len(word)
    return pieces, words.replace("/", "")


def units(words, *phrases, guards=()):
    pieces, text = pieces_of(words)
    return "/".join(
        word for word, _, _ in merged(pieces, text, lexicon_of(*phrases, guards=guards))
    )


def test_a_phrase_that_jieba_cut_is_one_unit():
    assert units("深化/产教/融合/。", "产教融合") == "深化/产教融合/。"


def test_the_longest_phrase_that_begins_first_wins():
    assert units("党/的/二十大/精神", "党的二十大", "党的二十大精神") == "党的二十大精神"
    assert units("甲/乙/丙/丁", "乙丙丁", "甲乙") == "甲乙/丙/丁"


def test_a_phrase_that_cuts_through_tokens_leaves_the_rest_as_tokens():
    assert units("甲乙/丙丁", "乙丙") == "甲/乙丙/丁"
    assert units("甲乙/丙丁/戊己", "乙丙", "丁戊") == "甲/乙丙/丁戊/己"
    assert units("甲乙/丙丁戊/己", "乙丙", "戊己") == "甲/乙丙/丁/戊己"


def test_a_phrase_inside_one_longer_token_is_left_alone():
    assert units("双高人群/体检", "双高") == "双高人群/体检"
    assert units("甲乙/丙丁戊己", "乙丙", "丁戊") == "甲/乙丙/丁戊己"


def test_a_phrase_that_is_one_token_already_keeps_its_tag():
    pieces, text = pieces_of("职业教育/法")
    assert merged(pieces, text, lexicon_of("职业教育")) == pieces


def test_a_merged_unit_has_a_tag_of_its_own_and_the_rest_keeps_theirs():
    pieces, text = pieces_of("甲乙/丙丁")
    assert merged(pieces, text, lexicon_of("乙丙")) == [
        ("甲", 0, "x"),
        ("乙丙", 1, PHRASE_TAG),
        ("丁", 3, "x"),
    ]


def test_where_a_guard_stands_nothing_is_merged():
    assert units("双/高/人群", "双高", guards=["双高人群"]) == "双/高/人群"
    assert units("双/高/人群/双/高", "双高", guards=["双高人群"]) == "双/高/人群/双高"


def test_white_space_is_no_token_and_parts_phrases():
    assert units("产教/ /融合/产教/融合", "产教融合") == "产教/融合/产教融合"


def obvious(pieces, text, phrases):
    """Say the same the slow way: mark the borders, then take away those inside phrases."""
    owner = {}  # character → piece
    for i, (word, start, _) in enumerate(pieces):
        owner.update((start + k, i) for k in range(len(word)))
    borders = {start for _, start, _ in pieces} | {start + len(word) for word, start, _ in pieces}
    at = 0
    chosen = []
    while at < len(text):
        found = [p for p in phrases if text.startswith(p, at)]
        if found:
            longest = max(found, key=len)
            chosen.append((at, at + len(longest)))
            at += len(longest)
        else:
            at += 1
    for start, end in chosen:
        if owner[start] != owner[end - 1]:
            borders -= set(range(start + 1, end))
            borders |= {start, end}
    cuts = sorted(borders)
    found = [text[a:b] for a, b in pairwise(cuts)]
    return [word for word in found if not word.isspace()]


PHRASES = st.sets(st.text("甲乙丙", min_size=2, max_size=5), max_size=6)
WORDS = st.lists(st.text("甲乙丙", min_size=1, max_size=4) | st.just(" "), max_size=12)


@given(WORDS, PHRASES)
def test_merging_says_the_same_as_the_obvious_way(words, phrases):
    pieces, text = pieces_of("/".join(words))
    assert [word for word, _, _ in merged(pieces, text, lexicon_of(*phrases))] == obvious(
        pieces, text, phrases
    )


@given(WORDS, PHRASES, st.sets(st.text("甲乙丙", min_size=3, max_size=6), max_size=2))
def test_every_character_is_covered_once(words, phrases, guards):
    pieces, text = pieces_of("/".join(words))
    result = merged(pieces, text, lexicon_of(*phrases, guards=guards))
    covered = [start + k for word, start, _ in result for k in range(len(word))]
    assert covered == [i for i, c in enumerate(text) if not c.isspace()]
    assert all(text[start : start + len(word)] == word for word, start, _ in result)
