"""Coding: terms, guards, negation, rules and families, by hand and against slow references."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cntext.errors import Both
from cntext.scheme.coding import DOUBLE, LOOK_ALIKE, NEGATED, Coder
from cntext.scheme.files import default_negation, load_scheme, parse_scheme, shipped_schemes
from cntext.scheme.model import Category, Negation, Scheme
from cntext.scheme.negating import Negators
from cntext.scheme.wildcards import REACH, Terms


def scheme(text, tmp_path):
    found, problems = parse_scheme(tmp_path / "s.toml", text)
    assert not problems
    return found


def coded(text, source, tmp_path):
    return Coder(scheme(text, tmp_path)).code(source)


def spans(hits):
    return [(hit.start, hit.end, hit.code) for hit in hits]


# ---------------------------------------------------------------- terms


def test_a_place_counts_once_a_category_and_for_each_category(tmp_path):
    text = """
["人"]
terms = ["人才", "人才培养"]
["教"]
terms = ["培养"]
"""
    found = coded(text, "加强人才培养，引进人才。", tmp_path)
    assert spans(found.hits) == [(2, 6, "人"), (9, 11, "人"), (4, 6, "教")]


def test_a_term_inside_a_guard_is_a_look_alike(tmp_path):
    text = '["税"]\nterms = ["税率"]\nnot = ["关税税率"]'
    found = coded(text, "降低关税税率和增值税税率。", tmp_path)
    assert spans(found.hits) == [(10, 12, "税")]
    assert [(d.start, d.why, d.because) for d in found.dropped] == [(4, LOOK_ALIKE, "关税税率")]


def test_latin_terms_are_whole_words_and_may_end_in_a_star(tmp_path):
    text = '["技术"]\nterms = ["AI", "innovat*", "5G"]'
    found = coded(text, "AI和FAIR，innovation，5G网络，15G，AI2。", tmp_path)
    assert [hit.by for hit in found.hits] == ["AI", "innovat*", "5G"]
    assert found.hits[1].end - found.hits[1].start == len("innovation")


def matched_slowly(term, text, at):
    """Return the end of ``term`` at ``at``, its stars as short as can be; None if not there."""
    if not term:
        return at
    if term[0] == "?":
        there = at < len(text) and text[at].isalnum()
        return matched_slowly(term[1:], text, at + 1) if there else None
    if term[0] == "*":
        for size in range(REACH + 1):
            if size and not (at + size <= len(text) and text[at + size - 1].isalnum()):
                return None
            end = matched_slowly(term[1:], text, at + size)
            if end is not None:
                return end
        return None
    return matched_slowly(term[1:], text, at + 1) if text[at : at + 1] == term[0] else None


@given(
    st.lists(st.from_regex(r"[甲乙]{1,2}([?*][甲乙]{1,2}){0,2}", fullmatch=True), max_size=4),
    st.text("甲乙丙，", max_size=40),
)
def test_terms_are_found_where_a_slow_search_finds_them(terms, text):
    found = Terms(terms).find(text)
    for term in terms:
        expected, free = [], 0
        for start in range(len(text)):
            end = matched_slowly(term, text, start) if start >= free else None
            if end is not None:
                expected.append((start, end))
                free = end
        assert found.get(term, []) == expected


# ---------------------------------------------------------------- negation


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("支持企业发展。", True),
        ("不支持企业发展。", False),
        ("没有得到支持。", False),
        ("未获支持。", False),
        ("无资金支持。", False),
        ("不断加大支持。", True),  # 不断 negates nothing
        ("无论如何支持。", True),
        ("未来支持。", True),
        ("不能不支持。", True),
        ("没有不支持的。", True),  # twice is not
        ("不。支持。", True),  # another sentence
        ("不合适，支持。", True),  # another clause
        ("不，支持。", True),
        ("不符合条件规定的都支持。", True),  # farther than five characters
    ],
)
def test_what_is_negated_does_not_count(tmp_path, text, counts):
    found = coded('["支持"]\nterms = ["支持"]', text, tmp_path)
    assert bool(found.hits) is counts
    assert bool([d for d in found.dropped if d.why == NEGATED]) is not counts


def test_negation_may_be_kept_or_count_for_another_category(tmp_path):
    kept = '["支持"]\nterms = ["支持"]\nnegated = "keep"'
    assert spans(coded(kept, "不支持。", tmp_path).hits) == [(1, 3, "支持")]
    moved = (
        '["好"]\nterms = ["满意"]\nnegated = "@坏"\nweight = 2\n["坏"]\nterms = ["差"]\nweight = -1'
    )
    found = coded(moved, "群众不满意，很满意。", tmp_path)
    assert spans(found.hits) == [(7, 9, "好"), (2, 5, "坏")]
    assert [hit.weight for hit in found.hits] == [2, -2]
    assert [hit.negated for hit in found.hits] == [False, True]


NEGATION = Negation(("不", "没有", "无"), ("不断", "无论"), 3)


def negated_slowly(text, start):
    """Count the words before ``start`` that negate, looking at every place by itself."""
    found, at = [], 0
    while at < len(text):
        word = next((w for w in ("没有", "不", "无") if text.startswith(w, at)), "")
        guarded = any(
            text.startswith(guard, s) and s <= at and at + len(word) <= s + len(guard)
            for guard in NEGATION.guards
            for s in range(at + 1)
        )
        if word and not guarded:
            found.append((at, at + len(word)))
            at += len(word)
        else:
            at += 1
    near = [
        (s, e) for s, e in found
        if e <= start and start - e <= NEGATION.reach and not set(text[e:start]) & set("，。、\n")
    ]  # fmt: skip
    return near[0] if len(near) % 2 else None


@given(st.text("不断没有无论好，。、", max_size=30), st.integers(0, 30))
def test_negation_reaches_as_far_as_a_slow_search_says(text, start):
    negators = Negators(NEGATION)
    start = min(start, len(text))
    assert negators.before(text, negators.find(text), start) == negated_slowly(text, start)


# ---------------------------------------------------------------- rules


def test_a_rule_counts_once_a_stretch_from_its_first_to_its_last_character(tmp_path):
    text = '["钱"]\nrules = ["加大 BEFORE/4 投入"]'
    found = coded(text, "加大财政投入，加大科研投入。加大投入。", tmp_path)
    assert spans(found.hits) == [(0, 13, "钱"), (14, 18, "钱")]


def test_within_a_paragraph_a_rule_reaches_over_sentences(tmp_path):
    sentence = '["a"]\nrules = ["甲 AND 乙"]'
    paragraph = '["a"]\nrules = ["甲 AND 乙 WITHIN paragraph"]'
    assert coded(sentence, "甲。乙。", tmp_path).hits == []
    assert spans(coded(paragraph, "甲。乙。\n甲。\n乙", tmp_path).hits) == [(0, 3, "a")]


def test_a_rule_does_not_count_a_place_again(tmp_path):
    text = '["a"]\nterms = ["甲"]\nrules = ["甲 AND 乙", "丙 AND 丁"]'
    found = Coder(scheme(text, tmp_path)).code("甲乙丙丁", explain=True)
    assert spans(found.hits) == [(0, 1, "a"), (2, 4, "a")]
    assert [(d.start, d.end, d.why) for d in found.dropped] == [(0, 2, DOUBLE)]


def test_a_reference_holds_where_the_family_has_a_hit_whatever_the_order(tmp_path):
    text = """
