"""The compiled core, opened: one library for what cuts texts and what handles columns and bytes.

It is optional. Without it everything works, more slowly, and gives the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

ABI = 4


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


@contextmanager
def held(buffer: Any) -> Iterator[int]:  # noqa: ANN401 (anything with the buffer protocol)
    """Give the address of a contiguous ``buffer``, which cannot move or go meanwhile.

    Also of one that may only be read, which ctypes by itself gives to nobody.
    """
    import ctypes

    view = _view()()
    ctypes.pythonapi.PyObject_GetBuffer(ctypes.py_object(buffer), ctypes.byref(view), 0)
    try:
        yield view.buf or 0
    finally:
        ctypes.pythonapi.PyBuffer_Release(ctypes.byref(view))


@lru_cache(maxsize=1)
def _view() -> Any:  # noqa: ANN401 (a ctypes structure)
    """Return Python's ``Py_buffer``, which is part of its stable interface."""
    from ctypes import Structure, c_char_p, c_int, c_ssize_t, c_void_p

    class View(Structure):
        _fields_ = (
            ("buf", c_void_p),
            ("obj", c_void_p),
            ("len", c_ssize_t),
            ("itemsize", c_ssize_t),
            ("readonly", c_int),
            ("ndim", c_int),
            ("format", c_char_p),
            ("shape", c_void_p),
            ("strides", c_void_p),
            ("suboffsets", c_void_p),
            ("internal", c_void_p),
        )

    return View


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
        "cn_look": (c_int64, [c_char_p, c_int64, c_int64, *[c_void_p] * 3]),
        "cn_kinds": (c_int64, [c_char_p, c_void_p, c_int64, c_void_p, c_void_p]),
        "cn_spaced": (c_int, [c_char_p, c_int64, c_void_p]),
        "cn_shift": (None, [c_void_p, c_int64, c_int32]),
        "cn_largest": (c_int64, [c_void_p, c_int64]),
        "cn_add_up": (None, [c_void_p, c_void_p, c_int64, c_void_p]),
        "cn_renumber": (None, [c_void_p, c_int64, c_void_p]),
        "cn_order": (c_int64, [c_void_p, c_int64, c_void_p]),
        "cn_count": (None, [c_void_p, c_void_p, c_int32, c_void_p, c_void_p, c_void_p]),
        "cn_merge": (None, [*[c_void_p] * 2, c_int64, *[c_void_p] * 2, c_int64, *[c_void_p] * 4]),
        "cn_grams": (
            c_int,
            [c_char_p, c_void_p, c_int32, c_int, c_void_p, c_int64, c_void_p, c_void_p],
        ),
        "cn_grow": (
            None,
            [
                *(c_void_p, c_void_p, c_int64, c_void_p, c_int64),
                *(c_void_p, c_void_p, c_void_p, c_int64, *[c_void_p] * 8),
            ],
        ),
        "cn_apart": (c_int64, [c_void_p, c_int64, c_void_p, c_int64, *[c_void_p] * 2]),
        "cn_select": (
            None,
            [*[c_void_p] * 2, c_int64, *[c_void_p] * 2, c_int64, *[c_void_p] * 2],
        ),
        "cn_beside": (None, [*[c_void_p] * 3, c_int64, *[c_void_p] * 2, c_int, c_void_p]),
        "cn_neighbours": (
            c_int64,
            [*[c_void_p] * 3, c_int64, *[c_void_p] * 2, c_int64, *[c_void_p] * 4],
        ),
        "cn_first": (
            None,
            [*[c_void_p] * 3, c_int64, *[c_void_p] * 2, c_int64, c_int64, c_void_p],
        ),
        "cn_runs": (None, [*[c_void_p] * 3, c_int64, c_int64, *[c_void_p] * 2]),
        "cn_numbers": (
            None,
            [*[c_void_p] * 2, c_int64, c_int64, *[c_void_p] * 4, c_int64, c_void_p],
        ),
        "cn_nests": (
            c_int64,
            [*[c_void_p] * 2, c_int64, c_int64, *[c_void_p] * 5, c_int64, *[c_void_p] * 2],
        ),
        "cn_seal": (c_uint32, [c_void_p, c_int64, c_void_p]),
        "cn_find": (
            c_int64,
            [*[c_void_p] * 2, c_int64, c_char_p, c_int64, *[c_void_p] * 2, c_int64, c_void_p],
        ),
    }
