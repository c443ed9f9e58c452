"""The table of phrases: as a list, by family, by group, and with its reasons."""

import math
from functools import cache

import pytest

from cntext.analysis import ANALYSES
from cntext.errors import UsageProblem
from cntext.lexicon import Concept, Lexicon
from cntext.measure.phrases import phrases
from cntext.measure.stats.phrase_steps import RULES
from cntext.model import Document
from cntext.segment.build import build_corpus
from cntext.segment.engine import JiebaSegmenter

EARLY = (
    "推进产教融合。深化产教融合，发展职业教育。产教融合型企业支持职业教育。"
    "学校和企业深化产教融合，建设产教融合型企业。坚持产教融合、校企合作。"
)
LATE = "实施乡村振兴战略。乡村振兴要靠人才，推进乡村振兴、校企合作。坚持乡村振兴，深化校企合作。"


@cache
def words():
    return JiebaSegmenter([], hmm=False)


@pytest.fixture(scope="module")
def tools(phrase_tools):
    return {**phrase_tools, "lexicon": Lexicon([Concept("产教融合", "教育", ("产教融合",))])}


@pytest.fixture(scope="module")
def corpus():
    documents = [
        Document("a", EARLY, date="2018-01-01"),
        Document("b", LATE, date="2022-05-01"),
        Document("c", "", date="2023"),
    ]
    return build_corpus(documents, words())


def table(corpus, tools, **options):
    return phrases(corpus, **tools, min_freq=2, **options)


def by_phrase(found):
    return {row["phrase"]: row for row in found.records()}


def test_counts_are_those_of_the_text(corpus, tools):
    found = by_phrase(table(corpus, tools))
    assert {"产教融合", "校企合作", "乡村振兴"} <= found.keys()
    for phrase, row in found.items():
        texts = [document.text for document in corpus.documents]
        assert row["freq"] == sum(text.count(phrase) for text in texts)
        assert row["range"] == sum(phrase in text for text in texts)
        assert phrase in row["example"]
        assert row["per_million"] == pytest.approx(
            1e6 * row["freq"] / int(corpus.han_per_document().sum())
        )
    assert found["产教融合"]["known"] is True
    assert found["校企合作"]["first_document"] == "a"


def test_new_only_leaves_out_the_lexicon_and_the_dictionary(corpus, tools):
    every, new = (by_phrase(table(corpus, tools, new_only=flag)) for flag in (False, True))
    known = {p for p in every if p == "产教融合" or tools["background"].freq(p)}
    assert known
    assert new.keys() == every.keys() - known


def test_families_show_what_was_folded_with_its_counts(corpus, tools):
    found = table(corpus, tools, families=True)
    rows = [row for row in found.records() if row["family"] == "产教融合"]
    assert rows[0]["phrase"] == "产教融合"
    members = {row["phrase"]: row for row in rows}
    assert members["深化产教融合"]["freq"] == 2
    assert members["产教融合型企业"]["freq"] == 2
    # 6 in all, 2 in 深化产教融合, 2 in 产教融合型企业.
    assert members["产教融合"]["freq"] == 6
    assert members["产教融合"]["maximal"] == 6 - 2 - 2
    plain = by_phrase(table(corpus, tools))
    ranks = {row["phrase"]: row["rank"] for row in found.records() if row["rank"]}
    assert ranks == {phrase: row["rank"] for phrase, row in plain.items()}
    families = [row["family"] for row in found.records()]
    assert families == sorted(families, key=families.index)  # each family in one piece