["问题"]
rules = ["困难 AND NOT @应对"]
["应对"]
["解决"]
parent = "应对"
rules = ["解决 BEFORE/5 困难"]
"""
    found = coded(text, "解决了困难。还有困难。", tmp_path)
    assert spans(found.hits) == [(8, 10, "问题"), (0, 5, "解决")]


def test_negated_terms_are_no_ground_for_a_rule(tmp_path):
    found = coded('["a"]\nrules = ["增加 AND 投入"]', "没有增加投入。增加投入。", tmp_path)
    assert spans(found.hits) == [(7, 11, "a")]


def test_explaining_tells_which_rules_failed_and_for_want_of_what(tmp_path):
    found = Coder(scheme('["a"]\nrules = ["甲 AND 乙"]', tmp_path)).code("甲甲。", explain=True)
    assert [(t.holds, t.leaves) for t in found.tried] == [(False, (("甲", 2), ("乙", 0)))]


# ---------------------------------------------------------------- the shipped schemes


@pytest.mark.parametrize("name", shipped_schemes())
def test_shipped_schemes_are_sound_and_every_category_has_an_english_gloss(name):
    found = load_scheme(name)
    assert all(category.gloss for category in found.categories)
    assert found.about.zh
    assert found.about.en
    terms = [term for category in found.categories for term in category.terms]
    assert len(terms) > 20


def test_the_instruments_are_three_with_subtypes():
    found = load_scheme("instruments")
    tops = [category.name for category in found.categories if not category.parent]
    assert tops == ["供给型", "环境型", "需求型"]
    assert all(len(found.families[top]) >= 5 for top in tops)


@pytest.mark.parametrize(
    ("name", "sentence", "code"),
    [
        ("instruments", "中央财政安排专项资金。", "资金投入"),
        ("instruments", "加大对职业教育的经费投入力度。", "资金投入"),
        ("instruments", "对符合条件的企业免征增值税。", "税费优惠"),
        ("instruments", "完善政府购买服务机制。", "政府采购"),
        ("instruments", "开展现代学徒制试点。", "示范与市场培育"),
        ("strength", "鼓励企业参与办学。", "鼓励引导"),
        ("strength", "学校应当建立制度。", "规范要求"),
        ("strength", "严禁乱收费。", "禁止"),
        ("strength", "必须落实责任。", "强制"),
        ("tone", "改革取得重大进展。", "积极"),
        ("tone", "工作中还存在不少问题。", "消极"),
        ("tone", "着力解决群众困难。", "应对"),
    ],
)
def test_the_shipped_schemes_find_what_they_are_for(name, sentence, code):
    assert code in {hit.code for hit in Coder(load_scheme(name)).code(sentence).hits}


def test_no_guard_of_negation_is_idle():
    negation = default_negation()
    for guard in negation.guards:
        assert any(word in guard for word in negation.words), guard


def test_coding_is_the_same_paragraph_by_paragraph(shared):
    # Terms, negation and rules of a sentence do not reach over a line end.
    text = (shared / "newspaper_page.txt").read_text("utf-8")
    coder = Coder(load_scheme("instruments"))
    whole = sorted((h.code, text[h.start : h.end]) for h in coder.code(text).hits)
    lines = sorted((h.code, line[h.start : h.end]) for line in text.split("\n") for h in coder.code(line).hits)  # fmt: skip
    assert whole == lines
    assert len(whole) > 20


def test_a_scheme_without_a_hit_gives_none():
    empty = Scheme("s", Both("", ""), (Category("a", terms={"甲": 1.0}),))
    assert Coder(empty).code("") == Coder(empty).code("乙") == ([], [], [])
