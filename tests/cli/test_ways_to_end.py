"""Every way in which a run can end: its exit code, and what is said."""

import errno
import importlib
import io
import os
import pickle
import signal
import sys
from pathlib import Path

import click
import pytest

from cntext.cli.speaking import Speaker
from cntext.errors import (
    Both,
    CheckFailed,
    CntextError,
    Exit,
    Reported,
    UsageProblem,
    cause,
    install_extra,
    language_of,
    near,
)
from cntext.store.cache import default_cache
from cntext.store.faults import damaged

ending = importlib.import_module("cntext.cli.main")  # the package has a function of that name
SAID = Both("话", "words")


def ends_with(monkeypatch, error):
    """Let whatever command is asked for end with ``error``."""

    def fail(*_):
        raise error

    monkeypatch.setattr(ending, "_invoke_once", fail)


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (Reported(), 1, ""),  # it was said when it happened
        (click.exceptions.Exit(7), 7, ""),
        (SystemExit(3), 3, ""),
        (SystemExit("text"), 0, ""),  # what Python would print is for nobody
        (click.UsageError("text"), 2, "cntext: text\ncntext: see cntext --help\n"),
        (click.ClickException("text"), 1, "cntext: text\n"),
        (CntextError("file", SAID), 1, "cntext: file: words\n"),
        (CntextError("file", SAID, Both("法", "way")), 1, "cntext: file: words; way\n"),
        (UsageProblem("-x", SAID), 2, "cntext: -x: words\n"),
        (CheckFailed("", SAID), 3, "cntext: words\n"),
        (KeyboardInterrupt(), 130, ""),
        (click.Abort(), 130, ""),
        (ending._Signalled(143), 143, ""),
        (BrokenPipeError(), 141, ""),
        (MemoryError(), 1, "cntext: not enough memory\n"),
        (
            ZeroDivisionError("x"),
            1,
            "cntext: internal error (ZeroDivisionError); please run again with "
            "CNTEXT_DEBUG=1 and report it\n",
        ),
    ],
)
def test_every_error_has_its_code_and_its_line(cntext, monkeypatch, error, code, said):
    monkeypatch.delenv("CNTEXT_DEBUG", raising=False)
    ends_with(monkeypatch, error)
    result = cntext("freq", code=code)
    assert (result.out, result.err) == (b"", said)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (MemoryError(), "cntext: 内存不够\n"),
        (CntextError("文件", SAID, Both("法", "way")), "cntext: 文件: 话；法\n"),
        (ZeroDivisionError(), "cntext: 程序内部错误（ZeroDivisionError）；请设 CNTEXT_DEBUG=1 重跑并报告\n"),
    ],
)  # fmt: skip
def test_they_are_said_in_chinese_too(cntext, monkeypatch, error, said):
    monkeypatch.delenv("CNTEXT_DEBUG", raising=False)
    ends_with(monkeypatch, error)
    assert cntext("--lang", "zh", "freq", code=1).err == said


def test_a_group_without_a_command_shows_its_help(cntext):
    for line in (("--lang", "en"), ("index",), ("--lang", "en", "lexicon")):
        result = cntext(*line)
        assert "Usage" in result.text
        assert result.err == ""


def test_a_complaint_about_no_command_in_particular_is_one(cntext, monkeypatch):
    ends_with(
        monkeypatch,
        click.exceptions.NoArgsIsHelpError(click.Context(click.Command("x"), info_name="x")),
    )
    assert cntext("freq").text.startswith("Usage: x")
    missing = click.UsageError("Missing command.")  # of no group that could show its help
    ends_with(monkeypatch, missing)
    assert "see cntext --help" in cntext("freq", code=2).err


@pytest.mark.parametrize(
    ("raised", "code"), [(KeyboardInterrupt(), 130), (ending._Signalled(129), 129)]
)
def test_what_comes_before_there_is_a_command_ends_the_run_too(cntext, monkeypatch, raised, code):
    def fail():
        raise raised

    monkeypatch.setattr(ending, "_completed", fail)
    result = cntext("freq", code=code)
    assert (result.out, result.err) == (b"", "")


