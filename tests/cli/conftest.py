"""Running the command in this process, as a shell would see it."""

import io
import json
import sys
from dataclasses import dataclass

import pytest

from cntext.cli import main


@dataclass
class Result:
    code: int
    out: bytes
    err: str

    @property
    def text(self) -> str:
        return self.out.decode("utf-8")

    @property
    def json(self):
        return json.loads(self.out)


@pytest.fixture
def cntext(capsysbinary, monkeypatch, tmp_path):
    """Return a function that runs ``cntext ARGS`` and gives code, stdout and stderr."""
    monkeypatch.setenv("CNTEXT_LANG", "en")

    def run(*args, stdin: bytes | None = None, code: int | None = 0) -> Result:
        if stdin is not None:
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        capsysbinary.readouterr()
        with pytest.raises(SystemExit) as done:
            main([str(a) for a in args])
        captured = capsysbinary.readouterr()
        result = Result(int(done.value.code or 0), captured.out, captured.err.decode("utf-8"))
        if code is not None:
            assert result.code == code, result.err
        return result

    return run


ARTICLE = """---
title: 示例
date: 2022-11-03
source: 日报
---
深化产教融合，推进科教融汇。产教融合是职业教育的根本路径。

党的二十大精神指引方向，产教融合、科教融汇不断深化。
"""


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path
