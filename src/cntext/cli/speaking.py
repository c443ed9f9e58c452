"""What is said on stderr: one line each, safe to show; and the progress bar."""

from __future__ import annotations

import sys
import time
from typing import Any

from cntext.errors import Both
from cntext.text.safe import safe

LOUDEST = 5  # lines before the rest is only counted; with the summary, six in all
PATIENCE = 1.0  # seconds before a progress bar appears


class Speaker:
    """Speaks to the user on stderr, in one language, or keeps quiet."""

    def __init__(self, lang: str, *, quiet: bool = False, progress: bool = True) -> None:
        self.lang = lang
        self.quiet = quiet
        self.bars = progress and not quiet and sys.stderr is not None and sys.stderr.isatty()

    def error(self, line: str) -> None:
        """Say what went wrong."""
        stream = sys.stderr
        if stream is None:
            return
        try:
            stream.write(f"cntext: {safe(line)}\n")
            stream.flush()
        except (OSError, ValueError):
            pass  # stderr is closed: there is nobody to tell
        except UnicodeEncodeError:
            stream.write(f"cntext: {safe(line).encode('ascii', 'backslashreplace').decode()}\n")

    def note(self, text: Both) -> None:
        """Say something worth knowing, unless asked to be quiet."""
        if not self.quiet:
            self.error(text.say(self.lang))

    def many(self, lines: list[str]) -> None:
        """Say the first few of many lines and how many more there are."""
        shown = LOUDEST if len(lines) <= LOUDEST else LOUDEST - 1
        for line in lines[:shown]:
            self.error(line)
        if len(lines) > shown:
            more = len(lines) - shown
            text = Both(
                f"……另有 {more} 个（-f json 列出全部）", f"... and {more} more (-f json lists all)"
            )
            self.error(text.say(self.lang))

    def progress(self, label: Both, total: int) -> Progress:
        """Return a bar that shows itself once the work has taken a second."""
        return Progress(label.say(self.lang), total, show=self.bars)


class Progress:
    """A progress bar on stderr, drawn only for work that takes longer than a second."""

    def __init__(self, label: str, total: int, *, show: bool) -> None:
        self.label = label
        self.total = total
        self.done = 0
        self.show = show
        self.began = time.monotonic()
        self._bar: Any = None
        self._task: Any = None

    def advance(self, amount: int) -> None:
        """Report ``amount`` more done."""
        self.done += amount
        if not self.show:
            return
        if self._bar is None and time.monotonic() - self.began > PATIENCE:
            from rich.console import Console
            from rich.progress import Progress as Bar

            self._bar = Bar(console=Console(stderr=True), transient=True)
            self._task = self._bar.add_task(self.label, total=self.total)
            self._bar.start()
        if self._bar is not None:
            self._bar.update(self._task, completed=self.done)

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()
