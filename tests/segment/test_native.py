"""The native core gives jieba's tokens: every mode, any text, with user words or without."""

import sys

import jieba
import jieba.finalseg
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cntext.segment.bulk import BATCH, pieces, shares
from cntext.segment.columns import cut_by_words
from cntext.segment.engine import JiebaSegmenter
from cntext.segment.native import NativeSegmenter
from cntext.segment.userdict import UserDictionary, UserWord

HARD = [
    "",
    " 北京 \u3000天安门\t\n",
    "-1.5 3.14% AT&T C++ iPhone15 www.a-b.com 5%%.5 3.%a",
    "T恤AA制a1.5.2b B超B超机 γ射线 1.x 2.3%4",
    "𠮷野家👨‍👩‍👧Ａ１，﹏\U0010ffff",
    "一\r\n二\x0b三\x85四\u2028五\r\r\n\n六\r",
    "一\ud83d二\ude00三\ud83d",
    "\u4dff\u4e00\u9fd5\u9fd6\x00\ufffd\ue000",
    "鿍鿎龦龧龨鿕" * 3,  # the model knows none of them
    "常在战战兢兢中国国国家人民民主主义",
]
# Characters that meet: known and unknown to the dictionary, letters, marks, white space.
ALPHABET = "中国人民大学生产教融合的一在国家龥鿕㐀𠮷aB09+#&._%- \r\n\u3000，。"
TEXTS = st.text(ALPHABET, max_size=40) | st.text(max_size=20)


def words_of(*pairs):
    return UserDictionary("d.txt", "", tuple(UserWord(word, freq) for word, freq in pairs))


class Reference:
    """jieba with user words, its force-split set its own."""

    def __init__(self, tokenizer, pairs=()):
        self.tokenizer, self.split = tokenizer, set()
        self(lambda: [tokenizer.add_word(word, freq) for word, freq in pairs])

    def __call__(self, work):
        theirs = jieba.finalseg.Force_Split_Words
        jieba.finalseg.Force_Split_Words = self.split
        try:
            return work()
        finally:
            jieba.finalseg.Force_Split_Words = theirs


def check(text, native, plain, reference):
    lcut, search = reference.tokenizer.lcut, reference.tokenizer.lcut_for_search
    assert native.cut(text) == reference(lambda: lcut(text))
    assert plain.cut(text) == reference(lambda: lcut(text, HMM=False))
    assert native.cut_all(text) == reference(lambda: lcut(text, cut_all=True))
    assert native.cut_for_search(text) == reference(lambda: search(text))
    assert plain.cut_for_search(text) == reference(lambda: search(text, HMM=False))


@pytest.fixture(scope="module")
def both(native):
    return native, NativeSegmenter(hmm=False)


def test_every_real_text_is_cut_as_jieba_cuts_it(shared_texts, both, plain_jieba):
    assert len(shared_texts) > 30
    for text in shared_texts:
        assert both[0].cut(text) == plain_jieba.lcut(text)


def test_every_mode_is_jieba_s_on_real_text(shared_texts, both, plain_jieba):
    check("\n".join(text[:2000] for text in shared_texts), *both, Reference(plain_jieba))


@pytest.mark.parametrize("text", HARD)
def test_hard_texts_are_cut_as_jieba_cuts_them(text, both, plain_jieba):
    check(text, *both, Reference(plain_jieba))


def test_every_character_of_unicode_is_cut_as_jieba_cuts_it(both, plain_jieba):
    text = "".join(map(chr, range(sys.maxunicode + 1)))
    reference = Reference(plain_jieba)
    check("".join(f"{c}中" for c in text[:0x3100]), *both, reference)
    assert both[0].cut(text) == plain_jieba.lcut(text)
    assert both[0].cut_all(text) == plain_jieba.lcut(text, cut_all=True)


@settings(max_examples=300)
@given(TEXTS)
def test_any_text_is_cut_as_jieba_cuts_it(both, plain_jieba, text):
    check(text, *both, Reference(plain_jieba))


USER_WORDS = st.lists(
    st.tuples(
        st.text("中国人民大学生产教融合aB1. 𠮷", min_size=1, max_size=5),
        st.none() | st.integers(0, 3) | st.integers(100, 10**9),
    ),
    max_size=8,
)


@settings(max_examples=150)
@given(pairs=USER_WORDS, texts=st.lists(TEXTS, min_size=1, max_size=4))
def test_user_words_work_as_in_jieba(native, plain_jieba, pairs, texts):
    theirs = jieba.Tokenizer()
    theirs.FREQ, theirs.total, theirs.initialized = (
        Overlaid(plain_jieba.FREQ),
        plain_jieba.total,
        True,
    )
    reference = Reference(theirs, pairs)
    dictionaries = [words_of(*pairs)]
    ours = NativeSegmenter(dictionaries), NativeSegmenter(dictionaries, hmm=False)
    for text in [*texts, "".join(word for word, _ in pairs)]:
        check(text, *ours, reference)


class Overlaid(dict):
    """A table over another that stays as it is: copying jieba's takes too long."""

    def __init__(self, below):
        super().__init__()
        self.below = below

    def __missing__(self, key):
        return self.below[key]

    def __contains__(self, key):
        return super().__contains__(key) or key in self.below

    def get(self, key, default=None):
        return self[key] if key in self else default  # noqa: SIM401 (dict.get asks no __missing__)


