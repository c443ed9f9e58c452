"""Warnings that several tables give."""

from __future__ import annotations

from collections.abc import Container

from cntext.errors import Both
from cntext.table import Caveat


def no_field(by: str, missing: int) -> tuple[Caveat, ...]:
    """Return a warning where ``missing`` documents do not have the field of the groups."""
    if not missing or by == "document":
        return ()
    return (
        Caveat(
            "no-field",
            Both(
                f"{missing:,} 篇文档没有“{by}”字段，归入空组",
                f"documents without {by!r}, which are group “”: {missing:,}",
            ),
        ),
    )


def nameless(by: str, groups: Container[str]) -> tuple[Caveat, ...]:
    """Return that warning without their number: ``groups`` has one for those without the field."""
    if not by or by == "document" or "" not in groups:
        return ()
    return (
        Caveat(
            "no-field",
            Both(f"有文档没有“{by}”字段，归入空组", f"some documents have no {by!r}; group “”"),
        ),
    )
