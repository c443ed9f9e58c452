"""Plain text and Markdown: decoded, the header split off."""

from __future__ import annotations

import codecs
from collections.abc import Iterator

from cntext.errors import Both
from cntext.read.encoding import Decoded, Mixed, NotText, decode
from cntext.read.formats import Part, ReadOptions
from cntext.read.front_matter import split_header
from cntext.read.lines import unify_lines
from cntext.read.refusal import Refused, binary


def read(data: bytes, options: ReadOptions) -> Iterator[Part]:
    """Yield the one text of the file."""
    decoded = decode_or_refuse(data, options)
    text = unify_lines(decoded.text)
    meta, lines = split_header(text)
    if lines:
        text = text.split("\n", lines)[lines] if text.count("\n") >= lines else ""
    yield Part(
        text,
        meta,
        line=lines + 1,
        encoding=decoded.encoding,
        replaced=decoded.replaced,
        verbatim=_is_verbatim(data, decoded, text),
    )


def _is_verbatim(data: bytes, decoded: Decoded, text: str) -> bool:
    """Say whether ``text`` in UTF-8 is ``data``: valid UTF-8, no mark, nothing changed."""
    plain = decoded.encoding == "utf-8" and not decoded.replaced
    return plain and text is decoded.text and not data.startswith(codecs.BOM_UTF8)


def decode_or_refuse(data: bytes, options: ReadOptions) -> Decoded:
    """Decode text bytes; `Refused` with the way out where no encoding fits."""
    try:
        return decode(data, options.encoding)
    except NotText as error:
        if options.encoding:
            raise Refused(
                "undecodable",
                Both(f"不是 {options.encoding} 编码", f"is not in {options.encoding}"),
                Both("去掉 --encoding 让程序自己判断", "leave --encoding out to have it detected"),
            ) from None
        if b"\0" in data:
            raise binary() from None
        if isinstance(error, Mixed):
            raise Refused(
                "mixed-encoding",
                Both("有的行是 UTF-8，有的行不是", "has lines in UTF-8 and lines that are not"),
                Both("请统一转成 UTF-8", "convert all of it to UTF-8"),
            ) from None
        raise Refused(
            "undecodable",
            Both(
                "编码认不出（不是 UTF-8、UTF-16、GB18030、Big5）",
                "is in no known encoding (UTF-8, UTF-16, GB18030, Big5)",
            ),
            Both("用 --encoding 指明", "name it with --encoding"),
        ) from None
