"""Discovery lists phrases, not their pieces, in an order that can be justified."""

import importlib.util
from functools import cache
from pathlib import Path

import jieba
import numpy as np
import pytest

from cntext.corpus import Corpus, corpus_of
from cntext.measure.stats.mining import mine, mined, survey
from cntext.measure.stats.phrase_classes import word_classes
from cntext.measure.stats.phrase_discovery import Phrase, discover
from cntext.measure.stats.phrase_edges import plausible
from cntext.measure.stats.phrase_nesting import nests
from cntext.measure.stats.phrase_parts import parts_of
from cntext.measure.stats.phrase_scores import attachment, cohesion, keyness
from cntext.measure.stats.phrase_shape import shapes
from cntext.model import Document

ROOT = Path(__file__).parents[3]
EDGE_LISTS = (
    "particles pronouns prepositions conjunctions adverbs auxiliaries numerals measures locatives"
)
BREAKS = ("部署有力|度", "亲和化表|达", "全国第|4、重庆第2", "新应|用", "重|要", "我校坚|持")


class JiebaDictionary:
    """The background that jieba ships, read without jieba."""

    def __init__(self, entries: dict[str, tuple[int, str]]) -> None:
        self.entries = entries
        self.total = sum(freq for freq, _ in entries.values())

    def freq(self, word: str) -> int:
        return self.entries.get(word, (0, ""))[0]

    def tag(self, word: str) -> str:
        return self.entries.get(word, (0, ""))[1]


@cache
def jieba_dictionary() -> JiebaDictionary:
    spec = importlib.util.find_spec("jieba")
    path = Path(spec.origin).parent / "dict.txt"
    rows = (line.split() for line in path.read_text("utf-8").splitlines())
    return JiebaDictionary({word: (int(freq), tag) for word, freq, tag in rows})


@cache
def words(names: str) -> frozenset[str]:
    lines = [
        line.strip()
        for name in names.split()
        for line in (ROOT / f"stopwords/{name}.txt").read_text("utf-8").splitlines()
    ]
    return frozenset(line for line in lines if line and not line.startswith("#"))


@cache
def tokenizer() -> jieba.Tokenizer:
    jieba.setLogLevel(60)
    return jieba.Tokenizer()


def segment(*texts: str) -> Corpus:
    pairs = [
        [(w, a) for w, a, _ in tokenizer().tokenize(text, HMM=False) if not w.isspace()]
        for text in texts
    ]
    return corpus_of([Document(str(i), text) for i, text in enumerate(texts)], pairs)


def found(corpus: Corpus, **options) -> list[Phrase]:
    options.setdefault("dated", len(corpus))
    return discover(
        corpus, jieba_dictionary(), words(EDGE_LISTS), words("boilerplate_policy"), **options
    )


def cut(text: str) -> Corpus:
    place, pairs = 0, []
    for word in text.split("/"):
        pairs.append((word, place))
        place += len(word)
    return corpus_of([Document("0", text.replace("/", ""))], [pairs])


SMALL = JiebaDictionary(
    {
        "深化": (10, "v"),
        "产教": (1, "n"),
        "融合": (9, "vn"),
        "大力": (50, "d"),
        "发展": (800, "vn"),
        "的": (1000, "u"),
        "和": (900, "c"),
        "中": (700, "f"),
        "中和": (3, "v"),
        "碳": (5, "n"),
        "三个": (90, "m"),
        "两个": (90, "m"),
        "四项": (9, "m"),
        "方面": (80, "n"),
        "原则": (40, "n"),
        "双": (7, "m"),
        "循环": (12, "vn"),
        "或者": (60, "c"),
        "吴": (20, "nr"),
        "吴语": (2, "n"),
        "常": (30, "d"),
        "涛": (2, "n"),
    }
)


def passes(
    text: str, edge_words: str = "的 和 中 双 三个 两个 四项", adverbs: str = "大力"
) -> set[str]:
    corpus, edges = cut(text), frozenset(edge_words.split())
    parts = parts_of(corpus)
    texts = survey(parts, edges)
    classes = word_classes(texts, SMALL, edges, frozenset(adverbs.split()))
    repeats = mined(parts, texts, min_freq=2)
    good = plausible(repeats, shapes(repeats), classes, SMALL)
    return {text for text, ok in zip(repeats.texts(), good.tolist(), strict=True) if ok}


