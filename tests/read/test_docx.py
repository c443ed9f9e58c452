"""Word files: everything that a reader sees, in order; nothing that he does not."""

import io
import zipfile

import pytest

from cntext.read.formats import ReadOptions, docx
from cntext.read.numbering import _written, chinese
from cntext.read.refusal import Refused

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"


def relations(*items):
    found = "".join(
        f'<Relationship Id="r{at}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(items)
    )
    return f'<Relationships xmlns="{RELATIONS}">{found}</Relationships>'


def part(kind, content, namespace=W):
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><w:{kind} xmlns:w="{namespace}" xmlns:mc="{MC}" '
        f'xmlns:r="{OFFICE}" xmlns:a="{DRAWING}">{content}</w:{kind}>'
    )


def packed(files):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in files.items():
            file.writestr(name, content)
    return stream.getvalue()


def make(body, namespace=W, document=None, **others):
    """Return a .docx with this body; others: styles, numbering, footnotes, header, core."""
    files = {
        "_rels/.rels": relations(("officeDocument", "word/document.xml")),
        "word/document.xml": document or part("document", f"<w:body>{body}</w:body>", namespace),
        "word/_rels/document.xml.rels": relations(
            *((kind, f"{kind}.xml") for kind in others if kind != "core")
        ),
    }
    for kind, content in others.items():
        files[f"word/{kind}.xml" if kind != "core" else "docProps/core.xml"] = content
    return packed(files)


def p(text, properties=""):
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def text_of(*args, **others):
    (found,) = docx.parse(make(*args, **others), ReadOptions())
    return found.text


def refusal_of(data):
    with pytest.raises(Refused) as caught:
        list(docx.read(data, ReadOptions()))
    return caught.value.code


def test_read_in_the_child_gives_the_text_and_properties():
    core = (
        '<c xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:t="http://purl.org/dc/terms/">'
        "<dc:title>工作报告</dc:title><dc:creator>李四</dc:creator>"
        "<t:created>2024-03-05T08:00:00Z</t:created></c>"
    )
    (found,) = docx.read(make(p("甲") + p("乙"), core=core), ReadOptions())
    assert found.text == "甲\n乙"
    assert found.meta == {"title": "工作报告", "author": "李四", "created": "2024-03-05"}


def test_strict_files_are_read_too():
    assert text_of(p("甲"), STRICT) == "甲"


def test_headings_are_marked_by_style_outline_and_inheritance():
    styles = part(
        "styles",
        '<w:style w:styleId="1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:styleId="x"><w:name w:val="公文标题"/><w:basedOn w:val="1"/></w:style>'
        '<w:style w:styleId="T"><w:name w:val="Title"/></w:style>'
        '<w:style w:styleId="l"><w:name w:val="loop"/><w:basedOn w:val="l"/></w:style>',
    )
    body = (
        p("题", '<w:pStyle w:val="T"/>')
        + p("章", '<w:pStyle w:val="x"/>')
        + p("节", '<w:outlineLvl w:val="2"/>')
        + p("文", '<w:pStyle w:val="l"/>')
        + p("正文", '<w:pStyle w:val="1"/><w:outlineLvl w:val="9"/>')
    )
    assert text_of(body, styles=styles) == "# 题\n# 章\n### 节\n文\n正文"


def test_a_row_is_a_line_and_cells_are_separated_by_tabs():
    def cell(*texts):
        return "<w:tc>" + "".join(map(p, texts)) + "</w:tc>"

    rows = f"<w:tr>{cell('年')}{cell('校数')}</w:tr><w:tr>{cell('2020')}{cell('一', '二')}</w:tr>"
    single = f"<w:tbl><w:tr>{cell('甲', '乙')}</w:tr></w:tbl>"
    assert text_of(f"<w:tbl>{rows}</w:tbl>{single}") == "年\t校数\n2020\t一 二\n甲\n乙"


def test_deleted_hidden_and_ruby_text_is_left_out_and_inserted_text_kept():
    body = (
        "<w:p><w:ins><w:r><w:t>新</w:t></w:r></w:ins><w:del><w:r><w:delText>旧</w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>移</w:t></w:r></w:moveFrom>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r>"
        "<w:r><w:ruby><w:rt><w:r><w:t>pin</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>拼</w:t></w:r>"
        "</w:rubyBase></w:ruby></w:r><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/></w:r></w:p>"
    )
    assert text_of(body) == "新拼甲\n乙\t"


