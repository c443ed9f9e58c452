"""Find the recurring phrases of a corpus: mine, filter, score, fold."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass

from cntext.analysis import Background
from cntext.corpus import Corpus, field_of
from cntext.lazy import np
from cntext.measure.stats.mining import least_frequency, mined, survey
from cntext.measure.stats.phrase_bounds import unbounded
from cntext.measure.stats.phrase_classes import WordClasses, word_classes
from cntext.measure.stats.phrase_clauses import cut_from_clause
from cntext.measure.stats.phrase_contexts import MIN_DATED, Bursts, Contexts, bursts, contexts
from cntext.measure.stats.phrase_crossing import crossing
from cntext.measure.stats.phrase_edges import QUOTED, plausible
from cntext.measure.stats.phrase_features import features
from cntext.measure.stats.phrase_folding import Folded, fold, parents, pieces
from cntext.measure.stats.phrase_nesting import Nests, nests
from cntext.measure.stats.phrase_parts import Parts, parts_of
from cntext.measure.stats.phrase_scores import attachment, cohesion, keyness
from cntext.measure.stats.phrase_shape import Shape, shapes
from cntext.measure.stats.phrase_texts import Texts
from cntext.measure.stats.phrase_usage import usage
from cntext.measure.stats.phrase_weights import SMALL, listable, score
from cntext.measure.stats.repeats import Repeats

# A string that one neighbour follows this often is a piece of something longer.
TIED = 0.9
# Words put before a phrase make a new one if at least this share of the phrase has them.
ATTACHED = 0.25
# On a page a verb is part of a phrase that has more than this share of its uses.
FAITHFUL = 0.5
# With one word for an object it also stands before a stop in this one.
ENDING = 0.3
# Two characters that are no word are a name of something if they recur this often there.
OFTEN = 5


def dated_documents(corpus: Corpus) -> int:
    """Return how many documents, from the first on, have a date and are in its order.

    0 if they are not in order: then nothing can be said about time.
    """
    every = field_of(corpus.documents, "date")
    dates = [date for date in every if date]
    ordered = dates == sorted(dates) and all(every[: len(dates)])
    return len(dates) if ordered else 0


def characters(parts: Parts) -> int:
    """Return how many characters the corpus has."""
    return int(parts.sizes.sum()) - len(parts.sizes)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A recurring phrase and what speaks for it.

    ``freq``: occurrences, left to right, not overlapping one another; ``range``: documents.
    ``cohesion`` NPMI, -1 to 1; ``h_left``, ``h_right`` in bits; ``c_value``; ``keyness`` in
    nats; ``quoted``: occurrences that fill quotation marks. ``burst``: first and last
    document, by index, of the window in which the phrase is most over-represented, or
    None. ``parent``: the longest listed phrase inside this one, or "". ``first``: document
    and offset in characters of its first occurrence as words of its own.
    """

    text: str
    freq: int
    range: int
    cohesion: float
    h_left: float
    h_right: float
    c_value: float
    keyness: float
    quoted: int
    burst: tuple[int, int] | None
    parent: str
    score: float
    first: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Evidence:
    """All C strings that can be phrases, and what is known of each, one array a measure.

    ``terms``: what the score adds up, by name. ``piece`` bool[C]: only a piece of several
    longer ones, or across their borders. ``listed`` int64[n]: the phrases to list, best first, ties by code point.
    """

    repeats: Repeats
    shape: Shape
    around: Contexts
    nest: Nests
    cohesion: np.ndarray
    keyness: np.ndarray
    bursts: Bursts | None
    terms: Mapping[str, np.ndarray]
    scores: np.ndarray
    folded: Folded
    piece: np.ndarray
    listed: np.ndarray

    @property
    def weak(self) -> np.ndarray:
        """Return bool[C]: phrases that score too little to be listed."""
        weak: np.ndarray = self.folded.kept & ~self.piece
        weak[self.listed] = False
        return weak


def discover(
    corpus: Corpus,
    background: Background,
    edge_words: Set[str],
    adverbs: Set[str],
    *,
    min_freq: int | None = None,
    min_range: int = 1,
    max_length: int = 20,
    dated: int = 0,
) -> list[Phrase]:
    """Return the recurring phrases of ``corpus``, best first, ties by code point.

    ``corpus`` is cut by dictionary alone (`Cut.DICTIONARY`). ``edge_words``: function words,
    at which no phrase begins or ends; ``adverbs``: padding (切实, 大力). The first
    ``dated`` documents are in order of date, the rest has none and no part in bursts.
    """
    parts = parts_of(corpus)
    texts = survey(parts, edge_words)
    found = weigh(
        parts,
        texts,
        word_classes(texts, background, edge_words, adverbs),
        background,
        min_freq=min_freq,
        min_range=min_range,
        max_length=max_length,
        dated=dated,
    )
    return phrases_of(found, found.listed)


