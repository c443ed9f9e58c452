"""A report in a real browser: opened from disk, used by mouse and keyboard, printed."""

import json
import re
from importlib.util import find_spec
from pathlib import Path

import pypdfium2
import pytest

from cntext.cli import main
from cntext.resources import shipped

pytestmark = pytest.mark.slow


def write(path, *arguments):
    with pytest.raises(SystemExit) as done:
        main(["report", *map(str, arguments), "-o", str(path), "--lang", "zh", "--quiet"])
    assert not done.value.code
    return path


@pytest.fixture(scope="module")
def sample(tmp_path_factory, chromium):
    """Return a report on the sample corpus, by year."""
    return write(tmp_path_factory.mktemp("report") / "r.html", shipped("corpus"), "--by", "year")


@pytest.fixture
def opened(visit, sample):
    watched = visit(sample)
    yield watched
    assert watched.problems() == []


@pytest.fixture
def page(opened):
    return opened.page


def shown(page, sheet, column):
    """Return the cells of a column in the rows that are seen."""
    return page.eval_on_selector_all(
        f"#sheet-{sheet} tbody tr:not([hidden])",
        f"rows => rows.map(row => row.cells[{column}].textContent)",
    )


def test_it_opens_from_disk_and_asks_for_nothing(opened):
    assert opened.page.title().endswith("文本分析报告")
    assert [url for url in opened.requests if not url.startswith("data:")] == [opened.page.url]


def test_a_page_with_a_font_needs_none_of_the_machine(visit, tmp_path):
    made = write(tmp_path / "r.html", shipped("corpus") / "page.txt", "--embed-font")
    watched = visit(made)
    assert watched.problems() == []  # asked first: the inspector reads the page again
    session = watched.page.context.new_cdp_session(watched.page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    for what in ("#set-print", "nav li", "main h1", "#words h2", ".about"):
        node = session.send("DOM.querySelector", {"nodeId": root, "selector": f"{what} .zh"})[
            "nodeId"
        ]
        fonts = session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
        assert [font["familyName"] for font in fonts if not font["isCustomFont"]] == []
        assert fonts


def test_a_click_on_a_heading_sorts_and_says_so(page):
    heading = page.locator("#sheet-words th[data-column=freq]")
    numbers = [int(cell.replace(",", "")) for cell in shown(page, "words", 2)]
    assert numbers == sorted(numbers, reverse=True)
    heading.get_by_role("button").click()
    assert heading.get_attribute("aria-sort") == "descending"
    heading.get_by_role("button").click()
    assert heading.get_attribute("aria-sort") == "ascending"
    numbers = [int(cell.replace(",", "")) for cell in shown(page, "words", 2)]
    assert numbers == sorted(numbers)
    assert numbers[0] < 20


def test_a_search_looks_through_all_rows_and_counts_them(page):
    sheet = page.locator("#sheet-words")
    assert len(shown(page, "words", 1)) == 20
    sheet.locator(".search").fill("职业")
    found = shown(page, "words", 1)
    assert found
    assert all("职业" in word for word in found)
    assert f"共 {len(found)} 行" in sheet.locator(".count").inner_text()
    sheet.locator(".search").fill("没有这个词")
    assert shown(page, "words", 1) == []


def test_all_rows_all_columns_and_one_group_can_be_seen(page):
    sheet = page.locator("#sheet-comparison")
    total = sheet.locator("tbody tr").count()
    assert len(shown(page, "comparison", 0)) < total
    sheet.locator(".group").select_option("=2019")
    assert set(shown(page, "comparison", 0)) == {"2019"}
    sheet.locator(".group").select_option("")
    sheet.locator(".all").click()
    assert len(shown(page, "comparison", 0)) == total
    assert sheet.locator("th[data-column=bic]").is_hidden()
    sheet.locator(".widen").click()
    assert sheet.locator("th[data-column=bic]").is_visible()


def test_a_row_leads_to_its_sentences_and_they_to_the_article_and_its_line(page):
    row = page.locator("#sheet-phrases tbody tr").first
    term = row.locator(".term").inner_text()
    row.locator(".number").first.click()
    dialog = page.locator("#sources")
    assert term in dialog.locator("h2").inner_text()
    quote = dialog.locator("li").first
    assert quote.locator("mark").inner_text() == term
    line = re.search(r"第 (\d+) 行", quote.inner_text())[1]
    name = page.evaluate("data('documents')[data('sentences')[0][0]][5]")
    quote.locator(".quote").click()
    assert dialog.locator(".article mark").inner_text() == term
    assert (
        dialog.locator(".article p", has=page.locator("mark")).locator(".line").inner_text() == line
    )
    source = Path(shipped("corpus")).parent / name
    assert term in source.read_text(encoding="utf-8").splitlines()[int(line) - 1]
    dialog.locator("#back").click()
    assert dialog.locator("li").count() > 0
    dialog.locator("#close").click()
    assert dialog.is_hidden()


def test_the_keyboard_does_what_the_mouse_does(page):
    button = page.locator("#sheet-words .term").first
    button.focus()
    page.keyboard.press("Enter")
    assert page.locator("#sources").is_visible()
    for _ in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement === document.body || "
                             "document.activeElement.closest('#sources') !== null")  # fmt: skip
    page.keyboard.press("Escape")
    assert page.locator("#sources").is_hidden()
    assert button.evaluate("it => it === document.activeElement")
    assert button.evaluate("it => getComputedStyle(it).outlineStyle") == "solid"


