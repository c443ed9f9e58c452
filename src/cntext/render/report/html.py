"""Elements of HTML, written so that no text can become one.

A `Markup` is HTML; every other string is text and is escaped where it goes in.
"""

from __future__ import annotations

from html import escape

from cntext.errors import Both
from cntext.text.safe import safe

_VOID = frozenset({"meta", "input", "img", "link", "br"})


class Markup(str):
    """A piece of HTML, made by `tag` and its like alone."""

    __slots__ = ()


def text(words: str) -> Markup:
    """Return ``words`` as HTML text: markup escaped, control characters made visible."""
    return words if isinstance(words, Markup) else Markup(escape(safe(words)))


def join(*children: str) -> Markup:
    """Return pieces of HTML and texts one after the other."""
    return Markup("".join(map(text, children)))


def tag(name: str, /, *children: str, **attributes: str | int | bool | None) -> Markup:
    """Return an element: ``tag("td", "a < b", class_="number", data_row=3)``.

    An attribute that is True stands by itself; one that is None or False is left out.
    """
    written = "".join(
        f" {_name(key)}" if value is True else f' {_name(key)}="{text(str(value))}"'
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    if name in _VOID:
        return Markup(f"<{name}{written}>")
    return Markup(f"<{name}{written}>{join(*children)}</{name}>")


def both(words: Both) -> Markup:
    """Return a text in both languages, of which the page shows the reader's."""
    if words.zh == words.en:
        return text(words.zh)
    return join(
        tag("span", words.zh, class_="zh", lang="zh-CN"),
        tag("span", words.en, class_="en", lang="en"),
    )


def _name(key: str) -> str:
    return key.rstrip("_").replace("_", "-")
