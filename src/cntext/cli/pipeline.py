"""Read → segment → measure → render: the four steps of every command."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, nullcontext
from copy import copy
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from cntext.analysis import Analysis, Cut, Mergeable
from cntext.cli.counting import MEASURING, counted, counting_of
from cntext.cli.manifest import inputs_record, tool_record
from cntext.cli.material import Material
from cntext.cli.opening import cluster_of, open_run
from cntext.cli.repairs import MERGED, done_to_text
from cntext.cli.request import Request
from cntext.cli.speaking import Speaker
from cntext.corpus import Corpus, Known
from cntext.errors import Both, Exit
from cntext.flow.part import Tokens
from cntext.flow.record import Record
from cntext.flow.supply import Supply
from cntext.lexicon import Lexicon
from cntext.measure.stats.runs import Runs
from cntext.model import Document
from cntext.segment.choosing import Engine, check_engine
from cntext.segment.engine import Segmenter
from cntext.table import Manifest, Table
from cntext.text.safe import masked

if TYPE_CHECKING:
    from cntext.flow.elsewhere import Asked

_PATHS = "paths"  # the inputs that were named: an analysis may tell them apart


@dataclass(slots=True, eq=False, repr=False)
class Session:
    """One run: what was read, what became of the inputs, what was loaded for them.

    Loads each thing once, so that several analyses of one run (``cntext demo``) share it.
    """

    request: Request
    speaker: Speaker
    supply: Supply = field(init=False)
    duplicates: Table | None = None
    _material: Material = field(init=False)
    _kept: ExitStack = field(init=False, default_factory=ExitStack)

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *raised: Any) -> bool | None:  # noqa: ANN401
        """End what was kept to be asked by `measure`."""
        return self._kept.__exit__(*raised)

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
        other.supply = self.supply.anew()
        other._material = self._material.anew(other.supply)
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
        these come here, or what its parts answer, unless the documents are wanted as a ``whole``.
        A cluster that is to be asked is there until this context ends.
        """
        with ExitStack() as running:
            cluster = running.enter_context(cluster_of(self.request, self.speaker))
            adds_up = analysis is not None and analysis.adds_up(chosen)
            asked = cluster is not None and analysis is not None and analysis.in_parts and not whole
            apart = (adds_up and not whole) or asked
            opened = open_run(self.request, self.supply, cluster, apart=apart)
            self.request = opened.request
            self._material = Material(opened, self.supply, self.speaker)
            tokens = self._tokens(analysis, chosen) if analysis else None
            counting = None
            if analysis and adds_up and (apart or not cluster):
                counting = counting_of(analysis, chosen)
            self._material.read(tokens, counting, asked=asked)
            if self._material.gathered.kept:
                self._kept = running.pop_all()
        opened.run.elsewhere = None  # what is wanted of it is here
        choice = self._material.choice
        if self.request.duplicates and choice and choice.duplicates:
            self.duplicates = self.attach(choice.duplicates, {})

    @property
    def record(self) -> Record:
        """What became of the inputs."""
        return self._material.record

    @property
    def documents(self) -> Sequence[Document]:
        """The documents that are meant."""
        return self._material.documents

    @property
    def ran(self) -> Mapping[str, object]:
        """Where the work was done, if not here: it shapes no number."""
        return self._material.gathered.ran

    @property
    def takes_all(self) -> bool:
        """Say whether all documents are meant, just as they were read."""
        return self._material.takes_all

    @property
    def lexicon(self) -> Lexicon:
        """The policy lexicon in force."""
        return self.supply.lexicon

    def segmenter(self) -> Segmenter:
        """Return the segmenter with the user's words, made once."""
        return self.supply.segmenter()

    def corpus(self, cut: Cut, *, pos: bool = False) -> Corpus:
        """Return the documents as one corpus cut the given way, made once."""
        return self._material.whole(self._cut_as(cut, pos=pos))

    def pieces(self, cut: Cut) -> Iterator[tuple[Record, Corpus]]:
        """Yield the documents that are meant part by part, cut, and the record of each part."""
        pieces = self._material.pieces(self._material.tokens(cut, pos=False))
        return zip(self._material.records(), pieces, strict=True)

    def _tokens(self, analysis: Analysis, chosen: Mapping[str, Any]) -> Tokens:
        return self._cut_as(analysis.cut(chosen), pos=analysis.tags(chosen))

    def _cut_as(self, cut: Cut, *, pos: bool) -> Tokens:
        """Return the tokens of ``cut``; with ``--plain`` no phrase is merged."""
        plain = self.request.plain and cut is Cut.UNITS
        return self._material.tokens(Cut.WORDS if plain else cut, pos=pos)

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
        found, summary = self._counted(analysis, chosen)
        asked: Any = found
        ending = closing(asked) if analysis.in_parts else nullcontext()
        with ending, self.speaker.waiting(MEASURING):
            table = analysis.table(found, self.given(analysis, chosen))
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
            warnings=(*self._material.caveats, *table.warnings),
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
    ) -> tuple[Mergeable | Runs[Any] | Corpus | list[Corpus] | Asked, Known]:
        return counted(self._material, analysis, chosen, self._tokens(analysis, chosen))

    def given(self, analysis: Analysis, chosen: Mapping[str, Any]) -> dict[str, Any]:
        """Return what ``analysis`` is given beside the corpus: lists by name, and the options."""
        needed = analysis.needed(chosen)
        given = self.supply.given(needed - {_PATHS})
        paths = {_PATHS: tuple(map(masked, self.request.paths))} if _PATHS in needed else {}
        return {**given, **paths, **chosen}

    def check_field(self, option: str, name: str) -> None:
        """Refuse a field that no document has, given with ``--option``."""
        self._material.check_field(f"--{option} {name}", name)

    def attach(
        self, table: Table, params: Mapping[str, object], corpus: Known | None = None
    ) -> Table:
        """Return ``table`` with the manifest of this run."""
        every: dict[str, object] = {"command": table.name, **self.request.record(), **params}
        if self.supply.knows_lexicon:
            every["lexicon"] = {"files": dict(self.supply.lexicon.sources)}
        if self._material.opened.lists:
            every["lists"] = {"files": dict(self._material.opened.lists)}
        was_cut = self._material.was_cut
        words = self.supply.userdicts if was_cut else ()
        every["userdict"] = {"files": {words.name: words.sha256 for words in words}}
        return replace(
            table,
            manifest=Manifest(
                tool=tool_record(*(self.supply.segmenter_name if was_cut else ("", ""))),
                params=every,
                corpus=corpus.record() if corpus else {"documents": len(self.documents)},
                inputs=inputs_record(self.record, self._material.changes),
            ),
        )

    def _notes(self, cut: Cut) -> list[Both]:
        """Return what was done to the text before it was counted."""
        material = self._material
        merged = cut is Cut.UNITS and not self.request.plain and len(self.supply.lexicon) > 0
        return [*([MERGED] if merged else []), *done_to_text(material.changes), *material.notes]

    def exit_code(self) -> Exit:
        """Return 1 if any input failed, else 0."""
        return Exit.FAILED if self.record.failed else Exit.OK
