"""Co-words: by hand, against plain sets, in parts, on real text; the tables and their bounds."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cntext.lexicon import Concept, Lexicon
from cntext.measure.coword import count, coword
from cntext.model import Document
from cntext.segment.build import build_corpus
from cntext.stopwords import StopWords
from cntext.text.characters import is_word
from cntext.text.sentences import sentence_spans

NO_LEXICON = Lexicon([])


def counted(corpus, *terms, lexicon=NO_LEXICON, **options):
    options = {"unit": "word", "within": "sentence", "top": 40, "min_length": 1, **options}
    return count(corpus, lexicon, options.pop("stopwords", StopWords()), terms=terms, **options)


def table(corpus, *terms, **options):
    ours = {name: options.pop(name) for name in ("view", "norm", "clusters") if name in options}
    least = options.pop("min_freq", 1)
    counts = counted(corpus, *terms, **options)
    options.pop("lexicon", None)
    options.pop("stopwords", None)
    return coword(counts, terms, **ours, **options, min_freq=least)


def test_pairs_are_counted_in_sentences_and_measured_by_each_index(make):
    # Sentences: 甲乙, 甲乙丙, 甲; 乙 (the dots hold no word).
    corpus = make("甲 乙 。 甲 乙 丙 甲 。 甲", "乙 。 ……")
    found = table(corpus, min_freq=2)
    (row,) = found.records()
    assert (row["a"], row["b"], row["c_ij"], row["c_i"], row["c_j"]) == ("乙", "甲", 2, 3, 3)
    assert row["ochiai"] == pytest.approx(2 / 3)
    assert row["jaccard"] == pytest.approx(2 / 4)
    assert row["equivalence"] == pytest.approx(4 / 9)
    assert row["strength"] == pytest.approx(2 * 4 / 9)
    assert "3 most widespread words, together in sentences; N = 4 sentences" in found.notes[0].en
    nodes = {row["term"]: row for row in found.nodes.records()}
    assert [nodes["甲"][c] for c in ("size", "freq", "range", "links", "link_sum")] == [
        *(3, 4, 1, 2, 3)
    ]


def test_the_most_widespread_are_taken_and_equals_by_code_point(make):
    corpus = make("甲 乙 的 。 丙 丙 丙 。 甲 乙 的", "丁")
    counts = counted(corpus, top=3, stopwords=StopWords(frozenset("的")))
    assert counts.terms == ("乙", "甲", "丁")  # 丙 as widespread as 丁; U+4E01 before U+4E19
    assert counted(make("甲 乙丙"), min_length=2).terms == ("乙丙",)


def test_what_lies_inside_a_longer_listed_term_is_not_beside_it(make):
    corpus = make("职业教育 好 。 职业教育 和 教育")
    matrix = table(corpus, "教育", "职业教育", "好", view="matrix")
    assert [row[1:] for row in matrix.rows] == [(1, 1, 0), (1, 2, 1), (0, 1, 1)]
    assert [c.id for c in matrix.columns] == ["_", "教育", "职业教育", "好"]


def test_concepts_are_found_in_all_their_forms(make):
    lexicon = Lexicon(
        [Concept("双高计划", "x", ("双高计划", "双高")), Concept("实训", "x", ("实训",))]
    )
    corpus = make("双高 和 实训 。 双高计划 和 实训 。 双高")
    every = table(corpus, lexicon=lexicon, unit="concept")
    assert [(r["a"], r["b"], r["c_ij"], r["c_i"]) for r in every.records()] == [
        ("双高计划", "实训", 2, 3)
    ]
    asked = table(corpus, "双高", "和", lexicon=lexicon, unit="concept")
    assert [(r["a"], r["b"], r["c_ij"]) for r in asked.records()] == [("双高计划", "和", 2)]
    assert not table(corpus, "双高计划", "双高", lexicon=lexicon, unit="concept").rows


TEXTS = st.lists(
    st.lists(st.sampled_from(["甲", "乙", "丙", "甲乙", "，", "。", "\n"]), max_size=12),
    min_size=1,
    max_size=3,
)


def slowly(corpus, terms, within):
    """Count with a set for each stretch of tokens."""
    stretches = []
    for d, document in enumerate(corpus.documents):
        text = document.text
        spans = {
            "sentence": lambda text=text: sentence_spans(text),
            "document": lambda text=text: [(0, len(text))],
        }[within]()
        low, high = corpus.bounds[d], corpus.bounds[d + 1]
        tokens = [
            (corpus.vocabulary[i], int(s))
            for i, s in zip(corpus.tokens[low:high], corpus.starts[low:high], strict=True)
        ]
        for begin, end in spans:
            inside = {w for w, s in tokens if begin <= s < end and is_word(w)}
            if inside:
                stretches.append(inside)
    return len(stretches), [[sum({a, b} <= s for s in stretches) for b in terms] for a in terms]


@given(TEXTS, st.sampled_from(["sentence", "document"]))
def test_the_fast_way_is_the_slow_way(make, texts, within):
    corpus = make(*(" ".join(words) for words in texts))
    counts = counted(corpus, within=within).whole()
    size, matrix = slowly(corpus, counts.terms, within)
    assert counts.size == size
    assert counts.matrix.tolist() == matrix


def test_on_real_text_the_fast_way_is_the_slow_way(shared, segmenter):
    path = max((shared / "govreport").glob("*.txt"))
    text = path.read_text(encoding="utf-8")[:20_000]
    corpus = build_corpus([Document(id="r", text=text)], segmenter)
    counts = counted(corpus, min_length=2).whole()
    assert len(counts.terms) == 40
    assert (counts.size, counts.matrix.tolist()) == slowly(corpus, counts.terms, "sentence")
    given_terms = counted(corpus, "改革", "发展", "创新").whole()
    plain = [text[a:b] for a, b in sentence_spans(text)]
    assert given_terms.matrix[0, 1] == sum("改革" in s and "发展" in s for s in plain)


@given(TEXTS)
def test_counts_of_parts_add_up(make, texts):
    lines = [" ".join(words) for words in texts]
    whole = counted(make(*lines), "甲", "乙")
    parts = [counted(make(line), "甲", "乙") for line in lines]
    merged = parts[0].merged(parts[1:])
    assert merged.terms == whole.terms
    for name in ("size", "freq", "spread", "group", "first", "second", "stretches"):
        assert getattr(merged, name).tolist() == getattr(whole, name).tolist()


@given(TEXTS, st.sampled_from(["pairs", "matrix", "map"]))
def test_a_group_has_the_rows_of_its_documents_alone(make, texts, view):
    lines = [*(" ".join(words) for words in texts), "甲 乙", "甲 乙 。 甲"]
    source = [*("ab"[i % 2] for i in range(len(texts))), "a", "b"]
    grouped = table(make(*lines, source=source), "甲", "乙", by="source", view=view)
    assert grouped.group == ("group",)
    for name in "ab":
        alone = [line for line, of in zip(lines, source, strict=True) if of == name]
        rows = [row[1:] for row in grouped.rows if row[0] == name]
        assert rows == list(table(make(*alone), "甲", "乙", view=view).rows)


def test_all_groups_have_the_terms_that_are_most_widespread_in_the_whole(make):
    corpus = make("甲 乙 。 甲 乙 。 甲", "丙 丁 。 乙 。 乙 丁", source=("a", "b"))
    found = table(corpus, by="source", top=2, view="matrix")
    assert [column.id for column in found.columns] == ["group", "_", "乙", "甲"]
    assert list(found.rows) == [
        ("a", "乙", 2, 2), ("a", "甲", 2, 3), ("b", "乙", 2, 0), ("b", "甲", 0, 0)
    ]  # fmt: skip
    assert "in all 2 groups" in found.notes[0].en


def two_topics(make):
    return make("甲 乙 丙 。 甲 乙 。 丙 甲 。 丁 戊 己 。 丁 戊 。 己 丁 。 丙 丁")


def test_clusters_part_two_topics_and_name_their_quadrants(make):
    found = table(two_topics(make), view="clusters")
    rows = list(found.records())
    assert [(r["cluster"], r["name"], r["terms"], r["members"]) for r in rows] == [
        (1, "丁", 3, "丁 己 戊"),
        (2, "甲", 3, "丙 甲 乙"),
    ]
    # The one link between them: 丙 and 丁, together once, in 3 and 4 sentences.
    assert [r["centrality"] for r in rows] == pytest.approx([10 / 12, 10 / 12])
    assert rows[0]["quadrant"] in {"motor", "basic"}
    assert [w.code for w in found.warnings] == ["few-clusters"]
    assert [r["terms"] for r in table(two_topics(make), view="clusters", clusters=1).records()] == [
        6
    ]


def test_a_map_keeps_the_two_topics_apart(make):
    points = {r["term"]: (r["x"], r["y"]) for r in table(two_topics(make), view="map").records()}
    sides = {term: np.sign(x) for term, (x, _) in points.items()}
    assert sides["甲"] == sides["乙"] == -sides["丁"] == -sides["戊"]
    assert {r["cluster"] for r in table(two_topics(make), view="map").records()} == {1, 2}


@pytest.mark.parametrize("view", ["pairs", "matrix", "map", "clusters"])
@pytest.mark.parametrize("norm", ["ochiai", "jaccard", "equivalence", "strength"])
def test_too_little_makes_tables_all_the_same(make, view, norm):
    for texts in ([], [""], ["，"], ["甲"], ["甲 甲"], ["甲 。 乙"], ["甲 乙"], ["甲 乙 丙"]):
        for terms in ((), ("甲",), ("甲", "无")):
            found = table(make(*texts), *terms, view=view, norm=norm)
            cells = [cell for row in found.rows for cell in row]
            assert all(cell == cell for cell in cells)  # NaN is not itself
    assert [w.code for w in table(make("甲"), "甲", "无", view="pairs").warnings] == [
        *("not-found", "one-stretch")
    ]
    assert [w.code for w in table(make(), view=view).warnings] == ["no-terms"]


def test_pairs_stand_in_order_and_name_the_more_widespread_first(make):
    found = table(two_topics(make))
    values = found.values("ochiai")
    assert values == sorted(values, reverse=True)
    assert all(r["c_i"] >= r["c_j"] for r in found.records())
    assert len(found.rows) == sum(
        any({a, b} <= set(s.split()) for s in two_topics(make).documents[0].text.split("。"))
        for a, b in combinations("甲乙丙丁戊己", 2)
    )
