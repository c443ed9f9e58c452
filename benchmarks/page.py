"""The page of benchmarks in the docs, made from what was measured: python -m benchmarks.page JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.cases import ROOT

PAGE = ROOT / "docs" / "benchmarks.md"
_HEAD = """\
# 速度与内存 · Speed and memory

本页由 `make bench` 生成，不要手改：每个数字都来自 `benchmarks/` 的同一次运行，各命令轮流执行，取中位数。
只有比值说明问题；秒数是这台机器的。“达标”对照的是我们自己定的目标，没有达到的照样写出。
This page is made by `make bench`; do not edit it. Every figure comes from one run of `benchmarks/`, in which
the commands take turns; medians are shown. Ratios are what counts: the seconds are this machine's. The
targets are our own, and those that are missed are listed too.

"""
_NOTES = """
## 怎么量的 · How it is measured

- 语料：真实的政府工作报告和法规段落，按固定的随机顺序排成 200 KB 一个文件。
  Text: paragraphs of real work reports and laws in an order drawn by chance, always the same, 200 KB a file.
- “冷”不用缓存（`--no-cache`），“热”是同一命令的第二次运行；词频与 jieba 脚本前 100 行逐行相同，才开始计时。
  "Cold" uses no cache (`--no-cache`), "warm" is a second run; nothing is timed before the first 100 rows equal
  those of the jieba script.
- 同行各在自己的环境里，用它们自己的接口，写成十行左右的脚本（`benchmarks/counting_peers.py`）。
  Peers run in environments of their own, through their own interfaces, in scripts of about ten lines.
- `conc`、`kitconc` 不会切分中文，给它们的是 jieba 切好的词，各自先建好索引（不计时）；行数与本工具相同才开始计时。
  `conc` 按右边的词排序，不能不排。n 元组没有比。装不上或自己出错的同行不在表中，运行时说明原因。
  `conc` and `kitconc` cannot cut Chinese: they get jieba's tokens, and build their indexes first (not measured);
  nothing is timed before they find as many lines. `conc` sorts them by the words on the right and cannot do without.
  N-grams are not compared. A peer that cannot be installed, or fails by itself, is not in the table; the run says why.
- CPU 秒是用户态与内核态之和，含子进程；内存是最大的一个进程的峰值。
  CPU seconds are user and system, child processes included; memory is the peak of the largest process.
"""
_WHAT = {
    "seconds": ("时间", "time"),
    "cpu": ("CPU", "CPU"),
    "peak": ("内存峰值", "peak memory"),
}


def page(data: Mapping[str, Any]) -> str:
    """Return the page for ``data``, as `benchmarks.report.write_json` writes it."""
    machine = data["machine"]
    where = " · ".join(str(machine[name]) for name in ("processor", "system", "python", "engine"))
    lines = [
        f"{machine['cores']} 核 · {machine['cores']} cores · {where} · load {machine['load']} · {machine['date']}",
        "",
        "## 目标 · Targets",
        "",
        "| 比较 · comparison | 量 · of | 比值 · ratio | 目标 · target | |",
        "|---|---|--:|--:|---|",
        *(row for case in data["cases"] for row in _goals(case)),
        "",
        "## 数字 · Figures",
        "",
        "| 命令 · command | 次数 · runs | 秒 · s | CPU s | 内存 · peak MB |",
        "|---|--:|--:|--:|--:|",
        *(row for case in data["cases"] for row in _costs(case)),
    ]
    return _HEAD + "\n".join(lines) + "\n" + _NOTES


def _goals(case: Mapping[str, Any]) -> Iterator[str]:
    for goal in case["goals"]:
        less = f" − {goal['free']:g} s" if goal["free"] else ""
        target, verdict = "", ""
        if goal["limit"] is not None:
            target = f"{'≥' if goal['least'] else '≤'} {goal['limit']:g}"
            verdict = "达标 · met" if goal["verdict"] == "met" else "未达 · missed"
        what = f"{case['case']}: {goal['first']}{less} ÷ {goal['second']}"
        of = " · ".join(dict.fromkeys(_WHAT[goal["of"]]))
        yield f"| {_cell(what)} | {of} | {goal['ratio']:.2f} | {target} | {verdict} |"


def _costs(case: Mapping[str, Any]) -> Iterator[str]:
    for cost in case["costs"]:
        runs = cost["runs"]
        seconds, cpu = (median(run[name] for run in runs) for name in ("seconds", "cpu"))
        peak = max(run["peak"] for run in runs) / 1e6
        label = (
            cost["label"] if case["case"] in cost["label"] else f"{case['case']}: {cost['label']}"
        )
        yield f"| {_cell(label)} | {len(runs)} | {seconds:.3f} | {cpu:.3f} | {peak:.0f} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def main() -> None:
    """Write the page from the JSON file that is named."""
    data = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    PAGE.write_text(page(data), encoding="utf-8")


if __name__ == "__main__":
    main()
