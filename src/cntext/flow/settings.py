"""What decides how the work is done, never what comes out; the environment can force each."""

from __future__ import annotations

import os
import sys
import threading

# Of text; 4 MB give two workers something to share in a folder of 10 MB, and cost the
# merging little in one of 1 GB (250 vocabularies).
_PARTITION = 4 << 20
_SMALL = 1 << 20


def partition_size() -> int:
    """Return the usual bytes of a partition (CNTEXT_PARTITION)."""
    return int(os.environ.get("CNTEXT_PARTITION") or _PARTITION)


def small() -> int:
    """Return the bytes below which a run needs no worker and keeps nothing (CNTEXT_SMALL)."""
    return int(os.environ.get("CNTEXT_SMALL") or _SMALL)


def start_method() -> str:
    """Return how workers are started (CNTEXT_START): "fork" where that is safe, else "spawn".

    A fork copies one thread only; locks that another one holds stay shut in the child.
    """
    asked = os.environ.get("CNTEXT_START", "")
    if asked in {"fork", "spawn"}:
        return asked
    alone = threading.active_count() == 1
    return "fork" if sys.platform == "linux" and alone else "spawn"