def test_signals_are_listened_to_where_the_system_has_them(cntext, monkeypatch):
    heard = []
    monkeypatch.setattr(signal, "signal", lambda number, how: heard.append((number, how)))
    monkeypatch.setattr(signal, "getsignal", lambda _: signal.SIG_DFL)
    hangup = signal.SIGHUP
    monkeypatch.delattr(signal, "SIGHUP")  # Windows
    cntext("--version")
    assert heard == [(signal.SIGTERM, ending._raise), (signal.SIGTERM, signal.SIG_DFL)]
    with pytest.raises(ending._Signalled) as caught:
        ending._raise(hangup, None)
    assert caught.value.code == Exit.HANGUP


def test_signals_that_are_to_be_ignored_stay_ignored(cntext, monkeypatch):
    heard = []
    monkeypatch.setattr(signal, "signal", lambda *given: heard.append(given))
    monkeypatch.setattr(signal, "getsignal", lambda _: signal.SIG_IGN)  # under nohup
    cntext("--version")
    assert heard == []


def test_a_shell_that_asks_what_may_follow_is_answered(cntext, monkeypatch):
    monkeypatch.setenv("_CNTEXT_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", "cntext fre")
    monkeypatch.setenv("COMP_CWORD", "1")
    answer = cntext(code=0).text
    assert "freq" in answer
    assert "Usage" not in answer


def test_the_settings_of_the_environment_hold(cntext, article, monkeypatch):
    assert cntext("freq", article, "-f", "json").json["rows"]
    monkeypatch.setenv("CNTEXT_FREQ_MIN_FREQ", "99")
    assert cntext("freq", article, "-f", "json").json["rows"] == []


def test_nothing_is_flushed_where_nobody_listens(monkeypatch):
    monkeypatch.setattr(sys, "stdout", None)  # pythonw
    ending._let_go()


def test_what_nobody_will_read_is_dropped(monkeypatch):
    dropped = []

    class Gone(io.StringIO):
        def flush(self):
            raise BrokenPipeError

    monkeypatch.setattr(sys, "stdout", Gone())
    monkeypatch.setattr(os, "open", lambda *given: given)
    monkeypatch.setattr(os, "dup2", lambda *given: dropped.append(given))
    ending._let_go()
    assert dropped == [((os.devnull, os.O_WRONLY), 1)]


def test_an_entry_of_the_cache_that_turns_out_damaged_is_dropped_and_the_run_done_again(
    cntext, article, monkeypatch
):
    cache = default_cache()
    assert cache.save("key", {"a": b"1"}, {})
    real, failures = ending._invoke_once, [damaged(cache.folder / "key.part", "tokens")]

    def once(*given):
        if failures:
            raise failures.pop()
        real(*given)

    monkeypatch.setattr(ending, "_invoke_once", once)
    assert cntext("freq", article, "-f", "json").json["rows"]
    assert cache.load("key") is None


@pytest.mark.parametrize("elsewhere", [True, False])
def test_damage_that_is_not_of_the_cache_is_said(cntext, monkeypatch, tmp_path, elsewhere):
    calls = []
    folder = tmp_path if elsewhere else default_cache().folder
    kind = damaged if elsewhere else lambda path, _: CntextError(str(path), SAID)

    def once(*_):
        calls.append(1)
        raise kind(Path(folder) / "x.part", "tokens")

    monkeypatch.setattr(ending, "_invoke_once", once)
    assert "x.part" in cntext("freq", code=1).err
    assert len(calls) == 1


def test_a_traceback_is_for_those_who_ask(cntext, article, monkeypatch):
    ends_with(monkeypatch, KeyError("x"))
    monkeypatch.setenv("CNTEXT_DEBUG", "1")
    result = cntext("freq", article, code=1)
    assert result.err.startswith("Traceback")
    assert "cntext: " not in result.err


# --- what is said -------------------------------------------------------------------------


def test_where_nobody_can_be_told_the_run_goes_on(monkeypatch):
    class Closed(io.StringIO):
        def write(self, _):
            raise OSError(errno.EBADF, "closed")

    for stream in (None, Closed()):
        monkeypatch.setattr(sys, "stderr", stream)
        speaker = Speaker("zh")
        speaker.error("话")
        assert not speaker.bars
    gone = io.StringIO()
    gone.close()
    monkeypatch.setattr(sys, "stderr", gone)
    speaker.error("话")


