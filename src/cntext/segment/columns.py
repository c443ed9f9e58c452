"""The columns of segmentation: vocabulary, tokens, their places."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from cntext.ids import add_up, counted, renumber, zeros
from cntext.text.codes import word_flags

Progress = Callable[[int], None]
Tallies = tuple["array[int]", "array[int]"]


@dataclass(frozen=True)
class Columns:
    """The tokens of D texts, white space left out: see `cntext.corpus.Corpus`.

    ``tokens`` int32[T] are numbers of ``vocabulary``, which is in the order in which its
    words first come; ``starts`` int32[T] are places in the token's own text; text d has
    the tokens ``bounds[d]:bounds[d + 1]``, int64[D + 1]. Who cuts may have counted on the
    way: occurrences and texts of each word, int64[V] twice. ``tags`` int16[T] into ``tagset``
    are empty unless parts of speech were asked for.
    """

    vocabulary: Sequence[str]
    tokens: array[int]
    starts: array[int]
    bounds: array[int]
    counted: Tallies | None = None
    tags: array[int] = field(default_factory=lambda: array("h"))
    tagset: tuple[str, ...] = ()

    def view(self, name: str) -> memoryview:
        """Return ``tokens``, ``starts``, ``bounds`` or ``tags``."""
        return memoryview(getattr(self, name))

    def span(self, name: str, first: int, last: int) -> memoryview:
        """Return items ``first:last`` of a column."""
        return self.view(name)[first:last]

    def tallies(self) -> Tallies:
        """Return occurrences and texts of each word."""
        return self.counted or self._counted

    @cached_property
    def _counted(self) -> Tallies:
        return counted(self.tokens, self.bounds, len(self.vocabulary))

    def word_flags(self) -> bytes:
        """Return a byte for each word: 1 for those with a letter, digit or Chinese character."""
        return word_flags(self.vocabulary)


def cut_by_words(
    cut: Callable[[str], list[str]], texts: Sequence[str], progress: Progress
) -> Columns:
    """Return the columns of ``texts`` the obvious way, word by word.

    Each line is cut by itself: jieba cuts at a line end anyway, in memory for one line.
    """
    ids: dict[str, int] = {}
    tokens, starts, bounds = array("i"), array("i"), array("q", [0])
    for text in texts:
        offset = 0
        for line in text.splitlines(keepends=True):
            for word in cut(line):
                if not word.isspace():
                    tokens.append(ids.setdefault(word, len(ids)))
                    starts.append(offset)
                offset += len(word)
            progress(len(line))
        bounds.append(len(tokens))
    return Columns(tuple(ids), tokens, starts, bounds)


def joined(parts: Sequence[Columns]) -> Columns:
    """Return the columns of the texts of all ``parts``, in their order.

    A word new in a later part comes after all of the earlier ones, so the vocabulary is
    in the order in which its words first come, as if one had done all the work.
    """
    if len(parts) == 1:
        return parts[0]
    ids: dict[str, int] = {}
    tokens, starts, bounds = array("i"), array("i"), array("q", [0])
    places = []  # of the words of each part among all
    for part in parts:
        new = [ids.setdefault(word, len(ids)) for word in part.vocabulary]
        done = len(tokens)
        own = array("i", part.tokens)
        renumber(own, new)
        tokens += own
        starts += part.starts
        bounds.extend(bound + done for bound in part.bounds[1:])
        places.append(new)
    return Columns(tuple(ids), tokens, starts, bounds, _summed(parts, places, len(ids)))


def _summed(parts: Sequence[Columns], places: Sequence[Sequence[int]], size: int) -> Tallies:
    """Add up what the parts counted, whose words are at ``places``."""
    freq, spread = zeros("q", size), zeros("q", size)
    for part, place in zip(parts, places, strict=True):
        for own, total in zip(part.tallies(), (freq, spread), strict=True):
            add_up(own, place, total)
    return freq, spread
