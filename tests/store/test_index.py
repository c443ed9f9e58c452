"""An index: what is in it, what it refuses, and who may write to it."""

import json
import os
import stat
import subprocess
import sys
import textwrap

import pytest

from cntext.errors import CntextError, Exit, UsageProblem
from cntext.store import columns, faults, generations, manifest
from cntext.store import index as index_module
from cntext.store.faults import Damaged, Newer
from cntext.store.index import Index, check_index
from cntext.store.joining import concatenated
from cntext.store.lock import locked
from cntext.store.naming import is_index

from .conftest import cut, data_of


@pytest.fixture
def path(tmp_path):
    return tmp_path / "a.cnx"


@pytest.fixture
def index(path):
    return Index.create(
        path, [data_of("产教融合"), data_of("中国", "")], {"options": {"plain": True}}
    )


def texts(index):
    return [document.text for part in index.parts for document in part.documents]


def names(path):
    return sorted(item.name for item in path.iterdir())


def test_an_index_holds_what_was_put_in(index, path):
    assert is_index(path)
    for opened in (index, Index.open(path)):
        assert texts(opened) == ["产教融合", "中国", ""]
        assert opened.settings == {"options": {"plain": True}}
        assert opened.layers == {"words": 3}
        assert opened.manifest.generation == 1
        assert opened.size == sum(f.stat().st_size for f in path.glob("*.*"))
        assert all(fault is None for _, fault in opened.check())
        corpus = concatenated([part.corpus("words") for part in opened.parts])
        expected = cut(["产教融合", "中国", ""])
        assert corpus.summary() == expected.summary()


def test_folder_and_files_are_private(index, path):
    assert stat.S_IMODE(path.stat().st_mode) == 0o700
    assert {stat.S_IMODE(f.stat().st_mode) for f in path.iterdir()} == {0o600}


def test_parts_are_appended_and_the_settings_stay(index, path):
    again = index.append([data_of("校企合作")]).append([])
    assert texts(again) == ["产教融合", "中国", "", "校企合作"]
    assert (again.manifest.generation, again.settings) == (3, index.settings)
    assert texts(index) == ["产教融合", "中国", ""]  # whoever has it open keeps what it has


def test_a_new_index_takes_the_place_of_the_old_one_and_leaves_nothing_of_it(index, path):
    new = Index.create(path, [data_of("校企合作")], {})
    assert texts(new) == ["校企合作"]
    assert new.manifest.generation == 2
    [part] = new.parts
    assert names(path) == sorted([f"{part.id}.part", f"{part.id}.words.layer", "lock", "manifest"])
    assert texts(index) == ["产教融合", "中国", ""]


def test_the_same_parts_give_the_same_bytes(index, path, tmp_path):
    other = tmp_path / "b.cnx"
    Index.create(other, [data_of("产教融合"), data_of("中国", "")], {"options": {"plain": True}})
    for name in set(names(path)) - {"lock"}:
        assert (path / name).read_bytes() == (other / name).read_bytes()


def test_the_same_part_is_not_taken_twice(index, path):
    with pytest.raises(UsageProblem, match="already"):
        index.append([data_of("校企合作"), data_of("产教融合")])
    assert texts(Index.open(path)) == ["产教融合", "中国", ""]
    assert len(names(path)) == 6


def test_parts_are_written_as_they_come_and_a_failure_leaves_nothing(path):
    def parts():
        yield data_of("产教融合")
        assert any(name.endswith(".part") for name in names(path))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Index.create(path, parts(), {})
    assert not path.exists()


def test_a_failed_append_leaves_the_index_as_it_was(index, path):
    before = names(path)

    def parts():
        yield data_of("校企合作")
        raise OSError(28, "No space left on device")

    with pytest.raises(CntextError) as error:
        index.append(parts())
    assert error.value.say("en") == f"{path}: cannot be written (No space left on device)"
    assert names(path) == before
    assert texts(Index.open(path)) == ["产教融合", "中国", ""]


@pytest.mark.parametrize("there", [True, False])
def test_a_folder_that_was_there_stays_where_an_index_fails_and_one_made_for_it_goes(path, there):
    if there:
        path.mkdir()

    def parts():
        raise OSError(28, "No space left on device")
        yield

    with pytest.raises(CntextError, match="No space"):
        Index.create(path, parts(), {})
    assert path.is_dir() == there


@pytest.mark.parametrize("there", [True, False])
def test_the_same_where_not_even_the_lock_can_be_had(path, monkeypatch, there):
    if there:
        path.mkdir()

    def refuse(*_):
        raise OSError(37, "No locks available")

    monkeypatch.setattr(generations, "locked", refuse)
    with pytest.raises(CntextError, match="No locks"):
        Index.create(path, [], {})
    assert path.is_dir() == there


def test_a_new_folder_is_made_to_survive_a_power_loss_too(path, monkeypatch):
    synced = []
    monkeypatch.setattr(generations, "sync_folder", synced.append)
    index = Index.create(path, [data_of("产教融合")], {})
    assert synced == [path, path.parent]
    index.append([data_of("校企合作")])
    assert synced[2:] == [path]


