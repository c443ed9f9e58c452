"""cntext index and cntext cache, as a shell would see them."""

import os

import pytest

from cntext.store.cache import default_cache
from cntext.store.index import Index


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "a.txt").write_text("深化产教融合，推进科教融汇。\n", encoding="utf-8")
    (folder / "b_2019-03-01.txt").write_text("校企合作。\n", encoding="utf-8")
    return folder


@pytest.fixture
def index(cntext, folder, tmp_path):
    path = tmp_path / "a.cnx"
    result = cntext("index", "build", folder, "-o", path)
    assert result.out == b""
    assert result.err == f"cntext: {path}: 2 documents, 0.0 MB\n"
    return path


def info(cntext, index):
    [row] = cntext("index", "info", index, "-f", "json").json["rows"]
    return row


def test_an_index_is_built_and_shown(cntext, index):
    row = info(cntext, index)
    size = row.pop("bytes")
    assert size == sum(f.stat().st_size for f in index.glob("*.*"))
    assert row == {"index": "a.cnx", "documents": 2, "han_characters": 16, "generation": 1,
                   "parts": 1, "first_date": "2019-03-01", "last_date": "2019-03-01"}  # fmt: skip
    text = cntext("index", "info", index, "-f", "table").text
    assert "layer units: 8 tokens" in text
    assert max(map(len, text.splitlines())) <= 80


def test_the_options_it_was_built_with_are_shown_and_kept(cntext, folder, tmp_path):
    path = tmp_path / "plain.cnx"
    cntext("index", "build", folder, "-o", path, "--plain", "--no-clean", "-q")
    info = cntext("index", "info", path, "-f", "md").text.replace("\\_", "_")
    assert "built with no_clean=True plain=True" in info
    (tmp_path / "c.txt").write_text("产教融合\n", encoding="utf-8")
    cntext("index", "append", path, tmp_path / "c.txt", "-q")
    index = Index.open(path)
    assert index.layers == {"words": 13}
    assert index.parts[1].corpus("words").words(0) == ["产教", "融合"]  # --plain merges nothing


def test_files_that_are_in_it_are_skipped_and_new_ones_added(cntext, index, folder):
    (folder / "c.txt").write_text("产教融合\n", encoding="utf-8")
    result = cntext("index", "append", index, folder)
    assert "2 files are in the index already: skipped" in result.err
    row = info(cntext, index)
    assert (row["documents"], row["parts"], row["generation"]) == (3, 2, 2)
    cntext("index", "append", index, folder)
    assert info(cntext, index)["generation"] == 2  # nothing new, nothing written


def test_a_file_that_changed_since_is_no_new_one(cntext, index, folder):
    (folder / "a.txt").write_text("改过了\n", encoding="utf-8")
    result = cntext("index", "append", index, folder, code=2)
    assert "the index holds an earlier state of it; build the index again" in result.err
    assert info(cntext, index)["documents"] == 2


def test_another_lexicon_is_no_way_to_go_on(cntext, folder, tmp_path):
    lexicon = tmp_path / "own.txt"
    lexicon.write_text("推进科教\n", encoding="utf-8")
    path = tmp_path / "a.cnx"
    cntext("index", "build", folder, "-o", path, "--lexicon", lexicon)
    cntext("index", "append", path, folder)
    lexicon.write_text("深化产教\n", encoding="utf-8")
    result = cntext("index", "append", path, folder, code=2)
    assert "are not those it was built with; build the index again" in result.err


def test_long_corpora_are_cut_into_parts(cntext, folder, tmp_path, monkeypatch):
    monkeypatch.setenv("CNTEXT_PARTITION", "10")
    path = tmp_path / "a.cnx"
    cntext("index", "build", folder, "-o", path)
    index = Index.open(path)
    assert [len(part.documents) for part in index.parts] == [1, 1]
    assert [len(part.record["inputs"]["files"]) for part in index.parts] == [1, 1]


def test_an_unreadable_file_does_not_cost_the_others(cntext, folder, tmp_path):
    (folder / "broken.docx").write_bytes(b"PK\x03\x04")
    path = tmp_path / "a.cnx"
    result = cntext("index", "build", folder, "-o", path, code=1)
    assert "broken.docx" in result.err
    assert info(cntext, path)["documents"] == 2


def test_a_sound_index_checks_and_a_damaged_one_does_not(cntext, index):
    result = cntext("index", "check", index, "-f", "json").json
    assert [row["ok"] for row in result["rows"]] == [True, True, True]
    [file] = index.glob("*.layer")
    data = bytearray(file.read_bytes())
    data[-64] ^= 1  # tokens, starts and (empty) tags come last
    file.unlink()
    file.write_bytes(data)
    result = cntext("index", "check", index, "-f", "json", code=3)
    damaged = [row for row in result.json["rows"] if not row["ok"]]
    assert [(row["file"], row["detail"]) for row in damaged] == [(file.name, "damaged (starts)")]


def test_what_is_no_index_is_wrong_usage(cntext, tmp_path, folder):
    for name in ("info", "check", "append"):
        result = cntext("index", name, folder, code=2)
        assert result.err == f"cntext: {folder}: is no index; cntext index build makes one\n"
    result = cntext("index", "build", folder, "-o", folder, code=2)
    assert "is read, and will not be written into" in result.err
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "note.md").write_text("笔记", encoding="utf-8")
    result = cntext("index", "build", folder, "-o", tmp_path / "other", code=2)
    assert "exists and is no index" in result.err
    assert sorted(p.name for p in folder.iterdir()) == ["a.txt", "b_2019-03-01.txt"]
    assert "--output" in cntext("index", "build", folder, code=2).err


def test_help_is_in_both_languages_and_in_order(cntext):
    text = cntext("index", "--help").text
    assert text.index("build   Build an index\n") < text.index("append  Add new files")
    assert "建立索引\n" in cntext("index", "--lang", "zh", "--help").text


def test_the_cache_is_shown_and_emptied(cntext, tmp_path, monkeypatch):
    monkeypatch.setenv("CNTEXT_CACHE", str(tmp_path / "cache"))
    [row] = cntext("cache", "-f", "json").json["rows"]
    assert (row["entries"], row["bytes"], row["limit"]) == (0, 0, 4_000_000_000)
    cache = default_cache()
    assert cache.save("k", {"x": b"1" * 1000}, {})
    [row] = cntext("cache", "-f", "json").json["rows"]
    assert (row["entries"], row["folder"]) == (1, str(cache.folder))
    assert row["bytes"] > 1000
    result = cntext("cache", "--clear", "-f", "json").json
    assert result["rows"][0]["entries"] == 0
    assert result["notes"][0]["message"] == f"{row['bytes']:,} bytes freed"
    assert os.listdir(cache.folder) == []


def test_a_cache_that_is_off_is_said_to_be(cntext, tmp_path, monkeypatch):
    (tmp_path / "blocked").write_text("")
    monkeypatch.setenv("CNTEXT_CACHE", str(tmp_path / "blocked"))
    result = cntext("cache", "-f", "json").json
    assert result["rows"][0]["folder"] is None
    assert "off" in result["notes"][0]["message"]
