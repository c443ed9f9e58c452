"""A session of Spark for one run: started quietly, its words in a log, gone when the run is."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cntext.cluster.address import is_here, master_of
from cntext.cluster.failing import SparkFailed, explained
from cntext.storage import cache_folder

# Seconds that a task waits for the worker that has its part: to make the part again elsewhere takes
# longer than to wait for one that is busy. Spark waits for a dead one too; see `Holding`.
WAIT = 60
# Spark may hand over as many rows at once as fit: ours are as large as a batch.
_SETTINGS = {
    "spark.app.name": "cntext",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.adaptive.enabled": "false",  # borders of tasks are ours
    "spark.sql.execution.arrow.maxRecordsPerBatch": "16",
    "spark.driver.maxResultSize": "0",  # the table is what was asked for
    "spark.locality.wait.process": f"{WAIT}s",
}
# Java carries bytes to and fro, for some minutes: to compile that twice costs more than it saves.
_ONCE = "-XX:TieredStopAtLevel=1"
_HERE = {
    "spark.ui.enabled": "false",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.extraJavaOptions": _ONCE,
    "spark.executor.extraJavaOptions": _ONCE,
}


@dataclass(frozen=True, slots=True)
class Spark:
    """A session, and the file that holds what Spark says; None where it is not ours."""

    session: Any
    log: Path | None

    @property
    def context(self) -> Any:  # noqa: ANN401 (PySpark's)
        """The context that runs jobs."""
        return self.session.sparkContext


@contextlib.contextmanager
def spark(address: str) -> Iterator[Spark]:
    """Open a session on the cluster at ``address``; one that is open already is used and left.

    What goes wrong in it is raised as a `CntextError` of one line.
    """
    import warnings

    from pyspark import SparkContext
    from pyspark.sql import SparkSession

    warnings.filterwarnings("ignore", ".*pandas", FutureWarning)  # its versions; nothing of ours
    if SparkContext._active_spark_context is not None:
        there = Spark(SparkSession.builder.getOrCreate(), None)
        with _explaining(address, None):
            yield there
        return
    log = _log()
    try:
        with log.open("wb") as stream:
            with _explaining(address, log):
                started = _started(address, stream)
            try:
                with _explaining(address, log):  # as long as Java is there to say more
                    yield Spark(started, log)
            finally:
                _stop(started)
    except SparkFailed:  # its message names the log
        raise
    except BaseException:
        log.unlink(missing_ok=True)
        raise
    log.unlink(missing_ok=True)


@contextlib.contextmanager
def _explaining(address: str, log: Path | None) -> Iterator[None]:
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        yield
    except (PySparkException, Py4JError, ConnectionError) as error:
        raise explained(error, address, log) from error


def _started(address: str, stream: Any) -> Any:  # noqa: ANN401 (a file; PySpark's session)
    from pyspark import SparkConf, SparkContext
    from pyspark.java_gateway import launch_gateway
    from pyspark.sql import SparkSession

    conf = SparkConf().setMaster(master_of(address))
    for name, value in {**_SETTINGS, **(_HERE if is_here(address) else {})}.items():
        conf.set(name, value)
    if is_here(address):
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    gateway = None
    try:
        with _undisturbed():  # Java writes to its own file, not between our lines
            gateway = launch_gateway(conf, {"stdout": stream, "stderr": stream})
        return SparkSession(SparkContext(conf=conf, gateway=gateway))
    except BaseException:
        if gateway is not None:
            _end(gateway)
        raise


@contextlib.contextmanager
def _undisturbed() -> Iterator[None]:
    """Put Ctrl-C and the like off: Java would stay behind if its start were left half way."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    held: list[int] = []
    before = {
        number: signal.signal(number, lambda number, _: held.append(number))
        for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield
    finally:
        for asked, handler in before.items():
            signal.signal(asked, handler)
    for number in held:
        signal.raise_signal(number)


def _stop(session: Any) -> None:  # noqa: ANN401 (PySpark's)
    gateway = session.sparkContext._gateway
    with contextlib.suppress(Exception):  # the workers may be gone already
        session.stop()
    _end(gateway)


def _end(gateway: Any) -> None:  # noqa: ANN401 (py4j's)
    """End the Java process: it stops when its stdin is closed."""
    from pyspark import SparkContext

    with contextlib.suppress(Exception):
        gateway.shutdown()
    SparkContext._gateway = SparkContext._jvm = SparkContext._active_spark_context = None
    process = getattr(gateway, "proc", None)
    if process is not None:
        with contextlib.suppress(OSError):
            process.stdin.close()
        with contextlib.suppress(Exception):
            process.wait(10)


def _log() -> Path:
    folder = cache_folder()
    handle, name = tempfile.mkstemp(prefix="spark-", suffix=".log", dir=folder)
    os.close(handle)
    return Path(name)
