"""Terms before paths: one convention for every command that looks for something."""

import json

import click
import pytest

from cntext.analysis import Asks
from cntext.cli.terms import Asking, arguments, as_text, is_place, read_terms, share_out
from cntext.errors import Both, UsageProblem
from cntext.text.normalise import Normalisation


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.txt").write_text("开放", encoding="utf-8")
    (tmp_path / "开放").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("given", "after", "more", "terms", "paths"),
    [
        (["双高", "corpus"], None, None, ("双高",), ("corpus",)),
        (["双高"], None, None, ("双高",), ()),
        (["产教融合", "双高"], ["corpus"], None, ("产教融合", "双高"), ("corpus",)),
        (["corpus"], None, None, (), ("corpus",)),  # an existing path is not a term
        (["开放", "corpus"], None, None, (), ("开放", "corpus")),
        (["开放"], ["corpus"], None, ("开放",), ("corpus",)),  # unless -- says so
        ([], ["corpus"], None, (), ("corpus",)),
        (["corpus"], None, ["双高"], ("双高",), ("corpus",)),
        (["职教"], ["corpus"], ["双高"], ("职教", "双高"), ("corpus",)),
        (["-"], None, None, (), ("-",)),
        (["corpus/*.txt"], None, None, (), ("corpus/*.txt",)),
        (["职教", "corpus/*.txt"], None, None, ("职教",), ("corpus/*.txt",)),
        ([], None, None, (), ()),
    ],
)
def test_terms_and_paths_are_told_apart(folder, given, after, more, terms, paths):
    assert share_out(given, after, more) == (terms, paths)


@pytest.mark.parametrize(
    ("given", "hint"),
    [
        (["产教融合", "双高", "corpus"], "产教融合 双高 -- PATH"),
        (["corpsu/"], "corpsu/ --"),
        (["page.txt"], "page.txt --"),
    ],
)
def test_what_may_be_a_mistyped_path_is_no_term(folder, given, hint):
    with pytest.raises(UsageProblem) as caught:
        share_out(given, None)
    assert "no such file" in caught.value.say("en")
    assert hint in caught.value.say("en")


def test_a_pattern_that_fits_nothing_is_a_term(folder):
    assert not is_place('[word="开放"]')
    assert not is_place("开.放")


def test_terms_are_written_as_the_text_is(folder):
    assert as_text(["５Ｇ", " 双高 ", "双高"], Normalisation()) == ("5G", "双高")
    assert as_text(["５Ｇ"]) == ("５Ｇ",)
    with pytest.raises(UsageProblem, match="empty term"):
        as_text([" "])


def test_a_list_of_terms_has_one_a_line(folder):
    path = folder / "terms.txt"
    path.write_text("\ufeff# 词\n产教融合\n\n 双高 \r\n", encoding="utf-8")
    assert read_terms(path) == ("产教融合", "双高")
    path.write_text("# 词\n", encoding="utf-8")
    with pytest.raises(UsageProblem, match="empty"):
        read_terms(path)
    path.write_bytes("双高".encode("gb18030"))
    with pytest.raises(UsageProblem, match="UTF-8"):
        read_terms(path)


def asking(asks):
    def run(**params):
        click.echo(json.dumps(params))

    flag = click.Option(["--by"], default="")
    return Asking(
        "ask", both=Both("", ""), callback=run, asks=asks, params=[*arguments(asks), flag]
    )


def ask(asks, *args):
    with asking(asks).make_context("ask", list(args)) as context:
        return context.params


def test_options_stand_anywhere_before_the_two_dashes(folder):
    assert ask(Asks.TERMS, "双高", "--by", "year", "职教", "--", "corpus") == {
        "by": "year",
        "terms": ("双高", "职教"),
        "paths": ("corpus",),
    }
    assert ask(Asks.TERMS, "双高", "corpus", "--by", "year")["terms"] == ("双高",)
    assert ask(Asks.TERMS, "双高", "--", "--by")["paths"] == ("--by",)


def test_a_command_that_needs_terms_says_so(folder):
    for args in ((), ("corpus",), ("--", "corpus")):
        with pytest.raises(UsageProblem, match="look for"):
            ask(Asks.TERMS, *args)
    assert ask(Asks.TERMS_OR_ALL, "corpus")["terms"] == ()
    (folder / "t.txt").write_text("双高\n", encoding="utf-8")
    assert ask(Asks.TERMS, "--terms-from", "t.txt", "corpus")["terms"] == ("双高",)
