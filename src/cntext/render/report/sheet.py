"""A table as HTML, with what sorts, searches and saves it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from cntext.errors import Both
from cntext.render.cells import MISSING, shows
from cntext.render.report.content import Sheet
from cntext.render.report.html import Markup, both, join, tag, text
from cntext.render.report.pictures import figure
from cntext.table import Column, Role, Table, Type, Unit
from cntext.text.sentences import excerpt

FIRST_ROWS = 20  # as many are seen before the reader asks for more
_EXAMPLE, _CONTEXT = 60, 20  # characters of a sentence, of either side of a concordance
_NUMBERS = (Type.INTEGER, Type.NUMBER)
_SPARKS = frozenset({"series", "barcode"})


def sheet(one: Sheet, said: Collection[Both] = ()) -> Markup:
    """Return the whole of a sheet: picture, tools, table, and notes that are not ``said`` before."""
    name = f"sheet-{one.id}"
    return tag(
        "section",
        figure(one.picture) if one.picture else "",
        tag("p", both(one.undrawn), class_="undrawn") if one.undrawn else "",
        _tools(one),
        _scroller(one, name),
        _more(one),
        _below(one, said),
        class_="sheet",
        id=name,
        data_sheet=one.id,
        data_documents=one.is_documents,
        data_of_each=_of_each(one.table),
        aria_labelledby=f"{name}-title",
    )


def shown_columns(table: Table) -> frozenset[str]:
    """Return the columns that are seen first: of the brief ones those that say anything."""
    filled = [c.id for i, c in enumerate(table.columns) if _is_filled(table, i)]
    known = [name for name in table.brief if name in filled]
    return frozenset(known[:_MOST_COLUMNS] or filled)


def _is_filled(table: Table, i: int) -> bool:
    return not table.rows or any(row[i] is not None and row[i] != "" for row in table.rows)


_MOST_COLUMNS = 9


def _of_each(table: Table) -> int | None:
    """Return how many rows of each group are seen first, None for a table in one piece."""
    groups = len(set(_groups(table)))
    if groups < 2 or len(table.rows) <= FIRST_ROWS:
        return None
    return max(2, 2 * FIRST_ROWS // groups)


def _tools(one: Sheet) -> Markup:
    table = one.table
    groups = dict.fromkeys(_groups(table))
    hidden = len(table.columns) - len(shown_columns(table))
    return tag(
        "div",
        tag(
            "label",
            both(Both("查找", "Search")),
            tag("input", type="search", class_="search", autocomplete="off", spellcheck="false"),
        )
        if len(table.rows) > 1
        else "",
        tag(
            "label",
            both(Both("分组", "Group")),
            tag(
                "select",
                tag("option", "全部 All", value=""),
                *(tag("option", group or "—", value=f"={group}") for group in groups),
                class_="group",
            ),
        )
        if len(groups) > 1
        else "",
        tag("button", both(_columns(hidden)), type="button", class_="widen", aria_pressed="false")
        if hidden
        else "",
        *(
            tag(
                "button",
                both(Both(f"下载 {kind.upper()}", f"Download {kind.upper()}")),
                type="button",
                class_="download",
                data_kind=kind,
            )
            for kind in ("csv", "json")
        ),
        class_="tools scripted",
    )


def _columns(hidden: int) -> Both:
    return Both(f"全部栏（另有 {hidden} 栏）", f"All columns ({hidden} more)")


def _groups(table: Table) -> Sequence[str]:
    if not table.group:
        return ()
    return [str(cell) for cell in table.values(table.group[0])]


def _scroller(one: Sheet, name: str) -> Markup:
    table = one.table
    shown = shown_columns(table)
    return tag(
        "div",
        tag(
            "table",
            tag("caption", both(table.title), id=f"{name}-title"),
            tag("thead", tag("tr", *(_head(column, shown) for column in table.columns))),
            tag("tbody", *_rows(one, shown)),
            class_="concordance" if table.by_role(Role.LEFT) else None,
        ),
        class_="scroller",
        tabindex=0,
        role="region",
        aria_labelledby=f"{name}-title",
    )


def _head(column: Column, shown: frozenset[str]) -> Markup:
    return tag(
        "th",
        tag("button", both(column.label), type="button", class_="sort"),
        scope="col",
        class_=_class(column, shown),
        data_column=column.id,
        aria_sort="none",
    )


def _class(column: Column, shown: frozenset[str], groups: Collection[str] = ()) -> str | None:
    names = [
        "number" if column.type in _NUMBERS else "",
        "spark" if column.id in _SPARKS else "",
        "date" if column.unit is Unit.DATE else "",
        column.role.value if column.role in (Role.EXAMPLE, Role.LEFT, Role.RIGHT) else "",
        "" if column.id in shown else "further",
        "grouping" if column.id in groups else "",
    ]
    return " ".join(filter(None, names)) or None


def _rows(one: Sheet, shown: frozenset[str]) -> Iterator[Markup]:
    of_each = _of_each(one.table)
    most = of_each or FIRST_ROWS
    seen: Counter[str | None] = Counter()
    before: str | None = None
    written = shows(one.table)
    for i in range(len(one.table.rows)):
        group = _group(one.table, i)
        one_of = group if of_each else None
        again = None if group is None or before is None else group == before
        place = {None: "", True: "again", False: "first"}[again]
        later = "later" if seen[one_of] >= most else ""
        cells = [write(cell) for write, cell in zip(written, one.table.rows[i], strict=True)]
        yield _row(one, i, cells, shown, f"{place} {later}".strip())
        seen[one_of] += 1
        before = group


def _group(table: Table, i: int) -> str | None:
    return str(table.rows[i][table.index(table.group[0])]) if table.group else None


def _row(one: Sheet, i: int, written: Sequence[str], shown: frozenset[str], place: str) -> Markup:
    table, row = one.table, one.table.rows[i]
    term = table.by_role(Role.TERM)
    word = str(row[table.index(term.id)] or "") if term else ""
    cells = []
    for cell, said, column in zip(row, written, table.columns, strict=True):
        name = _class(column, shown, table.group)
        if column is term:
            inside = said
            if one.places is not None or one.is_documents:
                inside = tag("button", inside, type="button", class_="term")
            cells.append(tag("th", inside, scope="row", class_=name))
        else:
            unnamed = cell == "" and column.id in table.group
            shown_cell = MISSING if unnamed else _cell(said, column, word)
            cells.append(tag("td", shown_cell, class_=name))
    return tag("tr", *cells, data_row=i, data_group=_group(table, i), class_=place or None)


def _cell(shown: str, column: Column, term: str) -> Markup:
    if word := dict(column.says).get(shown):
        return both(word)
    match column.role:
        case Role.EXAMPLE:
            line, at = excerpt(shown, term)
            line = line if len(line) <= _EXAMPLE else line[:_EXAMPLE] + "…"
            if at < 0 or at + len(term) > len(line):
                return text(line)
            return join(line[:at], tag("mark", line[at : at + len(term)]), line[at + len(term) :])
        case Role.LEFT:
            return text(shown if len(shown) <= _CONTEXT else "…" + shown[-_CONTEXT:])
        case Role.RIGHT:
            return text(shown if len(shown) <= _CONTEXT else shown[:_CONTEXT] + "…")
        case _:
            return text(shown)


def _more(one: Sheet) -> Markup:
    shown, total = len(one.table.rows), one.table.total
    said = Both("", "")
    if total is not None and total > shown:
        said = Both(
            f"报告收入前 {shown:,} 行，共 {total:,} 行；下面的命令加 -n 0 给出全部。",
            f"The report holds the first {shown:,} of {total:,} rows; the command below gives "
            "all with -n 0.",
        )
    return join(
        tag(
            "p",
            tag("span", class_="count", role="status"),
            tag(
                "button",
                both(Both(f"显示全部 {shown:,} 行", f"Show all {shown:,} rows")),
                type="button",
                class_="all",
            )
            if shown > FIRST_ROWS
            else "",
            class_="more scripted",
        ),
        tag("p", both(said), class_="total") if said.zh else "",
    )


def _below(one: Sheet, said: Collection[Both]) -> Markup:
    table = one.table
    caveats = [tag("li", both(caveat.message), class_="caveat") for caveat in table.warnings]
    notes = [tag("li", both(note)) for note in table.notes if note not in said]
    return join(
        tag("ul", *caveats, *notes, class_="notes") if caveats or notes else "",
        tag("p", tag("code", one.command), class_="command") if one.command else "",
    )
