"""The tables of the lexicon: rows, bases and notes by worked examples."""

import pytest

from cntext.analysis import ANALYSES
from cntext.corpus import corpus_of
from cntext.errors import UsageProblem
from cntext.lexicon import Concept, Lexicon
from cntext.measure import load_analysis
from cntext.measure.stats.company import company_of, variant_of
from cntext.measure.stats.cut_counts import count_cuts
from cntext.model import Document

LEXICON = Lexicon([
    Concept("双高计划", "vocational", ("双高计划", "双高"), guards=("双高人群",)),
    Concept("产教融合", "vocational", ("产教融合",)),
    Concept("深化产教融合", "mine", ("深化产教融合",)),
    Concept("乡村振兴", "rural", ("乡村振兴",)),
])  # fmt: skip


def running(name):
    """Return the analysis called ``name`` as a function of a corpus, a lexicon and options."""
    load_analysis(name)
    analysis = ANALYSES[name]
    defaults = {option.name: option.default for option in analysis.options}
    return lambda corpus, lexicon, **given: analysis.run(
        corpus, lexicon=lexicon, **{**defaults, **given}
    )


count, cuts, guards, nested = map(
    running, ("lexicon-count", "lexicon-cuts", "lexicon-guards", "lexicon-nested")
)


def texts(*pairs):
    documents = [
        Document(f"d{i}", text, date=date, anchors=((0, 7),))
        for i, (date, text) in enumerate(pairs)
    ]
    return corpus_of(documents, [()] * len(documents))


TWO = texts(("2020", "深化产教融合和双高计划。"), ("2019", "产教融合，双高人群，双高！"))


def rows(table, *names):
    return [tuple(record[name] for name in names) for record in table.records()]


def test_concepts_have_counts_rates_forms_and_first_places():
    table = count(TWO, LEXICON)
    assert rows(table, "rank", "concept", "freq", "maximal", "range", "look_alikes") == [
        (1, "产教融合", 2, 1, 2, 0),
        (2, "双高计划", 2, 2, 2, 1),
        (3, "深化产教融合", 1, 1, 1, 0),
    ]
    assert rows(table, "per_million")[0] == (2e6 / 21,)
    assert rows(table, "inside", "forms")[:2] == [
        ("深化产教融合 1", "产教融合 2"),
        ("", "双高 2、双高计划 1"),
    ]
    assert rows(table, "first_document", "first_date", "first_line", "example")[0] == (
        "d1", "2019", 7, "产教融合，双高人群，双高！",
    )  # fmt: skip
    assert "21 Chinese characters" in table.notes[1].en


def test_forms_have_rows_of_their_own():
    table = count(TWO, LEXICON, unit="form", category="vocational")
    assert rows(table, "form", "concept", "freq", "maximal", "look_alikes") == [
        ("产教融合", "产教融合", 2, 1, 0),
        ("双高", "双高计划", 2, 1, 1),
        ("双高计划", "双高计划", 1, 1, 0),
    ]


def test_groups_have_their_own_base_and_the_order_of_reading():
    table = count(TWO, LEXICON, by="document")
    assert rows(table, "group", "rank", "concept", "freq") == [
        ("d0", 1, "产教融合", 1), ("d0", 2, "双高计划", 1), ("d0", 3, "深化产教融合", 1),
        ("d1", 1, "产教融合", 1), ("d1", 2, "双高计划", 1),
    ]  # fmt: skip
    assert rows(table, "per_million")[0] == (1e6 / 11,)
    by_year = count(TWO, LEXICON, by="year")
    assert [row[0] for row in by_year.rows] == ["2019", "2019", "2020", "2020", "2020"]


def test_rows_can_be_limited_sorted_and_filled_up():
    assert rows(count(TWO, LEXICON, min_freq=2), "concept") == [("产教融合",), ("双高计划",)]
    assert rows(count(TWO, LEXICON, min_freq=0), "concept", "freq")[-1] == ("乡村振兴", 0)
    assert rows(count(TWO, LEXICON, sort="maximal"), "concept")[0] == ("双高计划",)
    assert rows(count(TWO, LEXICON, sort="date"), "concept")[-1] == ("深化产教融合",)
    with pytest.raises(UsageProblem, match="rurl"):
        count(TWO, LEXICON, category="rurl")


