"""Web pages: the text that a reader came for, whatever the page says about itself."""

import sys

import pytest

from cntext.read.formats import ReadOptions, html
from cntext.read.refusal import Refused
from cntext.read.webpage import bare, parsed, visible, written

PROSE = "为了推动职业教育高质量发展，提高劳动者素质和技术技能水平，促进就业创业，建设教育强国。"
ARTICLE = "".join(f"<p>第{n}段。{PROSE}</p>" for n in range(12))


def page(body, head="<meta charset=utf-8>"):
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"


def read(source, **options):
    data = source if isinstance(source, bytes) else source.encode()
    (part,) = html.parse(data, ReadOptions(**options))
    return part


def text_of(body):
    return read(page(body)).text


def test_read_in_the_child():
    (part,) = html.read(page("<p>北京</p>").encode(), ReadOptions())
    assert (part.text, part.encoding) == ("北京", "utf-8")


def test_navigation_links_and_footers_around_the_text_are_left_out():
    found = text_of(
        "<nav><a href=/>首页</a></nav><div><ul><li><a href=/a>频道一</a><li><a href=/b>频道二</a></ul></div>"
        f"<div class=main><h1>通知</h1>{ARTICLE}<h3>相关阅读</h3><ul><li><a href=/1>另一篇文章的标题</a></ul></div>"
        "<div class=foot><p>版权所有</p></div>"
    )
    assert found.startswith("# 通知\n\n第0段。")
    assert found.endswith(f"第11段。{PROSE}")
    for gone in ("首页", "频道", "相关阅读", "另一篇", "版权"):
        assert gone not in found


def test_nothing_in_the_midst_of_the_text_is_lost():
    table = "<table><tr><th>年<th>数</tr><tr><td><p>2020</p><td>8</tr></table>"
    found = text_of(f"<div id=c>{ARTICLE}<p>一、总则</p>{table}{ARTICLE}<p>（完）</p></div>")
    assert "\n\n一、总则\n\n年\t数\n2020\t8\n\n第0段" in found
    assert found.endswith("（完）")


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<h2>章</h2><p>甲<p>乙", "## 章\n\n甲\n\n乙"),
        ("<ul><li>甲<li>乙</ul>丙", "甲\n乙\n\n丙"),
        ("甲<br>乙", "甲\n乙"),
        ("<p>北\n  京 is\n big</p>", "北京 is big"),
        ("<pre>甲\n乙</pre>", "甲\n乙"),
        ("<table><tr><td><p>a<p>b<td>c</table>", "a b\tc"),
        ("<p>&nbsp;甲&lt;乙&gt;&#x4e19;</p>", "甲<乙>丙"),
        ("<ruby>拼<rp>(</rp><rt>pīn</rt><rp>)</rp></ruby>音", "拼音"),
        ("<script>一</script><style>二</style><noscript>三</noscript><p onclick='四'>五</p>", "五"),
        ("<p hidden>一</p><p style='display: none'>二</p>三", "三"),
        ("<form><input value=一><select><option>二</select><p>三</form>", "三"),
        ("<header>甲</header>", "甲"),
        ("<article><header><h1>题</h1></header>文</article><header>栏</header>", "# 题\n\n文"),
        ("", ""),
    ],
)
def test_what_is_seen_is_what_is_read(body, text):
    assert text_of(body) == text


def test_a_table_that_only_places_things_is_no_table():
    long = PROSE * 8
    assert text_of(f"<table><tr><td>左<td><p>{long}</p><p>末</p></table>") == f"左\n\n{long}\n\n末"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (page(ARTICLE, "<meta charset=gb2312>").encode(), "utf-8"),
        (page(ARTICLE, "<meta charset=x-no-such>").encode("gbk"), "gb18030"),
        (page(ARTICLE, "<meta charset=gbk>").encode("gbk"), "gb18030"),
        (page(ARTICLE, "<meta charset=utf-8>").encode("gbk"), "gb18030"),
        (page(ARTICLE, "").encode("utf-16"), "utf-16-le"),
        (
            page("<p>職業教育", '<meta http-equiv=t content="text/html; charset=big5">').encode(
                "big5"
            ),
            "big5hkscs",
        ),
    ],
)
def test_the_encoding_is_what_the_bytes_are(data, encoding):
    part = read(data)
    assert part.encoding == encoding
    assert "教育" in part.text
    assert "\ufffd" not in part.text


