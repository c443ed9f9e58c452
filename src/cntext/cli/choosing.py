"""Which of the documents that were read are meant, and what more is said about them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cntext.cli.request import Request
from cntext.errors import Both, CntextError, UsageProblem
from cntext.flow.record import Record
from cntext.lazy import np
from cntext.metadata.dating import DateFrom, dating_note
from cntext.model import Document, RegionRole
from cntext.storage import sha256
from cntext.table import Caveat, Table
from cntext.text.normalise import normalisation_note

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


class Choice(NamedTuple):
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


class Choosing(NamedTuple):
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


def made_notes(record: Record, *, dates: bool = True) -> list[Both | None]:
    """Return what was done to all documents: characters changed, dates found (``dates``)."""
    return [
        normalisation_note(dict(record.normalised)),
        dating_note(record.dated) if dates else None,
    ]


def idle_notes(record: Record) -> list[Both | None]:
    """Return the notes of a run that takes all documents as they were read."""
    notes = list(made_notes(record))
    if doubled := record.doubled():
        from cntext.metadata.duplicates import exact_note

        notes.append(exact_note(doubled))
    return notes


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


def own_ids(documents: Sequence[Document]) -> list[Document]:
    """Give documents that share an id the whole path in place of the file's name."""
    count = Counter(document.id for document in documents)
    return [
        document._replace(id=document.path + _suffix(document.id))
        if count[document.id] > 1
        else document
        for document in documents
    ]


def _suffix(name: str) -> str:
    """Return what tells the parts of one file apart: "#3" of ``laws.csv#3``."""
    return "".join(name.partition("#")[1:])
