"""Groups and the words that tell them apart, as points of one map."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import compress

from cntext.errors import Both
from cntext.lazy import np
from cntext.measure.stats.columns import FREQ, coded, key, optional, percent, score, term
from cntext.measure.stats.correspondence import correspondence
from cntext.measure.stats.document_counts import DocumentCounts
from cntext.measure.stats.runs import Runs
from cntext.measure.stats.sides import Sides
from cntext.table import Caveat, Row

MAP_COLUMNS = optional(
    coded(key("kind", "类", "Kind"), group=Both("组", "group"), term=Both("词", "term")),
    term("name", "名称", "Name"),
    FREQ,
    score("dim1", Both("第一维", "Dim 1")),
    score("dim2", Both("第二维", "Dim 2")),
    percent("contribution", "贡献 %", "Contrib. %"),
    score("quality", "cos²"),
)
# A map of more words than this is a cloud; the rarer ones weigh next to nothing in it.
MOST_TERMS = 500


@dataclass(frozen=True, slots=True)
class MapRows:
    """Rows of groups and terms, and what to say of them."""

    rows: list[Row]
    notes: tuple[Both, ...]
    warnings: tuple[Caveat, ...]


def map_rows(
    runs: Runs[DocumentCounts], sides: list[Sides], min_freq: int, min_range: int
) -> MapRows:
    """Return principal coordinates of groups and of the most frequent terms.

    Terms are in order of their contribution to the first two dimensions.
    """
    group_of = np.zeros(len(runs.documents), np.int64)
    for g, side in enumerate(sides):
        group_of[side.target] = g
    sizes = np.zeros(len(sides), np.int64)  # in all terms, be they in the map or not
    best, names = np.empty((len(sides), 0), np.int64), list[str]()
    for run in runs:
        freq, spread = run.by(group_of, len(sides))
        sizes += freq.sum(axis=1)
        enough = (freq.sum(axis=0) >= min_freq) & (spread.sum(axis=0) >= min_range)
        best = np.concatenate([best, freq[:, enough]], axis=1)
        names += compress(run.terms, enough.tolist())
        # Terms follow one another by code point, and a stable sort keeps that among equals.
        most = np.argsort(-best.sum(axis=0), kind="stable")[:MOST_TERMS]
        best, names = best[:, most], [names[t] for t in most]
    filled = np.flatnonzero(best.sum(axis=1) > 0)
    table = np.ascontiguousarray(best[filled])
    found = correspondence(table) if table.size else None
    if found is None:
        return MapRows([], (), (_FLAT,))
    rows = [
        *_points("group", [sides[g].name for g in filled], sizes[filled],
                 found.rows, found.row_mass, found.inertia, found.quality(found.rows)),
        *_points("term", names, best.sum(axis=0),
                 found.columns, found.column_mass, found.inertia, found.quality(found.columns)),
    ]  # fmt: skip
    shares = [f"{100 * share:.1f} %" for share in found.shares[:2]]
    note = Both(
        f"第一、二维占总惯量（{found.inertia.sum():.4f}）的 {'、'.join(shares)}；"
        f"主坐标；{len(names):,} 个最常用的词（至多 {MOST_TERMS} 个）",
        f"dimensions 1 and 2 hold {' and '.join(shares)} of the inertia "
        f"({found.inertia.sum():.4f}); principal coordinates; the {len(names):,} most frequent "
        f"terms ({MOST_TERMS} at most)",
    )
    return MapRows(rows, (note,), ())


def _points(
    kind: str,
    names: list[str],
    freq: np.ndarray,
    places: np.ndarray,
    mass: np.ndarray,
    inertia: np.ndarray,
    quality: np.ndarray,
) -> list[Row]:
    weight = mass * (places[:, :2] ** 2).sum(axis=1) / inertia[:2].sum()
    order = sorted(range(len(names)), key=lambda i: (-weight[i], names[i]))
    if kind == "group":
        order = list(range(len(names)))
    flat = places.shape[1] < 2
    return [
        (
            kind,
            names[i],
            int(freq[i]),
            float(places[i, 0]),
            None if flat else float(places[i, 1]),
            float(100 * weight[i]),
            float(quality[i]),
        )
        for i in order
    ]


_FLAT = Caveat(
    "no-map",
    Both(
        "画不出图：至少要两组、两个词，且各组用词不全相同",
        "no map: it needs two groups, two terms, and groups that differ",
    ),
)
