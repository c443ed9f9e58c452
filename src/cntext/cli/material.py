"""What one run read: the documents that are meant, cut into tokens in any way that is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cntext.analysis import Cut
from cntext.cli.choosing import Choice, idle_notes, own_ids
from cntext.cli.fields import check_field, fields_of, known_of
from cntext.cli.opening import Opened
from cntext.cli.reading import report, summary
from cntext.cli.speaking import Speaker
from cntext.corpus import Corpus, Known, field_of
from cntext.errors import Both
from cntext.flow.jobs import Counting
from cntext.flow.part import Part, Tokens
from cntext.flow.record import Changes, Record
from cntext.flow.run import Gathered, Run
from cntext.flow.supply import Supply
from cntext.lazy import np
from cntext.model import Document
from cntext.table import Caveat

if TYPE_CHECKING:
    from cntext.store.joining import JoinedDocuments


@dataclass(slots=True, eq=False, repr=False)
class Material:
    """Parts, documents and corpora of a run, each made once and when it is asked for.

    ``counting`` is what was counted on the way; then ``gathered`` has no parts. ``notes`` are
    of what was done to the documents; ``was_cut``: they were made into tokens at least once.
    """

    opened: Opened
    supply: Supply
    speaker: Speaker
    record: Record = field(default_factory=Record)
    gathered: Gathered = field(default_factory=Gathered)
    counting: Counting | None = None
    choice: Choice | None = None
    notes: tuple[Both, ...] = ()
    was_cut: bool = False
    _documents: Sequence[Document] | None = None
    _corpora: dict[Tokens, Corpus] = field(default_factory=dict)

    def anew(self, supply: Supply) -> Material:
        """Return the same for another analysis, which asks of ``supply``."""
        other = copy(self)
        other.supply, other.was_cut = supply, True
        return other

    @property
    def run(self) -> Run:
        """The run over the partitions."""
        return self.opened.run

    @property
    def takes_all(self) -> bool:
        """Say whether all documents are meant, just as they were read."""
        return self.opened.choosing.is_idle

    def read(self, tokens: Tokens | None, counting: Counting | None, *, asked: bool) -> None:
        """Read and clean every input; report what could not be read.

        What ``counting`` asks for is counted on the way, unless documents must be compared
        before it is known which are meant: then no more is held in memory than the counts.
        Parts that are to be ``asked`` stay where they are made, unless that is here.
        """
        choosing = self.opened.choosing
        told = choosing.is_idle or self.run.workshop.selection is not None
        counting, asked = counting if told else None, asked and told
        self._gather(tokens, counting, asked=asked)
        settled = choosing.is_idle and asked  # then names are told apart by what is here of them
        if (counting or (asked and not settled)) and self.gathered.record.shares_names():
            self._gather(tokens, None)  # ids are settled among all documents, then counted by
        report(self.record, self.opened.listing.paths, self.run.workshop.plan, self.speaker)
        if found := self.gathered.chosen:
            self.notes = tuple(note for note in choosing.settle(found, self.record) if note)
            return
        if not choosing.is_idle:
            self._choose()
            return
        self.notes = tuple(note for note in idle_notes(self.record) if note)
        if self.gathered.record.shares_names():
            self._documents = own_ids(self.documents)

    def _gather(
        self, tokens: Tokens | None, counting: Counting | None, *, asked: bool = False
    ) -> None:
        files = len(self.opened.listing.sources)
        label = Both(f"读取 {files:,} 个文件", f"reading {files:,} files")
        with self.speaker.progress(label, self.run.size, "bytes") as bar:
            kept = self.run.keep(tokens, bar.advance) if asked and tokens else None
            self.gathered = kept or self.run.gather(
                tokens, counting, keep=counting is None, progress=bar.advance
            )
        self.counting = counting
        self.was_cut = self.was_cut or tokens is not None
        self.record = self.opened.listing.with_made(self.gathered.record)
        if bar.shown:
            self.speaker.note(summary(self.record))

    def _choose(self) -> None:
        self.choice = self.opened.choosing.choose(self._joined(), self.record)
        self._documents = self.choice.documents()
        self.notes = tuple(note for note in self.choice.notes if note)

    def _joined(self) -> JoinedDocuments:
        from cntext.store.joining import JoinedDocuments

        return JoinedDocuments([part.documents for part in self.parts()])

    def parts(self) -> list[Part]:
        """Return the parts, made now if only counts were kept, or the parts elsewhere."""
        if self.counting is not None or self.gathered.kept is not None:
            self._gather(None, None)
        return self.gathered.parts

    @property
    def documents(self) -> Sequence[Document]:
        """The documents that are meant."""
        if self._documents is None:
            kept = self.gathered.kept
            self._documents = kept.documents if kept else self._joined()
        return self._documents

    def check_field(self, where: str, name: str) -> None:
        """Refuse a field that no document has: a misspelt one would make one nameless group."""
        read, found = self._documents, self.gathered.chosen
        record = found.record if found else self.record
        check_field(where, name, known_of(record) if read is None else fields_of(read))

    def tokens(self, cut: Cut, *, pos: bool) -> Tokens:
        """Return the way of cutting, by the name that its layers have in the cache."""
        if self.run.memo is None:  # nothing outlives this run
            return Tokens(cut, pos, f"{cut.value}-pos" if pos else cut.value)
        return Tokens(cut, pos, self.supply.tokens_name(cut, pos=pos))

    def whole(self, tokens: Tokens) -> Corpus:
        """Return the documents as one corpus, made once."""
        if tokens not in self._corpora:
            from cntext.store.joining import concatenated, take

            corpus = concatenated(list(self.pieces(tokens)))
            corpus = corpus if len(corpus) else corpus.of_documents(())
            if tokens.cut is Cut.DICTIONARY:
                corpus = take(corpus, by_date(field_of(corpus.documents, "date")))
            self._corpora[tokens] = corpus
        return self._corpora[tokens]

    def pieces(self, tokens: Tokens) -> Iterator[Corpus]:
        """Yield the documents that are meant, cut, in pieces that follow one another."""
        self.was_cut = True
        from cntext.store.joining import take

        choice = self.choice
        if choice and choice.texts is not None:
            yield self._cut(choice.texts, tokens)
            return
        every = choice.every if choice else self._documents
        at = 0
        for part in self._cut_parts(tokens):
            corpus = part.corpus(tokens)
            end = at + len(corpus)
            if every is not None:
                corpus = corpus.of_documents(every[at:end])
            yield take(corpus, choice.mask[at:end]) if choice else corpus
            at = end

    def records(self) -> list[Record]:
        """Return the record of each of the `pieces`."""
        whole = self.choice is not None and self.choice.texts is not None
        return [self.record] if whole else [part.record for part in self.parts()]

    def _cut_parts(self, tokens: Tokens) -> list[Part]:
        """Return the parts with these tokens, cut now if they were not before."""
        parts = self.parts()
        if any(part.stored for part in parts) and not all(part.has(tokens) for part in parts):
            self._gather(tokens, None)
            parts = self.gathered.parts
        for part in parts:
            if not part.has(tokens):
                part.layers[tokens] = self._cut(part.documents, tokens)
        return parts

    def _cut(self, documents: Sequence[Document], tokens: Tokens) -> Corpus:
        size = sum(len(document.text) for document in documents)
        with self.speaker.progress(Both("分词", "segmenting"), size) as bar:
            corpus = self.run.workshop.cut(documents, tokens, bar.advance)
        return corpus.of_documents(documents)

    def forget(self, tokens: Tokens) -> None:
        """Let go of tokens that nobody will ask for again, where they are many and of no other run."""
        if self.run.is_large and self.run.memo is None:
            self._corpora.pop(tokens, None)
            for part in self.gathered.parts:
                part.forget(tokens)

    def sealed_sums(self, tokens: Tokens) -> Known | None:
        """Return what an index says of itself, where one is all that is meant."""
        indexes = self.opened.indexes
        if len(indexes) != 1 or self.opened.listing.sources or not self.takes_all:
            return None
        cut = tokens.cut.value
        used = all(cut in partition.layers for partition in self.run.partitions)
        sums = indexes[0].manifest.sums.get(cut) if used and not tokens.pos else None
        return Known(sums) if sums else None

    @property
    def caveats(self) -> tuple[Caveat, ...]:
        """What did not fit in what was said about documents."""
        selection, found = self.run.workshop.selection, self.gathered.chosen
        if selection and found:
            return selection.caveats(found)
        return self.choice.caveats if self.choice else ()

    @property
    def changes(self) -> Changes:
        """What cleaning did to the documents that are meant."""
        if self.gathered.chosen:
            return self.gathered.chosen.record.changes
        return Changes.of(self.documents) if self.choice else self.record.changes


def by_date(dates: Sequence[str]) -> np.ndarray:
    """Return int64[D]: documents in order of time, undated ones last; phrases come and go with it."""
    known = [date or "9999" for date in dates]
    return np.array(sorted(range(len(known)), key=known.__getitem__), np.int64)