def test_a_text_box_is_read_once():
    box = "<w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>甲</w:t></w:r><w:r><mc:AlternateContent>"
        f"<mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert text_of(body) == "甲\n框"


def test_headers_come_first_once_and_page_numbers_not_at_all():
    reference = '<w:sectPr><w:{0}Reference r:id="r{1}"/></w:sectPr>'
    body = p("正文") + reference.format("header", 0) * 2 + reference.format("footer", 1)
    header, footer = part("hdr", p("内部资料")), part("ftr", p("第 3 页"))
    assert text_of(body, header=header, footer=footer) == "内部资料\n正文"


def test_notes_follow_in_the_order_in_which_they_are_cited():
    notes = part(
        "footnotes",
        f'<w:footnote w:id="0" w:type="separator">{p("线")}</w:footnote>'
        f'<w:footnote w:id="1">{p("注一")}</w:footnote><w:footnote w:id="2">{p("注二")}</w:footnote>',
    )
    cite = '<w:p><w:r><w:t>甲</w:t><w:footnoteReference w:id="{}"/></w:r></w:p>'
    assert text_of(cite.format(2) + cite.format(1), footnotes=notes) == "甲\n甲\n注二\n注一"


def test_numbers_that_word_makes_are_part_of_the_text():
    numbering = part(
        "numbering",
        '<w:abstractNum w:abstractNumId="7">'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/>'
        '<w:lvlText w:val="第%1条"/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/>'
        '<w:suff w:val="nothing"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>',
    )

    def numbered(text, depth):
        return p(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="1"/></w:numPr>')

    body = numbered("甲", 0) + numbered("乙", 0) + numbered("丙", 1) + numbered("丁", 0)
    found = text_of(body, numbering=numbering)
    # The number of an upper level is written in its own way, as Word does.
    assert found == "第一条 甲\n第二条 乙\n二.1丙\n第三条 丁"


def test_lists_of_a_style_begin_where_they_are_told_and_count_for_themselves():
    level = '<w:lvl w:ilvl="{}"><w:start w:val="{}"/><w:numFmt w:val="{}"/><w:lvlText w:val="%{}."/></w:lvl>'
    numbering = part(
        "numbering",
        f'<w:abstractNum w:abstractNumId="7">{level.format(0, "x", "decimal", 1)}{level.format("x", 1, "decimal", 1)}'
        f"{level.format(1, 1, 'bullet', 2)}</w:abstractNum>"
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="7"/>'
        f'<w:lvlOverride w:ilvl="0">{level.format(0, 5, "lowerRoman", 1)}</w:lvlOverride></w:num>',
    )
    styles = part(
        "styles",
        '<w:style w:styleId="s"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="plain"/>',
    )
    styled = '<w:pStyle w:val="s"/>'
    own = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="{}"/></w:numPr>'
    body = p("甲", styled) + p("乙", own.format(0, 2)) + p("丙", styled) + p("丁", own.format(1, 1))
    body += (
        p("戊", own.format(9, 1))
        + p("己", '<w:pStyle w:val="plain"/>')
        + p("庚", own.format("x", 2))
    )
    found = text_of(body, numbering=numbering, styles=styles)
    assert found == "1. 甲\nv. 乙\n2. 丙\n丁\n戊\n己\nvi. 庚"


@pytest.mark.parametrize(
    ("number", "style", "written"),
    [
        (12, "chineseCounting", "十二"),
        (12, "chineseCountingThousand", "十二"),
        (12, "ideographDigital", "一二"),
        (20, "taiwaneseDigital", "二〇"),
        (99, "chineseCounting", "九十九"),
        (105, "chineseCounting", "一〇五"),
        (105, "chineseCountingThousand", "一百〇五"),
        (10, "chineseLegalSimplified", "壹拾"),
        (101, "chineseLegalSimplified", "壹佰零壹"),
        (2036, "chineseLegalSimplified", "贰仟零叁拾陆"),
        (12, "ideographLegalTraditional", "壹拾貳"),
        (11, "ideographTraditional", "甲"),
        (12, "ideographZodiac", "亥"),
        (2, "upperLetter", "B"),
        (28, "lowerLetter", "bb"),  # after z comes aa, as Word writes it
        (1994, "upperRoman", "MCMXCIV"),
        (4, "lowerRoman", "iv"),
        (20, "decimalEnclosedCircle", "⑳"),
        (21, "decimalEnclosedCircle", "21"),
        (7, "decimal", "7"),
        (10_000, "chineseCounting", "10000"),
        (0, "lowerRoman", ""),
    ],
)
def test_numbers_are_written_in_the_style_of_the_list(number, style, written):
    assert _written(number, style) == written


@pytest.mark.parametrize(
    ("number", "written"),
    [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (105, "一百〇五"), (110, "一百一十")],
)
def test_chinese_numbers(number, written):
    assert chinese(number) == written


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "damaged"),
        ("文字".encode(), "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "encrypted"),
        (make(p("甲"))[:-60], "damaged"),
        (make("<w:p><w:r>"), "damaged"),
        (make("<w:p>" * 5000 + "</w:p>" * 5000), "too-deep"),
        (packed({"a.txt": "x"}), "damaged"),
        (make("", document=part("document", "")), "damaged"),
        (make("", document='<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'), "entities"),
        (make("", document='<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'), "entities"),
        (make("", document='<!DOCTYPE x []><x/>'.encode("utf-16")), "entities"),
        (make(p(" " * 3_000_000)), "bomb"),
    ],
)  # fmt: skip
def test_what_is_no_sound_word_file_is_refused(data, code):
    assert refusal_of(data) == code


