"""Commands: made from the files of measure/, described by their heads, in two languages."""

import click
import pytest

from cntext import measure
from cntext.analysis import ANALYSES
from cntext.cli.commands import root
from cntext.text.wrapping import cells, wrap

NAMES = root().list_commands(click.Context(root()))


@pytest.mark.parametrize("name", NAMES)
def test_every_command_is_described_in_both_languages(cntext, name):
    summary = root().summary(name)
    assert any("\u4e00" <= c <= "\u9fff" for c in summary.zh)
    assert summary.en[0].isupper()
    for lang, text in (("zh", summary.zh), ("en", summary.en)):
        assert " ".join(text.split()) in " ".join(cntext("--help", "--lang", lang).text.split())
        assert cntext(name, "--help", "--lang", lang).text.count("\n") > 5


@pytest.mark.parametrize("name", measure.analysis_names())
def test_a_file_of_measure_registers_the_analysis_of_its_name(name):
    measure.load_analysis(name)
    analysis = ANALYSES[name]
    assert analysis.help.zh
    assert analysis.help.en
    assert all(option.opt.help.zh and option.opt.help.en for option in analysis.options)
    assert len({column.id for column in analysis.columns}) == len(analysis.columns)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_help_fits_a_screen_of_eighty_cells_but_for_examples(cntext, name, lang):
    text = cntext(name, "--help", "--lang", lang).text
    long = [line for line in text.splitlines() if cells(line) > 80]
    assert all(line.startswith("  cntext ") for line in long)  # it can be copied as it is


def test_no_arguments_show_the_help(cntext):
    assert "cntext phrases corpus/" in cntext().text
    assert cntext("--lang", "zh").text == cntext("--help", "--lang", "zh").text
    assert "cntext lexicon list" in cntext("lexicon", "--lang", "zh").text


def test_the_version_is_printed(cntext):
    assert cntext("--version").text.startswith("cntext ")


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("词频表", 10, ["词频表"]),
        ("统计词频，写明分母", 8, ["统计词", "频，写明", "分母"]),
        ("one two three", 8, ["one two", "three"]),
        ("", 8, [""]),
        ("抽取样本 42 词", 13, ["抽取样本", "42 词"]),
        ("不接断行（--no-clean）", 12, ["不接断行", "（--no-clean）"]),
    ],
)
def test_lines_break_by_cells_and_never_before_a_comma(text, width, lines):
    assert wrap(text, width) == lines
