"""A file is the old one or the new one; a cache entry is whole or it is not there."""

import hashlib
import os
import stat
import subprocess
import sys

import pytest

from cntext import storage
from cntext.errors import CntextError, UsageProblem
from cntext.storage import cache_folder, load_checked, sha256, store_checked, write_whole


def test_a_new_file_and_an_old_one_are_written(tmp_path):
    target = tmp_path / "out.json"
    write_whole(target, b"one")
    write_whole(target, b"two")
    assert target.read_bytes() == b"two"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize(("mask", "mode"), [(0o027, 0o640), (0o022, 0o644), (0, 0o666)])
def test_a_new_file_has_the_usual_mode_and_an_old_one_keeps_its_own(tmp_path, mask, mode):
    old = os.umask(mask)
    try:
        write_whole(tmp_path / "new", b"")
        assert os.umask(mask) == mask
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == mode
    (tmp_path / "new").chmod(0o604)
    write_whole(tmp_path / "new", b"x")
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o604


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_failure_leaves_the_old_file_and_no_litter(tmp_path, monkeypatch, step):
    target = tmp_path / "out.json"
    target.write_bytes(b"old")

    def fail(*_):
        raise OSError(28, "No space left on device")

    where = os if step == "fsync" else type(target)
    monkeypatch.setattr(where, step, fail)
    with pytest.raises(CntextError) as error:
        write_whole(target, b"new" * 1000)
    assert error.value.say("en") == f"{target}: cannot be written (No space left on device)"
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_an_interruption_leaves_the_old_file_and_no_litter(tmp_path, monkeypatch):
    target = tmp_path / "out.json"
    target.write_bytes(b"old")

    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_whole(target, b"new")
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_an_interruption_just_after_leaves_the_new_file(tmp_path, monkeypatch):
    real = type(tmp_path).replace

    def replace(path, target):
        real(path, target)
        raise KeyboardInterrupt

    monkeypatch.setattr(type(tmp_path), "replace", replace)
    with pytest.raises(KeyboardInterrupt):
        write_whole(tmp_path / "out", b"new")
    assert (tmp_path / "out").read_bytes() == b"new"
    assert len(list(tmp_path.iterdir())) == 1


def test_what_the_system_does_not_name_is_said_as_it_is(tmp_path, monkeypatch):
    def fail(*_):
        raise OSError("odd")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(CntextError, match=r"\(odd\)"):
        write_whole(tmp_path / "out", b"x")


def test_a_file_is_on_the_disk_before_it_appears_and_then_its_folder(tmp_path, monkeypatch):
    synced, real = [], os.fsync

    def fsync(handle):
        status = os.fstat(handle)
        whole = stat.S_ISDIR(status.st_mode) or status.st_size
        synced.append((handle, whole, (tmp_path / "out").exists()))
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    write_whole(tmp_path / "out", b"12345")
    assert [state for _, *state in synced] == [[5, False], [True, True]]
    for handle, *_ in synced:
        with pytest.raises(OSError, match="Bad file descriptor"):
            os.fstat(handle)  # closed again


def test_a_folder_that_cannot_be_synced_is_no_failure(tmp_path, monkeypatch):
    real = os.fsync

    def only_files(handle):
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(22, "Invalid argument")
        real(handle)

    monkeypatch.setattr(os, "fsync", only_files)
    write_whole(tmp_path / "out", b"x")
    assert (tmp_path / "out").read_bytes() == b"x"


