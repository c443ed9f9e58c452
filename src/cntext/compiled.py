"""The compiled core, opened: one library for what cuts texts and for what handles bytes.

It is optional. Without it everything works, more slowly, and gives the same.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

ABI = 2


class Unusable(Exception):
    """The native core cannot be used here; the text says why, in English."""


@lru_cache(maxsize=1)
def library() -> Any:  # noqa: ANN401 (a ctypes library)
    """Return the compiled core, its functions declared; `Unusable` if there is none."""
    path = Path(__file__).parent / "_core.so"
    if not path.exists():
        raise Unusable("the native core was not compiled when cntext was installed")
    import ctypes  # a run that cuts nothing is done without

    try:
        core = ctypes.CDLL(str(path))
        core.cn_abi.restype = ctypes.c_int64
        if core.cn_abi() != ABI:
            raise Unusable(f"{path.name} is of another version of cntext; install cntext again")
        for name, (result, arguments) in _functions().items():
            function = getattr(core, name)
            function.restype, function.argtypes = result, arguments
    except (OSError, AttributeError) as error:
        raise Unusable(f"{path.name} cannot be loaded: {error}") from error
    return core


def library_or_none() -> Any:  # noqa: ANN401 (a ctypes library)
    """Return the compiled core, or None where the slower way has to be gone."""
    try:
        return library()
    except Unusable:
        return None


def _functions() -> dict[str, tuple[Any, list[Any]]]:
    """Return result and arguments of each function marked API in ``core/*.c``."""
    from ctypes import c_char_p, c_double, c_int, c_int32, c_int64, c_uint32, c_uint64, c_void_p

    return {
        "cn_format": (c_int64, []),
        "cn_checksum": (c_uint64, [c_char_p, c_int64]),
        "cn_build": (c_int64, [c_void_p, c_void_p, c_int32, c_int32, c_void_p, c_void_p, c_int32]),
        "cn_open": (c_void_p, [c_void_p, c_int64, c_int]),
        "cn_listed_total": (c_int64, [c_void_p]),
        "cn_words": (c_void_p, [c_void_p, c_double]),
        "cn_words_free": (None, [c_void_p]),
        "cn_total": (None, [c_void_p, c_double]),
        "cn_add": (c_int, [c_void_p, c_char_p, c_int64, c_int64, c_double]),
        "cn_frequency": (c_int64, [c_void_p, c_char_p, c_int64]),
        "cn_vocabulary": (c_void_p, [c_void_p]),
        "cn_vocabulary_free": (None, [c_void_p]),
        "cn_fresh": (c_int64, [c_void_p, c_void_p]),
        "cn_cutter": (c_void_p, [c_void_p, c_void_p, c_int, c_int]),
        "cn_cutter_free": (None, [c_void_p]),
        "cn_cut": (
            c_int64,
            [c_void_p, c_char_p, c_int64, c_int, c_void_p, c_int64, c_void_p, c_void_p, c_void_p],
        ),
        "cn_tally": (c_int, [c_void_p, c_void_p, c_void_p, c_void_p, c_int64]),
        "cn_tallied": (None, [c_void_p, c_void_p, c_void_p]),
        "cn_seal": (c_uint32, [c_void_p, c_int64, c_void_p]),
        "cn_find": (
            c_int64,
            [c_void_p, c_void_p, c_int64, c_char_p, c_int64, c_void_p, c_void_p],
        ),
    }
