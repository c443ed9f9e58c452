"""An index that was built once can be opened for ever; ``early.cnx`` is never built anew."""

import shutil
from pathlib import Path

import pytest

from cntext.cli import main

ASKED = [
    (["freq", "-n", "2", "-f", "tsv"], "1\t产教融合\t3\t2\t187500.0"),
    (["kwic", "教育强国", "-f", "tsv"], "推进产教融合，建设"),
    (["phrases", "-f", "tsv"], "\t产教融合\t3\t2\t"),
    (["index", "check", "-f", "tsv"], "manifest\ttrue"),
]


@pytest.mark.parametrize(("command", "found"), ASKED, ids=lambda value: str(value[0]))
def test_an_index_of_an_earlier_state_is_read(tmp_path, capsysbinary, command, found):
    early = shutil.copytree(Path(__file__).parent / "early.cnx", tmp_path / "early.cnx")
    with pytest.raises(SystemExit) as done:
        main([*command, str(early)])
    assert done.value.code == 0
    assert found in capsysbinary.readouterr().out.decode()
