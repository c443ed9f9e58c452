"""The width of the screen is what the standard library says it is."""

import os
import shutil
import sys
from types import SimpleNamespace

import pytest

from cntext.cli import writing


@pytest.mark.parametrize("columns", [None, "", "100", "0", "-5", "x", " 72 ", "5"])
@pytest.mark.parametrize("stdout", ["as it is", None])
def test_the_width_is_that_of_the_standard_library(monkeypatch, columns, stdout):
    if columns is None:
        monkeypatch.delenv("COLUMNS", raising=False)
    else:
        monkeypatch.setenv("COLUMNS", columns)
    if stdout is None:
        monkeypatch.setattr(sys, "__stdout__", None)
    assert writing._columns() == shutil.get_terminal_size().columns
    assert writing.screen().width == max(shutil.get_terminal_size().columns, 20)


def test_the_width_of_a_terminal_is_asked_for(monkeypatch):
    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.setattr(os, "get_terminal_size", lambda _: os.terminal_size((133, 9)))
    monkeypatch.setattr(sys, "__stdout__", SimpleNamespace(fileno=lambda: 1))
    assert writing._columns() == shutil.get_terminal_size().columns == 133
