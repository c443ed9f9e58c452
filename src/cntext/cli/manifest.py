"""Where the numbers of a run come from, written so that they can be made again."""

from __future__ import annotations

import sys

from cntext import __version__
from cntext.flow.record import Changes, Record
from cntext.lazy import numpy_version


def tool_record(segmenter: str, engine: str) -> dict[str, str]:
    """Return the versions that shape a result; ``engine`` is what cut."""
    return {
        "name": "cntext",
        "version": __version__,
        "segmenter": segmenter,
        "engine": engine,
        "python": sys.version.split()[0],
        "numpy": numpy_version(),
    }


def inputs_record(record: Record, changes: Changes) -> dict[str, object]:
    """Return what became of every input: read, failed, skipped, repaired.

    ``changes`` are those of the documents that were counted.
    """
    joined = changes.joined
    return {
        "ok": len(record.files),
        "files": [
            {"path": f.path, "encoding": f.encoding, "sha256": f.sha256, "bytes": f.size}
            for f in record.files
        ],
        "failed": [
            {"path": f.path, "code": f.code, "reason": f.problem.en} for _, f in record.failed
        ],
        "skipped": dict(sorted(record.skipped.items())),
        "repaired": [
            {
                "path": f.path,
                "replaced": f.replaced,
                "removed": f.removed,
                "joined": joined.get(f.path, 0),
            }
            for f in record.files
            if f.replaced or f.removed or joined.get(f.path)
        ],
    }
