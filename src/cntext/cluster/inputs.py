"""Files where Spark finds them: hdfs://, s3a://, file:// paths listed as folders of this machine are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from cntext.cluster.session import Spark
from cntext.errors import Both, UsageProblem
from cntext.flow.jobs import Job
from cntext.model import Failure, Inputs
from cntext.read.formats import is_plain, is_readable
from cntext.read.paths import LONG, Source, find_sources, is_address

_LARGEST = 512 << 20  # bytes of a file that is read whole


def find(running: Spark, paths: Iterable[str], inputs: Inputs) -> Iterator[Source]:
    """Yield every file that ``paths`` mean, as `find_sources` does, wherever they are."""
    for path in paths:
        if not is_address(path):
            yield from find_sources([path], inputs)
            continue
        there = running.context._jvm.org.apache.hadoop.fs.Path(path)
        system = there.getFileSystem(running.context._jsc.hadoopConfiguration())
        found = list(system.globStatus(there) or ())
        if not found:
            raise UsageProblem(
                path,
                Both("没有这个文件或文件夹", "no such file or folder"),
                Both("请检查路径", "check the path"),
            )
        for status in sorted(found, key=_name):
            if status.isDirectory():
                yield from _walk(system, status.getPath(), inputs)
            else:
                yield from _source(status, _name(status), inputs)


def _walk(system: Any, top: Any, inputs: Inputs) -> Iterator[Source]:  # noqa: ANN401 (Hadoop's)
    """Yield the files of a folder, then of each below it, by name."""
    stack = [(top, "")]
    while stack:
        folder, prefix = stack.pop()
        folders = []
        for status in sorted(system.listStatus(folder), key=_name):
            name = _name(status)
            if name.startswith("."):
                inputs.skip("hidden")
            elif status.isDirectory():
                folders.append((status.getPath(), f"{prefix}{name}/"))
            elif name.lower().startswith("readme"):
                inputs.skip("readme")
            elif not is_readable(name):
                inputs.skip("unsupported")
            else:
                yield from _source(status, prefix + name, inputs)
        stack.extend(reversed(folders))


def _source(status: Any, name: str, inputs: Inputs) -> Iterator[Source]:  # noqa: ANN401
    path, size = str(status.getPath().toString()), int(status.getLen())
    most = LONG if is_plain(name) else _LARGEST
    if size > most:  # here it would be read in pieces, or not at all
        inputs.failed.append(
            Failure(
                path,
                "too-large",
                Both(f"超过 {most >> 20} MB", f"is over {most >> 20} MB"),
                Both("请拆成几个文件", "split it into several files"),
            )
        )
        return
    yield Source(path, name, size)


def _name(status: Any) -> str:  # noqa: ANN401
    return str(status.getPath().getName())


def contents(running: Spark, jobs: list[Job], tasks: int) -> Any | None:  # noqa: ANN401
    """Return rows (place of the job, number of the source in it, bytes) of what Spark opens.

    Brought together by job in Spark's shuffle: the bytes of a job reach one worker. None
    where workers open all files themselves.
    """
    asked = [
        (source.path, place, number, place * tasks // len(jobs))
        for place, job in enumerate(jobs)
        for number, source in enumerate(job.partition.sources)
        if is_address(source.path)
    ]
    if not asked:
        return None
    from pyspark.sql.functions import broadcast

    session = running.session
    wanted = session.createDataFrame(asked, "path string, place long, number int, task int")
    files = session.read.format("binaryFile").load([row[0] for row in asked])
    return (
        files.join(broadcast(wanted), "path")
        .repartition(tasks, "task")
        .select("place", "number", "content")
        .sortWithinPartitions("place", "number")
    )
