"""Files of other file systems, listed as folders of this machine are.

``hdfs://``, ``s3a://``, ``file://`` are Spark's: it opens them, and the bytes reach workers in its
shuffle. ``s3://`` is PyArrow's, which needs no Hadoop: each worker reads what it counts.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from cntext.cluster.session import Spark
from cntext.errors import Both, UsageProblem
from cntext.flow.jobs import Job
from cntext.lazy import pattern
from cntext.model import Failure, Inputs
from cntext.read.formats import is_plain, is_readable
from cntext.read.paths import LONG, Source, find_sources, is_address
from cntext.text.safe import masked, safe

_LARGEST = 512 << 20  # bytes of a file that is read whole
_S3 = "s3://"
# As PyArrow takes them; any other ? belongs to the name of a file.
_OPTION = "(?:region|scheme|endpoint_override|force_virtual_addressing|tls_ca_file_path)=[^&?]*"
_OPTIONS = pattern(rf"\?{_OPTION}(?:&{_OPTION})*$")


class Entry(NamedTuple):
    """A file or a folder, as its file system names it."""

    path: str
    name: str
    size: int
    is_folder: bool


# From the path of a folder to what is in it.
Inside = Callable[[str], Iterable[Entry]]


def find(running: Callable[[], Spark], paths: Iterable[str], inputs: Inputs) -> Iterator[Source]:
    """Yield every file that ``paths`` mean, as `find_sources` does, wherever they are."""
    for path in paths:
        if not is_address(path):
            yield from find_sources([path], inputs)
            continue
        found, inside = _of_s3(path) if path.startswith(_S3) else _of_spark(running(), path)
        if not found:
            raise UsageProblem(
                masked(path),
                Both("没有这个文件或文件夹", "no such file or folder"),
                Both("请检查路径", "check the path"),
            )
        for entry in sorted(found, key=lambda entry: entry.name):
            if entry.is_folder:
                yield from _walk(entry.path, inside, inputs)
            else:
                yield from _source(entry, entry.name, inputs)


def _of_spark(running: Spark, path: str) -> tuple[list[Entry], Inside]:
    """Return what Spark finds at ``path``, and how it lists a folder."""
    named = running.context._jvm.org.apache.hadoop.fs.Path
    system = named(path).getFileSystem(running.context._jsc.hadoopConfiguration())

    def entry(status: Any) -> Entry:  # noqa: ANN401 (Hadoop's)
        there = status.getPath()
        size, is_folder = int(status.getLen()), bool(status.isDirectory())
        return Entry(str(there.toString()), str(there.getName()), size, is_folder)

    # A pattern only where it is no name: 通知[2020]1号.txt is a file.
    is_there = system.exists(named(path))
    there = [system.getFileStatus(named(path))] if is_there else system.globStatus(named(path))
    found = [entry(status) for status in there or ()]
    return found, lambda folder: map(entry, system.listStatus(named(folder)))


def _of_s3(path: str) -> tuple[list[Entry], Inside]:
    """Return what is at an ``s3://`` path, and how a folder of it is listed."""
    from pyarrow import fs

    account, place, options = _parts(path)

    def entry(info: Any) -> Entry:  # noqa: ANN401 (PyArrow's)
        is_folder = info.type == fs.FileType.Directory
        address = f"{_S3}{account}{info.path}{options}"
        return Entry(address, info.base_name, int(info.size or 0), is_folder)

    try:
        system = _store(account + place.split("/")[0] + options)
        info = system.get_file_info(place)
    except (OSError, ValueError) as error:
        raise _unreachable(path, error) from None

    def inside(folder: str) -> Iterable[Entry]:
        try:
            return map(entry, system.get_file_info(fs.FileSelector(_parts(folder).place)))
        except OSError as error:
            raise _unreachable(folder, error) from None

    return [entry(info)] if info.type != fs.FileType.NotFound else [], inside


class _Parts(NamedTuple):
    """An ``s3://`` address: ``key:secret@``, bucket and key as they are, ``?region=…``."""

    account: str
    place: str
    options: str


