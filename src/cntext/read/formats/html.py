"""Web pages: their main text, not navigation, with headings, tables and metadata."""

from __future__ import annotations

import codecs
import email
import email.policy
import re
from collections.abc import Iterable, Iterator

from cntext.errors import UsageProblem
from cntext.read import child
from cntext.read.archives import damaged
from cntext.read.encoding import Decoded, check_encoding
from cntext.read.formats import Part, ReadOptions
from cntext.read.formats.plain import decode_or_refuse
from cntext.read.main_text import main_blocks, matches
from cntext.read.properties import property_author, property_title
from cntext.read.refusal import Refused, missing_extra
from cntext.read.webpage import Page, bare, outline, parsed, visible, written
from cntext.text.dates import iso_date

_CHARSET = re.compile(
    rb"""<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE
)
_MIME = re.compile(rb"\A(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)+\r?\n")
_HEAD = 8_192  # browsers look at 1,024 bytes; pages hide it behind scripts
# Below this all that is visible is the text: finders of main text need some to go by.
_SHORT = 300
_LARGE = 5_000_000
# The names that Chinese government sites must use (政府网站发展指引) are among these.
_TITLE = ("og:title", "articletitle", "twitter:title", "dc.title", "title")
_DATE = (
    "article:published_time",
    "pubdate",
    "publishdate",
    "publish_date",
    "og:published_time",
    "datepublished",
    "dc.date",
    "date",
)
_AUTHOR = ("author", "article:author", "dc.creator")
_SOURCE = ("contentsource", "og:site_name", "sitename", "source", "application-name")


def read(data: bytes, options: ReadOptions) -> Iterable[Part]:
    """Return the one text of the page; parsed in a child process."""
    return child.parse("html", data, options)


def parse(data: bytes, options: ReadOptions) -> Iterator[Part]:
    """Yield the main text of the page and what its head says about it."""
    data, charset = _unwrapped(data)
    decoded = decode_page(data, options, charset)
    html = decoded.text
    page = parsed(html)
    yield Part(
        main_text(page, html),
        _meta(page, html),
        encoding=decoded.encoding,
        replaced=decoded.replaced,
    )


def main_text(page: Page, html: str) -> str:
    """Return the main text; all that is visible where little of it would be left."""
    found = outline(page)
    prose = sum(len(bare(block.text)) for block in found.blocks if not block.is_links)
    main = _trafilatura(html) if prose >= _SHORT else ""
    is_main = matches(found.blocks, main)
    size = sum(len(bare(b.text)) for b, known in zip(found.blocks, is_main, strict=True) if known)
    if size and 3 * size >= prose:
        return written(list(main_blocks(found, is_main)))
    return written([b for b in found.blocks if not b.is_links] or visible(page))


def _trafilatura(html: str) -> str:
    """Return the main text as trafilatura finds it, or "" if it does not."""
    try:
        import trafilatura
    except ImportError:
        raise missing_extra("web", "trafilatura") from None
    if len(html) > _LARGE:
        return ""
    try:
        return trafilatura.extract(html, include_comments=False, include_tables=True) or ""
    except (RecursionError, ValueError, AssertionError, AttributeError):  # hostile pages
        return ""


# --- decoding -----------------------------------------------------------------------------


def decode_page(data: bytes, options: ReadOptions, charset: str = "") -> Decoded:
    """Decode a page: UTF-8 if it is, else as it says if that fits, else by its looks.

    In that order, because pages say gb2312 and are UTF-8; hardly any is UTF-8 by chance.
    """
    if not options.encoding and not _is_utf8(data):
        match = _CHARSET.search(data[:_HEAD])
        named = charset or (match[1].decode("ascii") if match else "")
        try:
            said = check_encoding(named) if named else ""
            said = "big5hkscs" if said == "big5" else said
            if said and not said.startswith("utf"):
                return decode_or_refuse(data, ReadOptions(said))
        except (UsageProblem, Refused):
            pass
    return decode_or_refuse(data, options)


def _is_utf8(data: bytes) -> bool:
    if data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return True
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _unwrapped(data: bytes) -> tuple[bytes, str]:
    """Return the page inside an .mhtml file and its charset; other data as it is."""
    if not _MIME.match(data[:_HEAD]) or b"mime-version:" not in data[:_HEAD].lower():
        return data, ""
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    for part in message.walk():
        if part.get_content_type() in {"text/html", "application/xhtml+xml"}:
            # Bytes: only what is of parts has none, and these two are not.
            return bytes(part.get_payload(decode=True)), str(part.get_content_charset() or "")
    raise damaged("MHTML")


# --- metadata -----------------------------------------------------------------------------


def _meta(page: Page, html: str) -> dict[str, str]:
    said: dict[str, str] = {}
    for element in page.css("meta"):
        attributes = element.attributes
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        content = " ".join((attributes.get("content") or "").split())
        if name and content:
            said.setdefault(name.lower(), content)

    def first(names: tuple[str, ...]) -> str:
        return next((said[name] for name in names if name in said), "")

    title = property_title(first(_TITLE) or _text_of(page, "title") or _text_of(page, "h1"))
    date = next((found for name in _DATE if (found := iso_date(said.get(name, "")))), "")
    meta = {
        "title": title,
        "author": property_author(first(_AUTHOR)),
        "source": first(_SOURCE),
        "date": date or _time_of(page) or _guessed_date(html),
    }
    return {key: value for key, value in meta.items() if value}


def _text_of(page: Page, selector: str) -> str:
    element = page.css_first(selector)
    return " ".join(element.text().split()) if element is not None else ""


def _time_of(page: Page) -> str:
    element = page.css_first("article time[datetime], main time[datetime], time[pubdate]")
    return iso_date(element.attributes.get("datetime") or "") if element is not None else ""


def _guessed_date(html: str) -> str:
    """Return the date that trafilatura sees in the page, if it is plainly marked."""
    if len(html) < _SHORT or len(html) > _LARGE:
        return ""
    try:
        from trafilatura import extract_metadata
    except ImportError:
        raise missing_extra("web", "trafilatura") from None
    plain = {"extensive_search": False, "original_date": True}
    try:
        return iso_date(extract_metadata(html, date_config=plain).date or "")
    except (RecursionError, ValueError, AssertionError, AttributeError):  # hostile pages
        return ""
