"""Which lists are phrases: 大众创业、万众创新, but no 居民委员会、村民委员会."""

from __future__ import annotations

from cntext.lazy import np
from cntext.measure.stats.phrase_layout import LIST
from cntext.measure.stats.repeats import Repeats

# A list that another member follows or precedes in this share of its occurrences is cut off.
_GOES_ON = 0.3
_SEVERAL, _TRIPLE = 3, 3  # members, characters


def no_mere_list(
    repeats: Repeats, asked: np.ndarray, said: np.ndarray, quoted: np.ndarray, beside: np.ndarray
) -> np.ndarray:
    """Return bool[C]: of those ``asked`` what has no 、 inside, and lists that are whole phrases.

    Members as long as one another and of different kinds (大众创业、万众创新), three that begin
    with one character (全员、全程、全方位育人), or what is ``quoted`` (“调整、改革、整顿、提高”).
    ``said`` bool[C]: the last word is said of persons (适龄儿童、少年|入学), so of all members;
    ``beside`` int64[C]: how often a 、 stands on the side that has more.
    """
    listed = _lists(repeats)
    good: np.ndarray = asked & (~(listed & said) | quoted)
    good &= ~listed | (beside < _GOES_ON * repeats.freq)
    text = repeats.layout.text
    for c in np.flatnonzero(listed & good & ~quoted).tolist():
        begin = int(repeats.start[c])
        good[c] = _is_slogan(text[begin : begin + int(repeats.length[c])].split(LIST))
    return good


def _lists(repeats: Repeats) -> np.ndarray:
    """Return bool[C]: 、 inside."""
    total = repeats.layout.totals(LIST.__eq__)
    inside: np.ndarray = total[repeats.start + repeats.length] > total[repeats.start]
    return inside


def _is_slogan(members: list[str]) -> bool:
    if not all(members):
        return False  # 、、 is a slip of the pen
    sizes = {len(member) for member in members}
    alike = len({member[-1] for member in members}) == 1  # 居民委员会、村民委员会: a mere list
    if len(sizes) == 1 and not alike:
        return min(sizes) > _TRIPLE or (min(sizes) == _TRIPLE and len(members) >= _SEVERAL)
    return (
        len(members) >= _SEVERAL
        and len({member[0] for member in members}) == 1
        and min(sizes) > 1
        and len({len(member) for member in members[:-1]}) == 1
    )
