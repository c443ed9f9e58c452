"""Ctrl-C and kill in every phase: quiet, nothing half-written, no process left over."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are found in /proc"),
]
LINE = "深化产教融合，推进科教融汇。职业教育的根本路径是产教融合，学生学习技术。\n"


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """Return a folder of forty files, 12 MB: several workers, about two seconds of counting."""
    folder = tmp_path_factory.mktemp("large")
    for number in range(40):
        (folder / f"{number}.txt").write_text(f"第{number}号。" + LINE * 2700, encoding="utf-8")
    return folder


def living(group):
    """Return the processes of a process group that have not ended."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text("utf-8", "replace").rpartition(")")[2].split()
        except OSError:
            continue  # it ended while we looked
        if int(fields[2]) == group and fields[0] != "Z":
            found.append(int(status.parent.name))
    return found


def files(folder):
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file())


@pytest.mark.parametrize("to_group", [True, False], ids=["terminal", "kill"])
@pytest.mark.parametrize("after", [0.15, 0.7, 1.4])
@pytest.mark.parametrize("what", ["freq", "index", "cloud"])
def test_an_interrupted_run_leaves_nothing(large, tmp_path, what, after, to_group):
    work, cache, temporary = (tmp_path / name for name in ("work", "cache", "tmp"))
    for folder in (work, cache, temporary):
        folder.mkdir(mode=0o700)
    line = {
        "freq": ["freq", large, "--unit", "phrase", "-o", work / "out.json", "--jobs", "2"],
        "index": ["index", "build", large, "-o", work / "x.cnx"],
        "cloud": ["cloud", large, "-o", work / "c.png", "--jobs", "2"],
    }[what]
    process = subprocess.Popen(
        [sys.executable, "-m", "cntext", *map(str, line)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
        env={**os.environ, "CNTEXT_CACHE": str(cache), "TMPDIR": str(temporary)},
    )  # fmt: skip
    time.sleep(after)
    number = signal.SIGINT if to_group else signal.SIGTERM
    if to_group:  # Ctrl-C reaches every process of the terminal
        os.killpg(process.pid, number)
    else:
        process.send_signal(number)
    out, err = process.communicate(timeout=60)
    # Before main() listens, a signal ends Python as it ends any program.
    ended = {0, 128 + number, -number}
    assert process.returncode in ended, err.decode()
    assert b"Traceback" not in err
    if process.returncode != 0:
        assert out == b""
        assert [f for f in files(work) if not f.endswith("lock")] == []
    deadline = time.monotonic() + 5
    while living(process.pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert living(process.pid) == []
    assert files(temporary) == []
    assert [f for f in files(cache) if "run-" in f or ".tmp-" in f or ".cntext-" in f] == []


def test_ctrl_c_is_quiet_while_modules_are_imported(tmp_path):
    (tmp_path / "sitecustomize.py").write_text(
        "import os, signal, sys\n"
        "class Interrupt:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'cntext.cli.main': os.kill(os.getpid(), signal.SIGINT)\n"
        "sys.meta_path.insert(0, Interrupt())\n"
    )
    done = subprocess.run(
        [sys.executable, "-m", "cntext", "--version"],
        capture_output=True, check=False, env={**os.environ, "PYTHONPATH": str(tmp_path)},
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (-signal.SIGINT, b"", b"")
