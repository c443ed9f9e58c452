"""Pages on topics: an install has them, and a screen shows all that they say."""

import ast
import re
from pathlib import Path

import pytest

import cntext.cli.page as pages
from cntext.cli.man import pages as manual
from cntext.cli.page import PAGES, laid_out, markdown
from cntext.text.wrapping import cells

ROOT = Path(__file__).resolve().parents[2]
SOURCE = Path(pages.__file__).resolve().parents[1]


def letters(text):
    """Return the letters, digits and Chinese characters of a text, in order."""
    return re.findall(r"\w", text.replace("_", " "))


@pytest.mark.parametrize("name", sorted(PAGES))
@pytest.mark.parametrize("width", [40, 80, 120])
def test_a_screen_shows_every_word_within_its_width(name, width):
    text = markdown(name)
    shown = laid_out(text, width)
    wide = [line for line in shown.splitlines() if cells(line) > width]
    assert all(line.startswith("    ") for line in wide)  # code is never broken
    code = re.sub(r"```\w*", "", re.sub(r"\]\([^)]*\)", "]", text))
    assert set(letters(shown)) == set(letters(code))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("# A *b*\n\nOne\ntwo.\nThree", "A *b*\n\nOne two.\nThree\n"),
        ("一句\n话。\n下句", "一句话。\n下句\n"),
        ("- **a** `x*y`\n  more.\n  Next\n- [b](c.md)", "- a x*y more.\n  Next\n- b\n"),
        ("1. a\n\n    code  here\n\nb", "1. a\n\n    code  here\n\nb\n"),
        ("```toml\na = 1\n\nb\n```\nend", "    a = 1\n    \n    b\n\nend\n"),
        ("| k | |\n|---|---|\n| ab | c \\| d |", "ab  c | d\n"),
        ("| k | v | w |\n|---|--:|---|\n| 甲 | 1 | x |", "k   v  w\n甲  1  x\n"),
    ],
)
def test_the_layout(text, shown):
    assert laid_out(text, 40) == shown


def test_a_table_that_does_not_fit_stands_below_its_first_cells():
    cell = "long " * 9
    shown = laid_out(f"| k | v | w |\n|---|---|---|\n| ab | {cell}| 2 |", 30)
    lines = shown.splitlines()
    assert lines[0] == "ab"
    assert lines[1].startswith("  v: long")
    assert lines[-1] == "  w: 2"


def test_a_pipe_gets_the_page_as_it_was_written(cntext, tmp_path):
    assert cntext("explain", "coding").text == markdown("coding")
    cntext("explain", "coding", "-o", tmp_path / "p.md")
    assert (tmp_path / "p.md").read_text(encoding="utf-8") == markdown("coding")
    assert cntext("explain", "coding", "-f", "table").text == laid_out(markdown("coding"), 80)


def test_what_makes_no_sense_for_a_page_is_refused(cntext, tmp_path):
    assert "Markdown" in cntext("explain", "coding", "-f", "csv", code=2).err
    assert "Markdown" in cntext("explain", "coding", "-o", tmp_path / "p.xlsx", code=2).err
    assert "--row" in cntext("explain", "coding", "--row", "1", code=2).err
    assert "coding" in cntext("explain", "codin", code=2).err


def test_pages_are_listed(cntext):
    rows = cntext("explain", "-f", "json").json["rows"]
    assert [row["statistic"] for row in rows[-len(PAGES) :]] == list(PAGES)


def test_nothing_that_is_shown_names_a_file_that_a_wheel_has_not():
    assert not [place for place, page in manual().items() if "docs/" in page or "README" in page]
    named = [
        (path.name, node.lineno)
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and "docs/" in node.value
    ]
    assert not named


def test_the_wheel_is_told_to_hold_the_pages():
    told = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    for name in PAGES:
        assert f'"docs/{name}.md" = "cntext/_data/docs/{name}.md"' in told
        assert f'"/docs/{name}.md"' in told
