"""What is left of a job that could not be done: all of it but the documents that are to blame."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from cntext.corpus import field_of
from cntext.errors import Both
from cntext.flow.jobs import Job, Lost, Outcome
from cntext.flow.part import Part
from cntext.flow.partitions import Partition
from cntext.flow.record import Changes, Record
from cntext.model import Failure

Attempt = Callable[[Job], Outcome | Lost[Job]]
Find = Callable[[Job], Part | None]


def salvage(lost: Lost[Job], attempt: Attempt, find: Find) -> Iterator[tuple[Job, Outcome]]:
    """Do a lost job by halves, again and again, and yield what came of it, in order.

    A file, or a document of one, that cannot be done by itself is a failure of its own: of
    n documents of which one is to blame, about log2 n attempts find it.
    """
    job = replace(lost.job, key="", sums=())
    sources = job.partition.sources
    if len(sources) > 1:
        middle = len(sources) // 2
        first = job.partition.first
        yield from _each(
            [
                replace(job, partition=Partition(sources[:middle], first)),
                replace(job, partition=Partition(sources[middle:], first + middle)),
            ],
            attempt,
            lambda part: salvage(part, attempt, find),
        )
        return
    read = attempt(replace(job, tokens=None, counting=None, keep=True))
    part = None if isinstance(read, Lost) else read.part or find(job)
    if isinstance(read, Lost) or part is None:
        yield _failed(read if isinstance(read, Lost) else lost, "")
        return
    # What is known of the file is said once; each half of its documents says the rest.
    header = read.record._replace(documents=0, fields=(), changes=Changes(), twins=b"", names=b"")
    yield replace(job, keep=False), Outcome(header)
    names = field_of(part.documents, "document")
    whole = replace(lost, job=replace(job, within=(0, len(names))))
    yield from _documents(whole, names, attempt)


def _documents(
    lost: Lost[Job], names: Sequence[str], attempt: Attempt
) -> Iterator[tuple[Job, Outcome]]:
    low, high = lost.job.within
    if high - low < 2:
        yield _failed(lost, names[low] if len(names) > 1 else "")
        return
    middle = (low + high) // 2
    halves = [replace(lost.job, within=half) for half in ((low, middle), (middle, high))]
    yield from _each(halves, attempt, lambda part: _documents(part, names, attempt))


def _each(
    jobs: Sequence[Job],
    attempt: Attempt,
    again: Callable[[Lost[Job]], Iterator[tuple[Job, Outcome]]],
) -> Iterator[tuple[Job, Outcome]]:
    for job in jobs:
        outcome = attempt(job)
        if isinstance(outcome, Lost):
            yield from again(outcome)
        else:
            yield job, outcome


def _failed(lost: Lost[Job], document: str) -> tuple[Job, Outcome]:
    """Report the one that could not be done, and why."""
    partition = lost.job.partition
    path = document or (partition.sources[0].name if partition.sources else "")
    if not path and partition.sealed:
        path = os.fspath(partition.sealed.path)
    if lost.error is None:
        failure = Failure(
            path,
            "worker-died",
            Both("处理它的进程两次意外终止", "the process at work on it died, twice"),
            Both("内存不够时可减小 --jobs", "where memory is short, use fewer --jobs"),
        )
    else:
        why = f"{type(lost.error).__name__}: {lost.error}".strip(": ")
        failure = Failure(
            path,
            "not-processed",
            Both(f"处理时出错（{why}），未计入", f"could not be processed ({why}); not counted"),
            Both("CNTEXT_DEBUG=1 显示出错之处", "CNTEXT_DEBUG=1 shows where"),
        )
    record = Record(failed=((0, failure),))
    return replace(lost.job, keep=False), Outcome(record, error=lost.error)
