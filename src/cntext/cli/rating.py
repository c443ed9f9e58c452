"""What coders wrote, as ratings: each value checked, the dictionary's own beside them."""

from __future__ import annotations

from dataclasses import replace

from cntext.cli.sheets import Sheet, rate, values_of
from cntext.errors import Both, UsageProblem, near
from cntext.measure.stats.agreement import Level
from cntext.measure.stats.ratings import NONE, Ratings, Values
from cntext.scheme.coding import Coder
from cntext.scheme.model import Scheme
from cntext.text.safe import safe


def ratings_of(
    sheets: list[Sheet],
    level: Level,
    scheme: Scheme | None,
    scale: tuple[str, ...],
    *,
    top: bool,
) -> Ratings:
    """Return what coders said, each value checked against the scheme, the scale and the level.

    `UsageProblem` names the file and line of a value that cannot be.
    """
    allowed = frozenset((*scheme.in_order, NONE) if scheme else scale)

    def read(written: str, where: str) -> Values | None:
        values = values_of(written)
        for value in values or ():
            if allowed and value not in allowed and not (level is Level.NOMINAL and value == NONE):
                raise _outside(value, where, tuple(scheme.in_order) if scheme else scale)
            if not scale and level is not Level.NOMINAL:
                check_number(value, where, ratio=level is Level.RATIO)
        if values and level is not Level.NOMINAL and len(values) > 1:
            raise UsageProblem(
                where,
                Both("一格里有几个值", "has several values in one cell"),
                Both("定序、定距、定比只能有一个", "keep one: values with an order are single"),
            )
        if values and level is not Level.NOMINAL and not scale:
            values = frozenset({_canonical(next(iter(values)))})
        if values and NONE in values and len(values) > 1:
            raise UsageProblem(
                where,
                Both("既填“无”又填类别", "says both none and a code"),
                Both("留下一种", "keep one of them"),
            )
        return _topmost(values, scheme) if values and scheme and top else values

    more = None
    if scheme is not None:
        coder, known = Coder(scheme), scheme

        def by_dictionary(text: str) -> Values:
            found = frozenset(hit.code for hit in coder.code(text).hits) or frozenset({NONE})
            return _topmost(found, known) if top else found

        more = (scheme.name, by_dictionary)
    order = scheme.in_order if scheme else scale
    ratings = rate(sheets, read, order, more)
    if level is not Level.NOMINAL and not scale:
        given = {
            value for unit in ratings.units for values in unit.values if values for value in values
        }
        ratings = replace(ratings, order=tuple(sorted(given, key=float)))
    return ratings


def _topmost(values: Values, scheme: Scheme) -> Values:
    return frozenset(scheme.lines[v][-1] if v in scheme.lines else v for v in values)


def _canonical(value: str) -> str:
    """Return a number as it is written shortest: 2 for 2.0 and 02."""
    number = float(value)
    return str(int(number)) if number.is_integer() else repr(number)


def check_number(value: str, where: str, *, ratio: bool) -> None:
    """Refuse what is no number, or with ``ratio`` one below 0; ``where`` it was written."""
    from math import isfinite

    try:
        number = float(value)
    except ValueError:
        number = float("nan")
    if not isfinite(number) or (ratio and number < 0):
        shown = safe(value[:20])
        kind = Both("不小于 0 的数", "a number of 0 or more") if ratio else Both("数", "a number")
        raise UsageProblem(
            where,
            Both(f"“{shown}”不是{kind.zh}", f"{shown!r} is not {kind.en}"),
            Both("改正它；定序的词用 --scale 低,中,高", "correct it; for words in order give --scale low,mid,high"),
        )  # fmt: skip


def _outside(value: str, where: str, known: tuple[str, ...]) -> UsageProblem:
    shown = safe(value[:20])
    return UsageProblem(
        where,
        Both(f"“{shown}”不在允许的值之内", f"{shown!r} is not among the values allowed"),
        near(value, known) or Both("有：" + "、".join(known), "there are: " + ", ".join(known)),
    )
