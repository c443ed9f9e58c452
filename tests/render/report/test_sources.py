"""Sentences and articles: what a page holds of them, within its budget."""

import json
from dataclasses import replace

import pytest

from cntext.errors import Both
from cntext.model import Document
from cntext.query.evidence import COLUMNS as EVIDENCE
from cntext.render.report import sources as module
from cntext.render.report.content import Chapter, Report, Sheet
from cntext.render.report.sources import data_block, sources
from cntext.table import Column, Manifest, Role, Table, Type

WORD = Column("word", Both("词", "Word"), Type.STRING, role=Role.TERM)
TITLE = Both("表", "Table")


def place(row, number, of, document, left="前面", node="词", right="后面。"):
    cells = {"row": row, "place": number, "places": of, "document": document, "line": 1,
             "start": 2, "end": 3, "left": left, "node": node, "right": right}  # fmt: skip
    return tuple(cells.get(column.id, "") for column in EVIDENCE)


def report(documents, words, places):
    table = Table("freq", TITLE, (WORD,), [(word,) for word in words])
    proof = Table("evidence", TITLE, EVIDENCE, places)
    sheet = Sheet("words", table, "freq", "cntext freq", proof)
    chapter = Chapter("words", TITLE, TITLE, (sheet,))
    return Report(TITLE, "zh", "cntext report", (chapter,), documents, Manifest())


def test_a_sentence_that_several_rows_share_is_kept_once():
    documents = [Document("a.txt", "前面词后面。")]
    found = sources(report(documents, ["词", "面词"], [
        place(1, 1, 1, "a.txt"), place(2, 1, 1, "a.txt", "前", "面词"),
    ]), 10_000)  # fmt: skip
    assert found.blocks["sentences"] == [[0, "前面词后面。"]]
    assert found.blocks["places-words"] == [
        [1, [[0, 2, 1, 1, 2, 3]]],
        [1, [[0, 1, 2, 1, 2, 3]]],
    ]
    assert found.notes == ()


def test_a_frequency_that_is_not_the_number_of_places_is_kept():
    made = report([Document("a.txt", "前面词后面。")], ["词"], [place(1, 1, 1, "a.txt")])
    one = made.chapters[0].sheets[0]
    freq = Column("freq", Both("频次", "Freq"), Type.INTEGER)
    counted = replace(one, table=replace(one.table, columns=(WORD, freq), rows=[("词", 3)]))
    made = replace(made, chapters=(replace(made.chapters[0], sheets=(counted,)),))
    assert sources(made, 9_999).blocks["places-words"] == [[1, [[0, 2, 1, 1, 2, 3]], 3]]


def test_articles_that_most_rows_lead_to_come_first_and_the_rest_is_said():
    documents = [Document(f"{i}.txt", "字" * 1000) for i in range(3)]
    places = [place(1, 1, 3, "2.txt"), place(1, 2, 3, "2.txt"), place(1, 3, 3, "1.txt")]
    found = sources(report(documents, ["词"], places), 7_000)
    assert {name for name in found.blocks if name.startswith("article")} == {
        "article-2",
        "article-1",
    }
    assert [facts[-1] for facts in found.blocks["documents"]] == [0, 1, 1]
    assert [note.en for note in found.notes] == [
        "Articles: for their size, 1 are present with sentences and line numbers only."
    ]


def test_rows_with_many_places_give_some_up_before_others_lose_any(monkeypatch):
    monkeypatch.setattr(module, "SENTENCES", 1_500)
    documents = [Document("a.txt", "字")]
    places = [place(1, n, 30, "a.txt", left=f"第{n}句的前面") for n in range(1, 31)]
    places.append(place(2, 1, 1, "a.txt"))
    found = sources(report(documents, ["词", "少"], places), 100_000)
    (total, kept), (one, only) = found.blocks["places-words"]
    assert total == 30
    assert module._FEWEST <= len(kept) < 30
    assert (one, len(only)) == (1, 1)
    assert "1 rows" in found.notes[0].en


def test_what_could_reorder_a_page_is_veiled_and_offsets_stay():
    documents = [Document("a.txt", "前\u202e词后")]
    found = sources(
        report(documents, ["词"], [place(1, 1, 1, "a.txt", left="前\u202e", right="后")]), 9_999
    )
    assert found.blocks["sentences"] == [[0, "前\ufffd词后"]]
    assert found.blocks["article-0"] == [[1, 0, "前\ufffd词后"]]
    assert found.blocks["places-words"][0][1][0][1:3] == [2, 1]


@pytest.mark.parametrize("text", ["</script><script>alert(1)", "<!--<script>", "a\ud800b\u2028"])
def test_no_text_ends_a_block_of_data(text):
    block = data_block("x", [text])
    assert block.count("<") == 2
    inside = block[block.index(">") + 1 : block.rindex("<")]
    assert json.loads(inside) == [text]
    assert inside.isprintable()
