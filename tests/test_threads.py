"""Threads give what a loop gives, in its order, and its exception."""

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cntext import threads
from cntext.threads import in_threads


@given(st.lists(st.integers()))
def test_what_is_found_comes_in_the_order_of_the_items(items):
    assert in_threads(lambda item: item * 2, items) == [item * 2 for item in items]


def test_threads_work_at_the_same_time(monkeypatch):
    monkeypatch.setattr(threads, "cores", lambda: 3)
    meeting = threading.Barrier(3, timeout=20)
    assert sorted(in_threads(lambda _: meeting.wait(), range(3))) == [0, 1, 2]


def test_the_first_exception_is_raised_and_nothing_is_begun_after_it(monkeypatch):
    monkeypatch.setattr(threads, "cores", lambda: 1)
    begun = []

    def work(item):
        begun.append(item)
        if item == 2:
            raise ValueError(item)

    with pytest.raises(ValueError, match="2"):
        in_threads(work, range(9))
    assert begun == [0, 1, 2]


def test_an_exception_of_another_thread_is_raised_here(monkeypatch):
    monkeypatch.setattr(threads, "cores", lambda: 2)
    here, meeting = threading.current_thread(), threading.Barrier(2, timeout=20)

    def work(_):
        meeting.wait()
        if threading.current_thread() is not here:
            raise ValueError("elsewhere")

    with pytest.raises(ValueError, match="elsewhere"):
        in_threads(work, range(2))
