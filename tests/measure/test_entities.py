"""Entities as a table: mentions, names, groups; the same whole or in parts."""

import tracemalloc

import pytest

from cntext.analysis import ANALYSES
from cntext.extract.mentions import Kind
from cntext.lexicon import Lexicon
from cntext.measure import load_analysis
from cntext.measure.stats.entity_counts import count_entities
from cntext.model import Document
from cntext.segment.build import build_corpus
from cntext.segment.engine import DictionaryBackground

load_analysis("entities")
KNOWN = DictionaryBackground()
FIRST = Document(
    "a",
    "重庆工程职业技术学院(以下简称“学校”)成立。近3年，学校与400余家企业签约。\n校长张进说，2022年投入1.5万亿元。",
    title="甲",
    date="2023-05-10",
    source="日报",
)
SECOND = Document("b", "学校很多。院长张进说，去年来到重庆，带来20个项目。", source="晚报")


@pytest.fixture
def made(segmenter):
    def run(*documents, **options):
        analysis = ANALYSES["entities"]
        corpus = build_corpus(documents, segmenter)
        given = {option.name: option.default for option in analysis.options} | options
        return analysis.run(corpus, lexicon=Lexicon([]), background=KNOWN, **given)

    return run


def records(table, *names):
    return [tuple(record[name] for name in names) for record in table.records()]


def test_quantities_are_typed_records_with_subject_time_and_sentence(made):
    table = made(FIRST, type=("quantity", "money"))
    assert records(table, "text", "value", "unit", "bound", "subject", "time", "first", "last") == [
        ("3年", 3, "年", "exact", None, "近3年", "2020-05-10", "2023-05-10"),
        ("400余家", 400, "家", "over", "企业", "近3年", "2020-05-10", "2023-05-10"),
        ("1.5万亿元", 1_500_000_000_000, "元", "exact", None, "2022年", "2022-01-01", "2022-12-31"),
    ]
    assert records(table, "line", "example")[1] == (1, "近3年，学校与400余家企业签约。")


def test_every_row_is_the_text_at_its_place(made):
    table = made(FIRST, SECOND)
    texts = {document.id: document.text for document in (FIRST, SECOND)}
    for document, start, end, text in records(table, "document", "start", "end", "text"):
        assert texts[document][start:end] == text


def test_a_short_name_holds_in_its_article_alone(made):
    table = made(FIRST, SECOND, type=("institution",))
    assert records(table, "document", "text", "name") == [
        ("a", "重庆工程职业技术学院", "重庆工程职业技术学院"),
        ("a", "学校", "重庆工程职业技术学院"),
    ]


def test_names_are_counted_with_their_forms_and_titles(made):
    table = made(FIRST, SECOND, view="names", type=("person", "institution"))
    assert records(table, "rank", "type", "name", "detail", "freq", "range", "forms") == [
        (1, "institution", "重庆工程职业技术学院", None, 2, 1, "学校、重庆工程职业技术学院"),
        (2, "person", "张进", "校长、院长", 2, 2, "张进"),
    ]
    assert len(made(FIRST, SECOND, view="names", min_freq=2).rows) == 2


def test_groups_have_their_own_rows(made):
    table = made(FIRST, SECOND, by="source", view="names", type=("person",))
    assert records(table, "group", "rank", "name") == [("日报", 1, "张进"), ("晚报", 1, "张进")]
    assert records(made(FIRST, SECOND, by="source", type=("person",)), "group", "text") == [
        ("日报", "张进"), ("晚报", "张进"),
    ]  # fmt: skip


def test_a_document_without_a_date_is_said_and_its_periods_stay_open(made):
    table = made(SECOND, type=("date",))
    assert records(table, "text", "first", "last") == [("去年", None, None)]
    assert [caveat.code for caveat in table.warnings] == ["undated"]
    assert made(FIRST).warnings == ()


def test_nothing_found_is_a_result(made):
    assert list(made(Document("c", "")).rows) == []


def test_counts_of_parts_add_up_to_those_of_the_whole(segmenter):
    documents = (FIRST, SECOND, Document("c", "党的二十大以来，3个。", date="2024"))
    parts = [
        count_entities(build_corpus([d], segmenter), Lexicon([]), KNOWN, frozenset(Kind), "")
        for d in documents
    ]
    whole = count_entities(
        build_corpus(documents, segmenter), Lexicon([]), KNOWN, frozenset(Kind), ""
    )
    assert parts[0].merged(parts[1:]) == whole
    assert whole.undated == 1


def test_a_text_without_full_stops_is_not_repeated_for_each_mention(made):
    # Each mention with the whole sentence would be 2,000 times 14,000 characters: 56 MB and more.
    one = "学校有20个项目，"
    document = Document("a", one * 2000)
    tracemalloc.start()
    try:
        table = made(document, type=("quantity",))
        sizes = [len(record["example"]) for record in table.records()]
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert len(sizes) == 2000
    assert max(sizes) <= 2 * 200 + len("20个") + len("……")
    assert peak < 30e6
