"""The columns of segmentation: vocabulary, tokens, their places."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cntext.lazy import np

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Columns:
    """The tokens of D texts, white space left out: see `cntext.corpus.Corpus`.

    ``tokens`` int32[T] are numbers of ``vocabulary``, which is in the order in which its
    words first come; ``starts`` int32[T] are places in the token's own text; text d has
    the tokens ``bounds[d]:bounds[d + 1]``, int64[D + 1]. Who cuts may have counted on the
    way: occurrences and texts of each word, int64[V] twice.
    """

    vocabulary: list[str]
    tokens: np.ndarray
    starts: np.ndarray
    bounds: np.ndarray
    counted: tuple[np.ndarray, np.ndarray] | None = None


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
    return Columns(
        list(ids), np.array(tokens, np.int32), np.array(starts, np.int32), np.array(bounds)
    )


def joined(parts: Sequence[Columns]) -> Columns:
    """Return the columns of the texts of all ``parts``, in their order.

    A word new in a later part comes after all of the earlier ones, so the vocabulary is
    in the order in which its words first come, as if one had done all the work.
    """
    if len(parts) == 1:
        return parts[0]
    ids: dict[str, int] = {}
    tokens, bounds, done = [], [np.zeros(1, np.int64)], 0  # done: tokens of the parts before
    places = []  # of the words of each part among all
    for part in parts:
        new = [ids.setdefault(word, len(ids)) for word in part.vocabulary]
        places.append(np.array(new, np.int32))
        tokens.append(places[-1][part.tokens])
        bounds.append(part.bounds[1:] + done)
        done += len(part.tokens)
    return Columns(
        list(ids),
        np.concatenate(tokens),
        np.concatenate([part.starts for part in parts]),
        np.concatenate(bounds),
        _summed([part.counted for part in parts], places, len(ids)),
    )


def _summed(
    counted: Sequence[tuple[np.ndarray, np.ndarray] | None],
    places: Sequence[np.ndarray],
    size: int,
) -> tuple[np.ndarray, np.ndarray] | None:
    """Add up what the parts counted, whose words are at ``places``; None where one did not."""
    freq, spread = np.zeros(size, np.int64), np.zeros(size, np.int64)
    for counts, place in zip(counted, places, strict=True):
        if counts is None:
            return None
        freq[place] += counts[0]  # the words of a part are all different
        spread[place] += counts[1]
    return freq, spread
