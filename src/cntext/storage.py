"""Files written whole or not at all, and the folder for what can be made again."""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
from pathlib import Path

from cntext.errors import Both, CntextError, UsageProblem, cause

_MAGIC = b"CNTX\x01"
_DIGEST = 16


def sha256(data: bytes) -> str:
    """Return the hexadecimal SHA-256 of ``data``."""
    return hashlib.sha256(data).hexdigest()


def write_whole(target: Path, data: bytes) -> None:
    """Publish ``data`` at ``target``: readers see the old file or the new one, never a mix.

    Links are resolved first. Raises `UsageProblem` for a folder or a missing folder,
    `CntextError` when the disk refuses; the old file then stays as it was.
    """
    try:
        _write_whole(target, data)
    except BrokenPipeError:  # -o /dev/stdout, and the reader has gone: no fault of anyone's
        raise
    except OSError as error:
        why = cause(error)
        raise CntextError(
            str(target), Both(f"写不进去（{why.zh}）", f"cannot be written ({why.en})")
        ) from error


def _write_whole(target: Path, data: bytes) -> None:
    if _is_stream(target):
        # Appending, for /dev/stdout may be a file that others write to (>> log).
        with target.open("ab") as stream:
            stream.write(data)
        return
    target = Path(os.path.realpath(target))
    if target.is_dir():
        raise UsageProblem(
            str(target),
            Both("是文件夹，不能写成文件", "is a folder, not a file"),
            Both("请在 -o 后写文件名", "give -o a file name"),
        )
    if not target.parent.is_dir():
        raise UsageProblem(
            str(target),
            Both(f"文件夹 {target.parent} 不存在", f"folder {target.parent} does not exist"),
            Both("请先建立它", "make it first"),
        )
    _publish(target, data)


def _is_stream(target: Path) -> bool:
    """Say whether ``target`` is a device, a pipe or an open file of this process.

    Asked before links are resolved: /dev/stdout leads to /proc/…/fd/pipe:[123], which
    can be opened but not replaced.
    """
    if target.absolute().as_posix().startswith(("/dev/std", "/dev/fd/", "/proc/")):
        return True
    return target.exists() and not target.is_file() and not target.is_dir()


def _publish(target: Path, data: bytes) -> None:
    import tempfile  # of a run that writes

    handle, name = tempfile.mkstemp(prefix=".cntext-", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        # mkstemp makes files private; a result gets the mode that a plain open() would give.
        mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else 0o666 & ~_umask()
        Path(name).chmod(mode)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    # The file is there already; not every system can sync a folder (Windows, network disks).
    with contextlib.suppress(OSError):
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def cache_folder() -> Path | None:
    """Return the private cache folder, made if need be, or None where there can be none.

    A folder that belongs to someone else, or that others may write to, is refused: what
    it holds decides how every text is cut.
    """
    folder = Path(os.environ.get("CNTEXT_CACHE") or _user_cache())
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        status = folder.stat()
        if hasattr(os, "getuid") and status.st_uid != os.getuid():
            return None
        if status.st_mode & 0o022:
            return None
        return folder if os.access(folder, os.W_OK | os.X_OK) else None
    except OSError:
        return None


def _user_cache() -> str:
    import platformdirs

    return platformdirs.user_cache_dir("cntext")


def load_checked(path: Path) -> bytes | None:
    """Return the body of a cache entry, or None if it is absent, torn or altered."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    head, body = data[: len(_MAGIC)], data[len(_MAGIC) + _DIGEST :]
    digest = data[len(_MAGIC) : len(_MAGIC) + _DIGEST]
    if head != _MAGIC or hashlib.blake2b(body, digest_size=_DIGEST).digest() != digest:
        return None
    return body


def store_checked(path: Path, body: bytes) -> bool:
    """Write a cache entry with its checksum; say whether it worked."""
    return publish_private(
        path, _MAGIC + hashlib.blake2b(body, digest_size=_DIGEST).digest() + body
    )


def publish_private(path: Path, data: bytes) -> bool:
    """Write ``data`` whole, for the user alone; say whether it worked."""
    try:
        _publish(path, data)
        path.chmod(0o600)
    except OSError:
        return False
    return True
