"""Files appear whole; locks belong to the living; also where the system offers less."""

import errno
import importlib.util
import os
import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from cntext.errors import CntextError
from cntext.store import generations, lock, publishing
from cntext.store import part as part_module
from cntext.store.cache import Cache
from cntext.store.index import Index
from cntext.store.layers import Layer, layer_columns
from cntext.store.publishing import publish, sweep, sync_folder

from .conftest import data_of


def failing(code):
    def fail(*_, **__):
        raise OSError(code, os.strerror(code))

    return fail


def test_pieces_small_and_large_are_written_one_after_another(tmp_path):
    large = bytes(range(256)) * 400
    pieces = [b"a", b"", np.arange(3, dtype="<i4"), large, b"b", b"c"]
    publish(tmp_path / "f", pieces, sync=True)
    expected = b"a" + np.arange(3, dtype="<i4").tobytes() + large + b"bc"
    assert (tmp_path / "f").read_bytes() == expected
    assert os.listdir(tmp_path) == ["f"]


def test_a_disk_that_takes_a_part_at_a_time_gets_all(tmp_path, monkeypatch):
    real = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: real(handle, data[:7]))
    publish(tmp_path / "f", [b"0123456789" * 10], sync=False)
    assert (tmp_path / "f").read_bytes() == b"0123456789" * 10


@pytest.mark.parametrize("operation", ["write", "fsync"])
def test_a_failure_leaves_the_old_file_and_no_other(tmp_path, monkeypatch, operation):
    publish(tmp_path / "f", [b"old"], sync=False)
    monkeypatch.setattr(os, operation, failing(errno.ENOSPC))
    with pytest.raises(OSError, match="No space left"):
        publish(tmp_path / "f", [b"new"], sync=True)
    assert (tmp_path / "f").read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["f"]


def test_a_file_is_held_while_it_is_written_and_let_go_also_where_that_fails(tmp_path, monkeypatch):
    pytest.importorskip("fcntl")
    handles = []

    def write(handle, data):
        handles.append(handle)
        (name,) = os.listdir(tmp_path)
        assert publishing._is_held(str(tmp_path / name))  # else another writer might sweep it
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "write", write)
    with pytest.raises(OSError, match="No space left"):
        publish(tmp_path / "f", [b"new"], sync=True)
    monkeypatch.undo()
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(handles[0])


def test_a_folder_that_cannot_be_synced_is_an_error_unless_the_system_never_can(
    tmp_path, monkeypatch
):
    for code in (errno.EINVAL, errno.ENOTSUP):
        monkeypatch.setattr(os, "fsync", failing(code))
        sync_folder(tmp_path)
    monkeypatch.setattr(os, "fsync", failing(errno.EIO))
    with pytest.raises(OSError, match="Input/output"):
        sync_folder(tmp_path)


def test_an_index_whose_manifest_may_not_have_reached_the_disk_keeps_the_old_parts(
    tmp_path, monkeypatch
):
    """After a failed sync nobody knows which manifest a power loss would leave."""
    path = tmp_path / "a.cnx"
    old = Index.create(path, [data_of("产教融合")], {})
    real, calls = generations.write_manifest, []

    def unsure(*arguments):
        real(*arguments)
        calls.append(1)
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(generations, "write_manifest", unsure)
    with pytest.raises(CntextError, match="Input/output"):
        Index.create(path, [data_of("校企合作")], {})
    monkeypatch.undo()
    assert calls == [1]
    new = Index.open(path)
    assert [d.text for d in new.parts[0].documents] == ["校企合作"]
    assert old.parts[0].path.exists()
    new.append([])  # the next writer knows, and tidies up
    assert not old.parts[0].path.exists()


def test_temporary_files_are_told_by_age_where_there_are_no_locks(tmp_path, monkeypatch):
    monkeypatch.setattr(publishing, "fcntl", None)
    publish(tmp_path / "f", [b"x"], sync=True)
    old, young = tmp_path / ".tmp-old", tmp_path / ".tmp-young"
    for file in (old, young):
        file.write_bytes(b"half")
    os.utime(old, (0, 0))
    sweep(tmp_path)
    assert sorted(os.listdir(tmp_path)) == [".tmp-young", "f"]


