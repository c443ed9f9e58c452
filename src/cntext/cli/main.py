"""The entry: language, signals, and every way in which a run can end."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType
from typing import NoReturn

import click

from cntext.cli.commands import root
from cntext.cli.complaints import explain, names_no_command
from cntext.cli.language import choose_language
from cntext.cli.settings import Settings, begin
from cntext.cli.speaking import Speaker
from cntext.errors import Both, CntextError, Exit, Reported

_MANY = 50_000  # new objects between two looks for circles of them


class _Signalled(BaseException):
    """SIGTERM or SIGHUP arrived; carries the exit code that says so."""

    def __init__(self, code: int) -> None:
        self.code = code


def _raise(number: int, _: FrameType | None) -> NoReturn:
    raise _Signalled(128 + number)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and exit with the code that the contract promises."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    # Texts become tuples by the hundred thousand, none of them in a circle: to look so often
    # for circles costs a twentieth of a run.
    gc.set_threshold(_MANY)
    try:
        _answer_signals(_raise)
        answered = _completed()
        code = run(given) if answered is None else answered
    except KeyboardInterrupt:  # before there is a command, as settings are read
        code = Exit.INTERRUPTED
    except _Signalled as signalled:
        code = signalled.code
    _answer_signals(signal.SIG_DFL)  # all is written: there is nothing to tidy up
    _let_go()
    sys.exit(code)


def _answer_signals(how: Callable[[int, FrameType | None], NoReturn] | signal.Handlers) -> None:
    """Have SIGTERM and SIGHUP end the run ``how``, but where the caller (nohup) lets them be ignored."""
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)  # Windows has one of them
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, how)


def _let_go() -> None:
    """Drop what stdout still holds for a reader who is gone or a disk that is full.

    The failure has been reported; the interpreter would try once more and complain.
    """
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except (OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def run(arguments: list[str]) -> int:
    """Run one command line with the settings of the current folder; return the exit code."""
    lang = choose_language(arguments)
    speaker = Speaker(lang)
    try:
        settings = Settings.here()
        lang = choose_language(arguments, project=settings.project.lang if settings.project else "")
        speaker = Speaker(lang)
        _invoke(arguments, lang, settings)
    except Reported:
        return Exit.FAILED
    except click.exceptions.Exit as done:
        return done.exit_code
    except SystemExit as done:
        return done.code if isinstance(done.code, int) else Exit.OK
    except click.exceptions.NoArgsIsHelpError as asked:
        click.echo(asked.ctx.get_help() if asked.ctx else "")
        return Exit.OK
    except click.UsageError as error:
        return _misused(error, speaker, lang)
    except click.ClickException as error:
        speaker.error(error.format_message())
        return Exit.FAILED
    except CntextError as error:
        speaker.error(error.say(lang))
        return error.code
    except (KeyboardInterrupt, click.Abort):
        return Exit.INTERRUPTED
    except _Signalled as signalled:
        return signalled.code
    except BrokenPipeError:
        return Exit.PIPE_CLOSED
    except MemoryError:
        speaker.error(Both("内存不够", "not enough memory").say(lang))
        return Exit.FAILED
    except Exception as error:
        return _unforeseen(error, speaker, lang)
    return Exit.OK


def _misused(error: click.UsageError, speaker: Speaker, lang: str) -> int:
    if error.ctx and names_no_command(error):  # options alone: cntext --lang zh
        click.echo(error.ctx.get_help())
        return Exit.OK
    speaker.error(explain(error).say(lang))
    hint = f"{error.ctx.command_path if error.ctx else 'cntext'} --help"
    speaker.error(Both(f"用法见 {hint}", f"see {hint}").say(lang))
    return Exit.USAGE


def _completed() -> int | None:
    """Answer a shell that asks what may follow; None where none does."""
    if not os.environ.get("_CNTEXT_COMPLETE"):
        return None
    from cntext.cli.completion import complete

    return complete(root())


def _invoke(arguments: list[str], lang: str, settings: Settings) -> None:
    """Run the command; once more, where what the cache held turned out to be damaged."""
    try:
        _invoke_once(arguments, lang, settings)
    except CntextError as error:
        if not _forgotten(error):
            raise
        _invoke_once(arguments, lang, settings)


def _invoke_once(arguments: list[str], lang: str, settings: Settings) -> None:
    # Not root().main(): it writes to stderr on Ctrl-C and takes a closed pipe for failure.
    command = root()
    with command.make_context("cntext", list(arguments), obj=lang) as context:
        begin(context, settings)
        command.invoke(context)


def _forgotten(error: CntextError) -> bool:
    """Drop what the cache holds damaged, if that is what went wrong: it is then made again."""
    from cntext.store.cache import default_cache
    from cntext.store.faults import Damaged

    cache, path = default_cache(), Path(error.where)
    if not isinstance(error, Damaged) or cache.folder is None or path.parent != cache.folder:
        return False
    cache.drop(path.name.split(".")[0])
    return True


def _unforeseen(error: Exception, speaker: Speaker, lang: str) -> int:
    if os.environ.get("CNTEXT_DEBUG"):
        import traceback

        traceback.print_exc()
        return Exit.FAILED
    name = type(error).__name__
    text = Both(
        f"程序内部错误（{name}）；请设 CNTEXT_DEBUG=1 重跑并报告",
        f"internal error ({name}); please run again with CNTEXT_DEBUG=1 and report it",
    )
    speaker.error(text.say(lang))
    return Exit.FAILED
