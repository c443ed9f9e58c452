"""cntext code: counts by hand, parts that add up, samples, places behind rows."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cntext.analysis import ANALYSES
from cntext.corpus import uncut
from cntext.errors import Both, UsageProblem
from cntext.measure.code import code
from cntext.measure.stats.coding_counting import count_codes
from cntext.measure.stats.coding_counts import Wanted, sampled
from cntext.measure.stats.coding_places import locate
from cntext.model import Document
from cntext.places import Places
from cntext.scheme.coding import Coder
from cntext.scheme.files import load_scheme
from cntext.scheme.model import Category, Negation, Scheme, Unit

SCHEME = Scheme(
    "s",
    Both("方案", "Scheme"),
    (
        Category("上"),
        Category("甲", parent="上", terms={"甲": 1.0, "重甲": 3.0}),
        Category("乙", parent="上", terms={"乙": 1.0}),
        Category("丙", terms={"丙": -2.0}),
    ),
    negation=Negation(("不",)),
)
NOTHING = Wanted()
TEXTS = ("甲乙。甲。丁。", "重甲丙。\n不乙。丙丙。", "")


def corpus(*texts, **fields):
    return uncut([
        Document(f"d{i}", text, source=fields.get("source", [""] * len(texts))[i])
        for i, text in enumerate(texts)
    ])  # fmt: skip


def table(texts=TEXTS, unit=Unit.SENTENCE, by="", wanted=NOTHING, **options):
    given_ = {"sample": wanted.sample, "explain": wanted.explain, **options}
    counts = count_codes(corpus(*texts), options.get("scheme", SCHEME), unit, by, wanted)
    return code(counts, **{"scheme": SCHEME, "by": by, **given_})


def test_the_numbers_of_a_small_text_by_hand():
    rows = {row["code"]: row for row in table().records()}
    assert [rows[name]["hits"] for name in ("上", "甲", "乙", "丙")] == [4, 3, 1, 3]
    assert [rows[name]["units"] for name in ("上", "甲", "乙", "丙")] == [3, 3, 1, 2]
    assert [rows[name]["range"] for name in ("上", "甲", "乙", "丙")] == [2, 2, 1, 1]
    assert rows["上"]["share"] == pytest.approx(100 * 4 / 7)
    assert rows["甲"]["percent"] == pytest.approx(100 * 3 / 6)
    assert rows["甲"]["score"] == 5
    assert rows["甲"]["mean"] == pytest.approx(5 / 3)
    assert rows["丙"]["score"] == -6
    assert rows["乙"]["negated"] == rows["上"]["negated"] == 1
    every = rows["*"]
    assert (every["hits"], every["units"], every["range"], every["share"]) == (7, 4, 2, 100)
    assert every["score"] == 6 - 6


def test_units_are_sentences_paragraphs_or_documents():
    assert "6 sentences, 4 with" in table().notes[0].en
    for unit, units, coded in (
        (Unit.SENTENCE, 6, 4),
        (Unit.PARAGRAPH, 3, 3),
        (Unit.DOCUMENT, 2, 2),
    ):
        counts = count_codes(corpus(*TEXTS), SCHEME, unit)
        assert (counts.units[""], counts.coded[""]) == (units, coded)


def test_the_matrix_has_a_row_a_document_and_a_column_a_code():
    found = table(by="document", view="matrix")
    assert [column.id for column in found.columns] == [
        "_",
        "_units",
        "上",
        "甲",
        "乙",
        "丙",
        "_all",
    ]
    assert list(found.rows) == [
        ("d0", 3, 3, 2, 1, 0, 3),
        ("d1", 3, 1, 1, 0, 3, 4),
        ("d2", 0, 0, 0, 0, 0, 0),
    ]
    percent = table(by="document", view="matrix", value="percent")
    assert percent.rows[2] == ("d2", 0, None, None, None, None, None)
    assert percent.rows[0][3] == pytest.approx(200 / 3)
    share = table(by="document", view="matrix", value="share")
    assert share.rows[1][2:] == (25, 25, 0, 75, 100)
    mean = table(by="document", view="matrix", value="mean")
    assert mean.rows[1][2:] == (3, 3, None, -2, -0.75)


def test_codes_together_by_hand():
    rows = {(row["a"], row["b"]): row for row in table(view="together").records()}
    assert set(rows) == {("甲", "乙"), ("甲", "丙"), ("上", "丙")}  # 上 holds 甲 and 乙 itself
    pair = rows["甲", "丙"]
    assert (pair["both"], pair["units_a"], pair["units_b"]) == (1, 3, 2)
    assert pair["expected"] == 1
    assert pair["jaccard"] == 0.25


def test_no_hits_are_no_shares_and_say_so():
    found = table(("丁。",))
    assert {row["share"] for row in found.records()} == {None}
    assert [caveat.code for caveat in found.warnings] == ["no-hits"]


def test_groups_are_sorted_and_those_without_the_field_are_told():
    counts = count_codes(
        corpus("甲。", "乙。", source=["晚报", ""]), SCHEME, Unit.SENTENCE, "source"
    )
    found = code(counts, scheme=SCHEME, by="source")
    assert [row[0] for row in found.rows[::5]] == ["", "晚报"]
    assert [caveat.code for caveat in found.warnings] == ["no-field"]


# ---------------------------------------------------------------- parts add up

PIECES = st.lists(st.text("甲乙丙重不丁，。\n", max_size=25), min_size=1, max_size=6)


@given(PIECES, st.integers(0, 5), st.integers(0, 4))
def test_parts_of_a_corpus_add_up_to_the_whole(texts, cut, sample):
    wanted = Wanted(listed=True, sample=sample)
    whole = corpus(*texts)
    cut = min(cut, len(texts))
    parts = [uncut(whole.documents[:cut]), uncut(whole.documents[cut:])]
    counts = [count_codes(p, SCHEME, Unit.SENTENCE, "document", wanted) for p in parts]
    assert counts[0].merged(counts[1:]) == count_codes(
        whole, SCHEME, Unit.SENTENCE, "document", wanted
    )


@given(PIECES)
def test_counts_are_those_of_the_hits(texts):
    counts = count_codes(corpus(*texts), SCHEME, Unit.SENTENCE)
    coder = Coder(SCHEME)
    hits = [hit for text in texts for hit in coder.code(text).hits]
    for name in SCHEME.by_name:
        family = SCHEME.families[name]
        tally = counts.codes.get(("", name))
        assert (tally.hits if tally else 0) == sum(hit.code in family for hit in hits)
        assert not tally or tally.range <= tally.units <= tally.hits


# ---------------------------------------------------------------- single units


def test_a_sample_is_of_all_units_seeded_and_in_the_order_of_the_texts():
    texts = [f"第{i}句甲。第{i}句丁。" for i in range(200)]

    def ids(seed, size=50, **more):
        counts = count_codes(
            corpus(*texts),
            SCHEME,
            Unit.SENTENCE,
            "",
            Wanted(sample=size, seed=seed, every=True, **more),
        )
        return [(unit.document, unit.start) for unit in counts.kept]

    first = ids(0)
    assert len(first) == 50
    assert first == ids(0) != ids(1)
    assert set(ids(0, 20)) <= set(first)  # a smaller sample is part of a larger one
    order = {f"d{i}": i for i in range(200)}
    assert first == sorted(first, key=lambda unit: (order[unit[0]], unit[1]))
    assert 10 < sum(start == 0 for _, start in first) < 40
    assert all(start == 0 for _, start in ids(0, code="甲"))


def test_of_equal_lots_the_first_units_are_taken():
    units = [f"u{i}" for i in range(4)]
    made = [
        replace_draw(name, draw) for name, draw in zip(units, (5, 1, 5, 5), strict=True)
    ]  # fmt: skip
    assert [unit.id for unit in sampled(made, 2)] == ["u0", "u1"]


def replace_draw(name, draw):
    from cntext.measure.stats.coding_counts import CodedUnit

    return CodedUnit(name, "d", "", "", 1, 0, 1, "x", (), (), draw)


def test_the_sheet_has_empty_cells_for_the_coder():
    found = table(wanted=Wanted(sample=3, every=True), view="sheet")
    assert [column.id for column in found.columns] == [
        "id", "document", "date", "line", "text", "code", "note"
    ]  # fmt: skip
    assert len(found.rows) == 3
    whole = count_codes(corpus(*TEXTS), SCHEME, Unit.SENTENCE, "", Wanted(True, every=True))
    coded = count_codes(corpus(*TEXTS), SCHEME, Unit.SENTENCE, "", Wanted(True))
    assert (len(whole.kept), len(coded.kept)) == (6, 4)
    assert all(row[-2:] == (None, None) for row in found.rows)


def test_units_list_their_codes_and_weights():
    found = table(wanted=Wanted(listed=True), view="units")
    assert [(row["text"], row["codes"], row["score"]) for row in found.records()] == [
        ("甲乙。", "甲、乙", 2), ("甲。", "甲", 1), ("重甲丙。", "甲、丙", 1), ("丙丙。", "丙", -4)
    ]  # fmt: skip


def test_explaining_a_unit_tells_what_counts_and_what_does_not():
    document = corpus(*TEXTS).documents[1]
    place = Places(document).id(5, 8)
    found = table(wanted=Wanted(explain=place))
    assert [(row["code"], row["outcome"], row["detail"]) for row in found.records()] == [
        ("乙", "negated", "不")
    ]
    nowhere = table(wanted=Wanted(explain="a" * 12 + ":0-1"))
    assert [caveat.code for caveat in nowhere.warnings] == ["nothing-found"]


# ---------------------------------------------------------------- evidence


@pytest.mark.parametrize(
    ("options", "measure"),
    [({}, "hits"), ({"by": "document"}, "hits"), ({"view": "together"}, "both")],
)
def test_every_number_has_as_many_places(options, measure):
    found = table(**options)
    view = {"by": "", "view": "codes", **options}
    rows = list(locate(corpus(*TEXTS), found, SCHEME, Unit.SENTENCE, view["by"]))
    for number, row in enumerate(found.records()):
        assert sum(place[0] == number for place in rows) == row[measure]
    assert rows


def test_a_row_of_the_matrix_has_the_places_of_its_document():
    found = table(by="document", view="matrix")
    places = list(locate(corpus(*TEXTS), found, SCHEME, Unit.SENTENCE, "document"))
    assert [sum(p[0] == row for p in places) for row in range(3)] == [3, 4, 0]


# ---------------------------------------------------------------- options


@pytest.mark.parametrize(
    ("options", "where"),
    [
        ({"code": "丁"}, "--code 丁"),
        ({"code": "甲"}, "--code"),
        ({"explain": "x"}, "--explain x"),
        ({"sample": 3, "view": "matrix"}, "--sample"),
        ({"by": "year", "view": "units"}, "--by"),
    ],
)
def test_options_that_cannot_be_meant_are_refused(options, where):
    chosen = {"scheme": SCHEME, "code": "", "explain": "", "view": "codes"}
    chosen |= {"sample": 0, "by": "", **options}
    with pytest.raises(UsageProblem) as problem:
        ANALYSES["code"].check(chosen)
    assert problem.value.where == where


def test_a_scheme_says_its_unit_and_its_record(shared):
    found = load_scheme("instruments")
    text = (shared / "newspaper_page.txt").read_text("utf-8")
    given_ = {"by": "", "view": "codes", "code": "", "sample": 0, "seed": 0, "explain": ""}
    given_["unit"] = "scheme"
    counts = ANALYSES["code"].count(uncut([Document("p", text)]), {"scheme": found, **given_})
    by_paragraph = replace(found, unit=Unit.PARAGRAPH)
    wider = ANALYSES["code"].count(uncut([Document("p", text)]), {"scheme": by_paragraph, **given_})
    assert wider.units[""] < counts.units[""]
    assert wider.codes["", "供给型"].hits == counts.codes["", "供给型"].hits > 10
    assert found.record()["scheme"] == "instruments"
