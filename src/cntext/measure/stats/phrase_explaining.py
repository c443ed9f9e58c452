"""Why a phrase ranks where it does, or why it is not listed at all: a table of reasons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cntext.errors import Both
from cntext.measure.stats.phrase_discovery import Evidence, characters
from cntext.measure.stats.phrase_steps import RULES, Asked, steps
from cntext.measure.stats.phrase_weights import LABELS, weights_for
from cntext.table import Caveat, Column, Role, Row, Table, Type, Unit

_STEPS = {
    "listed": Both("结果", "result"),
    "rule": Both("规则", "rule"),
    "score": Both("得分", "score"),
}
_RESULTS = {"rank": Both("名次", "rank"), "total": Both("总分", "total score")}
COLUMNS = (
    Column("step", Both("步骤", "Step"), Type.STRING, role=Role.KEY, says=tuple(_STEPS.items())),
    Column(
        "reason",
        Both("项目", "Reason"),
        Type.STRING,
        role=Role.TERM,
        says=tuple({**LABELS, **_RESULTS, **RULES}.items()),
    ),
    # Numbers of many kinds, which no picture can set side by side: points alone are measures.
    Column("value", Both("值", "Value"), Type.NUMBER, Unit.SCORE, Role.CONTEXT),
    Column("limit", Both("界限", "Limit"), Type.NUMBER, Unit.SCORE, Role.CONTEXT),
    Column("passed", Both("通过", "Passed"), Type.BOOLEAN, role=Role.CONTEXT),
    Column("weight", Both("权重", "Weight"), Type.NUMBER, Unit.SCORE, Role.CONTEXT),
    Column("points", Both("得分", "Points"), Type.NUMBER, Unit.SCORE),
    Column("other", Both("改列", "Instead"), Type.STRING, role=Role.CONTEXT),
)
# The most important first: a screen shows those that fit.
_BRIEF = ("step", "reason", "passed", "value", "points", "other", "limit", "weight")


def explanation(asked: Asked, found: Evidence, phrase: str, caveats: Sequence[Caveat]) -> Table:
    """Return why ``phrase`` ranks where it does: its rank, the rules, and what its score adds up.

    Rules in the order in which they are asked, up to the first that it fails, which a warning
    says in words beside the ``caveats`` of the corpus; then all features that are not 0 with
    their weights, the largest first.
    """
    asked_of = steps(asked, found, phrase)
    texts = found.repeats.texts()
    number = texts.index(phrase) if phrase in texts else -1
    listed = found.listed.tolist()
    rows: list[Row] = []
    if number >= 0:
        rank = listed.index(number) + 1 if number in listed else None
        rows += [_row("listed", "rank", value=rank, passed=rank is not None)]
        rows += [_row("listed", "total", value=float(found.scores[number]))]
    for step in asked_of:
        rows += [
            _row(
                "rule",
                step.rule,
                value=step.value,
                limit=step.limit,
                passed=step.because is None,
                other=step.other or None,
            )
        ]
    if number >= 0:
        rows += _points(found, number, characters(asked.parts))
    failed = [_missing(phrase, step.because) for step in asked_of if step.because]
    return Table(
        name="phrases-explain",
        title=Both(f"“{phrase}”的名次", f"The rank of {phrase}"),
        columns=COLUMNS,
        rows=rows,
        notes=(_SUM,) if number >= 0 else (),
        warnings=(*caveats, *failed),
        weight="points",
        brief=_BRIEF,
        entry=_no_entry,
    )


_SUM = Both(
    "得分 = 值 × 权重；总分是各项得分之和", "points: value × weight; the total score is their sum"
)


def _no_entry(_: Row) -> None:
    """Say that no row is an entry of a lexicon, though the table has a column of terms."""


def _row(step: str, reason: str, **cells: float | bool | str | None) -> Row:
    given: dict[str, float | bool | str | None] = {"step": step, "reason": reason, **cells}
    return tuple(given.get(column.id) for column in COLUMNS)


def _points(found: Evidence, number: int, size: int) -> Iterator[Row]:
    """Yield every feature that counts for string ``number`` of a corpus of ``size`` characters."""
    weights = weights_for(size)
    values = {name: float(found.terms[name][number]) for name in weights}
    points = {name: weight * values[name] for name, weight in weights.items() if values[name]}
    for name in sorted(points, key=lambda name: (-abs(points[name]), name)):
        yield _row(
            "score", name, value=values[name], weight=float(weights[name]), points=points[name]
        )


def _missing(phrase: str, reason: Both) -> Caveat:
    return Caveat(
        "not-listed",
        Both(f"“{phrase}”没有列出：{reason.zh}", f"{phrase} is not listed: {reason.en}"),
    )
