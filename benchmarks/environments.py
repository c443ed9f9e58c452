"""Other packages in environments of their own, made from the package index when first needed."""

from __future__ import annotations

import subprocess
import sys
import venv
from collections.abc import Sequence
from pathlib import Path

from benchmarks.cases import ROOT

PEERS = ROOT / ".peers"
_PATIENCE = 1200  # seconds for one installation


class NotInstalled(Exception):
    """A package could not be installed; the message is pip's last line."""


def python_with(packages: Sequence[str], folder: Path = PEERS) -> str:
    """Return the interpreter of an environment in ``folder`` that holds ``packages``.

    It is made once, and again when ``packages`` have changed, and called like the first of
    them. `NotInstalled` where it cannot be, at once if that was tried before; delete the
    environment to try again.
    """
    home = folder / packages[0]
    python = home / "bin" / "python"
    ready, failed = home / "ready", home / "failed"
    wanted = " ".join(packages)
    if ready.is_file() and ready.read_text(encoding="utf-8") == wanted:
        return str(python)
    if failed.exists():
        raise NotInstalled(failed.read_text(encoding="utf-8"))
    print(f"installing {packages[0]} …", file=sys.stderr, flush=True)
    venv.create(home, with_pip=True, clear=True)
    install = [str(python), "-m", "pip", "install", "--quiet", *packages]
    try:
        done = subprocess.run(
            install, capture_output=True, text=True, check=False, timeout=_PATIENCE
        )
        reason = "" if done.returncode == 0 else done.stderr.strip().rpartition("\n")[2]
    except subprocess.TimeoutExpired:
        reason = f"not done after {_PATIENCE} s"
    if reason:
        failed.write_text(reason, encoding="utf-8")
        raise NotInstalled(reason)
    ready.write_text(wanted, encoding="utf-8")
    return str(python)
