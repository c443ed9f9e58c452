"""A plugin of pytest for coverage: what runs is noted under its test; children are let end."""

import json
import os
import subprocess
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import coverage
import pytest

from cntext.read import child

_seconds: dict[str, float] = defaultdict(float)  # of each test, fixtures included
_skipped: set[str] = set()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Begin the context of a test, fixtures included."""
    measuring = coverage.Coverage.current()
    if measuring is not None:
        measuring.switch_context(item.nodeid)
    result = yield
    child.stop()  # of a child that a later test kills nobody would know what it ran
    return result


def pytest_configure() -> None:
    """Let the children of readers end by themselves: killed, they could not say what they ran."""
    kill = child._Child.kill

    def end(self: child._Child) -> None:
        mine = self._owner == os.getpid() and self._process.poll() is None
        if mine and not self.is_busy and self._process.stdin:
            self._process.stdin.close()
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(60)  # it has to write what it ran
        kill(self)

    child._Child.kill = end  # type: ignore[method-assign]


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Add up how long a test takes; one that is skipped cannot notice anything."""
    _seconds[report.nodeid] += report.duration
    if report.skipped:
        _skipped.add(report.nodeid)


def pytest_sessionfinish() -> None:
    """Write the times to the file that MUTATION_TIMES names."""
    if named := os.environ.get("MUTATION_TIMES"):
        ran = {test: seconds for test, seconds in _seconds.items() if test not in _skipped}
        Path(named).write_text(json.dumps(ran), encoding="utf-8")
