"""Duplicates: none missed that a slow comparison finds, the right one kept."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cntext.errors import UsageProblem
from cntext.metadata.duplicates import (
    Duplicate,
    Kind,
    Reason,
    deduplicated,
    duplicates,
    duplicates_note,
    duplicates_table,
)
from cntext.metadata.minhash import band_width
from cntext.model import Document
from cntext.text.shingles import stripped

BASE = "".join(chr(0x4E00 + 7 * i) for i in range(200))


def slow_jaccard(a, b):
    sets = [{t[i : i + 5] for i in range(max(len(t) - 4, 1))} for t in (a, b)]
    return len(sets[0] & sets[1]) / len(sets[0] | sets[1])


def slow_dropped(documents, threshold):
    texts = [stripped(d.text) for d in documents]
    order = sorted(
        (i for i in range(len(texts)) if texts[i]),
        key=lambda i: ((documents[i].date or "").ljust(10, "~"), -len(texts[i]), i),
    )
    kept, dropped = [], set()
    for i in order:
        if any(slow_jaccard(texts[i], texts[j]) >= threshold for j in kept):
            dropped.add(i)
        else:
            kept.append(i)
    return dropped


@settings(max_examples=60)
@given(st.integers(0, 10_000), st.sampled_from([0.5, 0.8, 0.95]))
def test_it_drops_what_a_slow_comparison_drops(seed, threshold):
    rng = random.Random(seed)  # noqa: S311 (a sample, no secret)
    documents = []
    for i in range(20):
        text = list(rng.choice([BASE, BASE[::-1], BASE[50:]]))
        for _ in range(rng.choice([0, 0, 1, 3, 8, 20])):
            text[rng.randrange(len(text))] = rng.choice(BASE)
        documents.append(Document(str(i), "".join(text), date=rng.choice(["", "2019", "2019-03"])))
    found = duplicates(documents, threshold)
    assert {pair.dropped for pair in found} == slow_dropped(documents, threshold)
    for pair in found:
        a, b = (stripped(documents[i].text) for i in (pair.kept, pair.dropped))
        assert pair.jaccard == pytest.approx(slow_jaccard(a, b))
        assert pair.jaccard >= threshold


def test_spaces_and_punctuation_make_no_difference():
    found = duplicates(
        [Document("a", "产教 融合，\n校企合作。"), Document("b", "产教融合校企合作")]
    )
    assert found == (Duplicate(0, 1, Kind.EXACT, 1.0, Reason.FIRST),)


def test_the_earlier_then_the_longer_then_the_first_is_kept():
    late, early, undated = (Document(d, BASE, date=d) for d in ("2020", "2019-03", ""))
    assert [(p.kept, p.reason) for p in duplicates([late, undated, early])] == [
        (2, Reason.EARLIER),
        (2, Reason.EARLIER),
    ]
    longer = Document("l", BASE + "甲乙丙")
    kept, found = deduplicated([undated, longer])
    assert kept == (longer,)
    assert found[0].reason is Reason.LONGER
    assert found[0].kind is Kind.NEAR


def test_a_year_is_behind_every_day_of_it():
    year, day = Document("y", BASE, date="2019"), Document("d", BASE, date="2019-12-31")
    assert duplicates([year, day])[0].kept == 1


def test_empty_documents_are_nobodys_duplicates():
    assert duplicates([Document("a", ""), Document("b", " 。"), Document("c", "")]) == ()


def test_short_and_damaged_texts_do_no_harm():
    texts = ["一", "二", "一", "\ud800", "ab", "abc"]
    found = duplicates([Document(str(i), t) for i, t in enumerate(texts)])
    assert [(p.kept, p.dropped) for p in found] == [(0, 2)]


def test_the_table_and_the_note_tell_of_them():
    documents = [Document("a", BASE), Document("b", BASE)]
    found = duplicates(documents)
    assert list(duplicates_table(documents, found).rows) == [("a", "b", "exact", 1.0, "first")]
    note = duplicates_note(found, 0.8, dropped=True)
    assert note is not None
    assert note.en.startswith("duplicates: 1 exact, 0 near (Jaccard ≥ 0.8), dropped")
    assert duplicates_note((), 0.8, dropped=True) is None


def test_a_threshold_must_be_sensible():
    with pytest.raises(UsageProblem):
        duplicates([], 0.1)


def test_bands_miss_one_in_ten_thousand_at_most():
    assert [band_width(t) for t in (0.5, 0.8, 0.9)] == [2, 5, 7]
    assert (1 - 0.8**5) ** 25 < 1e-4
