"""What a report is made of, before it is a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cntext.errors import Both
from cntext.model import Document
from cntext.table import Manifest, Table


@dataclass(frozen=True, slots=True)
class Drawing:
    """One SVG: for the "light" or the "dark" page, in one language or (``lang`` "") without words."""

    svg: str
    ground: str
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as the page needs it, in one drawing or more of each ground.

    ``about`` says what is to be seen to who cannot see it.
    """

    about: Both
    drawings: tuple[Drawing, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of the report, with what stands beside it.

    ``table`` has the rows that are shown, ``analysis`` is the name of what made it,
    ``command`` the command line that makes it again, ``places`` its evidence (see
    `cntext.query.evidence`), None where its rows lead nowhere.
    """

    id: str
    table: Table
    analysis: str
    command: str
    places: Table | None = None
    is_documents: bool = False  # its rows are the documents of the report, in their order
    picture: Picture | None = None
    undrawn: Both | None = None  # why there is no picture, where one was to be


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of the report, or the reason why it has none.

    ``about`` tells how to read it; ``findings`` are sentences for the first page.
    """

    id: str
    title: Both
    about: Both
    sheets: tuple[Sheet, ...] = ()
    absent: Both | None = None
    findings: tuple[Both, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report; ``lang`` is the language that it opens in."""

    title: Both
    lang: str
    command: str
    chapters: tuple[Chapter, ...]
    documents: Sequence[Document]
    manifest: Manifest
    notes: tuple[Both, ...] = ()

    def shared_notes(self) -> tuple[Both, ...]:
        """Return the notes that every analysis has: what was done to the texts before."""
        every = [one.table.notes for c in self.chapters for one in c.sheets if one.command]
        return tuple(n for n in every[0] if all(n in notes for notes in every)) if every else ()
