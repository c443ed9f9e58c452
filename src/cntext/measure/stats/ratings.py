"""What coders said of which units, as it was read; and as numbers on a scale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cntext.lazy import np

NONE = "无"  # rated, and none of the codes
Values = frozenset[str]


@dataclass(frozen=True, slots=True)
class RatedUnit:
    """A unit by its id: what it says, where it is from, and each coder's values (None: not rated)."""

    id: str
    text: str
    document: str
    values: tuple[Values | None, ...]


@dataclass(frozen=True, slots=True)
class Ratings:
    """Units in the order of the first table that has them, and the names of the coders.

    ``order`` are the values of a scale from low to high, () where there is no order; ``parents``
    the code that each code lies in.
    """

    coders: tuple[str, ...]
    units: tuple[RatedUnit, ...]
    order: tuple[str, ...] = ()
    parents: Mapping[str, str] = field(default_factory=dict)

    def codes(self) -> tuple[str, ...]:
        """Return the codes that anybody gave, those of the scale first; NONE is no code."""
        given = {v for u in self.units for values in u.values if values for v in values}
        listed = [code for code in self.order if code in given]
        return (*listed, *sorted(given - {*listed, NONE}))

    def several(self) -> bool:
        """Say whether any unit has more than one code of a coder."""
        return any(len(values) > 1 for u in self.units for values in u.values if values)

    def labels(self) -> tuple[str, ...]:
        """Return what the coders said as it is compared as one: codes, sets of codes, NONE."""
        given = {label(v) for unit in self.units for v in unit.values if v}
        listed = [code for code in (*self.codes(), NONE) if code in given]
        return (*listed, *sorted(given - {*listed}))

    def whole(self, labels: Sequence[str]) -> np.ndarray:
        """Return int64[U, C]: the place of each rating among ``labels``, -1 for none."""
        at = {name: place for place, name in enumerate(labels)}
        return self._matrix([[at[label(v)] if v else -1 for v in u.values] for u in self.units])

    def one(self, code: str) -> np.ndarray:
        """Return int64[U, C]: 1 where a coder gives ``code``, 0 where others or none, -1 unrated."""
        return self._matrix([[int(code in v) if v else -1 for v in u.values] for u in self.units])

    def _matrix(self, rows: list[list[int]]) -> np.ndarray:
        return np.array(rows, np.int64).reshape(len(self.units), len(self.coders))


def label(values: Values) -> str:
    """Return a set of codes as one value: 甲、乙."""
    return "、".join(sorted(values))
