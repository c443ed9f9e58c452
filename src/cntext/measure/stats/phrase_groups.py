"""How often each phrase occurs in each group of documents, against all other groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cntext.lazy import np
from cntext.measure.stats.phrase_examples import place_of, places
from cntext.measure.stats.phrase_occurrences import Occurrences
from cntext.measure.stats.repeats import Repeats
from cntext.measure.stats.sums import heads_of


@dataclass(frozen=True, slots=True)
class Shares:
    """The n pairs of a phrase and a group that has it, in order of group, then most typical first.

    ``group``, ``phrase``, ``freq``, ``range`` int64[n]; ``first`` int64[n, 2]: document in order
    of time, and offset, of the first occurrence there that is cut as words, else of the first. ``ll`` float64[n]:
    log-likelihood of the phrase in the group against the rest of the corpus,
    2 (a ln(a / E1) + b ln(b / E2)), sizes in Chinese characters (Rayson & Garside 2000).
    ``log_ratio`` float64[n]: log2 of the ratio of the two rates, 0 counted as 0.5 (Hardie
    2014). Both NaN where there is no rest.
    """

    group: np.ndarray
    phrase: np.ndarray
    freq: np.ndarray
    range: np.ndarray
    first: np.ndarray
    ll: np.ndarray
    log_ratio: np.ndarray


def shares(repeats: Repeats, listed: np.ndarray, group_of: np.ndarray, sizes: np.ndarray) -> Shares:
    """Count the phrases ``listed`` (int64[n]) in the groups.

    ``group_of`` int[D]: the group of each document; ``sizes`` int64[G]: its Chinese characters.
    """
    groups = len(sizes)
    asked = np.sort(listed)
    found = repeats.take(asked).ask(InGroups(group_of, groups))
    phrase, group = asked[found.keys // groups], found.keys % groups
    freq, spread, first = found.freq, found.range, place_of(found.first)
    ll, log_ratio = _against_rest(
        freq, repeats.freq[phrase] - freq, sizes[group], int(sizes.sum()) - sizes[group]
    )
    order = np.lexsort((phrase, np.where(log_ratio > 0, -ll, ll), ~(log_ratio > 0), group))
    return Shares(
        *(column[order] for column in (group, phrase, freq, spread, first, ll, log_ratio))
    )


@dataclass(frozen=True, slots=True)
class Grouped:
    """What is met of strings in groups, int64[n] each.

    ``keys``: string · G + group, ascending; ``freq``; ``range``; ``first``: the least of `places`.
    """

    keys: np.ndarray
    freq: np.ndarray
    range: np.ndarray
    first: np.ndarray

    def merged(self, others: Sequence[Grouped]) -> Grouped:
        """Return what is met in all these parts; `Mergeable`."""
        every = (self, *others)
        keys = np.concatenate([each.keys for each in every])
        order = np.argsort(keys, kind="stable")
        heads = heads_of(keys[order])
        if not len(heads):
            return self
        freq, spread, first = (
            way.reduceat(np.concatenate([getattr(each, name) for each in every])[order], heads)
            for way, name in ((np.add, "freq"), (np.add, "range"), (np.minimum, "first"))
        )
        return Grouped(keys[order][heads], freq, spread, first)


@dataclass(frozen=True, slots=True)
class InGroups:
    """Looks at strings group by group; ``group_of`` int[D]: of each document, in order of time."""

    group_of: np.ndarray
    groups: int

    def __call__(self, found: Occurrences) -> Grouped:
        """Return what is met in which."""
        keys = found.owner * np.int64(self.groups) + self.group_of[found.rank]
        one = np.ones(len(keys), np.int64)
        return Grouped(keys, one, found.new_documents().astype(np.int64), places(found)).merged(())


def _against_rest(
    here: np.ndarray, there: np.ndarray, size: np.ndarray, rest: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return log-likelihood and log ratio of counts a, b in texts of so many characters."""
    total = size + rest
    ok = (rest > 0) & (size > 0)
    share = np.where(ok, size / np.maximum(total, 1), 0.5)
    expected = (here + there) * share, (here + there) * (1 - share)
    terms = [
        count * np.log(np.maximum(count, 1) / np.maximum(mean, 1e-300))
        for count, mean in zip((here, there), expected, strict=True)
    ]
    ratio = np.log2(
        (np.where(here > 0, here, 0.5) / np.maximum(size, 1))
        / (np.where(there > 0, there, 0.5) / np.maximum(rest, 1))
    )
    return np.where(ok, 2 * (terms[0] + terms[1]), np.nan), np.where(ok, ratio, np.nan)
