"""Manual pages: of every command, in both languages, without a fault that groff finds."""

import os
import re
import shutil
import subprocess

import pytest

from cntext.cli import roff
from cntext.cli.man import pages
from cntext.cli.names import command_names

PAGES = pages()
MAN, GROFF = shutil.which("man"), shutil.which("groff")


def test_there_is_a_page_of_every_command_in_both_languages():
    names = {f"cntext-{name.replace(' ', '-')}" for name in command_names()} | {"cntext"}
    for folder in ("man1", "zh_CN/man1"):
        found = {p.removeprefix(f"{folder}/")[:-2] for p in PAGES if p.startswith(f"{folder}/")}
        assert names <= found
    assert not [p for p in PAGES if not re.fullmatch(r"(zh_CN/)?man1/[a-z-]+\.1", p)]


def test_a_page_holds_what_the_help_says():
    page = PAGES["man1/cntext-compare.1"]
    for words in (
        "Rayson & Garside 2000",
        r"\fB\-\-resample\fR \fIN\fR",
        ".SS Statistics",
        "genre",
    ):
        assert words in page
    assert ".SH 选\\:项" in PAGES["zh_CN/man1/cntext-compare.1"]
    assert r"\fBcntext\-lexicon\-count\fR(1)" in PAGES["man1/cntext-lexicon.1"]


def test_no_text_is_taken_for_a_request():
    assert roff.text(".br \\n 'x'") == r"\&.br \en \(aqx\(aq"
    for page in PAGES.values():
        requests = {line.split()[0] for line in page.splitlines() if line.startswith((".", "'"))}
        assert requests <= {".TH", ".ad", ".SH", ".SS", ".PP", ".TP", ".br", ".RS", ".RE", ".B"}


def test_the_pages_are_written_where_man_looks(cntext, tmp_path):
    cntext("man", "-o", tmp_path / "share")
    written = {str(p.relative_to(tmp_path / "share")) for p in (tmp_path / "share").rglob("*.1")}
    assert written == set(PAGES)


@pytest.mark.skipif(MAN is None, reason="no man on this machine")
@pytest.mark.parametrize("place", ["man1/cntext.1", "zh_CN/man1/cntext-compare.1"])
def test_man_shows_a_page_without_a_warning(tmp_path, place):
    path = tmp_path / "page.1"
    path.write_text(PAGES[place], encoding="utf-8")
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "MANWIDTH": "80"}
    shown = subprocess.run(
        [MAN, "--warnings", "-E", "UTF-8", "-l", path],
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert not shown.stderr
    assert "cntext" in shown.stdout


@pytest.mark.skipif(GROFF is None, reason="no groff on this machine")
def test_groff_finds_no_fault_in_any_page(tmp_path):
    names = []
    for place, page in PAGES.items():
        names.append(tmp_path / place.replace("/", "-"))
        names[-1].write_text(page, encoding="utf-8")
    shown = subprocess.run(
        [GROFF, "-k", "-man", "-Tutf8", "-ww", "-z", *names],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert not shown.stderr
