"""Strings cut out of a clause are no phrases; what they are cut out of may be one."""

from functools import cache

import pytest

from cntext.lazy import np
from cntext.measure.stats.distributions import share_interval
from cntext.measure.stats.mining import survey
from cntext.measure.stats.phrase_classes import word_classes
from cntext.measure.stats.phrase_discovery import weigh
from cntext.measure.stats.phrase_parts import parts_of
from cntext.measure.stats.sure_share import lower_bound
from cntext.model import Document
from cntext.segment.build import build_corpus
from cntext.segment.engine import DictionaryBackground, JiebaSegmenter
from cntext.stopwords import load_stopwords

# Enough of other text for a corpus that is no page.
FILLER = "天气晴朗。" * 5_000


@cache
def segmenter() -> JiebaSegmenter:
    return JiebaSegmenter([], hmm=False)


def listed(text: str, *, large: bool = False) -> set[str]:
    """Return what is listed of ``text``, by itself or in a large corpus."""
    documents = [Document("a", text), *([Document("b", FILLER)] if large else [])]
    corpus = build_corpus(documents, segmenter())
    background, edges = DictionaryBackground(), load_stopwords().words
    padding = load_stopwords(("boilerplate_policy",)).words
    parts = parts_of(corpus)
    texts = survey(parts, edges)
    classes = word_classes(texts, background, edges, padding)
    found = weigh(parts, texts, classes, background, min_freq=2)
    spelt = found.repeats.texts()
    return {spelt[i] for i in found.listed.tolist()}


@pytest.mark.parametrize(
    ("text", "piece", "phrase"),
    [
        pytest.param(
            "对接产业发展需求和新技术创新应用，适应产业发展需求和新技术创新应用。产业发展向好。",
            "需求和新技术创新应用",
            "产业发展",
            id="the second half of a pair",
        ),
        pytest.param(
            "服务区域经济发展，构建服务区域发展新格局。区域经济发展提速。",
            "服务区域",
            "区域经济发展",
            id="a verb and the first word of its object",
        ),
        pytest.param(
            "职业技能大赛获一等奖2项。职业技能大赛获一等奖3项。职业技能大赛开幕，办好职业技能大赛。",
            "职业技能大赛获一等奖",
            "职业技能大赛",
            id="who won what",
        ),
        pytest.param(
            "为现代产业体系夯实人才基础。要为现代产业体系夯实人才基础。现代产业体系完备。",
            "现代产业体系夯实人才基础",
            "现代产业体系",
            id="a verb behind what a preposition governs",
        ),
        pytest.param(
            "为产业体系建设提供有力支撑。产业体系建设提供新动能。产业体系建设提速。",
            "产业体系建设提供",
            "产业体系建设",
            id="a verb that goes on to its object",
        ),
        pytest.param(
            "荣获重庆市一等奖。荣获重庆市表彰。科技园区落成。科技园区开放。",
            "荣获重庆市",
            "科技园区",
            id="a verb and a place",
        ),
    ],
)
@pytest.mark.parametrize("large", [False, True])
def test_a_stretch_of_a_clause_is_no_phrase(text, piece, phrase, large):
    assert text.count(piece) > 1 or piece == "服务区域"
    found = listed(text, large=large)
    assert phrase in found
    assert piece not in found


def test_what_is_quoted_is_a_phrase_by_its_authors_word():
    text = "为“现代产业体系夯实人才基础”出力。为“现代产业体系夯实人才基础”加油。"
    assert "现代产业体系夯实人才基础" in listed(text)


def test_two_phrases_and_a_conjunction_are_two_phrases():
    pair = "促进产教融合和校企合作。" * 2
    free = "推进产教融合。产教融合，校企合作。校企合作提质，产教融合增效。校企合作、产教融合。"
    found = listed(pair + free, large=True)
    assert {"产教融合", "校企合作"} <= found
    assert "产教融合和校企合作" not in found


def test_a_pair_that_sticks_together_is_one():
    text = "反对霸权主义和强权政治。霸权主义和强权政治，抵制霸权主义和强权政治。"
    text += "霸权主义抬头。强权政治，反对霸权主义，不要强权政治。"
    assert "霸权主义和强权政治" in listed(text, large=True)


def test_a_level_of_government_makes_no_new_phrase():
    text = "省级产教融合试点。省级产教融合基地。" + "推进产教融合，深化产教融合，坚持产教融合。" * 2
    found = listed(text, large=True)
    assert "产教融合" in found
    assert "省级产教融合" not in found


def test_two_loose_characters_on_a_page_must_recur_often():
    name = "易俊出席。易俊讲话。"
    assert "易俊" not in listed(name)
    assert "思政" in listed("加强思政。重视思政。讲好思政。坚持思政。抓实思政。")


@pytest.mark.parametrize(
    ("hits", "trials", "low"), [(0, 0, 0.0), (0, 5, 0.0), (2, 15, 0.0451), (7, 9, 0.5036)]
)
def test_the_lower_bound_is_that_of_the_score_interval(hits, trials, low):
    value = float(lower_bound(np.array([hits]), np.array([trials]))[0])
    assert value == pytest.approx(low, abs=1e-4)
    if trials:  # one-sided at 95 % is the lower end of the interval at 90 %
        assert value == pytest.approx(share_interval(hits, trials, 0.9)[0], abs=1e-5)
