"""Topics of documents by scikit-learn: NMF of TF-IDF, or LDA of counts; one seed, one result."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass

from cntext.errors import Both, CntextError, install_extra
from cntext.lazy import np

_ROUNDS = {"nmf": 1000, "lda": 100}


@dataclass(frozen=True, slots=True)
class Words:
    """How often D documents have V words: ``freq[i]`` times ``word[i]`` in ``document[i]``."""

    documents: int
    terms: tuple[str, ...]  # in order of code point
    document: np.ndarray
    word: np.ndarray
    freq: np.ndarray

    def present(self, words: Sequence[int]) -> np.ndarray:
        """Return bool[D, W]: which document has which of ``words``."""
        found = np.zeros((self.documents, len(words)), bool)
        for place, word in enumerate(words):
            found[self.document[self.word == word], place] = True
        return found


@dataclass(frozen=True, slots=True)
class Topics:
    """K topics, the one with the largest share of the documents first.

    ``weights`` is float64[K, V], each row summing to 1; ``shares`` float64[D, K], each row
    summing to 1, or 0 where a document has none of the words.
    """

    weights: np.ndarray
    shares: np.ndarray
    converged: bool

    def top(self, count: int) -> list[list[int]]:
        """Return the heaviest words of each topic; equals by code point, none of no weight."""
        order = np.argsort(-self.weights, axis=1, kind="stable")[:, :count]
        return [[w for w in row if self.weights[k, w] > 0] for k, row in enumerate(order.tolist())]


def require() -> None:
    """Raise `CntextError` where scikit-learn is not installed."""
    try:
        import sklearn  # noqa: F401 (the one question is whether it is there)
    except ImportError:
        raise CntextError(
            "topics",
            Both("需要 scikit-learn", "needs scikit-learn"),
            install_extra("topics"),
        ) from None


def fit(words: Words, method: str, k: int, seed: int) -> Topics:
    """Return ``k`` topics by "nmf" or "lda", begun at random from ``seed``.

    NMF (Lee & Seung 1999) minimises the squared error on TF-IDF, each document of length
    1; LDA (Blei, Ng & Jordan 2003) is variational Bayes on counts, with the priors 1 / k.
    """
    require()
    from scipy.sparse import csr_matrix
    from sklearn.decomposition import NMF, LatentDirichletAllocation
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.feature_extraction.text import TfidfTransformer

    shape = (words.documents, len(words.terms))
    counts = csr_matrix((words.freq.astype(float), (words.document, words.word)), shape=shape)
    rounds = _ROUNDS[method]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # said in the table instead
        if method == "nmf":
            model = NMF(k, init="random", random_state=seed, max_iter=rounds, tol=1e-5)
            shares = model.fit_transform(TfidfTransformer().fit_transform(counts))
        else:
            model = LatentDirichletAllocation(
                k, random_state=seed, max_iter=rounds, evaluate_every=5, learning_method="batch"
            )
            shares = model.fit_transform(counts)
            shares[np.asarray(counts.sum(axis=1)).ravel() == 0] = 0  # else the prior alone
    weights = model.components_
    sums = weights.sum(axis=1)
    if method == "nmf":
        shares = shares * sums  # the scale is arbitrary: topics weigh what their words do
    return _ordered(_rows_to_one(weights), _rows_to_one(shares), model.n_iter_ < rounds)


def _rows_to_one(matrix: np.ndarray) -> np.ndarray:
    sums = matrix.sum(axis=1, keepdims=True)
    result: np.ndarray = np.divide(matrix, sums, out=np.zeros_like(matrix), where=sums > 0)
    return result


def _ordered(weights: np.ndarray, shares: np.ndarray, converged: bool) -> Topics:
    order = np.argsort(-shares.sum(axis=0), kind="stable")
    return Topics(weights[order], shares[:, order], bool(converged))
