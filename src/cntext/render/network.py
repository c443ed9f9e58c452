"""A network for other programs: GraphML (Gephi, yEd, igraph) and GEXF (Gephi)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cntext.errors import Both, UsageProblem
from cntext.lazy import pattern
from cntext.table import Cell, Column, Role, Row, Table, Type

# What XML 1.0 cannot hold, not even escaped; lone surrogates are among it.
_FORBIDDEN = pattern("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TYPES = {
    Type.STRING: "string",
    Type.INTEGER: "long",
    Type.NUMBER: "double",
    Type.BOOLEAN: "boolean",
}


def to_graphml(table: Table) -> bytes:
    """Return the network of ``table`` with all that is known of its nodes and links."""
    nodes, at = _nodes(table), _ends(table)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
    ]
    own = [(i, c) for i, c in enumerate(table.columns) if i not in at]
    for kind, columns in (("node", list(enumerate(nodes.columns))), ("edge", own)):
        lines += [
            f'<key id="{kind}{i}" for="{kind}" attr.name={_quoted(c.id)} '
            f'attr.type="{_TYPES[c.type]}"/>'
            for i, c in columns
        ]
    lines.append('<graph id="G" edgedefault="undirected">')
    for n, row in enumerate(nodes.rows):
        cells = "".join(_data(f"node{i}", cell) for i, cell in enumerate(row))
        lines.append(f'<node id="n{n}">{cells}</node>')
    for e, (a, b, row) in enumerate(_links(table, nodes, at)):
        cells = "".join(_data(f"edge{i}", row[i]) for i, _ in own)
        lines.append(f'<edge id="e{e}" source="n{a}" target="n{b}">{cells}</edge>')
    return _bytes([*lines, "</graph>", "</graphml>"])


def to_gexf(table: Table) -> bytes:
    """Return the network of ``table`` as GEXF 1.2, each link weighted by the table's weight."""
    nodes, at = _nodes(table), _ends(table)
    own = [(i, c) for i, c in enumerate(table.columns) if i not in at]
    weight = table.index(table.weight) if table.weight else None
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">',
        '<graph defaultedgetype="undirected">',
        *_attributes("node", list(enumerate(nodes.columns))),
        *_attributes("edge", own),
        "<nodes>",
    ]
    term = _term(nodes)
    for n, row in enumerate(nodes.rows):
        lines.append(f'<node id="n{n}" label={_quoted(row[term])}>{_values(enumerate(row))}</node>')
    lines += ["</nodes>", "<edges>"]
    for e, (a, b, row) in enumerate(_links(table, nodes, at)):
        heavy = "" if weight is None or row[weight] is None else f' weight="{row[weight]!r}"'
        values = _values((i, row[i]) for i, _ in own)
        lines.append(f'<edge id="e{e}" source="n{a}" target="n{b}"{heavy}>{values}</edge>')
    return _bytes([*lines, "</edges>", "</graph>", "</gexf>"])


def _nodes(table: Table) -> Table:
    if table.nodes is None:
        raise UsageProblem(
            table.name,
            Both("这个表不是网络，不能写成 GraphML 或 GEXF", "this table is no network"),
            Both("cntext coword 的词对表可以", "the pairs of cntext coword are one"),
        )
    return table.nodes


def _ends(table: Table) -> list[int]:
    return [i for i, c in enumerate(table.columns) if c.role is Role.TERM][:2]


def _term(nodes: Table) -> int:
    return next(i for i, c in enumerate(nodes.columns) if c.role is Role.TERM)


def _links(table: Table, nodes: Table, at: list[int]) -> Iterator[tuple[int, int, Row]]:
    number = {row[_term(nodes)]: n for n, row in enumerate(nodes.rows)}
    for row in table.rows:
        yield number[row[at[0]]], number[row[at[1]]], row


def _attributes(kind: str, columns: list[tuple[int, Column]]) -> list[str]:
    found = (
        f'<attribute id="{i}" title={_quoted(c.id)} type="{_TYPES[c.type]}"/>' for i, c in columns
    )
    return [f'<attributes class="{kind}">', *found, "</attributes>"]


def _values(cells: Iterable[tuple[int, Cell]]) -> str:
    found = "".join(
        f'<attvalue for="{i}" value={_quoted(cell)}/>' for i, cell in cells if cell is not None
    )
    return f"<attvalues>{found}</attvalues>"


def _data(key: str, cell: Cell) -> str:
    return "" if cell is None else f'<data key="{key}">{_escaped(cell)}</data>'


def _escaped(cell: Cell) -> str:
    from xml.sax.saxutils import escape

    return escape(_plain(cell))


def _quoted(cell: Cell) -> str:
    from xml.sax.saxutils import quoteattr

    return quoteattr(_plain(cell))


def _plain(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return _FORBIDDEN.sub("\ufffd", cell) if isinstance(cell, str) else repr(cell)


def _bytes(lines: list[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode("utf-8")
