"""What is put off until it is used: numpy is named without being loaded, and not loaded for nothing."""

import os
import subprocess
import sys

import numpy
import pytest

from cntext.compiled import library_or_none
from cntext.resources import shipped


def loads_numpy(*arguments, folder):
    """Say whether ``cntext`` with these arguments loads numpy."""
    code = (
        "import sys\nfrom cntext.__main__ import main\n"
        "try:\n    main()\nexcept SystemExit as end:\n    assert not end.code, end.code\n"
        "sys.stderr.write(str('numpy' in sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        env={**os.environ, "CNTEXT_CACHE": str(folder)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stderr.endswith("True")


def test_the_version_of_numpy_is_read_without_it(monkeypatch):
    from cntext import lazy

    monkeypatch.delitem(sys.modules, "numpy")
    assert lazy.numpy_version() == numpy.__version__
    monkeypatch.setattr(lazy.PathFinder, "find_spec", lambda _: None)
    monkeypatch.setitem(sys.modules, "numpy", numpy)
    assert lazy.numpy_version() == numpy.__version__


@pytest.mark.skipif(library_or_none() is None, reason="the core was not compiled")
def test_words_of_a_corpus_and_a_concordance_of_an_index_need_no_numpy(tmp_path):
    corpus, index = shipped("corpus"), tmp_path / "a.cnx"
    given = ("-f", "tsv", "-q")
    assert not loads_numpy("freq", corpus, *given, folder=tmp_path)
    assert loads_numpy("freq", corpus, "--by", "year", *given, folder=tmp_path)
    loads_numpy("index", "build", corpus, "-o", index, "-q", folder=tmp_path)
    assert not loads_numpy("kwic", "教育", index, "-n", "5", *given, folder=tmp_path)
