"""A faulty lexicon or user dictionary is refused with file, line and remedy by every command."""

import click
import pytest

from cntext.cli.commands import root

# What these need besides a path.
ASKED = {
    ("kwic",): ("产教融合", "--"),
    ("collocates",): ("产教融合", "--"),
    ("compare",): ("--ref-list", "jieba"),
    ("index", "build"): ("-o", "unwritten.cnx"),
}
# Name of the file, its bytes, the place that is named, a word of what is wrong, one of the remedy.
LEXICONS = {
    "a broken line": ("l.toml", '["甲乙"]\nforms = ["丙丁"\n', "l.toml:2", "TOML", "README.md"),
    "an empty form": (
        "l.toml",
        '["甲乙"]\nforms = ["丙丁", ""]\n',
        "l.toml:2: 甲乙",
        "empty",
        "take it out",
    ),
    "10,000 characters": ("l.txt", "甲乙\n" + "长" * 10_000 + "\n", "l.txt:2", "10,000", "2-64"),
    "a duplicate": ("l.txt", "甲乙\n丙丁\n甲乙\n", "l.txt:3", "already", "take one"),
    "a regular expression": ("l.txt", "产教.*融合\n", "l.txt:1", "regular expression", "list"),
    "GBK": ("l.txt", "甲乙\n产教融合\n".encode("gbk"), "l.txt:1: byte 1", "UTF-8", "save it as"),
}
USERDICTS = {
    "a broken line": ("u.txt", "甲乙\n丙丁 五 n\n", "u.txt:2", "frequency", "word frequency tag"),
    "10,000 characters": ("u.txt", "长" * 10_000 + "\n", "u.txt:1", "64 characters", "line"),
    "GBK": ("u.txt", "甲乙\n产教融合\n".encode("gbk"), "u.txt:1: byte 1", "UTF-8", "save it as"),
}


def commands(option):
    """Yield the names of every command that takes ``option``, of families too."""

    def walk(command, path=()):
        if isinstance(command, click.Group):
            for name in command.list_commands(click.Context(command)):
                yield from walk(command.get_command(click.Context(command), name), (*path, name))
        elif any(option in parameter.opts for parameter in command.params):
            yield path

    return list(walk(root()))


def refused(cntext, tmp_path, monkeypatch, option, faults, which):
    """Try every command, a fault each by turns, and three of them with every fault."""
    name, data, place, what, remedy = faults[which]
    turn = list(faults).index(which)
    tried = {*commands(option)[turn :: len(faults)], ("phrases",), ("freq",), ("seg",)}
    monkeypatch.chdir(tmp_path)
    (tmp_path / name).write_bytes(data if isinstance(data, bytes) else data.encode())
    (tmp_path / "text.txt").write_text("深化产教融合。", encoding="utf-8")
    for command in sorted(tried):
        asked = ASKED.get(command, ())
        result = cntext(*command, option, name, *asked, "text.txt", code=2)
        assert result.out == b"", command
        assert f"cntext: {place}" in result.err, command
        assert what in result.err, (command, result.err)
        assert remedy in result.err, (command, result.err)
        assert result.err.count("\n") == 1, (command, result.err)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([name, "text.txt"])


@pytest.mark.parametrize("fault", LEXICONS)
def test_a_faulty_lexicon_is_refused_by_every_command(cntext, tmp_path, monkeypatch, fault):
    assert len(commands("--lexicon")) > 20
    refused(cntext, tmp_path, monkeypatch, "--lexicon", LEXICONS, fault)


@pytest.mark.parametrize("fault", USERDICTS)
def test_a_faulty_user_dictionary_is_refused_by_every_command(cntext, tmp_path, monkeypatch, fault):
    assert len(commands("--userdict")) > 15
    refused(cntext, tmp_path, monkeypatch, "--userdict", USERDICTS, fault)


def test_an_ordinary_file_is_taken_by_the_same_commands(cntext, tmp_path):
    (tmp_path / "l.txt").write_text("深化产教融合\n", encoding="utf-8")
    (tmp_path / "text.txt").write_text("深化产教融合。", encoding="utf-8")
    lists = ("--no-lexicon", "--lexicon", tmp_path / "l.txt", "-f", "json")
    (row,) = cntext("lexicon", "count", tmp_path / "text.txt", *lists).json["rows"]
    assert (row["concept"], row["freq"]) == ("深化产教融合", 1)


@pytest.mark.parametrize(
    ("fault", "code"), [("甲乙\n丙丁 五 n\n", "frequency"), ("长" * 10_000 + "\n", "length")]
)
def test_userdict_check_and_suggest_name_the_line(cntext, tmp_path, fault, code):
    path = tmp_path / "u.txt"
    path.write_text(fault, encoding="utf-8")
    line = fault.count("\n")
    rows = cntext("userdict", "check", path, "-f", "json", code=3).json["rows"]
    assert [(r["line"], r["code"]) for r in rows if r["level"] == "error"] == [(line, code)]
    assert f"u.txt:{line}" in cntext("userdict", "suggest", path, code=2).err
