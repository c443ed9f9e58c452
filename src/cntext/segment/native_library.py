"""Cutting by the compiled core, through ctypes: text goes in, arrays come out.

No Python string is made for a token, and other Python threads run while the core cuts.
"""

from __future__ import annotations

import ctypes
import sys
import weakref
from array import array
from collections.abc import Sequence
from ctypes import byref, c_void_p
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from cntext.compiled import library
from cntext.ids import zeros

HMM, PLAIN, FULL = range(3)  # how to cut: with the model, by the dictionary alone, full mode
GRAMS, NO_SPACE = 1, 2  # for search engines; without white space
_UTF16, _UTF32 = f"utf-16-{sys.byteorder[0]}e", f"utf-32-{sys.byteorder[0]}e"


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

    ``count`` tokens; ``starts`` are places in the token's own text; text d has the tokens
    ``bounds[d]:bounds[d + 1]``. The core's memory: it holds until the cutter cuts again.
    """

    count: int
    bounds: array[int]
    _numbers: c_void_p
    _starts: c_void_p

    def add_to(self, numbers: array[int], starts: array[int]) -> None:
        """Put numbers and starts, int32[count] each, behind those that are there."""
        for column, address in ((numbers, self._numbers), (starts, self._starts)):
            if self.count:
                column.frombytes(
                    (ctypes.c_char * (4 * self.count)).from_address(address.value or 0)
                )


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

    def cut(self, texts: Sequence[str], owners: Sequence[int] | None = None) -> Tokens:
        """Cut ``texts`` in one call of the core.

        Where ``owners`` says which document each is a piece of, in order, `counts` counts them.
        """
        core = library()
        whole = texts[0] if len(texts) == 1 else "".join(texts)
        bounds = array("q", accumulate(map(len, texts), initial=0))
        tokens = zeros("q", len(texts) + 1)
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
            _address(bounds),
            len(texts),
            _address(tokens),
            byref(numbers),
            byref(starts),
        )
        if count < 0:
            raise MemoryError
        if self._vocabulary:
            address = self._vocabulary.address
            new = core.cn_fresh(address, byref(fresh))
            if new:
                places = iter(memoryview(ctypes.string_at(fresh, 16 * new)).cast("q"))
                self.words += [whole[at : at + n] for at, n in zip(places, places, strict=True)]
            if owners is not None:
                whose = array("i", owners)
                given = (_address(tokens), _address(whose), len(texts))
                if not core.cn_tally(address, numbers, *given):
                    raise MemoryError
        return Tokens(count, tokens, numbers, starts)

    def counts(self) -> tuple[array[int], array[int]]:
        """Return int64[V] twice: occurrences of each of ``words``, and documents with it."""
        if self._vocabulary is None:
            raise ValueError("a cutter without a vocabulary counts nothing")
        freq, spread = zeros("q", len(self.words)), zeros("q", len(self.words))
        library().cn_tallied(self._vocabulary.address, _address(freq), _address(spread))
        return freq, spread


def _address(numbers: array[int]) -> int:
    return numbers.buffer_info()[0]


def points(text: str) -> bytes:
    """Return ``text`` as the core takes single words: an array of code points."""
    return text.encode(_UTF32, "surrogatepass")
