"""How a recurring string is used: what governs it, lists it, and how widely it is spread."""

from __future__ import annotations

from dataclasses import dataclass

from cntext.lazy import np
from cntext.measure.stats.phrase_classes import WordClasses
from cntext.measure.stats.phrase_formulas import Formulas
from cntext.measure.stats.phrase_layout import before
from cntext.measure.stats.phrase_occurrences import Occurrences
from cntext.measure.stats.repeats import Repeats
from cntext.measure.stats.sums import Sums


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
    governs = classes.verb | classes.padding | classes.action
    formulas = Formulas()
    repeated = formulas.enough(repeats.parts.ask(formulas)).keys
    found = repeats.ask(
        Uses(
            *(governs, classes.adopting, classes.nominal, classes.verb, classes.being),
            *(repeated, repeats.parts.sizes, repeats.freq),
        )
    )
    freq, total = repeats.freq, int(repeats.parts.sizes.sum())
    # In whole numbers, f N |v - s|: the order of the documents must not show in the last digit.
    missed = freq * (total - found.held)  # documents without it
    return Usage(
        governed=found.governed / freq,
        adopted=found.adopted,
        listed=found.listed / freq,
        clause=found.clause / freq,
        modifies=found.modifies / freq,
        subject=found.subject / freq,
        said=found.said / freq,
        formula=found.formula / freq,
        deviation=(found.apart + missed) / (2 * freq * max(total, 1)),
    )


@dataclass(frozen=True, slots=True)
class Used(Sums):
    """Occurrences of C strings of each kind of `Usage`, int64[C].

    ``apart``: Σ |n N - l f| over the documents that have it, n its occurrences in a document of
    l characters, f all of them in N; ``held``: Σ l.
    """

    governed: np.ndarray
    adopted: np.ndarray
    listed: np.ndarray
    clause: np.ndarray
    modifies: np.ndarray
    subject: np.ndarray
    said: np.ndarray
    formula: np.ndarray
    apart: np.ndarray
    held: np.ndarray


@dataclass(frozen=True, slots=True)
class Uses:
    """Looks how C strings are used.

    ``governs`` to ``being`` bool[V]: kinds of words; ``formulas``: digests of the lines that
    stand in the corpus more than once; ``sizes`` int64[D]: characters of all documents, in order
    of time; ``freq`` int64[C]: occurrences in the whole corpus.
    """

    governs: np.ndarray
    adopting: np.ndarray
    nominal: np.ndarray
    verb: np.ndarray
    being: np.ndarray
    formulas: np.ndarray
    sizes: np.ndarray
    freq: np.ndarray

    def __call__(self, found: Occurrences) -> Used:
        """Return how often in which way."""
        layout = found.layout
        solid, comma = ~layout.stops, layout.where("、".__eq__)
        begins, goes_on = before(solid) & layout.borders, solid & layout.borders
        governed = begins & before(layout.of_kind(self.governs))
        apart, held = self._spread(found)
        found_governed, adopted, unlisted, clause, modifies, subject, said, formula = found.count(
            (governed, None),
            (governed & before(layout.of_kind(self.adopting)), None),
            (~before(comma), ~comma),
            (before(layout.stops), layout.stops),
            (None, goes_on & layout.of_kind(self.nominal)),
            (None, goes_on & layout.of_kind(self.verb)),
            (begins & before(layout.of_kind(self.being)), None),
            (found.part.within(self.formulas), None),
        )
        return Used(
            governed=found_governed,
            adopted=adopted,
            listed=found.freq - unlisted,
            clause=clause,
            modifies=modifies,
            subject=subject,
            said=said,
            formula=formula,
            apart=apart,
            held=held,
        )

    def _spread(self, found: Occurrences) -> tuple[np.ndarray, np.ndarray]:
        total = int(self.sizes.sum())
        heads = np.flatnonzero(found.new_documents())
        counts = np.diff(heads, append=len(found.places))
        owner, size = found.owner[heads], self.sizes[found.rank[heads]]
        ends = np.searchsorted(owner, np.arange(len(found) + 1))

        def sums(values: np.ndarray) -> np.ndarray:
            above = np.concatenate(([0], np.cumsum(values)))
            summed: np.ndarray = above[ends[1:]] - above[ends[:-1]]
            return summed

        return sums(np.abs(counts * total - size * self.freq[owner])), sums(size)