def test_a_document_opens_as_an_article(page):
    page.locator("#sheet-documents .term").first.click()
    assert page.locator("#sources .article p").count() > 3
    assert page.locator("#back").is_hidden()


def test_language_and_ground_can_be_switched(page):
    ground = "getComputedStyle(document.body).backgroundColor"
    assert page.locator("#phrases h2").inner_text() == "短语"
    assert page.evaluate(ground) == "rgb(255, 255, 255)"
    page.locator("#set-language").click()
    page.locator("#set-theme").click()
    assert page.locator("#phrases h2").inner_text() == "Phrases"
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.evaluate(ground) == "rgb(21, 24, 29)"
    images = page.locator("#sheet-words figure img:visible")
    assert images.count() == 1
    assert images.get_attribute("class") == "on-dark en"
    assert (
        page.locator("#sheet-phrases figure img:visible").get_attribute("alt").startswith("Cloud")
    )


def test_a_dark_screen_gets_a_dark_page(visit, sample):
    watched = visit(sample, color_scheme="dark")
    assert watched.page.locator("html").get_attribute("data-theme") == "dark"
    watched.page.emulate_media(color_scheme="light")
    watched.page.wait_for_selector("html[data-theme=light]")
    assert watched.problems() == []


def test_tables_can_be_saved(page, tmp_path):
    for kind, start in (("csv", b"\xef\xbb\xbfrank,word,freq"), ("json", b'{\n "schema"')):
        with page.expect_download() as download:
            page.locator(f"#sheet-words .download[data-kind={kind}]").click()
        assert download.value.suggested_filename == f"words.{kind}"
        path = tmp_path / kind
        download.value.save_as(path)
        assert path.read_bytes().startswith(start)
    assert json.loads(path.read_bytes())["rows"][0]["rank"] == 1


