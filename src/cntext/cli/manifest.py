"""Where the numbers of a run come from, written so that they can be made again."""

from __future__ import annotations

import platform
from collections import Counter
from importlib.metadata import version

from cntext import __version__
from cntext.model import Document, Inputs
from cntext.segment.engine import Segmenter


def tool_record(segmenter: Segmenter | None) -> dict[str, str]:
    """Return the versions that shape a result."""
    return {
        "name": "cntext",
        "version": __version__,
        "segmenter": segmenter.name if segmenter else "",
        "engine": segmenter.engine if segmenter else "",
        "python": platform.python_version(),
        "numpy": version("numpy"),
    }


def inputs_record(inputs: Inputs, documents: list[Document]) -> dict[str, object]:
    """Return what became of every input: read, failed, skipped, repaired."""
    joined = Counter(d.path for d in documents for _ in d.decisions)
    files = {page.path: page for page in inputs.files}
    return {
        "ok": len(files),
        "files": [
            {"path": p.path, "encoding": p.encoding, "sha256": p.sha256, "bytes": p.size}
            for p in files.values()
        ],
        "failed": [{"path": f.path, "code": f.code, "reason": f.problem.en} for f in inputs.failed],
        "skipped": dict(sorted(inputs.skipped.items())),
        "repaired": [
            {
                "path": p.path,
                "replaced": p.replaced,
                "removed": p.removed,
                "joined": joined.get(p.path, 0),
            }
            for p in files.values()
            if p.replaced or p.removed or joined.get(p.path)
        ],
    }
