"""Workers die, fail, are interrupted: no run hangs, nothing stays behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from cntext.flow.jobs import Job, Outcome
from cntext.flow.partitions import Partition
from cntext.flow.plan import Plan
from cntext.flow.pool import Lost, Pool
from cntext.flow.record import Record
from cntext.flow.run import Run
from cntext.read.paths import Source

JOBS = [Job(Partition((Source(f"{n}.txt", f"{n}.txt", n),), n)) for n in range(12)]


@dataclass(frozen=True)
class Shop:
    """Does what the test wants with a job, in the worker."""

    act: Callable[[int], None]
    store: None = None
    plan: Plan = field(default_factory=Plan)
    threads: int = 0

    def prepare(self):
        """Need nothing."""

    def do(self, job, progress=lambda _: None):
        progress(1 << 20)
        self.act(job.partition.first)
        return Outcome(Record(documents=job.partition.first))


def die_once_at(place, flag):
    """Return an act that kills the worker at job ``place``, the first time."""

    def act(first):
        if first == place and not flag.exists():
            flag.touch()
            os.kill(os.getpid(), signal.SIGKILL)

    return act


def die_at(place):
    def act(first):
        if first == place:
            os.kill(os.getpid(), signal.SIGKILL)

    return act


@pytest.fixture(autouse=True)
def forked(monkeypatch):
    monkeypatch.setenv("CNTEXT_START", "fork")


def test_outcomes_come_in_order_and_progress_is_told():
    def act(first):
        time.sleep(0.05 if first == 0 else 0)  # the first is the last to be ready

    seen = []
    with Pool(Shop(act), 3) as pool:
        found = list(pool.run(JOBS, seen.append))
    assert [outcome.record.documents for outcome in found] == list(range(12))
    assert sum(seen) == 12 << 20


def test_a_job_is_done_again_where_its_worker_died(tmp_path):
    with Pool(Shop(die_once_at(5, tmp_path / "died")), 2) as pool:
        found = list(pool.run(JOBS, lambda _: None))
    assert (tmp_path / "died").exists()
    assert [outcome.record.documents for outcome in found] == list(range(12))


def test_a_job_that_kills_two_workers_is_lost_and_the_others_are_not():
    with Pool(Shop(die_at(5)), 2) as pool:
        found = list(pool.run(JOBS, lambda _: None))
    assert found[5] == Lost(JOBS[5])
    assert [o.record.documents for o in found if isinstance(o, Outcome)] == [
        n for n in range(12) if n != 5
    ]


def test_a_lost_job_is_one_failure_line(monkeypatch):
    monkeypatch.setenv("CNTEXT_SMALL", "1")
    run = Run(Shop(die_at(5)), [job.partition for job in JOBS], 2)
    record = run.gather(None, None, keep=False).record
    [(place, failure)] = record.failed
    assert (place, failure.path, failure.code) == (5, "5.txt", "worker-died")


def test_what_a_worker_raises_is_raised_here():
    def act(first):
        if first == 3:
            raise KeyError("x")

    with Pool(Shop(act), 2) as pool, pytest.raises(KeyError, match="x"):
        list(pool.run(JOBS, lambda _: None))
    assert pool._workers == []


def processes_of(group):
    """Return the processes of a group that are alive."""
    found = []
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                with open(f"/proc/{entry}/stat", encoding="utf-8", errors="replace") as stream:
                    state, _, owner = stream.read().rpartition(")")[2].split()[:3]
            except OSError:
                continue
            if int(owner) == group and state != "Z":
                found.append(int(entry))
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGKILL, -9)]
)
def test_signals_leave_no_worker_and_no_file(tmp_path, number, code):
    cache = tmp_path / "cache"
    cache.mkdir(mode=0o700)
    for n in range(60):
        text = "".join(chr(0x4E00 + (n * 7919 + i * 31) % 20_000) for i in range(30_000))
        (tmp_path / f"{n}.txt").write_text(text + "。", encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "cntext", "keywords", str(tmp_path), "--method", "textrank", "--no-cache", "--jobs", "2",
         "--engine", "jieba"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        env={**os.environ, "CNTEXT_CACHE": str(cache), "CNTEXT_PARTITION": "100000"},
    )  # fmt: skip
    deadline = time.monotonic() + 60
    while len(processes_of(process.pid)) < 3 and time.monotonic() < deadline:
        time.sleep(0.01)
    assert len(processes_of(process.pid)) >= 3  # the workers are there
    if number == signal.SIGINT:
        os.killpg(process.pid, number)  # as a terminal does
    else:
        process.send_signal(number)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (code, b"", b"")
    while processes_of(process.pid) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert processes_of(process.pid) == []
    if number != signal.SIGKILL:  # what that leaves, the next run removes
        assert [path for path in cache.iterdir() if path.is_dir()] == []
