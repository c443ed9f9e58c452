"""Reused passages: worked examples, planted ones found again, shares that add up."""

import importlib.util
import sys
from pathlib import Path

import pytest

from cntext.measure.reuse import reuse
from cntext.text.shingles import stripped

A = "各地要坚持产教融合校企合作，推动形成产教良性互动、校企优势互补的发展格局。"
EDITED = "各地要坚持产教融合校企合作，加快形成产教良性互动、校企优势互补的新发展格局。"
OTHER = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳"


def rows(corpus, **options):
    return list(reuse(corpus, **options).records())


def test_a_verbatim_passage_is_told_with_both_its_places(make):
    texts = (f"{OTHER}。{A}", f"{A}\n{OTHER[::-1]}")
    (row,) = rows(make(*texts, dates=("2019", "2020")))
    assert (row["source"], row["document"], row["kind"]) == ("d0", "d1", "verbatim")
    assert row["source_is_earlier"] is True
    assert (row["length"], row["edits"], row["similarity"]) == (len(stripped(A)), 0, 1.0)
    assert stripped(texts[0][row["source_start"] : row["source_end"]]) == stripped(A)
    assert stripped(texts[1][row["start"] : row["end"]]) == stripped(A)


def test_an_edited_passage_shows_what_was_changed(make):
    (row,) = rows(make(A, EDITED))
    assert row["text"] == (
        "各地要坚持产教融合校企合作，[-推动-]{+加快+}形成产教良性互动、校企优势互补的{+新+}发展格局"
    )
    assert (row["kind"], row["edits"]) == ("edited", 3)
    assert row["similarity"] == pytest.approx(1 - 3 / len(stripped(EDITED)))
    assert row["source_is_earlier"] is False  # no dates: nothing is certain


def test_a_passage_that_is_less_like_its_source_than_asked_for_is_none(make):
    corpus, likeness = make(A, EDITED), 1 - 3 / len(stripped(EDITED))
    assert len(rows(corpus, min_similarity=likeness - 0.001)) == 1
    found = rows(corpus, min_similarity=likeness + 0.001)
    assert all(row["similarity"] > likeness for row in found)
    assert all(row["length"] < len(stripped(EDITED)) for row in found)


def test_punctuation_and_line_ends_are_no_change(make):
    broken = A.replace("，", "\n").replace("、", "，")
    assert [r["kind"] for r in rows(make(A, broken))] == ["verbatim"]


def test_the_earlier_document_is_the_source_whatever_was_read_first(make):
    (row,) = rows(make(A, A, dates=("2021-05-06", "2020")))
    assert (row["source"], row["document"]) == ("d1", "d0")


def test_shares_count_each_letter_once_and_add_up(make):
    # The same passage from two sources, once edited: 34 letters of d2 are reused, not 68.
    corpus = make(A, EDITED, f"{A}{OTHER}")
    found = {r["document"]: r for r in rows(corpus, summary=True)}
    last = found["d2"]
    assert (last["verbatim"], last["edited"]) == (len(stripped(A)), 0)
    assert last["own"] == len(OTHER)
    assert (last["sources"], last["main_source"], last["main_length"]) == (2, "d0", 33 + 1)
    for row in found.values():
        assert row["verbatim"] + row["edited"] + row["own"] == row["letters"]
    assert found["d0"]["own_share"] == 100.0


def test_a_short_run_inside_an_edited_passage_is_edited(make):
    found = {r["document"]: r for r in rows(make(A, EDITED), summary=True)}
    assert found["d1"]["verbatim"] == 0  # 13, 16 and 4 letters unchanged, none of them 20
    assert found["d1"]["edited"] == len(stripped(EDITED))


def test_short_and_common_wording_is_left_out(make):
    assert rows(make(A[:12] + OTHER, A[:12] + OTHER[::-1])) == []
    corpus = make(*[A] * 4)
    assert len(rows(corpus)) == 6
    table = reuse(corpus, max_range=3)
    assert (len(table.rows), [w.code for w in table.warnings]) == (0, ["common-wording", "undated"])


def test_odd_corpora_are_results(make):
    for corpus in (make(), make(""), make(A), make("", "，。", A)):
        assert rows(corpus) == []
        assert len(rows(corpus, summary=True)) == len(corpus)
    (row,) = rows(make(""), summary=True)
    assert (row["letters"], row["own_share"], row["main_source"]) == (0, None, None)


@pytest.fixture(scope="module")
def planting():
    path = Path(__file__).resolve().parents[2] / "benchmarks" / "planted_reuse.py"
    if not path.exists():
        pytest.skip("benchmarks are not shipped with the source distribution")
    spec = importlib.util.spec_from_file_location("planted_reuse", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules[spec.name]


def test_planted_passages_are_found_again(planting, make):
    known = planting.made(120, seed=7)
    edited = [p for p in known.planted if p.rate]
    assert len(edited) > 100
    assert len(known.planted) - len(edited) > 80
    # Texts without a blank are one token each, which is all the same here.
    found = rows(make(*known.texts))
    spans = [(int(r["source"][1:]), int(r["document"][1:]), r["start"], r["end"]) for r in found]
    result = planting.score(known, spans)
    assert result.recall >= 0.95
    assert result.precision >= 0.98
    assert planting.score(known, [s for s in spans if s[1] % 2]).recall < 0.6  # it can fail


def test_real_reports_hold_what_is_said_of_them(shared, make):
    paths = sorted((shared / "govreport").glob("20*.txt"))[-4:]
    texts = [path.read_text("utf-8") for path in paths]
    found = rows(make(*texts))
    assert len(found) > 20
    for row in found:
        source, text = (texts[int(row[name][1:])] for name in ("source", "document"))
        a = stripped(source[row["source_start"] : row["source_end"]])
        b = stripped(text[row["start"] : row["end"]])
        assert len(b) == row["length"] >= 20
        assert (a == b) == (row["kind"] == "verbatim")
        assert row["similarity"] == pytest.approx(1 - row["edits"] / max(len(a), len(b)))