def test_a_link_is_written_through(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real/out.txt")
    write_whole(tmp_path / "link", b"x")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real" / "out.txt").read_bytes() == b"x"


@pytest.mark.parametrize("target", ["folder", "missing/out.txt", "folder/missing/out.txt"])
def test_a_folder_and_a_missing_folder_are_usage_problems(tmp_path, target):
    (tmp_path / "folder").mkdir()
    with pytest.raises(UsageProblem) as problem:
        write_whole(tmp_path / target, b"x")
    assert problem.value.where == str(tmp_path / target)
    assert list((tmp_path / "folder").iterdir()) == []


def test_a_name_that_is_too_long_is_one_line_and_no_traceback(tmp_path):
    with pytest.raises(CntextError):
        write_whole(tmp_path / ("x" * 300), b"x")


def test_a_full_device_is_one_line(tmp_path):
    # One of our own: root could replace the system's, should the code tested here be wrong.
    full = tmp_path / "full"
    try:
        like = os.stat("/dev/full")
        os.mknod(full, like.st_mode, like.st_rdev)
        full.open("wb").close()
    except OSError:
        if os.geteuid() == 0 or not os.path.exists("/dev/full"):
            pytest.skip("no device to spare")
        full = storage.Path("/dev/full")
    with pytest.raises(CntextError) as error:
        write_whole(full, b"x")
    assert error.value.where == str(full)
    assert full.is_char_device()


WRITE = "from pathlib import Path; from cntext.storage import write_whole; write_whole(Path('/dev/stdout'), b'data')"


def test_dev_stdout_is_written_to_when_it_is_a_pipe():
    done = subprocess.run([sys.executable, "-c", WRITE], capture_output=True, check=True)
    assert done.stdout == b"data"


def test_dev_stdout_is_added_to_when_it_is_a_file(tmp_path):
    log = tmp_path / "log"
    log.write_bytes(b"before ")
    with log.open("ab") as stream:
        subprocess.run([sys.executable, "-c", WRITE], stdout=stream, check=True)
    assert log.read_bytes() == b"before data"


def test_a_named_pipe_is_written_to_and_stays_a_pipe(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_whole(pipe, b"data")
        assert os.read(reader, 10) == b"data"
    finally:
        os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


# ---------------------------------------------------------------- the cache


def test_the_cache_folder_is_made_private(tmp_path, monkeypatch):
    monkeypatch.setenv("CNTEXT_CACHE", str(tmp_path / "a" / "b"))
    for _ in range(2):  # made, found
        assert cache_folder() == tmp_path / "a" / "b"
    assert stat.S_IMODE((tmp_path / "a" / "b").stat().st_mode) == 0o700
    (tmp_path / "a" / "b").chmod(0o755)  # that others may read it is for its owner to say
    assert cache_folder() == tmp_path / "a" / "b"


def test_a_folder_that_cannot_be_written_to_is_none(tmp_path, monkeypatch):
    monkeypatch.setenv("CNTEXT_CACHE", str(tmp_path))
    assert cache_folder() == tmp_path
    for lacking in (os.W_OK, os.X_OK):  # of root the system would say yes
        monkeypatch.setattr(os, "access", lambda _, mode, lacking=lacking: not mode & lacking)
        assert cache_folder() is None


@pytest.mark.parametrize("mode", [0o777, 0o770, 0o1777])
def test_a_folder_that_others_may_write_to_is_refused(tmp_path, monkeypatch, mode):
    (tmp_path / "open").mkdir()
    (tmp_path / "open").chmod(mode)
    monkeypatch.setenv("CNTEXT_CACHE", str(tmp_path / "open"))
    assert cache_folder() is None


def test_a_folder_of_someone_else_is_refused(tmp_path, monkeypatch):
    monkeypatch.setenv("CNTEXT_CACHE", str(tmp_path / "mine"))
    assert cache_folder() is not None
    monkeypatch.setattr(os, "getuid", lambda: 12_345)
    assert cache_folder() is None


def test_where_no_folder_can_be_there_is_no_cache(tmp_path, monkeypatch):
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv("CNTEXT_CACHE", str(tmp_path / "file" / "x"))
    assert cache_folder() is None


def test_an_entry_comes_back_and_a_damaged_one_does_not(tmp_path):
    path = tmp_path / "entry"
    assert store_checked(path, b"body")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert load_checked(path) == b"body"
    whole = path.read_bytes()
    assert whole == b"CNTX\x01" + hashlib.blake2b(b"body", digest_size=16).digest() + b"body"
    for broken in (b"", whole[:10], whole[:-1], whole + b"x", whole.replace(b"body", b"bodY")):
        path.write_bytes(broken)
        assert load_checked(path) is None
    assert load_checked(tmp_path / "none") is None


def test_an_entry_that_cannot_be_written_is_no_failure(tmp_path):
    assert not store_checked(tmp_path / "missing" / "entry", b"body")


def test_the_hash_is_sha_256():
    assert sha256(b"").startswith("e3b0c44298fc1c14")


def test_a_reader_who_has_gone_is_no_fault(tmp_path, monkeypatch):
    def gone(target, data):
        raise BrokenPipeError

    monkeypatch.setattr(storage, "_write_whole", gone)
    with pytest.raises(BrokenPipeError):
        write_whole(tmp_path / "out", b"")


def test_without_a_variable_the_cache_is_that_of_the_user(tmp_path, monkeypatch):
    monkeypatch.delenv("CNTEXT_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    folder = cache_folder()
    assert folder is not None
    assert folder.name == "cntext"
    assert tmp_path in folder.parents or sys.platform == "win32"
