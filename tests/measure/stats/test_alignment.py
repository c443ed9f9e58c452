"""Alignment of short texts: worked values, and what any alignment must hold to."""

from functools import cache

from hypothesis import given
from hypothesis import strategies as st

from cntext.measure.stats.alignment import Change, Step, align, likeness

short = st.text("甲乙丙", max_size=8)


def slow_distance(a, b):
    @cache
    def of(i, j):
        if not i or not j:
            return i + j
        return min(of(i - 1, j) + 1, of(i, j - 1) + 1, of(i - 1, j - 1) + (a[i - 1] != b[j - 1]))

    return of(len(a), len(b))


def test_the_textbook_pair():
    assert align("kitten", "sitting")[0] == 3
    assert align("产教融合", "产教深度融合") == (
        2,
        [
            Step(Change.SAME, 0, 2, 0, 2),
            Step(Change.CHANGED, 2, 2, 2, 4),
            Step(Change.SAME, 2, 4, 4, 6),
        ],
    )


@given(short, short)
def test_an_alignment_covers_both_texts_and_has_the_distance(a, b):
    edits, steps = align(a, b)
    assert edits == slow_distance(a, b)
    at = (0, 0)
    cost = 0
    for step in steps:
        assert (step.a0, step.b0) == at
        at = (step.a1, step.b1)
        same = a[step.a0 : step.a1] == b[step.b0 : step.b1]
        assert same or step.change is Change.CHANGED
        if step.change is Change.CHANGED:
            cost += slow_distance(a[step.a0 : step.a1], b[step.b0 : step.b1])
    assert at == (len(a), len(b))
    assert cost == edits


@given(short, short)
def test_likeness_is_that_of_the_best_pair_of_beginnings(a, b):
    # With a gap cost of 1 and a match of 1 the score of two beginnings follows from the
    # best alignment; texts of 8 letters never fall 8 below their best and go on to gain 3.
    @cache
    def score(i, j):
        if not i or not j:
            return -i - j
        hit = 1 if a[i - 1] == b[j - 1] else -1
        return max(score(i - 1, j - 1) + hit, score(i - 1, j) - 1, score(i, j - 1) - 1)

    best = max(score(i, j) for i in range(len(a) + 1) for j in range(len(b) + 1))
    i, j = likeness(a, b, 2)
    assert (score(i, j) == best) if best >= 2 else (i, j) == (0, 0)
