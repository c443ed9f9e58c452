"""What is said on stderr: one line each, safe to show; and how far the work is."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from cntext.cli.progress import Progress, Waiting
from cntext.errors import Both
from cntext.text.safe import masked, safe

LOUDEST = 5  # lines before the rest is only counted; with the summary, six in all


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
        line = safe(masked(line))
        try:
            stream.write(f"cntext: {line}\n")
            stream.flush()
        except UnicodeEncodeError:  # a kind of ValueError
            stream.write(f"cntext: {line.encode('ascii', 'backslashreplace').decode()}\n")
        except (OSError, ValueError):
            pass  # stderr is closed: there is nobody to tell

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

    @contextmanager
    def progress(self, label: Both, total: int, unit: str = "") -> Iterator[Progress]:
        """Show a bar once the work has taken a second; none within what shows one already."""
        left = Both("还需", "left").say(self.lang)
        bar = Progress(label.say(self.lang), total, show=self.bars, unit=unit, left=left)
        with self._alone(), bar:
            yield bar

    @contextmanager
    def waiting(self, label: Both) -> Iterator[None]:
        """Show a sign of life while work goes on whose size nobody knows."""
        sign = Waiting(label.say(self.lang), show=self.bars)
        with self._alone(), sign:
            yield

    @contextmanager
    def _alone(self) -> Iterator[None]:
        before, self.bars = self.bars, False
        try:
            yield
        finally:
            self.bars = before
