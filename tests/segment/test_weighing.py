"""The suggested frequency is jieba's own, and keeps a word whole."""

import pytest

from cntext.segment.engine import JiebaSegmenter
from cntext.segment.userdict import UserDictionary, UserWord
from cntext.segment.weighing import Scales

WORDS = ["产教融合", "立德树人", "科教融汇", "北京", "中出", "今天天气"]


@pytest.fixture(scope="module")
def by_dictionary():
    return JiebaSegmenter(hmm=False)


@pytest.mark.parametrize("word", WORDS)
def test_it_is_what_jieba_suggests(by_dictionary, word):
    tokenizer = JiebaSegmenter()._tokenizer
    assert Scales(by_dictionary).needed(word) == tokenizer.suggest_freq(word)


def test_a_word_comes_out_whole_with_it_and_is_cut_below_it(by_dictionary):
    word = "的人"
    needed = Scales(by_dictionary).needed(word)
    whole = JiebaSegmenter([UserDictionary("u", "", (UserWord(word, needed),))], hmm=False)
    assert whole.cut(word) == [word]
    cut = JiebaSegmenter([UserDictionary("u", "", (UserWord(word, needed - 2),))], hmm=False)
    assert cut.cut(word) == ["的", "人"]


def test_listed_is_the_frequency_in_the_dictionary(by_dictionary):
    scales = Scales(by_dictionary)
    assert scales.listed("北京") == 34488
    assert scales.listed("产教融合") == 0
