"""What a worker does with one partition: a part, its tokens, its counts; kept on disk or not."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from cntext.analysis import Cut, Mergeable
from cntext.corpus import Corpus, uncut
from cntext.errors import CntextError
from cntext.flow.jobs import Counting, Job, Outcome
from cntext.flow.part import Part, Tokens
from cntext.flow.plan import Plan
from cntext.flow.record import Record, from_json
from cntext.flow.supply import Supply
from cntext.lazy import np
from cntext.segment.build import build_corpus

if TYPE_CHECKING:  # a small run keeps nothing, and takes all documents
    from cntext.flow.choosing import Chosen, Selection
    from cntext.store.cache import Cache

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Workshop:
    """What all jobs of a run share; sent to every worker once.

    ``threads`` may cut at once in this process (0: one a core); it changes no result. Where
    there is a ``selection``, the documents that it chooses are counted, no others.
    """

    plan: Plan
    supply: Supply
    store: Cache | None = None
    threads: int = 0
    selection: Selection | None = None

    def prepare(self, job: Job) -> None:
        """Load what jobs like ``job`` need, before a fork: workers then share it."""
        from cntext.flow import making  # noqa: F401

        if job.counting is None or job.counting.uses_numpy():
            _ = np.ndarray
        self.supply.segmenter()

    def do(self, job: Job, progress: Progress = lambda _: None) -> Outcome:
        """Do ``job``; ``progress`` is told the bytes done, about."""
        if not (job.counting and job.tokens):
            part = self._part(job, progress)
            left = part if job.keep else None
            return Outcome(part.record, left, changed=not job.is_of(part.record))
        part, corpus, chosen = self.meant(job, job.tokens, progress)
        counts = self.count(corpus, job.counting)
        left = part if job.keep and not self.selection else None
        changed = not job.is_of(part.record)
        return Outcome(part.record, left, counts, corpus.summary(), changed, chosen=chosen)

    def meant(
        self, job: Job, tokens: Tokens, progress: Progress = lambda _: None
    ) -> tuple[Part, Corpus, Chosen | None]:
        """Return the part of ``job``, and those of its documents that are meant, cut.

        Where there is a selection, others are cut for the store alone; and what came of choosing.
        """
        if not self.selection:
            part = self._part(job, progress)
            return part, part.corpus(tokens), None
        kept = self.store is not None and self.selection.takes_whole
        part = self._part(job if kept else replace(job, tokens=None), progress)
        choice, chosen = self.selection.choose(part.documents)
        if choice.whole and part.has(tokens):
            return part, choice.of(part.corpus(tokens)), chosen
        corpus = self.cut(choice.texts, tokens, lambda _: None).of_documents(choice.texts)
        return part, corpus, chosen

    def count(self, corpus: Corpus, counting: Counting) -> Mergeable:
        """Return what ``counting`` counts in ``corpus``."""
        given = {**self.supply.given(counting.needed()), **counting.given()}
        return counting.declared().count(corpus, given)

    def cut(self, documents: Any, tokens: Tokens, progress: Progress) -> Corpus:  # noqa: ANN401
        """Return ``documents`` cut into ``tokens``."""
        if tokens.cut is Cut.TEXT:
            return uncut(documents)
        return build_corpus(
            documents,
            self.supply.segmenter(hmm=tokens.cut is not Cut.DICTIONARY),
            lexicon=self.supply.lexicon if tokens.cut is Cut.UNITS else None,
            pos=tokens.pos,
            progress=progress,
            jobs=self.threads,
        )

    def find(self, job: Job) -> Part | None:
        """Return the part of ``job`` from its index or from the store, if it is there."""
        if sealed := job.partition.sealed:
            from cntext.store.part import open_part

            # What is kept lies open in any case; what is only counted is let go again.
            stored = sealed if job.keep else open_part(sealed.path)
            return Part(from_json(stored.record), stored.documents, stored, job.partition.layers)
        found = self.store.get(job.key) if self.store and job.key else None
        if found is None:
            return None
        stored = found
        try:
            return Part(from_json(stored.record), stored.documents, stored)
        except (CntextError, KeyError, TypeError, ValueError):
            return None

    def _some(self, job: Job, progress: Progress) -> Part:
        """Return the documents ``within`` the job alone, cut anew."""
        from cntext.flow.making import described, make

        found = self.find(job)
        documents = found.documents if found else make(self.plan, job.partition)[0]
        some = documents[slice(*job.within)]
        part = Part(described(some, Record()), some)
        if job.tokens:
            part.layers[job.tokens] = self._tokens(some, job.tokens, job.partition.size, progress)
        return part

    def _part(self, job: Job, progress: Progress) -> Part:
        if any(job.within):
            return self._some(job, progress)
        part = self.find(job)
        if part is None:
            # Not at the top: what is kept needs none of the rooms that read and clean.
            from cntext.flow.making import make

            documents, record = make(self.plan, job.partition)
            part = Part(record, documents)
        sealed = job.partition.sealed
        if sealed and job.keep:
            return part  # what an index lacks is cut where it is wanted, and kept nowhere
        if job.tokens and not part.has(job.tokens):
            size = job.partition.size
            part.layers[job.tokens] = self._tokens(part.documents, job.tokens, size, progress)
            if part.stored is not None and not sealed:
                from cntext.store.layers import Layer

                layer = Layer.of(part.layers[job.tokens])
                try:
                    part.stored.add_layer(job.tokens.name, layer)
                except (OSError, CntextError):
                    part = Part(part.record, part.documents, layers=part.layers)
        else:
            progress(job.partition.size)
        if self.store and job.key and part.stored is None and job.is_of(part.record):
            with contextlib.suppress(ValueError):  # a text too strange to be stored is in memory
                part.stored = self.store.put(job.key, part.data())
        return part

    def _tokens(
        self,
        documents: Any,  # noqa: ANN401
        tokens: Tokens,
        size: int,
        progress: Progress,
    ) -> Corpus:
        """Cut, telling ``progress`` the share of the partition's ``size`` bytes that was done."""
        share = size / (_characters(documents) or 1)
        corpus = self.cut(documents, tokens, lambda n: progress(round(n * share)))
        return corpus.of_documents(documents)


def _characters(documents: Any) -> int:  # noqa: ANN401
    columns = getattr(documents, "characters", None)
    return int(sum(columns)) if columns is not None else sum(len(d.text) for d in documents)
