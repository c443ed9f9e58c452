"""Columns of places: the core and numpy give the same, and what a loop over strings gives."""

from itertools import accumulate

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cntext.compiled import library_or_none
from cntext.measure.stats import phrase_columns, phrase_growing, phrase_levels
from cntext.measure.stats.phrase_columns import apart, beside, first, neighbours, runs_of, selected
from cntext.measure.stats.phrase_growing import ENDS, RARE, grown
from cntext.measure.stats.phrase_levels import Level, nested, numbers_of


@pytest.fixture(params=["core", "numpy"], scope="module")
def way(request):
    """Make the functions go one way."""
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "numpy":
            patch.setattr(phrase_columns, "library_or_none", lambda: None)
            patch.setattr(phrase_growing, "library_or_none", lambda: None)
        elif library_or_none() is None:
            pytest.skip("the core was not compiled")
        yield request.param


SIZE = 40  # characters of a row
flags = st.lists(st.booleans(), min_size=SIZE, max_size=SIZE)
strings = st.lists(
    st.tuples(st.integers(1, 4), st.sets(st.integers(1, SIZE - 6), max_size=9).map(sorted)),
    max_size=6,
)


def columns(found):
    """Return places, bounds and lengths of strings given as (length, places)."""
    bounds = np.array([0, *accumulate(len(places) for _, places in found)])
    every = [place for _, places in found for place in places]
    return np.array(every, np.int32), bounds, np.array([n for n, _ in found], np.int64)


@given(strings, st.lists(st.tuples(st.none() | flags, st.none() | flags), max_size=11))
def test_looks_are_counted(way, found, looks):
    places, bounds, length = columns(found)
    given = [tuple(None if f is None else np.array(f) for f in look) for look in looks]
    counts = beside(places, bounds, length, SIZE, given)
    assert [each.tolist() for each in counts] == [
        [
            sum((not front or front[p]) and (not behind or behind[p + n]) for p in own)
            for n, own in found
        ]
        for front, behind in looks
    ]


def test_more_occurrences_than_a_byte_counts(way):
    places, length = np.arange(1, 1001, dtype=np.int32), np.array([2, 1])
    even = np.arange(1005) % 2 == 0
    looks = (even, None), (even, even), (None, ~even)
    found = beside(places, np.array([0, 999, 1000]), length, 1005, looks)
    assert [each.tolist() for each in found] == [[499, 1], [499, 0], [500, 1]]


@given(strings, st.lists(st.integers(0, 3), min_size=SIZE, max_size=SIZE), flags)
def test_neighbours_are_counted(way, found, codes, tying):
    places, bounds, length = columns(found)
    row, ties = np.array(codes, np.int32), np.array(tying)
    keys, counts, tied = neighbours(places, bounds, length, row, ties, 4)
    wanted = {}
    for c, (n, own) in enumerate(found):
        for place in own:
            if code := codes[place + n]:
                count, tie = wanted.get(c * 4 + code, (0, 0))
                wanted[c * 4 + code] = count + 1, tie + tying[place + n]
    assert (
        dict(zip(keys.tolist(), zip(counts.tolist(), tied.tolist(), strict=True), strict=True))
        == wanted
    )
    assert keys.tolist() == sorted(wanted)


@given(
    st.dictionaries(st.integers(0, 9), st.integers(1, 4)), st.sets(st.integers(0, 9)).map(sorted)
)
def test_places_of_the_chosen_are_kept(way, freq, chosen):
    numbers = sorted(freq)
    own, next_place = {}, 0
    for number in numbers:
        own[number] = list(range(next_place, next_place + freq[number]))
        next_place += freq[number]
    bounds, kept = selected(
        np.array(numbers, np.int64),
        np.array([freq[n] for n in numbers], np.int64),
        np.arange(next_place, dtype=np.int32),
        np.array(chosen, np.int64),
    )
    wanted = [own.get(number, []) for number in chosen]
    assert bounds.tolist() == [0, *accumulate(map(len, wanted))]
    assert kept.tolist() == [place for places in wanted for place in places]


@given(st.text("aab"), st.integers(1, 3))
def test_occurrences_that_overlap_are_left_out_as_str_count_does(way, text, k):
    every = sorted({text[i : i + k] for i in range(len(text) - k + 1)})
    own = [[i for i in range(len(text)) if text.startswith(each, i)] for each in every]
    places = np.array([place for found in own for place in found], np.int32)
    freq, kept = apart(np.array(list(map(len, own)), np.int64), places, k)
    assert freq.tolist() == [text.count(each) for each in every]
    assert len(kept) == freq.sum()
    for place, each in zip(kept.tolist(), np.repeat(every, freq).tolist(), strict=True):
        assert text.startswith(each, place)


