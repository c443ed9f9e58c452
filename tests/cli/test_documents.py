"""Every command line that the documents name has a command and options that there are.

What the guides and READMEs show with its output is run by tools/docs.py; this looks at the rest,
whose files are the reader's own.
"""

import re
from pathlib import Path

import click
import pytest

from cntext.cli.commands import root

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted(
    path.relative_to(ROOT).as_posix()
    for path in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"))
    if path.name not in ("reference.md", "CHANGELOG.md")  # made of the commands; of all times
)
# In a span of code, or from the beginning of a line of code (after "$ " or a pipe).
_SPAN = re.compile(r"`(cntext [a-z][^`]*)`")
_LINE = re.compile(r"^(?: {4}|\$ )(?:.*\| )?(cntext [a-z].*)$", re.MULTILINE)
_END = re.compile(r"\s#|\s\||[|>&]|$|[…，。；、：（]| {3,}")


def command_lines(text):
    """Return the command lines of a document, without remarks and without what a pipe does next."""
    found = [*_SPAN.findall(text), *_LINE.findall(text)]
    return [line[: _END.search(line).start()] for line in found]


def unknown(line):
    """Return the words of a command line that name no command and no option, "" if none does."""
    _, *words = line.split()
    ctx = click.Context(root(), info_name="cntext")
    command = root()
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        below = command.get_command(ctx, words[0])
        if below is None:
            return words[0] if ctx.parent is None else ""
        ctx = click.Context(below, info_name=words.pop(0), parent=ctx)
        command = below
    made = [command, *(make() for make in getattr(command, "makers", {}).values())]
    known = {
        name
        for each in made
        for option in each.get_params(ctx)
        for name in (*option.opts, *option.secondary_opts)
    }
    asked = [word.partition("=")[0] for word in words if re.match(r"--?[a-z]", word)]
    return next((word for word in asked if word not in known), "")


def test_a_command_or_option_that_is_none_is_seen():
    assert unknown("cntext frq corpus") == "frq"
    assert unknown("cntext freq corpus --bye year") == "--bye"
    assert unknown("cntext lexicon count corpus --by year -o a.csv") == ""
    assert command_lines(
        "用 `cntext freq a -f csv | head` 或\n    cntext kwic 甲 乙/   # 丙\n"
    ) == [
        "cntext freq a -f csv",
        "cntext kwic 甲 乙/",
    ]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_documents_name_commands_and_options_that_there_are(document):
    lines = command_lines((ROOT / document).read_text(encoding="utf-8"))
    assert not [(line, word) for line in lines if (word := unknown(line))]


def test_there_are_command_lines_to_look_at():
    texts = [(ROOT / document).read_text(encoding="utf-8") for document in DOCUMENTS]
    assert sum(len(command_lines(text)) for text in texts) > 100
