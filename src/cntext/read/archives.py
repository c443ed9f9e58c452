"""Packed inputs: what is inside a .gz, .zst or .zip, within limits."""

from __future__ import annotations

from collections.abc import Iterator

from cntext.read.formats import ReadOptions


def unpack(name: str, data: bytes, options: ReadOptions) -> Iterator[tuple[str, bytes]]:  # noqa: ARG001 (zip and gz follow)
    """Yield ``(name, bytes)`` of what the input holds: itself, if it is not packed."""
    yield name, data
