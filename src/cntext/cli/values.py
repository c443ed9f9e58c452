"""Values of options that are more than text: conditions, frequency lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cntext.errors import Both, UsageProblem
from cntext.model import Document
from cntext.segment.dictionary import dictionary_path

if TYPE_CHECKING:  # few commands take such values, and all make their options
    from cntext.frequencies import FrequencyList
    from cntext.metadata.where import Where
    from cntext.scheme.model import Scheme

JIEBA = "jieba"


@dataclass(frozen=True, slots=True)
class Asked:
    """A condition as an analysis takes it (`cntext.analysis.Condition`); ``option`` asked it."""

    where: Where
    option: str

    def select(self, documents: Sequence[Document]) -> list[bool]:
        """Return for each document whether it is meant."""
        from cntext.metadata.where import check_fields

        with _named(self.option):
            check_fields(documents, self.where)
        return [self.where(document) for document in documents]

    def record(self) -> str:
        """Return what the manifest says: the condition as it was written."""
        return self.where.source

    def __str__(self) -> str:
        """Return what the option was given: a recorded command line repeats it."""
        return self.where.source


class ConditionValue(click.ParamType[Asked]):
    """An option that takes a condition; a wrong one is refused before anything is read."""

    name = "condition"

    def convert(
        self, value: str | Asked, param: click.Parameter | None, ctx: click.Context | None
    ) -> Asked:
        """Return the condition that ``value`` writes."""
        if isinstance(value, Asked):
            return value
        del ctx  # Click's signature
        from cntext.metadata.where import where

        option = param.opts[0] if param else ""
        with _named(option):
            return Asked(where(value), option)


@contextmanager
def _named(option: str) -> Iterator[None]:
    """Let a problem with a condition name the option that it was given by."""
    try:
        yield
    except UsageProblem as problem:
        where_ = problem.where.replace("--where", option, 1)
        raise UsageProblem(where_, problem.problem, problem.hint) from problem


class SizeValue(click.ParamType[str]):
    """An option that takes a number of bytes, as 2G or 500M, and keeps it as it is written."""

    name = "size"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return ``value``, if it is a size."""
        del ctx  # Click's signature
        from cntext.flow.settings import bytes_meant

        try:
            if value:
                bytes_meant(value)
            return value
        except ValueError:
            raise UsageProblem(
                f"{param.opts[0] if param else ''} {value}",
                Both("应为 2G、500M 这样的大小", "give a size such as 2G or 500M"),
            ) from None


class FrequenciesValue(click.ParamType["FrequencyList"]):
    """An option that takes a list of frequencies: a file, or the dictionary of jieba."""

    name = "frequencies"

    def convert(
        self, value: str | FrequencyList, param: click.Parameter | None, ctx: click.Context | None
    ) -> FrequencyList:
        """Return the list that ``value`` names."""
        del param, ctx
        from cntext.frequencies import FrequencyList, read_frequencies

        if isinstance(value, FrequencyList):
            return value
        if value == JIEBA and not Path(value).exists():
            return replace(read_frequencies(dictionary_path()), name=JIEBA, path=JIEBA)
        return read_frequencies(Path(value))


class SchemeValue(click.ParamType["Scheme"]):
    """An option that takes a coding scheme: the name of a shipped one, or a file."""

    name = "scheme"

    def convert(
        self, value: str | Scheme, param: click.Parameter | None, ctx: click.Context | None
    ) -> Scheme:
        """Return the scheme that ``value`` names."""
        del param, ctx
        from cntext.scheme.files import load_scheme

        return load_scheme(value) if isinstance(value, str) else value
