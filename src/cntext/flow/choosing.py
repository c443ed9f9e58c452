"""Which documents of a part are meant, and what else is known of them: decided where it is made.

What only all parts together know is sent along in small sums: which names of a sidecar
mean several files, which files have several articles. A part takes its own documents for all;
where the sums show that it was wrong, the work is done again with them (`Chosen.mistaken`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from cntext.clean.scope import scoped
from cntext.corpus import Corpus
from cntext.flow.making import described
from cntext.flow.record import Record
from cntext.lazy import np
from cntext.metadata.dating import DateFrom
from cntext.metadata.fields import with_several_articles
from cntext.metadata.matching import Fit, Meant, matched, meant_by, sidecar_caveats
from cntext.metadata.patterns import name_caveats, name_pattern, named
from cntext.metadata.sidecar import Sidecar
from cntext.metadata.where import check_known, where
from cntext.model import Document, RegionRole
from cntext.table import Caveat


@dataclass(frozen=True, slots=True)
class Chosen:
    """What choosing among the documents of a part found; parts add up.

    ``every``: how many documents there are; ``fields``: those that any of them has besides the
    built-in ones; ``record``: of the documents that are meant. ``meant`` and ``fit``: how the
    sidecar fits; ``clear``: its names that were taken to mean one file, ``unclear``: several. ``ends``: documents by
    path, of the first and the last file of each part, which may go on in the next; ``single``:
    those of them that were taken to have one article. ``strange``: paths that are not as the
    pattern has them.
    """

    every: int
    fields: frozenset[str]
    record: Record
    meant: Meant = field(default_factory=Meant)
    clear: frozenset[str] = frozenset()
    unclear: frozenset[str] = frozenset()
    fit: Fit = field(default_factory=Fit)
    ends: Mapping[str, int] = field(default_factory=dict)
    single: frozenset[str] = frozenset()
    strange: tuple[str, ...] = ()

    def merged(self, others: Sequence[Chosen]) -> Chosen:
        """Return what was found in all these parts, which follow one another."""
        every = (self, *others)
        ends: Counter[str] = Counter()
        for each in every:
            ends.update(each.ends)
        return Chosen(
            sum(each.every for each in every),
            self.fields.union(*(each.fields for each in others)),
            self.record.merged([each.record for each in others]),
            self.meant.merged([each.meant for each in others]),
            self.clear.union(*(each.clear for each in others)),
            self.unclear.union(*(each.unclear for each in others)),
            self.fit.merged([each.fit for each in others]),
            dict(ends),
            self.single.union(*(each.single for each in others)),
            tuple(dict.fromkeys(path for each in every for path in each.strange)),
        )

    @property
    def several(self) -> frozenset[str]:
        """Paths among ``ends`` of files with several articles."""
        return frozenset(path for path, articles in self.ends.items() if articles > 1)

    @property
    def mistaken(self) -> bool:
        """Say whether some part took a name or a file for other than it is among all."""
        ambiguous = self.meant.ambiguous
        wrong = self.clear & ambiguous or self.unclear - ambiguous or self.single & self.several
        return bool(wrong)


@dataclass(frozen=True, slots=True)
class Selection:
    """What options say about documents: ``where`` and ``pattern`` as written, the sidecar's rows.

    ``known`` is what an earlier look at all parts found. It is picklable, and the same on
    every machine.
    """

    where: str
    pattern: str
    sidecar: Sidecar | None
    dates: DateFrom
    roles: frozenset[RegionRole]
    known: Chosen | None = None

    @property
    def takes_whole(self) -> bool:
        """Say whether the texts of those that are meant are counted whole."""
        return self.roles >= frozenset(RegionRole)

    def again(self, found: Chosen) -> Selection:
        """Return the same with what was ``found`` among all documents."""
        return replace(self, known=found)

    def choose(self, documents: Sequence[Document]) -> tuple[Choice, Chosen]:
        """Return the documents of a part that are meant, with all that is known of them."""
        every = tuple(documents)
        ends = Counter(document.path for document in every)
        borders = {every[i].path: ends[every[i].path] for i in (0, -1)} if every else {}
        several = with_several_articles(every) | (self.known.several if self.known else set())
        found = Chosen(0, frozenset(), Record())
        if self.pattern:
            wanted = self.dates in {DateFrom.AUTO, DateFrom.NAME}
            every, strange = named(every, name_pattern(self.pattern), several, dates=wanted)
            found = replace(found, strange=strange)
        if self.sidecar:
            wanted = self.dates in {DateFrom.AUTO, DateFrom.META}
            own = meant_by(every, self.sidecar)
            ambiguous = (self.known.meant if self.known else own).ambiguous
            every, fit = matched(every, self.sidecar, ambiguous, several, dates=wanted)
            names = frozenset(own.files)
            clear, unclear = names - ambiguous, names & ambiguous
            found = replace(found, meant=own, clear=clear, unclear=unclear, fit=fit)
        asked = where(self.where) if self.where else None
        mask = [asked is None or asked(document) for document in every]
        meant = [document for document, chosen in zip(every, mask, strict=True) if chosen]
        found = replace(
            found,
            every=len(every),
            fields=frozenset(name for document in every for name in document.meta),
            record=described(meant, Record()),
            ends=borders,
            single=frozenset(borders.keys() - several),
        )
        whole = self.takes_whole
        texts = meant if whole else [scoped(document, self.roles) for document in meant]
        return Choice(every, np.array(mask, bool), texts, whole=whole), found

    def caveats(self, found: Chosen) -> tuple[Caveat, ...]:
        """Return what did not fit, of all documents."""
        strange = name_caveats(name_pattern(self.pattern), found.strange) if self.pattern else ()
        unfit = sidecar_caveats(self.sidecar, found.meant, found.fit) if self.sidecar else ()
        return (*strange, *unfit)

    def check(self, found: Chosen) -> None:
        """Refuse a condition on a field that no document has, as one look at all would."""
        if self.where and found.every:
            check_known(found.fields, where(self.where))


@dataclass(frozen=True, slots=True)
class Choice:
    """The documents of a part: ``every`` one, ``mask`` bool[D] those that are meant.

    ``texts`` are these, cut down to a scope where they are not ``whole``.
    """

    every: Sequence[Document]
    mask: np.ndarray
    texts: Sequence[Document]
    whole: bool

    def of(self, corpus: Corpus) -> Corpus:
        """Return of ``corpus``, all the documents cut, those that are meant."""
        from cntext.store.joining import take

        return take(corpus.of_documents(self.every), self.mask)
