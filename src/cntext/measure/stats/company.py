"""Which categories of the lexicon a phrase keeps company with, and what it is a variant of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from cntext.corpus import Corpus
from cntext.lazy import pattern
from cntext.lexicon import Concept, Lexicon
from cntext.text.sentences import sentence_spans

_LOOSE = pattern("[的和与及、，“”‘’《》·]")


@dataclass(frozen=True, slots=True)
class Company:
    """The category met most often in the sentences of a phrase, and its share in percent."""

    category: str = ""
    percent: float | None = None


def company_of(corpus: Corpus, lexicon: Lexicon, phrases: Sequence[str]) -> dict[str, Company]:
    """Return for each of ``phrases`` the company that it keeps.

    Each pair of a phrase and a listed form in one sentence counts once; ties of categories
    break by code point. A phrase that never meets a listed form has no category.
    """
    met: dict[str, Counter[str]] = {phrase: Counter() for phrase in phrases}
    if phrases:
        both = lexicon.extended(phrases)
        wanted = set(phrases)
        for document in corpus.documents:
            hits, _ = both.scan(document.text)
            spans = iter(sentence_spans(document.text))
            end, found, known = 0, set[str](), set[str]()
            for hit in hits:
                if hit.start >= end:
                    _meet(met, lexicon, found, known)
                    found, known = set(), set()
                    end = next((stop for begin, stop in spans if stop > hit.start), hit.end)
                (found if hit.form in wanted else known).add(hit.form)
            _meet(met, lexicon, found, known)
    return {phrase: _most(counter) for phrase, counter in met.items()}


def _meet(met: dict[str, Counter[str]], lexicon: Lexicon, found: set[str], known: set[str]) -> None:
    for phrase in found:
        met[phrase].update(
            lexicon.concept_of[form].category for form in known if form not in phrase
        )


def _most(counter: Counter[str]) -> Company:
    if not counter:
        return Company()
    category, number = min(counter.items(), key=lambda pair: (-pair[1], pair[0]))
    return Company(category, 100 * number / counter.total())


def variant_of(phrase: str, lexicon: Lexicon) -> Concept | None:
    """Return the concept of which a form differs from ``phrase`` by marks or 的和与及 alone."""
    bare = _LOOSE.sub("", phrase)
    for form in lexicon.forms:
        if abs(len(form) - len(phrase)) <= 4 and form != phrase and _LOOSE.sub("", form) == bare:
            return lexicon.concept_of[form]
    return None
