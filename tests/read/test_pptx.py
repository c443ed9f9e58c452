"""Slides: in the order of the show, each from top to bottom and left to right."""

import io
import zipfile

import pytest

from cntext.read.formats import ReadOptions, pptx
from cntext.read.refusal import Refused

P = "http://schemas.openxmlformats.org/presentationml/2006/main"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
D = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
SPACES = f'xmlns:p="{P}" xmlns:a="{A}" xmlns:r="{R}" xmlns:dgm="{D}"'


def relations(*items):
    found = "".join(
        f'<Relationship Id="r{at}" Type="{R}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(items)
    )
    return f'<Relationships xmlns="{RELATIONS}">{found}</Relationships>'


def body(*lines):
    return "".join(f"<a:p><a:r><a:t>{line}</a:t></a:r></a:p>" for line in lines)


def at(x, y):
    return f'<a:xfrm><a:off x="{x}" y="{y}"/></a:xfrm>'


def shape(*lines, place="", kind=""):
    mark = f"<p:ph {kind}/>" if kind else ""
    return (
        f"<p:sp><p:nvSpPr><p:nvPr>{mark}</p:nvPr></p:nvSpPr><p:spPr>{place}</p:spPr>"
        f"<p:txBody>{body(*lines)}</p:txBody></p:sp>"
    )


def slide(*shapes, root="sld"):
    return f"<p:{root} {SPACES}><p:cSld><p:spTree>{''.join(shapes)}</p:spTree></p:cSld></p:{root}>"


def make(*slides, **others):
    """Return a .pptx; others: name of a part → (content, kind), hung on the first slide."""
    ids = "".join(f'<p:sldId r:id="r{at}"/>' for at in range(len(slides)))
    files = {
        "_rels/.rels": relations(("officeDocument", "ppt/presentation.xml")),
        "ppt/presentation.xml": f"<p:presentation {SPACES}><p:sldIdLst>{ids}</p:sldIdLst></p:presentation>",
        "ppt/_rels/presentation.xml.rels": relations(
            *(("slide", f"slides/s{at}.xml") for at in range(len(slides)))
        ),
        "ppt/slides/_rels/s0.xml.rels": relations(
            *((kind, f"../{name}.xml") for name, (_, kind) in others.items())
        ),
    }
    files |= {f"ppt/slides/s{at}.xml": content for at, content in enumerate(slides)}
    files |= {f"ppt/{name}.xml": content for name, (content, _) in others.items()}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in files.items():
            file.writestr(name, content)
    return stream.getvalue()


def text_of(*slides, **others):
    (part,) = pptx.parse(make(*slides, **others), ReadOptions())
    return part.text


def test_read_in_the_child_a_blank_line_between_slides():
    data = make(slide(shape("题", kind='type="ctrTitle"')), slide(), slide(shape("乙", "丙")))
    (part,) = pptx.read(data, ReadOptions())
    assert part.text == "# 题\n\n乙\n丙"


def test_shapes_are_read_from_top_to_bottom_and_left_to_right():
    shapes = (
        shape("下", place=at(0, 4_000_000)),
        shape("右", place=at(5_000_000, 1_000_000)),
        shape("左", place=at(0, 1_100_000)),
        shape("题", place=at(0, 9_000_000), kind='type="title"'),
    )
    assert text_of(slide(*shapes)) == "# 题\n左\n右\n下"


def test_places_come_from_the_layout_and_else_the_order_stays():
    shapes = (shape("下", kind='idx="1"'), shape("上", place=at(0, 0)))
    layout = slide(shape(kind='idx="1"', place=at(0, 5_000_000)), root="sldLayout")
    assert text_of(slide(*shapes), layout=(layout, "slideLayout")) == "上\n下"
    assert text_of(slide(*shapes)) == "下\n上"


