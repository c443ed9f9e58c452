"""Work on several threads, for what leaves Python's lock alone: hashing, searching in the core."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Sequence
from typing import TypeVar

Item = TypeVar("Item")
Found = TypeVar("Found")


def cores() -> int:
    """Return how many processes or threads can run at once here."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def in_threads(work: Callable[[Item], Found], items: Sequence[Item]) -> list[Found]:
    """Return what ``work`` gives for each of ``items``, in their order, on a thread a core.

    After an exception no further item is begun; the first one is raised.
    """
    found: dict[int, Found] = {}
    errors: dict[int, BaseException] = {}
    waiting = iter(range(len(items)))  # shared: next() of it is one step

    def run() -> None:
        for place in waiting:
            if errors:
                return
            try:
                found[place] = work(items[place])
            except BaseException as error:
                errors[place] = error

    helpers = [threading.Thread(target=run) for _ in range(min(cores(), len(items)) - 1)]
    for helper in helpers:
        helper.start()
    try:
        run()
    finally:
        for helper in helpers:
            helper.join()
    if errors:
        raise errors[min(errors)]
    return [found[place] for place in range(len(items))]
