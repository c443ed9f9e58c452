"""A small folder of reports, and the command line to compare with."""

import pytest

from cntext.cli import main

TEXT = "深化产教融合，推进科教融汇。产教融合是职业教育的根本路径。\n"
REPORTS = (
    ("2019-01", "甲", TEXT + "建设双高学校。开展现代学徒制试点，产教融合。\n"),
    ("2019-02", "乙", "推进产教融合。职业教育改革，职业教育发展。从学校到企业，从课堂到车间。\n"),
    ("2020-01", "甲", "双高计划：" + TEXT + "产教融合再深化。\n"),
    ("2020-02", "乙", "职业教育 5G 应用。" + TEXT * 2),
)


@pytest.fixture
def reports(tmp_path, monkeypatch):
    """Return the folder "reports", which stands in the current one."""
    monkeypatch.setenv("CNTEXT_LANG", "en")
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "reports"
    folder.mkdir()
    for date, source, text in REPORTS:
        head = f"---\ndate: {date}\nsource: {source}\n---\n"
        (folder / f"{date}.txt").write_text(head + text, encoding="utf-8")
    return "reports"


@pytest.fixture
def command(capsysbinary):
    """Return a function that runs ``cntext ARGS`` and gives its exit code, stdout and stderr."""

    def run(*arguments):
        capsysbinary.readouterr()
        with pytest.raises(SystemExit) as done:
            main([str(a) for a in arguments])
        captured = capsysbinary.readouterr()
        return int(done.value.code or 0), captured.out, captured.err.decode("utf-8")

    return run
