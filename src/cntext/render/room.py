"""The room that a canvas has for words, as cells: what is free, and which place is the best."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cntext.lazy import np

Panel = tuple[float, float, float, float]
WHOLE: Panel = (0.0, 0.0, 1.0, 1.0)


@dataclass(frozen=True, slots=True)
class Canvas:
    """Where words are laid out, its mean side being `packing.SIDE`.

    ``mask`` is a picture of where words may go (PIL, mode L: 255 inside), None for all of
    it; ``panels`` are the parts of the canvas that words belong to, as shares of its sides
    (left, top, right, bottom). ``least`` is the smallest size, ``floor`` the one that is
    taken before a word is left out.
    """

    width: int
    height: int
    least: float
    floor: float
    seed: int
    mask: Any = None
    panels: tuple[Panel, ...] = (WHOLE,)


class Room:
    """One panel as cells of ``cell`` pixels; ``x, y`` is its corner on the canvas, in pixels."""

    def __init__(self, canvas: Canvas, panel: Panel, cell: int) -> None:
        left, top, right, bottom = panel
        self.cell = cell
        self.x, self.y = round(left * canvas.width), round(top * canvas.height)
        wide = round(right * canvas.width - self.x) // cell
        high = round(bottom * canvas.height - self.y) // cell
        inside = np.zeros((high, wide), bool)
        edge = max(round(high * 0.02), 1)
        inside[edge:-edge, edge:-edge] = True
        noise = np.random.RandomState(canvas.seed % 2**32).random_sample((high, wide))
        if canvas.mask is None:
            away = _from_the_middle(wide, high)
        else:
            # Half of a cell must be inside; the picture is not cut by panels.
            inside &= np.asarray(canvas.mask.resize((wide, high), _BOX)) > 127
            # Words keep off the outline by the width of a thin stroke.
            inside = _shrunk(inside, round(8 / cell))
            away = _from_the_inside(inside)
        self.free = int(inside.sum())
        # Below 1, so that a place that is taken costs more than any other.
        self._away = (0.5 * (away + 0.1 * noise)).astype(np.float32)
        # wordcloud's table of sums; a row and a column of nothing come first.
        outside = np.pad(~inside, ((1, 0), (1, 0))).astype(np.uint8)
        self._empty: Any = _occupancy(outside)
        self.clear()

    def clear(self) -> None:
        """Take all words away."""
        self._sums = self._empty.copy()

    def best(self, broad: int, tall: int) -> tuple[int, int] | None:
        """Return the upper left cell (x, y) of the best free place of this size, None if none."""
        sums = self._sums  # of all cells above and to the left
        high, wide = sums.shape
        if tall >= high or broad >= wide:
            return None
        away = self._away[tall // 2 : tall // 2 + high - tall, broad // 2 :][:, : wide - broad]
        bands = sums[tall:] - sums[:-tall]
        cost = np.where(bands[:, broad:] == bands[:, :-broad], away, np.float32(1))
        row, column = divmod(int(cost.argmin()), wide - broad)
        return (column, row) if cost[row, column] < 1 else None

    def take(self, left: int, top: int, right: int, bottom: int) -> None:
        """Take the cells of a rectangle, or what of it is on the canvas.

        A cell that is taken twice counts twice, which is as good: only whether a sum is 0
        is asked. So it need only be added how much of the rectangle lies above and to the
        left of each cell, which is cheaper than wordcloud's ``update``, two sums anew.
        """
        top, left = max(top, 0), max(left, 0)
        high, wide = self._sums.shape
        down = np.arange(1, high - top, dtype=np.uint32).clip(max=max(bottom - top, 0))
        along = np.arange(1, wide - left, dtype=np.uint32).clip(max=max(right - left, 0))
        self._sums[top + 1 :, left + 1 :] += down[:, None] * along


def _occupancy(blocked: Any) -> Any:  # noqa: ANN401 (numpy array)
    """Return for each cell the sum of all ``blocked`` cells above and to the left."""
    from wordcloud.wordcloud import IntegralOccupancyMap

    taken = IntegralOccupancyMap(*blocked.shape, None)
    taken.update(blocked, 0, 0)
    return taken.integral


_BOX = 4  # PIL.Image.Resampling.BOX, an average: PIL is imported late


def rooms(canvas: Canvas, cell: int) -> list[Room]:
    """Return the panels of ``canvas`` in cells of this size."""
    return [Room(canvas, panel, cell) for panel in canvas.panels]


def _from_the_middle(wide: int, high: int) -> Any:  # noqa: ANN401 (numpy array)
    """Return each cell's distance from the centre, 1 at the edges.

    The fourth power makes the lines of equal distance rounded rectangles, so that the
    words end up in the shape of the canvas; an ellipse left the corners empty. Up and
    down counts a quarter more, or three words would stand in a column amid white. The
    noise that is added keeps words of one size from lining up. (Tried on 3 to 500 words, by
    eye and by the size reached: second powers to sixth, factors 1 to 1.4, noise 0.1 to 0.6.)
    """
    down = 1.25 * np.abs(np.linspace(-1, 1, high))[:, None]
    across = np.abs(np.linspace(-1, 1, wide))[None, :]
    return (down**4 + across**4) ** 0.25


def _peeled(inside: Any, corners: bool) -> Any:  # noqa: ANN401
    """Return the cells all of whose neighbours are inside: four, or with ``corners`` eight."""
    wide = np.pad(inside, 1)
    near = wide[:-2, 1:-1] & wide[2:, 1:-1] & wide[1:-1, :-2] & wide[1:-1, 2:]
    if corners:
        near &= wide[:-2, :-2] & wide[:-2, 2:] & wide[2:, :-2] & wide[2:, 2:]
    return inside & near


def _shrunk(inside: Any, steps: int) -> Any:  # noqa: ANN401
    for step in range(steps):
        inside = _peeled(inside, corners=step % 2 == 1)
    return inside


def _from_the_inside(inside: Any) -> Any:  # noqa: ANN401
    """Return how near each cell of a shape is to its outline, from 0 (the most inner) to 1.

    Distances are counted in steps, by turns along the axes and to all eight neighbours,
    which makes them octagonal. Big words so go where a shape has room for them, wherever
    that is, and small ones draw its outline. The centre breaks ties.
    """
    depth = np.zeros(inside.shape, np.float32)
    left, step = inside, 0
    while left.any():
        depth += left
        left, step = _peeled(left, corners=step % 2 == 1), step + 1
    rows, columns = np.nonzero(inside)
    if not len(rows):
        return depth
    high, wide = inside.shape
    y, x = np.arange(high)[:, None], np.arange(wide)[None, :]
    centre = np.hypot((y - rows.mean()) / high, (x - columns.mean()) / wide)
    return 0.8 * (1 - depth / depth.max()) + 0.4 * centre
