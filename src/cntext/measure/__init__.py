"""Measures: pure functions, corpus in, table out. One file, one analysis of the same name.

A folder in here, ``stats`` aside, is a group of commands: ``lexicon/count.py`` is the whole of
``cntext lexicon count`` and registers itself as "lexicon-count".
"""

import pkgutil
from importlib import import_module
from pathlib import Path

GROUPS = ("lexicon",)


def analysis_names() -> list[str]:
    """Return the names of the analyses that are commands: the files of this folder, in order."""
    return sorted(module.name for module in pkgutil.iter_modules(__path__) if not module.ispkg)


def members(group: str) -> list[str]:
    """Return the names of the analyses in the folder of ``group``, in order."""
    folder = str(Path(__path__[0]) / group)
    return sorted(module.name for module in pkgutil.iter_modules([folder]))


def load_analysis(name: str) -> None:
    """Import the file of one analysis, so that it registers itself."""
    group, _, member = name.partition("-")
    import_module(f"{__name__}.{group}.{member}" if member else f"{__name__}.{name}")


def load_analyses() -> None:
    """Import them all."""
    for name in analysis_names():
        load_analysis(name)
    for group in GROUPS:
        for name in members(group):
            load_analysis(f"{group}-{name}")
