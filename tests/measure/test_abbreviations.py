"""Abbreviations: scoped to the article, candidates only, written as a lexicon on request."""

from cntext.analysis import ANALYSES
from cntext.corpus import corpus_of
from cntext.lexicon import Concept, Lexicon
from cntext.measure import load_analysis
from cntext.measure.stats.abbreviation_counts import AbbreviationCounts, count_abbreviations
from cntext.model import Document
from cntext.render.wordlists import to_lexicon

load_analysis("abbreviations")
FIRST = "江州职业技术学院（以下简称“学校”）成立。学校很大。江州职业技术学院（以下简称江职院）好。"
SECOND = "学校很好。澜江学院（以下简称“学校”）。学校、学校。"
THIRD = "推进“三全育人”（全员育人、全程育人、全方位育人）。三全育人很重要。"


class Background:
    """Knows 学校 as a word, and no other."""

    def freq(self, word):
        return 100 if word == "学校" else 0


def corpus(*texts):
    documents = [Document(f"d{i}", text, date=f"202{i}") for i, text in enumerate(texts)]
    return corpus_of(documents, [()] * len(documents))


def table(*texts, lexicon=Lexicon([]), **options):  # noqa: B008 (never changed)
    analysis = ANALYSES["abbreviations"]
    given = {option.name: option.default for option in analysis.options} | options
    return analysis.run(corpus(*texts), background=Background(), lexicon=lexicon, **given)


def rows(made, *names):
    return [tuple(record[name] for name in names) for record in made.records()]


def test_pairs_are_scoped_to_their_article_and_counted_from_there_on():
    made = table(FIRST, SECOND, THIRD)
    assert rows(made, "short", "full", "kind", "short_freq", "full_freq", "general") == [
        ("三全育人", "全员育人、全程育人、全方位育人", "numeral", 2, 1, True),
        ("学校", "澜江学院", "introduced", 2, 1, False),
        ("学校", "江州职业技术学院", "introduced", 1, 2, False),
        ("江职院", "江州职业技术学院", "introduced", 0, 2, True),
    ]
    assert rows(made, "document", "date", "line", "example")[0] == (
        "d2", "2022", 1, "推进“三全育人”（全员育人、全程育人、全方位育人）。",
    )  # fmt: skip


def test_only_what_is_general_and_new_goes_into_a_lexicon_file():
    written = to_lexicon(table(FIRST, SECOND, THIRD)).decode()
    assert '["三全育人"]' in written
    assert 'forms = ["全员育人、全程育人、全方位育人"]' in written
    assert '["江职院"]' in written
    assert '["学校"]' not in written
    assert "left out: 2" in written
    known = Lexicon([Concept("三全育人", "t", ("三全育人", "全员育人、全程育人、全方位育人"))])
    made = table(THIRD, lexicon=known)
    assert rows(made, "known") == [(True,)]
    assert "三全育人" not in to_lexicon(made).decode()
    assert table(THIRD, lexicon=known, new_only=True).rows == []
    # A pair of which one name is listed joins the concept that has it.
    half = Lexicon([Concept("三全改革", "t", ("三全改革", "三全育人"))])
    assert '["三全改革"]' in to_lexicon(table(THIRD, lexicon=half)).decode()


def test_kind_and_confidence_choose_rows():
    assert rows(table(FIRST, THIRD, kind="numeral"), "short") == [("三全育人",)]
    assert rows(table(FIRST, THIRD, kind="introduced"), "short") == [("学校",), ("江职院",)]
    far = "“五育”并举。一句。两句。三句。德育、智育、体育、美育、劳动教育。"
    assert rows(table(far), "confidence") == [("low",)]
    assert table(far, min_confidence="medium").rows == []


def test_no_documents_give_no_pairs():
    assert table().rows == []


def test_parts_add_up_to_the_whole():
    texts = (THIRD.replace("（", "。他说。真好。（"), THIRD, FIRST, SECOND, FIRST)
    whole = corpus(*texts)
    for cut in range(len(texts) + 1):
        parts = [
            count_abbreviations(corpus_of(documents, [()] * len(documents)), frozenset())
            for documents in (whole.documents[:cut], whole.documents[cut:])
        ]
        assert parts[0].merged(parts[1:]) == count_abbreviations(whole, frozenset())
    assert AbbreviationCounts().merged([parts[0]]) == parts[0].merged([]) == parts[0]


def test_the_real_page_introduces_the_college_twice(shared):
    text = (shared / "newspaper_page.txt").read_text("utf-8")
    pairs = count_abbreviations(corpus(text), frozenset()).pairs
    college = "重庆工程职业技术学院"
    assert {(short, full) for _, short, full in pairs} >= {
        ("重庆工程职院", college), ("学校", college),
    }  # fmt: skip
