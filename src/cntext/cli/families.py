"""The families of options: help shows them under these headings, in this order."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import Enum
from functools import wraps
from typing import ParamSpec, TypeVar

import click

from cntext.errors import Both

P = ParamSpec("P")
R = TypeVar("R", bound=click.Parameter | list[click.Parameter])


class Family(Enum):
    """What an option is about; the value is the heading."""

    OWN = Both("本命令的选项", "Options of this command")
    COUNTING = Both("统计什么", "What is counted")
    STATISTICS = Both("统计方法", "Statistics")
    LISTS = Both("词表与切词", "Word lists and segmentation")
    INPUT = Both("读入与整理", "Reading and cleaning")
    DOCUMENTS = Both("选取文档", "Which documents")
    OUTPUT = Both("输出", "Output")
    RUN = Both("运行", "Running")


# What standard names are about, wherever an analysis declares them; other names are its own.
BY_NAME = {
    **dict.fromkeys(
        ("unit", "by", "min_freq", "min_range", "min_length", "max_length", "concepts",
         "whole_words", "within", "window", "border", "period", "category", "type", "kind"),
        Family.COUNTING,
    ),
    **dict.fromkeys(
        ("test", "smooth", "resample", "rounds", "runs", "seed", "measure", "norm", "sample",
         "threshold", "idf", "method", "k", "clusters"),
        Family.STATISTICS,
    ),
}  # fmt: skip


class Placed(click.Option):
    """An option that carries its family."""

    family = Family.OWN


def of(family: Family) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Put the options that a function returns in ``family``."""

    def mark(make: Callable[P, R]) -> Callable[P, R]:
        @wraps(make)
        def made(*args: P.args, **kwargs: P.kwargs) -> R:
            found = make(*args, **kwargs)
            for each in [found] if isinstance(found, click.Parameter) else found:
                if isinstance(each, Placed):
                    each.family = family
            return found

        return made

    return mark


def grouped(options: Iterable[click.Option]) -> dict[Family, list[click.Option]]:
    """Return the options by family, in the order in which families are shown.

    Click's own, --help, is about the run.
    """
    found: dict[Family, list[click.Option]] = {family: [] for family in Family}
    for each in options:
        found[each.family if isinstance(each, Placed) else Family.RUN].append(each)
    return {family: those for family, those in found.items() if those}
