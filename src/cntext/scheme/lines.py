"""Which line of a TOML file a table or a string stands on, for messages."""

from __future__ import annotations

import re


class Lines:
    """The lines of a file; numbers count from 1, 0 means that it was not found."""

    def __init__(self, text: str) -> None:
        self._lines = text.splitlines()
        self._heads: dict[str, int] = {}
        for number, line in enumerate(self._lines, start=1):
            bare = line.strip()
            head = re.match(r"""\[\s*(?:"([^"]*)"|'([^']*)'|([\w-]+))\s*[\].]""", bare) or re.match(
                r"""(?:"([^"]*)"|'([^']*)'|([\w-]+))\s*=""", bare
            )
            if head:
                name = next(group for group in head.groups() if group is not None)
                self._heads.setdefault(name, number)

    def head(self, name: str) -> int:
        """Return the line on which the table ``name`` begins."""
        return self._heads.get(name, 0)

    def of(self, name: str, written: str) -> int:
        """Return the line inside the table ``name`` that holds ``written``, else that of its head."""
        head = self.head(name)
        for number in range(max(head, 1), len(self._lines) + 1):
            line = self._lines[number - 1]
            other = number > head and re.match(r"""\[\s*["']?([^"'\].]*)""", line.lstrip())
            if other and other[1].strip() not in {name, ""}:
                break
            if written in line and number > head:
                return number
        return head
