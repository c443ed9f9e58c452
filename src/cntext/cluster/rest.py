"""What comes of jobs beside counts; the hashes of documents in it are counted where equal ones meet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from cntext.cluster.rows import CHOSEN, HASHES
from cntext.corpus import Summary
from cntext.flow.choosing import Chosen
from cntext.flow.record import Hashes, Record

_NONE: Mapping[int, tuple[int, int]] = {HASHES: (0, 0), CHOSEN: (0, 0)}


class Rest(NamedTuple):
    """What comes beside counts: the record, the summary, the first error that became a failure,

    and what came of a choice among the documents.
    """

    record: Record
    summary: Summary | None
    error: Exception | None = None
    chosen: Chosen | None = None

    def hashes(self, buckets: int) -> Iterator[tuple[int, int, Hashes]]:
        """Yield the hashes of its documents, of all and of the chosen, with kind and bucket."""
        records = {HASHES: self.record, CHOSEN: self.chosen.record if self.chosen else Record()}
        for kind, record in records.items():
            for bucket, some in enumerate(record.hashes().divided(buckets)):
                if any(some):
                    yield kind, bucket, some

    def without_hashes(self, again: Mapping[int, tuple[int, int]] = _NONE) -> Rest:
        """Return this without them; of those of each kind so many were found ``again``."""
        record, chosen = self.record.without_hashes(*again[HASHES]), self.chosen
        if chosen:
            chosen = replace(chosen, record=chosen.record.without_hashes(*again[CHOSEN]))
        return self._replace(record=record, chosen=chosen)


def joined(rest: Sequence[Rest]) -> Rest:
    """Return what follows one another as one."""
    first, *records = [each.record for each in rest]
    summaries = [each.summary for each in rest if each.summary is not None]
    whole = summaries[0].merged(summaries[1:]) if summaries else None
    choices = [each.chosen for each in rest if each.chosen is not None]
    chosen = choices[0].merged(choices[1:]) if choices else None
    error = next((each.error for each in rest if each.error), None)
    return Rest(first.merged(records), whole, error, chosen)
