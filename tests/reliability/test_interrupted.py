"""Ctrl-C and kill in every phase: quiet, nothing half-written, no process left over."""

import json
import os
import shutil
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


# Where a run is when it is interrupted: the file and the function that begins, and the command.
COUNT, DRAW, INDEX = "freq {} -o out.xlsx", "cloud {} -o c.png", "index build {} -o x.cnx"
PHASES = [
    ("cli/settings.py:here", COUNT), ("read/paths.py:find_sources", COUNT), ("read/pages.py:pages_of", COUNT),
    ("text/normalise.py:normalise", COUNT), ("clean/documents.py:documents_of", COUNT),
    ("metadata/dating.py:settled", COUNT), ("segment/native_data.py:make_data", COUNT),
    ("segment/native.py:columns", COUNT), ("measure/freq.py:count", COUNT),
    ("measure/freq.py:freq", COUNT), ("render/workbook.py:to_xlsx", COUNT), ("storage.py:_write_whole", COUNT),
    ("store/part.py:write_part", COUNT), ("render/arranging.py:arrange", DRAW), ("render/drawing.py:draw_png", DRAW),
    ("store/part.py:write_part", INDEX), ("store/manifest.py:write_manifest", INDEX),
]  # fmt: skip
INTERRUPT = """
import os, signal, sys
where, _, name = os.environ["INTERRUPT_IN"].partition(":")
def begun(frame, event, _):
    code = frame.f_code
    if event == "call" and code.co_name == name and code.co_filename.endswith("cntext/" + where):
        sys.setprofile(None)
        os.kill(os.getpid(), signal.SIGINT)
sys.setprofile(begun)
"""


@pytest.fixture(scope="module")
def warm(tmp_path_factory):
    """Return a cache that holds the dictionary and nothing else."""
    folder = tmp_path_factory.mktemp("warm", numbered=False)
    line = [sys.executable, "-m", "cntext", "freq", "-"]
    subprocess.run(
        line, input=LINE.encode(), capture_output=True, check=True,
        env={**os.environ, "CNTEXT_CACHE": str(folder)},
    )  # fmt: skip
    return folder


@pytest.mark.parametrize(("where", "line"), PHASES, ids=str)
def test_ctrl_c_in_every_phase_leaves_nothing(tmp_path, warm, where, line):
    work, cache, temporary, hook = (tmp_path / name for name in ("work", "cache", "tmp", "hook"))
    for folder in (work, cache, temporary, hook):
        folder.mkdir(mode=0o700)
    large = where.startswith("store/")  # parts are written of what is over 1 MB
    (tmp_path / "a.txt").write_text(LINE * (10_000 if large else 10), encoding="utf-8")
    if where != "segment/native_data.py:make_data":
        shutil.copytree(warm, cache, dirs_exist_ok=True)
    (hook / "sitecustomize.py").write_text(INTERRUPT)
    done = subprocess.run(
        [sys.executable, "-m", "cntext", *line.format(tmp_path / "a.txt").split()],
        capture_output=True, check=False, start_new_session=True, cwd=work,
        env={**os.environ, "CNTEXT_CACHE": str(cache), "TMPDIR": str(temporary),
             "PYTHONPATH": str(hook), "INTERRUPT_IN": where},
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (130, b""), done.stderr.decode()
    assert b"Traceback" not in done.stderr
    assert [f for f in files(work) if not f.endswith("lock")] == files(temporary) == []
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


def test_nothing_is_imported_before_ctrl_c_is_quiet():
    code = "import sys; before = {*sys.modules}; import cntext.__main__; print(*({*sys.modules} - before))"
    line = [sys.executable, "-c", code]
    done = subprocess.run(line, capture_output=True, check=True, encoding="utf-8")
    assert {*done.stdout.split()} == {"cntext", "cntext.__main__"}


@pytest.mark.parametrize("where", ["_answer_signals", "_let_go"], ids=["begins", "ends"])
def test_ctrl_c_is_quiet_as_the_run_begins_and_ends(tmp_path, where):
    (tmp_path / "sitecustomize.py").write_text(INTERRUPT)
    done = subprocess.run(
        [sys.executable, "-m", "cntext", "--version"], capture_output=True, check=False,
        env={**os.environ, "PYTHONPATH": str(tmp_path), "INTERRUPT_IN": f"cli/main.py:{where}"},
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (130, b"")


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM], ids=["nohup", "no term"])
def test_signals_that_are_to_be_ignored_end_no_worker_either(large, tmp_path, number):
    line = [sys.executable, "-m", "cntext", "freq", large, "--jobs", "2", "-f", "json"]
    before = signal.signal(number, signal.SIG_IGN)  # as nohup has it: children take it over
    try:
        process = subprocess.Popen(
            line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
            env={**os.environ, "CNTEXT_CACHE": str(tmp_path)},
        )  # fmt: skip
    finally:
        signal.signal(number, before)
    time.sleep(0.7)
    os.killpg(process.pid, number)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, b"")
    assert len(json.loads(out)["inputs"]["files"]) == 40
