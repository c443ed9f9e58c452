"""What costs time at start-up, had when it is first used: numpy, and compiled patterns.

``cntext --help`` imports every analysis to print its first line; none of them may
cost it the 0.1–0.3 s that numpy takes. So modules write ``from cntext.lazy import np``
at the top, as they would ``import numpy as np``, and annotations are left unevaluated
(``from __future__ import annotations``).

A regular expression at the top of a module is made with `pattern` for the same reason: with
the characters of Chinese in it, it takes a millisecond to compile, and a run uses few of them.
"""

import os
import re
import sys
from contextlib import suppress
from importlib import import_module
from importlib.machinery import PathFinder
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, cast


def _imported(name: str) -> ModuleType:
    """Import numpy without the threads of its linear algebra, which nothing here uses.

    Starting them takes as much CPU as all the rest of the import, and they would make a
    fork of this process unsafe.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    return import_module(name)


class _Lazy(ModuleType):
    """Stand in for a module; become it, attribute by attribute, on use."""

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 (a module's attribute may be anything)
        value = getattr(_imported(self.__name__), name)
        setattr(self, name, value)
        return value


def numpy_version() -> str:
    """Return ``numpy.__version__``, from its file where that says it: most runs need no more."""
    spec = None if "numpy" in sys.modules else PathFinder.find_spec("numpy")
    if spec is not None and spec.origin:
        with suppress(OSError, UnicodeDecodeError):
            text = Path(spec.origin).with_name("version.py").read_text(encoding="utf-8")
            if found := re.search(r'^version = "([\w.+]+)"$', text, re.MULTILINE):
                return found[1]
    return str(np.__version__)


class _Pattern:
    """Stand in for a regular expression; its methods are those of the compiled one."""

    def __init__(self, source: str, flags: int) -> None:
        self._asked = source, flags

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 (a pattern's attributes)
        value = getattr(re.compile(*self._asked), name)
        setattr(self, name, value)
        return value

    def __reduce__(self) -> tuple[Any, ...]:
        return pattern, self._asked


def pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return what ``re.compile(source, flags)`` would, compiled when it is first asked."""
    return cast("re.Pattern[str]", _Pattern(source, flags))


if TYPE_CHECKING:  # the one place: checkers see the real module
    import numpy as np
else:
    np = _Lazy("numpy")

__all__ = ["np", "numpy_version", "pattern"]
