"""A network: terms as discs, their strongest links as lines, drawn close what is linked."""

from __future__ import annotations

import math
from dataclasses import dataclass

from cntext.errors import Both
from cntext.lazy import np
from cntext.render.plot import roles
from cntext.render.plot.labels import Spot, named
from cntext.render.plot.roles import Field
from cntext.render.plot.scene import Dot, Scene, rule
from cntext.render.plot.sheet import EDGE, Sheet
from cntext.render.plot.style import BODY, SMALL, Look, mix
from cntext.table import Table, Unit

LINKS = 3  # of each term that are drawn, its strongest
FIRST, MOST = 60, 200  # terms
_HEIGHT = 380.0
_ROUNDS = 400
_LARGEST, _SMALLEST = 13.0, 3.0


def suits(table: Table) -> bool:
    """Say whether the rows are links: two terms and a measure."""
    return bool(roles.ends(table) and roles.measures(table))


@dataclass(frozen=True, slots=True)
class _Net:
    names: list[str]
    links: list[tuple[int, int, float]]  # the strongest of each term, heaviest first
    total: int
    sums: list[float]  # of each term: the weights of all its links


def draw(table: Table, look: Look) -> Scene:
    """Draw the terms of the heaviest links, each with its strongest ones."""
    weight = roles.measure(table, look.measure, (Unit.SCORE,))
    net = _net(table, weight, look)
    sheet, theme = Sheet(table, look), look.theme
    height = look.height or _HEIGHT
    places = _settled(net)
    frame = (EDGE + 4, sheet.top + 4, sheet.right - 4, sheet.top + height)
    spots = _spots(table, net, places, frame, look)
    heaviest = max((w for _, _, w in net.links), default=1.0) or 1.0
    for a, b, w in reversed(net.links):
        share = max(w, 0.0) / heaviest
        colour = mix(theme.grid, theme.muted, share * 0.8)
        ends = (spots[a].x, spots[a].y, spots[b].x, spots[b].y)
        sheet.shapes.append(rule(*ends, colour, 0.4 + 2.2 * share))
    for spot in spots:
        fill = mix(spot.colour, theme.ground, 0.12)
        sheet.shapes.append(Dot(spot.x, spot.y, spot.radius, fill, theme.ground, spot.name))
    order = sorted(range(len(spots)), key=lambda i: (-spots[i].radius, i))
    plain = [_in(spots[i], theme.ink) for i in order]
    texts, left = named(plain, look, (EDGE, sheet.top, sheet.right, sheet.top + height + 6))
    sheet.shapes.extend(texts)
    return sheet.done(
        sheet.top + height + 4, _notes(net, weight, len(left), bool(_colours(table, look)))
    )


def _in(spot: Spot, colour: str) -> Spot:
    return Spot(spot.x, spot.y, spot.radius, spot.name, spot.size, colour)


def _notes(net: _Net, weight: Field, unnamed: int, coloured: bool) -> list[Both]:
    label = weight.column.label
    notes = [
        Both(
            f"线的粗细：{label.zh}；每词画最强的 {LINKS} 条，共 {len(net.links):,} / {net.total:,} 条；"
            "圆的面积：各条之和",
            f"width of a line: {label.en}; the {LINKS} strongest of each term, {len(net.links):,} "
            f"of {net.total:,}; area of a disc: the sum of all its links",
        )
    ]
    if coloured:
        notes.append(Both("颜色：词所属的类", "colour: the cluster of the term"))
    if unnamed:
        notes.append(Both(f"{unnamed} 个词无处写名", f"{unnamed} terms without room for a name"))
    return notes


