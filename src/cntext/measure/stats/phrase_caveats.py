"""What a reader of a list of phrases must be told of its dates and groups."""

from __future__ import annotations

from cntext.corpus import Corpus
from cntext.errors import Both
from cntext.measure.stats.phrase_contexts import MIN_DATED
from cntext.table import Caveat


def caveats(corpus: Corpus, dated: int, by: str) -> tuple[Caveat, ...]:
    """Return what is amiss with dates and groups; the first ``dated`` documents have dates."""
    found = []
    undated = len(corpus) - dated
    if dated < MIN_DATED:
        found.append(
            Caveat(
                "no-burst",
                Both(
                    f"有日期的文档 {dated:,} 篇，不足 {MIN_DATED} 篇：不算高峰，排序也不用它",
                    f"documents with a date: {dated:,}, fewer than {MIN_DATED}; no bursts are "
                    "found, and phrases are ranked without them",
                ),
            )
        )
    elif undated:
        found.append(
            Caveat(
                "undated",
                Both(
                    f"{undated:,} 篇文档没有日期，高峰和最早日期不计它们",
                    f"documents without a date: {undated:,}; bursts and first dates leave them out",
                ),
            )
        )
    if by and any(not document.field(by) for document in corpus.documents):
        found.append(
            Caveat(
                "no-field",
                Both(f"有文档没有“{by}”字段，归入空组", f"some documents have no {by!r}; group “”"),
            )
        )
    if by and len(corpus.groups(by)[0]) < 2:
        found.append(
            Caveat(
                "one-group",
                Both("只有一组，无从比较，对数似然为空", "one group only: no log-likelihood"),
            )
        )
    return tuple(found)