def weigh(
    parts: Parts,
    texts: Texts,
    classes: WordClasses,
    background: Background,
    *,
    min_freq: int | None = None,
    min_range: int = 1,
    max_length: int = 20,
    dated: int = 0,
    known: Set[str] = frozenset(),
) -> Evidence:
    """Return the evidence from which `discover` makes its list; ``texts`` were surveyed.

    What is ``known`` to be a phrase needs not show here that it begins and ends by itself,
    nor score much: 高质量发展 is one where it stands behind 职业教育 alone.
    """
    size = characters(parts)
    least = least_frequency(size) if min_freq is None else min_freq
    repeats = mined(parts, texts, min_freq=least, max_length=max_length)
    repeats = repeats.take(plausible(repeats, shapes(repeats), classes, background))
    around = contexts(repeats, classes.nominal, classes.verb | classes.padding, only=True)
    shape = shapes(repeats)
    keep = closed(repeats, shape, classes, around) & (around.range >= min_range)
    keep &= head_belongs(repeats, shape, classes, around, size)
    keep &= ~unbounded(repeats, shape, classes) | _among(known, repeats)
    keep &= ~cut_from_clause(repeats, shape, classes)
    repeats, around = repeats.take(keep), around.take(keep)
    shape, nest = shapes(repeats), nests(repeats)
    cohesive, key = cohesion(repeats, shape), keyness(repeats, shape, classes)
    burst = bursts(repeats, dated) if dated >= MIN_DATED else None
    folded = fold(repeats, nest, shape, classes, size)
    piece = pieces(repeats, nest, shape, classes, folded.kept, around.joined_right)
    use, kept = usage(repeats, classes), folded.kept & ~piece
    terms = features(repeats, shape, classes, around, use, nest, kept, cohesive, key, burst)
    scores = score(terms, size)
    piece |= crossing(repeats, folded.kept & ~piece, scores)
    good = folded.kept & ~piece
    listed = np.flatnonzero(good & (listable(scores, size) | _among(known, repeats)))
    spelt = repeats.texts()
    order = sorted(listed.tolist(), key=lambda i: (-float(scores[i]), spelt[i]))
    return Evidence(
        repeats=repeats,
        shape=shape,
        around=around,
        nest=nest,
        cohesion=cohesive,
        keyness=key,
        bursts=burst,
        terms=terms,
        scores=scores,
        folded=folded,
        piece=piece,
        listed=np.array(order, np.int64),
    )


def _among(known: Set[str], repeats: Repeats) -> np.ndarray:
    """Return bool[C]: strings that are ``known``."""
    return np.fromiter((text in known for text in repeats.texts()), bool, len(repeats))


def phrases_of(found: Evidence, chosen: np.ndarray) -> list[Phrase]:
    """Return ``chosen`` (int64[n]) of the strings, in that order, as phrases."""
    return list(map(phrase_maker(found), chosen.tolist()))


def phrase_maker(found: Evidence) -> Callable[[int], Phrase]:
    """Return what makes a string, by its number, a phrase."""
    repeats, around, burst = found.repeats, found.around, found.bursts
    texts = repeats.texts()
    kept = np.zeros(len(repeats), bool)
    kept[found.listed] = True
    shorter = parents(found.nest, kept, repeats.length).tolist()
    c_value = found.nest.c_value(repeats.freq, repeats.length)

    def made(i: int) -> Phrase:
        return Phrase(
            text=texts[i],
            freq=int(repeats.freq[i]),
            range=int(around.range[i]),
            cohesion=float(found.cohesion[i]),
            h_left=float(around.h_left[i]),
            h_right=float(around.h_right[i]),
            c_value=float(c_value[i]),
            keyness=float(found.keyness[i]),
            quoted=int(around.quoted[i]),
            burst=(int(burst.first[i]), int(burst.last[i]))
            if burst is not None and burst.divergence[i] > 0
            else None,
            parent=texts[shorter[i]] if shorter[i] >= 0 else "",
            score=float(found.scores[i]),
            first=(int(repeats.first[i, 0]), int(repeats.first[i, 1])),
        )

    return made


def closed(repeats: Repeats, shape: Shape, classes: WordClasses, around: Contexts) -> np.ndarray:
    """Return bool[C]: not merely a piece of one longer string (产教 of 产教融合)."""
    tied = np.maximum(around.tied_left, around.tied_right) >= TIED
    # A lone character with one and the same neighbour, whatever it be: 随|班|就读.
    tied |= (around.bound_left >= TIED) & (classes.length[shape.first] == 1)
    tied |= (around.bound_right >= TIED) & (classes.length[shape.last] == 1)
    whole: np.ndarray = ~tied | (around.quoted >= QUOTED * repeats.freq)
    return whole


def head_belongs(
    repeats: Repeats, shape: Shape, classes: WordClasses, around: Contexts, characters: int
) -> np.ndarray:
    """Return bool[C]: no padding or verb is merely put before something (大力|发展农业).

    In a corpus of few ``characters`` a verb must also go with its object for the most part
    of its uses, and end there: that 成立 stands twice before one name says nothing.
    """
    # A verb before one word may be part of a name (反腐败|斗争, 自主|创新): left to the score.
    several = (shape.tokens > 2) | classes.padding[shape.first]
    headed = (classes.verb | classes.padding)[shape.first] & (shape.tokens > 1) & several
    quoted = around.quoted >= QUOTED * repeats.freq
    belongs: np.ndarray = attachment(repeats, shape, classes) >= ATTACHED
    kept: np.ndarray = ~headed | quoted | belongs
    if characters < SMALL:
        lone = repeats.length - classes.length[shape.first] == 1  # 创新|链: one word to a reader
        both = (shape.tokens == 2) & classes.verb[shape.last]  # 转移|支付
        verb = classes.verb[shape.first] & (shape.tokens > 1) & ~lone & ~both
        uses = repeats.whole.uses
        faithful = repeats.freq > FAITHFUL * uses[shape.first]
        faithful &= (shape.tokens > 2) | (around.after_stop >= ENDING)  # 瞄准|产业, before 发展
        kept &= ~verb | quoted | faithful
        pair = (shape.tokens == 2) & (repeats.length == 2)  # 易|俊, 初|心
        kept &= ~pair | quoted | (repeats.freq >= OFTEN)
    return kept
