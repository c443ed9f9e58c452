"""The tokens are jieba's own, with user words or without, and nothing global is touched."""

import jieba
import jieba.finalseg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cntext.segment.engine import DictionaryBackground, JiebaSegmenter
from cntext.segment.userdict import load_userdict

HARD = [
    "",
    "北京",
    " 北京 \u3000天安门\t\n",
    "北\u200b京",
    "我来到北京清华大学",
    "-1.5 3.14% AT&T C++ iPhone15 www.a-b.com",
    "𠮷野家👨‍👩‍👧Ａ１，﹏",
    "一\r\n二\x0b三\x85四\u2028五",
    "人" * 500,
    "a" * 5000,
    "１９７８年６．４％",
    "\ufffd\ue000",
]


def solid(words):
    return [word for word in words if not word.isspace()]


@pytest.mark.parametrize("hmm", [True, False])
def test_every_real_text_is_cut_as_jieba_cuts_it(shared, plain_jieba, hmm, segmenter):
    ours = segmenter if hmm else JiebaSegmenter(hmm=False)
    paths = [shared / "newspaper_page.txt", *sorted((shared / "govreport").glob("*.txt"))]
    for path in paths if hmm else paths[:6]:
        text = path.read_text("utf-8")
        assert ours.cut(text) == plain_jieba.lcut(text, HMM=hmm), path.name


@pytest.mark.parametrize("text", HARD)
def test_hard_texts_are_cut_and_tagged_as_jieba_does(text, segmenter, plain_jieba, jieba_tagger):
    assert segmenter.cut(text) == plain_jieba.lcut(text)
    assert segmenter.tag(text) == [(pair.word, pair.flag) for pair in jieba_tagger.lcut(text)]


def test_parts_of_speech_are_jieba_s(shared, segmenter, jieba_tagger):
    text = (shared / "newspaper_page.txt").read_text("utf-8")[:2500]
    assert segmenter.tag(text) == [(pair.word, pair.flag) for pair in jieba_tagger.lcut(text)]


@given(st.text())
def test_the_pieces_put_together_are_the_text(segmenter, text):
    assert "".join(segmenter.cut(text)) == text


@given(st.text("产教融合 双高A1,。\u3000\n"))
def test_the_tagged_pieces_put_together_are_the_text(segmenter, text):
    assert "".join(word for word, _ in segmenter.tag(text)) == text


USER_WORDS = """深化产教融合 20000 n
重庆工程职院 5 nt
云计算
科教融汇 nz
双高 100
天安 0
党的二十大精神 99999 n
"""


def test_user_dictionaries_work_as_in_jieba(shared, tmp_path, jieba_tokenizer, monkeypatch):
    monkeypatch.setattr(jieba.finalseg, "Force_Split_Words", set())  # jieba fills it for good
    one, two = tmp_path / "one.txt", tmp_path / "two.txt"
    one.write_text(USER_WORDS, "utf-8")
    two.write_text("产教\n云计算 0\n", "utf-8")
    ours = JiebaSegmenter([load_userdict(one), load_userdict(two)])
    theirs = jieba_tokenizer(str(one), str(two))
    text = (shared / "newspaper_page.txt").read_text("utf-8") + "天安门上，云计算中心。"
    assert ours.cut(text) == theirs.lcut(text)
    assert "重庆工程职院" in ours.cut(text)
    tagger = jieba.posseg.POSTokenizer(theirs)
    assert ours.tag(text[:900]) == [(pair.word, pair.flag) for pair in tagger.lcut(text[:900])]


def test_a_user_dictionary_stays_with_its_segmenter(tmp_path, segmenter, plain_jieba):
    text = "杭研大厦位于云计算中心。"  # 杭研 is known to no dictionary: the model puts it together
    assert "杭研" in segmenter.cut(text)
    (tmp_path / "d.txt").write_text("杭研 0\n云计算中心 100\n", "utf-8")
    other = JiebaSegmenter([load_userdict(tmp_path / "d.txt")])
    assert other.cut(text)[:2] == ["杭", "研"]
    assert "云计算中心" in other.cut(text)
    # jieba keeps words of frequency 0 in one set for the whole process.
    assert segmenter.cut(text) == plain_jieba.lcut(text)
    assert "杭研" in segmenter.cut(text)
    assert jieba.finalseg.Force_Split_Words == set()


def test_jieba_s_global_tokenizer_is_never_loaded(segmenter):
    segmenter.cut("我来到北京清华大学")
    assert not jieba.dt.initialized


def test_the_name_says_engine_and_version(segmenter):
    assert segmenter.name == "jieba 0.42.1"


def test_the_background_knows_frequency_tag_and_idf():
    background = DictionaryBackground()
    assert background.freq("发展") > background.freq("产教") == 0
    assert (background.tag("发展"), background.tag("产教")) == ("vn", "")
    assert background.total == 60_101_967
    assert background.idf("的") != background.idf("发展")
    assert background.idf("没有这个词") == pytest.approx(11.9547675029)
