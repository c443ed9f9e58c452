"""Names of two characters clipped from four, by the words that stand beside both."""

from hypothesis import given
from hypothesis import strategies as st

from cntext.measure.stats.clipped_names import clipped_in


def cut(marked):
    """Return the text and the starts of its words, of ``marked`` with | between words."""
    starts, at = [], 0
    for word in marked.split("|"):
        starts.append(at)
        at += len(word)
    return marked.replace("|", ""), starts


def clipped(marked):
    return [(p.short, p.full, p.short_freq, p.full_freq) for p in clipped_in(*cut(marked))]


def test_a_name_and_its_clipping_share_a_word_on_a_side():
    assert clipped("高等|职业|院校|，|高职|院校") == [("高职", "高等职业", 1, 1)]
    assert clipped("高等职业|院校|，|高职院校") == [("高职", "高等职业", 1, 1)]
    assert clipped("现代|职业|教育|，|现代|职教") == [("职教", "职业教育", 1, 1)]
    assert clipped("高等|学校|教师|，|高校|教师") == [("高校", "高等学校", 1, 1)]


def test_without_a_shared_word_across_words_or_in_numbers_there_is_none():
    assert clipped("高等|职业|院校|，|高职|教育") == []
    assert clipped("高等|职业|院校|，|提高|职业|院校") == []
    assert clipped("一千|五百|万吨|，|一百|万吨") == []
    assert clipped("高等|职业|的|院校|，|高职|的|学校") == []


def test_the_one_with_more_company_is_kept_and_chance_is_a_guard():
    text = "医疗|保险|制度|，|医保|制度|，|基本|医疗|保险|，|基本|医保|，|医生|保证|制度"
    assert clipped(text) == [("医保", "医疗保险", 2, 2)]
    (pair,) = clipped_in(*cut("高等|职业|院校|，|高职|院校|，|提高|职业|素质"))
    assert pair.guards == {"提高职业"}
    assert pair.shared == {"…院校"}


@given(st.lists(st.sampled_from(["高等", "职业", "高职", "院校", "提高", "，", "高", "a", "😀"])))
def test_frequencies_are_those_of_the_words(words):
    text, starts = cut("|".join(words)) if words else ("", [])
    for pair in clipped_in(text, starts):
        at = [i for i in starts if text.startswith(pair.short, i)]
        whole = [i for i in at if i + 2 in {*starts, len(text)}]
        assert pair.short_freq == len(whole)
        assert text[pair.start : pair.start + 4] == pair.full
