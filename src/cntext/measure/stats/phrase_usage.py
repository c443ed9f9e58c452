"""How a recurring string is used: what governs it, lists it, and how widely it is spread."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from cntext.lazy import np
from cntext.measure.stats.phrase_classes import WordClasses
from cntext.measure.stats.phrase_layout import Layout
from cntext.measure.stats.repeats import Repeats, in_blocks

# A line of so many characters that stands elsewhere too is a formula: a licence, a footer,
# 现在，我代表国务院，向大会报告政府工作.
_LINE = 12


@dataclass(frozen=True, slots=True)
class Usage:
    """Shares of the occurrences of C strings, float64[C] 0–1, unless said otherwise.

    ``governed``: after a verb, a verbal noun or padding (推进, 建设, 切实); ``adopted``
    int64[C]: how often after a verb of adopting (实施, 坚持). ``listed``: with 、 on a side. ``clause``: between two
    barriers. ``modifies``: before a noun. ``subject``:
    before a verb; ``said``: after 是, 有 and their like. ``formula``: in a line that stands elsewhere too.
    ``deviation``: of proportions, DP = ½ Σ |v - s| over documents, v a document's share of
    the occurrences and s its share of the text (Gries 2008); 0 is perfectly even.
    """

    governed: np.ndarray
    adopted: np.ndarray
    listed: np.ndarray
    clause: np.ndarray
    modifies: np.ndarray
    subject: np.ndarray
    said: np.ndarray
    formula: np.ndarray
    deviation: np.ndarray


def usage(repeats: Repeats, classes: WordClasses) -> Usage:
    """Look at the tokens on both sides of every occurrence."""
    formula = formulas(repeats.layout)
    return in_blocks(repeats, lambda block: _usage(block, classes, formula))


def _usage(repeats: Repeats, classes: WordClasses, formula: np.ndarray) -> Usage:
    layout, freq = repeats.layout, repeats.freq
    place, after = repeats.occurrences, repeats.ends
    before = place - 1
    tokens = layout.corpus.tokens
    stop_before, stop_after = layout.stops[before], layout.stops[after]
    governs = classes.verb | classes.padding | classes.action
    token = tokens[layout.token_at[before]]
    governed = ~stop_before & layout.borders[place] & governs[token]
    following = tokens[layout.token_at[after]]
    goes_on = ~stop_after & layout.borders[after]
    comma = layout.where("、".__eq__)

    def share(flag: np.ndarray) -> np.ndarray:
        result: np.ndarray = repeats.sum(flag) / freq
        return result

    return Usage(
        governed=share(governed),
        adopted=repeats.sum(governed & classes.adopting[token]),
        listed=share(comma[before] | comma[after]),
        clause=share(stop_before & stop_after),
        modifies=share(goes_on & classes.nominal[following]),
        subject=share(goes_on & classes.verb[following]),
        said=share(~stop_before & layout.borders[place] & classes.being[token]),
        formula=share(formula[place]),
        deviation=deviation(repeats),
    )


def formulas(layout: Layout) -> np.ndarray:
    """Return bool[N]: characters of lines that stand in the corpus more than once."""
    lines = layout.text.split("\n")
    met = Counter(line.strip() for line in lines)
    flags = [met[line.strip()] > 1 and len(line.strip()) >= _LINE for line in lines]
    sizes = [len(line) + 1 for line in lines]
    return np.repeat(np.array(flags, bool), sizes)[: len(layout.text)]


def deviation(repeats: Repeats) -> np.ndarray:
    """Return float64[C]: deviation of proportions over documents (Gries 2008)."""
    layout = repeats.layout
    documents, size = len(layout.base), len(repeats)
    lengths = np.diff(layout.base, append=len(layout.text))
    total = int(lengths.sum())
    keys = repeats.owner * np.int64(documents) + layout.document_of(repeats.occurrences)
    pair, counts = np.unique(keys, return_counts=True)
    owner, document = pair // documents, pair % documents
    # In whole numbers, f N |v - s|: the order of the documents must not show in the last digit.
    freq = repeats.freq
    apart = _sums(owner, np.abs(counts * total - lengths[document] * freq[owner]), size)
    missed = freq * (total - _sums(owner, lengths[document], size))  # documents without it
    value: np.ndarray = (apart + missed) / (2 * freq * max(total, 1))
    return value


def _sums(owner: np.ndarray, values: np.ndarray, size: int) -> np.ndarray:
    """Sum int64 ``values`` over ascending ``owner``, exactly: int64[size]."""
    total = np.concatenate(([0], np.cumsum(values)))
    ends = np.searchsorted(owner, np.arange(size + 1))
    sums: np.ndarray = total[ends[1:]] - total[ends[:-1]]
    return sums
