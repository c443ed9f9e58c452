"""Segmentation as a table: places, sentences, lines."""

from cntext.measure.seg import seg


def test_every_token_can_be_cut_out_of_its_text(make):
    texts = make("产教 融合 。 好 吗 ？", "第二 篇")
    table = seg(texts)
    by_id = {d.id: d.text for d in texts.documents}
    assert all(by_id[r["document"]][r["start"] : r["end"]] == r["token"] for r in table.records())


def test_sentences_and_places_are_numbered_from_one(make):
    table = seg(make("产教 融合 。 好 吗 ？"))
    assert [row[1:4] for row in table.rows] == [
        (1, 1, "产教"),
        (1, 2, "融合"),
        (1, 3, "。"),
        (2, 1, "好"),
        (2, 2, "吗"),
        (2, 3, "？"),
    ]
