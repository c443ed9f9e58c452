"""Grams are what a search finds: counted by the core, one by one, and on real text."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cntext.compiled import library_or_none
from cntext.corpus import uncut
from cntext.query.text_search import find_string
from cntext.store import grams
from cntext.store.checking import check_part
from cntext.store.columns import ColumnFile, pack
from cntext.store.document_columns import document_columns
from cntext.store.faults import Damaged
from cntext.store.naming import pack_json
from cntext.store.part import PartData, open_part, pack_part

from .conftest import cut

TEXTS = st.lists(st.text("甲乙产教a \n\U00020000\ud800\uffff\0", max_size=12), max_size=5)
quick = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80)


def stored(folder, texts):
    pack("part", grams.gram_columns(texts), {}).write(folder / "g", sync=False)
    return ColumnFile(folder / "g", "part")


@quick
@given(TEXTS, st.text("甲乙产教a\U00020000\ud800\uffff\0", min_size=1, max_size=3))
def test_a_tally_is_what_a_search_finds(tmp_path, texts, wanted):
    file = stored(tmp_path, texts)
    found = sum(text.count(wanted) for text in texts), sum(wanted in text for text in texts)
    for gram in {wanted, *wanted, wanted[:2]}:
        tally = grams.tally(file, gram)
        if len(gram) > 2 or "\U00020000" in gram:
            assert tally is None
        else:
            counted = sum(t.count(gram) for t in texts), sum(gram in t for t in texts)
            assert tally == counted
    if grams.lacks(file, wanted):
        assert found == (0, 0)


@pytest.mark.skipif(library_or_none() is None, reason="the core was not compiled")
@quick
@given(TEXTS)
def test_the_core_counts_as_one_by_one(texts):
    for size in grams.SIZES:
        assert list(grams._counted(texts, size)) == list(grams._one_by_one(texts, size))


def test_grams_of_real_texts_are_those_counted_one_by_one(real, monkeypatch):
    texts = [document.text for document in real.documents[:40]]
    monkeypatch.setattr(grams, "_ROOM", 1)  # makes room again and again
    ours = grams.gram_columns(texts)
    monkeypatch.setattr(grams, "library_or_none", lambda: None)
    assert ours == grams.gram_columns(texts)
    assert sum(map(len, ours.values())) > 10_000


def test_a_part_of_a_cache_has_none_and_one_of_an_index_is_checked(tmp_path):
    data = PartData(cut(["产教融合", "产教"]).documents)
    pack_part(data).write(tmp_path / "a.part", sync=False)
    assert open_part(tmp_path / "a.part").documents.tally("产教") is None
    pack_part(data, index=True).write(tmp_path / "b.part", sync=False)
    part = open_part(tmp_path / "b.part")
    assert part.documents.tally("产教") == (2, 2)
    assert part.documents.tally("") is None
    check_part(part)
    assert not list(find_string(uncut(part.documents), "教育"))


def test_grams_that_are_not_those_of_the_texts_are_found_by_the_full_check(tmp_path):
    columns = document_columns(cut(["产教融合"]).documents) | grams.gram_columns(["产教"])
    columns["record"] = pack_json({})
    pack("part", columns, {"documents": 1}).write(tmp_path / "p.part", sync=False)
    with pytest.raises(Damaged, match="grams"):
        check_part(open_part(tmp_path / "p.part"))


@pytest.mark.skipif(library_or_none() is None, reason="the core was not compiled")
def test_grams_that_say_other_than_a_search_finds_are_damage(tmp_path):
    columns = document_columns(cut(["产教融合"]).documents) | grams.gram_columns(["产教产教"])
    columns["record"] = pack_json({})
    pack("part", columns, {"documents": 1}).write(tmp_path / "p.part", sync=False)
    with pytest.raises(Damaged, match="grams"):
        list(open_part(tmp_path / "p.part").documents.search("产教"))


def test_a_column_of_no_three_equal_pieces_is_refused(tmp_path):
    columns = grams.gram_columns(["产"])
    for name in columns:
        columns[name].append(1)
    pack("part", columns, {}).write(tmp_path / "g", sync=False)
    with pytest.raises(Damaged):
        grams.tally(ColumnFile(tmp_path / "g", "part"), "产")