def _parts(path: str) -> _Parts:
    """Take an ``s3://`` address apart: a key may have blanks, 汉字, ``#`` and ``%`` in it."""
    rest = path.removeprefix(_S3)
    options = _OPTIONS.search(rest)
    rest = rest[: options.start()] if options else rest
    bucket, slash, key = rest.partition("/")
    account, at, bucket = bucket.rpartition("@")
    place = f"{bucket}{slash}{key}".rstrip("/")
    return _Parts(account + at, place, options.group() if options else "")


@cache
def _store(bucket: str) -> Any:  # noqa: ANN401 (PyArrow's)
    """Return the file system of a bucket, with its account and options as an address has them."""
    from pyarrow import fs

    return fs.FileSystem.from_uri(_S3 + bucket)[0]


def _unreachable(path: str, error: OSError | ValueError) -> UsageProblem:
    reason = safe(masked(" ".join(str(error).split())))[:200]
    return UsageProblem(masked(path), Both(f"读不了（{reason}）", f"cannot be read ({reason})"))


def read_object(path: str) -> bytes | None:
    """Return the bytes of an ``s3://`` file; None for one of another file system, or not there.

    What is not there is then a failure of that file, found by who reads it.
    """
    if not path.startswith(_S3):
        return None
    account, place, options = _parts(path)
    try:
        system = _store(account + place.split("/")[0] + options)
        with system.open_input_stream(place) as stream:
            data: bytes = stream.read()
    except OSError:
        return None
    return data


def _walk(top: str, inside: Inside, inputs: Inputs) -> Iterator[Source]:
    """Yield the files of a folder, then of each below it, by name."""
    stack = [(top, "")]
    while stack:
        folder, prefix = stack.pop()
        folders = []
        for entry in sorted(inside(folder), key=lambda entry: entry.name):
            if entry.name.startswith("."):
                inputs.skip("hidden")
            elif entry.is_folder:
                folders.append((entry.path, f"{prefix}{entry.name}/"))
            elif entry.name.lower().startswith("readme"):
                inputs.skip("readme")
            elif not is_readable(entry.name):
                inputs.skip("unsupported")
            else:
                yield from _source(entry, prefix + entry.name, inputs)
        stack.extend(reversed(folders))


def _source(entry: Entry, name: str, inputs: Inputs) -> Iterator[Source]:
    most = LONG if is_plain(name) else _LARGEST
    if entry.size > most:  # here it would be read in pieces, or not at all
        inputs.failed.append(
            Failure(
                masked(entry.path),
                "too-large",
                Both(f"超过 {most >> 20} MB", f"is over {most >> 20} MB"),
                Both("请拆成几个文件", "split it into several files"),
            )
        )
        return
    yield Source(entry.path, name, entry.size)


def is_opened_by_spark(source: Source) -> bool:
    """Say whether no worker can open a file by itself."""
    return is_address(source.path) and not source.path.startswith(_S3)


def contents(
    running: Spark, jobs: Sequence[Job], tasks: int, wanted: Collection[int] | None = None
) -> Any | None:  # noqa: ANN401
    """Return rows (place of the job, number of the source in it, bytes) of what Spark opens.

    Brought together by job in Spark's shuffle: the bytes of a job reach one worker. Of the jobs
    ``wanted``, by place, where not of all. None where workers open all files themselves.
    """
    places = range(len(jobs)) if wanted is None else frozenset(wanted)
    share = [place * tasks // len(jobs) for place in range(len(jobs))]
    asked = [
        (source.path, place, number, share[place])
        for place, job in enumerate(jobs)
        for number, source in enumerate(job.partition.sources)
        if is_opened_by_spark(source) and place in places
    ]
    if not asked:
        return None
    from pyspark.sql.functions import broadcast

    session = running.session
    listed = session.createDataFrame(asked, "path string, place long, number int, task int")
    # By name: to take 通知[2020]1号.txt for a pattern is Spark's default.
    reader = session.read.format("binaryFile").option("__globPaths__", "false")
    files = reader.load([row[0] for row in asked])
    fetched = files.join(broadcast(listed), "path").select("place", "number", "content", "task")
    # A row for each job besides: one without any such file is to be done as well.
    jobless = [(place, -1, None, task) for place, task in enumerate(share) if place in places]
    every = session.createDataFrame(jobless, "place long, number int, content binary, task int")
    return (
        fetched.unionByName(every)
        .repartition(tasks, "task")
        .select("place", "number", "content")
        .sortWithinPartitions("place", "number")
    )
