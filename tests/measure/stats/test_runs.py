"""Counts parted by terms, whatever the borders, are the counts that they were parted from."""

from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cntext.measure.stats.document_counts import words_of
from cntext.measure.stats.places import word_places
from cntext.measure.stats.runs import edges_of, in_runs


def equal(one, other):
    for each in fields(one):
        a, b = getattr(one, each.name), getattr(other, each.name)
        assert np.array_equal(a, b) if isinstance(a, np.ndarray) else a == b, each.name


def test_runs_hold_about_as_many_cells_each():
    terms = tuple("abcdefgh")
    assert edges_of(terms, np.array([1, 1, 1, 1, 1, 1, 1, 1]), 4) == ("c", "e", "g")
    assert edges_of(terms, np.array([90, 1, 1, 1, 1, 1, 1, 4]), 2) == ()  # a alone is the half
    assert edges_of(terms, np.array([1, 1, 1, 1, 1, 1, 1, 90]), 3) == ("h",)
    assert edges_of((), np.empty(0, np.int64), 4) == ()


@pytest.mark.parametrize("counted", [lambda c: words_of(c, ["document"]), word_places])
@given(
    texts=st.lists(st.lists(st.sampled_from("甲乙丙丁戊。"), max_size=6), min_size=2, max_size=6),
    edges=st.sets(st.sampled_from("一甲丁戊龟")),
)
@settings(max_examples=30)
def test_what_is_parted_and_read_again_is_what_it_was(make, counted, texts, edges):
    early, late = (make(*map(" ".join, half)) for half in (texts[:1], texts[1:]))
    parts, edges = [counted(early), counted(late)], sorted(edges)
    whole = parts[0].merged(parts[1:])
    written = [part.parted(edges, parts[:i]) for i, part in enumerate(parts)]
    documents = whole.without_terms()
    runs = [
        documents.with_terms(first.merged([second])) for first, second in zip(*written, strict=True)
    ]
    assert len(runs) == len(edges) + 1
    equal(runs[0].joined(runs[1:]), whole)
    equal(in_runs(whole).whole(), whole)
