"""Workers that die, differ or cannot start; and what is refused before anything starts."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

CLUSTER = ["--cluster", "local-cluster[2,1,1024]"]


def die(mark, *, executor):
    """End this worker, or the Java process that it works for; once, as ``mark`` remembers."""
    try:
        os.close(os.open(mark, os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        return
    victim = os.getpid()
    if executor:  # worker → daemon → Java
        victim = int(Path(f"/proc/{os.getppid()}/stat").read_text().rsplit(")", 1)[1].split()[1])
    os.kill(victim, signal.SIGKILL)
    signal.pause()


@pytest.fixture
def deadly(workers, monkeypatch, tmp_path):
    """Return a function that lets one worker die in the map, after it, or in the merge."""
    if not Path("/proc/self/stat").exists():
        pytest.skip("who the parent of a worker is, is asked of /proc")
    from pyspark import cloudpickle

    from cntext.cluster import executor, kernel

    cloudpickle.register_pickle_by_value(sys.modules[__name__])

    def deadly(when, *, executor_dies):
        mark = str(tmp_path / "died")

        class Deadly(kernel.Kernel):
            __slots__ = ()

            def __call__(self, batches):
                for number, batch in enumerate(kernel.Kernel.__call__(self, batches)):
                    if number == 1:  # some rows are with Spark already
                        die(mark, executor=executor_dies)
                    yield batch

        def merge(batches):
            for batch in kernel.merge(batches):
                die(mark, executor=executor_dies)
                yield batch

        if when == "map":
            monkeypatch.setattr(executor, "Kernel", Deadly)
        else:
            monkeypatch.setattr(executor, "merge", merge)
        return Path(mark)

    yield deadly
    cloudpickle.unregister_pickle_by_value(sys.modules[__name__])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("when", "executor_dies"), [("map", False), ("map", True), ("merge", False), ("merge", True)]
)
def test_a_worker_that_dies_changes_nothing(run, texts, deadly, when, executor_dies):
    """Of an executor that dies in the merge, the shuffle's files are lost: they are made again."""
    command = ["freq", "--by", "year", *texts, "-f", "json", "--no-cache"]
    expected = run(*command, "--jobs", "1")
    mark = deadly(when, executor_dies=executor_dies)
    assert run(*command, *CLUSTER, parts=4) == expected
    assert mark.exists()


@pytest.mark.slow
@pytest.mark.parametrize("executor_dies", [False, True])
def test_a_worker_that_dies_while_parts_are_asked_changes_nothing(
    run, texts, workers, monkeypatch, tmp_path, executor_dies
):
    """Of an executor that dies the shelves are lost: its parts are made and asked again.

    Spark would wait for it; so the question is put once more, and files that Spark alone can open
    are sent along. It does not wait for a worker whose executor lives.
    """
    from pyspark import cloudpickle

    from cntext.cluster import answering, holding, keeping

    cloudpickle.register_pickle_by_value(sys.modules[__name__])
    command = ["phrases", "--max-length", "6", "--no-cache"]
    expected = run(*command, *texts, "--jobs", "1")
    paths = [path.as_uri() for path in texts] if executor_dies else texts
    mark = str(tmp_path / "died")
    stranded = []

    class Told(holding.Stranded):
        def __init__(self):
            stranded.append(self)

    monkeypatch.setattr("cntext.cluster.executor.Stranded", Told)

    class Deadly(answering.Answering):
        __slots__ = ()

        def __call__(self, places):
            for row in answering.Answering.__call__(self, places):
                if len(self.history) == 4:  # a string grows to its fourth character
                    die(mark, executor=executor_dies)
                yield row

    monkeypatch.setattr(keeping, "Answering", Deadly)
    try:
        found = run(*command, *paths, *CLUSTER, parts=4)
    finally:
        cloudpickle.unregister_pickle_by_value(sys.modules[__name__])
    assert (found[0], found[1].replace(b"file:/", b"/")) == expected[:2]
    assert Path(mark).exists()
    assert len(stranded) == executor_dies


