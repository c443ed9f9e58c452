"""All that is known about documents, put together in one fixed order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from cntext.errors import Both
from cntext.metadata.dating import DateFrom, dating_note, settled
from cntext.metadata.matching import with_sidecar
from cntext.metadata.patterns import NamePattern, with_names
from cntext.metadata.sidecar import Sidecar
from cntext.model import Document
from cntext.table import Caveat


@dataclass(frozen=True, slots=True)
class Enriched:
    """The documents with their metadata, what to tell about it, and what did not fit."""

    documents: tuple[Document, ...]
    notes: tuple[Both, ...] = ()
    caveats: tuple[Caveat, ...] = ()


def enriched(
    documents: Iterable[tuple[Document, str]],
    dates: DateFrom = DateFrom.AUTO,
    pattern: NamePattern | None = None,
    sidecar: Sidecar | None = None,
) -> Enriched:
    """Return the documents, each given with the date of its header ("" if none).

    What is said later takes the place of what was said before: header, name or text (as
    ``dates`` asks), pattern, sidecar. A pattern's date counts as the name's, a sidecar's
    as the header's, so that they do not overrule a choice of the user.
    """
    rules: Counter[str] = Counter()
    result: list[Document] = []
    for document, header in documents:
        dated, rule = settled(document, dates, header)
        rules[rule] += 1
        result.append(dated)
    found = informed(tuple(result), dates, pattern, sidecar)
    note = None if pattern or sidecar else dating_note(rules)
    return Enriched(found.documents, (note,) if note else (), found.caveats)


def informed(
    documents: tuple[Document, ...],
    dates: DateFrom = DateFrom.AUTO,
    pattern: NamePattern | None = None,
    sidecar: Sidecar | None = None,
) -> Enriched:
    """Return documents that are dated already with what pattern and sidecar say of them."""
    caveats: tuple[Caveat, ...] = ()
    if pattern:
        wanted = dates in {DateFrom.AUTO, DateFrom.NAME}
        documents, found = with_names(documents, pattern, dates=wanted)
        caveats += found
    if sidecar:
        wanted = dates in {DateFrom.AUTO, DateFrom.META}
        documents, found = with_sidecar(documents, sidecar, dates=wanted)
        caveats += found
    return Enriched(documents, (), caveats)