def test_a_terminal_that_is_not_asked_to_be_quiet_is_shown_how_far_it_is(monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    monkeypatch.setattr(sys, "stderr", Terminal())
    assert Speaker("en").bars
    assert not Speaker("en", quiet=True).bars
    assert not Speaker("en", progress=False).bars
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    assert not Speaker("en").bars


def test_what_is_said_is_shown_at_once(monkeypatch):
    stream = io.TextIOWrapper(io.BytesIO(), "utf-8")
    monkeypatch.setattr(sys, "stderr", stream)
    Speaker("zh").error("话")
    assert stream.buffer.getvalue() == "cntext: 话\n".encode()


def test_what_a_terminal_has_no_characters_for_is_shown_as_escapes(monkeypatch):
    stream = io.TextIOWrapper(io.BytesIO(), "ascii")
    monkeypatch.setattr(sys, "stderr", stream)
    Speaker("zh").error("话 a\x1b")
    stream.flush()
    assert stream.buffer.getvalue() == b"cntext: \\u8bdd a\\x1b\n"


def test_notes_are_kept_back_where_quiet_is_wished(capsys):
    Speaker("en", quiet=True).note(SAID)
    assert capsys.readouterr().err == ""
    Speaker("en").note(SAID)
    assert capsys.readouterr().err == "cntext: words\n"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_of_many_lines_the_first_are_said_and_the_others_counted(capsys, lang):
    lines = [f"line {n}" for n in range(5)]
    Speaker(lang).many(lines)
    assert capsys.readouterr().err == "".join(f"cntext: {line}\n" for line in lines)
    Speaker(lang).many([*lines, "line 5"])
    said = capsys.readouterr().err.splitlines()
    assert said[:-1] == [f"cntext: {line}" for line in lines[:-1]]
    assert said[-1] == (
        "cntext: ……另有 2 个（-f json 列出全部）"
        if lang == "zh"
        else "cntext: ... and 2 more (-f json lists all)"
    )


def test_within_what_shows_how_far_it_is_nothing_else_does():
    speaker = Speaker("en")
    speaker.bars = True
    for shown in (speaker.progress(SAID, 1), speaker.waiting(SAID)):
        with shown:
            assert not speaker.bars
        assert speaker.bars


def test_the_codes_are_those_of_the_contract(monkeypatch):
    assert list(map(int, Exit)) == [0, 1, 2, 3, 129, 130, 141, 143]
    assert Exit.TERMINATED == 128 + signal.SIGTERM
    monkeypatch.setenv("CNTEXT_LANG", "zh")
    assert str(CntextError("文件", SAID)) == "文件: 话"


def test_an_error_comes_whole_from_another_process():
    error = UsageProblem(where="file", problem=SAID, hint=Both("法", "way"))
    sent = pickle.loads(pickle.dumps(error))  # noqa: S301 (our own)
    assert type(sent) is UsageProblem
    assert sent.say("zh") == "file: 话；法"


@pytest.mark.parametrize(
    ("environment", "lang"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "en_GB", "LC_ALL": "", "CNTEXT_LANG": "ZH"}, "zh"),
    ],
)
def test_the_environment_says_what_is_spoken(environment, lang):
    assert language_of(environment) == lang


def test_what_is_lacking_is_named_with_the_way_to_get_it():
    for line in install_extra("pdf"):
        assert 'pip install ".[pdf]"' in line


@pytest.mark.parametrize(
    ("name", "known", "meant"),
    [
        ("--jsn", ["--jobs", "--json"], "--json"),  # spelt alike
        ("--references", ["--ref", "--reference", "--reverse"], "--reference"),  # gone on with
        ("--ref", ["--reference", "--refs", "--rel"], "--refs"),  # cut short
        ("abcdef", ["abc", "abcdeg"], "abc"),
        ("-nothing", ["-n", "--nothing"], "--nothing"),  # two letters begin anything
        ("xyz", ["--json"], None),
    ],
)
def test_the_name_that_was_meant_is_guessed(name, known, meant):
    hint = near(name, known)
    assert hint == (meant and Both(f"是不是 {meant}？", f"did you mean {meant}?"))


@pytest.mark.parametrize(
    ("error", "zh", "en"),
    [
        (FileNotFoundError(errno.ENOENT, "No such file"), "不存在", "No such file"),
        (OSError(errno.EIO, "Input/output error"), "Input/output error", "Input/output error"),
        (OSError("odd"), "odd", "odd"),
    ],
)
def test_what_the_system_says_is_said_in_chinese_where_it_is_common(error, zh, en):
    assert cause(error) == Both(zh, en)
