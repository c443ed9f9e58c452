"""TOML, by the standard library where it has it (3.11) and by tomli before; read when first used."""

import sys
from importlib import import_module
from typing import Any

__all__ = ["TOMLDecodeError", "loads"]


class TOMLDecodeError(ValueError):
    """A text that is no TOML, or TOML that cannot be read; the message says where or why."""


def loads(text: str) -> dict[str, Any]:
    """Return what ``text`` says; `TOMLDecodeError` for whatever cannot be read."""
    # Most runs read no TOML, and the library costs some milliseconds.
    library = import_module("tomllib" if sys.version_info >= (3, 11) else "tomli")
    try:
        found: dict[str, Any] = library.loads(text)
    except RecursionError:
        raise TOMLDecodeError("brackets are nested too deeply") from None
    except library.TOMLDecodeError as error:
        raise TOMLDecodeError(str(error)) from error
    except ValueError:  # over 4,300 digits
        raise TOMLDecodeError("a number has too many digits") from None
    return found
