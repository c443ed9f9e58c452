"""Read → segment → measure → render: the four steps of every command."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from copy import copy
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from cntext.analysis import Analysis, Cut, Mergeable
from cntext.cli.fields import check_field, fields_of, known_of
from cntext.cli.manifest import inputs_record, tool_record
from cntext.cli.reading import (
    Choice,
    Choosing,
    Listing,
    idle_notes,
    list_inputs,
    named_paths,
    own_ids,
    plan_of,
    report,
    summary,
)
from cntext.cli.repairs import MERGED, done_to_text
from cntext.cli.request import Request
from cntext.cli.sealed import adopted, indexes, lists_of
from cntext.cli.speaking import Speaker
from cntext.corpus import Corpus, Known, Summary, field_of
from cntext.errors import Both, Exit
from cntext.flow.jobs import Counting
from cntext.flow.merging import Merging
from cntext.flow.part import Part, Tokens
from cntext.flow.partitions import Partition, partitions
from cntext.flow.record import Changes, Record
from cntext.flow.run import Gathered, Run
from cntext.flow.settings import bytes_meant, small
from cntext.flow.supply import Supply
from cntext.flow.workshop import Workshop
from cntext.lazy import np
from cntext.lexicon import Lexicon
from cntext.model import Document
from cntext.read.paths import find_sources
from cntext.segment.choosing import Engine, check_engine
from cntext.segment.engine import Segmenter
from cntext.stopwords import StopWords
from cntext.table import Caveat, Manifest, Table

if TYPE_CHECKING:
    from cntext.cluster.executor import Cluster
    from cntext.store.cache import Cache
    from cntext.store.index import Index
    from cntext.store.joining import JoinedDocuments

_MEASURING = Both("统计", "measuring")
_PATHS = "paths"  # the inputs that were named: an analysis may tell them apart


def _counting(analysis: Analysis, chosen: Mapping[str, Any]) -> Counting:
    """Return what is counted; workers are not sent a list of frequencies that they do not need."""
    own = analysis.counted_by()
    idle = {o.name for o in analysis.options if o.opt.takes and o.name not in own}
    return Counting(analysis.name, {k: v for k, v in chosen.items() if k not in idle})


@dataclass(slots=True)
class Session:
    """One run: what was read, what became of the inputs, what was loaded for them.

    Loads each thing once, so that several analyses of one run (``cntext demo``) share it.
    """

    request: Request
    speaker: Speaker
    supply: Supply = field(init=False)
    record: Record = field(default_factory=Record)
    duplicates: Table | None = None
    _choosing: Choosing = field(init=False)
    _listing: Listing = field(init=False)
    _run: Run = field(init=False)
    _gathered: Gathered = field(default_factory=Gathered)
    _counting: Counting | None = None
    _choice: Choice | None = None
    _documents: Sequence[Document] | None = None
    _said: tuple[Both, ...] = ()
    _lists: tuple[tuple[str, str], ...] = ()
    _opened: tuple[Index, ...] = ()
    _was_cut: bool = False
    _corpora: dict[Tokens, Corpus] = field(default_factory=dict)

    def __post_init__(self) -> None:
        request = self.request
        self.supply = Supply(
            userdict=request.userdict,
            lexicons=request.lexicons,
            no_lexicon=request.no_lexicon,
            stopwords=request.stopwords,
            engine=request.engine,
        )

    def anew(self) -> Session:
        """Return a run that measures what this one has read, as if it had read it itself."""
        other = copy(self)
        other._was_cut = True
        other.supply = self.supply.anew()
        return other

    def read(
        self,
        analysis: Analysis | None = None,
        chosen: Mapping[str, Any] = {},
        *,
        whole: bool = False,
    ) -> None:
        """Read and clean every input; report what could not be read.

        What ``analysis`` will count under the options ``chosen`` is counted on the way, where
        it adds up: then no more is held in memory than the counts. Of a cluster no more than
        these come here, unless the documents are wanted as a ``whole``.
        """
        with self._elsewhere() as elsewhere:
            self._read(analysis, chosen, elsewhere, whole=whole)
        self._run.elsewhere = None  # what is wanted of it is here

    def _read(
        self,
        analysis: Analysis | None,
        chosen: Mapping[str, Any],
        elsewhere: Cluster | None,
        *,
        whole: bool,
    ) -> None:
        paths = named_paths(self.request)
        opened = indexes(paths)
        self._opened = tuple(opened.values())
        self.request = adopted(self.request, opened, others=len(opened) < len(paths))
        plan = plan_of(self.request)
        self._choosing = Choosing.of(self.request)
        self._lists = self._choosing.lists()
        self._listing = list_inputs(
            paths, opened, plan.options, elsewhere.find if elsewhere else find_sources
        )
        cut_up = [*self._sealed(opened.values()), *partitions(self._listing.sources)]
        big = sum(partition.size for partition in cut_up) >= small()
        kept = big and not (self.request.no_cache or self.request.cluster)
        store = _cache() if kept else None
        selection = self._choosing.selection() if elsewhere else None
        self._run = Run(
            Workshop(plan, self.supply, store, self.request.jobs, selection),
            cut_up,
            self.request.jobs,
            bytes_meant(self.request.memory) if self.request.memory else 0,
            elsewhere,
        )
        tokens = self._tokens(analysis, chosen) if analysis else None
        counting = None
        whole = whole and elsewhere is not None
        told = not whole and (self._choosing.is_idle or selection is not None)
        if analysis and told and analysis.adds_up(chosen):
            counting = _counting(analysis, chosen)
        self._gather(tokens, counting)
        if counting and self._gathered.record.shares_names():
            self._gather(tokens, None)  # ids are settled among all documents, then counted by
        report(self.record, self._listing.paths, plan, self.speaker)
        if found := self._gathered.chosen:
            self._said = tuple(note for note in self._choosing.settle(found, self.record) if note)
            return
        if not self._choosing.is_idle:
            self._choose()
            return
        self._said = tuple(note for note in idle_notes(self.record) if note)
        if self._gathered.record.shares_names():
            self._documents = own_ids(self._joined())

    def _elsewhere(self) -> AbstractContextManager[Cluster | None]:
        """Return the cluster that is to count, if there is to be one."""
        if not self.request.cluster:
            return nullcontext()
        from cntext.cluster.executor import Cluster

        return Cluster(self.request.cluster, self.speaker.note)

    def _sealed(self, opened: Iterable[Index]) -> Iterator[Partition]:
        """Yield the parts of indexes, with the names that layers of this run have in them."""
        for index in opened:
            layers = {}
            for cut in (Cut.UNITS, Cut.WORDS):
                if lists_of(self.supply, cut) == index.settings.get("lists"):
                    layers[cut.value] = cut.value
            for part in index.parts:
                yield Partition((), 0, part, tuple(layers))

    @property
    def lexicon(self) -> Lexicon:
        """The policy lexicon in force."""
        return self.supply.lexicon

    @property
    def stopwords(self) -> StopWords:
        """The stop words in force."""
        return self.supply.stopwords

    def segmenter(self, *, hmm: bool = True) -> Segmenter:
        """Return the segmenter with the user's words, made once."""
        return self.supply.segmenter(hmm=hmm)

    def _gather(self, tokens: Tokens | None, counting: Counting | None) -> None:
        files = len(self._listing.sources)
        label = Both(f"读取 {files:,} 个文件", f"reading {files:,} files")
        with self.speaker.progress(label, self._run.size, "bytes") as bar:
            self._gathered = self._run.gather(
                tokens, counting, keep=counting is None, progress=bar.advance
            )
        self._counting = counting
        self._was_cut = self._was_cut or tokens is not None
        self.record = self._listing.with_made(self._gathered.record)
        if bar.shown:
            self.speaker.note(summary(self.record))

    def _choose(self) -> None:
        choice = self._choosing.choose(self._joined(), self.record)
        self._choice = choice
        self._documents = choice.documents()
        self._said = tuple(note for note in choice.notes if note)
        if self.request.duplicates and choice.duplicates:
            self.duplicates = self.attach(choice.duplicates, {})

    def _joined(self) -> JoinedDocuments:
        from cntext.store.joining import JoinedDocuments

        return JoinedDocuments([part.documents for part in self._parts()])

    def _parts(self) -> list[Part]:
        if self._counting is not None:  # only counts were kept; now the documents are wanted
            self._gather(None, None)
        return self._gathered.parts

    @property
    def documents(self) -> Sequence[Document]:
        """The documents that are meant."""
        if self._documents is None:
            self._documents = self._joined()
        return self._documents

    def _tokens(self, analysis: Analysis, chosen: Mapping[str, Any]) -> Tokens:
        cut = analysis.cut(chosen)
        if self.request.plain and cut is Cut.UNITS:
            cut = Cut.WORDS
        return self._cut_as(cut, pos=analysis.tags(chosen))

    def _cut_as(self, cut: Cut, *, pos: bool) -> Tokens:
        if self._run.memo is None:  # nothing outlives this run
            return Tokens(cut, pos, f"{cut.value}-pos" if pos else cut.value)
        return Tokens(cut, pos, self.supply.tokens_name(cut, pos=pos))

    def corpus(self, cut: Cut, *, pos: bool = False) -> Corpus:
        """Return the documents as one corpus cut the given way, made once."""
        if self.request.plain and cut is Cut.UNITS:
            cut = Cut.WORDS
        return self._whole(self._cut_as(cut, pos=pos))

    def _whole(self, tokens: Tokens) -> Corpus:
        if tokens not in self._corpora:
            from cntext.store.joining import concatenated, take

            corpus = concatenated(list(self._pieces(tokens)))
            corpus = corpus if len(corpus) else corpus.of_documents(())
            if tokens.cut is Cut.DICTIONARY:
                # Phrases come and go with time: the earliest first, undated ones last.
                dates = [date or "9999" for date in field_of(corpus.documents, "date")]
                order = sorted(range(len(dates)), key=dates.__getitem__)
                corpus = take(corpus, np.array(order, np.int64))
            self._corpora[tokens] = corpus
        return self._corpora[tokens]

    def _pieces(self, tokens: Tokens) -> Iterator[Corpus]:
        """Yield the documents that are meant, cut, in pieces that follow one another."""
        self._was_cut = True
        from cntext.store.joining import take

        choice = self._choice
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

    @property
    def ran(self) -> Mapping[str, object]:
        """Where the work was done, if not here: it shapes no number."""
        return self._gathered.ran

    @property
    def takes_all(self) -> bool:
        """Say whether all documents are meant, just as they were read."""
        return self._choosing.is_idle

    def pieces(self, cut: Cut) -> Iterator[tuple[Record, Corpus]]:
        """Yield the documents that are meant part by part, cut, and the record of each part."""
        pieces = self._pieces(self._cut_as(cut, pos=False))
        whole = self._choice is not None and self._choice.texts is not None
        records = [self.record] if whole else [part.record for part in self._parts()]
        return zip(records, pieces, strict=True)

    def _cut_parts(self, tokens: Tokens) -> list[Part]:
        """Return the parts with these tokens, cut now if they were not before."""
        parts = self._parts()
        if any(part.stored for part in parts) and not all(part.has(tokens) for part in parts):
            self._gather(tokens, None)
            parts = self._gathered.parts
        for part in parts:
            if not part.has(tokens):
                part.layers[tokens] = self._cut(part.documents, tokens)
        return parts

    def _cut(self, documents: Sequence[Document], tokens: Tokens) -> Corpus:
        size = sum(len(document.text) for document in documents)
        with self.speaker.progress(Both("分词", "segmenting"), size) as bar:
            corpus = self._run.workshop.cut(documents, tokens, bar.advance)
        return corpus.of_documents(documents)

    def check(self, analysis: Analysis, chosen: Mapping[str, Any] = {}) -> None:
        """Load every list that ``analysis`` will use, so that a bad one is found first."""
        check_engine(Engine(self.request.engine))
        units = analysis.cut(chosen) is Cut.UNITS and not self.request.plain
        if units or "lexicon" in analysis.needed(chosen):
            _ = self.supply.lexicon
        if "stopwords" in analysis.needs:
            _ = self.supply.stopwords
        _ = self.supply.userdicts

    def measure(self, analysis: Analysis, chosen: Mapping[str, Any]) -> Table:
        """Run ``analysis`` with the options ``chosen`` and attach the manifest."""
        for option in analysis.options:
            given = chosen.get(option.name)
            if option.opt.field and given and given != option.default:
                self.check_field(option.name, str(chosen[option.name]))
        counted, summary = self._counted(analysis, chosen)
        with self.speaker.waiting(_MEASURING):
            table = analysis.table(counted, self.given(analysis, chosen))
        params: dict[str, object] = {
            name: value.record() if hasattr(value, "record") else value
            for name, value in sorted(chosen.items())
        }
        if "stopwords" in analysis.needs:
            params["stopwords"] = {
                "names": list(self.supply.stopwords.names),
                "files": dict(self.supply.stopwords.sources),
            }
        table = replace(
            table,
            notes=(*table.notes, *self._notes(analysis.cut(chosen))),
            warnings=(*self._caveats(), *table.warnings),
        )
        return self.attach(table, params, summary)

    def letters(
        self, analysis: Analysis, chosen: Mapping[str, Any], table: Table, at: int
    ) -> Mapping[str, object]:
        """Return what the formulas of row ``at`` take that the table does not hold, by letter."""
        if analysis.letters is None:
            return {}
        counted, _ = self._counted(analysis, chosen)
        return analysis.letters(counted, table.rows[at], self.given(analysis, chosen))

    def _counted(
        self, analysis: Analysis, chosen: Mapping[str, Any]
    ) -> tuple[Mergeable | Corpus | list[Corpus], Known]:
        """Return what ``analysis`` makes its table of: its counts, or the corpus."""
        counting = _counting(analysis, chosen)
        gathered = self._gathered
        if counting == self._counting and gathered.counts is not None and gathered.summary:
            return gathered.counts, gathered.summary
        tokens = self._tokens(analysis, chosen)
        workshop = self._run.workshop
        if analysis.adds_up(chosen):
            counts: Merging[Mergeable] = Merging(self._run.memory)
            summaries: Merging[Summary] = Merging()
            for corpus in self._pieces(tokens):
                counts.add(workshop.count(corpus, counting))
                summaries.add(corpus.summary())
            merged, summary = counts.result(), summaries.result()
            if merged is not None and summary is not None:
                return merged, Known(summary.record())
        if analysis.in_pieces and tokens.cut is not Cut.DICTIONARY:
            return self._in_pieces(tokens)
        corpus = self._whole(tokens)
        if not analysis.counts:
            return corpus, Known(corpus.summary().record())
        with self.speaker.waiting(_MEASURING):
            return workshop.count(corpus, counting), Known(corpus.summary().record())

    def _in_pieces(self, tokens: Tokens) -> tuple[list[Corpus], Known]:
        """Return the documents as corpora that follow one another, and their summary."""
        pieces = list(self._pieces(tokens))
        if known := self._sealed_sums(tokens):
            return pieces, known
        summaries: Merging[Summary] = Merging()
        for corpus in pieces:
            summaries.add(corpus.summary())
        summary = summaries.result() or self._whole(tokens).summary()
        return pieces, Known(summary.record())

    def _sealed_sums(self, tokens: Tokens) -> Known | None:
        """Return what an index says of itself, where one is all that is meant."""
        if len(self._opened) != 1 or self._listing.sources or not self.takes_all:
            return None
        (index,), cut = self._opened, tokens.cut.value
        used = all(cut in partition.layers for partition in self._run.partitions)
        sums = index.manifest.sums.get(cut) if used and not tokens.pos else None
        return Known(sums) if sums else None

    def given(self, analysis: Analysis, chosen: Mapping[str, Any]) -> dict[str, Any]:
        """Return what ``analysis`` is given beside the corpus: lists by name, and the options."""
        needed = analysis.needed(chosen)
        given = self.supply.given(needed - {_PATHS})
        return {**given, **({_PATHS: self.request.paths} if _PATHS in needed else {}), **chosen}

    def check_field(self, option: str, name: str) -> None:
        """Refuse a field that no document has: a misspelt one would make one nameless group."""
        read, found = self._documents, self._gathered.chosen
        record = found.record if found else self.record
        fields = known_of(record) if read is None else fields_of(read)
        check_field(f"--{option} {name}", name, fields)

    def attach(
        self, table: Table, params: Mapping[str, object], corpus: Known | None = None
    ) -> Table:
        """Return ``table`` with the manifest of this run."""
        every: dict[str, object] = {"command": table.name, **self.request.record(), **params}
        if self.supply.knows_lexicon:
            every["lexicon"] = {"files": dict(self.supply.lexicon.sources)}
        if self._lists:
            every["lists"] = {"files": dict(self._lists)}
        words = self.supply.userdicts if self._was_cut else ()
        every["userdict"] = {"files": {words.name: words.sha256 for words in words}}
        return replace(
            table,
            manifest=Manifest(
                tool=tool_record(*(self.supply.segmenter_name if self._was_cut else ("", ""))),
                params=every,
                corpus=corpus.record() if corpus else {"documents": len(self.documents)},
                inputs=inputs_record(self.record, self._changes()),
            ),
        )

    def _caveats(self) -> tuple[Caveat, ...]:
        """Return what did not fit in what was said about documents."""
        selection, found = self._run.workshop.selection, self._gathered.chosen
        if selection and found:
            return selection.caveats(found)
        return self._choice.caveats if self._choice else ()

    def _changes(self) -> Changes:
        """Return what cleaning did to the documents that are meant."""
        if self._gathered.chosen:
            return self._gathered.chosen.record.changes
        return Changes.of(self.documents) if self._choice else self.record.changes

    def _notes(self, cut: Cut) -> list[Both]:
        """Return what was done to the text before it was counted."""
        merged = cut is Cut.UNITS and not self.request.plain and len(self.supply.lexicon) > 0
        return [*([MERGED] if merged else []), *done_to_text(self._changes()), *self._said]

    def exit_code(self) -> Exit:
        """Return 1 if any input failed, else 0."""
        return Exit.FAILED if self.record.failed else Exit.OK


def _cache() -> Cache:
    """Return the cache of the user, loaded where a run is large enough to keep anything."""
    from cntext.store.cache import default_cache

    return default_cache()
