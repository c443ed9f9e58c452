"""Many texts through the native core: in batches, on threads, straight into columns."""

from __future__ import annotations

import re
import threading
from array import array
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate

from cntext.ids import shift, zeros
from cntext.segment.columns import Columns, Progress, joined
from cntext.segment.native_library import Cutter
from cntext.threads import cores

# Characters in a batch: some milliseconds of work, and its arrays stay in the processor's cache.
BATCH = 1 << 17
FEWEST = 1 << 18  # characters that are worth a thread of their own
Piece = tuple[int, int, str]  # number of the text, where in it, what stands there


def cut_texts(
    cutter: Callable[[], Cutter], texts: Sequence[str], progress: Progress, jobs: int
) -> Columns:
    """Return the columns of ``texts``, cut on up to ``jobs`` threads (0: one a core)."""
    runs = shares([len(text) for text in texts], jobs or cores())
    if len(runs) == 1:
        return _columns(cutter(), texts, runs[0], progress)
    from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait

    lock, stop = threading.Lock(), threading.Event()

    def advance(amount: int) -> None:
        if stop.is_set():
            raise _Stopped
        with lock:
            progress(amount)

    with ThreadPoolExecutor(len(runs)) as pool:
        working = [pool.submit(_columns, cutter(), texts, run, advance) for run in runs]
        try:
            wait(working, return_when=FIRST_EXCEPTION)
        finally:
            stop.set()  # after an error or Ctrl-C the others end with the batch that they are at
    errors = [error for each in working if (error := each.exception())]
    if errors:
        raise next((error for error in errors if not isinstance(error, _Stopped)), errors[0])
    return joined([each.result() for each in working])


class _Stopped(Exception):
    """The work of this thread is wanted no more."""


def shares(sizes: Sequence[int], jobs: int) -> list[tuple[int, int]]:
    """Part texts of these ``sizes`` into at most ``jobs`` runs of about equal size."""
    total = sum(sizes)
    jobs = max(1, min(jobs, total // FEWEST))
    ends = [0]
    for end, done in enumerate(accumulate(sizes), start=1):
        if done * jobs >= total * len(ends) and len(ends) < jobs:
            ends.append(end)
    return list(zip(ends, [*ends[1:], len(sizes)], strict=True))


@lru_cache(maxsize=1)
def _border() -> re.Pattern[str]:
    """Behind such a character any text may be cut in two: it is a token by itself."""
    return re.compile(r"[^\u4e00-\u9fd5a-zA-Z0-9+#&._%\-\r]")


def pieces(texts: Sequence[str], first: int, end: int) -> Iterator[Piece]:
    """Give texts ``first`` to before ``end``, a long one in pieces of about a batch."""
    for number in range(first, end):
        text, at = texts[number], 0
        while len(text) - at > 2 * BATCH:
            border = _border().search(text, at + BATCH)
            if border is None:
                break
            yield number, at, text[at : border.end()]
            at = border.end()
        yield number, at, text[at:] if at else text


def batches(given: Iterator[Piece]) -> Iterator[list[Piece]]:
    """Put short pieces together, so that a call of the core is worth its while."""
    batch: list[Piece] = []
    size = 0
    for piece in given:
        if batch and size + len(piece[2]) > BATCH:
            yield batch
            batch, size = [], 0
        batch.append(piece)
        size += len(piece[2])
    if batch:
        yield batch


def _columns(
    cutter: Cutter, texts: Sequence[str], run: tuple[int, int], progress: Progress
) -> Columns:
    numbers, starts, bounds = array("i"), array("i"), array("q", [0])
    counts = zeros("q", run[1] - run[0])  # tokens of each text
    for batch in batches(pieces(texts, *run)):
        owners = [number - run[0] for number, _, _ in batch]
        tokens = cutter.cut([text for _, _, text in batch], owners)
        done = len(numbers)
        tokens.add_to(numbers, starts)
        for place, (number, at, _) in enumerate(batch):
            first, end = tokens.bounds[place : place + 2]
            counts[number - run[0]] += end - first
            if at:
                shift(starts, done + first, done + end, at)
        progress(sum(len(text) for _, _, text in batch))
    bounds.extend(accumulate(counts))
    return Columns(tuple(cutter.words), numbers, starts, bounds, cutter.counts())
