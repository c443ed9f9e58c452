"""Reading: paths → bytes → text with its encoding and its header.

``import cntext as ct; ct.read("corpus/")`` is the library's function, and this package has its
name: so the package may be called, and the function is what answers.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import Any


class _Callable(ModuleType):
    @property
    def __call__(self) -> Any:  # noqa: ANN401 (typed where it is defined)
        """`cntext.api.read`."""
        return import_module("cntext.api").read


sys.modules[__name__].__class__ = _Callable
