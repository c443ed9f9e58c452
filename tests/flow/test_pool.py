"""Workers die, fail, are interrupted: no run hangs, nothing stays behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from cntext.cli import main
from cntext.errors import Both, CntextError
from cntext.flow import workshop
from cntext.flow.jobs import Job, Lost, Outcome
from cntext.flow.partitions import Partition
from cntext.flow.plan import Plan
from cntext.flow.pool import Pool
from cntext.flow.record import Record
from cntext.flow.run import Run
from cntext.read.paths import Source

JOBS = [Job(Partition((Source(f"{n}.txt", f"{n}.txt", n),), n)) for n in range(12)]


@dataclass(frozen=True)
class Shop:
    """Does what the test wants with a job, in the worker."""

    act: Callable[[int], None]
    store: None = None
    selection: None = None
    plan: Plan = field(default_factory=Plan)
    threads: int = 0

    def prepare(self, job):
        """Need nothing."""

    def find(self, job):
        """Keep nothing."""

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


def test_workers_that_die_while_their_work_is_merged_are_replaced():
    with Pool(Shop(lambda _: None), 2) as pool:
        outcomes = pool.run(JOBS, lambda _: None)
        found = [next(outcomes)]
        for worker in pool._workers:
            os.kill(worker.process.pid, signal.SIGKILL)
        found += outcomes
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


def raise_at(place, error):
    def act(first):
        if first == place:
            raise error

    return act


def test_a_job_that_raises_is_lost_and_the_others_are_not(monkeypatch):
    with Pool(Shop(raise_at(3, KeyError("x"))), 2) as pool:
        found = list(pool.run(JOBS, lambda _: None))
    assert isinstance(found[3].error, KeyError)
    assert all(isinstance(o, Outcome) for n, o in enumerate(found) if n != 3)
    monkeypatch.setenv("CNTEXT_DEBUG", "1")  # who looks for the fault wants to see it
    with Pool(Shop(raise_at(3, KeyError("x"))), 2) as pool, pytest.raises(KeyError, match="x"):
        list(pool.run(JOBS, lambda _: None))


def test_what_the_user_can_mend_stops_the_run():
    problem = CntextError("--x", Both("坏", "bad"))
    with Pool(Shop(raise_at(3, problem)), 2) as pool, pytest.raises(CntextError, match="--x"):
        list(pool.run(JOBS, lambda _: None))
    assert pool._workers == []


@pytest.fixture
def corpus(tmp_path, monkeypatch):
    """Return a folder of seven files and a table of four rows; one of each says BOOM."""
    monkeypatch.setenv("CNTEXT_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("CNTEXT_LANG", "en")
    monkeypatch.setenv("CNTEXT_SMALL", "1")
    folder = tmp_path / "texts"
    folder.mkdir()
    for n in range(7):
        text = "BOOM" if n == 4 else f"深化产教融合，推进改革{n}。" * 9
        (folder / f"{n}.txt").write_text(text, encoding="utf-8")
    rows = "标题,正文\na,产教融合\nb,科教融汇\nc,BOOM教育\nd,职业教育\n"
    (folder / "8.csv").write_text(rows, encoding="utf-8")
    return folder


def poisoned(monkeypatch, harm):
    """Let the cutting of a text that says BOOM do ``harm``."""
    cut = workshop.build_corpus

    def build(documents, *arguments, **options):
        if any("BOOM" in document.text for document in documents):
            harm()
        return cut(documents, *arguments, **options)

    monkeypatch.setattr(workshop, "build_corpus", build)


def without_the_poison(folder):
    (folder / "4.txt").unlink()
    table = folder / "8.csv"
    table.write_text(table.read_text("utf-8").replace("c,BOOM教育\n", ""), encoding="utf-8")


def killed():
    os.kill(os.getpid(), signal.SIGKILL)


def bad():
    raise ValueError("bad text")


@pytest.mark.parametrize("command", [["freq"], ["keywords", "--method", "textrank"]])
@pytest.mark.parametrize(
    ("harm", "workers", "size"),
    [(bad, 1, 4 << 20), (bad, 2, 400), (killed, 2, 200), (killed, 2, 400)],
)
def test_a_poisoned_document_is_one_line_and_all_others_are_counted(
    corpus, monkeypatch, capsysbinary, command, harm, workers, size
):
    monkeypatch.setenv("CNTEXT_PARTITION", str(size))

    def run():
        with pytest.raises(SystemExit) as done:
            main([*command, str(corpus), "-f", "tsv", "--no-cache", "--jobs", str(workers)])
        return done.value.code, *capsysbinary.readouterr()

    with monkeypatch.context() as patch:
        poisoned(patch, harm)
        code, out, err = run()
    said = [line for line in err.decode().splitlines() if "died" in line or "bad text" in line]
    assert code == 1
    assert [line.split(": ")[1].rpartition("/")[2] for line in said] == ["4.txt", "8.csv#3"]
    without_the_poison(corpus)
    assert run()[:2] == (0, out)


def test_where_nothing_can_be_done_the_fault_is_not_the_texts(corpus, monkeypatch, capsysbinary):
    monkeypatch.setattr(workshop, "build_corpus", None)
    with pytest.raises(SystemExit) as done:
        main(["freq", str(corpus), "--jobs", "1", "--no-cache"])
    assert done.value.code == 1
    err = capsysbinary.readouterr().err.decode()
    assert "internal error (TypeError)" in err
    assert "4.txt" not in err


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
