"""What is said of a wrong command line: in both languages, and never in Click's own words."""

import re

import click
import pytest

from cntext.cli.complaints import explain
from cntext.cli.names import commands

TYPED = "zzz"
_WORD = re.compile(r"[A-Za-z]{2,}")


def wrong(command):
    """Yield command lines that Click refuses, each with what the answer must say in Chinese."""
    yield [f"--{TYPED}"], "没有选项"
    arguments = [p for p in command.params if isinstance(p, click.Argument)]
    if all(p.nargs == 1 for p in arguments):
        plain = not any(p.required and p not in arguments for p in command.params)
        choice = any(isinstance(p.type, click.Choice) for p in arguments)
        yield [TYPED] * 9, "多了参数" if plain and not choice else ""
    if any(p.required for p in command.params):
        yield [], "缺少"
    for option in command.params:
        if not isinstance(option, click.Option):
            continue
        name = option.opts[-1]
        if option.is_flag:
            yield [f"{name}={TYPED}"], "不带值"
            continue
        yield [name], "后面要有值"
        kind = option.type
        if isinstance(kind, click.Choice | click.types.IntParamType | click.types.FloatParamType):
            yield [f"{name}={TYPED}"], "的值不对：应为"
        if isinstance(kind, click.types._NumberRangeBase) and kind.min is not None:
            yield [f"{name}={kind.min - 1}"], "的值不对：应为"


def own_words(command):
    """Return what stands in Latin letters by itself: names of parameters and of values."""
    words = {TYPED}
    for param in command.params:
        shown = [*param.opts, *param.secondary_opts, param.human_readable_name, param.metavar or ""]
        if isinstance(param.type, click.Choice):
            shown += map(str, param.type.choices)
        words |= {word for text in shown for word in _WORD.findall(text)}
    return words


@pytest.mark.parametrize(("name", "command"), commands(), ids=[name for name, _ in commands()])
def test_every_mistake_is_answered_in_chinese(name, command):
    for line, says in wrong(command):
        with pytest.raises(click.UsageError) as found, command.make_context(name, list(line)):
            pass
        said = explain(found.value)
        assert says in said.zh
        assert not set(_WORD.findall(said.zh)) - own_words(command), said.zh
        assert not re.search("[\u4e00-\u9fff]", said.en), said.en
        assert "\n" not in said.zh + said.en


@pytest.mark.parametrize(
    ("line", "zh", "en"),
    [
        ("schema a b", "多了参数 b", "Unexpected argument b"),
        ("init a b", "多了参数 a b", "Unexpected argument a b"),
        ("freq --plain=3", "选项 --plain 不带值", "Option '--plain' takes no value"),
        ("completion foo", "SHELL 的值不对：应为 bash、zsh、fish 之一，不是 foo",
         "Invalid value for SHELL: must be one of bash, zsh, fish, not foo"),
        ("frqe x", "没有命令 frqe；是不是 freq？", "No such command 'frqe'; did you mean freq?"),
        ("lexicon cuont", "没有命令 cuont；是不是 count？",
         "No such command 'cuont'; did you mean count?"),
    ],
)  # fmt: skip
def test_a_complaint_stands_before_where_help_is(cntext, line, zh, en):
    for lang, said in (("zh", zh), ("en", en)):
        first, second = cntext("--lang", lang, *line.split(), code=2).err.splitlines()
        assert first == f"cntext: {said}"
        assert "--help" in second


def test_a_variable_for_a_flag_is_answered_too(cntext, article, monkeypatch):
    monkeypatch.setenv("CNTEXT_PLAIN", "maybe")
    assert "CNTEXT_PLAIN: 应为 true 或 false" in cntext("freq", article, "--lang", "zh", code=2).err


def test_a_language_that_is_not_known_is_refused_in_one_that_is(cntext, article, monkeypatch):
    monkeypatch.setenv("CNTEXT_LANG", "zh")
    assert (
        "--lang 的值不对：应为 zh、en 之一，不是 fr"
        in cntext("freq", article, "--lang", "fr", code=2).err
    )
