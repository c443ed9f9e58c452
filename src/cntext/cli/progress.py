"""Progress on stderr, on a terminal alone: what is at work, how far it is, how long it will take."""

from __future__ import annotations

import threading
import time
from typing import Any

PATIENCE = 1.0  # seconds before anything is shown


class Progress:
    """A bar for work of known size; ``shown`` says whether there was time to draw it.

    ``unit``: "bytes", "steps", or "" for a share of the whole alone.
    """

    def __init__(
        self, label: str, total: int, *, show: bool, unit: str = "", left: str = ""
    ) -> None:
        self.label, self.total, self.done = label, total, 0
        self.show, self.shown = show, False
        self._unit, self._left = unit, left
        self._began = time.monotonic()
        self._bar: Any = None
        self._task: Any = None

    def advance(self, amount: int) -> None:
        """Report ``amount`` more done."""
        self.done += amount
        self._update()

    def step(self, label: str) -> None:
        """Report that the step called ``label`` begins; what was at work before it is done."""
        self.label = label
        self._update()
        self.done += 1

    def _update(self) -> None:
        if not self.show:
            return
        if self._bar is None and time.monotonic() - self._began >= PATIENCE:
            self._draw()
        if self._bar is not None:
            done = min(self.done, self.total)
            self._bar.update(self._task, completed=done, description=self.label)
            if not self._bar.live.auto_refresh:
                self._bar.refresh()

    def _draw(self) -> None:
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            DownloadColumn,
            MofNCompleteColumn,
            TaskProgressColumn,
            TextColumn,
            TimeRemainingColumn,
        )
        from rich.progress import Progress as Bar

        far = {"bytes": DownloadColumn, "steps": MofNCompleteColumn}.get(
            self._unit, TaskProgressColumn
        )
        columns = (TextColumn("{task.description}", markup=False), BarColumn(), far(),
                   TextColumn(self._left, markup=False), TimeRemainingColumn())  # fmt: skip
        # Between steps workers may be forked, which a second thread would forbid.
        steady = self._unit != "steps"
        console = Console(stderr=True)
        self._bar = Bar(*columns, console=console, transient=True, auto_refresh=steady)
        self._task = self._bar.add_task(self.label, total=self.total)
        self._bar.start()
        self.shown = True

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()


class Waiting:
    """A sign of life, and the time, for work whose size nobody knows."""

    def __init__(self, label: str, *, show: bool) -> None:
        self.label, self.show = label, show
        self._bar: Any = None
        self._lock = threading.Lock()
        self._timer: threading.Timer | None = None

    def _draw(self) -> None:
        from rich.console import Console
        from rich.progress import Progress as Bar
        from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

        with self._lock:
            if self._timer is None:  # the work is done
                return
            columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False),
                       TimeElapsedColumn())  # fmt: skip
            self._bar = Bar(*columns, console=Console(stderr=True), transient=True)
            self._bar.add_task(self.label, total=None)
            self._bar.start()

    def __enter__(self) -> Waiting:
        if self.show:
            self._timer = threading.Timer(PATIENCE, self._draw)
            self._timer.daemon = True
            self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        timer, self._timer = self._timer, None
        if timer is None:
            return
        timer.cancel()
        with self._lock:
            if self._bar is not None:
                self._bar.stop()
