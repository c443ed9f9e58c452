"""What stands around the occurrences of a string, and when they fall."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields

from cntext.lazy import np
from cntext.measure.stats.phrase_columns import neighbours
from cntext.measure.stats.phrase_layout import Layout, before
from cntext.measure.stats.phrase_occurrences import Occurrences
from cntext.measure.stats.repeats import Repeats
from cntext.measure.stats.sums import MOST, Keyed, Sums

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

    def take(self, chosen: np.ndarray) -> Contexts:
        """Return what is known of the strings ``chosen`` (int64[n] or bool[C])."""
        return Contexts(*(getattr(self, each.name)[chosen] for each in fields(self)))


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


def contexts(
    repeats: Repeats, nominal: np.ndarray, verb: np.ndarray, *, only: bool = False
) -> Contexts:
    """Describe the neighbours of every string.

    ``nominal``, ``verb`` bool[V] say which types are nouns and verbs. A verb beside a
    phrase is no part of it, so it ties it to nothing: 人类命运共同体 comes after 构建 alone.
    ``only``: other strings will not be asked about.
    """
    found, freq = repeats.ask(Neighbours(nominal, verb), only=only), repeats.freq
    h_left, tied_left, bound_left = _branching(repeats, found.left)
    h_right, tied_right, bound_right = _branching(repeats, found.right)
    sides = found.sides
    return Contexts(
        range=sides.range,
        h_left=h_left,
        h_right=h_right,
        tied_left=tied_left,
        tied_right=tied_right,
        bound_left=bound_left,
        bound_right=bound_right,
        joined_left=sides.joined_left / freq,
        joined_right=sides.joined_right / freq,
        after_stop=sides.stopped / freq,
        quoted=sides.quoted,
    )


@dataclass(frozen=True, slots=True)
class Sides(Sums):
    """Of C strings, int64[C] each: documents, and occurrences that run on into a noun before and

    behind, are followed by a barrier, fill quotation marks.
    """

    range: np.ndarray
    joined_left: np.ndarray
    joined_right: np.ndarray
    stopped: np.ndarray
    quoted: np.ndarray


@dataclass(frozen=True, slots=True)
class Branches(Keyed):
    """The characters beside strings, int64[n] each.

    ``keys``: string · alphabet + character, no barrier; ``counts``: how often it stands there;
    ``tying``: how often as part of neither verb nor function word.
    """

    keys: np.ndarray
    counts: np.ndarray
    tying: np.ndarray


@dataclass(frozen=True, slots=True)
class Beside:
    """What is counted on both sides of strings."""

    sides: Sides
    left: Branches
    right: Branches

    def merged(self, others: Sequence[Beside]) -> Beside:
        """Return the counts of all these parts; `Mergeable`."""
        return Beside(
            self.sides.merged([each.sides for each in others]),
            self.left.merged([each.left for each in others]),
            self.right.merged([each.right for each in others]),
        )


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Looks at both sides of every occurrence; ``nominal``, ``verb`` bool[V]: nouns and verbs."""

    nominal: np.ndarray
    verb: np.ndarray

    def __call__(self, found: Occurrences) -> Beside:
        """Return what stands there."""
        layout = found.layout
        solid, inside = ~layout.stops, ~layout.borders
        nominal = layout.of_kind(self.nominal)
        joined_left, joined_right, stopped, quoted = found.count(
            (before(solid & nominal) | (before(solid) & inside), None),
            (None, solid & (nominal | inside)),
            (None, layout.stops),
            marks(layout),
        )
        # A barrier counts once: 1 · log2 1 = 0.
        codes = np.where(solid, layout.codes, 0).astype(np.int32)
        tying = ~(layout.free | layout.of_kind(self.verb))
        beside = found.places, found.bounds
        return Beside(
            Sides(
                range=found.sum(found.new_documents()),
                joined_left=joined_left,
                joined_right=joined_right,
                stopped=stopped,
                quoted=quoted,
            ),
            *(
                Branches(*neighbours(*beside, shift, codes, tying, layout.alphabet))
                for shift in (np.full(len(found), -1), found.length)
            ),
        )


def marks(layout: Layout) -> tuple[np.ndarray, np.ndarray]:
    """Return what `Occurrences.count` takes for those that fill a pair of quotation marks or 《》."""
    return before(layout.where(_OPEN.__contains__)), layout.where(_CLOSE.__contains__)


def _branching(repeats: Repeats, found: Branches) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return entropy in bits, and the share of the commonest neighbour twice, float64[C] each.

    First of the neighbours that are neither verbs nor function words, then of all.
    """
    freq, whose = repeats.freq, found.keys // repeats.layout.alphabet

    def most(counts: np.ndarray) -> np.ndarray:
        share = np.zeros(len(repeats))
        np.maximum.at(share, whose, counts)
        result: np.ndarray = share / freq
        return result

    terms = found.counts * np.log2(found.counts)
    entropy = np.log2(freq) - np.bincount(whose, terms, len(repeats)) / freq
    # One neighbour alone is 0 exactly, where rounding leaves less.
    return np.maximum(entropy, 0.0), most(found.tying), most(found.counts)


def bursts(repeats: Repeats, documents: int) -> Bursts:
    """Find the burst of every string over the first ``documents``, in order of date.

    Documents are put into up to 60 periods of equally many; a window is a fifth of them.
    What stands in later documents, which have no date, is left out of every share.
    """
    buckets = min(documents, _BUCKETS)
    width = max(2, buckets // 5)
    of_document = np.arange(documents) * buckets // documents
    found = repeats.ask(Course(of_document))
    table = found.table.reshape(-1, buckets)
    text = np.bincount(of_document, repeats.parts.sizes[:documents])
    share = _windows(table, width) / np.maximum(table.sum(axis=1, keepdims=True), 1)
    expected = _windows(text[None], width) / text.sum()
    divergence = share * np.log(np.maximum(share, 1e-12) / expected)
    best = divergence.argmax(axis=1)  # the earliest, where several are equal
    first = np.searchsorted(of_document, best)
    last = np.searchsorted(of_document, best + width - 1, "right") - 1
    lasting = found.latest / max(documents - 1, 1)
    return Bursts(divergence[np.arange(len(repeats)), best], first, last, lasting)


@dataclass(frozen=True, slots=True)
class Dated(Sums):
    """``table`` int64[C · B]: occurrences of C strings in each of B periods; ``latest`` int64[C]:

    the last document with a date that has one, by its place in time.
    """

    table: np.ndarray
    latest: np.ndarray = field(metadata=MOST)


@dataclass(frozen=True, slots=True)
class Course:
    """Looks when strings occur; ``of_document`` int64[D]: the period of documents with a date."""

    of_document: np.ndarray

    def __call__(self, found: Occurrences) -> Dated:
        """Return how often in which period."""
        buckets = int(self.of_document[-1]) + 1
        dated = found.rank < len(self.of_document)
        period = found.owner[dated] * np.int64(buckets) + self.of_document[found.rank[dated]]
        latest = -found.least(-np.where(dated, found.rank, 0), 0)
        return Dated(np.bincount(period, minlength=len(found) * buckets), latest)


def _windows(counts: np.ndarray, width: int) -> np.ndarray:
    """Sum int64[C, B] over every run of ``width`` columns: [C, B - width + 1]."""
    total = np.cumsum(np.pad(counts, ((0, 0), (1, 0))), axis=1)
    sums: np.ndarray = total[:, width:] - total[:, :-width]
    return sums
