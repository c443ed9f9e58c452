"""What workers do, done in this process without Spark: rows out of places, merged by bucket."""

import itertools
import pickle
from dataclasses import replace
from types import SimpleNamespace

import pyarrow as pa
import pytest

from cntext.analysis import Cut
from cntext.cluster import kernel as kernels
from cntext.cluster.executor import Cluster, _edges, _sealed
from cntext.cluster.identity import identity
from cntext.cluster.kernel import Kernel, merge
from cntext.cluster.parcel import Parcel
from cntext.cluster.rows import ERROR, Row, as_batches, from_batches, rows_of, values_of
from cntext.errors import CntextError
from cntext.flow.jobs import Counting, Job
from cntext.flow.part import Tokens
from cntext.flow.partitions import Partition
from cntext.flow.plan import Plan
from cntext.flow.run import Run
from cntext.flow.supply import Supply
from cntext.flow.workshop import Workshop
from cntext.model import Inputs
from cntext.read.paths import find_sources

TOKENS = Tokens(Cut.UNITS, False, "units")


@pytest.fixture
def sources(texts):
    return list(find_sources(map(str, texts), Inputs()))


def jobs_of(sources, parts):
    borders = [len(sources) * n // parts for n in range(parts + 1)]
    return [
        Job(Partition(tuple(sources[a:b]), a), keep=False) for a, b in itertools.pairwise(borders)
    ]


def kernel_of(jobs, counting, supply, buckets=3):
    workshop = Workshop(Plan(), supply, threads=1)
    sealed = Parcel.of(workshop, TOKENS, counting).sealed()
    return Kernel(
        identity(supply),
        SimpleNamespace(value=sealed),
        SimpleNamespace(value=list(map(_sealed, jobs))),
        _edges(buckets),
        len(jobs),
        0,
        ".",
    )


def gathered(kernel, jobs, tasks):
    """Return what the cluster would: tasks of places, a shuffle by bucket, the end on the driver."""
    rows = []
    for task in range(tasks):
        places = range(len(jobs) * task // tasks, len(jobs) * (task + 1) // tasks)
        rows += from_batches(kernel([pa.RecordBatch.from_pydict({"id": list(places)})]))
    return Cluster("local[1]")._gathered(
        list(from_batches(merge(as_batches(sorted(rows))))), stop=False
    )


@pytest.mark.parametrize("parts", [1, 4, 7])
@pytest.mark.parametrize("by", ["", "year", "document"])
def test_parts_tasks_and_buckets_change_nothing(sources, by, parts):
    counting = Counting("freq", {"unit": "word", "by": by})
    whole = Run(Workshop(Plan(), Supply()), [Partition(tuple(sources))]).gather(
        TOKENS, counting, keep=False
    )
    jobs = jobs_of(sources, parts)
    for tasks in {1, min(3, parts), parts}:
        kernels._READY.clear()
        there = gathered(kernel_of(jobs, counting, Supply()), jobs, tasks)
        assert there.record == whole.record.without_hashes(*whole.record.hashes().again())
        assert there.record.doubled() == whole.record.doubled() == 3
        assert there.record.shares_names()
        assert there.summary == whole.summary
        assert there.counts.terms == whole.counts.terms
        if not by:
            assert there.counts == whole.counts
            continue
        assert there.counts.groups == whole.counts.groups
        for column in ("group", "term", "freqs", "ranges", "base"):
            assert (getattr(there.counts, column) == getattr(whole.counts, column)).all()


def test_bytes_that_were_fetched_are_read_in_place_of_the_file(tmp_path):
    (tmp_path / "a.txt").write_text("职业教育。", encoding="utf-8")
    (source,) = find_sources([str(tmp_path)], Inputs())
    jobs = [Job(Partition((source._replace(path="hdfs://there/a.txt"),)), keep=False)]
    kernel = kernel_of(jobs, Counting("freq", {"unit": "word", "by": ""}), Supply())
    data = "产教融合。".encode()
    batch = pa.RecordBatch.from_pydict({"place": [0], "number": [0], "content": [data]})
    kernels._READY.clear()
    found = Cluster("local[1]")._gathered(
        sorted(from_batches(merge(as_batches(sorted(from_batches(kernel([batch]))))))), stop=False
    )
    assert found.counts.terms == ("产教融合",)
    assert found.record.files[0].path == "hdfs://there/a.txt"


def test_a_document_that_cannot_be_counted_is_one_failure(sources, monkeypatch):
    counting = Counting("freq", {"unit": "word", "by": ""})
    jobs = jobs_of(sources, 2)
    own = Workshop.do
    bad = sources[3].path

    def do(self, job, *rest):
        if any(source.path == bad for source in job.partition.sources):
            raise ZeroDivisionError(bad)
        return own(self, job, *rest)

    kernels._READY.clear()
    before = gathered(kernel_of(jobs, counting, Supply()), jobs, 2)
    monkeypatch.setattr(Workshop, "do", do)
    found = gathered(kernel_of(jobs, counting, Supply()), jobs, 2)
    assert [f.path for _, f in found.record.failed if f.path == bad] == [bad]
    assert len(found.record.files) == len(before.record.files) - 1


def test_a_worker_that_differs_counts_nothing(sources):
    jobs = jobs_of(sources, 1)
    kernel = kernel_of(jobs, Counting("freq", {"unit": "word", "by": ""}), Supply())
    kernel = replace(kernel, asked={**kernel.asked, "jieba": "0.1"})
    kernels._READY.clear()
    rows = list(from_batches(kernel([pa.RecordBatch.from_pydict({"id": [0]})])))
    assert {row.kind for row in rows} == {ERROR}
    with pytest.raises(CntextError, match=r"jieba.*0\.1"):
        Cluster("local[1]")._gathered(rows, stop=False)


def test_lists_travel_by_content(tmp_path, monkeypatch):
    words = tmp_path / "words.txt"
    words.write_text("教融 1000000\n", encoding="utf-8")
    supply = Supply(userdict=(str(words),))
    parcel = Parcel.of(Workshop(Plan(), supply), TOKENS, Counting("freq", {}))
    expected = identity(supply)
    words.unlink()
    there = pickle.loads(parcel.sealed()).unpacked().supply  # noqa: S301 (made here)
    assert identity(there) == expected
    assert there.userdicts[0].name == "words.txt"


def test_a_large_value_goes_in_chunks(monkeypatch):
    monkeypatch.setattr("cntext.cluster.rows._CHUNK", 100)
    value = list(range(500))
    rows = [*rows_of(0, 1, 2, value), *rows_of(0, 1, 3, "next")]
    assert len(rows) > 5
    assert max(len(row.body) for row in rows) == 100
    again = [Row(*row) for row in from_batches(as_batches(rows))]
    assert list(values_of(again)) == [(0, 1, 2, value), (0, 1, 3, "next")]


def test_what_stays_is_kept_from_the_collector_once(run, own_cluster, texts, monkeypatch):
    """Spark has garbage collected after each task: lists of words would be looked through again."""
    calls = []
    monkeypatch.setattr("cntext.cluster.kernel._READY", {})
    monkeypatch.setattr("cntext.cluster.kernel.gc.freeze", lambda: calls.append(1))
    run("freq", texts[0], "--cluster", "there", parts=4)
    assert calls == [1]
