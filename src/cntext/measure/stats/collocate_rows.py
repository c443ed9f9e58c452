"""The table of collocates: its columns, and its rows of the counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

from cntext.errors import Both
from cntext.lazy import np
from cntext.measure.stats.association import Association, association
from cntext.measure.stats.collocate_counts import CollocateCounts
from cntext.measure.stats.columns import (
    FREQ,
    G2,
    GROUP,
    P_ADJ,
    RANGE,
    RANK,
    P,
    count,
    key,
    optional,
    score,
    term,
)
from cntext.measure.stats.keyness import benjamini_hochberg, p_values
from cntext.measure.stats.ratio import defined
from cntext.measure.stats.window import Window
from cntext.stopwords import StopWords
from cntext.table import Cell, Column, Row, Rows, Unit

COLUMNS = (
    *optional(
        key("node", "节点", "Node"),
        GROUP,
    ),
    RANK,
    term("collocate", "搭配词", "Collocate"),
    count("freq_coll", "共现", "Together"),
    FREQ,
    *optional(
        count("f_left", "左", "Left"),
        count("f_right", "右", "Right"),
    ),
    RANGE,
    score("expected", Both("期望", "Expected")),
    G2,
    score("log_dice", "logDice"),
    score("mi", "MI", Unit.BITS),
    score("mi3", "MI3", Unit.BITS),
    score("npmi", "NPMI"),
    score("t", "t"),
    score("z", "z"),
    score("delta_p", Both("ΔP(词|节点)", "ΔP(word|node)")),
    score("delta_p_back", Both("ΔP(节点|词)", "ΔP(node|word)")),
    P,
    P_ADJ,
    count("node_freq", "节点频次", "Node freq"),
    count("near", "附近总数", "Near in all"),
    count("size", "总数", "Size"),
)
MEASURES = tuple(field.name for field in fields(Association) if field.name != "expected")
_SIDES = ("f_left", "f_right")


@dataclass(frozen=True, slots=True)
class Found:
    """Rows of all columns; how many words were tested, the fewest and the most in one list."""

    size: int
    columns: tuple[tuple[Cell, ...] | np.ndarray, ...]
    tested: tuple[int, int]

    def only(self, at: Sequence[int]) -> Rows:
        """Return the rows with the columns at these places of `COLUMNS`."""
        chosen = [self.columns[i] for i in at]
        return Rows(self.size, len(at), lambda i: tuple(_cell(column, i) for column in chosen))

    @property
    def has_undefined(self) -> bool:
        """Say whether some measure of some row does not exist."""
        return any(
            isinstance(c, np.ndarray) and c.dtype.kind == "f" and np.isnan(c).any()
            for c in self.columns
        )


def columns_of(window: Window, *, grouped: bool, several: bool) -> tuple[Column, ...]:
    """Return the columns of a table: those of groups, nodes, sides where there are such."""
    absent = {
        *(() if grouped else ("group",)),
        *(() if several else ("node",)),
        *(() if window.of_words else _SIDES),
    }
    return tuple(column for column in COLUMNS if column.id not in absent)


def rows_of(
    counts: CollocateCounts, stopwords: StopWords, measure: str, min_freq: int, min_range: int
) -> Found:
    """Return a list for each node and group, sorted by ``measure``.

    For G² words that stand there less than by chance come last.
    """
    kept = ~stopwords.among(counts.words)
    lists: list[list[np.ndarray]] = []
    heads: list[Row] = []
    tested = []
    freq, bounds = counts.pair_freq(), counts.lists().tolist()
    for m, node in enumerate(counts.nodes):
        for g, group in enumerate(counts.groups):
            place = g * len(counts.nodes) + m
            cells = slice(bounds[place], bounds[place + 1])
            columns, tests = _list(
                counts, g, place, cells, freq[cells], kept, (min_freq, min_range), measure
            )
            lists.append(columns)
            heads += [(node, group)] * len(columns[0])
            if tests:
                tested.append(tests)
    columns = [np.concatenate(parts) for parts in zip(*lists, strict=True)] if lists else []
    ranks, words, *numbers = columns or [np.empty(0, np.int64)] * (len(COLUMNS) - 2)
    names = tuple(counts.words[i] for i in words.tolist())
    nodes, groups = tuple(h[0] for h in heads), tuple(h[1] for h in heads)
    spread = (min(tested), max(tested)) if tested else (0, 0)
    return Found(len(names), (nodes, groups, ranks, names, *numbers), spread)


def _list(
    counts: CollocateCounts,
    g: int,
    place: int,
    cells: slice,
    freq: np.ndarray,
    kept: np.ndarray,
    least: tuple[int, int],
    measure: str,
) -> tuple[list[np.ndarray], int]:
    """Return the columns of one node in one group, and how many words were tested."""
    word, left, right = counts.pair_word[cells], counts.left[cells], counts.right[cells]
    spread, together = counts.spread[cells], left + right
    hits, near, size = int(counts.hits[place]), int(counts.near[place]), int(counts.size[g])
    # logDice is of frequencies; where stretches are counted, of those.
    first = hits if counts.of_words else near
    found = association(together, near, freq, size, first)
    p = p_values(found.g2)
    columns = {name: getattr(found, name) for name in MEASURES}
    order = columns[measure].copy()
    if measure == "g2":
        order[together < found.expected] *= -1
    chosen = np.flatnonzero(kept[word] & (together >= least[0]) & (spread >= least[1]))
    # Words are in order of code point, and a stable sort keeps it among equals; NaN is last.
    chosen = chosen[np.argsort(-order[chosen], kind="stable")]
    every = [
        *(word, together, freq, left, right, spread, found.expected),
        *columns.values(),
        *(p, benjamini_hochberg(p)),
    ]
    alike = [np.full(len(chosen), value, np.int64) for value in (hits, near, size)]
    ranks = np.arange(1, len(chosen) + 1)
    return [ranks, *(column[chosen] for column in every), *alike], len(word)


def _cell(column: tuple[Cell, ...] | np.ndarray, i: int) -> Cell:
    if isinstance(column, tuple):
        return column[i]
    value = column[i]
    return defined(float(value)) if column.dtype.kind == "f" else int(value)
