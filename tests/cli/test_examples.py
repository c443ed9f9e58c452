"""Every example that a help shows works on the sample corpus, as it is typed."""

import csv
import json
import shlex
import shutil
from importlib.util import find_spec

import click
import pytest

from cntext.cli.commands import root
from cntext.cli.formatter import Formatter
from cntext.cli.prose import Example, Paragraph, prose
from cntext.resources import shipped

NEEDS = {"topics": "sklearn", "mcp": "mcp"}  # commands that want an extra
SERVES = ("mcp",)  # it would wait for a client; its command line is only read
CLUSTER = ("cluster", "--cluster")  # tests/cluster has one; here command lines are only read
LONG = ("report", "cloud")  # each has run twice when its other examples are only read
FIRST = "cntext demo --copy corpus"  # what all others need
RECIPES = (
    '[recipes]\nyearly = "freq corpus --by year"\nmap = "compare corpus --by genre --view map"\n'
)
PLACE = "kx4dfish2r4i:184-186"  # stands for an id that the reader has from a table


def below(command, name):
    """Yield the command and all below it, with full names."""
    yield name, command
    ctx = click.Context(command)
    if isinstance(command, click.Group):
        for each in command.list_commands(ctx):
            yield from below(command.get_command(ctx, each), f"{name} {each}".strip())
    for each, make in {} if isinstance(command, click.Group) else getattr(command, "makers", {}).items():  # fmt: skip
        yield f"{name} {each}", make()


COMMANDS = dict(below(root(), ""))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_an_example_the_same_in_both_languages(name):
    zh, en = (prose(COMMANDS[name].both.say(lang)).examples for lang in ("zh", "en"))
    assert zh
    assert [example.command for example in zh] == [example.command for example in en]
    assert all(bool(a.remark) == bool(b.remark) for a, b in zip(zh, en, strict=True))
    assert any(name in example.command for example in zh)


@pytest.fixture
def folder(cntext, tmp_path, monkeypatch):
    """Return the current folder: the sample corpus, and the files of one's own that examples name."""
    folder = tmp_path
    monkeypatch.chdir(folder)
    cntext(*FIRST.split()[1:])
    for name in ("old", "new", "articles"):
        (folder / name).mkdir()
    for path in sorted((folder / "corpus").glob("20*")):
        shutil.copy(path, folder / ("old" if path.name < "2020" else "new"))
    texts = {
        "mine.toml": (shipped("schemes") / "tone.toml").read_text(encoding="utf-8"),
        "terms.toml": '["数字孪生"]\nforms = ["数字双胞胎"]\n',
        "words.txt": "产教融合 3 n\n",
        "words.dic": "%\n1\tposemo\n2\tnegemo\n%\n好\t1\n坏\t2\n",
        "ontology.xlsx": "",
        "ntusd-positive.txt": "优秀\n",
        "ntusd-negative.txt": "落后\n",
        "stop.txt": "学校\n",
        "ratings.csv": "id,张,李,王\n1,低,低,低\n2,中,中,高\n3,高,高,高\n4,低,中,低\n",
    }  # fmt: skip
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def lines():
    """Return each command line once, in the order of the helps."""
    found = {}
    for command in COMMANDS.values():
        found |= dict.fromkeys(example.command for example in prose(command.both.en).examples)
    return list(found)


def needed(line):
    return [find_spec(extra) for name, extra in NEEDS.items() if line.startswith(f"cntext {name}")]


def test_every_example_works(cntext, folder, monkeypatch):
    # The lines are as typed, but with fewer rounds.
    for name, rounds in {"COMPARE_RESAMPLE": 99, "TREND_ROUNDS": 99, "TOPICS_RUNS": 2}.items():
        monkeypatch.setenv(f"CNTEXT_{name}", str(rounds))
    _prepare(cntext, folder)
    cntext("freq", "corpus", "-n", "1", "--evidence", "e.jsonl")
    place = json.loads((folder / "e.jsonl").read_text(encoding="utf-8").partition("\n")[0])["id"]
    failed, ran = [], []
    for line in lines():
        if line == FIRST or not all(needed(line)):
            continue
        code, said = _typed(cntext, line.replace(PLACE, place), ran)
        if line == "cntext init":  # the recipes that the reader puts into it
            with (folder / "cntext.toml").open("a", encoding="utf-8") as project:
                project.write(RECIPES)
        if code:
            failed.append(f"{line}: {code} {said}")
    assert not failed


def _typed(cntext, line, ran):
    """Run a command line as a shell would, pipes too; return the exit code and what was said."""
    piped = None
    for command in line.split(" | "):
        program, *arguments = shlex.split(command)
        assert program == "cntext"
        elsewhere = any(word in arguments for word in CLUSTER)
        if (
            elsewhere
            or arguments[0] in SERVES
            or (arguments[0] in LONG and ran.count(arguments[0]) == 2)
        ):
            COMMANDS[arguments[0]].make_context(arguments[0], arguments[1:])
            return 0, ""
        ran.append(arguments[0])
        result = cntext(*arguments, stdin=piped, code=None)
        if result.code:
            return result.code, result.err
        piped = result.out
    return 0, ""


def _prepare(cntext, folder):
    """Make the files that stand for work done by hand or by another program."""
    cntext("code", "corpus", "--sample", "60", "-o", "sheet.csv")
    head, *rows = (folder / "sheet.csv").read_text(encoding="utf-8-sig").splitlines()
    at = head.split(",").index("code")
    for coder, codes in (("a", ("人才培养", "无")), ("b", ("人才培养", "人才培养", "无"))):
        table = [head]
        for number, row in enumerate(rows):
            cells = next(csv.reader([row]))
            cells[at] = codes[number % len(codes)]
            table.append(",".join(f'"{cell}"' for cell in cells))
        (folder / f"{coder}.csv").write_text("\n".join(table), encoding="utf-8")
    xlsxwriter = pytest.importorskip("xlsxwriter", reason="nothing here writes workbooks")
    with xlsxwriter.Workbook(folder / "ontology.xlsx") as book:
        sheet = book.add_worksheet()
        for number, cells in enumerate(
            [("词语", "词性种类", "情感分类", "强度", "极性"), ("优秀", "adj", "PH", 7, 1)]
        ):
            sheet.write_row(number, 0, cells)


def test_a_chinese_term_is_as_wide_as_it_is_seen():
    said = prose("频次  每一处都计，\n      也在别的之内。\n独立  不在别的之内的。\n其余的文字。")
    assert said.blocks == (
        (
            Paragraph("频次  每一处都计，也在别的之内。", 6),
            Paragraph("独立  不在别的之内的。", 6),
            Paragraph("其余的文字。"),
        ),
    )
    out = Formatter(width=30)
    out.write_lines(*said.blocks[0][0])
    assert out.getvalue() == "频次  每一处都计，也在别的之\n      内。\n"


def test_prose_is_put_together_and_examples_are_taken_out():
    said = prose(
        "One line\nand more.\n\nterm  what it is\n      and more\ncntext freq a/  remark\n"
    )
    assert said.blocks == (
        (Paragraph("One line and more."),),
        (Paragraph("term  what it is and more", 6),),
    )
    assert said.examples == (Example("cntext freq a/", "remark"),)


def test_chinese_lines_are_put_together_without_a_space_and_end_with_a_sentence():
    assert prose("一行文字，\n接着写。\n另一句").blocks == (
        (Paragraph("一行文字，接着写。"), Paragraph("另一句")),
    )
