"""What stands around the occurrences of a string, and when they fall."""

from __future__ import annotations

from dataclasses import dataclass

from cntext.lazy import np
from cntext.measure.stats.repeats import Repeats, in_blocks

_OPEN, _CLOSE = "“‘「『《", "”’」』》"
# At most so many periods: finer ones hold too little text each.
_BUCKETS = 60
# Fewer documents than this have no course over time.
MIN_DATED = 10


@dataclass(frozen=True, slots=True)
class Contexts:
    """Statistics of C strings, one array each.

    ``range`` int64[C]: documents. ``h_left``, ``h_right`` float64[C], bits: branching
    entropy of the neighbouring character, H = log2 f - (1/f) Σ n log2 n over characters
    met n times, every barrier a neighbour of its own kind (Jin & Tanaka-Ishii 2006).
    ``tied_left``, ``tied_right`` float64[C], 0–1: share of the commonest neighbouring
    character, barriers and function words aside; at 1 the string is part of a longer one.
    ``bound_left``, ``bound_right`` float64[C], 0–1: the same, function words and verbs too.
    ``joined_left``, ``joined_right`` float64[C], 0–1: share of occurrences that run on
    into a noun or a piece of a word. ``after_stop`` float64[C], 0–1: share followed by a
    barrier. ``quoted`` int64[C]: occurrences in quotation marks or 《》 of their own.
    """

    range: np.ndarray
    h_left: np.ndarray
    h_right: np.ndarray
    tied_left: np.ndarray
    tied_right: np.ndarray
    bound_left: np.ndarray
    bound_right: np.ndarray
    joined_left: np.ndarray
    joined_right: np.ndarray
    after_stop: np.ndarray
    quoted: np.ndarray


@dataclass(frozen=True, slots=True)
class Bursts:
    """The window of documents in which each of C strings is most over-represented.

    ``divergence`` float64[C], nats: max over windows W of s ln(s / e), s the share of the
    string's occurrences in W, e the share of all text: a term of the Kullback–Leibler
    divergence between the two over time. ``first`` and ``last`` int64[C]: documents.
    ``lasting`` float64[C], 0–1: where on the way through the documents it stands last.
    """

    divergence: np.ndarray
    first: np.ndarray
    last: np.ndarray
    lasting: np.ndarray


def contexts(repeats: Repeats, nominal: np.ndarray, verb: np.ndarray) -> Contexts:
    """Describe the neighbours of every string.

    ``nominal``, ``verb`` bool[V] say which types are nouns and verbs. A verb beside a
    phrase is no part of it, so it ties it to nothing: 人类命运共同体 comes after 构建 alone.
    """
    return in_blocks(repeats, lambda block: _contexts(block, nominal, verb))


def _contexts(repeats: Repeats, nominal: np.ndarray, verb: np.ndarray) -> Contexts:
    layout, owner, freq = repeats.layout, repeats.owner, repeats.freq
    before, after = repeats.occurrences - 1, repeats.ends
    document = layout.document_of(repeats.occurrences)
    new = (np.diff(document, prepend=-1) != 0) | (np.diff(owner, prepend=-1) != 0)
    h_left, tied_left, bound_left = _branching(repeats, before, verb)
    h_right, tied_right, bound_right = _branching(repeats, after, verb)

    def joined(place: np.ndarray, edge: np.ndarray) -> np.ndarray:
        solid = ~layout.stops[place]
        token = layout.corpus.tokens[layout.token_at[place]]
        share: np.ndarray = repeats.sum(solid & (nominal[token] | ~layout.borders[edge])) / freq
        return share

    return Contexts(
        range=repeats.sum(new),
        h_left=h_left,
        h_right=h_right,
        tied_left=tied_left,
        tied_right=tied_right,
        bound_left=bound_left,
        bound_right=bound_right,
        joined_left=joined(before, repeats.occurrences),
        joined_right=joined(after, after),
        after_stop=repeats.sum(layout.stops[after]) / freq,
        quoted=quotations(repeats),
    )


def quotations(repeats: Repeats) -> np.ndarray:
    """Return int64[C]: occurrences that fill a pair of quotation marks or 《》."""
    opens, closes = (repeats.layout.where(kind.__contains__) for kind in (_OPEN, _CLOSE))
    return repeats.tally(lambda block: opens[block.occurrences - 1] & closes[block.ends])


def _branching(
    repeats: Repeats, places: np.ndarray, verb: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return entropy in bits, and the share of the commonest neighbour twice, float64[C] each.

    First of the neighbours that are neither verbs nor function words, then of all.
    """
    layout, freq = repeats.layout, repeats.freq
    codes = layout.codes[places]

    def tally(chosen: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        keys = repeats.owner[chosen] * np.int64(layout.alphabet) + codes[chosen]
        kinds, counts = np.unique(keys, return_counts=True)
        return kinds // layout.alphabet, counts

    def most(whose: np.ndarray, counts: np.ndarray) -> np.ndarray:
        share = np.zeros(len(repeats))
        np.maximum.at(share, whose, counts)
        result: np.ndarray = share / freq
        return result

    whose, counts = tally(~layout.stops[places])  # a barrier counts once: 1 · log2 1 = 0
    entropy = np.log2(freq) - np.bincount(whose, counts * np.log2(counts), len(repeats)) / freq
    other = ~(layout.free[places] | verb[layout.corpus.tokens[layout.token_at[places]]])
    return entropy, most(*tally(other)), most(whose, counts)


def bursts(repeats: Repeats, documents: int) -> Bursts:
    """Find the burst of every string over the first ``documents``, in order of date.

    Documents are put into up to 60 periods of equally many; a window is a fifth of them.
    What stands in later documents, which have no date, is left out of every share.
    """
    return in_blocks(repeats, lambda block: _bursts(block, documents))


def _bursts(repeats: Repeats, documents: int) -> Bursts:
    buckets = min(documents, _BUCKETS)
    width = max(2, buckets // 5)
    of_document = np.arange(documents) * buckets // documents
    document = repeats.layout.document_of(repeats.occurrences)
    dated = document < documents
    period = repeats.owner[dated] * buckets + of_document[document[dated]]
    table = np.bincount(period, minlength=len(repeats) * buckets).reshape(-1, buckets)
    lengths = np.diff(repeats.layout.base, append=len(repeats.layout.text))[:documents]
    text = np.bincount(of_document, lengths)
    share = _windows(table, width) / np.maximum(table.sum(axis=1, keepdims=True), 1)
    expected = _windows(text[None], width) / text.sum()
    divergence = share * np.log(np.maximum(share, 1e-12) / expected)
    best = divergence.argmax(axis=1)  # the earliest, where several are equal
    first = np.searchsorted(of_document, best)
    last = np.searchsorted(of_document, best + width - 1, "right") - 1
    latest = np.maximum.reduceat(np.where(dated, document, 0), repeats.bounds[:-1])
    lasting = latest / max(documents - 1, 1)
    return Bursts(divergence[np.arange(len(repeats)), best], first, last, lasting)


def _windows(counts: np.ndarray, width: int) -> np.ndarray:
    """Sum int64[C, B] over every run of ``width`` columns: [C, B - width + 1]."""
    total = np.cumsum(np.pad(counts, ((0, 0), (1, 0))), axis=1)
    sums: np.ndarray = total[:, width:] - total[:, :-width]
    return sums
