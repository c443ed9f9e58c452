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
def years(tmp_path):
    """Return a folder of ten short reports, a year apart; 双高 comes up in 2015."""
    folder = tmp_path / "years"
    folder.mkdir()
    for year in range(2010, 2020):
        text = "职业学校培养学生，学生学习技术。" * 3 + "双高建设。" * (3 * (year >= 2015))
        source = ("日报", "晚报", "教育报")[year % 3]
        head = f"---\ndate: {year}-03-05\nsource: {source}\n---\n"
        (folder / f"{year}.txt").write_text(head + text + f"第{year}号。", encoding="utf-8")
    return folder


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path
