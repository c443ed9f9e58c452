"""Tests run in forks of one process that has loaded what takes long to load, and nothing of cntext."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import NoReturn

import mutants

HERE = Path(__file__).resolve().parent
_PAUSE = 0.02


def warm_up(tests: Sequence[str]) -> None:
    """Load pytest and what tests import from elsewhere; see that the tests pass in this order.

    One that is not found, or fails where others have not run before it, would seem to notice
    every change.
    """
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    for name in ("pytest", "numpy", "hypothesis.strategies"):
        import_module(name)

    if not passes(tests, 1200):
        raise SystemExit("the tests fail, the quickest first: learn anew, without --again")


def passes(tests: Sequence[str], limit: float, path: Path | None = None, number: int = 0) -> bool:
    """Say whether the tests pass within ``limit`` seconds, with change ``number`` of ``path`` made."""
    folder = tempfile.mkdtemp(prefix="cntext-mutation-")
    try:
        process = os.fork()
        if process == 0:
            _run([*tests, f"--basetemp={folder}/t"], path, number)
        return _ended(process, time.monotonic() + limit) == 0
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _ended(process: int, deadline: float) -> int | None:
    """Return the exit code, None where time ran out; nothing that was started is left."""
    done, status = 0, 0
    try:
        while not done and time.monotonic() < deadline:
            time.sleep(_PAUSE)
            done, status = os.waitpid(process, os.WNOHANG)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process, signal.SIGKILL)
        if not done:
            os.waitpid(process, 0)
    return os.waitstatus_to_exitcode(status) if done else None


def _run(arguments: list[str], path: Path | None, number: int) -> NoReturn:
    """Run pytest in this process, a fork, and end it."""
    code = 70
    try:
        os.setsid()
        nowhere = os.open(os.devnull, os.O_RDWR)
        for handle in range(3):
            os.dup2(nowhere, handle)
        if path is not None:
            mutants.put_in(path, number)
            # Children load the change by themselves: sitecustomize.py of that folder.
            hook = os.pathsep.join(filter(None, [str(HERE / "hook"), os.environ.get("PYTHONPATH")]))
            os.environ |= {"MUTATION_CHANGE": f"{path}:{number}", "PYTHONPATH": hook}
        import pytest

        # What is loaded before pytest starts, it cannot rewrite: none of it is a test.
        quiet = ["-W", "ignore:Module already imported", "-p", "no:cacheprovider", "-q", "-x"]
        code = pytest.main([*quiet, *arguments])
    finally:
        sys.stdout.flush()
        os._exit(code)
