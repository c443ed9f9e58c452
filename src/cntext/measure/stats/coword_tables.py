"""The tables of co-word analysis: pairs, matrix, map and clusters, each of the same counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace

from cntext.errors import Both
from cntext.lazy import np
from cntext.measure.stats.callon import strategic
from cntext.measure.stats.clustering import clusters
from cntext.measure.stats.columns import (
    FREQ,
    GROUP,
    RANGE,
    RANK,
    TERM,
    coded,
    context,
    count,
    optional,
    score,
    term,
)
from cntext.measure.stats.coword_counts import Together
from cntext.measure.stats.coword_notes import absent, caveats, in_groups, notes
from cntext.measure.stats.similarity import Likeness, classical_scaling, distances, likeness
from cntext.table import EACH_TERM, Caveat, Column, Role, Row, Rows, Table, Type, Unit

VIEWS = ("pairs", "matrix", "map", "clusters")
NORMS = tuple(field.name for field in fields(Likeness))
_CLUSTER = Column("cluster", Both("类", "Cluster"), Type.INTEGER, Unit.RANK, Role.KEY)
PAIRS = optional(
    RANK,
    term("a", "词 1", "Term 1"),
    term("b", "词 2", "Term 2"),
    count("c_ij", "同现", "Together"),
    count("c_i", "词 1 数", "c_i"),
    count("c_j", "词 2 数", "c_j"),
    score("ochiai", "Ochiai"),
    score("jaccard", "Jaccard"),
    score("equivalence", Both("等价系数", "Equivalence")),
    score("strength", Both("关联强度", "Strength")),
)
MAP = optional(
    TERM,
    _CLUSTER,
    score("x", "x"),
    score("y", "y"),
    count("size", "所在数", "Stretches"),
    FREQ,
    RANGE,
    count("links", "同现词数", "Links"),
    count("link_sum", "同现合计", "Link sum"),
)
CLUSTERS = optional(
    _CLUSTER,
    term("name", "类名", "Name"),
    count("terms", "词数", "Terms"),
    score("centrality", Both("向心度", "Centrality")),
    score("density", Both("密度", "Density")),
    coded(
        context("quadrant", "象限", "Quadrant"),
        motor=Both("核心且成熟", "motor"),
        basic=Both("核心未成熟", "basic"),
        niche=Both("成熟而孤立", "niche"),
        emerging=Both("新兴或衰退", "emerging or declining"),
    ),
    context("members", "各词", "Members"),
)
# The head of a matrix is no word, so that no term can be called like it.
_HEAD, _CELL = optional(term("_", "词", "Term"), count(EACH_TERM, "同现", "Together"))
(_GROUP,) = optional(GROUP)
COLUMNS = tuple({c.id: c for c in (_GROUP, *PAIRS, *MAP, *CLUSTERS, _HEAD, _CELL)}.values())


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


def analysed(whole: Together, groups: Mapping[str, Together], asked: Analysed) -> Table:
    """Return the table that is asked for, of each of ``groups`` or, without any, of all.

    That of pairs has the terms as its ``nodes``: clusters and places of them in the whole.
    """
    made = _made(whole, asked)
    columns, rows, said, warned = made.columns, made.rows, made.notes, made.warnings
    if groups:
        each = {name: _made(one, asked) for name, one in groups.items()}
        columns = (_GROUP, *columns)
        rows = [(name, *row) for name, one in each.items() for row in one.rows]
        warned = (*absent(whole), *in_groups({name: one.warnings for name, one in each.items()}))
        said = ()
    said = (
        *notes(whole, len(groups), asked.view, asked.within, asked.unit, asked.norm, asked.given),
        *said,
    )
    weight = {"pairs": asked.norm, "map": "size", "clusters": "centrality"}.get(asked.view)
    nodes = None
    if asked.view == "pairs":
        nodes = Table("coword", _TITLES["map"], MAP, _made(whole, replace(asked, view="map")).rows)
    brief = _BRIEFS.get(asked.view, tuple(column.id for column in columns))
    return Table(
        "coword",
        _TITLES[asked.view],
        columns,
        rows,
        notes=said,
        warnings=warned,
        weight=weight,
        group=("group",) if groups else (),
        brief=("group", *brief) if groups and brief and "group" not in brief else brief,
        nodes=nodes,
    )


@dataclass(frozen=True, slots=True)
class _Made:
    """The table of one group: its own notes and warnings with it."""

    columns: tuple[Column, ...]
    rows: Sequence[Row]
    notes: tuple[Both, ...]
    warnings: tuple[Caveat, ...]


def _made(counts: Together, asked: Analysed) -> _Made:
    alike = likeness(counts.matrix, counts.size)
    chosen: np.ndarray = getattr(alike, asked.norm)
    if asked.view == "pairs":
        rows = _pairs(counts, alike, chosen, asked.min_freq)
        return _Made(PAIRS, rows, (), caveats(counts, asked.view, asked.within, None, None))
    if asked.view == "matrix":
        columns = (_HEAD, *(_CELL._replace(id=t, label=Both(t, t)) for t in counts.terms))
        cells = [(t, *row) for t, row in zip(counts.terms, counts.matrix.tolist(), strict=True)]
        return _Made(columns, cells, (), caveats(counts, asked.view, asked.within, None, None))
    gap = distances(chosen)
    labels = _by_size(clusters(gap, chosen, asked.clusters))
    if asked.view == "clusters":
        found, said = _clusters(counts, alike, chosen, labels)
        return _Made(CLUSTERS, found, said, caveats(counts, "clusters", asked.within, labels, None))
    scaled = classical_scaling(gap)
    points = scaled[0] if scaled else None
    warned = caveats(counts, asked.view, asked.within, labels, scaled)
    return _Made(MAP, _map(counts, labels, points), (), warned)


_TITLES = {
    "pairs": Both("共词", "Co-words"),
    "matrix": Both("共词矩阵", "Co-word matrix"),
    "map": Both("共词图", "Map of co-words"),
    "clusters": Both("共词聚类", "Clusters of co-words"),
}
_MAP = ("term", "cluster", "x", "y", "size", "links", "link_sum", "freq", "range")
_PAIRS = ("a", "b", "c_ij", "ochiai", "jaccard", "equivalence", "strength", "c_i", "c_j", "rank")
_BRIEFS = {"pairs": _PAIRS, "map": _MAP, "clusters": ()}


def _pairs(counts: Together, alike: Likeness, chosen: np.ndarray, min_freq: int) -> Sequence[Row]:
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


def _map(counts: Together, labels: np.ndarray, points: np.ndarray | None) -> list[Row]:
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
    counts: Together, alike: Likeness, chosen: np.ndarray, labels: np.ndarray
) -> tuple[list[Row], tuple[Both, ...]]:
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
    if found.medians is None:
        return rows, ()
    centre = Both(
        f"象限以中位数（向心度 {found.medians[0]:.3g}，密度 {found.medians[1]:.3g}）为界，只有一个词的类不计",
        f"quadrants part at the medians (centrality {found.medians[0]:.3g}, density "
        f"{found.medians[1]:.3g}) of clusters of two terms or more",
    )
    names = Both(
        "象限：核心且成熟、核心未成熟、成熟而孤立、新兴或衰退（cntext explain quadrant 有数据文件里的写法）",
        "motor: central and dense; basic: central; niche: dense; emerging or declining: neither",
    )
    return rows, (centre, names)


def _in_clusters(counts: Together, labels: np.ndarray) -> list[int]:
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
