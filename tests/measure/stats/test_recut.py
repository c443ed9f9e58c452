"""What one way of cutting changes in another: each stretch, counted once."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from cntext.corpus import corpus_of
from cntext.measure.stats.recut import recut
from cntext.model import Document


def corpus(*documents):
    """Return a corpus of documents given as tokens parted by blanks."""
    kept, cut = [], []
    for i, tokens in enumerate(documents):
        pairs, place = [], 0
        for word in tokens.split():
            pairs.append((word, place))
            place += len(word)
        kept.append(Document(f"d{i}", tokens.replace(" ", "")))
        cut.append(pairs)
    return corpus_of(kept, cut)


def test_stretches_are_the_shortest_between_common_borders():
    before = corpus("走 产教 融合 ， 产教 融合 好", "产教 融合")
    after = corpus("走产 教融合 ， 产教融合 好", "产教融合")
    found = recut(before, after)
    assert found.freq == {
        ("走|产教|融合", "走产|教融合"): 1,
        ("产教|融合", "产教融合"): 2,
    }
    assert found.range == {
        ("走|产教|融合", "走产|教融合"): 1,
        ("产教|融合", "产教融合"): 2,
    }
    assert found.first["产教|融合", "产教融合"] == (0, 6)
    assert found.tokens == (9, 6)


def test_the_same_cut_and_no_documents_give_nothing():
    same = corpus("产教 融合", "")
    assert recut(same, same).freq == {}
    assert recut(corpus(), corpus()).freq == {}


TEXT = "甲乙丙丁戊己庚辛"


def tokens(borders):
    places = [0, *sorted(borders), len(TEXT)]
    return " ".join(TEXT[a:b] for a, b in pairwise(places))


BORDERS = st.sets(st.integers(1, len(TEXT) - 1))


@given(BORDERS, BORDERS)
def test_the_stretches_hold_every_border_that_only_one_side_has(old, new):
    found = recut(corpus(tokens(old)), corpus(tokens(new)))
    lost = sum(pair[0].count("|") for pair in found.freq)
    won = sum(pair[1].count("|") for pair in found.freq)
    assert (lost, won) == (len(old - new), len(new - old))
    for (before, after), number in found.freq.items():
        assert number == 1
        assert before.replace("|", "") == after.replace("|", "") != ""
        assert not set(borders(before)) & set(borders(after))


def borders(pieces):
    place = 0
    for piece in pieces.split("|")[:-1]:
        place += len(piece)
        yield place