def test_phrase_neither_begins_nor_ends_with_a_function_word():
    assert passes("产教/融合/的/，/的/产教/融合/的/，/产教/融合") == {"产教融合"}


def test_padding_before_a_bare_verb_is_no_phrase():
    assert passes("大力/发展/，/大力/发展") == set()


def test_choice_between_two_things_is_no_phrase():
    found = passes("原则/或者/方面/，/原则/或者/方面/，/原则/和/方面/，/原则/和/方面")
    assert "原则或者方面" not in found
    assert "原则和方面" in found


def test_name_of_a_person_cut_into_characters_is_no_phrase_unless_quoted():
    assert "吴常涛" not in passes("吴/常/涛/，/吴/常/涛")
    assert "吴语方面" in passes("吴语/方面/，/吴语/方面")
    assert "吴常涛" in passes("“/吴/常/涛/”/“/吴/常/涛/”")


def test_conjunction_at_the_end_of_a_clause_is_a_piece_of_a_word():
    assert "碳中和" in passes("碳/中/和/，/碳/中/和/。")
    assert "碳中和" not in passes("碳/中/和/产教/碳/中/和/融合")


def test_number_that_names_one_thing_is_told_from_one_that_counts():
    assert "四项原则" in passes("四项/原则/，/四项/原则")
    text = "三个/方面/，/三个/方面/，/两个/方面/，/两个/方面"
    assert not passes(text) & {"三个方面", "两个方面"}
    assert "双循环" in passes("双/循环/，/双/循环")


def test_quotation_marks_admit_what_the_edges_forbid():
    assert "的融合" in passes("“/的/融合/”/“/的/融合/”")


def test_cohesion_attachment_and_keyness_by_hand():
    # 20 characters; 产教 2, 融合 4, 产教融合 2.
    corpus = cut("产教/融合/，/产教/融合/，/深化/融合/，/大力/融合/发展/的/和")
    parts = parts_of(corpus)
    texts = survey(parts, frozenset("的和"))
    classes = word_classes(texts, SMALL, frozenset("的和"), frozenset())
    repeats = mine(corpus, frozenset("的和"), min_freq=2)
    i, shape = repeats.texts().index("产教融合"), shapes(repeats)
    size = 20
    assert repeats.whole.solid == size
    expected = np.log(2 * size / (2 * 4)) / -np.log(2 / size)
    assert cohesion(repeats, shape)[i] == pytest.approx(expected)
    assert attachment(repeats, shape, classes)[i] == 0.5
    surprise = -np.log(4 / SMALL.total) - np.log(12 / SMALL.total)
    assert keyness(repeats, shape, classes)[i] == pytest.approx(np.log(1.7 * 2 / size) + surprise)


def test_c_value_takes_off_the_mean_of_the_longer_strings():
    text = "深化/产教/融合/，" * 7 + "产教/融合/，" * 7 + "融合/，" * 6
    repeats = mine(cut(text), frozenset(), min_freq=2)
    nest, texts = nests(repeats), repeats.texts()
    c_value = dict(zip(texts, nest.c_value(repeats.freq, repeats.length).tolist(), strict=True))
    assert c_value["深化产教融合"] == pytest.approx(np.log2(6) * 7)
    # Inside 产教融合 (14) and 深化产教融合 (7); 深化产教 is a candidate too, and holds no 融合.
    assert c_value["融合"] == pytest.approx(1 * (20 - 10.5))
    assert c_value["产教融合"] == pytest.approx(2 * (14 - 7))


def test_nestings_are_those_that_looking_at_every_pair_finds():
    corpus = segment(
        "深化产教融合，推进产教融合型企业、产教融合和校企合作。一步一步，一步一步走。" * 3
    )
    repeats = mine(corpus, words(EDGE_LISTS), min_freq=2)
    nest, texts = nests(repeats), repeats.texts()
    expected = {
        (a, b): (texts[b].startswith(texts[a]), texts[b].endswith(texts[a]))
        for a in range(len(texts))
        for b in range(len(texts))
        if a != b and texts[a] in texts[b]
    }
    columns = (nest.part, nest.holder, nest.begins, nest.ends)
    found = {(a, b): (c, d) for a, b, c, d in zip(*(x.tolist() for x in columns), strict=True)}
    assert found == expected
    assert len(expected) > 20


