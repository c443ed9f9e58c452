"""Concordances: every place with its context, sorted, sampled, counted."""

import re
from dataclasses import replace
from itertools import pairwise

import pytest

from cntext.analysis import ANALYSES
from cntext.errors import UsageProblem
from cntext.lexicon import Concept, Lexicon
from cntext.measure.kwic import kwic
from cntext.model import Document
from cntext.places import parse_id, text_key
from cntext.query.evidence import evidence
from cntext.segment.build import build_corpus

LEXICON = Lexicon([Concept("双高计划", "x", ("双高计划", "双高"))])


def rows(corpus, *terms, **options):
    return list(kwic([corpus], LEXICON, terms, **options).records())


def seen(corpus, *terms, **options):
    return [
        f"{r['left']}[{r['node']}]{r['right']}" for r in rows(corpus, *terms, window=2, **options)
    ]


@pytest.fixture
def corpus(make):
    return make(
        "坚持 改革开放 ， 扩大 开放",
        "开放 大学 双高 双高计划",
        dates=("2018", "2020-05"),
        source=("甲报", "乙报"),
    )


def test_every_place_has_its_context_and_leads_back(corpus):
    found = rows(corpus, "开放", window=3)
    assert [(r["document"], r["left"], r["node"], r["right"], r["tokens"]) for r in found] == [
        ("d0", " 改革", "开放", " ， ", "改革开放"),
        ("d0", "扩大 ", "开放", "", "开放"),
        ("d1", "", "开放", " 大学", "开放"),
    ]
    for row in found:
        text = next(d.text for d in corpus.documents if d.id == row["document"])
        assert text[row["start"] : row["end"]] == row["node"]
        assert text[row["token_start"] :].startswith(row["tokens"])
        assert parse_id(row["id"]) == (text_key(text), row["start"], row["end"])


@pytest.mark.parametrize(
    "options",
    [{}, {"sort": "1R,1L"}, {"by": "source"}, {"count": "1L"}, {"sample": 2}, {"count": "year"}],
)
def test_a_corpus_in_pieces_gives_the_same_table(make, options):
    texts = ("坚持 改革开放 ， 扩大 开放", "开放 大学 双高 双高计划", "", "双高 。 开放")
    dates, sources = ("2018", "2020", "2020", "2018"), ("甲", "乙", "甲", "丙")
    whole = make(*texts, dates=dates, source=sources)
    halves = [
        replace(
            make(*texts[i:j], dates=dates[i:j], source=sources[i:j]), documents=whole.documents[i:j]
        )
        for i, j in ((0, 1), (1, 4))
    ]
    one = kwic([whole], LEXICON, ("开放", "双高"), **options)
    two = kwic(halves, LEXICON, ("开放", "双高"), **options)
    assert list(one.rows) == list(two.rows)
    assert len(one.rows) >= 2
    assert one.notes == two.notes


def test_rows_are_made_when_they_are_asked_for(corpus):
    table = kwic([corpus], LEXICON, ("开放",))
    assert len(table.rows) == 3
    assert table.rows[-1] == list(table.rows)[2]
    assert table.rows[:2] == list(table.rows)[:2]


def test_queries_are_read_as_asked(corpus):
    assert len(rows(corpus, "开放", match="word")) == 2
    assert seen(corpus, "双高计划", match="concept") == ["学 [双高] 双", "高 [双高计划]"]
    assert seen(corpus, "扩?大", match="regex") == ["， [扩大] 开", "放 [大]学 "]
    assert seen(corpus, '"开放" "大学"') == ["[开放 大学] 双"]
    assert seen(corpus, '[word="开放"]', match="text") == []


def test_order_is_by_neighbours_then_as_in_the_texts(corpus):
    assert seen(corpus, "开放", sort="1L") == ["[开放] 大", "大 [开放]", "改革[开放] ，"]
    assert seen(corpus, "开放", sort="1R,1L") == ["大 [开放]", "[开放] 大", "改革[开放] ，"]
    assert [r["document"] for r in rows(corpus, "双高", "开放", sort="date")] == [
        "d1", "d1", "d0", "d0", "d1",
    ]  # fmt: skip


