"""What never begins or ends by itself is no phrase; what does so once may be one."""

import pytest

from cntext.lazy import np
from cntext.measure.stats.mining import survey
from cntext.measure.stats.phrase_bounds import joined_in_front
from cntext.measure.stats.phrase_classes import word_classes
from cntext.measure.stats.phrase_discovery import weigh
from cntext.measure.stats.phrase_layout import laid_out
from cntext.measure.stats.phrase_parts import parts_of
from cntext.measure.stats.phrase_weights import LEAST, SMALL, listable
from cntext.model import Document
from cntext.segment.build import build_corpus
from cntext.segment.engine import DictionaryBackground, JiebaSegmenter
from cntext.stopwords import load_stopwords


@pytest.fixture(scope="module")
def segmenter():
    return JiebaSegmenter([], hmm=False)


def found(text, segmenter, known=frozenset()):
    corpus = build_corpus([Document("a", text)], segmenter)
    background, edges = DictionaryBackground(), load_stopwords().words
    padding = load_stopwords(("boilerplate_policy",)).words
    parts = parts_of(corpus)
    texts = survey(parts, edges)
    classes = word_classes(texts, background, edges, padding)
    return weigh(parts, texts, classes, background, min_freq=2, known=known)


def held(text, segmenter):
    """Return every string that passes the filters, folded or not."""
    return set(found(text, segmenter).repeats.texts())


@pytest.mark.parametrize(
    ("text", "piece", "free"),
    [
        pytest.param(
            "市政工程技术专业的学生。智能控制技术专业课程。",
            "技术专业",
            "开设技术专业。",
            id="behind other nouns alone",
        ),
        pytest.param(
            "加强逆周期调节。做好跨周期调节。",
            "周期调节",
            "重视周期调节。",
            id="behind pieces of words that the dictionary lacks",
        ),
        pytest.param(
            "推动教育链、人才链深度融合，创新链和人才链深度融合。",
            "人才链深度融合",
            "人才链深度融合。",
            id="said of the whole list",
        ),
        pytest.param(
            "贯彻新发展理念，构建新发展格局。理念先行，格局更大。",
            "新发展",
            "迎来新发展。",
            id="goes on to a noun",
        ),
    ],
)
def test_what_never_begins_or_ends_by_itself_is_a_piece(text, piece, free, segmenter):
    assert text.count(piece) == 2
    assert piece not in held(text, segmenter)
    assert piece in held(text + free, segmenter)


def test_what_is_known_to_be_a_phrase_needs_no_beginning_of_its_own(segmenter):
    text = "市政工程技术专业的学生。智能控制技术专业课程。"
    evidence = found(text, segmenter, {"技术专业"})
    texts = evidence.repeats.texts()
    assert "技术专业" in {texts[i] for i in evidence.listed.tolist()}


def test_what_is_said_of_someone_and_goes_on_in_a_list_is_cut_off(segmenter):
    text = "了解未成年人学习、生活。安排未成年人学习、休息。"
    assert "未成年人学习" not in held(text, segmenter)


def test_a_verb_and_the_first_of_its_objects_is_cut_off(segmenter):
    text = "坚持贯彻执行调整、改革的方针。要贯彻执行调整、整顿的方针。"
    assert "贯彻执行调整" not in held(text, segmenter)


def test_a_verbal_noun_in_front_governs(segmenter):
    text = "服务国际产能合作。建设国际产能合作。"
    assert "国际产能合作" in held(text, segmenter)


def test_what_is_quoted_needs_no_free_beginning(segmenter):
    text = "工程“技术专业”。控制“技术专业”。"
    assert "技术专业" in held(text, segmenter)


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("国家建立健全制度。国家建立健全体系。", "国家建立健全"),
        ("各种形式的职业教育，多种层次和形式的职业教育。职业教育。", "形式的职业教育"),
        ("按一万元计算。不足的按一万元计算。", "一万元计算"),
        ("提供条件和支持。给予条件和支持。", "条件和支持"),
        ("以合作的方式进行学徒培养。用合作的方式进行学徒培养。", "方式进行学徒培养"),
        ("对接产业强特色。紧跟产业强特色。", "产业强特色"),
        ("违反本法规定，按照本法规定。", "本法规定"),
        ("国家采取措施，国家采取措施。", "国家采取措施"),
        ("实习单位安排与专业相符的岗位，单位安排职工培训。", "单位安排"),
        ("高质量共建“一带一路”。推动高质量共建“一带一路”。", "高质量共建"),
    ],
)
def test_stretches_of_clauses_that_real_pages_had(text, cut, segmenter):
    assert text.count(cut) == 2
    assert cut not in held(text, segmenter)


def test_joined_in_front_by_hand(segmenter):
    text = "体系建设，和建设。"
    corpus = build_corpus([Document("a", text)], segmenter)
    edges = load_stopwords().words
    texts = survey(parts_of(corpus), edges)
    classes = word_classes(texts, DictionaryBackground(), edges, frozenset())
    layout, places = laid_out(corpus, edges), np.array([1, 2, 3, 4, 7, 8])
    joined = joined_in_front(layout, classes.nominal, classes.action)[places]
    # Behind the barrier in front: 体 begins, 系 is inside a word, 建 is behind a noun, 设 inside.
    assert joined[:4].tolist() == [False, True, True, True]
    assert joined[4:].tolist() == [False, True]  # 和|建设


def test_on_a_page_the_weak_are_left_out():
    scores = np.array([LEAST - 0.01, LEAST, LEAST + 5])
    assert listable(scores, SMALL - 1).tolist() == [False, True, True]
    assert listable(scores, SMALL).tolist() == [True, True, True]


def test_what_is_left_out_is_counted(segmenter):
    text = "推进产教融合。产教融合好。一等奖两个，一等奖三个。" + "教学水平提高。教学水平不错。" * 2
    evidence = found(text, segmenter)
    texts = evidence.repeats.texts()
    listed = {texts[i] for i in evidence.listed.tolist()}
    weak = {texts[i] for i in np.flatnonzero(evidence.weak).tolist()}
    assert "产教融合" in listed
    assert "教学水平提高" in weak
    assert not listed & weak
    assert all(evidence.scores[i] < LEAST for i in np.flatnonzero(evidence.weak).tolist())


def test_the_name_of_one_body_is_no_policy(segmenter):
    text = "重庆工程学院办学，重庆工程学院招生。产业学院办学，产业学院招生。"
    evidence = found(text, segmenter)
    texts = evidence.repeats.texts()
    named = {word: evidence.terms["bearer"][texts.index(word)] for word in texts if "学院" in word}
    assert named["重庆工程学院"] == 1
    assert named["产业学院"] == 0