def _net(table: Table, weight: Field, look: Look) -> _Net:
    ends = roles.ends(table)
    rows = [
        (ends[0].text(row), ends[1].text(row), w)
        for row in table.rows
        if (w := weight.number(row)) is not None and w > 0
    ]
    rows.sort(key=lambda link: (-link[2], link[0], link[1]))
    most = FIRST if look.rows is None else look.rows or MOST
    number: dict[str, int] = {}
    for one, other, _ in rows:
        new = {one, other} - set(number)
        if len(number) + len(new) <= min(most, MOST):
            for name in (one, other):
                number.setdefault(name, len(number))
    links = [
        (number[one], number[other], w)
        for one, other, w in rows
        if one in number and other in number and one != other
    ]
    if not links:
        raise roles.cannot(table, Both("没有可画的连线", "it has no link to draw"))
    sums = [0.0] * len(number)
    drawn: list[tuple[int, int, float]] = []
    count = [0] * len(number)
    for a, b, w in links:
        sums[a] += w
        sums[b] += w
        if count[a] < LINKS or count[b] < LINKS:
            drawn.append((a, b, w))
            count[a] += 1
            count[b] += 1
    return _Net(list(number), drawn, len(rows), sums)


def _settled(net: _Net) -> np.ndarray:
    """Return where each term stands: links pull, all else pushes (Fruchterman & Reingold 1991).

    Nothing is drawn by lot: terms begin on a spiral, the most linked in the middle.
    """
    count = len(net.names)
    order = sorted(range(count), key=lambda i: (-net.sums[i], i))
    place = np.zeros((count, 2))
    for rank, i in enumerate(order):
        angle = rank * math.pi * (3 - math.sqrt(5))
        place[i] = math.sqrt(rank + 0.5) * np.array([math.cos(angle), math.sin(angle)])
    place /= math.sqrt(count)
    pull = np.zeros((count, count))
    heaviest = max(w for _, _, w in net.links)
    for a, b, w in net.links:
        pull[a, b] = pull[b, a] = 0.35 + 0.65 * w / heaviest
    apart = 1.2 / math.sqrt(count)
    for turn in range(_ROUNDS):
        gaps = place[:, None, :] - place[None, :, :]
        far = np.maximum(np.sqrt((gaps**2).sum(axis=2)), 1e-4)
        force = apart**2 / far**2 - pull * far / apart
        move = (gaps * force[:, :, None]).sum(axis=1) - place * 0.6  # what is loose stays near
        length = np.maximum(np.sqrt((move**2).sum(axis=1)), 1e-9)
        step = 0.12 * (1 - turn / _ROUNDS) + 0.001
        place += move / length[:, None] * np.minimum(length, step)[:, None]
    return place


def _spots(
    table: Table,
    net: _Net,
    places: np.ndarray,
    frame: tuple[float, float, float, float],
    look: Look,
) -> list[Spot]:
    """Return the discs, spread over the frame."""
    largest = max(net.sums)
    colours = _colours(table, look)
    radii = [max(_LARGEST * math.sqrt(s / largest), _SMALLEST) for s in net.sums]
    low, high = places.min(axis=0), places.max(axis=0)
    span = np.maximum(high - low, 1e-6)
    room = (frame[2] - frame[0] - 60, frame[3] - frame[1] - 30)
    spots = []
    for i, name in enumerate(net.names):
        x = frame[0] + 30 + float((places[i][0] - low[0]) / span[0]) * room[0]
        y = frame[1] + 15 + float((places[i][1] - low[1]) / span[1]) * room[1]
        size = BODY if radii[i] > _LARGEST * 0.6 else SMALL
        colour = colours.get(name, look.theme.main)
        spots.append(Spot(round(x, 2), round(y, 2), radii[i], look.cut(name, 110), size, colour))
    return spots


def _colours(table: Table, look: Look) -> dict[str, str]:
    """Return the colour of each term's cluster, where the table knows clusters."""
    if table.nodes is None:
        return {}
    term = roles.terms(table.nodes)[0]
    cluster = roles.named(table.nodes, "cluster")
    if cluster is None:
        return {}
    series = look.theme.series
    return {
        term.text(row): series[(int(cluster.number(row) or 1) - 1) % len(series)]
        for row in table.nodes.rows
    }