def test_groups_come_one_after_another(corpus):
    table = kwic([corpus], LEXICON, ("开放",), by="source")
    assert table.values("group") == ["乙报", "甲报", "甲报"]
    assert table.group == ("group",)


def test_places_are_counted_by_what_stands_beside_them(corpus):
    table = kwic([corpus], LEXICON, ("开放", "双高"), count="1R")
    assert list(table.rows) == [
        ("开放", 1, "", 1, 1, 100 / 3),
        ("开放", 2, "大学", 1, 1, 100 / 3),
        ("开放", 3, "，", 1, 1, 100 / 3),
        ("双高", 1, "双高计划", 1, 1, 50.0),
        ("双高", 2, "计划", 1, 1, 50.0),
    ]
    years = kwic([corpus], LEXICON, ("开放",), count="year")
    assert list(years.rows) == [(1, "2018", 2, 1, 200 / 3), (2, "2020", 1, 1, 100 / 3)]


def test_a_sample_is_drawn_once_for_all_by_its_seed(make):
    corpus = make("甲 乙 " * 200)
    every = [r["start"] for r in rows(corpus, "甲")]
    first = [r["start"] for r in rows(corpus, "甲", sample=20, seed=1)]
    assert first == [r["start"] for r in rows(corpus, "甲", sample=20, seed=1)]
    assert first != [r["start"] for r in rows(corpus, "甲", sample=20, seed=2)]
    assert len(first) == 20
    assert first == sorted(set(first) & set(every))
    assert len(rows(corpus, "甲", sample=999)) == 200


def test_nothing_found_is_a_result_that_says_what_was_searched(corpus, make):
    table = kwic([corpus], LEXICON, ("量子",))
    assert list(table.rows) == []
    assert "0 places in 0 of 2 documents" in table.warnings[0].message.en
    assert "2" in kwic([corpus], LEXICON, ("量子", "纠缠")).warnings[0].message.en
    assert list(kwic([make()], LEXICON, ("量子",), sort="1R", count="").rows) == []
    assert list(kwic([make("")], LEXICON, ("量子",), count="1R").rows) == []


@pytest.mark.parametrize("options", [{"sort": "foo"}, {"count": "foo"}, {"by": "foo"}])
def test_a_key_that_is_nowhere_is_refused(corpus, options):
    with pytest.raises(UsageProblem, match="foo"):
        kwic([corpus], LEXICON, ("开放",), **options)


def test_a_concept_that_is_not_listed_is_refused_with_a_hint(corpus):
    with pytest.raises(UsageProblem) as caught:
        kwic([corpus], LEXICON, ("双高",), match="concept")
    assert "双高计划" in caught.value.say("en")


def options_of(analysis, **chosen):
    return {option.name: option.default for option in analysis.options} | chosen


@pytest.mark.parametrize("chosen", [{}, {"count": "1R"}, {"count": "year", "by": "source"}])
def test_rows_are_traced_to_as_many_places_as_they_count(corpus, chosen):
    analysis = ANALYSES["kwic"]
    given = options_of(analysis, terms=("开放", "双高"), lexicon=LEXICON, **chosen)
    table = kwic([corpus], **given)
    proof = evidence(table, corpus, analysis.locate(corpus, table, given), 0)
    count = [0] * len(table.rows)
    for row in proof.values("row"):
        count[row - 1] += 1
    assert count == (table.values("freq") if chosen else [1] * len(table.rows))


def test_on_real_text_it_finds_what_python_counts(shared, segmenter):
    text = (shared / "newspaper_page.txt").read_text(encoding="utf-8")
    corpus = build_corpus([Document(id="page", text=text)], segmenter)
    for term in ("产教融合", "职业教育", "双高", "教育", "的"):
        found = rows(corpus, term)
        assert len(found) == text.count(term)
        assert all(text[r["start"] : r["end"]] == term for r in found)
    pattern = "[一二三四五六七八九十]+[是、]"
    assert [r["node"] for r in rows(corpus, pattern, match="regex")] == re.findall(pattern, text)
    words = [corpus.vocabulary[i] for i in corpus.tokens.tolist()]
    pairs = sum(pair == ("职业", "教育") for pair in pairwise(words))
    assert len(rows(corpus, '"职业" "教育"')) == pairs > 0
