"""What decides how the work is done, never what comes out; the environment can force each."""

from __future__ import annotations

import os
import re
import sys
import threading

from cntext.lazy import pattern

# Of text; 4 MB give two workers something to share in a folder of 10 MB, and cost the
# merging little in one of 1 GB (250 vocabularies).
_PARTITION = 4 << 20
_SMALL = 1 << 20
_SIZE = pattern(r"(\d{1,9}(?:\.\d{1,3})?)([KMGT]?)(?:i?B)?", re.IGNORECASE | re.ASCII)


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


def half_of_memory() -> int:
    """Return half of the bytes of memory of this machine; 0 where that is not known."""
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2
    except (AttributeError, OSError, ValueError):  # Windows
        return 0


def bytes_meant(text: str) -> int:
    """Return the bytes that "2G", "500M" or "64k" mean; ValueError if ``text`` is no size."""
    found = _SIZE.fullmatch(text.strip())
    if not found or not float(found[1]):
        raise ValueError(text)
    return int(float(found[1]) * 1024 ** " KMGT".index(found[2].upper() or " "))
