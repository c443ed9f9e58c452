"""The tables of co-word analysis: pairs, matrix, map and clusters, each of the same counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

from cntext.errors import Both
from cntext.lazy import np
from cntext.measure.stats.callon import strategic
from cntext.measure.stats.clustering import clusters
from cntext.measure.stats.coword_counts import CowordCounts
from cntext.measure.stats.coword_notes import caveats, notes
from cntext.measure.stats.similarity import Likeness, classical_scaling, distances, likeness
from cntext.table import EACH_TERM, Column, Role, Row, Rows, Table, Type, Unit

VIEWS = ("pairs", "matrix", "map", "clusters")
NORMS = tuple(field.name for field in fields(Likeness))
_A = Column("a", Both("词 1", "Term 1"), Type.STRING, role=Role.TERM, optional=True)
_C_I = Column("c_i", Both("词 1 数", "c_i"), Type.INTEGER, Unit.COUNT, optional=True)
_CLUSTER = Column(
    "cluster", Both("类", "Cluster"), Type.INTEGER, Unit.RANK, Role.KEY, optional=True
)
_RANK = Column("rank", Both("名次", "Rank"), Type.INTEGER, Unit.RANK, Role.KEY, optional=True)
_TERM = Column("term", Both("词", "Term"), Type.STRING, role=Role.TERM, optional=True)
PAIRS = (
    _RANK,
    _A,
    replace(_A, id="b", label=Both("词 2", "Term 2")),
    Column("c_ij", Both("同现", "Together"), Type.INTEGER, Unit.COUNT, optional=True),
    _C_I,
    replace(_C_I, id="c_j", label=Both("词 2 数", "c_j")),
    Column("ochiai", Both("Ochiai", "Ochiai"), Type.NUMBER, Unit.SCORE, optional=True),
    Column("jaccard", Both("Jaccard", "Jaccard"), Type.NUMBER, Unit.SCORE, optional=True),
    Column("equivalence", Both("等价系数", "Equivalence"), Type.NUMBER, Unit.SCORE, optional=True),
    Column("strength", Both("关联强度", "Strength"), Type.NUMBER, Unit.SCORE, optional=True),
)
MAP = (
    _TERM,
    _CLUSTER,
    Column("x", Both("x", "x"), Type.NUMBER, Unit.SCORE, optional=True),
    Column("y", Both("y", "y"), Type.NUMBER, Unit.SCORE, optional=True),
    Column("size", Both("所在数", "Stretches"), Type.INTEGER, Unit.COUNT, optional=True),
    Column("freq", Both("频次", "Freq"), Type.INTEGER, Unit.COUNT, optional=True),
    Column("range", Both("文档数", "Range"), Type.INTEGER, Unit.COUNT, optional=True),
    Column("links", Both("同现词数", "Links"), Type.INTEGER, Unit.COUNT, optional=True),
    Column("link_sum", Both("同现合计", "Link sum"), Type.INTEGER, Unit.COUNT, optional=True),
)
CLUSTERS = (
    _CLUSTER,
    Column("name", Both("类名", "Name"), Type.STRING, role=Role.TERM, optional=True),
    Column("terms", Both("词数", "Terms"), Type.INTEGER, Unit.COUNT, optional=True),
    Column("centrality", Both("向心度", "Centrality"), Type.NUMBER, Unit.SCORE, optional=True),
    Column("density", Both("密度", "Density"), Type.NUMBER, Unit.SCORE, optional=True),
    Column("quadrant", Both("象限", "Quadrant"), Type.STRING, role=Role.CONTEXT, optional=True),
    Column("members", Both("各词", "Members"), Type.STRING, role=Role.CONTEXT, optional=True),
)
# The head of a matrix is no word, so that no term can be called like it.
_HEAD = replace(_TERM, id="_")
_CELL = Column(EACH_TERM, Both("同现", "Together"), Type.INTEGER, Unit.COUNT, optional=True)
COLUMNS = tuple({c.id: c for c in (*PAIRS, *MAP, *CLUSTERS, _HEAD, _CELL)}.values())


@dataclass(frozen=True, slots=True)
class Analysed:
    """What is to be made of the counts, as the options of the command say."""

    view: str
    norm: str
    within: str
    unit: str
    clusters: int
    min_freq: int
    given: bool


def analysed(counts: CowordCounts, asked: Analysed) -> Table:
    """Return the table that is asked for; that of pairs has the terms as its ``nodes``."""
    alike = likeness(counts.matrix, counts.size)
    chosen: np.ndarray = getattr(alike, asked.norm)
    gap = distances(chosen)
    labels = _by_size(clusters(gap, chosen, asked.clusters))
    scaled = classical_scaling(gap)
    points = scaled[0] if scaled else None
    said = notes(counts, asked.view, asked.within, asked.unit, asked.norm, asked.given)
    warned = caveats(counts, asked.view, asked.within, labels, scaled)
    match asked.view:
        case "pairs":
            rows = _pairs(counts, alike, chosen, asked.min_freq)
            table = Table("coword", _TITLES["pairs"], PAIRS, rows, weight=asked.norm, brief=_BRIEF)
            nodes = Table("coword", _TITLES["map"], MAP, _map(counts, labels, points))
            table = replace(table, nodes=nodes)
        case "matrix":
            columns = (_HEAD, *(replace(_CELL, id=t, label=Both(t, t)) for t in counts.terms))
            table = Table(
                "coword",
                _TITLES["matrix"],
                columns,
                [(t, *row) for t, row in zip(counts.terms, counts.matrix.tolist(), strict=True)],
                brief=tuple(column.id for column in columns),
            )
        case "map":
            table = Table(
                "coword",
                _TITLES["map"],
                MAP,
                _map(counts, labels, points),
                weight="size",
                brief=_MAP_BRIEF,
            )
        case _:
            table, more = _clusters(counts, alike, chosen, labels)
            said = (*said, *more)
    return replace(table, notes=said, warnings=warned)


_TITLES = {
    "pairs": Both("共词", "Co-words"),
    "matrix": Both("共词矩阵", "Co-word matrix"),
    "map": Both("共词图", "Map of co-words"),
    "clusters": Both("共词聚类", "Clusters of co-words"),
}
_MAP_BRIEF = ("term", "cluster", "x", "y", "size", "links", "link_sum", "freq", "range")
_BRIEF = ("a", "b", "c_ij", "ochiai", "jaccard", "equivalence", "strength", "c_i", "c_j", "rank")


def _pairs(
    counts: CowordCounts, alike: Likeness, chosen: np.ndarray, min_freq: int
) -> Sequence[Row]:
    c = counts.matrix
    first, second = np.nonzero(np.triu(c >= min_freq, 1))
    names = counts.terms
    order = sorted(
        range(len(first)),
        key=lambda k: (
            *(-chosen[first[k], second[k]], -c[first[k], second[k]]),
            *(names[first[k]], names[second[k]]),
        ),
    )

    def row(k: int) -> Row:
        i, j = int(first[order[k]]), int(second[order[k]])
        indexes = (float(getattr(alike, name)[i, j]) for name in NORMS)
        return (k + 1, names[i], names[j], int(c[i, j]), int(c[i, i]), int(c[j, j]), *indexes)

    return Rows(len(order), len(PAIRS), row)


def _map(counts: CowordCounts, labels: np.ndarray, points: np.ndarray | None) -> list[Row]:
    c = counts.matrix
    links = c - np.diag(np.diag(c))
    rows: list[Row] = []
    for i in _in_clusters(counts, labels):
        x, y = (None, None) if points is None else map(float, points[i])
        rows.append(
            (
                *(counts.terms[i], int(labels[i]) + 1, x, y),
                *(int(c[i, i]), int(counts.freq[i]), int(counts.spread[i])),
                *(int((links[i] > 0).sum()), int(links[i].sum())),
            )
        )
    return rows


def _clusters(
    counts: CowordCounts, alike: Likeness, chosen: np.ndarray, labels: np.ndarray
) -> tuple[Table, tuple[Both, ...]]:
    found = strategic(alike.equivalence, labels)
    inside = np.where(labels[:, None] == labels[None, :], chosen, 0.0)
    strength = inside.sum(axis=1) - np.diag(chosen)
    order = _in_clusters(counts, labels)
    rows: list[Row] = []
    for k, quadrant in enumerate(found.quadrant):
        members = [i for i in order if labels[i] == k]
        # The term that the others are most tied to; of equals the one listed first.
        head = max(members, key=lambda i: (round(float(strength[i]), 12), -members.index(i)))
        rows.append(
            (
                *(k + 1, counts.terms[head], len(members)),
                *(float(found.centrality[k]), float(found.density[k]), quadrant or None),
                " ".join(counts.terms[i] for i in members),
            )
        )
    table = Table("coword", _TITLES["clusters"], CLUSTERS, rows, weight="centrality")
    if found.medians is None:
        return table, ()
    centre = Both(
        f"象限以中位数（向心度 {found.medians[0]:.3g}，密度 {found.medians[1]:.3g}）为界，只有一个词的类不计",
        f"quadrants part at the medians (centrality {found.medians[0]:.3g}, density "
        f"{found.medians[1]:.3g}) of clusters of two terms or more",
    )
    names = Both(
        "motor 核心且成熟，basic 核心未成熟，niche 成熟而孤立，emerging 新兴或衰落",
        "motor: central and dense; basic: central; niche: dense; emerging or declining: neither",
    )
    return table, (centre, names)


def _in_clusters(counts: CowordCounts, labels: np.ndarray) -> list[int]:
    """Return the terms by cluster, in it the most widespread first."""
    one = counts.matrix.diagonal()
    return sorted(range(len(labels)), key=lambda i: (int(labels[i]), -int(one[i]), counts.terms[i]))


def _by_size(labels: np.ndarray) -> np.ndarray:
    """Return the labels numbered anew, the biggest cluster first."""
    sizes = np.bincount(labels)
    order = np.argsort(-sizes, kind="stable")
    place = np.empty(len(sizes), np.int64)
    place[order] = np.arange(len(sizes))
    return np.asarray(place[labels])