def test_sweeping_a_folder_that_is_not_there_is_no_error(tmp_path):
    sweep(tmp_path / "absent")


def test_without_flock_the_locks_of_windows_are_used(tmp_path, monkeypatch):
    taken = []

    def locking(handle, mode, size):
        if taken:
            raise PermissionError(errno.EACCES, "Permission denied")
        taken.append((mode, size))

    monkeypatch.setattr(lock, "fcntl", None)
    monkeypatch.setitem(sys.modules, "msvcrt", SimpleNamespace(locking=locking, LK_NBLCK=2))
    with lock.locked(tmp_path / "lock"):
        assert taken == [(2, 1)]
        with (
            pytest.raises(CntextError, match="locked by process"),
            lock.locked(tmp_path / "lock", 0),
        ):
            pass


def test_a_disk_without_locks_is_said_so(tmp_path, monkeypatch):
    fcntl = pytest.importorskip("fcntl")
    monkeypatch.setattr(fcntl, "flock", failing(errno.ENOLCK))
    with pytest.raises(CntextError, match="No locks available"):
        Index.create(tmp_path / "a.cnx", [data_of("中国")], {})


def test_a_lock_waits_for_its_holder(tmp_path, monkeypatch):
    with lock.locked(tmp_path / "lock"):
        holder = os.open(tmp_path / "lock", os.O_RDWR)

        def let_go(_):
            raise InterruptedError

        monkeypatch.setattr(lock.time, "sleep", let_go)
        with pytest.raises(InterruptedError), lock.locked(tmp_path / "lock", 60):
            pass
        os.close(holder)


def test_a_lock_file_removed_before_it_was_held_is_not_the_lock(tmp_path, monkeypatch):
    real, seen = lock._taken, []

    def removed_first(handle):
        if not seen:
            (tmp_path / "lock").unlink()
        seen.append(handle)
        return real(handle)

    monkeypatch.setattr(lock, "_taken", removed_first)
    with lock.locked(tmp_path / "lock", 5):
        assert (tmp_path / "lock").exists()
    assert len(seen) == 2


def test_a_lock_whose_folder_went_with_a_writer_that_failed_is_made_again(tmp_path):
    with lock.locked(tmp_path / "a.cnx" / "lock"):
        assert (tmp_path / "a.cnx" / "lock").exists()


def test_a_cache_entry_that_vanishes_at_once_is_no_error(tmp_path, monkeypatch):
    def gone(path, **_):
        raise FileNotFoundError(2, "No such file or directory", str(path))

    monkeypatch.setattr(part_module, "open_part", gone)
    cache = Cache(tmp_path)
    assert cache.put("a", data_of("中国")) is None
    assert cache.get("a") is None


def test_a_document_too_long_for_its_offsets_is_said_so():
    empty = np.zeros(1, np.int32)
    layer = Layer(["a"], empty, np.array([1 << 31]), np.array([0, 1]))
    with pytest.raises(ValueError, match="2\\^31"):
        layer_columns(layer)


def test_a_part_is_written_with_its_layers_first(tmp_path, monkeypatch):
    """Where the part is, its layers are: a reader between two renames finds no half."""
    order = []
    real = Path.replace

    def noted(self, target):
        order.append(Path(target).suffix)
        return real(self, target)

    monkeypatch.setattr(Path, "replace", noted)
    Cache(tmp_path).put("a", data_of("中国"))
    assert order == [".layer", ".part"]


@pytest.mark.parametrize("name", ["lock", "publishing"])
def test_the_rooms_load_where_there_is_no_flock(monkeypatch, name):
    whole = sys.modules[f"cntext.store.{name}"]
    monkeypatch.setitem(sys.modules, "fcntl", None)  # Windows
    found = importlib.util.spec_from_file_location("elsewhere", whole.__file__)
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    assert module.fcntl is None


def test_a_folder_is_not_synced_where_folders_cannot_be_opened(tmp_path, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(os, "open", failing(errno.EACCES))
        with pytest.raises(PermissionError):
            sync_folder(tmp_path)
        patch.setattr(os, "name", "nt")
        sync_folder(tmp_path)