def test_groups_are_compared_by_log_likelihood(corpus, tools):
    found = table(corpus, tools, by="year")
    rows = {(row["group"], row["phrase"]): row for row in found.records()}
    assert ("2022", "产教融合") not in rows
    row = rows["2018", "产教融合"]
    c, d = (int(n) for n in corpus.han_per_document()[:2])
    a, expected = 6, 6 * c / (c + d)
    assert row["ll"] == pytest.approx(2 * a * math.log(a / expected))
    assert row["log_ratio"] == pytest.approx(math.log2((6 / c) / (0.5 / d)))
    assert row["per_million"] == pytest.approx(1e6 * 6 / c)
    a, b = rows["2018", "校企合作"]["freq"], rows["2022", "校企合作"]["freq"]
    assert (a, b) == (1, 2)
    e = 3 * c / (c + d)
    assert rows["2018", "校企合作"]["ll"] == pytest.approx(
        2 * (a * math.log(a / e) + b * math.log(b / (3 - e)))
    )
    assert rows["2018", "校企合作"]["log_ratio"] < 0
    for group in ("2018", "2022"):
        chosen = [r for r in found.records() if r["group"] == group]
        assert [r["rank"] for r in chosen] == list(range(1, len(chosen) + 1))
        signs = [r["log_ratio"] > 0 for r in chosen]
        assert signs == sorted(signs, reverse=True)


def test_one_group_has_nothing_to_be_compared_with(tools):
    documents = [Document("a", EARLY * 2, date="2018")]
    corpus = build_corpus(documents, words())
    found = table(corpus, tools, by="year")
    assert found.rows
    assert set(found.values("ll")) == {None}
    assert "one-group" in {caveat.code for caveat in found.warnings}


def reasons(found, step):
    """Return the rows of one step of an explanation, by reason."""
    return {row["reason"]: row for row in found.records() if row["step"] == step}


def test_a_score_is_explained_by_its_parts(corpus, tools):
    listed = by_phrase(table(corpus, tools))["产教融合"]
    found = table(corpus, tools, explain="产教融合")
    assert "not-listed" not in {caveat.code for caveat in found.warnings}
    result, parts = reasons(found, "listed"), reasons(found, "score").values()
    assert (result["rank"]["value"], result["rank"]["passed"]) == (listed["rank"], True)
    assert result["total"]["value"] == listed["score"]
    assert all(row["points"] == row["weight"] * row["value"] for row in parts)
    assert sum(row["points"] for row in parts) == pytest.approx(listed["score"], abs=1e-9)
    sizes = [abs(row["points"]) for row in parts]
    assert sizes == sorted(sizes, reverse=True)


def test_every_rule_is_shown_with_what_it_is_held_against(corpus, tools):
    rules = reasons(table(corpus, tools, explain="产教融合"), "rule")
    assert list(rules) == list(RULES)
    assert all(row["passed"] for row in rules.values())
    held = {name: (row["value"], row["limit"]) for name, row in rules.items()}
    assert held["min_freq"] == (6, 2)
    assert held["min_range"] == (1, 1)
    assert held["max_length"] == (4, 20)


def said(found, code):
    """Return what the one warning of this code says."""
    (message,) = [each.message.en for each in found.warnings if each.code == code]
    return message


@pytest.mark.parametrize(
    ("phrase", "reason"),
    [
        ("三教改革", "does not occur"),
        ("职业教", "begin and end where words do"),
        ("的融合", "does not occur"),
        ("产教融合、校企合作", "occurs 1 times, fewer than 2"),
        ("乡村振兴战略", "occurs 1 times"),
        ("和企业", "occurs 1 times"),
        ("教融合", "begin and end where words do"),
    ],
)
def test_what_is_not_listed_is_explained_too(corpus, tools, phrase, reason):
    found = table(corpus, tools, explain=phrase)
    rules = list(reasons(found, "rule").values())
    assert [row["passed"] for row in rules] == [True] * (len(rules) - 1) + [False]
    assert len(found.rows) == len(rules)  # no rank and no score: it is no candidate
    assert reason in said(found, "not-listed")


def test_what_was_folded_names_what_stands_for_it(tools):
    verbs = ("学习", "贯彻", "领会", "宣传", "弘扬", "理解", "落实")
    text = "".join(f"{verb}党的二十大精神。" for verb in verbs) + "党的二十大开幕。"  # 7 of 8
    corpus = build_corpus([Document("a", text)], words())
    found = table(corpus, tools, explain="党的二十大")
    longer = reasons(found, "rule")["longer"]
    assert (longer["value"], longer["passed"]) == (7 / 8, False)
    assert longer["other"] == "党的二十大精神"
    assert reasons(found, "listed")["rank"]["value"] is None
    assert "党的二十大精神: 7/8 times within it" in said(found, "not-listed")


