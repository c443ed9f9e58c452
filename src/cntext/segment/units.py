"""Policy phrases as units, on columns: `merged` for many texts at once, and as exact."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from itertools import chain

from cntext.compiled import held, library_or_none
from cntext.ids import in_order, zeros
from cntext.lexicon import Lexicon
from cntext.segment.columns import Columns
from cntext.segment.merging import merged

Found = tuple["array[int]", "array[int]"]  # tokens and starts of one text


def with_units(columns: Columns, texts: Sequence[str], lexicon: Lexicon) -> Columns:
    """Return ``columns`` with the phrases of ``lexicon`` merged as `merged` merges them.

    Only texts with a phrase are touched.
    """
    ids = {word: number for number, word in enumerate(columns.vocabulary)}
    lengths = array("i", map(len, columns.vocabulary))
    tokens, starts, bounds = array("i"), array("i"), array("q", [0])
    any_found = False
    for number, text in enumerate(texts):
        own = slice(*columns.bounds[number : number + 2])
        here = columns.tokens[own], columns.starts[own]
        if spans := lexicon.find(text):
            any_found = True
            here = _merged(*here, lengths, spans, text, ids, lexicon)
        tokens += here[0]
        starts += here[1]
        bounds.append(len(tokens))
    if not any_found:
        return columns
    words = list(ids)
    order = in_order(tokens, len(words))
    return Columns(tuple(words[i] for i in order), tokens, starts, bounds)


def _merged(
    tokens: array[int],
    starts: array[int],
    lengths: array[int],
    spans: Sequence[tuple[int, int]],
    text: str,
    ids: dict[str, int],
    lexicon: Lexicon,
) -> Found:
    """Return tokens and starts of one text, its phrases merged; new words come into ``ids``."""
    core = library_or_none()
    if core is None:
        return _one_by_one(tokens, starts, text, ids, lexicon)
    flat, count = array("i", chain.from_iterable(spans)), len(spans)
    found = zeros("i", len(tokens) + 3 * count), zeros("i", len(tokens) + 3 * count)
    fresh, sizes = zeros("i", 9 * count), array("q", [0, 0])
    with (
        held(tokens) as a, held(starts) as b, held(lengths) as c, held(flat) as d,
        held(found[0]) as e, held(found[1]) as f, held(fresh) as g, held(sizes) as h,
    ):  # fmt: skip
        core.cn_merge(a, b, len(tokens), c, d, count, e, f, g, h)
    pieces = iter(fresh[: 3 * sizes[1]])
    for place, start, end in zip(pieces, pieces, pieces, strict=True):
        found[0][place] = ids.setdefault(text[start:end], len(ids))
    return found[0][: sizes[0]], found[1][: sizes[0]]


def _one_by_one(
    tokens: array[int], starts: array[int], text: str, ids: dict[str, int], lexicon: Lexicon
) -> Found:
    """Merge the phrases of one text piece by piece."""
    words = list(ids)
    pieces = [(words[i], start, "") for i, start in zip(tokens, starts, strict=True)]
    done = merged(pieces, text, lexicon)
    return (
        array("i", (ids.setdefault(word, len(ids)) for word, _, _ in done)),
        array("i", (start for _, start, _ in done)),
    )
