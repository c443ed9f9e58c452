"""Click's formatter of help, laid out by cell width."""

from __future__ import annotations

from collections.abc import Iterable

import click

from cntext.text.wrapping import cells, cut, wrap


class Formatter(click.HelpFormatter):
    """Click's formatter, counting a Chinese character as the two cells that it takes."""

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        """Write a definition list with both columns aligned by cells."""
        rows = list(rows)
        # A term that is too long has a line of its own: it moves no other.
        widths = [cells(term) for term, _ in rows if cells(term) <= col_max]
        first = max(widths, default=0) + col_spacing
        width = max(self.width - first - self.current_indent, 20)
        for term, definition in rows:
            head = " " * self.current_indent + term
            if not definition:
                self.write(head + "\n")
                continue
            lines = wrap(definition, width)
            if cells(term) > first - col_spacing:
                self.write(head + "\n")
                head = " " * self.current_indent
            self.write(head + " " * (first + self.current_indent - cells(head)) + lines[0] + "\n")
            for line in lines[1:]:
                self.write(" " * (first + self.current_indent) + line + "\n")

    def write_lines(self, text: str, hanging: int = 0) -> None:
        """Write a paragraph, wrapped; lines after the first begin ``hanging`` cells later."""
        room = max(self.width - self.current_indent - hanging, 20)
        first, *more = wrap(text, room + hanging) if not hanging else [text]
        if hanging and cells(text) > room + hanging:
            head, rest = cut(text, hanging)
            first, *more = wrap(rest, room)
            first = head + first
        self.write(" " * self.current_indent + first + "\n")
        for line in more:
            self.write(" " * (self.current_indent + hanging) + line + "\n")
