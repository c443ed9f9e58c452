"""The passages that entities are measured on are found again in what the commands read."""

import json
import re
import unicodedata
from pathlib import Path

import pytest
from benchmarks.gold_passages import GOLD, passages

TEXTS = Path(__file__).parents[3] / "shared" / "corpus"
COLUMNS = re.compile(r"\d{4}-\d\d-\d\d(,|$)")  # of a row of the table


def kept(text):
    plain = unicodedata.normalize("NFKC", text.replace('\\"', '"'))
    return "".join(c for c in plain if not c.isspace() and c != "#")


@pytest.mark.skipif(not TEXTS.is_dir(), reason="the texts in ../shared are absent")
@pytest.mark.parametrize("name", ["development", "held_out", "sixth", "seventh"])
def test_a_mention_has_the_words_that_were_marked_in_the_file(name):
    found = sorted(
        (kind, passage.bare.text[start:end])
        for passage in passages(name, TEXTS)
        for kind, start, end in passage.mentions
    )
    marked = []
    for file in json.loads((GOLD / f"{name}.json").read_text("utf-8")):
        text = (TEXTS / file["file"]).read_bytes().decode("utf-8-sig")
        for kind, start, end in file["mentions"]:
            line = text[text.rfind("\n", 0, start) + 1 : end]
            if not COLUMNS.match(line):  # its date is no text
                marked.append((kind, kept(text[start:end])))
    assert found == sorted(marked)