def test_the_encoding_of_the_user_overrules():
    assert read(page("<p>北京", "").encode("gbk"), encoding="gb18030").text == "北京"
    with pytest.raises(Refused, match="undecodable"):
        read(page("<p>北京", "").encode("gbk"), encoding="utf-8")


def test_metadata_of_government_sites_and_of_others():
    names = {
        "ArticleTitle": "通知",
        "PubDate": "2024-03-05 10:20",
        "ContentSource": "新华社",
        "Author": "李四",
    }
    head = "".join(f'<meta name="{name}" content="{value}">' for name, value in names.items())
    assert read(page("文", head + "<title>通知_某网</title>")).meta == {
        "title": "通知",
        "date": "2024-03-05",
        "source": "新华社",
        "author": "李四",
    }
    head = (
        '<meta property="og:title" content="题"><meta property="og:site_name" content="网">'
        '<meta property="article:published_time" content="2020-01-02T03:04:05+08:00">'
    )
    assert read(page("文", head)).meta == {"title": "题", "date": "2020-01-02", "source": "网"}
    assert read(page("<h1>题</h1>文")).meta == {"title": "题"}
    assert read(page("<article><time datetime=2019-05-06>昨天</time>文")).meta == {
        "date": "2019-05-06"
    }


def test_of_two_dates_that_are_marked_the_first_is_taken():
    marked = '{"@type":"Article","datePublished":"2020-01-02","dateModified":"2021-03-04"}'
    head = f'<script type="application/ld+json">{marked}</script>'
    assert read(page(ARTICLE, head)).meta == {"date": "2020-01-02"}


def test_hostile_pages_are_read():
    deep = "<div>" * 20_000
    assert text_of(deep + ARTICLE).startswith("第0段")
    assert text_of("北京&#xD800;&#0;&#x110000;&#99999999999;&nosuch;&lt;script&gt;").endswith(
        "<script>"
    )
    assert text_of("<p><b><i>北京<!-- never closed <![CDATA[ <a href='") == "北京"
    assert "甲" in text_of("<table><tr><td>" * 500 + "甲")


def test_mhtml_holds_a_page():
    body = page("<p>北京</p>", "").encode("gbk")
    data = (
        b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n"
        b"--x\r\nContent-Type: text/html; charset=gbk\r\n\r\n" + body + b"\r\n--x--\r\n"
    )
    assert read(data).text == "北京"
    with pytest.raises(Refused, match="damaged"):
        read(b"MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nx")


def test_the_visible_text_is_all_of_it():
    blocks = visible(parsed(page(f"<nav>航</nav>{ARTICLE}")))
    assert bare(written(blocks)) == bare("".join(f"第{n}段。{PROSE}" for n in range(12)))


@pytest.mark.parametrize("package", ["selectolax.lexbor", "trafilatura"])
def test_without_the_libraries_the_extra_is_named(package, monkeypatch):
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(Refused, match="missing-extra") as caught:
        read(page(ARTICLE))
    assert "[web]" in caught.value.hint.en


def test_a_page_that_its_finder_cannot_take_is_read_whole(monkeypatch):
    import trafilatura

    menu = "<p>栏目</p>"
    assert not text_of(menu + f"<div>{ARTICLE}</div>").startswith("栏目")
    with monkeypatch.context() as patch:
        patch.setattr(html, "_LARGE", 400)
        assert text_of(menu + f"<div>{ARTICLE}</div>").startswith("栏目")

    def fail(*_, **__):
        raise RecursionError

    monkeypatch.setattr(trafilatura, "extract", fail)
    monkeypatch.setattr(trafilatura, "extract_metadata", fail)
    found = read(page(menu + f"<div>{ARTICLE}</div>"))
    assert found.text.startswith("栏目")
    assert "date" not in found.meta


def test_the_extra_is_named_where_only_the_date_needs_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    with pytest.raises(Refused, match="missing-extra"):
        read(page("<!-- " + "x" * 400 + " --><p>短文</p>"))


def test_a_page_of_frames_has_no_text_of_its_own():
    assert read("<html><frameset><frame src=a.html></frameset></html>").text == ""
