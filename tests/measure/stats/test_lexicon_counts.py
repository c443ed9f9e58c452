"""Total, Maximal, nesting and look-alikes agree with counting the slow way, in any parts."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cntext.corpus import corpus_of
from cntext.lexicon import Concept, Lexicon, load_lexicon
from cntext.measure.stats.lexicon_counts import (
    FormKey,
    LexiconCounts,
    Nested,
    Tally,
    count_lexicon,
    nestings,
)
from cntext.model import Document


def corpus(*texts, dates=()):
    documents = [
        Document(f"d{i}", text, date=dates[i] if dates else "") for i, text in enumerate(texts)
    ]
    return corpus_of(documents, [()] * len(documents))


def alone(*forms):
    return Lexicon(Concept(form, "t", (form,)) for form in forms)


def form_tallies(counts):
    return {key.written: tally for key, tally in counts.forms.items()}


# ---------------------------------------------------------------- by hand


def test_fourteen_is_seven_free_and_seven_in_a_longer_one():
    text = "产教融合。" * 7 + "深化产教融合。" * 4 + "持续深化产教融合。" * 3
    counts = count_lexicon(corpus(text), alone("产教融合", "深化产教融合", "持续深化产教融合"))
    assert form_tallies(counts) == {
        "产教融合": Tally(14, 7, 1),
        "深化产教融合": Tally(7, 4, 1),
        "持续深化产教融合": Tally(3, 3, 1),
    }
    assert counts.nested["", "产教融合", "深化产教融合"] == Nested(7, 7)
    assert counts.nested["", "产教融合", "持续深化产教融合"] == Nested(3, 0)


def test_a_concept_counts_once_where_its_forms_nest_or_overlap():
    double = Concept("双高计划", "t", ("双高计划", "双高"))
    counts = count_lexicon(corpus("双高，“双高”计划，双高计划"), Lexicon([double]))
    assert counts.concepts == {("", "双高计划"): Tally(3, 3, 1)}
    assert form_tallies(counts) == {
        "双高": Tally(3, 1, 1), "双高计划": Tally(1, 1, 1), "“双高”计划": Tally(1, 1, 1),
    }  # fmt: skip


def test_a_concept_inside_a_longer_one_of_another_is_not_maximal():
    counts = count_lexicon(corpus("高等职业教育，职业教育"), alone("职业教育", "高等职业教育"))
    assert counts.concepts["", "职业教育"] == Tally(2, 1, 1)
    assert counts.nested_concepts == {("", "职业教育", "高等职业教育"): Nested(1, 1)}


def test_look_alikes_are_not_counted_but_listed():
    lexicon = Lexicon([Concept("双高", "t", ("双高",), guards=("双高人群", "双高职称"))])
    counts = count_lexicon(corpus("双高人群", "双高职称，双高人群，双高"), lexicon)
    assert counts.forms == {FormKey("", "双高", "双高"): Tally(1, 1, 1)}
    assert counts.look_alikes == {("", "双高", "双高人群"): 2, ("", "双高", "双高职称"): 1}


def test_the_same_form_is_counted_left_to_right_without_overlap():
    assert form_tallies(count_lexicon(corpus("一步一步一步"), alone("一步一步"))) == {
        "一步一步": Tally(1, 1, 1)
    }


def test_first_is_the_earliest_by_date_and_undated_ones_come_last():
    texts = corpus("双高。", "建设双高。", "说双高，双高。", dates=("", "2020-01", "2019"))
    first = count_lexicon(texts, alone("双高")).first["", "双高", ""]
    assert (first.document, first.date, first.sentence) == ("d2", "2019", "说双高，双高。")
    undated = count_lexicon(corpus("无。", "双高。", "双高！"), alone("双高"))
    assert undated.first["", "双高", ""].document == "d1"


def test_no_documents_and_an_empty_lexicon_give_nothing():
    assert count_lexicon(corpus(), alone("双高")) == LexiconCounts()
    assert count_lexicon(corpus("双高"), Lexicon([])).forms == {}


# ---------------------------------------------------------------- the slow way

FORMS = st.lists(st.text("甲乙丙", min_size=2, max_size=5), max_size=6, unique=True)
TEXTS = st.lists(st.text("甲乙丙，", max_size=30), max_size=4)


def spans(text, form):
    found, place = [], text.find(form)
    while place >= 0:
        found.append((place, place + len(form)))
        place = text.find(form, place + len(form))
    return found


def inside(inner, outer):
    return (
        outer[0] <= inner[0] and inner[1] <= outer[1] and outer[1] - outer[0] > inner[1] - inner[0]
    )


@given(TEXTS, FORMS)
def test_counts_equal_the_slow_reference(texts, forms):
    counts = count_lexicon(corpus(*texts), alone(*forms))
    tallies, nested = {}, Counter()
    for form in forms:
        total = maximal = documents = 0
        for text in texts:
            mine = spans(text, form)
            around = {span: [] for span in mine}
            for other in forms:
                for span in mine:
                    if any(inside(span, outer) for outer in spans(text, other)):
                        around[span].append(other)
            total += len(mine)
            maximal += sum(not longer for longer in around.values())
            documents += bool(mine)
            nested.update((form, other) for longer in around.values() for other in longer)
        assert total == sum(text.count(form) for text in texts)
        if total:
            tallies[form] = Tally(total, maximal, documents)
    assert form_tallies(counts) == tallies
    assert {(k[1], k[2]): n.inside for k, n in counts.nested.items()} == dict(nested)


@given(TEXTS, FORMS)
def test_total_is_maximal_and_the_exclusive_ones(texts, forms):
    counts = count_lexicon(corpus(*texts), alone(*forms))
    for key, tally in counts.forms.items():
        exclusive = sum(n.exclusive for k, n in counts.nested.items() if k[1] == key.written)
        assert tally.total == tally.maximal + exclusive


@given(TEXTS, FORMS, st.lists(st.text("甲乙丙", min_size=2, max_size=5), max_size=3))
def test_another_form_never_changes_a_total(texts, forms, more):
    before = form_tallies(count_lexicon(corpus(*texts), alone(*forms)))
    after = form_tallies(count_lexicon(corpus(*texts), alone(*dict.fromkeys([*forms, *more]))))
    assert {form: after[form].total for form in before} == {
        form: tally.total for form, tally in before.items()
    }


@given(st.text("甲乙丙丁戊己", max_size=60), st.data())
def test_maximal_over_nested_forms_covers_each_character_once(text, data):
    # Pieces of one string of different characters nest, or do not meet at all.
    forms, whole = [], "甲乙丙丁戊己"
    a, b = 0, len(whole)
    while b - a >= 2:
        forms.append(whole[a:b])
        a += data.draw(st.integers(0, 1))
        b -= data.draw(st.integers(0, 1)) if a else 1
        if whole[a:b] == forms[-1]:
            break
    hits, _ = alone(*forms).scan(text * 2)
    found = list(nestings(hits))
    covered = Counter(i for hit, _ in found for i in range(hit.start, hit.end))
    maximal = Counter(i for hit, longer in found if not longer for i in range(hit.start, hit.end))
    assert set(maximal) == set(covered)
    assert set(maximal.values()) <= {1}


@given(TEXTS, FORMS)
def test_maximal_spans_hold_all_that_is_covered_and_none_lies_in_another(texts, forms):
    for text in texts:
        found = list(nestings(alone(*forms).scan(text)[0]))
        free = [(hit.start, hit.end) for hit, longer in found if not longer]
        assert not any(inside(one, other) for one in free for other in free)
        assert {i for hit, _ in found for i in range(hit.start, hit.end)} == {
            i for start, end in free for i in range(start, end)
        }


@given(TEXTS, FORMS, st.integers(0, 4), st.integers(0, 4))
def test_parts_add_up_to_the_whole(texts, forms, cut, more):
    lexicon = Lexicon(
        [Concept(f, "t", (f,), guards=(f + "丙",)) for f in forms if not f.endswith("丙")]
    )
    whole = corpus(*texts)
    parts = [
        corpus_of(documents, [()] * len(documents))
        for documents in (
            whole.documents[:cut],
            whole.documents[cut : cut + more],
            whole.documents[cut + more :],
        )
    ]
    for by in ("", "document"):
        a, b, c = (count_lexicon(part, lexicon, by) for part in parts)
        assert a.merged([b, c]) == a.merged([b]).merged([c]) == a.merged([b.merged([c])])
        assert a.merged([b, c]) == count_lexicon(whole, lexicon, by)
        assert a.merged([]) == LexiconCounts().merged([a]) == a


# ---------------------------------------------------------------- real text

PAGE = {
    "产教融合": 14, "深化产教融合": 7, "持续深化产教融合": 3, "科教融汇": 8, "双高": 6,
    "校企合作": 7, "党的二十大精神": 18, "现代化产业体系": 14, "党的二十大": 21,
}  # fmt: skip


@pytest.mark.parametrize("extra", [(), ("产教融合实训", "走产教融合", "融合", "教融")])
def test_counts_on_the_newspaper_page(shared, extra):
    text = (shared / "newspaper_page.txt").read_text("utf-8")
    lexicon = load_lexicon().extended([*PAGE, *extra])
    counts = form_tallies(count_lexicon(corpus(text), lexicon))
    assert {form: counts[form].total for form in PAGE} == PAGE


def test_totals_of_the_shipped_lexicon_equal_counting_each_on_the_reports(shared):
    lexicon = load_lexicon()
    texts = [path.read_text("utf-8") for path in sorted((shared / "govreport").glob("*.txt"))[-3:]]
    counts = form_tallies(count_lexicon(corpus(*texts), lexicon))
    guarded = {form for form in lexicon.forms if lexicon.concept_of[form].guards}
    checked = [form for form in counts if form in lexicon.forms and form not in guarded]
    assert len(checked) > 150
    for form in checked:
        assert counts[form].total == sum(text.count(form) for text in texts), form
