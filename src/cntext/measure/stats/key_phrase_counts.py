"""Candidate key phrases counted by group: exact, and additive over parts of a corpus."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from cntext.corpus import Corpus
from cntext.lazy import np
from cntext.measure.stats.key_phrases import Candidates
from cntext.measure.stats.summing import runs

# Met so often, always in the same longer phrase, a term is a piece of that phrase.
PIECE = 3
# How far into a document a term first comes is counted in so many steps: whole numbers add up
# to the same in any order.
STEPS = 1 << 32
# Between the words of a term: no token has it, for it is white space.
_BETWEEN = "\x1f"


@dataclass(frozen=True, slots=True)
class KeyPhraseCounts:
    """C terms in G groups of documents, and W words in all of them.

    ``cuts``: the terms, their words parted, in order of code point of the whole term.
    Cell i (int64[P] each, in order of group, then term) says that term ``term[i]`` occurs
    ``freq[i]`` times in group ``group[i]``, in ``range[i]`` documents, and ``late[i]``: how far
    into each of these it first comes, in ``STEPS`` of the document, rounded down, summed.
    ``words`` are all words in order of code point, ``spread`` int64[W] the documents with each, of
    ``documents`` in all. ``base`` int64[G]: words of the group, punctuation not counted.
    ``by`` is the field of the groups, "" for one group of all.
    """

    by: str
    groups: tuple[str, ...]
    cuts: tuple[str, ...]
    group: np.ndarray
    term: np.ndarray
    freq: np.ndarray
    range: np.ndarray
    late: np.ndarray
    words: tuple[str, ...]
    spread: np.ndarray
    documents: int
    base: np.ndarray

    def parts(self) -> list[tuple[str, ...]]:
        """Return the words of each term."""
        return [tuple(cut.split(_BETWEEN)) for cut in self.cuts]

    def texts(self) -> list[str]:
        """Return the terms, by code point."""
        return [_whole(cut) for cut in self.cuts]

    def early(self) -> np.ndarray:
        """Return float64[P]: 1 for a term that opens its documents, 0 for one at their very end.

        The mean of 1 - place / length over the first places in the documents that have it.
        """
        mean: np.ndarray = 1 - self.late / (STEPS * np.maximum(self.range, 1))
        return mean

    def keys(self) -> Sequence[str]:
        """Return the terms; `Divisible`."""
        return self.texts()

    def divided(self, edges: Sequence[str]) -> list[KeyPhraseCounts]:
        """Return the counts of runs of terms and of words; `Divisible`."""
        found = []
        both = zip(runs(self.texts(), edges), runs(self.words, edges), strict=True)
        for number, ((low, high), (first, last)) in enumerate(both):
            cells = (self.term >= low) & (self.term < high)
            found.append(
                KeyPhraseCounts(
                    by=self.by,
                    groups=self.groups,
                    cuts=self.cuts[low:high],
                    group=self.group[cells],
                    term=self.term[cells] - low,
                    **{name: getattr(self, name)[cells] for name in _ADDED},
                    words=self.words[first:last],
                    spread=self.spread[first:last],
                    documents=self.documents * (number == 0),
                    base=self.base * (number == 0),
                )
            )
        return found

    def merged(self, others: Sequence[KeyPhraseCounts]) -> KeyPhraseCounts:
        """Return the counts of all these documents together; `Mergeable`.

        A term that is cut in two ways has the fewest words, then those first by code point.
        """
        if not others:
            return self
        every = (self, *others)
        named = dict.fromkeys(chain.from_iterable(counts.groups for counts in every))
        groups = tuple(named if self.by == "document" else sorted(named))
        best: dict[str, str] = {}
        texts = [counts.texts() for counts in every]
        for counts, whole in zip(every, texts, strict=True):
            for text, cut in zip(whole, counts.cuts, strict=True):
                known = best.setdefault(text, cut)
                if known != cut and _order(cut) < _order(known):
                    best[text] = cut
        terms = sorted(best)
        words = sorted(set().union(*(counts.words for counts in every)))
        place, seat, rank = _numbers(terms), _numbers(groups), _numbers(words)
        base, spread = np.zeros(len(groups), np.int64), np.zeros(len(words), np.int64)
        keys = []
        for counts, whole in zip(every, texts, strict=True):
            seats = _places(seat, counts.groups)
            np.add.at(base, seats, counts.base)
            spread[_places(rank, counts.words)] += counts.spread
            keys.append(seats[counts.group] * len(terms) + _places(place, whole)[counts.term])
        cells, which = np.unique(np.concatenate(keys), return_inverse=True)
        sums = {name: np.zeros(len(cells), np.int64) for name in _ADDED}
        for name, total in sums.items():
            values = np.concatenate([getattr(counts, name) for counts in every])
            np.add.at(total, which.reshape(-1), values)
        group, term = np.divmod(cells, max(len(terms), 1))
        return KeyPhraseCounts(
            by=self.by,
            groups=groups,
            cuts=tuple(best[term] for term in terms),
            group=group,
            term=term,
            **sums,
            words=tuple(words),
            spread=spread,
            documents=sum(counts.documents for counts in every),
            base=base,
        )


_ADDED = ("freq", "range", "late")


def count_candidates(corpus: Corpus, found: Candidates, by: str) -> KeyPhraseCounts:
    """Count ``found`` in ``corpus`` by field ``by``, or as a whole."""
    groups, group_of = corpus.groups(by) if by else (("",), np.zeros(len(corpus), np.int32))
    lengths = np.fromiter((len(d.text) for d in corpus.documents), np.int64, len(corpus))
    terms = max(len(found.texts), 1)
    # Occurrences are in order of candidate, document, place: the first of each pair leads.
    lead = np.ones(len(found.owner), bool)
    lead[1:] = (np.diff(found.owner) != 0) | (np.diff(found.document) != 0)
    first = np.flatnonzero(lead)
    document = found.document[first]
    late = found.place[first] * STEPS // np.maximum(lengths[document], 1)
    cells, which = np.unique(
        group_of[document].astype(np.int64) * terms + found.owner[first], return_inverse=True
    )
    sums = {name: np.zeros(len(cells), np.int64) for name in _ADDED}
    values = (np.diff(first, append=len(lead)), np.ones_like(first), late)
    for name, value in zip(_ADDED, values, strict=True):
        np.add.at(sums[name], which.reshape(-1), value)
    group, term = np.divmod(cells, terms)
    is_word = corpus.type_is_word()
    freq, spread = corpus.type_counts()
    kept = np.flatnonzero(is_word & (freq > 0)).tolist()
    words = sorted((corpus.vocabulary[i], i) for i in kept)
    here = is_word[corpus.tokens]
    base = np.bincount(group_of[corpus.document_of_token()[here]], minlength=len(groups))
    return KeyPhraseCounts(
        by=by,
        groups=groups,
        cuts=tuple(_BETWEEN.join(corpus.vocabulary[t] for t in types) for types in found.words),
        group=group,
        term=term,
        **sums,
        words=tuple(word for word, _ in words),
        spread=spread[[i for _, i in words]].astype(np.int64) if words else _none(),
        documents=len(corpus),
        base=base.astype(np.int64),
    )


def pieces(counts: KeyPhraseCounts) -> np.ndarray:
    """Return bool[P]: terms that their group has only inside one and the same longer term.

    Only where that was seen ``PIECE`` times or more: 教育部门 met once is no evidence that
    教育 is a piece of it.
    """
    place, words = _numbers(counts.texts()), counts.parts()
    terms = max(len(place), 1)
    keys = counts.group * terms + counts.term
    piece = np.zeros(len(keys), bool)
    for p in np.flatnonzero(counts.freq >= PIECE).tolist():
        of = words[counts.term[p]]
        for part in (of[1:], of[:-1]):
            term = place.get("".join(part))
            if term is None:
                continue
            at = int(np.searchsorted(keys, counts.group[p] * terms + term))
            if at < len(keys) and keys[at] == counts.group[p] * terms + term:
                piece[at] |= counts.freq[at] == counts.freq[p]
    return piece


def _whole(cut: str) -> str:
    return cut.replace(_BETWEEN, "")


def _order(cut: str) -> tuple[int, list[str]]:
    words = cut.split(_BETWEEN)
    return len(words), words


def _numbers(names: Iterable[str]) -> dict[str, int]:
    return {name: i for i, name in enumerate(names)}


def _places(place: dict[str, int], names: Sequence[str]) -> np.ndarray:
    return np.fromiter(map(place.__getitem__, names), np.int64, len(names))


def _none() -> np.ndarray:
    return np.empty(0, np.int64)