def test_the_places_of_what_is_explained_are_those_of_its_frequency(corpus, tools):
    found = table(corpus, tools, explain="产教融合")
    located = list(ANALYSES["phrases"].locate(corpus, found, {"explain": "产教融合"}))
    assert {row for row, *_ in located} == {found.values("reason").index("min_freq")}
    texts = [document.text for document in corpus.documents]
    assert [texts[d][start:end] for _, d, start, end in located] == ["产教融合"] * 6


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("推进全员、全程、全方位育人。构建全员、全程、全方位育人格局。", "全员、全程、全方位育人"),
        ("推动大众创业、万众创新。鼓励大众创业、万众创新，带动就业。", "大众创业、万众创新"),
        ("居民委员会、村民委员会。居民委员会、村民委员会，各负其责。", None),
        ("推进产教、、融合。推进产教、、融合，校企合作。", None),
        ("适龄儿童、少年入学。保障适龄儿童、少年入学，减免学费。", None),
        (
            "稳增长、促改革、调结构、惠民生。稳增长、促改革、调结构、惠民生，",
            "稳增长、促改革、调结构、惠民生",
        ),
    ],
)
def test_lists_are_phrases_if_their_members_are_alike(tools, text, listed):
    corpus = build_corpus([Document("a", text)], words())
    lists = [
        str(row["phrase"]) for row in table(corpus, tools).records() if "、" in str(row["phrase"])
    ]
    assert lists == ([listed] if listed else [])


def test_a_verb_heads_with_its_object_unless_it_goes_with_any(tools):
    text = "实施创新驱动发展战略。推进创新驱动发展战略。" * 2 + "构建人类命运共同体。" * 2
    corpus = build_corpus([Document("a", text)], words())
    phrases = [row["phrase"] for row in table(corpus, tools).records()]
    assert "创新驱动发展战略" in phrases
    assert "驱动发展战略" not in phrases
    assert "人类命运共同体" in phrases
    assert "构建人类命运共同体" not in phrases


