"""The compiled core, called through ctypes: text goes in, arrays come out.

No Python string is made for a token, and other Python threads run while the core cuts.
"""

from __future__ import annotations

import ctypes
import sys
import weakref
from collections.abc import Sequence
from ctypes import byref, c_char_p, c_double, c_int, c_int32, c_int64, c_uint64, c_void_p
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Any

from cntext.lazy import np
from cntext.segment.unusable import Unusable

ABI = 1
HMM, PLAIN, FULL = range(3)  # how to cut: with the model, by the dictionary alone, full mode
GRAMS, NO_SPACE = 1, 2  # for search engines; without white space
_UTF16, _UTF32 = f"utf-16-{sys.byteorder[0]}e", f"utf-32-{sys.byteorder[0]}e"

# name: (result, arguments); the declarations in core/*.c, marked API
_FUNCTIONS: dict[str, tuple[Any, list[Any]]] = {
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
}


@lru_cache(maxsize=1)
def library() -> Any:  # noqa: ANN401 (a ctypes library)
    """Return the compiled core, its functions declared; `Unusable` if there is none."""
    path = Path(__file__).parents[1] / "_core.so"
    if not path.exists():
        raise Unusable("the native core was not compiled when cntext was installed")
    try:
        core = ctypes.CDLL(str(path))
        core.cn_abi.restype = c_int64
        if core.cn_abi() != ABI:
            raise Unusable(f"{path.name} is of another version of cntext; install cntext again")
        for name, (result, arguments) in _FUNCTIONS.items():
            function = getattr(core, name)
            function.restype, function.argtypes = result, arguments
    except (OSError, AttributeError) as error:
        raise Unusable(f"{path.name} cannot be loaded: {error}") from error
    return core


class Owned:
    """Something that the core made, freed when Python has done with it."""

    def __init__(self, kind: str, *arguments: Any) -> None:  # noqa: ANN401 (ctypes converts them)
        core = library()
        self.address = getattr(core, kind)(*arguments)
        if not self.address:
            raise MemoryError
        weakref.finalize(self, getattr(core, f"{kind}_free"), self.address)


@dataclass(frozen=True, slots=True)
class Tokens:
    """What one call gave: numbers (or lengths) and starts, and the tokens of each text.

    ``starts`` are places in the token's own text; text d has ``bounds[d]:bounds[d + 1]``.
    """

    numbers: np.ndarray
    starts: np.ndarray
    bounds: np.ndarray


class Cutter:
    """What one thread needs to cut: scratch memory and, if wanted, a vocabulary.

    With a vocabulary (``data`` is given) tokens come as numbers of ``words``, which fills
    in the order in which they first come; without one they come as lengths in characters.
    """

    def __init__(self, words: Owned, mode: int, options: int = 0, data: int | None = None) -> None:
        self.words: list[str] = []
        self._dictionary = words  # must live as long as the cutter
        self._vocabulary = Owned("cn_vocabulary", data) if data else None
        numbers = self._vocabulary.address if self._vocabulary else None
        self._cutter = Owned("cn_cutter", words.address, numbers, mode, options)

    def cut(self, texts: Sequence[str]) -> Tokens:
        """Cut ``texts`` in one call of the core."""
        core = library()
        whole = texts[0] if len(texts) == 1 else "".join(texts)
        bounds = np.array([0, *accumulate(map(len, texts))], np.int64)
        tokens = np.empty(len(texts) + 1, np.int64)
        numbers, starts, fresh = c_void_p(), c_void_p(), c_void_p()
        try:
            data, width = whole.encode(_UTF16), 2
        except UnicodeEncodeError:  # half of a surrogate pair, alone
            data, width = whole.encode(_UTF32, "surrogatepass"), 4
        count = core.cn_cut(
            self._cutter.address,
            data,
            len(data) // width,
            width,
            bounds.ctypes.data,
            len(texts),
            tokens.ctypes.data,
            byref(numbers),
            byref(starts),
        )
        if count < 0:
            raise MemoryError
        if self._vocabulary:
            new = core.cn_fresh(self._vocabulary.address, byref(fresh))
            places = _copied(fresh, np.int64, 2 * new).reshape(-1, 2).tolist()
            self.words.extend(whole[start : start + length] for start, length in places)
        return Tokens(_copied(numbers, np.int32, count), _copied(starts, np.int64, count), tokens)


def _copied(address: c_void_p, kind: Any, count: int) -> np.ndarray:  # noqa: ANN401 (a numpy type)
    """Return ``count`` numbers of the core's as an array of ours."""
    if not count:
        return np.empty(0, kind)
    size = count * np.dtype(kind).itemsize
    found: np.ndarray = np.frombuffer(ctypes.string_at(address, size), kind)
    return found


def points(text: str) -> bytes:
    """Return ``text`` as the core takes single words: an array of code points."""
    return text.encode(_UTF32, "surrogatepass")
