"""An archive that gives workers this very cntext: its modules and all they need, and a starter.

``bin/python`` in it runs the worker's own Python, of the same version as here, with the
modules of the archive before all others. So one archive serves every machine with the
same system and Python, wherever Spark unpacks it.
"""

from __future__ import annotations

import io
import platform
import re
import tarfile
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

import cntext
from cntext.errors import Both, UsageProblem, install_extra
from cntext.resources import shipped

_OWN = "cntext-cli"
_NEEDED = (_OWN, "pyarrow")  # Arrow carries what Spark hands to Python
_DATA = ("corpus", "gazetteer", "lexicon", "schemes", "stopwords")
_NAME = re.compile(r"[A-Za-z0-9._-]+")
_STARTER = """#!/bin/sh
# The worker's own Python with the modules of this archive.
here=$(cd "$(dirname "$0")/.." && pwd)
PYTHONPATH="$here/lib${{PYTHONPATH:+:$PYTHONPATH}}" exec "${{CNTEXT_PYTHON:-python{version}}}" "$@"
"""


def archive() -> bytes:
    """Return the archive, gzipped; the same bytes for the same files."""
    import gzip

    buffer = io.BytesIO()
    version = ".".join(platform.python_version_tuple()[:2])
    with (
        gzip.GzipFile(fileobj=buffer, mode="wb", mtime=0, compresslevel=6) as packed,
        tarfile.open(fileobj=packed, mode="w") as tar,
    ):
        _add(tar, "bin/python", _STARTER.format(version=version).encode(), mode=0o755)
        for name, path in sorted(_files()):
            _add(tar, f"lib/{name}", path.read_bytes())
    return buffer.getvalue()


def _add(tar: tarfile.TarFile, name: str, data: bytes, mode: int = 0o644) -> None:
    info = tarfile.TarInfo(name)
    info.size, info.mode = len(data), mode
    tar.addfile(info, io.BytesIO(data))


def _files() -> Iterator[tuple[str, Path]]:
    """Yield the files of the archive by their name in ``lib``."""
    for found in _distributions():
        own = found.metadata["Name"].lower() == _OWN
        for file in found.files or ():
            name = file.as_posix()
            skipped = name.startswith("..") or file.suffix in (".pyc", ".pth")
            if not skipped and not (own and not name.startswith("cntext_cli-")):
                path = Path(str(file.locate()))
                if path.is_file():
                    yield name, path
    # Of cntext itself what runs here, be it installed or worked on.
    top = Path(cntext.__file__).parent
    for path in top.rglob("*"):
        inside = path.relative_to(top)
        if path.is_file() and path.suffix != ".pyc" and inside.parts[0] != "_data":
            yield f"cntext/{inside.as_posix()}", path
    for kind in _DATA:
        folder = shipped(kind)
        for path in folder.rglob("*"):
            if path.is_file():
                yield f"cntext/_data/{kind}/{path.relative_to(folder).as_posix()}", path


def _distributions() -> list[Distribution]:
    """Return cntext, PyArrow and what they need, as far as it is installed; extras aside."""
    found: dict[str, Distribution] = {}
    waiting = list(_NEEDED)
    while waiting:
        name = _canonical(waiting.pop())
        if name in found:
            continue
        try:
            found[name] = distribution(name)
        except PackageNotFoundError:
            if name in map(_canonical, _NEEDED):
                raise UsageProblem(
                    name,
                    Both("没有安装", "is not installed"),
                    install_extra("spark"),
                ) from None
            continue  # for another system or Python
        needs = [need for need in found[name].requires or () if "extra ==" not in need]
        waiting += [match[0] for need in needs if (match := _NAME.match(need))]
    return [found[name] for name in sorted(found)]


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
