"""Networks for other programs: whole, readable, and safe against any text."""

import xml.etree.ElementTree as ET

import pytest

from cntext.errors import Both, UsageProblem
from cntext.render.network import to_gexf, to_graphml
from cntext.table import Column, Role, Table, Type

NAMES = ("a<b>&\"'", "x\x00\x1b]0;\ud800\ufffe", "产教\n融合 ]]>")
END = Column("a", Both("词", "a"), Type.STRING, role=Role.TERM)
OTHER = Column("b", Both("词", "b"), Type.STRING, role=Role.TERM)
C = Column("c&", Both("数", "c"), Type.INTEGER)
X = Column("x", Both("x", "x"), Type.NUMBER)


def network():
    label = Both("", "")
    nodes = Table("t", label, (END, X), [(NAMES[0], 0.5), (NAMES[1], None), (NAMES[2], -1e-9)])
    rows = [(NAMES[0], NAMES[1], 3), (NAMES[0], NAMES[2], 1)]
    return Table("t", label, (END, OTHER, C), rows, weight="c&", nodes=nodes)


def test_graphml_holds_nodes_links_and_what_is_known_of_them():
    root = ET.fromstring(to_graphml(network()))  # noqa: S314 (our own)
    space = {"g": "http://graphml.graphdrawing.org/xmlns"}
    keys = {
        k.get("id"): (k.get("attr.name"), k.get("attr.type")) for k in root.findall("g:key", space)
    }
    assert keys == {"node0": ("a", "string"), "node1": ("x", "double"), "edge2": ("c&", "long")}
    texts = [[d.text for d in n] for n in root.iter(f"{{{space['g']}}}node")]
    assert texts == [[NAMES[0], "0.5"], ["x\ufffd\ufffd]0;\ufffd\ufffd"], [NAMES[2], "-1e-09"]]
    edges = [
        (e.get("source"), e.get("target"), e[0].text) for e in root.iter(f"{{{space['g']}}}edge")
    ]
    assert edges == [("n0", "n1", "3"), ("n0", "n2", "1")]


def test_gexf_holds_the_same_with_weights():
    root = ET.fromstring(to_gexf(network()))  # noqa: S314 (our own)
    space = "{http://www.gexf.net/1.2draft}"
    labels = [n.get("label") for n in root.iter(f"{space}node")]
    assert labels == [NAMES[0], "x\ufffd\ufffd]0;\ufffd\ufffd", NAMES[2]]
    edges = [(e.get("source"), e.get("target"), e.get("weight")) for e in root.iter(f"{space}edge")]
    assert edges == [("n0", "n1", "3"), ("n0", "n2", "1")]
    values = [v.get("value") for v in root.iter(f"{space}attvalue")]
    assert "-1e-09" in values
    assert "None" not in values


@pytest.mark.parametrize("write", [to_graphml, to_gexf])
def test_a_table_that_is_no_network_is_refused(write):
    with pytest.raises(UsageProblem, match="no network"):
        write(Table("t", Both("", ""), (END,), [("a",)]))
