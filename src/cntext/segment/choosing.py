"""Which engine cuts: the native core where it can be used, else jieba itself."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from cntext.compiled import Unusable
from cntext.errors import Both, UsageProblem
from cntext.segment.engine import JiebaSegmenter, Segmenter
from cntext.segment.userdict import UserDictionary


class Engine(str, Enum):
    """What ``--engine`` asks for; the tokens are the same, the speed is not."""

    AUTO = "auto"
    NATIVE = "native"
    JIEBA = "jieba"


def choose_segmenter(
    engine: Engine = Engine.AUTO, userdicts: Iterable[UserDictionary] = (), *, hmm: bool = True
) -> Segmenter:
    """Return a segmenter with the user's words; `UsageProblem` if ``engine`` cannot be had."""
    check_engine(engine)
    if engine is Engine.JIEBA or why_not_native():
        return JiebaSegmenter(userdicts, hmm=hmm)
    from cntext.segment.native import NativeSegmenter  # ctypes: not for --help

    return NativeSegmenter(userdicts, hmm=hmm)


def check_engine(engine: Engine) -> None:
    """Raise `UsageProblem` if the native core is asked for and cannot be used here."""
    if engine is Engine.NATIVE and (reason := why_not_native()):
        raise UsageProblem(
            "--engine native",
            Both(f"原生核心不可用（{reason}）", f"the native core cannot be used ({reason})"),
            Both("改用 --engine auto", "use --engine auto"),
        )


def engine_in_force(asked: Engine) -> Engine:
    """Return the engine that will cut, without loading its dictionary."""
    from cntext.compiled import library

    if asked is Engine.JIEBA:
        return asked
    try:
        library()
    except Unusable:
        return Engine.JIEBA
    return Engine.NATIVE


def why_not_native() -> str | None:
    """Return why the native core cannot be used here, or None if it can."""
    from cntext.segment.native import core_data

    try:
        core_data()
    except Unusable as reason:
        return str(reason)
    return None
