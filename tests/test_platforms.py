"""What other systems lack or do otherwise, as far as it can be had here: see docs/platforms.md."""

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[1] / "src" / "cntext"
TEXT = "深化产教融合。产教融合要落实到课堂。\n\n校企合作与产教融合并重。\n"
# Modules that Windows has not, and names of os and signal that it has not.
POSIX_MODULES = {"fcntl", "resource", "pwd", "grp", "termios", "tty", "pty", "syslog"}
POSIX_NAMES = {
    "fork", "forkpty", "getuid", "geteuid", "getgid", "chown", "fchown", "fchmod", "killpg",
    "setsid", "getpgid", "setpgid", "mkfifo", "sysconf", "sched_getaffinity", "nice", "wait",
    "waitid", "pread", "pwrite", "statvfs", "uname", "getloadavg", "setitimer", "alarm",
    "pthread_sigmask", "sigwait", "pause", "SIGKILL", "SIGHUP", "SIGPIPE", "SIGALRM",
    "SIGUSR1", "SIGCHLD", "SIG_BLOCK", "SIG_SETMASK", "O_NOFOLLOW", "O_DIRECTORY", "O_CLOEXEC",
}  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def cntext(folder, *arguments, before="", encoding="utf-8", **env):
    """Run the command in a process of its own, after the statements of ``before``."""
    code = f"import sys\n{before}\nfrom cntext.cli import main\nmain(sys.argv[1:])"
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        cwd=folder,
        env={**os.environ, "CNTEXT_LANG": "zh", **env},
        capture_output=True,
        check=False,
    )
    said = done.stderr.decode(encoding, "replace")
    assert done.returncode == 0, said
    return done.stdout


# --- what the source may name -----------------------------------------------------------


