"""A scale of numbers: round ticks, and where a value stands."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from cntext.table import Unit

_HUGE = 1e9  # from here on numbers are written with a power of ten
_MOST = 6  # decimals of a label
_LEAST = 1e-200  # a span below it is none: its ticks could not be told apart


@dataclass(frozen=True, slots=True)
class Scale:
    """Values from ``low`` to ``high`` laid on points from ``start`` to ``end``."""

    low: float
    high: float
    start: float
    end: float
    ticks: tuple[float, ...] = ()

    def __call__(self, value: float) -> float:
        """Return the place of a value."""
        span = self.high - self.low
        return self.start + (self.end - self.start) * ((value - self.low) / span if span else 0.5)

    def labels(self) -> list[str]:
        """Return the ticks as they are written: as many decimals as the step has."""
        if len(self.ticks) < 2:
            return [f"{tick:,g}" for tick in self.ticks]
        step = self.ticks[1] - self.ticks[0]
        if step < 1e-6 or max(map(abs, self.ticks)) >= _HUGE:
            return [f"{tick:.4g}".replace("-", "\u2212") for tick in self.ticks]
        decimals = max(0, -math.floor(math.log10(step) + 1e-9))
        if not math.isclose(step * 10**decimals, round(step * 10**decimals)):
            decimals += 1  # a step of 2.5 or 0.25
        plain = (f"{0.0 if abs(tick) < step / 1e6 else tick:,.{decimals}f}" for tick in self.ticks)
        return [text.replace("-", "\u2212") for text in plain]


def scale(
    values: Iterable[float],
    start: float,
    end: float,
    *,
    zero: bool = True,
    room: float = 45,
    tight: bool = False,
) -> Scale:
    """Return a scale for ``values``, a tick about every ``room`` points.

    ``zero``: it begins at 0, as bars must; else it holds the values alone. Its ends are ticks,
    unless it is ``tight``: then it ends with the values.
    """
    every = [*values, *([0.0] if zero else [])] or [0.0, 1.0]
    low, high = min(every), max(every)
    if high - low <= max(abs(low), abs(high)) * 1e-9 or high - low < _LEAST:
        low, high = (low, low + (abs(low) or 1)) if low >= 0 else (low, 0.0)
    if high - low < _LEAST:
        high = low + 1
    step = _step((high - low) / max(abs(end - start) / room, 1))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    ticks = tuple(i * step for i in range(first, last + 1))
    if tight:
        inside = tuple(tick for tick in ticks if low <= tick <= high)
        return Scale(low, high, start, end, inside)
    return Scale(ticks[0], ticks[-1], start, end, ticks)


def _step(least: float) -> float:
    """Return the round number (1, 2, 2.5 or 5 times a power of ten) that is not below ``least``."""
    power = 10.0 ** math.floor(math.log10(least))
    return next(m * power for m in (1, 2, 2.5, 5, 10) if m * power >= least * (1 - 1e-9))


def short(value: float, unit: Unit) -> str:
    """Return a number for a label that stands alone: three figures, no more than it deserves."""
    return shorts([value], unit)(value)


def shorts(values: Iterable[float], unit: Unit) -> Callable[[float], str]:
    """Return what writes the labels of one picture, all with one number of decimals.

    As many as give the largest of ``values`` three figures; what they would make nothing is
    written as below the least that they can say.
    """
    whole = unit in (Unit.COUNT, Unit.RANK)
    sizes = [abs(v) for v in values if v and not isinstance(v, int)]
    largest = max(sizes, default=0.0)
    decimals = 0 if whole or not largest else max(0, 2 - math.floor(math.log10(largest)))
    if unit is Unit.PERCENT or (unit is Unit.PER_MILLION and largest >= 10):
        decimals = min(decimals, 1)

    def written(value: float) -> str:
        if abs(value) >= _HUGE or decimals > _MOST:
            text = f"{value:.3g}"
        elif isinstance(value, int):
            text = f"{value:,}"
        else:
            text = f"{value:,.{decimals}f}"
            if value and not text.strip("-0.,"):
                least = f"{10.0**-decimals:.{decimals}f}"
                text = f"<{least}" if value > 0 else f">-{least}"
        return text.replace("-", "\u2212")

    return written
