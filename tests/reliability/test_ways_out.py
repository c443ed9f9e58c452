"""Hostile text in every kind of file that is written: it stays text, and the file is sound."""

import csv
import io
import json
import os
import re
import subprocess
import sys
import zipfile
from html import unescape
from html.parser import HTMLParser
from xml.dom import minidom

import pytest

CONTROLS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]"
)
NAME = "a<img src=x onerror=alert(1)>\x1b[31m=cmd.txt"
TEXT = (
    "---\ntitle: <script>alert(1)</script>\nsource: =HYPERLINK(\"http://x\")\ndate: 2020-01-02\n---\n"
    "深化产教融合\x1b]0;x\x07，＝1+1 @SUM =cmd <script>alert(1)</script> <svg/onload=alert(1)> javascript:alert(1) "
    "]]> &amp; \u202e反\u202c \x9b31m \U000e0041 [link=http://x]a[/link] `$x$`。产教融合，产教融合，职业教育，职业教育，"
    "alert alert script script。\n"
) * 3  # fmt: skip
FILES = {
    "freq": ("t.csv", "t.tsv", "t.json", "t.jsonl", "t.md", "t.xlsx", "t.docx"),
    "kwic": ("k.csv", "k.json", "k.xlsx", "k.docx"),
    "clean": ("c.json", "c.csv"),
    "cloud": ("w.svg", "w.pdf"),
    "coword": ("n.graphml", "n.gexf"),
    "report": ("r.html",),
}
RUNNER = """
import json, sys
from cntext.cli import main
codes = []
for line in json.load(sys.stdin):
    try:
        main(line)
    except SystemExit as done:
        codes.append(int(done.code or 0))
sys.stdout.write(json.dumps(codes))
"""


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """Return the folder with every file, written by one process."""
    folder, out = tmp_path_factory.mktemp("in"), tmp_path_factory.mktemp("out")
    for number in range(3):
        (folder / f"{number}{NAME.replace('/', '')}").write_text(TEXT, encoding="utf-8")
    lines = []
    for command, names in FILES.items():
        more = {
            "kwic": ["产教融合"],
            "freq": ["--stopwords", "none"],
            "coword": ["--within", "document"],
        }
        asked = [command, *more.get(command, []), str(folder), "-o"]
        lines += [[*asked, str(out / name)] for name in names]
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", RUNNER],
        input=json.dumps(lines), capture_output=True, text=True, check=False, cwd=out,
        env={**os.environ, "CNTEXT_LANG": "en"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    codes = json.loads(done.stdout.splitlines()[-1])
    assert codes == [0] * len(lines), (codes, done.stderr[-2000:])
    return out


class Active(HTMLParser):
    """Collects what a browser would run or fetch."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        for key, value in attrs:
            if key.startswith("on"):
                self.found.append((tag, key))
            if key in {"src", "href", "action"} and re.match(
                r"\s*(javascript:|https?:|//)", value or ""
            ):
                self.found.append((tag, value))

    handle_startendtag = handle_starttag


@pytest.mark.slow
def test_tables_have_no_formula_and_no_control(written):
    for name, delimiter in (("t.csv", ","), ("t.tsv", "\t"), ("k.csv", ","), ("c.csv", ",")):
        text = (written / name).read_text("utf-8-sig")
        assert not CONTROLS.search(text), name
        rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))
        assert len(rows) > 2
        cells = [cell for row in rows for cell in row]
        if delimiter == ",":
            risky = [
                c for c in cells if c[:1] in "=+@\t\r-" and c and not re.fullmatch(r"-?[\d.e-]+", c)
            ]
            assert risky == [], name


@pytest.mark.slow
def test_json_holds_the_text_as_it_is(written):
    for name in ("t.json", "k.json", "c.json"):
        whole = json.loads((written / name).read_bytes())
        assert whole["rows"]
    assert b"<script>" in (written / "k.json").read_bytes()


@pytest.mark.slow
@pytest.mark.parametrize("name", ["w.svg", "n.graphml", "n.gexf"])
def test_xml_is_sound_and_inactive(written, name):
    data = (written / name).read_bytes()
    document = minidom.parseString(data)  # noqa: S318 (our own output)
    tags = {node.tagName.lower() for node in document.getElementsByTagName("*")}
    assert "script" not in tags
    for node in document.getElementsByTagName("*"):
        assert not [key for key in node.attributes.keys() if key.lower().startswith("on")]  # noqa: SIM118
    assert not CONTROLS.search(data.decode())


@pytest.mark.slow
@pytest.mark.parametrize("name", ["t.xlsx", "k.xlsx", "t.docx", "k.docx"])
def test_office_files_are_sound_and_run_nothing(written, name):
    with zipfile.ZipFile(written / name) as archive:
        assert archive.testzip() is None
        for member in archive.namelist():
            content = archive.read(member)
            if member.endswith((".xml", ".rels")):
                minidom.parseString(content)  # noqa: S318
                assert not CONTROLS.search(content.decode())
            assert b"<f>" not in content  # a formula of a sheet
            assert b'TargetMode="External"' not in content
            assert not member.endswith((".bin", ".vbs", ".js"))


@pytest.mark.slow
def test_the_report_runs_nothing_of_the_text(written):
    html = (written / "r.html").read_text("utf-8")
    page = Active()
    page.feed(html)
    assert page.found == []
    assert "default-src 'none'" in unescape(html)
    assert "<script>alert" not in html
    assert not CONTROLS.search(html)


@pytest.mark.slow
def test_the_pdf_names_nothing_it_should_not(written):
    data = (written / "w.pdf").read_bytes()
    assert data.startswith(b"%PDF-")
    for active in (b"/JavaScript", b"/JS", b"/Launch", b"/OpenAction", b"/URI", b"/EmbeddedFile"):
        assert active not in data
