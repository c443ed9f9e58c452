"""Parts add up: partitions, records and counts, merged in any way, are the whole."""

import json
from collections import Counter

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cntext.errors import Both
from cntext.flow import memo
from cntext.flow.keys import content_hashes, part_keys
from cntext.flow.merging import Merging, together
from cntext.flow.partitions import Partition, partitions, with_own_ids
from cntext.flow.plan import Plan
from cntext.flow.record import Changes, FileRecord, Record, from_json, to_json
from cntext.flow.settings import bytes_meant
from cntext.measure.stats.counting import Counts, count_characters, count_types
from cntext.measure.stats.phrase_formulas import Formulas, Lines
from cntext.model import Failure
from cntext.read.formats import TableHead
from cntext.read.paths import Source
from cntext.store.cache import Cache

SIZES = st.lists(st.integers(0, 3000), max_size=60)


def sources(sizes):
    return [Source(f"f/{n}.txt", f"{n}.txt", size) for n, size in enumerate(sizes)]


@given(SIZES)
def test_partitions_hold_every_input_once_and_in_order(sizes):
    given_sources = sources(sizes)
    found = partitions(given_sources, 1000)
    assert [s for p in found for s in p.sources] == given_sources
    assert [p.first for p in found] == [
        sum(len(q.sources) for q in found[:i]) for i in range(len(found))
    ]
    assert all(p.size <= 2000 or len(p.sources) == 1 for p in found)


def test_a_file_that_is_added_moves_few_borders():
    before = sources([100] * 1000)
    added = [*before[:500], Source("f/new.txt", "new.txt", 100), *before[500:]]
    old = {p.sources for p in partitions(before, 1000)}
    new = {p.sources for p in partitions(added, 1000)}
    assert len(old) > 50
    assert len(new - old) <= 3


def test_a_pipe_is_a_partition_by_itself():
    a, b = sources([10, 10])
    found = partitions([a, Source("-", "-"), b], 1000)
    assert [(p.sources, p.once) for p in found] == [
        ((a,), False),
        ((Source("-", "-"),), True),
        ((b,), False),
    ]


def test_files_of_one_name_are_called_by_their_paths():
    twice = [Source("a/x.txt", "x.txt", 1), Source("b/x.txt", "x.txt", 1), Source("y", "y", 1)]
    assert [s.id for s in with_own_ids(twice)] == ["a/x.txt", "b/x.txt", "y"]


FAILURE = Failure("a", "code", Both("坏", "bad"), Both("改", "mend"))
RECORDS = st.builds(
    Record,
    documents=st.integers(0, 9),
    files=st.lists(
        st.builds(FileRecord, st.sampled_from("abc"), st.just("utf-8"), st.just("0"), st.just(1)),
        max_size=2,
        unique_by=lambda file: file.path,
    ).map(tuple),
    failed=st.lists(
        st.tuples(st.integers(0, 9), st.sampled_from([FAILURE, Failure("b", "c", Both("", ""))])),
        max_size=2,
    ).map(tuple),
    skipped=st.dictionaries(st.sampled_from("xy"), st.integers(1, 5)),
    remarks=st.lists(st.builds(Both, st.text(max_size=3), st.text(max_size=3)), max_size=2).map(
        tuple
    ),
    normalised=st.dictionaries(st.sampled_from("vw"), st.integers(1, 5)),
    dated=st.dictionaries(st.sampled_from("xy"), st.integers(1, 5)),
    fields=st.sets(st.sampled_from("pq")).map(lambda found: tuple(sorted(found))),
    changes=st.builds(
        Changes, st.dictionaries(st.sampled_from("ab"), st.integers(1, 5)), st.just(("a",))
    ),
    twins=st.binary(min_size=16, max_size=16),
    names=st.binary(min_size=8, max_size=8),
    doubles=st.integers(0, 3),
    namesakes=st.integers(0, 3),
)
HASHED = st.lists(st.sampled_from([bytes([n]) * 16 for n in range(0, 256, 51)]), max_size=9)


@given(RECORDS, RECORDS, RECORDS)
def test_records_merge_in_any_way(a, b, c):
    assert a.merged([b, c]) == a.merged([b]).merged([c]) == a.merged([b.merged([c])])


@given(RECORDS)
def test_a_record_survives_as_json(record):
    assert from_json(json.loads(json.dumps(to_json(record)))) == record


def test_a_record_of_an_older_index_is_read():
    record = Record(documents=2, twins=b"t" * 32, names=b"n" * 16)
    written = to_json(record)
    del written["doubles"], written["namesakes"]  # came later
    assert from_json(json.loads(json.dumps(written))) == record
    assert record.shares_names()


def test_what_is_there_twice_is_counted_and_shared_names_are_seen():
    record = Record(twins=b"a" * 16 + b"b" * 16 + b"a" * 16, names=b"1" * 8 + b"2" * 8)
    assert record.doubled() == 1
    assert not record.shares_names()
    assert record.merged([Record(names=b"2" * 8)]).shares_names()