@pytest.mark.slow
@pytest.mark.parametrize(
    ("what", "says"),
    [
        ("cntext", "differs in the version of cntext (9.9 here"),
        ("jieba", "differs in the version of jieba (9.9 here"),
        ("dictionary", "differs in the dictionary of jieba (9.9 here"),
        ("lists", "differs in the dictionaries, lexicons or stop words (9.9 here"),
    ],
)
def test_a_worker_that_differs_is_refused(run, texts, workers, monkeypatch, what, says):
    from cntext.cluster import executor

    own = executor.identity
    monkeypatch.setattr(executor, "identity", lambda supply: {**own(supply), what: "9.9"})
    code, out, err = run("freq", *texts, *CLUSTER, parts=3)
    assert (code, out) == (1, b"")
    assert says in err.decode()
    assert err.count(b"\n") == 1


@pytest.mark.slow
def test_an_error_of_counting_is_the_one_of_a_single_process(run, tmp_path, workers):
    (tmp_path / "a.txt").write_text("产教融合。", encoding="utf-8")
    command = ["freq", "--by", "yaer", tmp_path]
    expected = run(*command, "--jobs", "1")
    assert expected[0] == 2
    assert run(*command, *CLUSTER) == expected


@pytest.mark.slow
def test_a_worker_that_cannot_start_is_said_in_one_line(workers, texts, tmp_path):
    environment = {
        **os.environ,
        "PYSPARK_PYTHON": "/nowhere/python",
        "CNTEXT_LANG": "en",
    }
    done = subprocess.run(
        [sys.executable, "-m", "cntext", "freq", str(texts[0]), "--cluster", "local[1]"],
        capture_output=True,
        check=False,
        text=True,
        env=environment,
        timeout=300,
    )
    assert done.returncode == 1
    assert done.stdout == ""
    assert "the workers lack the Python that is asked for" in done.stderr
    assert done.stderr.count("\n") == 1
    log = Path(done.stderr.rsplit("the log is ", 1)[1].strip())
    assert "/nowhere/python" in log.read_text("utf-8")


@pytest.mark.slow
def test_ctrl_c_ends_spark_and_leaves_nothing(workers, texts, tmp_path):
    cache = tmp_path / "cache"
    cache.mkdir(mode=0o700)
    with subprocess.Popen(
        [sys.executable, "-m", "cntext", "freq", str(texts[0]), "--cluster", "local[1]"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "CNTEXT_CACHE": str(cache), "CNTEXT_LANG": "en"},
        start_new_session=True,
    ) as running:
        deadline = time.monotonic() + 180
        while time.monotonic() < deadline and not any(
            log.stat().st_size for log in cache.glob("spark-*.log")
        ):
            time.sleep(0.1)  # until Java has said its first word
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=180)
    assert (running.returncode, out, err) == (130, b"", b"")
    assert not list(cache.glob("spark-*.log"))
    assert not _with(f"CNTEXT_CACHE={cache}")


def _with(setting):
    """Return the ids of the processes that were started with ``setting``, after some seconds at most."""
    left = []
    for _ in range(100):
        left = []
        for process in Path("/proc").glob("[0-9]*/environ"):
            with contextlib.suppress(OSError):
                if setting.encode() in process.read_bytes():
                    left.append(process.parent.name)
        if not left:
            break
        time.sleep(0.1)
    return left


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--cluster", "there", "."], "is no address of a cluster"),
        (["--cluster", "local[2]", "-"], "workers cannot read standard input"),
        (["--cluster", "local[2]"], "workers cannot read standard input"),
    ],
)
def test_what_a_cluster_cannot_do_is_refused_first(run, monkeypatch, arguments, says):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: name)
    monkeypatch.setenv("JAVA_HOME", "/java")
    code, out, err = run("freq", *arguments)
    assert (code, out) == (2, b"")
    assert says in err.decode()


def test_what_is_missing_is_named(run, tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text("产教融合。", encoding="utf-8")
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    code, _, err = run("freq", tmp_path, "--cluster", "local[2]")
    assert code == 2
    assert b'PySpark is not installed; run pip install ".[spark]"' in err