def test_nothing_met_is_a_result_with_a_note():
    table = count(texts(("", "无关的话")), LEXICON)
    assert table.rows == []
    assert "1 documents" in table.notes[-1].en
    assert count(texts(), LEXICON).rows == []


def test_documents_without_the_field_are_warned_of():
    assert [c.code for c in count(TWO, LEXICON, by="source").warnings] == ["no-field"]


def test_nested_forms_and_look_alikes_have_tables():
    assert rows(
        nested(TWO, LEXICON), "form", "freq", "maximal", "longer", "inside", "exclusive"
    ) == [
        ("产教融合", 2, 1, "深化产教融合", 1, 1),
        ("双高", 2, 1, "双高计划", 1, 1),
    ]
    assert guards(TWO, LEXICON).rows == [("双高", "双高计划", "双高人群", 1)]
    empty = guards(texts(("", "无")), LEXICON)
    assert (empty.rows, empty.notes[0].en) == ([], "there were no look-alikes")
    assert guards(texts(("", "无")), LEXICON, unused=True).rows == [
        ("双高计划", "双高计划", "双高人群", 0)
    ]


def cut_texts(*words):
    """Return a corpus of one document of ``words``."""
    pairs, place = [], 0
    for word in words:
        pairs.append((word, place))
        place += len(word)
    return corpus_of([Document("d", "".join(words))], [pairs])


def test_cuts_are_counted_by_way_and_say_whose_counts_they_fill():
    corpus = cut_texts(
        "产教",
        "融合",
        "，",
        "产",
        "教",
        "融合",
        "，",
        "产教融合",
        "，",
        "融合",
        "，",
        "走产教",
        "融合",
    )
    table = cuts(corpus, LEXICON, phrase="产教融合，乡村振兴")
    assert rows(table, "form", "freq", "ways", "cut", "count", "percent", "words") == [
        ("产教融合", 4, 4, "产|教|融合", 1, 25.0, "产 1/1、教 1/1、融合 1/4"),
        ("产教融合", 4, 4, "产教|融合", 1, 25.0, "产教 1/1、融合 1/4"),
        ("产教融合", 4, 4, "产教融合", 1, 25.0, ""),
        ("产教融合", 4, 4, "走［产教|融合］", 1, 25.0, "走产教 1/1、融合 1/4"),
    ]
    assert table.notes[-1].en == "not met: 乡村振兴"


def test_the_real_page_is_cut_as_the_field_notes_say(shared, segmenter):
    from cntext.segment.build import build_corpus

    text = (shared / "newspaper_page.txt").read_text("utf-8")
    corpus = build_corpus([Document("page", text)], segmenter)
    found = rows(cuts(corpus, LEXICON, phrase="产教融合 科教融汇"), "form", "freq", "cut", "count")
    assert sum(n for form, _, _, n in found if form == "产教融合") == 14
    assert ("科教融汇", 8, "科教|融汇", 8) in found
    assert not [row for row in found if row[2] == "产教融合"]


def test_company_and_variants_propose_a_home_for_a_phrase():
    corpus = texts(("", "职教高地和产教融合。职教高地与双高。职教高地。乡村振兴。无关"))
    assert company_of(corpus, LEXICON, ["职教高地"])["职教高地"].category == "vocational"
    assert company_of(corpus, LEXICON, ["无关"])["无关"].percent is None
    carbon = Lexicon([Concept("双碳", "environment", ("双碳", "碳达峰、碳中和"))])
    assert variant_of("碳达峰和碳中和", carbon).name == "双碳"
    assert variant_of("碳达峰", carbon) is None


def test_cuts_of_parts_add_up_to_those_of_the_whole():
    parts = [cut_texts("产教", "融合", "，", "双高"), cut_texts("产教融合", "好")]
    counted = [count_cuts(part, LEXICON) for part in parts]
    both = counted[0].merged(counted[1:])
    assert both.cuts == {
        ("产教融合", "产教|融合"): 1, ("产教融合", "产教融合"): 1, ("双高", "双高"): 1,
    }  # fmt: skip
    assert both.words == {"产教": 1, "融合": 1, "，": 1, "双高": 1, "产教融合": 1, "好": 1}
