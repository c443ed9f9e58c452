"""The manual of the library: every snippet runs, and what stands behind # is what comes out."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
_BLOCK = re.compile(r"```python\n(.*?)```", re.DOTALL)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "corpus").symlink_to(ROOT / "corpus")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CNTEXT_LANG", "zh")
    return tmp_path


def test_every_snippet_runs_and_gives_what_it_says(folder):
    pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    blocks = _BLOCK.findall((ROOT / "docs" / "python.md").read_text(encoding="utf-8"))
    names = {}
    compared = 0
    for block in blocks:
        lines = block.split("\n")
        for statement in ast.parse(block).body:
            code = ast.get_source_segment(block, statement)
            comment = re.search(r"\s# (.*)$", lines[statement.end_lineno - 1])
            if isinstance(statement, ast.Expr) and comment:
                assert repr(eval(code, names)) == comment[1], code  # noqa: S307
                compared += 1
            else:
                exec(code, names)  # noqa: S102
    assert compared >= 12
    for name in ("words.csv", "words.json", "trend.svg", "cloud.png"):
        assert (folder / name).stat().st_size > 500


@pytest.mark.slow
def test_the_notebook_runs_from_top_to_bottom(folder):
    nbformat, nbclient = pytest.importorskip("nbformat"), pytest.importorskip("nbclient")
    pytest.importorskip("ipykernel")
    notebook = nbformat.read(ROOT / "docs" / "tutorial.ipynb", as_version=4)
    nbformat.validate(notebook)
    client = nbclient.NotebookClient(
        notebook, timeout=300, resources={"metadata": {"path": str(folder)}}
    )
    done = client.execute()
    cells = [cell for cell in done.cells if cell.cell_type == "code"]
    shown = [set(output.get("data", {})) for cell in cells for output in cell.outputs]
    assert any("text/html" in kinds for kinds in shown)
    assert any("image/png" in kinds for kinds in shown)
    assert not any(output.output_type == "stream" for cell in cells for output in cell.outputs)
    kept = nbformat.read(ROOT / "docs" / "tutorial.ipynb", as_version=4)
    assert not any(cell.get("outputs") for cell in kept.cells), (
        "the notebook is kept without outputs"
    )
