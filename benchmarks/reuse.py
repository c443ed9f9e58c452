"""Planted passages found again: recall and precision of `cntext reuse`, and what it costs.

python -m benchmarks.reuse [DOCUMENTS] [SEED]
"""

from __future__ import annotations

import sys
import time

from benchmarks.planted_reuse import made, score
from cntext.measure.stats.passages import passages
from cntext.measure.stats.seeds import matches


def main(documents: int = 1000, seed: int = 0) -> None:
    """Make documents, look for what was planted, print how much of it is found."""
    known = made(documents, seed=seed)
    began = time.process_time()
    found = matches(known.texts, lambda first, second: first != second, max_range=50)
    seeded = time.process_time()
    reused = passages(known.texts, found, min_length=20, min_similarity=0.7)
    done = time.process_time()
    result = score(known, [(p.first, p.second, *p.span) for p in reused])
    print(f"{documents:,} documents, {sum(map(len, known.texts)):,} letters, seed {seed}")
    print(f"planted {len(known.planted):,}, found {len(reused):,}")
    print(f"recall {result.recall:.4f}, precision {result.precision:.4f} (passages)")
    print(f"recall {result.recall_letters:.4f}, precision {result.precision_letters:.4f} (letters)")
    print(f"CPU seconds: seeds {seeded - began:.1f}, passages {done - seeded:.1f}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
