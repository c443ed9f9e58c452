"""What the targets start from: one or a few small, sound inputs of each kind, made here."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Mapping

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_P = "http://schemas.openxmlformats.org/presentationml/2006/main"
_S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"

TEXT = """---
title: 示例
date: 2022-11-03
tags: [甲, 乙]
---
深化产教融合，推进科教融汇（2019—2023年）。
第一条 职业教育５Ｇ与 AI+。
"""
CSV = '编号,标题,正文,日期\n1,"甲,乙","深化""产教融合""。\n第二行",2019-03-05\n2,丙,职业教育,2020\n'
JSON = (
    '{"title": "示例", "content": "深化产教融合。", "meta": {"a": [1, 2.5, null, true]}, "n": -1e3}'
)
HTML = (
    "<!DOCTYPE html><html><head><meta charset='gb2312'><title>示例_教育部</title><meta name=PubDate "
    "content='2020-05-06'><script>x</script></head><body><div class=nav><a href=#>首页</a></div>"
    "<div id=content><h1>关于深化产教融合的意见</h1><p>第一段&nbsp;&#20013;。<table><tr><td>甲<td>乙</table>"
    "<p style='display:none'>隐藏<p>深化产教融合，促进教育链、人才链与产业链有机衔接。</div></body></html>"
)


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """Return an archive of ``files``, the same bytes every time."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return stream.getvalue()


def _relations(*targets: tuple[str, str]) -> str:
    found = "".join(
        f'<Relationship Id="r{i}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for i, (kind, target) in enumerate(targets)
    )
    return f'<Relationships xmlns="{_RELATIONS}">{found}</Relationships>'


def docx() -> bytes:
    """Return a document with a heading, a numbered paragraph, a table and a footnote."""
    body = (
        '<w:p><w:pPr><w:pStyle w:val="1"/></w:pPr><w:r><w:t>标题</w:t></w:r></w:p>'
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>深化'
        '产教融合</w:t><w:footnoteReference w:id="2"/></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>'
        "甲</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p><w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐"
        "</w:t></w:r></w:ins><w:r><w:fldChar w:fldCharType='begin'/><w:instrText>PAGE</w:instrText></w:r></w:p>"
    )
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val='
        '"chineseCounting"/><w:lvlText w:val="第%1条"/></w:lvl></w:abstractNum><w:num w:numId="1">'
        '<w:abstractNumId w:val="0"/></w:num>'
    )
    parts = {
        "document": f"<w:body>{body}</w:body>",
        "numbering": numbering,
        "styles": '<w:style w:styleId="1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>',
        "footnotes": '<w:footnote w:id="2"><w:p><w:r><w:t>注</w:t></w:r></w:p></w:footnote>',
    }
    others = [(kind, f"{kind}.xml") for kind in parts if kind != "document"]
    return zipped(
        {
            "_rels/.rels": _relations(("officeDocument", "word/document.xml")),
            "word/_rels/document.xml.rels": _relations(*others),
        }
        | {f"word/{k}.xml": f'<w:{k} xmlns:w="{_W}">{v}</w:{k}>' for k, v in parts.items()}
    )


def pptx() -> bytes:
    """Return one slide with a title, a place and a text."""
    spaces = f'xmlns:p="{_P}" xmlns:a="{_A}" xmlns:r="{_OFFICE}"'
    shape = (
        '<p:sp><p:nvSpPr><p:nvPr><p:ph type="title"/></p:nvPr></p:nvSpPr><p:spPr><a:xfrm><a:off x="10" '
        'y="20"/></a:xfrm></p:spPr><p:txBody><a:p><a:r><a:t>产教融合</a:t></a:r></a:p></p:txBody></p:sp>'
    )
    slide = f"<p:sld {spaces}><p:cSld><p:spTree>{shape * 2}</p:spTree></p:cSld></p:sld>"
    return zipped(
        {
            "_rels/.rels": _relations(("officeDocument", "ppt/presentation.xml")),
            "ppt/presentation.xml": f'<p:presentation {spaces}><p:sldIdLst><p:sldId r:id="r0"/></p:sldIdLst></p:presentation>',
            "ppt/_rels/presentation.xml.rels": _relations(("slide", "slides/s0.xml")),
            "ppt/slides/s0.xml": slide,
        }
    )


def xlsx() -> bytes:
    """Return a sheet with a heading and a row."""
    cells = (("编号", "正文"), ("1", "深化产教融合"))
    rows = "".join(
        f'<row r="{r}">'
        + "".join(
            f'<c r="{"AB"[c]}{r}" t="inlineStr"><is><t>{text}</t></is></c>'
            for c, text in enumerate(row)
        )
        + "</row>"
        for r, row in enumerate(cells, 1)
    )
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{_TYPES}"><Default Extension="xml" ContentType="application/xml"/></Types>',
            "_rels/.rels": _relations(("officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": f'<workbook xmlns="{_S}" xmlns:r="{_OFFICE}"><sheets><sheet name="甲" sheetId="1" r:id="r0"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": _relations(("worksheet", "worksheets/sheet1.xml")),
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_S}"><sheetData>{rows}</sheetData></worksheet>',
        }
    )


def epub() -> bytes:
    """Return a book of one chapter."""
    return zipped(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
            '<rootfiles><rootfile full-path="b.opf"/></rootfiles></container>',
            "b.opf": '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">'
            "<metadata><dc:title>职业教育</dc:title><dc:date>2020-05-06</dc:date></metadata><manifest>"
            '<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest><spine>'
            '<itemref idref="a"/></spine></package>',
            "a.xhtml": "<html><body><h1>甲</h1><p>深化产教融合</p></body></html>",
        }
    )


def pdf() -> bytes:
    """Return a page with two lines."""
    content = b"BT /F1 12 Tf 72 700 Td (education 2020) Tj 0 -14 Td (torture) Tj ET"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[4 0 R]/Count 1>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 5 0 R/Resources<</Font<</F1 3 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
    ]
    data, places = bytearray(b"%PDF-1.4\n"), []
    for number, each in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    start = len(data)
    data += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % p for p in places)
    return bytes(data + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % start)


def parquet() -> bytes:
    """Return a table of one row."""
    import polars

    stream = io.BytesIO()
    polars.DataFrame({"编号": [1], "正文": ["深化产教融合"]}).write_parquet(stream)
    return stream.getvalue()


def gzipped(data: bytes) -> bytes:
    """Return ``data`` packed, the same bytes every time."""
    return gzip.compress(data, mtime=0)