@given(HASHED, HASHED, st.integers(1, 5))
def test_hashes_that_are_counted_by_bucket_are_counted_the_same(letters, names, buckets):
    whole = Record(twins=b"".join(letters), names=b"".join(name[:8] for name in names))
    assert whole.doubled() == len(letters) - len(set(letters))
    parts = whole.hashes().divided(buckets)
    doubles, namesakes = map(sum, zip(*(part.again() for part in parts), strict=True))
    counted = whole.without_hashes(doubles, namesakes)
    assert counted.doubled() == whole.doubled()
    assert counted.shares_names() == whole.shares_names() == (len(names) > len(set(names)))
    first, *rest = parts
    assert Counter(_each(first.merged(rest).twins)) == Counter(letters)


def _each(twins):
    return [twins[i : i + 16] for i in range(0, len(twins), 16)]


WORDS = st.lists(st.sampled_from(["甲", "乙", "丙丁", "，", "2019", "a"]), max_size=8)
DOCUMENTS = st.lists(st.tuples(WORDS, st.sampled_from(["", "日报", "晚报"])), max_size=7)


def same(a, b):
    return all(
        np.array_equal(x, y) if isinstance(x, np.ndarray) else x == y
        for x, y in ((getattr(a, name), getattr(b, name)) for name in Counts.__slots__)
    )


@pytest.mark.parametrize("count", [count_types, count_characters])
@pytest.mark.parametrize("by", ["", "source"])
@settings(max_examples=25)
@given(parts=st.lists(DOCUMENTS, min_size=1, max_size=20))
def test_counts_of_parts_are_merged_to_those_of_the_whole(make, count, by, parts):
    def corpus(documents):
        return make(*(" ".join(w) for w, _ in documents), source=[s for _, s in documents])

    whole = count(corpus([document for part in parts for document in part]), by)
    each = [count(corpus(part), by) for part in parts]
    merging = Merging()
    for counts in each:
        merging.add(counts)
    assert same(each[0].merged(each[1:]), whole)
    assert same(merging.result(), whole)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    parts=st.lists(st.lists(st.integers(-9, 9), max_size=12), min_size=1, max_size=40),
    ceiling=st.sampled_from([0, 1, 300]),
)
def test_counts_by_key_are_merged_and_what_is_wanted_is_left(tmp_path, monkeypatch, parts, ceiling):
    monkeypatch.setenv("CNTEXT_CACHE", str(tmp_path))
    tmp_path.chmod(0o700)
    expected = Counter(key for part in parts for key in part)
    found = together((lines(part) for part in parts), ceiling, Formulas().enough)
    assert list(zip(found.keys.tolist(), found.counts.tolist(), strict=True)) == sorted(
        (key, n) for key, n in expected.items() if n > 1
    )
    del found
    assert not list(tmp_path.glob("run-*"))


def lines(digests):
    counts = sorted(Counter(digests).items())
    return Lines(*(np.array([pair[i] for pair in counts], np.int64) for i in (0, 1)))


def test_counts_are_kept_and_recalled(make, tmp_path):
    tmp_path.chmod(0o700)
    cache = Cache(tmp_path / "cache")
    corpus = make("甲 乙 甲", "", source=("日报", "晚报"))
    counts, summary = count_types(corpus, "source"), corpus.summary()
    record = Record(documents=2, remarks=(Both("空", "empty"),))
    memo.keep(cache, "k", record, counts, memo.Known(summary.record()))
    found = memo.recall(cache, "k", [Counts])
    assert found is not None
    assert (found[0], found[2].record()) == (record, summary.record())
    assert same(found[1], counts)
    assert memo.recall(cache, "other", [Counts]) is None
    [file] = cache.folder.iterdir()
    file.write_bytes(file.read_bytes()[:-70])
    assert memo.recall(cache, "k", [Counts]) is None


def test_a_key_is_of_content_names_and_plan(tmp_path):
    path = tmp_path / "a.txt"

    def found(name="a.txt", plan=None):
        source = Source(str(path), name, path.stat().st_size)
        cut = [Partition((source,))]
        return part_keys(cut, content_hashes(cut), plan or Plan())

    path.write_text("甲", encoding="utf-8")
    first = found()
    assert found() == first
    path.touch()
    assert found() == first  # the time of a file says nothing
    assert len({first, found("b.txt"), found(plan=Plan(clean=False))}) == 3
    path.write_text("乙", encoding="utf-8")
    assert found() != first
    gone = Partition((Source(str(tmp_path / "gone"), "gone", 1), Source("-", "-")))
    assert content_hashes([gone]) == [["", ""]]
    assert part_keys([gone], [["", ""]], Plan()) == ("",)


def test_what_the_head_of_a_file_says_of_a_run_is_part_of_its_key():
    """The same rows are other documents if the first of the file choose another column."""
    runs = [
        Source("a.csv", "a.csv", 9, start=9, line=3, head=TableHead((), text, ",", False, "utf-8"))
        for text in (0, 1)
    ]
    keys = {part_keys([Partition((run,))], [["sum"]], Plan())[0] for run in runs}
    assert len(keys) == 2


@pytest.mark.parametrize(
    ("text", "size"),
    [("2G", 2 << 30), ("500m", 500 << 20), ("1.5GB", 3 << 29), ("64KiB", 65536), ("7", 7)],
)
def test_a_size_is_read_as_it_is_written(text, size):
    assert bytes_meant(text) == size


@pytest.mark.parametrize("text", ["", "G", "-1G", "0", "2X", "1e3", "１G"])
def test_what_is_no_size_is_refused(text):
    with pytest.raises(ValueError, match="^" + text):
        bytes_meant(text)
