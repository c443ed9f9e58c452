"""Document properties, as far as they say something: programs fill them with rubbish."""

from __future__ import annotations

import re

from cntext.lazy import pattern
from cntext.text.dates import iso_date

_NO_TITLE = pattern(
    r"(?:microsoft|wps)\s|untitled|unknown title|无标题|未命名|幻灯片\s*\d|powerpoint|document\s?\d|文档\s?\d|about:blank"
    r"|(?:file|https?)://|.*\.(?:docx?|wps|txt|html?|pptx?|indd|pdf|rtf|odt)\Z",
    re.IGNORECASE,
)
_NO_AUTHOR = frozenset(
    {"administrator", "admin", "user", "unknown", "unknown author", "python-docx", "微软用户"}
)


def property_title(title: str) -> str:
    """Return ``title`` unless it is a file name, an address or a program's own word."""
    title = " ".join(title.split())
    return "" if _NO_TITLE.match(title) else title


def property_author(author: str) -> str:
    """Return ``author`` unless it is the name of an account."""
    author = " ".join(author.split())
    return "" if author.lower() in _NO_AUTHOR else author


def property_date(date: str) -> str:
    """Return the date in ISO 8601 at day precision; "" for the zero dates of programs."""
    found = iso_date(date.strip()[:10])
    return "" if found.startswith(("1601", "1899", "1970-01-01", "1980-01-01")) else found
