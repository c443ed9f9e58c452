"""A long file is read as what it is; one that is not long is left alone."""

import pytest

from cntext.read import long, pieces, row_runs, runs
from cntext.read.formats import ReadOptions
from cntext.read.paths import Source

TABLE = "标题,正文\n" + "甲,产教融合\n" * 20
RECORDS = '{"text": "产教融合"}\n' * 20


@pytest.mark.parametrize(
    ("name", "text", "remarked"),
    [("a.txt", "产教融合。\n" * 20, True), ("a.csv", TABLE, False), ("a.jsonl", RECORDS, False)],
)
def test_a_long_file_becomes_several_sources(tmp_path, monkeypatch, name, text, remarked):
    path = tmp_path / name
    path.write_text(text, "utf-8")
    source = Source(str(path), name, path.stat().st_size)
    assert long.parted(source, ReadOptions()) == ((source,), None)
    for module in (long, pieces, runs, row_runs):
        monkeypatch.setattr(module, "LONG", 30)
    for module in (pieces, runs, row_runs):
        monkeypatch.setattr(module, "PIECE", 40)
    parts, remark = long.parted(source, ReadOptions())
    assert len(parts) > 3
    assert sum(part.size for part in parts) == source.size
    assert (remark is not None) is remarked
