"""How a segmenter cut listed phrases: each way with its count, exact, mergeable."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cntext.corpus import Corpus
from cntext.lazy import np
from cntext.lexicon import Hit, Lexicon
from cntext.measure.stats.lexicon_counts import nestings

BAR, LEFT, RIGHT = "|", "［", "］"


@dataclass(frozen=True, slots=True)
class CutCounts:
    """``cuts``: by ``(phrase, cut)``; ``words``: tokens of every word in the corpus.

    A cut is the tokens that the phrase touches, parted by "|": 产教|融合. Where the phrase
    begins or ends inside a token, it stands in brackets: 高［职|教］育.
    """

    cuts: Mapping[tuple[str, str], int] = field(default_factory=dict)
    words: Mapping[str, int] = field(default_factory=dict)

    def merged(self, others: Sequence[CutCounts]) -> CutCounts:
        """Return the counts of all these documents."""
        cuts, words = Counter(self.cuts), Counter(self.words)
        for other in others:
            cuts.update(other.cuts)
            words.update(other.words)
        return CutCounts(cuts, words)


def count_cuts(corpus: Corpus, lexicon: Lexicon) -> CutCounts:
    """Count the ways in which the forms of ``lexicon`` were cut, at all places of Total."""
    cuts: Counter[tuple[str, str]] = Counter()
    for d, document in enumerate(corpus.documents):
        hits, _ = lexicon.scan(document.text)
        if not hits:
            continue
        first, last = int(corpus.bounds[d]), int(corpus.bounds[d + 1])
        starts = corpus.starts[first:last]
        ids = corpus.tokens[first:last]
        found = [hit for hit, _ in nestings(hits)]
        begins = np.searchsorted(starts, [hit.start for hit in found], side="right") - 1
        ends = np.searchsorted(starts, [hit.end - 1 for hit in found], side="right") - 1
        for hit, a, b in zip(found, begins.tolist(), ends.tolist(), strict=True):
            tokens = [corpus.vocabulary[i] for i in ids[a : b + 1].tolist()]
            cuts[hit.written, cut_of(hit, tokens, int(starts[a]))] += 1
    sizes = np.bincount(corpus.tokens, minlength=len(corpus.vocabulary)).tolist()
    return CutCounts(cuts, dict(zip(corpus.vocabulary, sizes, strict=True)))


def cut_of(hit: Hit, tokens: list[str], start: int) -> str:
    """Return the cut of ``hit`` by ``tokens``, the first of which begins at ``start``."""
    joined = BAR.join(tokens)
    lead = hit.start - start
    tail = start + sum(map(len, tokens)) - hit.end
    if lead or tail:
        end = len(joined) - tail
        joined = joined[:lead] + LEFT + joined[lead:end] + RIGHT + joined[end:]
    return joined


def words_of(cut: str) -> list[str]:
    """Return the tokens of a cut."""
    return cut.replace(LEFT, "").replace(RIGHT, "").split(BAR)