def test_a_group_is_not_told_by_generic_strings(corpus, tools, monkeypatch):
    from cntext.measure import phrases as module

    everything = {row["phrase"] for row in table(corpus, tools).records()}
    monkeypatch.setattr(module, "_COMPARED", 2)
    found = table(corpus, tools, by="year")
    named = {row["phrase"] for row in found.records()}
    best = [row["phrase"] for row in table(corpus, tools).records()]
    assert named <= set(best[: max(2, len(everything) // 4)])
    assert "are compared" in found.notes[-1].en


def test_one_view_at_a_time(corpus, tools):
    with pytest.raises(UsageProblem):
        table(corpus, tools, by="year", families=True)


@pytest.mark.parametrize("view", [{}, {"families": True}, {"by": "year"}])
def test_nothing_comes_of_nothing(tools, view):
    for documents in ([], [Document("a", "")], [Document("a", "，。\n")]):
        corpus = build_corpus(documents, words())
        assert list(phrases(corpus, **tools, **view).rows) == []


def test_nothing_is_said_of_what_is_not_there(tools):
    for documents in ([], [Document("a", "")], [Document("a", "，。\n")]):
        found = phrases(build_corpus(documents, words()), **tools, explain="产教融合")
        assert [row[1] for row in found.rows] == ["min_freq"]
        assert "does not occur" in said(found, "not-listed")


def test_a_string_that_overlaps_itself_is_counted_left_to_right(tools):
    text = "一步一步一步走，人人人人，哈哈哈哈哈。" * 3
    corpus = build_corpus([Document("a", text)], words())
    for row in table(corpus, tools, families=True).records():
        assert row["freq"] == text.count(row["phrase"])


def test_what_never_stands_alone_and_mostly_goes_on_is_a_piece(tools):
    # 社会保障部门 goes on from the middle of 人力资源社会保障, four times of five.
    text = (
        "县级人力资源社会保障部门负责。省级人力资源社会保障部门负责。由人力资源社会保障部门管理。"
        "市级人力资源社会保障部门批准。"
        "社会保障部门负责。社会保障部门管理。民政部门和社会保障部门负责。"
        "人力资源社会保障工作由国务院管理。发展职业教育。职业教育由国家管理。支持职业教育。"
    )
    corpus = build_corpus([Document("a", text)], words())
    found = by_phrase(table(corpus, tools))
    assert "人力资源社会保障" not in found
    assert "职业教育" in found


@pytest.mark.parametrize(
    ("dated", "codes"),
    [(0, {"no-burst"}), (9, {"no-burst"}), (10, {"undated"}), (12, set())],
)
def test_it_is_said_when_bursts_are_off(tools, dated, codes):
    documents = [
        Document(f"d{n}", "推进产教融合。", date=f"20{10 + n}" if n < dated else "")
        for n in range(12)
    ]
    found = table(build_corpus(documents, words()), tools)
    assert {caveat.code for caveat in found.warnings} == codes


def test_an_empty_list_says_what_was_asked(tools):
    corpus = build_corpus([Document("a", "产教融合。")], words())
    assert "no phrase recurs" in [said.message.en for said in table(corpus, tools).warnings]


@pytest.mark.parametrize(
    ("text", "piece", "whole"),
    [
        ("经济较快发展。社会较快发展。加快发展农业。加快发展工业。", "快发展", None),
        ("参加技能大赛获奖。技能大赛获一等奖。技能大赛获金奖。技能大赛。", "大赛获", None),
        ("贯彻新发展理念。立足新发展阶段。构建新发展格局。", "新发展", None),
        ("户籍所在地政府。户籍所在地学校。职业教育。职业教育。", "户籍所在地", "职业教育"),
        ("经批准正式设立。可以正式设立。职业教育。职业教育。", "正式设立", "职业教育"),
    ],
)
def test_what_is_cut_off_or_points_elsewhere_is_no_phrase(tools, text, piece, whole):
    corpus = build_corpus([Document("a", text)], words())
    found = by_phrase(table(corpus, tools))
    assert text.count(piece) > 1
    assert piece not in found
    assert whole is None or whole in found


def test_generic_words_rank_below_what_is_made_of_them(tools):
    text = "培养技术技能人才。技术技能积累。掌握技术技能。技术技能人才成长。提高技术水平。技术水平很高。"
    corpus = build_corpus([Document("a", text)], words())
    order = list(by_phrase(table(corpus, tools)))
    assert order[0] == "技术技能人才"


@pytest.mark.parametrize(
    ("longer", "shorter"),
    [
        # 国有企业|改革 and 企业|改革, 经济体制|改革 and 体制|改革; 生产|责任制 and 生产|责任.
        ("国有企业改革", "企业改革"),
        ("经济体制改革", "体制改革"),
        ("生产责任制", "生产责任"),
    ],
)
def test_a_dictionary_word_that_holds_two_is_no_slip_of_the_cut(tools, longer, shorter):
    text = f"深化{longer}。推进{longer}，{longer}是重点。" + f"深化{shorter}。推进{shorter}，" * 5
    corpus = build_corpus([Document("a", text)], words())
    assert {longer, shorter} <= by_phrase(table(corpus, tools)).keys()


@pytest.mark.parametrize(
    ("text", "piece", "whole"),
    [
        # The preposition's verb is still to come; 运行 is there, and governs 在合理区间.
        (
            "具体办法由国务院规定。收费的具体办法由国务院另行制定。具体办法由国务院公布。",
            "具体办法由国务院",
            None,
        ),
        ("经济运行在合理区间。", None, "经济运行在合理区间"),
        # What is said of two things begins with the first of them.
        ("学校教育同社会教育相结合。", "社会教育相结合", None),
        ("宗教与社会主义社会相适应。", None, "宗教与社会主义社会相适应"),
    ],
)
def test_a_stretch_that_leaves_its_clause_open_is_no_phrase(tools, text, piece, whole):
    found = by_phrase(table(build_corpus([Document("a", text * 3)], words()), tools, families=True))
    assert piece not in found
    assert whole is None or whole in found
