"""numpy, imported when it is first used and not before.

``cntext --help`` imports every analysis to print its first line; none of them may
cost it the 0.1–0.3 s that numpy takes. So modules write ``from cntext.lazy import np``
at the top, as they would ``import numpy as np``, and annotations are left unevaluated
(``from __future__ import annotations``).
"""

import os
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any


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


if TYPE_CHECKING:  # the one place: checkers see the real module
    import numpy as np
else:
    np = _Lazy("numpy")

__all__ = ["np"]
