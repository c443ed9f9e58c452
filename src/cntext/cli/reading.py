"""From options to a run: what is to be read and how, and which documents are meant."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from cntext.cli.request import Request
from cntext.cli.speaking import Speaker
from cntext.errors import Both, CntextError, Reported, UsageProblem
from cntext.flow.partitions import with_own_ids
from cntext.flow.plan import Plan
from cntext.flow.record import Record
from cntext.lazy import np
from cntext.metadata.dating import DateFrom, dating_note
from cntext.model import Document, Failure, Inputs, RegionRole
from cntext.read.encoding import check_encoding
from cntext.read.formats import ReadOptions
from cntext.read.long import parted
from cntext.read.paths import STDIN, Source, find_sources, listed, unreadable
from cntext.storage import sha256
from cntext.table import Caveat, Table
from cntext.text.normalise import NOTHING, Normalisation, Script, normalisation_note

if TYPE_CHECKING:  # most runs take every document as it is read, and need none of it
    from cntext.flow.choosing import Chosen, Selection
    from cntext.metadata.duplicates import Duplicate
    from cntext.metadata.patterns import NamePattern
    from cntext.metadata.sidecar import Sidecar
    from cntext.metadata.where import Where

# Words of the field for what a page is made of; every role can be named by itself too.
_SCOPES = {
    "title": (RegionRole.HEADLINE, RegionRole.SUBHEAD),
    "body": (RegionRole.LEAD, RegionRole.BODY),
    "quote": (RegionRole.QUOTATION,),
}


def plan_of(request: Request) -> Plan:
    """Return how files become documents; `UsageProblem` where an option is wrong."""
    rules = NOTHING if request.no_normalise else Normalisation()
    overrides = Path(request.overrides) if request.overrides else None
    if overrides:
        from cntext.clean.overrides import load as load_overrides
    return Plan(
        options=ReadOptions(
            encoding=check_encoding(request.encoding) if request.encoding else None,
            text_column=request.text_column,
            text_field=request.text_field,
        ),
        normalisation=replace(rules, script=Script(request.script)),
        clean=not request.no_clean,
        split=not request.no_split,
        overrides=load_overrides(overrides) if overrides else None,
        decided=sha256(overrides.read_bytes()) if overrides else "",
        dates=DateFrom(request.date_from),
        stop=request.on_error == "stop",
    )


@dataclass(frozen=True, slots=True)
class Listing:
    """The inputs in the order of reading, and what came of looking for them."""

    paths: tuple[str, ...]
    sources: tuple[Source, ...]
    record: Record

    def with_made(self, made: Record) -> Record:
        """Return the record of the whole run, failures in the order of reading."""
        whole = self.record.merged([made])
        return replace(whole, failed=tuple(sorted(whole.failed, key=lambda failed: failed[0])))


Find = Callable[[Iterable[str], Inputs], Iterable[Source]]


def list_inputs(
    paths: tuple[str, ...],
    sealed: Collection[str],
    options: ReadOptions,
    find: Find = find_sources,
) -> Listing:
    """Find the files that are meant, ``sealed`` aside; `UsageProblem` where a path is wrong."""
    inputs = Inputs()
    sources: list[Source] = []
    failed: list[tuple[int, Failure]] = []
    remarks: list[Both] = []
    for source in find([path for path in paths if path not in sealed], inputs):
        failed += ((len(sources), failure) for failure in inputs.failed)
        inputs.failed.clear()
        try:
            parts, remark = parted(source, options) if source.here else ((source,), None)
        except OSError as error:
            failed.append((len(sources), unreadable(source.path, error)))
            continue
        sources += parts
        if remark:
            remarks.append(remark)
    failed += ((len(sources), failure) for failure in inputs.failed)
    record = Record(failed=tuple(failed), skipped=inputs.skipped, remarks=tuple(remarks))
    return Listing(paths, tuple(with_own_ids(sources)), record)


def report(record: Record, paths: tuple[str, ...], plan: Plan, speaker: Speaker) -> None:
    """Say what could not be read and what must be known of the rest.

    Raises `Reported` where a failure is to stop the run, `CntextError` where there was
    nothing to read.
    """
    told = [] if speaker.quiet else [remark.say(speaker.lang) for remark in record.remarks]
    speaker.many([*(_line(failure, speaker.lang) for _, failure in record.failed), *told])
    if record.failed and (plan.stop or paths == (STDIN,)):
        raise Reported
    if not (record.documents or record.failed or record.files):
        raise CntextError(
            " ".join(paths),
            Both("没有可读的文件", "no readable file found"),
            Both(
                "能读 txt、md、docx、pdf、html、csv、json、xlsx 等",
                "txt, md, docx, pdf, html, csv, json, xlsx and others can be read",
            ),
        )
    if record.failed or record.skipped.get("unsupported"):
        speaker.note(summary(record))


def summary(record: Record) -> Both:
    """Return what became of the files in one line: read, failed, skipped, repaired."""
    ok, bad, rest = len(record.files), len(record.failed), sum(record.skipped.values())
    mended = sum(bool(file.replaced or file.removed) for file in record.files)
    return Both(
        f"共读 {ok:,} 个文件，失败 {bad:,} 个，按规则跳过 {rest:,} 个"
        + (f"，修补坏字节或隐藏字符 {mended:,} 个" if mended else ""),
        f"summary: {ok:,} ok, {bad:,} failed, {rest:,} skipped"
        + (f", {mended:,} repaired (bad bytes, invisible characters)" if mended else ""),
    )


def made_notes(record: Record, *, dates: bool = True) -> list[Both | None]:
    """Return what was done to all documents: characters changed, dates found (``dates``)."""
    return [
        normalisation_note(dict(record.normalised)),
        dating_note(record.dated) if dates else None,
    ]


@dataclass(frozen=True, slots=True)
class Choice:
    """The documents of a run that are meant, with all that is known of them.

    ``every`` are all that were read, as they are known now; ``mask`` (bool[D]) says which
    are meant. ``texts`` are those, cut down to the scope, where that changed any of them.
    """

    every: Sequence[Document]
    mask: np.ndarray
    notes: tuple[Both | None, ...] = ()
    caveats: tuple[Caveat, ...] = ()
    duplicates: Table | None = None
    texts: Sequence[Document] | None = None

    def documents(self) -> Sequence[Document]:
        """Return the documents that are counted."""
        if self.texts is not None:
            return self.texts
        if self.mask.all():
            return self.every
        return [self.every[i] for i in np.flatnonzero(self.mask).tolist()]


@dataclass(frozen=True, slots=True)
class Choosing:
    """What the options say about documents: more about them, and which are meant; checked."""

    request: Request
    asked: Where | None
    pattern: NamePattern | None
    sidecar: Sidecar | None
    roles: frozenset[RegionRole]

    @classmethod
    def of(cls, request: Request) -> Choosing:
        """Read the options and the files they name; `UsageProblem` for what is wrong there."""
        if request.where:
            from cntext.metadata.where import where
        if request.name_pattern:
            from cntext.metadata.patterns import name_pattern
        if request.meta:
            from cntext.metadata.sidecar import read_sidecar
        return cls(
            request,
            where(request.where) if request.where else None,
            name_pattern(request.name_pattern) if request.name_pattern else None,
            read_sidecar(Path(request.meta)) if request.meta else None,
            _roles(request.scope),
        )

    @property
    def is_idle(self) -> bool:
        """Say whether all documents are meant, just as they were read."""
        request = self.request
        return not (
            self.asked
            or self.pattern
            or self.sidecar
            or self._scoped
            or request.dedup
            or request.duplicates
        )

    @property
    def _scoped(self) -> bool:
        return not self.roles >= frozenset(RegionRole)

    def selection(self) -> Selection | None:
        """Return what workers choose by, each among its own; None where all is to be compared."""
        request = self.request
        if self.is_idle or request.dedup or request.duplicates:
            return None
        from cntext.flow.choosing import Selection

        return Selection(
            where=request.where or "",
            pattern=request.name_pattern or "",
            sidecar=self.sidecar,
            dates=DateFrom(request.date_from),
            roles=self.roles,
        )

    def settle(self, found: Chosen, record: Record) -> tuple[Both | None, ...]:
        """Return the notes of what workers chose; `CntextError` where no document is left."""
        from cntext.metadata.duplicates import exact_note

        notes = made_notes(record, dates=not (self.pattern or self.sidecar))
        selection = self.selection()
        if selection:
            selection.check(found)
        if self.asked:
            notes.append(self._where_note(self.asked, found.record.documents, found.every))
        return (*notes, exact_note(found.record.doubled()))

    def _where_note(self, asked: Where, kept: int, total: int) -> Both:
        from cntext.metadata.where import where_note

        if total and not kept:
            raise CntextError(
                f"--where {self.request.where}",
                Both("没有符合条件的文档", "no document fits"),
                Both("放宽条件", "ask for less"),
            )
        return where_note(asked, kept, total)

    def lists(self) -> tuple[tuple[str, str], ...]:
        """Return the files, with their hashes, that said something about the documents."""
        given = (self.request.meta, self.request.overrides)
        return tuple((Path(p).name, sha256(Path(p).read_bytes())) for p in given if p)

    def choose(self, documents: Sequence[Document], record: Record) -> Choice:
        """Return which of ``documents`` are meant; `CntextError` where none is left."""
        from cntext.clean.scope import scoped
        from cntext.metadata.duplicates import duplicates_table
        from cntext.metadata.enrich import informed
        from cntext.metadata.where import selected

        rich = informed(
            tuple(documents), DateFrom(self.request.date_from), self.pattern, self.sidecar
        )
        every = own_ids(rich.documents)
        notes = made_notes(record, dates=not (self.pattern or self.sidecar))
        chosen: Sequence[Document] = every
        if self.asked:
            chosen = selected(every, self.asked)
            notes.append(self._where_note(self.asked, len(chosen), len(every)))
        before = chosen
        chosen, doubles, note = _without_doubles(chosen, self.request)
        kept = set(map(id, chosen))
        return Choice(
            every=every,
            mask=np.fromiter((id(document) in kept for document in every), bool, len(every)),
            notes=(*notes, note),
            caveats=rich.caveats,
            duplicates=duplicates_table(before, doubles),
            texts=[scoped(d, self.roles) for d in chosen] if self._scoped else None,
        )


def idle_notes(record: Record) -> list[Both | None]:
    """Return the notes of a run that takes all documents as they were read."""
    notes = list(made_notes(record))
    if doubled := record.doubled():
        from cntext.metadata.duplicates import exact_note

        notes.append(exact_note(doubled))
    return notes


def named_paths(request: Request) -> tuple[str, ...]:
    """Return the paths that are named; `UsageProblem` where there is nothing to read."""
    paths = request.paths
    if request.files_from:
        paths += tuple(listed(request.files_from))
    if paths:
        return paths
    if sys.stdin is None or sys.stdin.isatty() or request.files_from:
        raise UsageProblem(
            "",
            Both("没有说要读什么", "nothing to read"),
            Both(
                "给出文件或文件夹，或用管道输入；没有文本时可先 cntext demo --copy corpus",
                "give a file or folder, or pipe text in; to practise: cntext demo --copy corpus",
            ),
        )
    return (STDIN,)


def _roles(scope: str) -> frozenset[RegionRole]:
    names = [name.strip() for name in scope.split(",") if name.strip()]
    if "all" in names:
        return frozenset(RegionRole)
    known = {role.value: (role,) for role in RegionRole} | _SCOPES
    unknown = [name for name in names if name not in known]
    if unknown or not names:
        raise UsageProblem(
            f"--scope {scope}",
            Both("不认识的范围", "no such scope"),
            Both("可用：all、" + "、".join(known), "there are: all, " + ", ".join(known)),
        )
    return frozenset(role for name in names for role in known[name])


def _without_doubles(
    documents: Sequence[Document], request: Request
) -> tuple[Sequence[Document], tuple[Duplicate, ...], Both | None]:
    """Drop duplicates if that is asked for; else only say that there are exact ones."""
    from cntext.metadata.duplicates import THRESHOLD, deduplicated, duplicates, duplicates_note

    if request.dedup:
        kept, doubles = deduplicated(documents)
        return kept, doubles, duplicates_note(doubles, THRESHOLD, dropped=True)
    threshold = THRESHOLD if request.duplicates else 1.0
    doubles = duplicates(documents, threshold)
    return documents, doubles, duplicates_note(doubles, threshold, dropped=False)


def _line(failure: Failure, lang: str) -> str:
    return CntextError(failure.path, failure.problem, failure.hint).say(lang)


def own_ids(documents: Sequence[Document]) -> list[Document]:
    """Give documents that share an id the whole path in place of the file's name."""
    count = Counter(document.id for document in documents)
    return [
        replace(document, id=document.path + _suffix(document.id))
        if count[document.id] > 1
        else document
        for document in documents
    ]


def _suffix(name: str) -> str:
    """Return what tells the parts of one file apart: "#3" of ``laws.csv#3``."""
    return "".join(name.partition("#")[1:])
