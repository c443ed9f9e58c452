"""Writers that are stopped, or whose file operations fail."""

from __future__ import annotations

import errno
import os
import random
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from model import SEED, Model, forked, report, state, write

UNDISTURBED = 77  # the exit code of a writer that came to its end before the fault
_OPERATIONS = ("open", "write", "fsync", "replace", "unlink", "mkdir", "ftruncate", "pwrite")


def _sabotaged(k: int, mode: str) -> Callable[[], bool]:
    """Spoil the k-th file operation from here on; return a function: were there that many?"""
    count = 0

    def spoiled(real: Callable[..., Any]) -> Callable[..., Any]:
        def operation(*arguments: Any, **more: Any) -> Any:
            nonlocal count
            count += 1
            if mode == "kill" and count == k:
                os._exit(9)
            if (mode.endswith("once") and count == k) or (mode.endswith("ever") and count >= k):
                raise OSError(errno.ENOSPC if "ENOSPC" in mode else errno.EIO, "injected")
            return real(*arguments, **more)

        return operation

    for name in _OPERATIONS:
        setattr(os, name, spoiled(getattr(os, name)))
    return lambda: count >= k


def _stopped(path: Path, generation: int, k: int, mode: str) -> int:
    """Write ``generation`` with the k-th operation spoiled; return the exit code, 77: no k-th."""

    def work() -> None:
        reached = _sabotaged(k, mode)
        write(path, generation)
        os._exit(0 if reached() else UNDISTURBED)

    return os.waitstatus_to_exitcode(os.waitpid(forked(work), 0)[1])


def fault_sweep(folder: Path, stride: int) -> str:
    """Stop or fail at every file operation of a first build, an append and a new build."""
    points, findings = 0, []
    begun = folder / "begun.cnx"
    write(begun, 0)
    for number, mode in enumerate(("kill", "ENOSPC once", "ENOSPC ever", "EIO once", "EIO ever")):
        for generation, base in ((0, None), (1, begun), (3, begun)):
            code, k = 0, 1 + number % stride - stride
            while code != UNDISTURBED:
                k += stride
                model = Model(folder / "swept.cnx")
                shutil.rmtree(model.path, ignore_errors=True)
                if base:
                    shutil.copytree(base, model.path)
                    model.states = [state(base)]
                model.begin(generation)
                code = _stopped(model.path, generation, k, mode)
                what = f"{mode} at {k} of write {generation}"
                model.look(what, done=code in {0, UNDISTURBED})
                in_vain = base is None and "once" in mode and not model.states[-1][0]
                if in_vain and model.path.exists():
                    model.bad.append(f"{what}: a folder made in vain is left")
                model.finish(what)
                points += code != UNDISTURBED
                findings += model.bad
    return report(f"fault sweep   {points:,} points", findings)


def kills(folder: Path, times: int) -> str:
    """Kill a writer after a random time, over and over."""
    chance = random.Random(SEED)
    model = Model(folder / "killed.cnx")
    began = time.perf_counter()
    for generation in range(6):
        model.begin(generation)
        os.waitpid(forked(lambda generation=generation: write(model.path, generation)), 0)
    usual = (time.perf_counter() - began) / 6
    model.states = [state(model.path)]
    runs = killed = published = 0
    while killed < times and runs < 5 * times:
        runs += 1
        generation = 5 + runs
        before = model.states[-1][0]
        model.begin(generation)
        child = forked(lambda generation=generation: write(model.path, generation))
        time.sleep(chance.uniform(0, usual))
        os.kill(child, signal.SIGKILL)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        killed += code == -signal.SIGKILL
        # How long a write takes depends on what else the machine does: follow it, so that
        # about two writers in three are killed.
        usual *= 1.05 if code else 0.9
        model.look(f"kill {runs}", done=code == 0)
        published += model.states[-1][0] > before
    model.finish("the kills")
    text = f"kills         {runs:,} runs, {killed:,} killed, {published:,} generations published"
    return report(text, model.bad)