def test_names_that_leave_the_zip_lead_nowhere():
    files = {
        "_rels/.rels": relations(("officeDocument", "../../word/document.xml")),
        "word/document.xml": part("document", f"<w:body>{p('甲')}</w:body>"),
        "../../../evil.txt": "x",
    }
    (found,) = docx.parse(packed(files), ReadOptions())
    assert found.text == "甲"


def test_of_two_versions_the_one_with_text_is_read_and_of_none_nothing():
    def either(choice, fallback):
        return (
            f"<mc:AlternateContent><mc:Choice>{choice}</mc:Choice>{fallback}</mc:AlternateContent>"
        )

    picture = "<w:p><w:drawing/></w:p>"
    assert text_of(either(p("新"), f"<mc:Fallback>{p('旧')}</mc:Fallback>")) == "新"
    assert text_of(either(picture, f"<mc:Fallback>{p('旧')}</mc:Fallback>")) == "旧"
    assert text_of(p("甲") + either(picture, "")) == "甲"


def test_rows_and_cells_that_something_wraps_are_in_the_table():
    cells = "".join(f"<w:tc>{p(text)}</w:tc>" for text in ("年", "数"))
    wrapped = f"<w:sdt><w:sdtPr/><w:sdtContent><w:tr>{cells}</w:tr></w:sdtContent></w:sdt>"
    assert text_of(f"<w:tbl><w:tblPr/>{wrapped}</w:tbl>") == "年\t数"


def test_a_style_is_a_heading_by_its_outline():
    styles = (
        '<w:style w:styleId="a"><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
        '<w:style w:styleId="b"><w:basedOn w:val="a"/></w:style>'
    )
    body = p("章", '<w:pStyle w:val="b"/>') + p("文")
    assert text_of(body, styles=part("styles", styles)) == "## 章\n文"


def test_a_note_that_is_not_there_and_what_was_deleted_are_not_read():
    reference = '<w:p><w:r><w:t>甲</w:t><w:footnoteReference w:id="9"/></w:r></w:p>'
    assert text_of(reference + f"<w:del>{p('删')}</w:del>") == "甲"


def test_what_lies_outside_the_file_is_not_looked_for():
    outside = (
        f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r0" Type="{OFFICE}/header" '
        'Target="header.xml" TargetMode="External"/></Relationships>'
    )
    reference = '<w:sectPr><w:headerReference r:id="r0"/></w:sectPr>'
    files = {
        "_rels/.rels": relations(("officeDocument", "word/document.xml")),
        "word/document.xml": part("document", f"<w:body>{p('文')}{reference}</w:body>"),
        "word/header.xml": part("hdr", p("页眉")),
    }
    kept = packed(files | {"word/_rels/document.xml.rels": relations(("header", "header.xml"))})
    gone = packed(files | {"word/_rels/document.xml.rels": outside})
    assert [next(docx.parse(data, ReadOptions())).text for data in (kept, gone)] == [
        "页眉\n文",
        "文",
    ]


def test_properties_that_cannot_be_read_do_not_cost_the_text():
    (found,) = docx.parse(make(p("文"), core="<not xml"), ReadOptions())
    assert (found.text, found.meta) == ("文", {})