def guarded(tree):
    """Return the lines that stand where a system's lack is asked about or suffered."""
    lines = set()
    for node in ast.walk(tree):
        asks = isinstance(node, ast.If | ast.IfExp | ast.BoolOp) and any(
            text in ast.unparse(node) for text in ("hasattr(", "os.name ==", "sys.platform ==")
        )
        suffers = isinstance(node, ast.Try) and any(
            "ImportError" in ast.unparse(handler.type) for handler in node.handlers if handler.type
        )
        if asks or suffers:
            lines |= set(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    return lines


def posix_only(path):
    """Return the lines that need a module or name that Windows has not, unguarded."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    safe = guarded(tree)
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            used = {alias.name for alias in node.names} & POSIX_MODULES
        elif isinstance(node, ast.ImportFrom):
            used = {node.module} & POSIX_MODULES
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            used = {node.attr} & POSIX_NAMES if node.value.id in {"os", "signal"} else set()
        else:
            continue
        if used and node.lineno not in safe:
            found.append((node.lineno, min(used)))
    return found


def test_the_audit_sees_what_it_looks_for(tmp_path):
    bad = tmp_path / "bad.py"
    bad.write_text(
        "import fcntl\nimport os\nos.fork()\nif hasattr(os, 'getuid'):\n    os.getuid()\n"
    )
    assert posix_only(bad) == [(1, "fcntl"), (3, "fork")]


# The one place where a line above has asked already and left (os.name == "nt": raise).
ASKED_BEFORE = {("store/columns.py", "resource")}


def test_nothing_that_windows_lacks_is_used_unasked():
    found = {
        (path.relative_to(SOURCE).as_posix(), name)
        for path in sorted(SOURCE.rglob("*.py"))
        for _, name in posix_only(path)
    }
    allowed = ASKED_BEFORE | {
        # A function that returns at once where the system has no such signals.
        ("flow/pool.py", "pthread_sigmask"), ("flow/pool.py", "SIG_BLOCK"),
        ("read/child.py", "setitimer"),
        # What it raises where it is not there is caught.
        ("flow/settings.py", "sysconf"),
    }  # fmt: skip
    assert found <= allowed


# --- what is not there ------------------------------------------------------------------

# A module set to None cannot be imported; msvcrt is what Windows has for locks.
WITHOUT = """
for name in ('fcntl', 'resource', 'pwd', 'grp', 'termios'):
    sys.modules[name] = None
import types, os, signal
held = []
sys.modules['msvcrt'] = types.SimpleNamespace(
    locking=lambda handle, mode, size: held.append(handle), LK_NBLCK=2, LK_UNLCK=0)
for name in ('fork', 'getuid', 'geteuid', 'sched_getaffinity', 'fchmod', 'sysconf'):
    if hasattr(os, name): delattr(os, name)
for name in ('SIGHUP', 'pthread_sigmask', 'setitimer'):
    if hasattr(signal, name): delattr(signal, name)
"""


def test_without_the_modules_of_posix_the_result_is_the_same(folder):
    arguments = ("freq", "a.txt", "-f", "json")
    assert cntext(folder, *arguments, before=WITHOUT) == cntext(folder, *arguments)


def test_an_index_is_built_and_read_with_the_lock_of_windows(folder):
    cntext(folder, "index", "build", "a.txt", "-o", "a.cnx", before=WITHOUT)
    kept = cntext(folder, "freq", "a.cnx", "-f", "tsv", before=WITHOUT)
    assert kept == cntext(folder, "freq", "a.txt", "-f", "tsv")


def test_workers_that_are_spawned_give_the_same_bytes(folder):
    for i in range(6):
        (folder / f"b{i}.txt").write_text(TEXT * 20, encoding="utf-8")
    small = {"CNTEXT_SMALL": "1", "CNTEXT_PARTITION": "2000"}
    arguments = ("freq", ".", "-f", "tsv", "--no-cache")
    spawned = cntext(folder, *arguments, "--jobs", "2", CNTEXT_START="spawn", **small)
    assert spawned == cntext(folder, *arguments, "--jobs", "1")
    assert "产教融合" in spawned.decode()


# --- what is otherwise -------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["gbk", "cp1252"])
def test_a_console_that_is_not_utf_8_ends_no_run(folder, encoding):
    """PYTHONUTF8=0 and an old code page: results are bytes of ours, messages lose glyphs at most."""
    env = {"PYTHONUTF8": "0", "PYTHONIOENCODING": encoding}
    out = cntext(folder, "freq", "a.txt", "-f", "tsv", encoding=encoding, **env)
    assert out == cntext(folder, "freq", "a.txt", "-f", "tsv")
    cntext(folder, "freq", "a.txt", "-o", "t.csv", encoding=encoding, **env)  # speaks on stderr
    assert "产教融合" in (folder / "t.csv").read_text(encoding="utf-8-sig")


def test_lines_that_end_in_crlf_are_the_same_text(folder):
    (folder / "w").mkdir()
    (folder / "w" / "a.txt").write_bytes(TEXT.replace("\n", "\r\n").encode())
    (folder / "u").mkdir()
    (folder / "u" / "a.txt").write_bytes(TEXT.encode())
    rows = [json.loads(cntext(folder, "freq", part, "-f", "json"))["rows"] for part in ("w", "u")]
    assert rows[0] == rows[1]
    assert rows[0]


def test_lists_with_crlf_are_the_same_lists(folder):
    (folder / "files").write_bytes(b"a.txt\r\n")
    (folder / "stop").write_bytes("产教融合\r\n课堂\r\n".encode())
    (folder / "own").write_bytes("校企合作与\r\n".encode())
    listed = cntext(folder, "freq", "--files-from", "files", "-f", "tsv")
    assert listed == cntext(folder, "freq", "a.txt", "-f", "tsv")
    out = cntext(folder, "freq", "a.txt", "--stopwords", "stop", "--lexicon", "own", "-f", "tsv")
    words = {line.split("\t")[1] for line in out.decode().splitlines()}
    assert "校企合作与" in words
    assert not words & {"产教融合", "课堂"}


def test_names_that_differ_by_case_alone_are_not_made():
    """Windows and macOS would keep one of two files whose names differ in case."""
    from collections import Counter

    done = subprocess.run(
        ["git", "ls-files", "-z"],  # noqa: S607
        cwd=SOURCE,
        capture_output=True,
        check=False,
    )
    if done.returncode:
        pytest.skip("not a checkout")
    names = Counter(name.lower() for name in done.stdout.decode().split("\0") if name)
    assert not [name for name, times in names.items() if times > 1]
    assert not [name for name in names if set(name) & set('<>:"|?*\\')]
