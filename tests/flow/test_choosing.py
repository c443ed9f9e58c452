"""Choosing part by part: as if all documents had been looked at together."""

import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cntext.clean.scope import scoped
from cntext.flow.choosing import Selection
from cntext.metadata.dating import DateFrom
from cntext.metadata.enrich import informed
from cntext.metadata.patterns import name_pattern
from cntext.metadata.sidecar import parse_sidecar
from cntext.metadata.where import selected, where
from cntext.model import Document, RegionRole

ROLES = frozenset(RegionRole)
PATTERN = "{kind}_{title}.txt"
PATHS = ["x/a.txt", "y/a.txt", "x/甲_乙.txt", "z/丙_丁.txt", "a"]
SIDECAR = parse_sidecar(
    "file,title,genre,date\na.txt,题,甲,2020\nx/a.txt,题二,乙,无\n甲_乙,题三,甲,\na,题四,丙,2021\n"
    "x/a.txt,又,,\n丁.txt,无,,\n".encode(),
    "m.csv",
)


def together(documents, asked, pattern, sidecar, roles):
    """The reference: one look at all."""
    found = informed(
        tuple(documents),
        DateFrom.AUTO,
        name_pattern(pattern) if pattern else None,
        sidecar,
    )
    chosen = selected(found.documents, where(asked)) if asked else found.documents
    return [scoped(document, roles) for document in chosen], found.caveats


def apart(parts, selection):
    """Choose in each part; where that was mistaken, again with what was found."""
    for _ in range(2):
        choices, found = zip(*map(selection.choose, parts), strict=True)
        whole = found[0].merged(found[1:])
        if not whole.mistaken:
            break
        selection = selection.again(whole)
    assert not whole.mistaken
    return [text for choice in choices for text in choice.texts], whole, selection


@given(
    files=st.lists(st.tuples(st.sampled_from(PATHS), st.integers(1, 3)), max_size=6, unique_by=lambda f: f[0]),
    cuts=st.lists(st.integers(0, 12), max_size=4),
    asked=st.sampled_from(["", "genre='甲' or kind='丙'", "year>=2020"]),
    pattern=st.sampled_from(["", PATTERN]),
    sidecar=st.sampled_from([None, SIDECAR]),
)  # fmt: skip
def test_parts_choose_what_one_look_at_all_chooses(files, cuts, asked, pattern, sidecar):
    documents = [
        Document(f"{Path(path).name}#{n}" if n else path, f"文{n}", "旧题", path=path)
        for path, articles in files
        for n in range(articles)
    ]
    if asked and not {"genre", "kind"} <= {k for d in documents for k in d.meta}:
        documents.append(Document("有", "文", path="有", meta={"genre": "甲", "kind": "丙"}))
    borders = [0, *sorted(min(cut, len(documents)) for cut in cuts), len(documents)]
    parts = [documents[a:b] for a, b in itertools.pairwise(borders)]
    selection = Selection(asked, pattern, sidecar, DateFrom.AUTO, ROLES)
    texts, whole, settled = apart(parts, selection)
    expected, caveats = together(documents, asked, pattern, sidecar, ROLES)
    assert texts == expected
    assert settled.caveats(whole) == caveats
    assert (whole.every, whole.record.documents) == (len(documents), len(expected))


def test_a_name_that_means_files_of_two_parts_is_for_neither():
    parts = [[Document("a.txt", "文", path=path)] for path in ("x/a.txt", "y/a.txt")]
    selection = Selection("", "", parse_sidecar(b"file,k\na,v\n", "m"), DateFrom.AUTO, ROLES)
    first = [selection.choose(part)[1] for part in parts]
    assert first[0].merged(first[1:]).mistaken
    texts, whole, settled = apart(parts, selection)
    assert [text.meta for text in texts] == [{}, {}]
    assert [caveat.code for caveat in settled.caveats(whole)] == ["meta-missing", "meta-ambiguous"]


def test_a_field_that_no_part_has_is_refused_as_by_one_look():
    selection = Selection("gnere='甲'", "", None, DateFrom.AUTO, ROLES)
    parts = [[Document("a", "文", meta={"genre": "甲"})], [Document("b", "文")]]
    _, whole, _ = apart(parts, selection)
    with pytest.raises(Exception, match="genre") as apart_:
        selection.check(whole)
    with pytest.raises(type(apart_.value)) as at_once:
        selected([d for part in parts for d in part], where("gnere='甲'"))
    assert str(at_once.value) == str(apart_.value)
