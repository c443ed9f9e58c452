"""Measures: pure functions, corpus in, table out. One file, one analysis."""

import pkgutil
from importlib import import_module


def load_analyses() -> None:
    """Import every module of this folder, so that each analysis registers itself."""
    for module in pkgutil.iter_modules(__path__):
        if not module.ispkg:
            import_module(f"{__name__}.{module.name}")
