"""Found phrases saved as a lexicon or a jieba dictionary are read back by the program."""

from pathlib import Path

import pytest

from cntext.errors import Both, UsageProblem
from cntext.lexicon.files import parse_lexicon
from cntext.render.wordlists import to_jieba, to_lexicon
from cntext.segment.userdict import load_userdict
from cntext.table import Column, Entry, Role, Table, Type, Unit

COLUMNS = (
    Column("phrase", Both("短语", "Phrase"), Type.STRING, role=Role.TERM),
    Column("freq", Both("频次", "Freq"), Type.INTEGER, Unit.COUNT),
)


def table(*terms, entry=None):
    rows = [(term, n) for n, term in enumerate(terms, start=1)]
    return Table("phrases", Both("短语", "Phrases"), COLUMNS, rows, entry=entry)


def concepts(data):
    file = parse_lexicon(Path("found.lexicon"), data.decode())
    assert file.problems == ()
    return {entry.concept.name: entry.concept.forms for entry in file.entries}


def test_terms_become_concepts_and_what_cannot_be_one_is_counted():
    data = to_lexicon(table("产教融合", "的", "New York", "产教融合", '引"号'))
    assert concepts(data) == {"产教融合": ("产教融合",), '引"号': ('引"号',)}
    assert "# freq 1\n" in data.decode()
    assert "left out: 2\n" in data.decode()
    assert concepts(to_lexicon(table())) == {}


def test_entries_of_one_name_are_put_together_and_no_form_stands_twice():
    homes = {
        "甲乙": Entry("概念", ("甲乙",)),
        "丙丁": Entry("概念", ("丙丁",)),
        "戊己": Entry("甲乙"),
    }
    data = to_lexicon(table(*homes, "无", entry=lambda row: homes.get(row[0])))
    assert concepts(data) == {"概念": ("概念", "甲乙", "丙丁")}
    assert "left out: 2\n" in data.decode()


def test_a_jieba_dictionary_is_read_back(tmp_path):
    path = tmp_path / "words.txt"
    frequent = {"甲乙": Entry("甲乙", frequency=5, tag="n")}
    data = to_jieba(
        table("产教融合", "的", "甲乙", entry=lambda r: frequent.get(r[0], Entry(r[0])))
    )
    path.write_bytes(data)
    words = [(w.word, w.frequency, w.tag) for w in load_userdict(path).words]
    assert words == [("产教融合", None, "nz"), ("甲乙", 5, "n")]


def test_a_table_without_terms_is_refused():
    numbers = Table("t", Both("表", "T"), COLUMNS[1:], [(1,)])
    for write in (to_lexicon, to_jieba):
        with pytest.raises(UsageProblem, match="no terms"):
            write(numbers)