def test_it_prints_on_numbered_a4_pages_without_buttons(page, tmp_path):
    page.locator("#set-theme").click()
    path = tmp_path / "r.pdf"
    page.pdf(path=path, prefer_css_page_size=True)
    pdf = pypdfium2.PdfDocument(path)
    texts = [sheet.get_textpage().get_text_bounded() for sheet in pdf]
    assert {tuple(round(side) for side in sheet.get_size()) for sheet in pdf} == {(595, 842)}
    for number, text in enumerate(texts, start=1):
        assert f"{number} / {len(texts)}" in text
    assert not re.search("下载 CSV|查找|显示全部", "".join(texts))
    heads = [text for text in texts if re.search("对照频次.*LL", text)]
    assert len(heads) > 1, "the head of a long table is on each of its pages"
    corner = pdf[0].render(scale=0.1).to_pil().getpixel((1, 1))
    assert corner == (255, 255, 255)
    pdf.close()


def test_on_a_phone_nothing_sticks_out(visit, sample):
    watched = visit(sample, width=360)
    assert watched.page.evaluate("document.documentElement.scrollWidth") == 360
    watched.page.locator("#sheet-phrases .term").first.click()
    assert watched.page.locator("#sources").bounding_box()["width"] == 360
    assert watched.problems() == []


def test_without_a_script_everything_can_be_read(visit, sample):
    page = visit(sample, java_script_enabled=False).page
    assert page.locator("#sheet-words tbody tr:visible").count() == 300
    assert page.locator("#sheet-phrases th[data-column=cohesion]").is_visible()
    assert page.locator(".tools:visible, .settings:visible").count() == 0


# Removes the rows that are not seen, and those behind the first N (0: none of these).
DROP_ROWS = """most => document.querySelectorAll("tbody").forEach(body => [...body.rows].forEach(
    (row, place) => (row.hidden || (most && place >= most)) && row.remove()))"""


@pytest.mark.parametrize(
    "state", ["light", "dark", "english", "wide", "sentences", "article", "phone"]
)
def test_axe_finds_no_serious_fault(visit, sample, state):
    spec = find_spec("axe_playwright_python")
    if spec is None:
        pytest.skip("no axe-playwright-python: make test sets it up")
    page = visit(sample, width=360 if state == "phone" else 1280).page
    if state == "dark":
        page.locator("#set-theme").click()
    if state == "english":
        page.locator("#set-language").click()
    if state == "wide":
        page.locator("#sheet-phrases .widen").click()
    if state in ("sentences", "article"):
        page.locator("#sheet-phrases .term").first.click()
    if state == "article":
        page.locator("#sources .quote").first.click()
    # Nine tenths of its time axe measures contrast, cell by cell. It sees every row that a reader
    # sees once; for the other states six rows of a table stand for those that look like them.
    page.evaluate(DROP_ROWS, 0 if state == "light" else 6)
    page.evaluate((Path(spec.origin).parent / "axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
    grave = [one for one in found if one["impact"] in ("serious", "critical")]
    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in grave] == []


HOSTILE = (
    "<script>window.hit = 1</script> </script><svg/onload=window.hit=2> "
    "<img/src=x/onerror=window.hit=3> 北京天安门 \"'><b> ]]> --> <!-- javascript:alert(1)\n"
)


def test_hostile_texts_and_names_do_nothing(visit, tmp_path):
    name = "<img src=x onerror=window.hit=4>.txt"
    (tmp_path / name).write_text(HOSTILE * 20, encoding="utf-8")
    term = "<script>window.hit = 1</script>"
    path = write(
        tmp_path / "r.html",
        *(tmp_path / name, "--stopwords", "none", "--term", term, "--term", "天安门"),
        *("--title", "</title><script>window.hit = 5</script>"),
    )
    watched = visit(path)
    page = watched.page
    page.locator("#sheet-concordance .term").first.click()
    quote = page.locator("#sources .quote").first
    assert "<script>window.hit = 1</script>" in quote.inner_text()
    quote.click()
    assert "</script><svg/onload=window.hit=2>" in page.locator("#sources .article").inner_text()
    assert name in page.locator("#sources .about").inner_text()
    assert page.evaluate("window.hit") is None
    assert page.locator("svg, iframe, b, img:not([src^=data])").count() == 0
    assert watched.problems() == []