def test_a_reader_whose_parts_a_writer_removed_reads_the_new_ones(index, path, monkeypatch):
    real, published = index_module._opened, []

    def opened(*given):
        if not published:  # between the manifest and the parts that it names
            published.append(Index)
            generations.publish_generation(path, [data_of("校企合作")], {}, 1)
        return real(*given)

    monkeypatch.setattr(index_module, "_opened", opened)
    assert texts(Index.open(path)) == ["校企合作"]


@pytest.mark.parametrize("what", ["absent", "folder", "file"])
def test_what_is_no_index_is_said_to_be_none(tmp_path, what):
    path = tmp_path / "x"
    if what == "folder":
        path.mkdir()
    elif what == "file":
        path.write_text("text")
    with pytest.raises(UsageProblem) as error:
        Index.open(path)
    assert error.value.say("en") == f"{path}: is no index; cntext index build makes one"
    assert not is_index(path)


def test_no_index_is_made_over_something_else(tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("text")
    (tmp_path / "file").write_text("text")
    for target, problem in (
        ("mine", "exists and is no index"),
        ("file", "exists and is no index"),
        ("absent/a.cnx", "does not exist"),
    ):
        with pytest.raises(UsageProblem, match=problem):
            Index.create(tmp_path / target, [data_of("中国")], {})
    assert (tmp_path / "mine" / "thesis.txt").read_text() == "text"
    assert names(tmp_path / "mine") == ["thesis.txt"]


def test_an_empty_folder_becomes_an_index(path):
    path.mkdir()
    assert texts(Index.create(path, [data_of("中国")], {})) == ["中国"]


def test_nothing_is_appended_to_an_index_that_is_gone(index, path):
    for item in path.iterdir():
        item.unlink()
    with pytest.raises(UsageProblem, match="is no index"):
        index.append([data_of("校企合作")])


def test_a_missing_file_is_named(index, path):
    part = index.parts[0].path
    part.unlink()
    with pytest.raises(Damaged) as error:
        Index.open(path)
    assert error.value.say("en") == f"{part}: is missing; build it again"


def test_a_part_in_the_place_of_another_is_refused(index, path):
    one, other = (part.path for part in index.parts)
    data = other.read_bytes()
    one.unlink()
    one.write_bytes(data)
    with pytest.raises(Damaged):
        Index.open(path)


def test_a_layer_of_another_index_is_refused(index, path, tmp_path):
    """The same part, cut another way: each file is sound, together they are not."""
    data = data_of("产教融合")
    corpus = cut(["产教融合"], size=1)
    layer = type(data.layers["words"]).of(corpus)
    other = Index.create(tmp_path / "b.cnx", [type(data)(data.documents, {"words": layer})], {})
    [source] = other.path.glob("*.layer")
    target = path / source.name
    assert target.exists()
    target.unlink()
    target.write_bytes(source.read_bytes())
    with pytest.raises(Damaged):
        Index.open(path)


def test_check_names_the_file_that_is_damaged(index, path):
    layer = index.parts[1].layer("words").file.path
    data = bytearray(layer.read_bytes())
    data[-128] ^= 1  # in the last column but one
    layer.unlink()
    layer.write_bytes(data)
    found = dict(Index.open(path).check())
    assert [name for name, fault in found.items() if fault] == [layer.name]
    assert len(found) == 4


@pytest.mark.parametrize("file", ["part", "layer"])
@pytest.mark.parametrize("harm", ["header", "missing", "unreadable"])
def test_check_goes_on_where_an_index_cannot_even_be_opened(index, path, harm, file, monkeypatch):
    part = index.parts[0]
    victim = part.path if file == "part" else part.layer("words").file.path
    sound = [f.name for f in path.iterdir() if "." in f.name and part.id not in f.name]
    if harm == "header":
        data = bytearray(victim.read_bytes())
        data[50] ^= 1
        victim.unlink()
        victim.write_bytes(data)
    elif harm == "missing":
        victim.unlink()
    else:
        real = columns._mapped

        def refuse(name):
            if name == victim:
                raise PermissionError(13, "Permission denied", str(name))
            return real(name)

        monkeypatch.setattr(columns, "_mapped", refuse)
        with pytest.raises(CntextError, match="Permission denied"):
            list(check_index(path))
        return
    found = dict(check_index(path))
    assert [name for name, fault in found.items() if fault] == [victim.name]
    assert [name for name, fault in found.items() if not fault] == [
        "manifest",
        *sorted(sound, key=len),
    ]


def test_check_of_a_sound_index_and_of_a_damaged_manifest(index, path):
    assert [fault for _, fault in check_index(path)] == [None] * 5
    (path / "manifest").write_bytes(b"cntext")
    [(name, fault)] = check_index(path)
    assert name == "manifest"
    assert fault.say("en") == f"{path}: the manifest is damaged; build it again"


def test_a_damaged_manifest_is_said_so_and_a_new_index_heals_it(index, path):
    whole = (path / "manifest").read_bytes()
    for size in range(0, len(whole), 7):
        (path / "manifest").write_bytes(whole[:size])
        with pytest.raises(Damaged, match="manifest"):
            Index.open(path)
    for bit in range(0, 8 * len(whole), 11):
        flipped = bytes([whole[bit // 8] ^ 1 << bit % 8])
        (path / "manifest").write_bytes(whole[: bit // 8] + flipped + whole[bit // 8 + 1 :])
        with pytest.raises(Damaged, match="manifest"):
            Index.open(path)
    with pytest.raises(Damaged):
        index.append([data_of("校企合作")])
    assert texts(Index.create(path, [data_of("校企合作")], {})) == ["校企合作"]


def test_a_newer_index_is_refused_by_name_and_never_written_over(index, path, monkeypatch):
    monkeypatch.setattr(manifest, "FORMAT", 4)
    new = manifest.Manifest(9, {}, (), "3.2.0")
    manifest.write_manifest(path, new)
    monkeypatch.undo()
    before = (path / "manifest").read_bytes()
    for use in (
        lambda: Index.open(path),
        lambda: index.append([data_of("校企合作")]),
        lambda: Index.create(path, [data_of("校企合作")], {}),
    ):
        with pytest.raises(Newer) as error:
            use()
        assert "written by cntext 3.2.0 (format 4; this one reads format 1)" in error.value.say(
            "en"
        )
        assert error.value.code == Exit.FAILED
    assert (path / "manifest").read_bytes() == before
    assert faults.FORMAT == 1


ID = "0" * 32


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[",
        b"[]",
        b"\xff",
        b"[" * 100_000,
        {},
        {"generation": 1, "settings": {}, "parts": 1},
        {"generation": 1, "settings": 5, "parts": []},
        {"generation": "x", "settings": {}, "parts": []},
        {"generation": 1e999, "settings": {}, "parts": []},  # found by fuzzing
        {"generation": 1, "settings": {}, "parts": [["../../etc/passwd", {}]]},
        {"generation": 1, "settings": {}, "parts": [[ID, {"../x": ID}]]},
        {"generation": 1, "settings": {}, "parts": [[ID, {"words": "x"}]]},
        {"generation": 1, "settings": {}, "parts": [[ID, {"words": 1}]]},
        {"generation": 1, "settings": {}, "parts": [[ID, [1]]]},
        {"generation": 1, "settings": {}, "parts": [[ID]]},
        {"generation": 1, "settings": {}, "parts": [[ID, {}, 1]]},
    ],
)
def test_a_crafted_manifest_is_refused(path, body):
    path.mkdir()
    body = body if isinstance(body, bytes) else json.dumps(body).encode()
    head = b"cntext index, format 1, written by cntext 0.1.0\n"
    (path / "manifest").write_bytes(head + manifest._sum(head, body) + body + b"\n")
    with pytest.raises(Damaged):
        Index.open(path)


def test_a_writer_waits_and_then_says_who_writes(index, path):
    holder = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(f"""
            import pathlib, sys
            from cntext.store.lock import locked
            with locked(pathlib.Path({str(path / "lock")!r})):
                print("held", flush=True)
                sys.stdin.read()
        """)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(CntextError) as error:
            _ = list(_append(index, timeout=0.1))
        assert f"locked by process {holder.pid} on " in error.value.say("en")
        assert texts(Index.open(path)) == ["产教融合", "中国", ""]  # readers do not wait
        holder.kill()
        holder.wait()
        assert len(texts(index.append([data_of("校企合作")], timeout=0.1))) == 4
    finally:
        holder.kill()
        holder.communicate()


def _append(index, timeout):
    yield index.append([data_of("校企合作")], timeout=timeout)


@pytest.mark.parametrize("text", ["", "999999999", "{}", '{"pid": "x"}', "[1]"])
def test_what_a_lock_file_says_locks_nothing(index, path, text):
    (path / "lock").write_text(text)
    assert len(texts(index.append([data_of("校企合作")], timeout=0))) == 4


@pytest.mark.parametrize("note", ["?", "{}", '{"pid": 1e999, "host": "x", "since": "x"}'])
def test_who_holds_a_lock_without_a_note_is_another_process(tmp_path, note):
    with locked(tmp_path / "lock"):
        (tmp_path / "lock").write_text(note)
        with pytest.raises(CntextError, match="another process"), locked(tmp_path / "lock", 0.0):
            pass


def test_a_lock_file_that_was_replaced_is_not_the_lock(tmp_path):
    with locked(tmp_path / "lock"):
        (tmp_path / "lock").unlink()
        with locked(tmp_path / "lock", 0.0):
            assert (tmp_path / "lock").exists()


def test_an_index_that_cannot_be_read_is_said_so(index, path, monkeypatch):
    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(manifest.Path, "read_bytes", refuse)
    with pytest.raises(CntextError) as error:
        Index.open(path)
    assert error.value.say("en") == f"{path}: cannot be read (Permission denied)"


def test_a_path_that_cannot_be_looked_at_is_said_so(path, monkeypatch):
    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "stat", refuse)
    with pytest.raises(CntextError, match="Permission"):
        Index.create(path, [], {})
