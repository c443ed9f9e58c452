"""All pairs of documents whose common weight reaches a bound, exactly, without comparing all.

The most common features of a document lie in so many others that they make most of the
work and tell little. They are passed over first: what they can add to a pair is bounded,
so a pair that reaches the bound must have the rest in common in what is rarer. Only pairs
that do are computed. No pair is missed (prefix filtering: Chaudhuri, Ganti & Kaushik 2006;
Bayardo, Ma & Srikant 2007).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from cntext.lazy import np

_ROUNDING = 1e-9  # sums of floats in another order


@dataclass(frozen=True, slots=True)
class Vectors:
    """D documents as weights of F features.

    Document d has features ``feature[bounds[d]:bounds[d + 1]]`` (int64, each once, the
    rarest first) with ``weight`` (float64). Those that lie in one document only are left
    out. ``size`` (float64[D]) is the weight of all, those included.
    """

    feature: np.ndarray
    weight: np.ndarray
    bounds: np.ndarray
    size: np.ndarray
    width: int

    def __len__(self) -> int:
        return len(self.size)

    def of(self, d: int) -> slice:
        """Return which cells are those of document ``d``."""
        return slice(int(self.bounds[d]), int(self.bounds[d + 1]))

    def taken(self, order: np.ndarray) -> Vectors:
        """Return the documents in another order."""
        lengths = np.diff(self.bounds)[order]
        bounds = np.concatenate(([0], np.cumsum(lengths)))
        cells = np.repeat(self.bounds[order] - bounds[:-1], lengths) + np.arange(bounds[-1])
        return Vectors(
            self.feature[cells], self.weight[cells], bounds, self.size[order], self.width
        )

    def common(self, d: int, others: Sequence[int]) -> np.ndarray:
        """Return float64: the sum of products of the weights of ``d`` and each of ``others``."""
        own = np.zeros(self.width)
        own[self.feature[self.of(d)]] = self.weight[self.of(d)]
        index = np.asarray(others, np.int64)
        sizes = self.bounds[index + 1] - self.bounds[index]
        ends = np.cumsum(sizes)
        shift = np.repeat(self.bounds[index] - (ends - sizes), sizes)
        cells = shift + np.arange(len(shift))
        products = own[self.feature[cells]] * self.weight[cells]
        return np.bincount(np.repeat(np.arange(len(index)), sizes), products, len(index))


def sets(features: Sequence[np.ndarray]) -> Vectors:
    """Return documents as sets of features, given as distinct numbers; each weighs 1."""
    size = np.array([len(found) for found in features], np.float64)
    return _vectors(features, [np.ones(len(found)) for found in features], size)


def unit_vectors(features: Sequence[np.ndarray], weights: Sequence[np.ndarray]) -> Vectors:
    """Return documents as vectors of length 1: what two have in common is their cosine."""
    lengths = [float(np.sqrt(w @ w)) for w in weights]
    scaled = [w / length if length else w for w, length in zip(weights, lengths, strict=True)]
    return _vectors(features, scaled, np.array([float(length > 0) for length in lengths]))


def _vectors(
    features: Sequence[np.ndarray], weights: Sequence[np.ndarray], size: np.ndarray
) -> Vectors:
    every = np.concatenate([*features, np.empty(0, np.int64)])
    weight = np.concatenate([*weights, np.empty(0)])
    document = np.repeat(np.arange(len(features)), [len(found) for found in features])
    _, feature, spread = np.unique(every, return_inverse=True, return_counts=True)
    shared = np.flatnonzero(spread[feature] > 1)
    order = shared[np.lexsort((feature[shared], spread[feature[shared]], document[shared]))]
    bounds = np.searchsorted(document[order], np.arange(len(features) + 1))
    return Vectors(feature[order], weight[order], bounds, size, len(spread))


def pairs(
    vectors: Vectors, least: np.ndarray, slack: Callable[[np.ndarray], np.ndarray]
) -> Iterator[tuple[int, np.ndarray, np.ndarray]]:
    """Yield ``(d, others, common)``: all pairs of d with later documents that reach ``least[d]``.

    ``slack`` takes weights of features and returns, for each, a bound on what it and all
    behind it can add to a pair.
    """
    order = np.argsort(vectors.feature, kind="stable")  # postings: documents in order
    holder = np.repeat(np.arange(len(vectors)), np.diff(vectors.bounds))[order]
    posted = vectors.weight[order]
    place = np.empty(len(order), np.int64)
    place[order] = np.arange(len(order))
    ends = np.searchsorted(vectors.feature[order], np.arange(vectors.width), side="right")
    for d in range(len(vectors)):
        cells = vectors.of(d)
        feature, weight = vectors.feature[cells], vectors.weight[cells]
        left = np.append(slack(weight), 0.0)
        used = int(np.argmax(left <= least[d] / 2))
        begins = place[cells][:used] + 1
        lengths = ends[feature[:used]] - begins
        if not lengths.sum():
            continue
        shift = np.repeat(begins - np.cumsum(lengths) + lengths, lengths)
        at = shift + np.arange(len(shift))
        found = np.bincount(holder[at] - d, np.repeat(weight[:used], lengths) * posted[at])
        others = d + np.flatnonzero(found >= least[d] - left[used] - _ROUNDING)
        common = vectors.common(d, others.tolist())
        enough = common >= least[d] - _ROUNDING
        if enough.any():
            yield d, others[enough], common[enough]
