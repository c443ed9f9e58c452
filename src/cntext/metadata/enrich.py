"""All that is known about documents, put together in one fixed order."""

from __future__ import annotations

from dataclasses import dataclass

from cntext.metadata.dating import DateFrom
from cntext.metadata.matching import with_sidecar
from cntext.metadata.patterns import NamePattern, with_names
from cntext.metadata.sidecar import Sidecar
from cntext.model import Document
from cntext.table import Caveat


@dataclass(frozen=True, slots=True)
class Enriched:
    """The documents with their metadata, and what did not fit."""

    documents: tuple[Document, ...]
    caveats: tuple[Caveat, ...] = ()


def informed(
    documents: tuple[Document, ...],
    dates: DateFrom = DateFrom.AUTO,
    pattern: NamePattern | None = None,
    sidecar: Sidecar | None = None,
) -> Enriched:
    """Return documents that are dated already with what pattern and sidecar say of them.

    What is said later takes the place of what was said before: header, name or text (as
    ``dates`` asks), pattern, sidecar. A pattern's date counts as the name's, a sidecar's
    as the header's, so that they do not overrule a choice of the user.
    """
    caveats: tuple[Caveat, ...] = ()
    if pattern:
        wanted = dates in {DateFrom.AUTO, DateFrom.NAME}
        documents, found = with_names(documents, pattern, dates=wanted)
        caveats += found
    if sidecar:
        wanted = dates in {DateFrom.AUTO, DateFrom.META}
        documents, found = with_sidecar(documents, sidecar, dates=wanted)
        caveats += found
    return Enriched(documents, caveats)
