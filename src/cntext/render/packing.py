"""Where the words of a cloud go: the largest sizes at which all find a place.

Where wordcloud would shrink each word until it fits, which breaks the order of sizes,
every size here is the same function of the weight, and the largest scale at which all
words fit is searched for. Words go to the free place nearest the centre, heaviest first,
on wordcloud's own occupancy map; a random place, which is wordcloud's choice, left the
words 13 to 19 % smaller in a trial on two corpora, and the heaviest ones anywhere.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cntext.lazy import np
from cntext.render.font import Face

# Words are laid out on a canvas whose mean side, √(width × height), is that of 1920 × 1080,
# and then scaled, so that one shape has one layout at every size.
SIDE = 1440
CELL = 4  # pixels of that canvas to a cell of the map: 480 × 270 cells, 0.5 ms a word
LARGEST = 302.0  # 28 % of the height of 16:9: a single word does not shout
SMALLEST = 19.0  # 4.6 pt where the picture is 16 cm wide
TINIEST = 6.0  # pixels of the real canvas, below which no Chinese character can be read
WIDEST = 0.94  # of the width, for the longest word
TALLEST = 0.45  # of the height, for a canvas that is a band
# size ~ weight ** POWER. At 0.5 areas show the weights, but clouds look flat; at 1 the
# first word pushes the others aside. Never more than RANGE between the outermost sizes.
POWER = 0.85
RANGE = 10.0

Fitted = list[tuple[tuple[str, float], float, float, float]]


@dataclass(frozen=True, slots=True)
class Canvas:
    """Where words are laid out: its shape at mean side ``SIDE``, the smallest size, the seed."""

    width: int
    height: int
    least: float
    seed: int


def fit(chosen: Sequence[tuple[str, float]], face: Face, canvas: Canvas) -> Fitted:
    """Return words, sizes and places at the largest scale at which every word finds one."""
    least, room = canvas.least, WIDEST * canvas.width

    def ems(word: str) -> float:
        return max(float(face.sized(100).getlength(word)) / 100, 0.1)

    # A sentence that is too long even at the smallest size must not shrink the others.
    chosen = [item for item in chosen if ems(item[0]) * least <= room]
    if not chosen:
        return []
    heaviest, lightest = math.log(chosen[0][1]), math.log(chosen[-1][1])
    spread = heaviest - lightest
    power = min(POWER, math.log(RANGE) / spread) if spread else POWER
    share = [math.exp((math.log(weight) - heaviest) * power) for _, weight in chosen]
    # How long each word is at scale 1, where the heaviest has one pixel.
    lengths = [ems(word) * part for (word, _), part in zip(chosen, share, strict=True)]
    limit = room / max(lengths)
    most = max(min(LARGEST, TALLEST * canvas.height, limit), least)
    # The scale at which the words' boxes would cover the canvas. Full canvases of 10 to 500
    # words of two corpora came out at 0.69 to 0.80 of it; the search begins just above.
    covered = sum(length * part for length, part in zip(lengths, share, strict=True))
    full = SIDE / math.sqrt(covered)

    def attempt(scale: float, patient: bool = False) -> Fitted:
        # Whole pixels of 1920 × 1080: fewer sizes to load, and nobody sees the difference.
        sizes = [max(float(round(scale * part)), least) for part in share]
        return _pack(chosen, sizes, face, canvas, patient)

    best: Fitted = []
    low = high = max(min(most, 0.85 * full), least)
    for low in (high, 0.8 * high, 0.64 * high, least):
        best = attempt(max(low, least))
        if len(best) == len(chosen):
            break
        high = low
    else:  # even the smallest sizes do not fit: draw what does
        return attempt(least, patient=True)
    while high > 1.04 * low:  # nobody sees 4 % of a size
        middle = math.sqrt(low * high)
        found = attempt(middle)
        if len(found) == len(chosen):
            low, best = middle, found
        else:
            high = middle
    return best


def _pack(
    chosen: Sequence[tuple[str, float]],
    sizes: Sequence[float],
    face: Face,
    canvas: Canvas,
    patient: bool,
) -> Fitted:
    """Put each word on the free place nearest the centre.

    A word that finds none is left out when ``patient``; else it is the end.
    """
    from wordcloud.wordcloud import IntegralOccupancyMap

    wide, high = canvas.width // CELL, canvas.height // CELL
    edge = max(round(high * 0.02), 1)
    taken = np.full((high, wide), 255, dtype=np.uint8)
    taken[edge:-edge, edge:-edge] = 0
    free_map = IntegralOccupancyMap(high, wide, None)
    free_map.update(taken, 0, 0)
    away = _distance(wide, high, canvas.seed)
    fitted: Fitted = []
    for item, size in zip(chosen, sizes, strict=True):
        left, top, broad, tall = _box(item[0], size / CELL, face)
        if tall >= high - 2 * edge or broad >= wide - 2 * edge:
            if patient:
                continue
            break
        # Sums over every window of the word's shape, as wordcloud's own search takes them;
        # unsigned wrap-around cancels out.
        sums = free_map.integral
        occupied = (
            sums[tall:, broad:]
            - sums[:-tall, broad:]
            - sums[tall:, :-broad]
            + sums[:-tall, :-broad]
        )
        rows, columns = occupied.shape
        middle = away[tall // 2 : tall // 2 + rows, broad // 2 : broad // 2 + columns]
        cost = np.where(occupied == 0, middle, np.inf)
        row, column = divmod(int(cost.argmin()), columns)
        if not np.isfinite(cost[row, column]):
            if patient:
                continue
            break
        y, x = row + 1, column + 1  # a window's sum begins after its corner
        # Only words that are there keep their distance: were the new word's margin added
        # to theirs, 500 words would lie in an empty net. Beside a word it is twice that
        # above it, or Chinese neighbours read as one word: 社会主义 人民.
        down = min(max(round(size / CELL * 0.1), 1), 4)
        across = min(math.ceil(size / CELL * 0.2), 8)
        from_y, from_x = max(y - down, 0), max(x - across, 0)
        taken[from_y : y + tall + down, from_x : x + broad + across] = 255
        free_map.update(taken, from_y, from_x)
        fitted.append((item, size, (x - left) * CELL, (y - top) * CELL))
    return fitted


def _distance(wide: int, high: int, seed: int) -> Any:  # noqa: ANN401 (numpy array)
    """Return each cell's distance from the centre, 1 at the edges, with some noise.

    The fourth power makes the lines of equal distance rounded rectangles, so that the
    words end up in the shape of the canvas; an ellipse left the corners empty. Up and
    down counts a quarter more, or three words would stand in a column amid white. The
    noise keeps words of one size from lining up. (Tried on 3 to 500 words, by eye and by
    the size reached: second powers to sixth, factors 1 to 1.4, noise 0.1 to 0.6.)
    """
    down = 1.25 * np.abs(np.linspace(-1, 1, high))[:, None]
    across = np.abs(np.linspace(-1, 1, wide))[None, :]
    noise = np.random.RandomState(seed % 2**32).random_sample((high, wide))
    return (down**4 + across**4) ** 0.25 + 0.1 * noise


def _box(word: str, size: float, face: Face) -> tuple[int, int, int, int]:
    """Return left, top, width and height of a word in cells, from where its baseline begins.

    The whole box is taken, not the ink alone, as in wordcloud: small words that lay in
    the hollows of 产 or 人 read as part of them.
    """
    left, top, right, bottom = face.sized(size).getbbox(word, anchor="ls")
    left, top = math.floor(left), math.floor(top)
    # A word may have no ink of its own, such as a lone zero-width space.
    return left, top, max(math.ceil(right) - left, 1), max(math.ceil(bottom) - top, 1)


def centred(fitted: Fitted, face: Face, canvas: Canvas) -> Fitted:
    """Move the whole cloud to the middle of the canvas; few words grow to one side."""
    boxes = []
    for (word, _), size, x, y in fitted:
        left, top, right, bottom = face.sized(size).getbbox(word, anchor="ls")
        boxes.append((x + left, y + top, x + right, y + bottom))
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    dx = (canvas.width - min(lefts) - max(rights)) / 2
    dy = (canvas.height - min(tops) - max(bottoms)) / 2
    return [(item, size, x + dx, y + dy) for item, size, x, y in fitted]
