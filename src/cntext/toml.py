"""TOML, by the standard library where it has it (3.11) and by tomli before; had when first used."""

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # for mypy; at run time see __getattr__
    from tomli import TOMLDecodeError, loads

__all__ = ["TOMLDecodeError", "loads"]


if not TYPE_CHECKING:

    def __getattr__(name: str) -> Any:  # noqa: ANN401 (a function and an exception)
        """Return a name of the library: most runs read no TOML, and it costs some milliseconds."""
        if name in __all__:
            return getattr(
                import_module("tomllib" if sys.version_info >= (3, 11) else "tomli"), name
            )
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
