"""Which tokens fit a condition: asked once of every type and tag, then looked up by number."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import TypeAlias

from cntext.corpus import Corpus
from cntext.errors import Both, near
from cntext.lazy import np, pattern
from cntext.lexicon import Lexicon
from cntext.query.cql import problem
from cntext.query.tree import All, Attribute, Condition, Leaf, Not, Query, Some
from cntext.text.linear_regex import BadPattern, compile_linear

_META = pattern(r"[\\.^$*+?{}\[\]|()]")
Asked: TypeAlias = "slice | np.ndarray"  # a string: numpy is not imported for a name


class Conditions:
    """The conditions of one query, ready to be asked of the tokens of one corpus.

    ``source`` is the query, for messages. Patterns are matched against the vocabulary, a
    word that is no pattern is found in it at once, so that a query costs a look-up of
    numbers a token however it is written.
    """

    def __init__(self, corpus: Corpus, lexicon: Lexicon, query: Query) -> None:
        self._corpus = corpus
        self._lexicon = lexicon
        self._source = query.source
        self._types: dict[Condition, np.ndarray] = {}
        if query.asks_for(Attribute.POS) and not len(corpus.tags) and len(corpus.tokens):
            raise ValueError("the corpus has no parts of speech")

    def of_types(self, condition: Condition) -> np.ndarray | None:
        """Return bool[V], the types that fit, or None where that takes more than the type."""
        if condition in self._types:
            return self._types[condition]
        found: np.ndarray | None
        match condition:
            case Leaf():
                found = self._leaf(condition)
            case Not(part):
                inner = self.of_types(part)
                found = None if inner is None else ~inner
            case All(parts):
                found = self._joined(parts, np.logical_and, start=True)
            case Some(parts):
                found = self._joined(parts, np.logical_or, start=False)
        if found is not None:
            self._types[condition] = found
        return found

    def holds(self, condition: Condition, at: Asked) -> np.ndarray:
        """Return for the tokens at ``at`` (numbers or a slice) whether they fit, as bool[…]."""
        types = self.of_types(condition)
        tokens = self._corpus.tokens
        if types is not None:
            few = np.flatnonzero(types) if isinstance(at, slice) else ()
            if isinstance(at, slice) and len(few) <= 2:
                # A comparison of the whole column costs a third of a look-up of each token.
                result = np.zeros(len(tokens[at]), bool)
                for number in few:
                    result |= tokens[at] == number
                return result
            fits: np.ndarray = types[tokens[at]]
            return fits
        match condition:
            case Leaf():
                held: np.ndarray = self._tags(condition)[self._corpus.tags[at]]
                return held
            case Not(part):
                return ~self.holds(part, at)
            case All(parts):
                both: np.ndarray = np.logical_and.reduce([self.holds(p, at) for p in parts])
                return both
            case Some(parts):
                any_of: np.ndarray = np.logical_or.reduce([self.holds(p, at) for p in parts])
                return any_of

    def rarity(self, condition: Condition) -> int:
        """Return how many types fit: the fewer, the better to begin a search with."""
        types = self.of_types(condition)
        return len(self._corpus.vocabulary) if types is None else int(np.count_nonzero(types))

    def _joined(
        self, parts: Sequence[Condition], how: Callable[..., np.ndarray], *, start: bool
    ) -> np.ndarray | None:
        joined = np.full(len(self._corpus.vocabulary), start)
        for part in parts:
            inner = self.of_types(part)
            if inner is None:
                return None
            joined = how(joined, inner)
        return joined

    def _leaf(self, leaf: Leaf) -> np.ndarray | None:
        vocabulary = self._corpus.vocabulary
        match leaf.attribute:
            case Attribute.POS:
                return None
            case Attribute.CONCEPT:
                wanted = frozenset(self._forms(leaf))
                return np.fromiter((w in wanted for w in vocabulary), bool, len(vocabulary))
            case Attribute.WORD:
                return self._fitting(leaf, vocabulary)

    def _tags(self, leaf: Leaf) -> np.ndarray:
        return self._fitting(leaf, self._corpus.tagset)

    def _fitting(self, leaf: Leaf, names: Sequence[str]) -> np.ndarray:
        if not _META.search(leaf.pattern):
            return np.fromiter((name == leaf.pattern for name in names), bool, len(names))
        try:
            fits = whole(leaf.pattern)
        except BadPattern as bad:
            raise problem(self._source, leaf.at + bad.at, bad.zh, bad.en) from bad
        return np.fromiter(map(fits, names), bool, len(names))

    def _forms(self, leaf: Leaf) -> Iterable[str]:
        for concept in self._lexicon.concepts:
            if concept.name == leaf.pattern:
                return concept.forms
        raise problem(
            self._source,
            leaf.at,
            "词表里没有这个概念",
            "the lexicon has no such concept",
            nearest_concept(self._lexicon, leaf.pattern),
        )


def nearest_concept(lexicon: Lexicon, name: str) -> Both:
    """Return the hint for a concept that the lexicon does not have."""
    home = lexicon.concept_of.get(name)
    if home is not None:
        return Both(f"它是“{home.name}”的一种写法", f"it is a form of {home.name}")
    names = [concept.name for concept in lexicon.concepts]
    return near(name, names) or Both("用 --lexicon 加上", "add one with --lexicon")


@lru_cache(maxsize=64)
def whole(pattern: str) -> Callable[[str], bool]:
    """Return the test whether a text fits ``pattern`` from its first character to its last."""
    compile_linear(pattern)  # on its own, so that an error has its place in what was written
    return compile_linear(f"^(?:{pattern})$").search
