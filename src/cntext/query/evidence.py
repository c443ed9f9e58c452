"""Evidence: the places behind the rows of a table, so that every number can be looked up.

How the rows of an analysis are located is said by it (``@analysis(locate=…)``) or follows
from its table: rows that are places themselves, terms counted on tokens, terms counted on
the text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from cntext.corpus import Corpus
from cntext.errors import Both
from cntext.lazy import np
from cntext.lexicon import Lexicon
from cntext.places import PLACE_COLUMNS, Places
from cntext.query.sorting import fields
from cntext.query.text_search import find_each, texts
from cntext.table import Caveat, Cell, Column, Role, Row, Table, Type, Unit

Located = tuple[int, int, int, int]  # row (from 0), document, start, end
Locate = Callable[[Corpus, Table, Mapping[str, Any]], Iterable[Located]]

COLUMNS = (
    Column("row", Both("表行", "Row"), Type.INTEGER, Unit.RANK, Role.KEY),
    Column("group", Both("分组", "Group"), Type.STRING, role=Role.KEY),
    Column("term", Both("词", "Term"), Type.STRING, role=Role.KEY),
    Column("place", Both("第几处", "No."), Type.INTEGER, Unit.RANK, Role.KEY),
    Column("places", Both("共几处", "Of"), Type.INTEGER, Unit.COUNT),
    *PLACE_COLUMNS,
)


@dataclass(slots=True, eq=False, repr=False)
class _Found:
    """The places of one row: the first few, and how many there are."""

    kept: list[tuple[int, int, int]] = field(default_factory=list)
    total: int = 0


def evidence(table: Table, corpus: Corpus, located: Iterable[Located], most: int) -> Table:
    """Return the places of each row of ``table``, ``most`` of them a row (0: all).

    In the order of the table, then of the corpus. ``places`` tells how many a row has.
    """
    found = [_Found() for _ in table.rows]
    for row, document, start, end in located:
        one = found[row]
        one.total += 1
        if not most or len(one.kept) < most:
            one.kept.append((document, start, end))
    nowhere = not any(one.total for one in found) and len(found) > 0
    cut = sum(one.total > len(one.kept) for one in found)
    known: dict[int, Places] = {}
    rows: list[Row] = []
    for number, (record, one) in enumerate(zip(table.records(), found, strict=True), start=1):
        head: Row = (number, _group(record), _term(table, record))
        for place, (d, start, end) in enumerate(one.kept, start=1):
            if d not in known:
                known[d] = Places(corpus.documents[d])
            rows.append((*head, place, one.total, *known[d].row(start, end)))
    return Table(
        name="evidence",
        title=Both(f"{table.title.zh}：出处", f"{table.title.en}: evidence"),
        columns=COLUMNS,
        rows=rows,
        warnings=(
            *((_cut_short(cut, most),) if cut else ()),
            *((_NOWHERE,) if nowhere else ()),
        ),
    )


def by_table(corpus: Corpus, table: Table, chosen: Mapping[str, Any]) -> Iterator[Located]:
    """Locate the rows of a table by what its columns are."""
    ids = {column.id for column in table.columns}
    if {"document", "start", "end"} <= ids:
        return in_rows(corpus, table, chosen)
    if chosen.get("unit") == "concept" or chosen.get("concepts"):
        return on_forms(corpus, table, chosen)
    if chosen.get("unit", "word") == "word":
        return on_tokens(corpus, table, chosen)
    return on_text(corpus, table, chosen)


def in_rows(corpus: Corpus, table: Table, _: Mapping[str, Any]) -> Iterator[Located]:
    """Locate rows that say themselves where they stand."""
    number = {name: d for d, name in enumerate(fields(corpus, "document"))}
    cells = (table.values(name) for name in ("document", "start", "end"))
    for row, (document, start, end) in enumerate(zip(*cells, strict=True)):
        yield row, number[str(document)], int(start or 0), int(end or 0)


def on_tokens(corpus: Corpus, table: Table, chosen: Mapping[str, Any]) -> Iterator[Located]:
    """Locate terms where a token is the term; those that never are one, on the text."""
    rows = _Rows.of(corpus, table, chosen)
    number = {word: i for i, word in enumerate(corpus.vocabulary) if word in rows.of_term}
    wanted = np.zeros(len(corpus.vocabulary), bool)
    wanted[list(number.values())] = True
    places = np.flatnonzero(wanted[corpus.tokens])
    documents = np.searchsorted(corpus.bounds, places, side="right") - 1
    starts = corpus.starts[places].tolist()
    ids = corpus.tokens[places].tolist()
    for token, d, start in zip(ids, documents.tolist(), starts, strict=True):
        word = corpus.vocabulary[token]
        yield from rows.at(word, d, start, start + len(word))
    yield from _text_places(corpus, rows, [term for term in rows.of_term if term not in number])


def on_text(corpus: Corpus, table: Table, chosen: Mapping[str, Any]) -> Iterator[Located]:
    """Locate terms on the characters of the text, inside longer ones too (Total)."""
    rows = _Rows.of(corpus, table, chosen)
    return _text_places(corpus, rows, list(rows.of_term))


def on_forms(corpus: Corpus, table: Table, chosen: Mapping[str, Any]) -> Iterator[Located]:
    """Locate concepts of the lexicon where any of their forms stands; others on the text."""
    rows = _Rows.of(corpus, table, chosen)
    lexicon: Lexicon = chosen["lexicon"]
    known = {term: Lexicon([lexicon.concept_of[term]]) for term in rows.of_term if term in lexicon}
    for d, text in enumerate(texts(corpus)):
        for term, one in known.items():
            for start, end in one.find(text):
                yield from rows.at(term, d, start, end)
    yield from _text_places(corpus, rows, [term for term in rows.of_term if term not in known])


def _text_places(corpus: Corpus, rows: _Rows, terms: Sequence[str]) -> Iterator[Located]:
    for d, found in enumerate(find_each(corpus, terms)):
        for term, start, end in found:
            yield from rows.at(terms[term], d, start, end)


class _Rows(NamedTuple):
    """Which rows a term has, and which documents each of them counts."""

    of_term: dict[str, list[int]]
    groups: list[Cell]
    of_document: list[str] | None

    @classmethod
    def of(cls, corpus: Corpus, table: Table, chosen: Mapping[str, Any]) -> _Rows:
        column = table.by_role(Role.TERM)
        of_term: dict[str, list[int]] = {}
        for row, term in enumerate(table.values(column.id) if column else ()):
            if term:
                of_term.setdefault(str(term), []).append(row)
        grouped = any(c.id == "group" for c in table.columns)
        by = str(chosen.get("by") or "")
        return cls(
            of_term,
            table.values("group") if grouped else [""] * len(table.rows),
            fields(corpus, by) if grouped and by else None,
        )

    def at(self, term: str, document: int, start: int, end: int) -> Iterator[Located]:
        for row in self.of_term[term]:
            if self.of_document is None or self.groups[row] == self.of_document[document]:
                yield row, document, start, end


def _group(record: dict[str, Cell]) -> str:
    return str(record["group"]) if "group" in record else ""


def _term(table: Table, record: dict[str, Cell]) -> str:
    column = table.by_role(Role.TERM)
    return str(record[column.id]) if column else ""


_NOWHERE = Caveat(
    "no-places",
    Both(
        "出处：这张表的各行说的不是文中的某几处，没有可列的",
        "evidence: the rows of this table are about no places in the texts; there is none to list",
    ),
)


def _cut_short(rows: int, most: int) -> Caveat:
    return Caveat(
        "evidence-cut",
        Both(
            f"出处：{rows:,} 行各只写前 {most:,} 处（--evidence-limit 0 全写）",
            f"evidence: only the first {most:,} places of {rows:,} row{'s' * (rows != 1)} "
            "(--evidence-limit 0 writes all)",
        ),
    )