def test_a_word_once_split_stays_split_and_only_there(native):
    text = "杭研大厦"  # 杭研 is known to no dictionary: the model puts it together
    assert native.cut(text) == ["杭研", "大厦"]
    assert NativeSegmenter([words_of(("杭研", 0))]).cut(text) == ["杭", "研", "大厦"]
    again = NativeSegmenter([words_of(("杭研", 0), ("杭研", 1))])
    assert again.cut("我在杭研") == JiebaSegmenter(again.userdicts).cut("我在杭研")
    assert native.cut(text) == ["杭研", "大厦"]


def test_a_word_longer_than_the_core_can_take_is_refused(native):
    assert NativeSegmenter([words_of(("长" * 255, 10**9))]).cut("长" * 255) == ["长" * 255]
    with pytest.raises(ValueError, match="256"):
        NativeSegmenter([words_of(("长" * 256, 5))])


@pytest.mark.parametrize("run", ["人", "a", "中国", "人民a", "龥", "产教融合1."])
def test_a_run_longer_than_a_segment_is_cut_as_jieba_cuts_it(both, plain_jieba, run):
    text = run * (70_000 // len(run)) + "。"
    assert both[1].cut(text) == plain_jieba.lcut(text, HMM=False)
    if run != "龥":  # jieba's model takes time by the square of the run
        assert both[0].cut(text) == plain_jieba.lcut(text)


def test_scores_of_a_long_block_are_added_in_jieba_s_order(both, plain_jieba, shared_texts):
    """Sums of many floats hang on their order; without punctuation a page is one block."""
    block = "".join(c for text in shared_texts for c in text if "\u4e00" <= c <= "\u9fd5")[:80_000]
    assert both[1].cut(block) == plain_jieba.lcut(block, HMM=False)
    assert both[0].cut(block) == plain_jieba.lcut(block)


# --- columns --------------------------------------------------------------------------------


def nothing(_):
    """Take the progress and say nothing."""


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_columns_of_real_texts_are_those_of_the_slow_way(
    same, shared_texts, native, segmenter, jobs
):
    texts = shared_texts
    same(native.columns(texts, nothing, jobs), cut_by_words(native.cut, texts, nothing))
    few = [text[:3000] for text in texts]
    same(native.columns(few, nothing, jobs), segmenter.columns(few, nothing))


@settings(max_examples=200)
@given(st.lists(TEXTS, max_size=6))
def test_columns_of_any_texts_are_those_of_the_slow_way(same, native, segmenter, texts):
    same(native.columns(texts, nothing), segmenter.columns(texts, nothing))


def test_a_long_text_is_cut_in_pieces_and_comes_out_whole(same, native):
    text = ("深化产教融合，\r\n" * 40_000) + "无标点" * 200_000 + "\r" * 9 + "完。"
    parts = list(pieces(["甲", text], 0, 2))
    assert "".join(part for number, _, part in parts if number) == text
    assert len(parts) > 3
    same(native.columns(["甲", text], nothing, 1), cut_by_words(native.cut, ["甲", text], nothing))


def test_progress_is_told_all_characters(native):
    seen = []
    texts = ["甲乙。\n丁", "", "丙" * (3 * BATCH)]
    native.columns(texts, seen.append, 2)
    assert sum(seen) == sum(map(len, texts))


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_stops_the_progress_stops_the_work(native, jobs):
    told = []

    def stop(amount):
        told.append(amount)
        raise InterruptedError

    with pytest.raises(InterruptedError):
        native.columns(["甲乙，" * BATCH] * 4, stop, jobs)
    assert len(told) <= jobs


@given(st.lists(st.integers(0, 10**6), max_size=20), st.integers(1, 9))
def test_shares_are_all_texts_once_in_order(sizes, jobs):
    runs = shares(sizes, jobs)
    assert [i for first, end in runs for i in range(first, end)] == list(range(len(sizes)))
    assert 1 <= len(runs) <= jobs


@given(st.lists(TEXTS, max_size=6))
def test_words_are_counted_as_they_are_cut(native, texts):
    columns = native.columns(texts, lambda _: None)
    freq, spread = columns.counted
    size = len(columns.vocabulary)
    owner = np.repeat(np.arange(len(texts)), np.diff(columns.bounds))
    pairs = set(zip(owner.tolist(), columns.tokens, strict=True))
    assert freq.tolist() == np.bincount(columns.tokens, minlength=size).tolist()
    assert spread.tolist() == [sum(t == word for _, t in pairs) for word in range(size)]


def test_counts_of_threads_and_of_long_texts_add_up(native):
    texts = ["产教融合，职业教育。" * (BATCH // 4), "职业教育，" * (BATCH // 2), "产教融合。"]
    one, many = (native.columns(texts, lambda _: None, jobs) for jobs in (1, 3))
    for ours, theirs in zip(one.counted, many.counted, strict=True):
        assert ours == theirs
    assert sum(one.counted[0]) == len(one.tokens)
    # A text that is cut in pieces is one text.
    assert dict(zip(one.vocabulary, one.counted[1].tolist(), strict=True)) == {
        "产教": 2, "融合": 2, "，": 2, "职业": 2, "教育": 2, "。": 2,
    }  # fmt: skip
