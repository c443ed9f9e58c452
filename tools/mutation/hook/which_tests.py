"""A plugin of pytest for coverage: what runs is noted under its test; children are let end."""

import subprocess
from collections.abc import Iterator
from contextlib import suppress

import coverage
import pytest

from cntext.read import child


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Begin the context of a test, fixtures included."""
    measuring = coverage.Coverage.current()
    if measuring is not None:
        measuring.switch_context(item.nodeid)
    return (yield)


def pytest_configure() -> None:
    """Let the children of readers end by themselves: killed, they could not say what they ran."""
    kill = child._Child.kill

    def end(self: child._Child) -> None:
        if self._process.poll() is None and not self.is_busy and self._process.stdin:
            self._process.stdin.close()
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(5)
        kill(self)

    child._Child.kill = end  # type: ignore[method-assign]
