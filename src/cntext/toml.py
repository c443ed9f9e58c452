"""TOML, by the standard library where it has it (3.11) and by tomli before."""

import sys
from typing import Any

if sys.version_info >= (3, 11):
    import tomllib
    from tomllib import TOMLDecodeError
else:
    import tomli as tomllib
    from tomli import TOMLDecodeError

__all__ = ["TOMLDecodeError", "loads"]


class _Unreadable(TOMLDecodeError):  # type: ignore[misc]  # tomli is Any where it is not there
    """What the parser itself gives up on."""

    def __init__(self, why: str) -> None:
        ValueError.__init__(self, why)  # its own asks for other arguments in each version


def loads(text: str) -> dict[str, Any]:
    """Return what ``text`` says; `TOMLDecodeError` for whatever cannot be read."""
    try:
        found: dict[str, Any] = tomllib.loads(text)
    except TOMLDecodeError:
        raise
    except RecursionError:
        raise _Unreadable("brackets are nested too deeply") from None
    except ValueError:  # over 4,300 digits
        raise _Unreadable("a number has too many digits") from None
    return found
