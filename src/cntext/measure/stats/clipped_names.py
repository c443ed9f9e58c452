"""Two-character names clipped from longer ones of the same text: 高职 from 高等职业."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cntext.text.characters import HAN

_FULL, _SHORT, _BESIDE = 4, 2, 2  # characters
# 高等|职业 gives 高职 by the beginnings of both words, 高等|学校 gives 高校 by the end of the second.
_CLIPPED = (2, 3)
# Words with these beside a name say nothing of it.
_COMMON = frozenset("的了和与及或在对为是等不以也都要将中上下这那有其一")

_NUMBERS = frozenset("〇零一二三四五六七八九十百千万亿第两")


class Clipped(NamedTuple):
    """``short`` stands for ``full``, which is at ``start`` first.

    ``shared`` are the words that stand beside both, right and left; ``short_freq`` and
    ``full_freq`` how often either occurs as words. ``guards`` are the words across which the
    short name stands by chance: 提高职业 has 高职 in it.
    """

    short: str
    full: str
    start: int
    shared: frozenset[str]
    short_freq: int
    full_freq: int
    guards: frozenset[str]


def clipped_in(text: str, starts: Sequence[int]) -> list[Clipped]:
    """Return the clipped names of one text whose words begin at ``starts``, ascending.

    A pair is a name of four characters, two words or one, and another of its first character
    and the first or last one of its second half, both as words of their own (高职 in 提高职业 is
    none), when a word of two characters stands beside both: 高等职业|院校, 高职|院校. Of the fulls
    of one short name those with most such words are kept.
    """
    borders = bytearray(len(text) + 1)
    for start in starts:
        borders[start] = 1
    borders[len(text)] = 1
    shorts = _places(text, starts, borders, _SHORT)
    fulls = _places(text, starts, borders, _FULL)
    found: dict[str, list[Clipped]] = {}
    for full, places in fulls.items():
        for at in _CLIPPED:
            short = full[0] + full[at]
            if short in shorts and short not in full and _NUMBERS.isdisjoint(short):
                shared = _beside(text, borders, places, _FULL) & _beside(
                    text, borders, shorts[short], _SHORT
                )
                if shared:
                    freq = len(shorts[short]), len(places)
                    guards = _guards(text, borders, short)
                    found.setdefault(short, []).append(
                        Clipped(short, full, places[0], shared, *freq, guards)
                    )
    return [pair for pairs in found.values() for pair in _most(pairs)]


def _most(pairs: list[Clipped]) -> Iterator[Clipped]:
    most = max(len(pair.shared) for pair in pairs)
    return (pair for pair in pairs if len(pair.shared) == most)


def _places(
    text: str, starts: Sequence[int], borders: bytearray, size: int
) -> dict[str, list[int]]:
    """Return every Han string of ``size`` characters that begins and ends with words.

    A short name may begin a longer word (高职院校), a full one may be a word or two of two.
    """
    places: dict[str, list[int]] = {}
    for start in starts:
        end = start + size
        if end > len(text):
            break
        inside = sum(borders[start + 1 : end])
        if inside and not (size == _FULL and inside == 1 and borders[start + 2]):
            continue
        if size == _FULL and not borders[end]:
            continue
        string = text[start:end]
        if all(map(HAN.match, string)):
            places.setdefault(string, []).append(start)
    return places


def _beside(text: str, borders: bytearray, places: list[int], size: int) -> frozenset[str]:
    """Return the words of two characters right behind and right before, each with … for the name."""
    found = set()
    for start in places:
        end = start + size
        right, left = text[end : end + _BESIDE], text[max(0, start - _BESIDE) : start]
        if len(right) == _BESIDE and borders[end + _BESIDE] and _says(right):
            found.add("…" + right)
        if len(left) == _BESIDE and borders[start - _BESIDE] and _says(left):
            found.add(left + "…")
    return frozenset(found)


def _guards(text: str, borders: bytearray, short: str) -> frozenset[str]:
    """Return the pairs of words across which ``short`` stands."""
    found = set()
    at = text.find(short)
    while at >= 0:
        if borders[at + 1]:  # it ends one word and begins the next
            begin, end = at, at + _SHORT
            while not borders[begin]:
                begin -= 1
            while not borders[end]:
                end += 1
            found.add(text[begin:end])
        at = text.find(short, at + 1)
    return frozenset(word for word in found if len(word) > _SHORT)


def _says(word: str) -> bool:
    return all(map(HAN.match, word)) and _COMMON.isdisjoint(word)
