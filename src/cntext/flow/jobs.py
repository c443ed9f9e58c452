"""What a worker does with one partition: a part, its tokens, its counts; kept on disk or not."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

from cntext.analysis import ANALYSES, Analysis, Cut, Mergeable
from cntext.corpus import Corpus, Summary, uncut
from cntext.errors import CntextError, Reported
from cntext.flow.partitions import Partition
from cntext.flow.plan import Plan
from cntext.flow.record import Record, from_json, to_json
from cntext.flow.supply import Supply
from cntext.lazy import np
from cntext.measure import load_analysis
from cntext.read.formats import is_packed
from cntext.segment.build import build_corpus

if TYPE_CHECKING:  # a small run keeps nothing, and takes all documents
    from cntext.flow.choosing import Chosen, Selection
    from cntext.store.cache import Cache
    from cntext.store.part import PartData, StoredPart

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Tokens:
    """Which tokens: how text is cut, with parts of speech or without; ``name`` is of the layer."""

    cut: Cut
    pos: bool
    name: str


@dataclass(frozen=True, slots=True)
class Counting:
    """What an analysis counts: its name, and the options it was given."""

    analysis: str
    chosen: Mapping[str, Any]

    def declared(self) -> Analysis:
        """Return the analysis."""
        load_analysis(self.analysis)
        return ANALYSES[self.analysis]

    def needed(self) -> frozenset[str]:
        """Return which lists it counts with."""
        return self.declared().needed(self.chosen) & self.declared().counted_by()

    def given(self) -> dict[str, Any]:
        """Return the options that it counts by; the others come in when it is finished."""
        return {k: v for k, v in self.chosen.items() if k in self.declared().counted_by()}

    def uses_numpy(self) -> bool:
        """Say whether it counts with numpy."""
        return self.declared().numpy(self.chosen)

    def kinds(self) -> tuple[type[Any], ...]:
        """Return the type of its counts, or those that it may be."""
        found = get_type_hints(self.declared().counts)["return"]
        return get_args(found) or (found,)


@dataclass(frozen=True, slots=True)
class Job:
    """One partition and what is wanted of it.

    ``key`` names the part in the store of the run, "" where there is none; ``sums`` are
    the hashes of the files that it was made from. ``keep``: the part itself is wanted, not
    only what was counted. ``within`` leaves of the documents those from the first number up to
    the second; (0, 0): all.
    """

    partition: Partition
    tokens: Tokens | None = None
    counting: Counting | None = None
    key: str = ""
    keep: bool = True
    sums: tuple[str, ...] = ()
    within: tuple[int, int] = (0, 0)

    def is_of(self, record: Record) -> bool:
        """Say whether what was read is what the key was made from: a file may change meanwhile.

        Of packed files and of pieces the hash is of something else than what was read.
        """
        read = {file.path: file.sha256 for file in record.files}
        return all(
            source.whole or is_packed(source.id) or read.get(source.path, sha) == sha
            for source, sha in zip(self.partition.sources, self.sums, strict=False)
        )


@dataclass(slots=True)
class Part:
    """The documents of one partition with their tokens, in memory, in the store or an index.

    ``sealed`` are the layers of an index that may be used, called by the way of cutting.
    """

    record: Record
    documents: Any  # a sequence of Document with columns beside it
    stored: StoredPart | None = None
    sealed: tuple[str, ...] | None = None
    layers: dict[Tokens, Corpus] = field(default_factory=dict)

    def _layer(self, tokens: Tokens) -> str:
        """Return the name of the layer in the file; KeyError if an index has none such."""
        if self.sealed is None:
            return tokens.name
        if tokens.pos or tokens.cut.value not in self.sealed:
            raise KeyError(tokens.name)
        return tokens.cut.value

    def has(self, tokens: Tokens) -> bool:
        """Say whether the documents were cut in that way."""
        if tokens in self.layers or self.stored is None:
            return tokens in self.layers
        try:
            return self.stored.layer(self._layer(tokens)) is not None
        except (OSError, CntextError, KeyError):
            return False

    def data(self) -> PartData:
        """Return what is stored of it."""
        from cntext.store.layers import Layer
        from cntext.store.part import PartData

        layers = {tokens.name: Layer.of(corpus) for tokens, corpus in self.layers.items()}
        return PartData(self.documents, layers, to_json(self.record))

    def corpus(self, tokens: Tokens) -> Corpus:
        """Return the documents cut in that way; KeyError if they were not."""
        if tokens not in self.layers and self.stored is not None:
            self.layers[tokens] = self.stored.corpus(self._layer(tokens))
        return self.layers[tokens]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a job. ``part`` is left out where it is not wanted.

    ``error`` is what was raised over an input that is now a failure in the record; ``chosen``
    what came of a choice among the documents.
    """

    record: Record
    part: Part | None = None
    counts: Mergeable | None = None
    summary: Summary | None = None
    changed: bool = False
    error: Exception | None = None
    chosen: Chosen | None = None

    def sent(self) -> Outcome:
        """Return what goes from one process to another: a part in the store is opened there."""
        kept = self.part is not None and self.part.stored is not None
        return replace(self, part=None) if kept else self


@dataclass(frozen=True, slots=True)
class Lost:
    """A job that could not be done: what it raised, or None where its worker died, twice."""

    job: Job
    error: Exception | None = None


def lost(job: Job, error: Exception) -> Lost:
    """Return the job as lost by ``error``; raise it where it is not for one input to answer."""
    if isinstance(error, CntextError | Reported) or os.environ.get("CNTEXT_DEBUG"):
        raise error
    return Lost(job, error)


@dataclass(frozen=True, slots=True)
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
        if job.counting and job.tokens and self.selection:
            return self._selected(self.selection, job, job.tokens, job.counting, progress)
        part = self._part(job, progress)
        counts = summary = None
        if job.counting and job.tokens:
            corpus = part.corpus(job.tokens)
            counts = self.count(corpus, job.counting)
            summary = corpus.summary()
        left = part if job.keep else None
        return Outcome(part.record, left, counts, summary, not job.is_of(part.record))

    def _selected(
        self,
        selection: Selection,
        job: Job,
        tokens: Tokens,
        counting: Counting,
        progress: Progress,
    ) -> Outcome:
        """Count the documents of the job that are meant; no others are cut."""
        part = self._part(replace(job, tokens=None), progress)
        choice, chosen = selection.choose(part.documents)
        if choice.whole and part.has(tokens):
            corpus = choice.of(part.corpus(tokens))
        else:
            corpus = self.cut(choice.texts, tokens, lambda _: None).of_documents(choice.texts)
        counts = self.count(corpus, counting)
        changed = not job.is_of(part.record)
        return Outcome(part.record, None, counts, corpus.summary(), changed, chosen=chosen)

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
