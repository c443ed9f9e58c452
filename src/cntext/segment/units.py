"""Policy phrases as units, on columns: `merged` for many texts at once, and as exact."""

from __future__ import annotations

from collections.abc import Sequence

from cntext.lazy import np
from cntext.lexicon import Lexicon
from cntext.segment.columns import Columns


def with_units(columns: Columns, texts: Sequence[str], lexicon: Lexicon) -> Columns:
    """Return ``columns`` with the phrases of ``lexicon`` merged as `merged` merges them.

    Only texts with a phrase are touched, and of them only the tokens where it stands.
    """
    ids = {word: number for number, word in enumerate(columns.vocabulary)}
    lengths = np.array([len(word) for word in columns.vocabulary], np.int64)
    tokens, starts, counts = [], [], np.diff(columns.bounds)
    done = 0  # tokens before this one are in the result
    for number, text in enumerate(texts):
        first, end = columns.bounds[number : number + 2].tolist()
        spans = np.array(lexicon.find(text), np.int64).reshape(-1, 2)
        if not len(spans):
            continue
        here, places = columns.tokens[first:end], columns.starts[first:end]
        changed = _merged(here, places, lengths, spans, text, ids)
        if changed is None:
            continue
        tokens += [columns.tokens[done:first], changed[0]]
        starts += [columns.starts[done:first], changed[1]]
        counts[number] = len(changed[0])
        done = end
    if not tokens:
        return columns
    tokens.append(columns.tokens[done:])
    starts.append(columns.starts[done:])
    bounds = np.concatenate([np.zeros(1, np.int64), counts.cumsum()])
    vocabulary, numbers = _in_order(list(ids), np.concatenate(tokens))
    return Columns(vocabulary, numbers, np.concatenate(starts), bounds)


def _merged(
    tokens: np.ndarray,
    starts: np.ndarray,
    lengths: np.ndarray,
    spans: np.ndarray,
    text: str,
    ids: dict[str, int],
) -> tuple[np.ndarray, np.ndarray] | None:
    """Return tokens and starts of one text, its phrases merged; None if none is."""
    first = np.searchsorted(starts, spans[:, 0], "right") - 1
    last = np.searchsorted(starts, spans[:, 1] - 1, "right") - 1
    apart = first != last  # inside one token: jieba knows the word
    if not apart.any():
        return None
    spans, first, last = spans[apart], first[apart], last[apart]
    # Of the tokens that phrases touch, what lies before, between and behind the phrases stays.
    touched = np.zeros(len(tokens) + 1, np.int64)
    np.add.at(touched, first, 1)
    np.add.at(touched, last + 1, -1)
    kept = touched[:-1].cumsum() == 0
    behind = starts[last] + lengths[tokens[last]]  # the end of the token a phrase ends in
    following = np.append(spans[1:, 0], behind[-1])
    before_last = np.append(-1, spans[:-1, 1])
    pieces = list(map(tuple, spans.tolist()))
    # The left part of a token, unless the phrase before has begun it already …
    left = starts[first]
    begun = before_last > left
    pieces += zip(left[~begun].tolist(), spans[~begun, 0].tolist(), strict=True)
    # … and the right part, up to the next phrase if that begins in the same token.
    pieces += zip(spans[:, 1].tolist(), np.minimum(behind, following).tolist(), strict=True)
    pieces = sorted(piece for piece in pieces if piece[0] < piece[1])
    new = [ids.setdefault(text[start:end], len(ids)) for start, end in pieces]
    all_starts = np.concatenate([starts[kept], np.array([start for start, _ in pieces], np.int32)])
    all_tokens = np.concatenate([tokens[kept], np.array(new, np.int32)])
    order = np.argsort(all_starts, kind="stable")
    return all_tokens[order], all_starts[order]


def _in_order(words: list[str], tokens: np.ndarray) -> tuple[list[str], np.ndarray]:
    """Give the words that still come new numbers, in the order in which they first come."""
    first = np.full(len(words), len(tokens), np.int64)
    # Of several values for one place the last stays: going backwards, the first coming.
    first[tokens[::-1]] = np.arange(len(tokens) - 1, -1, -1)
    order = np.argsort(first, kind="stable")
    order = order[: int((first < len(tokens)).sum())]
    numbers = np.full(len(words), -1, np.int32)
    numbers[order] = np.arange(len(order), dtype=np.int32)
    return [words[i] for i in order.tolist()], numbers[tokens]
