"""Show what was measured: tables on the screen, everything in JSON."""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime, timezone
from pathlib import Path

from benchmarks.cases import Case, Goal
from benchmarks.timing import Cost
from cntext.segment.choosing import Engine, engine_in_force

Measured = Sequence[tuple[Case, Mapping[str, Cost]]]


def machine() -> dict[str, object]:
    """Return what a figure means nothing without: processor, cores, Python, engine, load."""
    return {
        "system": f"{platform.system()} {platform.machine()}",
        "processor": _processor(),
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 2),
        "date": datetime.now(timezone.utc).date().isoformat(),
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "engine": f"engine {engine_in_force(Engine.AUTO).value}",
    }


def _processor() -> str:
    about = Path("/proc/cpuinfo")
    lines = about.read_text(encoding="utf-8").splitlines() if about.is_file() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor()


def ratio(goal: Goal, costs: Mapping[str, Cost]) -> float:
    """Return first / second of what ``goal`` compares: medians, or the largest peaks."""
    first, second = (getattr(costs[name], goal.of) for name in (goal.first, goal.second))
    return (first - goal.free) / second


def verdict(goal: Goal, found: float) -> str:
    """Return "met" or "missed", "" where there is no target."""
    if goal.limit is None:
        return ""
    return "met" if (found >= goal.limit if goal.least else found <= goal.limit) else "missed"


def show(measured: Measured, loaded: Sequence[str] | None, where: Mapping[str, object]) -> None:
    """Print the machine, one table of costs and one line for each comparison."""
    from rich.console import Console
    from rich.table import Table

    console = Console(highlight=False)
    if not console.is_terminal:  # a file has room; wrapped cells are hard to compare
        console.width = 100
    console.print(" · ".join(f"{name}: {value}" for name, value in where.items()), soft_wrap=True)
    table = Table("command")
    for heading in ("runs", "median s", "min", "max", "CPU s", "peak MB"):
        table.add_column(heading, justify="right")
    for _, costs in measured:
        for cost in costs.values():
            low, high = cost.span
            figures = [f"{x:.3f}" for x in (cost.seconds, low, high, cost.cpu)]
            row = [cost.label, str(len(cost.runs)), *figures, f"{cost.peak / 1e6:.0f}"]
            table.add_row(*row)
        table.add_section()
    console.print(table)
    for case, costs in measured:
        for goal in case.goals:
            found = ratio(goal, costs)
            target = f" (target {_limit(goal)}: {verdict(goal, found)})" if goal.limit else ""
            what = {"seconds": "time", "cpu": "CPU", "peak": "peak memory"}[goal.of]
            console.print(
                f"{case.name}, {what}: {goal.first}{_less(goal)} ÷ {goal.second} = {found:.2f}{target}",
                soft_wrap=True,
            )
    named = "--help failed" if loaded is None else ", ".join(loaded) or "none"
    word = "met" if loaded == [] else "missed"
    console.print(f"heavy packages loaded by --help: {named} (target none: {word})")


def _less(goal: Goal) -> str:
    return f" less {goal.free:g} s" if goal.free else ""


def _limit(goal: Goal) -> str:
    return f"{'≥' if goal.least else '≤'} {goal.limit:g}"


def as_json(
    measured: Measured, loaded: Sequence[str] | None, where: Mapping[str, object]
) -> dict[str, object]:
    """Return every single run as JSON can hold it, so that figures can be worked out anew."""
    cases = [
        {
            "case": case.name,
            "goals": [
                asdict(goal) | {"ratio": found, "verdict": verdict(goal, found) or None}
                for goal in case.goals
                for found in [ratio(goal, costs)]
            ],
            "costs": [asdict(cost) for cost in costs.values()],
        }
        for case, costs in measured
    ]
    return {"machine": dict(where), "cases": cases, "loaded_at_help": loaded}
