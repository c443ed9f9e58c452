"""Strings that cut through better ones are found as by looking at every occurrence."""

from functools import cache

from hypothesis import given
from hypothesis import strategies as st

from cntext.lazy import np
from cntext.measure.stats.mining import mine
from cntext.measure.stats.phrase_crossing import crossing
from cntext.model import Document
from cntext.segment.build import build_corpus
from cntext.segment.engine import JiebaSegmenter


@cache
def words():
    return JiebaSegmenter([], hmm=False)


def mined(*texts):
    documents = [Document(str(i), text) for i, text in enumerate(texts)]
    corpus = build_corpus(documents, words())
    return mine(corpus, set(), min_freq=1)


def slowly(repeats, kept, scores):
    """Compare every occurrence with every occurrence of the better third."""
    bar = np.quantile(scores[kept], 0.67)
    phrases = repeats.texts()
    (part,) = repeats.parts.parts
    found = part.occurrences(repeats.chosen, repeats.length)
    spans = [
        [(int(s), int(s) + len(p)) for s in found.places[found.owner == c]]
        for c, p in enumerate(phrases)
    ]
    better = [span for c in np.flatnonzero(kept & (scores >= bar)).tolist() for span in spans[c]]
    found = []
    for c, phrase in enumerate(phrases):
        cuts = sum(any(x < a < y < b or a < x < b < y for x, y in better) for a, b in spans[c])
        asked = kept[c] and scores[c] < bar and len(phrase) >= 4
        found.append(bool(asked and 10 * cuts >= 9 * len(spans[c])))
    return found


@given(
    st.lists(
        st.lists(st.sampled_from(["产教", "融合", "和", "校企", "合作", "，"]), max_size=14),
        min_size=1,
        max_size=3,
    ),
    st.randoms(use_true_random=False),
)
def test_every_cut_is_found(documents, random):
    repeats = mined(*("".join(words) for words in documents))
    kept = np.array([random.random() < 0.8 for _ in range(len(repeats))], bool)
    scores = np.array([random.random() for _ in range(len(repeats))])
    if kept.any():
        assert crossing(repeats, kept, scores).tolist() == slowly(repeats, kept, scores)
    else:
        assert not crossing(repeats, kept, scores).any()


def test_what_begins_inside_a_better_phrase_is_a_piece():
    repeats = mined("深化产教融合和校企合作。", "推进产教融合和校企合作。产教融合很好。")
    phrases = repeats.texts()
    kept = np.array([p in {"产教融合", "校企合作", "融合和校企合作"} for p in phrases])
    scores = np.array([1.0 if p == "产教融合" else 0.0 for p in phrases])
    found = crossing(repeats, kept, scores)
    assert [phrases[c] for c in np.flatnonzero(found)] == ["融合和校企合作"]