def test_numbers_dates_and_footers_of_slides_are_left_out():
    shapes = [shape("3", kind=f'type="{kind}"') for kind in ("sldNum", "ftr", "dt")]
    field = '<a:p><a:r><a:t>第</a:t></a:r><a:fld type="slidenum"><a:t>9</a:t></a:fld></a:p>'
    other = f"<p:sp><p:nvSpPr><p:nvPr/></p:nvSpPr><p:txBody>{field}</p:txBody></p:sp>"
    assert text_of(slide(*shapes, other)) == "第"


def test_tables_groups_and_diagrams_are_read():
    cells = "".join(f"<a:tc><a:txBody>{body(text)}</a:txBody></a:tc>" for text in ("年", "数"))
    table = f"<p:graphicFrame><a:graphic><a:tbl><a:tr>{cells}</a:tr></a:tbl></a:graphic></p:graphicFrame>"
    group = f"<p:grpSp>{shape('组')}</p:grpSp>"
    diagram = '<p:graphicFrame><dgm:relIds r:dm="r0"/></p:graphicFrame>'
    data = f"<dgm:dataModel {SPACES}><dgm:pt><dgm:t>{body('图示')}</dgm:t></dgm:pt></dgm:dataModel>"
    assert text_of(slide(table, group, diagram), d=(data, "diagramData")) == "年\t数\n组\n图示"


def test_notes_follow_their_slide():
    notes = slide(shape("备注", kind='type="body"'), shape("1", kind='type="sldNum"'), root="notes")
    assert (
        text_of(slide(shape("甲")), slide(shape("乙")), n=(notes, "notesSlide")) == "甲\n备注\n\n乙"
    )


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "encrypted"),
        (make("<p:sld"), "damaged"),
        (make(f"<p:sld {SPACES}/>"), "damaged"),
        (make('<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'), "entities"),
    ],
)
def test_what_is_no_sound_file_is_refused(data, code):
    with pytest.raises(Refused, match=code):
        list(pptx.read(data, ReadOptions()))


def test_a_line_break_ends_a_line_and_a_version_is_chosen():
    broken = "<a:p><a:r><a:t>甲</a:t></a:r><a:br/><a:r><a:t>乙</a:t></a:r><a:endParaRPr/></a:p>"
    lines = f"<p:sp><p:nvSpPr><p:nvPr/></p:nvSpPr><p:txBody>{broken}</p:txBody></p:sp>"
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    either = (
        f'<mc:AlternateContent xmlns:mc="{mc}"><mc:Choice>{shape("新")}<p:other/></mc:Choice>'
        f"<mc:Fallback>{shape('旧')}</mc:Fallback></mc:AlternateContent>"
    )
    none = f'<mc:AlternateContent xmlns:mc="{mc}"/>'
    assert text_of(slide("<p:nvGrpSpPr/>", lines, either, none)) == "甲\n乙\n新"


def test_a_place_that_is_no_number_is_not_known():
    shapes = (shape("先", place=at("x", 900)), shape("后", place=at(0, 0)))
    assert text_of(slide(*shapes)) == "先\n后"


def test_the_layout_goes_before_its_master():
    lower = slide(shape(kind='type="body" idx="1"', place=at(0, 9_000_000)), root="sldMaster")
    # A shape of the layout that is no placeholder, and one without a place, say nothing.
    layout = slide(shape(place=at(0, 1)), shape(kind='type="body" idx="1"'), root="sldLayout")
    shapes = (shape("下", kind='type="body" idx="1"'), shape("上", place=at(0, 5_000_000)))
    data = make(slide(*shapes), layout=(layout, "slideLayout"), master=(lower, "other"))
    behind = {"ppt/_rels/layout.xml.rels": relations(("slideMaster", "master.xml"))}
    stream = io.BytesIO(data)
    with zipfile.ZipFile(stream, "a") as file:
        for name, content in behind.items():
            file.writestr(name, content)
    (found,) = pptx.parse(stream.getvalue(), ReadOptions())
    assert found.text == "上\n下"