def test_nothing_comes_of_nothing():
    assert found(corpus_of([], [])) == []
    assert found(corpus_of([Document("0", "")], [[]])) == []
    assert found(segment("产教融合")) == []


def test_order_of_undated_documents_does_not_matter():
    texts = [f"深化产教融合第{i}号，推进校企合作。建设现代化产业体系。" for i in range(12)]
    texts[3] += "产教融合、校企合作。"
    one, two = (found(segment(*t), dated=0) for t in (texts, texts[::-1]))
    assert [(p.text, p.freq, p.range, p.score) for p in one] == [
        (p.text, p.freq, p.range, p.score) for p in two
    ]
    assert all(p.burst is None for p in one)


@pytest.fixture
def page(shared) -> str:
    text = (shared / "newspaper_page.txt").read_text("utf-8")
    lines = [line.lstrip("# ").strip() for line in text.splitlines()]
    text = "\n".join(line for line in lines if line)
    for pair in BREAKS:
        left, right = pair.split("|")
        assert f"{left}\n{right}" in text
        text = text.replace(f"{left}\n{right}", left + right)
    return text


def test_newspaper_page_gives_its_phrases(page):
    text = page
    phrases = found(segment(text))
    freq = {p.text: p.freq for p in phrases}
    wanted = {"产教融合": 14, "科教融汇": 8, "双高": 6, "校企合作": 7, "党的二十大精神": 18}
    wanted["现代化产业体系"] = 14
    assert wanted.items() <= freq.items()
    assert wanted.keys() - {"双高"} <= {p.text for p in phrases[:10]}
    assert "双高" in {p.text for p in phrases[:20]}
    assert not freq.keys() & {"重庆工程职", "重庆工程", "党的二十大", "产教"}
    verbs = {"入选教育部", "荣获重庆市", "参加全国", "服务区域", "推动创新链", "瞄准产业", "培养人"}
    clauses = {"大赛获", "大赛获一等奖", "重庆现代化产业体系建设提供", "需求和新技术创新应用"}
    assert not freq.keys() & (verbs | clauses)
    assert all(p.freq == text.count(p.text) for p in phrases)
    assert all(text.startswith(p.text, p.first[1]) for p in phrases)


def test_reports_give_phrases_and_exact_counts(shared):
    texts = [path.read_text("utf-8") for path in sorted((shared / "govreport").glob("*.txt"))]
    corpus = segment(*texts)
    phrases = found(corpus)
    assert [p.text for p in phrases] == [p.text for p in found(corpus)]
    first = {p.text for p in phrases[:100]}
    assert {
        "一带一路",
        "三个代表",
        "一国两制",
        "供给侧结构性改革",
        "高质量发展",
    } <= first
    assert "改革开放" in {p.text for p in phrases[:150]}
    assert not first & {"大力发展", "认真落实", "积极发展", "高质量", "体系建设", "表示诚挚感谢"}
    for p in phrases[:3000]:
        assert p.freq == sum(text.count(p.text) for text in texts)
        assert p.range == sum(p.text in text for text in texts)
        assert texts[p.first[0]].startswith(p.text, p.first[1])
    assert all(p.burst is not None and p.burst[0] <= p.burst[1] for p in phrases)
    listed = {p.text for p in phrases}
    assert all(p.parent in listed and p.parent in p.text for p in phrases if p.parent)


def test_light_noun_after_a_topic_is_folded_into_it():
    text = "学校卫生，学校卫生。发展学校卫生，学校卫生工作。学校卫生工作，改进学校卫生。学校卫生。"
    listed = {phrase.text for phrase in found(segment(text), min_freq=2)}
    assert "学校卫生" in listed
    assert "学校卫生工作" not in listed


def test_object_of_verbs_of_adopting_comes_before_what_is_raised():
    text = "实施产业振兴，坚持产业振兴，推行产业振兴。提高产品质量，增加产品质量，降低产品质量。"
    listed = [phrase.text for phrase in found(segment(text), min_freq=2)]
    assert listed.index("产业振兴") < listed.index("产品质量")
