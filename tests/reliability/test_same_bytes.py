"""The same input gives the same bytes: other hash seeds, other numbers of workers, another engine."""

import json
import os
import subprocess
import sys

import pytest

from cntext.measure import analysis_names
from cntext.segment.choosing import why_not_native

# Arguments that an analysis needs beside the folder; {} is the folder.
NEEDS = {
    "collocates": ["职业", "{}", "--min-freq", "1"],
    "kwic": ["职业", "{}", "--sort", "1R,date"],
    "compare": ["{}", "--by", "source", "--min-freq", "1", "--resample", "99", "--seed", "3"],
    "coword": ["{}", "--view", "clusters"],
    "dispersion": ["双高", "职业", "--", "{}"],
    "diversity": ["{}", "--by", "source", "--window", "5"],
    "ngrams": ["{}", "--min-freq", "1"],
    "phrases": ["{}", "--min-freq", "2"],
    "topics": ["{}", "-k", "2"],
    "trend": ["双高", "职业", "--", "{}"],
}
FORMATS = ("json", "jsonl", "csv", "tsv", "md", "table")
# Commands that write a file, and its name.
WRITTEN = (
    ("cloud", "c.png"), ("cloud", "c.svg"), ("coword", "n.graphml"), ("coword", "n.gexf"),
    ("freq", "f.xlsx"), ("kwic 职业", "k.docx"), ("freq", "bars.svg"), ("coword", "net.png"),
    ("compare --by source --min-freq 1", "keyness.pdf"), ("report", "report.html"),
)  # fmt: skip

# One process runs every line, as a shell would; it says what each wrote, and to which exit code.
RUNNER = """
import contextlib, hashlib, io, json, sys
from cntext.cli import main
class Out(io.TextIOWrapper):
    pass
found = []
for line in json.load(sys.stdin):
    out = io.BytesIO()
    sys.stdout = Out(out, encoding="utf-8", write_through=True)
    try:
        main(line)
    except SystemExit as done:
        code = done.code
    sys.stdout.flush()
    found.append([int(code or 0), hashlib.sha256(out.getvalue()).hexdigest(), len(out.getvalue())])
sys.stdout = sys.__stdout__
json.dump(found, sys.stdout)
"""


@pytest.fixture
def reports(tmp_path):
    """Return a folder of dated reports, and a work folder."""
    folder = tmp_path / "years"
    folder.mkdir()
    for year in range(2010, 2018):
        text = "职业学校培养学生，学生学习技术，深化产教融合。" * 3 + "双高建设。" * (
            3 * (year >= 2014)
        )
        head = f"---\ndate: {year}-03-05\nsource: {('日报', '晚报')[year % 2]}\n---\n"
        (folder / f"{year}.txt").write_text(head + text + f"第{year}号。", encoding="utf-8")
    return folder


def run(lines, seed, cwd, **more):
    cwd.mkdir(exist_ok=True)
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", RUNNER],
        input=json.dumps(lines), capture_output=True, text=True, check=False, cwd=cwd,
        env={**os.environ, "PYTHONHASHSEED": str(seed), "CNTEXT_LANG": "en", **more},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def arguments(name, folder):
    given = NEEDS.get(name, ["{}"])
    return [*name.split(), *(a.replace("{}", str(folder)) for a in given)]


def with_format(line, fmt):
    """Options stand before a "--", which some lines have."""
    at = line.index("--") if "--" in line else len(line)
    return [*line[:at], "-f", fmt, *line[at:]]


@pytest.mark.slow
def test_every_command_and_format_gives_the_same_bytes_under_another_hash_seed(reports, tmp_path):
    lines = [arguments(name, reports) for name in [*analysis_names(), "clean"]]
    lines = [with_format(line, "json") for line in [*lines, ["stopwords"], ["lexicon", "list"]]]
    lines += [["freq", str(reports), "--by", "source", "-f", f] for f in FORMATS]
    lines += [["seg", str(reports), "-f", "text"], ["seg", str(reports), "--pos", "-f", "jsonl"]]
    lines += [[*name.split(), str(reports), "-o", target] for name, target in WRITTEN]
    first, second = (run(lines, seed, tmp_path / f"work{seed}") for seed in (1, 77))
    for line, a, b in zip(lines, first, second, strict=True):
        assert a == b, line
        assert a[0] == 0, line
        assert a[2] or "-o" in line, line
    for _, target in WRITTEN:
        made = [(tmp_path / f"work{seed}" / target).read_bytes() for seed in (1, 77)]
        assert made[0] == made[1], target
        assert len(made[0]) > 100


def test_no_arguments_are_kept_for_an_analysis_that_is_gone():
    assert set(NEEDS) <= set(analysis_names())


@pytest.mark.slow
def test_workers_engine_and_cache_change_no_byte_of_the_rows(reports, tmp_path):
    table = ["freq", str(reports), "-f", "tsv"]
    lines = [table, [*table, "--jobs", "1"], [*table, "--jobs", "3"], [*table, "--no-cache"]]
    if why_not_native() is None:
        lines += [[*table, "--engine", "jieba"], [*table, "--engine", "native"]]
    found = run([*lines, *lines], 5, tmp_path / "work")
    assert {tuple(one) for one in found} == {tuple(found[0])}
    assert found[0][2] > 50
