"""How often each phrase occurs in each group of documents, against all other groups."""

from __future__ import annotations

from dataclasses import dataclass

from cntext.lazy import np
from cntext.measure.stats.repeats import Repeats


@dataclass(frozen=True, slots=True)
class Shares:
    """The n pairs of a phrase and a group that has it, in order of group, then most typical first.

    ``group``, ``phrase``, ``freq``, ``range`` int64[n]; ``first`` int64[n]: place of the first
    occurrence there that is cut as words, else of the first. ``ll`` float64[n]:
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
    layout, groups = repeats.layout, len(sizes)
    asked = np.zeros(len(repeats), bool)
    asked[listed] = True
    at = np.flatnonzero(asked[repeats.owner])
    place, owner = repeats.occurrences[at], repeats.owner[at]
    document = layout.document_of(place)
    pair = owner * np.int64(groups) + group_of[document]
    new = (np.diff(document, prepend=-1) != 0) | (np.diff(owner, prepend=-1) != 0)
    kinds, which = np.unique(pair, return_inverse=True)
    freq = np.bincount(which, minlength=len(kinds))
    spread = np.bincount(which[new], minlength=len(kinds))
    whole = layout.borders[place] & layout.borders[place + repeats.length[owner]]
    order = np.lexsort((place, ~whole, which))
    first = place[order][np.searchsorted(which[order], np.arange(len(kinds)))]
    phrase, group = kinds // groups, kinds % groups
    ll, log_ratio = _against_rest(
        freq, repeats.freq[phrase] - freq, sizes[group], int(sizes.sum()) - sizes[group]
    )
    order = np.lexsort((phrase, np.where(log_ratio > 0, -ll, ll), ~(log_ratio > 0), group))
    return Shares(
        *(column[order] for column in (group, phrase, freq, spread, first, ll, log_ratio))
    )


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
