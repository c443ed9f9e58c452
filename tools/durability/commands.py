"""Whole commands, every file operation of which is spoilt in its turn, beneath Python.

A library of our own (interpose.c, LD_PRELOAD) kills the process at the k-th operation on
files of one folder, or makes that operation fail (ENOSPC, EIO; once, or from then on).
"""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from model import report, state

MODES = ("kill", *(f"{e}{more}" for e in (errno.ENOSPC, errno.EIO) for more in ("", "+")))
_PATIENCE = 600  # seconds by the clock, of a machine that may be busy
_CNTEXT = Path(sys.executable).with_name("cntext")
_TEXT = "深化产教融合，推进科教融汇。职业教育的根本路径是产教融合。\n"


@dataclass
class Case:
    """A command, the folder whose operations are spoilt, and what must hold afterwards.

    ``prepare`` makes the folder; ``look`` gets exit code (None: killed), stdout and the
    folder, and returns what is wrong, or "".
    """

    name: str
    arguments: Sequence[object]
    folder: Path
    prepare: Callable[[], object]
    look: Callable[[int | None, bytes], str]
    cache: Path


def library(folder: Path) -> Path | None:
    """Compile the interposer; None where it cannot be done or would not be loaded."""
    target = folder / "interpose.so"
    source = Path(__file__).with_name("interpose.c")
    line = ["cc", "-O1", "-shared", "-fPIC", "-o", target, source, "-ldl"]
    if sys.platform != "linux" or shutil.which("cc") is None:
        return None
    return target if subprocess.run(line, check=False).returncode == 0 else None


def _run(case: Case, shim: Path, k: int, mode: str, counted: Path) -> tuple[int | None, bytes, str]:
    case.prepare()
    settings = {"LD_PRELOAD": shim, "FAULT_UNDER": case.folder, "FAULT_AT": k, "FAULT_MODE": mode,
                "FAULT_COUNT": counted, "CNTEXT_CACHE": case.cache, "CNTEXT_LANG": "en"}  # fmt: skip
    done = subprocess.run(
        [_CNTEXT, *map(str, case.arguments)],
        env=os.environ | {name: str(value) for name, value in settings.items()},
        capture_output=True,
        check=False,
        timeout=_PATIENCE,
    )
    code = None if done.returncode == -signal.SIGKILL else done.returncode
    return code, done.stdout, done.stderr.decode("utf-8", "replace")


def _cases(folder: Path) -> list[Case]:
    text, long = folder / "a.txt", folder / "long.txt"
    text.write_text(_TEXT, encoding="utf-8")
    long.write_text(_TEXT * 12_000, encoding="utf-8")  # what is over 1 MB is kept in the cache
    quiet, cold = folder / "quiet", folder / "cold"
    quiet.mkdir(mode=0o700)

    out = folder / "out"
    old = b'{"old": true}'
    new = subprocess.run(
        [_CNTEXT, "freq", text, "-f", "json", "--no-cache"], capture_output=True, check=True
    ).stdout

    def prepare_out() -> None:
        shutil.rmtree(out, ignore_errors=True)
        out.mkdir()
        (out / "old.json").write_bytes(old)

    def look_out(code: int | None, _: bytes) -> str:
        content = (out / "old.json").read_bytes()
        if b'"rows"' in content and content.count(b"\n") == new.count(b"\n"):
            is_new = True
        elif content == old:
            is_new = False
        else:
            return f"neither the old output nor the new one ({len(content)} bytes)"
        left = sorted(p.name for p in out.iterdir())
        if code == 0 and not is_new:
            return "code 0, and the old output"
        return f"left behind: {left}" if code is not None and len(left) > 1 else ""

    index, first = folder / "x.cnx", folder / "first.cnx"
    subprocess.run([_CNTEXT, "index", "build", text, "-o", first, "-q"], check=True)
    before = state(first)

    def prepare_index() -> None:
        shutil.rmtree(index, ignore_errors=True)
        shutil.copytree(first, index)

    def look_index(code: int | None, _: bytes) -> str:
        generation, texts = state(index)
        if texts != before[1] or generation not in {before[0], before[0] + 1}:
            return f"generation {generation}, {len(texts)} parts"
        return "code 0, and the old index" if code == 0 and generation == before[0] else ""

    def freq(path: Path, cache: Path) -> bytes:
        line = [_CNTEXT, "freq", path, "-f", "tsv"]
        return subprocess.run(
            line, env=os.environ | {"CNTEXT_CACHE": str(cache)}, capture_output=True, check=True
        ).stdout

    def cached(name: str, path: Path, warm: Path | None) -> Case:
        """Return a run that fills a cache: an empty one, or a copy of ``warm``."""
        right = freq(path, quiet)

        def prepare() -> None:
            shutil.rmtree(cold, ignore_errors=True)
            if warm is None:
                cold.mkdir(mode=0o700)
            else:
                shutil.copytree(warm, cold)

        def look(code: int | None, stdout: bytes) -> str:
            if code is not None and (code, stdout) != (0, right):
                return f"code {code}, {'another' if stdout != right else 'the right'} result"
            again = freq(path, cold)
            return "" if again == right else "the next run gives another result"

        return Case(name, ("freq", path, "-f", "tsv"), cold, prepare, look, cold)

    # The dictionary is prepared once for a user, parts of a corpus with every new text.
    warm = folder / "warm"
    warm.mkdir(mode=0o700)
    freq(text, warm)
    return [
        Case("output", ("freq", text, "-o", out / "old.json"), out, prepare_out, look_out, quiet),
        Case("index", ("index", "build", text, "-o", index), index, prepare_index, look_index, quiet),
        cached("dictionary", text, None),
        cached("cache", long, warm),
    ]  # fmt: skip


def commands(folder: Path, stride: int) -> str:
    """Spoil every operation of each case; look after it."""
    shim = library(folder)
    if shim is None:
        return "commands      not run (needs Linux and a C compiler): 0 bad"
    points, bad, counts = 0, [], []
    counted = folder / "counted"
    for case in _cases(folder):
        _run(case, shim, 0, "kill", counted)  # fills the caches that are not its subject
        _run(case, shim, 0, "kill", counted)
        total = int(counted.read_text())
        counts.append(f"{total} of the {case.name}")
        if total < 5:
            bad.append(f"{case.name}: only {total} operations seen")
        for number, mode in enumerate(MODES):
            # Each mode begins elsewhere: few points are not all of the first operations.
            for k in range(1 + number * stride // len(MODES), total + 1, stride):
                points += 1
                try:
                    code, stdout, said = _run(case, shim, k, mode, counted)
                except subprocess.TimeoutExpired:
                    bad.append(f"{case.name}, {mode} at {k}: did not end")
                    continue
                try:
                    wrong = case.look(code, stdout)
                except Exception as error:  # whatever it is, the state is not what it must be
                    wrong = f"{type(error).__name__}: {error}"
                if "Traceback" in said or "internal error" in said:
                    wrong = wrong or said.splitlines()[-1]
                if code not in {None, 0, 1}:
                    wrong = wrong or f"code {code}: {said[-200:]}"
                if "left behind" in wrong and "+" in mode:
                    continue  # nor can a temporary file be removed where every operation fails
                if wrong:
                    bad.append(f"{case.name}, {mode} at {k}: {wrong}")
    return report(f"commands      {points:,} points ({', '.join(counts)})", bad)