@given(
    st.lists(st.integers(0, 3), min_size=3, max_size=SIZE),
    st.data(),
    st.integers(0, 2),
)
def test_strings_grow_by_a_character(way, codes, data, k):
    """Against a dictionary of all strings of k + 1 characters."""
    codes = [*codes, 0, 0, 0, 0]
    size = len(codes)
    borders = np.array(data.draw(st.lists(st.booleans(), min_size=size, max_size=size)))
    pruned = data.draw(st.sets(st.integers(0, size - 4)).map(sorted))
    # Strings of k characters, each with a state: it goes on, ends, or is rare.
    every = {}
    for place in range(size - 4):
        if all(codes[place : place + k]):
            every.setdefault(tuple(codes[place : place + k]), []).append(place)
    shapes = sorted(every)
    states = [data.draw(st.sampled_from([0, ENDS, RARE])) for _ in shapes]
    numbers = np.array([n if state == 0 else state for n, state in enumerate(states)], np.int32)
    rare = {p for each, s in zip(shapes, states, strict=True) if s == RARE for p in every[each]}
    rare |= set(pruned)
    found = grown(
        numbers,
        np.array([len(every[each]) for each in shapes], np.int64),
        np.array([place for each in shapes for place in every[each]], np.int32),
        np.array(pruned, np.int32),
        k,
        np.array(codes, np.uint16),
        borders,
        4,
    )
    wanted, lost = {}, []
    for number, each in enumerate(shapes):
        for place in every[each] if states[number] == 0 else ():
            if not codes[place + k]:
                continue
            if place + 1 in rare:
                lost.append(place)
            else:
                wanted.setdefault(number * 4 + codes[place + k], []).append(place)
    keys = sorted(wanted)
    assert found.keys.tolist() == keys
    assert found.counts.tolist() == [len(wanted[key]) for key in keys]
    assert found.places.tolist() == [place for key in keys for place in wanted[key]]
    assert sorted(found.pruned.tolist()) == sorted(lost)
    left = {key: [p for p in wanted[key] if borders[p]] for key in keys}
    assert found.begins.tolist() == [len(left[key]) for key in keys]
    assert found.whole.tolist() == [sum(borders[p + k + 1] for p in left[key]) for key in keys]


@given(strings, flags, st.lists(st.integers(0, 9), min_size=SIZE, max_size=SIZE))
def test_the_first_that_begins_and_ends_with_borders(way, found, borders, where):
    places, bounds, length = columns(found)
    values = first(places, bounds, length, np.array(borders), np.array(where), 16, 99)
    assert values.tolist() == [
        min((where[p] + 16 * (not (borders[p] and borders[p + n])) for p in own), default=99)
        for n, own in found
    ]


@given(
    st.lists(st.lists(st.integers(0, 99), max_size=5), max_size=8),
    st.randoms(use_true_random=False),
    st.sampled_from([bool, np.uint16, np.int32, np.int64]),
)
def test_runs_are_copied(way, runs, draw, kind):
    source = np.array([n for run in runs for n in run], kind)
    sizes = np.array(list(map(len, runs)), np.int64)
    begins = np.cumsum(sizes) - sizes
    order = list(range(len(runs)))
    draw.shuffle(order)
    moved = runs_of(source, begins[order], sizes[order])
    assert moved.dtype == source.dtype
    wanted = [n for run in order for n in runs[run]]
    assert moved.tolist() == np.array(wanted, kind).tolist()


def test_strings_are_found_on_their_levels_and_within_one_another(way, monkeypatch):
    """Against the strings themselves: all of up to four letters that a text has."""
    if way == "numpy":
        monkeypatch.setattr(phrase_levels, "library_or_none", lambda: None)
    text, alphabet = "abcabdabcaabcdbcbca", 5
    levels, numbers, strings = [], {"": 0}, []
    for k in range(1, 5):
        every = sorted({text[i : i + k] for i in range(len(text) - k + 1)})
        numbers |= {each: n for n, each in enumerate(every)}
        keys = [numbers[each[:-1]] * alphabet + ord(each[-1]) - 96 for each in every]
        levels.append(Level(np.array(keys), np.array([text.count(each) for each in every])))
        strings += every
    letters = [each + end for each in strings for end in ("", "e")] + ["", "abcabd"]
    starts = np.cumsum([0, *map(len, letters)])[:-1]
    codes = np.array([ord(c) - 96 for each in letters for c in each], np.int32)
    found = numbers_of(levels, alphabet, codes, starts, np.array(list(map(len, letters))))
    assert found.tolist() == [numbers.get(each, -1) if each else -1 for each in letters]

    chosen = strings[::2]
    own = [letters.index(each) for each in chosen]
    lengths, which = np.array(list(map(len, chosen))), np.array([numbers[each] for each in chosen])
    pairs = nested(levels, alphabet, codes, starts[own], lengths, which)
    assert list(zip(*(column.tolist() for column in pairs), strict=True)) == [
        (i, j, long.startswith(short), long.endswith(short))
        for i, short in enumerate(chosen)
        for j, long in enumerate(chosen)
        if short in long and short != long
    ]
    assert len(pairs[0]) > 20
