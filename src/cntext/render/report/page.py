"""The page as a whole: one file that asks nothing of the network, under a strict policy."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from cntext import __version__
from cntext.errors import Both
from cntext.render.report.content import Chapter, Report
from cntext.render.report.downloads import downloads
from cntext.render.report.front import front
from cntext.render.report.html import Markup, both, tag
from cntext.render.report.methods import methods
from cntext.render.report.record import record
from cntext.render.report.sheet import sheet
from cntext.render.report.sources import MOST, data_block, sources
from cntext.render.webfont import web_font

_ASSETS = Path(__file__).with_name("assets")
_STYLES = ("page.css", "sheets.css", "sources.css", "print.css")
_START = ("start.js",)
_SCRIPTS = ("settings.js", "data.js", "tables.js", "sources.js")
_FONT = 3_000_000  # bytes that a font may take: more than 8,000 characters do
_LANG = {"zh": "zh-CN", "en": "en"}


def page(report: Report, *, with_font: bool = False) -> bytes:
    """Return the report as HTML; the same report gives the same bytes.

    ``with_font`` puts a Chinese font into it, for readers whose machines have none.
    """
    style, start, script = (_asset(names) for names in (_STYLES, _START, _SCRIPTS))
    chapters = _chapters(report)
    tables = [data_block(name, value) for name, value in downloads(report).items()]
    taken = sum(len(piece.encode("utf-8", "replace")) for piece in (*chapters, *tables))
    found = sources(report, MOST - taken - (_FONT if with_font else 0))
    body = tag(
        "body",
        tag("a", both(Both("跳到正文", "Skip to the text")), href="#main", class_="skip"),
        _bar(report),
        tag(
            "div",
            _contents(report),
            tag("main", front(report, found.notes), *chapters, id="main", tabindex=-1),
            class_="columns",
        ),
        tag("footer", tag("p", f"cntext {__version__}")),
        _dialog(),
        Markup("\n"),
        *tables,
        *(data_block(name, value) for name, value in found.blocks.items()),
        tag("script", script),
    )
    if with_font:
        style = Markup(style + _font_face(body))
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=_policy(style, start, script)),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="generator", content=f"cntext {__version__}"),
        tag("title", report.title.say(report.lang)),
        tag("link", rel="icon", href="data:,"),
        tag("style", style),
        tag("script", start),
    )
    lang = report.lang
    html = tag("html", head, body, lang=_LANG[lang], data_language=lang, data_theme="light")
    return f"<!DOCTYPE html>\n{html}\n".encode("utf-8", "replace")


def _asset(names: Iterable[str]) -> Markup:
    return Markup("".join((_ASSETS / name).read_text(encoding="utf-8") for name in names))


def _font_face(text: str) -> str:
    data = base64.b64encode(web_font(text)).decode("ascii")
    source = f"url(data:font/woff;base64,{data}) format('woff')"
    face = f"@font-face {{font-family: cntext; font-weight: 100 900; src: {source}}}"
    # It comes first, not behind the reader's fonts: Chromium leaves boxes where text was
    # shaped before a font that is only to help out was there.
    return f"{face}\n:root {{--sans: cntext, sans-serif; --serif: cntext, serif}}\n"


def _policy(style: str, *scripts: str) -> str:
    """Nothing is loaded, and nothing runs but the scripts and the style of this very page."""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src " + " ".join(f"'{_hash(script)}'" for script in scripts),
            f"style-src '{_hash(style)}'",
            "img-src data:",
            "font-src data:",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
        )
    )


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return "sha256-" + base64.b64encode(digest).decode("ascii")


def _bar(report: Report) -> Markup:
    return tag(
        "header",
        tag("p", both(report.title), class_="running-title"),
        tag(
            "div",
            _button("language", Both("English", "中文")),
            _button("theme", Both("深浅", "Light/dark")),
            _button("print", Both("打印", "Print")),
            class_="settings scripted",
        ),
        class_="bar",
    )


def _button(name: str, label: Both) -> Markup:
    return tag("button", both(label), type="button", id=f"set-{name}")


def _contents(report: Report) -> Markup:
    items = [
        *((chapter.id, chapter.title, chapter.absent is not None) for chapter in report.chapters),
        ("methods", _METHODS, False),
        ("record", _RECORD, False),
    ]
    return tag(
        "nav",
        tag("h2", both(Both("目录", "Contents")), id="contents"),
        tag(
            "ol",
            *(
                tag("li", tag("a", both(title), href=f"#{name}", class_="absent" if no else None))
                for name, title, no in items
            ),
        ),
        aria_labelledby="contents",
    )


_METHODS = Both("方法与公式", "Methods and formulas")
_RECORD = Both("来源与复核", "Provenance")


def _chapters(report: Report) -> list[Markup]:
    return [
        *(_chapter(chapter, report.shared_notes()) for chapter in report.chapters),
        _section("methods", _METHODS, methods(report)),
        _section("record", _RECORD, record(report)),
    ]


def _chapter(chapter: Chapter, said: Sequence[Both]) -> Markup:
    if chapter.absent is not None:
        return _section(chapter.id, chapter.title, tag("p", both(chapter.absent), class_="none"))
    about = tag("p", both(chapter.about), class_="about")
    return _section(chapter.id, chapter.title, about, *(sheet(one, said) for one in chapter.sheets))


def _section(name: str, title: Both, *inside: Markup) -> Markup:
    head = tag("h2", both(title), id=f"{name}-title")
    return tag("section", head, *inside, id=name, class_="chapter", aria_labelledby=f"{name}-title")


def _dialog() -> Markup:
    """Return the place where sentences and articles are shown; the script fills it."""
    return tag(
        "dialog",
        tag(
            "div",
            tag("button", both(Both("← 例句", "← Sentences")), type="button", id="back"),
            tag("h2", id="sources-title", tabindex=-1),
            tag("button", both(Both("关闭", "Close")), type="button", id="close"),
            class_="dialog-bar",
        ),
        tag("div", id="sources-body", tabindex=0, role="region", aria_labelledby="sources-title"),
        id="sources",
        aria_labelledby="sources-title",
    )
