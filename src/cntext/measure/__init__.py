"""Measures: pure functions, corpus in, table out. One file, one analysis of the same name."""

import pkgutil
from importlib import import_module


def analysis_names() -> list[str]:
    """Return the names of all analyses: those of the files of this folder, in order."""
    return sorted(module.name for module in pkgutil.iter_modules(__path__) if not module.ispkg)


def load_analysis(name: str) -> None:
    """Import the file of one analysis, so that it registers itself."""
    import_module(f"{__name__}.{name}")


def load_analyses() -> None:
    """Import them all."""
    for name in analysis_names():
        load_analysis(name)
